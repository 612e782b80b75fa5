"""What a cell may hold: text that is always text, and numbers that are always numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from belong_assess.responses.plain_text import without_controls
from belong_assess.responses.submission import Number
from belong_assess.values import value

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.cell.rich_text import TextBlock
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
UNSEEN = ";;;"
"""A format that shows nothing: for a figure that a chart needs, and that nobody should read as a number."""

CUT_MARK = " […]"
FORMULA_STARTS = tuple("=+-@\t＝＋－＠")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@value
class Figure:
    """A number and the format that it is shown in; the cell holds its full precision."""

    number: Number
    format: str = "General"


Content = str | Figure | None


def write(sheet: Worksheet, row: int, column: int, content: Content, style: str) -> None:
    """Put text, a number or nothing into a cell of a named style."""
    cell = _cell(sheet, row, column, style)
    match content:
        case None:
            pass
        case str():
            _write_text(cell, content)
        case Figure(number=number, format=code):
            cell.value = number if isinstance(number, int) else float(number)
            cell.number_format = code
        case _:
            assert_never(content)


def write_pairs(sheet: Worksheet, row: int, column: int, pairs: Sequence[tuple[str, str]], style: str, gap: str) -> None:
    """Put names and values into one cell, the names in bold."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    cell = _cell(sheet, row, column, style)
    runs: list[str | TextBlock] = []
    for name, held in pairs:
        lead = gap if runs else ""
        font = InlineFont(rFont=cell.font.name, sz=cell.font.size, color=cell.font.color, b=True)
        runs += [TextBlock(font, cell_text(f"{lead}{name}: ")), cell_text(held)]
    cell.value = CellRichText([run for run in runs if str(run)])
    cell.data_type = "s"


def _cell(sheet: Worksheet, row: int, column: int, style: str) -> Cell:
    from openpyxl.cell.cell import Cell

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell), "a joined cell is written through its first one"
    cell.style = style
    return cell


def _write_text(cell: Cell, text: str) -> None:
    """Type the cell as text; what a spreadsheet would take for a formula is quoted besides, for those who edit it later."""
    safe = cell_text(text)
    if not safe:
        return
    cell.value = safe
    cell.data_type = "s"
    if safe.lstrip(" ").startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def cell_text(text: str) -> str:
    """Drop control characters, protect what a spreadsheet would decode (`_x0041_`), and shorten visibly what is too long."""
    return shortened(_ESCAPE.sub("_x005F_", without_controls(text)))


def shortened(text: str) -> str:
    """Shorten visibly what is too long for a cell."""
    return text if _units(text) <= LONGEST else _first(text, LONGEST - _units(CUT_MARK)) + CUT_MARK


def _units(text: str) -> int:
    """The length that spreadsheets count: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _first(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")
