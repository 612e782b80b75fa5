"""Workbooks that were cut, bent or filled with anything: cells or a problem, never a traceback."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.books import WRITERS, both, exactly
from support.packages import Parts, open_parts, trimmed, workbook_parts, zipped

from belong_assess.files.workbooks.gate import Admitted, admit
from belong_assess.files.workbooks.grid import Damaged, Formula, Percent
from belong_assess.files.workbooks.limits import RETURN
from belong_assess.files.workbooks.reading import read_book
from belong_assess.language.texts import language
from belong_assess.problems import CODES, Location
from belong_assess.views.problems import problem_text

KINDS = (type(None), str, bool, int, Formula, Percent)
CELLS = (
    '<row r="1" spans="1:3"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"><v>0.5</v></c><c r="C1" s="2"/></row>'
    '<row r="2"><c r="A2" t="str"><f>A1&amp;1</f><v>a1</v></c><c r="B2" t="e"><v>#N/A</v></c>'
    '<c r="C2" t="b"><v>1</v></c></row>'
    '<row r="4"><c r="A4" t="inlineStr"><is><t xml:space="preserve"> b </t></is></c><c r="B4" s="3"><v>45000.5</v></c></row>'
)
STRINGS = "<si><t>a</t></si><si><r><t>b</t></r></si>"
PARTS = workbook_parts(CELLS, CELLS, strings=STRINGS, styles=(0, 9, "0.0 %", 14))
OPEN = open_parts(
    '<table:table-row><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2"/>'
    '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p></table:table-cell>'
    "</table:table-row>"
)
PIECES = (
    b"<", b">", b"/>", b"</c>", b"</row>", b"<c>", b'<c r="A1"/>', b"<row>", b'r="ZZZ99999999"', b'r="XFD1048576"', b't="s"',
    b'"', b"<v>", b"</v>", b"<f>", b"-1", b"1e999", b"99999999999999999999", b"\x00", b"\xff", b"&#0;", b"&x;", b"<!--",
    b"<![CDATA[", b"<?x?>", b"<si>", b"_x0000_", b"<!DOCTYPE a>", b"", b"xmlns", b"E", b".",
)  # fmt: skip
"""What is put into a part, in the place of other bytes."""

bent = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(PIECES)), min_size=1, max_size=4)


def check(path: Path) -> list[str]:
    """Read everything in a file; return the codes of what is told."""
    book, problems = read_book(path, "file")
    told = list(problems)
    for name in book.names if book is not None else ():
        assert book is not None
        try:
            for row in book.sheet(name).rows:
                assert all(isinstance(held, KINDS) or held.__class__.__name__ in CONTENTS for held in row)
        except Damaged as damaged:
            told.append(damaged.problem)
    for problem in told:
        text = problem_text(problem, language())
        assert problem.code in CODES and "{" not in text.replace(problem.where.sheet, "")
    assert (book is None) == any(problem.severity == "error" for problem in problems)
    return [problem.code for problem in told]


CONTENTS = ("Decimal", "date", "datetime", "time", "Fault")


STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml ", b"%PDF-", b"BM", b"")


@cache
def written(writer: str) -> bytes:
    """A workbook as a program writes it."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        WRITERS[writer](path)
        return path.read_bytes()


@settings(max_examples=150)
@given(data=st.data(), writer=st.sampled_from(sorted(WRITERS)))
def test_a_workbook_that_was_cut(data: st.DataObject, writer: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    whole = written(writer)
    raw = whole[: data.draw(st.integers(0, len(whole) - 1))]
    path = tmp_path_factory.getbasetemp() / "cut.xlsx"
    path.write_bytes(raw)
    assert check(path) == (["file.empty"] if not raw.strip(b"\x00") else check_cut(raw))


def check_cut(raw: bytes) -> list[str]:
    """A zip file ends with its directory; a few first bytes are no zip file yet."""
    return ["workbook.damaged"] if raw.startswith(b"PK\x03\x04") else SHORT.get(raw, ["workbook.plain_text"])


SHORT = {b"PK\x03": ["workbook.plain_text"]}


@settings(max_examples=300)
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6),
    writer=st.sampled_from(sorted(WRITERS)),
)
def test_a_workbook_with_other_bytes(
    changes: list[tuple[float, int]], writer: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw = bytearray(written(writer))
    for place, byte in changes:
        raw[int(place * (len(raw) - 1))] = byte
    path = tmp_path_factory.getbasetemp() / "bytes.xlsx"
    path.write_bytes(raw)
    check(path)


def with_bent(parts: Parts, name: str, changes: list[tuple[float, int, bytes]]) -> bytes:
    part = parts[name]
    for place, length, piece in changes:
        at = int(place * len(part))
        part = part[:at] + piece + part[at + length :]
    return zipped({**parts, name: part})


@settings(max_examples=600)
@given(name=st.sampled_from(sorted(PARTS)), changes=bent)
def test_a_workbook_with_bent_parts(
    name: str, changes: list[tuple[float, int, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "bent.xlsx"
    path.write_bytes(with_bent(PARTS, name, changes))
    check(path)


@settings(max_examples=300)
@given(name=st.sampled_from(sorted(OPEN)), changes=bent)
def test_an_ods_with_bent_parts(
    name: str, changes: list[tuple[float, int, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "bent.ods"
    path.write_bytes(with_bent(OPEN, name, changes))
    check(path)


@settings(max_examples=600)
@given(changes=bent)
def test_a_bent_sheet_that_is_still_read_fast_is_read_the_same(
    changes: list[tuple[float, int, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "bent.xlsx"
    path.write_bytes(with_bent(PARTS, "xl/worksheets/sheet1.xml", changes))
    if not isinstance(admit(path.read_bytes(), Location("file"), RETURN), Admitted):
        return
    try:
        fast, careful = both(path)["S1"]
    except Damaged:
        return
    assert fast is None or exactly(fast) == exactly(careful)


@settings(max_examples=200)
@given(
    start=st.sampled_from(
        [b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml ", b"%PDF-", b"BM", b""]
    ),
    raw=st.binary(),
)
def test_any_bytes(start: bytes, raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xlsx"
    path.write_bytes(start + raw)
    check(path)


def test_the_plain_file_is_read(tmp_path: Path) -> None:
    """What is bent above is whole before: without this, nothing above would show anything."""
    path = tmp_path / "region.xlsx"
    path.write_bytes(zipped(PARTS))
    assert check(path) == []
    fast, careful = both(path)["S1"]
    assert fast is not None and exactly(fast) == exactly(careful)
    assert [len(row) for row in trimmed(careful)] == [2, 3, 0, 2]
    assert re.search("Formula", repr(careful))
