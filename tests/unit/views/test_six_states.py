"""One question in its six states reads in six ways, in every output: a blank, an NC or a don't know is never a 0."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from support.methods import method

from belong_assess.analysis.findings import find
from belong_assess.files.results import dump_result
from belong_assess.files.submissions import submission_from
from belong_assess.language.texts import language
from belong_assess.responses.submission import STATES
from belong_assess.results.result import Result
from belong_assess.scoring.engine import score
from belong_assess.views.answers import QuestionRow
from belong_assess.views.csv_table import render_csv
from belong_assess.views.markdown import render_markdown
from belong_assess.views.plain import render_plain
from belong_assess.views.report import Report, build_report
from belong_assess.views.terminal import render_terminal

REGIONAL = method("regional")
ITEM = "A7.6"
"""The one kind of question that can be in every state: it has a condition and a competence field."""
SAID: dict[str, dict[str, Any]] = {
    "answered": {"answers": {ITEM: 0}},
    "DK": {"answers": {ITEM: "DK"}},
    "skipped": {"answers": {}},
    "NC": {"answers": {ITEM: "NC"}},
    "NA": {"answers": {ITEM: {"state": "NA", "reason": "absent"}}},
    "not_asked": {"answers": {}, "context": {"second_language": "no"}},
}
"""What a file says so that the question is in that state; the answered one is a 0."""


@dataclass(frozen=True)
class Shown:
    """A scored file with its report."""

    result: Result
    report: Report

    @property
    def row(self) -> QuestionRow:
        """The row of the question on its area's page."""
        return next(row for page in self.report.pages for row in page.questions if row.id == ITEM)


def shown(said: dict[str, Any], roles: tuple[str, ...] = ("none",)) -> Shown:
    """Score and report a file in which everything else of the area is in part."""
    asked = REGIONAL.questionnaire
    others = {"A7.1": 2, "A7.2": 2, "A7.5": 2, "A7.3": ["literacy"], "A7.4": ["certificates_credits"]}
    data = {
        "questionnaire": asked.id,
        "version": asked.version,
        "hash": REGIONAL.questionnaire_hash,
        "tier": "full",
        "scope": ["A7"],
        "context": said.get("context", {"second_language": "yes"}),
        "competences": {"fields": {"languages": {"roles": list(roles), "holder": "state"}}},
        "answers": {**others, **said["answers"]},
    }
    submission, problems = submission_from(data, REGIONAL)
    assert submission is not None and not problems, problems
    result = score(REGIONAL, submission)
    return Shown(result, build_report(REGIONAL, submission, result, find(REGIONAL, submission, result), (), language()))


@cache
def in_state(state: str) -> Shown:
    return shown(SAID[state])


def of_json(held: Shown) -> str:
    items = json.loads(dump_result(held.result, facts={}, findings=(), problems=()))["items"]
    return json.dumps(next(item for item in items if item["id"] == ITEM), sort_keys=True)


def of_csv(held: Shown) -> str:
    rows = csv.DictReader(io.StringIO(render_csv(held.report, held.result)))
    return str(next((row["state"], row["score"], row["answer"]) for row in rows if row["id"] == ITEM))


def of_markdown(held: Shown) -> str:
    lines = render_markdown(held.report, language()).splitlines()
    return next(line for line in lines if line.startswith(f"| {ITEM} |"))


def of_terminal_row(held: Shown) -> str:
    return f"{held.row.state_label}|{held.row.answer}|{held.row.points}"


TEXTS: dict[str, Callable[[Shown], str]] = {
    "terminal row": of_terminal_row,
    "state label": lambda held: held.row.state_label,
    "JSON": of_json,
    "CSV": of_csv,
    "Markdown": of_markdown,
}


def test_the_question_is_in_each_of_the_six_states() -> None:
    assert tuple(SAID) == ("answered", "DK", "skipped", "NC", "NA", "not_asked")
    assert set(SAID) == set(STATES)
    for state in SAID:
        assert in_state(state).result.items[ITEM].state == state


@pytest.mark.parametrize("output", TEXTS)
def test_six_states_are_six_texts(output: str) -> None:
    texts = {state: TEXTS[output](in_state(state)) for state in SAID}
    assert len(set(texts.values())) == 6, texts


@pytest.mark.parametrize("output", TEXTS)
@pytest.mark.parametrize("state", [state for state in SAID if state != "answered"])
def test_only_an_answer_is_a_number(output: str, state: str) -> None:
    """A 0 is shown where somebody answered 0, and nowhere else; what is still possible is not what was said."""
    text = TEXTS[output](in_state(state))
    if output == "JSON":
        held = json.loads(text)
        assert "points" not in held and held["role"] in ("open", "left_out")
    else:
        assert "0" not in text


def test_an_answered_0_shows_its_step_and_its_points() -> None:
    held = in_state("answered")
    assert (held.row.answer, held.row.points, held.row.exact) == ("0 nothing in place", "0", 0)
    assert of_markdown(held).split(" | ")[2:4] == ["0 nothing in place", "0"]
    assert of_csv(held) == str(("answered", "0", "0 nothing in place"))
    assert json.loads(of_json(held))["points"] == 0


def test_counting_as_0_is_a_text_of_its_own() -> None:
    """A1.3 without a strategy is not asked and counts as 0: neither an answered 0 nor simply not asked."""
    held = shown({"answers": {}})
    asked = REGIONAL.questionnaire
    data = {"questionnaire": asked.id, "version": asked.version, "tier": "full", "answers": {"A1.2": 0, "A1.1": 0}}
    submission, _ = submission_from(data, REGIONAL)
    assert submission is not None
    result = score(REGIONAL, submission)
    report = build_report(REGIONAL, submission, result, (), (), language())
    rows = {row.id: row for page in report.pages for row in page.questions}
    assert rows["A1.3"].state_label == "not asked, counts as 0 (condition not met)"
    assert (rows["A1.3"].points, rows["A1.1"].points) == ("0", "0")
    assert rows["A1.3"].state_label != rows["A1.1"].state_label != held.row.state_label


@pytest.mark.parametrize("draw", [render_terminal, render_plain])
def test_open_questions_say_whether_somebody_was_asked(draw: Callable[..., str]) -> None:
    """The terminal lists what is open: a don't know and a skipped question read differently, the rest is not open."""
    texts = {state: draw(in_state(state).report, language(), width=120) for state in SAID}
    assert [state for state, text in texts.items() if "don't know." in text] == ["DK"]
    assert [state for state, text in texts.items() if "skipped." in text] == ["skipped"]
    for state in ("answered", "NC", "NA", "not_asked"):
        assert in_state(state).report.open_questions == ()


@pytest.mark.parametrize("state", SAID)
def test_the_base_of_the_result_counts_each_state(state: str) -> None:
    """What a score rests on is said with it: so many answered, outside competence, not applicable, not asked, open."""
    said = {"DK": "open", "skipped": "open", "NC": "outside competence", "NA": "not applicable", "not_asked": "not asked"}
    answered, *others = in_state(state).report.base.split("; ")
    assert answered == ("on 6 of 6 questions" if state == "answered" else "on 5 of 6 questions")
    assert others == ([f"1 {said[state]}"] if state in said else [])


# What is kept and does not count


def test_an_nc_that_is_not_accepted_does_not_read_like_one_that_is() -> None:
    """Claimed against the profile it is skipped: open, in no way left out."""
    accepted, claimed = in_state("NC"), shown(SAID["NC"], roles=("law",))
    assert claimed.result.items[ITEM].state == "skipped"
    for output, text in TEXTS.items():
        assert text(claimed) != text(accepted), output


def test_an_answer_that_is_not_asked_does_not_read_like_an_answer() -> None:
    """It stays in the file and leaves the score; where it is shown, it is said to be not asked."""
    hidden, answered = shown({**SAID["not_asked"], "answers": {ITEM: 3}}), shown({"answers": {ITEM: 3}})
    assert hidden.result.items[ITEM].state == "not_asked"
    for output in ("terminal row", "state label", "JSON", "CSV"):
        assert TEXTS[output](hidden) != TEXTS[output](answered), output
    assert "not asked" in of_markdown(hidden)
