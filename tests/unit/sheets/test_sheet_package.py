"""The last pass over a workbook: one date, one order, the same bytes, and words for charts."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference

from belong_assess.sheets.package import EARLIEST, Words, finish, fixed_date

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"

WORDS = [Words("A chart", "What it shows"), Words("Another", "What that shows")]


def book_with_charts(count: int = 2) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for number in range(count):
        sheet.append([number])
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=1))
        sheet.add_chart(chart)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("epoch", "made_on", "expected"),
    [
        ("", "2026-06-30", datetime(2026, 6, 30)),
        ("1700000000", "2026-06-30", datetime(2023, 11, 14, 22, 13, 20)),
        ("0", None, EARLIEST),
        ("9" * 20, None, datetime(2107, 12, 31, 23, 59, 58)),
        ("-5", None, EARLIEST),
        ("soon", "2026-06-30", datetime(2026, 6, 30)),
        ("", "summer 2026", EARLIEST),
        ("", "1815-06-18", EARLIEST),
        ("", "2999-01-01", datetime(2107, 12, 31, 23, 59, 58)),
        ("", None, EARLIEST),
    ],
)
def test_the_date_of_a_file(epoch: str, made_on: str | None, expected: datetime) -> None:
    assert fixed_date(made_on, {"SOURCE_DATE_EPOCH": epoch} if epoch else {}) == expected


def test_every_entry_and_property_carries_the_date() -> None:
    when = datetime(2026, 6, 30)
    data = finish(book_with_charts(), when, WORDS)
    entries = zipfile.ZipFile(BytesIO(data)).infolist()
    assert {entry.date_time for entry in entries} == {(2026, 6, 30, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr) for entry in entries} == {(0, 0o600 << 16)}
    properties = load_workbook(BytesIO(data)).properties
    assert properties.created == properties.modified == when


def test_entries_are_in_order_and_the_content_types_come_first() -> None:
    names = zipfile.ZipFile(BytesIO(finish(book_with_charts(12), EARLIEST, WORDS * 6))).namelist()
    assert names[0] == "[Content_Types].xml"
    charts = [name for name in names if name.startswith("xl/charts/chart")]
    assert charts == [f"xl/charts/chart{number}.xml" for number in range(1, 13)]


def test_saving_twice_gives_the_same_bytes() -> None:
    assert finish(book_with_charts(), EARLIEST, WORDS) == finish(book_with_charts(), EARLIEST, WORDS)


def test_joined_cells_stand_in_order() -> None:
    book = Workbook()
    for cells in ("C1:D1", "A1:B1", "A2:B2", "C5:D9"):
        book.worksheets[0].merge_cells(cells)
    out = BytesIO()
    book.save(out)
    sheet = zipfile.ZipFile(BytesIO(finish(out.getvalue(), EARLIEST))).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'mergeCell ref="([^"]+)"', sheet) == ["A1:B1", "A2:B2", "C1:D1", "C5:D9"]


@pytest.mark.parametrize("count", [1, 3])
def test_every_chart_needs_its_words(count: int) -> None:
    with pytest.raises(AssertionError):
        finish(book_with_charts(), EARLIEST, (WORDS * 2)[:count])


def test_charts_get_title_and_description_whatever_stands_in_them() -> None:
    words = [Words('A "title" & more', "<one>\n'two'\x00"), Words("Second", "x" * 3000)]
    data = zipfile.ZipFile(BytesIO(finish(book_with_charts(), EARLIEST, words))).read("xl/drawings/drawing1.xml")
    frames = ElementTree.fromstring(data).findall(f".//{DRAWING}cNvPr")
    assert [(f.get("name"), f.get("title"), f.get("descr")) for f in frames] == [
        ('A "title" & more', 'A "title" & more', "<one> 'two'"),
        ("Second", "Second", "x" * 3000),
    ]
