"""Scores one submission: items to points, points to areas, areas to aggregates, items to bars."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from itertools import compress
from math import lcm
from typing import NamedTuple

from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Aggregation, Cap
from belong_assess.responses.kleene import Truth
from belong_assess.responses.standing import ANSWERED, Standing, settle
from belong_assess.responses.submission import Chosen, Entry, Number, Submission
from belong_assess.results.result import (
    CapLine,
    Firmness,
    ItemResult,
    NodeKind,
    NodeResult,
    Rate,
    Receipt,
    Result,
    Shortfall,
    Stamp,
)
from belong_assess.scoring.arithmetic import combine, exact, extreme, quotient
from belong_assess.scoring.plan import AggregatePlan, AreaPlan, BarPlan, Combination, Members, Plan, plan
from belong_assess.scoring.points import FULL, LeftOut
from belong_assess.scoring.predicates import Facts, evaluate

RATED_STEPS = (4, 2, 1)
ABSENT = ("NC", "NA")
WITHIN = ("scored", "withheld")

Items = list[tuple[ItemResult, Number]]
Figures = tuple[Number, Number, Number, Number]
"""A score before caps, the ends of its range, and its documented score."""


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
        self.items = {i: self.item(i, standing) for i, standing in settle(assessment, submission).items()}
        self.uncertain = {item.id for item in self.items.values() if item.uncertain}
        self.roles = {i: item.role for i, item in self.items.items()}
        self.flags = {i: item.role == "counted" for i, item in self.items.items()}
        self.exact = {i: item.points for i, item in self.items.items()}
        self.scale, self.points, self.documented = _scaled(self.items)
        self.grades = {i: self.grade(i) for i, item in self.items.items() if item.state == "answered"}
        self.nodes: dict[str, NodeResult] = {}

    def result(self) -> Result:
        areas = tuple(self.keep(self.area(p)) for p in self.plan.areas)
        restricted = tuple(self.keep(self.area(p)) for p in self.plan.restricted)
        made = {p.aggregate.id: self.keep(self.aggregate(p)) for p in self.plan.aggregates}
        return Result(
            stamp=_stamp(self.assessment),
            unit=self.submission.unit,
            tier=self.submission.tier,
            scope=self.submission.scope,
            headline=self.assessment.headline.id,
            items=self.items,
            areas=areas,
            aggregates=tuple(made[a.id] for a in self.assessment.indicators.aggregates),
            restricted=restricted,
            bars={view.id: tuple(self.keep(self.bar(b, view.fewest_items)) for b in bars) for view, bars in self.plan.views},
            rates=self.rates(),
            nodes=self.nodes,
        )

    def keep(self, node: NodeResult) -> NodeResult:
        self.nodes[node.id] = node
        return node

    # items

    def item(self, item_id: str, standing: Standing) -> ItemResult:
        if item_id in self.plan.unweighted and standing.reason not in ("tier", "scope"):
            return ItemResult(item_id, standing.state, standing.reason, "unweighted")
        match standing.state:
            case "answered":
                return self.answered(item_id, standing)
            case "not_asked" if standing.reason == "condition" and item_id in self.plan.zero_when_not_asked:
                return ItemResult(item_id, "not_asked", "condition", "counted", 0, 0, 0, 0, implied=True)
            case "DK" | "skipped":
                low, high = self.span(item_id, standing)
                return ItemResult(item_id, standing.state, standing.reason, "open", None, low, high)
            case _:
                return ItemResult(item_id, standing.state, standing.reason, "left_out", uncertain=standing.uncertain)

    def answered(self, item_id: str, standing: Standing) -> ItemResult:
        if item_id in self.plan.combinations:
            return self.answered_group(item_id, standing)
        entry = self.answers[item_id]
        if not isinstance(entry.response, Chosen) or standing is not ANSWERED:
            return self.pointed(item_id, entry, standing)
        key = item_id, entry.response.value, bool(entry.evidence)
        if (known := self.plan.known.get(key)) is None:
            known = self.plan.known[key] = self.pointed(item_id, entry, standing)
        return known

    def pointed(self, item_id: str, entry: Entry, standing: Standing) -> ItemResult:
        points = self.plan.scorers[item_id](entry.response)
        if isinstance(points, LeftOut):
            return ItemResult(item_id, points.standing.state, points.standing.reason, "left_out")
        at_most = self.plan.undocumented_at_most
        return self.counted(item_id, points, points if points <= at_most or entry.evidence else at_most, standing)

    def answered_group(self, item_id: str, standing: Standing) -> ItemResult:
        combination = self.plan.combinations[item_id]
        parts = self.parts(item_id, combination, standing)
        if not parts:
            return ItemResult(item_id, "NA", "too_few", "left_out")
        weights = [part.weight for part in parts]
        points = combination.turned(combine("arithmetic", [part.low for part in parts], weights))
        documented = min(points, combination.turned(combine("arithmetic", [part.documented for part in parts], weights)))
        return self.counted(item_id, points, documented, standing)

    def counted(self, item_id: str, points: Number, documented: Number, standing: Standing) -> ItemResult:
        low = 0 if standing.uncertain and item_id in self.plan.zero_when_not_asked else points
        return ItemResult(
            item_id, "answered", standing.reason, "counted", points, low, points, documented, uncertain=standing.uncertain
        )

    def span(self, item_id: str, standing: Standing) -> tuple[Number, Number]:
        """The points still possible for an open item; a group may know some of its parts."""
        if not standing.parts:
            return 0, FULL
        combination = self.plan.combinations[item_id]
        parts = self.parts(item_id, combination, standing)
        weights = [part.weight for part in parts]
        ends = [combine("arithmetic", [getattr(part, end) for part in parts], weights) for end in ("low", "high")]
        low, high = sorted(combination.turned(end) for end in ends)
        return low, high

    def parts(self, item_id: str, combination: Combination, standing: Standing) -> list[_Part]:
        """The parts of a group that count or are open; what is NC or NA leaves it."""
        whole = self.answers.get(item_id)
        asked = self.assessment.parts_of(item_id)
        states = {f"{item_id}.{part.id}": state for part, state in zip(asked, standing.parts, strict=True)}
        found = []
        for response_id, points_of, weight in combination.parts:
            state = states[response_id]
            entry = self.answers.get(response_id)
            if state in ("DK", "skipped"):
                found.append(_Part(0, FULL, 0, weight))
            elif state == "answered" and entry is not None and not isinstance(points := points_of(entry.response), LeftOut):
                evidence = entry.evidence or (whole.evidence if whole else ())
                documented = points if evidence else min(points, self.plan.undocumented_at_most)
                found.append(_Part(points, points, documented, weight))
        return found

    # areas and bars

    def area(self, p: AreaPlan) -> NodeResult:
        return self.of_items(p.key, "area", p.area.aggregation, p.items, p.fewest_counted, p.area.caps)

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
            return _without_answers(key, kind, aggregation, counts, outside=bool(items))
        least, applicable, absent = self.plan.coverage, self.plan.applicable, sums.absent_weight
        shortfalls: tuple[Shortfall, ...] = ()
        if sums.counted_weight * least.denominator < within * least.numerator:
            shortfalls = ("coverage",)
        if counted < fewest:
            shortfalls = (*shortfalls, "items")
        base = _Base(
            key,
            kind,
            aggregation,
            sums.receipt,
            quotient(sums.counted_weight, within) if unanswered else 1,
            shortfalls,
            counts,
            absent > 0 and within < applicable * (within + absent),
            self.firmness(sums.receipt) if kind == "area" and "/" not in key else None,
        )
        return _withheld(base) if shortfalls else self.finished(base, self.figures(aggregation, sums), caps)

    def sums(self, items: Members) -> _Sums:
        """Add up weights, and scaled points times weights, of some items by their role.

        Tables hold a value for every item (0 where it does not count), so that sums run without a loop of our own.
        """
        sums = _Sums()
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

    def without_points(self, item: ItemResult, weight: Number, sums: _Sums) -> None:
        """Note an open item, or one that is NC or NA; one that was not asked leaves no trace."""
        if item.role == "open":
            sums.open_weight += weight
            sums.open.append((item, weight))
        elif item.state in ABSENT:
            sums.absent_weight += weight
            if item.uncertain and item.id in self.plan.zero_when_not_asked:
                sums.may_be_zero.append((0, weight))

    def figures(self, aggregation: Aggregation, sums: _Sums) -> Figures:
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
        return _around(raw, quotient(low, weight), quotient(high, weight), documented, sums.open)

    def figures_one_by_one(self, aggregation: Aggregation, sums: _Sums) -> Figures:
        """The same without sums: for geometric means, minimums, and answers that may still turn out not to be asked."""
        children, points, weights = sums.receipt
        counted = [(self.items[child], weight) for child, weight in zip(children, weights, strict=True)]
        raw = combine(aggregation, points, weights)
        documented = combine(aggregation, [item.documented for item, _ in counted], weights)  # type: ignore[misc]
        low = self.extreme(aggregation, [*counted, *sums.open], sums.may_be_zero, lowest=True)
        high = self.extreme(aggregation, [*counted, *sums.open], sums.may_be_zero, lowest=False)
        return _around(raw, low, high, documented, sums.open)

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

    def finished(self, base: _Base, figures: Figures, caps: tuple[Cap, ...]) -> NodeResult:
        """Apply caps, name the band, and close the node."""
        raw, score, low, high, documented, lines = figures[0], *self.capped(figures, caps)
        own, possible = _bands(self.plan, score, low, high)
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
            return _without_answers(own.id, own.kind, own.aggregation, counts, outside=outside)
        scored = [(c, w) for c, w in eligible if c.state == "scored"]
        weights = [w for _, w in eligible]
        scores, own_weights = tuple([c.score for c, _ in scored]), tuple([w for _, w in scored])
        receipt = Receipt(tuple([c.id for c, _ in scored]), scores, own_weights)  # type: ignore[arg-type]
        coverage = combine("arithmetic", [c.coverage for c, _ in eligible], weights)  # type: ignore[misc]
        shortfalls = self.shortfalls(p, eligible, scored)
        base = _Base(own.id, own.kind, own.aggregation, receipt, coverage, shortfalls, counts, False, None)
        if shortfalls:
            return _withheld(base)
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

    # firmness

    def firmness(self, receipt: Receipt) -> Firmness | None:
        """How the answered weight splits into grades; an unasked item that counts 0 is no answer."""
        weights: dict[str, Number] = {"a": 0, "b": 0, "c": 0}
        for child, weight in zip(receipt.children, receipt.weights, strict=True):
            if grade := self.grades.get(child):
                weights[grade] += weight
        return Firmness(*weights.values()) if any(weights.values()) else None

    def grade(self, item_id: str) -> str:
        if (combination := self.plan.combinations.get(item_id)) is None:
            own = self.answers[item_id]
            if not own.evidence:
                return "b" if own.confidence == "high" else "c"
            return self.grade_of(item_id, [own])
        ids = [item_id, *(part for part, _, _ in combination.parts)]
        return self.grade_of(item_id, [entry for each in ids if (entry := self.answers.get(each)) is not None])

    def grade_of(self, item_id: str, entries: list[Entry]) -> str:
        evidence = [piece for entry in entries for piece in entry.evidence]
        if not evidence:
            return "b" if "high" in [entry.confidence for entry in entries] else "c"
        titled = any(piece.title and piece.date for piece in evidence)
        return "a" if titled and self.counted_share(item_id, entries[0]) else "b"

    def counted_share(self, item_id: str, entry: Entry) -> bool:
        if item_id not in self.plan.shares:
            return True
        return isinstance(entry.response, Chosen) and entry.response.basis == "counted"

    def rates(self) -> tuple[Rate, ...]:
        """How many of the answered ladder questions stand at step 4 (review), 2 (pilot) and 1 (paper)."""
        steps = [
            entry.response.value
            for item_id in self.plan.ladders
            if self.items[item_id].state == "answered"
            and (entry := self.answers.get(item_id)) is not None
            and isinstance(entry.response, Chosen)
        ]
        return tuple(Rate(step, steps.count(step), len(steps)) for step in RATED_STEPS)


def _scaled(items: Mapping[str, ItemResult]) -> tuple[int, dict[str, int], dict[str, int]]:
    """Bring points and documented points over one denominator: sums of integers are exact and fast."""
    held = [(item.points, item.documented) for item in items.values() if item.points is not None]
    scale = lcm(*{figure.denominator for pair in held for figure in pair if figure is not None})
    points: dict[str, int] = {}
    documented: dict[str, int] = {}
    for item_id, item in items.items():
        own, other = item.points, item.documented
        if own is None or other is None:
            points[item_id] = documented[item_id] = 0
            continue
        points[item_id] = own.numerator * (scale // own.denominator)
        documented[item_id] = points[item_id] if other is own else int(other * scale)
    return scale, points, documented


def _bands(p: Plan, score: Number, low: Number, high: Number) -> tuple[str, tuple[str, ...]]:
    """The band of a score, and every band that its range touches."""
    own = _rank(p, score)
    if low is high:
        return p.bands[own], p.bands[own : own + 1]
    return p.bands[own], p.bands[_rank(p, low) : _rank(p, high) + 1]


def _rank(p: Plan, figure: Number) -> int:
    """The number of the band that holds a figure; cut points are inclusive, and integers once scaled."""
    return bisect_right(p.cuts, figure.numerator * p.cut_scale // figure.denominator) - 1


def _around(raw: Number, low: Number, high: Number, documented: Number, unanswered: Items) -> Figures:
    """A group that knows some parts has a range of its own, which may lie beside the score: a range holds its score."""
    if any(item.low != 0 or item.high != FULL for item, _ in unanswered):
        return raw, min(low, raw), max(high, raw), documented
    return raw, low, high, documented


def _without_answers(
    key: str, kind: NodeKind, aggregation: Aggregation, counts: tuple[int, int, int], *, outside: bool
) -> NodeResult:
    counted, unanswered, left_out = counts
    return NodeResult(
        key,
        kind,
        "outside_competence" if outside else "not_in_scope",
        aggregation,
        counted=counted,
        open=unanswered,
        left_out=left_out,
        mostly_outside=outside,
    )


def _withheld(base: _Base) -> NodeResult:
    counted, unanswered, left_out = base.counts
    return NodeResult(
        base.id,
        base.kind,
        "withheld",
        base.aggregation,
        base.receipt,
        coverage=base.coverage,
        shortfalls=base.shortfalls,
        counted=counted,
        open=unanswered,
        left_out=left_out,
        mostly_outside=base.mostly_outside,
        firmness=base.firmness,
    )


class _Base(NamedTuple):
    """What is known of a node before it has a score."""

    id: str
    kind: NodeKind
    aggregation: Aggregation
    receipt: Receipt
    coverage: Number
    shortfalls: tuple[Shortfall, ...]
    counts: tuple[int, int, int]
    mostly_outside: bool
    firmness: Firmness | None


class _Part(NamedTuple):
    """One part of a group: the points possible, what is documented of them, its weight."""

    low: Number
    high: Number
    documented: Number
    weight: Number


class _Sums:
    """What some items add up to; points are scaled to integers."""

    __slots__ = ("absent_weight", "counted", "counted_weight", "documented", "may_be_zero", "open", "open_weight", "receipt")

    def __init__(self) -> None:
        self.receipt = Receipt()
        self.open: Items = []
        self.may_be_zero: list[tuple[Number, Number]] = []
        self.counted: Number = 0
        self.documented: Number = 0
        self.counted_weight: Number = 0
        self.open_weight: Number = 0
        self.absent_weight: Number = 0


@lru_cache(maxsize=16)
def _stamp(assessment: Assessment) -> Stamp:
    asked, measured = assessment.questionnaire, assessment.indicators
    return Stamp(
        asked.id, asked.version, assessment.questionnaire_hash, measured.id, measured.version, assessment.indicators_hash
    )
