"""Cells: text is always typed text, numbers are always numbers, whatever stands in them."""

from __future__ import annotations

import csv
import re
import zipfile
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from support.office import convert, needs

from belong_assess.responses.plain_text import CONTROLS
from belong_assess.sheets.cells import CUT_MARK, LONGEST, Content, Figure, cell_text, write, write_pairs
from belong_assess.sheets.styles import prepare

STYLE = "cell.text"
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x","y")',
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "  =1",
    " leading and trailing ",
    "#N/A",
    "#REF!",
    "TRUE",
    "2026-01-01",
    "1-2",
    "0123",
    "1e5",
    "_x0041_",
    "_x005F_x0041_",
    "a\nb",
    "<b>&amp;</b>",
    "Łódź Αθήνα Київ",
    "العربية",
    "😀",
]


def sheet_with(contents: list[Content]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    prepare(book)
    sheet = book.worksheets[0]
    for row, content in enumerate(contents, 1):
        write(sheet, row, 1, content, STYLE)
    return book, sheet


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cells_of(data: bytes) -> list[Cell]:
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    return [cell for (cell,) in sheet.iter_rows(max_col=1) if isinstance(cell, Cell)]


def decoded(text: object) -> str:
    """What a spreadsheet shows of a text in the file."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), str(text))


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(BytesIO(data)).read(name).decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_back_as_the_same_text(text: str) -> None:
    data = saved(sheet_with([text])[0])
    (cell,) = cells_of(data)
    assert cell.data_type == "s"
    assert "<f" not in part(data, "xl/worksheets/sheet1.xml")
    raw = re.search(r"<t[^>]*>(.*)</t>", part(data, "xl/worksheets/sheet1.xml"), re.DOTALL)
    assert raw is not None
    assert decoded(raw.group(1)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "＝1", "＋1", "－1", "＠1", "  =1"])
def test_what_looks_like_a_formula_is_quoted(text: str) -> None:
    (cell,) = cells_of(saved(sheet_with([text])[0]))
    assert cell.quotePrefix


def test_plain_text_is_not_quoted() -> None:
    (cell,) = cells_of(saved(sheet_with(["plain = text"])[0]))
    assert not cell.quotePrefix


def test_control_characters_are_dropped() -> None:
    assert cell_text("a\x00b\x07c\x1bd\x9fe\ufffff\ud800g") == "abcdefg"


def test_too_long_a_text_is_shortened_where_it_can_be_seen() -> None:
    (cell,) = cells_of(saved(sheet_with(["x" * 40_000])[0]))
    assert str(cell.value).endswith(CUT_MARK)
    assert len(str(cell.value)) == LONGEST


def test_the_limit_counts_what_spreadsheets_count() -> None:
    assert len(cell_text("😀" * 20_000).encode("utf-16-le")) // 2 <= LONGEST
    assert cell_text("x" * LONGEST) == "x" * LONGEST


texts = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("=+-@\t\x00\x1b＝＋－＠ '\"_x0041\n\r")), max_size=60
) | st.sampled_from(HOSTILE)


@given(st.lists(texts, min_size=1, max_size=8))
def test_any_text_comes_back_as_text(given_texts: list[str]) -> None:
    data = saved(sheet_with(list(given_texts))[0])
    assert "<f" not in part(data, "xl/worksheets/sheet1.xml")
    for text, cell in zip(given_texts, cells_of(data), strict=False):
        expected = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        assert cell.value is None if not expected else cell.data_type == "s"
        assert decoded(cell_text(text)) == expected


@given(st.fractions(min_value=0, max_value=100))
def test_any_number_comes_back_with_sixteen_digits(number: Fraction) -> None:
    (cell,) = cells_of(saved(sheet_with([Figure(number, "0.0")])[0]))
    assert cell.data_type == "n"
    assert cell.value == pytest.approx(float(number), rel=1e-15)
    assert cell.number_format == "0.0"


def test_nothing_leaves_the_cell_empty() -> None:
    assert [cell.value for cell in cells_of(saved(sheet_with([None, "", "x"])[0]))] == [None, None, "x"]


def test_pairs_are_typed_text_with_bold_names() -> None:
    book = Workbook()
    prepare(book)
    write_pairs(book.worksheets[0], 1, 1, [("=Name", "=1+1"), ("B", ""), ("C", "x\x00y")], STYLE, " | ")
    data = saved(book)
    (cell,) = cells_of(data)
    assert cell.data_type == "s"
    assert cell.value == "=Name: =1+1 | B:  | C: xy"
    assert "<f" not in part(data, "xl/worksheets/sheet1.xml")
    assert part(data, "xl/worksheets/sheet1.xml").count("<b ") == 3


@pytest.mark.slow
def test_libreoffice_reads_hostile_text_as_text(tmp_path: Path) -> None:
    needs("soffice")
    source = tmp_path / "hostile.xlsx"
    source.write_bytes(saved(sheet_with([*HOSTILE, "x" * 40_000])[0]))
    made = convert(source, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", tmp_path)
    with made.open(encoding="utf-8", newline="") as stream:
        read = [row[0] for row in csv.reader(stream)]
    assert read[:-1] == HOSTILE
    assert read[-1].endswith(CUT_MARK)
