"""Truth where answers may be open or absent, and how it combines."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """True, false, unknown (rests on an open answer), or absent (rests on what is NC or NA)."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    NC = "NC"
    NA = "NA"


def all_of(parts: Iterable[Truth]) -> Truth:
    """False if any part is; else NC, NA, unknown in this order; else true."""
    return _first((Truth.FALSE, Truth.NC, Truth.NA, Truth.UNKNOWN), set(parts), Truth.TRUE)


def any_of(parts: Iterable[Truth]) -> Truth:
    """True if any part is; else unknown, NC, NA in this order; else false."""
    return _first((Truth.TRUE, Truth.UNKNOWN, Truth.NC, Truth.NA), set(parts), Truth.FALSE)


def opposite(truth: Truth) -> Truth:
    """Swap true and false; unknown and absent stay what they are."""
    return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(truth, truth)


def truth(holds: bool) -> Truth:
    """Turn a comparison into a truth."""
    return Truth.TRUE if holds else Truth.FALSE


def _first(order: tuple[Truth, ...], present: set[Truth], otherwise: Truth) -> Truth:
    return next((each for each in order if each in present), otherwise)
