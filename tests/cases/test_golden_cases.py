"""The golden cases of the shipped methods and of the small one, and their list of lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from support.methods import FOLDERS, method

from belong_assess.analysis.cases import CaseOutcome, lines_of, run_cases
from belong_assess.analysis.expressions import NotAnExpression, evaluate
from belong_assess.files.submissions import submission_from
from belong_assess.files.yaml_dialect import read_yaml

LINES = Path(__file__).with_name("lines.yaml")


def data_of(path: Path) -> Any:
    """Read a YAML file that must be free of problems."""
    document = read_yaml(path.read_text(encoding="utf-8"), path.name)
    assert not document.problems, document.problems
    return document.data


def files_of(name: str) -> list[Path]:
    """The case files of one method."""
    return sorted((FOLDERS[name][1] / "cases").glob("*.yaml"))


def cases_of(name: str) -> list[Mapping[str, Any]]:
    """All cases of one method, in the order of their files; `like` looks back over file borders."""
    return [case for path in files_of(name) for case in data_of(path)]


def outcomes() -> Iterator[tuple[str, CaseOutcome]]:
    """Run every case of every method once."""
    for name in FOLDERS:
        for outcome in run_cases(method(name), cases_of(name), submission_from):
            yield name, outcome


OUTCOMES = tuple(outcomes())


@pytest.mark.parametrize("outcome", [pytest.param(outcome, id=f"{name}: {outcome.name}") for name, outcome in OUTCOMES])
def test_case_holds(outcome: CaseOutcome) -> None:
    """Everything that a case expects is what the engine gives."""
    assert outcome.holds, "\n".join(
        "{place}: {expected} expected, {found} found".format_map(p.facts) for p in outcome.problems
    )


@pytest.mark.parametrize("name", FOLDERS)
def test_case_names_are_unique(name: str) -> None:
    """`like` and the list of failures need one name per case."""
    names = [case["name"] for case in cases_of(name)]
    assert sorted(set(names)) == sorted(names)


def test_every_line_of_the_method_has_a_case() -> None:
    """Each sentence of sections 1 to 3 is shown by a case or says where else it is checked; no case names another."""
    lines = data_of(LINES)["lines"]
    shown = {line for name in FOLDERS for case in cases_of(name) for line in lines_of(case)}
    assert shown <= lines.keys()
    assert {line for line, held in lines.items() if "elsewhere" not in held} <= shown


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(75+50+0)/3", Fraction(125, 3)),
        ("2 * (1 - 0.25) + 3 / 4", Fraction(9, 4)),
        ("min(1, 6.2 / 14.1) * 100", Fraction(6200, 141)),
        ("max(3, 2, 5)", Fraction(5)),
        ("root(64, 3)", Fraction(4)),
        ("root(2, 2)", Fraction(1414213562373, 10**12)),
        ("root(0, 7)", Fraction(0)),
        ("0.1 + 0.2", Fraction(3, 10)),
    ],
)
def test_expressions_are_exact(text: str, value: Fraction) -> None:
    """An expression is worked out with fractions only."""
    assert evaluate(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "1 +", "1 / 0", "a", "2 ** 3", "-1", "1e3", "0x10", "1_000", "True", "'1'", "²", "[1]", "1 if 1 else 2"),
        *("min()", "root(2)", "root(2, 0)", "root(2, 0.5)", "root(2, 1001)", "print(1)", "(1).real", "__import__('os')"),
        *("(" * 299, "1 +" * 200 + "1"),
    ],
)
def test_nothing_but_arithmetic_is_evaluated(text: str) -> None:
    """Anything else than numbers and the few operations is refused."""
    with pytest.raises(NotAnExpression):
        evaluate(text)


CASE: Mapping[str, Any] = {
    "name": "a case",
    "worked_out_by": "a test",
    "how": "in the head",
    "submission": {"tier": "express", "scope": ["A1"], "answers": {"A1.1": 3, "A1.2": 1}},
    "expect": {"nodes": {"A1": {"score": "(75 + 25) / 2"}}},
}


def codes(case: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Run one case against the regional method: the code and place of each problem."""
    (outcome,) = run_cases(method("regional"), [case], submission_from)
    return [(problem.code, problem.facts["place"]) for problem in outcome.problems]


def test_a_case_that_differs_says_where() -> None:
    """The place, what was expected (with its expression) and what was found."""
    assert codes(CASE) == []
    case = {**CASE, "expect": {"nodes": {"A1": {"score": "(75 + 50) / 2"}}}}
    (outcome,) = run_cases(method("regional"), [case], submission_from)
    expected = "(75 + 50) / 2 = 125/2 (62.500)"
    assert outcome.problems[0].facts == {"case": "a case", "place": "nodes.A1.score", "expected": expected, "found": "50"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"expect": {"nodes": {"A1": {"scor": 1}}}}, "expect.nodes.A1.scor"),
        ({"expect": {"nodes": {"A99": {"score": 1}}}}, "expect.nodes.A99"),
        ({"expect": {"nodes": {"A1": {"score": "1 +"}}}}, "expect.nodes.A1.score"),
        ({"expect": {"node": {"A1": {"score": 1}}}}, "expect.node"),
        ({"expect": {}}, "expect"),
        ({"submission": {"like": "no such case"}}, "submission.like"),
        ({"method": "small"}, "method"),
        ({"nmae": "x"}, "nmae"),
    ],
)
def test_a_case_that_says_nothing_is_invalid(change: Mapping[str, Any], place: str) -> None:
    """A misspelt case must not pass."""
    assert ("case.invalid", place) in codes({**CASE, **change})


def test_a_case_without_its_working_is_invalid() -> None:
    """Who worked it out, and how, belong to a golden case."""
    assert codes({key: held for key, held in CASE.items() if key != "how"}) == [("case.invalid", "how")]


def test_an_unexpected_problem_is_a_difference() -> None:
    """A case whose submission has an error that the case does not name does not hold."""
    submission = {"tier": "express", "scope": ["A1"], "answers": {"A1.1": 3, "A1.2": 1, "A99.9": 1}}
    assert codes({**CASE, "submission": submission}) == [("case.differs", "problems")]
