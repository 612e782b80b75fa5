"""What was computed of one submission: states, points and scores, each score with the terms that made it.

All figures are exact. Scores and points run 0-100, coverages and shares 0-1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import Literal, NamedTuple

from belong_assess.model.indicators import Aggregation
from belong_assess.responses.standing import Reason
from belong_assess.responses.submission import Number, State
from belong_assess.values import value

Role = Literal["counted", "open", "left_out", "unweighted"]
NodeKind = Literal["area", "composite", "index", "bar"]
NodeState = Literal["scored", "withheld", "outside_competence", "not_in_scope"]
Shortfall = Literal["coverage", "items", "scored_weight", "within_competence", "scored_of"]


class Term(NamedTuple):
    """One child of a score: its points or score, and its stated weight. What follows from them is derived when asked."""

    child: str
    score: Number
    weight: Number


class Receipt(NamedTuple):
    """The terms of a score as three columns: what they cost to keep is next to nothing; `terms` lays them out in rows."""

    children: tuple[str, ...] = ()
    scores: tuple[Number, ...] = ()
    weights: tuple[Number, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The rows of the receipt."""
        return tuple(map(Term, *self))


class CapLine(NamedTuple):
    """A cap that touches a node: `applied` to the score, or only possible while an answer is open."""

    cap: str
    at_most: Number
    applied: bool


class ItemResult(NamedTuple):
    """An item in its state and role.

    `low` and `high` are the points still possible. `implied`: an unasked item that counts 0. `uncertain`: whether it is
    asked at all depends on an open answer.
    """

    id: str
    state: State
    reason: Reason
    role: Role
    points: Number | None = None
    low: Number | None = None
    high: Number | None = None
    documented: Number | None = None
    implied: bool = False
    uncertain: bool = False


@value
class Firmness:
    """The answered weight of an area by what it rests on.

    A evidence with title and date (for shares, counted), B evidence or high confidence, C neither.
    """

    a: Number
    b: Number
    c: Number

    def share(self, grade: Literal["a", "b", "c"]) -> Fraction:
        """The share (0-1) of one grade."""
        held: Number = getattr(self, grade)
        return Fraction(held) / (self.a + self.b + self.c)


class NodeResult(NamedTuple):
    """An area, composite, index or bar: its score with range and coverage, and the receipt.

    `low` and `high` belong to a score; a node without one has none. `raw` is the score before caps. `counted`, `open` and
    `left_out` count questions. `mostly_outside`: under the share of applicable weight that a parent asks for.
    """

    id: str
    kind: NodeKind
    state: NodeState
    aggregation: Aggregation
    receipt: Receipt = Receipt()
    score: Number | None = None
    low: Number | None = None
    high: Number | None = None
    coverage: Number | None = None
    documented: Number | None = None
    raw: Number | None = None
    caps: tuple[CapLine, ...] = ()
    band: str | None = None
    bands_possible: tuple[str, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    counted: int = 0
    open: int = 0
    left_out: int = 0
    mostly_outside: bool = False
    firmness: Firmness | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that made the score."""
        return self.receipt.terms

    @property
    def total_weight(self) -> Number:
        """The stated weight of all terms together."""
        return sum(self.receipt.weights)

    def effective_weight(self, term: Term) -> Fraction:
        """The share (0-1) of one term after missing siblings left."""
        return Fraction(term.weight) / self.total_weight

    def contribution(self, term: Term) -> Fraction | None:
        """Effective weight times the child's score; only arithmetic nodes are a sum of contributions."""
        return self.effective_weight(term) * term.score if self.aggregation == "arithmetic" else None


@value
class Rate:
    """So many of the answered ladder questions stand at one step."""

    step: int
    count: int
    total: int

    @property
    def share(self) -> Fraction | None:
        """The rate (0-1); none without ladder answers."""
        return Fraction(self.count, self.total) if self.total else None


@value
class Stamp:
    """Which method made a result: ids, versions and hashes of what was asked and of what was measured."""

    questionnaire: str
    questionnaire_version: str
    questionnaire_hash: str
    indicators: str
    indicators_version: str
    indicators_hash: str


@value
class Result:
    """All that was computed of one submission. Nodes stand by id; a restricted area of an aggregate is `aggregate/area`."""

    stamp: Stamp
    unit: str
    tier: str
    scope: tuple[str, ...] | None
    headline: str | None
    items: Mapping[str, ItemResult]
    areas: tuple[NodeResult, ...]
    aggregates: tuple[NodeResult, ...]
    restricted: tuple[NodeResult, ...]
    bars: Mapping[str, tuple[NodeResult, ...]]
    rates: tuple[Rate, ...]
    nodes: Mapping[str, NodeResult] = field(repr=False, compare=False)

    @property
    def index(self) -> NodeResult:
        """The headline index, of a method that has one."""
        assert self.headline is not None
        return self.nodes[self.headline]
