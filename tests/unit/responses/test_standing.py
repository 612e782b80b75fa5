"""Section 1 of the method: which state holds is the first line that fits; truth may be open or absent."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given, settings
from support.methods import method
from support.strategies import submissions

from belong_assess.responses.capture import capture
from belong_assess.responses.kleene import Truth, all_of, any_of, opposite, truth
from belong_assess.responses.standing import Standing, settle
from belong_assess.responses.submission import STATES, Entry, Profile, Submission

SMALL = method("small")
T, F, U, NC, NA = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN, Truth.NC, Truth.NA
PRESET = dict(SMALL.questionnaire.competences.presets[0].roles)  # schools: law, clinics: runs, welcome: plans, police: none


def made(
    answers: dict[str, Any] | None = None,
    context: dict[str, Any] | None = None,
    *,
    tier: str = "long",
    scope: tuple[str, ...] | None = None,
    profile: Profile | None = None,
) -> Submission:
    """A submission to the small method from raw answers."""
    return Submission(
        questionnaire="small",
        version="0.1.0",
        hash=None,
        tier=tier,
        scope=scope,
        context=entries(context or {}),
        profile=Profile("mixed", PRESET) if profile is None else profile,
        answers=entries(answers or {}),
    )


def entries(raw: dict[str, Any]) -> dict[str, Entry]:
    captured = {item_id: capture(SMALL, item_id, value) for item_id, value in raw.items()}
    return {item_id: found.entry for item_id, found in captured.items() if found.entry is not None}


def standing(item_id: str, *args: Any, **facts: Any) -> Standing:
    return settle(SMALL, made(*args, **facts))[item_id]


# truth tables


def test_kleene_not() -> None:
    assert {value: opposite(value) for value in Truth} == {T: F, F: T, U: U, NC: NC, NA: NA}
    assert truth(True) is T
    assert truth(False) is F


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (F, F, F, F),
        (T, U, U, T),
        (F, U, F, U),
        (U, U, U, U),
        (T, NC, NC, T),
        (F, NC, F, NC),
        (U, NC, NC, U),
        (NC, NC, NC, NC),
        (T, NA, NA, T),
        (F, NA, F, NA),
        (U, NA, NA, U),
        (NA, NA, NA, NA),
        (NC, NA, NC, NC),
    ],
)
def test_kleene_and_or_in_both_orders(left: Truth, right: Truth, both: Truth, either: Truth) -> None:
    assert all_of([left, right]) is all_of([right, left]) is both
    assert any_of([left, right]) is any_of([right, left]) is either


def test_kleene_of_nothing_of_one_and_of_many() -> None:
    assert all_of([]) is T
    assert any_of([]) is F
    for one in Truth:
        assert all_of([one]) is any_of([one]) is one
    for three in product(Truth, repeat=3):
        assert len({all_of(order) for order in permutations(three)}) == 1
        assert len({any_of(order) for order in permutations(three)}) == 1


@pytest.mark.parametrize(("left", "right"), list(product((T, F, U), repeat=2)))
def test_de_morgan_holds_where_nothing_is_absent(left: Truth, right: Truth) -> None:
    assert opposite(all_of([left, right])) is any_of([opposite(left), opposite(right)])


# the first line that fits


def test_line_1_outside_the_tier_comes_before_everything() -> None:
    assert standing("S1.3", {"S1.2": 3, "S1.3": 2}, tier="short") == Standing("not_asked", "tier", hidden=True)
    assert standing("S1.3", {"S1.2": 3}, tier="short") == Standing("not_asked", "tier")
    assert standing("S1.3", {"S1.2": 0, "S1.3": "DK"}, tier="short") == Standing("not_asked", "tier", hidden=True)


def test_line_1_outside_the_scope() -> None:
    assert standing("S2.1", {"S2.1": 3}, scope=("S1",)) == Standing("not_asked", "scope", hidden=True)
    assert standing("S2.1", scope=("S1",)) == Standing("not_asked", "scope")
    assert standing("S2.1", {"S2.1": 3}, scope=("S2", "S1")) == Standing("answered")
    assert standing("S3.1", {"S3.1.plan": 3}, scope=("S1",)) == Standing("not_asked", "scope", hidden=True)


def test_line_2_weight_0_changes_no_state() -> None:
    assert standing("S1.5", {"S1.5": 3}) == Standing("answered")
    assert standing("S1.5") == Standing("skipped")


def test_line_3_condition_false_hides_an_answer_and_keeps_it() -> None:
    submission = made({"S1.2": 1, "S1.3": 4, "S1.4": "none"})
    found = settle(SMALL, submission)
    assert found["S1.3"] == found["S1.4"] == Standing("not_asked", "condition", hidden=True)
    assert [item_id for item_id, standing in found.items() if standing.hidden] == ["S1.3", "S1.4"]
    assert submission.answers["S1.3"].response.kind == "chosen"
    assert standing("S1.3", {"S1.2": 1}) == Standing("not_asked", "condition")
    assert standing("S1.3", {"S1.2": 2, "S1.3": 4}) == Standing("answered")


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (3, Standing("answered")),
        ("DK", Standing("DK")),
        ("later", Standing("skipped", "later")),
        ({"comment": "ask finance"}, Standing("skipped", "later")),
        ("rubbish", Standing("skipped", "unreadable")),
        ({"state": "NA", "reason": "absent"}, Standing("NA")),
        ({"state": "NA", "reason": "no_case"}, Standing("NA")),
        ({"state": "NA", "reason": "forbidden", "law": "Act 7"}, Standing("NA")),
        ({"state": "NA", "reason": "forbidden"}, Standing("skipped", "na_without_law")),
        ({"state": "NA", "reason": "forbidden", "law": " "}, Standing("skipped", "na_without_law")),
        (None, Standing("skipped")),
        ("", Standing("skipped")),
    ],
)
def test_lines_4_and_5_what_was_said_else_skipped(raw: Any, found: Standing) -> None:
    assert standing("S5.1", {"S5.1": raw}) == found


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ([], Standing("skipped")),
        ({"ticked": [], "comment": "x"}, Standing("skipped")),
        ("none", Standing("answered")),
        ({"other": "a hotline"}, Standing("answered")),
        (["offices"], Standing("answered")),
        ({"left_out": {"offices": "NA"}}, Standing("skipped")),
        ({"ticked": ["archive"], "left_out": {"offices": "NA"}}, Standing("answered")),
        ({"left_out": dict.fromkeys(("hospitals", "surgeries", "offices", "archive"), "NA")}, Standing("NA")),
        ({"left_out": dict.fromkeys(("hospitals", "surgeries", "offices", "archive"), "NC")}, Standing("NC")),
        (
            {"left_out": {"hospitals": "NC", "surgeries": "NC", "offices": "NC", "archive": "NA"}},
            Standing("NA"),
        ),
    ],
)
def test_ticks(raw: Any, found: Standing) -> None:
    assert standing("S3.2", {"S3.2": raw}) == found


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ({"first": 3, "second": 4}, Standing("answered")),
        ({"first": 3}, Standing("skipped", "incomplete")),
        ({"second": 3}, Standing("skipped", "incomplete")),
        ({"persons": 12}, Standing("skipped", "later")),
    ],
)
def test_pairs(raw: Any, found: Standing) -> None:
    assert standing("S3.3", {"S3.3": raw}).state == found.state


# conditions and their parents


@pytest.mark.parametrize("parent", ["DK", None, "later", "rubbish", {"state": "NA", "reason": "forbidden"}])
def test_an_open_parent_leaves_the_item_open_and_an_answer_counts(parent: Any) -> None:
    assert standing("S4.4", {"S4.3": parent}) == Standing("skipped", "parent_open")
    assert standing("S4.4", {"S4.3": parent, "S4.4": 3}) == Standing("answered", "parent_open", uncertain=True)
    assert standing("S4.4", {"S4.3": parent, "S4.4": "DK"}) == Standing("DK")
    na = {"state": "NA", "reason": "absent"}
    assert standing("S4.4", {"S4.3": parent, "S4.4": na}) == Standing("NA", "parent_open", uncertain=True)


def test_an_nc_or_na_parent_gives_its_state_and_hides_an_answer() -> None:
    not_ours = {"state": "NC", "holder": "state", "comment": "the region trains"}
    absent = {"state": "NA", "reason": "absent"}
    assert standing("S4.4", {"S4.3": not_ours}) == Standing("NC", "parent")
    assert standing("S4.4", {"S4.3": not_ours, "S4.4": 3}) == Standing("NC", "parent", hidden=True)
    assert standing("S4.4", {"S4.3": absent}) == Standing("NA", "parent")
    assert standing("S4.6", {"S4.3": absent, "S4.6": "DK"}) == Standing("NA", "parent", hidden=True)


def test_an_nc_that_the_profile_contradicts_is_an_open_parent() -> None:
    assert standing("S4.3", {"S4.3": "NC"}).reason == "nc_without_holder"
    assert standing("S4.4", {"S4.3": "NC"}) == Standing("skipped", "parent_open")


def test_a_parent_that_is_not_asked_makes_the_condition_false() -> None:
    assert standing("S4.6", {"S4.3": 4, "S4.4": 3, "S4.6": 3}) == Standing("not_asked", "condition", hidden=True)
    assert standing("S4.6", {"S4.3": 1, "S4.4": 0}) == Standing("not_asked", "condition")
    assert standing("S4.6", {"S4.3": 1, "S4.4": 1}) == Standing("skipped")


def test_doubt_is_passed_on() -> None:
    found = settle(SMALL, made({"S4.4": 3, "S4.6": 2}))
    assert found["S4.4"] == Standing("answered", "parent_open", uncertain=True)
    assert found["S4.6"] == Standing("answered", uncertain=True)
    assert settle(SMALL, made({"S4.3": 1, "S4.4": 3, "S4.6": 2}))["S4.6"] == Standing("answered")


@pytest.mark.parametrize(
    ("s12", "s11", "state"),
    [
        (2, 1, "skipped"),
        (2, 0, "not_asked"),
        (1, None, "not_asked"),
        (2, None, "skipped"),
        (None, 0, "not_asked"),
        (None, 3, "skipped"),
        ("DK", "DK", "skipped"),
    ],
)
def test_all_and_not(s12: Any, s11: Any, state: str) -> None:
    """S1.4 is asked when S1.2 is at step 2 or more and S1.1 is not at step 0."""
    found = standing("S1.4", {"S1.2": s12, "S1.1": s11})
    assert found.state == state
    open_parents = state == "skipped" and not (isinstance(s12, int) and isinstance(s11, int))
    assert (found.reason == "parent_open") == open_parents


@pytest.mark.parametrize(
    ("ticks", "school", "state"),
    [
        (["offices"], "no", "skipped"),
        (["archive"], "no", "not_asked"),
        ("none", "yes", "skipped"),
        ("none", None, "skipped"),
        (None, "no", "skipped"),
        (["offices"], None, "skipped"),
        ("none", {"state": "NA", "reason": "absent"}, "NA"),
    ],
)
def test_any_with_a_tick_and_a_fact(ticks: Any, school: Any, state: str) -> None:
    """S3.4 is asked when offices are ticked in S3.2, or the region has a school."""
    assert standing("S3.4", {"S3.2": ticks}, {"has_school": school}).state == state


@pytest.mark.parametrize(
    ("places", "state"),
    [
        (["city"], "skipped"),
        (["coast"], "not_asked"),
        (["city", "border"], "not_asked"),
        (None, "skipped"),
        ("DK", "skipped"),
        ({"state": "NA", "reason": "no_case"}, "NA"),
    ],
)
def test_not_of_a_fact(places: Any, state: str) -> None:
    """S4.5 is asked when the region has neither coast nor border; not of unknown is unknown."""
    assert standing("S4.5", {}, {"places": places}).state == state


def test_the_examples_of_the_method_text() -> None:
    """At express A1.3 and A1.4 are left out even where A1.2 is 0; at standard, with A1.2 open, three items are open."""
    regional = method("regional")
    entry = capture(regional, "A1.2", 0).entry
    assert entry is not None
    express = Submission("regional", None, None, "express", answers={"A1.2": entry})
    found = settle(regional, express)
    assert [found[i].state for i in ("A1.2", "A1.3", "A1.4")] == ["answered", "not_asked", "not_asked"]
    found = settle(regional, replace(express, tier="standard", answers={}))
    assert [found[i].state for i in ("A1.2", "A1.3", "A1.4")] == ["skipped"] * 3


# NC against the profile


ABSENT = {"state": "NA", "reason": "absent"}
PROVEN = {"holder": "state", "reason": "by law", "confirmed_by": "legal service"}
NOT_OURS = {"state": "NC", **PROVEN}


@pytest.mark.parametrize(
    ("roles", "raw", "found"),
    [
        (None, PROVEN, Standing("skipped", "nc_profile_missing")),
        (("law",), {}, Standing("skipped", "nc_against_profile")),
        (("law",), PROVEN, Standing("NC")),
        (("runs",), PROVEN, Standing("NC")),
        (("plans", "runs"), {"holder": "state", "comment": "x"}, Standing("skipped", "nc_against_profile")),
        (("law",), {"holder": "state", "reason": "by law"}, Standing("skipped", "nc_against_profile")),
        (("law",), {"holder": "state", "confirmed_by": "legal service"}, Standing("skipped", "nc_against_profile")),
        (("law",), {"reason": "by law", "confirmed_by": "legal service"}, Standing("skipped", "nc_against_profile")),
        (("law",), {**PROVEN, "by": "Legal  service"}, Standing("skipped", "nc_against_profile")),
        (("law",), {**PROVEN, "by": "equality unit"}, Standing("NC")),
        (("law",), {**PROVEN, "reason": " "}, Standing("skipped", "nc_against_profile")),
        (("plans",), {}, Standing("skipped", "nc_without_holder")),
        (("plans",), {"comment": "the region trains"}, Standing("skipped", "nc_without_holder")),
        (("plans",), {"holder": "state"}, Standing("skipped", "nc_not_explained")),
        (("plans",), {"holder": "state", "comment": "the region trains"}, Standing("NC")),
        (("none",), {}, Standing("NC")),
        (("none",), {"holder": "state"}, Standing("NC")),
    ],
)
def test_not_ours_is_held_against_the_role(roles: Any, raw: dict[str, Any], found: Standing) -> None:
    profile = Profile(None, {} if roles is None else {"clinics": roles})
    assert standing("S4.1", {"S4.1": {"state": "NC", **raw}}, profile=profile) == found


def test_the_holder_of_the_profile_serves_its_whole_field() -> None:
    raw = {"S4.3": {"state": "NC", "comment": "the region trains"}}
    profile = Profile(None, {"welcome": ("plans",)}, {"welcome": "state"})
    assert standing("S4.3", raw, profile=profile) == Standing("NC")


@pytest.mark.parametrize(
    ("roles", "raw", "found"),
    [
        (("none",), None, Standing("NC", "nc_confirmed_field")),
        (("none",), "DK", Standing("DK")),
        (("none",), 3, Standing("answered")),
        (("none",), "later", Standing("skipped", "later")),
        (("plans",), None, Standing("skipped")),
        (("none", "plans"), None, Standing("skipped")),
    ],
)
def test_a_confirmed_field_turns_only_blanks_into_not_ours(roles: Any, raw: Any, found: Standing) -> None:
    profile = Profile(None, {"clinics": roles}, {}, frozenset({"clinics"}))
    assert standing("S4.1", {"S4.1": raw}, profile=profile) == found


def test_an_unconfirmed_field_without_a_role_leaves_a_blank_open() -> None:
    assert standing("S4.5", {}, {"places": "city"}) == Standing("skipped")


def test_a_confirmed_field_does_not_reach_questions_of_other_fields() -> None:
    profile = Profile(None, {"clinics": ("none",)}, {}, frozenset({"clinics"}))
    found = settle(SMALL, made(profile=profile))
    assert {i for i, each in found.items() if each.state == "NC"} == {"S3.2", "S4.1"}


# groups


@pytest.mark.parametrize(
    ("parts", "state", "reason", "states"),
    [
        ((), "skipped", "", ("skipped",) * 3),
        ((3,), "skipped", "incomplete", ("answered", "skipped", "skipped")),
        ((3, 2, "none"), "answered", "", ("answered",) * 3),
        ((3, 2, "DK"), "skipped", "incomplete", ("answered", "answered", "DK")),
        ((3, 2, []), "skipped", "incomplete", ("answered", "answered", "skipped")),
        ((3, 2, "rubbish"), "skipped", "incomplete", ("answered", "answered", "skipped")),
        ((3, ABSENT, "none"), "answered", "", ("answered", "NA", "answered")),
        ((NOT_OURS,) * 3, "NC", "", ("NC",) * 3),
        ((NOT_OURS, NOT_OURS, "NC"), "skipped", "incomplete", ("NC", "NC", "skipped")),
        ((ABSENT,) * 3, "NA", "", ("NA",) * 3),
        ((NOT_OURS, NOT_OURS, ABSENT), "NA", "", ("NC", "NC", "NA")),
    ],
)  # fmt: skip
def test_a_group_is_what_its_parts_are(parts: tuple[Any, ...], state: str, reason: str, states: tuple[str, ...]) -> None:
    raw = dict(zip(("S3.1.plan", "S3.1.courses", "S3.1.topics"), parts, strict=False))
    found = standing("S3.1", raw)
    assert (found.state, found.reason, found.parts) == (state, reason, states)


@pytest.mark.parametrize(("whole", "state"), [("DK", "DK"), (ABSENT, "NA"), ("later", "answered")])
def test_what_is_said_of_a_whole_group_holds_but_a_note_leaves_the_parts(whole: Any, state: str) -> None:
    parts = {"S3.1.plan": 3, "S3.1.courses": 2, "S3.1.topics": "none"}
    assert standing("S3.1", {**parts, "S3.1": whole}).state == state
    assert standing("S3.1", {**parts, "S3.1": {"comment": "all three"}}).state == "answered"


def test_parts_of_a_confirmed_field_that_stay_blank_are_not_ours() -> None:
    profile = Profile(None, {"schools": ("none",)}, {}, frozenset({"schools"}))
    assert standing("S3.1", {"S3.1.plan": 3}, profile=profile).parts == ("answered", "NC", "NC")


# any submission


@settings(max_examples=60, deadline=None)
@given(submissions(SMALL))
def test_every_item_has_a_state_of_the_list_and_order_never_matters(submission: Submission) -> None:
    found = settle(SMALL, submission)
    assert list(found) == list(SMALL.items)
    assert {each.state for each in found.values()} <= set(STATES)
    turned = replace(submission, answers=dict(reversed(list(submission.answers.items()))))
    assert settle(SMALL, turned) == found
    hidden = [item_id for item_id, standing in found.items() if standing.hidden]
    without = {i: e for i, e in submission.answers.items() if i not in hidden and i.rpartition(".")[0] not in hidden}
    bare = settle(SMALL, replace(submission, answers=without))
    assert {i: each.state for i, each in bare.items()} == {i: each.state for i, each in found.items()}
