"""Whether the bytes of a sheet are those that every program writes for plain cells, so that a fast reader reads them right.

The grammar is narrow on purpose: rows of cells, each with its place, each with nothing or one number, truth value or text,
nothing between them and nothing out of bounds; formulas and error values are taken out first. Whatever is not of this form
(cells without a place, comments, other prefixes) is read by the careful reader, which knows all of XML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from belong_assess.files.workbooks.apart import Cell, taken_apart
from belong_assess.files.workbooks.limits import Limits
from belong_assess.values import value

BEGIN, END = b"<sheetData>", b"</sheetData>"
NOTHING = re.compile(rb"<sheetData ?/>")
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
EMPTY_CELL = re.compile(rb'<c r="[^>]{1,99}+(?<=/)>')
EMPTY_ROW = re.compile(rb'<row [^>]{0,500}+(?:(?<=/)>|>(?:<c r="[^>]{1,99}+(?<=/)>)*+</row>)')
WORTH_THINNING = 1_000_000
"""A sheet of so many bytes may be a million rows that hold nothing."""

NEXT_CELL = r"(?:<row [^>]{0,500}+>(?:(?<=/>)|</row>))*+(?:<row [^>]{0,500}+>(?=<c )|</sheetData>)"
"""What stands before the first cell, and after the last one of a row: empty rows, then one with a cell, or the end."""

FIRST_CELL = re.compile(NEXT_CELL.encode())
ROW_NUMBER = re.compile(rb'<row [^<>]*?r="([1-9][0-9]{0,6})"')
PLACELESS = re.compile(rb'<(?:\w+:)?+c(?:[\s/>])(?<!<c )|<c (?!r="[A-Z]{1,3}[1-9][0-9]{0,6}")')
"""A cell that does not say where it stands, or not in the usual way."""

SHARED = b't="s"'
SHORTEST_CELL = len('<c r="A1"><v>1</v></c>')
LARGE = 500_000
"""A grid of so many cells is no matter, full or empty."""

SPARSE = 4
"""A larger grid may have so many places for each cell that holds something."""


@value
class Scan:
    """A sheet as it will be read: its bytes, without cells that hold nothing.

    `ordinary`: of the form above, so that `plain` may be read fast from `begin` to `end`; the cells `apart` are not in it.
    `first_beyond` names the first cell beyond the limits that holds something, which is known if `places_told`.
    """

    data: bytes
    ordinary: bool
    plain: bytes = b""
    begin: int = 0
    end: int = 0
    apart: Sequence[Cell] = ()
    first_beyond: str = ""
    places_told: bool = True

    @property
    def texts(self) -> int:
        """How many cells hold a shared text, or more."""
        return self.plain.count(SHARED, self.begin, self.end)

    @property
    def most_cells(self) -> int:
        """How many cells could stand in so many bytes at most."""
        return (self.end - self.begin) // SHORTEST_CELL


def scan(sheet: bytes, limits: Limits) -> Scan:
    """Look at the bytes of a sheet."""
    if len(sheet) > WORTH_THINNING:
        sheet = EMPTY_ROW.sub(b"", sheet)
    data = EMPTY_CELL.sub(b"", sheet)
    begin = data.find(BEGIN)
    if begin < 0:
        nothing = NOTHING.search(data)
        bare = nothing is not None and _plain_head(data, nothing.start())
        return Scan(data, bare, places_told=bare)
    if _plain_head(data, begin):
        if (found := _ordinary(data, data, begin, limits)) is not None:
            return found
        apart, plain = taken_apart(data, _place(limits.rows, limits.columns))
        if apart and (found := _ordinary(data, plain, begin, limits, apart)) is not None:
            return found
    cell, told = _beyond(data, limits)
    return Scan(data, False, first_beyond=cell, places_told=told)


def _plain_head(data: bytes, end: int) -> bool:
    """Say whether names have no prefixes."""
    return data.find(MAIN, 0, end) >= 0


def _ordinary(data: bytes, plain: bytes, begin: int, limits: Limits, apart: Sequence[Cell] = ()) -> Scan | None:
    begin, end = begin + len(BEGIN), plain.rfind(END)
    if end > begin:
        bounds, within = _bounds(plain, begin, end, limits), end + len(END)
        if bounds is None or not FIRST_CELL.match(plain, begin, within) or _odd_cell(*bounds).search(plain, begin, within):
            return None
    return Scan(data, True, plain, begin, end, apart) if end >= begin else None


def _bounds(data: bytes, begin: int, end: int, limits: Limits) -> tuple[int, int] | None:
    """Return how many rows and columns the cells may take up, so that a grid for them is not too large to make."""
    if limits.rows * limits.columns <= LARGE:
        return limits.rows, limits.columns
    last = ROW_NUMBER.match(data, data.rfind(b"<row ", begin, end))
    rows = int(last.group(1)) if last else 0
    columns = max(_width(data, begin, end), _width(data, data.rfind(b"<row ", begin, end), end))
    cells = data.count(b"</c>", begin, end)
    if not 0 < rows <= limits.rows or columns > limits.columns or rows * columns > max(LARGE, SPARSE * cells):
        return None
    return rows, max(columns, 1)


def _width(data: bytes, row: int, end: int) -> int:
    """Return the column of the last cell in a row."""
    stop = data.find(b"</row>", row, end)
    last = data.rfind(b'<c r="', row, stop)
    letters = re.match(rb"[A-Z]{1,3}", data[last + 6 : last + 9]) if last >= 0 else None
    column = 0
    for letter in letters.group() if letters else b"":
        column = column * 26 + letter - 64
    return column


@lru_cache(maxsize=8)
def _odd_cell(rows: int, columns: int) -> re.Pattern[bytes]:
    """Return what finds a cell that is not of the common form, or is out of bounds."""
    place = rf'r="{_place(rows, columns)}"'
    shared = r' t="s"><v>[0-9]{1,7}+</v>'
    number = r'(?: t="[nb]")?+><v>[-+.0-9Ee]++</v>'
    text = r' t="inlineStr"><is><t(?: xml:space="preserve")?+>[^<]*+</t></is>'
    return re.compile(rf'<c(?! {place}(?: s="[0-9]++")?+(?:{shared}|{number}|{text})</c>(?:<c |</row>{NEXT_CELL}))'.encode())


def _place(rows: int, columns: int) -> str:
    """Return a pattern of the names of all cells in so many rows and columns."""
    return f"{_letters(columns)}(?:{_numbers(rows)})"


def _letters(columns: int) -> str:
    """Return a pattern of the names of so many columns."""
    tens, ones = divmod(columns - 1, 26)
    last = chr(65 + ones)
    if tens == 0:
        return f"[A-{last}]"
    full = f"[A-{chr(63 + tens)}]?[A-Z]" if tens > 1 else "[A-Z]"
    return f"(?:{full}|{chr(64 + tens)}[A-{last}])"


def _numbers(most: int) -> str:
    """Return a pattern of the whole numbers from 1 to this one."""
    digits = str(most)
    shorter = [f"[1-9][0-9]{{0,{len(digits) - 2}}}"] if len(digits) > 1 else []
    smaller = []
    for place, digit in enumerate(digits):
        low = 1 if place == 0 else 0
        if int(digit) > low:
            smaller.append(f"{digits[:place]}[{low}-{int(digit) - 1}][0-9]{{{len(digits) - place - 1}}}")
    return "|".join([*shorter, *smaller, digits])


@lru_cache(maxsize=8)
def _out_of_bounds(rows: int, columns: int) -> re.Pattern[bytes]:
    """Return what finds a cell beyond the limits that holds something."""
    return re.compile(rf'<c r="(?!{_place(rows, columns)}")([A-Z]+[0-9]+)"[^<>]*+>(?!</c>)'.encode())


def _beyond(data: bytes, limits: Limits) -> tuple[str, bool]:
    """Return the first cell beyond the limits, and whether all cells say in the usual way where they stand."""
    if PLACELESS.search(data):
        return "", False
    found = _out_of_bounds(limits.rows, limits.columns).search(data)
    return (found.group(1).decode() if found else ""), True
