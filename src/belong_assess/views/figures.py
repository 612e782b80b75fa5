"""How figures are shown: whole points, half up, and one decimal more wherever rounding would seem to reach a cut point."""

from __future__ import annotations

from collections.abc import Sequence

from belong_assess.language.texts import Language, rounded
from belong_assess.responses.submission import Number

MOST_DIGITS = 12


def digits_for(figure: Number, cuts: Sequence[Number]) -> int:
    """Return how many decimals keep a figure on its own side of every cut point."""
    for digits in range(MOST_DIGITS):
        shown = rounded(figure, digits)
        if not any(figure < cut <= shown for cut in cuts):
            return digits
    return MOST_DIGITS


def points_text(figure: Number, cuts: Sequence[Number], language: Language) -> str:
    """Write a score or points (0-100): 79.6 stays 79.6 where 80 is a cut point."""
    return language.number(figure, digits_for(figure, cuts))


def percent_text(share: Number, minimum: Number, language: Language) -> str:
    """Write a share (0-1) as a percentage that never seems to reach a minimum (0-1) that it misses."""
    return language.percent(share, digits_for(share * 100, [minimum * 100]))
