"""What the conditions of a questionnaire claim about its answers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import chain, combinations
from typing import assert_never

from belong_assess.analysis.soundness.comparisons import is_clear
from belong_assess.analysis.soundness.logic import Claim, Every, Number, Opposite, Some, Tree, anything, claim, grid
from belong_assess.analysis.soundness.places import asking_conditions
from belong_assess.analysis.soundness.references import option_ids
from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import AllOf, AnswerTest, AnyOf, Condition, FactTest, Not, TickedTest
from belong_assess.model.questionnaire import Answer, Choice, Count, Item, Measure, Pick, Steps, Ticks
from belong_assess.problems import PathKey

LeafCondition = AnswerTest | TickedTest | FactTest
Domains = dict[tuple[str, ...], tuple[object, ...]]
"""The subjects under which conditions read one item, each with the values that it may have."""

NOT_ASKED = "not asked"
LARGEST = 10**12
MOST_PICKED_APART = 6

FITS: Mapping[str, tuple[type, ...]] = {
    "answer": (Choice, Steps, Count, Measure),
    "ticked": (Ticks,),
    "fact": (Pick,),
}
"""Which kind of condition reads which forms of answer."""


def condition_tree(assessment: Assessment, path: PathKey, condition: Condition) -> Tree:
    """Return what a condition claims; one that refers to something unknown or unfit may be anything."""
    match condition:
        case AllOf(of=parts):
            return Every(tuple(condition_tree(assessment, (*path, "of", p), part) for p, part in enumerate(parts)))
        case AnyOf(of=parts):
            return Some(tuple(condition_tree(assessment, (*path, "of", p), part) for p, part in enumerate(parts)))
        case Not(of=part):
            return Opposite(condition_tree(assessment, (*path, "of"), part))
        case AnswerTest() | TickedTest() | FactTest():
            item = item_read(assessment, condition)
            readable = item is not None and fits(condition, item.answer) and is_clear(condition)
            return _leaf(assessment, path, condition, item) if readable and item else anything(path)
        case _:
            assert_never(condition)


def item_read(assessment: Assessment, condition: LeafCondition) -> Item | None:
    """Return the item or context fact that a condition reads."""
    match condition:
        case AnswerTest(item=item_id) | TickedTest(item=item_id):
            return assessment.items.get(item_id)
        case FactTest(fact=fact):
            return assessment.facts.get(fact)
        case _:
            assert_never(condition)


def fits(condition: LeafCondition, answer: Answer) -> bool:
    """Say whether a condition of this kind can read an answer of this form."""
    return isinstance(answer, FITS[condition.kind])


def domains(assessment: Assessment, item: Item) -> Domains:
    """Return what conditions may find in an item: its values, or each tick; "not asked" where it has a condition itself."""
    unasked = () if item.asked_when is None else (NOT_ASKED,)
    match item.answer:
        case Choice() | Steps() | Count() | Measure():
            return {("answer", item.id): (*_values(assessment, item.answer), *unasked)}
        case Ticks(options=options):
            return {("ticked", item.id, option.id): (True, False, *unasked) for option in options}
        case Pick() as answer:
            return {("fact", item.id): tuple(_picks(answer))}
        case _:
            return {}


def asked_or_not(assessment: Assessment, item: Item) -> Tree:
    """What holds for an item with a condition: it is not asked at all, or it is asked and its condition holds."""
    assert item.asked_when is not None
    own = condition_tree(assessment, ("asked_when", item.id), item.asked_when)
    unasked = tuple(claim(subject, domain, (NOT_ASKED,)) for subject, domain in domains(assessment, item).items())
    return Some((Every(unasked), Every((own, *(Opposite(each) for each in unasked)))))


def _leaf(assessment: Assessment, path: PathKey, condition: LeafCondition, item: Item) -> Claim:
    held = domains(assessment, item)
    match condition:
        case AnswerTest():
            values = held["answer", item.id]
            return claim(("answer", item.id), values, [v for v in values if isinstance(v, Number) and _holds(condition, v)])
        case TickedTest(option=option):
            subject = ("ticked", item.id, option)
            return claim(subject, held[subject], (True,)) if subject in held else anything(path)
        case FactTest(one_of=options):
            picks = held["fact", item.id]
            known = all(option in option_ids(assessment, item.answer) for option in options)
            true = [pick for pick in picks if isinstance(pick, frozenset) and not pick.isdisjoint(options)]
            return claim(("fact", item.id), picks, true) if picks and known else anything(path)
        case _:
            assert_never(condition)


def _holds(test: AnswerTest, value: Number) -> bool:
    if test.at_least is not None:
        return value >= test.at_least
    if test.below is not None:
        return value < test.below
    return value in (test.one_of or ())


def _values(assessment: Assessment, answer: Answer) -> tuple[Number, ...]:
    """Every option value, or the telling numbers within the limits."""
    match answer:
        case Count(minimum=low, maximum=high) | Measure(minimum=low, maximum=high):
            bottom = -LARGEST if low is None else Fraction(low)
            top = LARGEST if high is None else Fraction(high)
            numbers = grid(min(bottom, top), max(bottom, top), _marks(assessment))
            return tuple(n for n in numbers if n.denominator == 1) if isinstance(answer, Count) else numbers
        case _:
            return tuple(int(value) for value in option_ids(assessment, answer))


@lru_cache(maxsize=4)
def _marks(assessment: Assessment) -> tuple[int, ...]:
    """Every number that a condition compares with, and its neighbours."""
    marks: set[int] = set()
    for _, _, condition in asking_conditions(assessment):
        if isinstance(condition, AnswerTest):
            named = (condition.at_least, condition.below, *(condition.one_of or ()))
            marks.update(near for mark in named if mark is not None for near in (mark - 1, mark, mark + 1))
    return tuple(sorted(marks))


def _picks(answer: Pick) -> list[frozenset[str]]:
    """Everything that can be picked; nothing where that would be too much to go through."""
    names = [option.id for option in answer.options]
    if not answer.several:
        return [frozenset({name}) for name in names]
    if len(names) > MOST_PICKED_APART:
        return []
    return [frozenset(picked) for picked in chain.from_iterable(combinations(names, n + 1) for n in range(len(names)))]
