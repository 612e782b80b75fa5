"""The values that stand beside the formulas of a live workbook are the engine's, in every language and extent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from support.live import differences, figures_of, kept, representable
from support.methods import method
from support.strategies import random_submission

from belong_assess.analysis.findings import find
from belong_assess.files.template.book import render_template
from belong_assess.files.template.lines import Extent
from belong_assess.files.template.prefill import Prefill, prefill
from belong_assess.files.template.template import Template
from belong_assess.language.texts import language
from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Entry, Submission, Words
from belong_assess.scoring.engine import score
from belong_assess.views.report import build_report
from belong_assess.workflows.methods import open_method
from belong_assess.workflows.score_file import Scored, score_file

SEEDS = [
    *(("regional", "en", seed) for seed in (2, 5)),
    ("regional", "es", 7),
    *(("municipal", "en", seed) for seed in (1, 3)),
    ("regional-voices", "es", 4),
    *(("small", "en", seed) for seed in range(8)),
]


def opened(name: str, code: str = "en") -> Assessment:
    """A method in a language."""
    return method(name) if name == "small" or code == "en" else open_method(name, code)


def drawn(assessment: Assessment, given: Submission) -> bytes:
    """A live workbook that is filled in already."""
    return render_template(Template(assessment, Extent(given.tier, given.scope), prefill(assessment, given), live=True))


@pytest.mark.parametrize(("name", "code", "seed"), SEEDS)
def test_the_values_beside_the_formulas_are_the_engines(name: str, code: str, seed: int) -> None:
    assessment = opened(name, code)
    given = representable(assessment, random_submission(assessment, Random(seed)))
    figures = figures_of(kept(drawn(assessment, given)), code)
    assert differences(assessment, score(assessment, given), figures) == []


def test_the_headline_is_that_of_the_report() -> None:
    assessment = opened("municipal")
    given = representable(assessment, random_submission(assessment, Random(3), mood="mixed", whole=True))
    given = replace(given, tier="full", context={**given.context, "region_name": Entry(Words("Puerto Verde"))})
    result = score(assessment, given)
    report = build_report(assessment, given, result, find(assessment, given, result), (), language())
    assert report.index is not None and report.index.number and report.index.range
    rows = [
        row
        for row in kept(drawn(assessment, given))["Scores"]
        if row and row[0] == pytest.approx(float(report.index.score or 0))
    ]
    assert len(rows) == 1
    texts = {str(cell) for row in kept(drawn(assessment, given))["Scores"] for cell in row}
    assert f"{report.index.title}: {report.index.symbol} {report.index.words}" in texts
    assert report.rests in texts or f"Rests {report.base}." in texts
    assert f"Still possible: {report.index.range}. Answered so far, by weight: {report.index.coverage}." in texts


@pytest.mark.parametrize("name", ["regional", "municipal", "regional-voices", "small"])
def test_an_empty_one_has_no_score_and_invites(name: str) -> None:
    assessment = opened(name)
    tier = list(assessment.tier_rank)[-1]
    sheet = kept(render_template(Template(assessment, Extent(tier), Prefill(), live=True)))["Scores"]
    cells = [cell for row in sheet for cell in row[:7]]
    assert not [cell for cell in cells if isinstance(cell, float)]
    assert not [cell for cell in cells if str(cell).startswith("#")]
    say = language()
    if assessment.headline is not None:
        assert say("live.invitation") in cells
    assert cells.count(say("live.none_yet")) >= len(assessment.areas) - 1


def test_one_area_has_no_index() -> None:
    assessment = opened("regional")
    given = replace(
        representable(assessment, random_submission(assessment, Random(9), whole=True)), tier="full", scope=("A5",)
    )
    figures = figures_of(kept(drawn(assessment, given)))
    assert differences(assessment, score(assessment, given), figures) == []
    assert not [line for line in figures.lines if line.startswith("Index") or line in assessment.aggregates]
    assert "A5" in figures.lines and "A6" not in figures.lines


def test_it_comes_back_as_any_template(tmp_path: Path) -> None:
    assessment = opened("regional")
    given = representable(assessment, random_submission(assessment, Random(5), mood="mixed", whole=True))
    given = replace(given, tier="full")
    path = tmp_path / "live.xlsx"
    path.write_bytes(drawn(assessment, given))
    found = score_file(path)
    assert isinstance(found, Scored)
    assert found.submission.answers == given.answers
    assert found.result.nodes == score(assessment, given).nodes
    assert not [problem.code for problem in found.problems if problem.code.startswith(("workbook.", "return."))]


def test_the_same_template_gives_the_same_bytes() -> None:
    assessment = opened("small")
    given = representable(assessment, random_submission(assessment, Random(1)))
    assert drawn(assessment, given) == drawn(assessment, given)
