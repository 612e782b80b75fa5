"""What answers, profile, tier and conditions leave to be said when they are seen together."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from support.methods import method
from support.strategies import submissions

from belong_assess.problems import CODES, Location, PathKey
from belong_assess.responses.capture import capture
from belong_assess.responses.review import review
from belong_assess.responses.submission import Profile, Submission

SMALL = method("small")
MIXED = Profile("mixed", dict(SMALL.questionnaire.competences.presets[0].roles))


def said(
    answers: dict[str, Any], *, tier: str = "long", scope: Any = None, profile: Profile = MIXED
) -> list[tuple[Any, ...]]:
    entries = {item_id: capture(SMALL, item_id, raw).entry for item_id, raw in answers.items()}
    kept = {item_id: entry for item_id, entry in entries.items() if entry is not None}
    submission = Submission("small", None, None, tier, scope, profile=profile, answers=kept)
    return [(problem.code, problem.where.path, problem.facts) for problem in review(SMALL, submission)]


def one(code: str, item: str, field: str = "") -> list[tuple[Any, ...]]:
    return [(code, ("answers", item, ""), {"item": item, "field": field})]


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({}, []),
        ({"S4.1": 3, "S5.1": "DK", "S5.2": "later", "S5.3": "rubbish"}, []),
        ({"S4.1": "NC"}, one("answer.nc_against_profile", "S4.1", "clinics")),
        ({"S4.2": "NC"}, one("answer.nc_against_profile", "S4.2", "schools")),
        ({"S4.3": "NC"}, one("answer.nc_without_holder", "S4.3", "welcome")),
        ({"S4.3": {"state": "NC", "holder": "state"}}, one("answer.nc_not_explained", "S4.3", "welcome")),
        ({"S4.3": {"state": "NC", "holder": "state", "comment": "it trains"}}, []),
        ({"S4.5": "NC"}, []),
        ({"S5.1": {"state": "NA", "reason": "forbidden"}}, one("answer.na_without_law", "S5.1")),
        ({"S5.1": {"state": "NA", "reason": "forbidden", "law": "Act 7"}}, []),
        ({"S1.2": 0, "S1.3": 3}, one("answer.hidden", "S1.3")),
        ({"S1.2": "DK", "S1.3": 3}, []),
        ({"S4.3": {"state": "NA", "reason": "absent"}, "S4.4": 3}, one("answer.hidden", "S4.4")),
    ],
)
def test_what_is_said_of_answers_seen_together(answers: dict[str, Any], problems: list[Any]) -> None:
    assert said(answers) == problems


def test_answers_outside_tier_or_scope_are_named_in_the_order_of_the_questionnaire() -> None:
    both = [*one("answer.outside_tier", "S1.5"), *one("answer.outside_tier", "S2.4", "welcome")]
    assert said({"S2.4": 1, "S1.5": 1, "S1.1": 3}, tier="short") == both
    assert said({"S2.1": 1, "S1.1": 3}, scope=("S1",)) == one("answer.outside_tier", "S2.1")


def test_without_a_profile_every_nc_says_so() -> None:
    assert said({"S4.1": "NC"}, profile=Profile()) == one("answer.nc_profile_missing", "S4.1", "clinics")


def test_a_contradiction_outside_the_tier_is_only_named_as_outside() -> None:
    assert [code for code, _, _ in said({"S2.4": "NC"}, tier="short")] == ["answer.outside_tier"]


def test_places_come_from_the_caller() -> None:
    def where(path: PathKey) -> Location:
        return Location("f.yaml", 5, 3, path)

    entry = capture(SMALL, "S4.1", "NC").entry
    assert entry is not None
    submission = Submission("small", None, None, "long", profile=MIXED, answers={"S4.1": entry})
    assert [problem.where for problem in review(SMALL, submission, where)] == [
        Location("f.yaml", 5, 3, ("answers", "S4.1", ""))
    ]


@settings(max_examples=40, deadline=None)
@given(submissions(SMALL))
def test_any_submission_can_be_reviewed_and_no_order_changes_what_is_said(submission: Submission) -> None:
    found = review(SMALL, submission)
    assert {problem.code for problem in found} <= CODES.keys()
    assert not any(CODES[problem.code] == "error" for problem in found)
    order = list(SMALL.items)
    places = [order.index(problem.facts["item"]) for problem in found]
    assert places == sorted(places)
