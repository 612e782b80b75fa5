"""Which names may become ids and folders, and the nearest such name to any other."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NO_DECOMPOSITION = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Names under which Windows keeps no files."""


def is_slug(name: str) -> bool:
    """Say whether a name begins with a lower-case letter and goes on with such letters, digits and single hyphens."""
    return len(name) <= LONGEST and _SLUG.fullmatch(name) is not None and not is_device(name)


def is_device(name: str) -> bool:
    """Say whether Windows keeps no file under a name."""
    return name.strip().lower() in _DEVICES


def nearest_slug(name: str) -> str:
    """Return the nearest valid name: letters without their marks, a hyphen for everything else, never empty."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(_NO_DECOMPOSITION))
    ascii_only = "".join(letter for letter in letters if not unicodedata.combining(letter))
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only)[:LONGEST].strip("-")
    return slug if is_slug(slug) else f"my-{slug}"[:LONGEST].strip("-") if slug else "my-method"
