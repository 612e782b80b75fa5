"""Reads the golden cases of a method: `cases/*.yaml` beside its indicators."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from belong_assess.files.text import read_text
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.problems import Problem


def read_cases(folder: Path) -> tuple[list[Mapping[str, Any]], list[Problem]]:
    """Return the cases of every file in a folder, in the order of their files, and what could not be read."""
    cases: list[Mapping[str, Any]] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        text, found = read_text(path, f"{folder.name}/{path.name}")
        document = read_yaml(text or "", f"{folder.name}/{path.name}")
        problems += [*found, *document.problems]
        held = document.data.get("cases", []) if isinstance(document.data, dict) else document.data or []
        cases += [case for case in held if isinstance(case, dict)]
    return cases, problems
