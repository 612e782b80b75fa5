"""What goes into a template comes out of it: every example, every tier and area, random submissions, through every door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from support.edits import Return
from support.methods import SMALL, method
from support.office import convert, needs
from support.starts import Start, bare, read, rendered, start
from support.talkative import as_read, talkative

from belong_assess.files.entries import labels
from belong_assess.files.slots import COLUMNS, EVIDENCE, slots
from belong_assess.files.template.lines import Extent
from belong_assess.files.template.prefill import prefill
from belong_assess.files.template.template import Template
from belong_assess.interview.prompts import item_and_answer
from belong_assess.interview.replies import Given, read_answer
from belong_assess.language.texts import PSEUDO, language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import FreeText, Group, Pair
from belong_assess.responses.capture import capture
from belong_assess.responses.submission import Response, Submission, Unreadable
from belong_assess.sheets.cells import Figure
from belong_assess.workflows.methods import open_method
from belong_assess.workflows.score_file import Scored, examples

METHODS = ("regional", "municipal", "regional-voices", "small")
EXAMPLES = examples()
QUICK = ("serrano", "ekermyra", "marevalle-employer", "verdemar")
LANGUAGES = ("en", "es")
COUNT = 60


def folder_of(name: str) -> str:
    return str(SMALL) if name == "small" else ""


def opened(name: str, code: str = "en") -> Assessment:
    return open_method(folder_of(name) or name, code)


def back(content: bytes, folder: Path, name: str = "") -> Scored:
    """Read a workbook as one that comes back."""
    path = folder / "return.xlsx"
    path.write_bytes(content)
    got = read(path, folder_of(name))
    assert isinstance(got, Scored), got.problems
    return got


def slow_unless(quick: bool, *values: object) -> Any:
    return pytest.param(*values, marks=[] if quick else pytest.mark.slow)


# every example, tier and area


@pytest.mark.parametrize(
    ("example", "code"), [slow_unless(each in QUICK, each, code) for each in EXAMPLES for code in LANGUAGES]
)
def test_every_example(example: str, code: str, tmp_path: Path) -> None:
    begun = start(example=example, language=code)
    got = back(begun.content, tmp_path)
    assert bare(got.submission) == bare(begun.said)
    assert (got.submission.language, got.submission.hash) == (code, begun.assessment.questionnaire_hash)


@pytest.mark.parametrize("name", METHODS)
def test_every_tier(name: str, tmp_path: Path) -> None:
    """Nothing is read from an empty template but what it says of itself."""
    assessment = opened(name)
    for tier in assessment.tier_rank:
        got = back(start(method=name, tier=tier, areas=list(assessment.areas)[:2]).content, tmp_path, name)
        held = got.submission
        assert (held.tier, held.scope) == (tier, tuple(assessment.areas)[:2])
        assert (held.context, held.answers, got.problems) == ({}, {}, ())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        slow_unless(code == "en" or name in ("small", "regional-voices"), name, code)
        for name in METHODS
        for code in (*LANGUAGES, PSEUDO)
    ],
)
def test_every_area_by_itself(name: str, code: str, tmp_path: Path) -> None:
    """In turn over the languages, so that each area is met in one of them."""
    assessment, rng = opened(name, code), Random(name + code)
    turn = [*LANGUAGES, PSEUDO].index(code)
    for area in list(assessment.areas)[turn::3]:
        said = as_read(assessment, replace(talkative(assessment, rng), scope=(area,)))
        inside = {asked: entry for asked, entry in said.answers.items() if _area(assessment, asked) == area}
        said = replace(said, answers=inside)
        assert bare(back(rendered(assessment, said), tmp_path, name).submission) == bare(said)


def _area(assessment: Assessment, asked: str) -> str | None:
    return assessment.area_of.get(asked if asked in assessment.items else asked.rpartition(".")[0])


# random submissions


@pytest.mark.parametrize("name", METHODS)
def test_random_submissions_of_some_areas(name: str, tmp_path: Path) -> None:
    assert_all_come_back(name, Random(name), COUNT // 6, tmp_path, areas=2)


@pytest.mark.slow
@pytest.mark.parametrize("name", METHODS)
def test_random_submissions_of_everything(name: str, tmp_path: Path) -> None:
    assert_all_come_back(name, Random(f"whole {name}"), COUNT, tmp_path)


def assert_all_come_back(name: str, rng: Random, count: int, folder: Path, *, areas: int = 0) -> None:
    for number in range(count):
        assessment = opened(name, LANGUAGES[number % len(LANGUAGES)])
        said = talkative(assessment, rng, areas=areas)
        got = back(rendered(assessment, said), folder, name)
        assert bare(got.submission) == bare(said), (name, number)


def test_random_submissions_answer_enough() -> None:
    """They are not empty, so that what comes back is worth comparing."""
    said = talkative(method("regional"), Random(1))
    kinds = {type(entry.response).__name__ for entry in (*said.context.values(), *said.answers.values())}
    assert len(said.answers) > 50 and kinds >= {"Chosen", "Ticked", "Amount", "TwoFigures", "Words", "Picked", "DontKnow"}
    assert any(len(entry.evidence) > 2 for entry in said.answers.values())


# filled in by a person, and saved by an office


def typed(begun: Start, said: Submission) -> bytes:
    """Fill an empty template in as somebody does who types what stands in its lists, and save it with openpyxl."""
    book = openpyxl.load_workbook(BytesIO(begun.content))
    empty = Return(begun.content)
    filled = prefill(begun.assessment, said)
    assert filled.cells
    for (slot, column), content in filled.cells.items():
        title, address = empty.address(f"{slot}@{column}")
        cell = book[title][address]
        if isinstance(content, Figure):
            cell.value = float(content.number)
            cell.number_format = content.format
        else:
            cell.value, cell.data_type = content, "s"
    for row, (slot, piece) in enumerate(filled.more, 3):
        sheet = book.worksheets[3]
        for at, content in enumerate((slot, *(getattr(piece, each) for each in EVIDENCE)), 2):
            cell = sheet.cell(row, at)
            if content is not None:
                cell.value, cell.data_type = content, "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("example", ["verdemar", "small"])
def test_typed_into_an_empty_template(example: str, tmp_path: Path) -> None:
    full = start(example=example)
    got = back(typed(_emptied(full), full.said), tmp_path, full.said.questionnaire)
    assert replace(bare(got.submission), status="draft") == replace(bare(full.said), status="draft")


def _emptied(full: Start) -> Start:
    scope = None if full.said.scope is None else list(full.said.scope)
    return start(method=full.said.questionnaire, tier=full.said.tier, areas=scope, language=full.assessment.language)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("example", "code", "to"),
    [
        ("marevalle", "en", "xlsx"),
        ("marevalle", "es", "ods"),
        ("portaurelle", "es", "xlsx"),
        ("marevalle-association", "es", "ods"),
        ("small", "en", "ods"),
    ],
)
def test_saved_by_an_office(example: str, code: str, to: str, tmp_path: Path) -> None:
    """An empty template that was filled in, opened and saved by LibreOffice gives the same submission as the text file."""
    needs("soffice")
    full = start(example=example, language=code)
    (tmp_path / "typed").mkdir()
    path = tmp_path / "typed" / "return.xlsx"
    path.write_bytes(typed(_emptied(full), full.said))
    got = read(convert(path, to, tmp_path), full.method)
    assert isinstance(got, Scored), got.problems
    assert replace(bare(got.submission), status="draft") == replace(bare(full.said), status="draft")


@pytest.mark.slow
def test_odd_texts_saved_by_an_office(tmp_path: Path) -> None:
    needs("soffice")
    assessment = opened("small")
    said = talkative(assessment, Random("office"))
    assert any((entry.comment or "").startswith(("=", "+", "@")) for entry in said.answers.values())
    (tmp_path / "typed").mkdir()
    (tmp_path / "typed" / "return.xlsx").write_bytes(rendered(assessment, said))
    got = read(convert(tmp_path / "typed" / "return.xlsx", "xlsx", tmp_path), str(SMALL))
    assert isinstance(got, Scored)
    assert bare(got.submission) == bare(said)


# the doors


RAW = (
    "0", "1", "2", "3", "4", "5", "7", "12", "-1", "2.5", "2,5", "37 %", "37,5 %", "37.5%", "0 %", "100 %", "150 %", "1.284",
    "1 284", "DK", "dk", "nothing in place", "IN PLACE", "none", "yes", "no", "Yes", "city", "coast", "hospitals", "x", "?",
    "x y", "later", "skipped",
)  # fmt: skip
"""What people type, wherever they type it."""


def workbook_door(begun: Start, raw: str, folder: Path) -> Submission:
    """The same text in the cell of every question and fact."""
    held = Return(begun.content)
    for name, slot in slots(begun.assessment).items():
        if slot.kind == "answer":
            held.apply({"at": name, "text": raw})
    return back(held.content(), folder, "small").submission


def asked_in(assessment: Assessment, raw: str) -> Iterator[str]:
    """What takes an answer in one text. What is put off stands in a template as a word, so that word alone is no text."""
    for name, slot in slots(assessment).items():
        in_one = slot.kind == "answer" and not isinstance(slot.answer, Group | Pair)
        if in_one and not (isinstance(slot.answer, FreeText) and raw == "later"):
            yield name


def response_of(entry: Any) -> Response | None:
    return None if entry is None or isinstance(entry.response, Unreadable) else entry.response


@pytest.mark.parametrize("raw", RAW)
def test_every_door_gives_the_same_answer(raw: str, tmp_path: Path) -> None:
    """A file, a workbook and the keyboard never disagree: where two of them read a text at all, they read the same."""
    begun = start(method="small")
    assessment = begun.assessment
    said = workbook_door(begun, raw, tmp_path)
    read_anywhere = 0
    for asked in asked_in(assessment, raw):
        typed_as = read_answer(assessment, item_and_answer(assessment, asked)[1], raw, (language(),))
        doors = {
            "file": response_of(capture(assessment, asked, raw).entry),
            "workbook": response_of((said.context if asked in assessment.facts else said.answers).get(asked)),
            "keyboard": response_of(capture(assessment, asked, typed_as.raw).entry) if isinstance(typed_as, Given) else None,
        }
        readings = {door: reading for door, reading in doors.items() if reading is not None}
        assert len(set(map(repr, readings.values()))) <= 1, (asked, raw, readings)
        read_anywhere += bool(readings)
    assert read_anywhere or raw in ("?", "x y")


def test_every_word_of_a_list_is_read_through_every_door(tmp_path: Path) -> None:
    """The entries of the drop-down lists: in a workbook exactly what a file holds for them."""
    begun = start(method="small")
    for asked in ("S1.1", "S1.3", "S4.2", "has_school"):
        for raw, label in labels(begun.assessment, "en")[asked].items():
            held = Return(begun.content)
            held.apply({"at": asked, "text": label})
            said = back(held.content(), tmp_path, "small").submission
            entry = (said.context if asked in begun.assessment.facts else said.answers)[asked]
            assert entry == capture(begun.assessment, asked, eval(raw)).entry, label


def test_a_template_has_every_column() -> None:
    """What is compared here is all that a template holds."""
    held = Return(start(method="small").content)
    assert set(held.columns["questions"]) == set(COLUMNS)
    plain = Template(opened("small"), Extent("long"))
    assert {line.slot.name for line in (*plain.context(), *plain.questions()) if line.slot} == set(slots(opened("small")))


def test_dates_are_dates_of_the_spreadsheet(tmp_path: Path) -> None:
    """They are shown as dates and can be counted with, and are read as the days that they are."""
    held = Return(start(example="serrano").content)
    assert held.box("reference_date").value == datetime(2026, 6, 30)
