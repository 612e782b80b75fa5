"""`assess` as people meet it: at a terminal, through a pipe, in a narrow window, with a signal in the middle."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from rich.cells import cell_len
from support.command import PROGRAM, Runner, process, surroundings
from support.keyboard import COLOUR, Keyboard
from support.methods import method
from support.scored import scored, write_json
from support.typist import Typist, typed_within
from terminal.test_pseudo_language import escaped

from belong_assess.files.submissions import FORMAT, load_submission
from belong_assess.language.texts import PSEUDO
from belong_assess.responses.plain_data import entry_data, profile_data
from belong_assess.responses.submission import Submission

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
REGIONAL = method("regional")
CONTROLS = re.compile(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]")
BOXES = re.compile("[\u2500-\u259f]")
BEGIN = ("assess", "r.yaml", "--tier", "express")


def drawina(tier: str) -> Submission:
    """The express answers of an invented region, as a submission of this tier."""
    held = typed_within(replace(scored("drawina").submission, tier="express", scope=None, status="draft"), REGIONAL)
    return replace(held, tier=tier)


def in_a_file(said: Submission, path: Path) -> Path:
    """Write a submission as somebody writes it by hand."""
    presets = {preset.id: dict(preset.roles) for preset in REGIONAL.questionnaire.competences.presets}
    texts = {fact.id for fact in REGIONAL.facts.values() if fact.answer.kind == "text"}
    data: dict[str, Any] = {
        "format": FORMAT,
        "questionnaire": said.questionnaire,
        "version": said.version,
        "hash": said.hash,
        "tier": said.tier,
        "status": "draft",
        "language": said.language,
        "context": {name: entry_data(entry, short=name not in texts) for name, entry in said.context.items()},
        "competences": profile_data(said.profile, presets),
        "answers": {name: entry_data(entry) for name, entry in said.answers.items()},
    }
    return write_json(path, data)


def read(path: Path) -> Submission:
    made, problems = load_submission(path, REGIONAL, "same")
    assert made is not None, problems
    return made


def report(path: Path) -> str:
    done = process("score", str(path), "--to", "plain", "--quiet")
    return done.stdout.decode()


DETOURS = ["?", "??", "b", "", "l", "", "0", "u", "s", "b", "-", "c", "A passing thought.", "c", "delete", "g A1.1", ""]
"""At A2.2: help, back and forth, the list, an answer taken back, a skip, a note that goes again, a walk to A1.1."""


@pytest.mark.slow
def test_the_express_tier_by_keyboard_is_the_file_with_the_same_answers(tmp_path: Path) -> None:
    """With every command on the way, quit and resume, a change of mind across a condition, and the report at the end."""
    said = drawina("express")
    lines = list(Typist(REGIONAL, said).lines())
    with Keyboard(*BEGIN, cwd=tmp_path) as keyboard:
        at_a22 = None
        for number, line in enumerate(lines):
            if "\nA2.2 " in COLOUR.sub(b"", keyboard.wait().encode()).decode().replace("\r", ""):
                at_a22 = number
                break
            keyboard.type(line)
        assert at_a22 is not None
        keyboard.type(*DETOURS)
        keyboard.type("g A2.2", "-", "q")
        assert keyboard.end() == 0
        assert "To go on: belong-assess assess r.yaml" in " ".join(keyboard.text.split())
        assert not COLOUR.sub(b"", keyboard.shown).count(b"\x1b")
    with Keyboard(*BEGIN, cwd=tmp_path) as keyboard:
        assert "The first open question is A2.2." in COLOUR.sub(b"", keyboard.wait().encode()).decode()
        keyboard.type("", "m", said.answers["A2.1"].by or "delete", *lines[at_a22:])
        assert "The whole" in keyboard.wait()
        keyboard.type("")
        assert keyboard.end() == 0
        assert "Drawina" in keyboard.text
    express = in_a_file(said, tmp_path / "by_hand.json")
    assert read(tmp_path / "r.yaml") == read(express) == replace(said, file="same")
    assert report(tmp_path / "r.yaml") == report(express)
    with Keyboard("assess", "r.yaml", "--tier", "standard", cwd=tmp_path) as keyboard:
        keyboard.type("y", "")
        assert "\nA1.3 " in COLOUR.sub(b"", keyboard.wait().encode()).decode().replace("\r", "")
        keyboard.type("41.4 % counted", "g A1.2", "0")
        assert "This closes: A1.3, A1.4." in keyboard.wait()
        keyboard.type("g A1.2", "3")
        assert "So far: 2 25 to under 50 %" in keyboard.wait()
        keyboard.type("-", "q")
        assert keyboard.end() == 0
    standard = in_a_file(drawina("standard"), tmp_path / "by_hand.json")
    assert read(tmp_path / "r.yaml") == read(standard)
    assert report(tmp_path / "r.yaml") == report(standard)


def some_questions(keyboard: Keyboard) -> None:
    """Answer a handful of questions of every kind, with help, evidence and a look back."""
    keyboard.type("Łódź Voivodeship", "?", "XX", "s", "y", "1284", "13,6", "2021", "census", "g profile", "2", "")
    keyboard.type("?", "3", "e", "Resolution", "decision", "12", "2024", "3", "", "g A9.1", "1 3", "l", "end")


@pytest.mark.parametrize("columns", [40, 80])
def test_plain_output_is_lines_and_nothing_else(tmp_path: Path, columns: int) -> None:
    with Keyboard(*BEGIN, "--plain", cwd=tmp_path, columns=columns) as keyboard:
        some_questions(keyboard)
        keyboard.type("")
        assert keyboard.end() == 0
        printed = keyboard.shown.replace(b"\x00", b"").replace(b"\r\n", b"\n")
        assert CONTROLS.findall(printed) == []
        assert BOXES.findall(printed.decode()) == []
        words = max(cell_len(word) for word in keyboard.text.split())
        assert max(cell_len(line) for line in shown_lines(keyboard)) <= max(columns, words)


def shown_lines(keyboard: Keyboard) -> list[str]:
    """Lines without what was typed behind a prompt."""
    pieces = COLOUR.sub(b"", keyboard.shown).decode().replace("\r\n", "\n").split("\x00")
    first = pieces[0].splitlines()
    return first + [line for piece in pieces[1:] for line in piece.splitlines()[1:]]


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_colour_is_all_that_a_capable_terminal_adds(tmp_path: Path, columns: int) -> None:
    with Keyboard(*BEGIN, cwd=tmp_path, columns=columns) as keyboard:
        some_questions(keyboard)
        keyboard.wait()
        assert b"\x1b[" in keyboard.shown
        printed = COLOUR.sub(b"", keyboard.shown).replace(b"\x00", b"").replace(b"\r\n", b"\n")
        assert CONTROLS.findall(printed) == []
        assert max(cell_len(line) for line in shown_lines(keyboard)) <= columns


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"ACCESSIBLE": "1"}, {"TERM": "dumb"}])
def test_the_environment_turns_colour_off(tmp_path: Path, env: dict[str, str]) -> None:
    with Keyboard(*BEGIN, cwd=tmp_path, env=env) as keyboard:
        keyboard.type("X", "q")
        assert keyboard.end() == 0
        assert b"\x1b" not in keyboard.shown


@pytest.mark.parametrize(
    ("ends", "code"),
    [("\x03", 130), ("\x04", 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
)
def test_whatever_ends_it_every_answer_is_kept(tmp_path: Path, ends: str | signal.Signals, code: int) -> None:
    with Keyboard(*BEGIN, "--plain", cwd=tmp_path) as keyboard:
        keyboard.type("Serrano", "g A1.1", "3")
        keyboard.wait()
        if isinstance(ends, str):
            keyboard.press(ends)
        else:
            keyboard.process.send_signal(ends)
        assert keyboard.end() == code
        assert "Saved in r.yaml. To go on: belong-assess assess r.yaml" in keyboard.text
        assert "Traceback" not in keyboard.text
    assert read(tmp_path / "r.yaml").answers["A1.1"].response.kind == "chosen"


@pytest.mark.parametrize(
    ("ends", "code"),
    [("\x03", 130), ("\x04", 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
)
def test_whatever_ends_a_text_of_several_lines_it_is_kept(tmp_path: Path, ends: str | signal.Signals, code: int) -> None:
    with Keyboard(*BEGIN, "--plain", cwd=tmp_path) as keyboard:
        keyboard.type("Serrano", "g country")
        keyboard.wait()
        keyboard.press("one\ntwo\n")
        while keyboard.shown.count(b"two") == 0 or b"ends it" not in keyboard.shown:
            keyboard.read(1)
        sleep(0.3)
        if isinstance(ends, str):
            keyboard.press(ends)
        else:
            keyboard.process.send_signal(ends)
        assert keyboard.end() == code
        assert "Saved in r.yaml." in keyboard.text
    assert 'country: "one\\ntwo"' in (tmp_path / "r.yaml").read_text(encoding="utf-8")


def test_a_window_that_is_closed_is_a_signal_and_loses_nothing(tmp_path: Path) -> None:
    with Keyboard(*BEGIN, "--plain", cwd=tmp_path) as keyboard:
        keyboard.type("Serrano", "g A1.1", "3")
        keyboard.wait()
        keyboard.close_window()
        assert keyboard.process.wait(30) == 129
    assert read(tmp_path / "r.yaml").answers["A1.1"].response.kind == "chosen"


def test_a_full_disk_is_said_once_by_a_script(tmp_path: Path) -> None:
    full = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (700, 700)); from belong_assess.cli.main import main; main()"
    lines = "Serrano\n" + "".join(f"g A{area}.1\nd\n" for area in range(1, 14))
    done = subprocess.run(
        [sys.executable, "-c", full, *BEGIN], input=lines.encode(), capture_output=True, cwd=tmp_path,
        env=surroundings({"BELONG_ASSESS_CACHE": str(tmp_path / "cache")}), check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 3
    said = " ".join((done.stdout + done.stderr).decode().split())
    assert said.count("The disk is full") == 1, said
    assert str(tmp_path) in said
    assert not list(tmp_path.glob(".*"))


def test_killed_at_a_prompt_everything_before_is_there(tmp_path: Path) -> None:
    with Keyboard(*BEGIN, "--plain", cwd=tmp_path) as keyboard:
        keyboard.type("Serrano", "g A1.1", "3")
        keyboard.wait()
        keyboard.process.kill()
        keyboard.process.wait()
    with Keyboard("assess", "r.yaml", "--plain", cwd=tmp_path) as keyboard:
        assert "Draft: Serrano" in keyboard.wait()
        keyboard.type("q")
        assert keyboard.end() == 0
    assert read(tmp_path / "r.yaml").answers["A1.1"].response.kind == "chosen"


def test_a_second_window_is_told_to_wait(tmp_path: Path) -> None:
    with Keyboard(*BEGIN, cwd=tmp_path) as keyboard:
        keyboard.type("Serrano")
        keyboard.wait()
        done = process(*BEGIN, cwd=tmp_path)
    assert done.returncode == 3
    assert b"another window" in done.stderr and b"Traceback" not in done.stderr


# pipes and files of answers


def piped(text: str, *arguments: str, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the program with lines from a pipe."""
    command, around = [*PROGRAM, *arguments], surroundings(env)
    return subprocess.run(command, input=text.encode(), capture_output=True, cwd=cwd, env=around, check=False, timeout=60)


STREAMS: dict[str, dict[str, str]] = {
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "ascii": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "utf-8": {"PYTHONIOENCODING": "utf-8"},
}


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("columns", ["40", "80"])
def test_streams_that_hold_few_letters_lose_nothing_in_the_file(tmp_path: Path, name: str, columns: str) -> None:
    lines = "Łódź “Nowa” – 1\n\ns\nb\nl\nend\n1\n"
    done = piped(lines, *BEGIN, cwd=tmp_path, env={**STREAMS[name], "COLUMNS": columns})
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert 'region_name: "Łódź “Nowa” – 1"' in (tmp_path / "r.yaml").read_text(encoding="utf-8")
    shown = done.stdout.decode("cp1252" if name == "cp1252" else "utf-8" if name == "utf-8" else "ascii")
    assert ("Łódź" if name == "utf-8" else "?ód?" if name == "cp1252" else "??d?") in shown
    assert "The whole" in shown


def test_answers_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text("# by hand\nSerrano\ng A1.1\n3\nq\n", encoding="utf-8-sig")
    done = process(*BEGIN, "--answers", "lines.txt", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"Saved in r.yaml. To go on: belong-assess assess r.yaml\n")
    assert "0 to 4: 3\n" in done.stdout.decode()
    assert read(tmp_path / "r.yaml").unit == "Serrano"


TOO_SOON = [
    ("Serrano\ng A1.1\n", "The answers ended after line 2, at A1.1; questions are left open."),
    ("Serrano\n", 'The answers ended after line 1, at "Which statistical code'),
    ("Serrano\ng A1.1\nmaybe\n3\n", "Line 3 was not understood, at A1.1."),
]


@pytest.mark.parametrize(("lines", "sentence"), TOO_SOON)
def test_answers_that_end_too_soon_or_are_not_understood(tmp_path: Path, lines: str, sentence: str) -> None:
    done = piped(lines, *BEGIN, cwd=tmp_path)
    assert done.returncode == 1
    assert sentence in " ".join(done.stderr.decode().split())
    assert read(tmp_path / "r.yaml").answers == {}


@pytest.mark.parametrize(("lines", "reason"), [("", "ended after line 0"), ("9\n", "Line 1 was not understood")])
def test_answers_that_begin_nothing_say_so(tmp_path: Path, lines: str, reason: str) -> None:
    done = piped(lines, "assess", "r.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert reason in done.stderr.decode() and "Nothing was begun." in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("lines", "code"), [("", 0), ("\n", 0), ("g nowhere\n", 1)])
def test_answers_that_end_where_nothing_is_open_are_enough(tmp_path: Path, lines: str, code: int) -> None:
    nothing_open = {
        "questionnaire": "regional",
        "version": "0.1.0",
        "tier": "express",
        "competences": {"preset": "county"},
        "context": {fact: {"state": "DK"} for fact in REGIONAL.facts},
        "answers": {question: "DK" for question in REGIONAL.items},
    }
    (tmp_path / "r.yaml").write_text(json.dumps(nothing_open), encoding="utf-8")
    done = piped(lines, "assess", "r.yaml", cwd=tmp_path)
    assert done.returncode == code, done.stderr


def test_without_a_file_a_name_is_asked_and_a_free_one_proposed(tmp_path: Path) -> None:
    for place, name in enumerate(("val-serrano.yaml", "val-serrano-2.yaml")):
        done = piped("Val Serrano!\n\n2\nq\n", "assess", cwd=tmp_path)
        assert done.returncode == 0, (place, done.stderr)
        assert read(tmp_path / name).tier == "standard"
        assert read(tmp_path / name).unit == "Val Serrano!"
    for name, file in (("CON", "my-con.yaml"), ("../../etc", "etc.yaml"), ("☺", "region.yaml"), ("Łódź", "lodz.yaml")):
        assert piped(f"{name}\n\n1\nq\n", "assess", cwd=tmp_path).returncode == 0
        assert (tmp_path / file).is_file()


@pytest.mark.parametrize("refused", ["foo.txt", "CON.yaml", "con", "nowhere/r.yaml", "r.yaml", "."])
def test_a_name_that_no_draft_can_have_is_asked_again(tmp_path: Path, refused: str) -> None:
    (tmp_path / "r.yaml").write_text("mine", encoding="utf-8")
    with Keyboard("assess", "--tier", "express", "--plain", cwd=tmp_path) as keyboard:
        keyboard.type("Serrano", refused, "q")
        assert keyboard.end() == 0
        assert keyboard.text.count("In which file") == 2
    assert [each.name for each in tmp_path.iterdir()] == ["r.yaml"]


@pytest.mark.parametrize("name", ["my file.yaml", "it's; $(x).yaml", "-r.yaml"])
def test_the_command_that_goes_on_can_be_typed_as_it_stands(tmp_path: Path, name: str) -> None:
    done = piped("Serrano\nq\n", "assess", "--tier", "express", "--", name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    command = shlex.split(" ".join(done.stderr.decode().split()).rpartition("To go on: ")[2])
    again = piped("q\n", *command[1:], cwd=tmp_path)
    assert (again.returncode, "Draft: Serrano" in again.stdout.decode()) == (0, True)


def test_nothing_is_begun_before_there_is_an_answer(tmp_path: Path) -> None:
    assert piped("q\n", "assess", cwd=tmp_path).returncode == 0
    assert piped("", "assess", cwd=tmp_path).returncode == 1
    assert list(tmp_path.iterdir()) == []


# what cannot be taken up


def approved(folder: Path) -> bytes:
    """An approved submission."""
    held = "questionnaire: regional\nversion: 0.1.0\ntier: express\nstatus: approved\nanswers: {A1.1: 3}\n"
    (folder / "r.yaml").write_text(held, encoding="utf-8")
    return held.encode()


def test_an_approved_submission_is_not_changed_by_a_script(tmp_path: Path) -> None:
    before = approved(tmp_path)
    done = piped("\ng A1.1\n4\nq\n", *BEGIN, cwd=tmp_path)
    assert done.returncode == 3
    assert b"r.yaml is approved" in done.stderr and b"r-2.yaml" in done.stderr
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("r.yaml", before)]


def test_a_new_draft_is_offered_beside_an_approved_submission(tmp_path: Path) -> None:
    before = approved(tmp_path)
    with Keyboard(*BEGIN, "--plain", cwd=tmp_path) as keyboard:
        assert "r.yaml is approved" in keyboard.wait()
        keyboard.type("b", "", "g A1.1", "4", "q")
        assert keyboard.end() == 0
        assert "To go on: belong-assess assess r-2.yaml" in keyboard.text
    assert (tmp_path / "r.yaml").read_bytes() == before
    made = (tmp_path / "r-2.yaml").read_text(encoding="utf-8")
    assert "\n  A1.1: 4\n" in made and 'status: "draft"' in made
    assert not (tmp_path / "r.history.jsonl").exists()


def test_nothing_is_begun_beside_an_approved_submission_where_somebody_stops(tmp_path: Path) -> None:
    before = approved(tmp_path)
    with Keyboard(*BEGIN, "--plain", cwd=tmp_path) as keyboard:
        keyboard.type("q")
        assert keyboard.end() == 0
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("r.yaml", before)]


@pytest.mark.parametrize(
    ("head", "code", "words"),
    [
        ({"questionnaire": "other"}, 1, 'answers the questionnaire "other"'),
        ({"version": "9.9.9"}, 1, "Bring this program up to date"),
        ({"version": "0.0.9"}, 1, "method migrate r.yaml --to METHOD"),
        ({"tier": "endless"}, 1, "endless"),
        ({"status": "approved"}, 3, "status: draft"),
    ],
)
def test_a_draft_of_another_kind_is_refused_with_a_way_out(
    tmp_path: Path, head: dict[str, str], code: int, words: str
) -> None:
    data = {"questionnaire": "regional", "version": "0.1.0", "tier": "express", **head}
    path = tmp_path / "r.yaml"
    path.write_text("".join(f'{name}: "{held}"\n' for name, held in data.items()), encoding="utf-8")
    before = path.read_bytes()
    done = process("assess", "r.yaml", cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr.decode() and "Traceback" not in done.stderr.decode()
    assert done.stderr.startswith((b"r.yaml cannot be used", b"r.yaml is approved"))
    assert path.read_bytes() == before


def test_another_mark_of_the_method_and_unknown_questions_are_said_on_taking_up(tmp_path: Path) -> None:
    held = "questionnaire: regional\nversion: 0.1.0\nhash: abc\ntier: express\nanswers: {A1.1: 3, ZZ: 1}\n"
    (tmp_path / "r.yaml").write_text(held, encoding="utf-8")
    done = piped("q\n", "assess", "r.yaml", cwd=tmp_path)
    shown = " ".join(done.stdout.decode().split())
    assert "The questionnaire has changed since this file was made" in shown and "ZZ" in shown
    assert (tmp_path / "r.yaml").read_text(encoding="utf-8") == held


@pytest.mark.parametrize("command", ["score", "status"])
def test_a_draft_of_which_there_is_only_the_history_leads_to_assess(tmp_path: Path, command: str) -> None:
    assert piped("Serrano\nq\n", *BEGIN, cwd=tmp_path).returncode == 0
    (tmp_path / "r.yaml").unlink()
    done = process(command, "r.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert b"belong-assess assess r.yaml" in done.stderr and b"draft.only_history" in done.stderr


def test_a_file_that_is_no_draft_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("Dear colleagues", encoding="utf-8")
    done = process("assess", "r.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert b"another file than a draft" in done.stderr and b"damaged" not in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["r.yaml"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--tier", "endless"),
        ("--area", "A99"),
        ("--last-year", "nowhere.yaml"),
        ("--answers", "nowhere.txt"),
        ("--answers", "."),
        ("--last-year", "."),
        ("--method", "no"),
    ],
)
def test_usage_errors(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = process("assess", "r.yaml", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert not (tmp_path / "r.yaml").exists()


def test_last_year_and_one_area(tmp_path: Path) -> None:
    said = in_a_file(drawina("express"), tmp_path / "old.json")
    lines = "Drawina\ng A1.1\ny\nq\n"
    done = piped(lines, *BEGIN, "--last-year", said.name, "--area", "a1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = read(tmp_path / "r.yaml")
    assert made.scope == ("A1",)
    assert made.answers["A1.1"].response == drawina("express").answers["A1.1"].response


def test_the_pseudo_language_shows_no_text_of_its_own(command: Runner, tmp_path: Path) -> None:
    lines = [
        "Xyzzy",
        "help",
        "commands",
        "go profile",
        "2",
        "",
        "go A1.1",
        "help",
        "evidence",
        "Xyzzy",
        "",
        "",
        "",
        "who",
        "1",
    ]
    lines += [
        "confidence",
        "1",
        "3",
        "go A9.1",
        "not ours",
        "",
        "Xyzzy",
        "go A3.2",
        "37 %",
        "1",
        "list",
        "",
        "go A1.3",
        "back",
    ]
    lines += ["undo", "go population", "twelve"]
    (tmp_path / "lines.txt").write_text("\n".join(lines), encoding="utf-8")
    target = tmp_path / "r.yaml"
    outcome = command(
        "--lang", PSEUDO, "assess", str(target), "--tier", "full", "--answers", str(tmp_path / "lines.txt"), "--plain"
    )
    assert outcome.code == 1
    typed = {word for line in lines for word in line.split()} | {str(target), "r.yaml", *lines}
    assert escaped(outcome.out + outcome.err, typed) == []
