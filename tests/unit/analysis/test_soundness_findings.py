"""Defects of findings: conditions that can't hold, texts that nothing fills, repetitions."""

from __future__ import annotations

from typing import Any

import pytest
from support.raw_method import found, shipped

LADDER = {"kind": "points", "item": "A1.1"}
SHARE = {"kind": "points", "item": "A1.3"}
SCORED = {"kind": "score", "node": "A1", "at_least": 55}
TICKED: dict[str, Any] = {"kind": "ticked", "item": "A9.1", "option": "born_here"}


def test_unknown_band() -> None:
    raw = shipped()
    path, finding = raw.finding("strong_and_unseen")
    finding["when"]["of"][0]["one_of"] = ["leeding"]
    assert found(raw) == {("method.unknown_band", (*path, "when", "of", 0, "one_of", 0))}


def test_unknown_practice() -> None:
    raw = shipped()
    path, finding = raw.finding("pilot_trap")
    finding["practices"].append("pilot_decision")
    assert found(raw) == {("method.unknown_practice", (*path, "practices", 1))}


@pytest.mark.parametrize(
    ("when", "key", "code"),
    [
        ({"kind": "points", "item": "A1.12", "below": 50}, ("item",), "method.unknown_item"),
        ({"kind": "points", "item": "each", "below": 50}, ("item",), "method.unknown_item"),
        ({"kind": "state", "item": "region_name", "one_of": ["DK"]}, ("item",), "method.unknown_item"),
        ({"kind": "ticked", "item": "A9.1", "option": "borne"}, ("option",), "method.unknown_option"),
        ({"kind": "score", "node": "A20", "below": 50}, ("node",), "method.unknown_node"),
        ({"kind": "gap", "high": "E", "low": "J", "at_least": 10}, ("low",), "method.unknown_node"),
        ({"kind": "confidence_gap", "node": "index", "at_least": 10}, ("node",), "method.unknown_node"),
        ({"kind": "mean", "among": {"area": "A20"}, "below": 9}, ("among", "area"), "method.unknown_node"),
        ({"kind": "mean", "among": {"field": "helth"}, "below": 9}, ("among", "field"), "method.unknown_field"),
        ({"kind": "mean", "among": {"bar": "F"}, "below": 9}, ("among", "bar"), "method.unknown_bar"),
        ({"kind": "mean", "among": {"tag": "P7"}, "below": 9}, ("among", "tag"), "method.unknown_tag"),
        ({"kind": "mean", "among": {"scales": ["L5"]}, "below": 9}, ("among", "scales", 0), "method.unknown_scale"),
        ({"kind": "mean", "among": {"items": ["A1"]}, "below": 9}, ("among", "items", 0), "method.unknown_item"),
    ],
)
def test_unknown_ids_in_tests(when: dict[str, Any], key: tuple[str | int, ...], code: str) -> None:
    raw = shipped()
    path, finding = raw.finding("pilot_trap")
    finding["when"] = when
    assert found(raw) == {(code, (*path, "when", *key))}


@pytest.mark.parametrize(
    ("when", "key"),
    [
        ({**LADDER, "at_least": 50, "below": 75}, ()),
        (LADDER, ()),
        ({"kind": "score", "node": "A1"}, ()),
        ({"kind": "mean", "among": {"area": "A1"}, "below": 50, "at_most": 40}, ()),
        ({"kind": "share", "among": {"area": "A1"}, "where": {"below": 50}}, ()),
        ({"kind": "share", "among": {"area": "A1"}, "where": {}, "below": 50}, ("where",)),
        ({"kind": "count", "among": {"area": "A1"}, "where": {"below": 50, "state": ["DK"]}, "at_least": 1}, ("where",)),
    ],
)
def test_one_comparison_in_each_test(when: dict[str, Any], key: tuple[str, ...]) -> None:
    raw = shipped()
    path, finding = raw.finding("pilot_trap")
    finding["when"] = when
    assert found(raw) == {("method.comparison_count", (*path, "when", *key))}


@pytest.mark.parametrize(
    "when",
    [
        {**LADDER, "equals": 30},
        {**LADDER, "one_of": [10, 20]},
        {**LADDER, "at_least": 101},
        {**LADDER, "below": 0},
        {"kind": "points", "item": "A1.4", "equals": 35},
        {"kind": "not", "of": {**LADDER, "at_least": 0}},
        {"kind": "all", "of": [{**LADDER, "at_least": 75}, {**LADDER, "below": 75}]},
        {"kind": "all", "of": [{**LADDER, "at_least": 60}, {**LADDER, "below": 75}]},
        {"kind": "all", "of": [{**LADDER, "at_least": 75}, {"kind": "state", "item": "A1.1", "one_of": ["DK", "skipped"]}]},
        {"kind": "all", "of": [TICKED, {"kind": "not", "of": TICKED}]},
        {"kind": "state", "item": "A1.1", "one_of": ["NC"]},
        {"kind": "state", "item": "A1.2", "one_of": ["NA"]},
        {"kind": "score", "node": "A1", "at_least": 101},
        {"kind": "band", "node": "A1", "one_of": []},
        {"kind": "all", "of": [SCORED, {"kind": "band", "node": "A1", "one_of": ["building"]}]},
        {"kind": "all", "of": [SCORED, {"kind": "node_state", "node": "A1", "one_of": ["withheld"]}]},
        {"kind": "gap", "high": "E", "low": "I", "at_least": 101},
        {"kind": "gap", "high": "E", "low": "E", "at_least": 1},
        {"kind": "documented_gap", "node": "A1", "at_least": 150},
        {"kind": "confidence_gap", "node": "A1", "at_least": 150},
        {"kind": "coverage", "node": "A1", "below": 0},
        {"kind": "one_function", "at_least": 110},
        {"kind": "count", "among": {"items": ["A1.1", "A1.2"]}, "where": {"below": 50}, "at_least": 3},
        {"kind": "count", "among": {"items": ["A1.1", "A1.2"]}, "where": {"equals": 30}, "at_least": 1},
        {"kind": "count", "among": {"items": ["A1.1", "A1.2"]}, "where": {"state": ["NC"]}, "at_least": 1},
        {"kind": "share", "among": {"ladder": True}, "where": {"equals": 30}, "at_least": 10},
        {"kind": "share", "among": {"ladder": True}, "where": {"equals": 50}, "at_least": 101},
        {"kind": "mean", "among": {"area": "A1", "field": "health"}, "below": 50},
        {"kind": "mean", "among": {"area": "A1"}, "at_least": 101},
        {"kind": "any", "of": []},
    ],
)  # fmt: skip
def test_impossible_condition(when: dict[str, Any]) -> None:
    raw = shipped()
    path, finding = raw.finding("pilot_trap")
    finding["when"] = when
    assert found(raw) == {("method.finding_impossible", (*path, "when"))}


@pytest.mark.parametrize(
    "when",
    [
        {**LADDER, "at_least": 0},
        {**LADDER, "equals": 0},
        {"kind": "points", "item": "A4.7", "equals": 35},
        {"kind": "points", "item": "A1.4", "one_of": [33, 50]},
        {"kind": "all", "of": [{**LADDER, "at_least": 50}, {**LADDER, "below": 75}]},
        {"kind": "all", "of": [{**SHARE, "below": 50}, {"kind": "state", "item": "A1.3", "one_of": ["not_asked"]}]},
        {"kind": "share", "among": {"ladder": True}, "where": {"state": ["NC"]}, "at_least": 10},
        {"kind": "count", "among": {"area": "A1"}, "where": {"confidence": "low"}, "at_least": 6},
        {"kind": "not", "of": {"kind": "gap", "high": "E", "low": "I", "at_least": 10}},
        {"kind": "node_state", "node": "A1", "one_of": ["withheld"]},
    ],
)  # fmt: skip
def test_possible_condition(when: dict[str, Any]) -> None:
    raw = shipped()
    raw.finding("pilot_trap")[1]["when"] = when
    assert found(raw) == set()


def test_only_the_impossible_way_is_named() -> None:
    raw = shipped()
    path, finding = raw.finding("pilot_trap")
    finding["when"] = {"kind": "any", "of": [{**LADDER, "below": 50}, {**LADDER, "equals": 30}]}
    assert found(raw) == {("method.finding_impossible", (*path, "when", "of", 1))}


@pytest.mark.parametrize(
    "when",
    [
        {"kind": "count", "among": {"ladder": True}, "where": {"below": 50}, "at_least": 0},
        {"kind": "all", "of": []},
        {"kind": "state", "item": "A1.1", "one_of": ["answered", "DK", "skipped", "NA", "not_asked"]},
    ],
)
def test_finding_that_always_fires(when: dict[str, Any]) -> None:
    raw = shipped()
    path, finding = raw.finding("pilot_trap")
    finding["when"] = when
    assert found(raw) == {("method.finding_always", (*path, "when"))}


def test_each_that_the_condition_does_not_read() -> None:
    raw = shipped()
    path, finding = raw.finding("pilot_trap")
    finding["for_each"] = "area"
    assert found(raw) == {("method.each_unused", (*path, "for_each"))}


@pytest.mark.parametrize(
    ("name", "key", "text", "known"),
    [
        ("pilot_trap", "sentence", "Here is {area}.", False),
        ("pilot_trap", "next_step", "The index is {score}, {documented} documented.", True),
        ("pilot_trap", "sentence", "{share} % of something.", False),
        ("high_and_undocumented", "sentence", "{area}: {score}, documented {documented}.", True),
        ("high_and_undocumented", "sentence", "{area} {question}", False),
        ("power_elsewhere_nobody_writes", "next_step", "{field}: {holder}", True),
        ("power_elsewhere_nobody_writes", "next_step", "{score}", False),
        ("top_step_reached", "sentence", "{question}", True),
        ("pilot_trap", "sentence", "A brace { too many.", False),
        ("pilot_trap", "sentence", "A brace } too many.", False),
        ("pilot_trap", "sentence", "{score:.1f}", False),
    ],
)
def test_placeholders(name: str, key: str, text: str, known: bool) -> None:
    raw = shipped()
    path, finding = raw.finding(name)
    finding[key] = text
    assert found(raw) == (set() if known else {("method.placeholder_unknown", (*path, key))})


def test_repeated_condition_in_another_order() -> None:
    raw = shipped()
    path, finding = raw.finding("pilot_trap")
    other = raw.finding("text_ahead_of_means")[1]["when"]
    finding["when"] = {"kind": "all", "of": list(reversed(other["of"]))}
    later, _ = max(raw.finding("pilot_trap"), raw.finding("text_ahead_of_means"), key=lambda each: each[0][2])
    assert found(raw) == {("method.finding_repeated", (*later, "when"))}
    assert path == later


def test_repeated_sentence() -> None:
    raw = shipped()
    path, finding = raw.finding("pilot_trap")
    finding["sentence"] = raw.finding("text_ahead_of_means")[1]["sentence"]
    assert found(raw) == {("method.finding_sentence_repeated", (*path, "sentence"))}
