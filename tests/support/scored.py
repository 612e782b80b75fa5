"""Bundled example regions, scored once for all tests that look at reports."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.language.texts import language
from belong_assess.views.report import Report, build_report
from belong_assess.workflows.score_file import Scored, example_file, score_file


@cache
def scored(region: str) -> Scored:
    """Score an example region; it must be a valid one."""
    file = example_file(region)
    assert file is not None
    found = score_file(file, name=f"examples/{region}/{file.name}")
    assert isinstance(found, Scored), found
    return found


@cache
def report_of(region: str) -> Report:
    """Build its report in English."""
    held = scored(region)
    return build_report(held.assessment, held.submission, held.result, held.found, held.problems, language())


def raw_example(region: str) -> dict[str, Any]:
    """Return the plain data of an example's file, to be changed and written by a test."""
    file = example_file(region)
    assert file is not None
    document = read_yaml(file.read_text(encoding="utf-8"), file.name)
    assert document.problems == []
    data: dict[str, Any] = document.data
    return data


def write_json(path: Path, data: Any) -> Path:
    """Write plain data as JSON, decimals as numbers."""
    path.write_text(json.dumps(data, default=float), encoding="utf-8")
    return path
