"""What typed lines mean: a table of lines and readings; whatever is read passes the gate that files pass."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.methods import method

from belong_assess.interview.prompts import item_and_answer
from belong_assess.interview.replies import Given, Unsure, read_answer
from belong_assess.interview.vocabulary import NAMES, Blank, Command, Typed, Vocabulary, read_line, vocabulary, words_of
from belong_assess.language.texts import PSEUDO, language, languages
from belong_assess.responses.capture import capture
from belong_assess.responses.plain_text import folded

ENGLISH = language()
REGIONAL = method("regional")


def read(item: str, line: str, code: str = "en") -> Any:
    answer = item_and_answer(REGIONAL, item)[1]
    return read_answer(REGIONAL, answer, line, (language(code), ENGLISH))


def unsure(*readings: tuple[str, Any]) -> Unsure:
    return Unsure(readings)


COMMITMENT = "formal act of the government or the assembly, in force"

STEPS = [
    ("3", 3),
    ("3.", 3),
    ("3)", 3),
    (" 3 ", 3),
    ("03", 3),
    ("３", 3),
    (COMMITMENT, 3),
    (COMMITMENT.upper(), 3),
    ("formal", 3),
    ("FORMAL   act", 3),
    ("3 formal act", 3),
    ("formal\u00a0act", 3),
    ("written into the government", 2),
    ("statements by office‑holders", 1),
    ("no", 0),
    ("as step 3", 4),
    ("x 3", 3),
    ("[x] 3", 3),
]


@pytest.mark.parametrize(("line", "value"), STEPS)
def test_steps(line: str, value: int) -> None:
    assert read("A1.1", line) == Given(value)


@pytest.mark.parametrize("line", ["7", "-1", "3.5", "maybe", "3 written", "z", "x", "☺", "n" * 9000, "\x1b[2J"])
def test_what_is_no_step_is_refused_as_in_a_file(line: str) -> None:
    assert read("A1.1", line) == Given(line)
    assert [problem.code for problem in capture(REGIONAL, "A1.1", line).problems] == ["answer.not_an_option"]


def test_one_letter_counts_only_where_it_fits_one_option() -> None:
    assert read("A1.1", "f") == Given(3)
    found = read("A1.2", "i")
    assert isinstance(found, Unsure)
    assert [raw for _, raw in found.readings] == [1, 2, 3]


def test_a_word_with_two_readings_keeps_the_ticks_beside_it() -> None:
    found = read("A3.4", "short, p")
    assert isinstance(found, Unsure)
    assert [raw for _, raw in found.readings] == [["short_forms", "advance_payment"], ["short_forms", "reserved_share"]]
    assert read("A3.4", "p, lottery") == Given("p, lottery")
    assert read("A3.4", "p, p") == Given("p, p")


@pytest.mark.parametrize("line", ["3-1", "1, 4-2", "x", "✓", "other:", "1 2 other:"])
def test_what_ticks_nothing_is_refused(line: str) -> None:
    assert read("A3.4", line) == Given(line)
    assert capture(REGIONAL, "A3.4", line).problems
    assert read("police", line) == Given(line) or "other" in line


def test_a_beginning_that_fits_several_names_them() -> None:
    found = read("A1.2", "in")
    assert isinstance(found, Unsure)
    assert [raw for _, raw in found.readings] == [1, 2, 3]
    assert read("A1.2", "in prep") == Given(1)


SHARES = [
    ("2", Given(2)),
    ("none", Given(0)),
    ("75", unsure(("75 %", {"share": 75}))),
    ("37 %", Given({"share": 37})),
    ("37%", Given({"share": 37})),
    ("37,5 %", Given({"share": Decimal("37.5")})),
    ("37.5%", Given({"share": Decimal("37.5")})),
    ("0 %", Given({"share": 0})),
    ("3 %", Given({"share": 3})),
    ("37.5", unsure(("37.5 %", {"share": Decimal("37.5")}))),
    ("over 0", Given(1)),
    ("1,234 %", unsure(("1,234 %", {"share": 1234}), ("1.234 %", {"share": Decimal("1.234")}))),
    ("25 to under", Given(2)),
]


@pytest.mark.parametrize(("line", "expected"), SHARES)
def test_shares(line: str, expected: Any) -> None:
    assert read("A3.2", line) == expected


A34 = ["short_forms", "micro_grants", "advance_payment", "help_desk", "multilingual_call", "reserved_share"]

TICKS = [
    ("1 3 4", [A34[0], A34[2], A34[3]]),
    ("1,3,4", [A34[0], A34[2], A34[3]]),
    ("1, 3 & 4", [A34[0], A34[2], A34[3]]),
    ("2-4", A34[1:4]),
    ("2-3, 6", [A34[1], A34[2], A34[5]]),
    ("3", [A34[2]]),
    ("3 3", [A34[2]]),
    ("0", ["none"]),
    ("none", ["none"]),
    ("None of these", ["none"]),
    ("short_forms, help_desk", [A34[0], A34[3]]),
    ("help desk; payment in advance", [A34[3], A34[2]]),
    ("Help Desk", [A34[3]]),
    ("micro", [A34[1]]),
    ("micro-grants (very small sums)", [A34[1]]),
    ("short, help", [A34[0], A34[3]]),
    ("1x 3x", [A34[0], A34[2]]),
    ("x1 x3", [A34[0], A34[2]]),
    ("[x] 2", [A34[1]]),
    ("✓ 2", [A34[1]]),
    ("other: a lottery", {"other": "a lottery"}),
    ("1 2 other: a lottery", {"ticked": A34[:2], "other": "a lottery"}),
    ("1 9", [A34[0], "9"]),
    ("lottery", "lottery"),
    ("1, lottery", "1, lottery"),
]


@pytest.mark.parametrize(("line", "raw"), TICKS)
def test_ticks(line: str, raw: Any) -> None:
    assert read("A3.4", line) == Given(raw)


PICKS = [
    ("in_eu", "1", "yes"),
    ("in_eu", "y", "yes"),
    ("in_eu", "Yes", "yes"),
    ("in_eu", "n", "no"),
    ("in_eu", "NO", "no"),
    ("origin_data", "forbidden", "forbidden"),
    ("origin_data", "allowed", "allowed"),
    ("police", "2 3", ["trains", "coordinates"]),
    ("police", "none", ["none"]),
    ("police", "it has", ["own"]),
]


@pytest.mark.parametrize(("fact", "line", "raw"), PICKS)
def test_picks(fact: str, line: str, raw: Any) -> None:
    assert read(fact, line) == Given(raw)


NUMBERS = [
    ("1284300", Given(1284300)),
    ("12.5", Given(Decimal("12.5"))),
    ("12,5", Given(Decimal("12.5"))),
    ("12.0", Given(12)),
    ("1 284 300", unsure(("1,284,300", 1284300))),
    ("1.284.300", unsure(("1,284,300", 1284300))),
    ("1,284,300.5", unsure(("1,284,300.5", Decimal("1284300.5")))),
    ("1.234,5", unsure(("1,234.5", Decimal("1234.5")))),
    ("1'284", unsure(("1,284", 1284))),
    ("12 84", Given("12 84")),
    ("twelve", Given("twelve")),
    ("1e3", Given("1e3")),
    ("-5", Given(-5)),
    ("", Given("")),
    ("9" * 40, Given("9" * 40)),
]


@pytest.mark.parametrize(("line", "expected"), NUMBERS)
def test_numbers_are_read_where_one_reading_is_possible_and_never_guessed(line: str, expected: Any) -> None:
    assert read("population", line) == expected
    assert read("foreign_born", line) == expected


@pytest.mark.parametrize("line", ["1.284", "1,284"])
def test_what_may_be_thousands_or_decimals_is_asked_about_in_the_form_of_the_language(line: str) -> None:
    assert read("foreign_born", line) == unsure(("1,284", 1284), ("1.284", Decimal("1.284")))
    assert read("foreign_born", line, "es") == unsure(("1.284", 1284), ("1,284", Decimal("1.284")))
    assert read("population", line) == unsure(("1,284", 1284))
    assert read("population", "12.840", "es") == unsure(("12.840", 12840))


def test_a_share_is_no_count() -> None:
    assert read("foreign_born", "50 %") == Given(50)
    assert read("population", "37 %") == Given("37 %")
    assert read("population", "1.284 %") == Given("1.284 %")
    assert [problem.code for problem in capture(REGIONAL, "population", "37 %").problems] == ["answer.not_whole"]


PAIRS = [
    ("6 12", {"first": 6, "second": 12}),
    ("6 % 12 %", {"first": 6, "second": 12}),
    ("6,5 12", {"first": Decimal("6.5"), "second": 12}),
    ("6, 12", {"first": 6, "second": 12}),
    ("6; 12", {"first": 6, "second": 12}),
    ("6/12", {"first": 6, "second": 12}),
    ("6", {"first": 6}),
    ("six 12", "six 12"),
    ("1 2 3", "1 2 3"),
]


@pytest.mark.parametrize(("line", "raw"), PAIRS)
def test_two_figures(line: str, raw: Any) -> None:
    found = read("A4.7", line)
    assert found == Given(raw) or (isinstance(raw, str) and capture(REGIONAL, "A4.7", found.raw).problems)


@pytest.mark.parametrize("line", ["6,12", "6,5", "12,40"])
def test_two_figures_with_a_comma_may_be_one_with_decimals(line: str) -> None:
    first, second = line.split(",")
    decimal = Decimal(line.replace(",", "."))
    found = read("A4.7", line, "es")
    assert [raw for _, raw in found.readings] == [
        {"first": int(first), "second": int(second)},
        {"first": decimal.normalize()},
    ]
    assert found.readings[1][0] == line.rstrip("0")


DAYS = [
    ("2026-06-30", ["2026-06-30"]),
    ("2026/6/3", ["2026-06-03"]),
    ("30.6.2026", ["2026-06-30"]),
    ("30. 6. 2026", ["2026-06-30"]),
    ("3/4/2026", ["2026-04-03", "2026-03-04"]),
    ("30/6/2026", ["2026-06-30"]),
    ("6/30/2026", ["2026-06-30"]),
    ("30 June 2026", ["2026-06-30"]),
    ("June 30, 2026", ["2026-06-30"]),
    ("30 jun 2026", ["2026-06-30"]),
    ("2026, 30 June", ["2026-06-30"]),
    ("31.2.2026", []),
    ("June 2026", []),
    ("30", []),
    ("30 Foo 2026", []),
    ("30.6.26", []),
]


@pytest.mark.parametrize(("line", "days"), DAYS)
def test_days(line: str, days: list[str]) -> None:
    found = read("reference_date", line)
    readings = [raw for _, raw in found.readings] if isinstance(found, Unsure) else [found.raw]
    assert readings == (days or [line])


def test_days_in_the_language_of_the_interview() -> None:
    assert read("reference_date", "30 de junio de 2026", "es") == Given("2026-06-30")


LINES = [
    ("", Blank()),
    ("   ", Blank()),
    ("?", Command("help")),
    ("help", Command("help")),
    ("HELP", Command("help")),
    ("b", Command("back")),
    ("Back", Command("back")),
    ("s", Command("skip")),
    ("d", Command("dont_know")),
    ("don’t know", Command("dont_know")),
    ("dk", Command("dont_know")),
    ("o", Command("not_ours")),
    ("not  ours", Command("not_ours")),
    ("a", Command("not_applicable")),
    ("c", Command("note")),
    ("e", Command("evidence")),
    ("u", Command("undo")),
    ("q", Command("quit")),
    ("save", Command("quit")),
    ("g A8.2", Command("goto", "A8.2")),
    ("go to a8.2", Command("goto", "a8.2")),
    ("goto A8", Command("goto", "A8")),
    ("g", Command("goto")),
    ("\\q", Typed("q", literal=True)),
    ("\\\\q", Typed("\\q", literal=True)),
    ('"back"', Typed("back", literal=True)),
    ("“back”", Typed("back", literal=True)),
    ("'q'", Typed("q", literal=True)),
    ("3", Typed("3")),
    ("backwards", Typed("backwards")),
    ("go to the office now", Typed("go to the office now")),
    ('""', Typed('""', literal=True)),
    ("g A 8", Typed("g A 8")),
]


@pytest.mark.parametrize(("line", "meaning"), LINES)
def test_lines(line: str, meaning: Any) -> None:
    assert read_line(line, vocabulary(ENGLISH, ENGLISH)) == meaning


def spoken(code: str) -> Vocabulary:
    return vocabulary(language(code), ENGLISH)


@pytest.mark.parametrize("code", [*languages(), PSEUDO])
def test_every_command_has_a_key_and_a_word_of_its_own_in_every_language(code: str) -> None:
    say, known = language(code), spoken(code)
    typed = [folded(each) for name in NAMES for each in (known.keys[name], *words_of(say(f"interview.word.{name}")))]
    assert len(typed) == len(set(typed))
    assert all(read_line(known.keys[name], known) == Command(name) for name in NAMES)
    assert all(read_line(known.words[name], known) == Command(name) for name in NAMES)
    assert all(not key.isdigit() and len(key) <= 2 for key in known.keys.values())


def test_what_is_typed_stays_in_the_pseudo_language() -> None:
    assert spoken(PSEUDO).keys == spoken("en").keys
    assert "belong-assess assess x.yaml" in language(PSEUDO)("interview.saved", file="x.yaml", argument="x.yaml")
    assert "belong-assess assess x.yaml" in language(PSEUDO)("interview.new.exists", file="x.yaml", argument="x.yaml")


@pytest.mark.parametrize("code", [*languages(), PSEUDO])
def test_english_words_work_in_every_language(code: str) -> None:
    for name in NAMES:
        assert read_line(ENGLISH(f"interview.word.{name}").partition(",")[0], spoken(code)) == Command(name)


@pytest.mark.parametrize("code", [*languages(), PSEUDO])
def test_yes_and_no_are_no_commands(code: str) -> None:
    for key in ("yes", "no"):
        assert all(isinstance(read_line(w, spoken(code)), Typed) for w in words_of(language(code)(f"interview.word.{key}")))


@given(
    st.sampled_from(
        [
            "A1.1",
            "A3.2",
            "A3.4",
            "A4.7",
            "A6.6",
            "population",
            "foreign_born",
            "police",
            "in_eu",
            "reference_date",
            "country",
        ]
    ),
    st.text(max_size=40),
)
def test_any_line_gives_a_value_a_choice_or_a_problem(item: str, line: str) -> None:
    found = read(item, line)
    for raw in [each for _, each in found.readings] if isinstance(found, Unsure) else [found.raw]:
        captured = capture(REGIONAL, item, raw)
        assert captured.entry is None or captured.problems or captured.entry.response.kind != "unreadable"
