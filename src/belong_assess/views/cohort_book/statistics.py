"""One page of the summary: how the scores of one questionnaire and tier spread, as a table with its charts beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from belong_assess.analysis.cohort import Group
from belong_assess.analysis.spread import FEWEST, Spread
from belong_assess.sheets.cells import UNSEEN, Content, Figure
from belong_assess.sheets.styles import BLUE, VERMILION
from belong_assess.values import value
from belong_assess.views.cohort_book.canvas import CHART_WIDTH, FIRST_BAND, Canvas
from belong_assess.views.cohort_book.charts import Figures, Frame, add_bars, add_web, drawable
from belong_assess.views.cohort_book.wording import WHOLE, Wording
from belong_assess.views.cohort_words import FIGURES, group_title, spread_texts

SECTION_HEIGHT, HEAD_HEIGHT, ROW_HEIGHT = 22.0, 28.0, 15.0
MEDIAN_COLUMN = 5
FEWEST_CORNERS = 3
LONGEST_CORNER = 14
LEAST_CHART = 190.0
GAP = 8.0
AXIS_HEIGHT = 18.0
"""The room below the bars for the numbers of their axis."""


@value
class Rows:
    """Scores that stand below one heading; `view`: they can be drawn as a web."""

    title: str
    nodes: tuple[str, ...]
    view: bool = False


def paint_statistics(canvas: Canvas, group: Group, wording: Wording) -> None:
    """Write the page of one group; of fewer than five submissions there is nothing to say."""
    _Page(canvas, group, wording).paint()


class _Page:
    """The page in the making."""

    def __init__(self, canvas: Canvas, group: Group, wording: Wording) -> None:
        self.canvas = canvas
        self.say = canvas.desk.say
        self.group = group
        self.wording = wording
        self.assessment = wording.assessment
        self.shape = wording.shapes[group.tier]
        self.bands = wording.assessment.indicators.bands

    def paint(self) -> None:
        canvas, say, group = self.canvas, self.say, self.group
        title = group_title(group, self.assessment, say)
        canvas.line(say("cohort.statistics", group=title), "section", SECTION_HEIGHT)
        said = [say.count("cohort.statistics.count", group.count)]
        said += [say.count("cohort.set_aside", group.set_aside)] if group.set_aside else []
        said += [say.count("cohort.statistics.note", FEWEST)]
        said += [say("cohort.statistics.shape")] if self.shape else []
        canvas.text(" ".join(said), "page.muted")
        self.upper()
        self.areas()

    def blocks(self) -> Iterator[Rows]:
        """Indices and groups of areas, then the views that the method shows at this tier."""
        aggregates = self.assessment.indicators.aggregates
        indices = tuple(node.id for node in aggregates if node.kind == "index")
        groups = tuple(node.id for node in aggregates if node.kind == "composite")
        yield Rows("", (*indices, *groups))
        for view in self.assessment.indicators.views:
            if view.shown and self.group.tier in view.tiers:
                yield Rows(view.title, tuple(bar.id for bar in view.bars), view=True)

    def upper(self) -> None:
        """Everything but the areas, with a web of the first view beside it."""
        blocks = [rows for rows in self.blocks() if rows.nodes]
        if not blocks:
            return
        top, start, web = self.canvas.row, self.canvas.height, None
        for rows in blocks:
            figures = self.rows(rows)
            if rows.view and web is None and drawable(figures.medians, FEWEST_CORNERS):
                web = rows, figures
        if web is not None:
            self.canvas.fill(LEAST_CHART - (self.canvas.height - start))
            self.web(*web, Frame(top, self.canvas.chart_column, CHART_WIDTH, self.canvas.height - start - GAP, "", ""))

    def areas(self) -> None:
        """The areas, with their medians as bars that stand beside the rows."""
        top, start = self.canvas.row, self.canvas.height
        rows = Rows(self.say("cohort.heading.areas"), tuple(self.assessment.areas))
        figures = self.rows(rows)
        if not drawable(figures.medians):
            return
        drawn = self.canvas.height - start
        self.canvas.fill(max(AXIS_HEIGHT, LEAST_CHART / 2 - drawn))
        whole = self.canvas.height - start
        title = self.say("cohort.areas.chart")
        frame = Frame(top, self.canvas.chart_column, CHART_WIDTH, whole, title, self.words("bar", rows.nodes))
        add_bars(
            self.canvas.desk, figures, frame, BLUE, (HEAD_HEIGHT / whole, (whole - drawn) / whole), labels=not self.shape
        )

    def web(self, rows: Rows, figures: Figures, frame: Frame) -> None:
        named = all(len(label) <= LONGEST_CORNER for label in figures.labels)
        if not named:
            figures = Figures(figures.sheet, figures.first_row, 0, MEDIAN_COLUMN, rows.nodes, figures.medians)
        title = self.say("cohort.view.radar", title=rows.title)
        placed = Frame(frame.row, frame.column, frame.width, frame.height, title, self.words("radar", rows.nodes))
        add_web(self.canvas.desk, figures, placed, VERMILION)

    def words(self, kind: str, nodes: Sequence[str]) -> str:
        """What a chart shows, as text."""
        said = self.say("report.semicolon").join(self.point(node) for node in nodes)
        return self.say(f"cohort.alt.{kind}", points=said)

    def point(self, node: str) -> str:
        name = self.name(node)
        texts = spread_texts(self.spread(node), self.assessment, self.say)
        if not texts:
            return self.say("cohort.alt.none", name=name)
        if self.shape and node in self.assessment.areas:
            return self.say("cohort.alt.shape", name=name)
        return self.say("cohort.alt.point", name=name, **texts)

    def name(self, node: str) -> str:
        title = self.assessment.title_of(node)
        return self.say("cohort.heading.area", id=node, title=title) if node in self.assessment.areas else title

    # the table

    def rows(self, rows: Rows) -> Figures:
        """Write scores with their head; returns where they stand."""
        canvas = self.canvas
        self.head(rows.title)
        first = canvas.row
        for node in rows.nodes:
            self.row(node)
        labels = tuple(node if node in self.assessment.areas else self.assessment.title_of(node) for node in rows.nodes)
        medians = tuple(self.spread(node).median for node in rows.nodes)
        column = 0 if all(node in self.assessment.areas for node in rows.nodes) else 1
        return Figures(canvas.sheet, first, column, MEDIAN_COLUMN, labels, medians)

    def head(self, title: str) -> None:
        say, canvas = self.say, self.canvas
        canvas.put(0, None, "head")
        canvas.put(1, title or say("cohort.column.title"), "head")
        for column, name in enumerate(("n", *FIGURES), 2):
            canvas.put(column, say(f"cohort.column.{name}"), "column.number")
        for column, band in enumerate(self.bands, FIRST_BAND):
            canvas.put(column, self.wording.bands[band.id], "column.number")
        canvas.down(HEAD_HEIGHT)

    def row(self, node: str) -> None:
        canvas, spread = self.canvas, self.spread(node)
        canvas.put(0, node if node in self.assessment.areas else None, "row.text")
        canvas.put(1, self.assessment.title_of(node), "row.short")
        canvas.put(2, Figure(spread.n, WHOLE), "row.number")
        shape = self.shape and node in self.assessment.areas
        for column, name in enumerate(FIGURES, 3):
            look = "row.score" if name == "median" else "row.number"
            canvas.put(column, self.figure(getattr(spread, name), name, shape=shape), look)
        for column, band in enumerate(self.bands, FIRST_BAND):
            shown = spread.median is not None and not shape
            canvas.put(column, Figure(spread.bands.get(band.id, 0), WHOLE) if shown else None, "row.number")
        canvas.down(ROW_HEIGHT)

    def figure(self, figure: float | None, name: str, *, shape: bool) -> Content:
        """A figure at full precision. Where areas have no number, the median is there for its bar alone."""
        if figure is None or (shape and name != "median"):
            return None
        return Figure(Fraction(figure), UNSEEN if shape else self.wording.point_format(figure))

    def spread(self, node: str) -> Spread:
        return self.group.nodes.get(node, Spread(0))
