"""Adds the scores to a template that is being painted: the sheet that is looked at, and the hidden tables behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from belong_assess.files.slots import COLUMNS
from belong_assess.files.template.head import CALCULATION
from belong_assess.files.template.live.calculation import Calculation
from belong_assess.files.template.live.charts import Drawing, add_bars, add_web
from belong_assess.files.template.live.formula import Formula
from belong_assess.files.template.live.functions import Held
from belong_assess.files.template.live.page import Page
from belong_assess.files.template.live.readings import MORE_COLUMN, Rows
from belong_assess.files.template.live.score_table import (
    COVERAGE,
    HEAD,
    HIGH,
    ID,
    LOW,
    SCORE,
    SECTION,
    TITLE,
    Painted,
    show_decimals,
)
from belong_assess.files.template.live.sheet import CHART, FEWEST_CORNERS, WIDTHS, ScoreSheet
from belong_assess.files.template.live.table import Table, contents_of, placed
from belong_assess.files.template.live.worked_out import Place, Sheets
from belong_assess.files.template.live.written import Places, address_of, text_of
from belong_assess.files.template.prefill import DAY_FORMAT
from belong_assess.files.template.tables import FIRST_ROW, protect
from belong_assess.files.template.template import Template
from belong_assess.sheets.cells import Figure
from belong_assess.sheets.measure import WIDEST_UNIT
from belong_assess.sheets.package import Words
from belong_assess.sheets.pages import A4, page_numbers, room_at_width, scale_for
from belong_assess.sheets.writer import BookWriter, set_margins

KEY_WIDTH = 24.0
ZOOM = 80
"""Tables and charts side by side on a common screen."""

MOST_WEB = 320.0
"""The height of a web at most, in points."""

EMPTY = '=""'
"""An empty text has to be a formula: an empty cell would count as 0 wherever it is looked at."""

FRAME = 2.0
"""The lower edge of a chart must not fall on that of the page."""

EDGE = 4.0
"""What a column is wider than its units, in points."""

DECIMALS = ("0.0", "0.00", "0.000")


def paint_live(writer: BookWriter, template: Template, rows: Rows, evidence: str) -> list[Words]:
    """Paint the scores; returns what the charts show, in words.

    `rows` say where each slot was painted, `evidence` is the name of the sheet of more evidence.
    """
    calculation = Calculation(template, rows, evidence)
    page = Page(writer.sheet(template.say("live.sheet")), WIDTHS)
    scores = ScoreSheet(page, template, calculation)
    scores.paint()
    tables = [*calculation.tables(), *scores.tables()]
    cells, formats = _filled_in(template, rows, evidence)
    sheets = Sheets({**contents_of(tables), **cells}, template.say.decimal_mark(), formats)
    places = placed(tables, CALCULATION)
    page.write(writer, sheets, places)
    described = _charts(writer, template, scores, sheets, places)
    _finish(writer, template, scores)
    _calculation(writer, tables, sheets, places)
    return described


def _filled_in(template: Template, rows: Rows, evidence: str) -> tuple[dict[Place, Formula | Held], dict[Place, str]]:
    """The cells of the painted tables that formulas look at, and the formats of figures."""
    held: dict[Place, Formula | Held] = {(sheet, row, 0): slot for slot, (sheet, row) in rows.items()}
    formats: dict[Place, str] = {}
    contents: dict[tuple[str, str], Any] = dict(template.prefill.cells)
    contents |= {(mark.slot, mark.column): mark.raw for mark in template.marks if mark.raw is not None}
    for (slot, column), content in contents.items():
        if slot in rows:
            place = (*rows[slot], COLUMNS.index(column))
            held[place] = float(content.number) if isinstance(content, Figure) else content
            if isinstance(content, Figure):
                formats[place] = "D" if content.format == DAY_FORMAT else "F"
    for number, (slot, _) in enumerate(template.prefill.more, FIRST_ROW):
        held[evidence, number, MORE_COLUMN] = slot
    return held, formats


def _calculation(writer: BookWriter, tables: Sequence[Table], sheets: Sheets, places: Places) -> None:
    """Write the hidden tables."""
    names = dict.fromkeys(sheet for sheet, _ in places.values())
    hidden = {name: writer.book.add_worksheet(name) for name in names}
    for sheet in hidden.values():
        sheet.hide()
        sheet.set_column(0, 0, KEY_WIDTH)
    for table in tables:
        _write(writer, hidden[places[table.name][0]], table, sheets, places)


def _write(writer: BookWriter, sheet: Worksheet, table: Table, sheets: Sheets, places: Places) -> None:
    """Write a table under its name, each formula with what it gives."""
    top = places[table.name][1]
    sheet.write_string(top - 1, 0, table.name, writer.format("sheet.title"))
    for below, column, content in table.contents():
        row = top + below
        if isinstance(content, Formula):
            now = sheets.shown(table.name, below, column)
            sheet.write_formula(row, column, text_of(content, places), None, now)
        elif content == "":
            sheet.write_formula(row, column, EMPTY, None, "")
        elif isinstance(content, str):
            sheet.write_string(row, column, content)
        else:
            sheet.write_number(row, column, content)


def _charts(writer: BookWriter, template: Template, scores: ScoreSheet, sheets: Sheets, places: Places) -> list[Words]:
    """Bars beside the areas, a web of the first view below them; a chart of two scores would say less than their table."""
    say, page, described = template.say, scores.page, []
    if (areas := scores.areas) is not None and len(areas.lines) >= FEWEST_CORNERS:
        height = page.height(areas.top, areas.end)
        place = {"top": areas.top, "height": height, "above": (SECTION + HEAD) / height}
        title = say("workbook.areas.chart")
        described.append(add_bars(writer, _drawing(template, scores, areas, sheets, places, title, ID, **place)))
    if (view := scores.view) is not None and len(view.lines) >= FEWEST_CORNERS:
        height = min(MOST_WEB, page.height(scores.web_top, page.row) - FRAME)
        title = say("workbook.view.radar", title=view.title)
        place = {"top": scores.web_top, "height": height}
        described.append(add_web(writer, _drawing(template, scores, view, sheets, places, title, TITLE, **place)))
    return described


def _drawing(
    template: Template,
    scores: ScoreSheet,
    table: Painted,
    sheets: Sheets,
    places: Places,
    title: str,
    labels: int,
    **place: Any,
) -> Drawing:
    first, last = table.lines[0].key, table.lines[-1].key
    cells = scores.figures.down("score", first, last)
    now = [sheets.shown(cells.sheet, row, cells.column) for row in range(cells.first, cells.last + 1)]
    return Drawing(
        sheet=scores.page.sheet,
        title=title,
        alt=template.say("live.chart.alt", title=title),
        label_column=labels,
        first_row=table.first,
        scores=address_of(cells, places),
        now=[held if isinstance(held, (int, float)) else None for held in now],
        column=CHART,
        units=WIDTHS[CHART],
        **place,
    )


def _finish(writer: BookWriter, template: Template, scores: ScoreSheet) -> None:
    """Decimals where they matter, protection, and the way to paper."""
    page, say = scores.page, template.say
    cuts = [band.at_least for band in template.assessment.indicators.bands]
    least = scores.calculation.outline.minimum.coverage / 100
    for table in scores.scores.painted:
        rows = table.first, table.end - 1
        shapes = any(line.shape for line in table.lines)
        for first, last in ((SCORE, SCORE), (LOW, HIGH)) if not shapes else ():
            show_decimals(writer, page.sheet, (rows[0], first, rows[1], last), cuts, DECIMALS)
        percents = [say.percent_code(digits) for digits in (1, 2)]
        show_decimals(writer, page.sheet, (rows[0], COVERAGE, rows[1], COVERAGE), [least], percents, shift=2)
    if scores.headline_row is not None:
        show_decimals(writer, page.sheet, (scores.headline_row, ID, scores.headline_row, ID), cuts, DECIMALS)
    protect(page.sheet)
    _lay_out(template, scores)


def _lay_out(template: Template, scores: ScoreSheet) -> None:
    """Landscape A4, as wide as the page; what stands below the areas begins a page of its own where not all fits on one."""
    page, sheet = scores.page, scores.page.sheet
    width, height = sum(WIDTHS) * WIDEST_UNIT + len(WIDTHS) * EDGE, sum(page.heights)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_zoom(ZOOM)
    sheet.set_print_scale(scale_for(width, 1.0))
    sheet.print_area(0, 0, page.row - 1, CHART)
    if height > room_at_width(width):
        sheet.set_h_pagebreaks([scores.web_top])
    title = template.assessment.questionnaire.title
    set_margins(sheet, left=title, right=page_numbers(template.say("workbook.page")))
