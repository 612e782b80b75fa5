"""Everything that can become of an item: its states, and the points where it is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from belong_assess.analysis.soundness.bounds import bounds_of
from belong_assess.analysis.soundness.logic import Number
from belong_assess.analysis.soundness.places import Subject, answers
from belong_assess.analysis.soundness.reach import Reach, reaches
from belong_assess.model.assessment import Assessment
from belong_assess.model.predicates import ItemTest, Selection
from belong_assess.model.questionnaire import Choice, Item, Pair, Scale
from belong_assess.responses.submission import State
from belong_assess.results.result import ItemResult
from belong_assess.scoring.predicates import EACH, Facts, select

Case = tuple[State, Number | None]
"""A state, and the points of a counted item."""

ANYTHING = Reach(0, 100)


def cases(assessment: Assessment, item: Item, marks: Iterable[Number]) -> tuple[Case, ...]:
    """Return every case of an item; where points are a span, those around some marks."""
    reached = _reach(assessment, item)
    depends = item.asked_when is not None
    found: list[Case] = [("DK", None), ("skipped", None), ("not_asked", None)]
    if reached is None:
        found.append(("answered", None))
    else:
        found.extend(("answered", points) for points in reached.values(marks))
        if assessment.measured[item.id].when_not_asked == "zero":
            found.append(("not_asked", 0))
    if item.competence is not None or depends:
        found.append(("NC", None))
    if "NA" not in item.refuses or isinstance(item.answer, Pair) or depends:
        found.append(("NA", None))
    return tuple(found)


def _reach(assessment: Assessment, item: Item) -> Reach | None:
    """Anything, where a defect told elsewhere keeps an item from being scored; nothing, where it is in no score."""
    placed = assessment.measured.get(item.id)
    if placed is None or placed.weight == 0:
        return None
    return reaches(assessment).get(item.id, ANYTHING)


def best_case(assessment: Assessment, item: Item) -> Case | None:
    """Return an item answered at its best; `None` where it has no points."""
    reached = reaches(assessment).get(item.id)
    return ("answered", reached.high) if reached is not None else None


def can_pass(assessment: Assessment, item: Item, where: ItemTest) -> bool:
    """Say whether some case of an item passes what a count or share asks."""
    if where.without_evidence is not None or where.confidence is not None:
        return True
    bounds = bounds_of(where)
    return any(
        state in where.state if where.state is not None else points is not None and bounds.hold(points)
        for state, points in cases(assessment, item, bounds.numbers)
    )


def selections(assessment: Assessment, among: Selection, subject: Subject) -> list[list[Item]]:
    """Return the items of a selection, once for everything that `each` may stand for."""
    each: Iterable[str | None] = (None,)
    if among.area == EACH and subject == "area":
        each = assessment.areas
    elif among.field == EACH and subject == "field":
        each = [field.id for field in assessment.questionnaire.competences.fields]
    return [[assessment.items[item_id] for item_id in _selected(assessment, among, one)] for one in each]


@lru_cache(maxsize=256)
def _selected(assessment: Assessment, among: Selection, each: str | None) -> tuple[str, ...]:
    everything = {item_id: ItemResult(item_id, "skipped", "", "open") for item_id in assessment.items}
    return tuple(select(among, Facts(_with_all_scales(assessment), everything, {}, {}, each)))


@lru_cache(maxsize=4)
def _with_all_scales(assessment: Assessment) -> Assessment:
    """The same assessment, with an empty scale for every unknown one: selections ask each item for its scale."""
    asked = assessment.questionnaire
    named = {answer.scale for _, _, answer in answers(assessment) if isinstance(answer, Choice)}
    missing = tuple(Scale(id=scale, title="", options=()) for scale in sorted(named - assessment.scales.keys()))
    if not missing:
        return assessment
    return replace(assessment, questionnaire=replace(asked, scales=(*asked.scales, *missing)))
