"""One batch as a whole: what it writes, what it reads again, what it takes over, what it refuses to replace."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.batches import (
    BROKEN,
    LOG,
    codes,
    contents,
    counting,
    fill,
    nothing_back,
    put,
    records,
    returned,
    run,
    submission,
    table,
)

from belong_assess.errors import UsageError
from belong_assess.files.records import read_record
from belong_assess.workflows.batch.manifest import read_manifest
from belong_assess.workflows.batch.parts import read_part
from belong_assess.workflows.batch.reading import messages_of
from belong_assess.workflows.batch.score_all import Means
from belong_assess.workflows.batch.targets import CannotWrite
from belong_assess.workflows.batch.units import Piece, Task, Unit
from belong_assess.workflows.score_file import Rejected, Scored

COUNTING = Means(read=counting, mark_up=returned)
PLAIN = Means(mark_up=returned)
Reads = Callable[[], list[str]]


@pytest.fixture
def reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reads:
    """Return what has been read since it was last asked."""
    log = tmp_path / "reads.log"
    monkeypatch.setenv(LOG, str(log))

    def since() -> list[str]:
        held = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return sorted(held)

    return since


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with five submissions, two of which need a call back."""
    fill(tmp_path / "in", ["a.json", "b.json", "south/c.json"])
    put(tmp_path / "in/broken.yaml", BROKEN)
    answers = {"A1.1": {"value": 9}}
    put(tmp_path / "in/doubtful.json", submission("Doubtful", answers=answers))
    (tmp_path / "out").mkdir()
    return tmp_path


# what is written


def test_outputs_stand_beside_each_other(folder: Path) -> None:
    batch = run(folder / "in", output=folder / "out", means=PLAIN)
    assert [path.name for path in batch.written] == [
        "results.csv",
        "results.json",
        "results.manifest.json",
        "results-returns",
    ]
    assert sorted(contents(folder / "out")) == [
        "results-returns/marevalle-2.txt", "results-returns/marevalle.txt", "results.csv", "results.json",
        "results.manifest.json",
    ]  # fmt: skip
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "results-returns", "results.csv", "results.json", "results.manifest.json"
    ]  # fmt: skip


def test_one_record_a_line_in_the_order_of_the_names(folder: Path) -> None:
    run(folder / "in", output=folder / "out")
    lines = (folder / "out/results.json").read_text(encoding="utf-8").splitlines()
    held = [read_record(line.removesuffix(",")) for line in lines[1:-1]]
    assert [record.file for record in held] == ["a.json", "b.json", "broken.yaml", "doubtful.json", "south/c.json"]
    assert [record.state for record in held] == ["scored", "scored", "rejected", "scored", "scored"]
    assert [record.unit for record in held] == ["a", "b", "", "Doubtful", "c"]
    assert len(records(folder / "out")) == 5


def test_the_manifest_says_what_came_of_each_file(folder: Path) -> None:
    run(folder / "in", output=folder / "out", means=PLAIN)
    manifest = read_manifest(folder / "out/results.manifest.json")
    assert manifest is not None
    came = {each.file: (each.state, each.lines, [made.file for made in each.returns]) for each in manifest.inputs}
    assert came == {
        "a.json": ("scored", 1, []),
        "b.json": ("scored", 1, []),
        "broken.yaml": ("rejected", 1, ["marevalle.txt"]),
        "doubtful.json": ("scored", 1, ["marevalle-2.txt"]),
        "south/c.json": ("scored", 1, []),
    }
    assert {each.file: each.sha256 for each in manifest.inputs} == contents(folder / "in", "")
    assert manifest.outputs == {
        name: digest for name, digest in contents(folder / "out").items() if name in ("results.csv", "results.json")
    }
    [method] = manifest.methods
    assert (method["questionnaire"], method["submissions"]) == ("regional", 4)
    assert str(folder) not in (folder / "out/results.manifest.json").read_text(encoding="utf-8")


def test_a_file_with_many_submissions_has_a_record_for_each(tmp_path: Path) -> None:
    put(tmp_path / "in/60.json", submission("Sixty"))
    fill(tmp_path / "in", ["a.json"])
    (tmp_path / "out").mkdir()
    batch = run(tmp_path / "in" / "60.json", output=tmp_path / "out", means=Means(read=table, mark_up=nothing_back))
    assert [came.lines for came in batch.manifest.inputs] == [60]
    assert [record["place"] for record in records(tmp_path / "out")] == [f"row {row}" for row in range(2, 62)]


def test_redacted_outputs_say_nothing_of_what_was_found(folder: Path) -> None:
    run(folder / "in", output=folder / "out", redact=True)
    text = "".join(path.read_text(encoding="utf-8") for path in (folder / "out").glob("results.*"))
    assert "nothing-of-ours" not in text
    assert "submission.other_questionnaire" in text


def test_formats_that_are_not_wanted_are_not_written(folder: Path) -> None:
    run(folder / "in", output=folder / "out", formats=("csv",), returns=False)
    assert sorted(contents(folder / "out")) == ["results.csv", "results.manifest.json"]


def test_what_the_output_is_called(folder: Path) -> None:
    for number, (given, expected) in enumerate(
        {"mine.xlsx": "mine", "mine.csv": "mine", "mine": "mine", "year.2025": "year.2025", ".": "results"}.items()
    ):
        place = folder / f"place{number}"
        place.mkdir()
        run(folder / "in/a.json", output=place / given)
        assert sorted(path.name for path in place.iterdir()) == [
            f"{expected}.csv", f"{expected}.json", f"{expected}.manifest.json"
        ]  # fmt: skip


def test_an_output_in_no_folder_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError) as raised:
        run(folder / "in", output=folder / "nowhere/results.xlsx")
    assert raised.value.key == "batch.no_folder"


def test_a_folder_without_submissions_says_what_was_looked_for(tmp_path: Path) -> None:
    put(tmp_path / "in/README.md", "x")
    with pytest.raises(UsageError) as raised:
        run(tmp_path / "in", output=tmp_path)
    assert raised.value.key == "batch.nothing"
    assert ".xlsx" in raised.value.facts["looked_for"]
    assert raised.value.facts["passed_over"] == "1"


def test_a_missing_return_of_a_list_is_a_file_that_was_not_read(folder: Path) -> None:
    put(folder / "in/list.txt", "a.json\nlate.json\n")
    run(output=folder / "out", lists=(str(folder / "in/list.txt"),))
    assert [(record["file"], codes(record)) for record in records(folder / "out")] == [
        ("a.json", []), ("late.json", ["file.missing"])
    ]  # fmt: skip


# the same bytes


def test_the_same_files_give_the_same_bytes_wherever_they_lie(folder: Path) -> None:
    run(folder / "in", output=folder / "out", means=PLAIN)
    other = folder / "elsewhere" / "with a longer name"
    for path in sorted((folder / "in").rglob("*.*"), reverse=True):
        put(other / path.relative_to(folder / "in"), path.read_bytes())
    (folder / "out2").mkdir()
    run(other, output=folder / "out2", means=PLAIN)
    assert contents(folder / "out") == contents(folder / "out2")


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_processes_give_the_same_bytes_as_none(folder: Path, start: str) -> None:
    fill(folder / "in", [f"more/{number}.json" for number in range(20)])
    run(folder / "in", output=folder / "out", means=PLAIN)
    (folder / "out2").mkdir()
    run(folder / "in", output=folder / "out2", jobs=3, means=Means(mark_up=returned, few=0, start=start))
    assert contents(folder / "out") == contents(folder / "out2")


# again


def test_a_second_run_reads_and_writes_nothing(folder: Path, reads: Reads) -> None:
    first = run(folder / "in", output=folder / "out", means=COUNTING)
    assert len(reads()) == 5
    before = {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")}
    second = run(folder / "in", output=folder / "out", means=COUNTING)
    assert reads() == []
    assert second.written == ()
    assert second.kept == 5
    assert second.manifest == first.manifest
    assert {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")} == before


def test_outputs_within_the_folder_change_nothing(folder: Path, reads: Reads) -> None:
    run(folder / "in", output=folder / "in", means=COUNTING)
    assert len(reads()) == 5
    assert run(folder / "in", output=folder / "in", means=COUNTING).written == ()
    assert reads() == []


def changed(folder: Path) -> list[str]:
    put(folder / "in/b.json", submission("Another name"))
    return ["b.json"]


def added(folder: Path) -> list[str]:
    put(folder / "in/aa.json", submission("New"))
    return ["aa.json"]


def removed(folder: Path) -> list[str]:
    (folder / "in/a.json").unlink()
    return []


def renamed(folder: Path) -> list[str]:
    (folder / "in/a.json").rename(folder / "in/z.json")
    return ["z.json"]


def mended(folder: Path) -> list[str]:
    put(folder / "in/broken.yaml", submission("Mended"))
    return ["broken.yaml"]


def return_lost(folder: Path) -> list[str]:
    (folder / "out/results-returns/marevalle.txt").unlink()
    return ["broken.yaml"]


@pytest.mark.parametrize("change", [changed, added, removed, renamed, mended, return_lost])
@pytest.mark.parametrize("few", [40, 0])
def test_after_a_change_only_that_is_read_again(
    folder: Path, reads: Reads, change: Callable[[Path], list[str]], few: int
) -> None:
    means = Means(read=counting, mark_up=returned, few=few)
    run(folder / "in", output=folder / "out", means=means)
    reads()
    expected = change(folder)
    batch = run(folder / "in", output=folder / "out", means=means)
    assert reads() == expected
    assert batch.kept == len(batch.manifest.inputs) - len(expected)
    (folder / "fresh").mkdir()
    run(folder / "in", output=folder / "fresh", means=PLAIN)
    assert contents(folder / "out") == contents(folder / "fresh"), "as if all had been read"


@pytest.mark.parametrize(
    "wishes", [{"language": "es"}, {"redact": True}, {"returns": False}, {"fresh": True}, {"formats": ("json",)}]
)
def test_another_wish_reads_everything_again(folder: Path, reads: Reads, wishes: dict[str, Any]) -> None:
    run(folder / "in", output=folder / "out", means=COUNTING)
    reads()
    run(folder / "in", output=folder / "out", means=COUNTING, **wishes)
    assert len(reads()) == 5


def test_a_changed_method_reads_everything_again(folder: Path, reads: Reads) -> None:
    from belong_assess.files.content import INDICATORS, QUESTIONNAIRES

    method = folder / "method"
    shutil.copytree(QUESTIONNAIRES / "regional", method / "questionnaire")
    shutil.copytree(INDICATORS / "regional", method / "indicators")
    run(folder / "in", output=folder / "out", means=COUNTING, method=str(method))
    assert len(reads()) == 5
    run(folder / "in", output=folder / "out", means=COUNTING, method=str(method))
    assert reads() == []
    put(folder / "in/b.json", submission("Changed"))
    run(folder / "in", output=folder / "out", means=COUNTING, method=str(method))
    assert reads() == ["b.json"]
    findings = method / "indicators/findings.yaml"
    findings.write_text(findings.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")
    run(folder / "in", output=folder / "out", means=COUNTING, method=str(method))
    assert len(reads()) == 5


def test_changed_own_questions_count_as_a_changed_file(folder: Path, reads: Reads) -> None:
    own = "format: belong-assess/own/1\n"
    put(folder / "in/region.own.yaml", own)
    put(folder / "in/own.json", submission("Own", own_questions="region.own.yaml"))
    run(folder / "in", output=folder / "out", means=COUNTING)
    reads()
    put(folder / "in/region.own.yaml", own + "# other\n")
    run(folder / "in", output=folder / "out", means=COUNTING)
    assert reads() == ["own.json"]


def test_what_cannot_be_read_is_tried_each_time(folder: Path, reads: Reads) -> None:
    put(folder / "in/list.txt", "a.json\nlate.json\n")
    run(output=folder / "out", lists=(str(folder / "in/list.txt"),), means=COUNTING)
    assert reads() == ["a.json", "late.json"]
    run(output=folder / "out", lists=(str(folder / "in/list.txt"),), means=COUNTING)
    assert reads() == ["late.json"]


def test_without_its_manifest_a_batch_replaces_nothing(folder: Path, reads: Reads) -> None:
    run(folder / "in", output=folder / "out", means=COUNTING)
    reads()
    (folder / "out/results.manifest.json").write_text("{", encoding="utf-8")
    before = contents(folder / "out")
    with pytest.raises(CannotWrite) as raised:
        run(folder / "in", output=folder / "out", means=COUNTING)
    assert (raised.value.key, raised.value.exit_code) == ("batch.in_the_way", 3)
    assert reads() == [], "said before anything is read"
    assert contents(folder / "out") == before


@pytest.mark.parametrize("name", ["results.json", "results.csv", "results-returns/marevalle.txt"])
def test_an_output_that_somebody_changed_is_not_replaced(folder: Path, name: str) -> None:
    run(folder / "in", output=folder / "out", means=PLAIN)
    mine = folder / "out" / name
    mine.write_text(mine.read_text(encoding="utf-8") + "mine\n", encoding="utf-8")
    with pytest.raises(CannotWrite) as raised:
        run(folder / "in", output=folder / "out", means=PLAIN)
    assert raised.value.key == "batch.changed_since"
    assert mine.read_text(encoding="utf-8").endswith("mine\n")
    run(folder / "in", output=folder / "out", means=PLAIN, force=True)
    assert not mine.read_text(encoding="utf-8").endswith("mine\n")


def test_what_stands_there_of_somebody_else_is_not_replaced(folder: Path) -> None:
    put(folder / "out/results.csv", "mine")
    with pytest.raises(CannotWrite) as raised:
        run(folder / "in", output=folder / "out")
    assert raised.value.facts["file"] == "results.csv"
    assert contents(folder / "out").keys() == {"results.csv"}
    run(folder / "in", output=folder / "out", force=True)
    assert len(records(folder / "out")) == 5


def test_a_return_that_somebody_put_there_is_not_replaced(folder: Path) -> None:
    put(folder / "out/results-returns/marevalle.txt", "mine")
    with pytest.raises(CannotWrite):
        run(folder / "in", output=folder / "out", means=PLAIN)
    assert (folder / "out/results-returns/marevalle.txt").read_text(encoding="utf-8") == "mine"
    assert not (folder / "out/results.csv").exists()


def test_returns_that_are_no_longer_needed_go_and_those_of_others_stay(folder: Path) -> None:
    run(folder / "in", output=folder / "out", means=PLAIN)
    put(folder / "out/results-returns/notes.txt", "mine")
    put(folder / "in/broken.yaml", submission("Mended"))
    run(folder / "in", output=folder / "out", means=PLAIN)
    assert sorted(path.name for path in (folder / "out/results-returns").iterdir()) == ["marevalle.txt", "notes.txt"]
    put(folder / "in/doubtful.json", submission("Mended, too"))
    (folder / "out/results-returns/notes.txt").unlink()
    run(folder / "in", output=folder / "out", means=PLAIN)
    assert not (folder / "out/results-returns").exists()


def test_outputs_of_formats_no_longer_wanted_go(folder: Path) -> None:
    run(folder / "in", output=folder / "out")
    run(folder / "in", output=folder / "out", formats=("csv",))
    assert sorted(contents(folder / "out")) == ["results.csv", "results.manifest.json"]


def test_a_damaged_manifest_of_the_right_format_is_no_manifest(tmp_path: Path) -> None:
    shapes: tuple[Any, ...] = ({"format": "belong-assess/batch/1"}, [], 3, {"format": "belong-assess/batch/1", "inputs": 3})
    for held in shapes:
        put(tmp_path / "results.manifest.json", json.dumps(held))
        assert read_manifest(tmp_path / "results.manifest.json") is None


def meddling(path: Path, code: str, name: str, method: str, part: Any) -> Iterator[Scored | Rejected]:
    """While the first file is read, somebody saves the table of the earlier batch."""
    table = path.parents[1] / "out/results.csv"
    if name == "a.json" and table.exists():
        table.write_text("mine", encoding="utf-8")
    yield from read_part(path, code, name, method, part)


def test_what_somebody_saves_while_the_batch_runs_is_not_replaced(folder: Path) -> None:
    run(folder / "in", output=folder / "out")
    with pytest.raises(CannotWrite) as raised:
        run(folder / "in", output=folder / "out", fresh=True, means=Means(read=meddling, mark_up=nothing_back))
    assert raised.value.key == "batch.changed_since"
    assert (folder / "out/results.csv").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_could_not_be_opened_is_a_file_that_was_not_read(folder: Path) -> None:
    unit = Unit(0, "closed", str(folder / "in"))
    [piece, _] = messages_of(unit, Task(read_part, nothing_back, "en", "", ("json",), False))
    assert isinstance(piece, Piece)
    assert [problem.code for record in piece.records for problem in record.problems] == ["file.unreadable"]
