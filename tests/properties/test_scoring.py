"""Properties of every score: agreement with the naive scorer, bounds, order, weights, equal answers, receipts, ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.methods import FOLDERS, method
from support.naive_scorer import MEANS, naive_scores
from support.strategies import random_answer, random_submission, submissions

from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Aggregate, Area, Measured
from belong_assess.model.questionnaire import Choice, Count, Group, Measure, Pair, Steps, Ticks
from belong_assess.responses.submission import Amount, Chosen, Entry, Number, Response, Submission, Ticked, TwoFigures
from belong_assess.results.result import NodeResult, Result
from belong_assess.scoring.engine import score

ITEM_FIELDS = {"counted": ("state", "role", "points", "documented"), "open": ("state", "role", "low", "high")}
NODE_FIELDS = ("state", "score", "low", "high", "coverage", "documented")
FEW = settings(max_examples=60, deadline=None)
BATCHES = [("regional", seed) for seed in range(0, 700, 100)]
BATCHES += [(name, seed) for name in ("municipal", "small") for seed in range(0, 300, 100)]


@cache
def plain(name: str) -> Assessment:
    """A method without conditions and caps: what is left when only answers can move a score."""
    full = method(name)
    sections = tuple(
        replace(section, items=tuple(replace(item, asked_when=None) for item in section.items))
        for section in full.questionnaire.sections
    )
    areas = tuple(replace(area, caps=()) for area in full.indicators.areas)
    aggregates = tuple(replace(aggregate, caps=()) for aggregate in full.indicators.aggregates)
    return Assessment(
        replace(full.questionnaire, sections=sections),
        replace(full.indicators, areas=areas, aggregates=aggregates),
        full.questionnaire_hash,
        full.indicators_hash,
    )


def figures(result: Result) -> dict[str, tuple[Any, ...]]:
    """Every exact figure of a result: what must not change when nothing of meaning does."""
    fields = (*NODE_FIELDS, "band", "raw")
    return {name: tuple(getattr(node, field) for field in fields) for name, node in result.nodes.items()}


# 1. The naive scorer


@pytest.mark.parametrize(("name", "first"), BATCHES)
def test_the_naive_scorer_agrees(name: str, first: int) -> None:
    """Every state, role, figure and node of random submissions, computed twice by people who did not look at each other."""
    assessment = method(name)
    for seed in range(first, first + 100):
        submission = random_submission(assessment, Random(seed))
        assert differences(score(assessment, submission), naive_scores(assessment, submission)) == [], f"{name} {seed}"


def differences(result: Result, naive: dict[str, dict[str, Any]]) -> list[str]:
    """Name the fields in which the two differ."""
    found = [] if set(result.nodes) == set(naive["nodes"]) else [f"nodes {set(result.nodes) ^ set(naive['nodes'])}"]
    for item_id, item in naive["items"].items():
        found += differing(item_id, result.items[item_id], item, ITEM_FIELDS.get(item["role"], ("state", "role")))
    for node_id, node in naive["nodes"].items():
        found += differing(node_id, result.nodes[node_id], node, NODE_FIELDS) if node_id in result.nodes else []
    return found


def differing(name: str, engine: Any, naive: dict[str, Any], fields: Sequence[str]) -> list[str]:
    """Name the differing fields of one item or node."""
    return [f"{name}.{f}: {getattr(engine, f)} but naive {naive[f]}" for f in fields if getattr(engine, f) != naive[f]]


# 2. Bounds


@pytest.mark.parametrize("name", FOLDERS)
@FEW
@given(data=st.data())
def test_scores_lie_between_0_and_100_and_in_their_range(name: str, data: st.DataObject) -> None:
    """0 <= low <= score <= high <= 100, and a node without a score has no range."""
    result = score(method(name), data.draw(submissions(method(name))))
    settled = not any(item.uncertain for item in result.items.values())
    settled = settled and all(cap.applied for node in result.nodes.values() for cap in node.caps)
    for node in result.nodes.values():
        if node.score is None:
            assert (node.low, node.high, node.documented, node.band) == (None, None, None, None)
            continue
        assert node.low is not None
        assert node.high is not None
        assert node.documented is not None
        assert 0 <= node.low <= node.score <= node.high <= 100
        assert 0 <= node.documented <= node.score
        assert node.coverage is not None
        assert 0 < node.coverage <= 1
        if node.coverage == 1 and settled:  # nothing is open, and no cap waits for an open answer
            assert node.low == node.score == node.high


# 3. Monotone


@pytest.mark.parametrize("name", FOLDERS)
@FEW
@given(data=st.data())
def test_raising_one_answer_lowers_no_score(name: str, data: st.DataObject) -> None:
    """With the same items counted, a better answer lowers nothing: no score, no documented score, no end of a range."""
    assessment = plain(name)
    submission = data.draw(submissions(assessment))
    before = score(assessment, submission)
    steps = {
        item_id: [option.value for option in assessment.options_of(asked.answer)]
        for item_id, asked in assessment.items.items()
    }
    counted = [item for item in before.items.values() if item.role == "counted" and steps[item.id]]
    if not counted:
        return
    item = data.draw(st.sampled_from(counted))
    assert item.points is not None
    values = steps[item.id]
    better = data.draw(st.sampled_from([value for value in values if points_of(assessment, item.id, value) >= item.points]))
    entry = replace(submission.answers[item.id], response=Chosen(better))
    after = score(assessment, replace(submission, answers={**submission.answers, item.id: entry}))
    for node_id, node in before.nodes.items():
        if node.score is not None:
            for field in ("score", "low", "high", "documented"):
                assert getattr(after.nodes[node_id], field) >= getattr(node, field), (node_id, field)


def points_of(assessment: Assessment, item_id: str, value: int) -> Fraction:
    """The points of one option of an item with options."""
    rule = assessment.rules[assessment.measured[item_id].rule]
    assert rule.kind == "options"
    points = next(Fraction(option.points) for option in rule.points if option.value == value)
    return 100 - points if rule.reversed else points


# 4. Order


@pytest.mark.parametrize("name", FOLDERS)
@FEW
@given(data=st.data())
def test_order_never_matters(name: str, data: st.DataObject) -> None:
    """The order of answers in the file, and of items, areas and children in the method, changes no figure."""
    assessment = method(name)
    submission = data.draw(submissions(assessment))
    rng = Random(data.draw(st.integers(0, 1000)))
    shuffled = replace(submission, answers=dict(mixed(list(submission.answers.items()), rng)))
    assert figures(score(assessment, shuffled)) == figures(score(assessment, submission))
    assert figures(score(reordered(assessment, rng), submission)) == figures(score(assessment, submission))


def mixed(values: Sequence[Any], rng: Random) -> tuple[Any, ...]:
    """The same values in another order."""
    return tuple(rng.sample(values, len(values)))


def reordered(assessment: Assessment, rng: Random) -> Assessment:
    """The same method with its areas, items and children in another order."""
    measured = assessment.indicators
    areas = tuple(replace(area, items=mixed(area.items, rng)) for area in mixed(measured.areas, rng))
    aggregates = tuple(replace(aggregate, of=mixed(aggregate.of, rng)) for aggregate in measured.aggregates)
    shuffled = replace(measured, areas=areas, aggregates=aggregates)
    return Assessment(assessment.questionnaire, shuffled, assessment.questionnaire_hash, assessment.indicators_hash)


# 5. Weights


@pytest.mark.parametrize("name", FOLDERS)
@FEW
@given(data=st.data(), factor=st.sampled_from([Decimal("0.1"), Decimal("0.25"), Decimal(3), Decimal("7.5"), Decimal(1000)]))
def test_scaling_all_weights_changes_nothing(name: str, data: st.DataObject, factor: Decimal) -> None:
    """Only the proportions of weights matter."""
    assessment = method(name)
    submission = data.draw(submissions(assessment))
    assert figures(score(scaled(assessment, factor), submission)) == figures(score(assessment, submission))


def scaled(assessment: Assessment, factor: Decimal) -> Assessment:
    """The same method with every weight of items and children times a factor."""
    measured = assessment.indicators

    def of_area(area: Area) -> Area:
        return replace(area, items=tuple(replace(item, weight=item.weight * factor) for item in area.items))

    def of_aggregate(aggregate: Aggregate) -> Aggregate:
        return replace(aggregate, of=tuple(replace(child, weight=child.weight * factor) for child in aggregate.of))

    heavier = replace(
        measured,
        areas=tuple(of_area(area) for area in measured.areas),
        aggregates=tuple(of_aggregate(aggregate) for aggregate in measured.aggregates),
    )
    return Assessment(assessment.questionnaire, heavier, assessment.questionnaire_hash, assessment.indicators_hash)


# 6. Equal answers


@pytest.mark.parametrize("points", [0, 25, 50, 75, 100])
@pytest.mark.parametrize("tier", ["express", "standard", "full"])
def test_equal_answers_give_exactly_that_score(points: int, tier: str) -> None:
    """Where every counted answer has the same points, every score is exactly that, in its own band."""
    assessment = plain("regional")
    worths = {item_id: response_worth(assessment, item_id, Fraction(points)) for item_id in assessment.items}
    answers = {item_id: Entry(response) for item_id, response in worths.items() if response is not None}
    result = score(assessment, Submission(questionnaire="regional", version=None, hash=None, tier=tier, answers=answers))
    scored = [node for node in result.nodes.values() if node.score is not None]
    band = [band.id for band in assessment.indicators.bands if band.at_least <= points][-1]
    assert result.index in scored
    assert {node.score for node in scored} == {points}
    assert {node.band for node in scored} == {band}


@FEW
@given(data=st.data(), third=st.fractions(min_value=0, max_value=100, max_denominator=97))
def test_equal_points_stay_exact_whatever_the_fraction(data: st.DataObject, third: Fraction) -> None:
    """No mean of equal values falls below or above that value, even where it has no finite decimals."""
    assessment = plain("small")
    ids = data.draw(st.sampled_from([["S2.2"], ["S2.1", "S2.2"]]))
    answers = {item_id: Entry(worth(assessment, item_id, third)) for item_id in ids}
    submission = Submission(questionnaire="small", version=None, hash=None, tier="short", scope=("S2",), answers=answers)
    assert score(assessment, submission).nodes["S2"].score == third


def exact(number: Fraction) -> Number:
    """A whole number where it is one, as the gate gives it."""
    return int(number) if number.denominator == 1 else number


def response_worth(assessment: Assessment, item_id: str, points: Fraction) -> Response | None:
    """An answer worth exactly so many points, where the item has one; groups are left to their parts."""
    rule = assessment.rules[assessment.measured[item_id].rule]
    match assessment.items[item_id].answer:
        case Choice() | Steps() as answer:
            values = [option.value for option in assessment.options_of(answer)]
            fits = [value for value in values if points_of(assessment, item_id, value) == points]
            return Chosen(fits[0]) if fits else None
        case Ticks(options=options) if rule.kind == "ticks":
            needed = points * (rule.full_at or len(options)) / 100
            chosen = tuple(option.id for option in options[: int(needed)])
            return Ticked(chosen, none=not chosen) if needed.denominator == 1 else None
        case Count() if rule.kind == "bands":
            bounds = [int(bound.at_least) for bound in rule.bounds if bound.points == points]
            return Amount(bounds[0]) if bounds else None
        case Pair():
            return TwoFigures(exact(points / 5), 20)
        case Measure() if rule.kind == "linear":
            zero, full = Fraction(rule.zero_at), Fraction(rule.full_at)
            return Amount(exact(zero + (full - zero) * points / 100))
        case _:
            return None


# 7. Receipts


@pytest.mark.parametrize("name", FOLDERS)
@FEW
@given(data=st.data())
def test_every_receipt_reproduces_its_score(name: str, data: st.DataObject) -> None:
    """Terms and operation give `raw`; `raw` and the caps that are applied give the score; contributions add up."""
    result = score(method(name), data.draw(submissions(method(name))))
    for node in result.nodes.values():
        if node.score is not None:
            check_receipt(node, result)


def check_receipt(node: NodeResult, result: Result) -> None:
    """Work one receipt out by hand."""
    terms = [(Fraction(term.weight), Fraction(term.score)) for term in node.terms if term.weight > 0]
    assert MEANS[node.aggregation](terms) == node.raw, node.id
    assert node.raw is not None
    assert min([node.raw, *(line.at_most for line in node.caps if line.applied)]) == node.score, node.id
    assert sum(node.effective_weight(term) for term in node.terms) == 1
    contributions = [node.contribution(term) for term in node.terms]
    if node.aggregation == "arithmetic":
        assert sum(part for part in contributions if part is not None) == node.raw
    else:
        assert contributions == [None] * len(node.terms)
    for term in node.terms:
        child: Any = result.items.get(term.child) or result.nodes[term.child]
        assert term.score == (child.points if term.child in result.items else child.score), (node.id, term.child)


# 8. Ranges


@pytest.mark.parametrize("seed", range(40))
def test_the_range_is_what_open_answers_can_still_make_of_it(seed: int) -> None:
    """Fill open items at 0 and at 100 in every way: each score lies in its range, and both ends are reached.

    Without caps and conditions, and where every area has a score to begin with.
    """
    assessment = plain("small")
    submission, open_ids = with_open_items(assessment, Random(seed))
    before = score(assessment, submission)
    reached: dict[str, list[Number]] = {name: [] for name, node in before.nodes.items() if attainable(node, before)}
    for filled in fillings(assessment, submission, open_ids):
        after = score(assessment, filled)
        for name, found in reached.items():
            found.append(after.nodes[name].score or 0)
    assert {"S1", "S2", "S3", "S4", "S5", "inner", "outer", "index", "extended", "all_five"} <= reached.keys()
    for name, found in reached.items():
        assert (min(found), max(found)) == (before.nodes[name].low, before.nodes[name].high), name


def attainable(node: NodeResult, result: Result) -> bool:
    """Say whether a node has a score that hangs on scored children only: a withheld child runs wider than it can go."""
    children = [other for other in result.restricted if other.id.startswith(f"{node.id}/")]
    return node.score is not None and all(child.state != "withheld" for child in children)


def with_open_items(assessment: Assessment, rng: Random) -> tuple[Submission, list[str]]:
    """A complete submission less up to four questions, no two of one area; every area keeps its score."""
    answers = complete_answers(assessment, rng)
    areas = mixed(list(assessment.areas.values()), rng)[: rng.randint(1, 4)]
    open_ids = [rng.choice([m.item for m in area.items if spare(assessment, area, m)]) for area in areas]
    kept = {item_id: entry for item_id, entry in answers.items() if item_id not in open_ids}
    return Submission(questionnaire="small", version=None, hash=None, tier="long", answers=kept), open_ids


def spare(assessment: Assessment, area: Area, measured: Measured) -> bool:
    """Say whether an area keeps its minimum of 60 % without an item that can be answered at exactly 0 and 100."""
    total = sum(item.weight for item in area.items)
    return 0 < measured.weight <= total * 2 / 5 and fillable(assessment, measured.item)


def complete_answers(assessment: Assessment, rng: Random) -> dict[str, Entry]:
    """An answer that counts to every question."""
    parts: dict[str, Response] = {"plan": Chosen(rng.randint(0, 4)), "courses": Amount(1), "topics": Ticked(("rights",))}
    answers = {f"S3.1.{part}": Entry(response) for part, response in parts.items()}
    for item_id, item in assessment.items.items():
        if fillable(assessment, item_id):
            response = random_answer(assessment, item, item_id, rng)
            if response is None or not counts(response):
                response = worth(assessment, item_id, 100)
            answers[item_id] = Entry(response)
    return answers


def counts(response: Response) -> bool:
    """Say whether an answer counts: not one that turns into NA or a skip."""
    match response:
        case TwoFigures(first=first, second=second, persons=persons):
            return first is not None and second is not None and second >= 2 and (persons is None or persons >= 10)
        case Ticked(options=options, none=none, other=other):
            return bool(options or none or other)
        case _:
            return True


def fillable(assessment: Assessment, item_id: str) -> bool:
    """Say whether an item can be answered at exactly 0 and at exactly 100 in one response."""
    return not isinstance(assessment.items[item_id].answer, Group)


def worth(assessment: Assessment, item_id: str, points: int | Fraction) -> Response:
    """An answer worth so many points, from an item that has one."""
    response = response_worth(assessment, item_id, Fraction(points))
    assert response is not None, item_id
    return response


def fillings(assessment: Assessment, submission: Submission, open_ids: Sequence[str]) -> Iterator[Submission]:
    """The submission with each open item answered at 0 or at 100, in every combination."""
    for points in product((0, 100), repeat=len(open_ids)):
        added = {item: Entry(worth(assessment, item, figure)) for item, figure in zip(open_ids, points, strict=True)}
        yield replace(submission, answers={**submission.answers, **added})


@pytest.mark.parametrize("seed", range(60))
def test_with_caps_and_conditions_every_filling_stays_in_the_range(seed: int) -> None:
    """With caps and conditions the ends need not be reached, but nothing that open answers can make lies outside."""
    assessment = method("small")
    submission = random_submission(assessment, Random(seed), mood="diligent", whole=True)
    before = score(assessment, submission)
    open_ids = [item.id for item in before.items.values() if item.role == "open"]
    if len(open_ids) > 4 or not all(fillable(assessment, item_id) for item_id in open_ids):
        return
    for filled in fillings(assessment, submission, open_ids):
        after = score(assessment, filled)
        for name, node in before.nodes.items():
            reached = after.nodes[name].score
            if node.score is not None and reached is not None and comparable(before, after):
                assert node.low is not None
                assert node.high is not None
                assert node.low <= reached <= node.high, (name, open_ids)


def comparable(before: Result, after: Result) -> bool:
    """A filling may ask new questions or bring an area in; a range speaks of the questions and areas there were."""
    asked = all(item.role != "open" for item in after.items.values())
    absent = [
        {name for name, node in result.nodes.items() if node.state == "outside_competence"} for result in (before, after)
    ]
    return asked and absent[0] == absent[1]
