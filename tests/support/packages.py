"""Spreadsheet files written byte by byte, for tests: as small as they can be, and as no program would write them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from belong_assess.files.workbooks.grid import Content

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
OPEN_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
)
EXTENDED = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
Parts = dict[str, bytes]


def sheet_xml(rows: str) -> str:
    """The XML of a sheet with these rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def strings_xml(items: str) -> str:
    """The XML of the shared texts with these items."""
    return f'<sst xmlns="{MAIN}">{items}</sst>'


def styles_xml(formats: Sequence[str | int]) -> str:
    """The XML of styles: one style of cells for each format, which is a code, or a number that every program knows."""
    own = {code: number for number, code in enumerate((f for f in formats if isinstance(f, str)), 164)}
    known = "".join(f'<numFmt numFmtId="{number}" formatCode={quoted(code)}/>' for code, number in own.items())
    used = "".join(f'<xf numFmtId="{own[f] if isinstance(f, str) else f}"/>' for f in formats)
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{known}</numFmts><cellXfs>{used}</cellXfs></styleSheet>'


def quoted(text: str) -> str:
    """An attribute's value."""
    for plain, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(plain, name)
    return f'"{text}"'


def workbook_parts(
    *sheets: str | bytes, strings: str = "", styles: Sequence[str | int] = (0,), from_1904: bool = False
) -> Parts:
    """The parts of a workbook whose sheets are called S1, S2 and so on, each given by its rows or its whole XML."""
    numbers = range(1, len(sheets) + 1)
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    related = "".join(_relation(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    related += _relation("rs", "sharedStrings", "sharedStrings.xml") + _relation("rt", "styles", "styles.xml")
    days = '<workbookPr date1904="1"/>' if from_1904 else ""
    texts = {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations(_relation("r", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{days}<sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(related),
        "xl/sharedStrings.xml": strings_xml(strings),
        "xl/styles.xml": styles_xml(styles),
    }
    parts = {name: text.encode() for name, text in texts.items()}
    for number, sheet in zip(numbers, sheets, strict=True):
        whole = sheet_xml(sheet).encode() if isinstance(sheet, str) else sheet
        parts[f"xl/worksheets/sheet{number}.xml"] = whole
    return parts


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _relations(relations: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'


def _content_types(numbers: Iterable[int]) -> str:
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/sharedStrings.xml": "sharedStrings", "/xl/styles.xml": "styles"}
    kinds |= {f"/xl/worksheets/sheet{n}.xml": "worksheet" for n in numbers}
    each = "".join(f'<Override PartName="{name}" ContentType="{TYPE}.{kind}+xml"/>' for name, kind in kinds.items())
    return f'<Types xmlns="{PACKAGE}/content-types">{each}</Types>'


def open_parts(*tables: str, before: str = "") -> Parts:
    """The parts of an .ods workbook whose sheets, S1 and so on, have these rows; `before` them stands something else."""
    sheets = "".join(f'<table:table table:name="S{n}">{rows}</table:table>' for n, rows in enumerate(tables, 1))
    body = f"<office:body><office:spreadsheet>{before}{sheets}</office:spreadsheet></office:body>"
    content = f"<office:document-content {OPEN_NAMES} {EXTENDED}>{body}</office:document-content>"
    return {"mimetype": OPEN_DOCUMENT.encode(), "content.xml": content.encode()}


def zipped(parts: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An honest zip file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", packing) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


@dataclass(frozen=True)
class Entry:
    """A part of a zip file that may lie: about its size, its sum, its packing or its flags."""

    name: str
    part: bytes
    size: int | None = None
    packed_size: int | None = None
    check: int | None = None
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    data: bytes | None = None


def written(entries: Sequence[Entry]) -> bytes:
    """A zip file with exactly these entries, whatever they say."""
    out, directory = bytearray(), bytearray()
    for entry in entries:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = deflate.compress(entry.part) + deflate.flush() if entry.method == zipfile.ZIP_DEFLATED else entry.part
        data = packed if entry.data is None else entry.data
        check = zlib.crc32(entry.part) if entry.check is None else entry.check
        size = len(entry.part) if entry.size is None else entry.size
        packed_size = len(data) if entry.packed_size is None else entry.packed_size
        name = entry.name.encode()
        facts = (20, entry.flags, entry.method, 0, 33, check, packed_size, size, len(name), 0)
        directory += struct.pack("<4s6HIIIHHHHHII", b"PK\1\2", 20, *facts, 0, 0, 0, 0, len(out)) + name
        out += struct.pack("<4s5HIIIHH", b"PK\3\4", *facts) + name + data
    end = struct.pack("<4s4HIIH", b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return bytes(out + directory + end)


def trimmed(rows: Sequence[Sequence[Content]]) -> list[list[Content]]:
    """The cells of a sheet without empty ones at the end of rows, and without empty rows at the end."""
    kept = [list(row) for row in rows]
    for row in kept:
        while row and row[-1] is None:
            row.pop()
    while kept and not kept[-1]:
        kept.pop()
    return kept
