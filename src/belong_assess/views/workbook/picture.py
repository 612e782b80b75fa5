"""The pictures of the summary: tables of scores, each with its charts beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from belong_assess.language.texts import Language
from belong_assess.sheets.package import Words
from belong_assess.sheets.styles import BLUE, VERMILION
from belong_assess.values import value
from belong_assess.views.report import Block, Line, Report
from belong_assess.views.workbook.canvas import Canvas
from belong_assess.views.workbook.charts import Drawing, Place, Point, add_bars, add_web
from belong_assess.views.workbook.scores import (
    HEAD_HEIGHT,
    ROW_HEIGHT,
    SCORE_COLUMN,
    SECTION_HEIGHT,
    WORDS_COLUMN,
    paint_scores,
)

BAR_COLUMN, WEB_COLUMN = 7, 8
FEWEST_CORNERS = 3
LEAST_CHART, LEAST_BARS = 190.0, 90.0
LONGEST_CORNER = 14
"""A web has room for titles up to this length around it; longer ones are named by their ids."""


@value
class Picture:
    """Lines that were painted as a table from `top` on, with their points from `first` on; heights are in points."""

    report: Report
    language: Language
    canvas: Canvas
    lines: Sequence[Line]
    points: Sequence[Point]
    top: int
    first: int
    rows: float

    @property
    def drawable(self) -> bool:
        return any(point.figure is not None for point in self.points)


def paint_area_picture(canvas: Canvas, report: Report, language: Language) -> list[Words]:
    """The areas: a table, the bars beside its rows, and a web."""
    picture = _table(canvas, report, report.areas, language("workbook.areas"), language, shape=report.areas_as_shape)
    web = len(report.areas) >= FEWEST_CORNERS
    least = LEAST_CHART if web else LEAST_BARS
    rest = canvas.fill(least - SECTION_HEIGHT - HEAD_HEIGHT - picture.rows) if picture.drawable else 0.0
    last = canvas.row - 1
    described = []
    if picture.drawable:
        described.append(_bars(picture, rest, Place(BAR_COLUMN, picture.top, BAR_COLUMN if web else WEB_COLUMN, last)))
        if web:
            title = language("workbook.areas.radar")
            described.append(_web(picture, title, BLUE, Place(WEB_COLUMN, picture.top, WEB_COLUMN, last)))
    if any(point.figure is None for point in picture.points):
        canvas.line(language("workbook.gap_note" if described else "workbook.no_chart"), "page.muted")
    return described


def paint_group_table(canvas: Canvas, report: Report, language: Language) -> None:
    """The groups of areas and the other indices, with the meaning of the bands beside them, or in their place."""
    lines = (*report.composites, *report.indices)
    bands = [language("workbook.name_value", name=f"{band.symbol} {band.name}", value=band.value) for band in report.bands]
    if not lines:
        canvas.line(language("workbook.bands"), "section", least=SECTION_HEIGHT)
        for band in bands:
            canvas.line(band, "page.text")
        return
    canvas.put(language("workbook.groups"), "section", 1, WORDS_COLUMN)
    canvas.put(language("workbook.bands"), "section", BAR_COLUMN, WEB_COLUMN)
    canvas.down(SECTION_HEIGHT)
    paint_scores(canvas, lines, language, beside=bands)


def paint_view_pictures(canvas: Canvas, report: Report, blocks: Sequence[Block], language: Language) -> list[Words]:
    """Views (the principles first), each as a table; the first also as a web beside them all."""
    pictures = [_table(canvas, report, block.lines, block.title, language) for block in blocks]
    if not pictures or not pictures[0].drawable or len(pictures[0].lines) < FEWEST_CORNERS:
        return []
    painted = sum(SECTION_HEIGHT + HEAD_HEIGHT + picture.rows for picture in pictures)
    canvas.fill(LEAST_CHART - painted)
    title = language("workbook.view.radar", title=blocks[0].title)
    return [_web(pictures[0], title, VERMILION, Place(BAR_COLUMN, pictures[0].top, WEB_COLUMN, canvas.row - 1))]


def views_that_fit(blocks: Sequence[Block], room: float) -> Sequence[Block]:
    """The views from the first one on that fit into so many points, one at least; the rest stands in the sheet of scores."""
    heights = list(accumulate(SECTION_HEIGHT + HEAD_HEIGHT + ROW_HEIGHT * len(block.lines) for block in blocks))
    return blocks[: max(1, sum(height <= room for height in heights))]


def _table(
    canvas: Canvas, report: Report, lines: Sequence[Line], title: str, language: Language, *, shape: bool = False
) -> Picture:
    top = canvas.row
    canvas.put(title, "section", 1, WORDS_COLUMN)
    canvas.down(SECTION_HEIGHT)
    points, first, rows = paint_scores(canvas, lines, language, shape=shape)
    return Picture(report, language, canvas, lines, points, top, first, rows)


def _bars(picture: Picture, rest: float, place: Place) -> Words:
    """Bars that stand beside the rows of their table; `rest` is the empty room under it."""
    title = picture.language("workbook.areas.chart")
    drawing = Drawing(picture.canvas.sheet, title, picture.points, picture.first, "A", SCORE_COLUMN, BLUE)
    above = SECTION_HEIGHT + HEAD_HEIGHT
    whole = above + picture.rows + rest
    add_bars(drawing, place, labels=not picture.report.areas_as_shape, inner=(above / whole, rest / whole))
    return _words(picture, title, "bar")


def _web(picture: Picture, title: str, colour: str, place: Place) -> Words:
    named = all(len(line.title) <= LONGEST_CORNER for line in picture.lines)
    points = [
        Point(line.title if named else line.id, point.figure, point.format)
        for line, point in zip(picture.lines, picture.points, strict=True)
    ]
    column = "B" if named else "A"
    add_web(Drawing(picture.canvas.sheet, title, points, picture.first, column, SCORE_COLUMN, colour), place)
    return _words(picture, title, "radar")


def _words(picture: Picture, chart: str, kind: str) -> Words:
    """What a chart shows, as text: every line with its words."""
    say = picture.language
    points = [say("workbook.alt.point", id=line.id, title=line.title, words=line.words) for line in picture.lines]
    title = say("workbook.alt.title", unit=picture.report.unit, chart=chart)
    return Words(title, say(f"workbook.alt.{kind}", points=say("report.semicolon").join(points)))
