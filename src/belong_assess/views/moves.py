"""Which scores of stored answers move between two versions, by how much, whose band changes, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from belong_assess.analysis.changes.change import Change
from belong_assess.analysis.changes.moves import Move, Reason
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.results.result import NodeResult, Result, Term
from belong_assess.values import value
from belong_assess.views.changes import folded, plain_number
from belong_assess.views.safe import safe

DIGITS = 2
"""Contributions are shown finer than scores are elsewhere, so that they can be added up on paper."""


@value
class StoredMoves:
    """What happened to one file: its name, its region, and what could not be carried over."""

    file: str
    before: Result
    after: Result
    moves: tuple[Move, ...]
    left: tuple[str, ...]


def render_moves(
    old: Assessment, new: Assessment, changes: Sequence[Change], stored: Sequence[StoredMoves], say: Language, width: int
) -> str:
    """Write for every file which scores moved and why; changes are cited by their numbers."""
    words = _Words(old, new, changes, say)
    lines = ["", say("diff.stored")]
    for each in stored:
        lines += ["", *words.file(each)]
    return folded(lines, width)


class _Words:
    """Words the moves of one comparison."""

    def __init__(self, old: Assessment, new: Assessment, changes: Sequence[Change], say: Language) -> None:
        self.old = old
        self.new = new
        self.numbers = {id(change): number for number, change in enumerate(changes, 1)}
        self.say = say
        self.bands = {band.id: band.label for method in (new, old) for band in method.indicators.bands}

    def file(self, each: StoredMoves) -> Iterator[str]:
        say = self.say
        unit = safe(each.after.unit or each.before.unit)
        yield f"{safe(each.file)}: {unit}" if unit else safe(each.file)
        for move in each.moves:
            yield from self.move(move)
        bands = [move.id for move in each.moves if move.band_changes]
        same = sum(n.kind in ("index", "area") for n in each.after.nodes.values() if "/" not in n.id) - len(each.moves)
        yield say.count("diff.move.same", max(0, same)) if each.moves else say("diff.move.none")
        if bands:
            yield say("diff.move.bands", ids=say.list(bands))
        if each.left:
            yield say.count("diff.move.left", len(each.left), ids=say.list([safe(name) for name in each.left]))

    def move(self, move: Move) -> Iterator[str]:
        say = self.say
        facts = {"title": self.title(move.id), "old": self.score(move.before), "new": self.score(move.after)}
        key = "diff.move.scored" if move.moved is not None else "diff.move.state"
        moved = signed(move.moved, say) if move.moved is not None else ""
        yield f"  {say(key, moved=moved, band=self.band(move), **facts)}"
        for reason in move.reasons:
            if reason.how != "share":
                yield f"    {self.reason(reason)}"
        yield from (f"    {line}" for line in self.shares(move))
        if move.rest and move.rest_from:
            yield f"    {say(f'diff.rest.{move.rest_from}', rest=signed(move.rest, say), changes=self.cited(move.changes))}"
        elif move.changes and (move.band_changes or not move.reasons):
            yield f"    {say('diff.move.by', changes=self.cited(move.changes))}"

    def title(self, node: str) -> str:
        method = self.new if node in self.new.areas or node in self.new.aggregates else self.old
        title = safe(method.title_of(node))
        return f"{node} {title}" if node in method.areas else title

    def score(self, node: NodeResult | None) -> str:
        if node is None:
            return self.say("diff.nothing")
        return self.say(f"diff.state.{node.state}") if node.score is None else self.say.number(node.score, DIGITS)

    def band(self, move: Move) -> str:
        names = [safe(self.bands[node.band]) if node and node.band else "" for node in (move.before, move.after)]
        if names[0] == names[1]:
            return names[0]
        return self.say("diff.move.band", old=names[0] or self.say("diff.nothing"), new=names[1] or self.say("diff.nothing"))

    def reason(self, reason: Reason) -> str:
        say = self.say
        facts = {"child": safe(reason.child.rpartition("/")[2]), "changes": self.cited(reason.changes)}
        old, new = self.told(reason.before, reason.how), self.told(reason.after, reason.how)
        text = say(f"diff.reason.{reason.how}", old=old, new=new, **facts)
        return text if reason.moved is None else say("diff.reason.moved", moved=signed(reason.moved, say), text=text)

    def told(self, term: Term | None, how: str) -> str:
        if term is None:
            return ""
        return plain_number(term.weight, self.say) if how == "weight" else self.say.number(term.score, DIGITS)

    def shares(self, move: Move) -> Iterator[str]:
        """All terms of which only the share changed, in one line."""
        others = [reason for reason in move.reasons if reason.how == "share"]
        if not others:
            return
        text = self.say.count("diff.reason.share", len(others), changes=self.cited(others[0].changes))
        moved = sum((reason.moved for reason in others if reason.moved is not None), start=0 * (others[0].moved or 0))
        summed = others[0].moved is not None
        yield self.say("diff.reason.moved", moved=signed(moved, self.say), text=text) if summed else text

    def cited(self, changes: Sequence[Change]) -> str:
        """Name changes by their numbers in the list above."""
        numbers = sorted(self.numbers[id(change)] for change in changes if id(change) in self.numbers)
        if not numbers:
            return self.say("diff.cited.none")
        return self.say.count("diff.cited", len(numbers), numbers=self.say.list([str(number) for number in numbers]))


def signed(figure: Any, say: Language) -> str:
    """Write a difference with its sign."""
    return say("diff.minus" if figure < 0 else "diff.plus", figure=say.number(abs(figure), DIGITS))


def moves_data(changes: Sequence[Change], each: StoredMoves) -> dict[str, Any]:
    """Return the moves of one file as plain data; figures stand as decimals and, where they are not whole, exactly."""
    numbers = {id(change): number for number, change in enumerate(changes, 1)}
    return {
        "file": each.file,
        "unit": each.after.unit,
        "left": list(each.left),
        "moves": [_move_data(move, numbers) for move in each.moves],
    }


def _move_data(move: Move, numbers: Mapping[int, int]) -> dict[str, Any]:
    return {
        "id": move.id,
        "before": _node_data(move.before),
        "after": _node_data(move.after),
        **_figure("moved", move.moved),
        **_figure("rest", move.rest),
        "rest_from": move.rest_from,
        "band_changes": move.band_changes,
        "changes": _cited(move.changes, numbers),
        "reasons": [
            {
                "child": reason.child,
                "how": reason.how,
                "before": _term_data(reason.before),
                "after": _term_data(reason.after),
                **_figure("moved", reason.moved),
                "changes": _cited(reason.changes, numbers),
            }
            for reason in move.reasons
        ],
    }


def _node_data(node: NodeResult | None) -> dict[str, Any] | None:
    return None if node is None else {"state": node.state, **_figure("score", node.score), "band": node.band}


def _term_data(term: Term | None) -> dict[str, Any] | None:
    return None if term is None else {**_figure("score", term.score), **_figure("weight", term.weight)}


def _figure(name: str, figure: Any) -> dict[str, Any]:
    if figure is None:
        return {name: None}
    if figure.denominator == 1:
        return {name: int(figure)}
    return {name: float(figure), f"{name}_exact": f"{figure.numerator}/{figure.denominator}"}


def _cited(changes: Sequence[Change], numbers: Mapping[int, int]) -> list[int]:
    return sorted(numbers[id(change)] for change in changes if id(change) in numbers)
