"""The methods that tests score with, loaded once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from belong_assess.files.content import shipped_methods
from belong_assess.files.method import load_method
from belong_assess.model.assessment import Assessment

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "methods" / "small"
SHIPPED = shipped_methods()
FOLDERS = {
    "regional": (ROOT / "questionnaires" / "regional", ROOT / "indicators" / "regional"),
    "municipal": (ROOT / "questionnaires" / "municipal", ROOT / "indicators" / "municipal"),
    "regional-voices": (ROOT / "questionnaires" / "regional-voices", ROOT / "indicators" / "regional-voices"),
    "small": (SMALL / "questionnaire", SMALL / "indicators"),
}


def example_files(name: str) -> list[Path]:
    """The submissions among the examples that answer a method's questionnaire."""
    files = sorted(
        path for path in (ROOT / "examples").glob("*/*.yaml") if path.parent.name != "broken" and ".own." not in path.name
    )
    named = re.compile(rf"^questionnaire: {re.escape(name)}$", re.MULTILINE)
    return [path for path in files if named.search(path.read_text(encoding="utf-8"))]


@cache
def method(name: str) -> Assessment:
    """Load a method by name; its content must be free of errors."""
    loaded = load_method(*FOLDERS[name])
    assert loaded.assessment is not None, loaded.problems
    return loaded.assessment
