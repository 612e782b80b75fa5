"""A method without aggregates: its areas are the result, and nothing speaks of an index that is not there."""

from __future__ import annotations

import json
import re
from functools import cache
from io import BytesIO
from random import Random

import pytest
from openpyxl import load_workbook
from support.naive_scorer import naive_scores
from support.raw_method import found, problems_of
from support.strategies import random_submission
from support.without_index import mentions_of_an_index, raw_without_index, report, result, submission, without_index

from belong_assess.files.results import dump_result, load_result
from belong_assess.language.texts import language
from belong_assess.problems import has_errors
from belong_assess.scoring.engine import score
from belong_assess.views.csv_table import render_csv
from belong_assess.views.explanation import explain_item, explain_node
from belong_assess.views.explanation_text import render_choice, render_choice_json, render_explanation
from belong_assess.views.handbook import render_handbook
from belong_assess.views.markdown import render_markdown
from belong_assess.views.method_pages import method_line, render_method
from belong_assess.views.plain import render_plain
from belong_assess.views.status import build_status, render_status, render_status_json
from belong_assess.views.terminal import render_terminal
from belong_assess.views.workbook import render_workbook

SAY = language()
SEEDS = range(1, 9)


# what a method says


def test_the_check_accepts_it() -> None:
    assert not has_errors(problems_of(raw_without_index()))


def test_without_views_a_tag_is_one_that_a_question_has() -> None:
    raw = raw_without_index()
    when = {"kind": "mean", "among": {"tag": "F"}, "below": 50}
    finding = {"id": "one", "kind": "gap", "weight": 1, "who": "region", "title": "One", "next_step": "Do it.",
               "when": when, "sentence": "Low."}  # fmt: skip
    raw.indicators["findings"] = [finding]
    assert ("method.unknown_tag", ("indicators", "findings", 0, "when", "among", "tag")) in found(raw)
    when["among"] = {"tag": "E"}
    assert not has_errors(problems_of(raw))


def test_aggregates_without_a_headline_stay_an_error() -> None:
    raw = raw_without_index()
    child = {"node": "S1", "weight": 1}
    raw.indicators["aggregates"] = [
        {"id": "some", "kind": "index", "title": "Some", "about": "Some.", "aggregation": "arithmetic", "of": [child],
         "requires": {"scored_weight": 60}},
    ]  # fmt: skip
    assert ("method.headline_count", ("indicators", "aggregates")) in found(raw)


@pytest.mark.parametrize("text", ["The score is {score}.", "Documented {documented}."])
def test_a_finding_on_the_whole_has_no_score_to_name(text: str) -> None:
    raw = raw_without_index()
    finding = {"id": "one", "kind": "gap", "weight": 1, "who": "region", "title": "One", "next_step": "Do it.",
               "when": {"kind": "points", "item": "S1.1", "below": 50}, "sentence": text}  # fmt: skip
    raw.indicators["findings"] = [finding]
    assert ("method.placeholder_unknown", ("indicators", "findings", 0, "sentence")) in found(raw)


# what is computed


@pytest.mark.parametrize("seed", range(40))
def test_the_naive_scorer_agrees(seed: int) -> None:
    given = random_submission(without_index(), Random(seed))
    own, naive = score(without_index(), given), naive_scores(without_index(), given)
    assert own.nodes.keys() == naive["nodes"].keys()
    for name, node in naive["nodes"].items():
        assert (own.nodes[name].state, own.nodes[name].score) == (node["state"], node["score"]), name


def test_there_is_no_headline() -> None:
    assert without_index().headline is None
    assert (result().headline, result().index, result().aggregates, result().bars) == (None, None, (), {})
    assert result().areas


@pytest.mark.parametrize("seed", SEEDS)
def test_written_then_read_is_the_same_result(seed: int) -> None:
    text = dump_result(result(seed), facts={}, findings=[], problems=())
    assert json.loads(text)["headline"] is None
    assert load_result(text) == result(seed)


# what is shown


@cache
def shown() -> dict[str, str]:
    """Every text that people see of it."""
    held, answered = report(), result()
    area = next(node.id for node in answered.areas if node.state == "scored")
    texts = {
        "terminal": render_terminal(held, SAY, width=80),
        "plain": render_plain(held, SAY),
        "markdown": render_markdown(held, SAY),
        "csv": render_csv(held, answered),
        "status": render_status(build_status(held, answered, SAY), SAY),
        "status json": render_status_json(build_status(held, answered, SAY)),
        "choice": render_choice(held, SAY, "@x", width=200).replace(SAY("explain.choice"), ""),
        "area": render_explanation(explain_node(without_index(), answered, area, SAY), SAY, "@x"),
        "item": render_explanation(explain_item(without_index(), submission(), answered, "S1.1", SAY), SAY, "@x"),
        "handbook": render_handbook(without_index(), SAY).replace("it never enters the headline index", ""),
        "overview": render_method(without_index(), "small", SAY, 80),
        "line": method_line(without_index(), SAY),
    }
    book = load_workbook(BytesIO(render_workbook(held, SAY, made_on="2026-06-30")))
    cells = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return {**texts, "workbook": "\n".join(cells)}


FORMS = (
    "terminal", "plain", "markdown", "csv", "status", "status json", "choice", "area", "item", "handbook", "overview",
    "line", "workbook",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_nothing_speaks_of_an_index(form: str) -> None:
    text = shown()[form]
    assert text.strip()
    assert mentions_of_an_index(text) == []
    assert re.search(r"\bNone\b|\{\w+\}", text) is None


def test_the_words_that_stand_for_the_index_are_those_that_are_looked_for() -> None:
    """So that the test above would see one."""
    assert all(mentions_of_an_index(SAY(key)) for key in ("markdown.indices", "workbook.group.index"))


@pytest.mark.parametrize("form", ["terminal", "plain", "markdown"])
def test_no_heading_is_empty(form: str) -> None:
    lines = [*shown()[form].splitlines(), ""]
    for title in (SAY("terminal.composites"), SAY("terminal.rates"), SAY("markdown.indices")):
        for place in (place for place, line in enumerate(lines) if line.strip("# ") == title):
            assert lines[place + 1].strip() or form == "markdown", title


def test_what_the_areas_rest_on_is_said() -> None:
    for form in ("terminal", "plain", "markdown", "workbook"):
        assert f"Rests {report().base}." in " ".join(shown()[form].split()), form


@pytest.mark.parametrize("seed", SEEDS)
def test_the_workbook_has_charts_of_areas_alone(seed: int) -> None:
    book = load_workbook(BytesIO(render_workbook(report(seed), SAY, made_on="2026-06-30")))
    summary = book["Summary"]
    scored = any(node.state == "scored" for node in result(seed).areas)
    assert len(summary._charts) == (2 if scored else 0)
    groups = {row[0].value for row in book["Areas"].iter_rows(min_row=4)}
    assert groups == {SAY("workbook.group.area")}


def test_without_evidence_nothing_speaks_of_it() -> None:
    assert "no_evidence" not in {each.id for each in build_status(report(), result(), SAY).lists}
    assert all(page.firmness == "" for page in report().pages)
    assert all(line.documented == "" for line in report().areas)
    book = load_workbook(BytesIO(render_workbook(report(), SAY, made_on="2026-06-30")))
    assert SAY("workbook.column.documented") not in {cell.value for cell in book["Areas"][3]}


def test_explain_without_a_target_names_the_areas_and_what_to_ask_for() -> None:
    text = render_choice(report(), SAY, "@x")
    for line in report().areas:
        assert f"{line.id} {line.title}: " in " ".join(text.split())
    assert text.endswith("belong-assess explain @x S1\n")
    areas = json.loads(render_choice_json(report()))["areas"]
    assert [area["id"] for area in areas] == [line.id for line in report().areas]


def test_a_question_counts_in_its_area_alone() -> None:
    told = explain_item(without_index(), submission(), result(), "S1.1", SAY)
    assert {note.split("(")[1].split(")")[0] for note in told.notes} <= {"S1"}
    assert "of the area when everything is answered)." in render_handbook(without_index(), SAY)


def test_the_overview_ends_with_a_section_and_a_question_that_exist() -> None:
    assert "method show small S1, or S1.1" in render_method(without_index(), "small", SAY, 80)
