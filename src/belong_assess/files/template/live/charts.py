"""Native charts of the live sheet: bars of areas and a web of a view; where there is no score there is a gap."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.chart import Chart
from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from belong_assess.sheets.package import Words
from belong_assess.sheets.styles import BLUE, DEEP, FONT, GRID, INK, RULE, VERMILION, WHITE
from belong_assess.sheets.writer import BookWriter
from belong_assess.values import value

PIXELS_PER_POINT = 4 / 3
PIXELS_PER_UNIT, CELL_EDGE = 7, 5
GAP, RIM = 8, 2
"""Room on the left of a chart, and above it: a frame on the edge of a page would be drawn on the page before, too."""

STEP, FULL = 20, 100
LINE_WIDTH, MARK = 2.25, 7
AXIS_FONT = {"name": FONT, "size": 9, "color": f"#{INK}"}
TITLE = {"name": FONT, "size": 10, "bold": True, "color": f"#{DEEP}"}


@value
class Drawing:
    """What a chart shows and where: `labels` in a column of the sheet, the address of the `scores`, their values `now`.

    It stands from `top` down over so many points; `above` and `below` are the shares of its height around its bars.
    """

    sheet: Worksheet
    title: str
    alt: str
    label_column: int
    first_row: int
    scores: str
    now: Sequence[float | None]
    column: int
    units: float
    top: int
    height: float
    above: float = 0.0
    below: float = 0.0


def add_bars(writer: BookWriter, drawing: Drawing) -> Words:
    """Put bars on the sheet, each beside the row of its score."""
    chart = writer.book.add_chart({"type": "bar"})
    assert chart is not None
    chart.add_series(_series(drawing) | {"fill": {"color": f"#{BLUE}"}, "border": {"none": True}, "gap": 45})
    chart.set_y_axis({"reverse": True, "num_font": AXIS_FONT, "line": {"color": f"#{RULE}"}, "major_tick_mark": "none"})
    chart.set_x_axis(_value_axis())
    room = {"x": 0.13, "y": drawing.above, "width": 0.82, "height": 1 - drawing.above - drawing.below}
    chart.set_plotarea({"layout": room})
    return _placed(chart, drawing)


def add_web(writer: BookWriter, drawing: Drawing) -> Words:
    """Put a web on the sheet: lines and markers, so that a single point between gaps is seen."""
    chart = writer.book.add_chart({"type": "radar", "subtype": "with_markers"})
    assert chart is not None
    colour = {"color": f"#{VERMILION}"}
    marker = {"type": "circle", "size": MARK, "fill": colour, "border": colour}
    chart.add_series(_series(drawing) | {"line": colour | {"width": LINE_WIDTH}, "marker": marker})
    chart.set_x_axis({"num_font": AXIS_FONT, "major_gridlines": {"visible": True, "line": {"color": f"#{GRID}"}}})
    chart.set_y_axis(_value_axis())
    return _placed(chart, drawing)


def _series(drawing: Drawing) -> dict[str, object]:
    last = drawing.first_row + len(drawing.now) - 1
    labels = xl_range_abs(drawing.first_row, drawing.label_column, last, drawing.label_column)
    return {
        "name": drawing.title,
        "categories": f"={quote_sheetname(str(drawing.sheet.name))}!{labels}",
        "values": f"={drawing.scores}",
        "values_data": list(drawing.now),
    }


def _value_axis() -> dict[str, object]:
    return {
        "min": 0,
        "max": FULL,
        "major_unit": STEP,
        "num_font": AXIS_FONT,
        "num_format": "0",
        "line": {"color": f"#{RULE}"},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": {"color": f"#{GRID}"}},
    }


def _placed(chart: Chart, drawing: Drawing) -> Words:
    """The scores stand on a hidden sheet, where a missing one is an error value: that alone leaves a gap."""
    chart.set_title({"name": drawing.title, "name_font": TITLE, "overlay": True, "layout": {"x": 0.03, "y": 0.02}})
    chart.set_legend({"none": True})
    chart.set_chartarea({"fill": {"color": f"#{WHITE}"}, "border": {"color": f"#{RULE}"}})
    chart.show_blanks_as("gap")
    chart.show_na_as_empty_cell()
    chart.show_hidden_data()
    width = drawing.units * PIXELS_PER_UNIT + CELL_EDGE - GAP
    chart.set_size({"width": round(width), "height": round(drawing.height * PIXELS_PER_POINT) - RIM})
    drawing.sheet.insert_chart(drawing.top, drawing.column, chart, {"x_offset": GAP, "y_offset": RIM, "object_position": 2})
    return Words(drawing.title, drawing.alt)
