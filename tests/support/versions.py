"""Later versions of the shipped method: its trees, changed, and written as the folder of a method."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from belong_assess.analysis.changes import Change, compare
from belong_assess.model.assessment import Assessment
from support.raw_method import Raw, assessment_of, shipped

Seed = Callable[[Raw], None]


def changed(*seeds: Seed, version: str = "0.2.0", name: str = "regional") -> Raw:
    """Return the trees of a later version, with these changes in them."""
    raw = shipped(name)
    for seed in seeds:
        seed(raw)
    raw.questionnaire["version"] = raw.indicators["version"] = raw.indicators["questionnaire"]["version"] = version
    return raw


def changes(*seeds: Seed, name: str = "regional") -> tuple[Change, ...]:
    """Return what the comparison finds."""
    return compare(assessment_of(shipped(name)), later(*seeds, name=name))


def later(*seeds: Seed, name: str = "regional") -> Assessment:
    """Return a later version."""
    return assessment_of(changed(*seeds, name=name))


def write_method(folder: Path, raw: Raw) -> Path:
    """Write trees as the folder of a method; JSON is YAML, too."""
    write_half(folder / "questionnaire" / "questionnaire.yaml", raw.questionnaire)
    write_half(folder / "indicators" / "method.yaml", raw.indicators)
    return folder


def write_half(path: Path, tree: dict[str, Any]) -> None:
    """Write one half of a method as one file."""
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(tree, default=float, indent=1, ensure_ascii=False), encoding="utf-8")


# small changes, to be put together


def put(find: Callable[[Raw], tuple[Any, dict[str, Any]]], **keys: Any) -> Seed:
    """Give a thing other values."""

    def seed(raw: Raw) -> None:
        find(raw)[1].update(keys)

    return seed


def item(name: str, **keys: Any) -> Seed:
    """Change a question."""
    return put(lambda raw: raw.item(name), **keys)


def placed(name: str, **keys: Any) -> Seed:
    """Change a question in its area."""
    return put(lambda raw: raw.placed(name), **keys)


def without_item(name: str) -> Seed:
    """Remove a question, from its area, too, and from everything that names it in a condition, cap or finding."""

    def seed(raw: Raw) -> None:
        for section in raw.questionnaire["sections"]:
            section["items"] = [each for each in section["items"] if each["id"] != name]
        for area in raw.indicators["areas"]:
            area["items"] = [each for each in area["items"] if each["item"] != name]
        raw.indicators["findings"] = [each for each in raw.indicators["findings"] if f'"{name}"' not in json.dumps(each)]

    return seed


def with_item(section: str, area: str, like: str, name: str) -> Seed:
    """Add a question that is like another one."""

    def seed(raw: Raw) -> None:
        raw.section(section)[1]["items"].append({**raw.item(like)[1], "id": name, "text": f"Another question, {name}?"})
        raw.area(area)[1]["items"].append({**raw.placed(like)[1], "item": name})

    return seed


def to_area(name: str, area: str) -> Seed:
    """Move a question to another area."""

    def seed(raw: Raw) -> None:
        moved = raw.placed(name)[1]
        for each in raw.indicators["areas"]:
            each["items"] = [placed for placed in each["items"] if placed["item"] != name]
        raw.area(area)[1]["items"].append(moved)

    return seed


def without_tick(name: str, option: str) -> Seed:
    """Remove an option of a question or fact."""

    def seed(raw: Raw) -> None:
        answer = raw.item(name)[1]["answer"]
        answer["options"] = [each for each in answer["options"] if each["id"] != option]

    return seed


def migration(*items: dict[str, Any], from_version: str = "0.1.0") -> Seed:
    """Declare a mapping."""

    def seed(raw: Raw) -> None:
        raw.questionnaire["migrations"] = [{"from_version": from_version, "items": list(items)}]

    return seed


def renumbered(was: str, now: str) -> Seed:
    """Give a question another id, everywhere."""

    def seed(raw: Raw) -> None:
        raw.item(was)[1]["id"] = now
        for tree in (raw.questionnaire, raw.indicators):
            tree.update(_replaced(tree, was, now))

    return seed


def _replaced(held: Any, was: str, now: str) -> Any:
    if isinstance(held, dict):
        return {key: _replaced(child, was, now) for key, child in held.items()}
    if isinstance(held, list):
        return [_replaced(child, was, now) for child in held]
    return now if held == was else held
