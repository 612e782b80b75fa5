"""A submission that is hostile in every free text: no crash, no steering, nothing lost, no place but the one named."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from support.command import Runner
from support.scored import raw_example, write_json

from belong_assess.cli.reporting import rendered, report_of
from belong_assess.cli.screen import NARROWEST_TABLE
from belong_assess.files.results import load_result
from belong_assess.language.texts import language
from belong_assess.responses.plain_text import MAX_LENGTH, without_controls
from belong_assess.sheets.csv_cells import FORMULA_STARTS
from belong_assess.views.explanation import explain_item
from belong_assess.views.explanation_text import render_explanation
from belong_assess.views.problems import problem_text
from belong_assess.views.status import build_status, render_status
from belong_assess.views.terminal import render_terminal
from belong_assess.workflows.score_file import Scored, score_file

TEXTS: dict[str, str] = {
    "clear screen": "a\x1b[2J\x1b[Hb",
    "window title": "a\x1b]0;owned\x07b",
    "hyperlink": "a\x1b]8;;https://x.example\x1b\\b\x1b]8;;\x1b\\",
    "C1 sequence": "a\x9b31mb\x85c\x90d",
    "bidi override": "ab\u202edcba\u2066x\u2069y",
    "line separators": "a\u2028b\u2029c",
    "closing markup": "[/] [/bold] [red]a[/red]",
    "markup link": "[link=https://x.example]press[/link] [bold on red]",
    "escaped markup": "\\[bold] [[ ]]",
    "formula": '=HYPERLINK("https://x.example","press")',
    "plus": "+1+1|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1,1)",
    "tab": "\t=1+1",
    "full-width": "＝1+1",
    "spaces": "   =1+1",
    "NUL": "a\x00b",
    "backspaces": "a\x08\x08\x08b\x7f",
    "long word": "ø" * 300,
    "many words": "word " * 100,
    "reserved name": "CON",
    "path": "../x",
    "root": "/etc/passwd",
    "drive": "C:\\x\\..\\y",
    "emoji": "🙂👩‍👩‍👧‍👦🏳️‍🌈",
    "marks": "Z̸̢̛͙̆ạ̷l̴g̶o̷",
    "wide": "東京都の地域",
    "right to left": "القاهرة עברית",
    "braces": "{say} {0} {unit.__class__} {{x}} %s %(x)s ${x}",
    "markdown": "| a | b | `code` **bold** <script>x</script> ![i](x) # h\n## h2\n---\n> q",
    "html": "<img src=x onerror=alert(1)>&lt;",
    "quotes": "\"'`“”,;",
    "many lines": "a\nb\r\nc\rd",
    "joiners": "a\u200bb\u00adc\ufeffd\u2060e",
    "spaces inside": "a\u00a0b\u3000c  d",
    "yaml": "&a *b !!python/object:x {a: [",
    "surrogate": "a\ud800b",
}
"""One hostile text of each kind."""

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
STEERING = re.compile("[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
SAY = language()


def hostile(text: str) -> dict[str, Any]:
    """A submission with this text in every place where text can stand, and around."""
    data = raw_example("lagosera")
    context, answers = data["context"], data["answers"]
    for name in (
        "region_name",
        "region_code",
        "country",
        "unit_name",
        "responsible_unit",
        "respondents",
        "languages_official",
    ):
        context[name] = text
    context["foreign_born"] = {"number": 6, "year": 2021, "source": text, "comment": text}
    evidence = {key: text for key in ("kind", "title", "reference", "date")}
    for item_id, answer in answers.items():
        held = answer if isinstance(answer, dict) else {"ticked" if isinstance(answer, list) else "value": answer}
        answers[item_id] = {**held, "comment": text, "evidence": [evidence, text], "by": text}
    answers["A2.3"] = {"ticked": ["figures_small"], "other": text}
    answers["A8.1"] = {"state": "NC", "holder": text, "reason": text, "confirmed_by": text + "2", "comment": text}
    answers["A9.3"] = {"state": "NA", "reason": "forbidden", "law": text}
    answers["A10.1"] = {"value": text}
    answers["A10.2"] = {"ticked": [text]}
    answers["A10.3"] = {"value": 3, text: text, "confidence": text, "who": text}
    answers["A11.1"] = {"state": text}
    answers[text] = text
    data["competences"]["fields"]["policing"] = {"roles": ["none"], "holder": text}
    data["language"] = text
    data[text] = text
    return data


def hostile_envelope(text: str) -> dict[str, Any]:
    """A submission with this text where only words from lists are expected."""
    data = raw_example("lagosera")
    data["competences"]["fields"][text] = {"roles": [text]}
    data["competences"]["fields"]["policing"] = {"roles": [text], "holder": text, text: text}
    data["competences"]["confirmed"] = [text]
    data["competences"]["preset"] = text
    data["status"] = text
    return data


def is_harmless(printed: str) -> bool:
    return CONTROLS.search(printed.replace("\r\n", "\n")) is None


@dataclass(frozen=True)
class Reports:
    """What one hostile file gave: the text in it, and every form of its report."""

    given: str
    held: Scored
    forms: dict[str, str]


@cache
def reports(name: str) -> Reports:
    """Score the file that holds one hostile text everywhere, and draw all its reports."""
    with tempfile.TemporaryDirectory() as folder:
        held = score_file(write_json(Path(folder) / "hostile.json", hostile(TEXTS[name])))
    assert isinstance(held, Scored), held
    forms = {to: rendered(held, SAY, to, (), redact=False).decode() for to in ("plain", "md", "csv", "json")}
    report = report_of(held, SAY)
    forms |= {f"terminal-{width}": render_terminal(report, SAY, width=width) for width in (NARROWEST_TABLE, 120)}
    forms["status"] = render_status(build_status(report, held.result, SAY), SAY)
    forms["problems"] = "\n".join(problem_text(problem, SAY) for problem in held.problems)
    for item_id in ("A2.3", "A8.1", "A9.3", "A10.1", "A10.3", "A11.1"):
        told = explain_item(held.assessment, held.submission, held.result, item_id, SAY)
        forms[item_id] = render_explanation(told, SAY, name)
    return Reports(TEXTS[name], held, forms)


each_text = pytest.mark.parametrize("name", TEXTS)


@each_text
def test_every_report_is_harmless(name: str) -> None:
    for to, text in reports(name).forms.items():
        assert text, to
        assert is_harmless(text), to
        if to not in ("csv", "json"):
            assert STEERING.search(text) is None, to


@each_text
def test_the_terminal_report_interprets_nothing_and_fits(name: str) -> None:
    found = reports(name)
    for width in (NARROWEST_TABLE, 120):
        bare = found.forms[f"terminal-{width}"]
        assert all(cell_len(line) <= width for line in bare.splitlines())
        coloured = render_terminal(report_of(found.held, SAY), SAY, width=width, colour=True)
        assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()] == bare.splitlines()


def as_read(text: str) -> str:
    """A text without what may be lost on the way: controls, direction marks or their codes, the width of blanks."""
    return "".join(re.sub(r"<U\+[0-9A-F]{4}>", "", STEERING.sub("", without_controls(text))).split())


@each_text
def test_every_report_tells_the_texts_in_full(name: str) -> None:
    found = reports(name)
    given = as_read(found.given)
    for to in ("plain", "terminal-120", "A2.3", "A8.1", "status", "csv", "json"):
        text = json.loads(found.forms[to])["unit"] if to == "json" else found.forms[to]
        text = text.replace('""', '"') if to == "csv" else text
        assert given in as_read(text), to


@each_text
def test_json_keeps_the_name_but_for_control_characters(name: str) -> None:
    result = json.loads(reports(name).forms["json"])
    assert result["unit"] == without_controls(TEXTS[name]).strip()
    assert load_result(json.dumps(result)).unit == result["unit"]


@each_text
def test_csv_marks_what_looks_like_a_formula(name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(reports(name).forms["csv"], newline="")))
    assert len(rows) > 100
    for row in rows:
        assert None not in row
        for column, cell in row.items():
            if not re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell):
                assert not cell.lstrip().startswith(FORMULA_STARTS), (column, cell)
    assert as_read(rows[0]["unit"].removeprefix("'")) == as_read(TEXTS[name]).removeprefix("'")


@each_text
def test_markdown_reads_nothing_into_the_texts(name: str) -> None:
    text = reports(name).forms["md"]
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in rows} == {6, 7}
    assert re.search(r"(?<!\\)(?:\\\\)*<", text) is None
    headings = [line for line in text.splitlines() if re.match(r"#+ ", line)]
    assert len(headings) == len(
        [line for line in reports("reserved name").forms["md"].splitlines() if re.match(r"#+ ", line)]
    )


@pytest.mark.parametrize(
    "name", ["clear screen", "C1 sequence", "backspaces", "surrogate", "formula", "many words", "markup link", "braces"]
)
def test_words_that_should_come_from_a_list(command: Runner, tmp_path: Path, name: str) -> None:
    file = write_json(tmp_path / "hostile.json", hostile_envelope(TEXTS[name]))
    for to in ("plain", "json"):
        outcome = command("score", str(file), "--to", to)
        assert outcome.code == 1
        assert outcome.out
        assert is_harmless(outcome.out + outcome.err)


@pytest.mark.parametrize("where", ["tier", "scope", "questionnaire", "version", "hash", "format"])
@pytest.mark.parametrize("name", ["clear screen", "surrogate", "long word"])
def test_words_without_which_nothing_is_scored(command: Runner, tmp_path: Path, where: str, name: str) -> None:
    file = write_json(tmp_path / "hostile.json", {**raw_example("lagosera"), where: TEXTS[name]})
    outcome = command("score", str(file))
    assert outcome.code == (0 if where == "hash" else 1)
    assert is_harmless(outcome.out + outcome.err)
    assert max(map(len, outcome.err.splitlines())) < 1_000


@pytest.mark.parametrize("sign", ["[", "{", ']["', '\\"['])
def test_brackets_in_texts_are_no_depth(command: Runner, tmp_path: Path, sign: str) -> None:
    data = raw_example("verdemar")
    for answer in data["answers"].values():
        if isinstance(answer, dict):
            answer["comment"] = answer["by"] = sign * 3
    assert command("score", str(write_json(tmp_path / "x.json", data))).code == 0


@pytest.mark.parametrize("name", ["clear screen", "closing markup", "surrogate", "yaml"])
def test_the_program_says_so_and_goes_on(command: Runner, tmp_path: Path, name: str) -> None:
    file = write_json(tmp_path / "hostile.json", hostile(TEXTS[name]))
    for arguments in (
        ("score", str(file)),
        ("score", str(file), "--to", "json"),
        ("status", str(file)),
        ("explain", str(file)),
    ):
        outcome = command(*arguments)
        assert outcome.code == 1
        assert outcome.out
        assert is_harmless(outcome.out + outcome.err)


@pytest.mark.parametrize("name", ["path", "drive", "long word"])
def test_nothing_is_written_but_where_it_is_said(
    command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file = write_json(tmp_path / "hostile.json", hostile(TEXTS[name]))
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert command("score", str(file), "--to", "json,csv,md,xlsx", "-o", ".").code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hostile.json", "inside"]
    assert sorted(path.name for path in inside.iterdir()) == [
        f"hostile-report.{end}" for end in ("csv", "json", "md", "xlsx")
    ]


@pytest.mark.parametrize(
    "name", ["a\x1b[2Jb.json", "a\x9b31mb.json", "[link=x].json", "=1+1.json", "{say}.json", "🙂.json", "-.json"]
)
def test_names_of_files_steer_nothing(command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    write_json(tmp_path / name, raw_example("verdemar"))
    (tmp_path / f"broken{name}").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ("score", f"./{name}"),
        ("score", f"./broken{name}"),
        ("score", f"./missing{name}"),
        ("explain", f"./{name}"),
        ("status", f"./{name}"),
        ("score", f"./{name}", "--to", "md", "-o", "."),
        ("score", f"./{name}", "--to", "md", "-o", "."),
        ("score", f"@{name}"),
        ("demo", name.strip("-")),
        (name.strip("-"),),
        ("method", "check", f"./{name}"),
        ("score", "@verdemar", "--method", f"./{name}"),
    ):
        outcome = command(*arguments)
        assert outcome.code in (0, 1, 2), arguments
        assert is_harmless(outcome.out + outcome.err), arguments


def test_a_very_long_text_is_refused_and_the_rest_is_scored(command: Runner, tmp_path: Path) -> None:
    data = raw_example("verdemar")
    data["context"]["region_name"] = data["answers"]["A10.2"] = "x" * (MAX_LENGTH + 1)
    data["answers"]["A1.1"]["comment"] = "x" * (MAX_LENGTH + 1)
    outcome = command("score", str(write_json(tmp_path / "long.json", data)), "--to", "md")
    assert outcome.code == 1
    assert "[answer.too_long]" in outcome.err
    assert max(map(len, outcome.err.splitlines())) < 1_000
    assert max(map(len, outcome.out.splitlines())) < 2_000


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_text_everywhere_is_harmless(command: Runner, tmp_path: Path, text: str) -> None:
    file = write_json(tmp_path / "any.json", hostile(text))
    for to in ("plain", "json"):
        outcome = command("score", str(file), "--to", to)
        assert outcome.code == 1
        assert is_harmless(outcome.out + outcome.err)


# large and repetitive files: bounds are ten times what was measured

HEAD = "questionnaire: regional\nversion: 0.1.0\ntier: full\n"
LARGE: dict[str, str] = {
    "three million values": HEAD + "x: [" + "a, " * 3_000_000 + "]\n",
    "nineteen thousand unknown ids": HEAD + "answers:\n" + "".join(f"  A{n}.x: 1\n" for n in range(19_000)),
    "five million brackets": "[" * 5_000_000,
    "one long word": HEAD + f"status: {'x' * 9_000_000}\n",
    "controls": HEAD + "answers: {A1.1: '" + "\x1b" * 200_000 + "'}\n",
    "escaped controls": HEAD + 'answers: {A1.1: "' + "\\x1b" * 200_000 + '"}\n',
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_is_read_or_refused_at_once(tmp_path: Path, name: str) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(LARGE[name].encode())
    started = time.perf_counter()
    problems = score_file(file).problems
    assert time.perf_counter() - started < 3
    assert problems
    if "controls" in name:
        assert len(problems) < 1_000


@pytest.mark.parametrize("sign", ["a", "a@", "+1", "+1 -", "Mr ", "\u0301", "%", "word "])
def test_long_texts_are_searched_for_names_in_little_time(tmp_path: Path, sign: str) -> None:
    data = raw_example("verdemar")
    for item_id in ("A1.1", "A1.2", "A2.1", "A2.2", "A3.1"):
        data["answers"][item_id] = {"value": 3, "comment": (sign * MAX_LENGTH)[:MAX_LENGTH]}
    file = write_json(tmp_path / "long.json", data)
    started = time.perf_counter()
    assert isinstance(score_file(file), Scored)
    assert time.perf_counter() - started < 1
