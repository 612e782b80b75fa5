"""Doubtful text files go back as workbooks, too: what stood in them in words, a comment at each doubt, and no doubt gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.edits import Return
from support.methods import ROOT
from support.recipes import marked
from support.starts import library, read

from belong_assess.language.texts import language
from belong_assess.views.problems import problem_line
from belong_assess.workflows.mark_up import TOLD, mark_up
from belong_assess.workflows.score_file import Rejected, Scored

FILES = sorted(path for path in (ROOT / "examples" / "broken").iterdir() if path.name != "expected.yaml")
NOT_IN_A_TEMPLATE = ("answer.unknown_item", "answer.is_context", "answer.not_context")
"""A template has no place for an answer that belongs to no question, or to a question elsewhere."""

READ_BY_A_WORKBOOK = ("answer.not_a_date",)
"""A day in figures with one reading: text files want it as 2026-06-30, a workbook takes it with a note."""

QUICK = (
    "answer-not_an_option", "answer-none_with_others", "answer-ticked_and_left_out", "answer-out_of_range",
    "answer-na_without_reason", "answer-too_long", "competence-role_unknown", "file-empty",
)  # fmt: skip
"""One of each kind; each template of a whole questionnaire takes its time."""


def each(path: Path) -> object:
    return pytest.param(path, id=path.name, marks=[] if path.stem in QUICK else [pytest.mark.slow])


@pytest.mark.parametrize("path", [each(path) for path in FILES])
def test_it_goes_back_and_no_doubt_goes_away_by_itself(path: Path, tmp_path: Path) -> None:
    got = read(path)
    back = mark_up(got, "en", library())
    assert back is not None
    name, content = back
    assert Path(name).stem == path.stem
    if isinstance(got, Rejected):
        assert name.endswith(".txt") and path.name in content.decode()
        return
    held = Return(content)
    notices = "\n".join(str(box.value) for row in held.sheet("start").rows for box in row if box.value)
    for problem in got.problems:
        assert (problem_line(problem, language()).what in notices) == (problem.severity in TOLD)
    for box in marked(held).values():
        assert not {"{", "}", "["} & set(str(box.value)) and "Decimal" not in str(box.value), "in words, not in code"
    returned = tmp_path / "return.xlsx"
    returned.write_bytes(content)
    again = read(returned)
    assert isinstance(again, Scored)
    doubtful = {
        problem.facts.get("item", "")
        for problem in got.problems
        if problem.severity == "error" and problem.code not in (*NOT_IN_A_TEMPLATE, *READ_BY_A_WORKBOOK)
    }
    still = {problem.facts.get("item", "") for problem in again.problems if problem.severity == "error"}
    assert doubtful <= {*still, ""}
    open_now = {item for item, result in again.result.items.items() if result.role != "counted"}
    assert {item for item in doubtful if item in again.result.items} <= open_now
