"""Goes through a table with a row for each answer region by region, however its rows are mixed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from belong_assess.files.returns.cells import text_of
from belong_assess.files.tables.grid import Cells, Grid, Numbered, is_blank
from belong_assess.files.tables.kinds import Head
from belong_assess.files.tables.names import ANSWER, REGION, Name, Names
from belong_assess.files.workbooks.grid import Content, Damaged
from belong_assess.problems import Problem
from belong_assess.responses.plain_text import folded

MOST_HELD = 400_000
"""Rows of regions that are not complete yet. Where a table is sorted by region, there are never more than those of one."""

MOST_IDS = 4_000
"""So many different ids are enough to tell which questionnaire is answered."""


@dataclass
class Survey:
    """What one look through a table says: the last row of each region, the ids, the first row that names no region."""

    last: dict[str, int] = field(default_factory=dict)
    ids: dict[str, None] = field(default_factory=dict)
    filled_down: int | None = None


class Gatherer:
    """Gathers the rows of each region.

    A row without a region belongs to the one above: so it is with merged cells, and where a region is named once. Without
    a column for regions, each begins with its row `region_name`.
    """

    def __init__(self, grid: Grid, head: Head, names: Names) -> None:
        self.grid = grid
        self.head = head
        self.names = names
        self.region_place = head.columns.get(REGION)
        self.survey = Survey()
        for key, (number, cells) in self._keyed():
            self.survey.last[key] = number
            if len(self.survey.ids) < MOST_IDS:
                self.survey.ids.setdefault(self.id_of(cells))
            if self.survey.filled_down is None and self.region_place is not None and is_blank(at(cells, self.region_place)):
                self.survey.filled_down = number

    def id_of(self, cells: Cells) -> str:
        """Return the id of a row as it is written."""
        return text_of(at(cells, self.head.columns["id"])).strip()

    def groups(self) -> Iterator[list[Numbered]]:
        """Return the rows of each region when its last one has come. Raises `Damaged` where too many have to wait."""
        coming: dict[str, list[Numbered]] = {}
        held = 0
        for key, line in self._keyed():
            coming.setdefault(key, []).append(line)
            held += 1
            if self.survey.last[key] == line[0]:
                group = coming.pop(key)
                held -= len(group)
                yield group
            elif held > MOST_HELD:
                facts = {"expected": str(MOST_HELD)}
                raise Damaged(Problem("table.scattered", self.grid.where(self.head.cell(self.region_place or 0)), facts))

    def _keyed(self) -> Iterator[tuple[str, Numbered]]:
        """Every row below the head that holds anything, with what tells its region."""
        key, seen = "", 0
        for number, cells in below(self.grid, self.head):
            if all(is_blank(cell) for cell in cells):
                continue
            if self.region_place is None:
                seen += self.names.name(self.id_of(cells)) == Name(REGION)
                key = str(seen)
            elif not is_blank(content := at(cells, self.region_place)):
                key = folded(text_of(content))
            yield key, (number, cells)


def below(grid: Grid, head: Head) -> Iterator[Numbered]:
    """Return the rows below the names."""
    return islice(enumerate(grid.rows()), head.line + 1, None)


def at(cells: Cells, place: int) -> Content:
    """Return a cell of a row, which may end early."""
    return cells[place] if place < len(cells) else None


__all__ = ["ANSWER", "Gatherer", "at", "below"]
