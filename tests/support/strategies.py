"""Random submissions: every state, with evidence, confidence, profiles, typed shares, all tiers and scopes.

`random_submission` needs only a `random.Random`; `submissions` is the same as a hypothesis strategy.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Literal, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Answer, Choice, Count, Group, Item, Measure, Pair, Pick, Steps, Ticks
from belong_assess.responses.capture import capture
from belong_assess.responses.submission import (
    Amount,
    Chosen,
    Confidence,
    DontKnow,
    Entry,
    Evidence,
    Later,
    NotApplicable,
    NotOurs,
    Number,
    Picked,
    Profile,
    Response,
    Submission,
    Ticked,
    TwoFigures,
    Unreadable,
)

MOODS: dict[str, dict[str, int]] = {
    "everything": {"answered": 1},
    "diligent": {"answered": 90, "dk": 3, "nc": 4, "na": 3},
    "mixed": {"answered": 70, "blank": 9, "dk": 6, "later": 3, "nc": 7, "na": 4, "unreadable": 1},
    "patchy": {"answered": 50, "blank": 20, "dk": 12, "later": 4, "nc": 8, "na": 5, "unreadable": 1},
    "elsewhere": {"answered": 45, "nc": 45, "na": 10},
    "nearly_empty": {"answered": 15, "blank": 80, "dk": 5},
    "absent": {"answered": 30, "na": 60, "dk": 10},
}
NUMBERS: tuple[Number, ...] = (0, 1, Fraction(5, 2), Fraction(10, 3), 10, Fraction(333, 10), 60, 90)
FUNCTIONS = ("equality unit", "statistics office", "legal service", None)


def random_submission(assessment: Assessment, rng: Random, *, mood: str | None = None, whole: bool = False) -> Submission:
    """Make one submission; `whole`: no partial scope."""
    mood = mood or rng.choice(list(MOODS))
    profile = random_profile(assessment, rng)
    entries: dict[str, Entry] = {}
    for item in assessment.items.values():
        entries.update(_entries(assessment, item, mood, rng))
    return Submission(
        questionnaire=assessment.questionnaire.id,
        version=assessment.questionnaire.version,
        hash=None,
        tier=rng.choice(list(assessment.tier_rank)),
        scope=None if whole or rng.random() < 0.8 else _scope(assessment, rng),
        context=_context(assessment, rng),
        profile=profile,
        answers=entries,
    )


def submissions(assessment: Assessment, *, mood: str | None = None, whole: bool = False) -> SearchStrategy[Submission]:
    """Submissions as a strategy; an example is told by one number, which is all there is to shrink."""
    numbers = st.integers(min_value=0, max_value=2**32)
    return numbers.map(lambda number: random_submission(assessment, Random(number), mood=mood, whole=whole))


def random_profile(assessment: Assessment, rng: Random) -> Profile:
    """A preset, changed here and there; sometimes fields without roles, holders, and fields confirmed as a whole."""
    known = assessment.questionnaire.competences
    preset = rng.choice([*known.presets, None])
    roles = dict(preset.roles) if preset else {}
    for field in known.fields:
        if rng.random() < 0.4:
            roles[field.id] = rng.choice([("none",), ("plans",), ("law",), ("runs", "plans")])
        if rng.random() < 0.1:
            roles.pop(field.id, None)
    holders = {field.id: "state" for field in known.fields if rng.random() < 0.2}
    confirmed = frozenset(field for field, held in roles.items() if held == ("none",) and rng.random() < 0.4)
    return Profile(preset.id if preset else None, roles, holders, confirmed)


def _scope(assessment: Assessment, rng: Random) -> tuple[str, ...]:
    areas = list(assessment.areas)
    chosen = set(rng.sample(areas, rng.randint(1, len(areas) - 1)))
    return tuple(area for area in areas if area in chosen)


def _context(assessment: Assessment, rng: Random) -> dict[str, Entry]:
    held: dict[str, Entry] = {}
    for fact in assessment.facts.values():
        if not isinstance(fact.answer, Pick) or rng.random() < 0.2:
            continue
        options = [option.id for option in fact.answer.options]
        several = rng.sample(options, rng.randint(1, len(options))) if fact.answer.several else [rng.choice(options)]
        picked = Picked(tuple(option for option in options if option in several))
        chosen: list[Response] = [DontKnow(), NotApplicable("absent"), *[picked] * 8]
        held[fact.id] = Entry(rng.choice(chosen))
    return held


def _entries(assessment: Assessment, item: Item, mood: str, rng: Random) -> dict[str, Entry]:
    asked = [f"{item.id}.{part.id}" for part in item.answer.parts] if isinstance(item.answer, Group) else [item.id]
    if len(asked) > 1 and rng.random() < 0.1:
        asked.append(item.id)
    held = {item_id: _entry(assessment, item, item_id, mood, rng) for item_id in asked}
    return {item_id: entry for item_id, entry in held.items() if entry is not None}


def _entry(assessment: Assessment, item: Item, item_id: str, mood: str, rng: Random) -> Entry | None:
    states = MOODS[mood]
    response = _response(assessment, item, item_id, rng.choices(list(states), list(states.values()))[0], rng)
    if response is None:
        return None
    return Entry(
        response,
        evidence=(Evidence("document", "Strategy", None, "2025-01-01"),) if rng.random() < 0.4 else (),
        comment="what the region does all the same" if rng.random() < 0.6 else None,
        confidence=rng.choice([None, *get_args(Confidence)]),
        by=rng.choice(FUNCTIONS),
    )


def _response(assessment: Assessment, item: Item, item_id: str, state: str, rng: Random) -> Response | None:
    match state:
        case "dk":
            return DontKnow()
        case "later":
            return Later()
        case "unreadable":
            return Unreadable("??")
        case "nc" if item.competence is not None:
            return NotOurs(rng.choice([None, "state"]), rng.choice([None, "by law"]), rng.choice(FUNCTIONS))
        case "na" if not item.refuses:
            return rng.choice([NotApplicable("absent"), NotApplicable("forbidden", "Act 7"), NotApplicable("forbidden")])
        case "answered" | "nc" | "na":
            return random_answer(assessment, item, item_id, rng) or Later()
        case _:
            return None


def random_answer(assessment: Assessment, item: Item, item_id: str, rng: Random) -> Response | None:
    """A valid answer to an item or to a part of one; a group as a whole has none of its own."""
    answer: Answer = item.answer
    if item_id != item.id:
        answer = next(part.answer for part in assessment.parts_of(item.id) if f"{item.id}.{part.id}" == item_id)
    match answer:
        case Choice() | Steps():
            return _step(assessment, item_id, answer, rng)
        case Ticks():
            return _ticks(answer, item, rng)
        case Count():
            return Amount(rng.choice([0, 1, 2, 3, 4, 6, 9, 10]))
        case Measure():
            return Amount(rng.choice(NUMBERS))
        case Pair():
            return _pair(rng)
        case _:
            return None


def _step(assessment: Assessment, item_id: str, answer: Choice | Steps, rng: Random) -> Response:
    options = assessment.options_of(answer)
    if any(option.at_least is not None for option in options) and rng.random() < 0.3:
        share = rng.choice([0, "0.5", 24.9, 25, "49.5", 50, 74, 75, 100])
        entry = capture(assessment, item_id, {"share": share, "basis": rng.choice(["counted", "estimated"])}).entry
        assert entry is not None
        return entry.response
    return Chosen(rng.choice(options).value)


def _ticks(answer: Ticks, item: Item, rng: Random) -> Response:
    options = [option.id for option in answer.options]
    kind = rng.random()
    if kind < 0.1:
        return Ticked((), none=True)
    if kind < 0.15:
        return Ticked((), other="something else")
    states: tuple[Literal["NC", "NA"], ...] = ("NC", "NA") if item.competence is not None else ("NA",)
    left_out = {option: rng.choice(states) for option in options if rng.random() < 0.3} if kind > 0.75 else {}
    if kind > 0.98:
        left_out = {option: rng.choice(states) for option in options}
    chosen = tuple(option for option in options if option not in left_out and rng.random() < 0.6)
    return Ticked(chosen, left_out=tuple(left_out.items()))


def _pair(rng: Random) -> Response:
    first = rng.choice([None, 0, 1, Fraction(62, 10), 10, 20])
    second = rng.choice([None, Fraction(19, 10), 2, Fraction(141, 10), 20, 30])
    if (first is None and second is None) or rng.random() < 0.1:
        return TwoFigures(0, 0)
    return TwoFigures(first, second, rng.choice([None, 3, 9, 10, 240]))
