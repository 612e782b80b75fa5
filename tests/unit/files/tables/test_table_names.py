"""What the names in the head of a table stand for, and what is said of those that stand for nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.methods import SHIPPED, method
from support.tables import asked, read, table, told

from belong_assess.files.slots import slots
from belong_assess.files.tables.names import BESIDE, ENVELOPE, Name, Names, names_of, tight

NAMES = asked().names
REGIONAL = names_of(method("regional"))


@pytest.mark.parametrize("name", [*SHIPPED, "small"])
def test_every_slot_is_found_by_its_own_name_in_any_case(name: str) -> None:
    known = names_of(method(name))
    for slot in slots(method(name)):
        for spelled in (slot, slot.upper(), slot.lower(), f" {slot} ", f"\u00a0{slot}:", f"[{slot}]"):
            assert known.name(spelled) == Name(slot), spelled


@pytest.mark.parametrize("name", SHIPPED)
def test_no_two_slots_of_a_method_are_told_apart_by_case_or_lines_alone(name: str) -> None:
    held = [tight(slot) for slot in slots(method(name))]
    assert len(held) == len(set(held))


@pytest.mark.parametrize("column", BESIDE)
def test_every_column_may_follow_a_slot(column: str) -> None:
    assert REGIONAL.name(f"A1.1@{column}") == Name("A1.1", column)
    assert REGIONAL.name(f"a1.1 @ {column.upper()}") == Name("A1.1", column)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Region Name", Name("region_name")),
        ("region-name", Name("region_name")),
        ("Region", Name("region_name")),
        ("unit", Name("region_name")),
        ("Municipality", Name("region_name")),
        ("preset", Name("#preset")),
        ("field/education", Name("#field/education")),
        ("#Field/Education", Name("#field/education")),
        ("#field/education@holder", Name("#field/education", "holder")),
        ("foreign_born/#year", Name("foreign_born/#year")),
        ("foreign_born/year", Name("foreign_born/#year")),
        ("foreign_born@year", Name("foreign_born/#year")),
        ("A1.4/Residents", Name("A1.4/residents")),
        ("A1.4@other", Name("A1.4/#other")),
        ("A1.1@comment", Name("A1.1", "note")),
        ("A1.1@law", Name("A1.1", "holder")),
        ("A1.1@title2", Name("A1.1", "title", 2)),
        ("A1.1@reference 3", Name("A1.1", "reference", 3)),
        ("Questionnaire", Name("", "questionnaire")),
        ("TIER", Name("", "tier")),
        ("\u00a0Tier\u00a0", Name("", "tier")),
        ("A1.1", Name("A1.1")),
        ("Ａ１.１", Name("A1.1")),
    ],
)
def test_names_are_read_in_the_ways_in_which_people_write_them(text: str, name: Name) -> None:
    assert REGIONAL.name(text) == name


@pytest.mark.parametrize(
    "text",
    ["", "A1", "A1.33", "A1.1@", "A1.1@points", "A1.1@title0", "A1.1@note2", "@note", "tier@note", "x" * 500, "A1.1 score"],
)
def test_what_is_no_name_is_none(text: str) -> None:
    assert REGIONAL.name(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_name_or_none(text: str) -> None:
    found = Names(tuple(asked().present.values())).name(text)
    assert found is None or found.slot in NAMES.slots.values() or found.column in ENVELOPE


@given(st.text(max_size=40))
def test_what_is_near_to_any_text_is_a_name(text: str) -> None:
    for near in filter(None, REGIONAL.near(text).split(", ")):
        assert REGIONAL.name(near) is not None


@pytest.mark.parametrize(
    "text",
    ["A1.4/residents@note", "A1.4@share", "population@basis", "#preset@note", "#field/education@note", "A4.7/#first@by"],
)
def test_columns_that_a_slot_does_not_take_are_no_names(text: str) -> None:
    assert REGIONAL.name(text) is None
    near = REGIONAL.near(text)
    assert all(REGIONAL.name(each) is not None for each in filter(None, near.split(", ")))


# what is said of names


def said(head: str) -> list[tuple[str, str, str]]:
    (first, *_) = table(f"{head}\nAlpha" + " | 1" * 12)
    return [
        (each.code, each.where.cell, each.facts.get("found", ""))
        for each in first.problems
        if each.code.startswith("table.")
    ]


def test_a_name_that_resembles_one_is_told_with_the_nearest() -> None:
    assert said("region_name | A1.1 | A1.33") == [("table.unknown_name", "C1", "A1.33")]
    (first, *_) = table("region_name | A1.1 | populaton\nAlpha | 3 | 12")
    (problem,) = first.problems
    assert (problem.facts["found"], problem.facts["closest"]) == ("populaton", "population")


def test_a_name_with_an_unknown_column_is_told_with_the_known_ones() -> None:
    (first, *_) = table("region_name | A1.1 | A1.1@notee\nAlpha | 3 | 12")
    (problem,) = first.problems
    assert problem.code == "table.unknown_name"
    assert "A1.1@note" in problem.facts["closest"]


def test_a_name_that_resembles_none_is_only_told() -> None:
    assert ("table.not_read", "C1", "Mayor's party") in said("region_name | A1.1 | Mayor's party")


def test_what_is_plainly_something_else_is_named_once() -> None:
    found = [each for each in said("# | region_name | A1.1 | Remarks | Unnamed: 4 | 2026") if each[0] == "table.left_alone"]
    assert found == [("table.left_alone", "A1", "# (A1), Remarks (D1), Unnamed: 4 (E1), 2026 (F1)")]


def test_of_a_name_that_stands_twice_neither_is_read() -> None:
    first, second = table("region_name | A1.1 | A1.2 | a1.1\nAlpha | 3 | 2 | 1")
    assert told([first]) == [("table.name_twice", "D1")]
    assert first.problems[0].facts == {"found": "a1.1", "cell": "B1"}
    assert second.raw is not None
    assert second.raw.data["answers"] == {"A1.2": "2"} or second.raw.data["answers"] == {"A1.2": 2}


def test_three_of_a_name_are_told_twice() -> None:
    (first, *_) = table("region_name | A1.1 | A1.2 | A1.1 | A1.1\nAlpha | 3 | 2 | 1 | 1")
    assert told([first]) == [("table.name_twice", "D1"), ("table.name_twice", "E1")]


def test_beside_region_name_other_words_for_a_region_are_something_else() -> None:
    (first,) = table("region | region_name | A1.1\nNorth | Alpha | 3")
    assert ("table.not_read", "A1") in told([first])
    assert first.raw is not None
    assert first.raw.data["context"]["region_name"] == "Alpha"


def test_without_names_of_regions_it_says_so_and_reads_on() -> None:
    first, second = table("A1.1 | A1.2\n3 | 2\n1 | 1")
    assert ("table.no_region", "A1") in told([first])
    assert (first.place, second.place) == ("A2", "A3")


def test_many_unknown_names_are_told_without_long_searches() -> None:
    head = ["region_name", "A1.1", *(f"B{number}.1" for number in range(300))]
    (first, *_) = read([head, ["Alpha", "3"]])
    codes = [code for code, _ in told([first])]
    assert codes.count("table.unknown_name") == 300
