"""What a template says of itself, twice and independently: on a hidden sheet, and in the corner of each table."""

from __future__ import annotations

from collections.abc import Mapping

from belong_assess.files.template.lines import Extent
from belong_assess.model.assessment import Assessment
from belong_assess.values import value

MARK = "belong-assess/answers/1"
META = "belong-assess"
"""The name of the hidden sheet that holds the head as keys and values."""

LISTS, COUNTS, CALCULATION = "lists", "counts", "calculation"
"""Hidden sheets that nobody fills in."""

KEYS = ("format", "questionnaire", "version", "hash", "tier", "scope", "language", "status")
COVER = "cover"
"""The key under which the hidden sheet names the first sheet, which nobody fills in."""

CORNER = ("format", "questionnaire", "version", "hash", "tier", "scope", "language")
ALL = "all"


@value
class Head:
    """Which questionnaire a template asks, how much of it, and in which language."""

    questionnaire: str
    version: str
    hash: str
    tier: str
    scope: str
    language: str
    status: str = "draft"
    format: str = MARK

    @property
    def corner(self) -> str:
        """The head in one text, for the first cell of a table."""
        return "|".join(getattr(self, key) for key in CORNER)

    def pairs(self) -> Mapping[str, str]:
        """The head by its keys."""
        return {key: getattr(self, key) for key in KEYS}


def head_of(assessment: Assessment, extent: Extent, status: str = "draft") -> Head:
    """Return the head of a template."""
    asked = assessment.questionnaire
    scope = ALL if extent.areas is None else ",".join(extent.areas)
    return Head(
        asked.id, asked.version, assessment.questionnaire_hash, extent.tier, scope, assessment.language, status=status
    )


def corner_pairs(text: str) -> dict[str, str] | None:
    """Read the head in the first cell of a table back; `None` where it is none."""
    pieces = [piece.strip() for piece in text.split("|")]
    if pieces[0] != MARK or len(pieces) != len(CORNER):
        return None
    return dict(zip(CORNER, pieces, strict=True))
