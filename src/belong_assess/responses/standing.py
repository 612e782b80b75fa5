"""Which state each item is in: the first line of the method's list that fits."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, assert_never

from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import AllOf, AnswerTest, AnyOf, Condition, FactTest, Not, TickedTest
from belong_assess.model.questionnaire import Answer, Item, Part
from belong_assess.responses.kleene import Truth, all_of, any_of, opposite, truth
from belong_assess.responses.plain_text import folded
from belong_assess.responses.submission import (
    Amount,
    Chosen,
    DontKnow,
    Entry,
    Later,
    NotApplicable,
    NotOurs,
    Picked,
    State,
    Submission,
    Ticked,
    TwoFigures,
    Unreadable,
)
from belong_assess.values import value

Reason = Literal[
    "",
    "tier",
    "scope",
    "condition",
    "later",
    "unreadable",
    "incomplete",
    "parent_open",
    "parent",
    "nc_against_profile",
    "nc_without_holder",
    "nc_not_explained",
    "nc_profile_missing",
    "nc_confirmed_field",
    "na_without_law",
    "too_few",
    "both_zero",
]


@value
class Standing:
    """The state of an item and why.

    `uncertain`: what it depends on may still turn out so that it is not asked. `hidden`: an answer is there, and it is
    not asked. `parts`: the state of each sub-question of a group, in their order.
    """

    state: State
    reason: Reason = ""
    uncertain: bool = False
    hidden: bool = False
    parts: tuple[State, ...] = ()


ANSWERED = Standing("answered")
SKIPPED = Standing("skipped")
DONT_KNOW = Standing("DK")
LATER = Standing("skipped", "later")
UNREADABLE = Standing("skipped", "unreadable")
INCOMPLETE = Standing("skipped", "incomplete")
NOT_OURS = Standing("NC")
NOT_APPLICABLE = Standing("NA")

SETTLED = ("answered", "NC", "NA")
ROLES_OF_POWER = frozenset({"law", "runs"})
ROLE_OF_PLANNING = "plans"


def settle(assessment: Assessment, submission: Submission) -> dict[str, Standing]:
    """Return the standing of every item, in the order of the questionnaire."""
    return _Settling(assessment, submission).all()


def asked_now(assessment: Assessment, submission: Submission) -> dict[str, Truth]:
    """Say of every item inside tier and scope whether it is asked now; unknown while that rests on an open answer."""
    settling = _Settling(assessment, submission)
    return {
        item_id: Truth.TRUE if item.asked_when is None else settling.holds(item.asked_when)
        for item_id, item in assessment.items.items()
        if settling.of(item).reason not in ("tier", "scope")
    }


class _Settling:
    """One pass over the items; a condition may look ahead, so standings are kept as they are found."""

    def __init__(self, assessment: Assessment, submission: Submission) -> None:
        self.assessment = assessment
        self.answers = submission.answers
        self.submission = submission
        self.rank = assessment.tier_rank[submission.tier]
        self.scope = None if submission.scope is None else frozenset(submission.scope)
        self.found: dict[str, Standing] = {}

    def all(self) -> dict[str, Standing]:
        return {item_id: self.of(item) for item_id, item in self.assessment.items.items()}

    def of(self, item: Item) -> Standing:
        if (known := self.found.get(item.id)) is None:
            known = self.found[item.id] = self.settle(item)
        return known

    def settle(self, item: Item) -> Standing:
        if self.assessment.tier_rank[item.tier] > self.rank:
            return Standing("not_asked", "tier", hidden=self.given(item))
        if self.scope is not None and self.area(item) not in self.scope:
            return Standing("not_asked", "scope", hidden=self.given(item))
        if item.asked_when is None:
            entry = self.answers.get(item.id)
            return ANSWERED if entry is not None and type(entry.response) is Chosen else self.explicit(item)
        given = self.given(item)
        match self.holds(item.asked_when):
            case Truth.TRUE:
                own = self.explicit(item)
                doubtful = self.holds(item.asked_when, doubting=True) is Truth.UNKNOWN
                return replace(own, uncertain=True) if doubtful and own.state in SETTLED else own
            case Truth.FALSE:
                return Standing("not_asked", "condition", hidden=given)
            case Truth.UNKNOWN:
                return _awaiting_parent(self.explicit(item))
            case Truth.NC:
                return Standing("NC", "parent", hidden=given)
            case Truth.NA:
                return Standing("NA", "parent", hidden=given)

    def area(self, item: Item) -> str:
        return self.assessment.area_of.get(item.id, self.assessment.section_of[item.id])

    def given(self, item: Item) -> bool:
        if item.answer.kind != "group":
            return item.id in self.answers
        return item.id in self.answers or any(f"{item.id}.{p.id}" in self.answers for p in self.assessment.parts_of(item.id))

    def explicit(self, item: Item) -> Standing:
        """What was said of the item; of a group, its parts speak unless the whole was answered."""
        entry = self.answers.get(item.id)
        if item.answer.kind == "group" and (entry is None or isinstance(entry.response, Later)):
            return self.group(item)
        return self.blank(item) if entry is None else self.said(item, item.answer, entry)

    def said(self, item: Item, answer: Answer, entry: Entry) -> Standing:
        match entry.response:
            case Chosen():
                return ANSWERED
            case DontKnow():
                return DONT_KNOW
            case Later():
                return LATER
            case Unreadable():
                return UNREADABLE
            case NotApplicable(reason="forbidden", law=None):
                return Standing("skipped", "na_without_law")
            case NotApplicable():
                return NOT_APPLICABLE
            case NotOurs() as response:
                return self.not_ours(item, response, entry)
            case Ticked() as response:
                return _ticked_standing(answer, response)
            case TwoFigures(first=first, second=second):
                return INCOMPLETE if first is None or second is None else ANSWERED
            case _:
                return ANSWERED

    def blank(self, item: Item) -> Standing:
        """A blank in a field without a role is not ours where the field was confirmed as a whole, else skipped."""
        profile = self.submission.profile
        field = item.competence
        if field in profile.confirmed and profile.roles.get(field or "") == ("none",):
            return Standing("NC", "nc_confirmed_field")
        return SKIPPED

    def not_ours(self, item: Item, response: NotOurs, entry: Entry) -> Standing:
        """Hold an explicit NC against the profile: with power it needs proof, with planning an explanation."""
        profile = self.submission.profile
        roles = profile.roles.get(item.competence or "")
        holder = response.holder or profile.holders.get(item.competence or "")
        if roles is None:
            return Standing("skipped", "nc_profile_missing")
        if not ROLES_OF_POWER.isdisjoint(roles):
            second = response.confirmed_by and folded(response.confirmed_by) != folded(entry.by or "")
            proven = holder and response.reason and second
            return NOT_OURS if proven else Standing("skipped", "nc_against_profile")
        if ROLE_OF_PLANNING in roles:
            if not holder:
                return Standing("skipped", "nc_without_holder")
            return NOT_OURS if entry.comment else Standing("skipped", "nc_not_explained")
        return NOT_OURS

    def group(self, item: Item) -> Standing:
        """A group is answered when each part is answered, NC or NA; parts hold no conditions of their own."""
        states = tuple(self.part(item, part) for part in self.assessment.parts_of(item.id))
        if all(state == "skipped" for state in states):
            return Standing("skipped", parts=states)
        if any(state in ("DK", "skipped") for state in states):
            return Standing("skipped", "incomplete", parts=states)
        if "answered" in states:
            return Standing("answered", parts=states)
        return Standing("NC" if all(state == "NC" for state in states) else "NA", parts=states)

    def part(self, item: Item, part: Part) -> State:
        entry = self.answers.get(f"{item.id}.{part.id}")
        return (self.blank(item) if entry is None else self.said(item, part.answer, entry)).state

    def holds(self, condition: Condition, *, doubting: bool = False) -> Truth:
        """Evaluate a condition; when doubting, an answer that may turn out not to be asked is unknown."""
        match condition:
            case AllOf(of=parts):
                return all_of(self.holds(part, doubting=doubting) for part in parts)
            case AnyOf(of=parts):
                return any_of(self.holds(part, doubting=doubting) for part in parts)
            case Not(of=part):
                return opposite(self.holds(part, doubting=doubting))
            case FactTest():
                return self.fact(condition)
            case AnswerTest() | TickedTest():
                return self.answer(condition, doubting=doubting)
            case _:
                assert_never(condition)

    def fact(self, test: FactTest) -> Truth:
        entry = self.submission.context.get(test.fact)
        match entry.response if entry else None:
            case Picked(options=options):
                return truth(not set(options).isdisjoint(test.one_of))
            case NotApplicable():
                return Truth.NA
            case _:
                return Truth.UNKNOWN

    def answer(self, test: AnswerTest | TickedTest, *, doubting: bool) -> Truth:
        parent = self.of(self.assessment.items[test.item])
        match parent.state:
            case "NC":
                return Truth.NC
            case "NA":
                return Truth.NA
            case "not_asked":
                return Truth.FALSE
            case "DK" | "skipped":
                return Truth.UNKNOWN
            case "answered":
                held = _compare(test, self.answers.get(test.item))
                return Truth.UNKNOWN if doubting and parent.uncertain and held is Truth.TRUE else held


def _awaiting_parent(own: Standing) -> Standing:
    """While a condition is unknown, an answer counts, and an item without one is open."""
    if own.state in SETTLED:
        return replace(own, reason=own.reason or "parent_open", uncertain=True)
    return own if own.state == "DK" or own.reason else replace(own, reason="parent_open")


def _ticked_standing(answer: Answer, response: Ticked) -> Standing:
    """Every listed option left out leaves the item out; no tick, no "none" and no "other" is skipped."""
    listed = getattr(answer, "options", ())
    if response.left_out and len(response.left_out) == len(listed):
        return NOT_OURS if all(state == "NC" for _, state in response.left_out) else NOT_APPLICABLE
    if response.options or response.none or response.other:
        return ANSWERED
    return SKIPPED


def _compare(test: AnswerTest | TickedTest, entry: Entry | None) -> Truth:
    match entry.response if entry else None, test:
        case Ticked(options=options), TickedTest(option=option):
            return truth(option in options)
        case Chosen(value=given), AnswerTest():
            return _within(given, test)
        case Amount(number=given), AnswerTest():
            return _within(given, test)
        case _:
            return Truth.UNKNOWN


def _within(given: object, test: AnswerTest) -> Truth:
    assert not isinstance(given, str)
    if test.at_least is not None:
        return truth(given >= test.at_least)  # type: ignore[operator]
    if test.below is not None:
        return truth(given < test.below)  # type: ignore[operator]
    return truth(given in (test.one_of or ()))
