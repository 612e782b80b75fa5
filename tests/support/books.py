"""Workbooks as programs write them, and the two ways of reading them side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.styles import Font

from belong_assess.files.workbooks.contents import duration, figure, percentage, plain_moment
from belong_assess.files.workbooks.gate import Admitted, admit
from belong_assess.files.workbooks.grid import Content, Fault, Formula
from belong_assess.files.workbooks.limits import RETURN, Limits
from belong_assess.files.workbooks.openxml import OpenWorkbook, outline_of
from belong_assess.problems import Location
from support.packages import trimmed

Rows = list[list[Content]]

TEXTS = (
    "plain", " around ", "  ", "two\nlines", "two\r\nlines", "tab\tinside", "a & b < c > \"d\" 'e'", "=not a formula",
    "ÄÖÜ ß 東京 🙂", "_x0041_", "_x000D_", "_x005F_", "__x0041__", "\u00a0no break\u00a0", "007", "1,5", "50 %", "1-2",
    "TRUE", "#REF!", "l" * 5_000, "\u200bjoiner\ufeff", "a\u2028b", "e\u0301",
)  # fmt: skip
NUMBERS = (
    0, 1, -1, 7, 0.1, 0.1 + 0.2, 0.5, 1 / 3, -2.75, 1e15, 1e16, 123456789012345, 1.1, 1e-7, 5e-324, 1e300,
    3.0000000000000004,     2**53, 100, 1e5, 99999.99999,
)  # fmt: skip
MOMENTS: Mapping[str, Sequence[float]] = {
    "yyyy-mm-dd": (1, 59, 60, 61, 45000, 45000.25, 2958465, 0, 0.5),
    "dd.mm.yyyy hh:mm": (45000.5, 45000.123456789, 45000.999999999, 44197),
    "hh:mm:ss": (0.5, 0.123456, 0.99999999, 1.5, 0),
    "[h]:mm:ss": (0.25, 1.5, 100.75, 0),
    "0%": (0.5, 0.07, 1, 0, 0.285, 1.5),
    "0.0 %": (0.123, 1 / 3),
    '0.0" %"': (0.5, 12),
    "#,##0.00 [$€-407]": (1234.5,),
    "General": (45000,),
    "mmm yyyy": (45000, 3e6, -1),
    'd" days"': (12,),
    '0" days"': (12,),
    "[Red]0": (5,),
    "@": (5, 0.5),
    "mm:ss.0": (0.0123,),
}
"""Numbers by the format in which they are shown."""

FORMULAS: Sequence[tuple[str, Any]] = (
    ("=1+1", 2), ("=A1", "text"), ('=IF(A1<>"","a & b",1)', "a & b"), ("=1=1", True), ("=1/0", "#DIV/0!"),
    ("=NA()", "#N/A"), ("=A99", ""),     ("=TODAY()", 45000), ("=B2*2", 0.1),
)  # fmt: skip


def write_with_openpyxl(path: Path) -> None:
    """All of the above, hidden and empty sheets, joined and hidden cells, by openpyxl."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Everything"
    for row, text in enumerate(TEXTS, 3):
        sheet.cell(row, 2).value = text
        sheet.cell(row, 2).data_type = "s"
    for row, number in enumerate(NUMBERS, 2):
        sheet.cell(row, 4).value = number
    for row, (code, number) in enumerate(((code, each) for code, held in MOMENTS.items() for each in held), 5):
        sheet.cell(row, 6, number).number_format = code
    flags: tuple[bool | dt.date | dt.time, ...] = (True, False, dt.date(2024, 2, 29), dt.time(7, 30))
    for row, flag in enumerate(flags, 1):
        sheet.cell(row, 8).value = flag
    for row in range(1, 40):
        sheet.cell(row, 12).font = Font(bold=True)
    sheet.merge_cells("B30:C31")
    sheet.row_dimensions[4].hidden = True
    formulas = book.create_sheet("Formulas")
    for row, (formula, _) in enumerate(FORMULAS, 1):
        formulas.cell(row, 3).value = formula
    for row, code in enumerate(("#REF!", "#N/A", "#DIV/0!"), 1):
        formulas.cell(row, 1).value = code
    book.create_sheet("Empty")
    hidden = book.create_sheet("Hidden & <more>")
    hidden.sheet_state = "veryHidden"
    hidden["A1"] = "meta"
    book.save(path)


def write_with_xlsxwriter(path: Path, *, inline: bool = False) -> None:
    """The same by XlsxWriter, with values of formulas, and texts of several fonts."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": inline})
    sheet, bold = book.add_worksheet("Everything"), book.add_format({"bold": True})
    formats = {code: book.add_format({"num_format": code}) for code in MOMENTS}
    shown = [(code, each) for code, held in MOMENTS.items() for each in held]
    for row in range(max(len(TEXTS), len(NUMBERS), len(shown))):
        if row < len(TEXTS):
            sheet.write_string(row, 1, TEXTS[row])
        sheet.write_blank(row, 2, None, bold)
        if row < len(NUMBERS):
            sheet.write_number(row, 3, NUMBERS[row])
        if row < len(shown):
            sheet.write_number(row, 5, shown[row][1], formats[shown[row][0]])
        sheet.write_boolean(row, 6, row % 2 == 0)
    formulas = book.add_worksheet("Formulas")
    for row, (formula, value) in enumerate(FORMULAS):
        formulas.write_formula(row, 2, formula, None, value)
    rich = book.add_worksheet("Rich")
    rich.write_rich_string(2, 1, "a ", bold, "bold", " word ")
    book.add_worksheet("Empty")
    book.close()


WRITERS: dict[str, Callable[[Path], None]] = {
    "openpyxl": write_with_openpyxl,
    "XlsxWriter": write_with_xlsxwriter,
    "XlsxWriter with inline texts": lambda path: write_with_xlsxwriter(path, inline=True),
}


def both(path: Path, limits: Limits = RETURN) -> dict[str, tuple[Rows | None, Rows]]:
    """Each sheet as it is read fast, or `None` where it is not, and as it is read carefully."""
    admitted = admit(path.read_bytes(), Location(path.name), limits)
    assert isinstance(admitted, Admitted), admitted
    made_of = outline_of(admitted.package, admitted.main, Location(path.name))
    quick = OpenWorkbook(admitted.package, made_of, Location(path.name), limits, careful=False)
    slow = OpenWorkbook(admitted.package, made_of, Location(path.name), limits, careful=True)
    found: dict[str, tuple[Rows | None, Rows]] = {}
    for name, scan in quick.scans.items():
        rows = quick.fast.rows(name) if scan.ordinary else None
        found[name] = None if rows is None else trimmed(rows), trimmed(slow.sheet(name).rows)
    return found


def as_openpyxl_reads(path: Path) -> dict[str, Rows]:
    """The values of each sheet as a third reader gives them, in our words; formulas by their values."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: trimmed([[_in_our_words(cell) for cell in row] for row in sheet.iter_rows()])
        for sheet in book.worksheets
    }


def _in_our_words(cell: Any) -> Content:
    held = cell.value
    if isinstance(held, bool) or held is None or isinstance(held, str):
        return held or None if isinstance(held, str) else held
    if isinstance(held, int | float):
        return percentage(float(held)) if "%" in cell.number_format.replace('" %"', "") else figure(float(held))
    if isinstance(held, dt.timedelta):
        return duration(held)
    return plain_moment(held) if isinstance(held, dt.datetime) else held


def values(rows: Rows) -> Rows:
    """The cells with every formula replaced by its value, and error values by their names."""
    return trimmed([[_value(held) for held in row] for row in rows])


def _value(held: Content) -> Content:
    held = held.cached if isinstance(held, Formula) else held
    return held.code if isinstance(held, Fault) else held


def exactly(rows: Rows) -> list[list[tuple[type, Content]]]:
    """The cells with their types: 1, 1.0 and True are not the same answer."""
    return [[(type(held), held if not isinstance(held, Decimal) else Decimal(str(held))) for held in row] for row in rows]
