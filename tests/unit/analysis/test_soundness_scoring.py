"""Defects of rules and areas: points, bounds, weights, and ends that can't be reached."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from support.raw_method import Raw, found, problems_of, shipped

from belong_assess.problems import PathKey

RULES: PathKey = ("indicators", "rules")
SHARES: dict[str, Any] = {"kind": "choice", "scale": "share"}


def with_group(raw: Raw) -> tuple[PathKey, PathKey, dict[str, Any]]:
    """Turn A6.6 into a group of two shares, scored by a combination; return the paths of both, and the rule."""
    item_path, item = raw.item("A6.6")
    item["answer"] = {
        "kind": "group",
        "parts": [{"id": name, "text": f"The {name}?", "answer": SHARES} for name in ("first", "second")],
    }
    item["help"]["share_of"] = "something"
    parts = [{"part": "first", "rule": "share", "weight": 2}, {"part": "second", "rule": "share", "weight": 1}]
    rule_path, rule = raw.rule("languages")
    del rule["bounds"]
    rule.update(kind="combination", parts=parts)
    return item_path, rule_path, rule


# what areas and rules refer to


def test_another_questionnaire() -> None:
    raw = shipped()
    raw.indicators["questionnaire"]["version"] = "0.2.0"
    assert found(raw) == {("method.other_questionnaire", ("indicators", "questionnaire", "version"))}


def test_unknown_item_in_an_area() -> None:
    raw = shipped()
    path, placed = raw.placed("A1.6")
    item_path, _ = raw.item("A1.6")
    placed["item"] = "A1.7"
    assert found(raw) == {("method.unknown_item", (*path, "item")), ("method.item_not_measured", (*item_path, "id"))}


def test_unknown_rule() -> None:
    raw = shipped()
    path, placed = raw.placed("A1.6")
    placed["rule"] = "lader"
    assert found(raw) == {("method.unknown_rule", (*path, "rule"))}


def test_unknown_view() -> None:
    raw = shipped()
    path, placed = raw.placed("A1.6")
    placed["parts"]["priority"] = placed["parts"].pop("priorities")
    assert found(raw) == {("method.unknown_view", (*path, "parts", "priority", ""))}


def test_unknown_bar() -> None:
    raw = shipped()
    path, placed = raw.placed("A1.6")
    placed["parts"]["priorities"] = {"P6": 1}
    assert found(raw) == {("method.unknown_bar", (*path, "parts", "priorities", "P6", ""))}


def test_unknown_tag() -> None:
    raw = shipped()
    path, placed = raw.placed("A1.6")
    placed["tags"] = ["P1", "P9"]
    assert found(raw) == {("method.unknown_tag", (*path, "tags", 1))}


# rules


def test_rule_of_the_wrong_kind() -> None:
    raw = shipped()
    path, placed = raw.placed("A1.6")
    placed["rule"] = "ticks"
    assert found(raw) == {("method.rule_does_not_fit", (*path, "rule"))}
    (problem,) = problems_of(raw)
    assert problem.facts == {"item": "A1.6", "found": "ticks", "other": "steps", "expected": "options"}


def test_option_without_points() -> None:
    raw = shipped()
    path, rule = raw.rule("rhythm")
    del rule["points"][2]
    assert found(raw) == {("method.points_missing", (*path, "points"))}


def test_points_for_an_option_that_nothing_has() -> None:
    raw = shipped()
    path, rule = raw.rule("rhythm")
    rule["points"].append({"value": 5, "points": 100})
    assert found(raw) == {("method.unknown_option", (*path, "points", 5, "value"))}


def test_points_twice() -> None:
    raw = shipped()
    path, rule = raw.rule("rhythm")
    rule["points"].append({"value": 4, "points": 100})
    assert found(raw) == {("method.option_repeated", (*path, "points", 5, "value"))}


def test_points_over_100() -> None:
    raw = shipped()
    path, rule = raw.rule("rhythm")
    rule["points"][3]["points"] = 175
    reported = ("method.points_out_of_range", (*path, "points", 3, "points"))
    fallen = ("method.points_not_ascending", (*path, "points", 4, "points"))
    assert found(raw) == {reported, fallen}


def test_points_that_fall() -> None:
    raw = shipped()
    path, rule = raw.rule("rhythm")
    rule["points"][3]["points"] = 40
    assert found(raw) == {("method.points_not_ascending", (*path, "points", 3, "points"))}


def test_bounds_that_do_not_ascend() -> None:
    raw = shipped()
    path, rule = raw.rule("languages")
    rule["bounds"][3]["at_least"] = 3
    assert found(raw) == {("method.bounds_not_ascending", (*path, "bounds", 3, "at_least"))}


def test_gap_below_the_first_bound() -> None:
    raw = shipped()
    path, rule = raw.rule("languages")
    rule["bounds"][0]["at_least"] = 1
    rule["bounds"][1]["at_least"] = 2
    assert found(raw) == {("method.bounds_gap", (*path, "bounds", 0, "at_least"))}


def test_bound_beyond_the_maximum() -> None:
    raw = shipped()
    path, rule = raw.rule("languages")
    placed, _ = raw.placed("A6.6")
    rule["bounds"][4]["at_least"] = 11
    assert found(raw) == {
        ("method.bounds_unreachable", (*path, "bounds", 4, "at_least")),
        ("method.best_not_100", (*placed, "rule")),
    }


def test_bound_between_two_whole_numbers() -> None:
    raw = shipped()
    path, rule = raw.rule("languages")
    rule["bounds"].insert(2, {"at_least": Decimal("2.5"), "points": 30})
    assert found(raw) == {("method.bounds_unreachable", (*path, "bounds", 2, "at_least"))}


def test_more_ticks_wanted_than_there_are() -> None:
    raw = shipped()
    path, rule = raw.rule("ticks")
    rule["full_at"] = 20
    assert found(raw) == {("method.bounds_unreachable", (*path, "full_at"))}


def test_equal_goalposts() -> None:
    raw = shipped()
    path, rule = raw.rule("languages")
    del rule["bounds"]
    rule.update(kind="linear", zero_at=9, full_at=9)
    assert found(raw) == {("method.goalposts_equal", (*path, "full_at"))}


def test_unknown_part() -> None:
    raw = shipped()
    item_path, rule_path, rule = with_group(raw)
    rule["parts"][1]["part"] = "secund"
    assert found(raw) == {
        ("method.unknown_part", (*rule_path, "parts", 1, "part")),
        ("method.item_not_measured", (*item_path, "answer", "parts", 1, "id")),
    }


def test_sound_combination() -> None:
    raw = shipped()
    with_group(raw)
    assert found(raw) == set()


def test_part_that_does_not_reach_its_ends() -> None:
    raw = shipped()
    _, _, rule = with_group(raw)
    steps = [{"value": value, "points": 10 * value} for value in range(5)]
    raw.indicators["rules"].append({"id": "half", "kind": "options", "points": steps})
    rule["parts"][1]["rule"] = "half"
    assert found(raw) == {("method.best_not_100", (*RULES, 6, "points"))}


def test_part_without_weight() -> None:
    raw = shipped()
    _, rule_path, rule = with_group(raw)
    rule["parts"][1]["weight"] = 0
    assert found(raw) == {("method.number_out_of_range", (*rule_path, "parts", 1, "weight"))}


# areas


def test_negative_weight() -> None:
    raw = shipped()
    path, placed = raw.placed("A1.6")
    placed["weight"] = -1
    assert found(raw) == {("method.weight_negative", (*path, "weight"))}


def test_weight_0() -> None:
    raw = shipped()
    path, placed = raw.placed("A9.7")
    placed["weight"] = 0
    assert found(raw) == {("method.weight_without_effect", (*path, "weight"))}


def test_zero_for_an_item_that_is_always_asked() -> None:
    raw = shipped()
    path, placed = raw.placed("A1.6")
    placed["when_not_asked"] = "zero"
    assert found(raw) == {("method.zero_without_condition", (*path, "when_not_asked"))}


def test_item_not_measured() -> None:
    raw = shipped()
    path, _ = raw.item("A9.7")
    _, area = raw.area("A9")
    del area["items"][6]
    assert found(raw) == {("method.item_not_measured", (*path, "id"))}


def test_item_measured_twice() -> None:
    raw = shipped()
    path, area = raw.area("A9")
    area["items"].append(raw.placed("A1.6")[1])
    assert found(raw) == {("method.item_measured_twice", (*path, "items", 8, "item"))}


def test_measured_context() -> None:
    raw = shipped()
    path, area = raw.area("A9")
    area["items"].append({"item": "population", "weight": 1, "rule": "languages"})
    assert found(raw) == {("method.context_measured", (*path, "items", 8, "item"))}


def test_parts_of_0() -> None:
    raw = shipped()
    path, placed = raw.placed("A1.6")
    placed["parts"]["principles"]["G"] = 0
    assert found(raw) == {("method.parts_not_positive", (*path, "parts", "principles", "G"))}


def test_area_without_weight() -> None:
    raw = shipped()
    path, area = raw.area("A17")
    for placed in area["items"]:
        placed["weight"] = 0
    assert ("method.empty_group", (*path, "items")) in found(raw)


# ends that are out of reach


def test_rule_without_full_points() -> None:
    raw = shipped()
    path, rule = raw.rule("rhythm")
    rule["points"][4]["points"] = 90
    assert ("method.best_not_100", (*path, "points")) in found(raw)


def test_reversed_rule_without_full_points() -> None:
    raw = shipped()
    path, rule = raw.rule("languages")
    rule["reversed"] = True
    rule["bounds"][0]["points"] = 10
    assert found(raw) == {("method.best_not_100", (*path, "bounds"))}


def test_rule_that_starts_above_0() -> None:
    raw = shipped()
    path, rule = raw.rule("languages")
    rule["bounds"][0]["points"] = 10
    assert found(raw) == {("method.worst_not_0", (*path, "bounds"))}


@pytest.mark.parametrize(
    ("goalposts", "codes"),
    [
        ((0, 10), set()),
        ((10, 0), set()),
        ((0, 12), {"method.best_not_100"}),
        ((-2, 10), {"method.worst_not_0"}),
        ((2, 8), set()),
    ],
)
def test_goalposts_and_limits(goalposts: tuple[int, int], codes: set[str]) -> None:
    raw = shipped()
    path, _ = raw.placed("A6.6")
    _, rule = raw.rule("languages")
    del rule["bounds"]
    rule.update(kind="linear", zero_at=goalposts[0], full_at=goalposts[1])
    assert found(raw) == {(code, (*path, "rule")) for code in codes}


def test_zero_for_an_item_that_good_answers_hide() -> None:
    raw = shipped()
    path, _ = raw.placed("A1.3")
    condition = raw.item("A1.3")[1]["asked_when"]
    del condition["at_least"]
    condition["below"] = 4
    assert found(raw) == {("method.best_not_100", (*path, "when_not_asked"))}
