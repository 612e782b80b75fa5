"""Where every value of a region stands in its table: answers by their slots, the envelope by its columns."""

from __future__ import annotations

from collections.abc import Mapping

from belong_assess.files.returns.places import CellPlaces
from belong_assess.files.returns.rows import Row
from belong_assess.files.tables.names import SHARE
from belong_assess.problems import Location, PathKey


class RegionPlaces(CellPlaces):
    """Finds the cell of a path; where a value has none of its own, the cell of the region's name."""

    def __init__(self, file: str, rows: Mapping[str, Row], more: Mapping[str, list[Row]], envelope: Row, home: str) -> None:
        super().__init__(file, envelope.sheet, rows, more)
        self.envelope = envelope
        self.home = home

    def where(self, path: PathKey) -> Location:
        """Return the cell of a value, or of the nearest value around it."""
        found = super().where(path)
        cell = self._cell(path) or found.cell or self.home
        return Location(self.file, path=path, sheet=found.sheet, cell=cell)

    def _cell(self, path: PathKey) -> str:
        match path:
            case (str(key), *_) if key in self.envelope.columns:
                return self.envelope.cell(key)
            case (_, str(asked), "share", *_) if asked in self.rows and SHARE in self.rows[asked].columns:
                return self.rows[asked].cell(SHARE)
            case _:
                return ""
