"""How figures are shown: whole points, half up, and never so that a cut point seems reached that is not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from belong_assess.language.texts import language, rounded
from belong_assess.responses.submission import Number
from belong_assess.views.figures import MOST_DIGITS, digits_for, percent_text, points_text

CUTS = [Fraction(0), Fraction(30), Fraction(55), Fraction(80)]
ENGLISH = language()


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        (0, "0"),
        (Fraction(1, 2), "1"),
        (Fraction(49, 100), "0"),
        (Fraction(1, 3), "0"),
        (Fraction(2, 3), "1"),
        (Fraction(5, 2), "3"),
        (Fraction(7, 2), "4"),
        (Fraction(149, 2), "75"),
        (Fraction(795, 10), "79.5"),
        (Fraction(796, 10), "79.6"),
        (Fraction(7949, 100), "79"),
        (Fraction(7995, 100), "79.95"),
        (Fraction(799999, 10000), "79.9999"),
        (80, "80"),
        (Fraction(804, 10), "80"),
        (Fraction(805, 10), "81"),
        (Fraction(547, 10), "54.7"),
        (Fraction(299, 10), "29.9"),
        (Fraction(80 * 10**13 - 1, 10**13), "80.000000000000"),
        (100, "100"),
    ],
)
def test_points_stay_on_their_side_of_every_cut_point(score: Number, shown: str) -> None:
    assert points_text(score, CUTS, ENGLISH) == shown


def test_without_cut_points_whole_points_are_enough() -> None:
    assert points_text(Fraction(796, 10), (), ENGLISH) == "80"


@pytest.mark.parametrize(
    ("share", "minimum", "shown"),
    [
        (Fraction(6, 10), Fraction(6, 10), "60 %"),
        (Fraction(596, 1000), Fraction(6, 10), "59.6 %"),
        (Fraction(5999, 10000), Fraction(6, 10), "59.99 %"),
        (Fraction(594, 1000), Fraction(6, 10), "59 %"),
        (Fraction(2, 3), Fraction(6, 10), "67 %"),
        (Fraction(1, 2), Fraction(1, 2), "50 %"),
        (Fraction(0), Fraction(6, 10), "0 %"),
        (Fraction(1), Fraction(6, 10), "100 %"),
    ],
)
def test_a_share_never_seems_to_reach_a_minimum_that_it_misses(share: Number, minimum: Number, shown: str) -> None:
    assert percent_text(share, minimum, ENGLISH) == shown


@pytest.mark.parametrize(
    ("figure", "digits", "shown"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-2"),
        (Fraction(245, 100), 1, "2.5"),
        (Fraction(1, 3), 2, "0.33"),
        (3, 2, "3.00"),
        (10**12, 0, "1000000000000"),
        (Fraction(10**12 - 1, 10**12), 12, "0.999999999999"),
    ],
)
def test_rounding_is_half_up_and_exact(figure: Number, digits: int, shown: str) -> None:
    assert str(rounded(figure, digits)) == shown


@given(st.fractions(min_value=0, max_value=100))
@example(Fraction(1599, 20))
def test_a_shown_score_is_near_the_true_one_and_in_the_same_band(score: Fraction) -> None:
    digits = digits_for(score, CUTS)
    shown = Fraction(rounded(score, digits))
    assert abs(shown - score) <= Fraction(1, 2 * 10**digits)
    if digits < MOST_DIGITS:
        assert [cut <= shown for cut in CUTS] == [cut <= score for cut in CUTS]
    assert digits == 0 or any(score < cut <= Fraction(rounded(score, digits - 1)) for cut in CUTS)


@given(st.fractions(min_value=0, max_value=10**6), st.integers(0, 6))
def test_rounded_has_so_many_decimals(figure: Fraction, digits: int) -> None:
    shown = rounded(figure, digits)
    assert shown == shown.quantize(Decimal(1).scaleb(-digits))
    assert shown.as_tuple().exponent == -digits
