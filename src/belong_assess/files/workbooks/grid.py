"""Cells as they stand in a file: plain values, and the few kinds of content that need a second look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from belong_assess.problems import Problem


class Formula(NamedTuple):
    """A formula, never worked out here; `cached` is the value that the last program kept beside it."""

    text: str
    cached: Content


class Fault(NamedTuple):
    """An error value of a spreadsheet, such as `#REF!`."""

    code: str


class Percent(NamedTuple):
    """A number that is shown as a percentage; `number` is what is shown: 50 for a cell that holds 0.5 as 50 %."""

    number: Decimal


Content = None | str | bool | int | Decimal | date | datetime | time | Formula | Fault | Percent
"""What one cell holds. An empty text is `None`; a whole number is an int, any other a Decimal in its shortest form."""


class Sheet(NamedTuple):
    """The cells of one sheet from A1 on: `rows[0][0]` is A1. Rows may be of different lengths."""

    name: str
    rows: Sequence[Sequence[Content]]


class Book(NamedTuple):
    """A file with its sheets. A sheet is read when it is asked for; asking may raise `Damaged`.

    `format` is xlsx, ods or csv. `careful`: formulas, error values and percentages were told apart, as they are whenever the
    file has any.
    """

    file: str
    format: str
    names: Sequence[str]
    sheet: Callable[[str], Sheet]
    careful: bool


class Damaged(Exception):
    """A part of a file cannot be read; `problem` says which, and why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def address(row: int, column: int) -> str:
    """Return the name of a cell by its row and column, both from 0: `C7`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
