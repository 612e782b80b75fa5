"""Rows of a streaming sheet as ready XML, from top to bottom: several times as fast as cell by cell.

XlsxWriter keeps the rows of a streaming sheet in a file of XML text, which it puts into the package at the end. What is
written here goes into that file as it would go there itself; decimals keep all their digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from belong_assess.responses.submission import Number
from belong_assess.sheets.cells import FORMULA_STARTS, cell_text
from belong_assess.sheets.writer import BookWriter

MOST_KEPT = 20_000
LONGEST_KEPT = 80


class ReadyCells:
    """Cells as XML without their address. Texts that come again and again are made once."""

    def __init__(self, writer: BookWriter) -> None:
        self._writer = writer
        self._styles: dict[tuple[str, str, bool], int] = {}
        self._texts: dict[tuple[str, str], str] = {}

    def style(self, look: str, number: str = "", *, quoted: bool = False) -> int:
        """The number under which a format stands in the file."""
        key = (look, number, quoted)
        if (known := self._styles.get(key)) is None:
            made: Any = self._writer.format(look, number, quoted=quoted)
            known = self._styles[key] = made._get_xf_index()
        return known

    def empty(self, look: str) -> str:
        """A cell with nothing in it."""
        return f' s="{self.style(look)}"/>'

    def number(self, number: Number, look: str, code: str = "") -> str:
        """A number at full precision, shown in a number format."""
        held = number if isinstance(number, int) else number.numerator / number.denominator
        return f' s="{self.style(look, code)}"><v>{held!r}</v></c>'

    def text(self, text: str, look: str) -> str:
        """A text that stays text, whatever it looks like."""
        key = (text, look)
        if (known := self._texts.get(key)) is not None:
            return known
        made = self._text(text, look)
        if len(text) <= LONGEST_KEPT and len(self._texts) < MOST_KEPT:
            self._texts[key] = made
        return made

    def _text(self, text: str, look: str) -> str:
        safe = cell_text(text)
        if not safe:
            return self.empty(look)
        style = self.style(look, quoted=safe.lstrip(" ").startswith(FORMULA_STARTS))
        space = ' xml:space="preserve"' if safe != safe.strip() or "\n" in safe else ""
        return f' s="{style}" t="inlineStr"><is><t{space}>{escape(safe)}</t></is></c>'


class RowSheet:
    """A sheet of a streaming workbook from one row on, counted from 0; what stands above is written cell by cell before."""

    def __init__(self, sheet: Worksheet, first_row: int, columns: int) -> None:
        self.sheet: Any = sheet
        self.row = first_row
        self._starts = tuple(f'<c r="{xl_col_to_name(column)}' for column in range(columns))
        self.sheet._write_single_row(first_row)

    def add(self, cells: Sequence[str], height: float | None = None) -> None:
        """Write one row of ready cells, one for each column; without a height, of the standard one."""
        self.row += 1
        row = f'{self.row}"'
        high = "" if height is None else f' ht="{height:g}" customHeight="1"'
        body = "".join([f"{start}{row}{cell}" for start, cell in zip(self._starts, cells, strict=True)])
        self.sheet.row_data_fh.write(f'<row r="{row}{high}>{body}</row>')

    def close(self) -> None:
        """Tell the sheet how far its rows go; nothing may be written after."""
        sheet = self.sheet
        sheet.previous_row = self.row
        sheet.dim_rowmin, sheet.dim_colmin = min(sheet.dim_rowmin or 0, self.row - 1), 0
        sheet.dim_rowmax = max(sheet.dim_rowmax or 0, self.row - 1)
        sheet.dim_colmax = max(sheet.dim_colmax or 0, len(self._starts) - 1)


def in_order(writer: BookWriter, sheets: Iterable[Worksheet]) -> None:
    """Put the sheets of a workbook in order; those that are not named are left out of the file."""
    book, kept = writer.book, list(sheets)
    for sheet in book.worksheets_objs:
        if sheet not in kept:
            sheet._opt_close()
    book.worksheets_objs[:] = kept
    for place, sheet in enumerate(kept):
        placed: Any = sheet
        placed.index = place


def rename(writer: BookWriter, sheet: Worksheet, name: str) -> None:
    """Give a sheet another name before anything refers to it."""
    names, named = writer.book.sheetnames, cast("Any", sheet)
    del names[named.name]
    names[name] = sheet
    named.name = name
