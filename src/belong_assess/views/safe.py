"""What every text from a file goes through on its way to a reader: nothing in it can steer a screen."""

from __future__ import annotations

import re

from belong_assess.responses.plain_text import CONTROLS

STEERING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def safe(text: str) -> str:
    """Drop control characters, show direction marks by their code, put everything on one line."""
    shown = STEERING.sub(lambda match: f"<U+{ord(match.group()):04X}>", CONTROLS.sub("", text))
    return " ".join(shown.split())
