"""A sheet that is painted from top to bottom like a page: rows of known height, cells joined across columns."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.sheets.cells import Content, write, write_pairs
from belong_assess.sheets.measure import WIDEST_UNIT
from belong_assess.sheets.pages import set_widths
from belong_assess.sheets.styles import room_for


class Canvas:
    """Where the next row goes, and how high each page has become (in points)."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.widths = tuple(widths)
        self.row = 1
        self.pages = [0.0]
        set_widths(sheet, list(widths))

    @property
    def last_column(self) -> int:
        return len(self.widths)

    @property
    def width(self) -> float:
        """The width of the page in points, in the program that takes most."""
        return sum(self.widths) * WIDEST_UNIT

    def units(self, first: int, last: int) -> float:
        """The width of some columns together."""
        return sum(self.widths[first - 1 : last])

    def put(self, content: Content, style: str, first: int, last: int, *, rows: int = 1) -> None:
        """Write into the current row, joined from one column to another, and down over some rows."""
        self.dress(style, first, last, rows)
        write(self.sheet, self.row, first, content, style)

    def put_pairs(self, pairs: Sequence[tuple[str, str]], style: str, first: int, last: int, gap: str) -> None:
        """Write names and values into the current row."""
        self.dress(style, first, last)
        write_pairs(self.sheet, self.row, first, pairs, style, gap)

    def dress(self, style: str, first: int, last: int, rows: int = 1) -> None:
        """Give cells their style, and join them."""
        for row in range(self.row, self.row + rows):
            for column in range(first, last + 1):
                self.sheet.cell(row, column).style = style
        if last > first or rows > 1:
            self.sheet.merge_cells(start_row=self.row, start_column=first, end_row=self.row + rows - 1, end_column=last)

    def down(self, height: float) -> None:
        """Close the current row with its height."""
        self.sheet.row_dimensions[self.row].height = height
        self.pages[-1] += height
        self.row += 1

    def room(self, text: str, style: str, first: int, last: int) -> float:
        """The height that a text needs in these columns."""
        return room_for(text, style, self.units(first, last))

    def line(self, text: str, style: str, least: float = 0) -> None:
        """Write one text over the whole width, in a row as high as it needs."""
        self.put(text, style, 1, self.last_column)
        self.down(max(least, self.room(text, style, 1, self.last_column)))

    def fill(self, height: float) -> float:
        """Leave room so high, if any is asked for: a chart beside a short table must be readable."""
        if height <= 0:
            return 0.0
        self.down(height)
        return height

    def new_page(self) -> None:
        """Go on on a new sheet of paper."""
        self.sheet.row_breaks.append(Break(id=self.row - 1))
        self.pages.append(0.0)
