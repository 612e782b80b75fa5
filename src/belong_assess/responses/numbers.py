"""Numbers as people write them: read exactly where one reading is possible, never guessed."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from belong_assess.model.questionnaire import Option
from belong_assess.responses.submission import Number

NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?\Z")
AMBIGUOUS = re.compile(r"([1-9]\d{0,2})[.,](\d{3})\s*%?\Z")
"""A text like 1.284 or 1,284: thousands in one country, decimals in another."""

GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[ \u00a0\u202f'’.,])\d{3})(?:(?P=mark)\d{3})*(?:(?P<point>[.,])\d+)?\Z")
"""Thousands with marks between: spaces, apostrophes, points or commas."""


def ungrouped(text: str) -> str | None:
    """Return a number without the marks between its thousands, with a decimal point; `None` where there are no such marks.

    A single point or comma before three figures, which may as well be decimals, is for the caller to tell apart first.
    """
    found = GROUPED.match(text.strip().removesuffix("%").strip())
    if found is None or found["point"] == found["mark"]:
        return None
    return found[0].replace(found["mark"], "").replace(",", ".")


def number_from(raw: Any) -> Number | None:
    """Read a number exactly: whole, decimal point, or one decimal comma; a percent sign at the end is allowed."""
    if isinstance(raw, str):
        text = raw.strip().removesuffix("%").strip()
        if not NUMBER.match(text) or len(text) > 18:
            return None
        raw = Decimal(text.replace(",", "."))
    if isinstance(raw, float):
        raw = Decimal(repr(raw))
    if isinstance(raw, bool) or not isinstance(raw, (int, Decimal, Fraction)):
        return None
    if isinstance(raw, Decimal) and not raw.is_finite():
        return None
    exact = Fraction(raw)
    return int(exact) if exact.denominator == 1 else exact


def step_of_share(options: tuple[Option, ...], share: Number) -> int:
    """The last step whose lower bound the share reaches."""
    reached = [
        option.value
        for option in options
        if (option.at_least is not None and share >= option.at_least) or (option.above is not None and share > option.above)
    ]
    return max(reached)


def limits(low: Decimal | None, high: Decimal | None) -> str:
    if low is not None and high is not None:
        return f"{low}–{high}"
    return f"≥ {low}" if low is not None else f"≤ {high}" if high is not None else "0, 1.5"
