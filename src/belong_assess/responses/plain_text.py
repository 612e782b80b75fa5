"""What any text given by people goes through: no control characters, one form of each letter for comparing."""

from __future__ import annotations

import re
import unicodedata

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
STEERING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]")
MAX_LENGTH = 20_000
_QUOTES = str.maketrans(dict.fromkeys("‘’‚", "'") | dict.fromkeys("“”„", '"') | dict.fromkeys("–—‐‑−", "-"))


def without_controls(text: str) -> str:
    """Drop C0 and C1 control characters but tab and line ends; everything else is kept as it was typed."""
    if text.isprintable():  # as nearly every text is: no control character, no line end
        return text
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def folded(text: str) -> str:
    """Bring a word into the form in which words are compared: case, spaces, quotes, dashes and Unicode forms fold."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold().split())


def harmless(text: str) -> str:
    """Drop control characters, show direction marks by their code, put everything on one line."""
    return " ".join(unsteered(text).split())


def unsteered(text: str) -> str:
    """Drop control characters, show direction marks by their code, leave spaces and line ends as they are."""
    return STEERING.sub(lambda match: f"<U+{ord(match.group()):04X}>", CONTROLS.sub("", text))
