"""What a number in a golden case says: `(75+50+0)/3` as an exact fraction, with nothing but arithmetic."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

LONGEST = 300
LARGEST_DEGREE = 1000
FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?\Z")
DECIMALS = 10**12

OPERATORS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
}


class NotAnExpression(ValueError):
    """The text is no sum of numbers that this module knows."""


def evaluate(text: str) -> Fraction:
    """Return the exact value of an expression of numbers, `+ - * /`, parentheses, `min`, `max` and `root(x, n)`."""
    if len(text) > LONGEST or not text.isascii():
        raise NotAnExpression(text[:LONGEST])
    try:
        return _value(ast.parse(text.strip(), mode="eval").body, text.strip())
    except (SyntaxError, MemoryError, RecursionError, ZeroDivisionError) as error:
        raise NotAnExpression(text) from error


def _value(node: ast.expr, text: str) -> Fraction:
    match node:
        case ast.Constant(col_offset=start, end_col_offset=int(end)) if FIGURE.match(text[start:end]):
            return Fraction(text[start:end])
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_value(left, text), _value(right, text))
        case ast.Call(func=ast.Name(id=("min" | "max") as name), args=args, keywords=[]) if args:
            values = [_value(arg, text) for arg in args]
            return min(values) if name == "min" else max(values)
        case ast.Call(func=ast.Name(id="root"), args=[radicand, degree], keywords=[]):
            return root(_value(radicand, text), _value(degree, text))
        case _:
            raise NotAnExpression(text)


def root(radicand: Fraction, degree: Fraction) -> Fraction:
    """Return the root of a number from 0 up, rounded half up to 12 decimals from exact arithmetic."""
    if radicand < 0 or degree.denominator != 1 or not 1 <= degree <= LARGEST_DEGREE:
        raise NotAnExpression(f"root({radicand}, {degree})")
    n = int(degree)
    doubled = _whole_root((2 * DECIMALS) ** n * radicand.numerator // radicand.denominator, n)
    return Fraction((doubled + 1) // 2, DECIMALS)


def _whole_root(number: int, degree: int) -> int:
    """The largest whole number whose power is not above `number`, by halving."""
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle)
    return low
