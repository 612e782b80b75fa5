"""Whether areas reach the index and composites by one path each, and every aggregate can have a score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from belong_assess.analysis.soundness.places import problem
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Aggregate, Requirements
from belong_assess.problems import PathKey, Problem

Below = Mapping[str, set[str]]
"""The areas below every aggregate."""


def aggregate_defects(assessment: Assessment) -> Iterator[Problem]:
    """Yield the defects of composites and indices."""
    yield from _headline(assessment)
    below = {
        aggregate.id: _areas_below(assessment, aggregate.id, frozenset()) for aggregate in assessment.indicators.aggregates
    }
    for g, aggregate in enumerate(assessment.indicators.aggregates):
        path: PathKey = ("indicators", "aggregates", g)
        yield from _weights(path, aggregate)
        yield from _cycles(assessment, path, aggregate)
        yield from _two_paths(path, aggregate, below)
        yield from _requirements(path, aggregate)
        yield from _common(assessment, path, aggregate)
    yield from _optional(assessment, below)


def _headline(assessment: Assessment) -> Iterator[Problem]:
    named = [(g, a) for g, a in enumerate(assessment.indicators.aggregates) if a.headline]
    if not named:
        yield problem("method.headline_count", ("indicators", "aggregates"), found=0, expected=1)
    for g, _ in named[1:]:
        yield problem("method.headline_count", ("indicators", "aggregates", g, "headline"), found=len(named), expected=1)


def _areas_below(assessment: Assessment, node: str, above: frozenset[str]) -> set[str]:
    if node in assessment.areas:
        return {node}
    if node not in assessment.aggregates or node in above:
        return set()
    children = assessment.aggregates[node].of
    return {area for child in children for area in _areas_below(assessment, child.node, above | {node})}


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
        if aggregate.id in _aggregates_below(assessment, child.node):
            yield problem("method.cycle_of_nodes", (*path, "of", c, "node"), item=aggregate.id, found=child.node)


def _aggregates_below(assessment: Assessment, node: str) -> set[str]:
    """An aggregate and all aggregates below it."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current in assessment.aggregates and current not in found:
            found.add(current)
            waiting.extend(child.node for child in assessment.aggregates[current].of)
    return found


def _two_paths(path: PathKey, aggregate: Aggregate, below: Below) -> Iterator[Problem]:
    """Two children must not share an area; the second of them is named."""
    reached: set[str] = set()
    for c, child in enumerate(aggregate.of):
        areas = below.get(child.node, {child.node})
        if twice := sorted(areas & reached):
            yield problem("method.two_paths", (*path, "of", c, "node"), item=aggregate.id, found=", ".join(twice))
        reached |= areas


def _requirements(path: PathKey, aggregate: Aggregate) -> Iterator[Problem]:
    """No aggregate can ask for more nodes than it has children."""
    needs: Requirements = aggregate.requires
    children = {child.node for child in aggregate.of if child.weight > 0}
    asked = [(("requires", "within_competence"), needs.within_competence, len(children))]
    if needs.scored_of is not None:
        most = len(children & set(needs.scored_of.nodes))
        asked.append((("requires", "scored_of", "at_least"), needs.scored_of.at_least, most))
    for key, least, most in asked:
        if least > most and children:
            yield problem(
                "method.requirement_impossible", (*path, *key), item=aggregate.id, found=least, expected=f"≤ {most}"
            )


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


def _optional(assessment: Assessment, below: Below) -> Iterator[Problem]:
    """Optional areas stay out of the headline, all others belong in it."""
    headlines = [aggregate for aggregate in assessment.indicators.aggregates if aggregate.headline]
    for aggregate in headlines[:1]:
        for a, area in enumerate(assessment.indicators.areas):
            if area.optional and area.id in below[aggregate.id]:
                yield problem("method.optional_in_headline", _named_at(assessment, aggregate, area.id), found=area.id)
            if not area.optional and area.id not in below[aggregate.id]:
                yield problem(
                    "method.area_outside_headline", ("indicators", "areas", a, "id"), found=area.id, other=aggregate.id
                )


def _named_at(assessment: Assessment, headline: Aggregate, area: str) -> PathKey:
    """The place at or below the headline where an area is named."""
    within = _aggregates_below(assessment, headline.id)
    return next(
        ("indicators", "aggregates", g, "of", c, "node")
        for g, aggregate in enumerate(assessment.indicators.aggregates)
        if aggregate.id in within
        for c, child in enumerate(aggregate.of)
        if child.node == area
    )
