"""What tests ask of a workbook as openpyxl sees it."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import range_boundaries


def listed(book: Workbook, name: str) -> tuple[str, list[str]]:
    """The sheet and the entries of a list under a name."""
    title, _, place = str(book.defined_names[name].attr_text).rpartition("!")
    left, top, right, bottom = range_boundaries(place.replace("$", ""))
    cells = book[title].iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
    return title, [str(cell.value) for row in cells for cell in row]
