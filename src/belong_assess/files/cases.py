"""Reads the golden cases of a method: `cases/*.yaml` beside its indicators, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from belong_assess.files.text import read_text
from belong_assess.files.yaml_dialect import Document, read_yaml
from belong_assess.problems import Location, PathKey, Problem, kind_of
from belong_assess.values import value


@value
class ReadCase:
    """One case as plain data, with the document that it stands in and its path there."""

    data: Mapping[str, Any]
    document: Document
    path: PathKey

    def where(self, path: PathKey) -> Location:
        """Return the place of a value of this case, or of the nearest value around it."""
        found = self.document.where((*self.path, *path))
        return Location(found.file, found.line, found.column, path)


def read_cases(indicators: Path) -> tuple[list[ReadCase], list[Problem]]:
    """Return the cases beside some indicators, in the order of their files, and what could not be read."""
    cases: list[ReadCase] = []
    problems: list[Problem] = []
    for path in sorted((indicators / "cases").glob("*.yaml")):
        name = "/".join(part for part in (indicators.parent.name, indicators.name, "cases", path.name) if part)
        text, found = read_text(path, name)
        document = read_yaml(text or "", name)
        problems += [*found, *document.problems]
        for place, held in _cases_in(document):
            if isinstance(held, dict):
                cases.append(ReadCase(held, document, place))
            else:
                facts = {
                    "case": "",
                    "place": path.name,
                    "found": kind_of(held),
                    "expected": "#list" if held is None else "#mapping",
                }
                problems.append(Problem("case.invalid", document.where(place), facts))
    return cases, problems


def _cases_in(document: Document) -> Iterator[tuple[PathKey, Any]]:
    """Yield the cases of a file with their paths: a list, or a list under `cases`."""
    root: PathKey = ("cases",) if isinstance(document.data, dict) else ()
    held = document.data.get("cases") if isinstance(document.data, dict) else document.data
    if isinstance(held, list):
        yield from (((*root, number), case) for number, case in enumerate(held))
    elif held is not None or root:
        yield root, None
