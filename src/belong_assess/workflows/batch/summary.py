"""What is said at the end of a batch, as plain data: it stands in the manifest, so that it can be said again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from belong_assess.problems import Location, Problem

if TYPE_CHECKING:
    from belong_assess.analysis.cohort import Cohort

MOST_LISTED = 1_000
"""So many calls, and so many files not read, are listed one by one; the results have all of them."""


def summary_data(cohort: Cohort, *, said: Sequence[str], errors: int, returns: int) -> dict[str, Any]:
    """Return what is to be said of a cohort, in figures and in words (`said`).

    `errors` counts submissions, read or not, with a problem that is an error.
    """
    return {
        "said": list(said),
        "scored": cohort.scored,
        "errors": errors,
        "returns": returns,
        "to_call": cohort.to_call,
        "reasons": dict(cohort.reasons),
        "calls": [
            {"file": call.file, "place": call.place, "unit": call.unit, "code": call.code, "facts": _plain(call.facts)}
            for call in cohort.calls[:MOST_LISTED]
        ],
        "not_read": len(cohort.not_read),
        "not_read_because": _causes(cohort),
        "not_read_files": [
            {"file": each.file, "place": each.place, **_problem(each.problem)} for each in cohort.not_read[:MOST_LISTED]
        ],
    }


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _fact(fact) for name, fact in facts.items()}


def _fact(fact: object) -> object:
    if isinstance(fact, Fraction):
        return {"share": str(fact)}
    return list(fact) if isinstance(fact, tuple) else fact


def _causes(cohort: Cohort) -> dict[str, int]:
    counts = Counter(each.problem.code if each.problem else "" for each in cohort.not_read)
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _problem(problem: Problem | None) -> dict[str, Any]:
    if problem is None:
        return {}
    return {"code": problem.code, "facts": dict(problem.facts), "where": _where(problem.where)}


def _where(where: Location) -> dict[str, Any]:
    held = {"file": where.file, "line": where.line, "column": where.column, "sheet": where.sheet, "cell": where.cell}
    return {name: said for name, said in held.items() if said not in ("", None)}
