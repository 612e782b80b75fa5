"""What composites and indices come to: which children take part, what is lacking for a score, the score and its range."""

from __future__ import annotations

from belong_assess.files.template.live.caps import Caps
from belong_assess.files.template.live.formula import (
    Cells,
    Formula,
    any_,
    choose,
    flag,
    if_,
    is_one_of,
    most,
    plus,
    total,
)
from belong_assess.files.template.live.items import Items
from belong_assess.files.template.live.means import FULL, below, mean
from belong_assess.files.template.live.nodes import NOT_IN_SCOPE, OUTSIDE, SCORED, WITHHELD, Nodes, close
from belong_assess.files.template.live.outline import Grouping
from belong_assess.files.template.live.table import Table
from belong_assess.model.indicators import ScoredOf


class Groups:
    """The hidden tables of groups: one row for each child of each, and one row for each group."""

    def __init__(self, nodes: Nodes, items: Items, caps: Caps) -> None:
        self.nodes = nodes
        self.items = items
        self.caps = caps
        self.children = Table("children")
        self.table = Table("groups")
        for group in nodes.outline.groups:
            self._group(group)

    def at(self, key: str, column: str) -> Cells:
        """One cell of a group, or of an area or bar."""
        return (self.table if key in self.table else self.nodes.table).at(key, column)

    def in_scope(self, key: str) -> bool:
        """Say whether a group has anything to add up in this template: what has not shows no line."""
        group = next(each for each in self.nodes.outline.groups if each.aggregate.id == key)
        return not group.partial and bool(group.items)

    def _group(self, group: Grouping) -> None:
        key = group.aggregate.id
        for child in group.children:
            self._child(key, child, group)
        self._counts(group)
        if group.partial or not group.children:
            nothing = dict.fromkeys(("coverage", "score", "low", "high"), "")
            self.table.put(key, state=NOT_IN_SCOPE, mostly=0, present=0, fit=0, **nothing)
            return
        self._state(group)
        self._figures(group)
        close(self.table, key, group.aggregate.caps, self.caps)

    def _counts(self, group: Grouping) -> None:
        """Numbers of questions by their role; each counts once."""
        key, put = group.aggregate.id, self.table.put
        self.items.weights.add(key, dict.fromkeys(group.items, 1))
        for role in ("counted", "open"):
            self.table.set(key, role, total(self.items.weights.down(key) * self.items.down(role)))
        left = len(group.items) - self.table.at(key, "counted") - self.table.at(key, "open")
        put(key, left_out=left)

    def _child(self, key: str, child: str, group: Grouping) -> None:
        """A child that lies mostly within competence takes part; in a range also without a score, if anything is open."""
        row, at, of = f"{key}:{child}", self.children.at, self.at
        state = of(child, "state")
        self.children.put(row, weight=group.children[child], state=state, inside=of(child, "present"))
        scored = flag(at(row, "inside").equals(1), state.equals(SCORED))
        self.children.put(row, scored=scored)
        has = at(row, "scored").equals(1)
        moving = flag(at(row, "inside").equals(1), any_(has, of(child, "open") > 0))
        self.children.put(row, coverage=if_(at(row, "inside").equals(1), of(child, "coverage"), 0), moving=moving)
        self.children.put(row, score=if_(has, of(child, "score"), 0))
        self.children.put(row, low=if_(has, of(child, "low"), 0), high=if_(has, of(child, "high"), FULL))

    def _down(self, group: Grouping, column: str) -> Cells:
        rows = [f"{group.aggregate.id}:{child}" for child in group.children]
        return self.children.down(column, rows[0], rows[-1])

    def _state(self, group: Grouping) -> None:
        key, put, at = group.aggregate.id, self.table.put, self.table.at
        weights, inside = self._down(group, "weight"), self._down(group, "inside")
        put(key, within=total(weights * inside))
        within = at(key, "within")
        put(key, coverage=if_(within > 0, total(weights * inside * self._down(group, "coverage")) / within, ""))
        for name, lacking in self._lacking(group).items():
            self.table.set(key, name, flag(lacking))
        lacks = any_(*(at(key, name).equals(1) for name in self._lacking(group)))
        somewhere = any_(*(self.at(child, "state").differs(NOT_IN_SCOPE) for child in group.children))
        nowhere = if_(somewhere, OUTSIDE, NOT_IN_SCOPE)
        put(key, state=choose((within.equals(0), nowhere), (lacks, WITHHELD), otherwise=SCORED))
        put(key, mostly=flag(at(key, "state").equals(OUTSIDE)))
        put(key, present=flag(is_one_of(at(key, "state"), SCORED, WITHHELD)))
        put(key, fit=flag(at(key, "state").equals(SCORED)))

    def _lacking(self, group: Grouping) -> dict[str, Formula]:
        """What a group may lack for a score."""
        needs, weights = group.aggregate.requires, self._down(group, "weight")
        held = total(weights * self._down(group, "scored"))
        enough = self.table.at(group.aggregate.id, "within") * needs.scored_weight
        found = {"scored_weight": any_(held.equals(0), below(held * FULL, enough))}
        if needs.within_competence > 1:
            present = plus([self.nodes.at(area, "present") for area in group.areas])
            found["within_competence"] = present < needs.within_competence
        if needs.scored_of is not None:
            found["scored_of"] = self._with_score(group, needs.scored_of) < needs.scored_of.at_least
        return found

    def _with_score(self, group: Grouping, needed: ScoredOf) -> Formula:
        """How many of the nodes that are asked for have a score."""
        found = []
        for node in dict.fromkeys(needed.nodes):
            near = [key for key in (*group.areas, *group.children) if key.rpartition("/")[2] == node]
            if near:
                found.append(most(*(self.at(key, "fit") for key in dict.fromkeys(near))))
        return plus(found)

    def _figures(self, group: Grouping) -> None:
        """The mean of the children with a score; in the range the others run from 0 to 100."""
        key, own = group.aggregate.id, group.aggregate.aggregation
        scored = self.table.at(key, "state").equals(SCORED)
        weights = self._down(group, "weight")
        pairs = {"raw": ("score", "scored"), "least": ("low", "moving"), "most": ("high", "moving")}
        for name, (scores, counts) in pairs.items():
            value = mean(own, weights, self._down(group, scores), self._down(group, counts))
            self.table.set(key, name, if_(scored, value, ""))
