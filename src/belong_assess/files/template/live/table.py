"""A hidden table of simple cells: rows by key, columns by name, so that formulas can say what they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from belong_assess.files.template.live.formula import Cells, Fixed, Formula, Operand, Scalar, formula

HEAD_ROW = 0
AROUND = 3
"""Rows around those of a table: its name, its headings, and an empty one."""

LONGEST = 4_500
"""So many rows a sheet: a return is read up to 5,000, and longer ones are said to be cut."""


class Table:
    """One hidden table: a row of headings, then a row for each key, whose name stands in the first column.

    Rows are added before whole columns are referred to.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: dict[str, int] = {}
        self.columns: dict[str, int] = {}
        self.cells: dict[tuple[int, int], Formula | Scalar] = {}

    def add(self, keys: Iterable[str]) -> None:
        """Make rows that formulas may refer to before they are filled."""
        for key in keys:
            self.rows.setdefault(key, len(self.rows) + 1)

    def put(self, key: str, **contents: Operand) -> None:
        """Fill cells of a row, which is new if its key is."""
        for name, content in contents.items():
            self.set(key, name, content)

    def set(self, key: str, column: str, content: Operand) -> None:
        """Fill one cell; a column may have any name."""
        self.add([key])
        place = self.columns.setdefault(column, len(self.columns) + 1)
        held = formula(content)
        self.cells[self.rows[key], place] = held.content if isinstance(held, Fixed) else held

    def at(self, key: str, column: str) -> Cells:
        """One cell. It may still be empty, but its row must be there."""
        place = self.columns.setdefault(column, len(self.columns) + 1)
        return Cells(self.name, place, self.rows[key], self.rows[key])

    def down(self, column: str, first: str | None = None, last: str | None = None) -> Cells:
        """A column, from its first row to its last or between two keys."""
        place = self.columns.setdefault(column, len(self.columns) + 1)
        begin = 1 if first is None else self.rows[first]
        end = max(1, len(self.rows)) if last is None else self.rows[last]
        return Cells(self.name, place, begin, end)

    def keys(self) -> Cells:
        """The column of the keys."""
        return Cells(self.name, 0, 1, max(1, len(self.rows)))

    def __contains__(self, key: object) -> bool:
        return key in self.rows

    def contents(self) -> Iterator[tuple[int, int, Formula | Scalar]]:
        """Every cell with its row and column, keys and headings included."""
        for name, column in {"": 0, **self.columns}.items():
            yield HEAD_ROW, column, name
        for key, row in self.rows.items():
            yield row, 0, key
        for (row, column), content in self.cells.items():
            yield row, column, content


def placed(tables: Iterable[Table], sheet: str) -> dict[str, tuple[str, int]]:
    """Put tables below each other, with a row for the name of each and one between them, on as many sheets as it takes."""
    places: dict[str, tuple[str, int]] = {}
    number, row = 1, 0
    for table in tables:
        height = len(table.rows) + AROUND
        if row and row + height > LONGEST:
            number, row = number + 1, 0
        places[table.name] = (sheet if number == 1 else f"{sheet} {number}"), row + 1
        row += height
    return places


def contents_of(tables: Iterable[Table]) -> dict[tuple[str, int, int], Formula | Scalar]:
    """The cells of some tables by sheet, row and column."""
    return {(table.name, row, column): content for table in tables for row, column, content in table.contents()}
