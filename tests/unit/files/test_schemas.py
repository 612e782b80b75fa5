"""The schemas for editors accept what ships and refuse what the loader refuses."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from support.methods import SHIPPED

from belong_assess.files.content import EXAMPLES, INDICATORS, QUESTIONNAIRES, method_files
from belong_assess.files.schemas import SHAPES, schema
from belong_assess.files.yaml_dialect import read_yaml

ASKED = [path for name in SHIPPED for path in method_files(QUESTIONNAIRES / name)]
SECTIONS = [path for path in ASKED if path.parent.name == "sections"]
OTHERS = [("questionnaire", path) for path in ASKED if path.parent.name != "sections"]
OTHERS += [("indicators", path) for name in SHIPPED for path in method_files(INDICATORS / name)]


def defects(name: str, text: str) -> list[str]:
    """What an editor underlines in a file."""
    data = json.loads(json.dumps(read_yaml(text, "file").data, default=float))
    return [error.message for error in jsonschema.Draft202012Validator(json.loads(schema(name))).iter_errors(data)]


@pytest.mark.parametrize("name", SHAPES)
def test_each_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema(name)))


@pytest.mark.parametrize("path", SECTIONS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_section_that_ships_is_valid(path: Any) -> None:
    assert defects("section", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("name", "path"), OTHERS, ids=lambda held: getattr(held, "stem", held))
def test_every_other_file_that_ships_is_valid(name: str, path: Any) -> None:
    assert defects(name, path.read_text(encoding="utf-8")) == []


def test_the_own_questions_that_ship_are_valid() -> None:
    text = (EXAMPLES / "drawina" / "drawina.own.yaml").read_text(encoding="utf-8")
    assert defects("own", text) == []
    assert defects("own", text.replace("rule: ladder", "rules: ladder")) != []


@pytest.mark.parametrize(
    "change", [("tier: express", "tiier: express"), ("kind: steps", "kind: stairs"), ("value: 0", "value: none")]
)
def test_a_defect_is_refused(change: tuple[str, str]) -> None:
    text = SECTIONS[1].read_text(encoding="utf-8")
    assert change[0] in text
    assert defects("section", text.replace(*change, 1)) != []
