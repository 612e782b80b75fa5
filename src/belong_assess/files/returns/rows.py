"""One row of a table that came back: what stands in it under each column code, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from belong_assess.files.workbooks.grid import Content, address


class Row(NamedTuple):
    """A row with the places of its columns; `number` counts from 0.

    `turned`: the table has its regions side by side, so that what is a row here is a column of the sheet.
    """

    sheet: str
    number: int
    cells: Sequence[Content]
    columns: Mapping[str, int]
    turned: bool = False

    def get(self, column: str) -> Content:
        """What stands under a column; nothing where it has no such column or the cell is blank."""
        place = self.columns.get(column)
        if place is None or place >= len(self.cells):
            return None
        content = self.cells[place]
        return None if content.__class__ is str and (not content or content.isspace()) else content

    def cell(self, column: str) -> str:
        """The address of a cell; of the whole row's first cell where there is no such column."""
        place = self.columns.get(column, 0)
        return address(place, self.number) if self.turned else address(self.number, place)


Rows = Mapping[str, Row]
"""The rows of one submission by slot."""
