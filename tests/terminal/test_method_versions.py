"""`method diff`: what two versions of a method differ in, on the screen and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import Runner
from support.versions import changed, item, placed, without_item, write_method


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(capsys)


@pytest.fixture
def new(tmp_path: Path) -> str:
    raw = changed(placed("A1.3", weight=2), item("A1.1", text="Another question?"), without_item("A2.4"))
    return str(write_method(tmp_path / "new", raw))


def test_changes_are_listed_by_what_they_do(command: Runner, new: str) -> None:
    outcome = command("method", "diff", "regional", new)
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == "regional 0.1.0, now regional 0.2.0"
    assert "  1 A2.4: gone." in outcome.out and "A1.3 in its area: weight was 1, is 2." in outcome.out
    assert 'is "Another question?".' in " ".join(outcome.out.split())
    assert "That is too small a step" in outcome.out
    assert max(map(len, lines)) <= 80


def test_the_same_method_twice(command: Runner) -> None:
    outcome = command("method", "diff", "regional", "regional")
    assert (outcome.code, outcome.out) == (0, "regional 0.1.0, now regional 0.1.0\nNo change.\n")


def test_for_programs(command: Runner, new: str) -> None:
    outcome = command("method", "diff", "regional", new, "--output-format", "json")
    data = json.loads(outcome.out)
    assert data["counts"]["breaks"] == 1 and data["versions"][0]["needed"] == "major"
    first = data["changes"][0]
    assert (first["level"], first["kind"], first["path"][-1]["id"], first["new"]) == ("item", "removed", "A2.4", None)


def test_a_method_that_is_none(command: Runner, new: str) -> None:
    assert command("method", "diff", "regionl", new).code == 2
    assert command("method", "diff", "regional").code == 2


def test_a_method_with_defects(command: Runner, tmp_path: Path) -> None:
    broken = write_method(tmp_path / "broken", changed(placed("A1.3", weight=-1)))
    assert command("method", "diff", "regional", str(broken)).code == 1
