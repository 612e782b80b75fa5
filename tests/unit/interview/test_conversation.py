"""The conversation: what is typed, what is kept, and where it leads; every command, every kind of answer."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from support.methods import method
from support.sittings import sit, submission_of

from belong_assess.errors import DraftError
from belong_assess.files.submissions import submission_from
from belong_assess.interview.vocabulary import NAMES
from belong_assess.language.texts import PSEUDO, language
from belong_assess.responses.submission import Chosen, Entry, Evidence, Picked, Words

LAND = {"competences": {"preset": "legislative"}}
COUNTY = {"competences": {"preset": "county"}}


def at(question: str, *lines: str, **data: Any) -> Any:
    """Go to a question of a draft and type these lines."""
    return sit([f"g {question}", *lines], **data)


# every kind of answer

ANSWERS = [
    ("A1.1", ["3"], 3, "A1.2"),
    ("A1.1", ["formal"], 3, "A1.2"),
    ("A3.2", ["2", ""], 2, None),
    ("A3.2", ["2", "1"], {"value": 2, "basis": "counted"}, None),
    ("A3.2", ["2 estimated"], {"value": 2, "basis": "estimated"}, None),
    ("A3.2", ["37 %", "counted"], {"share": 37, "basis": "counted"}, None),
    ("A3.2", ["37", "y", "2"], {"share": 37, "basis": "estimated"}, None),
    ("A2.3", ["1 3"], None, None),
    ("population", ["1284"], 1284, "foreign_born"),
    ("foreign_born", ["13,6", "2021", "census"], {"number": Decimal("13.6"), "year": 2021, "source": "census"}, None),
    ("foreign_born", ["13,6", "", ""], Decimal("13.6"), None),
    ("in_eu", ["y"], ["yes"], "population"),
    ("police", ["2 3"], ["trains", "coordinates"], None),
    ("country", ["Westravia"], "Westravia", "in_eu"),
    ("country", ["...", "one", "two", "."], "one\ntwo", "in_eu"),
    ("country", ["\\back"], "back", "in_eu"),
    ("country", ['"skip"'], "skip", "in_eu"),
    ("reference_date", ["30 June 2026"], "2026-06-30", "period_from"),
    ("reference_date", ["3/4/2026", "1"], "2026-04-03", "period_from"),
    ("A4.7", ["6 12", ""], {"first": 6, "second": 12}, None),
    ("A4.7", ["6", "12", "40"], {"first": 6, "second": 12, "persons": 40}, None),
    ("A6.6", ["4"], 4, None),
]


@pytest.mark.parametrize(("item", "lines", "kept", "following"), ANSWERS)
def test_every_kind_of_answer(item: str, lines: list[str], kept: Any, following: str | None) -> None:
    sitting = at(item, *lines, tier="full")
    assert sitting.ending == "" and sitting.read == len(lines) + 1
    if kept is not None:
        assert sitting.said(item) == kept
    assert sitting.said(item) is not None
    if following and following.startswith("A"):
        assert f"\n{following} " in sitting.shown.rpartition(f": {lines[-1]}\n")[2]


@pytest.mark.parametrize(
    ("item", "line", "problem"),
    [
        ("A1.1", "9", "fits none of the answers"),
        ("A1.1", "maybe", "fits none of the answers"),
        ("population", "twelve", "could not be read as a number"),
        ("population", "-5", "outside the range"),
        ("population", "12.5", "not a whole number"),
        ("reference_date", "31.2.2026", "could not be read as a date"),
        ("A3.2", "370 %", "outside the range"),
        ("A4.7", "12 0", "the second figure is 0"),
        ("A2.3", "1, cake", "fits none of the answers"),
        ("country", "x" * 20_001, "has 20,001 characters"),
    ],
)
def test_what_a_file_would_refuse_is_refused_and_nothing_is_kept(item: str, line: str, problem: str) -> None:
    sitting = at(item, line, tier="full")
    assert problem in " ".join(sitting.shown.split())
    assert sitting.said(item) is None
    assert sitting.ending == "" and sitting.read == 2


def test_at_the_keyboard_a_refused_line_is_typed_again() -> None:
    sitting = at("A1.1", "9", "x", "3", scripted=False)
    assert sitting.said("A1.1") == 3
    assert sitting.shown.count("no public commitment in the last three years") == 1


def test_a_number_with_two_readings_is_never_guessed() -> None:
    sitting = at("foreign_born", "1.284", "2")
    assert sitting.said("foreign_born") == Decimal("1.284")
    assert "several ways" in sitting.shown
    assert at("foreign_born", "1.284", "").said("foreign_born") is None
    assert at("A4.7", "6,12", "1", "", tier="full").said("A4.7") == {"first": 6, "second": 12}
    assert at("A4.7", "6,12", "2", "12", "", tier="full").said("A4.7") == {"first": Decimal("6.12"), "second": 12}


def test_a_count_is_a_whole_number() -> None:
    whole = at("population", "1.284", "y")
    assert whole.said("population") == 1284
    assert "Do you mean 1,284 (y or n)?" in " ".join(whole.shown.split())
    assert at("population", "1.284", "n").said("population") is None
    pair = at("A4.7", "6 12", "40 %", "", tier="full", scripted=False)
    assert pair.said("A4.7") == {"first": 6, "second": 12} and "not a whole number" in " ".join(pair.shown.split())
    year = at("foreign_born", "13.6", "20 %", "2021", "", scripted=False)
    assert year.said("foreign_born") == {"number": Decimal("13.6"), "year": 2021}
    refused = at("population", "37 %")
    assert refused.said("population") is None and "not a whole number" in " ".join(refused.shown.split())


def test_readings_of_options_keep_their_numbers() -> None:
    assert at("A1.2", "in", "2").said("A1.2") == 2


STEERING = "\x1b[2J\x07\x9b1m\u202egnp\u2066\u2028"


@pytest.mark.parametrize("question", ["A1.1", "A3.2", "A3.4", "country", "population", "profile", "housing", "A99"])
@pytest.mark.parametrize("scripted", [True, False])
def test_nothing_that_is_typed_steers_the_screen(question: str, scripted: bool) -> None:
    for line in (STEERING, STEERING.replace("\x1b", ""), "\r37\u202e", "g \u202eA1"):
        shown = at(question, line, "", "c", f"note {line[1:]}", "", scripted=scripted, tier="full").shown
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]", shown)


TEXTS = [
    "evidence",
    "Note",
    "list",
    "who",
    "by",
    "Go West",
    "NC",
    "NA",
    "DK",
    "Don't know",
    "documento",
    "Nota",
    "seguridad",
]


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("text", TEXTS)
def test_words_are_answers_where_a_text_is_asked_for(text: str, code: str) -> None:
    assert sit(["go country", text], code=code).said("country") == text
    assert sit(["go A1.1", "c", text], code=code).said("A1.1") == {"comment": text}
    assert sit(["go A1.1", "e", text, "", "", ""], code=code).said("A1.1") == {"evidence": [{"title": text}]}


@pytest.mark.parametrize("way_out", ["q", "pause"])
def test_keys_and_the_words_of_the_way_work_where_a_text_is_asked_for(way_out: str) -> None:
    assert at("country", way_out).ending == at("A1.1", "c", way_out).ending == "paused"
    assert at("country", "d").said("country") == {"state": "DK"}
    assert at("country", "g A1.1", "3").said("A1.1") == 3


def test_the_words_of_an_option_are_no_command() -> None:
    assert at("A3.4", "help", tier="full").said("A3.4") == ["help_desk"]
    assert "Meaning:" in at("A3.4", "?", tier="full").shown
    assert "Meaning:" in at("A1.1", "help").shown
    assert at("A1.1", "NA", "1").said("A1.1") == {"state": "NA", "reason": "absent"}


def test_a_beginning_that_fits_several_is_said_wherever_one_is_chosen() -> None:
    several = " ".join(sit(["g end", "see every", "A2.", "q"], scripted=False).shown.split())
    assert '"A2." fits several answers: 29' in several


# a text of several lines


def test_a_text_may_have_any_number_of_lines() -> None:
    lines = [str(number) for number in range(600)]
    assert at("country", "...", *lines, ".").said("country") == "\n".join(lines)


@pytest.mark.parametrize("last", ["two", "Jane Doe, jane@example.org, +34 600 000 000"])
def test_the_end_of_input_ends_a_text_and_keeps_it(last: str) -> None:
    sitting = at("country", "...", "one", last, scripted=False)
    assert (sitting.ending, sitting.said("country")) == ("", f"one\n{last}")


def test_a_text_without_a_line_replaces_none() -> None:
    assert at("country", "Westravia", "g country", "...", "", scripted=False).said("country") == "Westravia"


def test_pasted_lines_are_one_text_and_answer_no_other_question() -> None:
    sitting = at("country", "one", "two", "", "3", ".", scripted=False, pasted=True)
    assert sitting.said("country") == "one\ntwo\n\n3"
    assert "one text; a line with only . ends it" in " ".join(sitting.shown.split())
    assert at("A1.1", "3", "2", scripted=False, pasted=True).said("A1.2") == 2


# special answers


def test_dont_know_skip_and_a_later_answer() -> None:
    assert at("A1.1", "d").said("A1.1") == "DK"
    assert at("A1.1", "s").said("A1.1") == "skipped"
    assert at("A1.1", "s", "b", "3").said("A1.1") == 3
    assert at("A1.1", "3", "b", "s").said("A1.1") == 3
    assert at("country", "d").said("country") == {"state": "DK"}


def test_not_ours_where_the_region_has_no_role() -> None:
    held = at("A10.1", "o", "municipalities", **COUNTY)
    assert held.said("A10.1") == {"state": "NC", "holder": "municipalities"}
    known = {"competences": {"fields": {"housing": {"roles": ["none"], "holder": "the state"}}}}
    assert at("A10.1", "o", "", **known).said("A10.1") == "NC"


def test_not_ours_with_power_needs_a_reason_and_a_second_function() -> None:
    sitting = at("A11.1", "o", "the state", "a law of 2024", "legal service", **LAND)
    assert sitting.said("A11.1") == {
        "state": "NC",
        "holder": "the state",
        "reason": "a law of 2024",
        "confirmed_by": "legal service",
    }
    assert "Until then the question stays open" not in sitting.shown
    short = at("A11.1", "o", "the state", "", "", **LAND)
    assert "Until then the question stays open" in " ".join(short.shown.split())


def test_not_ours_where_one_plans_needs_a_line() -> None:
    item = next(i.id for i in method("regional").items.values() if i.competence == "reception" and i.tier == "express")
    sitting = at(item, "o", "the state", "We bring those together who act.", **COUNTY)
    assert sitting.said(item) == {"state": "NC", "holder": "the state", "comment": "We bring those together who act."}


def test_not_ours_can_be_left_before_it_replaces_an_answer() -> None:
    assert at("A11.1", "o", "b", answers={"A11.1": 3}, **LAND).said("A11.1") == 3
    assert at("A1.1", "a", "3", "b", answers={"A1.1": 3}).said("A1.1") == 3


def test_a_special_answer_given_again_keeps_its_details() -> None:
    held = {"state": "NC", "holder": "the state", "reason": "a law", "confirmed_by": "legal service"}
    for lines in (["o", "", "", ""], ["o", "b"], ["o", "", "b"]):
        assert at("A11.1", *lines, answers={"A11.1": held}, **LAND).said("A11.1") == held
    sitting = at("A11.1", "o", "", "a law of 2024", "", answers={"A11.1": held}, **LAND)
    assert sitting.said("A11.1") == {**held, "reason": "a law of 2024"}
    assert "(Enter: a law)" in sitting.shown
    forbidden = {"state": "NA", "reason": "forbidden", "law": "Act 12"}
    for lines in (["a", "3", ""], ["a", "3", "b"]):
        assert at("A1.1", *lines, answers={"A1.1": forbidden}).said("A1.1") == forbidden


def test_a_figure_given_again_keeps_its_details() -> None:
    figure = {"number": Decimal("13.6"), "year": 2021, "source": "census"}
    sitting = at("foreign_born", "14", "", "", context={"foreign_born": figure})
    assert sitting.said("foreign_born") == {**figure, "number": 14}
    assert "(Enter: 2021)" in sitting.shown
    newer = at("foreign_born", "14", "2022", "register", context={"foreign_born": figure})
    assert newer.said("foreign_born") == {"number": 14, "year": 2022, "source": "register"}
    pair = {"first": 6, "second": 12, "persons": 40}
    assert at("A4.7", "7 13", "", tier="full", answers={"A4.7": pair}).said("A4.7") == {**pair, "first": 7, "second": 13}
    assert at("A4.7", "7", "b", tier="full", answers={"A4.7": pair}).said("A4.7") == {**pair, "first": 7}
    assert at("A4.7", "7", "14", "", tier="full", answers={"A4.7": pair}).said("A4.7") == {**pair, "first": 7, "second": 14}
    share = {"value": 2, "basis": "counted"}
    assert at("A3.2", "3", "", tier="full", answers={"A3.2": share}).said("A3.2") == {"value": 3, "basis": "counted"}


def test_not_ours_is_refused_where_every_authority_can_act() -> None:
    sitting = at("A1.1", "o", scripted=False)
    assert "is not offered on this question" in sitting.shown
    assert sitting.said("A1.1") is None


def test_not_applicable_with_its_reason_and_law() -> None:
    assert at("A1.1", "a", "1").said("A1.1") == {"state": "NA", "reason": "absent"}
    forbidden = {"state": "NA", "reason": "forbidden", "law": "Act 12, article 3"}
    assert at("A1.1", "a", "3", "Act 12, article 3").said("A1.1") == forbidden
    assert at("A1.1", "a", "").said("A1.1") is None
    assert "is not offered on this question" in at("A1.2", "a", scripted=False).shown


def test_single_options_are_left_out() -> None:
    sitting = at("A9.1", "o", "6", "1 2", **LAND)
    assert sitting.said("A9.1")["left_out"] == {method("regional").items["A9.1"].answer.options[5].id: "NC"}
    held = submission_of(sitting.draft).answers["A9.1"].response
    assert held.kind == "ticked" and len(held.options) == 2 and len(held.left_out) == 1


# beside an answer


def test_evidence_note_confidence_and_who() -> None:
    lines = ["e", "Resolution 12", "decision", "12/2024", "31 May 2024", "c", "In force.", "f", "3", "w", "1", "3"]
    sitting = at("A1.1", *lines, by="legal service")
    assert sitting.said("A1.1") == {
        "value": 3,
        "evidence": [{"title": "Resolution 12", "kind": "decision", "reference": "12/2024", "date": "2024-05-31"}],
        "comment": "In force.",
        "confidence": "high",
        "who": "region",
        "by": "legal service",
    }
    assert [change.by for change in sitting.draft.changes] == ["legal service"] * len(sitting.draft.changes)


def test_evidence_is_added_and_taken_away() -> None:
    held = {"answers": {"A1.1": {"value": 3, "evidence": [{"title": "One"}, {"title": "Two"}]}}}
    more = at("A1.1", "e", "Three", "", "", "2024", **held).said("A1.1")
    assert more["evidence"] == [{"title": "One"}, {"title": "Two"}, {"title": "Three", "date": "2024"}]
    less = at("A1.1", "e", "delete 1", **held).said("A1.1")
    assert less == {"value": 3, "evidence": [{"title": "Two"}]}
    assert "There is no piece number 7" in at("A1.1", "e", "delete 7", **held).shown


def test_a_note_changes_and_goes() -> None:
    held = {"answers": {"A1.1": {"value": 3, "comment": "Old."}}}
    assert at("A1.1", "c", "New.", **held).said("A1.1") == {"value": 3, "comment": "New."}
    assert at("A1.1", "c", "", **held).said("A1.1") == {"value": 3, "comment": "Old."}
    assert at("A1.1", "c", "delete", **held).said("A1.1") == {"value": 3}


def test_what_the_interview_does_not_know_stays_beside_an_answer() -> None:
    held = {"answers": {"A1.1": {"value": 3, "seen_by": "audit"}}}
    assert at("A1.1", "4", **held).said("A1.1") == {"value": 4, "seen_by": "audit"}


def test_a_note_alone_is_no_answer() -> None:
    sitting = at("A1.1", "c", "Ask the archive.", "", scripted=False)
    assert "Nothing was typed" in sitting.shown
    assert "No answer yet" in sitting.shown


@pytest.mark.parametrize("text", ["Ask anna.nowak@example.org", "Call +48 12 345 67 89", "Ms Nowak knows"])
def test_personal_data_is_pointed_out_before_it_is_kept(text: str) -> None:
    assert at("A1.1", "c", text, "n", "Ask the archive.").said("A1.1") == {"comment": "Ask the archive."}
    kept = at("A1.1", "c", text, "y")
    assert kept.said("A1.1") == {"comment": text}
    assert "a function is better" in " ".join(kept.shown.split())
    assert at("respondents", text, "n").said("respondents") is None


def test_who_answers_changes_on_the_way() -> None:
    sitting = at("A1.1", "m", "finance department", "3", by="legal service")
    assert sitting.said("A1.1") == {"value": 3, "by": "finance department"}


@pytest.mark.parametrize("lines", [["c"], ["e"], ["e", "Title", ""], ["o"], ["o", "the state"]])
def test_a_text_beside_an_answer_is_no_longer_than_a_file_may_have_it(lines: list[str]) -> None:
    sitting = at("A11.1", *lines, "x" * 20_001, "short", scripted=False, **LAND)
    assert "20,001 characters" in " ".join(sitting.shown.split())
    assert "short" in str(sitting.said("A11.1")) and "xxx" not in str(sitting.said("A11.1"))


@pytest.mark.parametrize("day", ["20260630", "0000", "2026-W01-1", "2026-13", "2026-02-30"])
def test_the_date_of_evidence_is_a_day_a_month_or_a_year(day: str) -> None:
    sitting = at("A1.1", "e", "Title", "", "", day, "2026-06", scripted=False)
    assert sitting.said("A1.1") == {"evidence": [{"title": "Title", "date": "2026-06"}]}


def test_personal_data_among_ticks_is_pointed_out() -> None:
    line = "1 other: Ms Nowak knows"
    assert at("A3.4", line, "n", tier="full").said("A3.4") is None
    assert at("A3.4", line, "y", tier="full").said("A3.4") == {"ticked": ["short_forms"], "other": "Ms Nowak knows"}


# the way


def test_back_and_enter() -> None:
    sitting = at("A1.2", "b", "1", "", "", answers={"A1.2": 3})
    assert sitting.said("A1.1") == 1
    assert "your answers" in sitting.shown


def test_enter_alone_is_no_answer() -> None:
    sitting = at("A1.1", "", "", scripted=False)
    assert sitting.shown.count("Nothing was typed") == 2
    assert sitting.draft.changes == []


def test_undo_really_restores_across_a_condition() -> None:
    given: dict[str, Any] = {"tier": "standard", "answers": {"A1.2": 3, "A1.3": 4, "A1.4": ["residents"]}}
    sitting = at("A1.2", "0", "u", **given)
    assert "This closes: A1.3, A1.4." in sitting.shown
    assert "Taken back: the last change at A1.2." in sitting.shown
    assert sitting.draft.data["answers"] == given["answers"]
    nothing = at("A1.1", "u", **given)
    assert "There is nothing to take back." in nothing.shown


def test_a_change_of_mind_opens_and_closes_questions_and_keeps_what_was_said() -> None:
    given: dict[str, Any] = {"tier": "standard", "answers": {"A1.2": 0, "A1.3": 4}}
    sitting = at("A1.2", "3", **given)
    assert "This opens: A1.3, A1.4." in sitting.shown
    assert "So far: 4" in sitting.shown
    assert sitting.said("A1.3") == 4


def test_clear_takes_an_answer_away() -> None:
    assert at("A1.1", "-", answers={"A1.1": {"value": 3, "comment": "x"}}).said("A1.1") is None


def test_list_and_going_to_places() -> None:
    sitting = sit(["l", "A8", "g A1.3", "g A99"], tier="standard", answers={"A1.2": 0}, scripted=False)
    shown = " ".join(sitting.shown.split())
    assert "A0 Context profile: 0 of 26" in shown
    assert "A8.1 " in shown
    assert "A1.3 is not asked because of the answer to A1.2." in shown
    assert 'There is no question or area "A99"' in shown
    assert "l lists them all" in shown


@pytest.mark.parametrize("line", ["g A1.3", "g A99", "d", "u"])
def test_in_a_file_a_command_that_leads_nowhere_ends_the_answers(line: str) -> None:
    place = "fields" if line == "d" else "A1.1"
    sitting = sit([f"g {place}", line, "3"], tier="standard", answers={"A1.2": 0})
    assert (sitting.ending, sitting.read, sitting.said("A1.1")) == ("", 2, None)


def test_commands_at_the_list() -> None:
    helped = at("A1.1", "l", "?", "A8")
    assert "the beginning of a part's title" in " ".join(helped.shown.split()) and "\nA8.1 " in helped.shown
    assert at("A1.1", "3", "l", "u").said("A1.1") is None
    for stay in ("", "s", "b"):
        assert at("A1.1", "l", stay, "3").said("A1.1") == 3, stay
    assert at("A1.1", "l", "m", "audit", "", "3").said("A1.1") == {"value": 3, "by": "audit"}
    assert at("A1.1", "l", "q").ending == "paused"


def test_a_note_or_evidence_in_the_middle_of_an_answer() -> None:
    sitting = at("A3.2", "2", "c", "By the office.", "e", "Report", "b", "1", tier="full")
    assert sitting.said("A3.2") == {
        "value": 2,
        "basis": "counted",
        "comment": "By the office.",
        "evidence": [{"title": "Report"}],
    }
    holder = at("A11.1", "o", "c", "Ask.", "the state", "e", "b", "a law", "f", "3", "audit", **LAND)
    assert holder.said("A11.1") == {
        "state": "NC",
        "holder": "the state",
        "reason": "a law",
        "confirmed_by": "audit",
        "comment": "Ask.",
        "confidence": "high",
    }


def test_help_explains_and_names_every_command() -> None:
    shown = at("A1.1", "?", "??").shown
    for word in ("Meaning:", "The highest answer:", "Example:", "Evidence may be:"):
        assert word in shown
    known = language()
    assert all(known(f"interview.command.{name}").split(":")[0] in " ".join(shown.split()) for name in NAMES)


def test_a_command_inside_a_form_leaves_it_and_what_was_kept_stays() -> None:
    sitting = at("A1.1", "e", "Resolution 12", "g A8.1")
    assert sitting.said("A1.1") == {"evidence": [{"title": "Resolution 12"}]}
    assert "\nA8.1 " in sitting.shown
    paused = at("A1.1", "e", "Resolution 12", "q")
    assert paused.ending == "paused"
    assert at("A3.2", "37 %", "b", tier="full").said("A3.2") == {"share": 37}


PLACES = ("A1.1", "profile", "fields", "housing", "end")


@pytest.mark.parametrize("place", ["", *PLACES])
def test_another_command_where_somebody_says_who_answers(place: str) -> None:
    way = [f"g {place}"] if place else []
    assert sit([*way, "m", "q"]).ending == "paused"
    assert sit([*way, "m", "m", "m", "q"]).ending == "paused"
    assert sit([*way, "m", "b", "m", "b", "q"]).ending == "paused"
    assert sit([*way, "m", "d"], scripted=False).ending == ""
    assert "A8.1 " in sit([*way, "m", "g A8.1"]).shown


def test_another_command_at_the_look_at_a_section() -> None:
    sitting = sit(["g A1.5", "2", "m", "m", "g A8.1", "q"], tier="standard", answers={"A1.1": 3, "A1.2": 0}, **LAND)
    assert sitting.ending == "paused" and "A8.1 " in sitting.shown


def test_help_and_a_form_that_is_left_do_not_scroll_themselves_away() -> None:
    text = method("regional").items["A1.1"].text[:40]
    for lines in (["?"], ["??"], ["e", "b"], ["o"], ["m", "b"], ["?", "m", "audit"]):
        assert at("A1.1", *lines, scripted=False).shown.count(text) == 1, lines
    for place, words in (
        ("profile", "Which of these"),
        ("housing", "what may your"),
        ("fields", "Competences as they stand"),
    ):
        assert sit([f"g {place}", "?", "m", "b"]).shown.count(words) == 1, place
    assert at("A1.1", "l", "").shown.count(text) == 2


def test_quit_at_every_prompt() -> None:
    for lines in (
        ["q"],
        ["g A1.1", "q"],
        ["g profile", "q"],
        ["g fields", "q"],
        ["l", "q"],
        ["g end", "q"],
        ["g housing", "q"],
    ):
        assert sit(lines).ending == "paused", lines


# the profile


def test_a_preset_in_one_step_and_a_field_changed() -> None:
    sitting = sit(["g profile", "2", "4", "4", "municipalities", "y", ""])
    assert sitting.draft.data["competences"] == {
        "preset": "county",
        "fields": {"housing": {"roles": ["none"], "holder": "municipalities"}},
        "confirmed": ["housing"],
    }
    assert "A1.1 " in sitting.shown


def test_the_profile_field_by_field() -> None:
    sitting = sit(["g profile", "0", *["1 2", ""] * 11, ""])
    assert len(submission_of(sitting.draft).profile.roles) == 11
    assert "Competences as they stand" in sitting.shown
    assert "cannot stand beside a role" in sit(["g housing", "1 4"]).shown


def test_a_role_takes_the_confirmation_of_a_field_back() -> None:
    held = {"competences": {"fields": {"housing": {"roles": ["none"]}}, "confirmed": ["housing"]}}
    sitting = sit(["g housing", "1", ""], **held)
    assert sitting.draft.data["competences"] == {"fields": {"housing": {"roles": ["law"]}}}


def test_a_confirmed_field_lets_blank_questions_pass() -> None:
    held = {"competences": {"fields": {"housing": {"roles": ["none"]}}, "confirmed": ["housing"]}}
    sitting = at("A10.1", "", **held)
    assert "The field is confirmed as not yours" in sitting.shown
    assert sitting.said("A10.1") is None


# looking back


def test_the_review_of_an_area_shows_answers_score_and_what_is_open() -> None:
    sitting = sit(["g A1.5", "2", "1", "4", "q"], tier="standard", answers={"A1.1": 3, "A1.2": 0}, **LAND)
    shown = " ".join(sitting.shown.split())
    assert "A1 Political commitment and strategy: your answers" in shown
    assert (
        re.search(r"A1 Political commitment and strategy: .*range .*, \d of \d questions\.", shown) or "questions." in shown
    )
    assert sitting.said("A1.1") == 4
    assert shown.count("your answers") == 2
    assert sitting.draft.pauses >= 2


def test_the_whole_then_a_longer_tier_and_the_report() -> None:
    longer = sit(["g end", "go on with the tier Standard"], **LAND)
    assert longer.draft.data["tier"] == "standard"
    report = sit(["g end", ""])
    assert report.ending == "finished"
    assert report.shown.endswith("THE REPORT\n")
    assert "Open: 74 questions" in report.shown
    goes_on = sit(["g end", "2"], context={"region_name": "X", "region_code": "skipped"})
    assert "question 3 of 26" in goes_on.shown or "question 2 of 26" in goes_on.shown


def test_every_answer_is_seen_at_the_end_and_changed_by_its_number() -> None:
    held: dict[str, Any] = {"answers": {"A1.1": 9, "A1.2": 3}, "context": {"population": 1284}}
    sitting = sit(["g end", "see every answer", "999", "28", "2", "q"], scripted=False, **held)
    shown = " ".join(sitting.shown.split())
    assert "5 How many people live in the region? 1,284" in shown
    assert "27 A1.1 " in shown and "62 A" in shown and "63 A" not in shown
    assert "fits none of the answers. Type a number from 1 to 62" in shown
    assert sitting.said("A1.2") == 2
    assert shown.count("The whole") == 2
    assert sit(["g end", "see every answer", "", "1"], **held).ending == "finished"


def test_what_does_not_fit_together_is_said_at_the_end() -> None:
    shown = sit(["g end", "q"], answers={"A11.1": "NC"}, **LAND).shown
    assert "while the profile says that there are powers" in " ".join(shown.split())


# last year, taking up, areas


def last_year(**answers: Entry) -> dict[str, Entry]:
    return {name.replace("_", ".", 1) if name.startswith("A") else name: entry for name, entry in answers.items()}


def test_last_years_answer_is_still_true_by_one_key() -> None:
    before = last_year(A1_1=Entry(Chosen(3), evidence=(Evidence(title="Old"),)))
    sitting = at("A1.1", "y", last_year=before)
    assert "Last year: 3 formal act" in sitting.shown
    assert sitting.said("A1.1") == {"value": 3, "evidence": [{"title": "Old"}]}
    assert at("A1.1", "4", last_year=before).said("A1.1") == 4
    assert at("in_eu", "y", last_year=last_year(in_eu=Entry(Picked(("no",))))).said("in_eu") == ["yes"]


def test_last_years_words_and_answers_that_were_put_off_are_still_true_by_the_same_key() -> None:
    words = last_year(country=Entry(Words("Westravia")))
    sitting = at("country", "y", last_year=words)
    assert "Last year: Westravia" in sitting.shown
    assert sitting.said("country") == "Westravia"
    assert at("country", "\\y", last_year=words).said("country") == "y"
    before = last_year(A1_1=Entry(Chosen(3), comment="Old."))
    assert at("A1.1", "s", "b", "y", last_year=before).said("A1.1") == {"value": 3, "comment": "Old."}
    noted = at("A1.1", "c", "New.", "y", last_year=before)
    assert noted.said("A1.1") == {"value": 3, "comment": "New."}


def test_a_draft_is_never_taken_up_silently() -> None:
    shown = sit([], context={"region_name": "Serrano"}).shown
    assert "Draft: Serrano" in shown
    assert "1 of 74 done (1 %)" in shown
    assert 'The first open question is "Which statistical code does the region have, if there is one?".' in " ".join(
        shown.split()
    )
    assert "question 2 of 26" not in shown


def test_an_answer_that_cannot_be_read_is_open_and_named() -> None:
    held: dict[str, Any] = {"answers": {"A1.1": 9, "A1.2": 3}, "context": {"population": "many"}}
    opening = " ".join(sit([], **held).shown.split())
    assert "1 of 74 done" in opening
    assert 'Cannot be read: "How many people live in the region?", A1.1.' in opening
    shown = " ".join(at("A1.2", "", "g end", "q", **held).shown.split())
    assert "Open: A1.1." in shown and "Open: 73 questions" in shown
    assert at("A1.1", "s", **held).said("A1.1") == 9
    assert "Nothing was typed" in at("A1.1", "", scripted=False, **held).shown


def test_sentences_name_facts_fields_and_the_tier_in_words() -> None:
    context = " ".join(sit(["g A0", *["s"] * 26]).shown.split())
    assert "Open: 1, 2, 3, 4," in context
    whole = " ".join(sit(["g end"], context={"region_name": "X"}).shown.split())
    assert "Open: 73 questions (Context profile: 25, Competence profile: 12, A1.1, A1.2," in whole
    undone = " ".join(sit(["g population", "1284", "u", "g profile", "1", "u", "g housing", "1", "", "u"]).shown.split())
    assert 'Taken back: the last change at "How many people live in the region?".' in undone
    assert "Taken back: the last change at Competences." in undone
    assert "Taken back: the last change at Housing" in undone
    tier = " ".join(sit(["g end", "3", "u"], scripted=False).shown.split())
    assert "Taken back: the last change at the tier." in tier
    said = sit(["g A1.3"], tier="standard", answers={"A1.2": 0}).shown
    assert "because of the answer to A1.2." in said


def test_a_draft_without_open_questions_says_so() -> None:
    script = at("A1.1").draft
    assert script is not None
    facts = {fact: "skipped" for fact, held in method("regional").facts.items() if held.answer.kind != "text"}
    texts = {fact: "X" for fact, held in method("regional").facts.items() if held.answer.kind == "text"}
    answers = dict.fromkeys(method("regional").items, "DK")
    shown = sit([], context=facts | texts, answers=answers, **LAND).shown
    assert "Every question has been asked. Enter shows the whole" in " ".join(shown.split())
    assert "first open question" not in shown


def test_instructions_say_what_can_be_typed() -> None:
    refused = " ".join(sit(["g profile", "99"]).shown.split())
    assert re.search(r"Type a number from 0 to \d", refused)
    assert "o not ours" not in at("A1.1", "?").shown
    assert "a not applicable" not in at("A1.2", "?").shown.replace("\n", " ")
    assert "o not ours" in at("A10.1", "?").shown.replace("\n", " ")


def test_what_is_put_off_is_not_done() -> None:
    assert "1 of 74 done" in sit([], context={"region_name": "Serrano", "population": "skipped"}).shown
    assert "Context profile: 1 of 26" in sit(["l"], context={"region_name": "X", "population": "skipped"}).shown


def test_one_area_alone() -> None:
    sitting = sit(["", "Serrano", "q"], areas=("A17",))
    assert "question 1 of 1" in sitting.shown
    assert "A17" in sit(["g A17"], areas=("A17",)).shown


def test_a_sitting_about_one_area_takes_back_no_change_of_others() -> None:
    others = [(("answers", "A1.1"), 3)]
    sitting = sit(["g A17.1", "u", "2", "b", "u", "u"], areas=("A17",), earlier=others, scripted=False)
    assert (sitting.said("A1.1"), sitting.said("A17.1")) == (3, None)
    assert sitting.shown.count("in another sitting") == 2
    assert sit(["g A1.1", "u"], earlier=others).said("A1.1") is None
    assert sit(["g A1.2", "u"], areas=("A1",), earlier=others).said("A1.1") is None


def test_a_draft_about_one_area_can_be_widened() -> None:
    one: dict[str, Any] = {"scope": ["A17"], **LAND}
    wider = sit(["y", "", "X"], areas=("A8",), **one)
    assert wider.draft.data["scope"] == ["A17", "A8"]
    same = sit(["n", "q"], areas=("A8",), **one)
    assert same.draft.data["scope"] == ["A17"] and same.ending == "paused"
    whole = sit(["g end", "go on with all areas"], areas=("A17",), **one)
    assert "It asks only A17." in whole.shown
    assert "scope" not in whole.draft.data and "question 1 of 26" in whole.shown
    assert "all areas" not in sit(["g end", "q"], areas=("A17",)).shown


def test_what_is_open_counts_the_profile_as_the_progress_does() -> None:
    shown = sit(["g end", "2"], context={}, answers={}).shown
    done, total = (int(each) for each in re.search(r"(\d+) of (\d+) done", shown).groups())  # type: ignore[union-attr]
    assert f"Open: {total - done} questions" in shown


def test_a_change_that_cannot_be_kept_is_said_and_tried_again() -> None:
    full = DraftError("draft.error.disk_full", folder="/x", file="y")
    again = at("A1.1", "3", "y", refuse=[full], scripted=False)
    assert "The disk is full" in again.shown
    assert again.said("A1.1") == 3
    with pytest.raises(DraftError):
        at("A1.1", "3", "n", refuse=[full], scripted=False)


def test_arrow_keys_are_explained() -> None:
    assert "Arrow keys cannot be used here" in at("A1.1", "\x1b[A", "3", scripted=False).shown


# other languages and methods


def test_in_spanish_by_spanish_and_english_words() -> None:
    sitting = sit(["ir A1.1", "pasar", "volver", "3"], code="es")
    assert sitting.said("A1.1") == 3
    assert sit(["g A1.1", "go A1.1", "back", "skip"], code="es", scripted=False).said("A1.1") is None


def test_the_pseudo_language_has_words_for_everything() -> None:
    sitting = sit(["go A1.1", "help", "commands", "3", "evidence", "X", "", "", "", "list", "", "go end"], code=PSEUDO)
    assert sitting.said("A1.1") == 3


def test_parts_of_a_group_are_answered_one_by_one() -> None:
    assessment = method("municipal")
    group = next(item for item in assessment.items.values() if item.answer.kind == "group")
    sitting = sit([f"g {group.id}", "2", "1"], "municipal", tier="full", scripted=False)
    made, _ = submission_from(sitting.draft.data, assessment)
    assert made is not None and any(each.startswith(f"{group.id}.") for each in made.answers)
