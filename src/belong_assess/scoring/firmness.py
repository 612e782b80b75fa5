"""What a score rests on: evidence, confidence, and how far the ladder was climbed. Shown, never scored."""

from __future__ import annotations

from collections.abc import Mapping

from belong_assess.responses.submission import Chosen, Entry, Number
from belong_assess.results.result import Firmness, ItemResult, Rate, Receipt
from belong_assess.scoring.plan import Plan

RATED_STEPS = (4, 2, 1)


def grades(plan: Plan, items: Mapping[str, ItemResult], answers: Mapping[str, Entry]) -> dict[str, str]:
    """Grade every answered item: a evidence with title and date, b evidence or high confidence, c neither."""
    return {item_id: _grade(plan, answers, item_id) for item_id, item in items.items() if item.state == "answered"}


def firmness(receipt: Receipt, graded: Mapping[str, str]) -> Firmness | None:
    """How the answered weight splits into grades; an unasked item that counts 0 is no answer."""
    weights: dict[str, Number] = {"a": 0, "b": 0, "c": 0}
    for child, weight in zip(receipt.children, receipt.weights, strict=True):
        if grade := graded.get(child):
            weights[grade] += weight
    return Firmness(*weights.values()) if any(weights.values()) else None


def rates(plan: Plan, items: Mapping[str, ItemResult], answers: Mapping[str, Entry]) -> tuple[Rate, ...]:
    """How many of the answered ladder questions stand at step 4 (review), 2 (pilot) and 1 (paper)."""
    answered = [answers[item_id].response for item_id in plan.ladders if items[item_id].state == "answered"]
    steps = [response.value for response in answered if isinstance(response, Chosen)]
    return tuple(Rate(step, steps.count(step), len(steps)) for step in RATED_STEPS)


def _grade(plan: Plan, answers: Mapping[str, Entry], item_id: str) -> str:
    if (combination := plan.combinations.get(item_id)) is None:
        own = answers[item_id]
        if not own.evidence:
            return "b" if own.confidence == "high" else "c"
        return _grade_of(plan, item_id, [own])
    ids = [item_id, *(part for part, _, _ in combination.parts)]
    return _grade_of(plan, item_id, [entry for each in ids if (entry := answers.get(each)) is not None])


def _grade_of(plan: Plan, item_id: str, entries: list[Entry]) -> str:
    evidence = [piece for entry in entries for piece in entry.evidence]
    if not evidence:
        return "b" if "high" in [entry.confidence for entry in entries] else "c"
    titled = any(piece.title and piece.date for piece in evidence)
    return "a" if titled and _counted_share(plan, item_id, entries[0]) else "b"


def _counted_share(plan: Plan, item_id: str, entry: Entry) -> bool:
    if item_id not in plan.shares:
        return True
    return isinstance(entry.response, Chosen) and entry.response.basis == "counted"
