"""The sheet of scores that people look at while they type: the headline, then tables for areas, groups and views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from belong_assess.files.template.lines import NAME
from belong_assess.files.template.live.calculation import Calculation
from belong_assess.files.template.live.formula import Formula, choose, filled, if_, is_number, total
from belong_assess.files.template.live.nodes import SCORED
from belong_assess.files.template.live.page import Page
from belong_assess.files.template.live.score_table import ID, SCORE, Line, Painted, ScoreTables
from belong_assess.files.template.live.table import Table
from belong_assess.files.template.live.wording import Wording
from belong_assess.files.template.template import Template
from belong_assess.model.indicators import Aggregate

WIDTHS = (7.0, 54.0, 8.5, 44.0, 9.0, 9.0, 11.0, 10.0, 9.0, 10.0, 1.5, 56.0)
LAST, CHART = 9, 11
FIGURE_ROWS = (28.0, 20.0, 20.0)
BETWEEN = 8.0
LEAST_WEB = 215.0
FEWEST_CORNERS = 3
NO_FIGURE = "–"
LONGEST = "x" * 150
"""A stand-in for a sentence whose length changes while people type."""


class ScoreSheet:
    """The sheet, with the hidden tables of words and of the figures of charts."""

    def __init__(self, page: Page, template: Template, calculation: Calculation) -> None:
        self.page = page
        self.template = template
        self.assessment = template.assessment
        self.say = template.say
        self.calculation = calculation
        self.whole = template.extent.areas is None
        self.wording = Wording(self.assessment, self.say, calculation, partial=not self.whole)
        self.figures = Table("charts")
        self.scores = ScoreTables(page, self.say, calculation, self.wording, self.figures)
        self.areas: Painted | None = None
        self.view: Painted | None = None
        self.headline_row: int | None = None

    @property
    def web_top(self) -> int:
        """The row at which the web begins."""
        others = [table.top for table in self.scores.painted if table is not self.areas]
        return min(others, default=self.page.row)

    def tables(self) -> Sequence[Table]:
        """The hidden tables that only this sheet needs."""
        return [table for table in (*self.wording.tables(), self.figures) if table.rows]

    def paint(self) -> None:
        """Paint from top to bottom."""
        self._head()
        if (headline := self.assessment.headline) is not None and self.whole:
            self._headline(headline)
        else:
            self._line(self._rests(), "page.words")
        self._notices()
        if lines := list(self._area_lines()):
            self.areas = self.scores.paint(self.say("workbook.areas"), lines)
            self._line(self.say("workbook.gap_note"), "page.muted")
        if lines := list(self._group_lines()):
            self.page.down(BETWEEN)
            self.scores.paint(self.say("workbook.groups"), lines)
        for title, bars in self._views():
            self.page.down(BETWEEN)
            table = self.scores.paint(title, bars)
            self.view = self.view or table
        self._legend()
        if self.view is not None:
            self._room_for_web(self.view)

    # the top

    def _head(self) -> None:
        asked, say = self.assessment.questionnaire, self.say
        self._line(f"{asked.title} {asked.version}", "page.title", least=20.0)
        name = self.calculation.readings.raw(NAME)
        self.page.line(if_(name.equals(""), say("template.unnamed"), name), "page.unit", LAST, least=34.0)
        tier = next(tier for tier in asked.tiers if tier.id == self.template.extent.tier)
        self._line(f"{tier.title}: {tier.about}", "page.text")
        if (areas := self.template.extent.areas) is not None:
            titles = [f"{area} {self.assessment.area_title(area)}" for area in areas]
            self._line(say("template.areas", areas=say.list(titles)), "page.text")
        self._line(say("live.authority"), "page.muted")

    def _headline(self, own: Aggregate) -> None:
        """The index with its range, its coverage and its base, or an invitation."""
        self.wording.add(own.id)
        self.headline_row = self.page.row
        score = self.calculation.groups.at(own.id, "score")
        self.page.put(if_(is_number(score), score, NO_FIGURE), "page.figure", ID, ID + 1, rows=3, format="0")
        number = self.wording.number(own.id)
        told = filled(self.say("live.index"), {"title": own.title, "words": self.wording.words(own.id), "score": number})
        silent = filled(self.say("live.index.none"), {"title": own.title, "words": self.wording.words(own.id)})
        counted = total(self.calculation.items.down("counted"))
        words = choose((counted.equals(0), self.say("live.invitation")), (is_number(score), told), otherwise=silent)
        for content, look, height in zip(
            (words, self._possible(own), self._rests()),
            ("page.words", "page.sentence", "page.sentence"),
            FIGURE_ROWS,
            strict=True,
        ):
            self.page.put(content, look, SCORE, LAST)
            self.page.down(height)

    def _possible(self, own: Aggregate) -> Formula:
        """What is still possible, and how much is answered."""
        at, say = self.calculation.groups.at, self.say
        ends = {end: self.wording.number(own.id, end) for end in ("low", "high")}
        spread = filled(say("workbook.still_possible"), {"range": filled(say("report.range"), dict(ends))})
        open_ = if_(at(own.id, "low").equals(at(own.id, "high")), "", spread & " ")
        coverage = filled(say("live.coverage"), {"share": self.wording.coverage(own.id)})
        told = if_(at(own.id, "state").equals(SCORED), open_, "")
        return if_(at(own.id, "counted").equals(0), "", told & coverage)

    def _rests(self) -> Formula:
        return filled(self.say("report.rests"), {"base": self.wording.base()})

    def _notices(self) -> None:
        """What the formulas do not understand, and what needs the program."""
        if self.calculation.outline.minimum.areas_as == "shape":
            self._line(self.say("report.express_note"), "page.text")
        number, first = self.calculation.readings.unread
        unread = filled(self.say("live.unread"), {"n": number, "first": first})
        doubled = if_(self.calculation.readings.doubled, self.say("live.doubled"), "")
        self._line(if_(number.equals(0), "", unread & " ") & doubled, "page.note")

    # the tables

    def _area_lines(self) -> Iterator[Line]:
        shape = self.calculation.outline.minimum.areas_as == "shape"
        for node in self.calculation.outline.areas:
            if node.weights or self.whole:
                yield Line(node.key, self.assessment.area_title(node.key), shape)

    def _group_lines(self) -> Iterator[Line]:
        """Every group and index but the headline that has anything in scope."""
        for own in self.assessment.indicators.aggregates:
            if not own.headline and self.calculation.groups.in_scope(own.id):
                yield Line(own.id, own.title)

    def _views(self) -> Iterator[tuple[str, list[Line]]]:
        for view, bars in self.calculation.outline.views:
            titles = {bar.id: bar.title for bar in view.bars}
            if view.shown:
                yield view.title, [Line(bar.key, titles[bar.key], bar_from=view.fewest_items) for bar in bars]

    def _legend(self) -> None:
        self.page.down(BETWEEN)
        self.page.put(self.say("workbook.bands"), "section", ID, SCORE)
        self.page.down(24.0)
        for band in self.assessment.indicators.bands:
            meaning = self.say("method.band", cut=f"{band.at_least.normalize():f}", meaning=band.meaning)
            named = self.say("workbook.name_value", name=f"{band.symbol} {band.label}", value=meaning)
            self._line(named, "page.text")

    def _room_for_web(self, view: Painted) -> None:
        """A web begins beside the first table below the areas, and needs some height."""
        missing = LEAST_WEB - self.page.height(self.web_top, self.page.row)
        if len(view.lines) >= FEWEST_CORNERS and missing > 0:
            self.page.down(missing)

    def _line(self, content: Formula | str, look: str, least: float = 16.0) -> None:
        self.page.line(content, look, LAST, least=least, text=LONGEST)
