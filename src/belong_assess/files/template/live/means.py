"""How scores are combined and compared in formulas: means over rows of a table, comparisons that rounding cannot turn."""

from __future__ import annotations

from typing import assert_never

from belong_assess.files.template.live.formula import Formula, Operand, call, greatest, if_, rounded, total
from belong_assess.model.indicators import Aggregation

FULL = 100
PLACES = 10
"""Scores are kept to so many decimals: sums of binary fractions are off by less, and no two scores are as close."""

CLOSE = 9
"""Two figures that differ by less than half of the ninth decimal are equal."""


def below(left: Formula, right: Operand) -> Formula:
    """Less by more than binary fractions are off."""
    return rounded(left - right, CLOSE) < 0


def at_least(left: Formula, right: Operand) -> Formula:
    """The opposite of `below`."""
    return rounded(left - right, CLOSE) >= 0


def same(left: Formula, right: Operand) -> Formula:
    """Equal but for what binary fractions are off."""
    return rounded(left - right, CLOSE).equals(0)


def mean(aggregation: Aggregation, weights: Formula, scores: Formula, counts: Formula) -> Formula:
    """Combine the scores (0-100) of the rows that count (1, else 0); at least one of them has to.

    The weight of each such row is positive; a geometric mean is 0 where a score is 0.
    """
    match aggregation:
        case "arithmetic":
            return total(weights * counts * scores) / total(weights * counts)
        case "geometric":
            none = total(counts * (weights > 0) * (scores <= 0)) > 0
            logarithms = total(weights * counts * logarithm(scores)) / total(weights * counts)
            return if_(none, 0, call("EXP", logarithms))
        case "minimum":
            return FULL - greatest(counts * (weights > 0) * (FULL - scores))
        case _:
            assert_never(aggregation)


def logarithm(scores: Formula) -> Formula:
    """The natural logarithm; that of 0, which is looked at apart, is taken as 0."""
    return call("LN", scores + (scores <= 0))
