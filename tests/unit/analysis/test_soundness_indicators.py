"""Defects of composites and indices, bands, minimums, views and caps."""

from __future__ import annotations

from typing import Any

import pytest
from support.raw_method import Raw, found, shipped

from belong_assess.problems import PathKey

AT: PathKey = ("indicators",)
BELOW_HALF: dict[str, Any] = {"kind": "points", "item": "A1.1", "below": 50}


# composites and indices


def test_unknown_node() -> None:
    raw = shipped()
    path, aggregate = raw.aggregate("rights_voice")
    aggregate["of"][1]["node"] = "A41"
    assert found(raw) == {("method.unknown_node", (*path, "of", 1, "node"))}


def test_no_headline() -> None:
    raw = shipped()
    raw.aggregate("index")[1]["headline"] = False
    assert found(raw) == {("method.headline_count", (*AT, "aggregates"))}


def test_two_headlines() -> None:
    raw = shipped()
    path, aggregate = raw.aggregate("common_core")
    aggregate["headline"] = True
    assert found(raw) == {("method.headline_count", (*path, "headline"))}


def test_area_that_reaches_the_index_twice() -> None:
    raw = shipped()
    path, aggregate = raw.aggregate("index")
    aggregate["of"].append({"node": "rights_voice", "weight": 1})
    assert found(raw) == {("method.two_paths", (*path, "of", 17, "node"))}


def test_optional_area_in_the_headline() -> None:
    raw = shipped()
    raw.area("A17")[1]["optional"] = True
    path, _ = raw.aggregate("index")
    assert found(raw) == {("method.optional_in_headline", (*path, "of", 16, "node"))}


def test_area_in_no_index() -> None:
    raw = shipped()
    path, _ = raw.area("A17")
    del raw.aggregate("index")[1]["of"][16]
    assert found(raw) == {("method.area_outside_headline", (*path, "id"))}


def test_aggregates_in_a_circle() -> None:
    raw = shipped()
    first, welcome = raw.aggregate("welcome_language")
    second, rights = raw.aggregate("rights_voice")
    welcome["of"].append({"node": "rights_voice", "weight": 1})
    rights["of"].append({"node": "welcome_language", "weight": 1})
    assert found(raw) == {("method.cycle_of_nodes", (*path, "of", 2, "node")) for path in (first, second)}


def test_aggregate_of_nothing() -> None:
    raw = shipped()
    path, aggregate = raw.aggregate("rights_voice")
    aggregate["of"] = []
    assert found(raw) == {("method.empty_group", (*path, "of"))}


def test_more_areas_required_than_there_are() -> None:
    raw = shipped()
    path, aggregate = raw.aggregate("rights_voice")
    aggregate["requires"]["within_competence"] = 3
    assert found(raw) == {("method.requirement_impossible", (*path, "requires", "within_competence"))}


def test_more_scores_required_than_named() -> None:
    raw = shipped()
    path, aggregate = raw.aggregate("index")
    aggregate["requires"]["scored_of"]["at_least"] = 6
    assert found(raw) == {("method.requirement_impossible", (*path, "requires", "scored_of", "at_least"))}


def test_minimum_that_an_area_can_not_meet() -> None:
    raw = shipped()
    raw.indicators["minimums"][1]["items"] = 5
    assert found(raw) == {("method.requirement_impossible", (*AT, "minimums", 1, "items"))}


def test_no_area_with_enough_common_questions() -> None:
    raw = shipped()
    path, aggregate = raw.aggregate("common_core")
    aggregate["fewest_items"] = 9
    assert found(raw) == {("method.requirement_impossible", (*path, "fewest_items"))}


# bands, minimums, numbers


@pytest.mark.parametrize(
    ("index", "cut", "code"),
    [
        (0, 5, "method.band_gap"),
        (2, 30, "method.band_overlap"),
        (3, 50, "method.band_order"),
        (3, 101, "method.band_unreachable"),
    ],
)
def test_cut_points(index: int, cut: int, code: str) -> None:
    raw = shipped()
    raw.indicators["bands"][index]["at_least"] = cut
    others = {(c, p) for c, p in found(raw) if c == "method.finding_impossible"} if cut == 101 else set()
    assert found(raw) - others == {(code, (*AT, "bands", index, "at_least"))}


def test_tier_without_minimum() -> None:
    raw = shipped()
    raw.indicators["minimums"][1]["tiers"] = ["standard"]
    assert found(raw) == {("method.minimum_missing", (*AT, "minimums"))}


def test_tier_with_two_minimums() -> None:
    raw = shipped()
    raw.indicators["minimums"][1]["tiers"].append("express")
    path = (*AT, "minimums", 1)
    short = {(code, where) for code, where in found(raw) if where == (*path, "items")}
    assert found(raw) - short == {("method.minimum_twice", (*path, "tiers", 2))}


def test_percentage_over_100() -> None:
    raw = shipped()
    path, aggregate = raw.aggregate("index")
    aggregate["requires"]["scored_weight"] = 160
    raw.indicators["applicable_share"] = -1
    raw.indicators["minimums"][0]["coverage"] = 101
    raw.rule("parity")[1]["smallest_share"] = 102
    rule_path, _ = raw.rule("parity")
    places = {
        (*path, "requires", "scored_weight"),
        (*AT, "applicable_share"),
        (*AT, "minimums", 0, "coverage"),
        (*rule_path, "smallest_share"),
    }
    assert found(raw) == {("method.percentage_out_of_range", place) for place in places}


def test_number_that_can_not_be() -> None:
    raw = shipped()
    path, rule = raw.rule("ticks")
    rule["full_at"] = 0
    raw.view("cycle")[1]["fewest_items"] = 0
    view_path, _ = raw.view("cycle")
    finding_path, finding = raw.finding("pilot_trap")
    finding["weight"] = 4
    places = {(*path, "full_at"), (*view_path, "fewest_items"), (*finding_path, "weight")}
    assert found(raw) == {("method.number_out_of_range", place) for place in places}


def test_undocumented_points_over_100() -> None:
    raw = shipped()
    raw.indicators["firmness"]["undocumented_at_most"] = 125
    assert found(raw) == {("method.points_out_of_range", (*AT, "firmness", "undocumented_at_most"))}


def test_bar_without_questions() -> None:
    raw = shipped()
    path, view = raw.view("priorities")
    view["bars"].append({"id": "P6", "title": "Sixth", "about": "Nothing."})
    assert found(raw) == {("method.empty_group", (*path, "bars", 5))}


# caps


def capped(raw: Raw, when: dict[str, Any], at_most: int = 50) -> PathKey:
    path, area = raw.area("A1")
    area["caps"] = [{"id": "a_cap", "at_most": at_most, "when": when, "reason": "A reason."}]
    return (*path, "caps", 0)


@pytest.mark.parametrize(
    "when",
    [
        BELOW_HALF,
        {"kind": "points", "item": "A1.1", "equals": 0},
        {"kind": "points", "item": "A1.1", "one_of": [0, 25]},
        {"kind": "not", "of": {"kind": "points", "item": "A1.1", "at_least": 50}},
        {"kind": "not", "of": {"kind": "ticked", "item": "A1.4", "option": "residents"}},
        {"kind": "state", "item": "A1.1", "one_of": ["NA"]},
        {"kind": "count", "among": {"area": "A1"}, "where": {"below": 50}, "at_least": 3},
        {"kind": "count", "among": {"area": "A1"}, "where": {"at_least": 50}, "below": 3},
        {"kind": "share", "among": {"area": "A1"}, "where": {"without_evidence": True}, "at_least": 60},
        {"kind": "mean", "among": {"area": "A1"}, "at_most": 30},
    ],
    ids=lambda when: str(when["kind"]),
)
def test_cap_that_falls_as_points_rise(when: dict[str, Any]) -> None:
    raw = shipped()
    capped(raw, {"kind": "any", "of": [when, BELOW_HALF]})
    assert found(raw) == set()


@pytest.mark.parametrize(
    "when",
    [
        {"kind": "points", "item": "A1.1", "at_least": 50},
        {"kind": "points", "item": "A1.1", "equals": 25},
        {"kind": "not", "of": BELOW_HALF},
        {"kind": "ticked", "item": "A1.4", "option": "residents"},
        {"kind": "count", "among": {"area": "A1"}, "where": {"at_least": 50}, "at_least": 3},
        {"kind": "count", "among": {"area": "A1"}, "where": {"equals": 50}, "at_least": 3},
        {"kind": "share", "among": {"area": "A1"}, "where": {"below": 50}, "below": 60},
        {"kind": "mean", "among": {"area": "A1"}, "at_least": 30},
    ],
    ids=lambda when: str(when["kind"]),
)
def test_cap_that_rises(when: dict[str, Any]) -> None:
    raw = shipped()
    path = capped(raw, {"kind": "all", "of": [BELOW_HALF, when]})
    place = (*path, "when", "of", 1, "of") if when["kind"] == "not" else (*path, "when", "of", 1)
    assert ("method.cap_rises", place) in found(raw)
    assert {code for code, _ in found(raw)} == {"method.cap_rises"}


def test_tick_of_a_reversed_rule_may_cap() -> None:
    raw = shipped()
    raw.rule("ticks")[1]["reversed"] = True
    capped(raw, {"kind": "all", "of": [BELOW_HALF, {"kind": "ticked", "item": "A1.4", "option": "residents"}]})
    assert found(raw) == set()


def test_cap_on_a_score() -> None:
    raw = shipped()
    path = capped(raw, {"kind": "score", "node": "A2", "below": 50})
    assert found(raw) == {("method.cap_test_not_allowed", (*path, "when", "kind"))}


def test_cap_at_100() -> None:
    raw = shipped()
    path = capped(raw, BELOW_HALF, at_most=100)
    assert found(raw) == {("method.cap_without_effect", (*path, "at_most"))}


def test_cap_that_never_holds() -> None:
    raw = shipped()
    path = capped(raw, {"kind": "points", "item": "A1.1", "below": 0})
    assert found(raw) == {("method.cap_without_effect", (*path, "when"))}


def test_cap_on_the_best_answers() -> None:
    raw = shipped()
    path = capped(raw, {"kind": "points", "item": "A1.1", "below": 101})
    assert found(raw) == {("method.best_not_100", (*path, "when"))}
