"""Runs the golden cases of a method."""

from __future__ import annotations

from pathlib import Path

from belong_assess.analysis.cases import CaseOutcome, run_cases
from belong_assess.files.cases import read_cases
from belong_assess.files.method import load_method
from belong_assess.files.submissions import submission_from
from belong_assess.problems import Problem


def run_golden_cases(questionnaire: Path, indicators: Path) -> tuple[tuple[CaseOutcome, ...], list[Problem]]:
    """Load a method and run the cases that stand beside its indicators."""
    loaded = load_method(questionnaire, indicators)
    cases, problems = read_cases(indicators / "cases")
    if loaded.assessment is None:
        return (), [*loaded.problems, *problems]
    return run_cases(loaded.assessment, cases, submission_from), problems
