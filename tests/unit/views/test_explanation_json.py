"""A receipt for programs says of a question what the text says: its answer, its points, and where it counts."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from belong_assess.language.texts import language
from belong_assess.views.explanation import explain_item, explain_node
from belong_assess.views.explanation_text import render_explanation_json
from belong_assess.workflows.score_file import Scored, example_file, score_file


@pytest.fixture
def scored() -> Scored:
    file = example_file("marevalle")
    assert file is not None
    held = score_file(file)
    assert isinstance(held, Scored)
    return held


def test_a_question_with_its_answer_and_its_shares(scored: Scored) -> None:
    told = explain_item(scored.assessment, scored.submission, scored.result, "A8.6", language())
    held = json.loads(render_explanation_json(told, scored.result))
    assert held["answer"].startswith("guidance in several languages")
    assert Fraction(held["points"]) == Fraction(250, 3)
    assert Fraction(held["documented"]) == 25
    assert Fraction(held["counts_in"]["A8"]) == Fraction(1, 7)


def test_a_score_can_be_worked_out_from_its_terms(scored: Scored) -> None:
    told = explain_node(scored.assessment, scored.result, "index", language())
    held = json.loads(render_explanation_json(told, scored.result))
    weights = [Fraction(term["weight"]) for term in held["terms"]]
    total = sum(w * Fraction(term["score"]) for w, term in zip(weights, held["terms"], strict=True))
    assert total / sum(weights) == Fraction(held["score"])
