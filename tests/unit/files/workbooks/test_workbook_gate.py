"""Hostile and disguised files: each is refused or noted with words of its own, before any library opens it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from support.packages import Entry, Parts, open_parts, workbook_parts, written, zipped

from belong_assess.files.workbooks.grid import Damaged
from belong_assess.files.workbooks.limits import RETURN, Limits
from belong_assess.files.workbooks.reading import read_book
from belong_assess.language.texts import language
from belong_assess.problems import Location, Problem
from belong_assess.views.problems import problem_text

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
SPACES = b" " * 3_000_000
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PLAIN = workbook_parts(CELL)
ODS_CELL = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'


def put(name: str, part: bytes, parts: Parts = PLAIN) -> bytes:
    """The plain workbook with one part more, or another one."""
    return zipped({**parts, name: part})


def declared(name: str, where: bytes = b"") -> bytes:
    """The plain workbook with a declaration of entities before the first element of a part."""
    return put(name, where + ENTITY + PLAIN.get(name, b"<a/>"))


def entries(*more: Entry, parts: Parts = PLAIN) -> bytes:
    return written([*(Entry(name, part) for name, part in parts.items()), *more])


def compound(stream: str) -> bytes:
    return COMPOUND + stream.encode("utf-16-le") + bytes(100)


def open_text(kind: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<a/>"})


MANIFEST = b'<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
SHEET = PLAIN["xl/worksheets/sheet1.xml"]
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    # bombs
    "a part of spaces": (lambda: put("xl/media/a.bin", SPACES), "workbook.suspicious"),
    "a sheet of spaces": (lambda: put("xl/worksheets/sheet1.xml", SHEET + SPACES), "workbook.suspicious"),
    "many parts of less": (
        lambda: zipped({**PLAIN, **{f"a/{n}": SPACES[:900_000] for n in range(20)}}),
        "workbook.suspicious",
    ),
    "sixty megabytes": (
        lambda: entries(*(Entry(f"a/{n}", b"x", size=12_000_000, data=bytes(500_000)) for n in range(6))),
        "workbook.too_large",
    ),
    "more than packed": (lambda: entries(Entry("a", SPACES, packed_size=9_000_000)), "workbook.suspicious"),
    "rare packing": (lambda: zipped({**PLAIN, "a": b"x" * 99}, zipfile.ZIP_LZMA), "workbook.suspicious"),
    "a size too small": (
        lambda: entries(Entry("xl/sharedStrings.xml", SPACES, size=400), parts=without("xl/sharedStrings.xml")),
        "workbook.damaged",
    ),
    "a main part larger than it says": (
        lambda: entries(Entry("xl/workbook.xml", SPACES, size=400), parts=without("xl/workbook.xml")),
        "workbook.damaged",
    ),
    "many parts": (lambda: zipped({**PLAIN, **{f"a/{n}": b"" for n in range(300)}}), "workbook.many_parts"),
    "very many parts": (lambda: zipped({f"a/{n}": b"" for n in range(5_000)}), "workbook.many_parts"),
    "a part twice": (lambda: entries(Entry("xl/workbook.xml", b"<a/>")), "workbook.odd_parts"),
    "a part twice in capitals": (lambda: entries(Entry("XL/Workbook.xml", b"<a/>")), "workbook.odd_parts"),
    "a part at the root of the disk": (lambda: entries(Entry("/etc/passwd", b"x")), "workbook.odd_parts"),
    "a part on a drive": (lambda: entries(Entry("C:\\x", b"x")), "workbook.odd_parts"),
    "a part outside": (lambda: entries(Entry("xl/../../x", b"x")), "workbook.odd_parts"),
    "a part outside, by backslashes": (lambda: entries(Entry("xl\\..\\x", b"x")), "workbook.odd_parts"),
    "a part with NUL in its name": (lambda: entries(Entry("xl/a\x00.xml", b"x")), "workbook.odd_parts"),
    "a zip of a zip": (lambda: zipped({"a.xlsx": zipped(PLAIN)}), "workbook.archive"),
    # entities and encodings
    "entities in the workbook": (lambda: declared("xl/workbook.xml"), "workbook.entities"),
    "entities in its relations": (lambda: declared("xl/_rels/workbook.xml.rels"), "workbook.entities"),
    "entities in a sheet": (lambda: declared("xl/worksheets/sheet1.xml"), "workbook.entities"),
    "entities in shared texts": (lambda: declared("xl/sharedStrings.xml"), "workbook.entities"),
    "entities in the styles": (lambda: declared("xl/styles.xml"), "workbook.entities"),
    "entities in the properties": (lambda: declared("docProps/core.xml"), "workbook.entities"),
    "entities after a comment": (lambda: declared("xl/workbook.xml", b"<!-- a -->\n"), "workbook.entities"),
    "entities after a declaration": (lambda: declared("xl/styles.xml", b'<?xml version="1.0"?>'), "workbook.entities"),
    "entities in an .ods": (
        lambda: put("content.xml", ENTITY + open_parts(ODS_CELL)["content.xml"], open_parts(ODS_CELL)),
        "workbook.entities",
    ),
    "UTF-16": (lambda: put("xl/styles.xml", PLAIN["xl/styles.xml"].decode().encode("utf-16")), "workbook.encoding"),
    "UTF-16 without a mark": (
        lambda: put("xl/worksheets/sheet1.xml", SHEET.decode().encode("utf-16-le")),
        "workbook.encoding",
    ),
    "entities in UTF-16": (
        lambda: put("xl/workbook.xml", (ENTITY + PLAIN["xl/workbook.xml"]).decode().encode("utf-16-be")),
        "workbook.encoding",
    ),
    "another encoding": (
        lambda: put("xl/workbook.xml", b'<?xml version="1.0" encoding="UTF-7"?>' + PLAIN["xl/workbook.xml"]),
        "workbook.encoding",
    ),
    # damaged
    "half of it": (lambda: zipped(PLAIN)[:700], "workbook.damaged"),
    "a sum that differs": (
        lambda: entries(Entry("xl/workbook.xml", PLAIN["xl/workbook.xml"], check=1), parts=without("xl/workbook.xml")),
        "workbook.damaged",
    ),
    "no relations": (lambda: zipped(without("xl/_rels/workbook.xml.rels")), "workbook.no_sheets"),
    "a workbook that is no XML": (lambda: put("xl/workbook.xml", b"<workbook>"), "workbook.damaged"),
    "a workbook that is empty": (lambda: put("xl/workbook.xml", b""), "workbook.damaged"),
    "an .ods that is no XML": (lambda: put("content.xml", b"<a>", open_parts()), "workbook.damaged"),
    "an .ods without content": (lambda: zipped({"mimetype": open_parts()["mimetype"]}), "workbook.damaged"),
    "no sheets": (lambda: zipped(workbook_parts()), "workbook.no_sheets"),
    "an .ods without sheets": (lambda: zipped(open_parts()), "workbook.no_sheets"),
    # protected, old and other
    "with a password": (lambda: compound("EncryptedPackage"), "workbook.locked"),
    "a part with a password": (lambda: entries(Entry("a", b"x", flags=1)), "workbook.locked"),
    "an .ods with a password": (lambda: put("META-INF/manifest.xml", MANIFEST, open_parts(ODS_CELL)), "workbook.locked"),
    "an .xls": (lambda: compound("Workbook"), "workbook.old_format"),
    "an older .xls": (lambda: compound("Book"), "workbook.old_format"),
    "a .doc": (lambda: compound("WordDocument"), "workbook.document"),
    "another compound file": (lambda: compound("PowerPoint Document"), "workbook.not_a_workbook"),
    "an .xlsb": (lambda: zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b""}), "workbook.binary"),
    "a .docx": (lambda: zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "workbook.document"),
    "a .pptx": (lambda: zipped({"[Content_Types].xml": b"<a/>", "ppt/presentation.xml": b"<a/>"}), "workbook.document"),
    "an .odt": (lambda: open_text("text"), "workbook.document"),
    "an .rtf": (lambda: b"{\\rtf1 hello}", "workbook.document"),
    "a PDF": (lambda: b"%PDF-1.7\n%...", "workbook.pdf"),
    "a PNG": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "workbook.picture"),
    "a JPEG": (lambda: b"\xff\xd8\xff\xe0" + bytes(50), "workbook.picture"),
    "a GIF": (lambda: b"GIF89a" + bytes(50), "workbook.picture"),
    "a WebP": (lambda: b"RIFF\x00\x00\x00\x00WEBP" + bytes(50), "workbook.picture"),
    "a bitmap": (lambda: b"BM" + (100).to_bytes(4, "little") + bytes(94), "workbook.picture"),
    "an archive": (lambda: zipped({"a.txt": b"x"}), "workbook.archive"),
    "a .7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(50), "workbook.archive"),
    "a .gz": (lambda: b"\x1f\x8b\x08" + bytes(50), "workbook.archive"),
    "a web page": (lambda: b"<html><table><tr><td>1", "workbook.web_page"),
    "a web page by its type": (lambda: b"\n <!DOCTYPE html><p>", "workbook.web_page"),
    "XML": (lambda: b"<?xml version='1.0'?><Workbook/>", "workbook.other_format"),
    "text without columns": (lambda: b"Dear Madam,\nplease find our answers below.\n", "workbook.plain_text"),
    "other bytes": (lambda: b"abc\x00def" * 40, "workbook.not_a_workbook"),
    "parts of a workbook only": (lambda: zipped(without("[Content_Types].xml")), "workbook.not_a_workbook"),
    "nothing": (lambda: b"", "file.empty"),
    "NUL bytes": (lambda: bytes(5_000), "file.empty"),
    "eleven megabytes": (lambda: b"PK\x03\x04" + bytes(11_000_000), "file.too_large"),
}


def without(name: str) -> Parts:
    return {each: part for each, part in PLAIN.items() if each != name}


def told(path: Path, limits: Limits = RETURN) -> list[Problem]:
    """Everything that a file is told for, its sheets included, each with words that help."""
    book, problems = read_book(path, path.name, limits)
    for problem in problems:
        text = problem_text(problem, language())
        assert path.name in text and problem.code in text and "{" not in text
    assert (book is None) == any(problem.severity == "error" for problem in problems)
    return problems


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_workbook_is_refused_in_its_own_words(what: str, tmp_path: Path) -> None:
    made, code = REFUSED[what]
    path = tmp_path / "region.xlsx"
    path.write_bytes(made())
    assert [problem.code for problem in told(path)] == [code]


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda path: None, "file.missing"),
        (lambda path: path.mkdir(), "file.unreadable"),
    ],
    ids=["missing", "a folder"],
)
def test_a_place_without_a_file(made: Callable[[Path], None], code: str, tmp_path: Path) -> None:
    made(tmp_path / "region.xlsx")
    assert [problem.code for problem in told(tmp_path / "region.xlsx")] == [code]


@pytest.mark.parametrize("name", ["~$region.xlsx", ".~lock.region.ods#"])
def test_the_file_that_stands_beside_an_open_workbook(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\x05Maria" + bytes(150))
    assert [problem.code for problem in told(tmp_path / name)] == ["workbook.lock_file"]


@pytest.mark.parametrize("name", ["x" * 300 + ".xlsx", "a\x00b.xlsx"])
def test_a_name_that_no_disk_can_hold(name: str, tmp_path: Path) -> None:
    _, problems = read_book(tmp_path / name)
    assert [problem.code for problem in problems] == ["file.unreadable"]


WARNED: dict[str, tuple[str, str]] = {
    "xl/vbaProject.bin": ("workbook.macros", "macros of Excel"),
    "Basic/script-lc.xml": ("workbook.macros", "macros of LibreOffice"),
    "xl/externalLinks/externalLink1.xml": ("workbook.external_links", "another workbook"),
    "xl/connections.xml": ("workbook.external_links", "a database"),
    "xl/embeddings/oleObject1.bin": ("workbook.objects", "an embedded file"),
    "Object 1/content.xml": ("workbook.objects", "an embedded file of LibreOffice"),
    "xl/pivotCache/pivotCacheRecords1.xml": ("workbook.pivot", "a pivot table"),
}


@pytest.mark.parametrize("name", WARNED, ids=lambda name: WARNED[name][1])
def test_what_is_not_followed_is_warned_of_and_the_cells_are_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "region.xlsx"
    path.write_bytes(put(name, b"not even XML"))
    assert [problem.code for problem in told(path)] == [WARNED[name][0]]
    book, _ = read_book(path)
    assert book is not None
    assert book.sheet("S1").rows == [[1]]


def test_each_thing_that_is_not_followed_is_warned_of_once(tmp_path: Path) -> None:
    path = tmp_path / "region.xlsm"
    path.write_bytes(zipped({**PLAIN, **dict.fromkeys(WARNED, b"x")}))
    assert sorted(problem.code for problem in told(path)) == sorted({code for code, _ in WARNED.values()})


def test_an_ods_that_takes_its_cells_from_elsewhere_is_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "region.ods"
    path.write_bytes(zipped(open_parts('<table:table-source table:table-name="x"/>' + ODS_CELL)))
    assert [problem.code for problem in told(path)] == ["workbook.external_links"]


NAMED: list[tuple[str, bytes, str]] = [
    ("region.xlsx", zipped(open_parts(ODS_CELL)), "ods"),
    ("region.ods", zipped(PLAIN), "xlsx"),
    ("region.xlsx", b"a;b\n1;2\n", "csv"),
    ("region.csv", zipped(PLAIN), "xlsx"),
    ("region.xls", zipped(PLAIN), "xlsx"),
    ("region.xls", b"a\tb\n1\t2\n", "csv"),
    ("region.ods", "id\tä\n1\t2\n".encode("utf-16"), "csv"),
]


@pytest.mark.parametrize(("name", "raw", "form"), NAMED)
def test_a_table_by_another_name_is_read_as_what_it_is_with_a_note(name: str, raw: bytes, form: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(raw)
    book, problems = read_book(tmp_path / name)
    assert book is not None
    assert (book.format, [problem.code for problem in problems]) == (form, ["workbook.named_otherwise"])
    assert problems[0].facts == {"found": f".{form}", "expected": Path(name).suffix}
    assert any(book.sheet(book.names[0]).rows)


@pytest.mark.parametrize("name", ["region.xlsx", "region.XLSX", "region.xlsm", "region", "region.dat"])
def test_a_name_that_says_nothing_else_gets_no_note(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(zipped(PLAIN))
    assert told(tmp_path / name) == []


def test_limits_are_given(tmp_path: Path) -> None:
    path = tmp_path / "region.xlsx"
    path.write_bytes(zipped(PLAIN))
    assert [p.code for p in told(path, Limits(packed=100))] == ["file.too_large"]
    assert [p.code for p in told(path, Limits(unpacked=100))] == ["workbook.too_large"]
    assert [p.code for p in told(path, Limits(parts=3))] == ["workbook.many_parts"]
    assert [p.code for p in told(path, Limits(small_part=0, tightest=1))] == ["workbook.suspicious"]
    assert told(path) == []


def test_a_damaged_sheet_costs_that_sheet_alone(tmp_path: Path) -> None:
    parts = workbook_parts(CELL, CELL, CELL)
    parts["xl/worksheets/sheet2.xml"] = b"\x00\x01"
    del parts["xl/worksheets/sheet3.xml"]
    path = tmp_path / "region.xlsx"
    path.write_bytes(zipped(parts))
    book, problems = read_book(path, "region.xlsx")
    assert book is not None
    assert (list(book.names), problems) == (["S1", "S2", "S3"], [])
    assert book.sheet("S1").rows == [[1]]
    for name in ("S2", "S3"):
        with pytest.raises(Damaged) as raised:
            book.sheet(name)
        assert raised.value.problem == Problem("workbook.sheet_damaged", Location("region.xlsx", sheet=name))
