"""The live workbook, worked out by LibreOffice from nothing but what was filled in, equals the engine.

200 random submissions of each method, in every tier and in single areas. One empty workbook is drawn for each extent and its
cells are filled in by script; LibreOffice gets forty workbooks a start, two starts at once, and writes plain tables, which
takes it a quarter of the time that workbooks would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from support.live import (
    Blank,
    Figures,
    differences,
    figures_of,
    kept,
    recalculated,
    representable,
    tables_apart,
    without_values,
)
from support.methods import method
from support.office import needs
from support.strategies import random_submission

from belong_assess.files.template.book import render_template
from belong_assess.files.template.lines import Extent
from belong_assess.files.template.prefill import Prefill, prefill
from belong_assess.files.template.template import Template
from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Submission
from belong_assess.scoring.engine import score

pytestmark = pytest.mark.slow
EACH, AREAS = 200, 4
METHODS = ("regional", "municipal", "regional-voices", "small")


def extents(assessment: Assessment, rng: Random) -> list[Extent]:
    """Every tier as a whole, and some single areas of it."""
    tiers, areas = list(assessment.tier_rank), list(assessment.areas)
    single = [Extent(rng.choice(tiers), (area,)) for area in rng.sample(areas, AREAS)]
    return [*(Extent(tier) for tier in tiers for _ in range(4)), *single]


def answers(assessment: Assessment, extent: Extent, seed: int) -> Submission:
    """Random answers to what a template asks."""
    given = representable(assessment, random_submission(assessment, Random(seed), whole=True))
    return replace(given, tier=extent.tier, scope=extent.areas)


@pytest.mark.parametrize("name", METHODS)
def test_formulas_and_engine_agree(name: str, tmp_path: Path) -> None:
    needs("soffice")
    assessment, rng = method(name), Random(name)
    wanted = extents(assessment, rng)
    blanks = {extent: Blank(assessment, extent) for extent in wanted}
    cases = [(seed, wanted[seed % len(wanted)]) for seed in range(EACH)]
    given = [answers(assessment, extent, seed) for seed, extent in cases]
    files = [blanks[extent].filled(prefill(assessment, each)) for (_, extent), each in zip(cases, given, strict=True)]
    found = [figures_of(sheets) for sheets in recalculated(files, tmp_path)]
    assert told(assessment, given, found) == {}
    scored = [score(assessment, each) for each in given]
    states = {node.state for result in scored for node in result.nodes.values()}
    assert states == {"scored", "withheld", "outside_competence", "not_in_scope"} or name == "regional-voices"


def told(assessment: Assessment, given: Sequence[Submission], found: Sequence[Figures]) -> dict[int, list[str]]:
    """What differs, by the number of the submission."""
    held = {
        number: differences(assessment, score(assessment, submission), figures)
        for number, (submission, figures) in enumerate(zip(given, found, strict=True))
    }
    return {number: each for number, each in held.items() if each}


@pytest.mark.parametrize("name", METHODS)
def test_the_values_beside_the_formulas_are_those_of_libreoffice(name: str, tmp_path: Path) -> None:
    needs("soffice")
    assessment = method(name)
    tier = list(assessment.tier_rank)[-1]
    held = [Prefill(), prefill(assessment, answers(assessment, Extent(tier), 11))]
    files = [render_template(Template(assessment, Extent(tier), each, live=True)) for each in held]
    for file, worked_out in zip(files, recalculated([without_values(file) for file in files], tmp_path), strict=True):
        assert tables_apart(figures_of(kept(file)).tables, figures_of(worked_out).tables) == []
