"""Every text of a method, each under a stable key made of ids, and the way to put other texts in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")

TEXT_TYPES = ("Text", "Text | None", "tuple[Text, ...]")
NAMED_BY = ("id", "value", "part", "node")
SHORT = ("label", "title", "term", "where", "unit", "first", "second")
"""Fields whose texts stand in lines and columns of limited width; all others flow."""

NAMES = ("text", "title", "label", "term")
"""Fields by which people know what a value is about."""


def texts_of(root: object) -> dict[str, str]:
    """Return every text below a value of the model by its key, in the order of the model."""
    return dict(_texts(root, ""))


def field_of(key: str) -> str:
    """Return the field of the model that holds the text of a key: `text`, `label`, `sentence`."""
    return next(name for name in reversed(key.split(".")) if not name.isdigit())


def is_short(key: str) -> bool:
    """Say whether the room for the text of a key is limited."""
    return field_of(key) in SHORT


def context_of(key: str, texts: Mapping[str, str]) -> str:
    """Return the text that the text of a key stands below: the question of an option, the title of a finding's sentence."""
    pieces = key.split(".")
    for length in range(len(pieces) - 1, 0, -1):
        for name in NAMES:
            above = ".".join((*pieces[:length], name))
            if above != key and above in texts:
                return texts[above]
    return ""


def with_texts(root: T, text_for: Callable[[str, str], str]) -> T:
    """Return the same value with each text replaced by `text_for(key, source text)`."""
    replaced: T = _replaced(root, "", text_for)
    return replaced


def _texts(node: Any, key: str) -> Iterator[tuple[str, str]]:
    for spec in fields(node):
        held = getattr(node, spec.name)
        here = f"{key}.{spec.name}" if key else spec.name
        if spec.type in TEXT_TYPES:
            yield from _own_texts(held, here)
        elif is_dataclass(held):
            yield from _texts(held, here)
        elif isinstance(held, tuple):
            for index, child in enumerate(held):
                if is_dataclass(child):
                    yield from _texts(child, _child_key(here, child, index))


def _own_texts(held: str | tuple[str, ...] | None, here: str) -> Iterator[tuple[str, str]]:
    if isinstance(held, str):
        yield here, held
    elif held is not None:
        yield from ((f"{here}.{index}", text) for index, text in enumerate(held))


def _replaced(node: Any, key: str, text_for: Callable[[str, str], str]) -> Any:
    changes: dict[str, Any] = {}
    for spec in fields(node):
        held = getattr(node, spec.name)
        here = f"{key}.{spec.name}" if key else spec.name
        if spec.type in TEXT_TYPES:
            changes[spec.name] = _other_text(held, here, text_for)
        elif is_dataclass(held):
            changes[spec.name] = _replaced(held, here, text_for)
        elif isinstance(held, tuple) and held and is_dataclass(held[0]):
            changes[spec.name] = tuple(_replaced(c, _child_key(here, c, i), text_for) for i, c in enumerate(held))
    return replace(node, **changes)


def _other_text(
    held: str | tuple[str, ...] | None, here: str, text_for: Callable[[str, str], str]
) -> str | tuple[str, ...] | None:
    if isinstance(held, str):
        return text_for(here, held)
    if held is None:
        return None
    return tuple(text_for(f"{here}.{index}", text) for index, text in enumerate(held))


def _child_key(here: str, child: object, index: int) -> str:
    """Items keep their key when they move to another section; everything else is named below its parent."""
    for name in NAMED_BY:
        if (named := getattr(child, name, None)) is not None:
            return f"item.{named}" if type(child).__name__ == "Item" else f"{here}.{named}"
    return f"{here}.{index}"
