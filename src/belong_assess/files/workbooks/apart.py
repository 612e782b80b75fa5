"""Formulas, error values and texts that were worked out: found in the bytes of a sheet, and taken out for the fast reader.

A fast reader sees no formulas and no error values. Taken out first and put back afterwards, they cost little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from belong_assess.files.workbooks.cells import Formulas, Surroundings, column_number
from belong_assess.files.workbooks.grid import Content

Cell = tuple[bytes, ...]
ENTITY = re.compile("&(lt|gt|quot|apos|amp);")
OTHER_ENTITY = re.compile(rb"&(?!(?:lt|gt|quot|apos|amp);)|\r")
CHARACTERS = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
SHARED, SHARED_BY = b't="shared"', re.compile(rb' si="([^"]*)"')
LARGEST = 5_000_000
"""A larger sheet is read carefully where it has formulas: taking them out would need too much memory."""


class Unusual(Exception):
    """A cell is written in a way that only the careful reader knows."""


def taken_apart(data: bytes, place: str) -> tuple[Sequence[Cell], bytes]:
    """Take out formulas and error values: return them as they stood, and the bytes without them.

    `place` is the pattern of places that are in bounds; others stay.
    """
    pattern = _apart(place)
    cells = pattern.findall(data) if len(data) <= LARGEST else []
    return cells, pattern.sub(b"", data) if cells else data


@lru_cache(maxsize=8)
def _apart(place: str) -> re.Pattern[bytes]:
    """Return what finds such a cell: its place, style, type, what is said of its formula, the formula, the value."""
    head = rf'<c r="({place})"(?: s="([0-9]+)")?+(?: t="(str|n|b|e)")?+>(?:(?=<f)|(?<="e">)|(?<="str">))'
    formula = r"(?:(<f(?: [^<>]*+|/)?)>(?:(?<=/>)|([^<]*+)</f>))?+"
    return re.compile(rf"{head}{formula}(?:<v>([^<]*+)</v>|<v ?/>)?+</c>".encode())


def contents(cells: Sequence[Cell], around: Surroundings) -> Iterator[tuple[int, int, Content]]:
    """Yield row, column and content of cells that were taken out. Raises `Unusual`."""
    formulas = Formulas()
    for place, style, cell_type, said, formula, value in cells:
        letters = place.rstrip(b"0123456789")
        content = around.content(cell_type.decode() or "n", style.decode() or "0", _text(value))
        if said:
            found = SHARED_BY.search(said) if SHARED in said else None
            content = formulas.formula(_text(formula), found.group(1).decode() if found else "", content)
        yield int(place[len(letters) :]) - 1, column_number(letters.decode()), content


def _text(raw: bytes) -> str:
    if OTHER_ENTITY.search(raw):
        raise Unusual
    text = raw.decode()
    return ENTITY.sub(lambda entity: CHARACTERS[entity.group(1)], text) if "&" in text else text
