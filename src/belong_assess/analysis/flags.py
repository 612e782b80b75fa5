"""What in one submission needs a call: signs that an analyst asks about, never a correction and never in a score.

A flag is a code with the figures of its sentence, as one text: `many_unknown:24:111`. What only the cohort shows stands in
`calls`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Ticks
from belong_assess.problems import Problem
from belong_assess.responses.plain_text import folded
from belong_assess.responses.submission import Chosen, Submission, Ticked
from belong_assess.results.result import ItemResult, Result

MOST_UNKNOWN = Fraction(1, 5)
SAME_STEP, FEWEST_STEPS = Fraction(9, 10), 10
ALL_TICKED, FEWEST_TICKS = Fraction(4, 5), 5
FEWEST_NAMED = 10

OWN_FLAGS: dict[str, tuple[str, ...]] = {
    "unreadable_answers": ("count",),
    "region_not_named": (),
    "many_unknown": ("count", "total"),
    "one_step": ("count", "total", "step"),
    "all_ticked": ("count", "total"),
    "one_function": ("count",),
}
"""Every flag of one submission with the figures of its sentence."""


def submission_flags(
    assessment: Assessment, submission: Submission, result: Result, problems: Sequence[Problem]
) -> tuple[str, ...]:
    """Return the flags of one submission, in their fixed order."""
    found = {
        "unreadable_answers": _errors(problems),
        "region_not_named": None if submission.unit.strip() else (),
        "many_unknown": _unknown(result.items),
        "one_step": _one_step(assessment, submission, result.items),
        "all_ticked": _all_ticked(assessment, submission, result.items),
        "one_function": _one_function(submission),
    }
    return tuple(":".join((code, *map(str, figures))) for code in OWN_FLAGS if (figures := found[code]) is not None)


def flag_facts(flag: str) -> tuple[str, dict[str, str]]:
    """Take a flag apart: its code, and the figures of its sentence by name."""
    code, *figures = flag.split(":")
    return code, dict(zip(OWN_FLAGS.get(code, ()), figures, strict=False))


def _errors(problems: Sequence[Problem]) -> tuple[int] | None:
    count = sum(problem.severity == "error" for problem in problems)
    return (count,) if count else None


def _unknown(items: Mapping[str, ItemResult]) -> tuple[int, int] | None:
    """More than a fifth of the questions that were asked are answered "don't know"."""
    states = [item.state for item in items.values()]
    count, total = states.count("DK"), len(states) - states.count("not_asked")
    return (count, total) if count > MOST_UNKNOWN * total else None


def _one_step(
    assessment: Assessment, submission: Submission, items: Mapping[str, ItemResult]
) -> tuple[int, int, int] | None:
    """Nine of ten ladder answers, of ten at least, stand on one step."""
    held = _answered(_ladders(assessment), submission, items)
    steps = Counter(response.value for response in held if isinstance(response, Chosen))
    total = steps.total()
    if total < FEWEST_STEPS:
        return None
    step, count = min(steps.items(), key=lambda each: (-each[1], each[0]))
    return (count, total, step) if count >= SAME_STEP * total else None


def _all_ticked(assessment: Assessment, submission: Submission, items: Mapping[str, ItemResult]) -> tuple[int, int] | None:
    """In four of five answered several-choice questions, of five at least, every option is ticked that is not left out."""
    listed = _several_choice(assessment)
    held = [
        len(response.options) + len(response.left_out) == listed[item_id] and bool(response.options)
        for item_id in listed
        for response in _answered((item_id,), submission, items)
        if isinstance(response, Ticked)
    ]
    enough = len(held) >= FEWEST_TICKS and sum(held) >= ALL_TICKED * len(held)
    return (sum(held), len(held)) if enough else None


def _one_function(submission: Submission) -> tuple[int] | None:
    """Every function that is named, of ten at least, is the same one."""
    named = [entry.by for entry in submission.answers.values() if entry.by]
    if len(named) < FEWEST_NAMED or len({folded(name) for name in set(named)}) > 1:
        return None
    return (len(named),)


def _answered(asked: Sequence[str], submission: Submission, items: Mapping[str, ItemResult]) -> list[object]:
    """The responses to those of these questions that are answered."""
    answers = submission.answers
    return [answers[i].response for i in asked if items[i].state == "answered" and i in answers]


@lru_cache(maxsize=16)
def _ladders(assessment: Assessment) -> tuple[str, ...]:
    return tuple(item.id for item in assessment.items.values() if assessment.is_ladder(item.answer))


@lru_cache(maxsize=16)
def _several_choice(assessment: Assessment) -> Mapping[str, int]:
    """How many options each several-choice question lists."""
    return {item.id: len(item.answer.options) for item in assessment.items.values() if isinstance(item.answer, Ticks)}
