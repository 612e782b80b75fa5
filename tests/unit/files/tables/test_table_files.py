"""Tables in files: text in every usual form, workbooks with several sheets, and files that are something else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook
from support.methods import method
from support.strategies import random_submission
from support.tables import (
    Rows,
    asked,
    coded,
    data,
    flat,
    long,
    same,
    submissions_in,
    told,
    turned,
    wide,
    writable,
    write_csv,
    write_ods,
    write_xlsx,
)

from belong_assess.files.tables import spreadsheets
from belong_assess.files.tables.grid import RegionRead
from belong_assess.files.tables.spreadsheets import read_spreadsheet
from belong_assess.files.workbooks.limits import Limits
from belong_assess.responses.submission import Entry, Submission

METHODS = ("regional", "municipal", "regional-voices", "small")
SMALL: Rows = [["region_name", "A1.1", "A1.2", "foreign_born"], ["Åland, Ö", "3", "2", "12.5"], ["Beta", "1", "0", "3.25"]]


def regions(path: Path, *named: str) -> list[RegionRead]:
    return list(read_spreadsheet(path, path.name, asked(*named)))


def some(name: str, count: int, *, bare: bool = False) -> dict[str, Submission]:
    """Random submissions; `bare`: answers with nothing beside them."""
    assessment, rng, found = method(name), Random(11), {}
    for number in range(count):
        unit = f"Región {number:03} – Ö"
        made = writable(assessment, random_submission(assessment, rng, mood="mixed"), unit)
        if bare:
            made = replace(made, answers={key: Entry(entry.response) for key, entry in made.answers.items()})
        found[unit] = made
    return found


# the same submissions from every format


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(("delimiter", "point"), [(",", "."), (";", ","), ("\t", ",")])
def test_text_in_every_form(tmp_path: Path, name: str, encoding: str, delimiter: str, point: str) -> None:
    wanted = some(name, 5)
    rows = wide([flat(method(name), each) for each in wanted.values()])
    path = write_csv(tmp_path / "t.csv", rows, delimiter=delimiter, encoding=encoding, point=point)
    found, _ = submissions_in(regions(path, method(name).questionnaire.id), method(name))
    assert list(map(same, found)) == list(map(same, wanted.values()))


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("write", [write_xlsx, write_ods])
@pytest.mark.parametrize("form", ["wide", "turned", "long"])
@pytest.mark.parametrize("content", ["words", "codes"])
def test_workbooks_in_every_form(tmp_path: Path, name: str, write: object, form: str, content: str) -> None:
    assert callable(write)
    wanted = some(name, 20, bare=form != "long")
    make = flat if content == "words" else coded
    held = {unit: make(method(name), each) for unit, each in wanted.items()}
    rows = long(held) if form == "long" else wide(list(held.values()))
    path = write(tmp_path / f"t{'.xlsx' if write is write_xlsx else '.ods'}", turned(rows) if form == "turned" else rows)
    found, _ = submissions_in(regions(path, method(name).questionnaire.id), method(name))
    assert list(map(same, found)) == list(map(same, wanted.values()))


def test_all_formats_give_the_same_places(tmp_path: Path) -> None:
    found = {
        write.__name__: [each.place for each in regions(write(tmp_path / f"t.{end}", SMALL))]
        for write, end in ((write_csv, "csv"), (write_xlsx, "xlsx"), (write_ods, "ods"))
    }
    assert set(map(tuple, found.values())) == {("A2", "A3")}


# text


def test_text_in_an_old_encoding_is_read_and_said_once(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", SMALL, encoding="cp1252")
    reads = regions(path)
    assert [code for code, _ in told(reads)].count("workbook.encoding_guessed") == 1
    assert data(reads)[0]["context"]["region_name"] == "Åland, Ö"


def test_a_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"sep=;\r\nregion_name;A1.1\r\nAlpha;3\r\n")
    (only,) = regions(path)
    assert only.place == "A2"
    assert data([only])[0]["answers"] == {"A1.1": 3}


def test_a_text_table_of_any_length_is_read_as_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("w") as file:
        file.write("region_name,A1.1,A1.2\n")
        file.writelines(f"R{number},3,2\n" for number in range(20_000))
    reads = read_spreadsheet(path, "t.csv", asked())
    assert next(reads).place == "A2"
    assert sum(1 for _ in reads) == 19_999


def test_a_row_that_never_ends_stops_the_table_there(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('region_name,A1.1,A1.2\nAlpha,3,2\nBeta,"3,2\n' + "x\n" * 30_000)
    reads = regions(path)
    assert reads[0].raw is not None
    assert (reads[-1].raw, [each.code for each in reads[-1].problems]) == (None, ["workbook.endless_row"])


def test_a_template_saved_as_text_is_one_submission(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    version, digest = method("regional").questionnaire.version, method("regional").questionnaire_hash
    corner = f"belong-assess/answers/1|regional|{version}|{digest}|full|all|en"
    path.write_text(f"{corner};no;question;help;answer\nKey;No.;Question;;Answer\nregion_name;;;;Alpha\nA1.1;A1.1;How?;;3\n")
    (only,) = regions(path)
    assert only.raw is not None
    assert only.raw.data["answers"] == {"A1.1": 3}
    assert only.raw.data["tier"] == "full"


# workbooks


def book(tmp_path: Path, **sheets: Rows) -> Path:
    held = Workbook()
    held.remove(held.worksheets[0])
    for name, rows in sheets.items():
        sheet = held.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "t.xlsx"
    held.save(path)
    return path


def test_every_sheet_with_a_table_is_read(tmp_path: Path) -> None:
    path = book(tmp_path, About=[["Read me"]], North=SMALL, South=[["region", "id", "answer"], ["Gamma", "A1.1", 2]])
    reads = regions(path)
    assert [each.place for each in reads] == ["North!A2", "North!A3", "South!A2"]
    assert {each.where.sheet for read in reads for each in read.problems} == {"North", "South"}


def test_one_table_among_other_sheets_has_plain_places(tmp_path: Path) -> None:
    assert [each.place for each in regions(book(tmp_path, About=[["Read me"]], North=SMALL))] == ["A2", "A3"]


def test_a_workbook_without_any_table_says_so(tmp_path: Path) -> None:
    (only,) = regions(book(tmp_path, About=[["Read me"]], Budget=[["Income", 12], ["Spending", 10]]))
    assert told([only]) == [("return.no_head", "")]
    (only,) = regions(book(tmp_path, About=[["Read me"]], Data=[["region nme", "A1.1x"], ["Alpha", 12]]))
    assert [(each.code, each.where.sheet, each.where.cell) for each in only.problems] == [
        ("table.not_recognised", "Data", "A1")
    ]


def test_a_template_that_lost_its_keys_is_no_table(tmp_path: Path) -> None:
    head: list[object] = ["No.", "Question", "What it means", "Answer", "Note"]
    questions: Rows = [["no", "question", "help", "answer", "note"], head, ["A1.1", "How?", "", 3], ["A1.2", "Why?", "", 2]]
    (only,) = regions(book(tmp_path, Region=[head, [None, "Name?", "", "Alpha"]], Questions=questions, counts=[["A1.1", 1]]))
    assert told([only]) == [("return.no_head", "")]
    (only,) = regions(write_csv(tmp_path / "t.csv", questions))
    assert told([only]) == [("table.not_recognised", "A1")]


def test_a_workbook_table_above_the_limit_is_told_to_become_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "RETURN", Limits(packed=1_000))
    monkeypatch.setattr(spreadsheets, "TABLE", Limits(packed=2_000))
    (only,) = regions(book(tmp_path, Data=SMALL))
    assert [each.code for each in only.problems] == ["file.too_large", "table.text_instead"]


def test_a_workbook_table_that_goes_on_beyond_what_is_read_is_told_to_become_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheets, "TABLE", Limits(rows=2))
    reads = regions(book(tmp_path, Data=SMALL))
    assert [code for code, _ in told(reads)][:2] == ["workbook.cut", "table.text_instead"]
    assert reads[0].problems[1].facts == {"expected": "10", "rows": "2", "columns": "60"}


def test_a_workbook_that_is_too_large_for_a_return_is_still_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "RETURN", Limits(packed=1_000, columns=2))
    assert len(data(regions(book(tmp_path, Data=SMALL)))) == 2


def test_a_wide_workbook_is_not_cut_like_a_return(tmp_path: Path) -> None:
    head = ["region_name", *(f"A{area}.{number}" for area in range(1, 18) for number in range(1, 8))]
    known = [name for name in head if name == "region_name" or name in method("regional").items]
    reads = regions(book(tmp_path, Data=[known, ["Alpha", *[1] * (len(known) - 1)]]))
    assert len(known) > 60
    assert {code for code, _ in told(reads)} == {"table.assumed", "return.read_as"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("t.csv", b"", "file.empty"),
        ("t.csv", b"%PDF-1.7 region_name,A1.1", "workbook.pdf"),
        ("t.csv", b"region_name,A1.1\n\x00\x01\x02", "workbook.not_a_workbook"),
        ("t.csv", b"<!DOCTYPE html><html>region_name</html>", "workbook.web_page"),
        ("t.csv", b"hello", "table.not_recognised"),
        ("t.xlsx", b"hello there", "workbook.plain_text"),
        ("~$t.csv", b"region_name,A1.1\nAlpha,3\n", "workbook.lock_file"),
    ],
)
def test_what_is_something_else_says_what_it_is(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (only,) = regions(path)
    assert [each.code for each in only.problems] == [code]


def test_a_text_table_under_the_name_of_a_workbook_is_read_as_what_it_is(tmp_path: Path) -> None:
    reads = regions(write_csv(tmp_path / "t.xlsx", SMALL))
    assert "workbook.named_otherwise" in [code for code, _ in told(reads)]
    assert len(data(reads)) == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert [each.code for each in regions(tmp_path / "t.csv")[0].problems] == ["file.missing"]
    assert [each.code for each in regions(tmp_path)[0].problems] == ["file.unreadable"]
