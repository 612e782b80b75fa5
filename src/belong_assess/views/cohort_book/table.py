"""A sheet that is one long table, written row by row: title, one sentence, headings that stay in sight, filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from xlsxwriter.worksheet import Worksheet

from belong_assess.sheets.pages import PAGE_WIDTH
from belong_assess.sheets.rows import RowSheet
from belong_assess.sheets.styles import room_for
from belong_assess.sheets.writer import set_widths
from belong_assess.values import value
from belong_assess.views.cohort_book.desk import Desk, points_wide

TITLE_ROW, ABOUT_ROW, GROUP_ROW, HEAD_ROW = 0, 1, 2, 3
TITLE_HEIGHT, ABOUT_HEIGHT, GROUP_HEIGHT, NO_GROUP_HEIGHT = 26.0, 18.0, 16.0, 4.0
HEAD_HEIGHT, UPRIGHT_HEIGHT = 28.0, 130.0
MOST_ROWS = 1_000_000
"""A sheet takes 1,048,576 rows; what is beyond stands in the CSV and the JSON."""
WIDE_SCALE = 65
"""The scale (percent) of tables that are several pages wide."""
LEAST_SCALE = 55


@value
class Head:
    """One column: its heading, its width in column units, how the heading stands, and whether a page begins with it."""

    text: str
    width: float
    look: Literal["column", "column.number", "upright"] = "column"
    page: bool = False


class Table:
    """One sheet in the making. `groups` are headings over several columns, by the column that they begin at."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        about: str,
        heads: Sequence[Head],
        *,
        groups: Sequence[tuple[int, str]] = (),
        frozen: int = 0,
    ) -> None:
        self.desk = desk
        self.heads = tuple(heads)
        self.frozen = frozen
        self.about = about
        self.sheet: Worksheet = desk.writer.sheet(name)
        self.upright = any(head.look == "upright" for head in heads)
        self._head(name, about, groups)
        self.rows = RowSheet(self.sheet, HEAD_ROW + 1, len(self.heads))

    def _head(self, name: str, about: str, groups: Sequence[tuple[int, str]]) -> None:
        put, sheet = self.desk.writer.put, self.sheet
        set_widths(sheet, [head.width for head in self.heads])
        group = GROUP_HEIGHT if groups else NO_GROUP_HEIGHT
        high = UPRIGHT_HEIGHT if self.upright else HEAD_HEIGHT
        for row, height in enumerate((TITLE_HEIGHT, ABOUT_HEIGHT, group, high)):
            sheet.set_row(row, height)
        put(sheet, TITLE_ROW, 0, name, "sheet.title")
        put(sheet, ABOUT_ROW, 0, about, "sheet.about")
        for column, text in groups:
            put(sheet, GROUP_ROW, column, text, "sheet.group")
        for column, head in enumerate(self.heads):
            if head.look == "upright":
                sheet.write_string(HEAD_ROW, column, head.text, self.desk.upright)
            else:
                put(sheet, HEAD_ROW, column, head.text, head.look)

    def add(self, cells: Sequence[str], height: float | None = None) -> None:
        """Write one row of ready cells; the first one too many is replaced by a sentence, the others are left out."""
        if self.rows.row < MOST_ROWS:
            self.rows.add(cells, height)
        elif self.rows.row == MOST_ROWS:
            said = self.desk.cells.text(self.desk.say("cohort.full"), "list.strong")
            self.rows.add([said, *[self.desk.cells.empty("list.strong")] * (len(self.heads) - 1)])

    def add_texts(self, texts: Sequence[str], looks: Sequence[str]) -> None:
        """Write one row of wrapped texts, as high as its longest one needs."""
        ready = self.desk.cells
        rooms = [room_for(text, look, head.width) for text, look, head in zip(texts, looks, self.heads, strict=True)]
        self.add([ready.text(text, look) for text, look in zip(texts, looks, strict=True)], max(rooms))

    def close(self) -> None:
        """Freeze the headings, set filters, and lay the sheet out for paper."""
        sheet, last = self.sheet, max(self.rows.row - 1, HEAD_ROW)
        self.rows.close()
        sheet.freeze_panes(HEAD_ROW + 1, self.frozen)
        sheet.autofilter(HEAD_ROW, 0, last, len(self.heads) - 1)
        sheet.repeat_rows(GROUP_ROW, HEAD_ROW)
        sheet.print_area(0, 0, last, len(self.heads) - 1)
        self.desk.page(sheet)
        self._fit()

    def _fit(self) -> None:
        """Fit the columns to the width of a page where that stays readable; else several pages side by side."""
        sheet, needed = self.sheet, points_wide(head.width for head in self.heads)
        if needed * LEAST_SCALE / 100 <= PAGE_WIDTH:
            sheet.fit_to_pages(1, 0)
            return
        sheet.set_print_scale(WIDE_SCALE)
        sheet.print_across()
        sheet.repeat_columns(0, 0)
        sheet.set_v_pagebreaks(self.breaks())

    def breaks(self) -> list[int]:
        """The columns that begin a page: those that say so, and those that would not fit any more."""
        room = PAGE_WIDTH * 100 / WIDE_SCALE
        used, found = 0.0, []
        for column, head in enumerate(self.heads):
            if column and (head.page or used + points_wide([head.width]) > room):
                found.append(column)
                used = points_wide([self.heads[0].width])
            used += points_wide([head.width])
        return found
