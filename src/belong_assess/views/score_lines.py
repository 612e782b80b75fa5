"""Scores in words: one line per area, aggregate or bar, the same wherever it is shown."""

from __future__ import annotations

from fractions import Fraction

from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Number
from belong_assess.results.result import NodeResult, Result
from belong_assess.values import value
from belong_assess.views.figures import percent_text, points_text


@value
class Line:
    """One score as it is shown. Figures are empty texts where there is no score, or where the tier shows no number.

    `rank` is the number of the band from below, from 0; -1 where no band is shown. `others` names the bands that are still
    possible.
    """

    id: str
    title: str
    about: str
    state: str
    words: str
    number: str
    range: str
    band: str
    symbol: str
    rank: int
    others: str
    base: str
    coverage: str
    documented: str
    score: Number | None
    low: Number | None
    high: Number | None
    counted: int
    total: int
    node: NodeResult


class ScoreLines:
    """Words the nodes of one result."""

    def __init__(self, assessment: Assessment, result: Result, language: Language) -> None:
        self.assessment = assessment
        self.result = result
        self.say = language
        self.minimum = next(m for m in assessment.indicators.minimums if result.tier in m.tiers)
        self.bands = {band.id: band for band in assessment.indicators.bands}
        self.cuts: list[Number] = [Fraction(band.at_least) for band in assessment.indicators.bands]

    @property
    def areas_as_shape(self) -> bool:
        """Say whether the tier shows areas without number and band."""
        return self.minimum.areas_as == "shape"

    def line(self, node: NodeResult) -> Line:
        """Word one node; an area as a shape where its tier says so."""
        shape = self.areas_as_shape and node.kind == "area"
        shown = node.state == "scored" and not shape
        number = points_text(node.score, self.cuts, self.say) if shown and node.score is not None else ""
        spread = self.range_text(node) if shown else ""
        band = self.bands[node.band] if shown and node.band else None
        return Line(
            id=node.id.rpartition("/")[2],
            title=self.assessment.title_of(node.id),
            about=self.about(node.id),
            state=node.state,
            words=self.words(node, number, shape=shape),
            number=number,
            range=spread,
            band=band.label if band else "",
            symbol=band.symbol if band else "",
            others=self.others(node) if band else "",
            rank=list(self.bands).index(band.id) if band else -1,
            base=self.say("report.of_questions", counted=node.counted, total=node.counted + node.open),
            coverage=self.coverage(node),
            documented=self.documented(node) if shown else "",
            score=node.score,
            low=node.low,
            high=node.high,
            counted=node.counted,
            total=node.counted + node.open,
            node=node,
        )

    def words(self, node: NodeResult, number: str, *, shape: bool) -> str:
        """Words first, number in brackets; what could still be is said."""
        if node.state != "scored":
            return self.without_score(node)
        if shape:
            return self.say("report.for_discussion")
        assert node.band is not None
        name = self.bands[node.band].label
        if others := self.others(node):
            name = self.say("report.could_still_be", band=name, others=others)
        outside = self.say("report.mostly_outside") if node.mostly_outside else ""
        return f"{name} ({number})" + (f"; {outside}" if outside else "")

    def others(self, node: NodeResult) -> str:
        """The bands that the range touches besides the score's own."""
        return self.say("report.or").join(self.bands[band].label for band in node.bands_possible if band != node.band)

    def without_score(self, node: NodeResult) -> str:
        if node.state == "withheld" and node.mostly_outside:
            return self.say("report.mostly_outside")
        if node.state == "withheld" and node.kind == "bar" and "items" in node.shortfalls:
            return self.say.count("report.too_few_for_bar", node.counted)
        if node.state == "withheld":
            return self.say("report.not_enough_answers")
        if node.state == "outside_competence":
            return self.say("report.outside_competence")
        return self.say("report.partial_scope" if self.result.scope is not None else "report.not_asked_here")

    def range_text(self, node: NodeResult) -> str:
        if node.low is None or node.high is None or node.low == node.high:
            return ""
        ends = [points_text(end, self.cuts, self.say) for end in (node.low, node.high)]
        return self.say("report.range", low=ends[0], high=ends[1])

    def coverage(self, node: NodeResult) -> str:
        if node.coverage is None:
            return ""
        return percent_text(node.coverage, Fraction(self.minimum.coverage) / 100, self.say)

    def documented(self, node: NodeResult) -> str:
        if node.documented is None or not self.assessment.asks_evidence:
            return ""
        return points_text(node.documented, self.cuts, self.say)

    def about(self, node_id: str) -> str:
        node_id = node_id.rpartition("/")[2]
        if node_id in self.assessment.areas:
            section = self.assessment.sections.get(node_id)
            return (section.about if section else None) or ""
        if node_id in self.assessment.aggregates:
            return self.assessment.aggregates[node_id].about
        return self.assessment.bars[node_id].about
