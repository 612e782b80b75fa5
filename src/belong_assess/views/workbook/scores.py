"""A small table of scores on the summary: id, title, score, words, and the questions behind them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from belong_assess.language.texts import Language
from belong_assess.sheets.cells import UNSEEN, Figure
from belong_assess.sheets.styles import room_for
from belong_assess.views.report import Line
from belong_assess.views.workbook.canvas import Canvas
from belong_assess.views.workbook.charts import Point
from belong_assess.views.workbook.formats import WHOLE, score_of

HEADINGS = ("id", "title", "score", "words", "answered")
HEAD_STYLES = {"score": "head.number", "answered": "head.last"}
SCORE_COLUMN = "C"
WORDS_COLUMN = 5
BESIDE_FIRST, BESIDE_LAST = 7, 8
SECTION_HEIGHT, HEAD_HEIGHT, ROW_HEIGHT = 24.0, 18.0, 16.5
LONGEST_ID = 5
SHRUNK = 1.12
"""A text that is too long by up to this factor is shown a little smaller, rather than on two lines in every row."""


def paint_scores(
    canvas: Canvas, lines: Sequence[Line], language: Language, *, shape: bool = False, beside: Sequence[str] = ()
) -> tuple[list[Point], int, float]:
    """Draw lines as a table, with texts beside its rows.

    Returns the points for a chart, the first row, and the height of the rows together: all rows are equally high.
    Ids that are no short codes are left out.
    """
    ids = all(len(line.id) <= LONGEST_ID for line in lines)
    if lines:
        _headings(canvas, language, ids)
        canvas.down(HEAD_HEIGHT)
    first, height = canvas.row, _row_height(canvas, lines, beside)
    style = "row.short" if height == ROW_HEIGHT else "row.text"
    points = []
    for line, text in zip_longest(lines, beside):
        if line is not None:
            figure = _figure(line, language, shape)
            points.append(_point(line, figure))
            _line(canvas, line, figure, ids, style)
        if text is not None:
            canvas.put(text, "page.short" if style == "row.short" else "page.text", BESIDE_FIRST, BESIDE_LAST)
        canvas.down(height)
    return points, first, height * len(lines)


def _headings(canvas: Canvas, language: Language, ids: bool) -> None:
    for number, key in enumerate(HEADINGS, 1):
        style = HEAD_STYLES.get(key, "head")
        if ids or number > 2:
            canvas.put(language(f"workbook.column.{key}"), style, number, number)
    if not ids:
        canvas.put(language("workbook.column.title"), "head", 1, 2)


def _row_height(canvas: Canvas, lines: Sequence[Line], beside: Sequence[str]) -> float:
    """One height for all rows, so that bars can stand beside them."""
    texts = [room_for(line.title, "row.text", canvas.units(2, 2) * SHRUNK) for line in lines]
    texts += [room_for(line.words, "row.text", canvas.units(4, 4) * SHRUNK) for line in lines]
    texts += [room_for(text, "page.text", canvas.units(BESIDE_FIRST, BESIDE_LAST) * SHRUNK) for text in beside]
    return max([ROW_HEIGHT, *texts])


def _figure(line: Line, language: Language, shape: bool) -> Figure | None:
    """The score; behind a shape it is unseen: the chart needs it, and no number is shown."""
    if not shape:
        return score_of(line, language)
    return None if line.score is None else Figure(line.score, UNSEEN)


def _point(line: Line, figure: Figure | None) -> Point:
    if figure is None:
        return Point(line.id, None, WHOLE)
    return Point(line.id, float(figure.number), WHOLE if figure.format == UNSEEN else figure.format)


def _line(canvas: Canvas, line: Line, figure: Figure | None, ids: bool, style: str) -> None:
    if ids:
        canvas.put(line.id, style, 1, 1)
        canvas.put(line.title, style, 2, 2)
    else:
        canvas.put(line.title, style, 1, 2)
    canvas.put(figure, "row.score", 3, 3)
    canvas.put(line.words, style, 4, 4)
    canvas.put(line.base, "row.last", 5, 5)
