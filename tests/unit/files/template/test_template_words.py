"""Every word in a template comes from a catalogue or from its method, and no text is longer than its cell may show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest
from openpyxl import Workbook
from support.edits import Return
from support.starts import start

from belong_assess.files.slots import slots
from belong_assess.files.template.book import render_template
from belong_assess.files.template.lines import Extent
from belong_assess.files.template.template import Mark, Template
from belong_assess.language.texts import PSEUDO
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Pick, Ticks
from belong_assess.workflows.methods import open_method

LETTERS = re.compile(r"[A-Za-z]{2,}")
COMMAND = re.compile(r"belong-assess score \S+|\.xlsx\b|\b(?:DK|NC|NA)\b|\b[A-Z]\d+\.\d+\b")
"""The command line, endings of files, codes and numbers of questions are no words."""

STATEMENT = 255


def texts(book: Workbook) -> Iterator[tuple[str, str]]:
    """Everything that people read: names of sheets, cells, messages of cells, entries of lists, footers."""
    for sheet in book.worksheets[:4]:
        yield "name", sheet.title
        assert sheet.oddFooter is not None
        yield "footer", str(sheet.oddFooter.left.text or "")
        for number, row in enumerate(sheet.iter_rows(min_col=1 if sheet is book.worksheets[0] else 2), 1):
            hidden = sheet.row_dimensions[number].hidden
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type != "f" and not hidden:
                    yield f"{sheet.title}!{cell.coordinate}", cell.value
        for rule in sheet.data_validations.dataValidation:
            yield from (
                ("message", str(text)) for text in (rule.prompt, rule.promptTitle, rule.error, rule.errorTitle) if text
            )
    for row in book["lists"].iter_rows():
        yield from (("list", str(cell.value)) for cell in row if cell.value is not None)


def ids(assessment: Assessment) -> set[str]:
    """Ids of facts and options, which conditions name."""
    answers = [slot.answer for slot in slots(assessment).values() if isinstance(slot.answer, Ticks | Pick)]
    known = {*assessment.facts, *(option.id for answer in answers for option in answer.options)}
    return {word for each in known for word in LETTERS.findall(each)}


@pytest.mark.parametrize(("name", "areas"), [("small", None), ("regional", ["A1", "A8", "A10"]), ("municipal", ["M5"])])
def test_in_the_pseudo_language_nothing_is_plain(name: str, areas: list[str] | None) -> None:
    begun = start(method=name, areas=areas, language=PSEUDO)
    book = openpyxl.load_workbook(BytesIO(begun.content))
    allowed = ids(begun.assessment)
    seen = 0
    for where, text in texts(book):
        seen += 1
        plain = set(LETTERS.findall(COMMAND.sub(" ", text))) - allowed
        assert not plain, (where, text)
    assert seen > 200


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("name", ["regional", "municipal", "regional-voices"])
def test_every_cell_has_a_message_of_its_own_kind(name: str, code: str) -> None:
    """No hint is missing for any kind of answer that a shipped method has."""
    assessment = open_method(name, code)
    for area in [*assessment.areas][:3]:
        book = openpyxl.load_workbook(BytesIO(start(method=name, areas=[area], language=code).content))
        for sheet in book.worksheets[1:3]:
            prompts = [rule.prompt for rule in sheet.data_validations.dataValidation]
            assert prompts and all(prompt and "{" not in prompt and len(prompt) <= STATEMENT for prompt in prompts)


def test_notices_and_marks_are_where_they_are_seen() -> None:
    """Notices stand above the instructions; a marked cell is open, coloured, and has its comment, whatever cell it is."""
    assessment = start(method="small").assessment
    marks = (Mark("S1.1", "answer", "Please look again.", "7"), Mark("S1.4/towns", "note", "Nothing is read here.", "two"))
    content = render_template(Template(assessment, Extent("long"), marks=marks, notices=("Sent back.", "First.")))
    book, held = openpyxl.load_workbook(BytesIO(content)), Return(content)
    looks = set()
    for mark in marks:
        title, address = held.address(f"{mark.slot}@{mark.column}")
        cell = book[title][address]
        assert (cell.value, cell.comment.text, cell.protection.locked) == (mark.raw, mark.text, False)
        looks.add(cell.fill.start_color.rgb)
    (colour,) = looks
    title, address = held.address("S1.5")
    assert book[title][address].fill.start_color.rgb != colour
    start_texts = [str(row[0].value) for row in book.worksheets[0].iter_rows(max_col=1) if row[0].value]
    assert start_texts.index("Sent back.") < start_texts.index("First.") < 12
