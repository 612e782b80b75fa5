"""The rows of one region by the slots that they answer, whatever their order; what belongs to no slot, or twice, is told."""

from __future__ import annotations

from collections.abc import Callable

from belong_assess.files.returns.rows import Row
from belong_assess.files.slots import EVIDENCE, FILLED
from belong_assess.files.tables.columns import shown
from belong_assess.files.tables.grid import Grid
from belong_assess.files.tables.names import ANSWER, SHARE, Names
from belong_assess.files.tables.rows import Placed, pieced
from belong_assess.files.workbooks.grid import address
from belong_assess.files.workbooks.typed import text_of
from belong_assess.problems import Problem

READ = (*FILLED, SHARE)
"""The columns in which something may be filled in."""


class Answers:
    """Gathers the rows of one region. `twice` are the slots that are answered more than once, and differently.

    `near` looks for the names that are nearest to one that is unknown; `id_place` is the column of ids.
    """

    def __init__(self, grid: Grid, names: Names, near: Callable[[Names, str], str], id_place: int) -> None:
        self.grid = grid
        self.names = names
        self.near = near
        self.id_place = id_place
        self.rows: dict[str, Row] = {}
        self.more: dict[str, list[Row]] = {}
        self.twice: set[str] = set()
        self.problems: list[Problem] = []
        self._beside: dict[str, dict[str, Placed]] = {}
        self._further: dict[tuple[str, int], dict[str, Placed]] = {}

    def take(self, text: str, row: Row) -> None:
        """Take in a row by its id: a slot, or a slot with what stands beside it. Lines of the envelope are passed over."""
        name = self.names.name(text) if text else None
        if name is None:
            self._nameless(text, row)
        elif name.slot and name.column == ANSWER:
            self._put(name.slot, row)
        elif name.slot and (content := row.get(ANSWER)) is not None:
            held = self._beside.setdefault(name.slot, {}) if name.piece == 1 else self._piece(name.slot, name.piece)
            held.setdefault(name.column, Placed(content, row.cell(ANSWER)))

    def take_fact(self, text: str, row: Row) -> None:
        """Take in what stands in a column of its own; nothing where this questionnaire has no such fact."""
        name = self.names.name(text)
        if name is not None and name.slot and name.column == ANSWER:
            self._put(name.slot, row)

    def _piece(self, slot: str, piece: int) -> dict[str, Placed]:
        return self._further.setdefault((slot, piece), {})

    def finish(self) -> None:
        """Put together what stands in rows of its own."""
        for slot, beside in self._beside.items():
            row = self.rows.get(slot)
            own = {} if row is None else {each: Placed(row.get(each), row.cell(each)) for each in row.columns}
            self.rows[slot] = pieced(
                self.grid.sheet, {**beside, **{each: at for each, at in own.items() if at.content is not None}}
            )
        for (slot, _), held in sorted(self._further.items()):
            self.more.setdefault(slot, []).append(pieced(self.grid.sheet, held))

    def _put(self, slot: str, row: Row) -> None:
        filled = _filled(row)
        if not filled:
            return
        first = self.rows.get(slot)
        if first is None:
            self.rows[slot] = row
        elif all(column in EVIDENCE for column in filled):
            self.more.setdefault(slot, []).append(row)
        elif all(column in EVIDENCE for column in _filled(first)):
            self.rows[slot] = row
            self.more.setdefault(slot, []).insert(0, first)
        elif any(first.get(column) != row.get(column) for column in READ):
            self._again(slot, first, row)

    def _again(self, slot: str, first: Row, row: Row) -> None:
        self.twice.add(slot)
        readings = [shown(text_of(each.get(ANSWER))) or "–" for each in (first, row)]
        facts = {"item": slot, "found": readings[1], "first": readings[0], "cell": first.cell(ANSWER)}
        self.problems.append(Problem("return.twice", self.grid.where(row.cell(ANSWER)), facts))

    def _nameless(self, text: str, row: Row) -> None:
        """A row that belongs to no question: only what was written into it is missed."""
        filled = _filled(row)
        if not filled:
            return
        if text:
            facts = {"found": shown(text), "closest": self.near(self.names, text)}
            where = self.grid.where(address(row.number, self.id_place))
            self.problems.append(Problem("answer.unknown_item", where, facts))
        else:
            facts = {"found": shown(text_of(row.get(filled[0])))}
            self.problems.append(Problem("return.row_without_id", self.grid.where(row.cell(filled[0])), facts))


def _filled(row: Row) -> list[str]:
    return [column for column in row.columns if row.get(column) is not None]
