"""Plain data as a tree: a value looked up, put or taken away by its key, without changing the tree that was there."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from belong_assess.responses.plain_text import without_controls

LONGEST_NUMBER = 18
"""The YAML reader keeps longer numbers as text."""


class Absent(Enum):
    """The one member stands for a value that is not there; nothing (`null`) is a value."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Key = tuple[str, ...]


def looked_up(data: object, key: Key) -> object:
    """Return the value under a key, or ABSENT."""
    for part in key:
        if not isinstance(data, Mapping) or part not in data:
            return ABSENT
        data = data[part]
    return data


def put(data: Mapping[str, Any], key: Key, held: object) -> dict[str, Any]:
    """Return the tree with a value under a key, or without one (ABSENT). Mappings on the way are made where they lack."""
    first, rest = key[0], key[1:]
    if rest:
        inner = data.get(first)
        if not isinstance(inner, Mapping):
            if held is ABSENT:
                return dict(data)
            inner = {}
        held = put(inner, rest, held)
    if held is ABSENT:
        return {name: value for name, value in data.items() if name != first}
    return {**data, first: held}


def highest_change(data: Mapping[str, Any], key: Key) -> Key:
    """Return the highest place that a value put under a key would change: where the first mapping has to be made."""
    for length in range(1, len(key)):
        if not isinstance(looked_up(data, key[:length]), Mapping):
            return key[:length]
    return key


def holds_only(data: object, key: Key) -> bool:
    """Say whether a tree holds nothing but what stands under one key."""
    for part in key:
        if not isinstance(data, Mapping) or list(data) != [part]:
            return False
        data = data[part]
    return True


def plain(held: object) -> Any:
    """Return a value as it will be read back from YAML or JSON: lists for tuples, exact numbers, no control characters."""
    match held:
        case None | bool() | Absent():
            return held
        case str():
            return without_controls(held)
        case int() | float() | Decimal():
            return _number(held)
        case Mapping():
            return {without_controls(str(name)): plain(value) for name, value in held.items()}
        case list() | tuple():
            return [plain(value) for value in held]
        case _:
            raise TypeError(f"{type(held).__name__} is no plain value")


def _number(held: int | float | Decimal) -> int | Decimal | str:
    exact = held if isinstance(held, Decimal) else Decimal(str(held))
    if not exact.is_finite():
        raise TypeError(f"{held} is no number that a file holds")
    text = f"{exact:f}"
    if len(text) > LONGEST_NUMBER:
        return text
    return exact if "." in text else int(text)
