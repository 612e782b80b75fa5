"""The small method without an index: the same questions and areas, no aggregates, no views, no evidence asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from random import Random

from belong_assess.analysis.findings import find
from belong_assess.language.texts import language
from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Submission
from belong_assess.results.result import Result
from belong_assess.scoring.engine import score
from belong_assess.views.report import Report, build_report
from support.raw_method import Raw, assessment_of, shipped
from support.strategies import random_submission

INDEX = re.compile(r"\b[Ii]nd(?:ex|ices)\b|\b[Cc]omposites?\b|not scored")


def mentions_of_an_index(text: str) -> list[str]:
    """Return the words of a text that speak of an index or a group of areas."""
    return INDEX.findall(text)


def raw_without_index() -> Raw:
    """Its two trees, to be spoilt."""
    raw = shipped("small")
    raw.indicators.update(aggregates=[], views=[], firmness={"undocumented_at_most": 100})
    for area in raw.indicators["areas"]:
        for placed in area["items"]:
            placed.pop("parts", None)
    return raw


@cache
def without_index() -> Assessment:
    """The method."""
    return assessment_of(raw_without_index())


@cache
def submission(seed: int = 1) -> Submission:
    """Random answers to all of it: to the long tier for odd seeds, to the short one for even seeds."""
    given = random_submission(without_index(), Random(seed), mood="mixed", whole=True)
    return replace(given, tier="long" if seed % 2 else "short")


@cache
def result(seed: int = 1) -> Result:
    """Their result."""
    return score(without_index(), submission(seed))


@cache
def report(seed: int = 1, code: str = "en") -> Report:
    """Its report."""
    assessment, given, scored = without_index(), submission(seed), result(seed)
    return build_report(assessment, given, scored, find(assessment, given, scored), (), language(code))
