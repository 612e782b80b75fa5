"""The number formats of a workbook: which cells show dates, lengths of time or percentages."""

from __future__ import annotations

import re
from functools import lru_cache

from belong_assess.files.workbooks.contents import Kind
from belong_assess.files.workbooks.markup import local, no_end, no_text, read_markup

DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
PERCENTAGES = frozenset((9, 10))
DURATIONS = frozenset((46,))
"""Formats that every program knows by their number."""

LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]?', re.IGNORECASE | re.DOTALL)
"""What is shown as it stands, or is a colour, a condition or a place."""

ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
CALENDAR = re.compile(r"[dmyhs]", re.IGNORECASE)
GENERAL = re.compile(r"general|standard", re.IGNORECASE)
MOST_FORMATS = 100_000
WORTH_KEEPING = 100_000
"""Larger styles are read anew each time."""


def kind_of_code(code: str) -> Kind:
    """Say how a format such as `0.0 %` or `dd.mm.yyyy` shows a number."""
    bare = GENERAL.sub("", LITERAL.sub("", code))
    if "%" in bare:
        return "percent"
    if ELAPSED.search(bare):
        return "duration"
    return "date" if CALENDAR.search(bare) else "plain"


def kinds_of(styles: bytes) -> tuple[Kind, ...]:
    """Return the kind of each format that cells refer to, in their order."""
    return _remembered(styles) if len(styles) < WORTH_KEEPING else _read(styles)


@lru_cache(maxsize=32)
def _remembered(styles: bytes) -> tuple[Kind, ...]:
    """Remember the styles of a template: all workbooks that are made from it share them."""
    return _read(styles)


def _read(styles: bytes) -> tuple[Kind, ...]:
    codes: dict[str, str] = {}
    used: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "numFmt" and len(codes) < MOST_FORMATS:
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside[:] = [tag]
        elif tag == "xf" and inside == ["cellXfs"] and len(used) < MOST_FORMATS:
            used.append(attributes.get("numFmtId", "0"))

    read_markup(styles, start, no_end, no_text)
    return tuple(_kind(number, codes) for number in used)


def _kind(number: str, codes: dict[str, str]) -> Kind:
    if number in codes:
        return kind_of_code(codes[number])
    known = int(number) if number.isascii() and number.isdigit() else 0
    if known in PERCENTAGES:
        return "percent"
    if known in DURATIONS:
        return "duration"
    return "date" if known in DATES else "plain"
