"""From a file of an earlier version to a file of a later one: read, carry over, write, account for every answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from belong_assess.analysis.changes import Change, compare
from belong_assess.analysis.migration import Migrated, migrate
from belong_assess.files.own_questions import KEY, own_source
from belong_assess.files.submissions import RawSubmission, read_raw, submission_from
from belong_assess.language.texts import SOURCE
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Problem, has_errors
from belong_assess.responses.submission import Submission
from belong_assess.values import value
from belong_assess.workflows.methods import open_method, shipped_version
from belong_assess.workflows.score_file import Rejected

OF_THE_ENVELOPE = ("tier", "scope")


@value
class MigratedFile:
    """One file, carried over: the versions, the account, and the problems of the file as it was read."""

    new: Assessment
    old: Assessment | None
    migrated: Migrated
    problems: tuple[Problem, ...]


def migrate_file(
    path: Path, to: str, earlier: str = "", language: str = SOURCE, name: str | None = None
) -> MigratedFile | Rejected:
    """Carry the answers of a file over to another version of its questionnaire; nothing is written.

    `earlier` names the method that was answered; without it, the shipped one of the file's version, and where that is
    not shipped, only the new version can tell. Raises UsageError and ContentError as `open_method` does.
    """
    raw, problems = read_raw(path, name)
    if raw is None:
        return Rejected(name or str(path), tuple(problems))
    new = open_method(to, language)
    old = _earlier(raw, new, earlier, language)
    changes = None
    if old is not None and language != SOURCE:  # wordings are compared in the language they were written in
        source = open_method(to)
        changes = compare(_earlier(raw, source, earlier, SOURCE) or source, source)
    return migrate_raw(_with_own_questions(raw), new, old, problems, changes)


def _earlier(raw: RawSubmission, new: Assessment, earlier: str, language: str) -> Assessment | None:
    return open_method(earlier, language) if earlier else answered_version(raw, new, language)


def _with_own_questions(raw: RawSubmission) -> RawSubmission:
    """Take questions of one's own from their file into the submission: the new file goes to another folder."""
    if not isinstance(raw.data.get(KEY), str):
        return raw
    source = own_source(raw)
    return raw if has_errors(source.problems) else replace(raw, data={**raw.data, KEY: source.data})


def migrate_raw(
    raw: RawSubmission,
    new: Assessment,
    old: Assessment | None,
    problems: list[Problem],
    changes: tuple[Change, ...] | None = None,
) -> MigratedFile | Rejected:
    """Carry plain data over from one version to another; without the old one, the envelope is read as the new one's.

    `changes` are those between the two where they are known already.
    """
    file = raw.document.file
    if raw.questionnaire != new.questionnaire.id:
        facts = {"found": raw.questionnaire[:60], "expected": new.questionnaire.id}
        where = raw.document.where(("questionnaire",))
        return Rejected(file, (*problems, Problem("submission.other_questionnaire", where, facts)))
    submission, more = _envelope(raw, new, old)
    if submission is None:
        return Rejected(file, (*problems, *more))
    unread = {str(problem.where.path[0]) for problem in more if problem.where.path and problem.severity != "note"}
    migrated = migrate(raw.data, submission, new, old, unread & raw.data.keys(), changes)
    return MigratedFile(new, old, migrated, (*problems, *more))


def answered_version(raw: RawSubmission, new: Assessment, language: str) -> Assessment | None:
    """The version that was answered: the new one itself, or one that is shipped."""
    if raw.version == new.questionnaire.version:
        return new
    return shipped_version(raw.questionnaire, raw.version, language) if raw.version is not None else None


def _envelope(raw: RawSubmission, new: Assessment, old: Assessment | None) -> tuple[Submission | None, list[Problem]]:
    """Read everything but the answers, which go one by one. What only the old version would know is left to that."""
    data: Mapping[str, Any] = {key: held for key, held in raw.data.items() if key not in ("answers", "context")}
    if old is None:
        unknown = {"version": new.questionnaire.version, "hash": new.questionnaire_hash}
        data = {**data, **unknown}
        data = {key: held for key, held in data.items() if key not in OF_THE_ENVELOPE or _is_known(new, key, held)}
    submission, problems = submission_from(data, old or new, raw.document.file, raw.document)
    return submission, [problem for problem in problems if problem.code != "submission.left_behind"]


def _is_known(new: Assessment, key: str, held: Any) -> bool:
    if key == "tier":
        return held in new.tier_rank
    named = held if isinstance(held, list) else [held]
    return held in (None, "all") or all(area in new.areas for area in named)
