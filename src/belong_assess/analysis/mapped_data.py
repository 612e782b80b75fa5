"""The plain data of one answer with the steps and options of a declared mapping put in the place of the earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

Why = Literal["step", "option"]


class Unmapped(Exception):
    """The mapping has no place for this answer."""

    def __init__(self, why: Why) -> None:
        self.why: Why = why
        super().__init__(why)


def mapped_data(data: Any, steps: Mapping[str, int], options: Mapping[str, str | None]) -> tuple[Any, tuple[str, ...]]:
    """Return an answer under new steps and option ids, and which options were dropped. Raises Unmapped.

    A typed share keeps its figure: the step follows from it. A state has neither steps nor options.
    """
    if not isinstance(data, dict):
        held, dropped = mapped_data({"value": data}, steps, options)
        return held["value"], dropped
    if "state" in data:
        return data, ()
    if steps:
        return _with_steps(data, steps), ()
    return _with_options(data, options) if options else (data, ())


def _with_steps(data: dict[str, Any], steps: Mapping[str, int]) -> dict[str, Any]:
    given = data.get("value")
    if given is None or (isinstance(given, str) and not given.strip().isdigit()):
        return _stateful(data, given)
    step = str(int(given)) if isinstance(given, (int, Decimal)) else given.strip()
    if step not in steps:
        raise Unmapped("step")
    return {**data, "value": steps[step]}


def _stateful(data: dict[str, Any], given: str | None) -> dict[str, Any]:
    """Words of an option cannot be mapped; a state that stands alone, or a share, is left as it is."""
    if given is None or given.strip().casefold() in ("dk", "nc", "na", "skipped", "later"):
        return data
    raise Unmapped("step")


def _with_options(data: dict[str, Any], options: Mapping[str, str | None]) -> tuple[dict[str, Any], tuple[str, ...]]:
    key = "ticked" if "ticked" in data else "value"
    given = data.get(key)
    words = [given] if isinstance(given, str) else given
    left_out = data.get("left_out")
    dropped = [word for word in words or () if _is_dropped(word, options)] if isinstance(words, list) else []
    held = dict(data)
    if isinstance(words, list):
        held[key] = [options.get(word, word) if isinstance(word, str) else word for word in words if word not in dropped]
        if isinstance(given, str) and held[key] and key == "value":
            held[key] = held[key][0]
    if isinstance(left_out, dict):
        dropped += [word for word in left_out if _is_dropped(word, options)]
        held["left_out"] = {options.get(word, word): state for word, state in left_out.items() if word not in dropped}
    if dropped and held.get(key) in ([], None) and not any(held.get(name) for name in ("none", "other", "left_out")):
        raise Unmapped("option")
    if dropped and held.get(key) == []:
        del held[key]
    return held, tuple(dropped)


def _is_dropped(word: object, options: Mapping[str, str | None]) -> bool:
    return isinstance(word, str) and word in options and options[word] is None
