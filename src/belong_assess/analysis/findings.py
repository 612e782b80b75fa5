"""Which findings of a method hold for a result, with the facts that their sentences need, in the order they matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Finding
from belong_assess.responses.kleene import Truth
from belong_assess.responses.submission import NotOurs, Number, Submission
from belong_assess.results.result import Result
from belong_assess.scoring.predicates import Facts, evaluate
from belong_assess.values import value

KIND_ORDER = ("contradiction", "gap", "open_point", "strength")
ACTOR_WEIGHT = {"region": 3, "shared": 2, "state": 1, "others": 1}
CABINET_SIZE = 7
MOST_STRENGTHS = 3
LEAST_STRENGTHS = 2
MOST_OF_ONE = 2


@value
class Found:
    """A finding that holds. `each` is the area, field or item it was asked for; `figures` are exact numbers for its text."""

    finding: Finding
    each: str | None = None
    figures: dict[str, Number] = field(default_factory=dict)
    holder: str | None = None

    @property
    def urgency(self) -> int:
        """Its weight times who can act: what the region can do alone comes first."""
        return self.finding.weight * ACTOR_WEIGHT[self.finding.who]


def find(assessment: Assessment, submission: Submission, result: Result) -> tuple[Found, ...]:
    """Return every finding that holds: contradictions, gaps, open points, strengths, each kind by urgency.

    Unknown fires nothing: a finding about a withheld score or an open answer stays silent.
    """
    found = [
        each for finding in assessment.indicators.findings for each in _holding(assessment, submission, result, finding)
    ]
    return tuple(sorted(found, key=lambda each: (KIND_ORDER.index(each.finding.kind), -each.urgency)))


def cabinet(found: Sequence[Found]) -> tuple[Found, ...]:
    """Choose at most seven for a cabinet: two or three strengths, then contradictions, gaps and open points in order."""
    strengths = _limited([each for each in found if each.finding.kind == "strength"], MOST_STRENGTHS)
    others = _limited([each for each in found if each.finding.kind != "strength"], CABINET_SIZE - LEAST_STRENGTHS)
    room = CABINET_SIZE - len(others)
    return (*others, *strengths[: max(LEAST_STRENGTHS, room)])


def _limited(found: Sequence[Found], most: int) -> list[Found]:
    """Take the first ones, none of a kind that repeats itself too often."""
    taken: list[Found] = []
    for each in found:
        same = sum(other.finding.id == each.finding.id for other in taken)
        if len(taken) < most and same < MOST_OF_ONE:
            taken.append(each)
    return taken


def _holding(assessment: Assessment, submission: Submission, result: Result, finding: Finding) -> Iterator[Found]:
    for each in _candidates(assessment, finding):
        over = Facts(assessment, result.items, result.nodes, submission.answers, each)
        if evaluate(finding.when, over) is Truth.TRUE:
            yield Found(finding, each, _figures(result, each), _holder(assessment, submission, each))


def _candidates(assessment: Assessment, finding: Finding) -> list[str] | list[None]:
    match finding.for_each:
        case "area":
            return list(assessment.areas)
        case "item":
            return list(assessment.measured)
        case "field":
            return [field.id for field in assessment.questionnaire.competences.fields]
        case None:
            return [None]


def _figures(result: Result, each: str | None) -> dict[str, Number]:
    node = result.nodes.get(each or result.headline or "")
    if node is None:
        return {}
    named = {"score": node.score, "documented": node.documented}
    return {name: figure for name, figure in named.items() if figure is not None}


def _holder(assessment: Assessment, submission: Submission, field: str | None) -> str | None:
    """Who holds a field: as the profile says, else as most of the answers in it say."""
    if field is None:
        return None
    if named := submission.profile.holders.get(field):
        return named
    holders = [
        entry.response.holder
        for item_id, entry in submission.answers.items()
        if isinstance(entry.response, NotOurs)
        and entry.response.holder
        and (item := assessment.items.get(item_id)) is not None
        and item.competence == field
    ]
    return max(sorted(set(holders)), key=holders.count) if holders else None
