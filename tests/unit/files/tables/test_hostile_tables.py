"""Whatever stands in a table, in its head or in its bytes: values or problems come of it, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.methods import method
from support.strategies import random_submission
from support.tables import asked, coded, flat, long, read, turned, wide, writable, write_csv

from belong_assess.files.slots import slots
from belong_assess.files.submissions import submission_from
from belong_assess.files.tables.grid import RegionRead
from belong_assess.files.tables.names import BESIDE, ENVELOPE
from belong_assess.files.tables.parts import read_part, table_parts
from belong_assess.files.tables.spreadsheets import read_spreadsheet
from belong_assess.files.workbooks.grid import Fault, Formula, Percent
from belong_assess.problems import CODES
from belong_assess.responses.review import review

REGIONAL = method("regional")
NAMES = (*slots(REGIONAL), *slots(method("municipal")))
WORDS = (
    "x",
    "yes",
    "no",
    "1",
    "0",
    "3",
    "3.",
    "37 %",
    "3,5",
    "1.234",
    "1.234,5",
    "0.4",
    "NC",
    "NA",
    "NA:absent",
    "DK",
    "later",
    "none",
    "residents;schools_universities",
    "1;2",
    "1-2",
    "=A1",
    "+1",
    "@x",
    "\t=1",
    "#REF!",
    "full",
    "regional",
    "0.1.0",
    "A1;A2",
    "es",
    "own;trains",
    "law+runs",
    "2026-06-30",
    "5/6/2026",
    "\x00",
    "\ud800",
    "\u202e",
    "[/]",
    "x" * 30_000,
    "9" * 400,
    "1e400",
    "NaN",
    "Infinity",
    "-",
    "–",
    "\u00a0",
    "'3",
    "３",
    "belong-assess/answers/1|regional",
    "²",
    "①",
    "٣",
    "%",
    " %",
    "=NC",
    "residents=NC;municipalities=NA",
    ";;;",
    ",",
    "|",
    "no 1",
    "1" * 5_000 + ";2",
)
HEADS = (
    *ENVELOPE, *NAMES, "id", "answer", "region", "region_name", "value", "question", "note", "title", "state", "score",
    "coverage", "", "@", "@note", "A1.1@", "#", "#field/", "/", "A1.4/", "A1.4/#", "index", "A1.33", "share",
)  # fmt: skip


def contents() -> st.SearchStrategy[Any]:
    plain = st.one_of(
        st.none(),
        st.sampled_from(WORDS),
        st.text(max_size=30),
        st.booleans(),
        st.integers(-(10**20), 10**20),
        st.integers(-1, 5),
        st.decimals(allow_nan=False, allow_infinity=False),
        st.dates(date(1, 1, 1)),
        st.datetimes(datetime(1, 1, 1)),
        st.times(),
        st.decimals(-5, 500, places=2).map(Percent),
        st.sampled_from(["#REF!", "#N/A"]).map(Fault),
    )
    return st.one_of(plain, plain.map(lambda held: Formula("A1", held)))


def heads() -> st.SearchStrategy[str]:
    known = st.sampled_from(HEADS)
    beside = st.tuples(st.sampled_from(NAMES), st.sampled_from((*BESIDE, "title2", "answer", "nota"))).map("@".join)
    return st.one_of(known, beside, st.text(max_size=12))


def is_sound(reads: list[RegionRead]) -> None:
    """Each region has data or an error; each problem has a code and words for what it names; each is scored or refused."""
    for each in reads:
        assert each.raw is not None or any(problem.severity == "error" for problem in each.problems)
        problems = list(each.problems)
        if each.raw is not None:
            assessment = method(each.raw.questionnaire) if each.raw.questionnaire in ("municipal", "regional") else REGIONAL
            made, more = submission_from(each.raw.data, assessment, "t.csv", each.raw.document)
            problems += more
            if made is None:
                assert any(problem.severity == "error" for problem in more)
            else:
                problems += review(assessment, made, each.raw.document.where)
        for problem in problems:
            assert problem.code in CODES
            assert all(isinstance(fact, str) for fact in problem.facts.values())
            assert problem.where.file == "t.csv"


@given(st.lists(heads(), min_size=1, max_size=12), st.data())
@settings(max_examples=150)
def test_any_cells_below_any_head(head: list[str], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.lists(contents(), max_size=len(head) + 2), max_size=5))
    is_sound(read([head, *rows]))


@given(st.lists(st.lists(st.one_of(heads(), contents()), max_size=6), max_size=8))
@settings(max_examples=150)
def test_any_cells_at_all(rows: list[list[Any]]) -> None:
    is_sound(read(rows))


@given(st.lists(contents(), min_size=1, max_size=20), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_any_cells_in_a_table_that_is_right_otherwise(cells: list[Any], rng: Random) -> None:
    names = ["region_name", "tier", *rng.sample(list(slots(REGIONAL))[1:], 25)]
    rows = [names, *([f"R{number}", "full", *rng.choices(cells, k=25)] for number in range(3))]
    is_sound(read(rows))
    is_sound(read(turned(rows)))


@given(st.lists(st.tuples(st.sampled_from(["A", "B", " a", ""]), heads(), contents(), contents()), max_size=12))
@settings(max_examples=150)
def test_any_rows_of_answers(rows: list[tuple[Any, ...]]) -> None:
    is_sound(read([["region", "id", "answer", "note"], *rows]))


@pytest.mark.parametrize(
    "form", [wide, lambda held: turned(wide(held)), lambda held: long(dict(zip("ABC", held, strict=True)))]
)
@pytest.mark.parametrize("make", [flat, coded])
def test_broken_bytes_of_tables(tmp_path: Path, form: Callable[[Any], Any], make: Callable[..., Any]) -> None:
    rng = Random(5)
    held = [make(REGIONAL, writable(REGIONAL, random_submission(REGIONAL, rng, mood="mixed"), name)) for name in "ABC"]
    whole = write_csv(tmp_path / "t.csv", form(held)).read_bytes()
    for _ in range(60):
        content = bytearray(whole)
        for _ in range(rng.randint(1, 12)):
            place = rng.randrange(len(content))
            content[place : place + rng.choice((0, 1, 1, 40))] = rng.choice(
                (
                    b'"',
                    b"\n",
                    b"\r",
                    b"\x00",
                    b",",
                    b";;;",
                    b"\xff",
                    b"=",
                    b"\xe2\x80\xae",
                    bytes(rng.randrange(256) for _ in range(5)),
                )
            )
        path = tmp_path / "t.csv"
        path.write_bytes(content)
        is_sound(list(read_spreadsheet(path, "t.csv", asked())))
        parts = table_parts(path, asked(), least=0, regions=1)
        is_sound([each for part in parts for each in read_part(path, "t.csv", part, asked())])


@given(st.binary(max_size=300))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_at_all(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    reads = list(read_spreadsheet(path, "t.csv", asked()))
    assert reads
    is_sound(reads)
    table_parts(path, asked(), least=0, regions=1)


def test_a_head_of_very_many_names_costs_little(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("region_name,A1.1," + ",".join(f"x{number}" for number in range(100_000)) + "\nAlpha,3,2\n")
    first, second = read_spreadsheet(path, "t.csv", asked())
    assert ("table.too_many_columns", "EWW1") in [(each.code, each.where.cell) for each in first.problems]
    assert second.raw is not None
