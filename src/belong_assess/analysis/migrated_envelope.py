"""Carries what stands around the answers of a submission to another version: tier, scope, competence profile, other keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Profile, Submission
from belong_assess.values import value

OWN_QUESTIONS = "own_questions"
LEFT_BEHIND = "left_behind"
KNOWN = (
    "format",
    "questionnaire",
    "version",
    "hash",
    "tier",
    "scope",
    "status",
    "language",
    "context",
    "competences",
    "answers",
)


@value
class Aside:
    """Something of the file that has no place in the new version: where it stood, why, and how it stood."""

    what: str
    why: str
    was: Any


class Envelope:
    """The envelope of one submission on its way; `raw` is the data of its file, `earlier` how it was read."""

    def __init__(self, raw: Mapping[str, Any], earlier: Submission, new: Assessment) -> None:
        self.raw = raw
        self.earlier = earlier
        self.new = new
        self.aside: list[Aside] = []

    def tier(self) -> str:
        given = self.raw.get("tier", self.earlier.tier)
        if given in self.new.tier_rank:
            return str(given)
        self.aside.append(Aside("tier", "gone", given))
        return list(self.new.tier_rank)[-1]

    def scope(self) -> tuple[str, ...] | None:
        given = self.raw.get("scope")
        if given in (None, "all"):
            return None
        named = [str(area) for area in (given if isinstance(given, list) else [given])]
        if lost := [area for area in named if area not in self.new.areas]:
            self.aside.append(Aside("scope", "gone", lost))
        return tuple(area for area in self.new.areas if area in named) or None

    def profile(self) -> Profile:
        """Roles stay as they were, whatever a preset says now; what the new version does not know is set aside."""
        held, known = self.earlier.profile, self.new.questionnaire.competences
        fields, role_ids = [field.id for field in known.fields], [role.id for role in known.roles]
        presets = {preset.id: preset.roles for preset in known.presets}
        preset = held.preset if held.preset in presets else None
        if held.preset != preset:
            self.aside.append(Aside("competences.preset", "gone", held.preset))
        roles = dict(presets[preset]) if preset else {}
        for name, given in held.roles.items():
            kept = tuple(role for role in role_ids if role in given)
            if name in fields and kept:
                roles[name] = kept
            if name not in fields or len(kept) < len(given):
                self.aside.append(Aside(f"competences.fields.{name}", "gone", {"roles": list(given)}))
        holders = {name: holder for name, holder in held.holders.items() if name in fields}
        lost = {name: {"holder": holder} for name, holder in held.holders.items() if name not in fields}
        self.aside += [Aside(f"competences.fields.{name}", "gone", was) for name, was in lost.items()]
        confirmed = frozenset(name for name in held.confirmed if roles.get(name) == ("none",))
        if lost_too := sorted(held.confirmed - confirmed):
            self.aside.append(Aside("competences.confirmed", "gone", lost_too))
        return Profile(preset, roles, holders, confirmed)

    def keys(self) -> None:
        """Keys that no submission has were never read; they are not lost either."""
        for key, held in self.raw.items():
            if key not in (*KNOWN, LEFT_BEHIND, OWN_QUESTIONS):
                self.aside.append(Aside(key, "unknown", held))
            elif key == LEFT_BEHIND and not isinstance(held, list):
                self.aside.append(Aside(key, "unreadable", held))
