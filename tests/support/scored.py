"""Bundled example regions, scored once for all tests that look at reports."""

from __future__ import annotations

from functools import cache

from belong_assess.language.texts import language
from belong_assess.views.report import Report, build_report
from belong_assess.workflows.score_file import Scored, example_file, score_file


@cache
def scored(region: str) -> Scored:
    """Score an example region; it must be a valid one."""
    file = example_file(region)
    assert file is not None
    found = score_file(file, name=f"examples/{region}/{file.name}")
    assert isinstance(found, Scored), found
    return found


@cache
def report_of(region: str) -> Report:
    """Build its report in English."""
    held = scored(region)
    return build_report(held.assessment, held.submission, held.result, held.found, held.problems, language())
