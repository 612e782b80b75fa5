"""Whatever a method of valid shape says, checking it gives problems and never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError
from support.raw_method import Raw, assessment_of, shipped

from belong_assess.analysis.soundness import check
from belong_assess.model.assessment import Assessment

Held = tuple[Any, Any, Any]
"""A value, the mapping or list that holds it, and under which key."""

NUMBERS = (-1, 0, 1, 2, 50, 100, 101, 1_000_000)


def held(tree: Any) -> Iterator[Held]:
    """Every value of a tree below its root."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        yield tree[key], tree, key
        yield from held(tree[key])


def disturb(tree: Any, rng: Random) -> None:
    """Change one value: a text becomes another one of the same key, a number another, a list or mapping loses or repeats."""
    values = list(held(tree))
    value, parent, key = rng.choice([each for each in values if each[2] != "kind"])
    alike = [other for other, _, name in values if name == key and type(other) is type(value)]
    match value:
        case str():
            parent[key] = rng.choice([*alike, "", "each"])
        case bool():
            parent[key] = not value
        case int():
            parent[key] = rng.choice(NUMBERS)
        case list() if value and rng.random() < 0.5:
            del value[rng.randrange(len(value))]
        case list() if value:
            value.insert(rng.randrange(len(value)), deepcopy(rng.choice(value)))
        case dict():
            parent[key] = deepcopy(rng.choice(alike))


def disturbed(name: str, rng: Random) -> Assessment:
    """A method with several changes at once that still has the shape of one."""
    while True:
        raw: Raw = shipped(name)
        for _ in range(rng.choice((1, 3, 10))):
            disturb(rng.choice((raw.questionnaire, raw.indicators)), rng)
        try:
            return assessment_of(raw)
        except ValidationError:
            continue


@pytest.mark.parametrize(("name", "runs"), [("regional", 30), ("small", 200)])
def test_checking_never_crashes(name: str, runs: int) -> None:
    rng = Random(name)
    for _ in range(runs):
        problems = check(disturbed(name, rng))
        assert all(isinstance(fact, str) for problem in problems for fact in problem.facts.values())
