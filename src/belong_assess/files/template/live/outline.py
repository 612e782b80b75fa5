"""What of a method one template adds up: which questions count where, with which weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from belong_assess.files.template.lines import Extent
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Aggregate, Aggregation, Area, Cap, Minimum, View
from belong_assess.values import value

Weights = Mapping[str, Decimal]


@value
class Gathering:
    """An area, a restricted area (`aggregate/area`) or a bar: questions of positive weight with one mean over them."""

    key: str
    kind: Literal["area", "bar"]
    aggregation: Aggregation
    weights: Weights
    fewest: int
    caps: tuple[Cap, ...] = ()


@value
class Grouping:
    """An aggregate with its children of positive weight, and the questions and areas under it.

    `partial`: the template leaves some of it out, so that it has no score.
    """

    aggregate: Aggregate
    children: Weights
    items: tuple[str, ...]
    areas: tuple[str, ...]
    partial: bool


@value
class Outline:
    """The questions that a template asks in their order, and all that is added up from them; children before parents."""

    asked: tuple[str, ...]
    weights: Weights
    minimum: Minimum
    areas: tuple[Gathering, ...]
    restricted: tuple[Gathering, ...]
    groups: tuple[Grouping, ...]
    views: tuple[tuple[View, tuple[Gathering, ...]], ...]

    @property
    def gatherings(self) -> tuple[Gathering, ...]:
        """Areas, restricted areas and bars."""
        return (*self.areas, *self.restricted, *(bar for _, bars in self.views for bar in bars))


def outline(assessment: Assessment, extent: Extent) -> Outline:
    """Return what a template of this extent adds up."""
    measured = assessment.indicators
    asked = tuple(item for item in assessment.items if _is_asked(assessment, item, extent))
    weights = {
        item: placed.weight for item, placed in assessment.measured.items() if item in set(asked) and placed.weight > 0
    }
    minimum = next(each for each in measured.minimums if extent.tier in each.tiers)
    areas = tuple(_area(area, area.id, weights, minimum.items) for area in measured.areas)
    restricted = tuple(each for own in measured.aggregates for each in _restricted(assessment, own, weights))
    return Outline(
        asked=asked,
        weights=weights,
        minimum=minimum,
        areas=areas,
        restricted=restricted,
        groups=tuple(_groups(assessment, (*areas, *restricted), extent)),
        views=tuple((view, tuple(_bars(assessment, view, weights))) for view in measured.views if extent.tier in view.tiers),
    )


def _is_asked(assessment: Assessment, item_id: str, extent: Extent) -> bool:
    rank = assessment.tier_rank
    within = rank[assessment.items[item_id].tier] <= rank[extent.tier]
    area = assessment.area_of.get(item_id, assessment.section_of[item_id])
    return within and (extent.areas is None or area in extent.areas)


def _area(area: Area, key: str, weights: Weights, fewest: int) -> Gathering:
    held = {placed.item: weights[placed.item] for placed in area.items if placed.item in weights}
    return Gathering(key, "area", area.aggregation, held, fewest, area.caps)


def _restricted(assessment: Assessment, own: Aggregate, weights: Weights) -> Iterator[Gathering]:
    """The areas of an aggregate over common questions only, where the tier has enough of them."""
    if own.items != "common":
        return
    common = {item: weight for item, weight in weights.items() if assessment.is_common(item)}
    for child in own.of:
        if child.node in assessment.areas:
            area = _area(assessment.areas[child.node], f"{own.id}/{child.node}", common, own.fewest_items)
            if len(area.weights) >= own.fewest_items:
                yield area


def _groups(assessment: Assessment, areas: tuple[Gathering, ...], extent: Extent) -> Iterator[Grouping]:
    """Every aggregate after those that it is made of."""
    items = {area.key: tuple(area.weights) for area in areas}
    below: dict[str, tuple[str, ...]] = {area.key: (area.key,) for area in areas}
    partial = {area for area in assessment.areas if extent.areas is not None and area not in extent.areas}
    for own in _children_first(assessment):
        keys = {child.node: _key(assessment, own, child.node) for child in own.of}
        children = {keys[c.node]: c.weight for c in own.of if c.weight > 0 and keys[c.node] in items}
        items[own.id] = tuple(dict.fromkeys(item for key in children for item in items[key]))
        below[own.id] = tuple(dict.fromkeys(area for key in children for area in below[key]))
        if not partial.isdisjoint(keys):
            partial.add(own.id)
        yield Grouping(own, children, items[own.id], below[own.id], own.id in partial)


def _key(assessment: Assessment, own: Aggregate, node: str) -> str:
    return f"{own.id}/{node}" if own.items == "common" and node in assessment.areas else node


def _children_first(assessment: Assessment) -> list[Aggregate]:
    ordered: dict[str, Aggregate] = {}

    def visit(own: Aggregate) -> None:
        for child in own.of:
            if child.node in assessment.aggregates and child.node not in ordered:
                visit(assessment.aggregates[child.node])
        ordered.setdefault(own.id, own)

    for each in assessment.indicators.aggregates:
        visit(each)
    return list(ordered.values())


def _bars(assessment: Assessment, view: View, weights: Weights) -> Iterator[Gathering]:
    """A question weighs its own weight times its parts in the bar; optional areas stay out."""
    placed = [m for area in assessment.indicators.areas if not area.optional for m in area.items if m.item in weights]
    for bar in view.bars:
        parts = {m.item: 1 if m.item in bar.items else m.parts.get(view.id, {}).get(bar.id, 0) for m in placed}
        held = {item: weights[item] * part for item, part in parts.items() if part}
        yield Gathering(bar.id, "bar", "arithmetic", held, view.fewest_items)
