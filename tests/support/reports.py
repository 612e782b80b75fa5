"""Reports to draw: the invented region in full, in express, in part; half answered; not answered at all."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from belong_assess.analysis.findings import find
from belong_assess.files.submissions import load_submission
from belong_assess.language.texts import language
from belong_assess.responses.submission import Submission
from belong_assess.results.result import Result
from belong_assess.scoring.engine import score
from belong_assess.views.report import Report, build_report
from support.methods import ROOT, method

KINDS = ("full", "express", "two_areas", "one_area", "half", "empty")


@cache
def submission(kind: str) -> Submission:
    """One submission of the invented region, complete or cut down."""
    whole, problems = load_submission(ROOT / "examples" / "marevalle" / "submission.yaml", method("regional"))
    assert whole is not None, problems
    match kind:
        case "express":
            return replace(whole, tier="express")
        case "two_areas":
            return replace(whole, scope=("A1", "A3"))
        case "one_area":
            return replace(whole, scope=("A3",))
        case "half":
            odd = {name: entry for place, (name, entry) in enumerate(whole.answers.items()) if place % 2 or place < 20}
            return replace(whole, answers=odd)
        case "empty":
            return replace(whole, answers={}, context={})
        case _:
            return whole


@cache
def result(kind: str) -> Result:
    """Its result."""
    return score(method("regional"), submission(kind))


def report(kind: str, code: str = "en") -> Report:
    """Its report, in a language."""
    assessment, given, scored = method("regional"), submission(kind), result(kind)
    return build_report(assessment, given, scored, find(assessment, given, scored), (), language(code))
