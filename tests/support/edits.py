"""What people do to a template before they send it back: one function for each thing, told by small mappings.

A place is a slot and a column (`A8.1`, `A8.1@note`; the answer where no column is named), or a sheet and a cell
(`Questions!F7`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from decimal import Decimal
from random import Random
from typing import Any

from belong_assess.files.slots import COLUMNS
from belong_assess.files.template.head import MARK
from support.grids import DAY, EMPTY, GENERAL, TEXT, Box, Grid, address, grids_in, place, workbook

Edit = Mapping[str, Any]
SHEETS = ("start", "region", "questions", "evidence", "meta", "lists", "counts")
"""The sheets of a template in their order, by words of ours: their names are in the language of the template."""

TABLES = ("region", "questions", "evidence")
DEEPEST_CODES = 40


class Return:
    """A workbook in the hands of whoever fills it in."""

    def __init__(self, content: bytes) -> None:
        self.grids = [grid.copy() for grid in grids_in(content)]
        self.sheets = dict(zip(SHEETS, self.grids, strict=False))
        self.columns = {word: codes_of(self.sheets[word]) for word in TABLES}

    def sheet(self, name: str) -> Grid:
        """A sheet by our word for it, else by its title."""
        return self.sheets[name] if name in self.sheets else next(grid for grid in self.grids if grid.title == name)

    def spot(self, where: str) -> tuple[Grid, int, int]:
        """The sheet, row and column of a place."""
        if "!" in where:
            name, _, cell = where.rpartition("!")
            return self.sheet(name), *place(cell)
        slot, _, column = where.partition("@")
        grid, row = self.row(slot)
        return grid, row, self.columns[self._word(grid)][column or "answer"]

    def box(self, where: str) -> Box:
        """The cell of a place."""
        grid, row, column = self.spot(where)
        return grid.at(row, column)

    def address(self, where: str) -> tuple[str, str]:
        """The title of the sheet and the address of a place."""
        grid, row, column = self.spot(where)
        return grid.title, address(row, column)

    def column_at(self, cell: str) -> str:
        """The code of the column of a cell among the questions."""
        return next(code for code, at in self.columns["questions"].items() if at == place(cell)[1])

    def row(self, slot: str) -> tuple[Grid, int]:
        """The row of a slot; `slot #2` is the second one that has it."""
        slot, _, number = slot.partition(" #")
        found = [held for word in TABLES for held in self._rows(word, slot)]
        assert found, f"no row of {slot}"
        return found[int(number or 1) - 1]

    def _rows(self, word: str, slot: str) -> Iterator[tuple[Grid, int]]:
        grid, at = self.sheets[word], self.columns[word].get("id", 0)
        return ((grid, number) for number in range(len(grid.rows)) if grid.at(number, at).value == slot)

    def _word(self, grid: Grid) -> str:
        return next(word for word, held in self.sheets.items() if held is grid)

    def apply(self, edit: Edit) -> None:
        """Do one thing."""
        (verb,) = [key for key in edit if key in VERBS]
        VERBS[verb](self, edit)

    def content(self) -> bytes:
        """The workbook as it is saved."""
        return workbook(self.grids)


def codes_of(grid: Grid) -> dict[str, int]:
    """Find the row of column codes."""
    for row in grid.rows[:DEEPEST_CODES]:
        if corner := [at for at, box in enumerate(row) if str(box.value).startswith(MARK)]:
            return {str(box.value): at for at, box in enumerate(row) if box.value in COLUMNS} | {"id": corner[0]}
    return {}


# what is typed


def put(held: Return, edit: Edit) -> None:
    """Type something into a cell, and leave a comment if one is told."""
    grid, row, column = held.spot(edit["at"])
    box = grid.at(row, column)
    for kind, content in edit.items():
        if kind in CONTENTS:
            box = CONTENTS[kind](content)
    box = box._replace(cached=edit.get("cached", box.cached), comment=edit.get("comment", ""))
    grid.put(row, column, box)


def _text(content: Any) -> Box:
    return Box(str(content), TEXT)


def _number(content: Any) -> Box:
    return Box(float(content) if isinstance(content, Decimal) else content)


CONTENTS: dict[str, Callable[[Any], Box]] = {
    "text": _text,
    "number": _number,
    "boolean": _number,
    "percent": lambda content: Box(float(Decimal(content) / 100), "0.0%"),
    "day": lambda content: Box(datetime.fromisoformat(str(content)), DAY),
    "time": lambda content: Box(time.fromisoformat(str(content)), "hh:mm"),
    "formula": lambda content: Box(content, GENERAL, "f"),
    "error": lambda content: Box(content, GENERAL, "e"),
    "blank": lambda content: EMPTY,
}


# what happens to rows


def insert_rows(held: Return, edit: Edit) -> None:
    """Put empty rows above the row of a slot; `cells` fill the first of them."""
    grid, row = held.row(edit["insert_above"])
    grid.rows[row:row] = [[] for _ in range(edit.get("count", 1))]
    _fill(held, grid, row, edit.get("cells", {}))


def add_row(held: Return, edit: Edit) -> None:
    """Type a row below a table."""
    grid = held.sheet(edit["add_row"])
    _fill(held, grid, len(grid.rows) - 1 + edit.get("below", 1), edit["cells"])


def fill_row(held: Return, edit: Edit) -> None:
    """Fill in the first free row of a table, as that of more evidence has them."""
    grid = held.sheet(edit["fill_row"])
    free = (
        row for row in range(2, len(grid.rows) + 2) if row >= len(grid.rows) or not any(box.value for box in grid.rows[row])
    )
    _fill(held, grid, next(free), edit["cells"])


def _fill(held: Return, grid: Grid, row: int, cells: Mapping[str, Any]) -> None:
    for column, content in cells.items():
        kind = "blank" if content == "" else "number" if isinstance(content, int | Decimal) else "text"
        grid.put(row, held.columns[held._word(grid)][column], CONTENTS[kind](content))


def delete_row(held: Return, edit: Edit) -> None:
    grid, row = held.row(edit["delete_row"])
    del grid.rows[row]


def delete_sheet_rows(held: Return, edit: Edit) -> None:
    """Delete rows by their number, from 1."""
    grid = held.sheet(edit["delete_sheet_rows"])
    grid.rows[:] = [row for number, row in enumerate(grid.rows, 1) if number not in edit["rows"]]


def copy_row(held: Return, edit: Edit) -> None:
    """Copy the row of a slot below everything else, changed here and there."""
    grid, row = held.row(edit["copy_row"])
    grid.rows.append(list(grid.rows[row]))
    _fill(held, grid, len(grid.rows) - 1, edit.get("cells", {}))


def reorder(held: Return, edit: Edit) -> None:
    """Bring the rows below the headings into another order: `shuffle`, `sort` by a column, or `reverse`."""
    word = edit["reorder"]
    grid, columns = held.sheet(word), held.columns[word]
    first = next(row for row in range(DEEPEST_CODES) if grid.at(row, columns["answer"]).value == "answer") + 2
    rows = list(enumerate(grid.rows))[first:]
    if "shuffle" in edit:
        Random(edit["shuffle"]).shuffle(rows)
    elif "sort" in edit:
        rows.sort(key=lambda row: str(grid.at(row[0], columns[edit["sort"]]).value or "~"))
    else:
        rows.reverse()
    grid.rows[first:] = [row for _, row in rows]


def hide_rows(held: Return, edit: Edit) -> None:
    for slot in edit["hide_rows"]:
        grid, row = held.row(slot)
        grid.hidden_rows.add(row)


def merge(held: Return, edit: Edit) -> None:
    """Merge the cells from one place to the one below it; what stood in the others is gone."""
    (grid, first, column), (_, last, _) = (held.spot(where) for where in edit["merge"])
    grid.merged.append(f"{address(first, column)}:{address(last, column)}")
    for row in range(first + 1, last + 1):
        grid.put(row, column, EMPTY)


# what happens to columns and sheets


def delete_column(held: Return, edit: Edit) -> None:
    word, code = edit["delete_column"].split("@")
    at = held.columns[word][code]
    for row in held.sheet(word).rows:
        del row[at : at + 1]
    held.columns[word] = codes_of(held.sheet(word))


def insert_column(held: Return, edit: Edit) -> None:
    """Put a column of one's own before another one."""
    word, code = edit["insert_column"].split("@")
    grid, at = held.sheet(word), held.columns[word][code]
    texts = dict(enumerate(edit.get("texts", ()), 1))
    for number, row in enumerate(grid.rows):
        row.extend([EMPTY] * (at - len(row)))
        row.insert(at, Box(texts.get(number) or None))
    held.columns[word] = codes_of(grid)


def hide_columns(held: Return, edit: Edit) -> None:
    word, _, codes = edit["hide_columns"].partition("@")
    held.sheet(word).hidden_columns |= {held.columns[word][code] for code in codes.split(",")}


def title_rows(held: Return, edit: Edit) -> None:
    """Put rows with texts above everything else."""
    held.sheet(edit["title_rows"]).rows[:0] = [[EMPTY, Box(text or None)] for text in edit["texts"]]


def delete_code_row(held: Return, edit: Edit) -> None:
    del held.sheet(edit["delete_code_row"]).rows[0]


def delete_sheet(held: Return, edit: Edit) -> None:
    held.grids.remove(held.sheet(edit["delete_sheet"]))


def rename_sheet(held: Return, edit: Edit) -> None:
    held.sheet(edit["rename_sheet"]).title = edit["to"]


def copy_sheet(held: Return, edit: Edit) -> None:
    copied = held.sheet(edit["copy_sheet"]).copy()
    copied.title = f"{copied.title} Copy"
    held.grids.append(copied)


def add_sheet(held: Return, edit: Edit) -> None:
    """Add a sheet of one's own with some rows; `first` puts it before all others."""
    grid = Grid(edit["add_sheet"], [[Box(text) for text in row] for row in edit.get("rows", ())])
    held.grids.insert(0 if edit.get("first") else len(held.grids), grid)


def take_sheet(held: Return, edit: Edit) -> None:
    """Put a sheet of another template in the place of ours."""
    from support.starts import start

    held.sheet(edit["take_sheet"]).rows = Return(start(**edit["of"]).content).sheet(edit["take_sheet"]).rows


def head(held: Return, edit: Edit) -> None:
    """Change what the file says of itself, in all its places or only where told."""
    keys = ("format", "questionnaire", "version", "hash", "tier", "scope", "language")
    for word in edit.get("only", ("meta", *TABLES)):
        grid = held.sheet(word)
        if word == "meta":
            for row in grid.rows:
                row[1] = Box(edit["head"].get(row[0].value, row[1].value))
            continue
        at = held.columns[word]["id"]
        number = next(number for number in range(DEEPEST_CODES) if str(grid.at(number, at).value).startswith(MARK))
        pieces = dict(zip(keys, str(grid.at(number, at).value).split("|"), strict=True)) | edit["head"]
        grid.put(number, at, Box("|".join(pieces[key] for key in keys)))


VERBS: dict[str, Callable[[Return, Edit], None]] = {
    "at": put, "insert_above": insert_rows, "add_row": add_row, "fill_row": fill_row, "delete_row": delete_row,
    "delete_sheet_rows": delete_sheet_rows,
    "copy_row": copy_row, "reorder": reorder, "hide_rows": hide_rows, "merge": merge, "delete_column": delete_column,
    "insert_column": insert_column, "hide_columns": hide_columns, "title_rows": title_rows,
    "delete_code_row": delete_code_row, "delete_sheet": delete_sheet, "rename_sheet": rename_sheet, "copy_sheet": copy_sheet,
    "add_sheet": add_sheet, "take_sheet": take_sheet, "head": head,
}  # fmt: skip
"""Every edit by the key that it is told by."""
