"""A row that is put together from cells of several rows: an answer in one, its note in another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from belong_assess.files.returns.rows import Row
from belong_assess.files.workbooks.grid import Content


class Placed(NamedTuple):
    """What a cell holds, and where it stands."""

    content: Content
    cell: str


class Pieced(Row):
    """A row of which every column stands somewhere else."""

    addresses: tuple[str, ...] = ()

    def cell(self, column: str) -> str:
        """The address of a cell; of the first one where there is no such column."""
        return self.addresses[self.columns.get(column, 0)]


def pieced(sheet: str, held: Mapping[str, Placed]) -> Row:
    """Put a row together from its columns."""
    columns = {column: place for place, column in enumerate(held)}
    row = Pieced(sheet, 0, tuple(each.content for each in held.values()), columns)
    row.addresses = tuple(each.cell for each in held.values()) or ("",)
    return row
