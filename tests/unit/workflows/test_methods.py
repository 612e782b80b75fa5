"""A method is named by its id, or by the folder that holds it; a submission is scored with the one that is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.methods import SMALL

from belong_assess.errors import UsageError
from belong_assess.files.content import EXAMPLES, INDICATORS, QUESTIONNAIRES
from belong_assess.workflows.methods import folders_of, open_method
from belong_assess.workflows.score_file import Rejected, score_file


def test_a_method_is_found_by_its_id_or_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert folders_of("regional") == (QUESTIONNAIRES / "regional", INDICATORS / "regional")
    assert open_method(str(SMALL)).indicators.id == open_method(f"{SMALL}/").indicators.id == "small"
    monkeypatch.chdir(SMALL)
    assert open_method(".").indicators.id == "small"


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("nowhere", "usage.method_unknown"),
        ("regionl", "usage.method_unknown"),
        (str(SMALL.parent), "usage.no_method_folder"),
    ],
)
def test_what_is_no_method_is_said(named: str, code: str) -> None:
    with pytest.raises(UsageError) as raised:
        open_method(named)
    assert raised.value.key == code


def test_a_file_of_another_questionnaire_is_rejected_by_the_method_that_is_named() -> None:
    outcome = score_file(EXAMPLES / "verdemar" / "submission.yaml", method=str(SMALL))
    assert isinstance(outcome, Rejected)
    assert [problem.code for problem in outcome.problems] == ["submission.other_questionnaire"]


def test_a_file_of_ones_own_method_is_scored_with_it(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    small = open_method(str(SMALL)).questionnaire
    tier = small.tiers[-1].id
    file.write_text(
        f"format: belong-assess/submission/1\nquestionnaire: {small.id}\nversion: {small.version}\ntier: {tier}\n"
        "answers: {}\n",
        encoding="utf-8",
    )
    assert isinstance(score_file(file), Rejected)
    assert not isinstance(score_file(file, method=str(SMALL)), Rejected)
