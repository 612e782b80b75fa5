"""The strict JSON that the program reads: exact decimals, no repeated keys, limits on depth and number of values."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from belong_assess.files.yaml_dialect import MAX_DEPTH, MAX_VALUES, Document
from belong_assess.responses.plain_text import without_controls

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
BRACKETS = re.compile(r"[\[\]{}]")


def read_json(text: str, name: str) -> Document:
    """Read JSON with exact decimals. JSON keeps no places: a problem names the path of its value."""
    document = Document(name)
    seen = 0

    def pairs(entries: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal seen
        seen += len(entries)
        if seen > MAX_VALUES:
            raise _TooManyValues
        held: dict[str, Any] = {}
        for raw_key, held_value in entries:
            key = without_controls(raw_key)
            if key in held:
                document.report("json.repeated_key", (1, 1), (key,), found=key)
            held[key] = held_value
        return held

    try:
        if _depth(text) > MAX_DEPTH:
            document.report("yaml.too_deep", (1, 1), expected=str(MAX_DEPTH))
            return document
        document.data = json.loads(text, object_pairs_hook=pairs, parse_float=_decimal, parse_constant=str)
    except json.JSONDecodeError as error:
        document.report("json.syntax", (error.lineno, error.colno), found=text[error.pos : error.pos + 1] or "…")
    except _TooManyValues:
        document.report("file.too_many_values", (1, 1), expected=str(MAX_VALUES))
    except ValueError:
        document.report("json.syntax", (1, 1), found="…")
    return document


class _TooManyValues(Exception):
    """The text holds more values than any submission has."""


def _decimal(text: str) -> Decimal | str:
    """A number with an exponent, or longer than anyone types, stays text and is refused where a number is expected."""
    return Decimal(text) if len(text) <= 18 and "e" not in text.lower() else text


def _depth(text: str) -> int:
    """The deepest nesting of brackets outside texts."""
    deepest = depth = 0
    for bracket in BRACKETS.findall(QUOTED.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest
