"""A table as it stands in a file, and what was read of one region in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from belong_assess.files.submissions import RawSubmission
from belong_assess.files.workbooks.grid import Content, Sheet
from belong_assess.problems import Location, Problem

if TYPE_CHECKING:
    from belong_assess.files.workbooks.delimited import Table

Cells = Sequence[Content]
Numbered = tuple[int, Cells]
"""A row with its number, from 0."""


class Grid(NamedTuple):
    """The cells of one table. `rows` begins anew with each call; it may raise `Damaged` at any row."""

    file: str
    sheet: str
    rows: Callable[[], Iterator[Cells]]

    def where(self, cell: str = "") -> Location:
        """Return the place of a cell."""
        return Location(self.file, sheet=self.sheet, cell=cell)


class RegionRead(NamedTuple):
    """One region of a table: its data, or why there are none, what is to be said of it, and where it stands.

    `place` is the cell of its name. What concerns the table as a whole has no place of its own: errors come first, without
    data; notes and warnings come with the first region.
    """

    raw: RawSubmission | None
    problems: list[Problem]
    place: str = ""


def grid_of_sheet(file: str, sheet: Sheet) -> Grid:
    """Return the table on a sheet of a workbook."""
    return Grid(file, sheet.name, lambda: iter(sheet.rows))


def grid_of_text(table: Table) -> Grid:
    """Return a text table, which is read row by row."""
    return Grid(table.file, "", table.rows)


def led_by(problems: Sequence[Problem], reads: Iterable[RegionRead]) -> Iterator[RegionRead]:
    """Say what is to be said of a file with what comes first of it."""
    for read in reads:
        yield read._replace(problems=[*problems, *read.problems]) if problems else read
        problems = ()


def is_blank(content: Content) -> bool:
    """Say whether a cell holds nothing that anybody could see."""
    return content is None or (content.__class__ is str and not content.strip())
