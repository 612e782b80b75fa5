"""How figures of several submissions spread: least, quartiles, median, highest, mean; nothing of fewer than five."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

FEWEST = 5
"""From so many figures on there are statistics; below, only their number is said."""


class Spread(NamedTuple):
    """The figures of one score over a group; of fewer than five, `n` is all that is there.

    `bands` counts the submissions in each band, by its id; a band that none is in may be missing.
    """

    n: int
    minimum: float | None = None
    lower: float | None = None
    median: float | None = None
    upper: float | None = None
    maximum: float | None = None
    mean: float | None = None
    bands: Mapping[str, int] = {}


def spread_of(figures: Iterable[float], bands: Mapping[str, int]) -> Spread:
    """Return how figures spread: mean = sum / n; quartiles by `quantile`."""
    held = sorted(figures)
    if len(held) < FEWEST:
        return Spread(len(held))
    lower, median, upper = (quantile(held, quarter, 4) for quarter in (1, 2, 3))
    return Spread(len(held), held[0], lower, median, upper, held[-1], fsum(held) / len(held), bands)


def quantile(ordered: Sequence[float], part: int, parts: int) -> float:
    """Return the quantile `part / parts` of figures in ascending order, by linear interpolation.

    With n figures x[0] to x[n-1] and h = (n - 1) * part / parts, it is x[i] + (h - i) * (x[i+1] - x[i]) for i = floor(h).
    Source: Hyndman and Fan 1996, type 7; the same as QUARTILE.INC of spreadsheets.
    """
    place, rest = divmod((len(ordered) - 1) * part, parts)
    if not rest:
        return ordered[place]
    below, above = ordered[place], ordered[place + 1]
    return below + (above - below) * rest / parts
