"""Checks a method: everything that is wrong with its files and with what they say, each with file and line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from belong_assess.analysis.soundness import check
from belong_assess.errors import ContentError
from belong_assess.files.method import LoadedMethod, load_method
from belong_assess.files.overlays import check_overlay, overlay_languages, read_overlay
from belong_assess.problems import Problem


def check_method(questionnaire_folder: Path, indicators_folder: Path) -> tuple[LoadedMethod, tuple[Problem, ...]]:
    """Load a method and return it with all its problems by file, line and code.

    Where the files hold no valid method, their own problems are all there is to say.
    """
    loaded = load_method(questionnaire_folder, indicators_folder)
    if loaded.assessment is None:
        return loaded, tuple(sorted(loaded.problems, key=_place))
    placed = [replace(problem, where=loaded.where(problem.where.path)) for problem in check(loaded.assessment)]
    sources = {questionnaire_folder: loaded.assessment.questionnaire, indicators_folder: loaded.assessment.indicators}
    translated = [problem for folder, source in sources.items() for problem in _translations(folder, source)]
    return loaded, tuple(sorted((*loaded.problems, *placed, *translated), key=_place))


def _translations(folder: Path, source: object) -> list[Problem]:
    """Compare every overlay of a folder with what it translates."""
    found: list[Problem] = []
    for language in overlay_languages(folder):
        try:
            overlay = read_overlay(folder, language)
        except ContentError as error:
            found += error.problems
        else:
            found += check_overlay(overlay, language, source) if overlay is not None else []
    return found


def _place(problem: Problem) -> tuple[str, int, int, str]:
    where = problem.where
    return where.file, where.line or 0, where.column or 0, problem.code
