"""From the standing of an item to its points, the points still possible, and what of them is documented."""

from __future__ import annotations

from typing import NamedTuple

from belong_assess.model.assessment import Assessment
from belong_assess.responses.standing import ANSWERED, Standing, settle
from belong_assess.responses.submission import Chosen, Entry, Number, Submission
from belong_assess.results.result import ItemResult
from belong_assess.scoring.arithmetic import combine
from belong_assess.scoring.plan import Combination, Plan
from belong_assess.scoring.points import FULL, LeftOut


def score_items(assessment: Assessment, submission: Submission, plan: Plan) -> dict[str, ItemResult]:
    """Return the result of every item, in the order of the questionnaire."""
    scoring = _Items(assessment, submission, plan)
    return {item_id: scoring.item(item_id, standing) for item_id, standing in settle(assessment, submission).items()}


class Part(NamedTuple):
    """One part of a group: the points possible, what is documented of them, its weight."""

    low: Number
    high: Number
    documented: Number
    weight: Number


class _Items:
    """Scores the items of one submission."""

    def __init__(self, assessment: Assessment, submission: Submission, plan: Plan) -> None:
        self.assessment = assessment
        self.answers = submission.answers
        self.plan = plan

    def item(self, item_id: str, standing: Standing) -> ItemResult:
        if item_id in self.plan.unweighted and standing.reason not in ("tier", "scope"):
            return ItemResult(item_id, standing.state, standing.reason, "unweighted")
        match standing.state:
            case "answered":
                return self.answered(item_id, standing)
            case "not_asked" if standing.reason == "condition" and item_id in self.plan.zero_when_not_asked:
                return ItemResult(item_id, "not_asked", "condition", "counted", 0, 0, 0, 0, implied=True)
            case "DK" | "skipped":
                low, high = self.span(item_id, standing)
                return ItemResult(item_id, standing.state, standing.reason, "open", None, low, high)
            case _:
                return ItemResult(item_id, standing.state, standing.reason, "left_out", uncertain=standing.uncertain)

    def answered(self, item_id: str, standing: Standing) -> ItemResult:
        if item_id in self.plan.combinations:
            return self.answered_group(item_id, standing)
        entry = self.answers[item_id]
        if not isinstance(entry.response, Chosen) or standing is not ANSWERED:
            return self.pointed(item_id, entry, standing)
        key = item_id, entry.response.value, bool(entry.evidence)
        if (known := self.plan.known.get(key)) is None:
            known = self.plan.known[key] = self.pointed(item_id, entry, standing)
        return known

    def pointed(self, item_id: str, entry: Entry, standing: Standing) -> ItemResult:
        points = self.plan.scorers[item_id](entry.response)
        if isinstance(points, LeftOut):
            return ItemResult(item_id, points.standing.state, points.standing.reason, "left_out")
        at_most = self.plan.undocumented_at_most
        return self.counted(item_id, points, points if points <= at_most or entry.evidence else at_most, standing)

    def answered_group(self, item_id: str, standing: Standing) -> ItemResult:
        combination = self.plan.combinations[item_id]
        parts = self.parts(item_id, combination, standing)
        if not parts:
            return ItemResult(item_id, "NA", "too_few", "left_out")
        weights = [part.weight for part in parts]
        points = combination.turned(combine("arithmetic", [part.low for part in parts], weights))
        documented = min(points, combination.turned(combine("arithmetic", [part.documented for part in parts], weights)))
        return self.counted(item_id, points, documented, standing)

    def counted(self, item_id: str, points: Number, documented: Number, standing: Standing) -> ItemResult:
        low = 0 if standing.uncertain and item_id in self.plan.zero_when_not_asked else points
        return ItemResult(
            item_id, "answered", standing.reason, "counted", points, low, points, documented, uncertain=standing.uncertain
        )

    def span(self, item_id: str, standing: Standing) -> tuple[Number, Number]:
        """The points still possible for an open item; a group may know some of its parts."""
        if not standing.parts:
            return 0, FULL
        combination = self.plan.combinations[item_id]
        parts = self.parts(item_id, combination, standing)
        weights = [part.weight for part in parts]
        ends = [combine("arithmetic", [getattr(part, end) for part in parts], weights) for end in ("low", "high")]
        low, high = sorted(combination.turned(end) for end in ends)
        return low, high

    def parts(self, item_id: str, combination: Combination, standing: Standing) -> list[Part]:
        """The parts of a group that count or are open; what is NC or NA leaves it."""
        whole = self.answers.get(item_id)
        asked = self.assessment.parts_of(item_id)
        states = {f"{item_id}.{part.id}": state for part, state in zip(asked, standing.parts, strict=True)}
        found = []
        for response_id, points_of, weight in combination.parts:
            state = states[response_id]
            entry = self.answers.get(response_id)
            if state in ("DK", "skipped"):
                found.append(Part(0, FULL, 0, weight))
            elif state == "answered" and entry is not None and not isinstance(points := points_of(entry.response), LeftOut):
                evidence = entry.evidence or (whole.evidence if whole else ())
                documented = points if evidence else min(points, self.plan.undocumented_at_most)
                found.append(Part(points, points, documented, weight))
        return found
