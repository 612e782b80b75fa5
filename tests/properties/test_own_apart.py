"""Questions of a region's own move nothing: everything common is the same, bit for bit, with and without them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.methods import method
from support.write_expected import regions, submissions

from belong_assess.files.results import dump_result
from belong_assess.files.submissions import read_raw
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.language.texts import language
from belong_assess.views.csv_table import render_csv
from belong_assess.views.report import Report, build_report
from belong_assess.workflows.score_file import Scored, score_raw

OWN_TEXT = """\
id: drawina-own
title: Questions that borrow nothing but bands and minimums, so that they fit any questionnaire
scales:
  - id: reach
    title: Reach
    options: [{value: 0, label: none}, {value: 1, label: one}, {value: 2, label: two}, {value: 3, label: all}]
rules:
  - id: reach
    kind: options
    points: [{value: 0, points: 0}, {value: 1, points: 30}, {value: 2, points: 70}, {value: 3, points: 100}]
  - {id: marks, kind: ticks}
areas:
  - id: X1
    title: Border
    items:
      - {id: X1.1, text: Advice?, answer: {kind: choice, scale: reach}, rule: reach, weight: 2}
      - id: X1.2
        text: In which languages?
        asked_when: {kind: answer, item: X1.1, at_least: 1}
        answer:
          kind: ticks
          options: [{id: neighbour, label: neighbour}, {id: english, label: English}, {id: russian, label: Russian}]
        rule: marks
      - {id: X1.3, text: Exercises?, answer: {kind: choice, scale: reach}, rule: reach}
  - id: X2
    title: Sign
    items:
      - {id: X2.1, text: Interpreters?, answer: {kind: choice, scale: reach}, rule: reach}
      - id: X2.2
        text: What share had a place?
        answer:
          kind: steps
          options: [{value: 0, label: under half, at_least: 0}, {value: 3, label: half and more, at_least: 50}]
        rule: reach
"""
OWN = read_yaml(OWN_TEXT, "").data
FILES = [path for region in regions() for path in submissions(region)]
ANSWERS = {
    "X1.1": st.sampled_from([0, 1, 2, 3, "DK", "skipped", {"state": "NA", "reason": "no_case"}, "nonsense"]),
    "X1.2": st.sampled_from([["neighbour"], ["none"], [], {"ticked": ["english"], "left_out": {"russian": "NA"}}]),
    "X1.3": st.integers(-1, 5),
    "X2.1": st.sampled_from([0, 4, {"value": 2, "evidence": ["a note"], "by": "somebody"}]),
    "X2.2": st.fixed_dictionaries({"share": st.integers(0, 100)}),
    "X9.9": st.just(1),
}


def scored(path: Path, own: dict[str, Any] | None, answers: dict[str, Any]) -> Scored:
    """Score an example with these own questions and answers, or without any; they borrow from its questionnaire."""
    raw, problems = read_raw(path)
    assert raw is not None
    common = {item: held for item, held in raw.data["answers"].items() if item[0] != "X"}
    borrowing = None if own is None else {**own, "questionnaire": raw.questionnaire}
    data = {**raw.data, "answers": {**common, **answers}, "own_questions": borrowing}
    held = score_raw(replace(raw, data=data), method(raw.questionnaire), problems)
    assert isinstance(held, Scored)
    return held


def report_of(held: Scored) -> Report:
    return build_report(held.assessment, held.submission, held.result, held.found, (), language(), own=held.own)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.fixed_dictionaries({}, optional=ANSWERS))
def test_everything_common_is_the_same_with_and_without(path: Path, answers: dict[str, Any]) -> None:
    without, held = scored(path, None, {}), scored(path, OWN, answers)
    assert without.own is None and held.own is not None
    assert held.result.stamp == without.result.stamp, "the same hashes"
    assert held.result == without.result and held.found == without.found and held.submission == without.submission
    assert held.problems[: len(without.problems)] == without.problems
    texts = [dump_result(each.result, facts={}, findings=(), problems=()) for each in (held, without)]
    assert texts[0] == texts[1]
    assert replace(report_of(held), own=None) == report_of(without)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_row_of_the_table_can_be_taken_for_a_common_one(path: Path) -> None:
    def rows(held: Scored) -> list[list[str]]:
        return list(csv.reader(io.StringIO(render_csv(report_of(held), held.result))))

    answers = {"X1.1": 2, "X2.1": 1}
    without, held = rows(scored(path, None, {})), rows(scored(path, OWN, answers))
    assert held[: len(without)] == without
    more = held[len(without) :]
    assert {row[5] for row in more} == {"own_area", "own_question"} and {row[2] for row in more} == {"drawina-own"}


@settings(max_examples=40, deadline=None)
@given(answers=st.fixed_dictionaries({}, optional=ANSWERS))
def test_own_scores_lie_within_their_ranges(answers: dict[str, Any]) -> None:
    held = scored(FILES[0], OWN, answers)
    assert held.own is not None
    for area in held.own.result.areas:
        if area.score is not None and area.low is not None and area.high is not None:
            assert 0 <= area.low <= area.score <= area.high <= 100
