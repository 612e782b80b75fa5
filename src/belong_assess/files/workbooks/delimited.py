"""Tables as plain text: their encoding, what separates their columns, and their rows, all at once or one after the other."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from belong_assess.files.workbooks.grid import Book, Content, Damaged, Sheet, address
from belong_assess.files.workbooks.limits import Limits
from belong_assess.problems import Location, Problem
from belong_assess.values import value

DELIMITERS = (";", "\t", ",")
HEAD = 65_536
HEAD_ROWS = 40
MISPLACED = "expected after"
"""What the library says of a quotation mark in the middle of a cell."""

CHUNK = 1 << 20
LONGEST_LINE = 1 << 20
MOST_LINES = 20_000
"""A row of more lines than this is a quotation mark that was never closed."""

HINT = "sep="
"""What the first line begins with where a program names the separator; it is no row of the table."""


@value
class Table:
    """A text table that is read row by row. `rows` begins anew with each call, and may raise `Damaged` at any row.

    `hinted`: the first line names the separator, and is no row.
    """

    file: str
    delimiter: str
    rows: Callable[[], Iterator[list[str]]]
    encoding: str = "utf-8-sig"
    hinted: bool = False


def open_stream(path: Path, name: str | None = None) -> tuple[Table | None, list[Problem]]:
    """Open a text table of any length; `None` where it is none. The file is read through once, for its encoding."""
    where = Location(name or str(path))
    try:
        with path.open("rb") as file:
            encoding, problems = _encoding(file, where)
        if encoding is None:
            return None, problems
        with path.open(encoding=encoding, errors="replace", newline="") as text:
            head = text.read(HEAD)
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or type(error).__name__
        return None, [Problem("file.unreadable", where, {"found": found})]
    opened = _reopened(path, encoding)
    delimiter, hinted = _delimiter(head)
    return Table(where.file, delimiter, lambda: _rows(opened, delimiter, hinted, where), encoding, hinted), problems


def open_table(raw: bytes, where: Location, limits: Limits, *, any_text: bool) -> tuple[Book | None, list[Problem]]:
    """Read a text table whole. Unless `any_text`, a text without columns is none."""
    encoding, problems = _encoding(io.BytesIO(raw), where)
    if encoding is None:
        return None, problems
    text = raw.decode(encoding, errors="replace")
    delimiter, hinted = _delimiter(text[:HEAD])
    if not any_text and not _has_columns(text[:HEAD], delimiter):
        return None, [Problem("workbook.plain_text", where)]
    try:
        rows, beyond = _within(_rows(lambda: io.StringIO(text, newline=""), delimiter, hinted, where), limits)
    except Damaged as damaged:
        return None, [damaged.problem]
    if beyond:
        facts = {"rows": str(limits.rows), "columns": str(limits.columns)}
        problems.append(Problem("workbook.cut", Location(where.file, cell=beyond), facts))
    name = Path(where.file).stem
    return Book(where.file, "csv", (name,), lambda _: Sheet(name, rows), False), problems


def _within(rows: Iterator[list[str]], limits: Limits) -> tuple[list[list[Content]], str]:
    """Keep what is within the limits, and name the first cell beyond them that holds something."""
    kept: list[list[Content]] = []
    beyond = ""
    for number, row in enumerate(rows):
        first = 0 if number >= limits.rows else limits.columns
        if not beyond and (held := next((at for at in range(first, len(row)) if row[at]), None)) is not None:
            beyond = address(number, held)
        if number < limits.rows:
            kept.append([held or None for held in row[: limits.columns]])
        elif beyond:
            break
    return kept, beyond


def _encoding(file: IO[bytes], where: Location) -> tuple[str | None, list[Problem]]:
    """Find out how the characters of a text are kept, reading it through once."""
    begin = file.read(4)
    file.seek(0)
    if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", []
    decoder = codecs.getincrementaldecoder("utf-8")()
    legible = True
    for chunk in iter(lambda: file.read(CHUNK), b""):
        if b"\x00" in chunk:
            return None, [Problem("workbook.binary_text", where)]
        legible = legible and _decodes(decoder, chunk)
    if legible and _decodes(decoder, b"", final=True):
        return "utf-8-sig", []
    return "cp1252", [Problem("workbook.encoding_guessed", where)]


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _reopened(path: Path, encoding: str) -> Callable[[], IO[str]]:
    def open_again() -> IO[str]:
        return path.open(encoding=encoding, errors="replace", newline="")

    return open_again


def _delimiter(head: str) -> tuple[str, bool]:
    """Return what separates columns, and whether the first line says so."""
    first = head.split("\n", 1)[0].strip("\r\"' ").lower()
    if first.startswith(HINT) and len(first) == len(HINT) + 1:
        return first[-1], True
    if first == HINT + "\t" or head[:5].lower() == HINT + "\t":
        return "\t", True
    return max(DELIMITERS, key=lambda delimiter: (_fit(head, delimiter, strict=True), _fit(head, delimiter))), False


def _fit(head: str, delimiter: str, *, strict: bool = False) -> tuple[float, int]:
    """Say how well a separator fits: the share of rows that are as wide as the first, then the width.

    Strictly, a quotation mark ends at a separator; with one that is none it ends anywhere.
    """
    widths = [len(row) for row in _head_rows(head, delimiter, strict) if row]
    if not widths or widths[0] < 2:
        return 0.0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def _has_columns(head: str, delimiter: str) -> bool:
    return _fit(head, delimiter)[0] > 0.5


def _head_rows(head: str, delimiter: str, strict: bool) -> list[list[str]]:
    """Read the first rows; the last of them may be cut, so it goes."""
    rows: list[list[str]] = []
    try:
        rows.extend(islice(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, strict=strict), HEAD_ROWS))
    except csv.Error as error:
        if MISPLACED in str(error):
            return []
    return rows[:-1] if len(head) == HEAD and len(rows) > 1 else rows


def _rows(opened: Callable[[], IO[str]], delimiter: str, hinted: bool, where: Location) -> Iterator[list[str]]:
    """Yield the rows. A row that never ends, and a file that goes away, raise `Damaged`."""
    lines = 0
    try:
        with opened() as text:
            if hinted:
                text.readline(LONGEST_LINE)
            pieces = _Lines(text)
            for row in csv.reader(pieces, delimiter=delimiter):
                lines += pieces.count
                pieces.count = 0
                yield row
    except (csv.Error, OSError, ValueError):
        raise Damaged(Problem("workbook.endless_row", Location(where.file, line=lines + 1 + hinted))) from None


class _Lines:
    """The lines of a text, none too long, and not too many for one row."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(LONGEST_LINE):
            self.count += 1
            if len(line) == LONGEST_LINE or self.count > MOST_LINES:
                raise csv.Error
            yield line
