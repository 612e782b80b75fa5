"""Reads the cells of an .ods workbook, event by event; of repeated rows and cells only those within the limits are kept."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator

from belong_assess.files.workbooks.cells import TRUTHS
from belong_assess.files.workbooks.contents import figure, iso_moment, percentage
from belong_assess.files.workbooks.gate import Admitted
from belong_assess.files.workbooks.grid import Book, Content, Damaged, Fault, Formula, Sheet, address
from belong_assess.files.workbooks.limits import Limits
from belong_assess.files.workbooks.markup import UNREADABLE, Crowded, read_markup
from belong_assess.problems import Location, Problem

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
EXTENDED = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
SHEETS = f"{OFFICE}spreadsheet"
SHEET, ROW, CELL, COVERED = (f"{TABLE}{tag}" for tag in ("table", "table-row", "table-cell", "covered-table-cell"))
ROWS_REPEATED, CELLS_REPEATED = f"{TABLE}number-rows-repeated", f"{TABLE}number-columns-repeated"
PARAGRAPH, SPACE, TAB, BREAK = (f"{TEXT}{tag}" for tag in ("p", "s", "tab", "line-break"))
ASIDE = ("annotation", "tracked-changes", "shapes", "forms", "ruby-text", "note", "frame", "g", "custom-shape", "control")
"""Elements whose texts are no part of a cell: notes, changes that were not accepted, drawings."""

LINKED = (f"{TABLE}table-source", f"{TABLE}dde-links")
SPACES = re.compile("[ \t\r\n]+")
PREFIX = re.compile(r"[a-z]+:(?==)")
ERROR = re.compile(r"(?:#[A-Z0-9/!?]+[!?A0]|Err:[0-9]{3})")
MOST_REPEATED = 1 << 20
MOST_SPACES = 1_000_000
"""So many spaces of a file are taken as asked for, after that each request is one: three letters may ask for many."""


def open_book(
    admitted: Admitted, where: Location, limits: Limits, *, without: Collection[str]
) -> tuple[Book, list[Problem]]:
    """Read all sheets of a workbook. Raises `Damaged`."""
    part = admitted.package.markup(admitted.main)
    reading = _Reading(limits)
    try:
        read_markup(part, reading.start, reading.end, reading.text, limits.tags)
    except Crowded:
        raise Damaged(Problem("workbook.crowded", where)) from None
    except UNREADABLE:
        raise Damaged(Problem("workbook.damaged", where, {"found": admitted.main})) from None
    sheets = {name: Sheet(name, rows) for name, rows in reading.sheets.items() if name not in without}
    book = Book(where.file, "ods", tuple(sheets), sheets.__getitem__, careful=True)
    return book, list(_problems(reading, where, limits))


def _problems(reading: _Reading, where: Location, limits: Limits) -> Iterator[Problem]:
    if reading.linked:
        yield Problem("workbook.external_links", where, {"found": reading.linked})
    facts = {"rows": str(limits.rows), "columns": str(limits.columns)}
    for name, cell in reading.beyond.items():
        yield Problem("workbook.cut", Location(where.file, sheet=name, cell=cell), facts)


class _Reading:
    """What is known between two events: sheet, row and column, and the paragraphs of the present cell."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: dict[str, list[list[Content]]] = {}
        self.beyond: dict[str, str] = {}
        self.linked = ""
        self._limits = limits
        self._name = ""
        self._rows: list[list[Content]] = []
        self._cells: list[Content] = []
        self._row = self._column = 0
        self._repeated = 1
        self._cell: dict[str, str] | None = None
        self._covered = False
        self._paragraphs: list[list[str]] = []
        self._paragraph: list[str] | None = None
        self._aside = 0
        self._spaces_left = MOST_SPACES

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take up the beginning of an element."""
        if self._aside or (self._cell is not None and name == SHEET) or name.rpartition(" ")[2] in ASIDE:
            self._aside += 1
        elif self._cell is not None:
            self._start_inside(name, attributes)
        elif name in (CELL, COVERED):
            self._cell, self._covered, self._paragraphs = attributes, name == COVERED, []
        elif name == ROW:
            self._cells, self._column = [], 0
            self._repeated = _count(attributes.get(ROWS_REPEATED))
        elif name == SHEET:
            self._name = attributes.get(f"{TABLE}name", "")
            self._rows, self._row = [], 0
        elif name in LINKED:
            self.linked = self.linked or self._name or "content.xml"

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        if name == PARAGRAPH:
            self._paragraph = []
            self._paragraphs.append(self._paragraph)
        elif self._paragraph is not None:
            if name == SPACE:
                self._paragraph.append("\x00" * self._spaces(attributes))
            elif name in (TAB, BREAK):
                self._paragraph.append("\x01" if name == TAB else "\x02")

    def _spaces(self, attributes: dict[str, str]) -> int:
        wanted = min(_count(attributes.get(f"{TEXT}c")), self._spaces_left)
        self._spaces_left -= wanted
        return max(wanted, 1)

    def text(self, text: str) -> None:
        """Take up characters."""
        if self._paragraph is not None and not self._aside:
            self._paragraph.append(text)

    def end(self, name: str) -> None:
        """Take up the end of an element."""
        if self._aside:
            self._aside -= 1
        elif name == PARAGRAPH:
            self._paragraph = None
        elif name in (CELL, COVERED) and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == ROW:
            self._end_row()
        elif name == SHEET:
            self.sheets.setdefault(self._name, self._rows)

    def _end_cell(self, cell: dict[str, str]) -> None:
        repeated = _count(cell.get(CELLS_REPEATED))
        content = None if self._covered else _content(cell, "\n".join(map(_joined, self._paragraphs)))
        if content is not None:
            room = self._limits.columns - self._column
            if repeated > room or self._row >= self._limits.rows:
                first = max(self._column, 0 if self._row >= self._limits.rows else self._limits.columns)
                self.beyond.setdefault(self._name, address(self._row, first))
            self._cells += [None] * (min(self._column, self._limits.columns) - len(self._cells))
            self._cells += [content] * min(repeated, max(room, 0))
        self._column += repeated

    def _end_row(self) -> None:
        room = self._limits.rows - self._row
        if self._cells:
            if self._repeated > room:
                self.beyond.setdefault(self._name, address(max(self._row, self._limits.rows), 0))
            self._rows += [[] for _ in range(min(self._row, self._limits.rows) - len(self._rows))]
            self._rows += [self._cells] * min(self._repeated, max(room, 0))
        self._row += self._repeated


def _count(repeated: str | None) -> int:
    """Return how often something stands there; at least once, and never more often than a sheet has rows."""
    if repeated is None or not repeated.isascii() or not repeated.isdigit():
        return 1
    return max(1, min(int(repeated[:9]), MOST_REPEATED))


def _joined(paragraph: list[str]) -> str:
    """Return a paragraph: its own spaces count once, and not at its beginning; those that are asked for all count."""
    text = SPACES.sub(" ", "".join(paragraph)).lstrip(" ")
    return text.replace("\x00", " ").replace("\x01", "\t").replace("\x02", "\n")


def _content(cell: dict[str, str], text: str) -> Content:
    value = _value(cell, text)
    formula = PREFIX.sub("", cell.get(f"{TABLE}formula", ""), count=1)
    if not formula:
        return value
    return TRUTHS.get(formula.removeprefix("="), Formula(formula, value))


def _value(cell: dict[str, str], text: str) -> Content:
    """Return what a cell holds, by the type that it gives."""
    if cell.get(f"{EXTENDED}value-type") == "error":
        return Fault(text or "#N/A")
    match cell.get(f"{OFFICE}value-type"):
        case "float" | "currency" | "percentage" as kind:
            return _number(cell.get(f"{OFFICE}value", ""), kind == "percentage", text)
        case "boolean":
            return cell.get(f"{OFFICE}boolean-value") == "true"
        case "date":
            return iso_moment(cell.get(f"{OFFICE}date-value", text)) or text or None
        case "time":
            return iso_moment(cell.get(f"{OFFICE}time-value", text)) or text or None
        case "string":
            given = cell.get(f"{OFFICE}string-value", "")
            return (text or given) or None
        case _:
            return Fault(text) if f"{TABLE}formula" in cell and ERROR.fullmatch(text) else text or None


def _number(value: str, is_percentage: bool, text: str) -> Content:
    try:
        number = float(value)
    except ValueError:
        return text or None
    if not math.isfinite(number) or "_" in value:
        return text or None
    return percentage(number) if is_percentage else figure(number)
