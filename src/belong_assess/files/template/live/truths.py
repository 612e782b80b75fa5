"""How truths are counted in formulas, so that "all of" is their least, and "any of" nearly their greatest."""

from __future__ import annotations

from collections.abc import Sequence

from belong_assess.files.template.live.formula import (
    Fixed,
    Formula,
    Operand,
    all_,
    any_,
    choose,
    if_,
    least,
    most,
)

FALSE, NC, NA, UNKNOWN, TRUE = range(5)


def truth(test: Operand) -> Formula:
    """A comparison as a truth."""
    return if_(test, TRUE, FALSE)


def all_of(parts: Sequence[Formula]) -> Formula:
    """False if any part is; else NC, NA, unknown in this order; else true."""
    return least(*parts) if parts else Fixed(TRUE)


def any_of(parts: Sequence[Formula]) -> Formula:
    """True if any part is; else unknown, NC, NA in this order; else false."""
    if not parts:
        return Fixed(FALSE)
    ours = any_(*(part.equals(NC) for part in parts))
    return if_(all_(most(*parts).equals(NA), ours), NC, most(*parts))


def opposite(part: Formula) -> Formula:
    """True and false change places."""
    return choose((part.equals(TRUE), FALSE), (part.equals(FALSE), TRUE), otherwise=part)
