"""What the tests of findings and caps claim about items, selections of items, and nodes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import assert_never, get_args

from belong_assess.analysis.soundness.bounds import bounds_of, numbers_in
from belong_assess.analysis.soundness.comparisons import is_clear
from belong_assess.analysis.soundness.item_cases import can_pass, cases, selections
from belong_assess.analysis.soundness.logic import Claim, Every, Number, Opposite, Some, Tree, Values, anything, claim, grid
from belong_assess.analysis.soundness.places import Subject, tests
from belong_assess.analysis.soundness.reach import reaches
from belong_assess.analysis.soundness.references import references_of_test
from belong_assess.model.assessment import Assessment
from belong_assess.model.predicates import (
    AllTests,
    AnyTest,
    BandTest,
    ConfidenceGap,
    CountTest,
    CoverageTest,
    DocumentedGap,
    GapTest,
    MeanTest,
    NodeStateName,
    NodeStateTest,
    NotTest,
    OneFunctionTest,
    OptionTicked,
    PointsTest,
    ScoreTest,
    ShareTest,
    StateTest,
    Test,
)
from belong_assess.model.questionnaire import Item, Ticks
from belong_assess.problems import PathKey
from belong_assess.scoring.arithmetic import exact

ItemTests = PointsTest | OptionTicked | StateTest
SelectionTests = CountTest | ShareTest | MeanTest
NodeTests = ScoreTest | BandTest | NodeStateTest | GapTest | DocumentedGap | CoverageTest | ConfidenceGap
UNKNOWN = "unknown"
MOST_MARKS = 100
"""A test that compares with more numbers than that is not looked into."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a test is read with: the method, what `each` stands for, and the numbers that decide which points matter."""

    assessment: Assessment
    subject: Subject
    marks: tuple[Number, ...]


def claims_of(assessment: Assessment, path: PathKey, test: Test, subject: Subject = None) -> Tree:
    """Return what a test claims."""
    cuts = [exact(band.at_least) for band in assessment.indicators.bands]
    marks = {*cuts, *(number for _, part in tests((), test) for number in numbers_in(part))}
    if len(marks) > MOST_MARKS:
        return anything(path)
    return _tree(Around(assessment, subject, tuple(sorted(marks))), path, test)


def _tree(around: Around, path: PathKey, test: Test) -> Tree:
    """A test that is unclear, or that names something unknown, may be anything."""
    match test:
        case AllTests(of=parts):
            return Every(tuple(_tree(around, (*path, "of", p), part) for p, part in enumerate(parts)))
        case AnyTest(of=parts):
            return Some(tuple(_tree(around, (*path, "of", p), part) for p, part in enumerate(parts)))
        case NotTest(of=part):
            return Opposite(_tree(around, (*path, "of"), part))
        case _ if not is_clear(test) or any(references_of_test(around.assessment, path, test, around.subject)):
            return anything(path)
        case PointsTest(item=item_id) | OptionTicked(item=item_id) | StateTest(item=item_id):
            item = around.assessment.items.get(item_id)
            return anything(path) if item is None else _of_item(around, path, test, item)
        case CountTest() | ShareTest() | MeanTest():
            return _of_selection(around, test)
        case OneFunctionTest():
            return _of_number(test.kind, test, _percentages(around))
        case _:
            return _of_node(around, test)


def _of_item(around: Around, path: PathKey, test: ItemTests, item: Item) -> Claim:
    held = cases(around.assessment, item, around.marks)
    match test:
        case StateTest(one_of=states):
            return claim(("item", item.id), held, [case for case in held if case[0] in states])
        case PointsTest():
            bounds = bounds_of(test)
            counted = frozenset((state, points) for state, points in held if points is not None)
            # an implied 0 is below, never equal to, an answered 0
            true = frozenset(c for c in counted if bounds.hold(c[1]) and not (bounds.one_of and c[0] == "not_asked"))
            return Claim(("item", item.id), frozenset(held), true, counted - true)
        case OptionTicked(option=option):
            if not isinstance(item.answer, Ticks):
                return anything(path)
            return Claim(
                ("ticked", item.id, option), frozenset((True, False, UNKNOWN)), frozenset((True,)), frozenset((False,))
            )
        case _:
            assert_never(test)


def _of_selection(around: Around, test: SelectionTests) -> Claim:
    found = selections(around.assessment, test.among, around.subject)
    match test:
        case CountTest(among=among, where=where):
            most = max((sum(can_pass(around.assessment, item, where) for item in items) for items in found), default=0)
            bounds = bounds_of(test)
            return claim(("count", among, where), range(most + 1), [n for n in range(most + 1) if bounds.hold(n)])
        case ShareTest(among=among, where=where):
            passes = any(can_pass(around.assessment, item, where) for items in found for item in items)
            return _of_number(("share", among, where), test, _percentages(around) if passes else (0,))
        case MeanTest(among=among):
            counted = any(item.id in reaches(around.assessment) for items in found for item in items)
            return _of_number(("mean", among), test, _percentages(around) if counted else ())
        case _:
            assert_never(test)


def _of_node(around: Around, test: NodeTests) -> Claim:
    match test:
        case ScoreTest(node=node):
            bounds = bounds_of(test)
            return _of_score(around, node, [score for score in _percentages(around) if bounds.hold(score)])
        case BandTest(node=node, one_of=bands):
            return _of_score(around, node, [score for score in _percentages(around) if _band(around, score) in bands])
        case NodeStateTest(node=node, one_of=states):
            held = _node_cases(around)
            return claim(("node", node), held, [case for case in held if case[0] in states])
        case GapTest(high=high, low=low):
            return _of_number(("gap", high, low), test, (0,) if high == low else _differences(around))
        case DocumentedGap(node=node) | CoverageTest(node=node):
            return _of_number((test.kind, node), test, _percentages(around))
        case ConfidenceGap(node=node):
            return _of_number((test.kind, node), test, _differences(around))
        case _:
            assert_never(test)


def _of_score(around: Around, node: str, true: list[Number]) -> Claim:
    """True and false only for a node with a score."""
    held: Values = frozenset(_node_cases(around))
    passing: Values = frozenset(("scored", score) for score in true)
    scored: Values = frozenset(("scored", score) for score in _percentages(around))
    return Claim(("node", node), held, passing, scored - passing)


def _of_number(
    subject: Hashable,
    test: ShareTest | MeanTest | GapTest | DocumentedGap | CoverageTest | ConfidenceGap | OneFunctionTest,
    span: Iterable[Number],
) -> Claim:
    """A number that may also be unknown."""
    bounds = bounds_of(test)
    known: Values = frozenset(span)
    true: Values = frozenset(number for number in span if bounds.hold(number))
    return Claim(subject, known | {UNKNOWN}, true, known - true)


def _node_cases(around: Around) -> list[tuple[NodeStateName, Number | None]]:
    scored: list[tuple[NodeStateName, Number | None]] = [("scored", score) for score in _percentages(around)]
    return [*scored, *((state, None) for state in get_args(NodeStateName) if state != "scored")]


def _band(around: Around, score: Number) -> str | None:
    bands = around.assessment.indicators.bands
    return next((band.id for band in reversed(bands) if score >= band.at_least), None)


def _percentages(around: Around) -> tuple[Number, ...]:
    return grid(0, 100, around.marks)


def _differences(around: Around) -> tuple[Number, ...]:
    return grid(-100, 100, around.marks)
