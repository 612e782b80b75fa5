"""Whether areas and questions name counterparts that exist in the method that this one looks at."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.analysis.soundness.places import measured, problem
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Indicators
from belong_assess.problems import PathKey, Problem, closest

Named = Iterator[tuple[PathKey, tuple[str, ...], bool]]
"""The path of a list of counterparts, its ids, and whether they are areas."""


def counterpart_defects(assessment: Assessment) -> Iterator[Problem]:
    """Yield what this method shows by itself: counterparts of nothing, and a method that looks at itself."""
    held = assessment.indicators
    if held.looks_at == held.id:
        yield problem("method.looks_at_itself", ("indicators", "looks_at"), found=held.id)
    if held.looks_at is None:
        for path, ids, _ in _named(assessment):
            yield problem("method.counterparts_of_nothing", path, found=", ".join(ids), expected="looks_at")


def counterparts_in(assessment: Assessment, other: Indicators) -> Iterator[Problem]:
    """Yield every counterpart that the other method does not have, with the closest ids."""
    areas = [area.id for area in other.areas]
    items = [placed.item for area in other.areas for placed in area.items]
    for path, ids, of_areas in _named(assessment):
        known = areas if of_areas else items
        for index, name in enumerate(ids):
            if name not in known:
                facts = {"found": name, "other": other.id, "closest": closest(name, known)}
                yield problem("method.unknown_counterpart", (*path, index), **facts)


def _named(assessment: Assessment) -> Named:
    for a, area in enumerate(assessment.indicators.areas):
        if area.counterparts:
            yield ("indicators", "areas", a, "counterparts"), area.counterparts, True
    for path, _, placed in measured(assessment):
        if placed.counterparts:
            yield (*path, "counterparts"), placed.counterparts, False
