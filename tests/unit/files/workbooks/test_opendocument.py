"""Cells of .ods workbooks: types, repetitions, paragraphs, and what is no part of a cell."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from support.books import WRITERS, both, values
from support.office import convert, needs
from support.packages import open_parts, trimmed, zipped

from belong_assess.files.workbooks.grid import Book, Content, Fault, Formula, Percent
from belong_assess.files.workbooks.limits import RETURN, Limits
from belong_assess.files.workbooks.reading import read_book
from belong_assess.problems import Problem

NOTE = "<office:annotation><text:p>A note.</text:p></office:annotation>"
SHAPE = '<draw:frame xmlns:draw="x"><draw:text-box><text:p>A box.</text:p></draw:text-box></draw:frame>'


def opened(tmp_path: Path, *tables: str, before: str = "", limits: Limits = RETURN) -> tuple[Book, list[Problem]]:
    path = tmp_path / "region.ods"
    path.write_bytes(zipped(open_parts(*tables, before=before)))
    book, problems = read_book(path, limits=limits)
    assert book is not None
    return book, problems


def cell(kind: str, inside: str = "", **said: str) -> str:
    attributes = "".join(f' {name.replace("__", ":").replace("_", "-")}="{held}"' for name, held in said.items())
    return f'<table:table-cell office:value-type="{kind}"{attributes}>{inside}</table:table-cell>'


def text(words: str) -> str:
    return cell("string", f"<text:p>{words}</text:p>")


def row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def empty(repeated: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{repeated}"/>'


ERROR = cell("string", "<text:p>#REF!</text:p>", office__string_value="", calcext__value_type="error")
SUM = 'table:formula="of:=[.A1]+1"'
CELLS: dict[str, tuple[str, Content]] = {
    "a whole number": (cell("float", "<text:p>5</text:p>", office__value="5"), 5),
    "a number": (cell("float", "<text:p>0,5</text:p>", office__value="0.5"), Decimal("0.5")),
    "an amount": (cell("currency", office__value="12.5", office__currency="EUR"), Decimal("12.5")),
    "no number": (cell("float", "<text:p>x</text:p>", office__value="x"), "x"),
    "beyond all numbers": (cell("float", office__value="1e999"), None),
    "a percentage": (cell("percentage", "<text:p>7 %</text:p>", office__value="0.07"), Percent(Decimal(7))),
    "true": (cell("boolean", office__boolean_value="true"), True),
    "false": (cell("boolean", office__boolean_value="false"), False),
    "true as LibreOffice writes it": (cell("float", office__value="1", table__formula="of:=TRUE()"), True),
    "a day": (cell("date", office__date_value="2024-02-29"), dt.date(2024, 2, 29)),
    "a day and a time": (cell("date", office__date_value="2024-02-29T10:30:00"), dt.datetime(2024, 2, 29, 10, 30)),
    "no day": (cell("date", "<text:p>soon</text:p>", office__date_value="2024-02-31"), "2024-02-31"),
    "a time": (cell("time", office__time_value="PT07H30M00S"), dt.time(7, 30)),
    "a length of time": (cell("time", office__time_value="PT36H00M00.5S"), "36:00:00"),
    "a text": (text("a"), "a"),
    "a text without paragraphs": (cell("string", office__string_value="a"), "a"),
    "an empty text": (cell("string", "<text:p/>"), None),
    "two lines": (cell("string", "<text:p>a</text:p><text:p>b</text:p>"), "a\nb"),
    "a line break": (text("a<text:line-break/>b"), "a\nb"),
    "a tab": (text("a<text:tab/>b"), "a\tb"),
    "spaces": (text('a<text:s text:c="3"/>b<text:s/>'), "a   b "),
    "spaces of the file": (text("\n  a  \n b"), "a b"),
    "spans and links": (text('a<text:span>b<text:a xmlns:x="y">c</text:a></text:span>d'), "abcd"),
    "a note": (cell("string", f"{NOTE}<text:p>a</text:p>"), "a"),
    "only a note": (f"<table:table-cell>{NOTE}</table:table-cell>", None),
    "a drawing": (cell("string", f"<text:p>a</text:p>{SHAPE}"), "a"),
    "an error": (ERROR, Fault("#REF!")),
    "a formula": (cell("float", office__value="2", table__formula="of:=[.A1]+1"), Formula("=[.A1]+1", 2)),
    "a formula of long ago": (cell("float", office__value="2", table__formula="oooc:=[.A1]"), Formula("=[.A1]", 2)),
    "with an error": (ERROR.replace(" calcext", f" {SUM} calcext"), Formula("=[.A1]+1", Fault("#REF!"))),
    "without a value": (f"<table:table-cell {SUM}/>", Formula("=[.A1]+1", None)),
    "with a word that is an error": (f"<table:table-cell {SUM}><text:p>Err:502</text:p></table:table-cell>",
                                     Formula("=[.A1]+1", Fault("Err:502"))),
    "no type": ("<table:table-cell><text:p>a</text:p></table:table-cell>", "a"),
    "covered": ("<table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>", None),
    "a table in a cell": (cell("string", f"<text:p>a</text:p><table:table>{row(text('b'))}</table:table>"), "a"),
}  # fmt: skip


@pytest.mark.parametrize("what", CELLS)
def test_a_cell_holds(what: str, tmp_path: Path) -> None:
    inner, expected = CELLS[what]
    book, problems = opened(tmp_path, row(text("first"), inner, text("last")))
    assert problems == []
    (first, found, last) = book.sheet("S1").rows[0]
    assert (first, type(found), found, last) == ("first", type(expected), expected, "last")


def test_repeated_rows_and_cells_stand_where_they_are_shown(tmp_path: Path) -> None:
    rows = row(empty(1), text("a"), empty(2), text("b")) + row(empty(9), repeated=2) + row(text("c"), text("c"), repeated=2)
    book, _ = opened(tmp_path, rows + row(empty(16_384), repeated=1_048_570))
    assert trimmed(book.sheet("S1").rows) == [[None, "a", None, None, "b"], [], [], ["c", "c"], ["c", "c"]]


def test_rows_may_stand_in_groups_and_headers(tmp_path: Path) -> None:
    head = f"<table:table-header-rows>{row(text('a'))}</table:table-header-rows>"
    group = f"<table:table-row-group><table:table-row-group>{row(text('b'))}</table:table-row-group></table:table-row-group>"
    book, _ = opened(tmp_path, head + group)
    assert trimmed(book.sheet("S1").rows) == [["a"], ["b"]]


def test_changes_that_were_not_accepted_are_no_cells(tmp_path: Path) -> None:
    gone = f"<table:deletion><table:table>{row(text('old'))}</table:table></table:deletion>"
    old = f"<table:tracked-changes>{gone}</table:tracked-changes>"
    book, _ = opened(tmp_path, row(text("new")), before=old)
    assert (list(book.names), trimmed(book.sheet("S1").rows)) == (["S1"], [["new"]])


BEYOND = {
    "a row": (row(empty(1), repeated=3) + row(text("a")), "A4"),
    "a column": (row(empty(3), text("a")), "D1"),
    "a row that is repeated": (row(text("a"), repeated=1_000_000), "A4"),
    "a cell that is repeated": (row(text("a").replace(" office", ' table:number-columns-repeated="16384" office')), "D1"),
    "the last corner": (row(empty(9), repeated=1_048_575) + row(empty(16_383), text("a")), "XFD1048576"),
}


@pytest.mark.parametrize("what", BEYOND)
def test_what_lies_beyond_the_limits_is_not_read_and_said(what: str, tmp_path: Path) -> None:
    rows, place = BEYOND[what]
    book, (cut,) = opened(tmp_path, rows, limits=Limits(rows=3, columns=3))
    assert (cut.code, cut.where.sheet, cut.where.cell) == ("workbook.cut", "S1", place)
    sheet = book.sheet("S1")
    assert len(sheet.rows) <= 3 and all(len(cells) <= 3 for cells in sheet.rows)


@pytest.mark.parametrize("count", ["0", "-5", "x", "9" * 400, ""])
def test_a_count_that_is_none_is_one_or_a_sheetful(count: str, tmp_path: Path) -> None:
    odd = row(text("a")).replace('repeated="1"', f'repeated="{count}"')
    book, _ = opened(tmp_path, odd)
    assert book.sheet("S1").rows[0] == ["a"]
    assert len(book.sheet("S1").rows) in (1, RETURN.rows)


def test_a_few_letters_may_not_ask_for_endless_spaces(tmp_path: Path) -> None:
    book, _ = opened(tmp_path, row(*[text('a<text:s text:c="900000"/>')] * 50))
    assert sum(len(str(held)) for held in book.sheet("S1").rows[0]) < 2_000_000


@pytest.mark.slow
def test_libreoffice_writes_what_was_in_the_xlsx(tmp_path: Path) -> None:
    needs("soffice")
    source = tmp_path / "book.xlsx"
    WRITERS["XlsxWriter"](source)
    (tmp_path / "saved").mkdir()
    book, problems = read_book(convert(source, "ods", tmp_path / "saved"))
    assert book is not None and problems == []
    expected = both(source)
    for name in ("Everything", "Rich"):
        assert words(expected[name][1]) == words(trimmed(book.sheet(name).rows)), name


def words(rows: list[list[Content]]) -> list[list[str]]:
    """The texts and truth values of each row; spaces aside, and dates and times, which .xlsx keeps as numbers."""
    plain = [[str(held) for held in cells if isinstance(held, str | bool)] for cells in values(rows)]
    return [[" ".join(held.split()) for held in cells if not re.fullmatch(r"[0-9]+[-:][0-9:-]+", held)] for cells in plain]
