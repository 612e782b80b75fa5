"""Scores one submission: one walk from items to areas, from areas to aggregates, and across to bars."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import compress

from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Aggregation, Cap
from belong_assess.responses.kleene import Truth
from belong_assess.responses.submission import Number, Submission
from belong_assess.results.result import (
    CapLine,
    ItemResult,
    NodeKind,
    NodeResult,
    Receipt,
    Result,
    Shortfall,
    Stamp,
)
from belong_assess.scoring.arithmetic import combine, exact, extreme, quotient
from belong_assess.scoring.firmness import firmness, grades, rates
from belong_assess.scoring.items import score_items
from belong_assess.scoring.nodes import (
    Base,
    Figures,
    Items,
    Sums,
    around,
    bands_of,
    scaled,
    withheld,
    without_answers,
)
from belong_assess.scoring.plan import AggregatePlan, AreaPlan, BarPlan, Members, plan
from belong_assess.scoring.points import FULL
from belong_assess.scoring.predicates import Facts, evaluate

ABSENT = ("NC", "NA")
WITHIN = ("scored", "withheld")


def score(assessment: Assessment, submission: Submission) -> Result:
    """Score a submission. Pure: the same method and answers give the same result, whatever their order.

    Every score is an exact number from 0 to 100 with its coverage, its range and the terms that made it.
    """
    return _Scoring(assessment, submission).result()


class _Scoring:
    """One walk up the tree; nodes are kept by id as they are made, children before parents."""

    def __init__(self, assessment: Assessment, submission: Submission) -> None:
        self.assessment = assessment
        self.submission = submission
        self.plan = plan(assessment, submission.tier, submission.scope)
        self.answers = submission.answers
        self.items = score_items(assessment, submission, self.plan)
        self.uncertain = {item.id for item in self.items.values() if item.uncertain}
        self.roles = {i: item.role for i, item in self.items.items()}
        self.flags = {i: item.role == "counted" for i, item in self.items.items()}
        self.exact = {i: item.points for i, item in self.items.items()}
        self.scale, self.points, self.documented = scaled(self.items)
        self.grades = grades(self.plan, self.items, self.answers)
        self.nodes: dict[str, NodeResult] = {}

    def result(self) -> Result:
        headline = self.assessment.headline
        areas = tuple(self.keep(self.area(p)) for p in self.plan.areas)
        restricted = tuple(self.keep(self.restricted(p)) for p in self.plan.restricted)
        made = {p.aggregate.id: self.keep(self.aggregate(p)) for p in self.plan.aggregates}
        return Result(
            stamp=_stamp(self.assessment),
            unit=self.submission.unit,
            tier=self.submission.tier,
            scope=self.submission.scope,
            headline=None if headline is None else headline.id,
            items=self.items,
            areas=areas,
            aggregates=tuple(made[a.id] for a in self.assessment.indicators.aggregates),
            restricted=restricted,
            bars={view.id: tuple(self.keep(self.bar(b, view.fewest_items)) for b in bars) for view, bars in self.plan.views},
            rates=rates(self.plan, self.items, self.answers),
            nodes=self.nodes,
        )

    def keep(self, node: NodeResult) -> NodeResult:
        self.nodes[node.id] = node
        return node

    # areas and bars

    def area(self, p: AreaPlan) -> NodeResult:
        return self.of_items(p.key, "area", p.area.aggregation, p.items, p.fewest_counted, p.area.caps)

    def restricted(self, p: AreaPlan) -> NodeResult:
        """An area under a restriction that leaves nothing out has the score that it has without."""
        known = self.nodes[p.area.id]
        if p.whole and known.state == "scored" and known.counted >= p.fewest_counted:
            return known._replace(id=p.key, firmness=None)
        return self.area(p)

    def bar(self, p: BarPlan, fewest: int) -> NodeResult:
        return self.of_items(p.bar, "bar", "arithmetic", p.items, fewest, ())

    def of_items(
        self, key: str, kind: NodeKind, aggregation: Aggregation, items: Members, fewest: int, caps: tuple[Cap, ...]
    ) -> NodeResult:
        """Aggregate counted items; open ones widen the range; what is left out only says how much is applicable."""
        sums = self.sums(items)
        within = sums.counted_weight + sums.open_weight
        counted, unanswered = len(sums.receipt.children), len(sums.open)
        counts = counted, unanswered, len(items) - counted - unanswered
        if within == 0:
            return without_answers(key, kind, aggregation, counts, outside=bool(items))
        least, applicable, absent = self.plan.coverage, self.plan.applicable, sums.absent_weight
        shortfalls: tuple[Shortfall, ...] = ()
        if sums.counted_weight * least.denominator < within * least.numerator:
            shortfalls = ("coverage",)
        if counted < fewest:
            shortfalls = (*shortfalls, "items")
        base = Base(
            key,
            kind,
            aggregation,
            sums.receipt,
            quotient(sums.counted_weight, within) if unanswered else 1,
            shortfalls,
            counts,
            absent > 0 and within < applicable * (within + absent),
            firmness(sums.receipt, self.grades) if kind == "area" and "/" not in key else None,
        )
        return withheld(base) if shortfalls else self.finished(base, self.figures(aggregation, sums), caps)

    def sums(self, items: Members) -> Sums:
        """Add up weights, and scaled points times weights, of some items by their role.

        Tables hold a value for every item (0 where it does not count), so that sums run without a loop of our own.
        """
        sums = Sums()
        flags, points = items.of(self.flags), items.of(self.exact)
        sums.counted, sums.documented = items.total(self.points), items.total(self.documented)
        if 0 not in flags:
            sums.receipt, sums.counted_weight = Receipt(items.ids, points, items.weights), items.weight
            return sums
        columns = (tuple(compress(column, flags)) for column in (items.ids, points, items.weights))
        sums.receipt = Receipt(*columns)
        sums.counted_weight = items.total(self.flags)
        for item_id, weight, counted in zip(items.ids, items.weights, flags, strict=True):
            if not counted:
                self.without_points(self.items[item_id], weight, sums)
        return sums

    def without_points(self, item: ItemResult, weight: Number, sums: Sums) -> None:
        """Note an open item, or one that is NC or NA; one that was not asked leaves no trace."""
        if item.role == "open":
            sums.open_weight += weight
            sums.open.append((item, weight))
        elif item.state in ABSENT:
            sums.absent_weight += weight
            if item.uncertain and item.id in self.plan.zero_when_not_asked:
                sums.may_be_zero.append((0, weight))

    def figures(self, aggregation: Aggregation, sums: Sums) -> Figures:
        """The score of some items, its range, and its documented score."""
        doubtful = self.uncertain and (sums.may_be_zero or not self.uncertain.isdisjoint(sums.receipt.children))
        if aggregation != "arithmetic" or doubtful:
            return self.figures_one_by_one(aggregation, sums)
        scale, weight = self.scale, self.scale * sums.counted_weight
        raw, documented = quotient(sums.counted, weight), quotient(sums.documented, weight)
        if not sums.open:
            return raw, raw, raw, documented
        weight += scale * sums.open_weight
        low = sums.counted + scale * sum([w * (item.low or 0) for item, w in sums.open])
        high = sums.counted + scale * sum([w * (item.high or 0) for item, w in sums.open])
        return around(raw, quotient(low, weight), quotient(high, weight), documented, sums.open)

    def figures_one_by_one(self, aggregation: Aggregation, sums: Sums) -> Figures:
        """The same without sums: for geometric means, minimums, and answers that may still turn out not to be asked."""
        children, points, weights = sums.receipt
        counted = [(self.items[child], weight) for child, weight in zip(children, weights, strict=True)]
        raw = combine(aggregation, points, weights)
        documented = combine(aggregation, [item.documented for item, _ in counted], weights)  # type: ignore[misc]
        low = self.extreme(aggregation, [*counted, *sums.open], sums.may_be_zero, lowest=True)
        high = self.extreme(aggregation, [*counted, *sums.open], sums.may_be_zero, lowest=False)
        return around(raw, low, high, documented, sums.open)

    def extreme(
        self, aggregation: Aggregation, items: Items, may_be_zero: list[tuple[Number, Number]], *, lowest: bool
    ) -> Number:
        """An uncertain answer may still be left out (or become 0, which its `low` says); an open one takes either end."""
        fixed: list[tuple[Number, Number]] = []
        optional = list(may_be_zero)
        for item, weight in items:
            figure = item.low if lowest else item.high
            assert figure is not None
            leaves = item.uncertain and item.id not in self.plan.zero_when_not_asked
            (optional if leaves else fixed).append((figure, weight))
        return extreme(aggregation, fixed, optional, lowest=lowest)

    def finished(self, base: Base, figures: Figures, caps: tuple[Cap, ...]) -> NodeResult:
        """Apply caps, name the band, and close the node."""
        raw, low, high, documented = figures
        score: Number = raw
        lines: tuple[CapLine, ...] = ()
        if caps:
            score, low, high, documented, lines = self.capped(figures, caps)
        own, possible = bands_of(self.plan, score, low, high)
        return NodeResult(
            base.id, base.kind, "scored", base.aggregation, base.receipt, score, low, high, base.coverage, documented, raw,
            lines, own, possible, (), *base.counts, base.mostly_outside, base.firmness,
        )  # fmt: skip

    def capped(self, figures: Figures, caps: tuple[Cap, ...]) -> tuple[Number, Number, Number, Number, tuple[CapLine, ...]]:
        """Apply caps: an open condition touches only the low end; several caps, the lowest."""
        score, low, high, documented = figures
        lines: list[CapLine] = []
        for cap in caps:
            at_most = exact(cap.at_most)
            holds = self.holds(cap, self.items)
            if holds is Truth.TRUE:
                score, high = min(score, at_most), min(high, at_most)
            if holds in (Truth.TRUE, Truth.UNKNOWN):
                low = min(low, at_most)
                lines.append(CapLine(cap.id, at_most, holds is Truth.TRUE))
            if self.holds(cap, self.as_documented()) is Truth.TRUE:
                documented = min(documented, at_most)
        return score, low, high, documented, tuple(lines)

    def holds(self, cap: Cap, items: Mapping[str, ItemResult]) -> Truth:
        return evaluate(cap.when, Facts(self.assessment, items, {}, self.answers))

    def as_documented(self) -> dict[str, ItemResult]:
        return {i: item._replace(points=item.documented) for i, item in self.items.items()}

    # aggregates

    def aggregate(self, p: AggregatePlan) -> NodeResult:
        """Aggregate the scored children that lie mostly within competence.

        In the range a child withheld for open answers runs 0 to 100; one without open answers can never get a score.
        """
        own = p.aggregate
        children = [(self.nodes[key], w) for key, w in p.children]
        eligible = [(c, w) for c, w in children if c.state in WITHIN and not c.mostly_outside]
        roles = p.items.of(self.roles)
        counts = roles.count("counted"), roles.count("open"), roles.count("left_out")
        if p.partial or not eligible:
            outside = not p.partial and any(c.state != "not_in_scope" for c, _ in children)
            return without_answers(own.id, own.kind, own.aggregation, counts, outside=outside)
        scored = [(c, w) for c, w in eligible if c.state == "scored"]
        weights = [w for _, w in eligible]
        scores, own_weights = tuple([c.score for c, _ in scored]), tuple([w for _, w in scored])
        receipt = Receipt(tuple([c.id for c, _ in scored]), scores, own_weights)  # type: ignore[arg-type]
        coverage = combine("arithmetic", [c.coverage for c, _ in eligible], weights)  # type: ignore[misc]
        shortfalls = self.shortfalls(p, eligible, scored)
        base = Base(own.id, own.kind, own.aggregation, receipt, coverage, shortfalls, counts, False, None)
        if shortfalls:
            return withheld(base)
        raw = combine(own.aggregation, receipt.scores, own_weights)
        documented = combine(own.aggregation, [c.documented for c, _ in scored], own_weights)  # type: ignore[misc]
        moving = [(c, w) for c, w in eligible if c.state == "scored" or c.open]
        weights = [w for _, w in moving]
        low = combine(own.aggregation, [0 if c.low is None else c.low for c, _ in moving], weights)
        high = combine(own.aggregation, [FULL if c.high is None else c.high for c, _ in moving], weights)
        return self.finished(base, (raw, low, high, documented), own.caps)

    def shortfalls(
        self, p: AggregatePlan, eligible: list[tuple[NodeResult, Number]], scored: list[tuple[NodeResult, Number]]
    ) -> tuple[Shortfall, ...]:
        """What an aggregate lacks for a score."""
        needs = p.aggregate.requires
        missing: list[Shortfall] = []
        held, needed = sum([w for _, w in scored]), sum([w for _, w in eligible])
        if held * p.scored_share.denominator < needed * p.scored_share.numerator or not scored:
            missing.append("scored_weight")
        if needs.within_competence > 1:
            below = [self.nodes[area] for area in p.areas]
            if sum([area.state in WITHIN and not area.mostly_outside for area in below]) < needs.within_competence:
                missing.append("within_competence")
        if needs.scored_of:
            below = [self.nodes[area] for area in p.areas] + [child for child, _ in scored]
            with_score = {c.id.rpartition("/")[2] for c in below if c.state == "scored" and not c.mostly_outside}
            if len(with_score.intersection(needs.scored_of.nodes)) < needs.scored_of.at_least:
                missing.append("scored_of")
        return tuple(missing)


@lru_cache(maxsize=16)
def _stamp(assessment: Assessment) -> Stamp:
    asked, measured = assessment.questionnaire, assessment.indicators
    return Stamp(
        asked.id, asked.version, assessment.questionnaire_hash, measured.id, measured.version, assessment.indicators_hash
    )
