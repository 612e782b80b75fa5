"""Whether every item can be asked, and every condition makes a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from belong_assess.analysis.soundness.condition_trees import (
    FITS,
    LeafCondition,
    asked_or_not,
    condition_tree,
    fits,
    item_read,
)
from belong_assess.analysis.soundness.logic import Goal, Verdict, faults, possible
from belong_assess.analysis.soundness.places import asked, asking_conditions, conditions, problem
from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import AnswerTest, FactTest, TickedTest
from belong_assess.model.questionnaire import Item
from belong_assess.problems import PathKey, Problem

Follows = Mapping[str, set[str]]
"""The items that decide whether an item is asked, by its id."""

VERDICTS: Mapping[Verdict, str] = {"never": "method.condition_never_true", "always": "method.condition_always_true"}


def asking(assessment: Assessment) -> Iterator[Problem]:
    """Yield conditions on the wrong items, conditions that never or always hold, and items that are never asked."""
    follows = {item.id: _parents(item) for _, _, item in asked(assessment)}
    order = {item.id: position for position, (_, _, item) in enumerate(asked(assessment))}
    for path, item, condition in asking_conditions(assessment):
        if isinstance(condition, LeafCondition) and (tested := item_read(assessment, condition)) is not None:
            yield from _form(path, item, condition, tested)
            if not isinstance(condition, FactTest):
                yield from _order((*path, "item"), item, tested, order, follows)
                yield from _tier(assessment, (*path, "item"), item, tested)
    for path, _, item in asked(assessment):
        if item.asked_when is not None:
            yield from _effect(assessment, (*path, "asked_when"), item, follows)


def asked_before(assessment: Assessment, item: Item, follows: Follows) -> list[Goal]:
    """What else holds when an item is asked: each item that its condition rests on is unasked, or asked for a reason."""
    parents = [assessment.items[i] for i in sorted(_all_before(item.id, follows)) if i in assessment.items]
    return [(asked_or_not(assessment, parent), "true") for parent in parents if parent.asked_when is not None]


def _form(path: PathKey, item: Item, condition: LeafCondition, tested: Item) -> Iterator[Problem]:
    if not fits(condition, tested.answer):
        kinds = ", ".join(kind for kind, forms in FITS.items() if isinstance(tested.answer, forms))
        facts = {"item": item.id, "other": tested.id, "found": condition.kind, "expected": kinds}
        yield problem("method.condition_does_not_fit", (*path, "kind"), **facts)


def _order(path: PathKey, item: Item, tested: Item, order: Mapping[str, int], follows: Follows) -> Iterator[Problem]:
    if tested.id == item.id:
        yield problem("method.condition_itself", path, item=item.id)
    elif order[tested.id] > order[item.id]:
        circular = item.id in _all_before(tested.id, follows)
        code = "method.condition_circular" if circular else "method.condition_later_item"
        yield problem(code, path, item=item.id, found=tested.id)


def _tier(assessment: Assessment, path: PathKey, item: Item, tested: Item) -> Iterator[Problem]:
    rank = assessment.tier_rank
    if item.tier in rank and tested.tier in rank and rank[tested.tier] > rank[item.tier]:
        yield problem(
            "method.condition_later_tier", path, item=item.id, other=tested.id, found=tested.tier, expected=item.tier
        )


def _parents(item: Item) -> set[str]:
    if item.asked_when is None:
        return set()
    return {c.item for _, c in conditions((), item.asked_when) if isinstance(c, AnswerTest | TickedTest)}


def _all_before(item_id: str, follows: Follows) -> set[str]:
    """Every item that decides on this one, directly or through others."""
    found: set[str] = set()
    waiting = [item_id]
    while waiting:
        new = follows.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


def _effect(assessment: Assessment, path: PathKey, item: Item, follows: Follows) -> Iterator[Problem]:
    assert item.asked_when is not None
    tree = condition_tree(assessment, path, item.asked_when)
    for place, verdict in faults(tree, path):
        yield problem(VERDICTS[verdict], place, item=item.id)
    if possible((tree, "true")) and not possible((tree, "true"), *asked_before(assessment, item, follows)):
        facts = {"item": item.id, "other": ", ".join(sorted(follows[item.id]))}
        yield problem("method.item_unreachable", path, **facts)
