"""Opens a spreadsheet of any kind: a template that came back holds one submission, a table one for each of its regions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from belong_assess.files.returns.reading import read_template_return
from belong_assess.files.returns.tables import find_tables
from belong_assess.files.tables.asked import Asked
from belong_assess.files.tables.grid import Grid, RegionRead, grid_of_sheet, grid_of_text, led_by
from belong_assess.files.tables.kinds import first_rows, head_of, is_form, is_template
from belong_assess.files.tables.reading import not_recognised, read_table
from belong_assess.files.template.head import CALCULATION, COUNTS, LISTS
from belong_assess.files.workbooks.delimited import open_stream
from belong_assess.files.workbooks.grid import Book, Damaged
from belong_assess.files.workbooks.kinds import HEAD, kind_of_bytes
from belong_assess.files.workbooks.limits import RETURN, TABLE
from belong_assess.files.workbooks.reading import LOCK, NAMES, read_book
from belong_assess.problems import Location, Problem

UNSEEN_SHEETS = (LISTS, COUNTS, CALCULATION)
"""Sheets of a template that nobody fills in."""

WORKBOOKS = (*NAMES["xlsx"], *NAMES["ods"])
TOO_LARGE = ("file.too_large", "workbook.too_large")
BEYOND = (*TOO_LARGE, "workbook.cut")
LARGER = (*TOO_LARGE, "workbook.suspicious", "workbook.crowded")
"""What is too much for a return, and may be right for a table."""


def read_spreadsheet(path: Path, name: str, asked: Asked) -> Iterator[RegionRead]:
    """Return every submission of a file. Nothing is raised for what the file is; a text table may have any length."""
    if not _is_text(path):
        yield from _of_workbook(path, name, asked)
        return
    table, problems = open_stream(path, name)
    if table is None:
        yield RegionRead(None, problems)
        return
    grid = grid_of_text(table)
    try:
        came_back = is_template(first_rows(grid))
    except Damaged as damaged:
        yield RegionRead(None, [*problems, damaged.problem])
        return
    yield from _of_workbook(path, name, asked) if came_back else led_by(problems, read_table(grid, asked))


def _is_text(path: Path) -> bool:
    """Say whether a file is read as it comes. What is called a workbook is opened as one, for its name is to be noted."""
    try:
        if path.name.startswith(LOCK) or path.suffix.lower() in WORKBOOKS or not path.is_file():
            return False
        with path.open("rb") as file:
            return kind_of_bytes(file.read(HEAD)) == "text"
    except (OSError, ValueError):
        return False


def _of_workbook(path: Path, name: str, asked: Asked) -> Iterator[RegionRead]:
    """A workbook is opened as a return; where it is none, once more as far as a table may go."""
    book, problems = read_book(path, name, RETURN, without=UNSEEN_SHEETS)
    if book is not None:
        found = find_tables(book)
        if found.meta or found.tables:
            raw, more = read_template_return(found, asked.methods)
            yield RegionRead(raw, [*problems, *more])
            return
    elif not any(problem.code in LARGER for problem in problems):
        yield RegionRead(None, problems)
        return
    yield from _of_table(path, name, asked, problems if book is None else ())


def _of_table(path: Path, name: str, asked: Asked, refused: Sequence[Problem]) -> Iterator[RegionRead]:
    """Read the tables of a workbook. `refused` is why it cannot be a return: if it is one all the same, that stands."""
    book, problems = read_book(path, name, TABLE)
    problems = [*problems, *_text_instead(problems)]
    if book is None:
        yield RegionRead(None, problems)
        return
    grids, damaged = _grids(book)
    tops = [first_rows(grid) for grid in grids]
    if any(map(is_template, tops) if refused else map(is_form, tops)):
        yield RegionRead(None, list(refused) or [*problems, Problem("return.no_head", Location(book.file), {})])
        return
    heads = [head_of(top, asked.names) for top in tops]
    for problem in damaged:
        yield RegionRead(None, [*problems, problem])
        problems = []
    tables = [grid for grid, head in zip(grids, heads, strict=True) if head is not None]
    reads = _of_sheets(tables, asked) if tables or damaged else [RegionRead(None, [_none(grids, book, asked)])]
    yield from led_by(problems, reads)


def _of_sheets(tables: Sequence[Grid], asked: Asked) -> Iterator[RegionRead]:
    """Every sheet with a table is read; what stands on others is left alone."""
    for grid in tables:
        for read in read_table(grid, asked):
            yield read._replace(place=f"{grid.sheet}!{read.place}") if len(tables) > 1 and read.place else read


def _text_instead(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Say with the limit of a workbook that text has none."""
    facts = {"expected": f"{TABLE.packed / 1e6:.0f}", "rows": str(TABLE.rows), "columns": str(TABLE.columns)}
    yield from (Problem("table.text_instead", problem.where, facts) for problem in problems if problem.code in BEYOND)


def _grids(book: Book) -> tuple[list[Grid], list[Problem]]:
    grids: list[Grid] = []
    damaged: list[Problem] = []
    for name in book.names:
        try:
            grids.append(grid_of_sheet(book.file, book.sheet(name)))
        except Damaged as error:
            damaged.append(error.problem)
    return grids, damaged


def _none(grids: Sequence[Grid], book: Book, asked: Asked) -> Problem:
    """Nothing is recognised: the sheet that comes nearest to a table is named."""
    held = [(grid, rows) for grid in grids if any(rows := first_rows(grid))]
    found = [not_recognised(grid, rows, asked) for grid, rows in held]
    near = next((problem for problem in found if problem.code == "table.results" or problem.facts["closest"]), None)
    return near or Problem("return.no_head", Location(book.file), {})
