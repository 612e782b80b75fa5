"""From a response to points (0-100): one function per rule kind, made once per item of a method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from belong_assess.model.indicators import (
    BandsRule,
    CombinationRule,
    LinearRule,
    ParityRule,
    PointsRule,
    Rule,
    TicksRule,
)
from belong_assess.model.questionnaire import Answer, Ticks
from belong_assess.responses.standing import NOT_APPLICABLE, Standing
from belong_assess.responses.submission import Amount, Chosen, Number, Response, Ticked, TwoFigures
from belong_assess.scoring.arithmetic import exact, quotient
from belong_assess.values import value

FULL = 100


@value
class LeftOut:
    """A response that turns out not to be applicable once its figures are read."""

    standing: Standing


Points = Callable[[Response], Number | LeftOut]

TOO_FEW = LeftOut(Standing("NA", "too_few"))
BOTH_ZERO = LeftOut(Standing("NA", "both_zero"))
ALL_LEFT_OUT = LeftOut(NOT_APPLICABLE)


def points_of(answer: Answer, rule: Rule) -> Points:
    """Return the function from a response of this answer kind to its points under this rule."""
    scored = _scorer(answer, rule)
    if not rule.reversed:
        return scored

    def reversed_points(response: Response) -> Number | LeftOut:
        points = scored(response)
        return points if isinstance(points, LeftOut) else FULL - points

    return reversed_points


def _scorer(answer: Answer, rule: Rule) -> Points:
    match rule:
        case PointsRule():
            return _by_option({option.value: exact(option.points) for option in rule.points})
        case BandsRule():
            return _by_bands([(exact(bound.at_least), exact(bound.points)) for bound in rule.bounds])
        case TicksRule():
            return _by_ticks(len(answer.options) if isinstance(answer, Ticks) else 0, rule.full_at)
        case ParityRule():
            return _by_parity(exact(rule.smallest_share), rule.fewest_persons)
        case LinearRule():
            return _by_line(exact(rule.zero_at), exact(rule.full_at))
        case CombinationRule():
            raise ValueError("a combination scores parts, not a response")
        case _:
            assert_never(rule)


def _by_option(points: Mapping[int, Number]) -> Points:
    def score(response: Response) -> Number:
        assert isinstance(response, Chosen)
        return points[response.value]

    return score


def _by_bands(bounds: list[tuple[Number, Number]]) -> Points:
    def score(response: Response) -> Number:
        assert isinstance(response, Amount)
        return [points for bound, points in bounds if response.number >= bound][-1]

    return score


def _by_ticks(listed: int, full_at: int | None) -> Points:
    """ticked / listed x 100; left-out options leave the denominator, and never raise what full marks take."""

    def score(response: Response) -> Number | LeftOut:
        assert isinstance(response, Ticked)
        remaining = listed - len(response.left_out)
        if remaining == 0:
            return ALL_LEFT_OUT
        needed = remaining if full_at is None else min(full_at, remaining)
        return quotient(FULL * min(len(response.options), needed), needed)

    return score


def _by_parity(smallest_share: Number, fewest_persons: int) -> Points:
    """100 x min(1, first / second), where there are enough people to compare."""

    def score(response: Response) -> Number | LeftOut:
        assert isinstance(response, TwoFigures)
        first, second = response.first, response.second
        assert first is not None and second is not None
        if second == 0:
            return BOTH_ZERO
        if second < smallest_share or (response.persons is not None and response.persons < fewest_persons):
            return TOO_FEW
        return quotient(FULL * min(first, second), second)

    return score


def _by_line(zero_at: Number, full_at: Number) -> Points:
    """100 x (x - zero) / (full - zero), cut at 0 and 100; the goalposts may run downwards."""

    def score(response: Response) -> Number:
        assert isinstance(response, Amount)
        reached = quotient(FULL * (response.number - zero_at), full_at - zero_at)
        return max(0, min(FULL, reached))

    return score
