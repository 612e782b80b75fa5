"""Rows written as ready XML read back as they were given, in every reader, and stand where they should."""

from __future__ import annotations

import zipfile
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import load_workbook as read_fast

from belong_assess.responses.plain_text import without_controls
from belong_assess.sheets.rows import ReadyCells, RowSheet, in_order, rename
from belong_assess.sheets.writer import BookWriter

WHEN = datetime(2026, 6, 30)


def written(path: Path, rows: list[list[str | int | Fraction | None]], *, head: bool = True) -> Path:
    writer = BookWriter(str(path), streaming=True)
    sheet, ready = writer.sheet("Rows"), ReadyCells(writer)
    if head:
        sheet.set_row(0, 33)
        for column in range(len(rows[0])):
            writer.put(sheet, 0, column, f"H{column}", "column")
    table = RowSheet(sheet, 1 if head else 0, len(rows[0]))
    for row in rows:
        table.add([cell(ready, each) for each in row], 21.5)
    table.close()
    writer.close(WHEN, title="Rows")
    return path


def cell(ready: ReadyCells, content: str | int | Fraction | None) -> str:
    if content is None:
        return ready.empty("list.text")
    return ready.text(content, "list.text") if isinstance(content, str) else ready.number(content, "list.number", "0.0")


def sheet_of(path: Path) -> Worksheet:
    sheet = load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_rows_follow_their_head_with_formats_and_heights(tmp_path: Path) -> None:
    sheet = sheet_of(written(tmp_path / "a.xlsx", [["one", 3, None], ["two", Fraction(1, 3), "x"]]))
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [
        ["H0", "H1", "H2"],
        ["one", 3, None],
        ["two", 1 / 3, "x"],
    ]
    assert sheet.dimensions == "A1:C3"
    assert [sheet.row_dimensions[row].height for row in (1, 2, 3)] == [33, 21.5, 21.5]
    assert sheet["B3"].number_format == "0.0"
    assert sheet["A2"].font.name == "Arial"


def test_a_sheet_may_begin_with_rows(tmp_path: Path) -> None:
    sheet = sheet_of(written(tmp_path / "a.xlsx", [["one", 3]], head=False))
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [["one", 3]]


def test_decimals_keep_all_their_digits(tmp_path: Path) -> None:
    figures = [Fraction(100, 3), Fraction(1, 7), Fraction(3219455, 59976)]
    path = written(tmp_path / "a.xlsx", [[figure] for figure in figures])
    assert [row[0].value for row in sheet_of(path).iter_rows(min_row=2)] == [float(figure) for figure in figures]
    with zipfile.ZipFile(path) as package:
        text = package.read("xl/worksheets/sheet1.xml").decode()
    assert all(f"<v>{float(figure)!r}</v>" in text for figure in figures)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1"])
def test_what_looks_like_a_formula_is_text_and_quoted(tmp_path: Path, text: str) -> None:
    held = sheet_of(written(tmp_path / "a.xlsx", [[text]]))["A2"]
    assert (held.value, held.data_type, held.quotePrefix) == (text, "s", True)


@given(texts=st.lists(st.text(max_size=20), min_size=1, max_size=6))
def test_any_text_reads_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = written(tmp_path_factory.mktemp("rows") / "a.xlsx", [[text] for text in texts])
    expected = [without_controls(text) for text in texts]
    rows = read_fast(str(path)).get_sheet_by_index(0).to_python()
    found = [row[0] for row in rows[1:]] + [""] * len(texts)
    assert [str(text).replace("\r\n", "\n") for text in found[: len(texts)]] == expected


@pytest.mark.parametrize("text", ["_x0041_", "a_x000D_b", 'x < y & z > "w"', " spaces ", "two\nlines"])
def test_these_texts_read_back_in_every_reader(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "a.xlsx", [[text]])
    assert read_fast(str(path)).get_sheet_by_index(0).to_python()[1] == [text]


def test_sheets_grow_side_by_side_change_names_and_places(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    writer = BookWriter(str(path), streaming=True)
    ready = ReadyCells(writer)
    sheets = [writer.sheet(name) for name in ("One", "Two", "Three")]
    tables = [RowSheet(sheet, 0, 1) for sheet in sheets]
    for number in range(3):
        for place, table in enumerate(tables):
            table.add([ready.number(10 * place + number, "list.number")])
    for table in tables:
        table.close()
    rename(writer, sheets[1], "Zwei")
    last = writer.sheet("Last")
    writer.put(last, 0, 0, "end", "list.text")
    in_order(writer, [last, sheets[1], sheets[0]])
    writer.close(WHEN, title="Rows")
    book = load_workbook(path)
    assert book.sheetnames == ["Last", "Zwei", "One"]
    assert book.active is not None and book.active.title == "Last"
    assert [row[0].value for row in book["Zwei"].iter_rows()] == [10, 11, 12]
    assert [row[0].value for row in book["One"].iter_rows()] == [0, 1, 2]
