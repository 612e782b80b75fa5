"""What is said of a table as a whole, and when: errors before its regions, all else with the first of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from belong_assess.files.tables.asked import Asked
from belong_assess.files.tables.envelope import assumed
from belong_assess.files.tables.grid import Grid, RegionRead
from belong_assess.files.tables.kinds import Head
from belong_assess.files.tables.places import RegionPlaces
from belong_assess.problems import Problem, has_errors


class Opening:
    """The beginning of one table. `lines` are the lines of the envelope that it has places for.

    `names` are the names of its questions; `meant` is the questionnaire that they belong to, where that is known
    already; it becomes empty where several know them.
    """

    def __init__(
        self, grid: Grid, head: Head, asked: Asked, lines: Mapping[str, int], names: Sequence[str], meant: str = ""
    ) -> None:
        self.asked = asked
        self.lines = lines
        self.names = names
        self.where = grid.where(head.cell(min(head.texts)))
        self.candidates = (meant,) if meant else asked.meant_by(names)
        self.meant = self.candidates[0] if len(self.candidates) == 1 else ""

    def regions(self, said: Sequence[Problem], reads: Iterator[RegionRead]) -> Iterator[RegionRead]:
        """Return the regions of a table, with what is to be said of it."""
        if not self.meant and "questionnaire" not in self.lines:
            yield RegionRead(None, [*said, self.several_meant() if self.names else self._no_regions()])
            return
        if has_errors(said):
            yield RegionRead(None, [*said])
            said = ()
        first = next(reads, RegionRead(None, [self._no_regions()]))
        yield first._replace(problems=[*said, *self._assumptions(first), *first.problems])
        yield from reads

    def several_meant(self, cell: str = "") -> Problem:
        """Say that several questionnaires may be meant."""
        where = replace(self.where, cell=cell or self.where.cell)
        return Problem("table.several_meant", where, {"found": ", ".join(self.candidates)})

    def _no_regions(self) -> Problem:
        return Problem("table.no_regions", self.where)

    def _assumptions(self, first: RegionRead) -> Iterator[Problem]:
        """Say what was taken because the first region says nothing of it."""
        if first.raw is None or not isinstance(first.raw.document, RegionPlaces):
            return
        said = first.raw.document.envelope
        words = self.asked.words(first.raw.questionnaire, first.raw.version)
        taken = (
            {} if words is None else assumed(words.assessment, [line for line in said.columns if said.get(line) is not None])
        )
        if taken:
            yield Problem("table.assumed", self.where, {"missing": ", ".join(taken), "taken": ", ".join(taken.values())})
