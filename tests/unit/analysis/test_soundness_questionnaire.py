"""Defects of what is asked: ids, forms of answers, conditions, texts, presets."""

from __future__ import annotations

from typing import Any

import pytest
from support.raw_method import found, shipped

from belong_assess.problems import PathKey

AT: PathKey = ("questionnaire",)
DOMINANT: dict[str, Any] = {"kind": "answer", "item": "A1.2", "at_least": 2}


# ids


def test_unknown_item() -> None:
    raw = shipped()
    path, item = raw.item("A1.3")
    item["asked_when"]["item"] = "A1.22"
    assert found(raw) == {("method.unknown_item", (*path, "asked_when", "item"))}


def test_unknown_scale() -> None:
    raw = shipped()
    path, item = raw.item("A1.5")
    item["answer"]["scale"] = "L5x"
    assert found(raw) == {("method.unknown_scale", (*path, "answer", "scale"))}


def test_unknown_option() -> None:
    raw = shipped()
    path, item = raw.item("A14.6")
    item["asked_when"]["one_of"] = ["yess"]
    assert found(raw) == {("method.unknown_option", (*path, "asked_when", "one_of", 0))}


def test_unknown_tier() -> None:
    raw = shipped()
    path, item = raw.item("A1.6")
    item["tier"] = "fool"
    assert found(raw) == {("method.unknown_tier", (*path, "tier"))}


def test_unknown_field() -> None:
    raw = shipped()
    path, item = raw.item("A11.1")
    item["competence"] = "helth"
    assert found(raw) == {("method.unknown_field", (*path, "competence"))}


def test_unknown_field_of_a_preset() -> None:
    raw = shipped()
    roles = raw.questionnaire["competences"]["presets"][1]["roles"]
    roles["helth"] = roles.pop("health")
    path = (*AT, "competences", "presets", 1, "roles")
    assert found(raw) == {("method.unknown_field", (*path, "helth", "")), ("method.preset_incomplete", path)}


def test_unknown_role() -> None:
    raw = shipped()
    raw.questionnaire["competences"]["presets"][1]["roles"]["health"] = ["rums"]
    assert found(raw) == {("method.unknown_role", (*AT, "competences", "presets", 1, "roles", "health", 0))}


def test_unknown_fact() -> None:
    raw = shipped()
    path, item = raw.item("A14.6")
    item["asked_when"]["fact"] = "foreign_vot"
    assert found(raw) == {("method.unknown_fact", (*path, "asked_when", "fact"))}


def test_repeated_id_of_a_term() -> None:
    raw = shipped()
    raw.questionnaire["glossary"][5]["id"] = raw.questionnaire["glossary"][2]["id"]
    assert found(raw) == {("method.repeated_id", (*AT, "glossary", 5, "id"))}


def test_repeated_id_of_a_fact_and_an_item() -> None:
    raw = shipped()
    path, item = raw.item("A1.1")
    raw.item("region_code")[1]["id"] = "A1.1"
    assert found(raw) == {("method.repeated_id", (*path, "id"))}
    assert item["id"] == "A1.1"


def test_malformed_id() -> None:
    raw = shipped()
    path, fact = raw.item("unit_name")
    fact["id"] = "unit name"
    assert found(raw) == {("method.id_malformed", (*path, "id"))}


def test_id_reserved_for_the_questions_of_a_region() -> None:
    raw = shipped()
    path, fact = raw.item("unit_name")
    fact["id"] = "X1.name"
    assert found(raw) == {("method.id_reserved", (*path, "id"))}
    fact["id"] = "Xylo"
    assert found(raw) == set()


def test_repeated_section() -> None:
    raw = shipped()
    path, section = raw.section("A0")
    section["id"] = "A1"
    assert found(raw) == {("method.section_repeated", (*AT, "sections", 1, "id"))}
    assert path == (*AT, "sections", 0)


# forms of answers


def test_scale_of_one_option() -> None:
    raw = shipped()
    path, fact = raw.item("in_eu")
    del fact["answer"]["options"][1]
    assert found(raw) == {("method.scale_too_short", (*path, "answer", "options"))}


def test_repeated_option_value() -> None:
    raw = shipped()
    path, scale = raw.scale("rhythm")
    scale["options"].insert(4, {"value": 3, "label": "another rhythm"})
    assert found(raw) == {("method.option_repeated", (*path, "options", 4, "value"))}


def test_repeated_label() -> None:
    raw = shipped()
    path, item = raw.item("A1.4")
    item["answer"]["options"][3]["label"] = "Municipalities "
    assert found(raw) == {("method.option_repeated", (*path, "answer", "options", 3, "label"))}


def test_share_step_hidden_by_the_next_one() -> None:
    raw = shipped()
    path, scale = raw.scale("share")
    scale["options"][3]["at_least"] = 75
    assert found(raw) == {("method.option_unreachable", (*path, "options", 3))}


@pytest.mark.parametrize("name", ["none", "dk", "Schools"])
def test_tick_that_is_read_as_something_else(name: str) -> None:
    raw = shipped()
    path, item = raw.item("A1.4")
    item["answer"]["options"][4]["id"] = name
    assert found(raw) == {("method.option_unreachable", (*path, "answer", "options", 4, "id"))}


def test_share_steps_that_do_not_start_at_0() -> None:
    raw = shipped()
    path, scale = raw.scale("share")
    scale["options"][0]["at_least"] = 5
    scale["options"][1]["above"] = 5
    assert found(raw) == {("method.share_bounds", (*path, "options", 0))}


def test_share_step_without_bound() -> None:
    raw = shipped()
    path, scale = raw.scale("share")
    del scale["options"][2]["at_least"]
    assert found(raw) == {("method.share_bounds", (*path, "options", 2))}


def test_share_bound_over_100() -> None:
    raw = shipped()
    path, scale = raw.scale("share")
    scale["options"][4]["at_least"] = 101
    assert found(raw) == {("method.share_bounds", (*path, "options", 4))}


def test_share_step_with_two_bounds() -> None:
    raw = shipped()
    path, scale = raw.scale("share")
    scale["options"][1]["at_least"] = 1
    assert found(raw) == {("method.comparison_count", (*path, "options", 1))}


def test_limits_that_leave_no_number() -> None:
    raw = shipped()
    path, fact = raw.item("last_election")
    fact["answer"].update(minimum=2100, maximum=1900)
    assert found(raw) == {("method.limits_contradict", (*path, "answer", "maximum"))}


def test_negative_count() -> None:
    raw = shipped()
    path, fact = raw.item("unit_count")
    fact["answer"]["minimum"] = -1
    assert found(raw) == {("method.number_out_of_range", (*path, "answer", "minimum"))}


# conditions


def test_condition_with_two_comparisons() -> None:
    raw = shipped()
    path, item = raw.item("A1.3")
    item["asked_when"]["below"] = 4
    assert found(raw) == {("method.comparison_count", (*path, "asked_when"))}


def test_condition_without_comparison() -> None:
    raw = shipped()
    path, item = raw.item("A1.3")
    del item["asked_when"]["at_least"]
    assert found(raw) == {("method.comparison_count", (*path, "asked_when"))}


def test_condition_beyond_the_options() -> None:
    raw = shipped()
    path, item = raw.item("A1.3")
    item["asked_when"]["at_least"] = 5
    assert found(raw) == {("method.condition_never_true", (*path, "asked_when"))}


def test_condition_that_contradicts_itself() -> None:
    raw = shipped()
    path, item = raw.item("A1.3")
    item["asked_when"] = {"kind": "all", "of": [DOMINANT, {"kind": "not", "of": DOMINANT}]}
    assert found(raw) == {("method.condition_never_true", (*path, "asked_when"))}


def test_one_of_two_ways_never_holds() -> None:
    raw = shipped()
    path, item = raw.item("A1.3")
    item["asked_when"] = {"kind": "any", "of": [DOMINANT, {"kind": "answer", "item": "A1.1", "below": 0}]}
    assert found(raw) == {("method.condition_never_true", (*path, "asked_when", "of", 1))}


def test_condition_that_always_holds() -> None:
    raw = shipped()
    path, item = raw.item("A1.3")
    item["asked_when"]["at_least"] = 0
    assert found(raw) == {("method.condition_always_true", (*path, "asked_when"))}


def test_condition_with_every_option() -> None:
    raw = shipped()
    path, item = raw.item("A13.6")
    item["asked_when"]["one_of"] = ["own", "trains", "coordinates", "none"]
    assert found(raw) == {("method.condition_always_true", (*path, "asked_when"))}


def test_conditions_on_several_picks_may_hold_together() -> None:
    raw = shipped()
    _, item = raw.item("A13.6")
    one, other = ({"kind": "fact", "fact": "police", "one_of": [name]} for name in ("own", "trains"))
    item["asked_when"] = {"kind": "all", "of": [one, {"kind": "not", "of": other}]}
    assert found(raw) == set()


def test_condition_on_the_item_itself() -> None:
    raw = shipped()
    path, item = raw.item("A1.2")
    item["asked_when"] = DOMINANT
    assert ("method.condition_itself", (*path, "asked_when", "item")) in found(raw)


def test_condition_on_a_later_item() -> None:
    raw = shipped()
    path, item = raw.item("A1.1")
    item["asked_when"] = DOMINANT
    assert found(raw) == {("method.condition_later_item", (*path, "asked_when", "item"))}


def test_condition_on_a_later_tier() -> None:
    raw = shipped()
    path, item = raw.item("A1.3")
    raw.item("A1.2")[1]["tier"] = "full"
    other, _ = raw.item("A1.4")
    assert found(raw) == {("method.condition_later_tier", (*where, "asked_when", "item")) for where in (path, other)}
    assert item["tier"] == "standard"


def test_conditions_in_a_circle() -> None:
    raw = shipped()
    path, first = raw.item("A1.1")
    _, second = raw.item("A1.2")
    first["asked_when"] = DOMINANT
    second["asked_when"] = {"kind": "answer", "item": "A1.1", "at_least": 2}
    assert found(raw) == {("method.condition_circular", (*path, "asked_when", "item"))}


def test_condition_on_the_wrong_form_of_answer() -> None:
    raw = shipped()
    path, item = raw.item("A1.5")
    item["asked_when"] = {"kind": "answer", "item": "A1.4", "at_least": 2}
    assert found(raw) == {("method.condition_does_not_fit", (*path, "asked_when", "kind"))}


def test_item_whose_parent_is_asked_in_the_other_case() -> None:
    raw = shipped()
    path, item = raw.item("A1.4")
    item["asked_when"] = {
        "kind": "all",
        "of": [{"kind": "answer", "item": "A1.3", "at_least": 1}, {"kind": "answer", "item": "A1.2", "below": 2}],
    }
    assert ("method.item_unreachable", (*path, "asked_when")) in found(raw)


def test_item_that_is_asked_when_its_parent_is_not() -> None:
    raw = shipped()
    _, item = raw.item("A1.5")
    item["asked_when"] = {
        "kind": "all",
        "of": [
            {"kind": "not", "of": {"kind": "answer", "item": "A1.3", "at_least": 1}},
            {"kind": "answer", "item": "A1.2", "below": 2},
        ],
    }
    assert found(raw) == set()


def test_condition_on_a_count() -> None:
    raw = shipped()
    path, item = raw.item("A7.1")
    item["tier"] = "full"
    item["asked_when"] = {"kind": "answer", "item": "A6.6", "at_least": 10}
    assert found(raw) == set()
    item["asked_when"] = {"kind": "answer", "item": "A6.6", "at_least": 11}
    assert found(raw) == {("method.condition_never_true", (*path, "asked_when"))}


# texts


def test_empty_text() -> None:
    raw = shipped()
    path, item = raw.item("A1.3")
    item["help"]["top"] = " \n"
    assert found(raw) == {("method.text_missing", (*path, "help", "top"))}


def test_empty_label() -> None:
    raw = shipped()
    path, scale = raw.scale("L5d")
    scale["options"][1]["label"] = ""
    assert found(raw) == {("method.text_missing", (*path, "options", 1, "label"))}


def test_repeated_text() -> None:
    raw = shipped()
    path, item = raw.item("A2.2")
    item["help"]["example"] = raw.item("A2.1")[1]["help"]["example"].upper()
    assert found(raw) == {("method.text_repeated", (*path, "help", "example"))}


def test_missing_help() -> None:
    raw = shipped()
    path, item = raw.item("A2.2")
    del item["help"]
    assert found(raw) == {("method.help_missing", path)}


def test_share_without_denominator() -> None:
    raw = shipped()
    path, item = raw.item("A1.3")
    del item["help"]["share_of"]
    assert found(raw) == {("method.share_without_denominator", (*path, "help"))}


# presets and leftovers


def test_preset_without_a_field() -> None:
    raw = shipped()
    del raw.questionnaire["competences"]["presets"][2]["roles"]["housing"]
    assert found(raw) == {("method.preset_incomplete", (*AT, "competences", "presets", 2, "roles"))}


def test_scale_that_nothing_uses() -> None:
    raw = shipped()
    raw.questionnaire["scales"].append({"id": "spare", "title": "Spare", "options": raw.scale("rhythm")[1]["options"]})
    assert found(raw) == {("method.unused", (*AT, "scales", 5, "id"))}
