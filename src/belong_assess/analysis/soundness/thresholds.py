"""Whether bands, minimums and single numbers of a method lie where they can work."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from belong_assess.analysis.soundness.places import caps, findings, problem, rules
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import ParityRule, TicksRule
from belong_assess.problems import PathKey, Problem

Placed = Iterator[tuple[PathKey, Decimal | int]]
AT: PathKey = ("indicators",)


def threshold_defects(assessment: Assessment) -> Iterator[Problem]:
    """Yield the defects of bands, minimums, views and percentages."""
    yield from _bands(assessment)
    yield from _minimums(assessment)
    yield from _views(assessment)
    yield from _numbers(assessment)


def _bands(assessment: Assessment) -> Iterator[Problem]:
    cuts = [band.at_least for band in assessment.indicators.bands]
    if not cuts:
        yield problem("method.band_gap", (*AT, "bands"), found="", expected=0)
    for b, cut in enumerate(cuts):
        path = (*AT, "bands", b, "at_least")
        if b == 0 and cut != 0:
            yield problem("method.band_gap", path, found=cut, expected=0)
        if cut in cuts[:b]:
            yield problem("method.band_overlap", path, found=cut)
        elif b > 0 and cut < cuts[b - 1]:
            yield problem("method.band_order", path, found=cut, expected=f"> {cuts[b - 1]}")
        if cut > 100:
            yield problem("method.band_unreachable", path, found=cut, expected="≤ 100")


def _minimums(assessment: Assessment) -> Iterator[Problem]:
    seen: set[str] = set()
    for m, minimum in enumerate(assessment.indicators.minimums):
        for t, tier in enumerate(minimum.tiers):
            if tier in seen:
                yield problem("method.minimum_twice", (*AT, "minimums", m, "tiers", t), found=tier)
            seen.add(tier)
            yield from _short_areas(assessment, (*AT, "minimums", m, "items"), tier, minimum.items)
    for tier in assessment.tier_rank:
        if tier not in seen:
            yield problem("method.minimum_missing", (*AT, "minimums"), found=tier)


def _short_areas(assessment: Assessment, path: PathKey, tier: str, fewest: int) -> Iterator[Problem]:
    """An area that has items in a tier needs as many as the minimum asks for."""
    for area in assessment.indicators.areas:
        counted = [placed.item for placed in area.items if placed.weight > 0 and _in_tier(assessment, placed.item, tier)]
        if 0 < len(counted) < fewest:
            facts = {"item": area.id, "found": fewest, "expected": f"≤ {len(counted)}"}
            yield problem("method.requirement_impossible", path, **facts)


def _in_tier(assessment: Assessment, item_id: str, tier: str) -> bool:
    rank = assessment.tier_rank
    item = assessment.items.get(item_id)
    return item is not None and item.tier in rank and tier in rank and rank[item.tier] <= rank[tier]


def _views(assessment: Assessment) -> Iterator[Problem]:
    """A view is shown at some tier, and every bar of it has questions."""
    for v, view in enumerate(assessment.indicators.views):
        path = (*AT, "views", v)
        if not view.tiers:
            yield problem("method.empty_group", (*path, "tiers"), found=view.id)
        if not view.bars:
            yield problem("method.empty_group", (*path, "bars"), found=view.id)
        for b, bar in enumerate(view.bars):
            if not bar.items and not _has_parts(assessment, view.id, bar.id):
                yield problem("method.empty_group", (*path, "bars", b), found=bar.id)


def _has_parts(assessment: Assessment, view: str, bar: str) -> bool:
    return any(bar in placed.parts.get(view, {}) for area in assessment.indicators.areas for placed in area.items)


def _numbers(assessment: Assessment) -> Iterator[Problem]:
    for path, number in _percentages(assessment):
        if not 0 <= number <= 100:
            yield problem("method.percentage_out_of_range", path, found=number, expected="0–100")
    for path, number in _points(assessment):
        if not 0 <= number <= 100:
            yield problem("method.points_out_of_range", path, found=number, expected="0–100")
    for path, number in _counts(assessment):
        if number < 1:
            yield problem("method.number_out_of_range", path, found=number, expected="≥ 1")
    for path, rule in rules(assessment):
        if isinstance(rule, ParityRule) and rule.fewest_persons < 0:
            place = (*path, "fewest_persons")
            yield problem("method.number_out_of_range", place, found=rule.fewest_persons, expected="≥ 0")
    for path, finding in findings(assessment):
        if not 1 <= finding.weight <= 3:
            yield problem("method.number_out_of_range", (*path, "weight"), found=finding.weight, expected="1–3")


def _percentages(assessment: Assessment) -> Placed:
    held = assessment.indicators
    yield (*AT, "applicable_share"), held.applicable_share
    for m, minimum in enumerate(held.minimums):
        yield (*AT, "minimums", m, "coverage"), minimum.coverage
    for g, aggregate in enumerate(held.aggregates):
        yield (*AT, "aggregates", g, "requires", "scored_weight"), aggregate.requires.scored_weight
    for path, rule in rules(assessment):
        if isinstance(rule, ParityRule):
            yield (*path, "smallest_share"), rule.smallest_share


def _points(assessment: Assessment) -> Placed:
    """Points outside rules; a cap at 100 or more has a defect of its own."""
    yield (*AT, "firmness", "undocumented_at_most"), assessment.indicators.firmness.undocumented_at_most
    for path, _, cap in caps(assessment):
        yield (*path, "at_most"), min(cap.at_most, Decimal(100))


def _counts(assessment: Assessment) -> Placed:
    held = assessment.indicators
    for m, minimum in enumerate(held.minimums):
        yield (*AT, "minimums", m, "items"), minimum.items
    for v, view in enumerate(held.views):
        yield (*AT, "views", v, "fewest_items"), view.fewest_items
    for g, aggregate in enumerate(held.aggregates):
        path = (*AT, "aggregates", g)
        yield (*path, "fewest_items"), aggregate.fewest_items
        yield (*path, "requires", "within_competence"), aggregate.requires.within_competence
        if aggregate.requires.scored_of is not None:
            yield (*path, "requires", "scored_of", "at_least"), aggregate.requires.scored_of.at_least
    for path, rule in rules(assessment):
        if isinstance(rule, TicksRule) and rule.full_at is not None:
            yield (*path, "full_at"), rule.full_at
