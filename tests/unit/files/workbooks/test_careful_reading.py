"""Every form in which a cell may be written, and where reading stops."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from support.books import both
from support.packages import MAIN, Parts, sheet_xml, trimmed, workbook_parts, zipped

from belong_assess.files.workbooks.formats import kind_of_code
from belong_assess.files.workbooks.grid import Content, Damaged, Fault, Formula, Percent
from belong_assess.files.workbooks.limits import Limits
from belong_assess.files.workbooks.reading import read_book

SIX = "".join(f"<si><t>{letter}</t></si>" for letter in "abcdef")
FORMATS = (0, 9, "0.0 %", 14, 46, "yyyy-mm-dd hh:mm", 21)


def saved(parts: Parts, tmp_path: Path) -> Path:
    path = tmp_path / "region.xlsx"
    path.write_bytes(zipped(parts))
    return path


def rows(parts: Parts, tmp_path: Path, limits: Limits | None = None) -> list[list[Content]]:
    book, problems = read_book(saved(parts, tmp_path), limits=limits or Limits())
    assert book is not None and problems == []
    return trimmed(book.sheet("S1").rows)


def one(cell: str, tmp_path: Path, strings: str = SIX) -> Content:
    """What a cell in B2 holds, by both ways of reading where both are open."""
    parts = workbook_parts(f'<row r="2">{cell}</row>', strings=strings, styles=FORMATS)
    fast, careful = both(saved(parts, tmp_path))["S1"]
    assert fast is None or fast == careful
    return careful[1][1] if careful else None


CELLS: dict[str, tuple[str, Content]] = {
    "a whole number": ('<c r="B2"><v>5</v></c>', 5),
    "with spaces": ('<c r="B2"><v> 5\n</v></c>', 5),
    "with a sign": ('<c r="B2"><v>+5</v></c>', 5),
    "minus nought": ('<c r="B2"><v>-0</v></c>', 0),
    "as Excel writes it": ('<c r="B2"><v>1.1000000000000001</v></c>', Decimal("1.1")),
    "an exponent": ('<c r="B2"><v>5E-2</v></c>', Decimal("0.05")),
    "very large": ('<c r="B2"><v>1E+300</v></c>', Decimal("1E+300")),
    "beyond all numbers": ('<c r="B2"><v>1E+999</v></c>', "1E+999"),
    "no number": ('<c r="B2"><v>NaN</v></c>', "NaN"),
    "digits without end": (f'<c r="B2"><v>{"9" * 5_000}</v></c>', "9" * 5_000),
    "two minus signs": ('<c r="B2"><v>--5</v></c>', "--5"),
    "a text": ('<c r="B2" t="s"><v>1</v></c>', "b"),
    "a text that was worked out": ('<c r="B2" t="str"><v>a &amp; b_x000D_</v></c>', "a & b\r"),
    "a text in the cell": ('<c r="B2" t="inlineStr"><is><t>a</t></is></c>', "a"),
    "of several fonts": ('<c r="B2" t="inlineStr"><is><r><t>a</t></r><r><rPr><b/></rPr><t>b</t></r></is></c>', "ab"),
    "with a reading aid": ('<c r="B2" t="inlineStr"><is><t>東</t><rPh sb="0" eb="1"><t>to</t></rPh></is></c>', "東"),
    "with a comment": ('<c r="B2"><!-- a --><v>1<!-- b -->2</v></c>', 12),
    "as character data": ('<c r="B2" t="str"><v><![CDATA[<b>]]></v></c>', "<b>"),
    "true": ('<c r="B2" t="b"><v>1</v></c>', True),
    "false": ('<c r="B2" t="b"><v>0</v></c>', False),
    "true in words": ('<c r="B2" t="b"><v>true</v></c>', True),
    "an error": ('<c r="B2" t="e"><v>#N/A</v></c>', Fault("#N/A")),
    "a day": ('<c r="B2" t="d"><v>2024-02-29</v></c>', dt.date(2024, 2, 29)),
    "a day and a time": ('<c r="B2" t="d"><v>2024-02-29T10:30:00Z</v></c>', dt.datetime(2024, 2, 29, 10, 30)),
    "no day": ('<c r="B2" t="d"><v>soon</v></c>', "soon"),
    "nothing": ('<c r="B2" s="1"/>', None),
    "nothing, in two tags": ('<c r="B2"></c>', None),
    "an empty value": ('<c r="B2"><v></v></c>', None),
    "an empty text": ('<c r="B2" t="inlineStr"><is><t/></is></c>', None),
    "a formula": ('<c r="B2"><f>1+1</f><v>2</v></c>', Formula("=1+1", 2)),
    "without a value": ('<c r="B2"><f>1+1</f></c>', Formula("=1+1", None)),
    "with an empty value": ('<c r="B2" t="str"><f>A1</f><v/></c>', Formula("=A1", None)),
    "with an error": ('<c r="B2" t="e"><f>A1</f><v>#REF!</v></c>', Formula("=A1", Fault("#REF!"))),
    "with a text": ('<c r="B2" t="str"><f>A1&amp;"x"</f><v>a &lt; b</v></c>', Formula('=A1&"x"', "a < b")),
    "with a line end": ('<c r="B2" t="str"><f>A1</f><v>a&#10;b</v></c>', Formula("=A1", "a\nb")),
    "with a percentage": ('<c r="B2" s="1"><f>A1</f><v>0.5</v></c>', Formula("=A1", Percent(Decimal(50)))),
    "of an array": ('<c r="B2"><f t="array" ref="B2:B3">A1:A2</f><v>1</v></c>', Formula("=A1:A2", 1)),
    "a percentage": ('<c r="B2" s="1"><v>0.07</v></c>', Percent(Decimal(7))),
    "a percentage as Excel writes it": ('<c r="B2" s="1"><v>7.0000000000000007E-2</v></c>', Percent(Decimal(7))),
    "half a percent": ('<c r="B2" s="2"><v>0.005</v></c>', Percent(Decimal("0.5"))),
    "a hundred percent": ('<c r="B2" s="2"><v>1</v></c>', Percent(Decimal(100))),
    "a date": ('<c r="B2" s="3"><v>45351</v></c>', dt.date(2024, 2, 29)),
    "the day that never was": ('<c r="B2" s="3"><v>60</v></c>', dt.date(1900, 2, 28)),
    "the day before it": ('<c r="B2" s="3"><v>59</v></c>', dt.date(1900, 2, 28)),
    "the day after it": ('<c r="B2" s="3"><v>61</v></c>', dt.date(1900, 3, 1)),
    "noon": ('<c r="B2" s="6"><v>0.5</v></c>', dt.time(12)),
    "a date and a time": ('<c r="B2" s="5"><v>45351.4375</v></c>', dt.datetime(2024, 2, 29, 10, 30)),
    "a date beyond the calendar": ('<c r="B2" s="3"><v>2958466</v></c>', 2958466),
    "a date before the calendar": ('<c r="B2" s="3"><v>-1</v></c>', -1),
    "a day and a half": ('<c r="B2" s="4"><v>1.5</v></c>', "36:00:00"),
    "less than nothing": ('<c r="B2" s="4"><v>-0.25</v></c>', "-6:00:00"),
    "a length without end": ('<c r="B2" s="4"><v>1E300</v></c>', Decimal("1E+300")),
    "a style that is not there": ('<c r="B2" s="99"><v>0.5</v></c>', Decimal("0.5")),
    "no place": ("<c/><c><v>5</v></c>", 5),
    "another type": ('<c r="B2" t="zzz"><v>5</v></c>', 5),
    "single quotes": ("<c r='B2' t='s'><v>1</v></c>", "b"),
    "other order": ('<c t="s" s="0" r="B2"><v>1</v></c>', "b"),
}


@pytest.mark.parametrize("what", CELLS)
def test_a_cell_holds(what: str, tmp_path: Path) -> None:
    cell, expected = CELLS[what]
    found = one(cell, tmp_path)
    assert (type(found), found) == (type(expected), expected)


def test_shared_formulas_stand_in_their_first_cell(tmp_path: Path) -> None:
    first = '<c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>1</v></c>'
    more = [f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/><v>{n}</v></c></row>' for n in (2, 3)]
    fast, careful = both(saved(workbook_parts(f'<row r="1">{first}</row>{"".join(more)}'), tmp_path))["S1"]
    assert fast == careful == [[Formula("=B1*2", number)] for number in (1, 2, 3)]


@pytest.mark.parametrize("index", ["6", "-1", "1.0", "x", "9" * 5_000])
def test_a_shared_text_that_is_not_there_damages_the_sheet_and_names_the_cell(index: str, tmp_path: Path) -> None:
    cell = f'<row r="2"><c r="B2" t="s"><v>{index}</v></c></row>'
    book, _ = read_book(saved(workbook_parts(cell, strings=SIX), tmp_path))
    assert book is not None
    with pytest.raises(Damaged) as raised:
        book.sheet("S1")
    place = raised.value.problem.where
    assert (raised.value.problem.code, place.sheet, place.cell) == ("workbook.sheet_damaged", "S1", "B2")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<t> a </t>", "a"),
        ('<t xml:space="preserve"> a </t>', " a "),
        ("<t>a &amp; b &lt;</t>", "a & b <"),
        ("<t>a&#10;b</t>", "a\nb"),
        ("<t>a\r\nb</t>", "a\nb"),
        ("<t>_x0041__x000d_</t>", "A\r"),
        ("<t>_x005F_x0041_</t>", "_x0041_"),
        ("<t>_xD83D_</t>", "_xD83D_"),
        ("<t>a<!-- b -->c</t>", "ac"),
        ("<t><![CDATA[<b>]]></t>", "<b>"),
        ('<r><t xml:space="preserve">a </t></r><r><rPr><sz val="9"/></rPr><t>b</t></r>', "a b"),
        ('<t>東</t><rPh sb="0" eb="1"><t>to</t></rPh><phoneticPr fontId="1"/>', "東"),
        ("<t/>", None),
        ("", None),
    ],
)
def test_a_shared_text(item: str, expected: Content, tmp_path: Path) -> None:
    found = one('<c r="B2" t="s"><v>1</v></c>', tmp_path, f"<si><t>first</t></si><si>{item}</si>")
    assert found == expected


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1" s="3"><v>0.5</v></c><c r="B1" s="3"><v>43889</v></c><c r="C1" s="3"><v>2957004</v></c></row>'
    )
    parts = workbook_parts(cells, styles=FORMATS, from_1904=True)
    assert rows(parts, tmp_path) == [[dt.time(12), dt.date(2024, 2, 29), 2957004]]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (
            '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>',
            [[3], [2, 1]],
        ),
        ('<row r="1"><c r="A2"><v>1</v></c></row>', [[], [1]]),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', [[2]]),
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", [[1, 2], [3]]),
        ('<row r="3"><c><v>1</v></c></row>', [[], [], [1]]),
        ('<row r="4"><c r="C4"><v>1</v></c></row>', [[], [], [], [None, None, 1]]),
        ('<row r="1">\n  <c r="A1">\n<v>1</v>\n</c>\n</row>\n', [[1]]),
        ('<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>', [[1]]),
        ("", []),
    ],
)
def test_the_place_comes_from_the_cell(xml: str, expected: list[list[Content]], tmp_path: Path) -> None:
    parts = workbook_parts(xml)
    assert rows(parts, tmp_path) == expected
    fast, careful = both(saved(parts, tmp_path))["S1"]
    assert careful == expected
    assert fast in (None, expected)


def test_other_prefixes_and_strict_workbooks_are_read(tmp_path: Path) -> None:
    cell = '<x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row>'
    prefixed = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{cell}</x:sheetData></x:worksheet>'
    strict = sheet_xml('<row r="1"><c r="A1"><v>6</v></c></row>').replace(
        MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    parts = workbook_parts(prefixed.encode(), strict.encode())
    book, problems = read_book(saved(parts, tmp_path))
    assert book is not None
    assert (problems, book.sheet("S1").rows, book.sheet("S2").rows) == ([], [[5]], [[6]])


BEYOND = {
    "a row": ('<row r="4"><c r="A4"><v>1</v></c></row>', "A4"),
    "a column": ('<row r="1"><c r="A1"><v>1</v></c><c r="D1" t="s"><v>0</v></c></row>', "D1"),
    "a formula": ('<row r="9"><c r="B9"><f>1</f></c></row>', "B9"),
    "the last corner": ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
    "without places": ("<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>", "D1"),
    "in single quotes": ("<row r='7'><c r='A7'><v>1</v></c></row>", "A7"),
}


@pytest.mark.parametrize("what", BEYOND)
def test_what_lies_beyond_the_limits_is_not_read_and_said(what: str, tmp_path: Path) -> None:
    xml, cell = BEYOND[what]
    book, problems = read_book(saved(workbook_parts(xml, strings=SIX), tmp_path), limits=Limits(rows=3, columns=3))
    assert book is not None
    (cut,) = problems
    assert (cut.code, cut.where.sheet, cut.where.cell) == ("workbook.cut", "S1", cell)
    assert cut.facts == {"rows": "3", "columns": "3"}
    sheet = book.sheet("S1")
    assert len(sheet.rows) <= 3 and all(len(row) <= 3 for row in sheet.rows)


def test_formatted_cells_beyond_the_limits_are_nothing_to_speak_of(tmp_path: Path) -> None:
    ghosts = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576" s="1"><c r="A1048576" s="1"/></row>'
    for shape in (ghosts, ghosts.replace("/>", "></c>")):
        assert rows(workbook_parts(shape), tmp_path) == [[1]]


def test_sheets_that_nobody_asks_for_are_left_out(tmp_path: Path) -> None:
    xml = '<row r="1"><c r="A1"><v>1</v></c></row>'
    book, problems = read_book(saved(workbook_parts(xml, b"damaged", xml), tmp_path), without=("S2",))
    assert book is not None
    assert (list(book.names), problems) == (["S1", "S3"], [])


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "plain"), ("0.00", "plain"), ("#,##0.00 [$€-407]", "plain"), ('0" days"', "plain"), ("[Red]0", "plain"),
        ("0.0\\%", "plain"), ('0"%"', "plain"), ("@", "plain"), ("_-* #,##0_-", "plain"),
        ("0_d", "plain"), ("Standard", "plain"),
        ("0%", "percent"), ("0.0 %", "percent"), ("0;-0%", "percent"), ('"share: "0%', "percent"),
        ("yyyy-mm-dd", "date"), ("[$-407]d. mmmm yyyy", "date"), ("hh:mm", "date"),
        ("h:mm AM/PM", "date"), ("DD/MM/YY", "date"),
        ("mm:ss.0", "date"), ("[h]:mm:ss", "duration"), ("[mm]:ss", "duration"), ("[SS]", "duration"),
        ("", "plain"), ('"', "plain"),
    ],
)  # fmt: skip
def test_how_a_format_shows_a_number(code: str, kind: str) -> None:
    assert kind_of_code(code) == kind
