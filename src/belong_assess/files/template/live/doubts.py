"""The ends of a range where a counted answer may still turn out not to be asked, or an absent one to count 0.

Such an answer is taken in or left out, whichever gives the lower (higher) mean. Because a score moves a mean towards itself,
the best choice takes in all those up to some score (down to some score): each doubtful answer stands for one such choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from belong_assess.files.template.live.formula import Cells, Formula, call, greatest, if_, least, most, total
from belong_assess.files.template.live.items import Items
from belong_assess.files.template.live.means import FULL, logarithm, mean
from belong_assess.files.template.live.outline import Gathering
from belong_assess.files.template.live.table import Table

End = Literal["low", "high"]


class Doubts:
    """The hidden table of doubts: one row for each question of an area or bar that may be doubtful."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.table = Table("doubts")

    def ends(self, node: Gathering, doubtful: Sequence[str]) -> tuple[Formula, Formula]:
        """The lowest and the highest mean that are still possible."""
        rows = [f"{node.key}:{item}" for item in doubtful]
        for row, item in zip(rows, doubtful, strict=True):
            inside = self.items.at(item, "may_leave") + self.items.at(item, "may_be_zero")
            self.table.put(row, inside=inside, weight=node.weights[item], score=self.items.at(item, "points"))
        choices = _Choices(self.items, self.table, node, rows)
        return choices.of_the_least() if node.aggregation == "minimum" else choices.over_rows()


class _Choices:
    """The choices over the doubtful questions of one node; `weights`, `fixed` and the ends are columns of all questions."""

    def __init__(self, items: Items, table: Table, node: Gathering, rows: Sequence[str]) -> None:
        self.aggregation = node.aggregation
        self.items = items
        self.table = table
        self.rows = rows
        self.weights = items.weights.down(node.key)
        self.fixed = items.down("fixed")

    def over_rows(self) -> tuple[Formula, Formula]:
        """Every choice is worked out in its row."""
        for row in self.rows:
            own = self.table.at(row, "score")
            for end, taken in (("low", self._down("score") <= own), ("high", self._down("score") >= own)):
                chosen = self._mean(end, self._down("inside") * taken)  # type: ignore[arg-type]
                self.table.set(row, end, if_(self.table.at(row, "inside").equals(1), chosen, ""))
        stays = total(self.weights * self.fixed) > 0
        low, high = (mean(self.aggregation, self.weights, self.items.down(end), self.fixed) for end in ("low", "high"))
        return least(if_(stays, low, FULL), self._down("low")), most(if_(stays, high, 0), self._down("high"))

    def of_the_least(self) -> tuple[Formula, Formula]:
        """Of the least, the low end takes every doubtful answer in, and the high end none if it can."""
        inside, score = self._down("inside"), self._down("score")
        low, high = (mean("minimum", self.weights, self.items.down(end), self.fixed) for end in ("low", "high"))
        stays = total(self.weights * self.fixed) > 0
        return least(low, FULL - greatest(inside * (FULL - score))), if_(stays, high, greatest(inside * score))

    def _mean(self, end: End, taken: Formula) -> Formula:
        """The mean of what is fixed together with the doubtful rows that are taken in."""
        values, weights, score = self.items.down(end), self._down("weight"), self._down("score")
        weight = total(self.weights * self.fixed) + total(weights * taken)
        if self.aggregation == "arithmetic":
            return (total(self.weights * self.fixed * values) + total(weights * taken * score)) / weight
        none = total(self.fixed * (self.weights > 0) * (values <= 0)) + total(taken * (score <= 0)) > 0
        logarithms = total(self.weights * self.fixed * logarithm(values)) + total(weights * taken * logarithm(score))
        return if_(none, 0, call("EXP", logarithms / weight))

    def _down(self, column: str) -> Cells:
        return self.table.down(column, self.rows[0], self.rows[-1])
