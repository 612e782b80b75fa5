"""What the answers of a submission, taken together, leave to be said: contradictions with the profile, answers not asked."""

from __future__ import annotations

from collections.abc import Mapping

from belong_assess.model.assessment import Assessment
from belong_assess.problems import Location, Problem
from belong_assess.responses.capture import Where
from belong_assess.responses.standing import Standing, settle
from belong_assess.responses.submission import Submission

CODES = {
    "nc_against_profile": "answer.nc_against_profile",
    "nc_without_holder": "answer.nc_without_holder",
    "nc_not_explained": "answer.nc_not_explained",
    "nc_profile_missing": "answer.nc_profile_missing",
    "na_without_law": "answer.na_without_law",
}
HIDDEN = {"tier": "answer.outside_tier", "scope": "answer.outside_tier"}


def review(
    assessment: Assessment, submission: Submission, where: Where = lambda path: Location(path=path)
) -> tuple[Problem, ...]:
    """Return the problems that show only when answers, profile, tier and conditions are seen together."""
    standings = settle(assessment, submission)
    return tuple(_problems(assessment, standings, where))


def _problems(assessment: Assessment, standings: Mapping[str, Standing], where: Where) -> list[Problem]:
    found = []
    for item_id, standing in standings.items():
        facts = {"item": item_id, "field": assessment.items[item_id].competence or ""}
        if code := CODES.get(standing.reason):
            found.append(Problem(code, where(("answers", item_id, "")), facts))
        if standing.hidden:
            found.append(Problem(HIDDEN.get(standing.reason, "answer.hidden"), where(("answers", item_id, "")), facts))
    return found
