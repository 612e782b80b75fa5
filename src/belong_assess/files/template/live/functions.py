"""What the functions and signs do of which our formulas are made, value by value and row by row, as spreadsheets do it."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Held = int | float | str | bool | None
"""The content of a cell; an empty one holds nothing."""

Column = tuple[Held, ...]
NOT_AVAILABLE = "#N/A"


class Mistake(Exception):
    """A formula gives an error value; whatever refers to it gives one as well, unless it is caught."""

    def __init__(self, code: str = "#VALUE!") -> None:
        super().__init__(code)
        self.code = code


def row_by_row(work: Callable[..., Held], *given: Held | Column) -> Held | Column:
    """Work row by row where a column is given; a single value goes with every row."""
    heights = {len(each) for each in given if isinstance(each, tuple)}
    if not heights:
        return work(*given)
    (height,) = heights
    rows = zip(*(each if isinstance(each, tuple) else (each,) * height for each in given), strict=True)
    return tuple(work(*row) for row in rows)


def as_number(held: Held | Column) -> int | float:
    """A value where a number is asked for; an empty cell is 0."""
    if isinstance(held, (str, tuple)):
        raise Mistake
    return 0 if held is None else held


def is_true(held: Held) -> bool:
    """A value where a truth is asked for."""
    if isinstance(held, str):
        raise Mistake
    return bool(held)


def folded(held: Held) -> Held:
    """A value as it is looked for: texts without regard to case."""
    return held.casefold() if isinstance(held, str) else held


def unescaped(held: Held) -> Held:
    """A text whose signs were written so that none is a wild card."""
    if not isinstance(held, str):
        return held
    return held.replace("~*", "*").replace("~?", "?").replace("~~", "~")


def alike(left: Held, right: Held) -> tuple[Any, Any]:
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


def half_up(number: float, digits: int) -> float:
    """Round half away from 0."""
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def last_reached(sought: float, column: Column) -> Held:
    """The number of the last one that is not greater, where numbers ascend."""
    reached = [place for place, held in enumerate(column, 1) if not isinstance(held, str) and as_number(held) <= sought]
    if not reached:
        raise Mistake(NOT_AVAILABLE)
    return reached[-1]


def _flat(given: Sequence[Held | Column]) -> list[Held]:
    return [held for each in given for held in (each if isinstance(each, tuple) else (each,))]


def _numbers(given: Sequence[Held | Column]) -> list[int | float]:
    """The numbers among values; texts in cells are passed over."""
    return [held for held in _flat(given) if isinstance(held, (int, float)) and not isinstance(held, bool)]


def _logarithm(held: Held) -> Held:
    if as_number(held) <= 0:
        raise Mistake("#NUM!")
    return math.log(as_number(held))


def _count(given: Sequence[Held | Column]) -> Held:
    cells, sought = given
    wanted = folded(unescaped(_flat([sought])[0]))
    return sum(folded(held) == wanted for held in _flat([cells]))


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


COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
ARITHMETIC: Mapping[str, Callable[[Any, Any], int | float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": operator.pow,
}  # fmt: skip
OVER_ROWS: Mapping[str, Callable[[Sequence[Held | Column]], Held]] = {
    "AND": lambda given: all(is_true(held) for held in _flat(given)),
    "OR": lambda given: any(is_true(held) for held in _flat(given)),
    "MIN": lambda given: min(_numbers(given), default=0),
    "MAX": lambda given: max(_numbers(given), default=0),
    "SUM": lambda given: sum(_numbers(given)),
    "SUMPRODUCT": lambda given: math.fsum(as_number(held) for held in _flat(given)),
    "COUNTIF": _count,
    "COUNTA": lambda given: sum(held is not None for held in _flat(given)),
}
FUNCTIONS: Mapping[str, Callable[..., Held]] = {
    "ISNUMBER": lambda held: isinstance(held, (int, float)) and not isinstance(held, bool),
    "ROUND": lambda held, digits: half_up(as_number(held), int(as_number(digits))),
    "INT": lambda held: math.floor(as_number(held)),
    "POWER": lambda base, exponent: as_number(base) ** as_number(exponent),
    "LN": _logarithm,
    "EXP": lambda held: math.exp(as_number(held)),
    "LEN": lambda text: len(_as_text(text)),
    "LEFT": lambda text, count: _as_text(text)[: int(as_number(count))],
    "RIGHT": lambda text, count: _as_text(text)[-int(as_number(count)) :],
    "MID": lambda text, start, count: _as_text(text)[int(as_number(start)) - 1 :][: int(as_number(count))],
    "FIND": _found_at,
    "SUBSTITUTE": lambda text, old, new: _as_text(text).replace(str(old), str(new)),
    "TRIM": lambda text: " ".join(piece for piece in _as_text(text).split(" ") if piece),
    "CHAR": lambda code: chr(int(as_number(code))),
    "VALUE": _digits,
}
