"""`method diff` and `method migrate`: what two versions differ in, and how answers go from one to the other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import Runner
from support.scored import raw_example, write_json
from support.versions import changed, item, placed, without_item, write_method

from belong_assess.workflows.score_file import example_file


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
    assert "  1 A2.4: gone." in outcome.out and "A1.3 in its area, weight: 1, now 2." in outcome.out
    assert 'now "Another question?".' in " ".join(outcome.out.split())
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


# stored answers under both versions


def test_moves_are_shown_with_their_reasons(command: Runner, tmp_path: Path) -> None:
    heavier = str(write_method(tmp_path / "heavier", changed(placed("A1.3", weight=2))))
    outcome = command("method", "diff", "regional", heavier, "@marevalle", "@serrano")
    assert outcome.code == 0
    assert "A1 Political commitment and strategy: 88.89, now 90.48 (+1.59); Leading" in outcome.out
    assert "+11.90 A1.3: weight 1, now 2 (change 1)" in outcome.out
    assert "-10.32 5 others, whose share of the whole changed (change 1)" in outcome.out
    assert "No score moves." in outcome.out, "only one other area was asked"
    data = json.loads(command("method", "diff", "regional", heavier, "@marevalle", "--output-format", "json").out)
    (move,) = [each for each in data["files"][0]["moves"] if each["id"] == "A1"]
    assert move["moved_exact"] == "100/63" and move["reasons"][2]["changes"] == [1]


def test_a_file_of_another_version_is_told_how_to_go_on(command: Runner, new: str, tmp_path: Path) -> None:
    file = write_json(tmp_path / "f.json", {**raw_example("marevalle"), "version": "0.0.1"})
    outcome = command("method", "diff", "regional", new, str(file), "@marevalle")
    assert outcome.code == 1
    assert "belong-assess method migrate" in outcome.err and "Autonomous Region of Marevalle" in outcome.out


# migrate


def test_a_migrated_file_and_its_account(command: Runner, new: str, tmp_path: Path) -> None:
    folder = tmp_path / "made" / "here"
    outcome = command("method", "migrate", "@marevalle", "--to", new, "-o", str(folder))
    assert outcome.code == 0
    flat = " ".join(outcome.out.split())
    assert "137 answers: 136 kept, 0 mapped, 1 not carried." in flat
    assert "The new version does not ask this any more. Nothing needs to be done." in flat
    assert 'A1.1, question: "How has' in flat and "is a draft again" in flat
    assert max(map(len, outcome.out.splitlines())) <= 80
    assert command("score", str(folder / "marevalle.yaml"), "--method", new).code == 0
    again = command("method", "migrate", "@marevalle", "--to", new, "-o", str(folder))
    assert again.code == 1 and "output.exists" in again.err
    assert command("method", "migrate", "@marevalle", "--to", new, "-o", str(folder), "--force").code == 0


def test_a_file_is_never_replaced_by_its_own_successor(command: Runner, new: str, tmp_path: Path) -> None:
    file = tmp_path / "region.yaml"
    file.write_bytes((example_file("marevalle") or Path()).read_bytes())
    before = file.read_bytes()
    outcome = command("method", "migrate", str(file), "--to", new, "-o", str(tmp_path), "--force")
    assert outcome.code == 2 and file.read_bytes() == before
    twice = command("method", "migrate", "@marevalle", "@marevalle", "--to", new, "-o", str(tmp_path / "x"))
    assert twice.code == 2
    assert command("method", "migrate", "@marevalle", "--to", new, "-o", str(file)).code == 2, "a file is no folder"


def test_the_account_leaves_out_what_people_wrote(command: Runner, new: str, tmp_path: Path) -> None:
    data = raw_example("marevalle")
    data["answers"]["A2.4"] = {"value": 3, "comment": "secret words"}
    data["answers"]["A99.9"] = {"value": 3, "comment": "secret words"}
    data["competences"]["fields"] = {"secret_words": {"roles": ["none"]}}
    file = str(write_json(tmp_path / "f.json", data))
    for form in ("text", "json"):
        arguments = ("method", "migrate", file, "--to", new, "-o", str(tmp_path / form), "--output-format", form)
        redacted = command(*arguments, "--redact")
        assert "secret words" not in redacted.out + redacted.err
        assert "secret words" in (tmp_path / form / "f.yaml").read_text(encoding="utf-8"), "the file itself is complete"


def test_the_account_for_programs(command: Runner, new: str, tmp_path: Path) -> None:
    arguments = ("method", "migrate", "@marevalle", str(tmp_path / "none.yaml"), "--to", new, "-o", str(tmp_path / "o"))
    outcome = command(*arguments, "--output-format", "json")
    held, missing = json.loads(outcome.out)
    assert outcome.code == 1 and missing["written"] == ""
    assert held["counts"] == {"all": 137, "kept": 136, "mapped": 0, "left": 1}
    assert held["answers"][0]["was"] == "A2.4" and held["aside"] == [{"what": "answers.A2.4", "reason": "gone"}]


def test_without_the_earlier_version_the_account_says_so(command: Runner, new: str, tmp_path: Path) -> None:
    file = write_json(tmp_path / "f.json", {**raw_example("marevalle"), "version": "0.0.1"})
    outcome = command("method", "migrate", str(file), "--to", new, "-o", str(tmp_path / "o"))
    assert outcome.code == 0 and "is not at hand" in outcome.out
