"""Reads any sheet of an .xlsx workbook, cell by cell: formulas with their kept values, error values, every form of text.

It keeps nothing but the cells within the limits, so a sheet of a million formatted rows costs time and no memory.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from belong_assess.files.workbooks.cells import Formulas, Surroundings, column_number, put
from belong_assess.files.workbooks.grid import Content, Damaged, address
from belong_assess.files.workbooks.limits import Limits
from belong_assess.files.workbooks.markup import UNREADABLE, Crowded, local, read_markup
from belong_assess.files.workbooks.strings import RichText
from belong_assess.problems import Location, Problem

PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Enough(Exception):
    """A row beyond the limits holds something; the rows after it are not looked at."""


class CarefulSheet(NamedTuple):
    """The cells within the limits, and the first cell beyond them that holds something."""

    rows: list[list[Content]]
    first_beyond: str


def read_carefully(data: bytes, around: Surroundings, limits: Limits, where: Location) -> CarefulSheet:
    """Read a sheet. Raises `Damaged`."""
    reading = _Reading(around, limits)
    try:
        read_markup(data, reading.start, reading.end, reading.text, limits.tags)
    except Enough:
        pass
    except Crowded:
        raise Damaged(Problem("workbook.crowded", where)) from None
    except UNREADABLE:
        place = Location(where.file, sheet=where.sheet, cell=reading.place)
        raise Damaged(Problem("workbook.sheet_damaged", place)) from None
    return CarefulSheet(reading.rows, reading.first_beyond)


class _Reading:
    """What is known between two events: the place, and what the present cell has shown so far."""

    def __init__(self, around: Surroundings, limits: Limits) -> None:
        self.rows: list[list[Content]] = []
        self.first_beyond = ""
        self._around, self._limits = around, limits
        self._row = self._column = -1
        self._kind = self._style = ""
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._formulas = Formulas()
        self._shared_by = ""
        self._rich = RichText()
        self._into: list[str] | None = None
        self._in_data = self._in_cell = False

    @property
    def place(self) -> str:
        """The name of the cell at which reading stands."""
        return address(self._row, self._column) if self._row >= 0 and self._column >= 0 else ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take up the beginning of an element."""
        tag = local(name)
        if self._in_cell:
            self._start_inside(tag, attributes)
        elif tag == "c" and self._in_data:
            self._start_cell(attributes)
        elif tag == "row" and self._in_data:
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 8 else self._row + 1
            self._column = -1
        elif tag == "sheetData":
            self._in_data = True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        found = PLACE.fullmatch(attributes.get("r", ""))
        if found:
            self._column = column_number(found.group(1))
            self._row = int(found.group(2)) - 1
        else:
            self._column += 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._value, self._formula, self._shared_by, self._in_cell = [], None, "", True

    def _start_inside(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "v":
            self._into = self._value
        elif tag == "f":
            self._into = self._formula = []
            self._shared_by = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        else:
            self._rich.start(tag, attributes)

    def text(self, text: str) -> None:
        """Take up characters."""
        if self._into is not None:
            self._into.append(text)
        elif self._in_cell:
            self._rich.text(text)

    def end(self, name: str) -> None:
        """Take up the end of an element."""
        tag = local(name)
        if tag == "c" and self._in_cell:
            self._keep(self._content())
            self._in_cell = False
        elif tag == "sheetData":
            self._in_data = False
        elif self._in_cell:
            self._into = None
            self._rich.end(tag)

    def _content(self) -> Content:
        """Return what the cell holds."""
        rich = self._rich.whole()
        value = (
            rich or None
            if self._kind == "inlineStr"
            else self._around.content(self._kind, self._style, "".join(self._value))
        )
        if self._formula is None:
            return value
        return self._formulas.formula("".join(self._formula), self._shared_by, value)

    def _keep(self, content: Content) -> None:
        if content is None or self._row < 0:
            return
        if self._row >= self._limits.rows:
            self.first_beyond = self.first_beyond or self.place
            raise Enough
        if self._column >= self._limits.columns:
            self.first_beyond = self.first_beyond or self.place
        else:
            put(self.rows, self._row, self._column, content)
