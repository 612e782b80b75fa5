"""A template in LibreOffice: its progress is counted as it says, and no text in it ever becomes a formula."""

from __future__ import annotations

import csv
import re
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from support.edits import Return
from support.office import convert, needs
from support.packages import zipped
from support.starts import Start, rendered, start

from belong_assess.responses.submission import Entry, Evidence, Submission, Words

pytestmark = pytest.mark.slow
VALUE = re.compile(rb"(</f>)<v>[^<]*</v>")
FAULT = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!)|Err:\d")
HOSTILE = (
    '=HYPERLINK("http://example.org";"x")', "+1", "@SUM(1+1)", "-2+3", "\t=1+1", "＝1+1", "=cmd|'/c calc'!A0", "'=1",
    " =1+1",
)  # fmt: skip
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"


def without_values(content: bytes) -> bytes:
    """The same workbook as if no program had ever worked it out."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return zipped({name: VALUE.sub(rb"\1", part) if "worksheets/" in name else part for name, part in parts.items()})


@pytest.mark.parametrize("example", ["small", "serrano", "ekermyra"])
def test_progress_is_counted_as_it_says(example: str, tmp_path: Path) -> None:
    needs("soffice")
    content = start(example=example).content
    (tmp_path / "template").mkdir()
    path = tmp_path / "template" / "template.xlsx"
    path.write_bytes(without_values(content))
    assert path.read_bytes() != content
    computed = openpyxl.load_workbook(convert(path, "xlsx", tmp_path), data_only=True)
    said = openpyxl.load_workbook(BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(BytesIO(content))
    compared = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    there, here = (book[sheet.title][cell.coordinate].value for book in (computed, said))
                    assert (there or "") == (here or ""), (sheet.title, cell.coordinate)
                    compared += 1
    assert compared > 20


def test_progress_moves_with_what_is_typed(tmp_path: Path) -> None:
    """A tick, a detail and an answer count for their question, wherever its row is; a blank space of somebody's does not."""
    needs("soffice")
    held = Return(start(method="small").content)
    for edit in (
        {"at": "S1.4/towns", "text": "x"}, {"at": "S3.3/#first", "number": 3}, {"at": "S5.1", "text": "DK"},
        {"at": "S4.1", "text": "0 – nothing in place"}, {"at": "S1.1@note", "text": "later"},
    ):  # fmt: skip
        held.apply(edit)
    held.apply({"reorder": "questions", "shuffle": 1})
    (tmp_path / "typed").mkdir()
    path = tmp_path / "typed" / "template.xlsx"
    path.write_bytes(without_values(held.content()))
    book = openpyxl.load_workbook(convert(path, "xlsx", tmp_path), data_only=True)
    counted = {row[1].value: row[2].value for row in book["counts"].iter_rows(max_col=3)}
    assert {slot for slot, done in counted.items() if done} == {"S1.4", "S3.3", "S5.1", "S4.1"}


def hostile(begun: Start) -> Submission:
    """A submission whose names, notes and documents all look like formulas."""
    context = {fact: Entry(Words(text)) for fact, text in zip(("region_name",), HOSTILE, strict=False)}
    answers = {
        asked: replace(entry, comment=text, by=text, evidence=(Evidence(text, text, text, text),) * 2)
        for (asked, entry), text in zip(begun.said.answers.items(), HOSTILE, strict=False)
    }
    assert len(answers) == len(HOSTILE)
    return replace(begun.said, context={**begun.said.context, **context}, answers={**begun.said.answers, **answers})


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    """Opened by LibreOffice and saved as text, each is shown as it was written; none is worked out."""
    needs("soffice")
    begun = start(example="small")
    said = hostile(begun)
    path = tmp_path / "template.xlsx"
    path.write_bytes(rendered(begun.assessment, said))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ALL_SHEETS, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    shown = [
        cell
        for made in sorted(tmp_path.glob("template-*.csv"))
        for row in csv.reader(made.read_text(encoding="utf-8").splitlines(), delimiter=";")
        for cell in row
    ]
    for text in HOSTILE:
        assert shown.count(text.strip()) + shown.count(text) >= 8, text
    assert not [cell for cell in shown if FAULT.match(cell)]
