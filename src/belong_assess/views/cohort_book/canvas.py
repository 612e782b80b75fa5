"""The summary's sheet, painted from top to bottom like pages: columns for a table, and one for the charts beside it."""

from __future__ import annotations

from belong_assess.sheets.cells import Content
from belong_assess.sheets.measure import POINTS_PER_UNIT
from belong_assess.sheets.pages import PAGE_WIDTH
from belong_assess.sheets.styles import room_for
from belong_assess.sheets.writer import set_widths
from belong_assess.views.cohort_book.desk import Desk, points_wide

ID, TITLE, COUNT, FIGURE, BAND, SPACE, CHART = 6.0, 34.0, 6.0, 8.0, 11.5, 1.5, 54.0
FIGURES_SHOWN = 6
FIRST_BAND = 3 + FIGURES_SHOWN
CHART_WIDTH = (CHART - 1) * POINTS_PER_UNIT


class Canvas:
    """Where the next row goes. Rows and columns count from 0; `bands` is how many columns of bands there are."""

    def __init__(self, desk: Desk, bands: int) -> None:
        self.desk = desk
        self.sheet = desk.writer.sheet(desk.say("cohort.sheet.summary"))
        self.widths = (ID, TITLE, COUNT, *[FIGURE] * FIGURES_SHOWN, *[BAND] * bands, SPACE, CHART)
        self.chart_column = len(self.widths) - 1
        self.row = 0
        self.height = 0.0
        self.breaks: list[int] = []
        set_widths(self.sheet, self.widths)

    @property
    def last(self) -> int:
        """The last column of the table."""
        return len(self.widths) - 3

    def put(self, column: int, content: Content, look: str) -> None:
        """Write into one cell of the current row."""
        self.desk.writer.put(self.sheet, self.row, column, content, look)

    def put_over(self, first: int, last: int, text: str, look: str) -> None:
        """Write a text into the current row, over some columns."""
        if first == last:
            self.put(first, text, look)
            return
        self.sheet.merge_range(self.row, first, self.row, last, "", self.desk.writer.format(look))
        self.put(first, text, look)

    def down(self, height: float) -> None:
        """Close the current row with its height."""
        self.sheet.set_row(self.row, height)
        self.row += 1
        self.height += height

    def line(self, text: str, look: str, least: float = 0.0) -> None:
        """Write one text that may run on over the columns to its right."""
        self.put(0, text, look)
        self.down(max(least, self.room(text, look, 0, len(self.widths) - 1)))

    def text(self, text: str, look: str) -> None:
        """Write one text over the whole width, wrapped."""
        self.put_over(0, len(self.widths) - 1, text, look)
        self.down(self.room(text, look, 0, len(self.widths) - 1))

    def room(self, text: str, look: str, first: int, last: int) -> float:
        """The height that a text needs over some columns."""
        return room_for(text, look, sum(self.widths[first : last + 1]))

    def fill(self, height: float) -> None:
        """Leave room so high, if any is asked for."""
        if height > 0:
            self.down(height)

    def new_page(self) -> None:
        """Go on on a new sheet of paper."""
        self.breaks.append(self.row)

    def close(self) -> None:
        """Lay the sheet out for paper, as wide as the page."""
        self.desk.page(self.sheet)
        self.sheet.set_print_scale(int(100 * PAGE_WIDTH / points_wide(self.widths)))
        self.sheet.set_h_pagebreaks(self.breaks)
        self.sheet.print_area(0, 0, max(0, self.row - 1), len(self.widths) - 1)
