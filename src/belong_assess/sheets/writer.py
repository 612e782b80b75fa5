"""Writes workbooks cell by cell, fast and streaming, in the looks of all our workbooks: text is always text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import IO, Any, assert_never

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from belong_assess.responses.plain_text import without_controls
from belong_assess.sheets.cells import FORMULA_STARTS, Content, Figure, cell_text, shortened
from belong_assess.sheets.measure import WIDEST_UNIT
from belong_assess.sheets.pages import (
    A4,
    FOOT,
    FOOTER,
    MARGIN,
    footer_text,
    pages_high,
    sheet_name,
)
from belong_assess.sheets.styles import FONT, LOOKS, RULE, SIZE, Look

TEXT_FORMAT = "@"
PROGRAM = "belong-assess"


class BookWriter:
    """One workbook in the making: its sheets, and its formats, each made once.

    `streaming`: rows are written once, from top to bottom, and forgotten, so that any number of them takes the same memory.
    """

    def __init__(self, target: IO[bytes] | str | None = None, *, streaming: bool = False) -> None:
        self._held = BytesIO()
        options = {"constant_memory": True} if streaming else {"in_memory": True}
        self.book = Workbook(self._held if target is None else target, options)
        self.book.formats[0].set_font_name(FONT)
        self.book.formats[0].set_font_size(SIZE)
        self._formats: dict[tuple[object, ...], Format] = {}

    def sheet(self, wanted: str) -> Worksheet:
        """Add a sheet under a name that spreadsheets accept and that no other has."""
        return self.book.add_worksheet(sheet_name(wanted, self.book.sheetnames))

    def format(self, look: str, number: str = "", *, unlocked: bool = False, quoted: bool = False) -> Format:
        """Return the format of a look; `number` is a number format, `unlocked` lets people type into a protected sheet."""
        key = (look, number, unlocked, quoted)
        if (known := self._formats.get(key)) is None:
            known = self._formats[key] = self.book.add_format(_properties(LOOKS[look], number, unlocked, quoted))
        return known

    def put(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        content: Content,
        look: str,
        *,
        number: str = "",
        unlocked: bool = False,
    ) -> None:
        """Put text, a number or nothing into a cell; rows and columns count from 0."""
        match content:
            case None | "":
                sheet.write_blank(row, column, None, self.format(look, number, unlocked=unlocked))
            case str():
                self._text(sheet, row, column, content, look, number, unlocked)
            case Figure(number=figure, format=code):
                held = figure if isinstance(figure, int) else float(figure)
                sheet.write_number(row, column, held, self.format(look, number or code, unlocked=unlocked))
            case _:
                assert_never(content)

    def _text(self, sheet: Worksheet, row: int, column: int, text: str, look: str, number: str, unlocked: bool) -> None:
        """What a spreadsheet would take for a formula is quoted besides, for those who edit it later.

        What a spreadsheet would decode (`_x0041_`) is protected by the library.
        """
        safe = shortened(without_controls(text))
        quoted = safe.lstrip(" ").startswith(FORMULA_STARTS)
        sheet.write_string(row, column, safe, self.format(look, number, unlocked=unlocked, quoted=quoted))

    def close(self, when: datetime, *, title: str) -> bytes:
        """Finish the file, dated as told. Returns its bytes where no target was named."""
        self.book.set_properties({"title": cell_text(title), "author": PROGRAM, "created": when, "comments": ""})
        self.book.close()
        return self._held.getvalue()


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the widths of the columns from the first one on, in column units."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def lay_out(sheet: Worksheet, *, left: str, right: str, widths: Sequence[float], height: float) -> None:
    """Set up landscape A4, fitted to the width of the page; `height` is that of all rows, in points."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, pages_high(sum(widths) * WIDEST_UNIT, height))
    set_margins(sheet, left=left, right=right)


def set_margins(sheet: Worksheet, *, left: str, right: str) -> None:
    """Margins and footer as on every page of ours."""
    sheet.set_margins(left=MARGIN, right=MARGIN, top=MARGIN, bottom=FOOT)
    sheet.center_horizontally()
    sheet.set_footer(f"&L{footer_text(left)}&C&A&R{right}", {"margin": FOOTER})
    sheet.hide_gridlines(2)


def _properties(look: Look, number: str, unlocked: bool, quoted: bool) -> dict[str, Any]:
    held: dict[str, Any] = {
        "font_name": FONT,
        "font_size": look.size,
        "bold": look.bold,
        "italic": look.italic,
        "font_color": f"#{look.colour}",
        "align": "" if look.across == "general" else look.across,
        "valign": "vcenter" if look.upright == "center" else look.upright,
        "text_wrap": look.wrap,
        "shrink": look.shrink,
        "indent": look.indent,
        "locked": not unlocked,
        "quote_prefix": quoted,
    }
    if look.ground:
        held |= {"bg_color": f"#{look.ground}", "pattern": 1}
    if look.framed:
        held |= {"border": 1, "border_color": f"#{RULE}"}
    elif look.ruled:
        held |= {"top": 1, "bottom": 1, "top_color": f"#{RULE}", "bottom_color": f"#{RULE}"}
    if number:
        held["num_format"] = number
    return {name: each for name, each in held.items() if each not in ("", False, None)} | {"locked": not unlocked}
