"""What a question weighs in the end: through areas, groups and indices, as a full set of answers shows it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from support.methods import method

from belong_assess.model.effective_weights import effective_weights


@pytest.mark.parametrize(
    ("item", "share"),
    [
        ("S1.2", Fraction(1, 3) * Fraction(2, 3) * Fraction(2, 1) / Fraction(9, 2)),
        ("S1.5", None),
        ("S2.4", Fraction(1, 3) * Fraction(1, 3) * Fraction(3, 2) / Fraction(11, 2)),
        ("S4.1", Fraction(2, 3) * Fraction(3, 4) * Fraction(2, 7)),
        ("S5.1", None),
    ],
)
def test_shares_go_through_the_groups_of_an_index(item: str, share: Fraction | None) -> None:
    assert effective_weights(method("small"), "index").get(item) == share


@pytest.mark.parametrize("name", ["small", "regional"])
def test_the_shares_of_every_node_make_one(name: str) -> None:
    assessment = method(name)
    for node in (*assessment.areas, *assessment.aggregates):
        assert sum(effective_weights(assessment, node).values()) == 1, node


def test_an_area_has_its_stated_weights() -> None:
    assert effective_weights(method("small"), "S4")["S4.1"] == Fraction(2, 7)


def test_the_common_core_weighs_common_questions_of_long_enough_areas() -> None:
    assessment = method("small")
    core = assessment.aggregates["core"]
    shares = effective_weights(assessment, "core")
    assert shares and all(assessment.is_common(item) for item in shares)
    areas = {assessment.area_of[item] for item in shares}
    assert all(sum(assessment.area_of[item] == area for item in shares) >= core.fewest_items for area in areas)
    assert {sum(share for item, share in shares.items() if assessment.area_of[item] == area) for area in areas} == {
        Fraction(1, len(areas))
    }
