"""What our formulas give: the value that is written beside each, for programs that show a file without working it out."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from belong_assess.files.template.live.formula import Call, Cells, Fixed, Formula, Pair

Held = int | float | str | bool | None
"""The content of a cell; an empty one holds nothing."""

Column = tuple[Held, ...]
NOT_AVAILABLE = "#N/A"
PLAIN = "G"
"""What CELL says of a cell without a format of its own."""

Place = tuple[str, int, int]


class Mistake(Exception):
    """A formula gives an error value; whatever refers to it gives one as well, unless it is caught."""

    def __init__(self, code: str = "#VALUE!") -> None:
        super().__init__(code)
        self.code = code


class Sheets:
    """What stands in the cells of a workbook; formulas are worked out when they are first asked for.

    `formats` holds what CELL says of those cells that have a format of their own: F, P or D for figure, percentage, day.
    """

    def __init__(
        self, cells: Mapping[Place, Formula | Held], decimal_mark: str, formats: Mapping[Place, str] | None = None
    ) -> None:
        self.cells = cells
        self.formats = {} if formats is None else formats
        self.decimal_mark = decimal_mark
        self.known: dict[Place, Held | Mistake] = {}
        self.columns: dict[Cells, Column] = {}
        self.rows: dict[tuple[str, int], list[int]] = {}
        for sheet, row, column in cells:
            self.rows.setdefault((sheet, column), []).append(row)
        self.places: dict[Cells, dict[Held, int]] = {}

    def value(self, sheet: str, row: int, column: int) -> Held:
        """The value of a cell. Raises Mistake for an error value."""
        place = (sheet, row, column)
        if place not in self.known:
            self.known[place] = self._found(self.cells.get(place))
        held = self.known[place]
        if isinstance(held, Mistake):
            raise held
        return held

    def shown(self, sheet: str, row: int, column: int) -> Held:
        """The value of a cell; an error by its code."""
        try:
            return self.value(sheet, row, column)
        except Mistake as mistake:
            return mistake.code

    def tried(self, content: Formula) -> Held:
        """The value of a formula that stands in no cell of these sheets; an error by its code."""
        found = self._found(content)
        return found.code if isinstance(found, Mistake) else found

    def _found(self, content: Formula | Held) -> Held | Mistake:
        if not isinstance(content, Formula):
            return content
        try:
            held = self.work_out(content)
        except Mistake as mistake:
            return mistake
        return 0 if held is None else held

    def work_out(self, content: Formula) -> Held:
        """The value of a formula where one value is asked for."""
        held = self._any(content)
        return held[0] if isinstance(held, tuple) else held

    def _any(self, content: Formula) -> Held | Column:
        match content:
            case Fixed(content=held):
                return held
            case Cells() if content.first == content.last:
                return self.value(content.sheet, content.first, content.column)
            case Cells():
                return self.column(content)
            case Pair(sign=sign, left=left, right=right):
                return _row_by_row(lambda a, b: self._signed(sign, a, b), self._any(left), self._any(right))
            case Call():
                return self._called(content)
            case _:
                raise TypeError(content)

    def column(self, cells: Cells) -> Column:
        """The values of cells below each other."""
        if (known := self.columns.get(cells)) is None:
            held: list[Held] = [None] * (cells.last - cells.first + 1)
            for row in self.rows.get((cells.sheet, cells.column), ()):
                if cells.first <= row <= cells.last:
                    held[row - cells.first] = self.value(cells.sheet, row, cells.column)
            known = self.columns[cells] = tuple(held)
        return known

    def _signed(self, sign: str, left: Held, right: Held) -> Held:
        if sign == "&":
            return self.text(left) + self.text(right)
        if sign in _COMPARISONS:
            return _COMPARISONS[sign](*_alike(left, right))
        if sign == "/" and _number(right) == 0:
            raise Mistake("#DIV/0!")
        return _ARITHMETIC[sign](_number(left), _number(right))

    def text(self, held: Held) -> str:
        """A value as the text that joining makes of it."""
        if held is None:
            return ""
        if isinstance(held, bool):
            return str(held).upper()
        if isinstance(held, str):
            return held
        return f"{held:.15g}".replace(".", self.decimal_mark)

    def _called(self, content: Call) -> Held | Column:
        match content.name, content.of:
            case "IF", (test, then, otherwise):
                return self._any(then if _truth(self.work_out(test)) else otherwise)
            case "IFERROR", (tried, otherwise):
                return self._tried(tried, otherwise)
            case "INDEX", (cells, number):
                return self._index(cells, number)
            case "MATCH", (sought, cells, kind):
                return self._match(sought, cells, kind)
            case "CELL", (_, cell):
                return self._format(cell)
            case "FIXED", (number, digits, _):
                return self._fixed(number, digits)
            case "NA", _:
                raise Mistake(NOT_AVAILABLE)
        given = [self._any(each) for each in content.of]
        if content.name in _OVER_ROWS:
            return _OVER_ROWS[content.name](given)
        return _row_by_row(_FUNCTIONS[content.name], *given)

    # functions that do not work out all that they are given, or that look at cells

    def _tried(self, content: Formula, otherwise: Formula) -> Held:
        try:
            return self.work_out(content)
        except Mistake:
            return self.work_out(otherwise)

    def _index(self, cells: Formula, number: Formula) -> Held:
        column, place = self._any(cells), int(_number(self.work_out(number)))
        held = column if isinstance(column, tuple) else (column,)
        if not 1 <= place <= len(held):
            raise Mistake("#REF!")
        return held[place - 1]

    def _format(self, cell: Formula) -> Held:
        """What CELL says of a cell, which may be named by its column and its number there."""
        number = 1
        if isinstance(cell, Call):
            number = int(_number(self.work_out(cell.of[1])))
            cell = cell.of[0]
        assert isinstance(cell, Cells)
        return self.formats.get((cell.sheet, cell.first + number - 1, cell.column), PLAIN)

    def _match(self, sought: Formula, cells: Formula, kind: Formula) -> Held:
        assert isinstance(cells, Cells)
        wanted = self.work_out(sought)
        if kind == Fixed(1):
            return _last_reached(_number(wanted), self.column(cells))
        if (known := self.places.get(cells)) is None:
            known = self.places[cells] = {}
            for place, held in enumerate(self.column(cells), 1):
                known.setdefault(_folded(held), place)
        found = known.get(_folded(_unescaped(wanted)))
        if found is None or wanted is None:
            raise Mistake(NOT_AVAILABLE)
        return found

    def _fixed(self, number: Formula, digits: Formula) -> Held:
        places = int(_number(self.work_out(digits)))
        shown = _half_up(_number(self.work_out(number)), places)
        return f"{shown:.{places}f}".replace(".", self.decimal_mark)


def _row_by_row(work: Callable[..., Held], *given: Held | Column) -> Held | Column:
    """Work row by row where a column is given; a single value goes with every row."""
    heights = {len(each) for each in given if isinstance(each, tuple)}
    if not heights:
        return work(*given)
    (height,) = heights
    rows = zip(*(each if isinstance(each, tuple) else (each,) * height for each in given), strict=True)
    return tuple(work(*row) for row in rows)


def _number(held: Held | Column) -> int | float:
    if isinstance(held, (str, tuple)):
        raise Mistake
    return 0 if held is None else held


def _truth(held: Held) -> bool:
    if isinstance(held, str):
        raise Mistake
    return bool(held)


def _folded(held: Held) -> Held:
    return held.casefold() if isinstance(held, str) else held


def _unescaped(held: Held) -> Held:
    if not isinstance(held, str):
        return held
    return held.replace("~*", "*").replace("~?", "?").replace("~~", "~")


def _alike(left: Held, right: Held) -> tuple[Any, Any]:
    """Make two values comparable: numbers stand before texts, truths after them, and an empty cell is like the other."""
    if left is None:
        left = "" if isinstance(right, str) else 0
    if right is None:
        right = "" if isinstance(left, str) else 0
    return _ranked(left), _ranked(right)


def _ranked(held: Held) -> tuple[int, Any]:
    if isinstance(held, bool):
        return 2, held
    return (1, held.casefold()) if isinstance(held, str) else (0, held)


def _half_up(number: float, digits: int) -> float:
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def _last_reached(sought: float, column: Column) -> Held:
    reached = [place for place, held in enumerate(column, 1) if not isinstance(held, str) and _number(held) <= sought]
    if not reached:
        raise Mistake(NOT_AVAILABLE)
    return reached[-1]


def _flat(given: Sequence[Held | Column]) -> list[Held]:
    return [held for each in given for held in (each if isinstance(each, tuple) else (each,))]


def _numbers(given: Sequence[Held | Column]) -> list[int | float]:
    """The numbers among values; texts in cells are passed over."""
    return [held for held in _flat(given) if isinstance(held, (int, float)) and not isinstance(held, bool)]


def _logarithm(held: Held) -> Held:
    if _number(held) <= 0:
        raise Mistake("#NUM!")
    return math.log(_number(held))


def _count(given: Sequence[Held | Column]) -> Held:
    cells, sought = given
    wanted = _folded(_unescaped(_flat([sought])[0]))
    return sum(_folded(held) == wanted for held in _flat([cells]))


def _found_at(sought: Held, text: Held) -> Held:
    place = str(text).find(str(sought))
    if place < 0:
        raise Mistake
    return place + 1


def _digits(text: Held) -> Held:
    if not (isinstance(text, str) and text.isascii() and text.isdigit()):
        raise Mistake
    return int(text)


def _as_text(held: Held) -> str:
    return "" if held is None else str(held)


_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_ARITHMETIC: Mapping[str, Callable[[Any, Any], int | float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": operator.pow,
}  # fmt: skip
_OVER_ROWS: Mapping[str, Callable[[Sequence[Held | Column]], Held]] = {
    "AND": lambda given: all(_truth(held) for held in _flat(given)),
    "OR": lambda given: any(_truth(held) for held in _flat(given)),
    "MIN": lambda given: min(_numbers(given), default=0),
    "MAX": lambda given: max(_numbers(given), default=0),
    "SUM": lambda given: sum(_numbers(given)),
    "SUMPRODUCT": lambda given: math.fsum(_number(held) for held in _flat(given)),
    "COUNTIF": _count,
    "COUNTA": lambda given: sum(held is not None for held in _flat(given)),
}
_FUNCTIONS: Mapping[str, Callable[..., Held]] = {
    "ISNUMBER": lambda held: isinstance(held, (int, float)) and not isinstance(held, bool),
    "ROUND": lambda held, digits: _half_up(_number(held), int(_number(digits))),
    "INT": lambda held: math.floor(_number(held)),
    "POWER": lambda base, exponent: _number(base) ** _number(exponent),
    "LN": _logarithm,
    "EXP": lambda held: math.exp(_number(held)),
    "LEN": lambda text: len(_as_text(text)),
    "LEFT": lambda text, count: _as_text(text)[: int(_number(count))],
    "RIGHT": lambda text, count: _as_text(text)[-int(_number(count)) :],
    "MID": lambda text, start, count: _as_text(text)[int(_number(start)) - 1 :][: int(_number(count))],
    "FIND": _found_at,
    "SUBSTITUTE": lambda text, old, new: _as_text(text).replace(str(old), str(new)),
    "TRIM": lambda text: " ".join(piece for piece in _as_text(text).split(" ") if piece),
    "CHAR": lambda code: chr(int(_number(code))),
    "VALUE": _digits,
}
