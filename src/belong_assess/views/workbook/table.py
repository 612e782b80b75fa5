"""A sheet that is one table: title, one sentence, a frozen header row with filters, and rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.language.texts import Language
from belong_assess.sheets.cells import Content, write
from belong_assess.sheets.measure import WIDEST_UNIT
from belong_assess.sheets.pages import fit_height, lay_out, page_numbers, set_widths
from belong_assess.sheets.styles import room_for
from belong_assess.values import value
from belong_assess.views.report import Report

TITLE_ROW, ABOUT_ROW, HEAD_ROW = 1, 2, 3
HEAD_HEIGHT = 28
PLAIN_HEIGHT = 15.0


@value
class Column:
    """A column: the key of its heading, its width in column units, and what stands in it."""

    key: str
    width: float
    kind: Literal["text", "number"] = "text"


@value
class Row:
    """The contents of one row; a result row is shaded and bold."""

    contents: Sequence[Content]
    kind: Literal["cell", "row", "sum"] = "cell"


def paint_table(
    sheet: Worksheet,
    report: Report,
    language: Language,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    frozen: int = 0,
) -> int:
    """Draw a table with its head. `frozen` columns stay in sight. Returns the number of the last row."""
    paint_head(sheet, report, language, name, [column.width for column in columns])
    for number, column in enumerate(columns, 1):
        look = "column.number" if column.kind == "number" else "column"
        write(sheet, HEAD_ROW, number, language(f"workbook.column.{column.key}"), look)
    last = HEAD_ROW
    for last, row in enumerate(rows, HEAD_ROW + 1):
        _paint_row(sheet, last, columns, row)
    sheet.row_dimensions[HEAD_ROW].height = HEAD_HEIGHT
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns))}{last}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    fit_rows(sheet, [column.width for column in columns], last)
    return last


def fit_rows(sheet: Worksheet, widths: Sequence[float], last: int) -> None:
    """Fit the rows down to the last printed one to whole pages."""
    height = sum(sheet.row_dimensions[row].height or PLAIN_HEIGHT for row in range(1, last + 1))
    fit_height(sheet, sum(widths) * WIDEST_UNIT, height)


def _paint_row(sheet: Worksheet, place: int, columns: Sequence[Column], row: Row) -> None:
    """Write one row, as high as its longest text needs: not every program fits rows by itself."""
    height = 0.0
    for number, (column, content) in enumerate(zip(columns, row.contents, strict=True), 1):
        style = f"{row.kind}.{column.kind}"
        write(sheet, place, number, content, style)
        height = max(height, room_for(content if isinstance(content, str) else "", style, column.width))
    sheet.row_dimensions[place].height = height


def paint_head(
    sheet: Worksheet, report: Report, language: Language, name: str, widths: list[float], scale: int | None = None
) -> None:
    """Give a sheet its title, its sentence, its widths and its page."""
    set_widths(sheet, widths)
    write(sheet, TITLE_ROW, 1, sheet.title, "sheet.title")
    write(sheet, ABOUT_ROW, 1, language(f"workbook.{name}.about"), "sheet.about")
    sheet.row_dimensions[TITLE_ROW].height = 26
    sheet.row_dimensions[ABOUT_ROW].height = 18
    set_page(sheet, report, language, scale)


def set_page(sheet: Worksheet, report: Report, language: Language, scale: int | None = None) -> None:
    """Put the region on the left of the footer, the page numbers on the right."""
    lay_out(sheet, left=report.unit, right=page_numbers(language("workbook.page")), scale=scale)
