"""Checks a method: everything that is wrong with its files and with what they say, each with file and line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from belong_assess.analysis.soundness import check, counterparts_in
from belong_assess.errors import ContentError
from belong_assess.files.content import INDICATORS, methods_in, shipped_methods
from belong_assess.files.method import LoadedMethod, load_indicators, load_method
from belong_assess.files.overlays import check_overlay, overlay_languages, read_overlay
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Indicators
from belong_assess.problems import Location, Problem, closest


def check_method(questionnaire_folder: Path, indicators_folder: Path) -> tuple[LoadedMethod, tuple[Problem, ...]]:
    """Load a method and return it with all its problems by file, line and code.

    Where the files hold no valid method, their own problems are all there is to say.
    """
    loaded = load_method(questionnaire_folder, indicators_folder)
    if loaded.assessment is None:
        return loaded, tuple(sorted(loaded.problems, key=_place))
    found = [*check(loaded.assessment), *_looking(loaded.assessment, indicators_folder)]
    placed = [replace(problem, where=loaded.where(problem.where.path)) for problem in found]
    sources = {questionnaire_folder: loaded.assessment.questionnaire, indicators_folder: loaded.assessment.indicators}
    translated = [problem for folder, source in sources.items() for problem in _translations(folder, source)]
    return loaded, tuple(sorted((*loaded.problems, *placed, *translated), key=_place))


def _looking(assessment: Assessment, folder: Path) -> list[Problem]:
    """Compare counterparts with the method that is looked at: one beside this one, else a shipped one.

    That method is read, not checked: what it looks at itself plays no part, so that two may look at each other.
    """
    looks_at = assessment.indicators.looks_at
    if looks_at is None or looks_at == assessment.indicators.id:
        return []
    other = _indicators_of(looks_at, folder.parent)
    if other is None:
        known = {*methods_in(folder.parent), *shipped_methods()} - {assessment.indicators.id, looks_at}
        facts = {"found": looks_at, "closest": closest(looks_at, known)}
        return [Problem("method.looks_at_unknown", Location(path=("indicators", "looks_at")), facts)]
    return list(counterparts_in(assessment, other))


def _indicators_of(method: str, beside: Path) -> Indicators | None:
    """Only names of folders that are there are tried: an id from a file never makes a path."""
    folder = next((place / method for place in (beside, INDICATORS) if method in methods_in(place)), None)
    return None if folder is None else load_indicators(folder)


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
