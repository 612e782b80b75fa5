"""How a sheet goes to paper: size, margins, scale, footer and repeated rows."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING

from belong_assess.sheets.cells import cell_text

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

A4 = 9
MARGIN, FOOT, FOOTER = 0.4, 0.6, 0.25
"""Margins in inches."""

PAGE_WIDTH, PAGE_HEIGHT = 785.0, 522.0
"""The room for cells on a landscape page, in points."""

FEW_ROWS = 0.2
"""The share of a page that is not worth a page of its own."""

LEAST_SCALE, MOST_SCALE = 55, 100
LONGEST_FOOTER = 70
LONGEST_NAME = 31


def lay_out(sheet: Worksheet, *, left: str, right: str, scale: int | None = None) -> None:
    """Set up landscape A4. Without a scale, the sheet is fitted to the width of the page, on as many pages as it takes."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    if scale is None:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    else:
        sheet.page_setup.scale = scale
    sheet.page_margins = PageMargins(left=MARGIN, right=MARGIN, top=MARGIN, bottom=FOOT, header=FOOTER, footer=FOOTER)
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter
    assert footer is not None
    footer.left.text, footer.center.text, footer.right.text = footer_text(left), "&A", right
    sheet.sheet_view.showGridLines = False


def fit_height(sheet: Worksheet, width: float, height: float) -> None:
    """Say how many pages a sheet may take that is fitted to the width: a last page with a few rows is shrunk away."""
    sheet.page_setup.fitToHeight = pages_high(width, height)


def pages_high(width: float, height: float) -> int:
    """The number of pages that rows of this height take once their columns (`width`) fit the width of a page, in points."""
    pages = height * min(1.0, PAGE_WIDTH / width) / PAGE_HEIGHT
    return max(1, ceil(pages - FEW_ROWS))


def scale_for(widest: float, highest: float) -> int:
    """The scale (percent) at which so many points fit on one page."""
    scale = int(100 * min(PAGE_WIDTH / widest, PAGE_HEIGHT / highest))
    return max(LEAST_SCALE, min(MOST_SCALE, scale))


def room_at_width(widest: float) -> float:
    """The height of a page in points when it is scaled so that so many points fit across."""
    return PAGE_HEIGHT * max(1.0, widest / PAGE_WIDTH)


def page_numbers(text: str) -> str:
    """Put the codes for page and number of pages into a text with `{page}` and `{pages}`."""
    return text.replace("&", "&&").replace("{page}", "&P").replace("{pages}", "&N")


def footer_text(text: str) -> str:
    """Make a text safe in a footer, where `&` begins a code."""
    short = text if len(text) <= LONGEST_FOOTER else text[: LONGEST_FOOTER - 1] + "…"
    return cell_text(short).replace("\n", " ").replace("&", "&&")


def add_sheet(workbook: Workbook, wanted: str) -> Worksheet:
    """Add a sheet under a name that spreadsheets accept and that no other has."""
    sheet = workbook.create_sheet()
    sheet.title = sheet_name(wanted, [name for name in workbook.sheetnames if name != sheet.title])
    return sheet  # type: ignore[no-any-return]


def sheet_name(wanted: str, others: Iterable[str]) -> str:
    """Return a name that spreadsheets accept: at most 31 characters, none of `[]:*?/\\`, not that of another sheet."""
    clean = cell_text(wanted).translate(str.maketrans("[]:*?/\\", "()     ")).strip("' ") or "-"
    taken = {name.casefold() for name in others}
    name, number = clean[:LONGEST_NAME], 1
    while name.casefold() in taken:
        number += 1
        name = f"{clean[: LONGEST_NAME - len(str(number)) - 1]} {number}"
    return name


def set_widths(sheet: Worksheet, widths: list[float]) -> None:
    """Set the widths of the columns from the first one on, in column units."""
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
