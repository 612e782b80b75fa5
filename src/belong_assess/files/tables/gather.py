"""Goes through a table with a row for each answer region by region, however its rows are mixed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from belong_assess.files.tables.grid import Cells, Grid, Numbered, is_blank
from belong_assess.files.tables.kinds import Head
from belong_assess.files.tables.names import REGION, Name, Names
from belong_assess.files.workbooks.grid import Content, Damaged
from belong_assess.files.workbooks.typed import text_of
from belong_assess.problems import Problem
from belong_assess.responses.plain_text import folded

MOST_HELD = 400_000
"""Rows of regions that are not complete yet. Where a table is sorted by region, there are never more than those of one."""

MOST_REGIONS = 1_000_000
"""So many regions are told apart: every country of the world together has fewer municipalities."""

MOST_IDS = 4_000
"""So many different ids are enough to tell which questionnaire is answered."""


class Keys:
    """Tells the regions of rows apart, one row after the other.

    A row without a region belongs to the one above: so it is with merged cells, and where a region is named once. Without
    a column for regions, each begins with its row `region_name`.
    """

    def __init__(self, head: Head, names: Names) -> None:
        self.names = names
        self.id_place = head.columns["id"]
        self.region_place = head.columns.get(REGION)
        self._key = ""
        self._seen = 0
        self._content: Content = None

    def key(self, cells: Cells) -> str:
        """Return what the rows of one region have in common."""
        if self.region_place is None:
            self._seen += self.names.name(self.id_of(cells)) == Name(REGION)
            self._key = str(self._seen)
        elif not is_blank(content := at(cells, self.region_place)) and content != self._content:
            self._key, self._content = folded(text_of(content)), content
        return self._key

    def id_of(self, cells: Cells) -> str:
        """Return the id of a row as it is written."""
        return text_of(at(cells, self.id_place)).strip()

    def is_filled_down(self, cells: Cells) -> bool:
        """Say whether a row leaves out which region it belongs to."""
        return self.region_place is not None and is_blank(at(cells, self.region_place))


@dataclass
class Survey:
    """What one look through a table says: the last row of each region, the ids, the first row that names no region."""

    last: dict[str, int] = field(default_factory=dict)
    ids: dict[str, None] = field(default_factory=dict)
    filled_down: int | None = None


class Gatherer:
    """Gathers the rows of each region. `lines` begins anew with each call. Raises `Damaged` where there are too many."""

    def __init__(self, grid: Grid, lines: Callable[[], Iterator[Numbered]], head: Head, names: Names) -> None:
        self.grid = grid
        self.lines = lines
        self.head = head
        self.names = names
        self.survey = Survey()
        keys = Keys(head, names)
        for number, cells in self._filled():
            self.survey.last[keys.key(cells)] = number
            if len(self.survey.last) > MOST_REGIONS:
                raise Damaged(Problem("table.many_regions", grid.where(), {"expected": str(MOST_REGIONS)}))
            if len(self.survey.ids) < MOST_IDS:
                self.survey.ids.setdefault(keys.id_of(cells))
            if self.survey.filled_down is None and keys.is_filled_down(cells):
                self.survey.filled_down = number

    def groups(self) -> Iterator[list[Numbered]]:
        """Return the rows of each region when its last one has come. Raises `Damaged` where too many have to wait."""
        coming: dict[str, list[Numbered]] = {}
        held = 0
        keys = Keys(self.head, self.names)
        for line in self._filled():
            key = keys.key(line[1])
            coming.setdefault(key, []).append(line)
            held += 1
            if self.survey.last[key] == line[0]:
                group = coming.pop(key)
                held -= len(group)
                yield group
            elif held > MOST_HELD:
                where = self.grid.where(self.head.cell(keys.region_place or 0))
                raise Damaged(Problem("table.scattered", where, {"expected": str(MOST_HELD)}))

    def _filled(self) -> Iterator[Numbered]:
        return (line for line in self.lines() if not all(map(is_blank, line[1])))


def below(grid: Grid, head: Head) -> Iterator[Numbered]:
    """Return the rows below the names."""
    return islice(enumerate(grid.rows()), head.line + 1, None)


def at(cells: Cells, place: int) -> Content:
    """Return a cell of a row, which may end early."""
    return cells[place] if place < len(cells) else None
