"""Exact aggregation: weighted means, extremes, geometric means, over integers and fractions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import mul
from typing import assert_never

from belong_assess.model.indicators import Aggregation
from belong_assess.responses.submission import Number

GEOMETRIC_PLACES = 12


def exact(number: Number | Decimal) -> Number:
    """Return an integer where the number is whole, else a fraction: both exact, integers fast."""
    fraction = Fraction(number)
    return fraction.numerator if fraction.denominator == 1 else fraction


def quotient(numerator: Number, denominator: Number) -> Number:
    """Divide exactly."""
    if type(numerator) is int and type(denominator) is int:
        return _ratio(numerator, denominator)
    return exact(Fraction(numerator) / Fraction(denominator))


@lru_cache(maxsize=1 << 16)
def _ratio(numerator: int, denominator: int) -> Number:
    """Make each ratio once: the same few recur in every submission, and making a fraction is the dearest step of all."""
    whole, rest = divmod(numerator, denominator)
    return Fraction(numerator, denominator) if rest else whole


def combine(aggregation: Aggregation, scores: Sequence[Number], weights: Sequence[Number]) -> Number:
    """Aggregate scores (0-100) of positive weights: weighted mean, weighted geometric mean, or the least of them."""
    match aggregation:
        case "arithmetic":
            return weighted_mean(scores, weights)
        case "geometric":
            return geometric_mean(scores, weights)
        case "minimum":
            return min(scores)
        case _:
            assert_never(aggregation)


def weighted_mean(scores: Sequence[Number], weights: Sequence[Number]) -> Number:
    """sum(weight x score) / sum(weight), over one common denominator."""
    ratios = [score.as_integer_ratio() for score in scores]
    scale = lcm(*{denominator for _, denominator in ratios})
    numerators = [numerator * (scale // denominator) for numerator, denominator in ratios]
    return quotient(sum(map(mul, weights, numerators)), scale * sum(weights))


def geometric_mean(scores: Sequence[Number], weights: Sequence[Number]) -> Number:
    """exp(sum(weight x ln score) / sum(weight)), to 12 decimals; 0 if a score is 0, the common value if all are equal."""
    if 0 in scores:
        return 0
    if len(set(scores)) == 1:
        return scores[0]
    with localcontext() as context:
        context.prec = 50
        logarithm = sum((_decimal(w) * _decimal(s).ln() for w, s in zip(weights, scores, strict=True)), Decimal(0))
        mean = (logarithm / _decimal(sum(weights))).exp()
        return exact(round(mean, GEOMETRIC_PLACES))


def extreme(
    aggregation: Aggregation,
    fixed: Sequence[tuple[Number, Number]],
    optional: Sequence[tuple[Number, Number]],
    *,
    lowest: bool,
) -> Number:
    """Return the lowest or highest aggregate of (score, weight) pairs over all ways of leaving out optional ones.

    Taking them in from the most helpful end while they help is optimal, because a score moves a mean towards itself.
    """
    scores, weights = [score for score, _ in fixed], [weight for _, weight in fixed]
    best = combine(aggregation, scores, weights) if scores else None
    for score, weight in sorted(optional, reverse=not lowest):
        if best is None or (score < best if lowest else score > best):
            scores.append(score)
            weights.append(weight)
            best = combine(aggregation, scores, weights)
    assert best is not None
    return best


def _decimal(number: Number) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
