"""What a change of each field of the model does to answers and scores: one table, which a test holds against the model."""

from __future__ import annotations

from collections.abc import Mapping

from belong_assess.analysis.changes.change import Effect

OF_FIELD: Mapping[str, Mapping[str, Effect]] = {
    # what is asked
    "Questionnaire": {"id": "breaks", "title": "safe", "about": "safe", "tiers.order": "meaning"},
    "Tier": {"title": "safe", "about": "safe"},
    "Scale": {"title": "safe", "ladder": "scores"},
    "Option": {"label": "meaning", "at_least": "scores", "above": "scores"},
    "Tick": {"label": "meaning"},
    "Labelled": {"label": "safe", "about": "safe"},
    "Preset": {"title": "safe", "about": "safe", "roles": "meaning"},
    "Competences": {},
    "Term": {"term": "safe", "meaning": "safe"},
    "Section": {"title": "safe", "about": "safe"},
    "Item": {
        "id": "mapped", "section": "safe", "tier": "meaning", "text": "meaning", "help": "safe", "competence": "meaning",
        "refuses": "meaning", "asked_when": "meaning", "context": "breaks", "kind": "breaks", "scale": "breaks",
    },
    "Help": {"meaning": "safe", "top": "safe", "example": "safe", "evidence": "safe", "share_of": "meaning"},
    "Part": {"id": "mapped", "text": "meaning", "kind": "breaks", "scale": "breaks"},
    "Steps": {"ladder": "scores"},
    "Count": {"minimum": "meaning", "maximum": "meaning"},
    "Measure": {"unit": "meaning", "minimum": "meaning", "maximum": "meaning"},
    "Figure": {"unit": "meaning", "minimum": "meaning", "maximum": "meaning"},
    "Pair": {"first": "meaning", "second": "meaning"},
    "Pick": {"several": "meaning"},
    # what is measured
    "Indicators": {
        "id": "safe", "title": "safe", "looks_at": "safe", "statement": "safe", "rules_in_short": "safe",
        "weights_reason": "safe", "applicable_share": "scores",
    },
    "PointsRule": {"kind": "scores", "reversed": "scores"},
    "BandsRule": {"kind": "scores", "reversed": "scores", "bounds": "scores"},
    "TicksRule": {"kind": "scores", "reversed": "scores", "full_at": "scores"},
    "ParityRule": {"kind": "scores", "reversed": "scores", "smallest_share": "scores", "fewest_persons": "scores"},
    "LinearRule": {"kind": "scores", "reversed": "scores", "zero_at": "scores", "full_at": "scores"},
    "CombinationRule": {"kind": "scores", "reversed": "scores"},
    "OptionPoints": {"points": "scores"},
    "PartRule": {"rule": "scores", "weight": "scores"},
    "Cap": {"at_most": "scores", "when": "scores", "reason": "safe"},
    "Measured": {
        "area": "scores", "weight": "scores", "rule": "scores", "when_not_asked": "scores", "parts": "scores",
        "tags": "safe", "counterparts": "safe",
    },
    "Area": {"title": "safe", "optional": "scores", "aggregation": "scores", "counterparts": "safe"},
    "Aggregate": {
        "kind": "scores", "title": "safe", "about": "safe", "headline": "scores", "aggregation": "scores",
        "items": "scores", "fewest_items": "scores", "requires": "scores",
    },
    "Child": {"weight": "scores"},
    "Requirements": {"scored_weight": "scores", "within_competence": "scores", "scored_of": "scores"},
    "View": {"title": "safe", "about": "safe", "tiers": "scores", "fewest_items": "scores", "shown": "safe"},
    "Bar": {"title": "safe", "about": "safe", "items": "scores"},
    "Band": {"at_least": "scores", "label": "safe", "symbol": "safe", "meaning": "safe"},
    "Minimum": {"coverage": "scores", "items": "scores", "areas_as": "safe"},
    "Firmness": {"undocumented_at_most": "scores"},
    "Finding": {
        "kind": "safe", "weight": "safe", "who": "safe", "areas": "safe", "title": "safe", "when": "safe",
        "for_each": "safe", "sentence": "safe", "next_step": "safe", "practices": "safe",
    },
    "Practice": {"title": "safe", "where": "safe", "text": "safe"},
}  # fmt: skip
"""Fields under which nothing stands but other things (`items`, `options`) are not in it: those speak for themselves."""

INSIDE = {"Indicators": ("Firmness",), "Aggregate": ("Requirements",)}
"""Shapes whose fields are named at the place of what they belong to."""

COMING: Mapping[str, Effect] = {
    "Option": "meaning", "Tick": "scores", "Part": "scores", "OptionPoints": "scores", "PartRule": "scores", "Cap": "scores",
    "Measured": "scores", "Area": "scores", "Aggregate": "scores", "Child": "scores", "View": "scores", "Bar": "scores",
    "Band": "scores", "Minimum": "scores",
}  # fmt: skip
"""What it does when such a thing is new; anything else that is new does nothing to what is there."""

GOING: Mapping[str, Effect] = {
    **COMING, "Item": "breaks", "Option": "breaks", "Tick": "breaks", "Part": "breaks", "Tier": "breaks",
    "Labelled": "breaks", "Preset": "breaks",
}  # fmt: skip
"""What it does when such a thing is gone."""


def effect_of(shape: str, field: str, *, gone: bool = False) -> Effect:
    """Return what a change does. The order of things does nothing unless the table says so; nothing else is unknown."""
    if not field:
        return (GOING if gone else COMING).get(shape, "safe")
    known = {
        **OF_FIELD[shape],
        **{name: held for nested in INSIDE.get(shape, ()) for name, held in OF_FIELD[nested].items()},
    }
    return known.get(field, "safe") if field.endswith(".order") else known[field]
