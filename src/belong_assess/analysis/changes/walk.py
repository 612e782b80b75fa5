"""How two values of the model differ, field by field, things matched by their ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from belong_assess.analysis.changes.change import Path
from belong_assess.model.texts import TEXT_TYPES
from belong_assess.values import value

KEYS = ("id", "value", "part", "node", "item", "tiers")
WHOLE = frozenset({"Bound", "Carried", "Migration"})
"""Things without an id of their own: a list of them is one value."""
NESTED = frozenset({"Competences", "Firmness", "Requirements", "Help"})
"""Things that stand once inside another one: their fields are compared one by one, as if they were its own."""
UNORDERED = frozenset({"refuses", "tags", "counterparts", "tiers", "one_of", "nodes"})
"""Lists of words whose order says nothing."""


@value
class Difference:
    """One difference: where, in which field, and both values. An empty field: the thing itself came or went."""

    path: Path
    field: str
    old: Any
    new: Any
    is_text: bool = False


def differences(old: Any, new: Any, path: Path, apart: Sequence[str] = ()) -> Iterator[Difference]:
    """Yield how two values of one shape differ; fields named in `apart` are left to the caller."""
    for spec in fields(new):
        if spec.name in apart:
            continue
        before, after = getattr(old, spec.name, None), getattr(new, spec.name)
        if spec.type in TEXT_TYPES:
            if words(before) != words(after):
                yield Difference(path, spec.name, before, after, is_text=True)
        elif is_list(before, after):
            yield from listed(before or (), after or (), path, spec.name)
        elif type(before) is type(after) and type(after).__name__ in NESTED:
            yield from differences(before, after, path)
        elif plain(spec.name, before) != plain(spec.name, after):
            yield Difference(path, spec.name, before, after)


def listed(old: Sequence[Any], new: Sequence[Any], path: Path, name: str, apart: Sequence[str] = ()) -> Iterator[Difference]:
    """Yield how two lists of things differ: what came, what went, what changed, and whether the order did."""
    before, after = keyed(old), keyed(new)
    for key in merged(list(before), list(after)):
        at = (*path, (type(after.get(key, before.get(key))).__name__, key))
        if key not in after:
            yield Difference(at, "", before[key], None)
        elif key not in before:
            yield Difference(at, "", None, after[key])
        elif type(before[key]) is not type(after[key]):
            yield Difference(at, "kind", before[key], after[key])
        else:
            yield from differences(before[key], after[key], at, apart)
    kept = [key for key in before if key in after], [key for key in after if key in before]
    if kept[0] != kept[1]:
        yield Difference(path, f"{name}.order", tuple(kept[0]), tuple(kept[1]))


def keyed(things: Sequence[Any]) -> dict[str, Any]:
    """Return things by their ids; of an id that stands twice, the first."""
    held: dict[str, Any] = {}
    for thing in things:
        held.setdefault(key_of(thing), thing)
    return held


def key_of(thing: Any) -> str:
    """The id of a thing: its own, or that of what it speaks of."""
    key = next(getattr(thing, name) for name in KEYS if hasattr(thing, name))
    return ", ".join(key) if isinstance(key, tuple) else str(key)


def merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return the new order, with what went at the place where it stood."""
    order = list(new)
    known = set(new)
    place = 0
    for key in old:
        if key in known:
            place = order.index(key) + 1
        else:
            order.insert(place, key)
            place += 1
    return order


def is_list(old: object, new: object) -> bool:
    """Say whether these are lists of things that have ids."""
    held = [thing for each in (old, new) if isinstance(each, tuple) for thing in each]
    return bool(held) and all(is_dataclass(thing) and type(thing).__name__ not in WHOLE for thing in held)


def words(text: object) -> object:
    """Bring a text into the form in which it is compared: white space never makes a difference."""
    if isinstance(text, tuple):
        return tuple(words(each) for each in text)
    return " ".join(text.split()) if isinstance(text, str) else text


def plain(name: str, held: object) -> object:
    return tuple(sorted(held, key=str)) if name in UNORDERED and isinstance(held, tuple) else held
