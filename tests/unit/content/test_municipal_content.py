"""The shipped municipal method is what its design says: areas, nested index, kinds of question, weights, wording."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest
from support.methods import method
from support.wording import BANNED, shingles_of

from belong_assess.model.conditions import AnswerTest, FactTest, TickedTest
from belong_assess.model.questionnaire import Choice, Item
from belong_assess.model.texts import texts_of

MUNICIPAL = method("municipal")
REGIONAL = method("regional")
ASKED = (*MUNICIPAL.items.values(), *MUNICIPAL.facts.values())
LENS = [f"M{number}" for number in range(2, 8)]
TEN = ["M1", "lens", *(f"M{number}" for number in range(8, 16))]
TEXTS = {
    **{f"asked.{key}": text for key, text in texts_of(MUNICIPAL.questionnaire).items()},
    **{f"measured.{key}": text for key, text in texts_of(MUNICIPAL.indicators).items()},
}
HELP = {key: text for key, text in TEXTS.items() if ".help." in key}


def children(node: str) -> list[tuple[str, object]]:
    return [(child.node, child.weight) for child in MUNICIPAL.aggregates[node].of]


def test_17_areas_with_3_to_5_questions() -> None:
    assert list(MUNICIPAL.areas) == [f"M{number}" for number in range(1, 18)]
    assert {area.id for area in MUNICIPAL.areas.values() if area.optional} == {"M16", "M17"}
    assert all(3 <= len(area.items) <= 5 for area in MUNICIPAL.areas.values())
    assert len(MUNICIPAL.items) == len(MUNICIPAL.measured) == 62
    for item in MUNICIPAL.items:
        area = item.partition(".")[0]
        assert (MUNICIPAL.section_of[item], MUNICIPAL.area_of[item]) == (area, area)


def test_express_asks_20_questions_in_every_area() -> None:
    asked = [item.id for item in MUNICIPAL.items.values() if item.tier == "express"]
    assert len(asked) == 20
    assert {MUNICIPAL.area_of[item] for item in asked} == set(MUNICIPAL.areas)


def test_the_lens_is_one_of_ten_parts() -> None:
    assert children("lens") == [(area, 1) for area in LENS]
    assert children("index") == [(node, 1) for node in TEN]
    assert children("extended") == [(node, 1) for node in [*TEN, "M16", "M17"]]
    assert MUNICIPAL.aggregates["index"].headline


def test_every_kind_of_answer_and_of_rule_is_used() -> None:
    kinds = {item.answer.kind for item in MUNICIPAL.items.values()}
    assert kinds == {"choice", "steps", "ticks", "count", "number", "pair", "group"}
    rules = {rule.kind for rule in MUNICIPAL.indicators.rules}
    assert rules == {"options", "bands", "ticks", "parity", "linear", "combination"}
    assert [m.item for m in MUNICIPAL.measured.values() if m.rule == "share_reversed"] == ["M3.1"]


def test_the_questions_that_weigh_more_are_named_in_the_reason() -> None:
    heavy = {m.item for m in MUNICIPAL.measured.values() if m.weight == 2}
    assert heavy == {"M1.2", "M9.1", "M13.1", "M14.1", "M15.2"}
    assert {m.weight for m in MUNICIPAL.measured.values()} == {1, 2}
    assert "Five questions weigh 2" in MUNICIPAL.indicators.weights_reason


def test_conditions_and_what_they_leave() -> None:
    held = {item.id: item.asked_when for item in MUNICIPAL.items.values() if item.asked_when is not None}
    assert held == {
        "M1.3": AnswerTest(kind="answer", item="M1.2", at_least=1),
        "M8.4": FactTest(kind="fact", fact="local_police", one_of=("yes",)),
        "M11.3": TickedTest(kind="ticked", item="M11.2", option="twin"),
        "M14.4": FactTest(kind="fact", fact="foreign_vote", one_of=("yes",)),
    }
    assert {m.item for m in MUNICIPAL.measured.values() if m.when_not_asked == "zero"} == {"M1.3"}
    assert {item.id for item in MUNICIPAL.items.values() if item.refuses} == {"M1.2"}


def test_every_question_counts_in_a_principle_or_in_governance() -> None:
    for measured in MUNICIPAL.measured.values():
        parts = measured.parts["principles"]
        assert parts, measured.item
        assert "G" not in parts or parts == {"G": 1}, measured.item


def test_most_questions_can_be_answered_without_a_power() -> None:
    free = [item for item in MUNICIPAL.items.values() if item.competence is None]
    assert len(free) > 40
    fields = {field.id for field in MUNICIPAL.questionnaire.competences.fields}
    assert {item.competence for item in MUNICIPAL.items.values()} - {None} <= fields
    assert all(set(preset.roles) == fields for preset in MUNICIPAL.questionnaire.competences.presets)


def test_bands_are_its_own() -> None:
    assert [band.at_least for band in MUNICIPAL.indicators.bands] == [0, 25, 50, 75]
    labels = {band.label for band in MUNICIPAL.indicators.bands}
    assert labels.isdisjoint({band.label for band in REGIONAL.indicators.bands})


# Beside the regional method


def test_its_counterparts_exist() -> None:
    assert MUNICIPAL.indicators.looks_at == "regional"
    for area in MUNICIPAL.areas.values():
        assert area.counterparts and set(area.counterparts) <= REGIONAL.areas.keys(), area.id
        for measured in area.items:
            assert set(measured.counterparts) <= REGIONAL.items.keys(), measured.item


# Texts


@pytest.mark.parametrize("item_id", MUNICIPAL.items)
def test_help_is_complete(item_id: str) -> None:
    item = MUNICIPAL.items[item_id]
    assert item.help is not None
    assert item.help.meaning and item.help.top and item.help.example and item.help.evidence
    is_share = isinstance(item.answer, Choice) and item.answer.scale == "share"
    assert not is_share or item.help.share_of


@pytest.mark.parametrize("item", [pytest.param(item, id=item.id) for item in ASKED])
def test_a_stem_has_at_most_25_words_and_is_one_question(item: Item) -> None:
    assert len(item.text.split()) <= 25
    assert item.text.count("?") == 1


def test_no_text_repeats() -> None:
    stems = Counter(item.text for item in ASKED)
    assert [text for text, number in stems.items() if number > 1] == []
    shingles = {key: shingles_of(text) for key, text in HELP.items()}
    assert [(a, b) for a, b in combinations(shingles, 2) if shingles[a] & shingles[b]] == []


def test_no_help_is_taken_over_from_the_regional_questionnaire() -> None:
    theirs = {key: shingles_of(text) for key, text in texts_of(REGIONAL.questionnaire).items() if ".help." in key}
    taken = set().union(*theirs.values())
    assert [key for key, text in HELP.items() if shingles_of(text) & taken] == []


def test_no_text_blames_or_borrows_authority() -> None:
    assert {key: text for key, text in TEXTS.items() if BANNED.search(text)} == {}


def test_no_text_speaks_of_the_region_as_the_one_that_answers() -> None:
    """The subject is the municipality; a region is at most a neighbour or a partner."""
    stems = {item.id: item.text for item in ASKED if re.search(r"\bregion", item.text)}
    assert stems == {}


def test_every_text_is_clean() -> None:
    for key, text in TEXTS.items():
        assert text == " ".join(text.split()) and text, key
        assert not re.search(r"TODO|XXX|\?\?|\.\.\.|—", text), key
        assert "findings" in key or "{" not in text, key
