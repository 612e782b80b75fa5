"""Anything at all in any cell, and files that are damaged in any way: a submission or a problem, never more than that."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.edits import Return
from support.grids import Box
from support.methods import SMALL
from support.packages import zipped
from support.starts import Start, bare, library, read, start

from belong_assess.files.returns.reading import read_template_return
from belong_assess.files.returns.tables import find_tables
from belong_assess.files.slots import FILLED
from belong_assess.files.workbooks.grid import Book, Content, Fault, Formula, Percent, Sheet
from belong_assess.language.texts import language
from belong_assess.views.problems import problem_text
from belong_assess.workflows.mark_up import mark_up
from belong_assess.workflows.score_file import Rejected, Scored, score_read
from belong_assess.workflows.sources import Source

Cells = dict[tuple[str, int, int], Content]
TABLES = ("region", "questions", "evidence")
WORDS = (
    "x", "yes", "no", "-", "3", "3 – in place", "2", "50 %", "0.5", "1.284", "DK", "NC", "NA", "later", "none", "0",
    "A8.1", "S1.1", "S1.4/towns", "=A1", "1-2", "mixed", "law + runs", "answer", "belong-assess/answers/1|small",
)  # fmt: skip
SLOWEST = 0.4
"""Seconds of computing: a damaged file took 0.036 at most where this was measured."""

LARGEST = 60_000_000
"""Bytes: reading a damaged file took 20 MB at most where this was measured, nearly all of them room for the file itself."""


def contents() -> st.SearchStrategy[Content]:
    numbers = st.one_of(
        st.integers(-(10**16), 10**16),
        st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=3),
    )
    moments = st.one_of(
        st.dates(date(1900, 1, 1)),
        st.datetimes(datetime(1900, 1, 1)),
        st.times(),  # as the readers of files give them
    )
    plain = st.one_of(st.text(max_size=12), st.sampled_from(WORDS), numbers, st.booleans(), moments)
    faults = st.sampled_from([Fault("#REF!"), Fault("#N/A")])
    percents = numbers.map(lambda number: Percent(Decimal(number)))
    values = st.one_of(plain, faults, percents)
    formulas = st.builds(Formula, st.text(max_size=8), st.one_of(st.none(), values))
    return st.one_of(st.none(), values, formulas)


@cache
def begun() -> Start:
    return start(example="small")


@cache
def sheets() -> Mapping[str, tuple[str, Sequence[Sequence[Content]]]]:
    held = Return(begun().content)
    return {word: (grid.title, [[_content(box) for box in row] for row in grid.rows]) for word, grid in held.sheets.items()}


def _content(box: Box) -> Content:
    if box.kind == "f":
        return Formula(box.value, box.cached)
    if isinstance(box.value, float):
        return Decimal(repr(box.value))
    return box.value.date() if isinstance(box.value, datetime) else box.value


def read_cells(cells: Cells) -> Scored | Rejected:
    """Read the template with other contents in some of its cells, as if a file had held them."""
    held = {}
    for word, (title, rows) in sheets().items():
        changed = [list(row) for row in rows]
        for (sheet, row, column), content in cells.items():
            if sheet == word:
                changed.extend([] for _ in range(row + 1 - len(changed)))
                changed[row].extend([None] * (column + 1 - len(changed[row])))
                changed[row][column] = content or None if isinstance(content, str) else content
        held[title] = Sheet(title, changed)
    book = Book("return.xlsx", "xlsx", tuple(held), held.__getitem__, True)
    raw, problems = read_template_return(find_tables(book), library(str(SMALL)).methods)
    source = Source("return.xlsx", raw, tuple(problems))
    return score_read(source, library(str(SMALL)), "en", findings=False)


def assert_told(got: Scored | Rejected) -> None:
    """What came of it can be said in words, and something goes back."""
    for problem in got.problems:
        assert "{" not in problem_text(problem, language()).replace(str(problem.facts), "") or "{" in str(problem.facts)
    assert isinstance(got, Scored) or got.problems


spots = st.tuples(st.sampled_from(TABLES), st.integers(0, 60), st.integers(0, 20))


@settings(max_examples=150)
@given(st.dictionaries(spots, contents(), min_size=1, max_size=12))
def test_any_content_in_any_cell(cells: Cells) -> None:
    assert_told(read_cells(cells))


@cache
def answers() -> list[tuple[str, int, int]]:
    """Every cell that is there to be filled in."""
    held = Return(begun().content)
    return [
        (word, row, held.columns[word][column])
        for word in ("region", "questions")
        for row in range(2, len(held.sheet(word).rows))
        for column in FILLED
        if held.sheet(word).at(row, held.columns[word]["id"]).value
    ]


@settings(max_examples=150)
@given(st.data(), st.dictionaries(st.integers(0, 10**6), contents(), min_size=1, max_size=25))
def test_what_is_not_readable_is_never_scored(data: st.DataObject, chosen: Mapping[int, Content]) -> None:
    cells = {answers()[number % len(answers())]: content for number, content in chosen.items()}
    got = read_cells(cells)
    assert_told(got)
    assert isinstance(got, Scored), "no content of an entry cell rejects the file"
    answer = Return(begun().content).columns["questions"]["answer"]
    for problem in got.problems:
        item = problem.facts.get("item", "").partition("/")[0]
        at_answer = problem.where.cell.startswith("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[answer])
        if problem.severity == "error" and at_answer and item in got.result.items:
            assert got.result.items[item].role != "counted", problem


@settings(max_examples=60)
@given(st.sets(st.integers(0, 60)), st.sampled_from([None, "", "  ", "\u00a0", "-"]))
def test_a_blank_is_never_scored(rows: set[int], blank: str | None) -> None:
    """Whatever rows are emptied: their questions stay open, and no blank, space or dash is ever a "no"."""
    held = Return(begun().content)
    at = held.columns["questions"]
    questions = held.sheet("questions")
    cells: Cells = {("questions", row, at["answer"]): blank for row in rows if row > 1}
    whole = {str(questions.at(row, at["id"]).value) for row in rows if row > 1}
    got = read_cells(cells)
    assert isinstance(got, Scored)
    for asked, item in got.result.items.items():
        slots = {str(row[at["id"]].value) for row in questions.rows[2:] if _belongs(row, at["id"], asked)}
        if slots <= whole and not item.implied:
            assert item.role != "counted", asked


def _belongs(row: Sequence[Box], at: int, asked: str) -> bool:
    slot = str(row[at].value)
    return slot == asked or slot.startswith((f"{asked}/", f"{asked}."))


@settings(max_examples=15)
@given(st.dictionaries(st.integers(0, 10**6), contents(), min_size=1, max_size=10))
def test_whatever_was_read_can_go_back(chosen: Mapping[int, Content]) -> None:
    got = read_cells({answers()[number % len(answers())]: content for number, content in chosen.items()})
    back = mark_up(got, "en", library(str(SMALL)))
    assert back is not None and Return(back[1]).columns["questions"]["id"] == 0


# damaged files


def cut(content: bytes, rng: Random) -> bytes:
    """Only the beginning, only the end, or without a piece in the middle."""
    first, last = sorted((rng.randrange(len(content)), rng.randrange(len(content))))
    return rng.choice((content[:first], content[last:], content[:first] + content[last:]))


def flipped(content: bytes, rng: Random) -> bytes:
    """With some bits turned."""
    held = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        held[rng.randrange(len(held))] ^= 1 << rng.randrange(8)
    return bytes(held)


def directory_flipped(content: bytes, rng: Random) -> bytes:
    """With bits turned where the zip file says what it holds, which nothing protects."""
    begin = content.rfind(b"PK\x01\x02", 0, content.rfind(b"PK\x01\x02") - rng.randrange(200))
    held = bytearray(content)
    for _ in range(rng.choice((1, 2, 5))):
        held[rng.randrange(max(begin, 0), len(held))] ^= 1 << rng.randrange(8)
    return bytes(held)


def swapped(content: bytes, rng: Random) -> bytes:
    """With the contents of two parts in each other's place, or one part gone, emptied or cut."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    one, other = rng.sample(sorted(parts), 2)
    match rng.randrange(4):
        case 0:
            parts[one], parts[other] = parts[other], parts[one]
        case 1:
            del parts[one]
        case 2:
            parts[one] = b""
        case _:
            parts[one] = parts[one][: rng.randrange(len(parts[one]) + 1)]
    return zipped(parts)


def garbled(content: bytes, rng: Random) -> bytes:
    """With bytes turned in a part that is packed honestly: no sum tells of it."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = rng.choice([each for each in sorted(parts) if each.startswith("xl/")])
    parts[name] = flipped(parts[name], rng)
    return zipped(parts)


DAMAGES: Sequence[Callable[[bytes, Random], bytes]] = (cut, flipped, directory_flipped, swapped, garbled)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_files(damage: Callable[[bytes, Random], bytes], tmp_path: Path) -> None:
    """Told at once; what is read without a word is what stood there, as long as the sums are checked."""
    path, rng = tmp_path / "return.xlsx", Random(damage.__name__)
    for number in range(60):
        path.write_bytes(damage(begun().content, rng))
        before = time.process_time()
        got = read(path, str(SMALL))
        assert time.process_time() - before < SLOWEST, number
        assert_told(got)
        if isinstance(got, Scored) and not got.problems and damage is not garbled:
            assert bare(got.submission).answers == bare(begun().said).answers, number


def test_damaged_files_take_little_memory(tmp_path: Path) -> None:
    path, rng = tmp_path / "return.xlsx", Random("memory")
    for number in range(30):
        path.write_bytes(DAMAGES[number % len(DAMAGES)](begun().content, rng))
        tracemalloc.start()
        try:
            read(path, str(SMALL))
            assert tracemalloc.get_traced_memory()[1] < LARGEST
        finally:
            tracemalloc.stop()
