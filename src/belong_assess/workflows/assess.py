"""What answering in the terminal needs from the rest: the draft and its method, last year's answers, the score so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from belong_assess.errors import ContentError
from belong_assess.files.content import shipped_methods
from belong_assess.files.drafts import Draft, new_draft, open_draft
from belong_assess.files.submissions import STATUSES, RawSubmission, load_submission, submission_from
from belong_assess.files.yaml_dialect import Document
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Location, Problem, closest
from belong_assess.responses.submission import Entry
from belong_assess.values import value
from belong_assess.workflows.methods import method_meant, methods_around, open_method
from belong_assess.workflows.score_file import Scored, score_raw

DOUBTS = ("submission.hash_differs", "answer.unknown_item")
"""What is said of a draft when it is taken up, and by no prompt later."""

Clock = Callable[[], datetime]
APPROVED = "approved"


@value
class TakenUp:
    """A draft and the method that it answers."""

    draft: Draft
    assessment: Assessment
    status: str
    problems: tuple[Problem, ...] = ()


def take_up(path: Path, language: str, method: str, now: Clock) -> TakenUp:
    """Take up a draft with the method that it names. Raises DraftError, ContentError and UsageError; nothing is changed.

    What is approved is not answered any more.
    """
    draft = open_draft(path, now)
    try:
        assessment = _method_of(draft, path, language, method)
        submission, problems = submission_from(draft.data, assessment, str(path))
        if submission is None:
            raise ContentError(problems, str(path))
    except BaseException:
        draft.leave()
        raise
    doubts = tuple(problem for problem in problems if problem.code in DOUBTS)
    return TakenUp(draft, assessment, submission.status, doubts)


def begin_beside(approved: Draft, path: Path, now: Clock) -> Draft:
    """Begin a draft with all that an approved submission holds, which stays as it is."""
    return new_draft(path, {**approved.data, "status": STATUSES[0]}, now)


def _method_of(draft: Draft, path: Path, language: str, method: str) -> Assessment:
    named = str(draft.data.get("questionnaire"))
    known = shipped_methods()
    if not method and named not in known:
        near = ", ".join(methods_around(path)) or closest(named, known)
        facts = {"found": named, "expected": ", ".join(known), "closest": near}
        raise ContentError([Problem("submission.other_questionnaire", Location(str(path)), facts)], str(path))
    return open_method(method or named, language)


def begin(path: Path, head: Mapping[str, Any], now: Clock) -> Draft:
    """Begin a draft. Raises DraftError where there is one already, or where none can be kept."""
    return new_draft(path, head, now)


def method_to_ask(language: str, method: str) -> Assessment:
    """The method of a new draft: the one that is named, else the one of the folder, else the regional one."""
    return open_method(method or method_meant(), language)


def answers_of(path: Path, assessment: Assessment) -> Mapping[str, Entry]:
    """The answers and facts of an earlier submission to the same questionnaire. Raises ContentError where it is another."""
    submission, problems = load_submission(path, assessment)
    if submission is None:
        raise ContentError(problems, str(path))
    return {**submission.context, **submission.answers}


def scored_now(data: Mapping[str, Any], path: Path, assessment: Assessment) -> Scored:
    """Score a draft as it stands."""
    scored = score_raw(RawSubmission(data, Document(str(path)), path.parent), assessment, [])
    assert isinstance(scored, Scored)
    return scored
