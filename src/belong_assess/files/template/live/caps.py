"""What holds a score down: each cap in a row, with the truth of its condition and the points it allows."""

from __future__ import annotations

from belong_assess.files.template.live.formula import Cells, Formula, any_, if_, least
from belong_assess.files.template.live.means import FULL
from belong_assess.files.template.live.predicates import Predicates
from belong_assess.files.template.live.table import Table
from belong_assess.files.template.live.truths import TRUE, UNKNOWN
from belong_assess.model.indicators import Cap


class Caps:
    """The hidden table of caps."""

    def __init__(self, predicates: Predicates) -> None:
        self.predicates = predicates
        self.table = Table("caps")

    def applied(
        self, caps: tuple[Cap, ...], score: Formula, low: Formula, high: Formula
    ) -> tuple[Formula, Formula, Formula]:
        """Apply caps to a score and its range: an open condition touches only the low end; several caps, the lowest."""
        for cap in caps:
            self._add(cap)
        holding = [self.table.at(cap.id, "holds") for cap in caps]
        possible = [self.table.at(cap.id, "may_hold") for cap in caps]
        return least(score, *holding), least(low, *possible), least(high, *holding)

    def truth(self, cap: Cap) -> Cells:
        """The truth of a cap's condition."""
        return self.table.at(cap.id, "truth")

    def _add(self, cap: Cap) -> None:
        put, at = self.table.put, self.table.at
        put(cap.id, truth=self.predicates.add(cap.id, cap.when))
        truth = at(cap.id, "truth")
        put(cap.id, holds=if_(truth.equals(TRUE), cap.at_most, FULL))
        put(cap.id, may_hold=if_(any_(truth.equals(TRUE), truth.equals(UNKNOWN)), cap.at_most, FULL))
