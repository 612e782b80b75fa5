"""A method may have areas and no index: the areas score as they do elsewhere."""

from __future__ import annotations

from dataclasses import replace

from support.methods import ROOT, method

from belong_assess.files.results import dump_result, load_result
from belong_assess.language.texts import language
from belong_assess.model.assessment import Assessment
from belong_assess.scoring.engine import score
from belong_assess.views.explanation import explain_item
from belong_assess.workflows.score_file import Scored, score_file

REGIONAL = method("regional")


def test_areas_score_alike_without_an_index() -> None:
    scored = score_file(ROOT / "examples" / "lagosera" / "this-year.yaml")
    assert isinstance(scored, Scored)
    alone = Assessment(REGIONAL.questionnaire, replace(REGIONAL.indicators, aggregates=()), "q", "i")
    result = score(alone, scored.submission)
    assert alone.headline is None and result.headline is None
    assert result.areas == scored.result.areas and result.items == scored.result.items
    assert load_result(dump_result(result, facts={}, findings=(), problems=())) == result
    (place,) = {note for note in explain_item(alone, scored.submission, result, "A1.1", language()).notes if "A1" in note}
    assert "index" not in place
