"""Defects of declared mappings from earlier versions."""

from __future__ import annotations

from typing import Any

import pytest
from support.raw_method import found, shipped

from belong_assess.problems import PathKey

AT: PathKey = ("questionnaire", "migrations", 0)
DEFECTS: dict[str, tuple[dict[str, Any], str, PathKey]] = {
    "nowhere": ({"was": "X", "now": "A99.1"}, "method.migration_unknown", ("now",)),
    "option": ({"was": "X", "now": "A1.4", "options": {"a": "nobody"}}, "method.migration_option", ("options", "a")),
    "option of a fact": ({"was": "X", "now": "police", "options": {"a": "x"}}, "method.migration_option", ("options", "a")),
    "step": ({"was": "X", "now": "A1.1", "values": {"4": 5}}, "method.migration_step", ("values", "4")),
    "step in words": ({"was": "X", "now": "A1.1", "values": {"four": 4}}, "method.migration_step", ("values", "four")),
    "steps of a number": ({"was": "X", "now": "A6.6", "values": {"4": 4}}, "method.migration_does_not_fit", ("values",)),
    "options of steps": ({"was": "X", "now": "A1.1", "options": {"a": None}}, "method.migration_does_not_fit", ("options",)),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_mapping_that_leads_nowhere(name: str) -> None:
    entry, code, path = DEFECTS[name]
    raw = shipped()
    raw.questionnaire["migrations"] = [{"from_version": "0.0.9", "items": [entry]}]
    assert found(raw) == {(code, (*AT, "items", 0, *path))}


@pytest.mark.parametrize("key", ["was", "now"])
def test_the_same_id_twice(key: str) -> None:
    raw = shipped()
    items = [{"was": "X", "now": "A1.1"}, {"was": "Y", "now": "A1.2"}]
    items[1][key] = items[0][key]
    raw.questionnaire["migrations"] = [{"from_version": "0.0.9", "items": items}]
    assert found(raw) == {("method.migration_repeated", (*AT, "items", 1, key))}


def test_the_same_version_twice_and_the_version_itself() -> None:
    raw = shipped()
    raw.questionnaire["migrations"] = [{"from_version": "0.0.9"}, {"from_version": "0.0.9"}, {"from_version": "0.1.0"}]
    assert found(raw) == {
        ("method.migration_repeated", ("questionnaire", "migrations", 1, "from_version")),
        ("method.migration_version", ("questionnaire", "migrations", 2, "from_version")),
    }


def test_sound_mappings_have_no_defect() -> None:
    raw = shipped()
    items = [
        {"was": "A2.9", "now": "A2.4", "values": {"0": 0, "1": 4}},
        {"was": "A1.4", "now": "A1.4", "options": {"all": "residents", "none_at_all": None}},
        {"was": "policing", "now": "police", "options": {"own_force": "own"}},
        {"was": "A1.1", "now": "A1.1"},
    ]
    raw.questionnaire["migrations"] = [{"from_version": "0.0.9", "items": items}]
    assert found(raw) == set()
