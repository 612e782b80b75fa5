"""Statistics of a cohort: what enters them, how they are made, and what is suppressed."""

from __future__ import annotations

import gc
import tracemalloc
from fractions import Fraction
from statistics import mean

import pytest
from support.cohorts import item, node, random_records, record, rejected, stamp, states
from support.methods import method

from belong_assess.analysis.cohort import Cohort, CohortTally, Group
from belong_assess.results.record import ItemFigures, NodeFigures, Record


def cohort(*records: Record) -> Cohort:
    tally = CohortTally()
    for each in records:
        tally.add(each)
    return tally.cohort()


def only(*records: Record) -> Group:
    (group,) = cohort(*records).groups
    return group


WITHHELD = node(None, state="withheld")


def test_scores_of_a_group_on_paper() -> None:
    scores = [(10, "starting"), (20, "starting"), (Fraction(100, 3), "building"), (40, "building"), (80, "leading")]
    group = only(*(record(f"{n}", nodes={"index": node(score, band)}) for n, (score, band) in enumerate(scores)))
    spread = group.nodes["index"]
    assert (group.count, group.set_aside, spread.n) == (5, 0, 5)
    assert (spread.minimum, spread.lower, spread.median, spread.upper, spread.maximum) == (10, 20, 100 / 3, 40, 80)
    assert spread.mean == pytest.approx((10 + 20 + 100 / 3 + 40 + 80) / 5)
    assert spread.bands == {"starting": 2, "building": 2, "leading": 1}


@pytest.mark.parametrize("n", range(1, 7))
def test_small_groups(n: int) -> None:
    """Below five only numbers are said: a median of three would be one region's own figure."""
    made = [record(f"{k}", nodes={"index": node(50, "building")}, items={"Q1": item(points=75)}) for k in range(n)]
    group = only(*made)
    spread, question = group.nodes["index"], group.questions["Q1"]
    assert (group.count, spread.n, question.n, question.scored) == (n, n, n, n)
    shown = n >= 5
    assert (spread.median is not None) is shown
    assert (spread.bands == {"building": n}) is shown
    assert question.mean == (75 if shown else None)
    assert question.share("answered") == (1 if shown else None)


def test_a_score_that_is_withheld_is_no_zero() -> None:
    made = [record(f"{n}", nodes={"A1": node(60, "established"), "A2": WITHHELD}) for n in range(4)]
    made.append(record("4", nodes={"A1": node(70, "established"), "A2": node(30, "building")}))
    group = only(*made)
    assert group.nodes["A1"].minimum == 60
    assert (group.nodes["A2"].n, group.nodes["A2"].minimum) == (1, None)


def test_states_and_points_of_a_question() -> None:
    answers = [item(points=100), item(points=Fraction(100, 3)), item("DK"), item("NC"), item("not_asked"), item("skipped")]
    answers += [item(points=50), item(points=50), item(points=0)]
    group = only(*(record(f"{n}", items={"Q1": each}) for n, each in enumerate(answers)))
    question = group.questions["Q1"]
    assert question.states == {"answered": 5, "DK": 1, "NC": 1, "not_asked": 1, "skipped": 1}
    assert question.share("answered") == Fraction(5, 9)
    assert question.share("NA") == 0
    assert question.mean == (100 + Fraction(100, 3) + 50 + 50 + 0) / 5


def test_tiers_versions_and_questionnaires_never_mix() -> None:
    scores = {"full": 80, "express": 20, "standard": 50}
    made = [
        record(f"{tier}{n}", tier=tier, nodes={"index": node(score)}) for tier, score in scores.items() for n in range(5)
    ]
    made += [record(f"old{n}", stamp=stamp("0"), nodes={"index": node(10)}) for n in range(5)]
    made += [record(f"m{n}", stamp=stamp(questionnaire="municipal"), nodes={"index": node(5)}) for n in range(5)]
    groups = cohort(*made).groups
    medians = [(g.stamp.questionnaire, g.stamp.questionnaire_version, g.tier, g.nodes["index"].median) for g in groups]
    assert medians == [
        ("municipal", "1", "full", 5),
        ("regional", "0", "full", 10),
        ("regional", "1", "express", 20),
        ("regional", "1", "full", 80),
        ("regional", "1", "standard", 50),
    ]


def test_who_stands_twice_is_in_no_statistic() -> None:
    made = [record(f"{n}", unit=f"R{n}", nodes={"index": node(50, "building")}, items=states("a")) for n in range(5)]
    twice = [record(f"t{n}", unit="Twice", nodes={"index": node(0, "starting")}, items=states("d")) for n in range(2)]
    found = cohort(*made[:2], *twice, *made[2:])
    (group,) = found.groups
    assert (found.scored, group.count, group.set_aside) == (7, 5, 2)
    assert (group.nodes["index"].n, group.nodes["index"].minimum) == (5, 50)
    assert group.nodes["index"].bands == {"building": 5}
    assert group.questions["Q1"].states == {"answered": 5}
    assert {call.file for call in found.calls} == {"t0", "t1"}


def test_order_changes_nothing_but_the_order_of_calls() -> None:
    made = list(random_records("regional", 30))
    one, other = cohort(*made), cohort(*reversed(made))
    assert [group.questions for group in one.groups] == [group.questions for group in other.groups]
    assert [group.nodes for group in one.groups] == [group.nodes for group in other.groups]
    assert one.reasons == other.reasons


def test_random_records_give_what_their_scores_say() -> None:
    made = random_records("regional", 40, tier="full")
    group = only(*made)
    assert list(group.nodes) == list(made[0].nodes)
    assert list(group.questions) == list(method("regional").items)
    for node_id, spread in group.nodes.items():
        scores = [float(r.nodes[node_id].score or 0) for r in made if r.nodes[node_id].score is not None]
        assert spread.n == len(scores)
        if spread.n >= 5:
            assert spread.mean == pytest.approx(mean(scores))
            assert sum(spread.bands.values()) == len(scores)
    for item_id, question in group.questions.items():
        points = [r.items[item_id].points for r in made]
        assert question.scored == sum(each is not None for each in points)


def test_a_file_that_was_not_scored_counts_nowhere_else() -> None:
    found = cohort(rejected("a", "file.empty"), record("b"), rejected("c", "answer.hidden", "file.not_text"), rejected("d"))
    assert (found.scored, found.groups[0].count, len(found.not_read)) == (1, 1, 3)
    codes = [(each.file, each.problem and each.problem.code) for each in found.not_read]
    assert codes == [("a", "file.empty"), ("c", "file.not_text"), ("d", None)]


def test_a_cohort_keeps_little_of_each_submission() -> None:
    """Measured 1.3 kB each, a record itself being 60 kB; the bound is several times that, as other tests leave garbage."""
    one = random_records("regional", 1, tier="full")[0]
    tally = CohortTally()
    gc.collect()
    tracemalloc.start()
    for n in range(1000):
        items = {item_id: ItemFigures(*held) for item_id, held in one.items.items()}
        nodes = {node_id: NodeFigures(*held) for node_id, held in one.nodes.items()}
        tally.add(record(f"return-{n:06}.xlsx", unit=f"Region {n}", nodes=nodes, items=items))
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 8_000_000
