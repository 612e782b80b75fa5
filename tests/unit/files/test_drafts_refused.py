"""A disk that is full, read-only or held by another program refuses in a sentence, and takes nothing that was there."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.disks import RefusingDisk
from unit.files.test_drafts import A1, A2, HEAD, now, refused

import belong_assess
from belong_assess.errors import DraftError
from belong_assess.files.drafts import new_draft, open_draft
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.language.texts import language

SENTENCES = {
    errno.ENOSPC: "draft.error.disk_full",
    errno.EDQUOT: "draft.error.disk_full",
    errno.EROFS: "draft.error.read_only",
    errno.EACCES: "draft.error.read_only",
    errno.EIO: "draft.error.system",
}
SOURCES = Path(belong_assess.__file__).parents[1]
NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "region.yaml"


@pytest.mark.parametrize("error", SENTENCES)
@pytest.mark.parametrize("refuses", ["append_to", "write", "sync", "write cut", "sync cut"])
def test_a_change_that_cannot_be_kept_is_not_made_and_can_be_made_again(path: Path, refuses: str, error: int) -> None:
    disk = RefusingDisk(refuses, error)
    new_draft(path, HEAD, now).leave()
    draft = open_draft(path, now, disk)
    if refuses != "append_to":
        draft.change(A2, "DK")
    before, changes = draft.data, list(draft.changes)
    disk.working = False
    for _ in range(2):
        assert refused(lambda: draft.change(A1, 3)).key == SENTENCES[error]
        assert (draft.data, draft.changes) == (before, changes)
    disk.working = True
    draft.change(A1, 4)
    draft.leave()
    again = open_draft(path, now)
    assert again.data["answers"] == {**before.get("answers", {}), "A1.1": 4}
    assert [change.number for change in again.changes] == list(range(1, len(changes) + 2))
    again.leave()


@pytest.mark.parametrize("error", SENTENCES)
@pytest.mark.parametrize("refuses", ["create", "write", "sync", "append_to"])
def test_a_pause_that_is_refused_leaves_the_file_and_the_changes(path: Path, refuses: str, error: int) -> None:
    disk = RefusingDisk(refuses, error)
    new_draft(path, HEAD, now).close()
    draft = open_draft(path, now, disk)
    draft.change(A1, 3)
    if refuses == "append_to":
        draft._journal.close()
    earlier = path.read_bytes()
    disk.working = False
    assert refused(draft.pause).key == SENTENCES[error]
    assert path.read_bytes() == earlier
    assert not list(path.parent.glob(".*"))
    disk.working = True
    draft.close()
    assert read_yaml(path.read_text(encoding="utf-8"), "").data == HEAD | {"answers": {"A1.1": 3}}
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "region.history.jsonl", "region.yaml", "region.yaml.bak", "region.yaml.lock",
    ]  # fmt: skip


def test_the_folder_of_a_disk_that_is_full_has_its_whole_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = RefusingDisk("append_to", errno.ENOSPC)
    disk.working = False
    monkeypatch.chdir(path.parent)
    assert refused(lambda: new_draft(Path(path.name), HEAD, now, disk)).facts["folder"] == str(path.parent)


def test_a_file_that_another_program_holds_open_has_its_own_sentence(path: Path) -> None:
    """Windows refuses to replace a file that is open in Excel or Word."""
    disk = RefusingDisk("replace", errno.EACCES)
    new_draft(path, HEAD, now).close()
    draft = open_draft(path, now, disk)
    draft.change(A1, 3)
    disk.working = False
    error = refused(draft.close)
    assert error.key == "draft.error.held_open"
    assert "Close the file in the other program" in language()(error.key, **error.facts)
    again = open_draft(path, now)
    assert again.data == HEAD | {"answers": {"A1.1": 3}}
    again.close()


@pytest.mark.parametrize("error", SENTENCES)
@pytest.mark.parametrize("refuses", ["append_to", "write", "sync"])
def test_a_draft_that_cannot_be_begun_says_so(path: Path, refuses: str, error: int) -> None:
    disk = RefusingDisk(refuses, error)
    disk.working = False
    assert refused(lambda: new_draft(path, HEAD, now, disk)).key == SENTENCES[error]


def test_names_that_no_draft_can_have(tmp_path: Path) -> None:
    assert refused(lambda: new_draft(tmp_path / "region.json", HEAD, now)).key == "draft.error.suffix"
    assert refused(lambda: new_draft(tmp_path / "none" / "region.yaml", HEAD, now)).key == "draft.error.no_folder"
    missing = refused(lambda: open_draft(tmp_path / "regoin.yaml", now))
    assert missing.key == "draft.error.missing"
    new_draft(tmp_path / "region.yml", HEAD, now).close()
    new_draft(tmp_path / "region.yaml", HEAD, now).close()
    assert refused(lambda: open_draft(tmp_path / "regoin.yaml", now)).facts["closest"].startswith("region.y")
    assert (tmp_path / "region.yml.history.jsonl").exists(), "two files have two histories"


def test_a_second_process_has_to_wait_until_the_first_is_gone(path: Path) -> None:
    new_draft(path, HEAD, now).close()
    code = (
        "import sys, time, datetime as d; from pathlib import Path; from belong_assess.files.drafts import open_draft;"
        "held = open_draft(Path(sys.argv[1]), lambda: d.datetime.now(d.UTC)); print('open', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, env=surroundings()) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        assert refused(lambda: open_draft(path, now)).key == "draft.error.locked"
        other.kill()
    open_draft(path, now).close()


def test_a_drive_without_locks_is_used_with_a_warning(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import filelock

    def no_locks(*_: object, **__: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(filelock.FileLock, "acquire", no_locks)
    draft = new_draft(path, HEAD, now)
    assert [note.code for note in draft.notes] == ["draft.no_lock"]
    draft.close()


# what the system itself does


def surroundings(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCES), **more}


CHANGE = """
import datetime, os, sys
import filelock
from pathlib import Path
from belong_assess.errors import DraftError
from belong_assess.files.drafts import new_draft, open_draft
if len(sys.argv) > 2:
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
path, now = Path(sys.argv[1]), lambda: datetime.datetime(2026, 6, 30, tzinfo=datetime.UTC)
try:
    draft = open_draft(path, now) if path.exists() else new_draft(path, {"questionnaire": "regional"}, now)
    draft.change(("context", "region_name"), "K\\u00f6ln \\u2013 \\u0141\\u00f3d\\nzwei")
    draft.close()
except DraftError as error:
    sys.exit(error.key)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name != "posix", reason="rights of folders as POSIX has them")
@pytest.mark.parametrize("begun", [True, False])
def test_a_folder_that_is_read_only(open_folder: Path, begun: bool) -> None:
    path = open_folder / "region.yaml"
    if begun:
        new_draft(path, HEAD, now).close()
        path.with_name("region.yaml.lock").unlink()
    open_folder.chmod(0o555)
    before = sorted(open_folder.iterdir())
    as_nobody = [str(NOBODY)] if os.geteuid() == 0 else []
    command = [sys.executable, "-c", CHANGE, str(path), *as_nobody]
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings(), check=False)
    open_folder.chmod(0o755)
    assert done.stderr.strip() == "draft.error.read_only"
    assert sorted(open_folder.iterdir()) == before


LOCALES = [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "cp1252"}]


@pytest.mark.parametrize("more", LOCALES)
def test_files_are_utf8_with_lf_whatever_the_locale(path: Path, more: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", CHANGE, str(path)], env=surroundings(**more), check=True)
    for each in (path, path.with_name("region.history.jsonl")):
        assert b"\r" not in each.read_bytes()
        assert "Köln – Łód\\nzwei" in each.read_text(encoding="utf-8")
    assert open_draft(path, now).data["context"] == {"region_name": "Köln – Łód\nzwei"}


def test_a_draft_is_for_those_whom_its_file_is_for(path: Path) -> None:
    path.write_text("questionnaire: regional\n", encoding="utf-8")
    path.chmod(0o600)
    draft = open_draft(path, now)
    draft.change(A1, 3)
    draft.close()
    if os.name == "posix":
        kept = [each for each in path.parent.iterdir() if each.suffix != ".lock"]
        assert {each.stat().st_mode & 0o777 for each in kept} == {0o600}
        assert len(kept) == 3


def test_an_error_of_a_draft_has_an_exit_code() -> None:
    assert DraftError("draft.error.locked").exit_code == 3
