"""Writes plain data as YAML that our own reader turns back into the same data; the same data gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
STEP = "  "


def yaml_text(data: dict[str, Any]) -> str:
    """Return a mapping as YAML: one value a line, texts in double quotes, lists of single values on their line."""
    return "\n".join(_mapping(data, "")) + "\n"


def quoted(text: str) -> str:
    """JSON's strings are YAML's double-quoted strings, once the characters that YAML takes for line breaks are escaped."""
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def key_text(key: str) -> str:
    """A key stands without quotes where nothing in it can be taken for anything else."""
    plain = key.replace(".", "").replace("_", "").replace("-", "")
    return key if plain.isalnum() and key[:1].isalpha() else quoted(key)


def _mapping(data: dict[str, Any], indent: str) -> Iterator[str]:
    for key, held in data.items():
        name = f"{indent}{key_text(key)}:"
        if isinstance(held, dict) and held:
            yield name
            yield from _mapping(held, indent + STEP)
        elif _is_long(held):
            yield name
            yield from _list(held, indent + STEP)
        else:
            yield f"{name} {_one_line(held)}"


def _list(data: list[Any], indent: str) -> Iterator[str]:
    for held in data:
        inner = indent + STEP
        if isinstance(held, dict) and held:
            first, *rest = _mapping(held, inner)
            yield from (f"{indent}- {first.removeprefix(inner)}", *rest)
        elif _is_long(held):
            first, *rest = _list(held, inner)
            yield from (f"{indent}- {first.removeprefix(inner)}", *rest)
        else:
            yield f"{indent}- {_one_line(held)}"


def _is_long(held: Any) -> bool:
    return isinstance(held, list) and any(isinstance(each, (dict, list)) for each in held)


def _one_line(held: Any) -> str:
    """A single value, an empty mapping, or a list of single values."""
    if held is None:
        return "null"
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, list):
        return f"[{', '.join(_one_line(each) for each in held)}]"
    if isinstance(held, dict):
        return "{}"
    if isinstance(held, (int, Decimal)):
        return f"{held:f}" if isinstance(held, Decimal) else str(held)
    return quoted(str(held))
