"""Instructions and checks come from one model: what a list offers, and what a hint shows, is read as what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from support.edits import Return
from support.methods import SMALL
from support.starts import start
from support.workbooks import listed

from belong_assess.files.entries import TICK, column_entries, entries, later
from belong_assess.files.returns.cells import CellReader
from belong_assess.files.returns.rows import Row
from belong_assess.files.returns.words import Words
from belong_assess.files.slots import COLUMNS, Slot, slots
from belong_assess.language.texts import PSEUDO, Language, language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Choice, Day, FreeText, Steps, Ticks
from belong_assess.responses.capture import capture
from belong_assess.responses.submission import Unreadable
from belong_assess.workflows.methods import open_method

METHODS = ("regional", "municipal", "regional-voices", str(SMALL))
LANGUAGES = ("en", "es", PSEUDO)
AT = {column: place for place, column in enumerate(COLUMNS)}
SHARE = re.compile(r"\d+\s%")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
each_method = pytest.mark.parametrize("name", METHODS)
each_language = pytest.mark.parametrize("code", LANGUAGES)


def reader(assessment: Assessment) -> CellReader:
    return CellReader(Words(assessment, list), "return.xlsx")


def read_in(assessment: Assessment, slot: Slot, text: object, column: str = "answer") -> tuple[Any, list[str]]:
    """What a text in the cell of a slot means, and what is said of it."""
    cells = reader(assessment)
    row: Any = [None] * len(COLUMNS)
    row[AT[column]] = text
    held = Row("Questions", 3, row, AT)
    raw = cells.answer(slot, held) if column == "answer" else cells.beside(column, slot, held)
    return raw, [problem.code for problem in cells.problems]


def offered(assessment: Assessment, say: Language) -> Iterator[tuple[Slot, str, Any]]:
    for slot in slots(assessment).values():
        for entry in (*entries(assessment, slot, say), *([later(say)] if slot.kind == "answer" else [])):
            yield slot, entry.label, entry.raw


@each_method
@each_language
def test_every_entry_of_every_list_is_read_as_what_it_means(name: str, code: str) -> None:
    assessment = open_method(name, code)
    for slot, label, raw in offered(assessment, language(code)):
        assert read_in(assessment, slot, label) == (raw, []), (slot.name, label)


@each_method
@each_language
def test_every_entry_passes_the_gate(name: str, code: str) -> None:
    """What a list offers is an answer to its question: none is refused."""
    assessment = open_method(name, code)
    for slot, label, raw in offered(assessment, language(code)):
        if slot.kind == "answer":
            captured = capture(assessment, slot.name, raw)
            assert captured.problems == [], (slot.name, label)
            assert captured.entry is not None and not isinstance(captured.entry.response, Unreadable)


@each_language
@pytest.mark.parametrize("column", ["basis", "confidence", "who"])
def test_every_entry_beside_an_answer_is_read_as_what_it_means(code: str, column: str) -> None:
    assessment = open_method("regional", code)
    slot = slots(assessment)["A8.3"]
    for entry in column_entries(column, language(code)):
        assert read_in(assessment, slot, entry.label, column) == (entry.raw, [])


@each_method
def test_no_two_entries_of_a_list_look_alike(name: str) -> None:
    for code in LANGUAGES:
        assessment = open_method(name, code)
        for slot in slots(assessment).values():
            labels = [entry.label for entry in entries(assessment, slot, language(code))]
            assert len(labels) == len(set(labels)), (slot.name, labels)


@pytest.mark.parametrize(
    "given", [{"method": "small"}, {"method": "regional", "areas": ["A4"]}, {"method": "regional-voices", "language": "es"}]
)
def test_the_workbook_offers_what_the_model_says(given: dict[str, Any]) -> None:
    """Each cell has the list of its slot, and no cell another one."""
    begun = start(**given)
    say = language(begun.assessment.language)
    book, held = openpyxl.load_workbook(BytesIO(begun.content)), Return(begun.content)
    lists = {name: listed(book, name)[1] for name in book.defined_names if not name.startswith("_")}
    found: dict[tuple[str, str], list[str]] = {}
    for word in ("region", "questions"):
        sheet = book[held.sheet(word).title]
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list":
                found |= {(sheet.title, cell): lists[str(rule.formula1).lstrip("=")] for cell in _cells(rule.sqref)}
    offered_in_cells = 0
    for slot in slots(begun.assessment).values():
        if not any(row and row[0].value == slot.name for word in ("region", "questions") for row in held.sheet(word).rows):
            continue
        for column in ("answer", "basis", "confidence", "who"):
            shown = found.get(held.address(f"{slot.name}@{column}"))
            wanted = entries(begun.assessment, slot, say) if column == "answer" else column_entries(column, say)
            if column == "answer":
                assert (shown or []) == [entry.label for entry in wanted], slot.name
                offered_in_cells += shown is not None
            else:
                assert shown in (None, [entry.label for entry in wanted])
    assert offered_in_cells > 10


def _cells(ranges: Any) -> Iterator[str]:
    for each in ranges.ranges:
        for row, column in each.cells:
            yield f"{openpyxl.utils.get_column_letter(column)}{row}"


# what the instructions say


@each_method
@each_language
def test_the_number_of_an_answer_stands_for_it(name: str, code: str) -> None:
    """ "Choose from the list, or type the number of the answer": every number of every step, where no share is taken."""
    assessment = open_method(name, code)
    for slot in slots(assessment).values():
        if slot.kind == "answer" and isinstance(slot.answer, Choice | Steps) and not assessment.takes_share(slot.answer):
            for option in assessment.options_of(slot.answer):
                assert read_in(assessment, slot, str(option.value)) == (option.value, [])
                assert read_in(assessment, slot, option.value) == (option.value, [])


@each_language
def test_a_small_number_alone_is_asked_about_as_the_hint_says(code: str) -> None:
    """Where shares are taken, each number of a step above none has two readings; with its sign it has one."""
    assessment = open_method("regional", code)
    takers = [slot for slot in slots(assessment).values() if slot.kind == "answer" and slot.answer is not None]
    takers = [slot for slot in takers if assessment.takes_share(slot.answer)]  # type: ignore[arg-type]
    assert len(takers) > 10
    for slot in takers:
        for step in (1, 2, 3, 4):
            assert read_in(assessment, slot, str(step))[1] == ["return.step_or_share"]
            assert read_in(assessment, slot, f"{step} %") == ({"share": step}, [])
        assert read_in(assessment, slot, "0") == (0, [])


@pytest.mark.parametrize("code", ["en", "es"])
def test_examples_in_the_instructions_are_answers(code: str) -> None:
    """A share and a day as the hints write them."""
    say, assessment = language(code), open_method("regional", code)
    known = slots(assessment)
    shares = [each for key in ("template.hint.share", "template.how.shares") for each in SHARE.findall(say(key))]
    days = DAY.findall(say("template.hint.date"))
    assert shares and days
    for text in shares:
        raw, told = read_in(assessment, known["A8.3"], text)
        assert set(raw) == {"share"} and not told
        assert capture(assessment, "A8.3", raw).problems == []
    for text in days:
        assert read_in(assessment, known["reference_date"], text) == (text, [])


@each_method
def test_an_x_is_a_tick_and_an_empty_cell_is_none(name: str) -> None:
    assessment = open_method(name)
    options = [slot for slot in slots(assessment).values() if slot.kind == "option"]
    for slot in options:
        assert read_in(assessment, slot, TICK) == (True, [])
        assert read_in(assessment, slot, None) == (None, [])
        assert read_in(assessment, slot, "  ") == (None, [])


@each_method
def test_nothing_counts_as_none_of_these_but_its_words(name: str) -> None:
    assessment = open_method(name)
    for slot in slots(assessment).values():
        if slot.kind == "answer" and isinstance(slot.answer, Ticks):
            assert read_in(assessment, slot, "0") == ({"none": True}, [])
            assert read_in(assessment, slot, "-")[0] != {"none": True}


@each_method
def test_a_text_is_what_it_is(name: str) -> None:
    """Codes of ours, numbers and signs are texts where a text is asked for."""
    assessment = open_method(name)
    for slot in slots(assessment).values():
        if slot.kind == "answer" and isinstance(slot.answer, FreeText):
            for text in ("DK", "NC", "NA", "3", "x", "=1+1", "no", "-"):
                assert read_in(assessment, slot, text) == (text, [])


def test_a_day_of_the_hint_is_shown_as_the_cells_show_days() -> None:
    assessment = open_method("regional")
    days = [slot for slot in slots(assessment).values() if isinstance(slot.answer, Day)]
    assert days and all(read_in(assessment, slot, "2026-06-30") == ("2026-06-30", []) for slot in days)
