"""Which tests make no comparison, or more than one."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.analysis.soundness.places import all_tests, answers, asking_conditions, problem
from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import AnswerTest, Condition
from belong_assess.model.predicates import CountTest, ItemTest, MeanTest, PointsTest, ScoreTest, ShareTest, Test
from belong_assess.model.questionnaire import Steps
from belong_assess.problems import PathKey, Problem

OF_ITEMS = ("at_least", "below", "equals", "state", "without_evidence", "confidence")
"""What a selected item may be asked."""


def comparisons(assessment: Assessment) -> Iterator[Problem]:
    """Yield every test that does not compare with exactly one thing, and every option with two bounds."""
    for path, _, condition in asking_conditions(assessment):
        yield from _one(path, condition, compared_by(condition))
    for path, test, _ in all_tests(assessment):
        yield from _one(path, test, compared_by(test))
        if isinstance(test, CountTest | ShareTest):
            yield from _one((*path, "where"), test.where, OF_ITEMS)
    for path, option in _options(assessment):
        if len(given(option, ("at_least", "above"))) > 1:
            yield problem("method.comparison_count", path, found="at_least, above", expected="at_least, above")


def compared_by(test: Condition | Test) -> tuple[str, ...]:
    """Return the comparisons of which a test makes one; nothing where its kind leaves no choice."""
    match test:
        case AnswerTest():
            return ("at_least", "below", "one_of")
        case PointsTest():
            return ("at_least", "below", "equals", "one_of")
        case ScoreTest() | CountTest() | ShareTest():
            return ("at_least", "below")
        case MeanTest():
            return ("at_least", "at_most", "below")
        case _:
            return ()


def given(test: object, names: tuple[str, ...]) -> list[str]:
    """Return the comparisons that a test makes."""
    return [name for name in names if getattr(test, name) is not None]


def is_clear(test: Condition | Test | ItemTest) -> bool:
    """Say whether a test makes exactly one comparison, and asks its items exactly one thing."""
    names = OF_ITEMS if isinstance(test, ItemTest) else compared_by(test)
    clear = not names or len(given(test, names)) == 1
    return clear and (not isinstance(test, CountTest | ShareTest) or is_clear(test.where))


def _one(path: PathKey, test: object, names: tuple[str, ...]) -> Iterator[Problem]:
    held = given(test, names)
    if names and len(held) != 1:
        yield problem("method.comparison_count", path, found=", ".join(held), expected=", ".join(names))


def _options(assessment: Assessment) -> Iterator[tuple[PathKey, object]]:
    for s, scale in enumerate(assessment.questionnaire.scales):
        yield from ((("questionnaire", "scales", s, "options", o), option) for o, option in enumerate(scale.options))
    for path, _, answer in answers(assessment):
        if isinstance(answer, Steps):
            yield from (((*path, "options", o), option) for o, option in enumerate(answer.options))
