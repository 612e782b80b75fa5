"""What each question weighs in each area, group and bar: a row for each question, a column for each of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from belong_assess.files.template.live.formula import Cells
from belong_assess.files.template.live.table import Table

WIDEST = 40
"""So many columns a sheet: a return is read up to 60, and wider ones are said to be cut."""


class Weights:
    """The hidden tables of weights, all with the same rows as the table of questions."""

    def __init__(self, asked: Sequence[str]) -> None:
        self.asked = asked
        self.tables: list[Table] = []
        self.of: dict[str, Table] = {}

    def add(self, key: str, weights: Mapping[str, Decimal | int]) -> None:
        """Note what questions weigh in a node; the others weigh 0."""
        if not self.tables or len(self.tables[-1].columns) == WIDEST:
            self.tables.append(Table(f"weights {len(self.tables) + 1}"))
        self.of[key] = self.tables[-1]
        for item_id in self.asked:
            self.of[key].set(item_id, key, weights.get(item_id, 0))

    def down(self, key: str) -> Cells:
        """The weight of each question in a node."""
        return self.of[key].down(key)
