"""The formulas follow rules that no shipped method has: every kind of cap, and every mean with doubtful answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from support.live import representable
from support.methods import method
from support.raw_method import Raw, assessment_of, shipped
from support.strategies import random_submission
from support.typed import Filled, Form, typed_of
from support.without_index import without_index

from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Submission
from belong_assess.results.result import NodeResult
from belong_assess.scoring.engine import score

EACH = 12
S1, S4 = "S1", "S4"
CAPS: dict[str, dict[str, Any]] = {
    "points from below": {"kind": "points", "item": "S4.1", "below": 75},
    "points equal": {"kind": "points", "item": "S1.3", "equals": 0},
    "points one of": {"kind": "points", "item": "S3.1", "one_of": [25, 50, 100]},
    "points, no weight": {"kind": "points", "item": "S1.5", "at_least": 0},
    "state": {"kind": "state", "item": "S4.3", "one_of": ["NC", "DK"]},
    "state, outside": {"kind": "state", "item": "S4.6", "one_of": ["not_asked"]},
    "ticked": {"kind": "ticked", "item": "S3.2", "option": "offices"},
    "ticked, no ticks": {"kind": "ticked", "item": "S4.1", "option": "offices"},
    "count": {"kind": "count", "among": {"area": "S4"}, "where": {"below": 60}, "at_least": 3},
    "count, below": {"kind": "count", "among": {"ladder": True}, "where": {"at_least": 50}, "below": 5},
    "count, states": {"kind": "count", "among": {"field": "clinics"}, "where": {"state": ["NC", "skipped"]}, "at_least": 1},
    "count, evidence": {"kind": "count", "among": {"tag": "E"}, "where": {"without_evidence": True}, "at_least": 4},
    "count, confidence": {"kind": "count", "among": {"area": "S3"}, "where": {"confidence": "low"}, "at_least": 1},
    "count, nothing": {"kind": "count", "among": {"field": "police", "area": "S1"}, "where": {"below": 50}, "below": 1},
    "share": {"kind": "share", "among": {"bar": "E"}, "where": {"below": 50}, "at_least": 40},
    "share, equal": {"kind": "share", "among": {"scales": ["share"]}, "where": {"equals": 25}, "at_least": 30},
    "share, nothing": {"kind": "share", "among": {"field": "police", "area": "S1"}, "where": {"below": 50}, "below": 1},
    "mean": {"kind": "mean", "among": {"area": "S2"}, "below": 55},
    "mean, at most": {"kind": "mean", "among": {"items": ["S1.1", "S2.1", "S4.1"]}, "at_most": 50},
    "mean, nothing": {"kind": "mean", "among": {"field": "police", "area": "S1"}, "below": 1},
    "score": {"kind": "score", "node": "S1", "below": 50},
    "all, any, not": {
        "kind": "any",
        "of": [
            {"kind": "not", "of": {"kind": "ticked", "item": "S1.4", "option": "towns"}},
            {"kind": "all", "of": [{"kind": "points", "item": item, "below": 60} for item in ("S4.4", "S4.2")]},
        ],
    },
}  # fmt: skip


def told(assessment: Assessment, submissions: list[Submission]) -> list[str]:
    """Where formulas and engine do not agree on an area, group or bar."""
    forms = {tier: Form(assessment, tier) for tier in assessment.tier_rank}
    found = []
    for number, given in enumerate(submissions):
        filled = forms[given.tier].filled(typed_of(assessment, given))
        nodes = score(assessment, given).nodes.values()
        found += [f"{number} {node.id} {each}" for node in nodes for each in apart(filled, node)]
    return found


def apart(filled: Filled, node: NodeResult) -> list[str]:
    """The figures of a node that differ."""
    pairs = {"state": node.state, "score": node.score, "low": node.low, "high": node.high}
    shown = {name: filled.node(node.id, name) for name in pairs}
    return [f"{name}: {shown[name]}, not {held}" for name, held in pairs.items() if not _same(shown[name], held)]


def _same(shown: Any, expected: Any) -> bool:
    if expected is None or isinstance(expected, str):
        return bool(shown == (expected or ""))
    return isinstance(shown, (int, float)) and abs(shown - float(expected)) < 1e-9


def submissions(assessment: Assessment, name: str, count: int = EACH) -> list[Submission]:
    """Random ones without further evidence: that stands on a sheet of its own."""
    rng = Random(name)
    return [representable(assessment, random_submission(assessment, rng, whole=True)) for _ in range(count)]


@pytest.mark.parametrize("name", CAPS)
def test_caps(name: str) -> None:
    raw = shipped("small")
    raw.area(S4)[1]["caps"] = [{"id": "held", "at_most": 12.5, "when": CAPS[name], "reason": "For this test."}]
    assessment = assessment_of(raw)
    assert told(assessment, submissions(assessment, name)) == []


def geometric(raw: Raw) -> None:
    """Areas with questions that are not always asked, as geometric means."""
    for area in (S1, S4):
        raw.area(area)[1]["aggregation"] = "geometric"


def least(raw: Raw) -> None:
    """The same areas, each as its least question."""
    for area in (S1, S4):
        raw.area(area)[1]["aggregation"] = "minimum"


def reversed_group(raw: Raw) -> None:
    """A group that counts the other way round."""
    raw.rule("preparation")[1]["reversed"] = True


def uneven_weights(raw: Raw) -> None:
    """Weights that no binary fraction holds."""
    for area in raw.indicators["areas"]:
        for number, placed in enumerate(area["items"], 1):
            placed["weight"] = number / 10


@pytest.mark.parametrize("change", [geometric, least, reversed_group, uneven_weights])
def test_means(change: Callable[[Raw], None]) -> None:
    raw = shipped("small")
    change(raw)
    assessment = assessment_of(raw)
    assert told(assessment, submissions(assessment, change.__name__, 40)) == []


def test_a_method_without_an_index() -> None:
    assessment = without_index()
    assert told(assessment, submissions(assessment, "no index")) == []


def test_moved_rows_do_no_harm() -> None:
    assessment = method("small")
    given = replace(submissions(assessment, "moved", 1)[0], tier="long")
    form = Form(assessment, "long")
    form.move_rows(Random(1))
    filled = form.filled(typed_of(assessment, given))
    assert [each for node in score(assessment, given).nodes.values() for each in apart(filled, node)] == []
