"""Where the places of one method stand in a table: worked out once, so that a region costs only its filled cells."""

from __future__ import annotations

from collections.abc import Mapping

from belong_assess.files.returns.rows import Row
from belong_assess.files.tables.grid import Cells
from belong_assess.files.tables.names import ANSWER, REGION, Name, names_of
from belong_assess.model.assessment import Assessment
from belong_assess.values import value

BLANK = (None, "")
Places = Mapping[str, int]
"""Where the columns of one slot stand, by their codes."""


@value
class Layout:
    """The places of a method in a table.

    `answers`: where slots have their answer. `beside`: where some have more than that. `further`: further pieces of
    evidence, by the question that they belong to. `strangers`: places whose names belong to other methods.
    """

    answers: tuple[tuple[str, int, Places], ...]
    beside: tuple[tuple[str, tuple[int, ...], Places], ...]
    further: tuple[tuple[str, tuple[int, ...], Places], ...]
    strangers: tuple[int, ...]
    region: int | None
    width: int

    def rows(self, sheet: str, number: int, cells: Cells, *, turned: bool) -> dict[str, Row]:
        """Return what stands under each slot: nothing where it is blank, the answer alone where nothing stands beside it."""
        held = {
            slot: Row(sheet, number, cells, columns, turned)
            for slot, place, columns in self.answers
            if (content := cells[place]) is not None and content != ""
        }
        for slot, places, columns in self.beside:
            if any(cells[place] not in BLANK for place in places):
                held[slot] = Row(sheet, number, cells, columns, turned)
        return held

    def more(self, sheet: str, number: int, cells: Cells, *, turned: bool) -> dict[str, list[Row]]:
        """Return further evidence by the question that it belongs to."""
        held: dict[str, list[Row]] = {}
        for asked, places, columns in self.further:
            if any(cells[place] not in BLANK for place in places):
                held.setdefault(asked, []).append(Row(sheet, number, cells, columns, turned))
        return held


def layout_of(named: Mapping[int, str], assessment: Assessment) -> Layout:
    """Work out where the places of a method stand among the names of a table."""
    names = names_of(assessment)
    read = {place: names.name(text) for place, text in named.items()}
    first: dict[str, dict[str, int]] = {}
    further: dict[tuple[str, int], dict[str, int]] = {}
    for place, name in read.items():
        if name is not None and name.piece == 1:
            first.setdefault(name.slot, {})[name.column] = place
        elif name is not None:
            further.setdefault((name.slot, name.piece), {})[name.column] = place
    return Layout(
        tuple((slot, columns[ANSWER], {ANSWER: columns[ANSWER]}) for slot, columns in first.items() if ANSWER in columns),
        tuple((slot, _beside(columns), columns) for slot, columns in first.items() if columns.keys() - {ANSWER}),
        tuple((slot, _beside(columns), columns) for (slot, _), columns in sorted(further.items())),
        tuple(place for place, name in read.items() if name is None),
        next((place for place, name in read.items() if name == Name(REGION)), None),
        max(named, default=-1) + 1,
    )


def _beside(columns: Places) -> tuple[int, ...]:
    return tuple(place for column, place in columns.items() if column != ANSWER)


def padded(cells: Cells, width: int) -> Cells:
    """Lengthen a row that ends early: programs leave blank cells at its end out."""
    return cells if len(cells) >= width else [*cells, *[None] * (width - len(cells))]
