"""The shipped regional method is what its design says: which questions, in which tier, of which kind, with which tags."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import NamedTuple

import pytest
from support.methods import ROOT, method
from support.wording import BANNED, shingles_of

from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.model.conditions import AnswerTest, Condition, FactTest
from belong_assess.model.questionnaire import Answer, Choice, Count, Item, Pair, Steps, Ticks
from belong_assess.model.texts import texts_of

REGIONAL = method("regional")
TABLE = ROOT / "tests" / "cases" / "regional_tags.yaml"
QUESTIONS = list(REGIONAL.items)
TIERS = {"1": "express", "2": "standard", "3": "full"}
SCALES = {"L5t": "L5t", "L5o": "L5o", "L5d": "L5d", "share": "COV", "rhythm": "FREQ"}
RULES = {
    "OWN": "ladder", "L5t": "ladder", "L5o": "ladder", "L5d": "ladder", "COV": "share", "FREQ": "rhythm",
    "MULTI": "ticks", "BAND": "languages", "PARITY": "parity",
}  # fmt: skip
PER_BAR = {
    "E": 56, "D": 32, "I": 32, "G": 21,
    "P1": 30, "P2": 11, "P3": 14, "P4": 22, "P5": 34,
    "formulate": 22, "implement": 75, "evaluate": 14,
}  # fmt: skip
"""How many questions name each bar, counted in the table of the design."""
PARTS = {"E": 70, "D": 42, "I": 38, "G": 21}
"""The parts that they give it: two for `E` in `E/d`, one for `D`."""


class Row(NamedTuple):
    """One line of the design's table."""

    tier: str
    type: str
    principles: str
    priorities: str
    cycle: str
    field: str


def table() -> dict[str, Row]:
    document = read_yaml(TABLE.read_text(encoding="utf-8"), TABLE.name)
    assert not document.problems
    return {item: Row(*line.split()) for item, line in document.data.items()}


ROWS = table()


def all_texts() -> dict[str, str]:
    """Every text of the method, those of questionnaire and indicators under keys of their own."""
    asked, measured = texts_of(REGIONAL.questionnaire), texts_of(REGIONAL.indicators)
    return {**{f"asked.{key}": text for key, text in asked.items()}, **{f"measured.{k}": t for k, t in measured.items()}}


def help_texts() -> dict[str, str]:
    return {key: text for key, text in all_texts().items() if ".help." in key}


# How many


def test_17_areas_and_111_questions() -> None:
    assert list(REGIONAL.areas) == [f"A{number}" for number in range(1, 18)]
    assert len(REGIONAL.items) == len(REGIONAL.measured) == 111


@pytest.mark.parametrize(("tier", "questions"), [("express", 36), ("standard", 87), ("full", 111)])
def test_questions_per_tier(tier: str, questions: int) -> None:
    """A tier includes the ones before it, and reaches every area."""
    asked = [item for item in REGIONAL.items.values() if REGIONAL.tier_rank[item.tier] <= REGIONAL.tier_rank[tier]]
    assert len(asked) == questions
    assert {REGIONAL.area_of[item.id] for item in asked} == set(REGIONAL.areas)


@pytest.mark.parametrize(("tier", "questions", "areas"), [("standard", 53, 11), ("full", 71, 14)])
def test_the_common_core(tier: str, questions: int, areas: int) -> None:
    """The questions on which NC is not offered, in areas with at least two of them."""
    rank = REGIONAL.tier_rank
    core = [i.id for i in REGIONAL.items.values() if i.competence is None and rank[i.tier] <= rank[tier]]
    per_area = Counter(REGIONAL.area_of[item] for item in core)
    assert sum(number for number in per_area.values() if number >= 2) == questions
    assert sum(number >= 2 for number in per_area.values()) == areas
    assert REGIONAL.aggregates["common_core"].fewest_items == 2


def test_retired_ids_are_not_used() -> None:
    assert {"A16.5", "A17.5"}.isdisjoint(REGIONAL.items)
    assert list(ROWS) == QUESTIONS, "the ids of the design, in its order"


def test_every_question_stands_in_its_own_area_and_weighs_the_same() -> None:
    for item in QUESTIONS:
        area = item.partition(".")[0]
        assert (REGIONAL.section_of[item], REGIONAL.area_of[item]) == (area, area)
        assert REGIONAL.measured[item].weight == 1
    assert not any(area.optional or area.caps for area in REGIONAL.areas.values())


# The table of the design


@pytest.mark.parametrize("item_id", QUESTIONS)
def test_a_question_is_as_designed(item_id: str) -> None:
    item, row, measured = REGIONAL.items[item_id], ROWS[item_id], REGIONAL.measured[item_id]
    main, *others = row.priorities.split(",")
    assert item.tier == TIERS[row.tier]
    assert type_of(item.answer) == row.type
    assert measured.rule == RULES[row.type]
    assert (item.competence or "-") == row.field
    assert measured.parts == {"principles": principles(row.principles), "priorities": {main: 1}, "cycle": {row.cycle: 1}}
    assert measured.tags == tuple(others)


def principles(tag: str) -> dict[str, int]:
    """`E/d` is two parts the first, one part the second."""
    first, _, second = tag.partition("/")
    return {first: 2, second.upper(): 1} if second else {first: 1}


def type_of(answer: Answer) -> str:
    match answer:
        case Choice(scale=scale):
            return SCALES[scale]
        case Steps():
            return "OWN"
        case Ticks():
            return "MULTI"
        case Count():
            return "BAND"
        case Pair():
            return "PARITY"
        case _:
            return answer.kind


def test_questions_and_parts_per_bar() -> None:
    parts = [held for measured in REGIONAL.measured.values() for held in measured.parts.values()]
    assert Counter(bar for held in parts for bar in held) == PER_BAR
    assert {bar: sum(held.get(bar, 0) for held in parts) for bar in PARTS} == PARTS


def test_governance_counts_in_no_principle() -> None:
    for measured in REGIONAL.measured.values():
        assert "G" not in measured.parts["principles"] or measured.parts["principles"] == {"G": 1}


def test_steps_are_worded_from_0_to_4() -> None:
    """One ladder that people learn once; steps of a question's own have as many."""
    for item in REGIONAL.items.values():
        if options := REGIONAL.options_of(item.answer):
            assert [option.value for option in options] == [0, 1, 2, 3, 4], item.id
            assert len({option.label for option in options}) == 5, item.id


# Conditions and refusals


@pytest.mark.parametrize(
    ("item", "condition", "otherwise"),
    [
        ("A1.3", AnswerTest(kind="answer", item="A1.2", at_least=2), "zero"),
        ("A1.4", AnswerTest(kind="answer", item="A1.2", at_least=2), "zero"),
        ("A7.6", FactTest(kind="fact", fact="second_language", one_of=("yes",)), "left_out"),
        ("A13.6", FactTest(kind="fact", fact="police", one_of=("own", "trains", "coordinates")), "left_out"),
        ("A14.6", FactTest(kind="fact", fact="foreign_vote", one_of=("yes",)), "left_out"),
    ],
)
def test_conditions(item: str, condition: Condition, otherwise: str) -> None:
    assert REGIONAL.items[item].asked_when == condition
    assert REGIONAL.measured[item].when_not_asked == otherwise


def test_no_other_question_has_a_condition() -> None:
    held = {item.id for item in REGIONAL.items.values() if item.asked_when is not None}
    assert held == {"A1.3", "A1.4", "A7.6", "A13.6", "A14.6"}
    assert {m.item for m in REGIONAL.measured.values() if m.when_not_asked == "zero"} == {"A1.3", "A1.4"}


def test_a_strategy_cannot_be_not_applicable() -> None:
    """Others build on A1.2: neither NA nor NC is offered."""
    assert [item.id for item in REGIONAL.items.values() if item.refuses] == ["A1.2"]
    assert REGIONAL.items["A1.2"].refuses == ("NA",)
    assert REGIONAL.items["A1.2"].competence is None


def test_every_field_and_preset_is_complete() -> None:
    """Eleven fields; each is asked about somewhere; each preset gives roles in all of them."""
    known = REGIONAL.questionnaire.competences
    fields = [field.id for field in known.fields]
    assert len(fields) == 11
    assert {item.competence for item in REGIONAL.items.values()} - {None} == set(fields)
    assert [set(preset.roles) for preset in known.presets] == [set(fields)] * 4


# Texts


@pytest.mark.parametrize("item_id", QUESTIONS)
def test_help_is_complete(item_id: str) -> None:
    """Meaning, top answer, example and evidence; a share says of what."""
    item = REGIONAL.items[item_id]
    assert item.help is not None
    assert item.help.meaning and item.help.top and item.help.example and item.help.evidence
    assert bool(item.help.share_of) == (ROWS[item_id].type == "COV")


def test_context_questions_have_help_too() -> None:
    for fact in REGIONAL.facts.values():
        assert fact.help is not None and fact.help.meaning, fact.id


QUESTIONS_AND_FACTS = (*REGIONAL.items.values(), *REGIONAL.facts.values())


@pytest.mark.parametrize("item", [pytest.param(item, id=item.id) for item in QUESTIONS_AND_FACTS])
def test_a_stem_has_at_most_25_words_and_is_one_question(item: Item) -> None:
    assert len(item.text.split()) <= 25
    assert item.text.count("?") == 1


def test_no_question_and_no_help_text_repeats() -> None:
    """The whole of a share may be the same for several questions, and is then worded the same."""
    stems = [item.text for item in QUESTIONS_AND_FACTS]
    assert len(set(stems)) == len(stems)
    texts = [text for key, text in help_texts().items() if not key.endswith(".share_of")]
    assert [text for text, number in Counter(texts).items() if number > 1] == []


def test_no_help_text_nearly_repeats() -> None:
    """No two help texts have eight words in a row in common, the method's own formulas apart."""
    shingles = {key: shingles_of(text) for key, text in help_texts().items()}
    shared = {(a, b): sorted(shingles[a] & shingles[b]) for a, b in combinations(shingles, 2) if shingles[a] & shingles[b]}
    assert shared == {}


def test_a_repeated_phrase_is_noticed() -> None:
    one = "The region asks for it in every call, and the rules are on paper."
    other = "Nobody knows why the region asks for it in every call, and that is that."
    assert shingles_of(one) & shingles_of(other) == {
        "the region asks for it in every call", "region asks for it in every call and",
    }  # fmt: skip
    assert shingles_of("checked by the unit in the last three years and written down") == set()


def test_no_text_blames_or_borrows_authority() -> None:
    assert {key: text for key, text in all_texts().items() if BANNED.search(text)} == {}


def test_every_text_is_clean() -> None:
    """No double spaces, no typing marks left over, no placeholder where none is filled."""
    for key, text in all_texts().items():
        assert text == " ".join(text.split()) and text, key
        assert not re.search(r"TODO|XXX|\?\?|\.\.\.|—", text), key
        assert "findings" in key or "{" not in text, key
