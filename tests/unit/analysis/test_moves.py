"""Which scores move between two versions, worked out by hand; and that the reasons add up to the moves."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from support.methods import method
from support.raw_method import Raw, assessment_of, shipped
from support.strategies import random_submission
from support.versions import Seed, changed, later, placed, put, to_area, with_item, without_item

from belong_assess.analysis.changes import compare, mapping_to
from belong_assess.analysis.changes.moves import Move, Moves
from belong_assess.analysis.migration import migrate
from belong_assess.files.submissions import submission_from
from belong_assess.model.assessment import Assessment
from belong_assess.scoring.engine import score

ANSWERS: dict[str, Any] = {"A1.1": 4, "A1.2": 4, "A1.3": 3, "A1.4": ["residents", "employers_unions"], "A1.5": 2, "A1.6": 0}
"""On the ladder 100, 100, 75, 50, 0; two of six ticks give 100/3."""


def data(answers: dict[str, Any]) -> dict[str, Any]:
    return {"questionnaire": "regional", "version": "0.1.0", "hash": "", "tier": "full", "answers": answers}


def moves(new: Assessment, answers: dict[str, Any] = ANSWERS, old: Assessment | None = None) -> dict[str, Move]:
    old = old or assessment_of(shipped())
    earlier, _ = submission_from(data(answers), old)
    assert earlier is not None
    return between(old, new, data(answers), earlier)


def between(old: Assessment, new: Assessment, raw: dict[str, Any], earlier: Any) -> dict[str, Move]:
    made = migrate(raw, earlier, new, old)
    now_of = mapping_to(new.questionnaire, old.questionnaire.version).now_of
    before, after = score(old, earlier), score(new, made.submission)
    return {move.id: move for move in Moves(old, new, compare(old, new), now_of).between(before, after)}


def told(move: Move) -> dict[str, tuple[str, Any, list[str]]]:
    """The reasons of a move: what changed, by how much, and the fields of the changes that did it."""
    return {r.child: (r.how, r.moved, [change.field for change in r.changes]) for r in move.reasons}


def test_a_changed_weight_worked_out_by_hand() -> None:
    """A1 before: (100 + 100 + 75 + 100/3 + 50 + 0) / 6 = 2150/36 = 59.72.

    With weight 2 on A1.3: (100 + 100 + 2 x 75 + 100/3 + 50 + 0) / 7 = 1300/21 = 61.90. A1.3 gave 75/6 and gives 150/7;
    every other gave p/6 and gives p/7, that is p/42 less.
    """
    (move,) = moves(later(placed("A1.3", weight=2))).values()
    assert move.id == "A1"
    assert move.before is not None and move.before.score == Fraction(2150, 36)
    assert move.after is not None and move.after.score == Fraction(1300, 21)
    assert move.moved == Fraction(1300, 21) - Fraction(2150, 36)
    assert told(move) == {
        "A1.1": ("share", Fraction(-100, 42), ["weight"]),
        "A1.2": ("share", Fraction(-100, 42), ["weight"]),
        "A1.3": ("weight", Fraction(150, 7) - Fraction(75, 6), ["weight"]),
        "A1.4": ("share", Fraction(-100, 3 * 42), ["weight"]),
        "A1.5": ("share", Fraction(-50, 42), ["weight"]),
    }, "A1.6 gives 0 before and after"
    assert sum(reason.moved or 0 for reason in move.reasons) == move.moved and move.rest == 0


def test_changed_points_of_a_rule_reach_every_question_that_they_score() -> None:
    """The second step of the ladder gives 60 instead of 50: only A1.5 stands there, and A1 rises by 10/6."""

    def seed(raw: Raw) -> None:
        raw.rule("ladder")[1]["points"][2]["points"] = 60

    (move,) = moves(later(seed)).values()
    assert told(move) == {"A1.5": ("points", Fraction(10, 6), ["points"])}
    assert move.moved == Fraction(10, 6)


def test_a_question_that_went_takes_its_contribution_with_it() -> None:
    """Without A1.6 (0 points) the other five have a fifth each: p/5 - p/6 = p/30 more."""
    (move,) = moves(later(without_item("A1.6"))).values()
    assert told(move)["A1.6"] == ("went", 0, [""])
    assert told(move)["A1.1"] == ("share", Fraction(100, 30), [""])
    assert sum(reason.moved or 0 for reason in move.reasons) == move.moved


def test_a_question_in_another_area_leaves_one_and_comes_to_the_other() -> None:
    answers = {**ANSWERS, **{f"A2.{n}": 2 for n in (1, 2, 4, 5, 6, 7)}}
    found = moves(later(to_area("A1.1", "A2")), answers)
    assert set(found) == {"A1", "A2"}
    assert told(found["A1"])["A1.1"][::2] == ("went", ["area"])
    assert told(found["A2"])["A1.1"][::2] == ("came", ["area"])


def test_a_changed_condition_is_the_reason_for_a_question_that_depends_on_it() -> None:
    def seed(raw: Raw) -> None:
        raw.item("A1.5")[1]["asked_when"] = {"kind": "answer", "item": "A1.6", "at_least": 1}

    (move,) = moves(later(seed)).values()
    assert told(move)["A1.5"][::2] == ("went", ["asked_when"])


def test_a_band_that_moved_is_said_where_the_score_did_not() -> None:
    def seed(raw: Raw) -> None:
        raw.indicators["bands"][2]["at_least"] = 60

    (move,) = moves(later(seed)).values()
    assert (move.moved, move.band_changes, [change.id for change in move.changes]) == (0, True, ["established"])


def test_what_a_cap_cuts_off_is_the_rest() -> None:
    cap = {"id": "c", "at_most": 40, "when": {"kind": "points", "item": "A1.6", "below": 25}, "reason": "No."}
    (move,) = moves(later(put(lambda raw: raw.area("A1"), caps=[cap]))).values()
    assert move.reasons == () and move.rest_from == "cap"
    assert move.rest == move.moved == 40 - Fraction(2150, 36)
    assert [change.shape for change in move.changes] == ["Cap"]


def test_a_mean_that_is_no_sum_has_no_shares() -> None:
    (move,) = moves(later(put(lambda raw: raw.area("A1"), aggregation="minimum"), placed("A1.3", weight=2))).values()
    assert move.rest_from == "mean" and move.rest == move.moved == -Fraction(2150, 36)
    assert {reason.moved for reason in move.reasons} == {None}
    assert [change.field for change in move.changes] == ["aggregation"]


def test_an_area_without_score_says_its_state() -> None:
    def seed(raw: Raw) -> None:
        raw.indicators["minimums"][1]["items"] = 7

    (move,) = moves(later(seed)).values()
    assert move.moved is None and move.rest_from == "state"
    assert (move.before.state, move.after.state) == ("scored", "withheld")  # type: ignore[union-attr]


def test_an_area_of_one_version_alone_is_no_reason_to_stop() -> None:
    def seed(raw: Raw) -> None:
        raw.indicators["areas"] = [area for area in raw.indicators["areas"] if area["id"] != "A1"]
        for aggregate in raw.indicators["aggregates"]:
            aggregate["of"] = [child for child in aggregate["of"] if child["node"] != "A1"]

    found = moves(later(seed))
    assert found["A1"].after is None and found["A1"].moved is None


SEEDS: dict[str, Seed] = {
    "weight": placed("A1.3", weight=3),
    "rule": lambda raw: raw.rule("ladder")[1]["points"][1].update(points=40),
    "new": with_item("A2", "A2", "A2.4", "A2.9"),
    "gone": without_item("A2.5"),
    "moved": to_area("A3.1", "A4"),
    "child": lambda raw: raw.aggregate("index")[1]["of"][3].update(weight=2),
    "common": lambda raw: [raw.item(name)[1].pop("competence") for name in ("A8.1", "A8.2", "A8.3")] and None,
}


@pytest.mark.parametrize("name", SEEDS)
def test_reasons_and_rest_add_up_to_every_move(name: str) -> None:
    old, new = method("regional"), assessment_of(changed(SEEDS[name]))
    seen = 0
    for seed in range(12):
        submission = random_submission(old, Random(seed), mood="diligent")
        before, after = score(old, submission), score(new, submission)
        for move in Moves(old, new, compare(old, new)).between(before, after):
            if move.moved is None:
                continue
            seen += 1
            assert sum((r.moved or 0 for r in move.reasons), Fraction()) + (move.rest or 0) == move.moved
            assert move.rest == 0, "the shipped method has arithmetic means and no caps"
            assert all(reason.changes for reason in move.reasons), "every reason names a change"
    assert seen
