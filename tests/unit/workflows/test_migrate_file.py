"""A file goes from one version to another: found, carried, written, and read again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from support.methods import ROOT
from support.scored import raw_example, write_json
from support.versions import changed, item, migration, renumbered, without_item, write_half, write_method
from unit.test_hostile import TEXTS, hostile, hostile_envelope

from belong_assess.analysis.migrated_envelope import Aside
from belong_assess.errors import UsageError
from belong_assess.files import content
from belong_assess.files.migrated import write_migrated
from belong_assess.workflows.methods import open_method
from belong_assess.workflows.migrate_file import MigratedFile, migrate_file
from belong_assess.workflows.score_file import Rejected, Scored, example_file, score_file

EXAMPLE = example_file("marevalle") or Path()


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> str:
    raw = changed(renumbered("A4.5", "A4.8"), without_item("A2.5"), migration({"was": "A4.5", "now": "A4.8"}))
    return str(write_method(tmp_path_factory.mktemp("method") / "new", raw))


def words(aside: Aside) -> str:
    return f"{aside.what} in words"


def made_of(path: Path, new: str, **more: Any) -> MigratedFile:
    made = migrate_file(path, new, **more)
    assert isinstance(made, MigratedFile), made
    return made


def test_a_migrated_file_is_scored_by_the_new_version(tmp_path: Path, new: str) -> None:
    made = made_of(EXAMPLE, new)
    target = tmp_path / "out.yaml"
    assert write_migrated(target, made.migrated, made.new, words, force=False) is None
    scored = score_file(target, method=new)
    assert isinstance(scored, Scored)
    assert scored.submission.answers["A4.8"].response == made.migrated.submission.answers["A4.8"].response
    assert {problem.code for problem in scored.problems if problem.severity != "note"} == set()
    assert "submission.left_behind" in {problem.code for problem in scored.problems}
    assert '  - what: "answers.A2.5"' in target.read_text(encoding="utf-8")


def test_writing_is_never_over_another_file_and_gives_the_same_bytes(tmp_path: Path, new: str) -> None:
    made = made_of(EXAMPLE, new)
    target = tmp_path / "out.yaml"
    assert write_migrated(target, made.migrated, made.new, words, force=False) is None
    first = target.read_bytes()
    problem = write_migrated(target, made.migrated, made.new, words, force=False)
    assert problem is not None and problem.code == "output.exists"
    assert write_migrated(target, made.migrated, made.new, words, force=True) is None
    assert target.read_bytes() == first


def test_a_second_step_keeps_what_the_first_left_behind(tmp_path: Path, new: str) -> None:
    made = made_of(EXAMPLE, new)
    first = tmp_path / "first.yaml"
    assert write_migrated(first, made.migrated, made.new, words, force=False) is None
    third = str(
        write_method(
            tmp_path / "third",
            changed(renumbered("A4.5", "A4.8"), without_item("A2.5"), without_item("A2.3"), version="0.3.0"),
        )
    )
    again = made_of(first, third, earlier=new)
    second = tmp_path / "second.yaml"
    assert write_migrated(second, again.migrated, again.new, words, force=False) is None
    text = second.read_text(encoding="utf-8")
    assert "answers.A2.5" in text and "answers.A2.3" in text


def test_a_version_that_is_not_at_hand(tmp_path: Path, new: str) -> None:
    data = {**raw_example("marevalle"), "version": "0.0.3"}
    made = made_of(write_json(tmp_path / "old.json", data), new)
    assert made.old is None and not made.migrated.is_known
    assert made.migrated.count("left") == 2, "the mapping is from another version, so A4.5 has no place either"


def test_another_questionnaire_and_another_version_than_named(tmp_path: Path, new: str) -> None:
    other = write_json(tmp_path / "other.json", {**raw_example("marevalle"), "questionnaire": "other"})
    assert _codes(migrate_file(other, new)) == ["submission.other_questionnaire"]
    older = write_json(tmp_path / "older.json", {**raw_example("marevalle"), "version": "0.0.3"})
    assert _codes(migrate_file(older, new, "regional")) == ["submission.other_version"]
    assert _codes(migrate_file(tmp_path / "none.yaml", new)) == ["file.missing"]


def _codes(outcome: object) -> list[str]:
    assert isinstance(outcome, Rejected)
    return [problem.code for problem in outcome.problems]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("make", [hostile, hostile_envelope])
@pytest.mark.parametrize("known", [True, False])
def test_any_text_anywhere_is_carried_or_set_aside(tmp_path: Path, new: str, name: str, make: Any, known: bool) -> None:
    data = make(TEXTS[name])
    data["version"] = "0.1.0" if known else "0.0.9"
    made = made_of(write_json(tmp_path / "hostile.json", data), new)
    target = tmp_path / "out.yaml"
    problem = write_migrated(target, made.migrated, made.new, words, force=False)
    assert problem is None, problem
    scored = score_file(target, method=new)
    assert isinstance(scored, Scored)
    assert scored.submission.answers == made.migrated.submission.answers


@pytest.mark.parametrize(
    "held", [10**30, [[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]], {"a\u0001b": "c\u0085d"}, "x" * 30_000]
)
def test_what_only_json_can_hold_is_set_aside_all_the_same(tmp_path: Path, new: str, held: Any) -> None:
    data = raw_example("marevalle")
    data["answers"]["A1.1"] = held
    made = made_of(write_json(tmp_path / "file.json", data), new)
    assert write_migrated(tmp_path / "out.yaml", made.migrated, made.new, words, force=False) is None


# earlier versions that travel with the program


@pytest.fixture
def shipped_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tree in which version 0.2.0 is the present one, and 0.1.0 still travels along."""
    for kind in ("questionnaires", "indicators"):
        shutil.copytree(ROOT / kind / "regional", tmp_path / kind / "regional@0.1.0")
    raw = changed(
        renumbered("A4.5", "A4.8"), item("A1.1", text="Another question?"), migration({"was": "A4.5", "now": "A4.8"})
    )
    write_half(tmp_path / "questionnaires" / "regional" / "questionnaire.yaml", raw.questionnaire)
    write_half(tmp_path / "indicators" / "regional" / "method.yaml", raw.indicators)
    monkeypatch.setattr(content, "QUESTIONNAIRES", tmp_path / "questionnaires")
    monkeypatch.setattr(content, "INDICATORS", tmp_path / "indicators")


@pytest.mark.usefixtures("shipped_twice")
def test_an_earlier_version_is_not_listed_and_is_found_by_its_number() -> None:
    assert content.shipped_methods() == ("regional",)
    assert open_method("regional").questionnaire.version == "0.2.0"
    assert open_method("regional@0.1.0").questionnaire.version == "0.1.0"
    assert open_method("regional@0.2.0").questionnaire.version == "0.2.0"
    for named in ("regional@0.3.0", "regional@../regional", "@0.1.0"):
        with pytest.raises(UsageError):
            open_method(named)


@pytest.mark.usefixtures("shipped_twice")
def test_a_file_of_an_earlier_version_is_scored_with_it_and_told() -> None:
    scored = score_file(EXAMPLE)
    assert isinstance(scored, Scored)
    assert scored.assessment.questionnaire.version == "0.1.0"
    (note,) = [problem for problem in scored.problems if problem.code == "submission.older_version"]
    assert note.facts == {"found": "0.1.0", "expected": "0.2.0"} and note.where.line is not None


@pytest.mark.usefixtures("shipped_twice")
def test_the_earlier_version_is_found_for_a_migration() -> None:
    made = made_of(EXAMPLE, "regional")
    assert made.old is not None and made.old.questionnaire.version == "0.1.0"
    assert made.migrated.count("mapped") == 1 and made.migrated.review


@pytest.mark.usefixtures("shipped_twice")
def test_a_version_that_does_not_travel_is_refused_with_a_way_on(tmp_path: Path) -> None:
    file = write_json(tmp_path / "f.json", {**raw_example("marevalle"), "version": "0.0.1"})
    assert _codes(score_file(file)) == ["submission.other_version"]


def test_questions_of_ones_own_go_along_in_the_new_file(tmp_path: Path) -> None:
    """The file that holds them stays in its folder, so the new file holds the questions themselves."""
    path = ROOT / "examples" / "drawina" / "submission.yaml"
    made = migrate_file(path, "regional")
    assert isinstance(made, MigratedFile)
    target = tmp_path / "drawina.yaml"
    assert write_migrated(target, made.migrated, made.new, lambda aside: "", force=False) is None
    before, after = score_file(path), score_file(target)
    assert isinstance(before, Scored) and isinstance(after, Scored)
    assert before.own is not None and after.own is not None
    assert [node.score for node in after.own.result.areas] == [node.score for node in before.own.result.areas]
    assert after.result.nodes == before.result.nodes
