"""Where every value of a submission stood in its spreadsheet, by the path that it has in the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from belong_assess.files.returns.rows import Row
from belong_assess.files.slots import FIELD, PRESET
from belong_assess.problems import Location, PathKey


def slot_of(path: PathKey) -> tuple[str, str] | None:
    """Return the slot and column in which a template has the value of a path."""
    match path:
        case ("context" | "answers", str(asked), "evidence", int(), *rest):
            return asked, str(rest[0]) if rest else "title"
        case ("context" | "answers", str(asked), *rest):
            key = next((str(each) for each in rest if each != ""), "")
            return asked, COLUMN_OF.get(key, "answer")
        case ("competences", "preset", *_):
            return PRESET, "answer"
        case ("competences", "fields" | "confirmed", str(field), *rest):
            return f"{FIELD}{field}", _column_of_field(path, rest)
        case _:
            return None


def _column_of_field(path: PathKey, rest: Sequence[str | int]) -> str:
    return "confirmed" if path[1] == "confirmed" else "holder" if "holder" in rest else "answer"


COLUMN_OF = {
    "comment": "note", "by": "by", "who": "who", "confidence": "confidence", "basis": "basis", "law": "holder",
    "holder": "holder", "reason": "reason", "confirmed_by": "confirmed",
}  # fmt: skip
"""The column in which a key of an answer stands."""

ENVELOPE = ((), *((key,) for key in ("format", "questionnaire", "version", "hash", "tier", "scope", "status", "language")))
"""What a file says of itself: that stands in the corner of each table."""


class CellPlaces:
    """Finds the cell of a path; the nearest one around it where there is none."""

    def __init__(
        self, file: str, sheet: str, rows: Mapping[str, Row], more: Mapping[str, list[Row]], corner: str = ""
    ) -> None:
        self.file = file
        self.sheet = sheet
        self.rows = rows
        self.more = more
        self.corner = corner
        self._slots: Mapping[tuple[str, str], tuple[str, str]] | None = None

    def where(self, path: PathKey) -> Location:
        """Return the cell of a value, or of the nearest value around it."""
        row, column = self._found(path)
        if row is None:
            cell = self.corner if path[:1] in ENVELOPE else ""
            return Location(self.file, path=path, sheet=self.sheet, cell=cell)
        return Location(self.file, path=path, sheet=row.sheet, cell=row.cell(column))

    def slot_at(self, sheet: str, cell: str) -> tuple[str, str] | None:
        """Return the slot and column of a cell; `None` for cells that belong to no question."""
        if self._slots is None:
            self._slots = {
                (row.sheet, row.cell(column)): (name, column) for name, row in self.rows.items() for column in row.columns
            }
        return self._slots.get((sheet, cell))

    def _found(self, path: PathKey) -> tuple[Row | None, str]:
        match path:
            case ("context" | "answers", str(asked), "evidence", int(index), *rest):
                column = str(rest[0]) if rest else "title"
                own = asked in self.rows and self._has_evidence(asked)
                if own and index == 0:
                    return self.rows[asked], column
                beyond = index - own
                more = self.more.get(asked, [])
                return (more[beyond], column) if beyond < len(more) else (self._row(asked), "title")
            case ("context" | "answers", str(asked), str(key), *rest):
                below = f"{asked}/{rest[0] if rest else f'#{key}'}"
                if below in self.rows:
                    return self.rows[below], "answer"
                return self._row(asked), self._column(asked, key)
            case ("context" | "answers", str(asked)):
                return self._row(asked), "answer"
            case ("competences", "preset", *_):
                return self.rows.get(PRESET), "answer"
            case ("competences", "fields" | "confirmed", str(field), *rest):
                return self.rows.get(f"{FIELD}{field}"), _column_of_field(path, rest)
            case _:
                return None, ""

    def _row(self, asked: str) -> Row | None:
        """The row of a question; where it was removed, one that belongs to it."""
        if asked in self.rows:
            return self.rows[asked]
        below = (row for name, row in self.rows.items() if name.startswith(f"{asked}/"))
        return next(below, None) or next(iter(self.more.get(asked, ())), None)

    def _column(self, asked: str, key: str) -> str:
        """Reasons of their own have a column; that something does not apply is chosen together with its reason."""
        column = COLUMN_OF.get(key, "answer")
        row = self.rows.get(asked)
        return "answer" if key == "reason" and (row is None or row.get(column) is None) else column

    def _has_evidence(self, asked: str) -> bool:
        return any(self.rows[asked].get(column) is not None for column in ("title", "reference", "date", "kind"))
