"""Which points an answer can have under a rule, found with the scorers themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from typing import assert_never

from belong_assess.analysis.soundness.logic import Number, grid
from belong_assess.analysis.soundness.references import option_ids
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import (
    BandsRule,
    CombinationRule,
    LinearRule,
    ParityRule,
    PartRule,
    PointsRule,
    Rule,
    TicksRule,
)
from belong_assess.model.questionnaire import Answer, Choice, Count, Group, Measure, Pair, Steps, Ticks
from belong_assess.responses.submission import Amount, Chosen, Response, Ticked, TwoFigures
from belong_assess.scoring.arithmetic import combine, exact
from belong_assess.scoring.points import FULL, LeftOut, points_of

FITS: Mapping[str, tuple[type, ...]] = {
    "options": (Choice, Steps),
    "bands": (Count, Measure),
    "ticks": (Ticks,),
    "parity": (Pair,),
    "linear": (Count, Measure),
    "combination": (Group,),
}
"""Which kind of rule scores which forms of answer."""

LARGEST = 10**12


@dataclass(frozen=True, slots=True)
class Reach:
    """The points that can come out: each of some steps, or anything between the lowest and the highest."""

    low: Number
    high: Number
    steps: tuple[Number, ...] | None = None

    def values(self, marks: Iterable[Number]) -> tuple[Number, ...]:
        """Return every step, or telling numbers of the span around some marks."""
        return grid(self.low, self.high, marks) if self.steps is None else self.steps


def rule_fits(answer: Answer, rule: Rule) -> bool:
    """Say whether a rule of this kind scores an answer of this form."""
    return isinstance(answer, FITS[rule.kind])


@lru_cache(maxsize=4)
def reaches(assessment: Assessment) -> Mapping[str, Reach]:
    """Return the reach of every item with a weight in an area and a rule that can score it."""
    found = {}
    for item_id, placed in assessment.measured.items():
        item, rule = assessment.items.get(item_id), assessment.rules.get(placed.rule)
        reached = reach(assessment, item.answer, rule) if item is not None and rule is not None else None
        if reached is not None and placed.weight > 0:
            found[item_id] = reached
    return found


def reach(assessment: Assessment, answer: Answer, rule: Rule) -> Reach | None:
    """Return the points that an answer of this form can have; `None` where the rule cannot score it."""
    if not rule_fits(answer, rule) or not is_workable(rule):
        return None
    if isinstance(rule, CombinationRule):
        return _combined(assessment, answer, rule)
    scorer = points_of(answer, rule)
    points = [found for each in _responses(assessment, answer, rule) if not isinstance(found := scorer(each), LeftOut)]
    if not points:
        return None
    stepless = isinstance(rule, ParityRule | LinearRule)
    return Reach(min(points), max(points), None if stepless else tuple(sorted(set(points))))


def is_workable(rule: Rule) -> bool:
    """Say whether a rule can be computed at all; its own numbers are checked elsewhere."""
    match rule:
        case TicksRule(full_at=full_at):
            return full_at is None or full_at > 0
        case LinearRule(zero_at=zero, full_at=full):
            return zero != full
        case ParityRule(smallest_share=smallest):
            return 0 <= smallest <= FULL
        case PointsRule(points=steps):
            return all(0 <= step.points <= FULL for step in steps)
        case BandsRule(bounds=bounds):
            ascending = all(below.at_least < above.at_least for below, above in pairwise(bounds))
            return ascending and all(0 <= bound.points <= FULL for bound in bounds)
        case CombinationRule():
            return True
        case _:
            assert_never(rule)


def numbers_reached(answer: Count | Measure, marks: Iterable[Decimal]) -> list[Number]:
    """Return the numbers nearest to some marks that an answer can hold; counts are whole."""
    low = -LARGEST if answer.minimum is None else exact(answer.minimum)
    high = LARGEST if answer.maximum is None else exact(answer.maximum)
    if isinstance(answer, Count):
        near: list[Number] = [n for mark in marks for n in (floor(mark), ceil(mark))]
        low, high = ceil(low), floor(high)
    else:
        near = [exact(mark) for mark in marks]
    return sorted({low, high, *(n for n in near if low < n < high)}) if low <= high else []


def values_giving(answer: Answer, rule: Rule, values: Iterable[Number], points: Number) -> list[Number]:
    """Return those option values or numbers that give exactly so many points."""
    scorer = points_of(answer, rule)
    match rule:
        case PointsRule(points=steps):
            known = {step.value for step in steps}
            return [value for value in values if value in known and scorer(Chosen(int(value))) == points]
        case BandsRule(bounds=bounds) if bounds:
            return [value for value in values if value >= bounds[0].at_least and scorer(Amount(value)) == points]
        case LinearRule():
            return [value for value in values if scorer(Amount(value)) == points]
        case _:
            return []


def _responses(assessment: Assessment, answer: Answer, rule: Rule) -> Iterator[Response]:
    """Enough responses to find every step of a rule, or both ends of its span."""
    match rule:
        case PointsRule(points=points):
            with_points = {option.value for option in points}
            yield from (Chosen(int(value)) for value in option_ids(assessment, answer) if value in with_points)
        case BandsRule(bounds=bounds):
            assert isinstance(answer, Count | Measure)
            numbers = numbers_reached(answer, [bound.at_least for bound in bounds])
            yield from (Amount(n) for n in numbers if bounds and n >= bounds[0].at_least)
        case LinearRule(zero_at=zero, full_at=full):
            assert isinstance(answer, Count | Measure)
            yield from (Amount(n) for n in numbers_reached(answer, (zero, full)))
        case TicksRule():
            assert isinstance(answer, Ticks)
            yield from _ticked([option.id for option in answer.options])
        case ParityRule(smallest_share=smallest):
            yield from (TwoFigures(first, max(exact(smallest), 1)) for first in (0, FULL))
        case CombinationRule():
            raise ValueError("a combination scores parts, not a response")
        case _:
            assert_never(rule)


def _ticked(names: list[str]) -> Iterator[Response]:
    """So many ticks of so many options; which ones makes no difference."""
    for left_out in range(len(names)):
        rest = len(names) - left_out
        for ticks in range(rest + 1):
            yield Ticked(tuple(names[:ticks]), left_out=tuple((name, "NA") for name in names[rest:]))


def _combined(assessment: Assessment, answer: Answer, rule: CombinationRule) -> Reach | None:
    parts = _part_reaches(assessment, answer, rule.parts)
    if parts is None or not parts or any(part.weight <= 0 for part in rule.parts):
        return None
    weights = [exact(part.weight) for part in rule.parts]
    low = combine("arithmetic", [part.low for part in parts], weights)
    high = combine("arithmetic", [part.high for part in parts], weights)
    return Reach(FULL - high, FULL - low) if rule.reversed else Reach(low, high)


def _part_reaches(assessment: Assessment, answer: Answer, named: tuple[PartRule, ...]) -> list[Reach] | None:
    assert isinstance(answer, Group)
    forms = {part.id: part.answer for part in answer.parts}
    found = []
    for part in named:
        rule = assessment.rules.get(part.rule)
        reached = reach(assessment, forms[part.part], rule) if part.part in forms and rule is not None else None
        if reached is None:
            return None
        found.append(reached)
    return found
