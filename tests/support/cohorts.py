"""Records of a cohort to test with: random submissions, scored and recorded, and small ones made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

from belong_assess.problems import Location, Problem
from belong_assess.responses.submission import Entry, Submission, Words
from belong_assess.results.record import ItemFigures, NodeFigures, Record
from belong_assess.results.result import Stamp
from belong_assess.scoring.engine import score
from belong_assess.workflows.recording import record_of
from belong_assess.workflows.score_file import Scored
from support.methods import method
from support.strategies import random_submission

COUNTRIES = ("Spain", "Poland", "Sweden")
PROBLEMS = (
    Problem("answer.not_an_option", Location("", sheet="Questions", cell="E14"), {"found": "perhaps", "expected": "0-4"}),
    Problem(
        "answer.number_ambiguous", Location("", line=12, column=3), {"found": "1.234", "first": "1234", "second": "1,234"}
    ),
    Problem("answer.hidden", Location("", line=30, column=1), {"item": "A1.3"}),
)


def stamp(version: str = "1", questionnaire: str = "regional") -> Stamp:
    return Stamp(questionnaire, version, f"q{version}", questionnaire, version, f"i{version}")


def record(file: str = "a.yaml", **given: Any) -> Record:
    """A scored record with what a test names, and nothing else."""
    return Record(**{"file": file, "place": "", "digest": file, "state": "scored", "stamp": stamp(), "tier": "full"} | given)


def rejected(file: str, *codes: str, place: str = "") -> Record:
    return Record(file, place, file, "rejected", problems=tuple(Problem(code, Location(file)) for code in codes))


def node(score: Any, band: str | None = None, state: str = "scored") -> NodeFigures:
    return NodeFigures(state, score, score, score, 1, score, band, (band,) if band else (), 5, 0, 0)


def item(state: str = "answered", points: Any = None, answer: str = "") -> ItemFigures:
    role = {"answered": "counted", "DK": "open", "skipped": "open"}.get(state, "left_out")
    return ItemFigures(state, role, points, answer)


def states(text: str) -> dict[str, ItemFigures]:
    """Questions Q1, Q2, ... by one letter each: a answered, d don't know, n NC, s skipped, - not asked."""
    named = {"a": "answered", "d": "DK", "n": "NC", "s": "skipped", "-": "not_asked"}
    return {f"Q{place}": item(named[letter]) for place, letter in enumerate(text, 1)}


@cache
def random_records(
    name: str, count: int, *, tier: str = "", seed: int = 1, moods: tuple[str, ...] = ("diligent", "mixed", "patchy")
) -> tuple[Record, ...]:
    """Random submissions of a method as records, each with a name, a code and a country of its own."""
    assessment, rng = method(name), Random(seed)
    made = []
    for number in range(1, count + 1):
        given = random_submission(assessment, rng, mood=rng.choice(moods), whole=rng.random() < 0.95)
        given = _placed(given, number, tier or given.tier, COUNTRIES[number % len(COUNTRIES)])
        scored = Scored(assessment, given, score(assessment, given), (), _problems(rng, number))
        made.append(record_of(scored, f"{name}/return-{number:05}.xlsx", f"{name}-{tier}-{seed}-{number}"))
    return tuple(made)


def _placed(given: Submission, number: int, tier: str, country: str) -> Submission:
    facts = {"region_name": f"Region {number:03}", "region_code": f"R{number:03}", "country": country}
    context = {**given.context, **{name: Entry(Words(text)) for name, text in facts.items()}}
    return replace(given, tier=tier, context=context, language=("en", "es")[number % 2], status="consolidated")


def _problems(rng: Random, number: int) -> Sequence[Problem]:
    if rng.random() < 0.7:
        return ()
    chosen = rng.sample(PROBLEMS, rng.randint(1, len(PROBLEMS)))
    return tuple(replace(each, where=replace(each.where, file=f"return-{number:05}.xlsx")) for each in chosen)
