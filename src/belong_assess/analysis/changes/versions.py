"""Which part of a version number the changes of a method ask for, and whether the new version raised it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from belong_assess.analysis.changes.change import Change
from belong_assess.model.assessment import Assessment
from belong_assess.values import value

Bump = Literal["none", "patch", "minor", "major"]
BUMPS: tuple[Bump, ...] = ("none", "patch", "minor", "major")
FORM = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})\Z")
Half = Literal["questionnaire", "indicators"]
MEASURED = ("Indicators", "Measured")
"""Where the path of a change begins that stands in the indicators."""


@value
class VersionNeed:
    """What one half of a method needs: which bump, which version that would be, and which bump it got.

    `given` is `None` where the versions are no numbers of three parts, or the new one is the lower.
    """

    half: Half
    old: str
    new: str
    needed: Bump
    given: Bump | None
    proposed: str

    @property
    def is_enough(self) -> bool:
        """Say whether the new version is raised as far as the changes ask."""
        return self.given is not None and BUMPS.index(self.given) >= BUMPS.index(self.needed)


def version_needs(old: Assessment, new: Assessment, changes: Sequence[Change]) -> tuple[VersionNeed, VersionNeed]:
    """Return what the questionnaire and what the indicators need: patch for safe changes, major for broken answers."""
    asked = [change for change in changes if is_asked(change)]
    measured = [change for change in changes if not is_asked(change)]
    return (
        _need("questionnaire", old.questionnaire.version, new.questionnaire.version, asked),
        _need("indicators", old.indicators.version, new.indicators.version, measured),
    )


def is_asked(change: Change) -> bool:
    """Say whether a change stands in the questionnaire."""
    return change.path[0][0] not in MEASURED


def _need(half: Half, old: str, new: str, changes: Sequence[Change]) -> VersionNeed:
    asked_for = {_bump(change) for change in changes}
    needed: Bump = next((bump for bump in reversed(BUMPS) if bump in asked_for), "none")
    return VersionNeed(half, old, new, needed, _given(old, new), _raised(old, needed))


def _bump(change: Change) -> Bump:
    if change.effect == "breaks":
        return "major"
    new_question = change.kind == "added" and change.shape == "Item"
    return "minor" if change.effect != "safe" or new_question else "patch"


def _given(old: str, new: str) -> Bump | None:
    before, after = FORM.match(old), FORM.match(new)
    if old == new:
        return "none"
    if before is None or after is None:
        return None
    for part, bump in enumerate(reversed(BUMPS[1:]), 1):
        low, high = int(before[part]), int(after[part])
        if low != high:
            return bump if high > low else None
    return None


def _raised(old: str, needed: Bump) -> str:
    """The lowest version that is raised far enough; empty where the old one is no number of three parts."""
    found = FORM.match(old)
    if found is None:
        return ""
    major, minor, patch = map(int, found.groups())
    match needed:
        case "major":
            return f"{major + 1}.0.0"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "patch":
            return f"{major}.{minor}.{patch + 1}"
        case _:
            return old
