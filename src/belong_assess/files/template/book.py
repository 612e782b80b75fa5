"""Draws a template as a workbook: how to fill it in, the region, the questions, more evidence, and what stays hidden."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from belong_assess.files.slots import EVIDENCE
from belong_assess.files.template.head import COVER, META
from belong_assess.files.template.lists import Lists
from belong_assess.files.template.live.book import paint_live
from belong_assess.files.template.start import Counts, paint_start
from belong_assess.files.template.tables import HEAD_HEIGHT, TablePainter, protect
from belong_assess.files.template.template import Template
from belong_assess.sheets.package import finish, fixed_date
from belong_assess.sheets.pages import page_numbers
from belong_assess.sheets.writer import TEXT_FORMAT, BookWriter, lay_out

MORE_COLUMNS = ("id", "no", *EVIDENCE)
SPARE_ROWS = 60


def render_template(template: Template) -> bytes:
    """Draw a template as an .xlsx file; the same template gives the same bytes."""
    writer, say = BookWriter(), template.say
    start = writer.sheet(say("template.sheet.start"))
    lists = Lists(writer)
    painter = TablePainter(writer, lists, template)
    context, questions = template.context(), template.questions()
    painter.paint(say("template.sheet.region"), context, context=True)
    painter.paint(say("template.sheet.questions"), questions, context=False)
    evidence = _more_evidence(writer, template)
    counts = Counts(writer, painter.rows, [*context, *questions], template.prefill, template.head.corner)
    paint_start(writer, start, template, counts, painter.rows)
    charts = paint_live(writer, template, painter.rows, evidence) if template.live else []
    _meta(writer, template)
    _in_order(writer, last=(lists.sheet, counts.sheet))
    start.activate()
    title = say("template.title", questionnaire=template.assessment.questionnaire.title)
    return finish(writer.close(fixed_date(None), title=title), fixed_date(None), charts, locked=True)


def _more_evidence(writer: BookWriter, template: Template) -> str:
    """A table for answers that rest on more than one document; the number of the question says to which a line belongs.

    Returns the name of its sheet.
    """
    say = template.say
    sheet = writer.sheet(say("template.sheet.evidence"))
    widths = [16.0, 12.0, 60.0, 30.0, 14.0, 20.0]
    for column, code in enumerate(MORE_COLUMNS):
        sheet.write_string(0, column, template.head.corner if column == 0 else code)
        writer.put(sheet, 1, column, say(f"template.column.{code}"), "column")
        sheet.set_column(column, column, widths[column], None, {"hidden": True} if column == 0 else {})
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_row(1, HEAD_HEIGHT)
    for row, (slot, piece) in enumerate(template.prefill.more, 2):
        writer.put(sheet, row, 0, None, "form.closed")
        writer.put(sheet, row, 1, slot, "form.entry", number=TEXT_FORMAT, unlocked=True)
        for column, code in enumerate(EVIDENCE, 2):
            writer.put(sheet, row, column, getattr(piece, code), "form.entry", number=TEXT_FORMAT, unlocked=True)
    first = 2 + len(template.prefill.more)
    for row in range(first, first + SPARE_ROWS):
        for column in range(1, len(MORE_COLUMNS)):
            writer.put(sheet, row, column, None, "form.entry", number=TEXT_FORMAT, unlocked=True)
    sheet.freeze_panes(2, 2)
    protect(sheet)
    height = HEAD_HEIGHT + 15.0 * (first + SPARE_ROWS)
    lay_out(
        sheet,
        left=say("template.sheet.evidence"),
        right=page_numbers(say("workbook.page")),
        widths=widths[1:],
        height=height,
    )
    sheet.repeat_rows(1)
    return str(sheet.name)


def _meta(writer: BookWriter, template: Template) -> None:
    sheet = writer.sheet(META)
    pairs = {**template.head.pairs(), COVER: template.say("template.sheet.start")}
    for row, (key, held) in enumerate(pairs.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, held)
    sheet.very_hidden()


def _in_order(writer: BookWriter, last: tuple[Worksheet, ...]) -> None:
    """Hidden sheets were begun early and stand last all the same."""
    sheets = writer.book.worksheets_objs
    sheets.sort(key=lambda sheet: last.index(sheet) + 1 if sheet in last else 0)
    for number, sheet in enumerate(sheets):
        sheet.index = number
