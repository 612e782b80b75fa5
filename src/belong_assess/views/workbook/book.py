"""The report as a workbook: which sheets there are, in which order, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.language.texts import Language
from belong_assess.sheets.cells import cell_text
from belong_assess.sheets.package import Words, finish, fixed_date
from belong_assess.sheets.pages import add_sheet
from belong_assess.sheets.styles import prepare
from belong_assess.views.report import Report
from belong_assess.views.workbook.areas import paint_areas
from belong_assess.views.workbook.findings import paint_findings
from belong_assess.views.workbook.method import paint_method
from belong_assess.views.workbook.own import paint_own
from belong_assess.views.workbook.questions import paint_questions
from belong_assess.views.workbook.receipts import paint_receipts
from belong_assess.views.workbook.summary import paint_summary

PROGRAM = "belong-assess"

Painter = Callable[[Worksheet, Report, Language], tuple[Words, ...]]

PAINTERS: dict[str, Painter] = {
    "summary": paint_summary,
    "areas": paint_areas,
    "questions": paint_questions,
    "receipts": paint_receipts,
    "findings": paint_findings,
    "own": paint_own,
    "method": paint_method,
}


def render_workbook(report: Report, language: Language, *, made_on: str | None = None) -> bytes:
    """Draw a report as an .xlsx file that carries the ISO date `made_on`: the same input gives the same bytes."""
    when = fixed_date(made_on)
    book = Workbook()
    book.remove(book.worksheets[0])
    prepare(book)
    described: list[Words] = []
    for name, paint in PAINTERS.items():
        if name == "own" and report.own is None:
            continue
        described.extend(paint(add_sheet(book, language(f"workbook.sheet.{name}")), report, language))
    book.active = 0
    book.calculation.fullCalcOnLoad = False
    book.worksheets[0].sheet_view.tabSelected = True
    book.properties.creator = PROGRAM
    book.properties.title = cell_text(language("workbook.alt.title", unit=report.unit, chart=report.title))
    book.properties.language = language.code
    book.properties.created = when
    saved = BytesIO()
    book.save(saved)
    return finish(saved.getvalue(), when, described)
