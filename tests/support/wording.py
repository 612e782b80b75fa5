"""What no shipped text may do: repeat another one, blame, or borrow authority."""

from __future__ import annotations

import re

SHINGLE = 8
FORMULAS = (
    "in the last three years",
    "in the last twelve months",
    "dealing with people of different origins",
    "that the region runs funds or",
)
"""Words that the method repeats on purpose: its two windows of time, what training means, what a share is counted in."""
BANNED = re.compile(
    r"\bICC\b|\bofficial (?:score|result|index|assessment|rank\w*)|\bfail\w*|\bbad(?:ly)?\b|\bpoor\w*|\bworst\b"
    r"|\binferior\w*|\bincompeten\w*|\bbackward\w*|\bshame\w*|\bblame\w*|\billegals?\b|\bcompatib\w*"
    r"|\bintercultural cities\b",
    re.IGNORECASE,
)


def shingles_of(text: str) -> set[str]:
    """Every eight words in a row, the formulas apart."""
    words = " ".join(re.findall(r"\w+", text.lower()))
    for formula in FORMULAS:
        words = words.replace(formula, "|")
    return {
        " ".join(run[start : start + SHINGLE])
        for piece in words.split("|")
        for run in [piece.split()]
        for start in range(len(run) - SHINGLE + 1)
    }
