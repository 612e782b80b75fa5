"""Golden cases: a submission, what it should give, and how somebody worked that out; run against the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from belong_assess.analysis.expressions import NotAnExpression, evaluate
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Location, PathKey, Problem, closest
from belong_assess.responses.submission import Submission
from belong_assess.results.result import CapLine, ItemResult, NodeResult, Result
from belong_assess.scoring.engine import score
from belong_assess.values import value

Case = Mapping[str, Any]
Read = Callable[[Mapping[str, Any], Assessment], tuple[Submission | None, list[Problem]]]
"""Turns the plain data of a submission into one: `files.submissions.submission_from`, passed in by the caller."""

Shape = Literal["number", "word", "flag", "words", "caps"]

CASE_KEYS = ("name", "method", "line", "worked_out_by", "how", "submission", "expect")
NEEDED_KEYS = ("name", "worked_out_by", "how", "submission", "expect")
EXPECT_KEYS = ("items", "nodes", "problems")
ITEM_FIELDS: Mapping[str, Shape] = {
    "state": "word", "role": "word", "reason": "word", "points": "number", "low": "number", "high": "number",
    "documented": "number", "implied": "flag", "uncertain": "flag",
}  # fmt: skip
NODE_FIELDS: Mapping[str, Shape] = {
    "state": "word", "score": "number", "low": "number", "high": "number", "coverage": "number", "documented": "number",
    "raw": "number", "band": "word", "bands_possible": "words", "caps": "caps", "shortfalls": "words", "counted": "number",
    "open": "number", "left_out": "number", "mostly_outside": "flag",
}  # fmt: skip
NOTHING = "none"


@value
class CaseOutcome:
    """What running one case gave: its name and lines, and a problem for each difference."""

    name: str
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def holds(self) -> bool:
        """Say whether everything was as expected."""
        return not self.problems


def run_cases(assessment: Assessment, cases: Sequence[Case], read: Read) -> tuple[CaseOutcome, ...]:
    """Run the cases in their order. A submission that is `like` an earlier case's starts from that one's data."""
    known: dict[str, Mapping[str, Any]] = {}
    outcomes = []
    for case in cases:
        run = _Run(assessment, case, [])
        run.run(known, read)
        outcomes.append(CaseOutcome(run.name, lines_of(case), tuple(run.problems)))
    return tuple(outcomes)


def lines_of(case: Case) -> tuple[str, ...]:
    """Return the lines of the method's text that a case is about, as it names them."""
    named = case.get("line", ())
    return tuple(str(line) for line in (named if isinstance(named, list | tuple) else (named,)))


@dataclass(slots=True)
class _Run:
    """One run of one case; differences gather on the way."""

    assessment: Assessment
    case: Case
    problems: list[Problem]

    @property
    def name(self) -> str:
        return str(self.case.get("name", ""))

    def run(self, known: dict[str, Mapping[str, Any]], read: Read) -> None:
        self.keys()
        if self.problems:
            return
        data = self.submission_data(known)
        known[self.name] = data
        submission, problems = read(self.with_envelope(data), self.assessment)
        expect = self.case["expect"]
        self.compare_problems(expect.get("problems"), problems)
        if submission is not None:
            self.compare(expect, score(self.assessment, submission))

    def keys(self) -> None:
        """A case that leaves something out, or misspells it, would pass without having said anything."""
        for key in NEEDED_KEYS:
            if key not in self.case:
                self.invalid((key,), "", key)
        self.known_keys((), self.case, CASE_KEYS)
        if not isinstance(self.case.get("submission"), dict) or not isinstance(self.case.get("expect"), dict):
            self.invalid(("expect",), "", "mapping")
        elif not self.case["expect"]:
            self.invalid(("expect",), "", ", ".join(EXPECT_KEYS))
        elif self.case.get("method", self.assessment.indicators.id) != self.assessment.indicators.id:
            self.invalid(("method",), str(self.case["method"]), self.assessment.indicators.id)
        else:
            self.known_keys(("expect",), self.case["expect"], EXPECT_KEYS)

    def known_keys(self, path: PathKey, held: Mapping[str, Any], known: Sequence[str]) -> None:
        for key in held:
            if key not in known:
                self.invalid((*path, key), key, closest(key, known) or ", ".join(known))

    def submission_data(self, known: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
        given = dict(self.case["submission"])
        like = given.pop("like", None)
        if like is None:
            return given
        if like not in known:
            self.invalid(("submission", "like"), str(like), closest(str(like), known))
            return given
        return merged(known[like], given)

    def with_envelope(self, data: Mapping[str, Any]) -> dict[str, Any]:
        asked = self.assessment.questionnaire
        return {"questionnaire": asked.id, "version": asked.version, "hash": self.assessment.questionnaire_hash, **data}

    # comparing

    def compare_problems(self, expected: Sequence[str] | None, problems: Sequence[Problem]) -> None:
        """Errors of the submission are differences unless the case names their codes; named codes must all be there."""
        codes = sorted({problem.code for problem in problems if problem.severity != "note"})
        if expected is None:
            codes = sorted({problem.code for problem in problems if problem.severity == "error"})
        if codes != sorted(expected or ()):
            self.differs(("expect", "problems"), ", ".join(sorted(expected or ())), ", ".join(codes))

    def compare(self, expect: Mapping[str, Any], result: Result) -> None:
        for item_id, fields in expect.get("items", {}).items():
            self.compare_fields(("expect", "items", item_id), fields, result.items.get(item_id), ITEM_FIELDS)
        for node_id, fields in expect.get("nodes", {}).items():
            self.compare_fields(("expect", "nodes", node_id), fields, result.nodes.get(node_id), NODE_FIELDS)

    def compare_fields(
        self, path: PathKey, fields: Any, found: ItemResult | NodeResult | None, shapes: Mapping[str, Shape]
    ) -> None:
        if found is None and fields == NOTHING:
            return
        if found is None or not isinstance(fields, dict):
            self.invalid(path, str(path[-1]), "" if found is None else "mapping")
            return
        self.known_keys(path, fields, tuple(shapes))
        for name in fields.keys() & shapes.keys():
            self.compare_field((*path, name), fields[name], getattr(found, name), shapes[name])

    def compare_field(self, path: PathKey, expected: Any, found: Any, shape: Shape) -> None:
        try:
            wanted = _wanted(expected, shape)
        except NotAnExpression as error:
            self.invalid(path, str(error), "(75 + 50 + 0) / 3")
            return
        if _plain(found, shape) != wanted:
            self.differs(path, _shown(expected, wanted), _shown(None, _plain(found, shape)))

    def differs(self, path: PathKey, expected: str, found: str) -> None:
        facts = {"case": self.name, "place": ".".join(map(str, path[1:])), "expected": expected, "found": found}
        self.problems.append(Problem("case.differs", Location(path=path), facts))

    def invalid(self, path: PathKey, found: str, expected: str) -> None:
        facts = {"case": self.name, "place": ".".join(map(str, path)), "expected": expected, "found": found}
        self.problems.append(Problem("case.invalid", Location(path=path), facts))


def merged(base: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one submission's data over another's: mappings entry by entry, a blank takes an entry away."""
    result = dict(base)
    for key, held in change.items():
        under = result.get(key)
        if held is None:
            result.pop(key, None)
        elif isinstance(held, dict) and isinstance(under, dict) and key in ("answers", "context", "competences", "fields"):
            result[key] = merged(under, held)
        else:
            result[key] = held
    return result


def _wanted(expected: Any, shape: Shape) -> object:
    """What a case expects: an exact number from its expression, or words as they stand."""
    if expected is None or expected == NOTHING:
        return None
    match shape:
        case "number":
            return evaluate(str(expected))
        case "words":
            return tuple(str(word) for word in expected)
        case "caps":
            return tuple(sorted((str(cap), str(how)) for cap, how in expected.items()))
        case "word" | "flag":
            return expected


def _plain(found: Any, shape: Shape) -> object:
    """What was found, in the form in which a case expects it."""
    match shape:
        case "number":
            return None if found is None else Fraction(found)
        case "caps":
            lines: tuple[CapLine, ...] = found
            return tuple(sorted((line.cap, "applied" if line.applied else "possible") for line in lines))
        case "word" | "flag" | "words":
            return found


def _shown(expected: Any, value: object) -> str:
    """A number with its expression where it has one: `(75+50+0)/3 = 125/3 (41.667)`."""
    if not isinstance(value, Fraction):
        return NOTHING if value is None else str(value)
    exact = str(value) if value.denominator == 1 else f"{value} ({float(value):.3f})"
    return exact if expected is None or str(expected) == str(value) else f"{expected} = {exact}"
