"""The sheet for the cabinet: one picture, strengths, gaps with next steps, and what is not known, on two pages."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.language.texts import Language
from belong_assess.sheets.package import Words
from belong_assess.sheets.pages import room_at_width, scale_for
from belong_assess.views.report import Report
from belong_assess.views.workbook.canvas import Canvas
from belong_assess.views.workbook.formats import score_of
from belong_assess.views.workbook.picture import paint_area_picture, paint_group_table, paint_view_pictures, views_that_fit
from belong_assess.views.workbook.steps import paint_findings_in_short, paint_unknown, steps_height
from belong_assess.views.workbook.table import set_page

WIDTHS = (6.5, 43.0, 7.0, 36.0, 10.0, 1.5, 33.0, 43.0, 0.8)
"""Id, title, score, words, counted | gap | two columns for charts | room for the last frame."""

END = 8


def paint_summary(sheet: Worksheet, report: Report, language: Language) -> tuple[Words, ...]:
    """Draw the two pages; returns what its charts show, in words."""
    canvas = Canvas(sheet, WIDTHS)
    _head(canvas, report, language)
    _index(canvas, report, language)
    _facts(canvas, report, language)
    described = paint_area_picture(canvas, report, language)
    paint_group_table(canvas, report, language)
    room = max(canvas.pages[-1], room_at_width(canvas.width)) - steps_height(canvas, report, language)
    canvas.new_page()
    described += paint_view_pictures(canvas, report, views_that_fit(report.views, room), language)
    paint_findings_in_short(canvas, report.strengths, language("workbook.strengths"), language)
    paint_findings_in_short(canvas, report.attention, language("workbook.attention"), language)
    paint_unknown(canvas, report.open_questions, language)
    set_page(sheet, report, language, scale_for(canvas.width, max(canvas.pages)))
    sheet.print_area = f"A1:I{canvas.row - 1}"
    return tuple(described)


def _head(canvas: Canvas, report: Report, language: Language) -> None:
    canvas.line(report.title, "page.title", least=18)
    canvas.line(report.unit, "page.unit", least=32)
    for note in report.notes:
        canvas.line(note, "page.note")


def _index(canvas: Canvas, report: Report, language: Language) -> None:
    """The index: never without its range and its base."""
    index = report.index
    figure = score_of(index, language)
    sentences = _sentences(report, language)
    first = 1 if figure is None else 3
    if figure is not None:
        canvas.put(figure, "page.figure", 1, 2, rows=1 + len(sentences))
    words = language("workbook.name_value", name=index.title, value=f"{index.symbol} {index.words}".strip())
    canvas.put(words, "page.words", first, END)
    canvas.down(max(26, canvas.room(words, "page.words", first, END)))
    for sentence in sentences:
        canvas.put(sentence, "page.sentence", first, END)
        canvas.down(canvas.room(sentence, "page.sentence", first, END))


def _sentences(report: Report, language: Language) -> list[str]:
    """The range with the base, and the documented score where there is one."""
    base = language("workbook.base", base=report.base)
    if report.index.range:
        base = f"{language('workbook.still_possible', range=report.index.range)} {base}"
    return [base, report.firmness] if report.firmness else [base]


def _facts(canvas: Canvas, report: Report, language: Language) -> None:
    """What the report rests on, the rates, and the statement."""
    gap = language("workbook.gap")
    for facts in filter(None, (report.head, report.rates)):
        pairs = [(fact.name, fact.value) for fact in facts]
        shown = gap.join(f"{name}: {value}" for name, value in pairs)
        canvas.put_pairs(pairs, "page.text", 1, END, gap)
        canvas.down(canvas.room(shown, "page.text", 1, END) + 3)
    canvas.line(" ".join(report.statement), "page.muted")
    canvas.down(6)
