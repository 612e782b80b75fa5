"""Records on disk: a line each that is read back exactly, and rows of a table that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import json
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cohorts import item, node, random_records, record, rejected, stamp
from support.methods import SHIPPED, method

from belong_assess.files.records import COLUMNS, FORMAT, csv_head, csv_rows, read_record, record_line
from belong_assess.problems import CODES, Location, Problem
from belong_assess.results.record import ItemFigures, NodeFigures, Record
from belong_assess.results.result import Stamp

STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
TEXTS = st.text(st.characters(), max_size=12)
NUMBERS = st.one_of(st.integers(0, 100), st.fractions(0, 100))
MAYBE = st.none() | NUMBERS
COUNTS = st.integers(0, 200)
NODES = st.builds(
    NodeFigures, TEXTS, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, st.none() | TEXTS, st.lists(TEXTS, max_size=3).map(tuple),
    COUNTS, COUNTS, COUNTS, st.booleans(),
)  # fmt: skip
PATHS = st.lists(st.one_of(TEXTS, st.integers(0, 9)), max_size=3).map(tuple)
LINES = st.none() | st.integers(1, 9999)
PROBLEMS = st.builds(
    Problem,
    st.sampled_from(list(CODES)),
    st.builds(Location, TEXTS, LINES, LINES, PATHS, TEXTS, TEXTS),
    st.dictionaries(TEXTS, TEXTS, max_size=3),
)
RECORDS = st.builds(
    Record,
    file=TEXTS,
    place=TEXTS,
    digest=TEXTS,
    state=st.sampled_from(("scored", "rejected")),
    unit=TEXTS,
    tier=TEXTS,
    scope=st.none() | st.lists(TEXTS, max_size=3).map(tuple),
    status=TEXTS,
    language=TEXTS,
    preset=TEXTS,
    stamp=st.none() | st.builds(Stamp, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS),
    headline=st.none() | TEXTS,
    facts=st.dictionaries(TEXTS, TEXTS, max_size=3),
    nodes=st.dictionaries(TEXTS, NODES, max_size=3),
    items=st.dictionaries(TEXTS, st.builds(ItemFigures, TEXTS, TEXTS, MAYBE, TEXTS), max_size=3),
    problems=st.lists(PROBLEMS, max_size=2).map(tuple),
    flags=st.lists(TEXTS, max_size=3).map(tuple),
)


@given(RECORDS)
def test_any_record_is_read_back_exactly(made: Record) -> None:
    line = record_line(made)
    assert read_record(line) == made
    assert len(line.splitlines()) == 1
    assert line.encode("utf-8").decode("utf-8") == line
    assert STEERING.search(line) is None


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_scored_records_are_read_back_exactly(name: str) -> None:
    for made in random_records(name, 15):
        back = read_record(record_line(made))
        assert back == made
        assert (list(back.nodes), list(back.items)) == (list(made.nodes), list(made.items))


def test_a_line_says_numbers_twice_and_keeps_letters() -> None:
    made = record(
        unit="Łódź", nodes={"A1": node(Fraction(245, 4), "established")}, items={"A1.1": item(points=75, answer="3")}
    )
    held = json.loads(record_line(made))
    assert (held["format"], held["unit"]) == (FORMAT, "Łódź")
    assert (held["nodes"]["A1"]["score"], held["nodes"]["A1"]["score_exact"]) == (61.25, "245/4")
    assert held["items"]["A1.1"] == {"state": "answered", "role": "counted", "points": 75, "answer": "3"}
    assert "Łódź" in record_line(made)
    assert "\\u202e" in record_line(record(unit="a\u202eb"))


ITEM = {"state": "answered", "role": "counted"}


def with_keys(**keys: object) -> str:
    return json.dumps({"format": FORMAT, "state": "scored", "file": "", "digest": ""} | keys)


def test_a_short_line_is_a_record() -> None:
    assert read_record(with_keys(items={"A1.1": ITEM})).items == {"A1.1": ItemFigures("answered", "counted", None, "")}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "{}",
        json.dumps({"format": FORMAT}),
        with_keys(format="belong-assess/result/1"),
        with_keys(state="won"),
        with_keys(problems=[{"code": "no.such"}]),
        with_keys(nodes=3),
        with_keys(items={"A1.1": ITEM | {"points": 0.5}}),
        with_keys(items={"A1.1": ITEM | {"points_exact": "1/0"}}),
        with_keys(stamp={"a": "b"}),
        record_line(record())[:-1],
    ],
)
def test_anything_else_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_record(line)


# the table


def table(made: Record, name: str = "regional") -> list[dict[str, str]]:
    text = csv_head() + csv_rows(made, method(name))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_for_each_score_and_each_question() -> None:
    made = random_records("regional", 10)[3]
    rows = table(made)
    assert [row["id"] for row in rows] == [*made.nodes, *made.items]
    assert {row["kind"] for row in rows} == {"area", "composite", "index", "bar", "question"}
    assert all(row["file"] == made.file and row["unit"] == made.unit for row in rows)
    for row in rows:
        if row["kind"] == "question":
            held = made.items[row["id"]]
            assert (row["state"], row["answer"]) == (held.state, held.answer)
            assert row["score"] == ("" if held.points is None else repr(float(held.points)).removesuffix(".0"))
            assert row["counted"] == row["band"] == ""


def test_figures_keep_their_precision() -> None:
    nodes = {"A1": node(Fraction(100, 3), "building"), "A2": node(50, "building"), "A3": node(None, state="withheld")}
    first, second, third = table(record(nodes=nodes))
    assert (float(first["score"]), first["score"], first["band"]) == (100 / 3, repr(100 / 3), "building")
    assert (second["score"], second["counted"]) == ("50", "5")
    assert (third["score"], third["band"], third["state"]) == ("", "", "withheld")


def test_areas_that_their_tier_shows_without_a_number_have_none() -> None:
    nodes = {"A1": node(50, "building"), "index": node(50, "building")}
    area, index = table(record(nodes=nodes, tier="express"))
    assert (area["state"], area["score"], area["low"], area["documented"], area["band"]) == ("scored", "", "", "", "")
    assert (index["score"], index["band"]) == ("50", "building")


def test_a_file_that_was_not_scored_has_no_row() -> None:
    assert csv_rows(rejected("a.xlsx", "file.empty"), method("regional")) == ""


@given(file=TEXTS, place=TEXTS, unit=TEXTS, answer=TEXTS)
def test_no_text_becomes_a_formula_or_leaves_its_cell(file: str, place: str, unit: str, answer: str) -> None:
    made = record(file=file, place=place, unit=unit, items={"A1.1": item(answer=answer)}, stamp=stamp())
    text = csv_rows(made, method("regional"))
    (row,) = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len(row) == len(COLUMNS)
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) for cell in row)
    assert text.endswith("\r\n")
    text.encode("utf-8")
