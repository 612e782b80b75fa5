"""How much room a text takes in Arial: needed where a spreadsheet does not fit a row to its text by itself."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

POINTS_PER_UNIT = 5.25
"""The width of one column unit with Arial 10 as the standard font: 7 pixels in Excel, the narrowest there is."""

WIDEST_UNIT = 5.6
"""The same in LibreOffice: what a page must have room for."""

CELL_PADDING = 5.0
INDENT = 7.0
LINE_HEIGHT = 1.25
HIGHEST_ROW = 409.0
"""What spreadsheets allow."""

SLACK = 1.05
BOLD = 1.08
_EM = 1000
_OTHER, _WIDE, _MARK = 640, 1000, 0
_ASCII = (
    (278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278)
    + (556,) * 10
    + (278, 278, 584, 584, 584, 556, 1015)
    + (667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833)
    + (722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611)
    + (278, 278, 278, 469, 556, 333)
    + (556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833)
    + (556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500)
    + (334, 260, 334, 584)
)
"""Widths of the printable ASCII characters in thousandths of the font size."""


def row_height(text: str, units: float, size: float, *, bold: bool = False, indent: int = 0) -> float:
    """The height in points that a text needs in a column (or merged columns) of so many units, wrapped at words."""
    lines = line_count(text, units, size, bold=bold, indent=indent)
    return round(min(HIGHEST_ROW, lines * size * LINE_HEIGHT + 3), 2)


def line_count(text: str, units: float, size: float, *, bold: bool = False, indent: int = 0) -> int:
    """The number of lines that a text takes when wrapped at words."""
    points = max(units * POINTS_PER_UNIT - CELL_PADDING - indent * INDENT, size)
    room = points / (size * SLACK * (BOLD if bold else 1)) * _EM
    return sum(_wrapped(paragraph.split(), room) for paragraph in text.split("\n"))


def _wrapped(words: list[str], room: float) -> int:
    lines, used, space = 1, 0.0, _ASCII[0]
    for word in words:
        width = sum(map(_width, word))
        if used and used + space + width > room:
            lines, used = lines + 1, 0.0
        used += width + (space if used else 0)
        if used > room:
            broken = int(used // room)
            lines, used = lines + broken, used - broken * room
    return lines


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    code = ord(character)
    if 32 <= code <= 126:
        return _ASCII[code - 32]
    if unicodedata.combining(character):
        return _MARK
    if unicodedata.east_asian_width(character) in "WF" or unicodedata.category(character).startswith("S"):
        return _WIDE
    base = ord(unicodedata.normalize("NFD", character)[0])
    return _ASCII[base - 32] if 32 <= base <= 126 else _OTHER
