"""What of a method concerns one tier and scope: which items count where, with which weights, made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from math import lcm
from operator import itemgetter, mul
from typing import Any

from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Aggregate, Area, CombinationRule, Minimum, View
from belong_assess.responses.submission import Number
from belong_assess.results.result import ItemResult
from belong_assess.scoring.arithmetic import exact, quotient
from belong_assess.scoring.points import Points, points_of
from belong_assess.values import value

Weighted = tuple[tuple[str, Number], ...]


class Members:
    """Some items with their weights. `of` picks what a table holds for them, `total` adds that up, weighted."""

    __slots__ = ("equal", "ids", "of", "weight", "weights")

    def __init__(self, items: Weighted) -> None:
        self.ids = tuple(item for item, _ in items)
        self.weights = tuple(weight for _, weight in items)
        self.weight: Number = sum(self.weights)
        self.equal = set(self.weights) == {1}
        self.of: Callable[[Mapping[str, Any]], tuple[Any, ...]] = _picker(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def total(self, table: Mapping[str, Any]) -> Number:
        """Return sum(weight x value); where every weight is 1, a plain sum."""
        values = self.of(table)
        total: Number = sum(values) if self.equal else sum(map(mul, self.weights, values))
        return total


def _picker(ids: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """An itemgetter gives a bare value for one key, so that few keys are picked by hand."""
    if len(ids) > 1:
        return itemgetter(*ids)
    return lambda table: tuple(table[item] for item in ids)


@value
class Combination:
    """How the parts of a group are scored: response id, points, weight."""

    parts: tuple[tuple[str, Points, Number], ...]
    reversed: bool

    def turned(self, points: Number) -> Number:
        """The points of the group from those of its parts: reversed where its rule says so."""
        return 100 - points if self.reversed else points


@value
class AreaPlan:
    """An area with its items of positive weight in the tier and scope.

    `key` is `aggregate/area` when restricted; `whole`: the restriction leaves nothing out.
    """

    key: str
    area: Area
    items: Members
    fewest_counted: int
    whole: bool = True


@value
class AggregatePlan:
    """An aggregate with its children of positive weight, and the items and areas under it, each once.

    `partial`: the scope leaves some of it out.
    """

    aggregate: Aggregate
    children: Weighted
    items: Members
    areas: tuple[str, ...]
    scored_share: Number
    partial: bool


@value
class BarPlan:
    """A bar with its items and integer weights."""

    bar: str
    items: Members


@value
class Plan:
    """Everything that scoring needs, with all references resolved.

    `known` fills up while scoring: the results of option answers, of which there are few and which all submissions share.
    """

    minimum: Minimum
    coverage: Number
    applicable: Number
    undocumented_at_most: Number
    bands: tuple[str, ...]
    cuts: tuple[int, ...]
    cut_scale: int
    scorers: Mapping[str, Points]
    combinations: Mapping[str, Combination]
    unweighted: frozenset[str]
    zero_when_not_asked: frozenset[str]
    shares: frozenset[str]
    ladders: frozenset[str]
    areas: tuple[AreaPlan, ...]
    restricted: tuple[AreaPlan, ...]
    aggregates: tuple[AggregatePlan, ...]
    views: tuple[tuple[View, tuple[BarPlan, ...]], ...]
    known: dict[tuple[str, int, bool], ItemResult]


@lru_cache(maxsize=64)
def plan(assessment: Assessment, tier: str, scope: tuple[str, ...] | None) -> Plan:
    """Return the plan of a method for one tier and scope."""
    measured = assessment.indicators
    asked = frozenset(
        item_id
        for item_id, item in assessment.items.items()
        if assessment.tier_rank[item.tier] <= assessment.tier_rank[tier]
        and (scope is None or assessment.area_of.get(item_id) in scope)
    )
    minimum = next(m for m in measured.minimums if tier in m.tiers)
    scored = {item_id: m for item_id, m in assessment.measured.items() if item_id in asked and m.weight > 0}
    weights: dict[str, Number] = {item_id: exact(m.weight) for item_id, m in scored.items()}
    areas = tuple(_area(area, area.id, weights, minimum.items) for area in measured.areas)
    restricted = tuple(r for a in measured.aggregates if a.items == "common" for r in _restricted(assessment, a, weights))
    answers = {item_id: assessment.items[item_id].answer for item_id in scored}
    cuts = [exact(band.at_least) for band in measured.bands]
    cut_scale = lcm(*(cut.denominator for cut in cuts))
    rules = {item_id: assessment.rules[m.rule] for item_id, m in scored.items()}
    return Plan(
        minimum=minimum,
        coverage=quotient(exact(minimum.coverage), 100),
        applicable=quotient(exact(measured.applicable_share), 100),
        undocumented_at_most=exact(measured.firmness.undocumented_at_most),
        bands=tuple(band.id for band in measured.bands),
        cuts=tuple(int(cut * cut_scale) for cut in cuts),
        cut_scale=cut_scale,
        scorers={i: points_of(answers[i], rule) for i, rule in rules.items() if not isinstance(rule, CombinationRule)},
        combinations={
            i: _combination(assessment, i, rule) for i, rule in rules.items() if isinstance(rule, CombinationRule)
        },
        unweighted=frozenset(assessment.items) - frozenset(i for i, m in assessment.measured.items() if m.weight > 0),
        zero_when_not_asked=frozenset(i for i, m in scored.items() if m.when_not_asked == "zero"),
        shares=frozenset(i for i, answer in answers.items() if assessment.takes_share(answer)),
        ladders=frozenset(i for i in assessment.items if assessment.is_ladder(assessment.items[i].answer)),
        areas=areas,
        restricted=restricted,
        aggregates=_aggregates(measured.aggregates, (*areas, *restricted), scope),
        views=tuple((view, _bars(assessment, view, weights)) for view in measured.views if tier in view.tiers),
        known={},
    )


def _area(area: Area, key: str, weights: Mapping[str, Number], fewest: int) -> AreaPlan:
    return AreaPlan(key, area, Members(tuple((m.item, weights[m.item]) for m in area.items if m.item in weights)), fewest)


def _restricted(assessment: Assessment, aggregate: Aggregate, weights: Mapping[str, Number]) -> list[AreaPlan]:
    """The areas of an aggregate over common questions only, where the tier has enough of them."""
    common = {item_id: weight for item_id, weight in weights.items() if assessment.is_common(item_id)}
    members = [assessment.areas[child.node] for child in aggregate.of if child.node in assessment.areas]
    plans = []
    for area in members:
        own = _area(area, f"{aggregate.id}/{area.id}", common, aggregate.fewest_items)
        if len(own.items) >= aggregate.fewest_items:
            plans.append(replace(own, whole=own.items.ids == _area(area, area.id, weights, 0).items.ids))
    return plans


def _aggregates(
    aggregates: tuple[Aggregate, ...], areas: tuple[AreaPlan, ...], scope: tuple[str, ...] | None
) -> tuple[AggregatePlan, ...]:
    """Resolve the children of every aggregate, children first; a scope makes it partial when it leaves an area out."""
    items = {p.key: p.items.ids for p in areas}
    below: dict[str, tuple[str, ...]] = {p.key: (p.key,) for p in areas}
    area_ids = {p.area.id for p in areas}
    partial = {p.area.id for p in areas if scope is not None and p.area.id not in scope}
    made = []
    for own in _children_first(aggregates):
        keys = {c.node: _key(own, c.node, area_ids) for c in own.of}
        children = tuple((keys[c.node], exact(c.weight)) for c in own.of if c.weight > 0 and keys[c.node] in items)
        items[own.id] = tuple(dict.fromkeys(item for key, _ in children for item in items[key]))
        below[own.id] = tuple(dict.fromkeys(area for key, _ in children for area in below[key]))
        if not partial.isdisjoint(keys):
            partial.add(own.id)
        members = Members(tuple((item, 1) for item in items[own.id]))
        least = quotient(exact(own.requires.scored_weight), 100)
        made.append(AggregatePlan(own, children, members, below[own.id], least, own.id in partial))
    return tuple(made)


def _key(aggregate: Aggregate, node: str, area_ids: set[str]) -> str:
    return f"{aggregate.id}/{node}" if aggregate.items == "common" and node in area_ids else node


def _children_first(aggregates: tuple[Aggregate, ...]) -> list[Aggregate]:
    """Order aggregates so that each comes after those it is made of."""
    by_id = {a.id: a for a in aggregates}
    ordered: dict[str, Aggregate] = {}

    def visit(aggregate: Aggregate) -> None:
        for child in aggregate.of:
            if child.node in by_id and child.node not in ordered:
                visit(by_id[child.node])
        ordered.setdefault(aggregate.id, aggregate)

    for each in aggregates:
        visit(each)
    return list(ordered.values())


def _bars(assessment: Assessment, view: View, weights: Mapping[str, Number]) -> tuple[BarPlan, ...]:
    """A question's weight in a bar is its own weight times its integer parts; optional areas stay out."""
    headline_items = [
        m for area in assessment.indicators.areas if not area.optional for m in area.items if m.item in weights
    ]
    bars = []
    for bar in view.bars:
        parts = {m.item: 1 if m.item in bar.items else m.parts.get(view.id, {}).get(bar.id, 0) for m in headline_items}
        bars.append(BarPlan(bar.id, Members(tuple((i, weights[i] * part) for i, part in parts.items() if part))))
    return tuple(bars)


def _combination(assessment: Assessment, item_id: str, rule: CombinationRule) -> Combination:
    answers = {part.id: part.answer for part in assessment.parts_of(item_id)}
    parts = tuple(
        (f"{item_id}.{part.part}", points_of(answers[part.part], assessment.rules[part.rule]), exact(part.weight))
        for part in rule.parts
    )
    return Combination(parts, rule.reversed)
