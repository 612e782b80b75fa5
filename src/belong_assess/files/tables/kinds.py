"""Which kind of table stands on a sheet, by its first rows: where its names are, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Literal

from belong_assess.files.tables.grid import Cells, Grid, is_blank
from belong_assess.files.tables.names import ANSWER, REGION, REGIONS, Names, column_code, headings, tight
from belong_assess.files.template.head import MARK, corner_pairs
from belong_assess.files.workbooks.grid import Damaged, address
from belong_assess.files.workbooks.typed import text_of
from belong_assess.problems import Problem
from belong_assess.values import value

Kind = Literal["template", "wide", "turned", "long"]

LAST_HEAD_ROW = 12
"""So far down the names of columns are looked for: people put titles and logos above a table."""

FIRST_COLUMNS = 6
"""So far to the right the names of rows are looked for, where regions stand side by side."""

LOOKED_AT = 40
"""Rows that are looked at, so that names below each other can be told from a chance."""

LEAST_NAMES = 2
MOST_COLUMNS = 4_000
"""So many columns are looked at: no table needs more, even with all that may stand beside every answer."""

IDS = ("id", "item", "questionid", "variable", "key", "no", "question")
ANSWERS = (ANSWER, "value", "response")
FORM = frozenset(("question", "help", ANSWER))
"""Columns that stand together in templates alone."""

RESULTS = frozenset(("state", "score", "coverage"))
"""Columns that only the results of this program have."""


@value
class Head:
    """What the first rows say. `line` is the row of the names, or their column where regions stand side by side.

    `texts` are the names as they are written, by their place along the line. `columns` are the codes of a long table.
    """

    kind: Kind
    line: int
    texts: Mapping[int, str]
    columns: Mapping[str, int]

    @property
    def turned(self) -> bool:
        """Say whether regions stand side by side."""
        return self.kind == "turned"

    def cell(self, place: int) -> str:
        """Return the address of a name."""
        return address(place, self.line) if self.turned else address(self.line, place)


def first_rows(grid: Grid) -> list[Cells]:
    """Return the rows that are looked at, or those before the first that cannot be read. Raises `Damaged` without any."""
    rows: list[Cells] = []
    try:
        for row in islice(grid.rows(), LOOKED_AT):
            rows.append(row if len(row) <= MOST_COLUMNS else row[:MOST_COLUMNS])  # noqa: PERF401 (kept where it breaks off)
    except Damaged:
        if not rows:
            raise
    return rows


def beyond(grid: Grid, head: Head) -> list[Problem]:
    """Say so where names stand further to the right than is read."""
    row = next(islice(grid.rows(), head.line, None), ())
    if head.turned or all(map(is_blank, row[MOST_COLUMNS:])):
        return []
    where = grid.where(address(head.line, MOST_COLUMNS))
    return [Problem("table.too_many_columns", where, {"expected": str(MOST_COLUMNS)})]


def head_of(rows: Sequence[Cells], names: Names) -> Head | None:
    """Find the head of a table in its first rows."""
    top = rows[:LAST_HEAD_ROW]
    if is_template(rows):
        return Head("template", 0, {}, {})
    if is_results(rows) or is_form(rows):
        return None
    for number, row in enumerate(top):
        if (columns := _long_columns(row, names)) is not None:
            return Head("long", number, _texts(row), columns)
    return _named(rows, top, names)


def is_template(rows: Sequence[Cells]) -> bool:
    """Say whether a template has come back: it has what it is in the first cell of its table."""
    cells = (cell for row in rows for cell in row if isinstance(cell, str) and cell.startswith(MARK))
    return any(corner_pairs(cell) is not None for cell in cells)


def is_results(rows: Sequence[Cells]) -> bool:
    """Say whether these are results of this program, which hold no answers to score."""
    words = ({tight(cell) for cell in row if isinstance(cell, str)} for row in rows[:LAST_HEAD_ROW])
    return any(held >= RESULTS for held in words)


def is_form(rows: Sequence[Cells]) -> bool:
    """Say whether this is a sheet of a template that has lost its keys: only there questions are explained."""
    return any({column_code(cell) for cell in row if isinstance(cell, str)} >= FORM for row in rows[:LAST_HEAD_ROW])


def _named(rows: Sequence[Cells], top: Sequence[Cells], names: Names) -> Head | None:
    """A table with names of questions in a row, or in a column: the line that has most of them."""
    across = {number: _count(row, names) for number, row in enumerate(top)}
    columns = {place: [row[place] if place < len(row) else None for row in rows] for place in range(FIRST_COLUMNS)}
    down = {place: _count(column, names) for place, column in columns.items()}
    row = max(across, key=lambda number: across[number], default=0)
    place = max(down, key=lambda place: down[place])
    if max(across.get(row, 0), down[place]) < LEAST_NAMES:
        return None
    if across[row] >= down[place]:
        return Head("wide", row, _texts(rows[row]), {})
    return Head("turned", place, _texts(columns[place]), {})


def _count(cells: Iterable[object], names: Names) -> int:
    """Count different names; without any place for an answer there are none."""
    found = {name for cell in cells if isinstance(cell, str) and (name := names.name(cell)) is not None}
    return len(found) if any(name.slot for name in found) else 0


def _texts(cells: Cells) -> dict[int, str]:
    return {place: text_of(cell).strip() for place, cell in enumerate(cells) if not is_blank(cell)}


# a row for each answer


def _long_columns(row: Cells, names: Names) -> dict[str, int] | None:
    """Return the columns of a long table by their codes; `None` where the row is not the head of one."""
    texts = _texts(row)
    words = {tight(text): place for place, text in reversed(texts.items())}
    id_ = next((words[word] for word in _id_words() if word in words), None)
    answer = _first(texts, words)
    if id_ is None or answer is None or id_ == answer:
        return None
    held = {"id": id_, ANSWER: answer}
    for place, text in texts.items():
        code = REGION if _is_region(text, names) else column_code(text)
        if place not in (id_, answer) and code and code not in held:
            held[code] = place
    return held


def _first(texts: Mapping[int, str], words: Mapping[str, int]) -> int | None:
    found = next((words[word] for word in ANSWERS if word in words), None)
    return found if found is not None else next((at for at, text in texts.items() if column_code(text) == ANSWER), None)


def _is_region(text: str, names: Names) -> bool:
    name = names.name(text)
    return tight(text) in REGIONS or (name is not None and name.slot == REGION)


@lru_cache(maxsize=1)
def _id_words() -> tuple[str, ...]:
    """What the column of ids may be called, the plainest first."""
    shown = [tight(word) for code in ("id", "no", "question") for word in headings(f"template.column.{code}")]
    return (*IDS, *shown)
