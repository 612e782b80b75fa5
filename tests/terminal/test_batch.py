"""`batch` on the command line: exit codes, the last screen, what programs read, progress, interruption, the same bytes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from support.batches import BROKEN, contents, fill, put, submission
from support.command import PROGRAM, Outcome, Runner, process, surroundings, terminal
from support.methods import ROOT

from belong_assess.cli.progress import SECONDS_BETWEEN_LINES

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
TABLES = ("--to", "csv,json")
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "in", [f"r{number}.json" for number in range(6)])
    (tmp_path / "out").mkdir()
    return tmp_path


def is_clean(outcome: Outcome) -> bool:
    return "Traceback" not in outcome.err and re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", outcome.out + outcome.err) is None


def batch(command: Runner, folder: Path, *more: str) -> Outcome:
    return command("batch", str(folder / "in"), "-o", str(folder / "out/results.xlsx"), *TABLES, *more)


# exit codes and words


def test_all_scored(command: Runner, folder: Path) -> None:
    outcome = batch(command, folder)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("6 submissions scored, ")
    assert f"Written: {folder / 'out/results.csv'}" in " ".join(outcome.out.split())
    assert is_clean(outcome)
    assert max(map(len, outcome.out.splitlines())) <= max(80, len(str(folder / "out/results.manifest.json")) + 4)


def test_a_file_that_cannot_be_scored_costs_the_exit_code_only(command: Runner, folder: Path) -> None:
    put(folder / "in/broken.yaml", BROKEN)
    outcome = batch(command, folder)
    assert outcome.code == 1
    assert outcome.out.startswith("6 submissions scored, ")
    assert "1 could not be read" in outcome.out.splitlines()[0]
    assert "broken.yaml: " in outcome.out
    assert "results-returns" in outcome.out
    assert batch(command, folder).code == 1, "nothing has changed, and so has the answer"


def test_an_answer_with_an_error_costs_the_exit_code(command: Runner, folder: Path) -> None:
    put(folder / "in/doubtful.json", submission("Doubtful", answers={"A1.1": {"value": 9}}))
    assert batch(command, folder, "--no-returns").code == 1
    assert not (folder / "out/results-returns").exists()


def test_nothing_has_changed(command: Runner, folder: Path) -> None:
    put(folder / "in/README.md", "x")
    first = batch(command, folder)
    second = batch(command, folder)
    assert second.code == 0
    assert second.out.splitlines()[-1] == "Nothing has changed since the last time; nothing was written anew."
    assert second.out.split("Passed over")[0] == first.out.split("Passed over")[0]
    assert "1 file of another kind (README.md)" in " ".join(second.out.split())


def test_what_was_taken_over_is_said(command: Runner, folder: Path) -> None:
    batch(command, folder)
    put(folder / "in/r3.json", submission("Another name"))
    assert "5 files have not changed and were not read again." in batch(command, folder).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("batch",), "PATH is missing."),
        (("batch", "nothing-here"), 'There is no file or folder "nothing-here".'),
        (("batch", "*.nothing"), 'Nothing matches "*.nothing".'),
        (("batch", "."), "There is no submission in what was named."),
        (("batch", ".", "-o", "nowhere/results.xlsx"), 'There is no folder "nowhere" to write to.'),
        (("batch", ".", "--to", "pdf"), '--to does not take "pdf".'),
        (("batch", ".", "--jobs", "many"), '--jobs takes a number from 1 to 256, not "many".'),
        (("batch", ".", "--jobs", "0"), '--jobs takes a number from 1 to 256, not "0".'),
        (("batch", ".", "--jobs", "9" * 5000), "--jobs takes a number from 1 to 256"),
        (("batch", ".", "--output-format", "xml"), '--output-format does not take "xml".'),
        (("batch", "--list", "no-list"), 'There is no file or folder "no-list".'),
        (("batch", ".", "--method", "nothing"), 'There is no method "nothing".'),
    ],
)
def test_wrong_usage(
    command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if "--method" in arguments:
        put(tmp_path / "a.json", submission("A"))
    outcome = command(*arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert is_clean(outcome)
    assert [path.name for path in tmp_path.iterdir() if path.name != "a.json"] == []


def test_what_stands_in_the_way_is_named(command: Runner, folder: Path) -> None:
    put(folder / "out/results.csv", "mine")
    outcome = batch(command, folder)
    assert outcome.code == 3
    assert outcome.err == (
        "results.csv is there already, and this batch has not written it. "
        "Name another place with -o, or replace it with --force.\n"
    )
    assert batch(command, folder, "--force").code == 0


def test_a_method_with_errors_is_said_once(command: Runner, folder: Path) -> None:
    assert command("method", "new", str(folder / "method")).code == 0
    areas = folder / "method/indicators/areas.yaml"
    areas.write_text(areas.read_text(encoding="utf-8").replace("rule:", "rules:", 1) + "\nnonsense: 1\n", encoding="utf-8")
    outcome = batch(command, folder, "--method", str(folder / "method"))
    assert outcome.code == 1
    assert outcome.err.startswith("The method cannot be used")
    assert list((folder / "out").iterdir()) == []


def test_results_go_where_nothing_is_named(command: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert command("batch", "in", *TABLES).code == 0
    assert (folder / "results.json").exists()


def test_a_list_of_files(command: Runner, folder: Path) -> None:
    put(folder / "in/list.txt", "r1.json\nr2.json\n")
    outcome = command("batch", f"@{folder / 'in/list.txt'}", "-o", str(folder / "out"), *TABLES)
    assert outcome.out.startswith("2 submissions scored, ")
    assert command("batch", "--list", str(folder / "in/list.txt"), "-o", str(folder / "out"), *TABLES).code == 0


def test_names_that_steer_terminals_are_shown_harmless(command: Runner, folder: Path) -> None:
    put(folder / "in/a\x1b[2J\u202e.yaml", BROKEN)
    outcome = batch(command, folder)
    assert outcome.code == 1
    assert is_clean(outcome)
    assert "\u202e" not in outcome.out


# for programs


def test_the_summary_for_programs(command: Runner, folder: Path) -> None:
    put(folder / "in/broken.yaml", BROKEN)
    outcome = batch(command, folder, "--output-format", "json")
    held: dict[str, Any] = json.loads(outcome.out)
    assert (outcome.code, outcome.err) == (1, "")
    assert (held["unchanged"], held["kept"]) == (False, 0)
    assert held["written"] == ["results.csv", "results.json", "results.manifest.json", "results-returns"]
    assert (held["summary"]["scored"], held["summary"]["not_read"]) == (6, 1)
    assert held["summary"]["not_read_because"] == {"submission.other_questionnaire": 1}
    again = json.loads(batch(command, folder, "--output-format", "json").out)
    assert (again["unchanged"], again["kept"], again["written"]) == (True, 7, [])
    assert again["summary"] == held["summary"]


# progress


@posix
def test_progress_shows_on_a_terminal_only(folder: Path) -> None:
    arguments = ["batch", str(folder / "in"), "-o", str(folder / "out"), *TABLES]
    code, shown = terminal(arguments, 80, {"TERM": "xterm"})
    assert code == 0
    assert b"Reading" in shown
    assert b"6/6" in shown
    assert b"Reading" not in process(*arguments, "--fresh").stderr
    for more, env in ((["--quiet"], {}), (["--plain"], {}), ([], {"TERM": "dumb"}), ([], {"ACCESSIBLE": "1"})):
        code, shown = terminal([*arguments, "--fresh", *more], 80, {"TERM": "xterm", **env})
        assert code == 0
        assert b"Reading" not in shown
        assert b"\x1b" not in shown


def test_plain_progress_is_a_line_now_and_then(command: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert batch(command, folder, "--plain").err == "", f"less than {SECONDS_BETWEEN_LINES} seconds have passed"
    seconds = iter(range(0, 1000, 3))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(seconds)))
    said = batch(command, folder, "--plain", "--fresh").err.splitlines()
    assert said[:2] == ["Read: 0 of 6, 1 submission", "Read: 1 of 6, 2 submissions"]
    assert len(said) == 6, "not at every step: six files are begun and ended"
    assert batch(command, folder, "--plain", "--fresh", "--quiet").err == ""


# interruption


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_everything_as_it_was(folder: Path, jobs: str, number: signal.Signals) -> None:
    """Not even a second one, out of impatience, leaves something behind."""
    fill(folder / "in", [f"more{number:03}.json" for number in range(400)])
    arguments = ["batch", str(folder / "in"), "-o", str(folder / "out"), "--jobs", jobs]
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings(), start_new_session=True
    ) as started:
        wait_for(lambda: any((folder / "out").glob(".results.*")))
        time.sleep(0.3)
        for _ in range(2):
            os.killpg(started.pid, number)
        out, err = started.communicate(timeout=30)
    assert started.returncode == 128 + number
    assert out == b""
    assert err.decode() == (
        "Stopped. Nothing was written, and what was there is as it was. Run the same command again to begin anew.\n"
    )
    assert list((folder / "out").iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.killpg(started.pid, 0)


def wait_for(condition: Any) -> None:
    deadline = time.monotonic() + 30
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert condition()


# the same bytes


@pytest.mark.slow
def test_the_same_bytes_in_any_process_folder_order_zone_locale_and_number_of_jobs(tmp_path: Path) -> None:
    names = [f"r{number:02}.json" for number in range(60)]
    for folder, order in ((tmp_path / "one", names), (tmp_path / "two/Ünter wegs", names[::-1])):
        fill(folder / "in", order)
        put(folder / "in/broken.yaml", BROKEN)
        put(folder / "in/Łódź/łódź.json", submission("Łódź", answers={"A1.1": {"value": 9}}))
        (folder / "out").mkdir()
    environments: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
        ("one", {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1"}, ("--jobs", "1")),
        ("two/Ünter wegs", {"TZ": "UTC", "PYTHONHASHSEED": "2", **ASCII}, ()),
        ("one", {"PYTHONHASHSEED": "3", "LANG": "de_DE.UTF-8", "PYTHONIOENCODING": "cp1252"}, ("--jobs", "3")),
    ]  # fmt: skip
    found = []
    for name, env, more in environments:
        arguments = ("batch", "in", "-o", "out/results.xlsx", "--lang", "en", "--fresh", *more)
        done = process(*arguments, env=env, cwd=tmp_path / name)
        assert done.returncode == 1, done.stderr
        found.append(contents(tmp_path / name / "out"))
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 6


def test_a_copy_of_the_folder_needs_no_reading(command: Runner, folder: Path) -> None:
    """Hashes count, not times: the whole folder, outputs included, may be copied or sent."""
    import shutil

    batch(command, folder)
    shutil.copytree(folder, folder.with_name("copy"))
    assert "Nothing has changed" in batch(command, folder.with_name("copy")).out


# start


def test_where_nothing_has_changed_nothing_heavy_is_loaded(command: Runner, folder: Path) -> None:
    batch(command, folder)
    script = (
        "import sys\nfrom belong_assess.cli.main import run\n"
        f"code = run({['batch', str(folder / 'in'), '-o', str(folder / 'out'), *TABLES]!r})\n"
        "print('\\n'.join(sorted(sys.modules)), file=sys.stderr)\nsys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=surroundings(), check=False, timeout=60)
    assert done.returncode == 0
    loaded = set(done.stderr.decode().split())
    heavy = {"yaml", "pydantic", "openpyxl", "xlsxwriter", "python_calamine", "rich", "numpy", "multiprocessing", "babel",
             "importlib.metadata", "belong_assess.scoring.engine", "belong_assess.model.assessment"}  # fmt: skip
    assert loaded & heavy == set()


def test_the_examples_are_a_folder_like_any_other(command: Runner, tmp_path: Path) -> None:
    outcome = command("batch", str(ROOT / "examples"), "-o", str(tmp_path / "results.xlsx"), *TABLES, "--no-returns")
    assert outcome.code == 1
    assert is_clean(outcome)
    assert outcome.out.splitlines()[0].endswith(" could not be read.")
