"""Whether caps only ever reward better answers: a cap must not come into force because points rise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, assert_never

from belong_assess.analysis.soundness.bounds import bounds_of
from belong_assess.analysis.soundness.claims import claims_of
from belong_assess.analysis.soundness.comparisons import is_clear
from belong_assess.analysis.soundness.item_cases import best_case, cases, selections
from belong_assess.analysis.soundness.logic import Goal, claim, possible
from belong_assess.analysis.soundness.places import caps, problem, tests
from belong_assess.analysis.soundness.reach import reaches
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Cap
from belong_assess.model.predicates import (
    AllTests,
    AnyTest,
    CountTest,
    ItemTest,
    MeanTest,
    NotTest,
    OptionTicked,
    PointsTest,
    ShareTest,
    StateTest,
    Test,
)
from belong_assess.model.questionnaire import Item
from belong_assess.problems import PathKey, Problem
from belong_assess.scoring.points import FULL

Leaf = PointsTest | OptionTicked | StateTest | CountTest | ShareTest | MeanTest
Direction = Literal["rises", "falls"]
ALLOWED = (AllTests, AnyTest, NotTest, PointsTest, OptionTicked, StateTest, CountTest, ShareTest, MeanTest)
TURNED: dict[Direction, Direction] = {"rises": "falls", "falls": "rises"}


def cap_defects(assessment: Assessment) -> Iterator[Problem]:
    """Yield caps that can come into force as points rise, caps that never do anything, and caps on a full score."""
    for path, node, cap in caps(assessment):
        foreign = [(place, test) for place, test in tests((*path, "when"), cap.when) if not isinstance(test, ALLOWED)]
        for place, test in foreign:
            expected = "points, ticked, state, count, share, mean, all, any, not"
            yield problem("method.cap_test_not_allowed", (*place, "kind"), item=cap.id, found=test.kind, expected=expected)
        risen = list(rising(assessment, (*path, "when"), cap.when))
        yield from (problem("method.cap_rises", place, item=cap.id) for place in risen)
        if not foreign and not risen:
            yield from _effect(assessment, path, node, cap)


def rising(assessment: Assessment, path: PathKey, test: Test, bad: Direction = "rises") -> Iterator[PathKey]:
    """Yield the parts of a test that can turn it true as points rise. `bad`: the direction that does; *not* turns it."""
    match test:
        case AllTests(of=parts) | AnyTest(of=parts):
            for p, part in enumerate(parts):
                yield from rising(assessment, (*path, "of", p), part, bad)
        case NotTest(of=part):
            yield from rising(assessment, (*path, "of"), part, TURNED[bad])
        case PointsTest() | OptionTicked() | StateTest() | CountTest() | ShareTest() | MeanTest():
            if is_clear(test) and bad in _directions(assessment, test):
                yield path
        case _:
            pass


def _directions(assessment: Assessment, test: Leaf) -> set[Direction]:
    """How the truth of a test moves as points rise: it rises, falls, does both, or (states) stands still."""
    match test:
        case StateTest():
            return set()
        case PointsTest(item=item_id):
            item = assessment.items.get(item_id)
            return _of_points(assessment, item, test) if item is not None else set()
        case OptionTicked(item=item_id):
            placed = assessment.measured.get(item_id)
            rule = assessment.rules.get(placed.rule) if placed is not None else None
            return {"falls"} if rule is not None and rule.reversed else {"rises"}
        case CountTest(among=among, where=where, below=below) | ShareTest(among=among, where=where, below=below):
            if where.state is not None or where.without_evidence is not None or where.confidence is not None:
                return set()
            items = {item.id: item for items in selections(assessment, among, None) for item in items}.values()
            found: set[Direction] = {d for item in items for d in _of_points(assessment, item, where)}
            return found if below is None else {TURNED[d] for d in found}
        case MeanTest(at_least=at_least):
            return {"falls"} if at_least is None else {"rises"}
        case _:
            assert_never(test)


def _of_points(assessment: Assessment, item: Item, test: PointsTest | ItemTest) -> set[Direction]:
    """Go up through the points that an item can have and see where the test changes."""
    bounds = bounds_of(test)
    reached = reaches(assessment).get(item.id)
    holds = [bounds.hold(points) for points in reached.values(bounds.numbers)] if reached is not None else []
    return set(_changes(holds))


def _changes(holds: list[bool]) -> Iterable[Direction]:
    for before, after in pairwise(holds):
        if after and not before:
            yield "rises"
        if before and not after:
            yield "falls"


def _effect(assessment: Assessment, path: PathKey, node: str, cap: Cap) -> Iterator[Problem]:
    tree = claims_of(assessment, (*path, "when"), cap.when)
    if cap.at_most >= FULL:
        yield problem("method.cap_without_effect", (*path, "at_most"), item=cap.id)
    elif not possible((tree, "true")):
        yield problem("method.cap_without_effect", (*path, "when"), item=cap.id)
    elif not possible((tree, "not true"), *_all_at_best(assessment, cap)):
        yield problem("method.best_not_100", (*path, "when"), item=node, found=cap.at_most, expected=FULL)


def _all_at_best(assessment: Assessment, cap: Cap) -> Iterator[Goal]:
    """Every item that the condition reads is answered at its best."""
    for _, test in tests((), cap.when):
        if isinstance(test, PointsTest | StateTest) and (item := assessment.items.get(test.item)) is not None:
            best = best_case(assessment, item)
            if best is not None:
                yield claim(("item", item.id), (*cases(assessment, item, ()), best), (best,)), "true"
