"""What our formulas give: the value that is written beside each, for programs that show a file without working it out."""

from __future__ import annotations

from collections.abc import Mapping

from belong_assess.files.template.live.formula import Call, Cells, Fixed, Formula, Pair
from belong_assess.files.template.live.functions import (
    ARITHMETIC,
    COMPARISONS,
    FUNCTIONS,
    NOT_AVAILABLE,
    OVER_ROWS,
    Column,
    Held,
    Mistake,
    alike,
    as_number,
    folded,
    half_up,
    is_true,
    last_reached,
    row_by_row,
    unescaped,
)

PLAIN = "G"
"""What CELL says of a cell without a format of its own."""

Place = tuple[str, int, int]


class Sheets:
    """What stands in the cells of a workbook; formulas are worked out when they are first asked for.

    `formats` holds what CELL says of those cells that have a format of their own: F, P or D for figure, percentage, day.
    """

    def __init__(
        self, cells: Mapping[Place, Formula | Held], decimal_mark: str, formats: Mapping[Place, str] | None = None
    ) -> None:
        self.cells = cells
        self.formats = {} if formats is None else formats
        self.decimal_mark = decimal_mark
        self.known: dict[Place, Held | Mistake] = {}
        self.columns: dict[Cells, Column] = {}
        self.rows: dict[tuple[str, int], list[int]] = {}
        for sheet, row, column in cells:
            self.rows.setdefault((sheet, column), []).append(row)
        self.places: dict[Cells, dict[Held, int]] = {}

    def value(self, sheet: str, row: int, column: int) -> Held:
        """The value of a cell. Raises Mistake for an error value."""
        place = (sheet, row, column)
        if place not in self.known:
            self.known[place] = self._found(self.cells.get(place))
        held = self.known[place]
        if isinstance(held, Mistake):
            raise held
        return held

    def shown(self, sheet: str, row: int, column: int) -> Held:
        """The value of a cell; an error by its code."""
        try:
            return self.value(sheet, row, column)
        except Mistake as mistake:
            return mistake.code

    def tried(self, content: Formula) -> Held:
        """The value of a formula that stands in no cell of these sheets; an error by its code."""
        found = self._found(content)
        return found.code if isinstance(found, Mistake) else found

    def _found(self, content: Formula | Held) -> Held | Mistake:
        if not isinstance(content, Formula):
            return content
        try:
            held = self.work_out(content)
        except Mistake as mistake:
            return mistake
        return 0 if held is None else held

    def work_out(self, content: Formula) -> Held:
        """The value of a formula where one value is asked for."""
        held = self._any(content)
        return held[0] if isinstance(held, tuple) else held

    def _any(self, content: Formula) -> Held | Column:
        match content:
            case Fixed(content=held):
                return held
            case Cells() if content.first == content.last:
                return self.value(content.sheet, content.first, content.column)
            case Cells():
                return self.column(content)
            case Pair(sign=sign, left=left, right=right):
                return row_by_row(lambda a, b: self._signed(sign, a, b), self._any(left), self._any(right))
            case Call():
                return self._called(content)
            case _:
                raise TypeError(content)

    def column(self, cells: Cells) -> Column:
        """The values of cells below each other."""
        if (known := self.columns.get(cells)) is None:
            held: list[Held] = [None] * (cells.last - cells.first + 1)
            for row in self.rows.get((cells.sheet, cells.column), ()):
                if cells.first <= row <= cells.last:
                    held[row - cells.first] = self.value(cells.sheet, row, cells.column)
            known = self.columns[cells] = tuple(held)
        return known

    def _signed(self, sign: str, left: Held, right: Held) -> Held:
        if sign == "&":
            return self.text(left) + self.text(right)
        if sign in COMPARISONS:
            return COMPARISONS[sign](*alike(left, right))
        if sign == "/" and as_number(right) == 0:
            raise Mistake("#DIV/0!")
        return ARITHMETIC[sign](as_number(left), as_number(right))

    def text(self, held: Held) -> str:
        """A value as the text that joining makes of it."""
        if held is None:
            return ""
        if isinstance(held, bool):
            return str(held).upper()
        if isinstance(held, str):
            return held
        return f"{held:.15g}".replace(".", self.decimal_mark)

    def _called(self, content: Call) -> Held | Column:
        match content.name, content.of:
            case "IF", (test, then, otherwise):
                return self._any(then if is_true(self.work_out(test)) else otherwise)
            case "IFERROR", (tried, otherwise):
                return self._tried(tried, otherwise)
            case "INDEX", (cells, number):
                return self._index(cells, number)
            case "MATCH", (sought, cells, kind):
                return self._match(sought, cells, kind)
            case "CELL", (_, cell):
                return self._format(cell)
            case "FIXED", (number, digits, _):
                return self._fixed(number, digits)
            case "NA", _:
                raise Mistake(NOT_AVAILABLE)
        given = [self._any(each) for each in content.of]
        if content.name in OVER_ROWS:
            return OVER_ROWS[content.name](given)
        return row_by_row(FUNCTIONS[content.name], *given)

    # functions that do not work out all that they are given, or that look at cells

    def _tried(self, content: Formula, otherwise: Formula) -> Held:
        try:
            return self.work_out(content)
        except Mistake:
            return self.work_out(otherwise)

    def _index(self, cells: Formula, number: Formula) -> Held:
        column, place = self._any(cells), int(as_number(self.work_out(number)))
        held = column if isinstance(column, tuple) else (column,)
        if not 1 <= place <= len(held):
            raise Mistake("#REF!")
        return held[place - 1]

    def _format(self, cell: Formula) -> Held:
        """What CELL says of a cell, which may be named by its column and its number there."""
        number = 1
        if isinstance(cell, Call):
            number = int(as_number(self.work_out(cell.of[1])))
            cell = cell.of[0]
        assert isinstance(cell, Cells)
        return self.formats.get((cell.sheet, cell.first + number - 1, cell.column), PLAIN)

    def _match(self, sought: Formula, cells: Formula, kind: Formula) -> Held:
        assert isinstance(cells, Cells)
        wanted = self.work_out(sought)
        if kind == Fixed(1):
            return last_reached(as_number(wanted), self.column(cells))
        if (known := self.places.get(cells)) is None:
            known = self.places[cells] = {}
            for place, held in enumerate(self.column(cells), 1):
                known.setdefault(folded(held), place)
        found = known.get(folded(unescaped(wanted)))
        if found is None or wanted is None:
            raise Mistake(NOT_AVAILABLE)
        return found

    def _fixed(self, number: Formula, digits: Formula) -> Held:
        places = int(as_number(self.work_out(digits)))
        shown = half_up(as_number(self.work_out(number)), places)
        return f"{shown:.{places}f}".replace(".", self.decimal_mark)
