"""Outputs take their places together or not at all: full disks, files held elsewhere, names that look alike."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.batches import BROKEN, contents, counting, fill, nothing_back, put, returned, run, submission
from support.disks import RefusingDisk

from belong_assess.files.disk import Disk
from belong_assess.files.slugs import is_device
from belong_assess.workflows.batch.manifest import read_manifest
from belong_assess.workflows.batch.outputs import Outputs, Written, check_package
from belong_assess.workflows.batch.returns import ReturnNames
from belong_assess.workflows.batch.score_all import Means
from belong_assess.workflows.batch.targets import CannotWrite, Targets
from belong_assess.workflows.score_file import Rejected, Scored


class HeldDisk(Disk):
    """Does not let one file be replaced: another program has it open, as on Windows."""

    def __init__(self, held: str) -> None:
        self.held = held

    def replace(self, source: Path, target: Path) -> None:
        if self.held in (source.name, target.name):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        super().replace(source, target)


class LyingDisk(Disk):
    """Says that it has written everything, and has not."""

    def write(self, handle: int, content: bytes) -> None:
        super().write(handle, content[:-1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "in", ["a.json", "b.json"])
    put(tmp_path / "in/broken.yaml", BROKEN)
    (tmp_path / "out").mkdir()
    return tmp_path


@pytest.fixture
def earlier(folder: Path) -> dict[str, str]:
    """What an earlier batch has left, before one of its files changed."""
    run(folder / "in", output=folder / "out", means=Means(mark_up=returned))
    put(folder / "in/b.json", submission("Changed"))
    return dict(everything(folder / "out"))


def everything(folder: Path) -> dict[str, str]:
    return dict(contents(folder, ""))


# all or nothing


@pytest.mark.parametrize("step", ["create", "write", "sync", "replace"])
def test_a_full_disk_changes_nothing(folder: Path, earlier: dict[str, str], step: str) -> None:
    disk = RefusingDisk(step, errno.ENOSPC)
    disk.working = False
    with pytest.raises(CannotWrite) as raised:
        run(folder / "in", output=folder / "out", means=Means(mark_up=returned, disk=disk))
    assert (raised.value.key, raised.value.exit_code) == ("batch.cannot_write", 3)
    assert raised.value.facts["reason"] == os.strerror(errno.ENOSPC)
    assert everything(folder / "out") == earlier


@pytest.mark.parametrize("name", ["results.json", "results.csv", "results.manifest.json", "broken.txt"])
def test_a_file_that_is_open_elsewhere_changes_nothing(folder: Path, earlier: dict[str, str], name: str) -> None:
    held = "marevalle.txt" if name == "broken.txt" else name
    with pytest.raises(CannotWrite) as raised:
        run(folder / "in", output=folder / "out", means=Means(mark_up=returned, disk=HeldDisk(held)))
    assert (raised.value.key, raised.value.facts["file"]) == ("batch.held", held)
    assert everything(folder / "out") == earlier
    assert sorted(path.name for path in (folder / "out").iterdir()) == sorted({name.split("/")[0] for name in earlier})


def test_the_first_batch_that_cannot_be_put_in_place_leaves_nothing(folder: Path) -> None:
    with pytest.raises(CannotWrite):
        run(folder / "in", output=folder / "out", means=Means(mark_up=returned, disk=HeldDisk("results.manifest.json")))
    assert list((folder / "out").iterdir()) == []


def test_a_disk_that_lies_is_found_out(folder: Path) -> None:
    with pytest.raises(CannotWrite) as raised:
        run(folder / "in", output=folder / "out", means=Means(mark_up=nothing_back, disk=LyingDisk()))
    assert raised.value.key == "batch.not_read_back"
    assert list((folder / "out").iterdir()) == []


def full(read: Scored | Rejected, code: str) -> tuple[str, bytes]:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("few", [40, 0])
def test_a_disk_that_is_full_for_returns_stops_the_batch(folder: Path, few: int) -> None:
    with pytest.raises(CannotWrite) as raised:
        run(folder / "in", output=folder / "out", means=Means(mark_up=full, few=few))
    assert raised.value.key == "batch.cannot_write"
    assert list((folder / "out").iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user who may not write everywhere")
def test_a_folder_that_takes_nothing(folder: Path) -> None:
    (folder / "out").chmod(0o500)
    try:
        with pytest.raises(CannotWrite) as raised:
            run(folder / "in", output=folder / "out")
        assert raised.value.key == "batch.cannot_write"
    finally:
        (folder / "out").chmod(0o700)


def interrupting(path: Path, code: str, name: str, method: str, part: Any) -> Iterator[Scored | Rejected]:
    if name == "b.json":
        raise KeyboardInterrupt
    yield from counting(path, code, name, method, part)


def test_an_interruption_changes_nothing(
    folder: Path, earlier: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BELONG_ASSESS_TEST_READS", str(tmp_path / "log"))
    with pytest.raises(KeyboardInterrupt):
        run(folder / "in", output=folder / "out", fresh=True, means=Means(read=interrupting, mark_up=returned))
    assert everything(folder / "out") == earlier
    assert sorted(path.name for path in (folder / "out").iterdir()) == sorted({name.split("/")[0] for name in earlier})


def test_what_is_put_in_place_has_the_rights_of_any_new_file(folder: Path) -> None:
    run(folder / "in", output=folder / "out", means=Means(mark_up=returned))
    usual = put(folder / "usual", "x").stat().st_mode
    paths = [path for path in (folder / "out").rglob("*") if path.is_file()]
    assert len(paths) == 4
    assert {path.stat().st_mode for path in paths} == {usual}


def test_a_written_file_knows_its_hash(tmp_path: Path) -> None:
    written = Written(tmp_path / "a", Disk())
    for _ in range(1000):
        written.write(b"x" * 1000)
    digest = written.finish()
    assert contents(tmp_path, "a") == {"a": digest}
    assert (tmp_path / "a").stat().st_size == 1_000_000


def test_a_workbook_with_a_damaged_part_is_not_called_written(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
        package.writestr("part.xml", b"<x/>" * 1000)
    check_package(tmp_path / "a.xlsx")
    content = bytearray((tmp_path / "a.xlsx").read_bytes())
    content[200] ^= 1
    put(tmp_path / "a.xlsx", bytes(content))
    with pytest.raises(CannotWrite):
        check_package(tmp_path / "a.xlsx")
    put(tmp_path / "a.xlsx", bytes(content[:100]))
    with pytest.raises(CannotWrite):
        check_package(tmp_path / "a.xlsx")


def test_a_temporary_folder_that_is_left_behind_is_no_input(tmp_path: Path) -> None:
    with Outputs(Targets(tmp_path, "results", ("csv",))) as outputs:
        assert outputs.folder.parent == tmp_path
        assert outputs.folder.name.startswith(".results.")
    assert list(tmp_path.iterdir()) == []


# names of returns


def test_names_of_returns_are_given_once() -> None:
    names = ReturnNames()
    asked = ["Łódź.xlsx", "lodz.xlsx", "LODZ.XLSX", "Lodz.txt", "lodz-2.xlsx", "Ελλάδα.xlsx", "😀.xlsx"]
    assert [names.name(each) for each in asked] == [
        "lodz.xlsx", "lodz-2.xlsx", "lodz-3.xlsx", "lodz.txt", "lodz-2-2.xlsx", "return.xlsx", "return-2.xlsx"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    ["../../etc/passwd.xlsx", "/etc/passwd", "a/b.xlsx", "..", ".", "", "CON.xlsx", "nul", "a\0b.xlsx", "x" * 300 + ".xlsx",
     "-rf.xlsx", ".hidden.xlsx", "a\\b.xlsx", "C:\\x.xlsx", "a\u202egnp.xlsx", "x.exe"],
)  # fmt: skip
def test_no_name_of_a_return_leads_anywhere(asked: str) -> None:
    name = ReturnNames().name(asked)
    assert name == Path(name).name
    assert name.isascii()
    assert name.lower() == name
    assert 0 < len(name) <= 45
    assert not name.startswith((".", "-"))
    assert not is_device(name.partition(".")[0])
    assert not name.endswith(".exe")


def test_two_regions_with_one_slug_get_a_return_each(tmp_path: Path) -> None:
    wrong = {"A1.1": {"value": 9}}
    put(tmp_path / "in/north/Łódź.json", submission("Łódź", answers=wrong))
    put(tmp_path / "in/south/lodz.json", submission("Lodz", answers=wrong))
    (tmp_path / "out").mkdir()
    run(tmp_path / "in", output=tmp_path / "out", means=Means())
    manifest = read_manifest(tmp_path / "out/results.manifest.json")
    assert manifest is not None
    made = {came.file: [each.file for each in came.returns] for came in manifest.inputs}
    assert made == {"north/Łódź.json": ["lodz.xlsx"], "south/lodz.json": ["lodz-2.xlsx"]}
    assert sorted(path.name for path in (tmp_path / "out/results-returns").iterdir()) == ["lodz-2.xlsx", "lodz.xlsx"]
    first = contents(tmp_path / "out")
    put(tmp_path / "in/north/Łódź.json", submission("Łódź"))
    run(tmp_path / "in", output=tmp_path / "out", means=Means())
    assert [path.name for path in (tmp_path / "out/results-returns").iterdir()] == ["lodz.xlsx"]
    assert contents(tmp_path / "out")["results-returns/lodz.xlsx"] == first["results-returns/lodz-2.xlsx"]
