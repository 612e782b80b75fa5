"""The values that stand beside the formulas of a live workbook are the engine's."""

from __future__ import annotations

from random import Random

import pytest
from support.live import differences, figures_of, kept, representable
from support.methods import method
from support.strategies import random_submission

from belong_assess.files.template.book import render_template
from belong_assess.files.template.lines import Extent
from belong_assess.files.template.prefill import prefill
from belong_assess.files.template.template import Template
from belong_assess.scoring.engine import score

SEEDS = [
    *(("regional", seed) for seed in (2, 5)),
    *(("municipal", seed) for seed in (1, 3)),
    ("regional-voices", 4),
    *(("small", seed) for seed in range(8)),
]


@pytest.mark.parametrize(("name", "seed"), SEEDS)
def test_the_values_beside_the_formulas_are_the_engines(name: str, seed: int) -> None:
    assessment = method(name)
    given = representable(assessment, random_submission(assessment, Random(seed)))
    template = Template(assessment, Extent(given.tier, given.scope), prefill(assessment, given), live=True)
    figures = figures_of(kept(render_template(template)))
    assert differences(assessment, score(assessment, given), figures) == []
