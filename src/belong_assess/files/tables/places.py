"""Where every value of a region stands in its table: answers by their slots, the envelope by its columns."""

from __future__ import annotations

from collections.abc import Mapping

from belong_assess.files.returns.places import CellPlaces
from belong_assess.files.returns.rows import Row
from belong_assess.files.tables.names import ANSWER, SHARE
from belong_assess.problems import Location, PathKey


class RegionPlaces(CellPlaces):
    """Finds the cell of a path; where a value has none of its own, the cell of the region's name."""

    def __init__(self, file: str, rows: Mapping[str, Row], more: Mapping[str, list[Row]], envelope: Row, home: str) -> None:
        super().__init__(file, envelope.sheet, rows, more)
        self.envelope = envelope
        self.home = home

    def where(self, path: PathKey) -> Location:
        """Return the cell of a value; where it has none of its own, of its answer, and at last of the region."""
        row, column = self._found(path)
        if len(path) == 1 and path[0] in self.envelope.columns:
            row, column = self.envelope, str(path[0])
        if row is None:
            return Location(self.file, path=path, sheet=self.sheet, cell=self.home)
        return Location(self.file, path=path, sheet=row.sheet, cell=row.cell(self._nearest(row, path, column)))

    def _nearest(self, row: Row, path: PathKey, column: str) -> str:
        known = (SHARE if SHARE in path else column, ANSWER, *row.columns)
        return next(each for each in known if each in row.columns)
