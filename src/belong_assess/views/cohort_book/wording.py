"""How a record's scores are written: the words, bands and number formats of the single report."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Number
from belong_assess.results.record import NodeFigures, Record
from belong_assess.results.result import NodeKind, NodeResult, Result, Stamp
from belong_assess.views.figures import digits_for, points_text
from belong_assess.views.score_lines import ScoreLines

WHOLE = "0"


class Wording:
    """Words and formats for the scores of one method."""

    def __init__(self, assessment: Assessment, stamp: Stamp, say: Language) -> None:
        self.assessment = assessment
        self.stamp = stamp
        self.say = say
        self.cuts = [Fraction(band.at_least) for band in assessment.indicators.bands]
        self.floors = [float(cut) for cut in self.cuts]
        self.bands = {b.id: say("cohort.band", symbol=b.symbol, band=b.label).strip() for b in assessment.indicators.bands}
        self.kinds = _kinds(assessment)
        self.shapes = {t: m.areas_as == "shape" for m in assessment.indicators.minimums for t in m.tiers}
        self.coverages = {t: Fraction(m.coverage) for m in assessment.indicators.minimums for t in m.tiers}
        self._lines: dict[tuple[str, bool], ScoreLines] = {}
        self._fewest = {bar.id: view.fewest_items for view in assessment.indicators.views for bar in view.bars}

    def lines(self, record: Record) -> ScoreLines:
        """The words of a tier, for a submission on all areas or on some."""
        key = record.tier, record.scope is None
        if (known := self._lines.get(key)) is None:
            result = Result(self.stamp, "", record.tier, record.scope, record.headline, {}, (), (), (), {}, (), {})
            known = self._lines[key] = ScoreLines(self.assessment, result, self.say)
        return known

    def words(self, record: Record, node_id: str, figures: NodeFigures) -> str:
        """A score in the words of the single report."""
        number = "" if figures.score is None else points_text(figures.score, self.cuts, self.say)
        return self.lines(record).words(self.node(node_id, figures), number, shape=False)

    def node(self, node_id: str, figures: NodeFigures) -> NodeResult:
        """The figures as the node of a result; what a record does not keep is left out."""
        kind = self.kinds[node_id]
        few = figures.state == "withheld" and kind == "bar" and figures.counted < self._fewest.get(node_id, 0)
        return NodeResult(
            id=node_id,
            kind=kind,
            state=figures.state,  # type: ignore[arg-type]
            aggregation="arithmetic",
            score=figures.score,
            low=figures.low,
            high=figures.high,
            band=figures.band,
            bands_possible=figures.bands_possible,
            shortfalls=("items",) if few else (),
            counted=figures.counted,
            mostly_outside=figures.mostly_outside,
        )

    def point_format(self, figure: Number | float) -> str:
        """`0`, or with more decimals wherever rounding would seem to reach a cut point."""
        near = float(figure)
        shown = int(near + 0.5)
        if shown <= near or not any(near < cut <= shown for cut in self.floors):
            return WHOLE
        digits = digits_for(Fraction(figure), self.cuts)
        return f"0.{'0' * digits}" if digits else WHOLE

    def coverage_format(self, share: Number, tier: str) -> str:
        """A percentage that never seems to reach the minimum that it misses."""
        minimum = self.coverages[tier]
        digits = digits_for(share * 100, [minimum]) if share * 100 < minimum else 0
        return self.say.percent_code(digits)


def _kinds(assessment: Assessment) -> Mapping[str, NodeKind]:
    kinds: dict[str, NodeKind] = {node_id: "area" for node_id in assessment.areas}
    kinds |= {node_id: "bar" for node_id in assessment.bars}
    return kinds | {node_id: node.kind for node_id, node in assessment.aggregates.items()}
