"""Days as people type them: in figures or with the name of the month, and every reading that is possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from belong_assess.language.texts import Language
from belong_assess.responses.plain_text import folded

Day = str
"""A day in ISO form."""

_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})\Z")
_FIGURES = re.compile(r"(\d{1,2})\s*([-/. ])\s*(\d{1,2})\s*[-/. ]\s*(\d{4})\Z")
_PIECES = re.compile(r"\d+|[^\W\d_]+")


def read_day(text: str, languages: Sequence[Language]) -> tuple[Day, ...]:
    """Return the days that a text can mean: none, one, or two where day and month can change places."""
    word = folded(text)
    if iso := _ISO.match(word):
        return _valid((int(iso[1]), int(iso[2]), int(iso[3])))
    if figures := _FIGURES.match(word):
        first, mark, second, year = int(figures[1]), figures[2], int(figures[3]), int(figures[4])
        day_first, month_first = (year, second, first), (year, first, second)
        return _valid(day_first) if mark == "." else _valid(day_first, month_first)
    return _valid(*_with_month_names(word, languages))


def _valid(*days: tuple[int, int, int]) -> tuple[Day, ...]:
    found = []
    for year, month, day in days:
        try:
            found.append(date(year, month, day).isoformat())
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def _with_month_names(word: str, languages: Sequence[Language]) -> list[tuple[int, int, int]]:
    """A day, the name of a month and a year, in any order, with small words between."""
    pieces = _PIECES.findall(word)
    numbers = [int(piece) for piece in pieces if piece.isdigit()]
    if len(numbers) != 2:
        return []
    day, year = sorted(numbers)
    return [(year, month, day) for month in sorted(_months(pieces, languages)) if year > 999]


def _months(pieces: Sequence[str], languages: Sequence[Language]) -> set[int]:
    """Every month whose name, or whose name's first three letters or more, stands among the pieces."""
    found = set()
    for say in languages:
        for month, names in enumerate(say.months(), 1):
            known = [folded(name).rstrip(".") for name in names]
            if any(len(piece) > 2 and name.startswith(piece) for piece in pieces for name in known):
                found.add(month)
    return found
