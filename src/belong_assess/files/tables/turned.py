"""A table with its regions side by side: the same as one with a region per row, once it is turned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from belong_assess.files.tables.captions import is_heading_of_words
from belong_assess.files.tables.grid import Cells, Grid, Numbered, is_blank
from belong_assess.files.tables.kinds import Head
from belong_assess.files.tables.names import REGION, Names
from belong_assess.files.workbooks.grid import Content, Damaged
from belong_assess.files.workbooks.typed import text_of
from belong_assess.problems import Problem

MOST_CELLS = 4_000_000
"""A table can only be turned when all of it is there; so many cells take some hundred megabytes."""


def turned(grid: Grid, head: Head, names: Names) -> tuple[Head, Iterator[Numbered]]:
    """Return the head of a table with all its names, and its columns one after the other. Raises `Damaged`."""
    rows = _whole(grid)
    column = [_at(row, head.line) for row in rows]
    texts = {number: text_of(content).strip() for number, content in enumerate(column) if not is_blank(content)}
    named = [number for number, text in texts.items() if names.name(text) is not None]
    above = rows[: named[0]]
    texts = {number: text for number, text in texts.items() if number >= named[0]}
    if not any(_is_region(names, texts[number]) for number in named) and REGION in names.slots.values():
        heading = _heading(above, head.line)
        texts = texts if heading is None else {heading: REGION, **texts}
    width = max(map(len, rows), default=0)
    places = [place for place in range(head.line + 1, width) if not _is_of_words(above, place)]
    return replace(head, texts=texts), ((place, [_at(row, place) for row in rows]) for place in places)


def _is_of_words(above: Sequence[Cells], place: int) -> bool:
    """A column of questions beside the names, by what stands above it."""
    return any(isinstance(cell := _at(row, place), str) and is_heading_of_words(cell) for row in above)


def _whole(grid: Grid) -> list[Cells]:
    rows: list[Cells] = []
    cells = 0
    for row in grid.rows():
        cells += len(row)
        if cells > MOST_CELLS:
            raise Damaged(Problem("table.too_wide_to_turn", grid.where(), {"expected": str(MOST_CELLS)}))
        rows.append(row)
    return rows


def _at(row: Cells, place: int) -> Content:
    return row[place] if place < len(row) else None


def _is_region(names: Names, text: str) -> bool:
    name = names.name(text)
    return name is not None and name.slot == REGION


def _heading(above: Sequence[Cells], column: int) -> int | None:
    """The nearest row above the names that says something beside them: there stand the names of the regions."""
    return next(
        (
            number
            for number in reversed(range(len(above)))
            if any(not is_blank(cell) for cell in above[number][column + 1 :])
        ),
        None,
    )
