"""Native charts of medians from 0 to 100: bars beside the rows of a table, and a web; nothing where there is no median."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from belong_assess.sheets.styles import DEEP, FONT, GRID, INK, RULE, WHITE
from belong_assess.values import value
from belong_assess.views.cohort_book.desk import Desk

FULL, STEP = 100, 20
PIXELS_A_POINT = 4 / 3
TITLE_FONT = {"name": FONT, "size": 10, "bold": True, "color": f"#{DEEP}"}
AXIS_FONT = {"name": FONT, "size": 9, "color": f"#{INK}"}
LINE = {"color": f"#{RULE}", "width": 0.75}
_NO_GRID = {"major_gridlines": {"visible": False}}


@value
class Figures:
    """Where a chart takes its figures from: rows of a sheet, counted from 0, and the labels and medians in them."""

    sheet: Worksheet
    first_row: int
    label_column: int
    value_column: int
    labels: tuple[str, ...]
    medians: tuple[float | None, ...]

    def series(self, **looks: Any) -> dict[str, Any]:
        """The series of the chart; what the cells hold is given besides, as they are written and gone."""
        last, name = self.first_row + len(self.labels) - 1, self.sheet.name
        return {
            "categories": [name, self.first_row, self.label_column, last, self.label_column],
            "values": [name, self.first_row, self.value_column, last, self.value_column],
            "categories_data": list(self.labels),
            "values_data": list(self.medians),
            **looks,
        }


@value
class Frame:
    """Where a chart stands: its first cell, its size in points, its title, and what it shows in words."""

    row: int
    column: int
    width: float
    height: float
    title: str
    words: str


def add_bars(desk: Desk, figures: Figures, frame: Frame, colour: str, inner: tuple[float, float], *, labels: bool) -> None:
    """Put bars on the sheet, the first on top. `inner` is the share of the height above and below them."""
    chart: Any = desk.writer.book.add_chart({"type": "bar"})
    looks: dict[str, Any] = {"fill": {"color": f"#{colour}"}, "border": {"none": True}, "gap": 45}
    if labels:
        looks["data_labels"] = {"value": True, "num_format": "0", "font": AXIS_FONT, "position": "outside_end"}
    chart.add_series(figures.series(**looks))
    chart.set_y_axis({"reverse": True, "num_font": AXIS_FONT, "line": LINE, "major_tick_mark": "none", **_NO_GRID})
    chart.set_x_axis({**_value_axis(), "label_position": "high"})
    _finish(chart, figures.sheet, frame, inner)


def add_web(desk: Desk, figures: Figures, frame: Frame, colour: str) -> None:
    """Put a web on the sheet: lines and markers, so that a single point between gaps is seen."""
    chart: Any = desk.writer.book.add_chart({"type": "radar", "subtype": "with_markers"})
    line = {"color": f"#{colour}", "width": 2.25}
    mark = {"type": "circle", "size": 6, "fill": {"color": f"#{colour}"}, "border": {"color": f"#{colour}"}}
    chart.add_series(figures.series(line=line, marker=mark))
    chart.set_x_axis({"num_font": AXIS_FONT, "major_gridlines": {"visible": True, "line": _grid()}})
    chart.set_y_axis(_value_axis())
    _finish(chart, figures.sheet, frame, None)


def _value_axis() -> dict[str, Any]:
    return {
        "min": 0,
        "max": FULL,
        "major_unit": STEP,
        "num_format": "0",
        "num_font": AXIS_FONT,
        "line": LINE,
        "major_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": _grid()},
    }


def _grid() -> dict[str, Any]:
    return {"color": f"#{GRID}", "width": 0.5}


def _finish(chart: Any, sheet: Worksheet, frame: Frame, inner: tuple[float, float] | None) -> None:
    """Title, frame, place, and the words for those who do not see it."""
    chart.set_title({"name": frame.title, "name_font": TITLE_FONT, "layout": {"x": 0.03, "y": 0.015}})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": LINE, "fill": {"color": f"#{WHITE}"}})
    chart.set_plotarea({"fill": {"none": True}, "layout": _layout(inner)})
    chart.show_blanks_as("gap")
    chart.set_size({"width": round(frame.width * PIXELS_A_POINT), "height": round(frame.height * PIXELS_A_POINT)})
    sheet.insert_chart(frame.row, frame.column, chart, {"description": frame.words, "object_position": 1, "x_offset": 4})


def _layout(inner: tuple[float, float] | None) -> dict[str, float]:
    if inner is None:
        return {"x": 0.25, "y": 0.17, "width": 0.5, "height": 0.7}
    above, below = inner
    return {"x": 0.13, "y": above, "width": 0.78, "height": 1 - above - below}


def drawable(medians: Sequence[float | None], fewest: int = 1) -> bool:
    """Say whether there is anything to draw."""
    return len(medians) >= fewest and any(median is not None for median in medians)
