"""Statistics of small lists that somebody can work out on paper, and what is said of lists that are too small."""

from __future__ import annotations

import statistics
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belong_assess.analysis.spread import FEWEST, Spread, quantile, spread_of


@pytest.mark.parametrize(
    ("figures", "lower", "median", "upper"),
    [
        ([10, 20, 30, 40, 50], 20, 30, 40),
        ([10, 20, 30, 40, 50, 60], 20 + 10 * 0.25, (30 + 40) / 2, 40 + 10 * 0.75),
        ([0, 0, 0, 0, 100], 0, 0, 0),
        ([0, 10, 20, 60, 80, 90, 95], (10 + 20) / 2, 60, (80 + 90) / 2),
        ([7, 7, 7, 7, 7, 7], 7, 7, 7),
    ],
)
def test_quartiles_lie_between_neighbours(figures: list[float], lower: float, median: float, upper: float) -> None:
    found = spread_of(reversed(figures), {"building": 2})
    assert (found.lower, found.median, found.upper) == (lower, median, upper)
    assert (found.minimum, found.maximum, found.n) == (figures[0], figures[-1], len(figures))
    assert found.mean == sum(figures) / len(figures)
    assert found.bands == {"building": 2}


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4])
def test_of_fewer_than_five_only_their_number_is_known(n: int) -> None:
    assert n < FEWEST
    assert spread_of([50.0] * n, {"building": n}) == Spread(n)
    assert Spread(n)[1:] == (None,) * 6 + ({},)


@pytest.mark.parametrize("n", [5, 6])
def test_from_five_up_there_are_statistics(n: int) -> None:
    found = spread_of([50.0] * n, {})
    assert found == Spread(n, *[50.0] * 6, {})


@given(st.lists(st.floats(0, 100), min_size=2, max_size=40))
def test_quantiles_are_those_of_the_standard_library(figures: list[float]) -> None:
    ordered = sorted(figures)
    expected = statistics.quantiles(figures, n=4, method="inclusive")
    found = [quantile(ordered, quarter, 4) for quarter in (1, 2, 3)]
    assert found == pytest.approx(expected)
    assert all(one <= other for one, other in pairwise([ordered[0], *found, ordered[-1]]))
