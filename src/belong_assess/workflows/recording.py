"""From a scored file to what a cohort keeps of it."""

from __future__ import annotations

from collections.abc import Mapping

from belong_assess.analysis.flags import submission_flags
from belong_assess.model.assessment import Assessment
from belong_assess.responses.answer_codes import answer_code, parts_code
from belong_assess.responses.submission import Chosen, Entry, Submission
from belong_assess.results.record import ItemFigures, NodeFigures, Record
from belong_assess.results.result import NodeResult, Result
from belong_assess.workflows.score_file import Rejected, Scored

FACTS = ("country", "region_code", "reference_date", "population", "respondent", "place")
"""What a cohort may be grouped and found by; no free text beyond the names of places."""
_STEPS = {step: str(step) for step in range(100)}


def record_of(scored: Scored | Rejected, file: str, digest: str) -> Record:
    """Return what a cohort keeps of one submission; of a file that could not be scored, why.

    `file` is its path below the folder that was named, `digest` the hash of its content.
    """
    if isinstance(scored, Rejected):
        return Record(file, scored.place, digest, "rejected", problems=scored.problems)
    submission, result = scored.submission, scored.result
    return Record(
        file=file,
        place=scored.place,
        digest=digest,
        state="scored",
        unit=submission.unit.strip(),
        tier=submission.tier,
        scope=submission.scope,
        status=submission.status,
        language=submission.language or "",
        preset=submission.profile.preset or "",
        stamp=result.stamp,
        headline=result.headline,
        facts={fact: text for fact in FACTS if (text := submission.fact_text(fact))},
        nodes=_nodes(result),
        items=_items(scored.assessment, submission, result),
        problems=scored.problems,
        flags=submission_flags(scored.assessment, submission, result, scored.problems),
    )


def _nodes(result: Result) -> dict[str, NodeFigures]:
    """Areas, composites, indices and bars; areas restricted to the common core are the business of single reports."""
    nodes = [*result.areas, *result.aggregates]
    for bars in result.bars.values():
        nodes += bars
    return {node.id: _figures(node) for node in nodes}


def _figures(node: NodeResult) -> NodeFigures:
    return NodeFigures(
        node.state, node.score, node.low, node.high, node.coverage, node.documented, node.band, node.bands_possible,
        node.counted, node.open, node.left_out, node.mostly_outside,
    )  # fmt: skip


def _items(assessment: Assessment, submission: Submission, result: Result) -> dict[str, ItemFigures]:
    answers = submission.answers
    return {
        item_id: ItemFigures(item.state, item.role, item.points, _code(assessment, answers, item_id))
        for item_id, item in result.items.items()
    }


def _code(assessment: Assessment, answers: Mapping[str, Entry], item_id: str) -> str:
    """The answer in stored codes; most are one step of a scale."""
    entry = answers.get(item_id)
    if entry is None:
        parts = assessment.parts_of(item_id)
        return parts_code(item_id, parts, answers) if parts else ""
    response = entry.response
    if type(response) is Chosen and response.share is None:
        return _STEPS.get(response.value) or str(response.value)
    return answer_code(response)
