"""The shipped voices are what their design says: twenty questions about what is seen, areas only, gentle findings."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support.finding_cases import assess
from support.methods import example_files, method
from support.without_index import mentions_of_an_index

from belong_assess.language.texts import language
from belong_assess.model.questionnaire import Choice, Pick
from belong_assess.model.texts import texts_of
from belong_assess.views.handbook import render_handbook
from belong_assess.views.method_pages import render_method
from belong_assess.views.plain import render_plain
from belong_assess.views.report import build_report
from belong_assess.workflows.score_file import Scored, score_file

VOICES, REGIONAL = method("regional-voices"), method("regional")
TABLE = {
    "V1": ("A1", "A1.1 A1.2", "G"), "V2": ("A2", "A2.2 A2.3 A2.6", "G"), "V3": ("A3", "A3.4 A3.5", "E d"),
    "V4": ("A4", "A4.2 A8.3 A11.4", "D i"), "V5": ("A5", "A5.1 A5.2 A5.5", "E"), "V6": ("A6", "A6.1 A6.2 A6.6", "E"),
    "V7": ("A6", "A6.4 A7.5", "I"), "V8": ("A7", "A7.1 A7.3", "E"), "V9": ("A8", "A8.2 A8.5", "I"),
    "V10": ("A9", "A9.1 A9.2 A9.5 A9.8", "E d"), "V11": ("A10", "A10.2 A10.5 A10.7", "E"),
    "V12": ("A11", "A11.1 A11.2 A11.3", "E"), "V13": ("A12", "A12.2 A12.5 A12.7", "I"),
    "V14": ("A13", "A13.1 A13.2 A13.5", "I d"), "V15": ("A13", "A13.4 A10.4", "I"),
    "V16": ("A14", "A14.1 A14.2 A14.7", "E i"),
    "V17": ("A14", "A14.5 A1.4", "G"), "V18": ("A15", "A15.1 A15.5", "D"), "V19": ("A16", "A16.1 A16.7", "G"),
    "V20": ("A17", "A17.2 A17.3 A17.4", "D i"),
}  # fmt: skip
"""Area, counterparts and principles of each question, from the table of the design."""

STEPS = {
    0: "I see nothing of it",
    1: "I have heard that it is planned",
    2: "I see it in some places, or for some people",
    3: "I see it in most places, for most people",
    4: "I see it in most places, and it has become better in the last three years",
}
LONG_SENTENCE = 30
"""More words than this in one sentence are no plain English."""


def test_twenty_questions_stand_where_the_table_says() -> None:
    assert list(VOICES.items) == list(TABLE)
    for item, (area, counterparts, tags) in TABLE.items():
        placed = VOICES.measured[item]
        assert (VOICES.area_of[item], placed.counterparts) == (area, tuple(counterparts.split())), item
        assert placed.tags == tuple(tags.split()), item


def test_areas_are_those_of_the_regional_method() -> None:
    assert VOICES.indicators.looks_at == "regional"
    assert {area.id: area.counterparts for area in VOICES.indicators.areas} == {area: (area,) for area in REGIONAL.areas}


def test_there_is_one_scale_and_neither_nc_nor_na() -> None:
    (scale,) = VOICES.questionnaire.scales
    assert {option.value: option.label for option in scale.options} == STEPS
    assert not scale.ladder, "impressions count in no rate"
    for item in VOICES.items.values():
        assert item.answer == Choice(kind="choice", scale=scale.id)
        assert (item.competence, item.refuses) == (None, ("NA",)), item.id
        assert item.help is not None and item.help.example, item.id


def test_cut_points_and_points_are_those_of_the_regional_method() -> None:
    assert [band.at_least for band in VOICES.indicators.bands] == [band.at_least for band in REGIONAL.indicators.bands]
    assert VOICES.rules["seen"].points == REGIONAL.rules["ladder"].points  # type: ignore[union-attr]
    assert not {b.label for b in VOICES.indicators.bands} & {b.label for b in REGIONAL.indicators.bands}


def test_who_answers_is_asked_and_no_name() -> None:
    picks = {fact.id: [option.id for option in fact.answer.options] for fact in VOICES.facts.values()
             if isinstance(fact.answer, Pick)}  # fmt: skip
    assert picks == {
        "respondent": ["association", "municipality", "residents_group", "employer", "education", "other"],
        "place": ["city", "town", "village"],
        "funded": ["yes", "no", "rather_not_say"],
        "migration_experience": ["yes", "partly", "no", "rather_not_say"],
    }
    assert VOICES.facts.keys() - picks.keys() == {"region_name", "reference_date"}


def test_there_is_no_index() -> None:
    assert (VOICES.headline, VOICES.indicators.aggregates, VOICES.indicators.views) == (None, (), ())
    assert not VOICES.asks_evidence
    assert VOICES.indicators.statement[0] == "Invited groups, not a sample of residents."


def test_sentences_are_short() -> None:
    texts = {**texts_of(VOICES.questionnaire), **texts_of(VOICES.indicators)}
    sentences = [(key, each) for key, text in texts.items() for each in re.split(r"(?<=[.?!:;]) ", text)]
    assert [key for key, each in sentences if len(each.split()) > LONG_SENTENCE] == []


@pytest.mark.parametrize("path", example_files("regional-voices"), ids=lambda path: path.parent.name)
def test_no_report_speaks_of_an_index(path: Any) -> None:
    held = score_file(path)
    assert isinstance(held, Scored)
    say = language()
    report = build_report(held.assessment, held.submission, held.result, held.found, held.problems, say)
    for text in (render_plain(report, say), render_handbook(VOICES, say), render_method(VOICES, "regional-voices", say, 80)):
        assert mentions_of_an_index(" ".join(text.split()).replace("There is no index of voices", "")) == []


# findings: what makes each hold, and the one change after which it is silent


FIRING: list[tuple[str, str | None, dict[str, object], dict[str, object]]] = [
    ("seen_in_daily_life", "A6", {"V6": 4, "V7": 2}, {"V6": 3}),
    ("seen_in_daily_life", "A6", {"V6": 3, "V7": 3}, {"V7": 2}),
    ("getting_better", None, {"V1": 4, "V5": 4, "V9": 4, "V13": 4}, {"V9": 3}),
    ("nothing_seen", "A10", {"V11": 0}, {"V11": 1}),
    ("nothing_seen", "A13", {"V14": 0, "V15": 1}, {"V14": 1}),
    ("planned_for_long", None, {"V1": 1, "V2": 1, "V3": 1, "V6": 1, "V9": 1}, {"V9": 2}),
    ("asked_and_not_told", None, {"V16": 2, "V17": 1}, {"V17": 2}),
    ("asked_and_not_told", None, {"V16": 2, "V17": 1}, {"V16": 1}),
    ("much_cannot_be_said", None, dict.fromkeys([f"V{n}" for n in range(1, 9)], "DK"), {"V8": 0}),
]


def found(answers: dict[str, object]) -> set[tuple[str, str | None]]:
    asked = VOICES.questionnaire
    base = dict.fromkeys(VOICES.items, 2)
    data = {"questionnaire": asked.id, "version": asked.version, "hash": VOICES.questionnaire_hash, "tier": "full"}
    return {(each.finding.id, each.each) for each in assess(VOICES, {**data, "answers": {**base, **answers}}).found}


@pytest.mark.parametrize(("finding", "each", "fires", "near_miss"), FIRING)
def test_a_finding_holds_and_is_silent_one_answer_away(
    finding: str, each: str | None, fires: dict[str, object], near_miss: dict[str, object]
) -> None:
    assert (finding, each) in found(fires)
    assert (finding, each) not in found({**fires, **near_miss})


def test_every_finding_has_a_case_and_there_are_few() -> None:
    assert {finding for finding, *_ in FIRING} == {finding.id for finding in VOICES.indicators.findings}
    assert len(VOICES.indicators.findings) == 6


def test_cannot_say_alone_fires_nothing_about_the_region() -> None:
    assert found(dict.fromkeys(VOICES.items, "DK")) == {("much_cannot_be_said", None)}
