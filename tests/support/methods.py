"""The methods that tests score with, loaded once: those that ship, and a small one made for tests."""

from __future__ import annotations

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
    "small": (SMALL / "questionnaire", SMALL / "indicators"),
}


@cache
def method(name: str) -> Assessment:
    """Load a method by name; its content must be free of errors."""
    loaded = load_method(*FOLDERS[name])
    assert loaded.assessment is not None, loaded.problems
    return loaded.assessment
