"""Whatever defect somebody types into a method, it is reported with its code, its file and its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from support.planting import Kind, Place, Plant, Text, Workshop, inserting, replacing

RUNS = 300

SECTIONS, GLOSSARY, COMPETENCES, SCALES = "sections/", "glossary.yaml", "competences.yaml", "questionnaire.yaml"
METHOD, AREAS, FINDINGS = "method.yaml", "areas.yaml", "findings.yaml"
PLACED = r"^      - \{item: "
POINTS = r"(\{kind: points, item: A\d+\.\d+, at_least: )([1-9]\d)\}"
DEEP = "[" * 45 + "]" * 45


def asked_when(item: str) -> str:
    return f"    asked_when: {{kind: answer, item: {item}, at_least: 1}}"


def capped(at_most: int, bound: str) -> str:
    return f"    caps: [{{id: one, at_most: {at_most}, when: {{kind: points, item: A1.1, {bound}}}, reason: One.}}]"


def migrated(*items: str, version: str = "0.0.9") -> str:
    return f"migrations: [{{from_version: {version}, items: [{', '.join(items)}]}}]"


KINDS: list[Kind] = [
    # counterparts
    inserting("method.counterparts_of_nothing", AREAS, r"^    aggregation: ", "    counterparts: [A1]"),
    # YAML
    replacing("yaml.tab", SECTIONS, r"^    (tier|text|help):", r"\t\1:"),
    replacing("yaml.syntax", SECTIONS, r"^    tier: (\w+)$", r"    tier: \1: what"),
    replacing("yaml.alias", SECTIONS, r"^    tier: (\w+)$", r"    tier: *\1"),
    replacing("yaml.tag", SECTIONS, r"^    tier: (\w+)$", r"    tier: !!str \1"),
    replacing("yaml.too_deep", SECTIONS, r"^    tier: (\w+)$", rf"    tier: {DEEP}"),
    replacing("yaml.key_not_text", SECTIONS, r"^    tier: (\w+)$", r"    [tier]: \1"),
    inserting("yaml.repeated_key", SECTIONS, r"^    tier: ", "    tier: express"),
    replacing("text.control_removed", SECTIONS, r"^(    text: .*[a-z])\?", "\\1\x07?"),
    # shape
    replacing("schema.unknown_key", SECTIONS, r"^    tier:", "    teir:"),
    replacing("schema.wrong_type", FINDINGS, r"^    weight: \d", "    weight: much"),
    replacing("schema.wrong_type", AREAS, r"weight: 1,", "weight: one,", "weight in words"),
    replacing("schema.not_allowed", FINDINGS, r"^    who: region", "    who: regoin"),
    replacing("schema.not_allowed", AREAS, r"^    aggregation: arithmetic", "    aggregation: average", "aggregation"),
    replacing("schema.unknown_kind", SECTIONS, r"\{kind: choice,", "{kind: choose,"),
    replacing("schema.unknown_kind", FINDINGS, r"\{kind: points,", "{kind: point,", "kind of a test"),
    replacing("schema.missing_key", SECTIONS, r"answer: \{kind: choice, ", "answer: {", "missing kind"),
    # ids
    replacing("method.unknown_item", FINDINGS, r"item: (A\d+)\.\d+", r"item: \1.99"),
    replacing("method.unknown_item", FINDINGS, r"items: \[A\d+\.\d+", "items: [A99.1", "selected item"),
    replacing("method.unknown_item", AREAS, r"item: (A\d+)\.\d+", r"item: \1.99", "item of an area"),
    replacing("method.unknown_scale", SECTIONS, r"scale: (\w+)", r"scale: \1x"),
    replacing("method.unknown_option", FINDINGS, r"option: (\w+)", r"option: \1x"),
    replacing("method.unknown_option", SECTIONS, r"one_of: \[(\w+)", r"one_of: [\1x", "option of a fact"),
    replacing("method.unknown_tier", SECTIONS, r"^    tier: (\w+)$", r"    tier: \1x"),
    replacing("method.unknown_rule", AREAS, r"rule: (\w+)", r"rule: \1x"),
    replacing("method.unknown_node", METHOD, r"- \{node: A(\d+)", r"- {node: A9\1"),
    replacing("method.unknown_node", FINDINGS, r"\b(node|high|low): (\w{2,})", r"\1: \2x", "node of a test"),
    replacing("method.unknown_field", SECTIONS, r"^    competence: (\w+)", r"    competence: \1x"),
    replacing("method.unknown_role", COMPETENCES, r"^        (\w+): \[(\w+)", r"        \1: [\2x"),
    replacing("method.unknown_fact", SECTIONS, r"\{kind: fact, fact: (\w+)", r"{kind: fact, fact: \1x"),
    replacing("method.unknown_view", AREAS, r"(principles|priorities|cycle): \{", r"\1x: {"),
    replacing("method.unknown_bar", AREAS, r"priorities: \{P\d", "priorities: {P8"),
    replacing("method.unknown_band", FINDINGS, r"\[leading\]", "[leader]"),
    replacing("method.unknown_tag", AREAS, r"tags: \[P\d", "tags: [P0"),
    replacing("method.unknown_practice", FINDINGS, r"practices: \[(\w+)", r"practices: [\1x"),
    replacing("method.id_malformed", GLOSSARY, r"^  - id: (\w+)", r"  - id: \1 two"),
    replacing("method.other_questionnaire", METHOD, r"questionnaire: \{id: regional", "questionnaire: {id: regions"),
    # mappings from an earlier version
    inserting("method.migration_unknown", SCALES, r"^version: ", migrated("{was: A9.9, now: A9.9}")),
    inserting("method.migration_option", SCALES, r"^version: ", migrated("{was: X, now: A1.4, options: {old: new}}")),
    inserting("method.migration_step", SCALES, r"^version: ", migrated("{was: X, now: A1.1, values: {4: 7}}")),
    inserting("method.migration_repeated", SCALES, r"^version: ", migrated("{was: X, now: A1.1}", "{was: Y, now: A1.1}")),
    inserting("method.migration_version", SCALES, r"^version: ", migrated(version="0.1.0")),
    inserting("method.migration_does_not_fit", SCALES, r"^version: ", migrated("{was: X, now: A6.6, values: {1: 2}}")),
    # answers
    replacing("method.scale_too_short", SECTIONS, r"(\{id: yes, label: Yes\}), \{id: no, label: No\}", r"\1"),
    replacing("method.option_repeated", SECTIONS, r"- \{value: 3,", "- {value: 2,"),
    replacing("method.option_repeated", SCALES, r"- \{value: 3,", "- {value: 2,", "option of a scale"),
    replacing("method.option_unreachable", SECTIONS, r"^        - \{id: \w+, label", "        - {id: later, label"),
    replacing("method.share_bounds", SCALES, r", (at_least|above): \d+\}", "}"),
    replacing("method.limits_contradict", SECTIONS, r"minimum: (\d+), maximum: (\d+)", r"minimum: \2, maximum: \1"),
    replacing("method.comparison_count", FINDINGS, POINTS, r"\g<1>\2, below: 100}"),
    # conditions
    replacing("method.condition_never_true", SECTIONS, r"at_least: 2\}", "at_least: 5}"),
    replacing("method.condition_always_true", SECTIONS, r"at_least: 2\}", "at_least: 0}"),
    inserting("method.condition_does_not_fit", "sections/A9", r"^    tier: ", asked_when("A1.4")),
    inserting("method.condition_later_tier", "sections/A9", r"^    tier: (express|standard)", asked_when("A1.6")),
    # rules
    inserting("method.unused", METHOD, r"^rules:", "  - {id: spare, kind: ticks}"),
    replacing("method.rule_does_not_fit", AREAS, r"rule: (ladder|share|rhythm|ticks)", "rule: parity"),
    replacing("method.points_missing", METHOD, r"\{value: 2, points: 50\}, ", ""),
    replacing("method.points_out_of_range", METHOD, r"\{value: 3, points: 75\}", "{value: 3, points: 750}"),
    replacing("method.points_not_ascending", METHOD, r"\{value: 3, points: 75\}", "{value: 3, points: 35}"),
    replacing("method.bounds_not_ascending", METHOD, r"\{at_least: [3-9], points", "{at_least: 0, points"),
    replacing("method.bounds_gap", METHOD, r"\{at_least: 0,", "{at_least: 1,"),
    replacing("method.bounds_unreachable", METHOD, r"\{at_least: 9,", "{at_least: 11,"),
    replacing("method.best_not_100", METHOD, r"\{value: 4, points: 100\}", "{value: 4, points: 95}"),
    replacing("method.worst_not_0", METHOD, r"\{value: 0, points: 0\}", "{value: 0, points: 5}"),
    # weights
    replacing("method.weight_negative", AREAS, r"weight: 1", "weight: -1"),
    replacing("method.weight_negative", METHOD, r"weight: 1\}", "weight: -0.5}", "weight of a node"),
    replacing("method.weight_without_effect", AREAS, r"weight: 1", "weight: 0"),
    replacing("method.parts_not_positive", AREAS, r"(\w): 1\}", r"\1: 0}"),
    replacing("method.context_measured", AREAS, r"item: A\d+\.\d+", "item: population"),
    # indices, bands, minimums
    replacing("method.requirement_impossible", METHOD, r"within_competence: 10", "within_competence: 18"),
    inserting("method.empty_group", METHOD, r"^    bars:", "      - {id: Z9, title: Nothing, about: Nothing.}"),
    replacing("method.band_gap", METHOD, r"^    at_least: 0$", "    at_least: 10"),
    replacing("method.band_overlap", METHOD, r"^    at_least: (55|80)$", "    at_least: 30"),
    replacing("method.band_order", METHOD, r"^    at_least: 80$", "    at_least: 40"),
    replacing("method.band_unreachable", METHOD, r"^    at_least: 80$", "    at_least: 800"),
    replacing("method.percentage_out_of_range", METHOD, r"(coverage|scored_weight|applicable_share): (\d0)", r"\1: \g<2>0"),
    replacing("method.number_out_of_range", METHOD, r"(fewest_items|, items): \d", r"\1: 0"),
    inserting("method.cap_rises", AREAS, r"^    aggregation:", capped(40, "at_least: 25")),
    inserting("method.cap_without_effect", AREAS, r"^    aggregation:", capped(100, "below: 25")),
    # findings and texts
    replacing("method.finding_impossible", FINDINGS, POINTS, r"\g<1>1\2}"),
    replacing("method.finding_always", FINDINGS, r"(\{kind: count,.*) at_least: \d\}$", r"\1 at_least: 0}"),
    inserting("method.each_unused", FINDINGS, r"^    areas: \[A", "    for_each: field"),
    replacing("method.text_missing", FINDINGS, r"^    title: .*", '    title: " "'),
    replacing("method.text_missing", SECTIONS, r"label: \"[^\"]*\"", 'label: ""', "empty label"),
]  # fmt: skip


def kind(code: str) -> Callable[[Plant], Plant]:
    """Register a function that plants a defect of this code."""

    def register(plant: Plant) -> Plant:
        KINDS.append(Kind(plant.__name__, code, plant))
        return plant

    return register


@kind("schema.missing_key")
def item_without_tier(text: Text, rng: Random) -> Place:
    place = rng.choice(text.places(SECTIONS, r"^    tier: "))
    text.delete(place)
    return text.back(place, r"^  - id: ")


@kind("yaml.several_documents")
def second_document(text: Text, rng: Random) -> Place:
    place = rng.choice(text.places(METHOD, r"^(rules|minimums|bands|aggregates|views):"))
    text.insert(place, "---")
    return place


@kind("method.repeated_id")
def id_of_an_earlier_item(text: Text, rng: Random) -> Place:
    place = rng.choice(text.places(SECTIONS, r"^  - id: A\d+\.[2-9]"))
    text.put(place, text.line(text.back(place, r"^  - id: ")))
    return place


@kind("method.section_repeated")
def id_of_another_section(text: Text, rng: Random) -> Place:
    (file, line) = rng.choice(text.places(SECTIONS, r"^id: A[1-9]"))
    text.put((file, line), "id: A0")
    return (file, line)


@kind("method.condition_itself")
def condition_on_itself(text: Text, rng: Random) -> Place:
    place = rng.choice(text.places(SECTIONS, r"^    answer: \{kind: choice"))
    own = text.line(text.back(place, r"^  - id: ")).split()[-1]
    text.insert(place, asked_when(own))
    return place


@kind("method.condition_later_item")
def condition_on_the_last_section(text: Text, rng: Random) -> Place:
    place = rng.choice(text.places("sections/A12", r"^    answer: \{kind: choice"))
    text.insert(place, asked_when("A17.1"))
    return place


@kind("method.condition_circular")
def conditions_on_each_other(text: Text, rng: Random) -> Place:
    places = text.places("sections/A12", r"^    answer: \{kind: choice")
    first, second = sorted(rng.sample(places, 2))
    names = [text.line(text.back(place, r"^  - id: ")).split()[-1] for place in (first, second)]
    text.insert(second, asked_when(names[0]))
    text.insert(first, asked_when(names[1]))
    return first


@kind("method.item_not_measured")
def item_dropped_from_its_area(text: Text, rng: Random) -> Place:
    place = rng.choice(text.places(AREAS, PLACED))
    item = re.search(r"item: ([\w.]+)", text.line(place))
    assert item is not None
    text.delete(place)
    (asked,) = text.places(SECTIONS, rf"^  - id: {re.escape(item.group(1))}$")
    return asked


@kind("method.item_measured_twice")
def line_copied_in_an_area(text: Text, rng: Random) -> Place:
    (file, index) = rng.choice(text.places(AREAS, PLACED))
    text.insert((file, index + 1), text.line((file, index)))
    return (file, index + 1)


@kind("method.two_paths")
def node_copied_in_an_aggregate(text: Text, rng: Random) -> Place:
    (file, index) = rng.choice(text.places(METHOD, r"^      - \{node: "))
    text.insert((file, index + 1), text.line((file, index)))
    return (file, index + 1)


@kind("method.area_outside_headline")
def area_dropped_from_the_index(text: Text, rng: Random) -> Place:
    area, place = _area_of_the_index(text, rng)
    text.delete(place)
    return area


@kind("method.optional_in_headline")
def area_made_optional(text: Text, rng: Random) -> Place:
    area, place = _area_of_the_index(text, rng)
    text.insert((area[0], area[1] + 1), "    optional: true")
    return place


def _area_of_the_index(text: Text, rng: Random) -> tuple[Place, Place]:
    """An area in areas.yaml, and the line that puts it into the index: the first one that names it."""
    area = rng.choice(text.places(AREAS, r"^  - id: "))
    name = text.line(area).split()[-1]
    return area, text.places(METHOD, rf"- \{{node: {name}, ")[0]


@kind("method.headline_count")
def another_headline(text: Text, rng: Random) -> Place:
    (file, index) = rng.choice(text.places(METHOD, r"^  - id: (common_core|policy_fields|governance_areas|rights_voice)"))
    text.insert((file, index + 1), "    headline: true")
    return (file, index + 1)


@kind("method.unknown_counterpart")
def counterpart_that_is_not_there(text: Text, rng: Random) -> Place:
    _look_at(text, "small")
    (file, index) = rng.choice(text.places(AREAS, r"^    aggregation: "))
    text.insert((file, index + 1), rng.choice(["    counterparts: [S1, S9]", "    counterparts: [S1.1]"]))
    return (file, index + 1)


@kind("method.unknown_counterpart")
def counterpart_of_a_question_that_is_not_there(text: Text, rng: Random) -> Place:
    _look_at(text, "small")
    place = rng.choice(text.places(AREAS, PLACED))
    text.put(place, text.line(place).replace(", weight:", ", counterparts: [S1.1, S1.9], weight:"))
    return place


@kind("method.looks_at_unknown")
def method_that_is_not_there(text: Text, rng: Random) -> Place:
    return _look_at(text, rng.choice(["smal", "../small", "."]))


@kind("method.looks_at_itself")
def method_that_looks_at_itself(text: Text, rng: Random) -> Place:
    return _look_at(text, "regional")


def _look_at(text: Text, other: str) -> Place:
    ((file, index),) = text.places(METHOD, r"^id: regional")
    text.insert((file, index + 1), f"looks_at: {other}")
    return (file, index + 1)


@kind("method.cycle_of_nodes")
def aggregate_in_itself(text: Text, rng: Random) -> Place:
    (file, index) = rng.choice(text.places(METHOD, r"^    of:"))
    name = text.line(text.back((file, index), r"^  - id: ")).split()[-1]
    text.insert((file, index + 1), f"      - {{node: {name}, weight: 1}}")
    return (file, index + 1)


@kind("method.minimum_missing")
def tier_without_minimum(text: Text, rng: Random) -> Place:
    first, second = text.places(METHOD, r"tiers: \[.*coverage")
    dropped = rng.choice(["standard, ", ", full"])
    text.put(second, text.line(second).replace(dropped, ""))
    return first


@kind("method.minimum_twice")
def tier_with_two_minimums(text: Text, rng: Random) -> Place:
    (place,) = text.places(METHOD, r"tiers: \[standard, full\], coverage")
    text.put(place, text.line(place).replace("[standard", rng.choice(["[express, standard", "[standard, express"])))
    return place


@kind("method.finding_repeated")
def condition_of_another_finding(text: Text, rng: Random) -> Place:
    first, second = sorted(rng.sample(text.places(FINDINGS, r"^    when: \{(?!.*each)"), 2))
    text.put(second, text.line(first))
    return second


@kind("method.finding_sentence_repeated")
def sentence_of_another_finding(text: Text, rng: Random) -> Place:
    places = [place for place in text.places(FINDINGS, r"^    sentence: ") if "{" not in "".join(_entry(text, place))]
    first, second = sorted(rng.sample(places, 2))
    copied = _entry(text, first)
    text.delete(second, text.block(second))
    for line in reversed(copied):
        text.insert(second, line)
    return second


@kind("method.placeholder_unknown")
def misspelt_placeholder(text: Text, rng: Random) -> Place:
    (file, index) = rng.choice(text.places(FINDINGS, r"^    (sentence|next_step): >-"))
    text.put((file, index + 1), text.line((file, index + 1)) + " {regoin}")
    return (file, index)


@kind("method.text_repeated")
def question_copied(text: Text, rng: Random) -> Place:
    places = sorted(text.places(SECTIONS, r'^    text: "'), key=lambda place: (_number(place[0]), place[1]))
    first, second = sorted(rng.sample(range(len(places)), 2))
    text.put(places[second], text.line(places[first]))
    return places[second]


@kind("method.help_missing")
def help_deleted(text: Text, rng: Random) -> Place:
    scored = [place for place in text.places(SECTIONS, r"^    help:") if "sections/A0" not in place[0]]
    place = rng.choice(scored)
    text.delete(place, text.block(place))
    return text.back(place, r"^  - id: ")


@kind("method.share_without_denominator")
def denominator_deleted(text: Text, rng: Random) -> Place:
    place = rng.choice(text.places(SECTIONS, r"^      share_of: "))
    start = text.back(place, r"^    help:")
    text.delete(place)
    return (start[0], start[1] + 1)


@kind("method.preset_incomplete")
def field_dropped_from_a_preset(text: Text, rng: Random) -> Place:
    place = rng.choice(text.places(COMPETENCES, r"^        \w+: \["))
    start = text.back(place, r"^      roles:")
    text.delete(place)
    return (start[0], start[1] + 1)


def _entry(text: Text, place: Place) -> list[str]:
    """An entry as it stands, with everything indented below it."""
    return text.files[place[0]][place[1] : place[1] + text.block(place)]


def _number(file: str) -> int:
    """The number of a section's file: sections are asked in this order."""
    return int(re.sub(r"\D", "", file.rpartition("/")[2]))


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("method"))


def test_the_sound_text_has_no_problem(workshop: Workshop) -> None:
    assert workshop.check(workshop.text()) == ()


def test_there_are_enough_kinds() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 36


@pytest.mark.parametrize("run", range(RUNS), ids=lambda run: f"{KINDS[run % len(KINDS)].name}-{run}")
def test_planted_defect_is_found_at_its_line(workshop: Workshop, run: int) -> None:
    planted = KINDS[run % len(KINDS)]
    text = workshop.text()
    file, line = planted.plant(text, Random(run))
    found = {(problem.code, problem.where.file, problem.where.line) for problem in workshop.check(text)}
    assert (planted.code, file, line + 1) in found, Path(file).name
