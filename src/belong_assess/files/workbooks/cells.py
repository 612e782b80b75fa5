"""What one cell of an .xlsx sheet holds, by its type, its style and its value, for the fast and the careful reader."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from belong_assess.files.workbooks.contents import SPACES, Kind, iso_moment, number_in, unescaped
from belong_assess.files.workbooks.grid import Content, Fault, Formula
from belong_assess.files.workbooks.strings import SharedStrings

NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][-+]?[0-9]+)?")
LONGEST_NUMBER = 100
LONGEST_STYLE = 8
TRUTHS = {"TRUE()": True, "FALSE()": False}


class Surroundings(NamedTuple):
    """What the cells of a sheet refer to. The shared texts are read when the first cell needs them."""

    strings: Callable[[], SharedStrings]
    kinds: Sequence[Kind]
    from_1904: bool

    def content(self, cell_type: str, style: str, value: str) -> Content:
        """Return what a cell holds. Raises `IndexError` for a shared text that is not there."""
        if not value:
            return None
        match cell_type:
            case "s":
                return self.strings()[int(value) if value.isascii() and value.isdigit() else -1] or None
            case "b":
                return value.strip(SPACES) in ("1", "true")
            case "e":
                return Fault(value)
            case "d":
                return iso_moment(value)
            case "str":
                return unescaped(value) or None
            case _:
                return self._number(style, value)

    def _number(self, style: str, value: str) -> Content:
        """Return a number by its format; what is none is kept as it stands."""
        plain = value.strip(SPACES)
        if len(plain) > LONGEST_NUMBER or NUMBER.fullmatch(plain) is None or not math.isfinite(number := float(plain)):
            return value
        known = style.isdecimal() and len(style) < LONGEST_STYLE and int(style) < len(self.kinds)
        return number_in(self.kinds[int(style)] if known else "plain", number, self.from_1904)


class Formulas:
    """The formulas of a sheet, in the order of its cells: a shared one stands in the first of its cells only."""

    def __init__(self) -> None:
        self._shared: dict[str, str] = {}

    def formula(self, text: str, shared_by: str, kept: Content) -> Content:
        """Return a formula with its value; the text of a shared one is kept once, as it stands in the first cell.

        LibreOffice writes plain truth values as formulas; they stay what they are.
        """
        if text in TRUTHS:
            return TRUTHS[text]
        if not shared_by:
            return Formula(f"={text}", kept)
        if text or shared_by not in self._shared:
            self._shared[shared_by] = f"={text}"
        return Formula(self._shared[shared_by], kept)


def put(rows: list[list[Content]], row: int, column: int, content: Content) -> None:
    """Put a content in its place, however many rows and cells are there already."""
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    cells.extend([None] * (column + 1 - len(cells)))
    cells[column] = content


def column_number(letters: str) -> int:
    """Return the number of a column from 0 by its letters."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1
