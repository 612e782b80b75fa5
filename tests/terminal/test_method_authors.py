"""What authors of a method meet at the command line: the method of the folder they are in, cases with their lines."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from support.command import Outcome, Runner

from belong_assess.files.content import SKELETON
from belong_assess.language.texts import PSEUDO

CASES = Path("indicators/cases/first.yaml")
AREAS = Path("indicators/areas.yaml")


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a method in it, as the current one."""
    shutil.copytree(SKELETON, tmp_path / "my-own")
    monkeypatch.chdir(tmp_path / "my-own")
    return tmp_path / "my-own"


def change(file: Path, old: str, new: str) -> None:
    """Change every place of a text in a file."""
    held = file.read_text(encoding="utf-8")
    assert old in held
    file.write_text(held.replace(old, new), encoding="utf-8")


def ended(outcome: Outcome, code: int) -> str:
    """What a command said on both streams, having ended with this code."""
    assert outcome.code == code, outcome
    return outcome.out + outcome.err


def test_without_a_name_the_method_of_the_current_folder_is_meant(inside: Path, command: Runner) -> None:
    assert ended(command("method", "check"), 0) == "skeleton: clean. 3 areas, 8 questions.\n"
    assert ended(command("method", "test"), 0) == "skeleton: 2 of 2 cases agree.\n"
    assert command("method", "show").out == command("method", "show", ".").out
    assert command("method", "docs").out == command("method", "docs", ".").out


def test_without_a_name_and_elsewhere_it_is_what_ships(
    command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "\nregional: " in "\n" + command("method", "check").out
    assert command("method", "show").out == command("method", "show", "regional").out


@pytest.mark.parametrize(
    ("named", "shown"), [(".", "skeleton"), ("../my-own", "skeleton (../my-own)"), ("regional", "regional")]
)
def test_check_and_test_call_a_method_by_its_id(named: str, shown: str, inside: Path, command: Runner) -> None:
    assert command("method", "check", named).out.startswith(f"{shown}: ")
    assert command("method", "test", named).out.startswith(f"{shown}: ")


def test_an_id_alone_is_looked_for_in_the_method_that_is_meant(inside: Path, command: Runner) -> None:
    assert command("method", "show", "a1.2").out == command("method", "show", ".", "A1.2").out
    assert command("method", "show", "A0").out == command("method", "show", ".", "A0").out
    assert "usage" not in ended(command("method", "show", "nope"), 2)


def test_show_ends_with_a_command_that_works(inside: Path, command: Runner) -> None:
    last = command("method", "show").out.splitlines()[-1]
    assert last == "Go on with: belong-assess method show . A1, or A1.1"
    assert command(*last.partition("belong-assess ")[2].partition(",")[0].split()).code == 0


def test_explain_goes_on_with_the_same_method(inside: Path, command: Runner) -> None:
    last = command("explain", "examples/first.yaml", "A1", "--method", ".").out.splitlines()[-1]
    assert last == "Go on with: belong-assess explain examples/first.yaml --method . A1.1"
    assert command(*last.partition("belong-assess ")[2].split()).code == 0


def test_a_question_is_shown_with_all_that_matters(inside: Path, command: Runner) -> None:
    lines = command("method", "show", "A1.2").out.splitlines()
    assert {"Tier: Full.", "Asked when A1.1 is at step 2 or more.", "Counts in A1 with weight 1."} <= set(lines)
    assert "A whole number." in command("method", "show", "A2.3").out
    assert "Counts in" not in command("method", "show", "country").out


def test_a_mistyped_folder_is_answered_with_the_one_beside(
    inside: Path, command: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inside.parent)
    assert "Closest: my-own." in ended(command("method", "check", "my-onw"), 2)


def test_a_case_that_does_not_agree_is_named_with_its_line(inside: Path, command: Runner) -> None:
    change(CASES, "A2.3: {points: 70}", "A2.3: {points: 71}")
    line = 1 + CASES.read_text(encoding="utf-8").splitlines().index("      A2.3: {points: 71}")
    outcome = command("method", "test")
    assert outcome.code == 1
    assert outcome.err.startswith(f"Error: {CASES.as_posix()}, line {line}, column 22: Case ")
    assert outcome.err.count("[case.differs]") == 1
    assert outcome.out == "skeleton: 1 of 2 cases agree.\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- 3\n", "line 1, column 3"),
        ("cases: 3\n", "line 1, column 8"),
        ("3\n", "line 1, column 1"),
        ("a: []\n", "line 1, column 1"),
    ],
)
def test_what_is_no_case_is_said(text: str, found: str, inside: Path, command: Runner) -> None:
    CASES.write_text(text, encoding="utf-8")
    outcome = command("method", "test")
    assert outcome.code == 1
    assert f"{CASES.as_posix()}, {found}: " in outcome.err
    assert "[case.invalid]" in outcome.err


def test_half_a_method_is_no_reason_to_take_another_one(inside: Path, command: Runner) -> None:
    shutil.rmtree("indicators")
    assert "needs questionnaire/ and indicators/" in ended(command("method", "check"), 2)


def test_who_forgets_to_name_the_method_of_a_file_is_told_which(
    inside: Path, command: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Closest: ./. " in command("score", "examples/first.yaml").err
    assert command("score", "examples/first.yaml", "--method", "./").code == 0
    monkeypatch.chdir(inside.parent)
    assert "Closest: my-own. " in command("score", "my-own/examples/first.yaml").err


def test_no_cases_are_said(inside: Path, command: Runner) -> None:
    CASES.unlink()
    assert ended(command("method", "test"), 0) == "skeleton: no golden cases yet; they stand in indicators/cases/.\n"


@pytest.mark.parametrize(("old", "new"), [("rule: ticks", "rule: tick"), ("weight: 1", "weigth: 1")])
def test_a_method_with_errors_has_no_cases_that_agree(old: str, new: str, inside: Path, command: Runner) -> None:
    change(AREAS, old, new)
    outcome = command("method", "test")
    assert outcome.code == 1
    assert re.search(r"^my-own: \d+ errors?\.$", outcome.out.strip())
    assert f"Error: {AREAS.as_posix()}, line " in outcome.err


def test_a_new_method_speaks_the_language(command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = command("--lang", PSEUDO, "method", "new", "my-own")
    words = re.sub(
        r"^  belong-assess .*$|my-own|README.md|examples/|indicators/|questionnaire/", "", outcome.out, flags=re.MULTILINE
    )
    assert not re.findall(r"[A-Za-z]{2,}", words)
    refused = command("--lang", PSEUDO, "method", "new", "my-own").err
    assert not re.findall(r"[A-Za-z]{2,}", refused.replace("my-own", ""))
