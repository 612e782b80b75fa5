"""Reads ordinary sheets of an .xlsx workbook as fast as a machine can: python-calamine on a package that is written anew.

The library never sees the file. It gets a package in which everything but cells and texts was written here, so there is
nothing in it that it could follow, and nothing about which it could differ from whoever looked at the file before.
It tells no dates from numbers: which cells are dates is looked up here, in the way of the careful reader.
"""

from __future__ import annotations

import math
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import chain
from typing import Any

from python_calamine import CalamineWorkbook

from belong_assess.files.workbooks.apart import contents
from belong_assess.files.workbooks.cells import Surroundings, column_number, put
from belong_assess.files.workbooks.contents import figure, number_in
from belong_assess.files.workbooks.grid import Content
from belong_assess.files.workbooks.scan import BEGIN, END, Scan
from belong_assess.files.workbooks.strings import TEXT, well_paired

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = b"http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TO_WORKBOOK = b'<Relationship Id="r" Type="%b/officeDocument" Target="xl/workbook.xml"/>' % OFFICE
ROOT = b'<Relationships xmlns="%b">%b</Relationships>' % (RELATIONS, TO_WORKBOOK)
MOST_TEXT = 64_000_000
"""Every cell gets a copy of its text: so many bytes at most, if all of them held the longest."""

MOST_SPECIAL = 200
"""So many formats of dates and percentages are looked for in one go."""

FAR_ESCAPE = re.compile(rb"_x(?!00)[0-9A-Fa-f]{4}_")
"""An escape that the fast reader leaves as it stands."""

LOCAL_ENTRY, CENTRAL_ENTRY, DIRECTORY_END = "<4s5HIIIHH", "<4s6HIIIHHHHHII", "<4s4HIIH"


class Uncommon(Exception):
    """A sheet holds something that is better read carefully."""


class FastWorkbook:
    """The ordinary sheets of a workbook, by name."""

    def __init__(self, scans: Mapping[str, Scan], strings: bytes, around: Surroundings) -> None:
        self._scans, self._strings, self._around = scans, strings, around
        self._numbers = {name: str(number) for number, name in enumerate(scans, 1)}
        self._special = {style: kind for style, kind in enumerate(around.kinds) if kind != "plain"}
        self._book: CalamineWorkbook | None = None

    def rows(self, name: str) -> Sequence[Sequence[Content]] | None:
        """Return the cells of a sheet, or `None` where it is better read carefully."""
        scan = self._scans[name]
        if 0 in self._special or len(self._special) > MOST_SPECIAL or self._grows_too_large(scan):
            return None
        try:
            rows: list[list[Content]] = []
            if scan.end > scan.begin:
                raw = self._opened().get_sheet_by_name(self._numbers[name]).to_python(skip_empty_area=False)
                rows = self._with_moments(_contents(raw), scan)
            return self._with_apart(rows, scan)
        except Exception:
            return None
        except BaseException as stopped:
            if type(stopped).__name__ != "PanicException":
                raise
            return None

    def _grows_too_large(self, scan: Scan) -> bool:
        """Say whether cells that share a long text could fill the memory with copies of it."""
        if not _has_longer(self._strings, MOST_TEXT // max(scan.most_cells, 1)):
            return False
        return scan.texts * max(map(len, self._strings.split(TEXT))) > MOST_TEXT

    def _opened(self) -> CalamineWorkbook:
        if self._book is None:
            if any(b"_x" in texts and FAR_ESCAPE.search(texts) for texts in (self._strings, *self._plain())):
                raise Uncommon
            if not well_paired(self._strings):
                raise Uncommon
            package = _package(self._scans.values(), self._strings)
            self._book = CalamineWorkbook.from_filelike(BytesIO(package))
        return self._book

    def _plain(self) -> Iterator[bytes]:
        return (scan.plain for scan in self._scans.values())

    def _with_moments(self, rows: list[list[Content]], scan: Scan) -> list[list[Content]]:
        """Put dates, times and percentages in the place of the numbers that stand for them."""
        if not self._special:
            return rows
        for letters, row, style, raw in _shown_otherwise(tuple(self._special)).findall(scan.plain, scan.begin, scan.end):
            cells, column, number = rows[int(row) - 1], column_number(letters.decode()), float(raw)
            if cells[column] != figure(number):
                raise Uncommon
            cells[column] = number_in(self._special[int(style)], number, self._around.from_1904)
        return rows

    def _with_apart(self, rows: list[list[Content]], scan: Scan) -> list[list[Content]]:
        """Put formulas and error values back. A place that is taken already is better looked at carefully."""
        for row, column, content in contents(scan.apart, self._around):
            if row < len(rows) and column < len(rows[row]) and rows[row][column] is not None:
                raise Uncommon
            if content is not None:
                put(rows, row, column, content)
        return rows


def _has_longer(strings: bytes, most: int) -> bool:
    """Say whether a text is longer than that: from each beginning of a text, another one must stand near enough."""
    place = strings.find(TEXT)
    while 0 <= place < len(strings) - most:
        after = strings.rfind(TEXT, place + 1, place + most + len(TEXT))
        if after < 0:
            return True
        place = after
    return False


class _Figures(dict[float, Content]):
    """Numbers as they are kept, each worked out once: a table holds few different ones."""

    def __missing__(self, number: float) -> Content:
        if not math.isfinite(number):
            raise Uncommon
        found = self[number] = figure(number)
        return found


def _contents(raw: list[list[Any]]) -> list[list[Content]]:
    nothing, figures = "", _Figures()
    return [
        [
            None
            if held is nothing
            else (held or None)
            if held.__class__ is str
            else figures[held]
            if held.__class__ is float
            else _truth(held)
            for held in row
        ]
        for row in raw
    ]


def _truth(held: object) -> bool:
    if isinstance(held, bool):
        return held
    raise Uncommon


@lru_cache(maxsize=64)
def _shown_otherwise(styles: tuple[int, ...]) -> re.Pattern[bytes]:
    """Return what finds the numbers in cells of these styles."""
    known = "|".join(map(str, styles))
    return re.compile(rf'<c r="([A-Z]+)([0-9]+)" s="({known})"(?: t="n")?><v>([^<]*)'.encode())


def _package(scans: Iterable[Scan], strings: bytes) -> bytes:
    """Write a package of sheets that are called by their number."""
    begin, end = strings.find(b"<si"), strings.rfind(b"</sst>")
    texts = (b'<sst xmlns="%b">' % MAIN, memoryview(strings)[begin:end] if 0 <= begin < end else b"", b"</sst>")
    sheets = {
        b"xl/worksheets/%d.xml" % number: (
            b'<worksheet xmlns="%b">' % MAIN + BEGIN,
            memoryview(scan.plain)[scan.begin : scan.end],
            END + b"</worksheet>",
        )
        for number, scan in enumerate(scans, 1)
    }
    return stored_zip(
        {
            b"_rels/.rels": (ROOT,),
            b"xl/workbook.xml": (_workbook(len(sheets)),),
            b"xl/_rels/workbook.xml.rels": (_relations(len(sheets)),),
            b"xl/sharedStrings.xml": texts,
            **sheets,
        }
    )


@lru_cache(maxsize=64)
def _workbook(sheets: int) -> bytes:
    one = b'<sheet name="%d" sheetId="%d" r:id="r%d"/>'
    each = b"".join(one % (number, number, number) for number in range(1, sheets + 1))
    return b'<workbook xmlns="%b" xmlns:r="%b"><sheets>%b</sheets></workbook>' % (MAIN, OFFICE, each)


@lru_cache(maxsize=64)
def _relations(sheets: int) -> bytes:
    one = b'<Relationship Id="r%d" Type="%b/worksheet" Target="worksheets/%d.xml"/>'
    each = b"".join(one % (number, OFFICE, number) for number in range(1, sheets + 1))
    texts = b'<Relationship Id="texts" Type="%b/sharedStrings" Target="sharedStrings.xml"/>' % OFFICE
    return b'<Relationships xmlns="%b">%b%b</Relationships>' % (RELATIONS, texts, each)


def stored_zip(parts: Mapping[bytes, Sequence[bytes | memoryview]]) -> bytes:
    """Put parts, each in pieces, into a zip file without packing them."""
    out: list[bytes | memoryview] = []
    directory: list[bytes] = []
    place = 0
    for name, pieces in parts.items():
        size, check = sum(map(len, pieces)), 0
        for piece in pieces:
            check = zlib.crc32(piece, check)
        head = struct.pack(LOCAL_ENTRY, b"PK\3\4", 20, 0, 0, 0, 33, check, size, size, len(name), 0)
        entry = struct.pack(
            CENTRAL_ENTRY, b"PK\1\2", 20, 20, 0, 0, 0, 33, check, size, size, len(name), 0, 0, 0, 0, 0, place
        )
        out += (head, name, *pieces)
        directory += (entry, name)
        place += len(head) + len(name) + size
    length = sum(map(len, directory))
    end = struct.pack(DIRECTORY_END, b"PK\5\6", 0, 0, len(parts), len(parts), length, place, 0)
    return b"".join(chain(out, directory, (end,)))
