"""The cases of tests/cases/findings*.yaml as submissions: a base, what makes the finding hold, and the one change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from belong_assess.analysis.cases import merged
from belong_assess.analysis.findings import Found, find
from belong_assess.files.submissions import submission_from
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import LinearRule
from belong_assess.model.questionnaire import Answer, Choice, Count, Group, Item, Measure, Pair, Steps, Ticks
from belong_assess.responses.submission import Submission
from belong_assess.results.result import Result
from belong_assess.scoring.engine import score

CASES = Path(__file__).parents[1] / "cases"
FILES = {"regional": "findings.yaml", "municipal": "findings-municipal.yaml"}
"""The cases of each shipped method."""
CASE_KEYS = {"like", "fires", "near_miss", "each", "scope", "tier"}
NEEDED_KEYS = {"like", "fires", "near_miss"}
LANGUAGES = (0, 1, 3, 6, 9)
"""The fewest languages of each step of A6.6; numbers of languages for M9.2."""
OPENING_FACTS = {"second_language": "yes", "police": ["own"], "foreign_vote": "yes", "local_police": "yes"}
"""Context in which every conditional question is asked."""


@dataclass(frozen=True)
class FindingCase:
    """One finding of a method with the data of its two submissions."""

    method: str
    finding: str
    each: str | None
    fires: Mapping[str, Any]
    near_miss: Mapping[str, Any]


@dataclass(frozen=True)
class Assessed:
    """A submission with its result and its findings."""

    submission: Submission
    result: Result
    found: tuple[Found, ...]

    def holds(self, finding: str, each: str | None = None) -> bool:
        """Say whether a finding is among them, for one area, field or question where one is named."""
        return any(f.finding.id == finding and (each is None or f.each == each) for f in self.found)


@cache
def raw_cases(method: str) -> Mapping[str, Any]:
    """The file of a method as plain data."""
    file = CASES / FILES[method]
    document = read_yaml(file.read_text(encoding="utf-8"), file.name)
    assert not document.problems, document.problems
    held: Mapping[str, Any] = document.data
    return held


def finding_cases(assessment: Assessment) -> list[FindingCase]:
    """Every case, in the order of the file."""
    return [_case(assessment, name, held) for name, held in raw_cases(assessment.indicators.id)["findings"].items()]


def assess(assessment: Assessment, data: Mapping[str, Any]) -> Assessed:
    """Read, score and search the data of a submission, which must be free of problems."""
    submission, problems = submission_from(data, assessment)
    assert submission is not None and not problems, problems
    result = score(assessment, submission)
    return Assessed(submission, result, find(assessment, submission, result))


def _case(assessment: Assessment, name: str, held: Mapping[str, Any]) -> FindingCase:
    assert NEEDED_KEYS <= held.keys() <= CASE_KEYS, name
    base = {
        **_envelope(assessment),
        "tier": held.get("tier", "full"),
        "scope": held.get("scope", "all"),
        "answers": _answers(assessment, raw_cases(assessment.indicators.id)["bases"][held["like"]], held.get("scope")),
    }
    fires = merged(base, {"answers": held["fires"]})
    return FindingCase(
        assessment.indicators.id, name, held.get("each"), fires, merged(fires, {"answers": held["near_miss"]})
    )


def _envelope(assessment: Assessment) -> dict[str, Any]:
    fields = assessment.questionnaire.competences.fields
    return {
        "questionnaire": assessment.questionnaire.id,
        "version": assessment.questionnaire.version,
        "hash": assessment.questionnaire_hash,
        "context": {fact: held for fact, held in OPENING_FACTS.items() if fact in assessment.facts},
        "competences": {"fields": {field.id: {"roles": ["none"], "holder": "state"} for field in fields}},
    }


def _answers(assessment: Assessment, base: Mapping[str, int], scope: list[str] | None) -> dict[str, Any]:
    asked = [item for item in assessment.items.values() if scope is None or assessment.area_of[item.id] in scope]
    held: dict[str, Any] = {}
    for item in asked:
        step = _step(assessment, item.id, base)
        if step is not None:
            held |= {answered: _at_step(assessment, answered, answer, step) for answered, answer in _forms(item)}
    return held


def _forms(item: Item) -> list[tuple[str, Answer]]:
    """What is answered: the question, or each part of a group."""
    if isinstance(item.answer, Group):
        return [(f"{item.id}.{part.id}", part.answer) for part in item.answer.parts]
    return [(item.id, item.answer)]


def _step(assessment: Assessment, item_id: str, base: Mapping[str, int]) -> int | None:
    named = {"all", assessment.area_of[item_id], *(bar for p in assessment.measured[item_id].parts.values() for bar in p)}
    return next((step for name, step in [*base.items()][::-1] if name in named), None)


def _at_step(assessment: Assessment, answered: str, answer: Answer, step: int) -> object:
    """What a step of 0 to 4 is for a kind of answer: as many quarters of what it has."""
    match answer:
        case Choice() | Steps():
            options = assessment.options_of(answer)
            return options[(len(options) - 1) * step // 4].value
        case Measure():
            rule = assessment.rules[assessment.measured[answered].rule]
            assert isinstance(rule, LinearRule)
            return float(rule.zero_at + (rule.full_at - rule.zero_at) * step / 4)
        case Ticks(options=options):
            return [option.id for option in options][: len(options) * step // 4] or ["none"]
        case Count():
            return LANGUAGES[step]
        case Pair():
            return {"first": 5 * step, "second": 20, "persons": 100}
        case _:
            raise ValueError(answered)
