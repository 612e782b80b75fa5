"""Which keys the files of a method have: tables made from the model, for the page on method files and its test."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from types import ModuleType
from typing import Any

from belong_assess.model import conditions, indicators, own_questions, predicates, questionnaire

MODULES: Mapping[str, ModuleType] = {
    "questionnaire": questionnaire,
    "conditions": conditions,
    "indicators": indicators,
    "predicates": predicates,
    "own": own_questions,
}
WORDS = {
    "Text": "text", "str": "text", "int": "whole number", "Decimal": "number", "bool": "true or false",
    "Answer": "answer", "PartAnswer": "answer", "Rule": "rule", "Condition": "condition", "Test": "test",
}  # fmt: skip
LIST = re.compile(r"tuple\[(.+), \.\.\.\]\Z")
MAPPING = re.compile(r"dict\[str, (.+)\]\Z")
LITERAL = re.compile(r"(?:typing\.)?Literal\[(.+)\]\Z")


def shapes(module: ModuleType) -> tuple[Any, ...]:
    """Return the shapes that a module of the model defines, in their order."""
    held = (each for each in vars(module).values() if isinstance(each, type) and is_dataclass(each))
    return tuple(each for each in held if each.__module__ == module.__name__)


def kind_of(shape: Any) -> str | None:
    """Return the kind by which a shape of a union is known; an aggregate or a finding has several to choose from."""
    found = next((literals(str(spec.type)) for spec in fields(shape) if spec.name == "kind"), [])
    return found[0] if len(found) == 1 else None


def kinds(module: ModuleType) -> tuple[str, ...]:
    """Return all kinds of a module."""
    return tuple(kind for shape in shapes(module) if (kind := kind_of(shape)) is not None)


def key_table(name: str) -> str:
    """Return a table of all shapes of a module with their keys."""
    rows = [f"| {_title(shape)} | {_meaning(shape)} | {_keys(shape)} |" for shape in shapes(MODULES[name])]
    return "\n".join(["| shape | meaning | keys |", "| --- | --- | --- |", *rows]) + "\n"


def literals(kind: str) -> list[str]:
    """Return the words that a literal type allows."""
    found = LITERAL.match(kind)
    return [word.strip(" \"'") for word in found[1].split(",")] if found else []


def _title(shape: Any) -> str:
    kind = kind_of(shape)
    return str(shape.__name__) if kind is None else f"`kind: {kind}`"


def _meaning(shape: Any) -> str:
    return " ".join((shape.__doc__ or "").split())


def _keys(shape: Any) -> str:
    return "; ".join(_key(spec) for spec in fields(shape) if spec.name != "kind" or kind_of(shape) is None)


def _key(spec: Field[Any]) -> str:
    """One key with what it holds; in italics where it may be left out."""
    needed = spec.default is MISSING and spec.default_factory is MISSING
    name = f"`{spec.name}`" if needed else f"*`{spec.name}`*"
    return f"{name} {_holds(str(spec.type).removesuffix(' | None'))}"


def _holds(kind: str) -> str:
    if found := LIST.match(kind):
        return f"list of {_holds(found[1])}"
    if found := MAPPING.match(kind):
        return f"mapping of {_holds(found[1])}"
    named = getattr(indicators, kind, None) or getattr(predicates, kind, None)
    if words := literals(kind) or literals(str(named)):
        return " or ".join(words)
    return WORDS.get(kind, kind)
