"""Checks a method: everything that is wrong with its files and with what they say, each with file and line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from belong_assess.analysis.soundness import check
from belong_assess.files.method import LoadedMethod, load_method
from belong_assess.problems import Problem


def check_method(questionnaire_folder: Path, indicators_folder: Path) -> tuple[LoadedMethod, tuple[Problem, ...]]:
    """Load a method and return it with all its problems by file, line and code.

    Where the files hold no valid method, their own problems are all there is to say.
    """
    loaded = load_method(questionnaire_folder, indicators_folder)
    unsound = () if loaded.assessment is None else check(loaded.assessment)
    placed = (replace(problem, where=loaded.where(problem.where.path)) for problem in unsound)
    return loaded, tuple(sorted((*loaded.problems, *placed), key=_place))


def _place(problem: Problem) -> tuple[str, int, int, str]:
    where = problem.where
    return where.file, where.line or 0, where.column or 0, problem.code
