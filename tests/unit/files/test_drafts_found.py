"""What a draft says and holds when its files were cut, damaged, edited, exchanged or removed between two sittings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.disks import PowerLost
from unit.files.test_drafts import A1, A2, HEAD, PEOPLE, now, refused

from belong_assess.files.disk import Disk
from belong_assess.files.drafts import Draft, new_draft, open_draft
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.files.yaml_text import yaml_text
from belong_assess.language.texts import PLACEHOLDER, language
from belong_assess.views.problems import problem_text

FULL = HEAD | {"answers": {"A1.1": 37, "A1.2": "DK"}, "context": {"population": 742900}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A draft that was paused, its history beside it."""
    path = tmp_path / "region.yaml"
    draft = new_draft(path, HEAD, now)
    for key, held in ((A1, 3), (A2, "DK"), (A1, 37), (PEOPLE, 742900)):
        draft.change(key, held)
    draft.close()
    return path


def history(path: Path) -> Path:
    return path.with_name("region.history.jsonl")


def opened(path: Path) -> tuple[Draft, list[str]]:
    """Take a draft up; every note is a sentence."""
    draft = open_draft(path, now)
    for note in draft.notes:
        assert PLACEHOLDER.search(problem_text(note, language())) is None
    return draft, [note.code for note in draft.notes]


def held(path: Path) -> object:
    """What a draft holds; it is left as it was found."""
    draft, _ = opened(path)
    draft.leave()
    return draft.data


def files(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.suffix != ".lock"}


def change_and_leave(path: Path, *changes: tuple[tuple[str, ...], object]) -> None:
    draft = open_draft(path, now)
    for key, after in changes:
        draft.change(key, after)
    draft.leave()


class StoppedBeforeTheReplace(Disk):
    """The program ends when the new file is about to take its place."""

    def replace(self, source: Path, target: Path) -> None:
        if target.suffix == ".yaml":
            raise PowerLost
        super().replace(source, target)


# the file


def test_a_file_cut_anywhere_is_refused_and_made_again_from_the_history(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(len(whole) - 1):
        path.write_bytes(whole[:length])
        before = files(path)
        error = refused(lambda: open_draft(path, now))
        assert error.key in ("draft.error.cut", "draft.error.damaged.history"), length
        assert error.facts["history"] == "region.history.jsonl"
        assert files(path) == before
    path.rename(path.with_name("damaged.yaml"))
    assert held(path) == FULL


@pytest.mark.parametrize(
    "content", [b"\x00" * 300, b"\xff\xfe", b"answers: [", b"- 1", b"a: 1\na: 2\nquestionnaire: regional", b"a: *b", b"\n"]
)
def test_a_damaged_file_is_named_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    error = refused(lambda: open_draft(path, now))
    assert (error.key, error.exit_code) == ("draft.error.damaged.history", 1)
    assert error.problems
    assert path.read_bytes() == content
    path.unlink()
    assert held(path) == FULL


def test_a_damaged_file_without_a_history_names_the_backup(path: Path) -> None:
    draft = open_draft(path, now)
    draft.change(A1, 4)
    draft.close()
    history(path).unlink()
    path.write_bytes(b"answers: [")
    error = refused(lambda: open_draft(path, now))
    assert (error.key, error.facts["backup"]) == ("draft.error.damaged.backup", "region.yaml.bak")
    (path.parent / "region.yaml.bak").unlink()
    assert refused(lambda: open_draft(path, now)).key == "draft.error.damaged.alone"


def test_a_file_of_ten_megabytes_is_refused(path: Path) -> None:
    path.write_bytes(b"questionnaire: regional\ncomment: " + b"x" * 10_000_000)
    assert [problem.code for problem in refused(lambda: open_draft(path, now)).problems] == ["file.too_large"]


def test_a_file_that_is_gone_is_made_again(path: Path) -> None:
    path.unlink()
    draft, notes = opened(path)
    assert (draft.data, notes) == (FULL, ["draft.file_gone"])
    draft.close()
    assert read_yaml(path.read_text(encoding="utf-8"), "").data == FULL
    assert opened(path)[1] == []


def test_an_edited_file_is_taken_as_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("37", "4") + "left_behind: []\n"
    path.write_text(text, encoding="utf-8")
    draft, notes = opened(path)
    assert notes == ["draft.edited"]
    assert draft.data == FULL | {"answers": {"A1.1": 4, "A1.2": "DK"}, "left_behind": []}
    assert draft.undo() is None
    draft.change(A1, 5)
    draft.close()
    draft, notes = opened(path)
    assert notes == []
    assert draft.last == draft.changes[-1]
    assert (draft.undo(), draft.undo()) == (draft.changes[-2], None)
    assert draft.data == FULL | {"answers": {"A1.1": 4, "A1.2": "DK"}, "left_behind": []}


def test_an_edited_file_gets_the_changes_that_are_in_no_file(path: Path) -> None:
    change_and_leave(path, (A2, "NC"), (A1, 2), (("status",), "consolidated"))
    path.write_text(path.read_text(encoding="utf-8").replace("37", "4"), encoding="utf-8")
    draft, notes = opened(path)
    assert notes == ["draft.edited_and_recovered", "draft.conflict"]
    assert draft.data == FULL | {"answers": {"A1.1": 4, "A1.2": "NC"}, "status": "consolidated"}
    assert dict(draft.notes[1].facts) == {"key": "answers.A1.1", "found": "4", "expected": "2"}
    draft.undo()
    draft.undo()
    assert draft.data == FULL | {"answers": {"A1.1": 4, "A1.2": "DK"}}


def test_changes_are_not_lost_where_a_pause_was_interrupted_and_the_file_was_edited_then(path: Path) -> None:
    """The history says `saved`, but what was saved never came into the file."""
    draft = open_draft(path, now, StoppedBeforeTheReplace())
    draft.change(A2, "NC")
    with pytest.raises(PowerLost):
        draft.pause()
    draft.leave()
    assert b'"saved": 5' in history(path).read_bytes()
    assert read_yaml(path.read_text(encoding="utf-8"), "").data == FULL
    path.write_text(path.read_text(encoding="utf-8").replace("37", "4"), encoding="utf-8")
    draft, notes = opened(path)
    assert notes == ["draft.edited_and_recovered"]
    assert draft.data == FULL | {"answers": {"A1.1": 4, "A1.2": "NC"}}


def test_an_earlier_file_gets_the_later_changes(path: Path) -> None:
    earlier = path.read_bytes()
    draft = open_draft(path, now)
    draft.change(A2, "NC")
    draft.close()
    path.write_bytes(earlier)
    draft, notes = opened(path)
    assert notes == ["draft.older_file"]
    assert draft.data == FULL | {"answers": {"A1.1": 37, "A1.2": "NC"}}
    assert draft.undo() is not None
    assert draft.data == FULL


@pytest.mark.parametrize("rewritten", [
    lambda content: content.replace(b"\n", b"\r\n"),
    lambda content: b"\xef\xbb\xbf" + content,
    lambda content: content.rstrip(b"\n"),
    lambda content: content.replace(b'"', b"'"),
])  # fmt: skip
def test_another_form_of_the_same_file_is_no_edit(path: Path, rewritten: Callable[[bytes], bytes]) -> None:
    change_and_leave(path, (A2, "NC"))
    path.write_bytes(rewritten(path.read_bytes()))
    draft, notes = opened(path)
    assert notes == ["draft.recovered"]
    assert draft.undo() is not None
    assert draft.undo() is not None
    assert draft.data == {key: value for key, value in FULL.items() if key != "context"}


def test_a_file_nobody_changed_is_not_written(path: Path) -> None:
    path.write_text("# ours\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = files(path)
    draft, notes = opened(path)
    assert notes == ["draft.comments"]
    draft.close()
    assert files(path) == before


def test_what_the_questionnaire_does_not_know_is_shown_and_kept(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "anwsers:\n  A1.1: 3\n", encoding="utf-8")
    before = files(path)
    draft, notes = opened(path)
    assert notes == ["submission.unknown_key", "draft.edited"]
    assert draft.notes[0].where.line == 10
    assert files(path) == before
    draft.change(A1, 1)
    draft.close()
    assert read_yaml(path.read_text(encoding="utf-8"), "").data["anwsers"] == {"A1.1": 3}


def test_the_file_of_another_questionnaire_does_not_get_changes_meant_for_this_one(path: Path) -> None:
    other = yaml_text(HEAD | {"questionnaire": "municipal", "answers": {"M1": 1}})
    path.write_text(other, encoding="utf-8")
    draft, notes = opened(path)
    assert notes == ["draft.edited"]
    assert draft.data["questionnaire"] == "municipal", "whoever asked for the draft decides"
    draft.close()
    assert path.read_text(encoding="utf-8") == other


@pytest.mark.parametrize("name", ["questionnaire", "version"])
def test_pending_changes_of_another_method_are_not_mixed_in(path: Path, name: str) -> None:
    change_and_leave(path, (A2, "NC"))
    path.write_text(yaml_text(HEAD | {name: "other"}), encoding="utf-8")
    before = files(path)
    error = refused(lambda: open_draft(path, now))
    assert (error.key, error.facts["expected"], error.facts["count"]) == ("draft.error.other_history", "other", "1")
    assert files(path) == before


# the history


def test_a_history_cut_anywhere_takes_nothing_from_the_file(path: Path) -> None:
    whole = history(path).read_bytes()
    for length in range(len(whole)):
        history(path).write_bytes(whole[:length])
        assert held(path) == FULL, length


def test_a_history_cut_anywhere_holds_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "region.yaml"
    draft = new_draft(path, HEAD, now)
    states = [draft.data]
    for key, after in ((A1, 3), (A2, "DK"), (PEOPLE, 742900)):
        draft.change(key, after)
        states.append(draft.data)
    draft.leave()
    whole = history(path).read_bytes()
    for length in range(whole.index(b"\n") + 1, len(whole)):
        history(path).write_bytes(whole[:length])
        lines = whole[: length + 1].count(b"\n")
        draft, notes = opened(path)
        assert draft.data == states[lines - 1], length
        assert ("draft.line_cut" in notes) == (whole[length - 1 : length] != b"\n" != whole[length : length + 1])
        draft.change(A1, 4)
        draft.leave()
        assert held(path) == states[lines - 1] | {"answers": {**states[lines - 1].get("answers", {}), "A1.1": 4}}


@pytest.mark.parametrize(
    "damage", [b"", b"\xff\xfe\n", b"{}\n", b"[1]\n", b'{"n": "x"}\n', b"[" * 5000 + b"\n", b'{"n": 1e999}\n', b"x\n"]
)
def test_a_damaged_line_is_named_and_the_rest_is_used(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "region.yaml"
    draft = new_draft(path, HEAD, now)
    for key, after in ((A1, 3), (A2, "DK"), (PEOPLE, 742900)):
        draft.change(key, after)
    draft.leave()
    lines = history(path).read_bytes().splitlines(keepends=True)
    lines[2] = damage
    history(path).write_bytes(b"".join(lines))
    draft, notes = opened(path)
    assert draft.data == HEAD | {"answers": {"A1.1": 3}, "context": {"population": 742900}}
    assert notes == (["draft.history_line", "draft.recovered"] if damage else ["draft.recovered"])
    if damage:
        assert draft.notes[0].where.line == 3
    draft.close()
    assert read_yaml(path.read_text(encoding="utf-8"), "").data == draft.data


def test_a_damaged_line_that_is_in_the_file_costs_nothing(path: Path) -> None:
    lines = history(path).read_bytes().splitlines(keepends=True)
    for number in range(len(lines)):
        history(path).write_bytes(b"".join((*lines[:number], b"x\n", *lines[number + 1 :])))
        draft, notes = opened(path)
        assert draft.data == FULL
        assert notes[0] == "draft.history_line"
        while draft.undo():
            pass
        draft.leave()
        history(path).write_bytes(b"".join(lines))


def test_a_history_without_its_first_line_needs_the_file(path: Path) -> None:
    lines = history(path).read_bytes().splitlines(keepends=True)
    history(path).write_bytes(b"".join(lines[1:]))
    path.rename(path.with_name("away.yaml"))
    before = files(path)
    assert refused(lambda: open_draft(path, now)).key == "draft.error.no_start.alone"
    assert files(path) == before
    path.with_name("away.yaml").rename(path.with_name("region.yaml.bak"))
    assert refused(lambda: open_draft(path, now)).key == "draft.error.no_start.backup"
    path.with_name("region.yaml.bak").rename(path)
    assert held(path) == FULL


def test_a_missing_history_is_noticed_where_there_was_one(path: Path) -> None:
    draft = open_draft(path, now)
    draft.change(A2, "NC")
    draft.close()
    history(path).unlink()
    draft, notes = opened(path)
    assert notes == ["draft.history_missing"]
    assert draft.data == FULL | {"answers": {"A1.1": 37, "A1.2": "NC"}}
    draft.change(A2, "DK")
    draft.leave()
    assert held(path) == FULL


def test_a_submission_from_elsewhere_becomes_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "region.yaml"
    path.write_text("questionnaire: regional\nanswers: {A1.1: 3}\n", encoding="utf-8")
    draft, notes = opened(path)
    assert notes == []
    draft.leave()
    assert sorted(files(path)) == ["region.yaml"], "looking at it leaves nothing behind"
    draft, _ = opened(path)
    draft.change(A1, 4)
    draft.leave()
    assert held(path) == {"questionnaire": "regional", "answers": {"A1.1": 4}}
    path.unlink()
    assert held(path) == {"questionnaire": "regional", "answers": {"A1.1": 4}}


def test_a_history_whose_last_line_an_editor_left_open_goes_on(path: Path) -> None:
    change_and_leave(path, (A2, "NC"))
    history(path).write_bytes(history(path).read_bytes().rstrip(b"\n"))
    change_and_leave(path, (A1, 1))
    assert held(path) == FULL | {"answers": {"A1.1": 1, "A1.2": "NC"}}


def test_the_history_of_a_later_version_is_refused(path: Path) -> None:
    record = json.loads(history(path).read_bytes().splitlines()[0]) | {"format": "belong-assess/history/2"}
    history(path).write_text(json.dumps(record) + "\n", encoding="utf-8")
    error = refused(lambda: open_draft(path, now))
    assert (error.key, error.facts["found"]) == ("draft.error.newer_history", "belong-assess/history/2")


# during a sitting


def test_a_file_that_is_edited_during_a_sitting_is_not_overwritten(path: Path) -> None:
    draft = open_draft(path, now)
    draft.change(A2, "NC")
    edited = path.read_text(encoding="utf-8").replace("37", "4")
    path.write_text(edited, encoding="utf-8")
    assert refused(draft.pause).key == "draft.error.changed_meanwhile"
    assert refused(draft.close).key == "draft.error.changed_meanwhile"
    assert path.read_text(encoding="utf-8") == edited
    draft, notes = opened(path)
    assert notes == ["draft.edited_and_recovered"]
    assert draft.data == FULL | {"answers": {"A1.1": 4, "A1.2": "NC"}}


def test_files_that_are_removed_during_a_sitting_are_made_again(path: Path) -> None:
    draft = open_draft(path, now)
    draft.change(A2, "NC")
    history(path).unlink()
    draft.change(A1, 1)
    draft.leave()
    assert held(path) == FULL | {"answers": {"A1.1": 1, "A1.2": "NC"}}
    draft, _ = opened(path)
    path.unlink()
    draft.close()
    assert read_yaml(path.read_text(encoding="utf-8"), "").data == FULL | {"answers": {"A1.1": 1, "A1.2": "NC"}}


def test_a_history_that_another_program_writes_to_is_left_alone(path: Path) -> None:
    draft = open_draft(path, now)
    draft.change(A2, "NC")
    with history(path).open("ab") as stream:
        stream.write(b"x\n")
    assert refused(lambda: draft.change(A1, 1)).key == "draft.error.history_changed"
    assert draft.data == FULL | {"answers": {"A1.1": 37, "A1.2": "NC"}}
    draft.leave()
    assert held(path) == FULL | {"answers": {"A1.1": 37, "A1.2": "NC"}}
