"""What is measured: how answers become points, and points become areas, composites, indices and views."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import Annotated, Literal

from belong_assess.model.predicates import Test
from belong_assess.model.value import ByKind, Text, value

Aggregation = Literal["arithmetic", "geometric", "minimum"]


@value
class OptionPoints:
    """The points (0-100) of one option value."""

    value: int
    points: Decimal


@value
class PointsRule:
    """Points per option."""

    kind: Literal["options"]
    id: str
    reversed: bool = False
    points: tuple[OptionPoints, ...]


@value
class Bound:
    """From this number on (inclusive), these points."""

    at_least: Decimal
    points: Decimal


@value
class BandsRule:
    """Points by ascending inclusive lower bounds; the last band is open."""

    kind: Literal["bands"]
    id: str
    reversed: bool = False
    bounds: tuple[Bound, ...]


@value
class TicksRule:
    """Ticked / listed x 100; with `full_at: n`, n ticks give 100."""

    kind: Literal["ticks"]
    id: str
    reversed: bool = False
    full_at: int | None = None


@value
class ParityRule:
    """100 x min(1, first / second); too few to compare below a share (percent) or a number of persons."""

    kind: Literal["parity"]
    id: str
    reversed: bool = False
    smallest_share: Decimal
    fewest_persons: int


@value
class LinearRule:
    """0 at one goalpost, 100 at the other, straight between them, cut at both."""

    kind: Literal["linear"]
    id: str
    reversed: bool = False
    zero_at: Decimal
    full_at: Decimal


@value
class PartRule:
    """How one sub-question of a group is scored, and what it weighs in the group."""

    part: str
    rule: str
    weight: Decimal


@value
class CombinationRule:
    """The weighted mean of the sub-questions of a group."""

    kind: Literal["combination"]
    id: str
    reversed: bool = False
    parts: tuple[PartRule, ...]


Rule = Annotated[PointsRule | BandsRule | TicksRule | ParityRule | LinearRule | CombinationRule, ByKind()]


@value
class Cap:
    """The node is at most this while the condition holds."""

    id: str
    at_most: Decimal
    when: Test
    reason: Text


@value
class Measured:
    """An item's place in an area: its weight, its rule, and its integer parts in each view.

    `counterparts` are the questions of the method that `looks_at` names which ask for the same thing.
    """

    item: str
    weight: Decimal
    rule: str
    when_not_asked: Literal["left_out", "zero"] = "left_out"
    parts: dict[str, dict[str, int]] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()


@value
class Area:
    """The smallest measured thing with a score. Its title is its section's unless it has one of its own.

    `counterparts` are the areas of the method that `looks_at` names which cover the same ground.
    """

    id: str
    title: Text | None = None
    optional: bool = False
    aggregation: Aggregation
    caps: tuple[Cap, ...] = ()
    counterparts: tuple[str, ...] = ()
    items: tuple[Measured, ...]


@value
class Child:
    """A node in an aggregate, with its stated weight."""

    node: str
    weight: Decimal


@value
class ScoredOf:
    """At least so many of these nodes must have a score."""

    at_least: int
    nodes: tuple[str, ...]


@value
class Requirements:
    """What an aggregate needs before it has a score. `scored_weight` is a percentage of the weight within competence."""

    scored_weight: Decimal
    within_competence: int = 1
    scored_of: ScoredOf | None = None


@value
class Aggregate:
    """A composite or an index: a named node over areas, or over other aggregates.

    `items: common` restricts every area below it to the questions on which NC is not offered; such an area takes part
    when the tier has at least `fewest_items` of them, and has a score from that many counted answers up.
    """

    id: str
    kind: Literal["composite", "index"]
    title: Text
    about: Text
    headline: bool = False
    aggregation: Aggregation
    items: Literal["all", "common"] = "all"
    fewest_items: int = 1
    of: tuple[Child, ...]
    requires: Requirements
    caps: tuple[Cap, ...] = ()


@value
class Bar:
    """One line of a view. With `items`, it names its questions itself; without, they name it in their parts."""

    id: str
    title: Text
    about: Text
    items: tuple[str, ...] = ()


@value
class View:
    """A way to cut across areas: principles, priorities, the policy cycle."""

    id: str
    title: Text
    about: Text
    tiers: tuple[str, ...]
    fewest_items: int
    shown: bool = True
    bars: tuple[Bar, ...]


@value
class Band:
    """A named interval of scores from its inclusive cut point up to the next one."""

    id: str
    at_least: Decimal
    label: Text
    symbol: str
    meaning: Text


@value
class Minimum:
    """From which coverage (percent) and how many counted items on a score is given, in these tiers."""

    tiers: tuple[str, ...]
    coverage: Decimal
    items: int
    areas_as: Literal["number", "shape"]


@value
class Firmness:
    """The documented score: answers without evidence count at most these points; 100: this method asks for no evidence."""

    undocumented_at_most: Decimal


@value
class QuestionnaireRef:
    """The questionnaire that feeds these indicators."""

    id: str
    version: str


@value
class Indicators:
    """The whole of what is measured, with every number that a score depends on.

    Without `aggregates` there is no index: the areas are the result.
    `looks_at` names another method whose subject this one sees from its own side; nothing is scored together.
    """

    id: str
    version: str
    title: Text
    looks_at: str | None = None
    statement: tuple[Text, ...]
    rules_in_short: tuple[Text, ...]
    weights_reason: Text
    questionnaire: QuestionnaireRef
    rules: tuple[Rule, ...]
    minimums: tuple[Minimum, ...]
    applicable_share: Decimal
    firmness: Firmness
    bands: tuple[Band, ...]
    areas: tuple[Area, ...]
    aggregates: tuple[Aggregate, ...]
    views: tuple[View, ...]
    findings: tuple[Finding, ...] = ()
    practices: tuple[Practice, ...] = ()


FindingKind = Literal["strength", "gap", "contradiction", "open_point"]
Actor = Literal["region", "shared", "state", "others"]


@value
class Finding:
    """A rule over results that yields a sentence, a next step and practices to look at."""

    id: str
    kind: FindingKind
    weight: int
    who: Actor
    areas: tuple[str, ...] = ()
    title: Text
    when: Test
    for_each: Literal["area", "item", "field"] | None = None
    sentence: Text
    next_step: Text
    practices: tuple[str, ...] = ()


@value
class Practice:
    """Something that was tried, or an idea to adapt."""

    id: str
    title: Text
    where: Text
    text: Text
