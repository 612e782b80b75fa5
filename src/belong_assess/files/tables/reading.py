"""From a table of many regions to the plain data of a submission for each, with the cell of every value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from belong_assess.files.tables.asked import Asked
from belong_assess.files.tables.columns import shown
from belong_assess.files.tables.gather import below
from belong_assess.files.tables.grid import Cells, Grid, RegionRead, is_blank
from belong_assess.files.tables.kinds import Head, first_rows, head_of, is_results
from belong_assess.files.tables.long import LongReader
from belong_assess.files.tables.regions import RegionsReader
from belong_assess.files.tables.turned import turned
from belong_assess.files.workbooks.grid import Damaged, address
from belong_assess.problems import Problem

MOST_SHOWN = 6


def read_table(grid: Grid, asked: Asked) -> Iterator[RegionRead]:
    """Return what was read of each region, one after the other; of a text table no more is held than that."""
    try:
        rows = first_rows(grid)
        yield from _read(grid, rows, head_of(rows, asked.names), asked)
    except Damaged as damaged:
        yield RegionRead(None, [damaged.problem])


def _read(grid: Grid, rows: Sequence[Cells], head: Head | None, asked: Asked) -> Iterator[RegionRead]:
    if head is None or head.kind == "template":
        yield RegionRead(None, [not_recognised(grid, rows, asked)])
    elif head.kind == "wide":
        yield from RegionsReader(grid, head, asked).regions(below(grid, head))
    elif head.kind == "turned":
        whole, columns = turned(grid, head, asked.names)
        yield from RegionsReader(grid, whole, asked).regions(columns)
    else:
        yield from LongReader(grid, head, asked).regions()


def not_recognised(grid: Grid, rows: Sequence[Cells], asked: Asked) -> Problem:
    """Say that a table has no names, with what stands where they would be."""
    if is_results(rows):
        return Problem("table.results", grid.where("A1"))
    number, texts = max(enumerate(map(_texts, rows)), key=lambda each: len(each[1]), default=(0, []))
    found = ", ".join(map(shown, texts[:MOST_SHOWN])) + (", …" if len(texts) > MOST_SHOWN else "")
    near = dict.fromkeys(name for text in texts[:20] for name in asked.names.near(text).split(", ") if name)
    facts = {"found": found or "–", "closest": ", ".join([*near][:MOST_SHOWN])}
    return Problem("table.not_recognised", grid.where(address(number, 0)), facts)


def _texts(row: Cells) -> list[str]:
    return [cell for cell in row if isinstance(cell, str) and not is_blank(cell)]
