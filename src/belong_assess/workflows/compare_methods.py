"""Compares two versions of a method: their changes, the versions they ask for, and what happens to stored answers."""

from __future__ import annotations

from pathlib import Path

from belong_assess.analysis.changes import Change, compare, mapping_to
from belong_assess.analysis.changes.moves import Move, Moves
from belong_assess.analysis.changes.versions import VersionNeed, version_needs
from belong_assess.analysis.migration import Migrated
from belong_assess.files.submissions import read_raw
from belong_assess.language.texts import SOURCE
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Problem
from belong_assess.results.result import Result
from belong_assess.scoring.engine import score
from belong_assess.values import value
from belong_assess.workflows.methods import open_method
from belong_assess.workflows.migrate_file import migrate_raw
from belong_assess.workflows.score_file import Rejected, score_raw


@value
class Compared:
    """Two versions of a method and what lies between them."""

    old: Assessment
    new: Assessment
    changes: tuple[Change, ...]
    needs: tuple[VersionNeed, VersionNeed]


@value
class Stored:
    """One file under both versions: its results, what was carried over, and which scores moved."""

    file: str
    before: Result
    after: Result
    migrated: Migrated
    moves: tuple[Move, ...]
    problems: tuple[Problem, ...]


def compare_methods(old: str, new: str, language: str = SOURCE) -> Compared:
    """Compare two methods, each named by an id or a folder. Wordings are compared in the language they were written in.

    Raises UsageError where there is no such method, and ContentError where its files have errors.
    """
    found = compared(open_method(old), open_method(new))
    if language == SOURCE:
        return found
    return compared(open_method(old, language), open_method(new, language), found.changes)


def compared(old: Assessment, new: Assessment, changes: tuple[Change, ...] | None = None) -> Compared:
    """Compare two methods."""
    changes = compare(old, new) if changes is None else changes
    return Compared(old, new, changes, version_needs(old, new, changes))


def stored_file(path: Path, found: Compared, name: str | None = None) -> Stored | Rejected:
    """Score a file of the old version under it and, carried over, under the new one."""
    raw, problems = read_raw(path, name)
    if raw is None:
        return Rejected(name or str(path), tuple(problems))
    before = score_raw(raw, found.old, problems)
    if isinstance(before, Rejected):
        return before
    carried = migrate_raw(raw, found.new, found.old, problems, found.changes)
    if isinstance(carried, Rejected):
        return carried
    after = score(found.new, carried.migrated.submission)
    now_of = mapping_to(found.new.questionnaire, found.old.questionnaire.version).now_of
    moves = Moves(found.old, found.new, found.changes, now_of).between(before.result, after)
    return Stored(raw.document.file, before.result, after, carried.migrated, moves, before.problems)
