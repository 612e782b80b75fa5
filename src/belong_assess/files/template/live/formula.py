"""The few words in which our formulas are written: values, cells, signs, and functions that every spreadsheet has.

A formula is a tree. It is written into a cell as text (`written`), and worked out here for the value beside it
(`worked_out`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from belong_assess.values import value

Scalar = int | float | str
Sign = Literal["+", "-", "*", "/", "^", "&", "=", "<>", "<", "<=", ">", ">="]
LONGEST_TEXT, MOST_TERMS = 255, 255
"""What Excel takes of a text inside a formula, in characters, and of arguments of a function."""


class Formula:
    """A formula or a piece of one; signs combine them: `&` joins texts, `<` and the like compare."""

    __slots__ = ()

    def __add__(self, other: Operand) -> Formula:
        return Pair("+", self, formula(other))

    def __sub__(self, other: Operand) -> Formula:
        return Pair("-", self, formula(other))

    def __rsub__(self, other: Operand) -> Formula:
        return Pair("-", formula(other), self)

    def __mul__(self, other: Operand) -> Formula:
        return Pair("*", self, formula(other))

    def __rmul__(self, other: Operand) -> Formula:
        return Pair("*", formula(other), self)

    def __truediv__(self, other: Operand) -> Formula:
        return Pair("/", self, formula(other))

    def __and__(self, other: Operand) -> Formula:
        return Pair("&", self, formula(other))

    def __rand__(self, other: Operand) -> Formula:
        return Pair("&", formula(other), self)

    def __lt__(self, other: Operand) -> Formula:
        return Pair("<", self, formula(other))

    def __le__(self, other: Operand) -> Formula:
        return Pair("<=", self, formula(other))

    def __gt__(self, other: Operand) -> Formula:
        return Pair(">", self, formula(other))

    def __ge__(self, other: Operand) -> Formula:
        return Pair(">=", self, formula(other))

    def equals(self, other: Operand) -> Formula:
        """Texts are equal whatever their case, as everywhere in spreadsheets."""
        return Pair("=", self, formula(other))

    def differs(self, other: Operand) -> Formula:
        """The opposite of `equals`."""
        return Pair("<>", self, formula(other))


Operand = Formula | Scalar | Decimal


@value
class Fixed(Formula):
    """A number or a text that stands in the formula itself."""

    content: Scalar


@value
class Cells(Formula):
    """One cell of a sheet or of a hidden table, or several below each other; rows and columns count from 0."""

    sheet: str
    column: int
    first: int
    last: int


@value
class Pair(Formula):
    """Two formulas with a sign between them."""

    sign: Sign
    left: Formula
    right: Formula


@value
class Call(Formula):
    """A function with its arguments."""

    name: str
    of: tuple[Formula, ...]


def formula(content: Operand) -> Formula:
    """Take a number or a text for the formula that is nothing else."""
    match content:
        case Formula():
            return content
        case Decimal():
            whole = content == content.to_integral_value()
            return Fixed(int(content) if whole else float(content))
        case _:
            return Fixed(content)


# functions


def call(name: str, *of: Operand) -> Formula:
    """Call a function by its English name."""
    return Call(name, tuple(map(formula, of)))


def if_(test: Operand, then: Operand, otherwise: Operand) -> Formula:
    """One or the other."""
    return call("IF", test, then, otherwise)


def choose(*cases: tuple[Operand, Operand], otherwise: Operand) -> Formula:
    """The content of the first case whose test holds."""
    found = formula(otherwise)
    for test, then in reversed(cases):
        found = if_(test, then, found)
    return found


def all_(*tests: Operand) -> Formula:
    """Every test holds."""
    return call("AND", *tests)


def any_(*tests: Operand) -> Formula:
    """At least one test holds."""
    return call("OR", *tests)


def flag(*tests: Operand) -> Formula:
    """1 where every test holds, else 0."""
    return if_(all_(*tests) if len(tests) > 1 else tests[0], 1, 0)


def is_one_of(content: Formula, *known: Scalar) -> Formula:
    """The content is one of a few."""
    return any_(*(content.equals(each) for each in known)) if len(known) > 1 else content.equals(known[0])


def is_number(content: Operand) -> Formula:
    """The content is a number, not a text."""
    return call("ISNUMBER", content)


def or_else(content: Operand, otherwise: Operand) -> Formula:
    """The content, or something else where it is an error."""
    return call("IFERROR", content, otherwise)


def least(*of: Operand) -> Formula:
    """The least number; texts in cells do not count."""
    return call("MIN", *of)


def most(*of: Operand) -> Formula:
    """The greatest number; texts in cells do not count."""
    return call("MAX", *of)


def total(products: Operand) -> Formula:
    """The sum over rows of what stands in them: `total(weights * points)`."""
    return call("SUMPRODUCT", products)


def greatest(products: Operand) -> Formula:
    """The greatest over rows, without an array formula: what stands inside SUMPRODUCT is worked out row by row."""
    return total(call("MAX", products))


def plus(terms: Sequence[Formula]) -> Formula:
    """The sum of some formulas; 0 of none."""
    if len(terms) > MOST_TERMS:
        return plus([plus(terms[at : at + MOST_TERMS]) for at in range(0, len(terms), MOST_TERMS)])
    return call("SUM", *terms) if terms else Fixed(0)


def nth(cells: Formula, number: Operand) -> Formula:
    """The content of the so-manieth cell, from 1."""
    return call("INDEX", cells, number)


def position(sought: Operand, cells: Formula) -> Formula:
    """The number of the first cell that holds this; an error where none does. Signs in texts need `literally`."""
    return call("MATCH", sought, cells, 0)


def last_reached(sought: Operand, cells: Formula) -> Formula:
    """The number of the last cell that is not greater, where the cells ascend."""
    return call("MATCH", sought, cells, 1)


def looked_up(sought: Operand, among: Formula, results: Formula) -> Formula:
    """What stands in one column beside the first cell of another that holds this."""
    return nth(results, position(sought, among))


def rounded(content: Operand, digits: Operand) -> Formula:
    """Round half away from 0."""
    return call("ROUND", content, digits)


def replaced(text: Operand, old: str, new: str) -> Formula:
    """Every occurrence of a piece of text replaced."""
    return call("SUBSTITUTE", text, old, new)


def length(text: Operand) -> Formula:
    """The number of characters."""
    return call("LEN", text)


def opening(text: Operand, count: Operand = 1) -> Formula:
    """The first characters."""
    return call("LEFT", text, count)


def ending(text: Operand, count: Operand = 1) -> Formula:
    """The last characters."""
    return call("RIGHT", text, count)


def literally(text: Operand) -> Formula:
    """A text of which no character is read as a wild card."""
    return replaced(replaced(replaced(text, "~", "~~"), "*", "~*"), "?", "~?")


def filled(text: str, facts: dict[str, Operand]) -> Formula:
    """Put formulas into the `{placeholders}` of a text."""
    found: Formula | None = None
    for piece in _pieces(text, facts):
        found = piece if found is None else found & piece
    return Fixed("") if found is None else found


def _pieces(text: str, facts: dict[str, Operand]) -> list[Formula]:
    for name, content in facts.items():
        before, mark, after = text.partition(f"{{{name}}}")
        if mark:
            return [*_pieces(before, facts), formula(content), *_pieces(after, facts)]
    return [Fixed(text[at : at + LONGEST_TEXT]) for at in range(0, len(text), LONGEST_TEXT)]
