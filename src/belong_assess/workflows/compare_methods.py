"""Compares two versions of a method: their changes, the versions they ask for, and what happens to stored answers."""

from __future__ import annotations

from belong_assess.analysis.changes import Change, compare
from belong_assess.analysis.changes.versions import VersionNeed, version_needs
from belong_assess.language.texts import SOURCE
from belong_assess.model.assessment import Assessment
from belong_assess.values import value
from belong_assess.workflows.methods import open_method


@value
class Compared:
    """Two versions of a method and what lies between them."""

    old: Assessment
    new: Assessment
    changes: tuple[Change, ...]
    needs: tuple[VersionNeed, VersionNeed]


def compare_methods(old: str, new: str, language: str = SOURCE) -> Compared:
    """Compare two methods, each named by an id or a folder.

    Raises UsageError where there is no such method, and ContentError where its files have errors.
    """
    return compared(open_method(old, language), open_method(new, language))


def compared(old: Assessment, new: Assessment) -> Compared:
    """Compare two methods."""
    changes = compare(old, new)
    return Compared(old, new, changes, version_needs(old, new, changes))
