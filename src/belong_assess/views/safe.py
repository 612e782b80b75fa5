"""What every text from a file goes through on its way to a reader: nothing in it can steer a screen."""

from __future__ import annotations

from belong_assess.responses.plain_text import harmless, unsteered


def safe(text: str) -> str:
    """Return a text that is harmless to show."""
    return harmless(text)


def safe_lines(text: str) -> str:
    """Return a text that is harmless to show, with its spaces and line ends."""
    return unsteered(text)
