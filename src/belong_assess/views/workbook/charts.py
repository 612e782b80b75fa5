"""Native charts: a bar chart and a web of scores from 0 to 100, with a gap wherever there is no score."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import BarChart, RadarChart
from openpyxl.chart.axis import ChartLines, NumericAxis, TextAxis
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import absolute_coordinate, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.sheets.styles import DEEP, FONT, GRID, INK, RULE, WHITE
from belong_assess.values import value

AXIS_SIZE, LABEL_SIZE, TITLE_SIZE = 900, 900, 1000
"""Font sizes in hundredths of a point."""

FULL, STEP = 100, 20
GAP = 60_000
"""The room on the left of a chart, in EMU (12,700 a point)."""


RIM = 15_000
"""A frame on the very edge of a page would be drawn on the page before, too."""


@value
class Point:
    """One bar or corner: its label, its figure (none leaves a gap) and the format of its value label."""

    label: str
    figure: float | None
    format: str


@value
class Drawing:
    """Where a chart takes its figures from, and how it is painted. Columns and rows count from 1."""

    sheet: Worksheet
    title: str
    points: Sequence[Point]
    first_row: int
    label_column: str
    value_column: str
    colour: str

    def area(self, column: str) -> str:
        """The cells of one column, as a chart names them."""
        cells = f"{column}{self.first_row}:{column}{self.first_row + len(self.points) - 1}"
        return f"{quote_sheetname(self.sheet.title)}!{absolute_coordinate(cells)}"


@value
class Place:
    """The cells that a chart covers, from the first to the last; columns and rows count from 1."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int


def add_bars(drawing: Drawing, place: Place, *, labels: bool, inner: tuple[float, float] | None = None) -> None:
    """Put a bar chart on the sheet, first bar on top. `inner` is the share of its height above and below the bars."""
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth, chart.varyColors = "bar", "clustered", 45, False
    chart.x_axis, chart.y_axis = _text_axis(), _value_axis()
    chart.x_axis.scaling.orientation = "maxMin"
    series = _series(drawing)
    series.invertIfNegative = False
    series.graphicalProperties = GraphicalProperties(solidFill=drawing.colour, ln=LineProperties(solidFill=drawing.colour))
    series.dLbls = _labels(drawing.points) if labels else None
    chart.series.append(series)
    if inner is not None:
        chart.layout = Layout(_inner(*inner))
    _place(chart, drawing, place)


def add_web(drawing: Drawing, place: Place) -> None:
    """Put a radar chart on the sheet: lines and markers, so that a single point between gaps is seen."""
    chart = RadarChart(radarStyle="marker", varyColors=False)
    chart.x_axis, chart.y_axis = _text_axis(), _value_axis()
    chart.x_axis.majorGridlines = _grid()
    chart.y_axis.crossBetween = "between"
    chart.layout = Layout(ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.19, y=0.2, w=0.62, h=0.68))
    series = _series(drawing)
    line = LineProperties(solidFill=drawing.colour, w=28_575)
    series.graphicalProperties = GraphicalProperties(ln=line)
    mark = GraphicalProperties(solidFill=drawing.colour, ln=LineProperties(solidFill=drawing.colour))
    series.marker = Marker(symbol="circle", size=6, spPr=mark)
    chart.series.append(series)
    _place(chart, drawing, place)


def _series(drawing: Drawing) -> Series:
    points = drawing.points
    labels = [StrVal(idx=n, v=point.label) for n, point in enumerate(points)]
    values = [
        NumVal(idx=n, v=f"{point.figure!r}", formatCode=point.format)
        for n, point in enumerate(points)
        if point.figure is not None
    ]
    return Series(
        idx=0,
        order=0,
        tx=SeriesLabel(v=drawing.title),
        cat=AxDataSource(
            strRef=StrRef(f=drawing.area(drawing.label_column), strCache=StrData(ptCount=len(points), pt=labels)),
        ),
        val=NumDataSource(
            numRef=NumRef(
                f=drawing.area(drawing.value_column), numCache=NumData(formatCode="0", ptCount=len(points), pt=values)
            )
        ),
    )


def _labels(points: Sequence[Point]) -> DataLabelList:
    """Value labels at the end of the bars, each with the decimals of its figure."""
    special = [
        DataLabel(idx=n, numFmt=point.format, txPr=_text(LABEL_SIZE), dLblPos="outEnd", **_SHOWN)
        for n, point in enumerate(points)
        if point.figure is not None and point.format != "0"
    ]
    return DataLabelList(dLbl=special, numFmt="0", txPr=_text(LABEL_SIZE), dLblPos="outEnd", **_SHOWN)


_HIDDEN = ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_SHOWN = {"showVal": True} | dict.fromkeys(_HIDDEN, False)


def _value_axis() -> NumericAxis:
    axis = NumericAxis(majorUnit=STEP, numFmt=None, majorGridlines=_grid(), txPr=_text(AXIS_SIZE), delete=False)
    axis.scaling.min, axis.scaling.max = 0, FULL
    axis.number_format = "0"
    axis.majorTickMark = "none"
    axis.spPr = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    return axis


def _text_axis() -> TextAxis:
    axis = TextAxis(txPr=_text(AXIS_SIZE), tickLblSkip=1, delete=False)
    axis.majorTickMark = "none"
    axis.spPr = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    return axis


def _grid() -> ChartLines:
    return ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=GRID, w=6_350)))


def _inner(above: float, below: float) -> ManualLayout:
    """Fix the plot area, so that every bar stands beside its row of the table."""
    return ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.13, y=above, w=0.73, h=1 - above - below)


def _place(chart: BarChart | RadarChart, drawing: Drawing, place: Place) -> None:
    chart.title = _title(drawing.title)
    chart.legend = None
    chart.display_blanks = "gap"
    chart.roundedCorners = False
    chart.graphical_properties = GraphicalProperties(solidFill=WHITE, ln=LineProperties(solidFill=RULE))
    chart.plot_area.spPr = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    start = AnchorMarker(col=place.first_column - 1, row=place.first_row - 1, colOff=GAP, rowOff=RIM)
    end = AnchorMarker(col=place.last_column, row=place.last_row, colOff=0, rowOff=0)
    chart.anchor = TwoCellAnchor(editAs="oneCell", _from=start, to=end)  # type: ignore[assignment]
    drawing.sheet.add_chart(chart)


def _title(text: str) -> Title:
    properties = _characters(TITLE_SIZE, DEEP, bold=True)
    run = RegularTextRun(rPr=properties, t=text)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=properties), r=[run])
    corner = Layout(ManualLayout(xMode="edge", yMode="edge", x=0.03, y=0.015))
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False, layout=corner)


def _text(size: int) -> RichText:
    properties = ParagraphProperties(defRPr=_characters(size, INK))
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties())])


def _characters(size: int, colour: str, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour, latin=Font(typeface=FONT))
