"""The command line: exit codes, words for errors, outputs, streams that can show little, real terminals."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from support.command import PROGRAM, Outcome, Runner, process, terminal
from support.methods import ROOT
from support.scored import raw_example, write_json

import belong_assess.workflows.score_file as workflow
from belong_assess.cli.main import run
from belong_assess.cli.reporting import FORMATS
from belong_assess.files.results import load_result
from belong_assess.version import __version__

EXAMPLES = ROOT / "examples"
BROKEN = EXAMPLES / "broken"
VERDEMAR = EXAMPLES / "verdemar" / "submission.yaml"
COMMANDS = ("demo", "assess", "score", "explain", "status", "template", "batch", "completion", "method")
METHOD_COMMANDS = ("new", "list", "show", "check", "schema", "test", "docs", "diff", "migrate", "i18n")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
DRAWN = re.compile("[\u2500-\u259f]")
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def lines(text: str) -> list[str]:
    return text.splitlines()


def is_clean(outcome: Outcome) -> bool:
    """Say whether a run neither showed a traceback nor steered the terminal."""
    return "Traceback" not in outcome.err and CONTROLS.search(outcome.out + outcome.err) is None


# exit code 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("demo",),
        ("demo", "ostwaldmark", "--plain"),
        ("score", "@marevalle"),
        ("score", str(VERDEMAR), "--to", "plain"),
        ("score", "@marevalle", "--view", "participation"),
        ("explain", "@marevalle"),
        ("explain", "@marevalle", "a1.2"),
        ("demo", "marevalle-association"),
        ("score", "@marevalle-employer", "--to", "json"),
        ("explain", "@marevalle-association"),
        ("explain", "@marevalle-association", "--output-format", "json"),
        ("explain", "@marevalle-association", "A6"),
        ("explain", "@marevalle-association", "v7"),
        ("status", "@marevalle-employer"),
        ("method", "show", "regional-voices"),
        ("method", "show", "regional-voices", "V1"),
        ("method", "docs", "regional-voices"),
        ("explain", "@verdemar", "A8", "--output-format", "json"),
        ("status", "@verdemar"),
        ("status", "@verdemar", "--output-format", "json"),
        ("completion", "zsh"),
        ("method", "list"),
        ("method", "show"),
        ("method", "show", "regional", "A1"),
        ("method", "show", "regional", "a1.2"),
        ("method", "show", "regional", "population"),
        ("method", "schema", "section"),
    ],
)
def test_done(command: Runner, arguments: tuple[str, ...]) -> None:
    outcome = command(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("\n")
    assert is_clean(outcome)


@pytest.mark.parametrize(
    "arguments",
    [(), *((name,) for name in COMMANDS), *(("method", name) for name in METHOD_COMMANDS)],
)
@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_of_every_command(command: Runner, arguments: tuple[str, ...], word: str) -> None:
    outcome = command(*arguments, word)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"Usage: {' '.join(('belong-assess', *arguments))} ")
    assert max(map(len, lines(outcome.out))) <= 80
    assert "--help" in outcome.out


def test_help_names_every_command(command: Runner) -> None:
    assert all(re.search(rf"^  {name} ", command("--help").out, re.MULTILINE) for name in COMMANDS)
    assert all(re.search(rf"^  {name} ", command("method", "--help").out, re.MULTILINE) for name in METHOD_COMMANDS)


def test_without_a_command_the_help_is_shown(command: Runner) -> None:
    assert command() == command("--help")
    page = command("method")
    assert page.out == command("method", "--help").out


@pytest.mark.parametrize("arguments", [("--version",), ("--version", "--lang", "en")])
def test_version(command: Runner, arguments: tuple[str, ...]) -> None:
    assert command(*arguments) == Outcome(0, f"belong-assess {__version__}\n", "")


def test_the_demo_ends_with_three_commands_that_work(command: Runner) -> None:
    outcome = command("demo", "verdemar")
    proposed = [line.split()[1:] for line in lines(outcome.out) if line.startswith("  belong-assess")]
    assert len(proposed) == 3
    for arguments in proposed:
        if "xlsx" not in arguments:
            assert command(*arguments).code == 0


def test_python_dash_m_and_the_script_are_the_same_program() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout.decode().strip(), done.stderr) == (0, f"belong-assess {__version__}", b"")


# exit code 1


NAMES = sorted(path.name for path in BROKEN.iterdir() if path.name != "expected.yaml")
REJECTED = ("file-empty.yaml", "yaml-syntax.yaml", "submission-other_version.yaml", "answer-not_a_date.yaml")


@pytest.mark.parametrize(
    ("verb", "name"), [*(("score", name) for name in NAMES), *((v, n) for v in ("status", "explain") for n in REJECTED)]
)
def test_broken_files(command: Runner, verb: str, name: str) -> None:
    outcome = command(verb, str(BROKEN / name))
    assert outcome.code in (0, 1)
    assert is_clean(outcome)
    errors = [line for line in lines(outcome.err) if line.startswith("Error: ")]
    rejected = outcome.out == ""
    assert outcome.code == 1 if rejected else True
    if verb == "score" or rejected:
        assert (outcome.code == 1) == bool(errors)
        assert all(name in line and re.search(r"\[[a-z]+\.[a-z_]+\]$", line) for line in errors)


def test_a_broken_file_in_between_does_not_stop_the_others(command: Runner) -> None:
    outcome = command("score", "@verdemar", str(BROKEN / "yaml-syntax.yaml"), "@marevalle", "--to", "plain")
    assert outcome.code == 1
    assert "Ilhas Verdemar" in outcome.out
    assert "Marevalle" in outcome.out
    assert lines(outcome.err)[-1] == f"Not scored: {BROKEN / 'yaml-syntax.yaml'}"


def test_an_answer_that_is_wrong_costs_the_exit_code_and_not_the_report(command: Runner) -> None:
    outcome = command("score", str(BROKEN / "answer-not_an_option.yaml"))
    assert outcome.code == 1
    assert "Index" in outcome.out
    assert "[answer.not_an_option]" in outcome.err


def test_quiet_leaves_notes_out_and_keeps_errors(command: Runner) -> None:
    note = str(BROKEN / "answer-personal_data.yaml")
    assert "[answer.personal_data]" in command("score", note).err
    assert command("score", note, "--quiet").err == ""
    assert "[answer.not_whole]" in command("score", str(BROKEN / "answer-not_whole.yaml"), "-q").err


def test_a_missing_file_is_named_with_those_that_are_there(command: Runner) -> None:
    for verb in ("score", "status", "explain"):
        outcome = command(verb, str(EXAMPLES / "verdemar" / "submision.yaml"))
        assert outcome.code in (1, 2)
        assert "submision.yaml" in outcome.err
        assert "submission.yaml" in outcome.err
        assert is_clean(outcome)


@pytest.mark.parametrize(
    "name", ["x" * 300, "x" * 300 + ".yaml", "a/" * 3000 + "b.yaml", "nul\0.yaml", "folder.yaml", "folder"]
)
def test_names_that_no_disk_holds(command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder").mkdir()
    outcome = command("score", name)
    assert outcome.code in (1, 2)
    assert outcome.err.startswith("Error: ")
    assert is_clean(outcome)


# exit code 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("scor",), ['no command "scor"', "Closest: score"]),
        (("xyzzy",), ['no command "xyzzy"', "See: belong-assess --help"]),
        (("method", "shwo"), ['no command "shwo"', "Closest: show"]),
        (("--colour",), ["no option --colour", "See: belong-assess --help"]),
        (("score", "@verdemar", "--too", "md"), ["no option --too", "Closest: --to", "See: belong-assess score --help"]),
        (("status", "@verdemar", "-x"), ["no option -x"]),
        (("score",), ["FILE is missing", "See: belong-assess score --help"]),
        (("explain",), ["FILE is missing"]),
        (("score", "--to"), ["--to needs a value"]),
        (("score", "@verdemar", "--force=yes"), ["--force"]),
        (("status", "@verdemar", "other.yaml"), ["other.yaml", "See: belong-assess status --help"]),
        (("score", "@verdemar", "--to", "jsn"), ['--to does not take "jsn"', ", ".join(FORMATS), "Closest: json"]),
        (("score", "@verdemar", "--to", "md,pdf"), ['--to does not take "pdf"']),
        (("score", "@verdemar", "--to", ","), ["--to"]),
        (("score", "@verdemar", "--to", ""), ["--to"]),
        (("score", "@verdemar", "--view", "particpation"), ["particpation", "Closest: participation"]),
        (("explain", "@verdemar", "--output-format", "yaml"), ["--output-format", "text, json"]),
        (("status", "@verdemar", "--output-format", "JSON"), ["Closest: json"]),
        (("score", "@verdmar"), ['no example "@verdmar"', "Closest: verdemar"]),
        (("demo", "marevale"), ["REGION", "Closest: marevalle"]),
        (("demo", "broken"), ["broken"]),
        (("explain", "@verdemar", "A1.22"), ['no question, area or group "A1.22"', "Closest: A1.2"]),
        (("method", "show", "regionl"), ['no method "regionl"', "Closest: regional"]),
        (("method", "show", "regional", "A1.22"), ["A1.22", "Closest: A1.2"]),
        (("method", "check", "nope"), ["nope", "regional"]),
        (("method", "check", "."), ['The folder "." holds no method', "questionnaire/ and indicators/"]),
        (("score", "@verdemar", "--method", "regionl"), ['no method "regionl"', "Closest: regional"]),
        (("method", "schema", "sections"), ["Closest: section"]),
        (("completion", "bsh"), ["Closest: bash"]),
        (("demo", "--lang", "xx"), ['no language "xx"', "There are: en, es"]),
        (("--lang=xx", "demo"), ['no language "xx"']),
        (("score", "@verdemar", "@marevalle", "--to", "md", "-o", "one.md"), ["one.md", "folder"]),
        (("score", "@verdemar", "@marevalle", "--to", "json"), ["-o"]),
        (("score", "@verdemar", "--to", "json,csv"), ["-o"]),
        (("score", "@verdemar", "@nope", "@marevalle"), ["@nope"]),
    ],
)  # fmt: skip
def test_wrong_usage(command: Runner, arguments: tuple[str, ...], said: list[str]) -> None:
    outcome = command(*arguments)
    assert outcome.code == 2, outcome
    assert outcome.out == ""
    for words in said:
        assert words in outcome.err
    assert len(lines(outcome.err)) <= 3
    assert is_clean(outcome)


def test_the_language_can_come_from_the_environment(command: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELONG_ASSESS_LANG", "xx")
    assert command("demo").code == 2
    monkeypatch.setenv("BELONG_ASSESS_LANG", "x-pseudo")
    assert command("--help").out.startswith("Ûšåĝé")
    assert command("--help", "--lang", "en").out.startswith("Usage")
    monkeypatch.delenv("BELONG_ASSESS_LANG")
    monkeypatch.setenv("LC_ALL", "zz_ZZ.UTF-8")
    assert command("--help").out.startswith("Usage")


# exit codes 3 and 130


def raising(error: BaseException) -> Any:
    def raised(*args: object, **facts: object) -> None:
        raise error

    return raised


@pytest.mark.parametrize("arguments", [("demo",), ("score", "@verdemar"), ("status", "@verdemar"), ("explain", "@verdemar")])
def test_an_unexpected_error_is_one_line(
    command: Runner, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(workflow, "score_file", raising(RuntimeError("secret detail")))
    outcome = command(*arguments)
    assert (outcome.code, outcome.out) == (3, "")
    (line,) = lines(outcome.err)
    assert "RuntimeError" in line
    assert "--debug" in line
    assert "secret detail" not in line


def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflow, "score_file", raising(RuntimeError("detail")))
    with pytest.raises(RuntimeError, match="detail"):
        run(["demo", "--debug"])


@pytest.mark.parametrize("arguments", [("demo",), ("score", "@verdemar"), ("score", "@verdemar", "--debug")])
def test_ctrl_c(command: Runner, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    monkeypatch.setattr(workflow, "score_file", raising(KeyboardInterrupt()))
    assert command(*arguments) == Outcome(130, "", "Stopped.\n")


def test_ctrl_c_leaves_no_half_written_file(command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", raising(KeyboardInterrupt()))
    assert command("score", "@verdemar", "--to", "md", "-o", str(tmp_path / "x.md")).code == 130
    assert list(tmp_path.iterdir()) == []


def test_a_user_without_a_home_can_score(command: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "BELONG_ASSESS_CACHE"):
        monkeypatch.delenv(name, raising=False)
    if os.name == "posix":
        monkeypatch.setattr("pwd.getpwuid", raising(KeyError("no such user")))
    assert command("score", "@verdemar").code == 0


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe"])
def test_a_damaged_cache_costs_only_time(
    command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setenv("BELONG_ASSESS_CACHE", str(tmp_path))
    assert command("method", "list").code == 0
    kept = sorted(tmp_path.iterdir())
    assert kept
    for file in kept:
        file.write_bytes(content)
    assert command("method", "list").code == 0
    assert min(len(file.read_bytes()) for file in kept) > 10_000


def test_a_cache_folder_that_is_a_file_costs_only_time(
    command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("BELONG_ASSESS_CACHE", str(tmp_path / "file"))
    assert command("method", "list").code == 0


# files written


@pytest.mark.parametrize("to", ["json", "csv", "md", "plain", "terminal"])
def test_an_output_is_never_overwritten_without_force(command: Runner, tmp_path: Path, to: str) -> None:
    target = tmp_path / "out"
    arguments = ("score", "@verdemar", "--to", to, "-o", str(target))
    assert command(*arguments) == Outcome(0, "", f"Written: {target}\n")
    written = target.read_bytes()
    target.write_bytes(b"mine")
    refused = command(*arguments)
    assert refused.code == 1
    assert "[output.exists]" in refused.err
    assert "--force" in refused.err
    assert target.read_bytes() == b"mine"
    assert command(*arguments, "--force").code == 0
    assert target.read_bytes() == written
    assert list(tmp_path.iterdir()) == [target]


def test_the_same_for_the_handbook(command: Runner, tmp_path: Path) -> None:
    target = tmp_path / "handbook.md"
    assert command("method", "docs", "-o", str(target)).code == 0
    target.write_bytes(b"mine")
    assert command("method", "docs", "-o", str(target)).code == 1
    assert target.read_bytes() == b"mine"
    assert command("method", "docs", "-o", str(target), "--force").code == 0


def test_a_folder_takes_several_formats_of_several_files(command: Runner, tmp_path: Path) -> None:
    outcome = command("score", "@verdemar", "@marevalle", "--to", "json,csv,md,plain", "-o", str(tmp_path))
    assert (outcome.code, outcome.out) == (0, "")
    kinds = ("csv", "json", "md", "txt")
    names = sorted(f"{region}-report.{kind}" for region in ("marevalle", "verdemar") for kind in kinds)
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert load_result((tmp_path / "verdemar-report.json").read_text(encoding="utf-8")).unit.endswith("Verdemar")


def test_a_broken_file_in_between_leaves_the_others_written(command: Runner, tmp_path: Path) -> None:
    outcome = command(
        "score", "@verdemar", str(BROKEN / "file-empty.yaml"), "@marevalle", "--to", "csv,json", "-o", str(tmp_path)
    )
    assert outcome.code == 1
    assert len(list(tmp_path.iterdir())) == 4


def test_two_files_of_one_name_do_not_replace_each_other(command: Runner, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    files = [tmp_path / name / "answers.yaml" for name in ("one", "two")]
    for file in files:
        file.parent.mkdir()
        file.write_bytes(VERDEMAR.read_bytes())
    outcome = command("score", *map(str, files), "--to", "md", "-o", str(out), "--force")
    assert outcome.code == 2
    assert "answers-report.md" in outcome.err
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("target", ["no/such/folder/x.md", "x" * 300, "a/" * 3000 + "x"])
def test_a_place_that_cannot_be_written(
    command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = command("score", "@verdemar", "--to", "md", "-o", target)
    assert outcome.code == 1
    assert "[output.unwritable]" in outcome.err
    assert is_clean(outcome)


def test_an_output_gets_the_permissions_of_any_new_file(command: Runner, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    command("score", "@verdemar", "--to", "md", "-o", str(tmp_path / "x.md"))
    assert (tmp_path / "x.md").stat().st_mode == (tmp_path / "other").stat().st_mode


# redacted


MARK = "Zq7marker"
"""Stands in every free text of the file; no report that is passed on may hold it."""


def marked(name: str) -> str:
    return f"{MARK}{name}"


def with_marks() -> dict[str, Any]:
    """A submission with a mark of its own in every free text; `by` is a function and may be passed on."""
    data = raw_example("marevalle")
    context, answers = data["context"], data["answers"]
    for name in ("respondents", "unit_name", "languages_official", "languages_newcomers", "origin_data_substitute"):
        context[name] = {"value": marked(name), "comment": marked("context")}
    context["foreign_born"] = {"number": 6.8, "year": 2021, "source": marked("source"), "comment": marked("comment")}
    evidence = {key: marked(f"evidence{key}") for key in ("kind", "title", "reference", "date")}
    for item_id, answer in answers.items():
        held = answer if isinstance(answer, dict) else {"ticked" if isinstance(answer, list) else "value": answer}
        answers[item_id] = {**held, "comment": marked("comment"), "evidence": [evidence], "by": "equality office"}
    answers["A2.3"] = {"ticked": ["figures_small"], "other": marked("other")}
    answers["A8.1"] = {
        "state": "NC",
        "holder": marked("holder"),
        "reason": marked("reason"),
        "confirmed_by": marked("second"),
    }
    answers["A9.2"] = {"state": "NC", "holder": marked("holder2"), "comment": marked("comment")}
    answers["A9.3"] = {"state": "NA", "reason": "forbidden", "law": marked("law"), "comment": marked("comment")}
    answers["A10.1"] = marked("unreadable")
    answers["A10.2"] = {"ticked": [marked("tick")]}
    answers["A10.3"] = {"value": 3, marked("detail"): marked("detail")}
    answers["A10.4"] = {"value": 3, "confidence": marked("confidence")}
    answers[marked("item")] = 3
    data["competences"]["fields"]["policing"] = {"roles": ["none"], "holder": marked("profile")}
    data["competences"]["confirmed"] = ["policing"]
    data["language"] = marked("language")
    data[marked("key")] = 1
    return data


@pytest.mark.parametrize(
    "to",
    [
        "terminal",
        "plain",
        "md",
        "csv",
        "json",
        "xlsx",
    ],
)
def test_redacted_reports_hold_no_free_text(command: Runner, tmp_path: Path, to: str) -> None:
    file = write_json(tmp_path / "marked.json", with_marks())
    target = tmp_path / "out"
    assert command("score", str(file), "--to", to, "-o", str(target), "--redact").code == 1
    if to == "xlsx":
        with zipfile.ZipFile(target) as parts:
            held = b"\n".join(parts.read(name) for name in parts.namelist()).decode(errors="replace")
    else:
        held = target.read_text(encoding="utf-8")
    assert set(re.findall(rf"{MARK}\w+", held)) == set()
    assert "Marevalle" in held


def test_without_redacting_the_marks_are_there(command: Runner, tmp_path: Path) -> None:
    file = write_json(tmp_path / "marked.json", with_marks())
    held = command("score", str(file), "--to", "md").out
    assert {marked("evidencetitle"), marked("other"), marked("respondents")} <= set(re.findall(rf"{MARK}\w+", held))


# streams that can show little


def test_cp1252_takes_every_report() -> None:
    for arguments in (("demo", "tarnavia"), ("status", "@tarnavia"), ("explain", "@tarnavia"), ("demo", "--help")):
        done = process(*arguments, env={"PYTHONIOENCODING": "cp1252"})
        assert (done.returncode, done.stderr) == (0, b"")
        text = done.stdout.decode("cp1252")
        assert re.search(r"\d\?\d|\? \d", text) is None


BARE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_an_ascii_stream_takes_every_report() -> None:
    for arguments in (("demo", "ostwaldmark"), ("method", "show", "regional", "A1.2")):
        done = process(*arguments, env=BARE)
        assert (done.returncode, done.stderr) == (0, b"")
        assert re.search(r"\d\?\d", done.stdout.decode("ascii")) is None


def test_figures_in_problems_can_be_read_on_an_ascii_stream() -> None:
    refused = process("score", str(BROKEN / "answer-out_of_range.yaml"), env=BARE)
    assert refused.returncode == 1
    assert re.search(r"\d\?\d|\? \d", refused.stderr.decode("ascii")) is None


@pytest.mark.parametrize(
    ("to", "surroundings"),
    [("json", {"PYTHONIOENCODING": "cp1252"}), ("csv", {"PYTHONIOENCODING": "cp1252"}), ("md", BARE)],
)
def test_files_on_stdout_are_utf_8_whatever_the_stream(tmp_path: Path, to: str, surroundings: dict[str, str]) -> None:
    done = process("score", "@tarnavia", "--to", to, env=surroundings)
    assert done.returncode == 0
    process("score", "@tarnavia", "--to", to, "-o", str(tmp_path / "file"))
    assert done.stdout == (tmp_path / "file").read_bytes()
    assert "Județul" in done.stdout.decode()


@posix
@pytest.mark.parametrize("arguments", ["demo", "method docs", "score @marevalle --to json"])
def test_a_reader_that_is_gone_is_no_error(arguments: str) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    started = [*PROGRAM, *arguments.split()]
    done = subprocess.run(started, stdout=theirs, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&-"])
def test_closed_streams_are_no_crash(closed: str) -> None:
    line = f"{sys.executable} -m belong_assess demo verdemar {closed}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=False, timeout=60)
    assert done.returncode in (0, 3)
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", ["demo", "method docs", "score @verdemar --to json"])
def test_a_full_disk_is_one_line_with_its_reason(arguments: str) -> None:
    line = f"{sys.executable} -m belong_assess {arguments} > /dev/full"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=False, timeout=60)
    assert done.returncode == 3
    (said,) = done.stderr.decode().splitlines()
    assert os.strerror(28) in said


# a real terminal


def on_terminal(*arguments: str, columns: int = 80, **env: str) -> str:
    code, printed = terminal(arguments, columns, {"TERM": "xterm-256color", **env})
    assert code == 0
    return printed.decode().replace("\r\n", "\n")


@posix
def test_a_terminal_of_80_columns_gets_colour_and_bars_that_fit() -> None:
    text = on_terminal("demo")
    assert "\x1b[" in text
    assert set(ESCAPES.findall(text)) <= {e for e in ESCAPES.findall(text) if e.endswith("m")}
    bare = ESCAPES.sub("", text)
    assert "█" in bare
    assert "\x1b" not in bare
    assert max(map(cell_len, lines(bare))) <= 80


@posix
def test_no_color_leaves_the_bars_and_takes_the_colour() -> None:
    text = on_terminal("demo", NO_COLOR="1")
    assert "█" in text
    assert "\x1b" not in text
    assert text == ESCAPES.sub("", text)


@posix
def test_dumb_accessible_and_plain_are_the_same_plain_lines() -> None:
    texts = [on_terminal("demo", TERM="dumb"), on_terminal("demo", ACCESSIBLE="1"), on_terminal("demo", "--plain")]
    assert texts[0] == texts[1] == texts[2]
    assert CONTROLS.search(texts[0]) is None
    assert DRAWN.search(texts[0]) is None
    assert max(map(len, lines(texts[0]))) <= 80


@posix
def test_a_narrow_terminal_gets_everything_in_lines_that_fit() -> None:
    text = ESCAPES.sub("", on_terminal("demo", columns=40))
    assert max(cell_len(line) for line in lines(text) if not line.startswith("  belong-assess")) <= 40
    assert "…" not in text


def test_columns_is_obeyed(command: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, widest in (("40", 40), ("100", 100), ("500", 120), ("rubbish", 80)):
        monkeypatch.setenv("COLUMNS", columns)
        text = command("score", "@verdemar").out
        assert widest - 12 < max(map(cell_len, lines(text))) <= widest


# the same bytes


def test_two_runs_give_the_same_bytes_whatever_clock_place_and_hash_order(tmp_path: Path) -> None:
    surroundings = [
        {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "0"},
        {"TZ": "America/Adak", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "99", "COLUMNS": "50"},
    ]
    made = []
    for number, env in enumerate(surroundings):
        folder = tmp_path / str(number)
        folder.mkdir()
        file = write_json(folder / "marked.json", with_marks())
        done = process(
            "score", file.name, "@drawina", "--to", "json,csv,md,plain", "-o", ".", "--lang", "en", env=env, cwd=folder
        )
        assert done.returncode == 1
        made.append({path.name: path.read_bytes() for path in folder.iterdir()} | {"stderr": done.stderr})
    assert made[0] == made[1]
    assert len(made[0]) == 10


# completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_prints_a_script(command: Runner, shell: str) -> None:
    outcome = command("completion", shell)
    assert outcome.code == 0
    assert "_BELONG_ASSESS_COMPLETE" in outcome.out
    assert "belong-assess" in outcome.out


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("belong-assess ", set(COMMANDS)),
        ("belong-assess s", {"score", "status"}),
        ("belong-assess method ", set(METHOD_COMMANDS)),
        ("belong-assess score --f", {"--force"}),
    ],
)
def test_bash_completes_commands_and_options(typed: str, offered: set[str]) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split(" ")) - 1), "_BELONG_ASSESS_COMPLETE": "complete_bash"}
    done = process(env=words)
    assert set(done.stdout.decode().split()) == offered
    assert done.stderr == b""


def test_completing_after_a_word_that_is_no_command_is_no_error() -> None:
    words = {"COMP_WORDS": "belong-assess nonsense ", "COMP_CWORD": "2", "_BELONG_ASSESS_COMPLETE": "complete_bash"}
    assert process(env=words).stderr == b""


@posix
def test_the_bash_script_is_valid_bash() -> None:
    script = process("completion", "bash").stdout
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


# formats for programs


def test_json_for_programs_is_json(command: Runner) -> None:
    result = json.loads(command("score", "@marevalle", "--to", "json").out)
    assert result["format"] == "belong-assess/result/1"
    receipt = json.loads(command("explain", "@marevalle", "A8", "--output-format", "json").out)
    assert receipt["id"] == "A8"
    held = json.loads(command("status", "@ostwaldmark", "--output-format", "json").out)
    assert {each["id"] for each in held["lists"]} >= {"unanswered", "dont_know"}
