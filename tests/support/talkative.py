"""Random submissions that say everything a file can hold: facts of every kind, several documents, odd texts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any, get_args

from belong_assess.files.submissions import FORMAT, submission_from
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Count, Day, Figure, FreeText, Item
from belong_assess.responses.plain_data import entry_data, profile_data
from belong_assess.responses.submission import (
    Actor,
    Amount,
    DontKnow,
    Entry,
    Evidence,
    Later,
    Response,
    Submission,
    Ticked,
    Words,
)
from support.strategies import random_submission

TEXTS = (
    "=1+1", "+34", "-", "@x", "'quoted'", '"quoted"', "two\nlines", "tab\tinside", "_x0041_", "Straße", "日本", "🙂", "50 %",
    "DK", "nc", "yes", "x", "3", "1-2", "2026-06-30", "TRUE", "#REF!", "<b>&amp;</b>", "{brace}", "a | b; c, d",
    "\u202eturned", "e\u0301", "word " * 60,
)  # fmt: skip
"""What people write beside an answer, all of it text."""

DAYS = ("2026-06-30", "2024-02-29", "1999-12-31")


def talkative(assessment: Assessment, rng: Random, *, areas: int = 0) -> Submission:
    """Make one submission, as its file would be read; `areas`: only so many of them."""
    made = random_submission(assessment, rng, whole=True)
    chosen = rng.sample(list(assessment.areas), areas)
    scope = tuple(area for area in assessment.areas if area in chosen) or None
    facts = {fact.id: _fact(fact, rng) for fact in assessment.facts.values() if rng.random() < 0.8}
    context = {**{name: entry for name, entry in facts.items() if entry is not None}, **made.context}
    answers = {
        name: _rich(entry, rng)
        for name, entry in made.answers.items()
        if scope is None or assessment.area_of.get(_item(assessment, name)) in scope
    }
    said = replace(made, scope=scope, context=context, answers=answers, status=rng.choice(("draft", "approved")))
    return as_read(assessment, said)


def _item(assessment: Assessment, asked: str) -> str:
    return asked if asked in assessment.items else asked.rpartition(".")[0]


def _fact(fact: Item, rng: Random) -> Entry | None:
    response: Response | None = None
    match fact.answer:
        case FreeText():
            response = Words(rng.choice(TEXTS))
        case Day():
            response = Words(rng.choice(DAYS))
        case Count(minimum=least):
            response = Amount(least + rng.choice((0, 1, 12, 101)))
        case Figure():
            number = rng.choice((0, 1, Fraction(1, 4), Fraction(121, 10), 100))
            response = Amount(number, rng.choice((None, 1999, 2025)), rng.choice((None, "census", "=A1")))
    if response is None:
        return None
    return _rich(Entry(rng.choices((response, DontKnow(), Later()), (8, 1, 1))[0]), rng)


def _rich(entry: Entry, rng: Random) -> Entry:
    """Say more. No tick at all, and not "none of these", is what an empty list in a file says, and a blank in a template."""
    response = entry.response
    if response == Ticked(()):
        response = Later()
    elif isinstance(response, Amount):
        response = replace(response, number=Fraction(round(response.number * 1000), 1000))
    documents = tuple(_document(rng) for _ in range(rng.choice((0, 0, 1, 2, 3))))
    comment = rng.choice((None, entry.comment, rng.choice(TEXTS)))
    who = rng.choice((None, None, *get_args(Actor)))
    return replace(entry, response=response, evidence=documents, comment=comment, who=who)


def _document(rng: Random) -> Evidence:
    kind, title, reference, date = (rng.choice((None, rng.choice(TEXTS))) for _ in range(4))
    return Evidence(kind, title, reference, date)


def as_read(assessment: Assessment, said: Submission) -> Submission:
    """A submission as its file gives it: what no file can hold is gone."""
    presets = {preset.id: preset.roles for preset in assessment.questionnaire.competences.presets}
    data: dict[str, Any] = {
        "format": FORMAT, "questionnaire": said.questionnaire, "version": said.version, "tier": said.tier,
        "scope": "all" if said.scope is None else list(said.scope), "status": said.status,
        "context": {name: entry_data(entry, short=False) for name, entry in said.context.items()},
        "competences": profile_data(said.profile, presets),
        "answers": {name: entry_data(entry, short=False) for name, entry in said.answers.items()},
    }  # fmt: skip
    read, _ = submission_from(data, assessment)
    assert read is not None
    return read
