"""Questions of a region's own on the command line: set apart wherever they are shown, and checked like a method."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.command import Runner
from support.methods import ROOT

from belong_assess.files.results import load_own_result

DRAWINA = ROOT / "examples" / "drawina"
APART = "Scored apart: no part of the index, and never compared."


@pytest.mark.parametrize("to", ["terminal", "plain", "md"])
def test_every_text_report_sets_them_apart(command: Runner, to: str) -> None:
    text = command("score", "@drawina", "--to", to).out
    start = text.index("Questions of our own")
    section = " ".join(text[start:].split())
    assert APART in section[:120]
    for words in (
        "Living on the border",
        "72",
        "54–79",
        "75 %",
        "X1.1",
        "2 every crossing with a railway station",
        "don't know",
    ):
        assert words in section, words
    assert "Punkty doradcze na granicy (2026-01-12)" in section, "the evidence"
    assert re.search(r"\bX\d", text[:start]) is None, "nothing of it stands before"


def test_a_region_without_any_has_no_such_section(command: Runner, tmp_path: Path) -> None:
    for to in ("terminal", "md", "csv", "json"):
        out = command("score", "@marevalle", "--to", to).out
        assert "own_area" not in out and '"own"' not in out and "Questions of our own" not in out
    file = tmp_path / "marevalle.xlsx"
    assert command("score", "@marevalle", "--to", "xlsx", "-o", str(file)).code == 0
    assert "Questions of our own" not in load_workbook(file).sheetnames


def test_csv_and_json_keep_them_under_names_of_their_own(command: Runner) -> None:
    rows = list(csv.DictReader(io.StringIO(command("score", "@drawina", "--to", "csv").out)))
    own = [row for row in rows if row["id"].startswith("X")]
    assert {row["kind"] for row in own} == {"own_area", "own_question"} and len(own) == 7
    text = command("score", "@drawina", "--to", "json").out
    held = json.loads(text)
    assert [area["score_exact"] for area in held["own"]["areas"]] == ["215/3", "75/2"]
    assert "X1" not in json.dumps({key: value for key, value in held.items() if key != "own"})
    result = load_own_result(text)
    assert result is not None and result.headline is None


def test_the_workbook_has_a_sheet_of_its_own(command: Runner, tmp_path: Path) -> None:
    file = tmp_path / "drawina.xlsx"
    assert command("score", "@drawina", "--to", "xlsx", "-o", str(file)).code == 0
    book = load_workbook(file)
    assert book.sheetnames[-2:] == ["Questions of our own", "Method"]
    rows = [[cell.value for cell in row] for row in book["Questions of our own"].iter_rows()]
    assert str(rows[1][0]).startswith(APART)
    (area,) = (row for row in rows if row[0] == "X1")
    assert [round(float(str(cell)), 2) for cell in area[3:7]] == [71.67, 53.75, 78.75, 0.75]
    elsewhere = (
        cell.value for sheet in book if sheet.title != "Questions of our own" for row in sheet.iter_rows() for cell in row
    )
    assert not [held for held in elsewhere if re.match(r"X\d", str(held))]


def test_redact_leaves_them_out_and_says_so(command: Runner) -> None:
    for to in ("plain", "md", "csv", "json"):
        out = command("score", "@drawina", "--to", to, "--redact").out
        assert "X1" not in out and "Living on the border" not in out and "drawina-own" not in out
    assert "Questions of the region's own are left out." in command("score", "@drawina", "--to", "plain", "--redact").out


def test_receipts_of_an_area_and_of_a_question(command: Runner) -> None:
    area = command("explain", "@drawina", "x1").out
    assert "215 / 3 = 71.67 (215/3)" in area and APART in area
    question = command("explain", "@drawina", "X1.1").out
    assert "Points: 70." in question and APART in question and "Counts in Living on the border (X1): 66.7 %" in question
    held = json.loads(command("explain", "@drawina", "X1.1", "--output-format", "json").out)
    assert held["counts_in"] == {"X1": "2/3"}
    assert APART not in command("explain", "@drawina", "A1").out
    assert command("explain", "@drawina", "X1.9").code == 2


def test_status_lists_what_is_open_there(command: Runner) -> None:
    common, _, own = command("status", "@drawina").out.partition("Questions of our own: settled of asked")
    assert "X1 Living on the border: 2 of 3" in own and "X1.3" in own and "X1" not in common
    held = json.loads(command("status", "@drawina", "--output-format", "json").out)
    assert [(each["id"], [todo["id"] for todo in each["todos"]]) for each in held["own"]["lists"]] == [
        ("dont_know", ["X1.3"]),
        ("no_evidence", ["X1.2", "X2.1"]),
    ]
    assert json.loads(command("status", "@marevalle", "--output-format", "json").out)["own"] is None


@pytest.mark.parametrize("verb", ["score", "status", "explain"])
def test_every_command_says_that_the_file_is_not_there(command: Runner, tmp_path: Path, verb: str) -> None:
    file = tmp_path / "drawina.yaml"
    shutil.copy(DRAWINA / "submission.yaml", file)
    outcome = command(verb, str(file))
    assert outcome.code == 1 and "Index" in command("score", str(file)).out
    assert 'line 11, column 16: The file "drawina.own.yaml"' in outcome.err and "[own.file_missing]" in outcome.err


def test_method_check_takes_their_file(command: Runner, tmp_path: Path) -> None:
    file = tmp_path / "ours.own.yaml"
    shutil.copy(DRAWINA / "drawina.own.yaml", file)
    outcome = command("method", "check", str(file))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("ours.own.yaml: clean. 2 areas, 5 questions.\n")
    text = file.read_text(encoding="utf-8").replace("rule: ladder", "rule: lader").replace("id: X2.2", "id: X2.1")
    file.write_text(text, encoding="utf-8")
    outcome = command("method", "check", str(file))
    assert outcome.code == 1 and outcome.out.endswith("ours.own.yaml: 2 errors.\n")
    assert re.findall(r"line (\d+), column (\d+): .*\[(.+)\]", outcome.err) == [
        ("59", "15", "method.unknown_rule"),
        ("63", "13", "method.repeated_id"),
    ]
    assert "Closest: ladder." in outcome.err
    missing = command("method", "check", str(tmp_path / "theirs.own.yaml"))
    assert missing.code == 1 and "[file.missing]" in missing.err and "Traceback" not in missing.err
