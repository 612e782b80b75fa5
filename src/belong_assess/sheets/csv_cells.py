"""What a cell of a CSV file may hold: text that no spreadsheet reads as a formula, and numbers at full precision."""

from __future__ import annotations

from belong_assess.responses.submission import Number

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_text(cell: str) -> str:
    """Mark a text so that no spreadsheet reads it as a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell


def as_number(number: Number | None) -> float | int | str:
    """A whole number stays one, any other becomes the nearest decimal; no number is an empty cell."""
    if number is None:
        return ""
    return number if isinstance(number, int) else number.numerator / number.denominator
