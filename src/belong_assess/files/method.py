"""Reads a method from its YAML files: one tree per folder, validated with pydantic, each defect with its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from belong_assess.files.content import method_files
from belong_assess.files.fingerprint import indicators_hash, questionnaire_hash
from belong_assess.files.text import read_text
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Indicators
from belong_assess.model.questionnaire import Questionnaire
from belong_assess.problems import Location, PathKey, Problem, closest, has_errors, kind_of
from belong_assess.values import value


@dataclass(slots=True)
class Source:
    """A content folder as one tree, with the place of every value in its files."""

    name: str
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[PathKey, Location] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def where(self, path: PathKey) -> Location:
        """Return the place of a value, or of the nearest value around it, with the path asked for."""
        for length in range(len(path), -1, -1):
            if found := self.places.get(path[:length]):
                return Location(found.file, found.line, found.column, path)
        return Location(self.name, None, None, path)


@value
class LoadedMethod:
    """What loading gave: the assessment unless errors forbid it, the problems, and where everything stands."""

    assessment: Assessment | None
    problems: tuple[Problem, ...]
    questionnaire: Source
    indicators: Source

    def where(self, path: PathKey) -> Location:
        """Return the place of a value; the first part of the path is `questionnaire` or `indicators`."""
        source = self.questionnaire if path[:1] == ("questionnaire",) else self.indicators
        return source.where(path[1:])


def load_method(questionnaire_folder: Path, indicators_folder: Path) -> LoadedMethod:
    """Load a method from its two folders. Every defect of shape is reported, in the order of the files."""
    asked = read_folder(questionnaire_folder)
    measured = read_folder(indicators_folder)
    problems = [*asked.problems, *measured.problems]
    questionnaire = None if has_errors(asked.problems) else validated(Questionnaire, asked, problems)
    indicators = None if has_errors(measured.problems) else validated(Indicators, measured, problems)
    assessment = None
    if isinstance(questionnaire, Questionnaire) and isinstance(indicators, Indicators):
        hashes = questionnaire_hash(questionnaire), indicators_hash(indicators)
        assessment = Assessment(questionnaire, indicators, *hashes)
    return LoadedMethod(assessment, tuple(problems), asked, measured)


def load_indicators(folder: Path) -> Indicators | None:
    """Load only what a method measures; nothing where its files are not valid, which the check of that method tells."""
    source = read_folder(folder)
    held = None if has_errors(source.problems) else validated(Indicators, source, [])
    return held if isinstance(held, Indicators) else None


def read_folder(folder: Path) -> Source:
    """Read the files of one folder into one tree: top-level keys side by side, each file of sections/ one section."""
    source = Source("/".join(part for part in (folder.parent.name, folder.name) if part))
    files = method_files(folder)
    if not files:
        source.problems.append(Problem("file.missing", Location(str(folder)), {"found": folder.name}))
    for path in files:
        name = f"{source.name}/{path.relative_to(folder).as_posix()}"
        text, problems = read_text(path, name)
        source.problems.extend(problems)
        if text is not None:
            _graft(source, name, text, is_section=path.parent != folder)
    return source


def _graft(source: Source, name: str, text: str, *, is_section: bool) -> None:
    document = read_yaml(text, name)
    source.problems.extend(document.problems)
    if has_errors(document.problems):
        return
    if not isinstance(document.data, dict):
        found = kind_of(document.data)
        source.problems.append(Problem("schema.wrong_type", Location(name, 1, 1), {"found": found, "expected": "#mapping"}))
        return
    prefix: PathKey = ()
    if is_section:
        sections = source.data.setdefault("sections", [])
        prefix = ("sections", len(sections))
        sections.append(document.data)
    else:
        for key in document.data.keys() & source.data.keys():
            source.problems.append(Problem("yaml.repeated_key", document.where((key, "")), {"found": key}))
        source.data.update(document.data)
    source.places.update((prefix + path, Location(name, *place)) for path, place in document.places.items())


@cache
def adapter(shape: type) -> Any:
    """Return the pydantic adapter of a model class, made once; pydantic is imported only here and by its first caller."""
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


def validated(shape: type, source: Source, problems: list[Problem]) -> object | None:
    """Validate a tree strictly, and return its value, or `None` with a problem added for each defect.

    The data goes through JSON, where lists are tuples' only form and decimals stay exact.
    """
    from pydantic import ValidationError

    try:
        value: object = adapter(shape).validate_json(json.dumps(source.data, default=float), strict=True)
    except ValidationError as error:
        problems.extend(_problem(source, fault) for fault in error.errors())
        return None
    return value


def _problem(source: Source, fault: Mapping[str, Any]) -> Problem:
    path = _data_path(source.data, fault["loc"])
    kind: str = fault["type"]
    name = str(fault["loc"][-1]) if fault["loc"] else ""
    match kind:
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return Problem("schema.missing_key", source.where(path), {"expected": name})
        case "unexpected_keyword_argument" | "extra_forbidden":
            near = closest(name, known_keys_of(source.data, path))
            return Problem("schema.unknown_key", source.where((*path, "")), {"found": name, "closest": near})
        case "union_tag_invalid":
            tags = [tag.strip(" '") for tag in fault["ctx"]["expected_tags"].split(",")]
            found = str(fault["ctx"]["tag"])
            facts = {"found": found, "expected": ", ".join(tags), "closest": closest(found, tags)}
            return Problem("schema.unknown_kind", source.where((*path, "kind")), facts)
        case "union_tag_not_found":
            return Problem("schema.missing_key", source.where(path), {"expected": "kind"})
        case "literal_error":
            allowed = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            facts = {
                "found": shown(fault["input"]),
                "expected": allowed,
                "closest": closest(str(fault["input"]), allowed.split(", ")),
            }
            return Problem("schema.not_allowed", source.where(path), facts)
        case _:
            return Problem(
                "schema.wrong_type", source.where(path), {"found": shown(fault["input"]), "expected": _expected(kind)}
            )


def known_keys_of(data: Any, path: PathKey) -> Iterable[str]:
    """Return the keys that stand beside an unknown one in its siblings: the best guess at what was meant."""
    parent = path[:-1]
    siblings = _value_at(data, parent[:-1]) if parent and isinstance(parent[-1], int) else None
    beside = siblings if isinstance(siblings, list) else [_value_at(data, parent)]
    return {key for element in beside if isinstance(element, dict) for key in element if key != path[-1]}


def _value_at(data: Any, path: PathKey) -> Any:
    for key in path:
        data = data[key]
    return data


def _data_path(data: Any, loc: Iterable[str | int]) -> PathKey:
    """Drop the union tags that pydantic puts into its locations: what stands in the data is the path."""
    path: list[str | int] = []
    for key in loc:
        if isinstance(data, dict):
            if key not in data:
                continue
            data = data[str(key)]
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            continue
        path.append(key)
    return tuple(path)


_EXPECTED = {
    "string_type": "#text",
    "int_type": "#whole_number",
    "int_from_float": "#whole_number",
    "bool_type": "#true_or_false",
    "decimal_type": "#number",
    "decimal_parsing": "#number",
    "tuple_type": "#list",
    "dict_type": "#mapping",
    "dataclass_type": "#mapping",
    "dataclass_exact_type": "#mapping",
    "model_attributes_type": "#mapping",
}


def _expected(kind: str) -> str:
    return _EXPECTED.get(kind, "#other_kind")


def shown(raw: object) -> str:
    """Show a raw value in a message: short, on one line."""
    text = "#nothing" if raw is None else str(raw)
    return text if len(text) <= 60 else text[:57] + "…"
