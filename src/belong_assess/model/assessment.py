"""An assessment: a questionnaire plus the indicators that it feeds, in one language, with its look-up tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from belong_assess.model.indicators import Aggregate, Area, Bar, Indicators, Measured, Rule, View
from belong_assess.model.questionnaire import Answer as AnyAnswer
from belong_assess.model.questionnaire import (
    Choice,
    Group,
    Item,
    Option,
    Part,
    Questionnaire,
    Scale,
    Section,
    Steps,
)

FULL = 100


@dataclass(frozen=True, eq=False)
class Assessment:
    """The whole definition. Its hashes cover meaning only: ids, types, options, conditions, rules and weights.

    `review` says of the texts in this language whether a native reader has signed them.
    """

    questionnaire: Questionnaire
    indicators: Indicators
    questionnaire_hash: str
    indicators_hash: str
    language: str = "en"
    review: Literal["draft", "reviewed"] = "reviewed"
    items: Mapping[str, Item] = field(init=False, repr=False)
    facts: Mapping[str, Item] = field(init=False, repr=False)
    sections: Mapping[str, Section] = field(init=False, repr=False)
    section_of: Mapping[str, str] = field(init=False, repr=False)
    scales: Mapping[str, Scale] = field(init=False, repr=False)
    rules: Mapping[str, Rule] = field(init=False, repr=False)
    areas: Mapping[str, Area] = field(init=False, repr=False)
    aggregates: Mapping[str, Aggregate] = field(init=False, repr=False)
    views: Mapping[str, View] = field(init=False, repr=False)
    bars: Mapping[str, Bar] = field(init=False, repr=False)
    measured: Mapping[str, Measured] = field(init=False, repr=False)
    area_of: Mapping[str, str] = field(init=False, repr=False)
    part_ids: frozenset[str] = field(init=False, repr=False)
    tier_rank: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Build the look-up tables once."""
        asked, measured = self.questionnaire, self.indicators
        tables: dict[str, object] = {
            "items": {i.id: i for s in asked.sections if not s.context for i in s.items},
            "facts": {i.id: i for s in asked.sections if s.context for i in s.items},
            "sections": {s.id: s for s in asked.sections},
            "section_of": {i.id: s.id for s in asked.sections for i in s.items},
            "scales": {s.id: s for s in asked.scales},
            "rules": {r.id: r for r in measured.rules},
            "areas": {a.id: a for a in measured.areas},
            "aggregates": {a.id: a for a in measured.aggregates},
            "views": {v.id: v for v in measured.views},
            "bars": {b.id: b for v in measured.views for b in v.bars},
            "measured": {m.item: m for a in measured.areas for m in a.items},
            "area_of": {m.item: a.id for a in measured.areas for m in a.items},
            "part_ids": frozenset(
                f"{i.id}.{p.id}"
                for s in asked.sections
                for i in s.items
                if isinstance(i.answer, Group)
                for p in i.answer.parts
            ),
            "tier_rank": {t.id: rank for rank, t in enumerate(asked.tiers)},
        }
        for name, table in tables.items():
            object.__setattr__(self, name, table)

    @property
    def headline(self) -> Aggregate | None:
        """The one index that carries the result; none in a method without aggregates."""
        return next((a for a in self.indicators.aggregates if a.headline), None)

    @property
    def asks_evidence(self) -> bool:
        """Say whether evidence matters: not where an answer without it counts in full in the documented score."""
        return self.indicators.firmness.undocumented_at_most < FULL

    def area_title(self, area_id: str) -> str:
        """The title of an area: its own, else that of the section with its id."""
        return self.areas[area_id].title or self.sections[area_id].title

    def title_of(self, node_id: str) -> str:
        """The title of an area, aggregate or bar; restricted areas of an aggregate are `aggregate/area`."""
        node_id = node_id.rpartition("/")[2]
        if node_id in self.areas:
            return self.area_title(node_id)
        if node_id in self.aggregates:
            return self.aggregates[node_id].title
        return self.bars[node_id].title

    def options_of(self, answer: AnyAnswer) -> tuple[Option, ...]:
        """The response options of an item with steps; empty for other kinds."""
        match answer:
            case Choice():
                return self.scales[answer.scale].options
            case Steps():
                return answer.options
            case _:
                return ()

    def takes_share(self, answer: AnyAnswer) -> bool:
        """Say whether a percentage may be given instead of a step."""
        return any(option.at_least is not None or option.above is not None for option in self.options_of(answer))

    def is_ladder(self, answer: AnyAnswer) -> bool:
        """Say whether an item counts in the review, pilot and paper rates."""
        match answer:
            case Choice():
                return self.scales[answer.scale].ladder
            case Steps():
                return answer.ladder
            case _:
                return False

    def parts_of(self, item_id: str) -> tuple[Part, ...]:
        """The sub-questions of a group item; empty for other kinds."""
        answer = self.items[item_id].answer
        return answer.parts if isinstance(answer, Group) else ()

    def is_common(self, item_id: str) -> bool:
        """Say whether an item belongs to the common core: NC is not offered on it."""
        return self.items[item_id].competence is None
