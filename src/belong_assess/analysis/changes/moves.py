"""Which scores move between two versions for the same answers, by how much, and which change moved each term.

In an arithmetic mean the contributions of the terms (effective weight x points) add up to the score. So the differences
of the contributions add up to the difference of two scores, and what caps do is the rest. A geometric mean or a minimum
is no such sum: there the whole difference is the rest, and the terms that differ are named without numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from typing import Literal

from belong_assess.analysis.changes.change import Change
from belong_assess.analysis.changes.links import depends_on
from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Number
from belong_assess.results.result import NodeResult, Result, Term
from belong_assess.values import value

How = Literal["points", "weight", "came", "went", "share"]
Causes = Callable[[str], tuple[Change, ...]]
RestFrom = Literal["", "cap", "mean", "state"]


@value
class Reason:
    """One term of a moved score, under the id of the new version: its contribution before and after, and what changed it.

    `how`: its own points or stated weight changed, it came in or went out, or only its share did, because others of the
    same node changed. `moved` is the difference of the contributions; `None` where the node is no sum.
    """

    child: str
    how: How
    before: Term | None
    after: Term | None
    moved: Fraction | None
    changes: tuple[Change, ...] = ()


@value
class Move:
    """One node whose score, band or state differs. A node that one version lacks is `None` there.

    `moved` is the difference of the scores, equal to the sum of what the reasons moved plus `rest`.
    """

    id: str
    before: NodeResult | None
    after: NodeResult | None
    moved: Number | None
    reasons: tuple[Reason, ...] = ()
    rest: Number | None = None
    rest_from: RestFrom = ""
    changes: tuple[Change, ...] = field(default=())

    @property
    def band_changes(self) -> bool:
        """Say whether the band is another one; a node without score has none."""
        return (self.before.band if self.before else None) != (self.after.band if self.after else None)


class Moves:
    """Compares the results of the same answers under two versions; `now_of` gives the new id of an earlier question."""

    def __init__(
        self, old: Assessment, new: Assessment, changes: Sequence[Change], now_of: Callable[[str], str] = lambda name: name
    ) -> None:
        self.old = old
        self.new = new
        self.changes = [change for change in changes if change.moves]
        self.now_of = now_of

    def between(self, before: Result, after: Result) -> tuple[Move, ...]:
        """Return the indices, then the areas, that differ in score, band or state."""
        areas = {name: self.of_area(*pair) for name, pair in _pairs(before.areas, after.areas).items()}
        restricted = {name: self.of_area(*pair) for name, pair in _pairs(before.restricted, after.restricted).items()}
        indices = {
            name: self.of_index(*pair, {**areas, **restricted})
            for name, pair in _pairs(_indices(before), _indices(after)).items()
        }
        return tuple(move for move in (*indices.values(), *areas.values()) if _differs(move))

    def of_area(self, before: NodeResult | None, after: NodeResult | None) -> Move:
        return self.move(before, after, self.now_of, self.of_question)

    def of_index(self, before: NodeResult | None, after: NodeResult | None, areas: Mapping[str, Move]) -> Move:
        """The reasons of an index are its areas; what moved each of them stands there."""

        def causes(child: str) -> tuple[Change, ...]:
            below = areas.get(child)
            inside = [change for reason in below.reasons for change in reason.changes] if below else []
            inside += below.changes if below and (below.rest or below.moved is None) else ()
            own = [change for change in self.changes if ("Child", child.rpartition("/")[2]) in change.path]
            return _once([*own, *inside])

        return self.move(before, after, lambda name: name, causes)

    def of_question(self, item: str) -> tuple[Change, ...]:
        """The changes that touch a question itself; without any, those of what decides whether it is asked."""
        own = tuple(change for change in self.changes if item in change.items)
        if own:
            return own
        above = depends_on(self.new, item) | {self.now_of(name) for name in depends_on(self.old, item)}
        return tuple(change for change in self.changes if not above.isdisjoint(change.items))

    def move(
        self, before: NodeResult | None, after: NodeResult | None, now_of: Callable[[str], str], causes: Causes
    ) -> Move:
        present = after or before
        assert present is not None
        own = tuple(change for change in self.changes if self.is_of_node(change, present.id))
        reasons = self.reasons(before, after, now_of, causes)
        if before is None or after is None or before.score is None or after.score is None:
            return self.of_state(present.id, before, after, reasons)
        moved = after.score - before.score
        if not _is_sum(before) or not _is_sum(after):
            return Move(present.id, before, after, moved, reasons, moved, "mean", own)
        rest = moved - sum((reason.moved for reason in reasons if reason.moved is not None), Fraction())
        return Move(present.id, before, after, moved, reasons, rest, "cap" if rest else "", own)

    def of_state(self, node: str, before: NodeResult | None, after: NodeResult | None, reasons: tuple[Reason, ...]) -> Move:
        """Where a score came or went there is nothing to subtract: what touched the node and its questions is named."""
        area = node.rpartition("/")[2]
        touching = tuple(change for change in self.changes if change.everywhere or area in change.nodes)
        own = tuple(reason for reason in reasons if reason.how != "share")
        return Move(node, before, after, None, own, None, "state", touching)

    def is_of_node(self, change: Change, node: str) -> bool:
        """A change of the node itself, or of every score; what changed in its questions stands with those."""
        return change.everywhere or (node in change.nodes and not change.items)

    def reasons(
        self, before: NodeResult | None, after: NodeResult | None, now_of: Callable[[str], str], causes: Causes
    ) -> tuple[Reason, ...]:
        old = {now_of(term.child): term for term in before.terms} if before else {}
        new = {term.child: term for term in after.terms} if after else {}
        own = {child: _how(old.get(child), new.get(child)) for child in (*new, *(name for name in old if name not in new))}
        of_others = _once([change for child, how in own.items() if how not in ("", "points") for change in causes(child)])
        made = []
        for child, how in own.items():
            moved = _contribution(after, new.get(child)) - _contribution(before, old.get(child))
            if not how and not moved:
                continue
            sums = before is not None and after is not None and _is_sum(before) and _is_sum(after)
            found = causes(child) if how else of_others
            if how in ("points", "weight"):
                found = _once([*found, *of_others])
            made.append(Reason(child, how or "share", old.get(child), new.get(child), moved if sums else None, found))
        return tuple(made)


def _how(before: Term | None, after: Term | None) -> How | Literal[""]:
    """What of a term changed by itself."""
    if before is None:
        return "came"
    if after is None:
        return "went"
    if before.weight != after.weight:
        return "weight"
    return "points" if before.score != after.score else ""


def _contribution(node: NodeResult | None, term: Term | None) -> Fraction:
    if node is None or term is None or node.score is None:
        return Fraction()
    return node.effective_weight(term) * term.score


def _is_sum(node: NodeResult) -> bool:
    return node.aggregation == "arithmetic"


def _differs(move: Move) -> bool:
    before, after = move.before, move.after
    if before is None or after is None:
        return True
    return (before.score, before.band, before.state) != (after.score, after.band, after.state)


def _indices(result: Result) -> list[NodeResult]:
    return [node for node in result.aggregates if node.kind == "index"]


def _pairs(
    before: Sequence[NodeResult], after: Sequence[NodeResult]
) -> dict[str, tuple[NodeResult | None, NodeResult | None]]:
    """Nodes by id, in the order of the new version, with what each version says of them."""
    held = [{node.id: node for node in nodes} for nodes in (before, after)]
    return {name: (held[0].get(name), held[1].get(name)) for name in (*held[1], *held[0])}


def _once(changes: Sequence[Change]) -> tuple[Change, ...]:
    return tuple({id(change): change for change in changes}.values())
