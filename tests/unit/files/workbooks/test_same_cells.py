"""The fast and the careful reader give the same cells, and a third reader agrees with both."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.books import WRITERS, Rows, as_openpyxl_reads, both, exactly, values
from support.office import convert, needs
from support.packages import quoted, trimmed, workbook_parts, zipped

from belong_assess.files.workbooks.grid import Content, Fault, Formula, Percent

each_writer = pytest.mark.parametrize("writer", WRITERS)
CAREFUL = {("XlsxWriter with inline texts", "Rich")}
"""Sheets that are not read fast: texts of several fonts inside a cell."""

PRESERVE = ' xml:space="preserve"'
FAR = re.compile("_x(?!00)[0-9A-Fa-f]{4}_")
"""An escape that only the careful reader knows."""

ALL_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t", exclude_characters="\ufffe\uffff")
text = st.one_of(
    st.text(ALL_CHARACTERS, max_size=20),
    st.text("_x0041Dd5Ff ", max_size=24),
    st.from_regex("_x[0-9A-F]{4}_(_x00[0-9a-f]{2}_)?", fullmatch=True),
    st.sampled_from(["_x000D_", " a ", "<&>\"'", "  ", "_x005F_x0041_", "&#10;", "\t", "]]>"]),
)
number = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**17), 10**17),
    st.floats(-10, 3e6),
    st.sampled_from([0, 1, 0.5, 60]),
)
FORMATS = (
    "General",
    "0.00",
    "0%",
    "0.0 %",
    "yyyy-mm-dd",
    "hh:mm",
    "dd/mm/yy hh:mm:ss",
    "[h]:mm",
    "@",
    '0" %"',
    "[mm]:ss",
    'd" h"',
)
ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!")


@each_writer
def test_what_a_program_wrote_is_read_fast_and_the_same(writer: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    WRITERS[writer](path)
    read = both(path)
    assert len(read) >= 4
    for name, (fast, careful) in read.items():
        assert (fast is None) == ((writer, name) in CAREFUL)
        assert fast is None or exactly(fast) == exactly(careful), name


@each_writer
@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
def test_a_third_reader_agrees(writer: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    WRITERS[writer](path)
    expected = as_openpyxl_reads(path)
    compared = 0
    for name, (_, careful) in both(path).items():
        for ours, theirs in pairs(values(careful), expected[name]):
            compared += 1
            assert ours == theirs or known_to_differ(theirs)
    assert compared > 80


def pairs(ours: Rows, theirs: Rows) -> Iterator[tuple[Content, Content]]:
    for own, other in zip_longest(ours, theirs, fillvalue=()):
        yield from zip_longest(own, other)


def known_to_differ(theirs: Content) -> bool:
    """The third reader keeps escapes, gives an error value for dates beyond the calendar and dates before it."""
    if isinstance(theirs, str):
        return "_x" in theirs or theirs in ("_", "  ", "#VALUE!")
    return isinstance(theirs, dt.date) and theirs.year < 1900


@pytest.mark.slow
@each_writer
def test_a_copy_saved_by_libreoffice_is_read_fast_and_the_same(writer: str, tmp_path: Path) -> None:
    needs("soffice")
    source = tmp_path / "book.xlsx"
    WRITERS[writer](source)
    (tmp_path / "saved").mkdir()
    saved = convert(source, "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved")
    for name, (fast, careful) in both(saved).items():
        assert fast is not None, name
        assert exactly(fast) == exactly(careful), name
        assert careful or name == "Empty"


@pytest.mark.slow
def test_a_copy_saved_by_libreoffice_holds_what_was_written(tmp_path: Path) -> None:
    needs("soffice")
    source = tmp_path / "book.xlsx"
    WRITERS["XlsxWriter"](source)
    (tmp_path / "saved").mkdir()
    before, after = (
        both(path)["Everything"][1] for path in (source, convert(source, "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved"))
    )
    differing = [(old, new) for old, new in pairs(before, after) if old != new]
    assert {type(old) for old, _ in differing} <= {str, Decimal, int, Percent}
    assert all(is_near(old, new) for old, new in differing)


def is_near(old: Content, new: Content) -> bool:
    """LibreOffice keeps fifteen digits, and one kind of line end."""
    if isinstance(old, str):
        return old.replace("\r\n", "\n") == new
    old, new = (held.number if isinstance(held, Percent) else held for held in (old, new))
    return abs(Decimal(str(old)) - Decimal(str(new))) <= abs(Decimal(str(old))) * Decimal("1e-14")


# Any content, in packages written byte by byte


def cell(place: str, held: object, style: int = 0) -> str:
    """One cell in the form that programs write."""
    match held:
        case bool():
            return f'<c r="{place}" s="{style}" t="b"><v>{int(held)}</v></c>'
        case Formula(formula, kept):
            return f'<c r="{place}" t="str"><f>{quoted(formula)[1:-1]}</f><v>{quoted(str(kept))[1:-1]}</v></c>'
        case Fault(code):
            return f'<c r="{place}" s="{style}" t="e"><v>{code}</v></c>'
        case str():
            space = ' xml:space="preserve"' if held != held.strip() else ""
            return f'<c r="{place}" t="inlineStr"><is><t{space}>{quoted(held)[1:-1]}</t></is></c>'
        case _:
            return f'<c r="{place}" s="{style}"><v>{held!r}</v></c>'


content = st.one_of(
    st.none(), st.booleans(), text, number, st.builds(Formula, text, text), st.builds(Fault, st.sampled_from(ERRORS))
)
styled = st.tuples(content, st.integers(0, len(FORMATS) + 1))
Table = list[list[tuple[object, int]]]


def rows_of(table: Table) -> str:
    """The rows of a sheet with these contents, from A1 on."""
    return "".join(f'<row r="{number}">{cells_of(number, row)}</row>' for number, row in enumerate(table, 1))


def cells_of(number: int, row: list[tuple[object, int]]) -> str:
    return "".join(cell(f"{'ABCD'[at]}{number}", held, style) for at, (held, style) in enumerate(row) if held is not None)


@settings(max_examples=200)
@given(table=st.lists(st.lists(styled, max_size=4), min_size=1, max_size=6), from_1904=st.booleans())
def test_any_cells_are_the_same_both_ways(table: Table, from_1904: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xlsx"
    path.write_bytes(zipped(workbook_parts(rows_of(table), styles=FORMATS, from_1904=from_1904)))
    fast, careful = both(path)["S1"]
    if FAR.search(repr(table)) is None:
        assert fast is not None
    assert fast is None or exactly(fast) == exactly(careful)


@settings(max_examples=150)
@given(texts=st.lists(st.tuples(text, st.booleans()), min_size=1, max_size=8))
def test_any_shared_texts_are_the_same_both_ways(
    texts: list[tuple[str, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    items = "".join(f"<si><t{PRESERVE if kept else ''}>{quoted(each)[1:-1]}</t></si>" for each, kept in texts)
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c></row>' for n in range(1, len(texts) + 1))
    path = tmp_path_factory.getbasetemp() / "texts.xlsx"
    path.write_bytes(zipped(workbook_parts(rows, strings=items)))
    fast, careful = both(path)["S1"]
    assert fast is None or fast == careful
    if not any("_x" in each for each, _ in texts):
        assert careful == trimmed([[(each if kept else each.strip(" \t\r\n")) or None] for each, kept in texts])
