"""The small pieces that a node is made of: sums, figures, bands, and how a node closes with or without a score."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from belong_assess.model.indicators import Aggregation
from belong_assess.responses.submission import Number
from belong_assess.results.result import Firmness, ItemResult, NodeKind, NodeResult, Receipt, Shortfall
from belong_assess.scoring.plan import Plan
from belong_assess.scoring.points import FULL

Items = list[tuple[ItemResult, Number]]
Figures = tuple[Number, Number, Number, Number]
"""A score before caps, the ends of its range, and its documented score."""


def scaled(items: Mapping[str, ItemResult]) -> tuple[int, dict[str, int], dict[str, int]]:
    """Bring points and documented points over one denominator: sums of integers are exact and fast."""
    held = [figure for item in items.values() for figure in (item.points, item.documented) if type(figure) is Fraction]
    scale = lcm(*{figure.denominator for figure in held})
    points: dict[str, int] = {}
    documented: dict[str, int] = {}
    for item_id, item in items.items():
        own, other = item.points, item.documented
        if own is None or other is None:
            points[item_id] = documented[item_id] = 0
            continue
        whole = own * scale if type(own) is int else own.numerator * (scale // own.denominator)
        points[item_id] = whole
        documented[item_id] = whole if other is own else int(other * scale)
    return scale, points, documented


def bands_of(p: Plan, score: Number, low: Number, high: Number) -> tuple[str, tuple[str, ...]]:
    """The band of a score, and every band that its range touches."""
    own = _rank(p, score)
    if low is high:
        return p.bands[own], p.bands[own : own + 1]
    return p.bands[own], p.bands[_rank(p, low) : _rank(p, high) + 1]


def _rank(p: Plan, figure: Number) -> int:
    """The number of the band that holds a figure; cut points are inclusive, and integers once scaled."""
    return bisect_right(p.cuts, figure.numerator * p.cut_scale // figure.denominator) - 1


def around(raw: Number, low: Number, high: Number, documented: Number, unanswered: Items) -> Figures:
    """A group that knows some parts has a range of its own, which may lie beside the score: a range holds its score."""
    if any(item.low != 0 or item.high != FULL for item, _ in unanswered):
        return raw, min(low, raw), max(high, raw), documented
    return raw, low, high, documented


def without_answers(
    key: str, kind: NodeKind, aggregation: Aggregation, counts: tuple[int, int, int], *, outside: bool
) -> NodeResult:
    counted, unanswered, left_out = counts
    return NodeResult(
        key,
        kind,
        "outside_competence" if outside else "not_in_scope",
        aggregation,
        counted=counted,
        open=unanswered,
        left_out=left_out,
        mostly_outside=outside,
    )


def withheld(base: Base) -> NodeResult:
    counted, unanswered, left_out = base.counts
    return NodeResult(
        base.id,
        base.kind,
        "withheld",
        base.aggregation,
        base.receipt,
        coverage=base.coverage,
        shortfalls=base.shortfalls,
        counted=counted,
        open=unanswered,
        left_out=left_out,
        mostly_outside=base.mostly_outside,
        firmness=base.firmness,
    )


class Base(NamedTuple):
    """What is known of a node before it has a score."""

    id: str
    kind: NodeKind
    aggregation: Aggregation
    receipt: Receipt
    coverage: Number
    shortfalls: tuple[Shortfall, ...]
    counts: tuple[int, int, int]
    mostly_outside: bool
    firmness: Firmness | None


class Sums:
    """What some items add up to; points are scaled to integers."""

    __slots__ = ("absent_weight", "counted", "counted_weight", "documented", "may_be_zero", "open", "open_weight", "receipt")

    def __init__(self) -> None:
        self.receipt = Receipt()
        self.open: Items = []
        self.may_be_zero: list[tuple[Number, Number]] = []
        self.counted: Number = 0
        self.documented: Number = 0
        self.counted_weight: Number = 0
        self.open_weight: Number = 0
        self.absent_weight: Number = 0
