"""What a method says of the method that it looks at, in words: whose subject it shares, and what stands there for what."""

from __future__ import annotations

from collections.abc import Sequence

from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment


def looks_at_text(assessment: Assessment, say: Language) -> str:
    """Name the method that is looked at; empty where there is none."""
    other = assessment.indicators.looks_at
    return say("method.looks_at", method=other) if other else ""


def of_area(assessment: Assessment, area_id: str, say: Language) -> str:
    """Name the counterparts of an area; empty where there are none, or for a section that is no area."""
    area = assessment.areas.get(area_id)
    return _text(assessment, area.counterparts if area else (), say)


def of_item(assessment: Assessment, item_id: str, say: Language) -> str:
    """Name the counterparts of a question; empty where there are none."""
    measured = assessment.measured.get(item_id)
    return _text(assessment, measured.counterparts if measured else (), say)


def _text(assessment: Assessment, ids: Sequence[str], say: Language) -> str:
    other = assessment.indicators.looks_at
    return say("method.counterparts", method=other, ids=say.list(list(ids))) if other and ids else ""
