"""A new method is a copy under a new id, whole or not at all, and sound from the start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.command import Runner
from support.methods import FOLDERS, SMALL

from belong_assess.errors import ContentError, UsageError
from belong_assess.files.content import SKELETON
from belong_assess.problems import Problem
from belong_assess.workflows.check_method import check_method
from belong_assess.workflows.methods import open_method
from belong_assess.workflows.new_method import NewMethod, new_method
from belong_assess.workflows.run_golden_cases import run_golden_cases
from belong_assess.workflows.score_file import Scored, score_file

SOURCES = {
    "": (SKELETON / "questionnaire", SKELETON / "indicators"),
    "regional": FOLDERS["regional"],
    str(SMALL): FOLDERS["small"],
}

IDS = dict(zip(SOURCES, ("skeleton", "regional", "small"), strict=True))


def made(folder: Path, source: str = "", title: str = "") -> NewMethod:
    """Make a method; nothing may go wrong."""
    outcome = new_method(folder, source, title)
    assert isinstance(outcome, NewMethod), outcome
    return outcome


def lines_that_differ(before: Path, after: Path) -> list[tuple[str, str]]:
    """The lines of two folders of files that are not the same, side by side."""
    names = sorted(path.relative_to(before) for path in before.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(after) for path in after.rglob("*") if path.is_file())
    found = []
    for name in names:
        first, second = ((at / name).read_text(encoding="utf-8").split("\n") for at in (before, after))
        assert len(first) == len(second), name
        found += [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    return found


@pytest.mark.parametrize("source", SOURCES, ids=["skeleton", "regional", "small"])
def test_what_is_made_is_as_sound_as_its_source_and_its_cases_agree(source: str, tmp_path: Path) -> None:
    outcome = made(tmp_path / "my-region", source)
    parts = tmp_path / "my-region" / "questionnaire", tmp_path / "my-region" / "indicators"
    loaded, problems = check_method(*parts)
    assert [problem.code for problem in problems] == [problem.code for problem in check_method(*SOURCES[source])[1]]
    assert loaded.assessment is not None
    ids = loaded.assessment.questionnaire.id, loaded.assessment.indicators.id, loaded.assessment.indicators.questionnaire.id
    assert ids == ("my-region",) * 3
    assert (outcome.areas, outcome.questions) == (len(loaded.assessment.areas), len(loaded.assessment.items))
    outcomes = run_golden_cases(*parts).outcomes
    assert outcomes
    assert all(each.holds for each in outcomes)


@pytest.mark.parametrize("source", SOURCES, ids=["skeleton", "regional", "small"])
def test_only_names_differ(source: str, tmp_path: Path) -> None:
    made(tmp_path / "my-region", source)
    for part, folder in zip(("questionnaire", "indicators"), SOURCES[source], strict=True):
        for before, after in lines_that_differ(folder, tmp_path / "my-region" / part):
            assert before.replace(IDS[source], "my-region") == after


def test_the_example_of_the_skeleton_belongs_to_the_new_method(tmp_path: Path) -> None:
    made(tmp_path / "my-region")
    scored = score_file(tmp_path / "my-region" / "examples" / "first.yaml", method=str(tmp_path / "my-region"))
    assert isinstance(scored, Scored)
    assert scored.problems == ()


def test_a_title_and_an_id_that_need_quotes(tmp_path: Path) -> None:
    made(tmp_path / "true", title='  "Nord":\n #1 {a}\x1b ')
    method = open_method(str(tmp_path / "true"))
    assert method.questionnaire.title == method.indicators.title == '"Nord": #1 {a}'
    assert method.questionnaire.id == "true"


def test_a_copy_starts_at_the_first_version_and_takes_along_what_belongs_to_the_method(tmp_path: Path) -> None:
    made(tmp_path / "one")
    for part, name in (("questionnaire", "questionnaire.yaml"), ("indicators", "method.yaml")):
        file = tmp_path / "one" / part / name
        file.write_text(file.read_text("utf-8").replace("version: 0.1.0", "version: 2.0.0"), encoding="utf-8")
        (tmp_path / "one" / part / "languages").mkdir()
        (tmp_path / "one" / part / "languages" / "de.yaml").write_text("language: de\nreview: draft\ntexts: {}\n", "utf-8")
    (tmp_path / "one" / "answers.yaml").write_text("answers: {}\n", "utf-8")
    (tmp_path / "one" / "questionnaire" / ".notes").write_text("x", "utf-8")
    outcome = made(tmp_path / "two", str(tmp_path / "one"))
    assert "questionnaire/languages/de.yaml" in outcome.files
    assert {path.name for path in (tmp_path / "two").iterdir()} == {"questionnaire", "indicators"}
    assert not (tmp_path / "two" / "questionnaire" / ".notes").exists()
    copy = open_method(str(tmp_path / "two"))
    assert copy.questionnaire.version == copy.indicators.version == copy.indicators.questionnaire.version == "0.1.0"


@pytest.mark.parametrize(
    ("name", "code", "near"),
    [
        ("My Region", "new.name_invalid", "my-region"),
        ("CON", "new.name_invalid", "my-con"),
        ("a\0b", "new.name_invalid", "a-b"),
        ("x" * 300, "new.name_invalid", "x" * 40),
        ("regional", "new.name_taken", "my-regional"),
        ("nowhere/my-region", "new.no_parent", None),
        ("a\0b/my-region", "new.no_parent", None),
        ("full", "new.folder_taken", None),
        ("file", "new.folder_taken", None),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(
    name: str, code: str, near: str | None, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept").write_text("kept", "utf-8")
    (tmp_path / "file").write_text("kept", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError) as raised:
        new_method(tmp_path / name)
    assert (raised.value.key, raised.value.facts.get("closest")) == (code, near)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_is_filled_also_from_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my-region").mkdir()
    monkeypatch.chdir(tmp_path / "my-region")
    assert made(Path()).id == "my-region"
    assert open_method(".").indicators.id == "my-region"
    assert [path.name for path in tmp_path.iterdir()] == ["my-region"]


def test_a_source_with_errors_or_none_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    made(tmp_path / "broken")
    (tmp_path / "broken" / "indicators" / "areas.yaml").write_text("areas: 1\n", "utf-8")
    with pytest.raises(ContentError):
        new_method(tmp_path / "copy", str(tmp_path / "broken"))
    with pytest.raises(UsageError):
        new_method(tmp_path / "copy", "no such method")
    assert [path.name for path in tmp_path.iterdir()] == ["broken"]


def test_a_disk_that_refuses_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    outcome = new_method(tmp_path / "my-region")
    assert isinstance(outcome, Problem)
    assert outcome.code == "output.unwritable"
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_open_to_others_as_any_new_one(tmp_path: Path) -> None:
    made(tmp_path / "my-region")
    (tmp_path / "other").mkdir()
    if os.name == "posix":
        assert (tmp_path / "my-region").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("options", [(), ("--from", "regional")])
def test_the_command_says_what_it_wrote_and_the_next_three_commands(
    options: tuple[str, ...], command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = command("method", "new", "my-region", *options)
    assert (outcome.code, outcome.err) == (0, "")
    nexts = [line.split() for line in outcome.out.splitlines() if line.startswith("  belong-assess ")]
    assert len(nexts) == 3
    for words in nexts:
        assert command(*words[1:]).code == 0, words
