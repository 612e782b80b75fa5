"""A submission that is hostile in every free text: no crash, no steering, nothing lost, no place but the one named."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from support.command import Runner
from support.scored import raw_example, write_json

from belong_assess.files.results import load_result
from belong_assess.language.texts import language
from belong_assess.responses.plain_text import MAX_LENGTH, without_controls
from belong_assess.views.csv_table import FORMULA_STARTS
from belong_assess.views.report import build_report
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
    "many words": "word " * 400,
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
FORMATS = ("terminal", "plain", "md", "csv", "json")


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
    data["competences"]["fields"][text] = {"roles": [text]}
    data["competences"]["confirmed"] = [text]
    data["language"] = text
    data["status"] = text
    data[text] = text
    return data


def is_harmless(printed: str) -> bool:
    return CONTROLS.search(printed.replace("\r\n", "\n")) is None


@pytest.fixture
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return write_json(tmp_path / "hostile.json", hostile(TEXTS[request.param]))


each_text = pytest.mark.parametrize("file", TEXTS, indirect=True)


@each_text
def test_every_report_is_harmless(command: Runner, file: Path) -> None:
    for to in FORMATS:
        outcome = command("score", str(file), "--to", to)
        assert outcome.code == 1, to
        assert outcome.out, to
        assert is_harmless(outcome.out), to
        assert is_harmless(outcome.err), to
        assert "Traceback" not in outcome.err
        if to not in ("csv", "json"):
            assert STEERING.search(outcome.out) is None, to
        assert STEERING.search(outcome.err) is None, to


@each_text
def test_status_and_explanations_are_harmless(command: Runner, file: Path) -> None:
    for arguments in (
        ("status", str(file)),
        ("status", str(file), "--output-format", "json"),
        *(("explain", str(file), what) for what in ("index", "A8", "A2.3", "A8.1", "A9.3", "A10.1", "A10.3", "A11.1")),
        ("explain", str(file), "A2.3", "--output-format", "json"),
    ):
        outcome = command(*arguments)
        assert outcome.code == 1
        assert is_harmless(outcome.out + outcome.err), arguments
        assert STEERING.search(outcome.out + outcome.err) is None, arguments


@each_text
@pytest.mark.parametrize("width", [40, 80])
def test_the_terminal_report_interprets_nothing_and_fits(file: Path, width: int) -> None:
    held = score_file(file)
    assert isinstance(held, Scored)
    report = build_report(held.assessment, held.submission, held.result, held.found, held.problems, language())
    coloured = render_terminal(report, language(), width=width, colour=True)
    assert "\x1b]" not in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).isprintable() or is_harmless(re.sub(r"\x1b\[[0-9;]*m", "", coloured))
    bare = render_terminal(report, language(), width=width)
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()] == bare.splitlines()
    assert all(cell_len(line) <= width for line in bare.splitlines())


def without_blanks(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


@each_text
def test_json_keeps_the_name_but_for_control_characters(command: Runner, file: Path) -> None:
    given = json.loads(file.read_text(encoding="utf-8"))["context"]["region_name"]
    result = json.loads(command("score", str(file), "--to", "json").out)
    assert result["unit"] == without_controls(given).strip()
    assert load_result(json.dumps(result)).unit == result["unit"]


@each_text
def test_csv_keeps_the_texts_and_marks_what_looks_like_a_formula(command: Runner, file: Path) -> None:
    given = json.loads(file.read_text(encoding="utf-8"))["context"]["region_name"]
    text = command("score", str(file), "--to", "csv", "--quiet").out
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) > 100
    for row in rows:
        assert None not in row
        for name, cell in row.items():
            if not re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell):
                assert not cell.lstrip().startswith(FORMULA_STARTS), (name, cell)
    kept = rows[0]["unit"].removeprefix("'")
    assert without_blanks(re.sub(r"<U\+[0-9A-F]{4}>", "", kept)) == without_blanks(STEERING.sub("", without_controls(given)))
    other = next(row["answer"] for row in rows if row["id"] == "A2.3")
    shown = re.sub(r"<U\+[0-9A-F]{4}>", "", other)
    assert without_blanks(STEERING.sub("", without_controls(given))) in without_blanks(shown)


@each_text
def test_markdown_reads_nothing_into_the_texts(command: Runner, file: Path) -> None:
    text = command("score", str(file), "--to", "md").out
    rows = [line for line in text.splitlines() if line.startswith("|")]
    columns = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in rows}
    assert columns == {6, 7}
    assert re.search(r"(?<!\\)(?:\\\\)*<(?!U)", text) is None
    headings = [line for line in text.splitlines() if re.match(r"#+ ", line)]
    assert len(headings) == len(
        [line for line in command("score", "@lagosera", "--to", "md").out.splitlines() if re.match(r"#+ ", line)]
    )


@each_text
def test_nothing_is_written_but_where_it_is_said(
    command: Runner, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
        ("method", "check", "--questionnaire", f"./{name}", "--indicators", f"./{name}"),
    ):
        outcome = command(*arguments)
        assert outcome.code in (0, 1, 2), arguments
        assert is_harmless(outcome.out + outcome.err), arguments


def test_a_very_long_text_is_refused_and_the_rest_is_scored(command: Runner, tmp_path: Path) -> None:
    file = write_json(tmp_path / "long.json", hostile("x" * (MAX_LENGTH + 1)))
    outcome = command("score", str(file), "--to", "md")
    assert outcome.code == 1
    assert "[answer.too_long]" in outcome.err
    assert max(map(len, outcome.err.splitlines())) < 2_000


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_text_everywhere_is_harmless(command: Runner, tmp_path: Path, text: str) -> None:
    file = write_json(tmp_path / "any.json", hostile(text))
    for to in FORMATS:
        outcome = command("score", str(file), "--to", to)
        assert outcome.code == 1
        assert is_harmless(outcome.out + outcome.err)
