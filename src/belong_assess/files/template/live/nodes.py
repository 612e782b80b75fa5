"""What areas, restricted areas and bars come to: weights, coverage, state, score, and the ends of its range."""

from __future__ import annotations

from belong_assess.files.template.live.caps import Caps
from belong_assess.files.template.live.doubts import Doubts
from belong_assess.files.template.live.formula import (
    Cells,
    Formula,
    all_,
    any_,
    choose,
    flag,
    if_,
    is_one_of,
    least,
    most,
    rounded,
    total,
)
from belong_assess.files.template.live.items import Items
from belong_assess.files.template.live.means import FULL, PLACES, below, mean
from belong_assess.files.template.live.outline import Gathering, Outline
from belong_assess.files.template.live.table import Table
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Cap

SCORED, WITHHELD, OUTSIDE, NOT_IN_SCOPE = "scored", "withheld", "outside_competence", "not_in_scope"


class Nodes:
    """The hidden table of areas and bars, one row for each.

    `score`, `low`, `high` and `coverage` are empty texts where there is none; `present`: within competence and not mostly
    outside; `fit`: present, with a score.
    """

    def __init__(self, assessment: Assessment, held: Outline, items: Items, caps: Caps) -> None:
        self.assessment = assessment
        self.outline = held
        self.items = items
        self.caps = caps
        self.doubts = Doubts(items)
        self.table = Table("areas")
        self.table.add(node.key for node in held.gatherings)
        for node in held.gatherings:
            items.weights.add(node.key, node.weights)
        for node in held.gatherings:
            self._node(node)

    def at(self, key: str, column: str) -> Cells:
        """One cell of a node."""
        return self.table.at(key, column)

    def _node(self, node: Gathering) -> None:
        if not node.weights:
            self._empty(node.key)
            return
        self._sums(node)
        self._state(node)
        self._figures(node)
        close(self.table, node.key, node.caps, self.caps)

    def _empty(self, key: str) -> None:
        nothing = dict.fromkeys(("coverage", "score", "low", "high"), "")
        zeros = dict.fromkeys(("counted", "open", "left_out", "mostly", "present", "fit"), 0)
        self.table.put(key, state=NOT_IN_SCOPE, **nothing, **zeros)

    def _sums(self, node: Gathering) -> None:
        """Weights and numbers of questions by their role."""
        put, at, weights = self.table.put, self.table.at, self.items.weights.down(node.key)
        for role in ("counted", "open", "absent"):
            self.table.set(node.key, f"{role}_weight", total(weights * self.items.down(role)))
        for role in ("counted", "open"):
            self.table.set(node.key, role, total((weights > 0) * self.items.down(role)))
        put(node.key, left_out=len(node.weights) - at(node.key, "counted") - at(node.key, "open"))
        put(node.key, within=at(node.key, "counted_weight") + at(node.key, "open_weight"))

    def _state(self, node: Gathering) -> None:
        """Coverage against the minimum, and how much is applicable at all."""
        put, key = self.table.put, node.key
        counted, within, absent = (self.at(key, name) for name in ("counted_weight", "within", "absent_weight"))
        put(key, coverage=if_(within > 0, counted / within, ""))
        little = below(counted * FULL, within * self.outline.minimum.coverage)
        short = any_(little, self.at(key, "counted") < node.fewest)
        put(key, state=choose((within.equals(0), OUTSIDE), (short, WITHHELD), otherwise=SCORED))
        applicable = (within + absent) * self.assessment.indicators.applicable_share
        mostly = all_(absent > 0, below(within * FULL, applicable))
        put(key, mostly=if_(within.equals(0), 1, flag(mostly)))
        present = flag(is_one_of(self.at(key, "state"), SCORED, WITHHELD), self.at(key, "mostly").equals(0))
        put(key, present=present)
        put(key, fit=flag(self.at(key, "state").equals(SCORED), self.at(key, "mostly").equals(0)))

    def _figures(self, node: Gathering) -> None:
        """The mean of what counts, and its ends, which hold it."""
        put, key = self.table.put, node.key
        scored = self.at(key, "state").equals(SCORED)
        points, counted = self.items.down("points"), self.items.down("counted")
        put(key, raw=if_(scored, mean(node.aggregation, self.items.weights.down(key), points, counted), ""))
        low, high = self._ends(node)
        put(key, least=if_(scored, least(low, self.at(key, "raw")), ""))
        put(key, most=if_(scored, most(high, self.at(key, "raw")), ""))

    def _ends(self, node: Gathering) -> tuple[Formula, Formula]:
        if doubtful := self.items.conditional(list(node.weights)):
            return self.doubts.ends(node, doubtful)
        weights, fixed = self.items.weights.down(node.key), self.items.down("fixed")
        low, high = (mean(node.aggregation, weights, self.items.down(end), fixed) for end in ("low", "high"))
        return low, high


def close(table: Table, key: str, caps: tuple[Cap, ...], held: Caps) -> None:
    """Apply caps, and round off what binary fractions add."""
    scored, at = table.at(key, "state").equals(SCORED), table.at
    score, low, high = held.applied(caps, at(key, "raw"), at(key, "least"), at(key, "most"))
    for column, content in (("score", score), ("low", low), ("high", high)):
        table.set(key, column, if_(scored, rounded(content, PLACES), ""))
