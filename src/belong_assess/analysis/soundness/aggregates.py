"""Whether areas reach the index and composites by one path each, and every aggregate can have a score."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.analysis.soundness.places import areas_below, below, problem, required_of
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Aggregate
from belong_assess.problems import PathKey, Problem


def aggregate_defects(assessment: Assessment) -> Iterator[Problem]:
    """Yield the defects of composites and indices."""
    yield from _headline(assessment)
    for g, aggregate in enumerate(assessment.indicators.aggregates):
        path: PathKey = ("indicators", "aggregates", g)
        yield from _weights(path, aggregate)
        yield from _cycles(assessment, path, aggregate)
        yield from _two_paths(assessment, path, aggregate)
        yield from _requirements(assessment, path, aggregate)
        yield from _common(assessment, path, aggregate)
    yield from _optional(assessment)


def _headline(assessment: Assessment) -> Iterator[Problem]:
    """Where there are aggregates, one carries the result; a method without any has its areas as the result."""
    named = [(g, a) for g, a in enumerate(assessment.indicators.aggregates) if a.headline]
    if not named and assessment.indicators.aggregates:
        yield problem("method.headline_count", ("indicators", "aggregates"), found=0, expected=1)
    for g, _ in named[1:]:
        yield problem("method.headline_count", ("indicators", "aggregates", g, "headline"), found=len(named), expected=1)


def _weights(path: PathKey, aggregate: Aggregate) -> Iterator[Problem]:
    for c, child in enumerate(aggregate.of):
        if child.weight < 0:
            yield problem("method.weight_negative", (*path, "of", c, "weight"), found=child.weight)
        if child.weight == 0:
            yield problem("method.weight_without_effect", (*path, "of", c, "weight"), item=child.node)
    if not any(child.weight > 0 for child in aggregate.of):
        yield problem("method.empty_group", (*path, "of"), found=aggregate.id)


def _cycles(assessment: Assessment, path: PathKey, aggregate: Aggregate) -> Iterator[Problem]:
    for c, child in enumerate(aggregate.of):
        if aggregate.id in below(assessment, child.node):
            yield problem("method.cycle_of_nodes", (*path, "of", c, "node"), item=aggregate.id, found=child.node)


def _two_paths(assessment: Assessment, path: PathKey, aggregate: Aggregate) -> Iterator[Problem]:
    """Two children must not share an area; the second of them is named. A circle is a defect of its own."""
    reached: set[str] = set()
    for c, child in enumerate(aggregate.of):
        circular = aggregate.id in below(assessment, child.node)
        areas = set() if circular else areas_below(assessment, child.node)
        if twice := sorted(areas & reached):
            yield problem("method.two_paths", (*path, "of", c, "node"), item=aggregate.id, found=", ".join(twice))
        reached |= areas


def _requirements(assessment: Assessment, path: PathKey, aggregate: Aggregate) -> Iterator[Problem]:
    """No aggregate can ask for more areas, or for more scores, than lie below it."""
    needs = aggregate.requires
    areas, within = areas_below(assessment, aggregate.id), required_of(assessment, aggregate)
    asked: list[tuple[PathKey, int, int]] = [(("requires", "within_competence"), needs.within_competence, len(areas))]
    if needs.scored_of is not None:
        most = len(within & set(needs.scored_of.nodes))
        asked.append((("requires", "scored_of", "at_least"), needs.scored_of.at_least, most))
    for key, least, most in asked:
        if least > most and within:
            facts = {"item": aggregate.id, "found": least, "expected": f"≤ {most}"}
            yield problem("method.requirement_impossible", (*path, *key), **facts)


def _common(assessment: Assessment, path: PathKey, aggregate: Aggregate) -> Iterator[Problem]:
    """An aggregate over common questions needs an area with enough of them."""
    if aggregate.items != "common":
        return
    areas = [assessment.areas[child.node] for child in aggregate.of if child.node in assessment.areas]
    common = [sum(_is_common(assessment, placed.item) for placed in area.items if placed.weight > 0) for area in areas]
    if areas and max(common) < aggregate.fewest_items:
        facts = {"item": aggregate.id, "found": aggregate.fewest_items, "expected": f"≤ {max(common)}"}
        yield problem("method.requirement_impossible", (*path, "fewest_items"), **facts)


def _is_common(assessment: Assessment, item_id: str) -> bool:
    return item_id in assessment.items and assessment.is_common(item_id)


def _optional(assessment: Assessment) -> Iterator[Problem]:
    """Optional areas stay out of the headline, all others belong in it."""
    headlines = [aggregate for aggregate in assessment.indicators.aggregates if aggregate.headline]
    for aggregate in headlines[:1]:
        inside = areas_below(assessment, aggregate.id)
        for a, area in enumerate(assessment.indicators.areas):
            if area.optional and area.id in inside:
                yield problem("method.optional_in_headline", _named_at(assessment, aggregate, area.id), found=area.id)
            if not area.optional and area.id not in inside:
                place = ("indicators", "areas", a, "id")
                yield problem("method.area_outside_headline", place, found=area.id, other=aggregate.id)


def _named_at(assessment: Assessment, headline: Aggregate, area: str) -> PathKey:
    """The place at or below the headline where an area is named, or all aggregates where repeated ids hide it."""
    within = below(assessment, headline.id)
    for g, aggregate in enumerate(assessment.indicators.aggregates):
        for c, child in enumerate(aggregate.of):
            if aggregate.id in within and child.node == area:
                return ("indicators", "aggregates", g, "of", c, "node")
    return ("indicators", "aggregates")
