"""The gate for answers: every kind of answer, every special answer, every malformed value, with its exact facts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.methods import method

from belong_assess.model.questionnaire import Tick, Ticks
from belong_assess.problems import CODES, Location
from belong_assess.responses.capture import ENTRY_KEYS, LARGEST, RESPONSE_KEYS, Captured, capture
from belong_assess.responses.plain_text import MAX_LENGTH
from belong_assess.responses.submission import (
    Amount,
    Chosen,
    DontKnow,
    Entry,
    Evidence,
    Later,
    NotApplicable,
    NotOurs,
    Picked,
    Response,
    Ticked,
    TwoFigures,
    Unreadable,
    Words,
)

Problems = list[tuple[str, dict[str, str]]]

ITEMS: dict[str, tuple[str, str]] = {
    "choice": ("small", "S4.1"),
    "share": ("small", "S4.2"),
    "steps": ("small", "S1.2"),
    "ticks": ("small", "S3.2"),
    "count": ("small", "S2.3"),
    "number": ("small", "S2.1"),
    "pair": ("small", "S3.3"),
    "group": ("small", "S3.1"),
    "part choice": ("small", "S3.1.plan"),
    "part count": ("small", "S3.1.courses"),
    "part ticks": ("small", "S3.1.topics"),
    "pick": ("small", "has_school"),
    "pick several": ("small", "places"),
    "figure": ("regional", "foreign_born"),
    "text": ("regional", "unit_name"),
    "date": ("regional", "reference_date"),
    "limited count": ("regional", "A6.6"),
    "year": ("regional", "last_election"),
}
TAKES_NC = {"choice", "share", "ticks", "group", "part choice", "part count", "part ticks"}
REFUSES_NA = {"steps"}
LADDER = "0, 1, 2, 3, 4"
LIMITS = f"0–{LARGEST}"
OFFICES = "hospitals, surgeries, offices, archive"
TICKED_TWICE = [("answer.ticked_and_left_out", {"found": "archive", "expected": "", "closest": ""})]


def taken(kind: str, raw: Any) -> Captured:
    """Capture a raw value for the item that stands for a kind."""
    name, item_id = ITEMS[kind]
    return capture(method(name), item_id, raw)


def said(captured: Captured) -> Response | None:
    return None if captured.entry is None else captured.entry.response


def facts(captured: Captured) -> Problems:
    """The problems without the item, which each names."""
    return [(p.code, {name: fact for name, fact in p.facts.items() if name != "item"}) for p in captured.problems]


def refusal(code: str, found: str, expected: str, closest: str = "") -> Problems:
    return [(code, {"found": found, "expected": expected, "closest": closest})]


# special answers


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("raw", [None, "", "  ", "\t\n", "\xa0"])
def test_a_blank_is_nothing(kind: str, raw: Any) -> None:
    assert taken(kind, raw) == Captured(None)


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("raw", ["DK", "dk", " Dk\xa0", "ＤＫ", {"state": "DK"}, {"state": " dk "}])
def test_dont_know_is_taken_everywhere(kind: str, raw: Any) -> None:
    if kind == "text" and isinstance(raw, str):
        assert said(taken(kind, raw)) == Words(raw.strip())
    else:
        assert taken(kind, raw) == Captured(Entry(DontKnow()))


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("raw", ["skipped", "Later", {"state": "skipped"}, {"state": "later"}])
def test_later_is_taken_everywhere(kind: str, raw: Any) -> None:
    if kind == "text" and isinstance(raw, str):
        assert said(taken(kind, raw)) == Words(raw)
    else:
        assert taken(kind, raw) == Captured(Entry(Later()))


@pytest.mark.parametrize("kind", ITEMS)
def test_not_ours_is_taken_only_with_a_competence_field(kind: str) -> None:
    details = {"state": "NC", "holder": "state", "reason": "by law", "confirmed_by": "legal service"}
    captured = taken(kind, details)
    if kind in TAKES_NC:
        assert captured == Captured(Entry(NotOurs("state", "by law", "legal service")))
        assert said(taken(kind, "nc")) == NotOurs()
    else:
        assert isinstance(said(captured), Unreadable)
        assert facts(captured) == refusal("answer.nc_not_offered", "NC", "")


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize(
    ("reason", "law"), [("absent", None), ("no_case", None), ("forbidden", "Act 7"), ("forbidden", None)]
)
def test_not_applicable_is_taken_unless_refused(kind: str, reason: Any, law: str | None) -> None:
    captured = taken(kind, {"state": "NA", "reason": reason, "law": law})
    if kind in REFUSES_NA:
        assert said(captured) == Unreadable(str({"state": "NA", "reason": reason, "law": law}))
        assert facts(captured) == refusal("answer.na_not_offered", "NA", "")
    else:
        assert captured == Captured(Entry(NotApplicable(reason, law)))


@pytest.mark.parametrize("kind", [kind for kind in ITEMS if kind not in REFUSES_NA])
@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("NA", "–"),
        ({"state": "NA"}, "–"),
        ({"state": "na", "reason": "Absent"}, "Absent"),
        ({"state": "NA", "reason": ["absent"]}, "['absent']"),
        ({"state": "NA", "reason": 3}, "3"),
    ],
)
def test_not_applicable_needs_a_reason_from_the_list(kind: str, raw: Any, found: str) -> None:
    captured = taken(kind, raw)
    if kind == "text" and isinstance(raw, str):
        assert said(captured) == Words("NA")
    else:
        assert isinstance(said(captured), Unreadable)
        assert facts(captured) == refusal("answer.na_without_reason", found, "absent, no_case, forbidden")


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize(
    ("state", "found"), [("XX", "XX"), ("", ""), (None, "–"), (3, "3"), (True, "True"), (["DK"], "['DK']"), ({}, "{}")]
)
def test_an_unknown_state_is_refused(kind: str, state: Any, found: str) -> None:
    captured = taken(kind, {"state": state})
    assert isinstance(said(captured), Unreadable)
    assert facts(captured) == refusal("answer.unreadable", found, "DK, NC, NA, skipped")


# every kind: what it takes


@pytest.mark.parametrize(
    ("kind", "raw", "response"),
    [
        ("choice", 3, Chosen(3)),
        ("choice", "3", Chosen(3)),
        ("choice", " 3 ", Chosen(3)),
        ("choice", "３", Chosen(3)),
        ("choice", "03", Chosen(3)),
        ("choice", Decimal("3"), Chosen(3)),
        ("choice", Decimal("3.0"), Chosen(3)),
        ("choice", "in part", Chosen(2)),
        ("choice", "In\xa0 PART ", Chosen(2)),
        ("choice", {"value": 0}, Chosen(0)),
        ("choice", {"value": 1, "basis": "estimated"}, Chosen(1, basis="estimated")),
        ("share", "25 to under 50 %", Chosen(2)),
        ("share", "75 % AND more", Chosen(4)),
        ("share", {"share": 62, "value": 3}, Chosen(3, 62)),
        ("share", {"share": "62,5 %", "basis": "counted"}, Chosen(3, Fraction(125, 2), "counted")),
        ("steps", 3, Chosen(3)),
        ("steps", "adopted", Chosen(2)),
        ("steps", "Ａ draft", Chosen(1)),
        ("ticks", [], Ticked(())),
        ("ticks", ["offices"], Ticked(("offices",))),
        ("ticks", "offices", Ticked(("offices",))),
        ("ticks", ["archive", "hospitals", "Archive "], Ticked(("hospitals", "archive"))),
        ("ticks", {"value": ["offices"]}, Ticked(("offices",))),
        ("ticks", "none", Ticked((), none=True)),
        ("ticks", ["None"], Ticked((), none=True)),
        ("ticks", {"none": True}, Ticked((), none=True)),
        ("ticks", {"other": "a hotline"}, Ticked((), other="a hotline")),
        ("ticks", {"ticked": ["offices"], "none": False, "other": " "}, Ticked(("offices",))),
        (
            "ticks",
            {"ticked": ["offices"], "other": "x", "left_out": {"archive": "NA", "hospitals": "NC"}},
            Ticked(("offices",), False, "x", (("hospitals", "NC"), ("archive", "NA"))),
        ),
        ("count", 0, Amount(0)),
        ("count", "12", Amount(12)),
        ("count", Decimal("12.0"), Amount(12)),
        ("count", 12.0, Amount(12)),
        ("count", {"number": 12}, Amount(12)),
        ("count", {"value": 12}, Amount(12)),
        ("count", {"value": 12, "number": 12}, Amount(12)),
        ("count", 10**12, Amount(10**12)),
        ("number", Decimal("0.1"), Amount(Fraction(1, 10))),
        ("number", 0.1, Amount(Fraction(1, 10))),
        ("number", Decimal("33.333333333333333"), Amount(Fraction(33333333333333333, 10**15))),
        ("number", "3,5", Amount(Fraction(7, 2))),
        ("number", "3.50", Amount(Fraction(7, 2))),
        ("number", "+3.5", Amount(Fraction(7, 2))),
        ("number", "50 %", Amount(50)),
        ("number", "50\xa0%", Amount(50)),
        ("number", "50%", Amount(50)),
        ("number", "٣", Amount(3)),
        ("pair", {"first": 6.2, "second": "14,1"}, TwoFigures(Fraction(31, 5), Fraction(141, 10))),
        ("pair", {"first": 0, "second": 0, "persons": 9}, TwoFigures(0, 0, 9)),
        ("pair", {"first": 100, "second": 100}, TwoFigures(100, 100)),
        ("pick", "yes", Picked(("yes",))),
        ("pick", "YES", Picked(("yes",))),
        ("pick", ["no"], Picked(("no",))),
        ("pick", {"value": "no"}, Picked(("no",))),
        ("pick several", ["border", "city", "city"], Picked(("city", "border"))),
        ("pick several", "A coast", Picked(("coast",))),
        ("figure", 6.8, Amount(Fraction(34, 5))),
        ("figure", {"number": "6,8", "year": 2021, "source": "census"}, Amount(Fraction(34, 5), 2021, "census")),
        ("figure", {"value": 7}, Amount(7)),
        ("text", "  health area ", Words("health area")),
        ("text", 12, Words("12")),
        ("text", Decimal("1.50"), Words("1.50")),
        ("text", {"value": "district"}, Words("district")),
        ("text", "two\r\nlines\tx", Words("two\nlines\tx")),
        ("text", "NA", Words("NA")),
        ("date", "2026-06-30", Words("2026-06-30")),
        ("date", {"value": "2024-02-29"}, Words("2024-02-29")),
        ("part choice", 4, Chosen(4)),
        ("part count", "4", Amount(4)),
        ("part ticks", ["mediation", "rights"], Ticked(("rights", "mediation"))),
        ("limited count", 10, Amount(10)),
    ],
)  # fmt: skip
def test_valid_answers(kind: str, raw: Any, response: Response) -> None:
    assert taken(kind, raw) == Captured(Entry(response))


@pytest.mark.parametrize(
    ("plain", "smart"),
    [("'", "’"), ("'", "‘"), ("-", "–"), ("-", "\u2011"), ("-", "\u2212"), (" ", "\xa0"), (" ", "\u202f")],
)
def test_smart_quotes_dashes_and_spaces_do_not_hide_a_label(plain: str, smart: str) -> None:
    regional = method("regional")
    tried = 0
    for item_id, item in regional.items.items():
        for option in getattr(item.answer, "options", ()):
            if plain in option.label:
                label = option.label.replace(plain, smart)
                assert capture(regional, item_id, [label] if isinstance(option, Tick) else label).problems == []
                tried += 1
    assert tried


@pytest.mark.parametrize("item_id", [i for i, item in method("regional").items.items() if item.answer.kind != "ticks"])
def test_every_label_of_the_regional_method_names_its_own_step(item_id: str) -> None:
    regional = method("regional")
    for option in regional.options_of(regional.items[item_id].answer):
        assert said(capture(regional, item_id, option.label.upper())) == Chosen(option.value)


@pytest.mark.parametrize("item_id", [i for i, item in method("regional").items.items() if item.answer.kind == "ticks"])
def test_every_tick_of_the_regional_method_is_known_by_id_and_label(item_id: str) -> None:
    regional = method("regional")
    answer = regional.items[item_id].answer
    assert isinstance(answer, Ticks)
    for option in answer.options:
        assert said(capture(regional, item_id, [option.id])) == Ticked((option.id,))
        assert said(capture(regional, item_id, [option.label])) == Ticked((option.id,))


# shares


@pytest.mark.parametrize(
    ("share", "value"),
    [
        (0, 0),
        (Decimal("0.0"), 0),
        (Decimal("0.001"), 1),
        (Decimal("0.1"), 1),
        (0.1, 1),
        (Decimal("24.99"), 1),
        (25, 2),
        ("25,0 %", 2),
        (Decimal("49.5"), 2),
        (Decimal("49.99"), 2),
        (50, 3),
        (Decimal("74.9"), 3),
        (75, 4),
        (100, 4),
    ],
)
def test_a_share_is_the_last_step_whose_bound_it_reaches(share: Any, value: int) -> None:
    captured = taken("share", {"share": share})
    exact = Fraction(str(share).replace(",", ".").removesuffix("%").strip())
    assert captured == Captured(Entry(Chosen(value, exact)))


@pytest.mark.parametrize(
    ("share", "code", "found"),
    [
        (101, "answer.out_of_range", "101"),
        (Decimal("100.01"), "answer.out_of_range", "100.01"),
        (-1, "answer.out_of_range", "-1"),
        ("-0,5", "answer.out_of_range", "-0,5"),
        ("half", "answer.not_a_number", "half"),
        (True, "answer.not_a_number", "True"),
        ([50], "answer.not_a_number", "[50]"),
        ("1 0", "answer.not_a_number", "1 0"),
        ("5e1", "answer.not_a_number", "5e1"),
        ("", "answer.not_a_number", ""),
    ],
)
def test_what_is_no_share(share: Any, code: str, found: str) -> None:
    captured = taken("share", {"share": share})
    assert isinstance(said(captured), Unreadable)
    assert facts(captured) == refusal(code, found, "0–100")
    assert captured.problems[0].where.path == ("share",)


def test_a_share_and_a_step_must_agree() -> None:
    captured = taken("share", {"share": Decimal("49.5"), "value": 3})
    assert facts(captured) == refusal("answer.share_and_step_differ", "49.5 %, 3", "2")


@pytest.mark.parametrize(("kind", "expected"), [("choice", LADDER), ("steps", "0, 1, 2, 3")])
def test_a_share_is_refused_where_steps_have_no_bounds(kind: str, expected: str) -> None:
    assert facts(taken(kind, {"share": 50})) == refusal("answer.share_not_taken", "50", expected)


# what each kind refuses


@pytest.mark.parametrize(
    ("kind", "raw", "problems"),
    [
        ("choice", 5, refusal("answer.not_an_option", "5", LADDER)),
        ("choice", -1, refusal("answer.not_an_option", "-1", LADDER)),
        ("choice", True, refusal("answer.not_an_option", "True", LADDER)),
        ("choice", False, refusal("answer.not_an_option", "False", LADDER)),
        ("choice", Decimal("2.5"), refusal("answer.not_an_option", "2.5", LADDER)),
        ("choice", "in prat", refusal("answer.not_an_option", "in prat", LADDER, "in part, in place")),
        ("choice", "1-2", refusal("answer.not_an_option", "1-2", LADDER)),
        ("choice", [3], refusal("answer.not_an_option", "[3]", LADDER)),
        ("choice", {"value": None, "share": None, "value_": 1, "comment": "x"}, None),
        ("choice", {"value": {"value": 3}}, refusal("answer.not_an_option", "{'value': 3}", LADDER)),
        ("choice", "x" * 90, refusal("answer.not_an_option", "x" * 79 + "…", LADDER)),
        ("choice", "a\x1b[2Jb", refusal("answer.not_an_option", "a[2Jb", LADDER)),
        ("choice", {"value": 3, "share": 4}, refusal("answer.share_not_taken", "4", LADDER)),
        ("steps", 4, refusal("answer.not_an_option", "4", "0, 1, 2, 3")),
        ("ticks", ["office"], refusal("answer.not_an_option", "office", OFFICES, "offices")),
        ("ticks", [3], refusal("answer.not_an_option", "3", OFFICES)),
        ("ticks", [True], refusal("answer.not_an_option", "True", OFFICES)),
        ("ticks", [["offices"]], refusal("answer.not_an_option", "['offices']", OFFICES, "offices")),
        ("ticks", 3, refusal("answer.unreadable", "3", OFFICES)),
        ("ticks", True, refusal("answer.unreadable", "True", OFFICES)),
        ("ticks", {"ticked": {"offices": True}}, refusal("answer.unreadable", "{'offices': True}", OFFICES)),
        ("ticks", ["none", "offices", "archive"], refusal("answer.none_with_others", "archive, offices", "none")),
        ("ticks", {"none": True, "other": "a hotline"}, refusal("answer.none_with_others", "a hotline", "none")),
        ("ticks", {"ticked": "archive", "left_out": {"archive": "NA"}}, TICKED_TWICE),
        ("ticks", {"left_out": ["offices"]}, refusal("answer.unreadable", "['offices']", "NC, NA")),
        ("ticks", {"left_out": {"offices": "DK"}}, refusal("answer.unreadable", "DK", "NC, NA")),
        ("ticks", {"left_out": {"roof": "NA"}}, refusal("answer.not_an_option", "roof", OFFICES)),
        ("count", "37 %", refusal("answer.not_whole", "37 %", "≥ 0")),
        ("count", "3.5", refusal("answer.not_whole", "3.5", "≥ 0")),
        ("count", Decimal("3.5"), refusal("answer.not_whole", "3.5", "≥ 0")),
        ("count", -1, refusal("answer.out_of_range", "-1", LIMITS)),
        ("count", 10**12 + 1, refusal("answer.out_of_range", "1000000000001", LIMITS)),
        ("count", "twelve", refusal("answer.not_a_number", "twelve", "≥ 0")),
        ("count", True, refusal("answer.not_a_number", "True", "≥ 0")),
        ("count", "1e3", refusal("answer.not_a_number", "1e3", "≥ 0")),
        ("count", "1 284", refusal("answer.not_a_number", "1 284", "≥ 0")),
        ("count", "0x1F", refusal("answer.not_a_number", "0x1F", "≥ 0")),
        ("count", float("nan"), refusal("answer.not_a_number", "nan", "≥ 0")),
        ("count", float("inf"), refusal("answer.not_a_number", "inf", "≥ 0")),
        ("count", [1], refusal("answer.not_a_number", "[1]", "≥ 0")),
        ("count", {"number": 3, "value": 4}, refusal("answer.unreadable", "3, 4", "number")),
        ("count", "1,284", [("answer.number_ambiguous", {"found": "1,284", "first": "1284", "second": "1.284"})]),
        ("limited count", 11, refusal("answer.out_of_range", "11", "0–10")),
        ("year", 1899, refusal("answer.out_of_range", "1899", "1900–2100")),
        ("number", 100.5, refusal("answer.out_of_range", "100.5", "0–100")),
        ("number", "12,345", [("answer.number_ambiguous", {"found": "12,345", "first": "12345", "second": "12.345"})]),
        ("number", "12.345 %", [("answer.number_ambiguous", {"found": "12.345 %", "first": "12345", "second": "12.345"})]),
        ("number", "1.234,5", refusal("answer.not_a_number", "1.234,5", "0–100")),
        ("number", "½", refusal("answer.not_a_number", "½", "0–100")),
        ("number", "1" * 19, refusal("answer.not_a_number", "1" * 19, "0–100")),
        ("pair", 3, refusal("answer.unreadable", "3", "first, second")),
        ("pair", "6 of 14", refusal("answer.unreadable", "6 of 14", "first, second")),
        ("pair", {"first": 3, "second": 0}, refusal("answer.pair_second_zero", "0", "")),
        ("pair", {"first": 3, "second": 101}, refusal("answer.out_of_range", "101", "0–100")),
        ("pair", {"first": False, "second": 3}, refusal("answer.not_a_number", "False", "0–100")),
        ("pair", {"first": 3, "second": 4, "persons": 2.5}, refusal("answer.not_whole", "2.5", "≥ 0")),
        ("pair", {"first": 3, "second": 4, "persons": -1}, refusal("answer.out_of_range", "-1", LIMITS)),
        ("group", 3, refusal("answer.unreadable", "3", "DK, NC, NA, skipped")),
        ("group", "yes", refusal("answer.unreadable", "yes", "DK, NC, NA, skipped")),
        ("group", {"plan": 3}, None),
        ("pick", True, refusal("answer.not_an_option", "True", "yes, no")),
        ("pick", ["yes", "no"], refusal("answer.not_an_option", "['yes', 'no']", "yes, no")),
        ("pick", [], refusal("answer.not_an_option", "[]", "yes, no")),
        ("pick", "yess", refusal("answer.not_an_option", "yess", "yes, no", "yes")),
        ("pick several", ["sea"], refusal("answer.not_an_option", "sea", "city, coast, border")),
        ("figure", 101, refusal("answer.out_of_range", "101", "0–100")),
        ("figure", {"number": 3, "year": 1899}, refusal("answer.out_of_range", "1899", "1900–2100")),
        ("figure", {"number": 3, "year": "last"}, refusal("answer.not_a_number", "last", "1900–2100")),
        ("text", True, refusal("answer.unreadable", "True", "#text")),
        ("text", ["a"], refusal("answer.unreadable", "['a']", "#text")),
        ("text", {"value": {"x": 1}}, refusal("answer.unreadable", "{'x': 1}", "#text")),
        ("text", "x" * (MAX_LENGTH + 1), refusal("answer.too_long", "20001", "20000")),
        ("date", "30.6.2026", refusal("answer.not_a_date", "30.6.2026", "2026-06-30")),
        ("date", "2026-02-30", refusal("answer.not_a_date", "2026-02-30", "2026-06-30")),
        ("date", "20260630", refusal("answer.not_a_date", "20260630", "2026-06-30")),
        ("date", "2026-W10-1", refusal("answer.not_a_date", "2026-W10-1", "2026-06-30")),
        ("date", "٢٠٢٦-٠٦-٣٠", refusal("answer.not_a_date", "٢٠٢٦-٠٦-٣٠", "2026-06-30")),
        ("date", 20260630, refusal("answer.not_a_date", "20260630", "2026-06-30")),
        ("date", True, refusal("answer.unreadable", "True", "#text")),
    ],
)  # fmt: skip
def test_malformed_answers(kind: str, raw: Any, problems: Problems | None) -> None:
    """`None` stands for a mapping without an answer in it: only its unknown details are named."""
    captured = taken(kind, raw)
    if problems is None:
        assert {code for code, _ in facts(captured)} <= {"answer.unknown_detail", "answer.unreadable"}
        assert captured.problems
    else:
        assert facts(captured) == problems
        assert all(p.facts["item"] == ITEMS[kind][1] for p in captured.problems)
        assert isinstance(said(captured), Unreadable)
        assert "\x1b" not in said(captured).raw  # type: ignore[union-attr]


def test_ticks_of_an_item_without_a_competence_field_cannot_be_left_out_as_not_ours() -> None:
    captured = capture(method("small"), "S1.4", {"left_out": {"towns": "NC"}})
    assert facts(captured) == refusal("answer.nc_not_offered", "NC", "")
    assert said(capture(method("small"), "S1.4", {"left_out": {"towns": "NA"}})) == Ticked((), left_out=(("towns", "NA"),))


@pytest.mark.parametrize(("given", "missing"), [({"first": 3}, "second"), ({"second": 3}, "first")])
def test_half_a_pair_is_kept_and_the_other_half_named(given: dict[str, Any], missing: str) -> None:
    captured = taken("pair", given)
    assert said(captured) == TwoFigures(given.get("first"), given.get("second"))
    assert facts(captured) == [("answer.pair_incomplete", {"expected": missing})]


# what surrounds an answer


def test_an_entry_keeps_what_surrounds_the_answer() -> None:
    captured = taken(
        "choice",
        {
            "value": 2,
            "evidence": [
                {"kind": "document", "title": " Plan ", "reference": 12, "date": "2025-01-01"},
                "minutes",
                {"title": ""},
            ],
            "comment": "one\x07 line",
            "confidence": "high",
            "who": "shared",
            "by": "equality unit",
        },
    )
    kept = (Evidence("document", "Plan", "12", "2025-01-01"), Evidence(title="minutes"))
    assert captured.entry == Entry(Chosen(2), kept, "one line", "high", "shared", "equality unit")
    assert facts(captured) == [("text.control_removed", {"found": "U+0007"})]
    assert captured.problems[0].where == Location(path=("comment",))


@pytest.mark.parametrize(
    ("details", "problem", "path"),
    [
        (
            {"confidence": "hgih"},
            ("answer.detail_invalid", {"found": "hgih", "expected": "low, medium, high", "closest": "high"}),
            ("confidence",),
        ),
        (
            {"who": ["region"]},
            (
                "answer.detail_invalid",
                {"found": "['region']", "expected": "region, shared, state, others", "closest": "region"},
            ),
            ("who",),
        ),
        ({"comment": ["x"]}, ("answer.detail_invalid", {"found": "['x']", "expected": "#text"}), ("comment",)),
        ({"comment": True}, ("answer.detail_invalid", {"found": "True", "expected": "#text"}), ("comment",)),
        (
            {"comment": "x" * (MAX_LENGTH + 1)},
            ("answer.detail_invalid", {"found": "x" * 79 + "…", "expected": "#text"}),
            ("comment",),
        ),
        ({"comment": "ask Dr. Novak"}, ("answer.personal_data", {"found": "comment"}), ("comment",)),
        ({"comment": "ask a.b@c.example"}, ("answer.personal_data", {"found": "comment"}), ("comment",)),
        ({"by": "+44 20 7946 0000"}, ("answer.personal_data", {"found": "by"}), ("by",)),
        ({"commment": "x"}, ("answer.unknown_detail", {"found": "commment", "closest": "comment"}), ("commment",)),
        (
            {"evidence": [{"titel": "x", "title": "y"}]},
            ("answer.unknown_detail", {"found": "titel", "closest": "title"}),
            ("evidence", 0, "titel"),
        ),
        (
            {"evidence": ["x", 3]},
            ("answer.detail_invalid", {"found": "3", "expected": "kind, title, reference, date"}),
            ("evidence", 1),
        ),
        (
            {"evidence": [{"title": ["x"]}]},
            ("answer.detail_invalid", {"found": "['x']", "expected": "#text"}),
            ("evidence", 0, "title"),
        ),
    ],
)
def test_a_defect_beside_the_answer_never_costs_the_answer(
    details: dict[str, Any], problem: tuple[str, dict[str, str]], path: tuple[str | int, ...]
) -> None:
    captured = taken("choice", {"value": 3, **details})
    assert said(captured) == Chosen(3)
    assert facts(captured) == [problem]
    assert captured.problems[0].where.path == path


@pytest.mark.parametrize("kind", ["choice", "share", "steps", "pair", "group"])
@pytest.mark.parametrize("details", [{"comment": "x"}, {"evidence": ["x"]}, {"by": "legal service", "confidence": "low"}])
def test_details_without_an_answer_are_kept_and_the_question_stays_open(kind: str, details: dict[str, Any]) -> None:
    captured = taken(kind, details)
    assert said(captured) == Later()
    assert captured.problems == []


@pytest.mark.parametrize("kind", ["ticks", "count", "number", "pick", "figure", "text", "date"])
def test_details_without_an_answer_are_kept_whatever_the_kind(kind: str) -> None:
    captured = taken(kind, {"comment": "x"})
    assert said(captured) == Later()
    assert captured.problems == []


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("choice", {"number": 3}),
        ("choice", {"ticked": ["offices"]}),
        ("pair", {"value": 3}),
        ("ticks", {"none": "yes"}),
        ("choice", {"state": "DK", "value": 3}),
    ],
)
def test_nothing_given_is_lost_without_a_word(kind: str, raw: Any) -> None:
    assert taken(kind, raw).problems


@pytest.mark.parametrize("kind", ["choice", "pair", "count", "ticks", "text"])
def test_a_mapping_of_unknown_details_names_each(kind: str) -> None:
    codes = [code for code, _ in facts(taken(kind, {"vlaue": 3, "stat": "NC"}))]
    assert codes.count("answer.unknown_detail") == 2


def test_places_are_asked_for_below_the_raw_value() -> None:
    def where(path: tuple[str | int, ...]) -> Location:
        return Location("file.yaml", 7, 3, ("answers", "S4.2", *path))

    captured = capture(method("small"), "S4.2", {"share": 101, "colour": "red"}, where)
    assert [p.where for p in captured.problems] == [where(("share",)), where(("colour",))]


# any value at all

WORDS = "DK NC NA none later absent forbidden yes offices 3 50% 1,5 1,284 2026-06-30 region low counted"
KNOWN_WORDS = st.sampled_from(WORDS.split())
KEYS = st.one_of(st.sampled_from([*RESPONSE_KEYS, *ENTRY_KEYS, "title", "offices", "archive"]), st.text(max_size=5))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 105),
    st.integers(),
    st.floats(),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.text(max_size=12),
    KNOWN_WORDS,
)
RAW = st.recursive(
    SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=5)), max_leaves=10
)
EVERY_ITEM = [(name, item_id) for name in ("small", "regional") for item_id in (*method(name).items, *method(name).facts)]
EVERY_ITEM += [("small", part_id) for part_id in sorted(method("small").part_ids)]


@settings(max_examples=600, deadline=None)
@given(st.sampled_from([*ITEMS.values(), *EVERY_ITEM]), RAW)
@example(("small", "S3.2"), {"left_out": {"offices": ["NA"]}})
@example(("small", "S4.2"), {"share": {}})
@example(("small", "S4.1"), {"basis": [], "confidence": {}, "who": 1.5, "evidence": {"title": {}}})
def test_any_value_for_any_item_gives_an_entry_or_problems(item: tuple[str, str], raw: Any) -> None:
    captured = capture(method(item[0]), item[1], raw)
    assert {problem.code for problem in captured.problems} <= CODES.keys()
    assert all(isinstance(fact, str) for problem in captured.problems for fact in problem.facts.values())
    if captured.entry is not None and isinstance(captured.entry.response, Unreadable):
        assert any(CODES[problem.code] == "error" for problem in captured.problems)
    again = capture(method(item[0]), item[1], raw)
    assert again == captured
