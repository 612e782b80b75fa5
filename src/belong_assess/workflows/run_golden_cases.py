"""Runs the golden cases of a method."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from belong_assess.analysis.cases import CaseOutcome, run_cases
from belong_assess.files.cases import ReadCase, read_cases
from belong_assess.files.submissions import submission_from
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Problem
from belong_assess.workflows.check_method import check_method


class GoldenRun(NamedTuple):
    """The method, unless it has errors; what each of its cases gave; what could not be read."""

    assessment: Assessment | None
    outcomes: tuple[CaseOutcome, ...]
    problems: list[Problem]


def run_golden_cases(questionnaire: Path, indicators: Path) -> GoldenRun:
    """Check a method and run the cases that stand beside its indicators; every difference has its line."""
    loaded, found = check_method(questionnaire, indicators)
    errors = [problem for problem in found if problem.severity == "error"]
    cases, problems = read_cases(indicators)
    if loaded.assessment is None or errors:
        return GoldenRun(None, (), [*errors, *problems])
    outcomes = run_cases(loaded.assessment, [case.data for case in cases], submission_from)
    placed = tuple(_placed(outcome, case) for outcome, case in zip(outcomes, cases, strict=True))
    return GoldenRun(loaded.assessment, placed, problems)


def _placed(outcome: CaseOutcome, case: ReadCase) -> CaseOutcome:
    placed = sorted(
        (replace(problem, where=case.where(problem.where.path)) for problem in outcome.problems),
        key=lambda problem: (problem.where.line or 0, problem.where.column or 0),
    )
    return replace(outcome, problems=tuple(placed))
