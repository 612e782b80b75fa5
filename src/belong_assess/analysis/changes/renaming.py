"""The earlier version under the ids of the later one, so that a question that was renumbered is compared with itself."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from belong_assess.analysis.changes.change import Mapping
from belong_assess.model.questionnaire import Questionnaire

T = TypeVar("T")

NAMING = frozenset({"item", "items", "fact"})
"""Fields of the model that name questions or context facts."""


def mapping_to(new: Questionnaire, version: str | None) -> Mapping:
    """Return the mapping that a questionnaire declares from an earlier version; an empty one where it declares none."""
    found = next((each for each in new.migrations if each.from_version == version), None)
    if found is None:
        return Mapping(version or "")
    return Mapping(
        found.from_version,
        {each.was: each.now for each in found.items},
        {each.was: each.values for each in found.items if each.values},
        {each.was: each.options for each in found.items if each.options},
    )


def renamed(root: T, mapping: Mapping) -> T:
    """Return a value of the model in which every question is called what it is called later."""
    if all(was == now for was, now in mapping.now.items()):
        return root
    made: T = _renamed(root, mapping)
    return made


def _renamed(node: Any, mapping: Mapping, whole: str = "") -> Any:
    changes: dict[str, Any] = {}
    own = type(node).__name__
    inside = node.id if own == "Item" else whole
    for spec in fields(node):
        held = getattr(node, spec.name)
        if spec.name == "id" and own == "Item":
            changes["id"] = mapping.now_of(held)
        elif spec.name == "id" and own == "Part":
            changes["id"] = mapping.now_of(f"{whole}.{held}").rpartition(".")[2]
        elif spec.name in NAMING and isinstance(held, str):
            changes[spec.name] = mapping.now_of(held)
        elif spec.name in NAMING and isinstance(held, tuple) and all(isinstance(each, str) for each in held):
            changes[spec.name] = tuple(mapping.now_of(each) for each in held)
        elif is_dataclass(held):
            changes[spec.name] = _renamed(held, mapping, inside)
        elif isinstance(held, tuple) and held and is_dataclass(held[0]):
            changes[spec.name] = tuple(_renamed(each, mapping, inside) for each in held)
    return replace(node, **changes)
