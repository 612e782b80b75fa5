"""What a cohort keeps of a scored file is what its result says."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from support.methods import method
from support.scored import scored

from belong_assess.problems import Problem
from belong_assess.responses.answer_codes import answer_code, number_code
from belong_assess.responses.submission import (
    Amount,
    Chosen,
    DontKnow,
    Entry,
    Later,
    NotApplicable,
    NotOurs,
    Picked,
    Response,
    Submission,
    Ticked,
    TwoFigures,
    Unreadable,
    Words,
)
from belong_assess.results.record import Record
from belong_assess.scoring.engine import score
from belong_assess.workflows.recording import record_of
from belong_assess.workflows.score_file import Rejected, Scored


@pytest.mark.parametrize("region", ["marevalle", "drawina", "portaurelle", "marevalle-employer"])
def test_a_record_holds_the_figures_of_the_result(region: str) -> None:
    held = scored(region)
    record, result = record_of(held, "a/b.yaml", "abc"), held.result
    assert (record.file, record.digest, record.state, record.place) == ("a/b.yaml", "abc", "scored", "")
    assert (record.stamp, record.tier, record.scope, record.headline) == (
        result.stamp, result.tier, result.scope, result.headline,
    )  # fmt: skip
    bars = [bar.id for bars in result.bars.values() for bar in bars]
    assert list(record.nodes) == [*[n.id for n in result.areas], *[n.id for n in result.aggregates], *bars]
    for node_id, figures in record.nodes.items():
        node = result.nodes[node_id]
        names = [name for name in figures._fields if name != "state"]
        assert [getattr(figures, name) for name in names] == [getattr(node, name) for name in names]
        assert figures.state == node.state
    for item_id, item in record.items.items():
        found = result.items[item_id]
        assert (item.state, item.role, item.points) == (found.state, found.role, found.points)
    assert record.problems == held.problems


def test_what_is_said_of_the_region() -> None:
    record = record_of(scored("marevalle"), "m.yaml", "abc")
    submission = scored("marevalle").submission
    assert record.unit == record.name == submission.unit
    assert record.preset == submission.profile.preset
    assert record.facts["country"] == submission.fact_text("country")
    assert "responsible_unit" not in record.facts and "respondents" not in record.facts
    assert record_of(scored("marevalle-employer"), "e.yaml", "abc").facts["respondent"] == "employer"


def test_a_file_that_could_not_be_scored_keeps_its_problems() -> None:
    problem = Problem("file.empty")
    record = record_of(Rejected("x/a.xlsx", (problem,), "row 7"), "a.xlsx", "abc")
    assert record == Record("a.xlsx", "row 7", "abc", "rejected", problems=(problem,))
    assert record.name == "a.xlsx"


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (Chosen(3), "3"),
        (Chosen(2, Fraction(83, 2), "counted"), "2 (41.5%)"),
        (Ticked(("residents", "municipalities")), "residents;municipalities"),
        (Ticked((), none=True), "none"),
        (Ticked(("residents",), other="the neighbours"), "residents;other"),
        (Ticked(("residents",), left_out=(("grants", "NC"),)), "residents;grants=NC"),
        (Ticked(()), ""),
        (Amount(7), "7"),
        (Amount(Fraction(121, 10)), "12.1"),
        (Amount(Fraction(10, 3)), "10/3"),
        (TwoFigures(Fraction(83, 2), 50), "41.5%/50%"),
        (TwoFigures(None, 50, 12), "/50% (12)"),
        (Picked(("yes",)), "yes"),
        (Words("Somebody's words"), "text"),
        (DontKnow(), "DK"),
        (Later(), "later"),
        (NotOurs("the state", "by law", "legal service"), "NC"),
        (NotApplicable("forbidden", "Act 7"), "NA:forbidden"),
        (Unreadable("perhaps"), "unreadable"),
    ],
)
def test_answers_in_stored_codes(response: Response, code: str) -> None:
    assert answer_code(response) == code


def test_numbers_are_written_exactly() -> None:
    assert [number_code(n) for n in (0, 100, Fraction(5, 2), Fraction(1, 1000), Fraction(2, 7))] == [
        "0", "100", "2.5", "0.001", "2/7",
    ]  # fmt: skip


def test_a_group_names_the_answers_to_its_parts() -> None:
    assessment = method("municipal")
    item, parts = next((i, assessment.parts_of(i)) for i in assessment.items if assessment.parts_of(i))
    answers = {f"{item}.{parts[0].id}": Entry(Chosen(3)), f"{item}.{parts[-1].id}": Entry(DontKnow())}
    given = Submission("municipal", None, None, "full", answers=answers)
    made = Scored(assessment, given, score(assessment, given), (), ())
    assert record_of(made, "", "").items[item].answer == f"{parts[0].id}=3;{parts[-1].id}=DK"
    whole = replace(given, answers={item: Entry(DontKnow())})
    made = Scored(assessment, whole, score(assessment, whole), (), ())
    assert record_of(made, "", "").items[item].answer == "DK"
