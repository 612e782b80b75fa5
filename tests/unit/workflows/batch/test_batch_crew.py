"""Several processes that read: one that dies, hangs, stumbles or is far ahead of the others costs at most its own file."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.batches import (
    BROKEN,
    MARK,
    codes,
    contents,
    cut,
    dying,
    dying_once,
    fill,
    hoarding,
    nothing_back,
    put,
    records,
    run,
    sleeping,
    stumbling,
    submission,
    table,
)

from belong_assess.errors import BelongAssessError
from belong_assess.workflows.batch import crew as crews
from belong_assess.workflows.batch.crew import PATIENCE, Crew
from belong_assess.workflows.batch.manifest import Manifest, read_manifest
from belong_assess.workflows.batch.parts import read_part
from belong_assess.workflows.batch.score_all import Means
from belong_assess.workflows.batch.units import Ended, Piece, Reader, Task, Unit

posix = pytest.mark.skipif(os.name != "posix", reason="ends processes by signals")


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "in", [f"r{number:02}.json" for number in range(20)])
    (tmp_path / "out").mkdir()
    return tmp_path


def crewed(read: Reader, patience: float = PATIENCE, start: str = "") -> Means:
    """Means that let processes read, however few files there are."""
    return Means(read=read, mark_up=nothing_back, few=0, patience=patience, start=start)


def by_file(folder: Path) -> dict[str, list[str]]:
    return {record["file"]: codes(record) for record in records(folder / "out")}


@posix
@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_a_file_that_ends_its_reader_costs_itself_only(folder: Path, start: str) -> None:
    fill(folder / "in", ["r05-deadly.json", "r06-deadly.json", "r19-deadly.json"])
    run(folder / "in", output=folder / "out", jobs=2, means=crewed(dying, start=start))
    found = by_file(folder)
    assert len(found) == 23
    assert {name for name, said in found.items() if "file.reader_died" in said} == {
        "r05-deadly.json", "r06-deadly.json", "r19-deadly.json"
    }  # fmt: skip
    assert [name for name, said in found.items() if said and "deadly" not in name] == []


@posix
def test_a_reader_that_ended_by_chance_costs_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MARK, str(tmp_path / "mark"))
    fill(folder / "in", ["r05-deadly.json"])
    run(folder / "in", output=folder / "out", jobs=2, means=crewed(dying_once))
    assert (tmp_path / "mark").exists()
    assert set(map(tuple, by_file(folder).values())) == {()}
    (folder / "out2").mkdir()
    run(folder / "in", output=folder / "out2")
    assert contents(folder / "out") == contents(folder / "out2")


@posix
def test_a_deadly_file_is_a_deadly_file_for_any_number_of_processes(folder: Path) -> None:
    fill(folder / "in", ["r05-deadly.json", "r06-deadly.json"])
    outputs = []
    for jobs in (2, 3):
        out = folder / f"out{jobs}"
        out.mkdir()
        run(folder / "in", output=out, jobs=jobs, means=crewed(dying))
        outputs.append(contents(out))
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_a_file_that_is_read_for_too_long_is_left_out(folder: Path, start: str) -> None:
    fill(folder / "in", ["r05-slow.json"])
    begun = time.monotonic()
    run(
        folder / "in",
        output=folder / "out",
        jobs=2,
        means=crewed(sleeping, patience=3, start=start),
    )
    assert time.monotonic() - begun < 45
    found = by_file(folder)
    assert found.pop("r05-slow.json") == ["file.reader_slow"]
    assert set(map(tuple, found.values())) == {()}
    assert len(found) == 20


@pytest.mark.parametrize("few", [40, 0])
def test_a_reader_that_stumbles_is_named(folder: Path, few: int) -> None:
    fill(folder / "in", ["odd.json"])
    run(folder / "in", output=folder / "out", means=Means(read=stumbling, mark_up=nothing_back, few=few))
    [odd] = [record for record in records(folder / "out") if record["file"] == "odd.json"]
    assert [(each["code"], each["facts"]) for each in odd["problems"]] == [("file.reader_died", {"found": "LookupError"})]


def test_a_reader_that_wants_all_memory_gets_none(folder: Path) -> None:
    fill(folder / "in", ["huge.json"])
    run(folder / "in", output=folder / "out", jobs=2, means=crewed(hoarding))
    found = by_file(folder)
    assert found.pop("huge.json") == ["file.reader_died"]
    assert set(map(tuple, found.values())) == {()}


# in pieces


def task_of(read: Reader) -> Task:
    return Task(read, nothing_back, "en", "", ("csv", "json"), False)


def units_of(folder: Path) -> list[Unit]:
    paths = sorted((folder / "in").iterdir())
    return [Unit(number, path.name, str(path)) for number, path in enumerate(paths)]


def test_a_table_comes_in_pieces_and_in_order(folder: Path) -> None:
    put(folder / "in/130.json", submission("Table"))
    put(folder / "in/75.json", submission("Table"))
    run(
        folder / "in/130.json",
        folder / "in/75.json",
        output=folder / "out",
        jobs=2,
        means=crewed(table),
    )
    held = [(record["file"], record["place"]) for record in records(folder / "out")]
    assert held == [
        *(("130.json", f"row {row}") for row in range(2, 132)), *(("75.json", f"row {row}") for row in range(2, 77))
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_a_table_that_is_cut_is_read_as_if_it_were_not(folder: Path, start: str) -> None:
    """Two workers read its parts; every record, and the file itself, is what it would be in one piece."""
    put(folder / "in/130.json", submission("Table"))
    put(folder / "in/75.json", submission("Table"))
    paths = (folder / "in/130.json", folder / "in/75.json")
    run(*paths, output=folder / "out", jobs=2, means=crewed(table))
    (folder / "out2").mkdir()
    whole = crewed(table, start=start)
    run(*paths, output=folder / "out2", jobs=2, means=replace(whole, cut=cut))
    assert contents(folder / "out") == contents(folder / "out2")
    assert [came.lines for came in read_manifest_of(folder / "out2").inputs] == [130, 75]


def read_manifest_of(folder: Path) -> Manifest:
    manifest = read_manifest(folder / "results.manifest.json")
    assert manifest is not None
    return manifest


@posix
def test_a_part_that_ends_its_reader_costs_the_rest_of_that_part(folder: Path) -> None:
    put(folder / "in/130-die-70.json", submission("Table"))
    means = replace(crewed(table), cut=cut)
    run(folder / "in/130-die-70.json", output=folder / "out", jobs=2, means=means)
    rows = [record.get("place", "") for record in records(folder / "out")]
    assert rows == [*(f"row {row}" for row in range(2, 67)), "", *(f"row {row}" for row in range(82, 132))]
    [came] = read_manifest_of(folder / "out").inputs
    assert (came.state, came.lines) == ("mixed", 116)


@posix
def test_a_table_that_ends_its_reader_half_way_keeps_what_came_before(folder: Path) -> None:
    put(folder / "in/100-die-60.json", submission("Table"))
    run(folder / "in/100-die-60.json", output=folder / "out", jobs=2, means=crewed(table))
    held = records(folder / "out")
    assert [record.get("place", "") for record in held] == [*(f"row {row}" for row in range(2, 52)), ""]
    assert codes(held[-1]) == ["file.reader_died"]
    assert {came.state: came.lines for came in run(
        folder / "in/100-die-60.json", output=folder / "out", jobs=2, means=crewed(table)
    ).manifest.inputs} == {"mixed": 51}  # fmt: skip


def test_who_is_far_ahead_waits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first file takes its time, what others have read does not pile up without end."""
    monkeypatch.setattr(crews, "MOST_HELD", 50_000)
    monkeypatch.setattr(crews, "LOT", 1)
    for number in range(6):
        put(folder / f"in/{100 + number}.json", submission("Table"))
    units = [unit for unit in units_of(folder) if unit.name.startswith("10")]
    most, seen = 0, []
    with Crew(task_of(table), 2) as crew:
        crew.begin(units)
        for message in crew.messages():
            most = max(most, sum(lot.held for lot in list(crew.on_the_way)[1:]))
            seen.append(message.number if isinstance(message, Ended) else -1)
    assert [number for number in seen if number >= 0] == [unit.number for unit in units]
    assert 0 < most < 50_000 + 2 * 25 * 40_000


def test_results_are_passed_on_before_the_file_has_ended(folder: Path) -> None:
    put(folder / "in/5000.json", submission("Table"))
    unit = Unit(0, "5000.json", str(folder / "in/5000.json"))
    with Crew(task_of(table), 1) as crew:
        crew.begin([unit])
        first = next(crew.messages())
        assert isinstance(first, Piece)
        assert crew.on_the_way[0].units, "there is more to come of it"


def test_ending_early_leaves_nobody_behind(folder: Path) -> None:
    with Crew(task_of(read_part), 2) as crew:
        crew.begin(units_of(folder))
        next(crew.messages())
        workers = [post.worker.process for post in crew.posts]
        assert len(workers) == 2
    assert not any(worker.is_alive() for worker in workers if worker._popen is not None)


def test_processes_that_cannot_start_are_no_fault_of_the_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_here = f"import os\nif os.getpid() != {os.getpid()}:\n    os._exit(1)\ndef read(*_):\n    return iter(())\n"
    put(tmp_path / "lib/module_of_this_process_only.py", only_here)
    monkeypatch.syspath_prepend(tmp_path / "lib")
    read: Reader = importlib.import_module("module_of_this_process_only").read
    with pytest.raises(BelongAssessError) as raised, Crew(task_of(read), 2, start="spawn") as crew:
        crew.begin(units_of(folder))
        list(crew.messages())
    assert (raised.value.key, raised.value.exit_code) == ("batch.no_workers", 3)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks processes up in /proc")
def test_workers_end_when_their_batch_is_killed(folder: Path) -> None:
    import subprocess
    import sys

    from support.command import surroundings

    fill(folder / "in", [f"more{number:03}.json" for number in range(200)])
    arguments = ["batch", str(folder / "in"), "-o", str(folder / "out"), "--to", "csv", "--jobs", "2"]
    started = subprocess.Popen([sys.executable, "-m", "belong_assess", *arguments], env=surroundings())
    workers = _children_of(started.pid)
    started.kill()
    started.wait()
    assert workers
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    assert [path.name for path in (folder / "out").iterdir() if not path.name.startswith(".")] == []


def _children_of(parent: int) -> list[int]:
    deadline = time.monotonic() + 30
    found: list[int] = []
    while len(found) < 2 and time.monotonic() < deadline:
        found = [int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    return found


def test_a_broken_file_needs_no_process_of_its_own(folder: Path) -> None:
    put(folder / "in/broken.yaml", BROKEN)
    run(folder / "in", output=folder / "out", jobs=2, means=crewed(read_part))
    assert by_file(folder)["broken.yaml"] == ["submission.other_questionnaire"]
