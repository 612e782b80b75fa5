"""What a question weighs in an area, group or index when everything is asked and answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Aggregate, Area


@lru_cache(maxsize=64)
def effective_weights(assessment: Assessment, node: str) -> Mapping[str, Fraction]:
    """Return the share (0-1) of every question in a node: the product of its shares on the way up, whatever is in between.

    Under `items: common` only common questions weigh, and only in areas with enough of them.
    """
    if node in assessment.areas:
        return _of_area(assessment.areas[node])
    aggregate = assessment.aggregates[node]
    parts = [(child.weight, _of_child(assessment, aggregate, child.node)) for child in aggregate.of]
    held = [(Fraction(weight), below) for weight, below in parts if weight > 0 and below]
    return _weighted(held)


def _of_child(assessment: Assessment, aggregate: Aggregate, node: str) -> Mapping[str, Fraction]:
    if aggregate.items != "common" or node not in assessment.areas:
        return effective_weights(assessment, node)
    common = _of_area(assessment.areas[node], {item for item in assessment.items if assessment.is_common(item)})
    return common if len(common) >= aggregate.fewest_items else {}


def _of_area(area: Area, among: set[str] | None = None) -> Mapping[str, Fraction]:
    weights = {m.item: Fraction(m.weight) for m in area.items if m.weight > 0 and (among is None or m.item in among)}
    total = sum(weights.values(), Fraction())
    return {item: weight / total for item, weight in weights.items()}


def _weighted(parts: Sequence[tuple[Fraction, Mapping[str, Fraction]]]) -> Mapping[str, Fraction]:
    total = sum((weight for weight, _ in parts), Fraction())
    shares: dict[str, Fraction] = {}
    for weight, below in parts:
        for item, share in below.items():
            shares[item] = shares.get(item, Fraction()) + weight / total * share
    return shares
