"""The naive `score`: every import at the top, the method's YAML parsed with libyaml's loader and validated at each start.

It gives the same report as `belong-assess score FILE`, and is what that command is measured against.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pydantic
import typer
import yaml

from belong_assess.analysis.findings import find
from belong_assess.files.content import INDICATORS, QUESTIONNAIRES, method_files
from belong_assess.files.fingerprint import indicators_hash, questionnaire_hash
from belong_assess.files.method import adapter
from belong_assess.files.submissions import submission_from
from belong_assess.language.texts import language
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Indicators
from belong_assess.model.questionnaire import Questionnaire
from belong_assess.responses.review import review
from belong_assess.scoring.engine import score
from belong_assess.views.report import build_report
from belong_assess.views.terminal import render_terminal

METHOD = "regional"
IMPORTED = (openpyxl, pydantic, typer)


class Loader(yaml.CSafeLoader):
    """The C loader as it is, but that `yes`, `no` and dates stay text: else the method does not validate."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag.rpartition(":")[2] not in ("bool", "timestamp")]
    for letter, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def parsed(path: Path) -> Any:
    """Parse one YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)


def tree(folder: Path) -> dict[str, Any]:
    """Read the files of one content folder as one tree."""
    data: dict[str, Any] = {}
    for path in method_files(folder):
        if path.parent == folder:
            data.update(parsed(path))
        else:
            data.setdefault("sections", []).append(parsed(path))
    return data


def validated(shape: type, data: Any) -> Any:
    """Validate with pydantic; the loader leaves `true` and `false` as text, which pydantic reads."""
    return adapter(shape).validate_json(json.dumps(data))


def open_method() -> Assessment:
    """Load the method from its YAML, every time."""
    asked = validated(Questionnaire, tree(QUESTIONNAIRES / METHOD))
    measured = validated(Indicators, tree(INDICATORS / METHOD))
    return Assessment(asked, measured, questionnaire_hash(asked), indicators_hash(measured))


def main(path: Path) -> None:
    """Score one file and print its report."""
    assessment, say = open_method(), language("en")
    submission, problems = submission_from(parsed(path), assessment, str(path))
    assert submission is not None, problems
    result = score(assessment, submission)
    problems = [*problems, *review(assessment, submission)]
    report = build_report(assessment, submission, result, find(assessment, submission, result), problems, say)
    sys.stdout.write(render_terminal(report, say, width=80, colour=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
