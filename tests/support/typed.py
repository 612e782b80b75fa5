"""What people type into a template, read twice: by the formulas of the live workbook, and by the reader of returns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from random import Random

from belong_assess.files.returns.cells import CellReader
from belong_assess.files.returns.data import DataReader
from belong_assess.files.returns.rows import Row
from belong_assess.files.returns.words import Words
from belong_assess.files.slots import COLUMNS
from belong_assess.files.submissions import submission_from
from belong_assess.files.template.lines import NAME, Extent
from belong_assess.files.template.live.calculation import Calculation
from belong_assess.files.template.live.formula import Cells, Formula
from belong_assess.files.template.live.functions import Held
from belong_assess.files.template.live.table import contents_of
from belong_assess.files.template.live.worked_out import Sheets
from belong_assess.files.template.prefill import DAY_ZERO, prefill
from belong_assess.files.template.tables import FIRST_ROW
from belong_assess.files.template.template import Template
from belong_assess.files.workbooks.grid import Content, Percent
from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Submission
from belong_assess.sheets.cells import Figure
from support.live import plain_cell

Cell = str | int | float | bool | date | Percent | None
Typed = Mapping[str, Cell]
"""What was typed, by place: a slot, or `slot@column` for another column than the answer."""

HUNDRED = 100


class Form:
    """One template on paper: where its cells stand, and the formulas that look at them."""

    def __init__(self, assessment: Assessment, tier: str) -> None:
        self.assessment = assessment
        self.tier = tier
        self.template = Template(assessment, Extent(tier), live=True)
        tables = (("Region", self.template.context()), ("Questions", self.template.questions()))
        self.rows = {
            line.slot.name: (sheet, row)
            for sheet, lines in tables
            for row, line in enumerate(lines, FIRST_ROW)
            if line.slot is not None
        }
        self.calculation = Calculation(self.template, self.rows, "More evidence")
        self.calculation.readings.raw(NAME)

    def move_rows(self, rng: Random) -> None:
        """Put the rows of each sheet into another order, behind the back of the formulas."""
        for sheet in {sheet for sheet, _ in self.rows.values()}:
            slots = [slot for slot, (name, _) in self.rows.items() if name == sheet]
            places = [self.rows[slot] for slot in slots]
            rng.shuffle(places)
            self.rows |= dict(zip(slots, places, strict=True))

    @cached_property
    def contents(self) -> dict[tuple[str, int, int], Formula | Held]:
        """Every formula, and the slots of the rows."""
        ids = {(sheet, row, 0): slot for slot, (sheet, row) in self.rows.items()}
        return {**contents_of(self.calculation.tables()), **ids}

    def filled(self, typed: Typed) -> Filled:
        """Fill it in."""
        cells: dict[tuple[str, int, int], Formula | Held] = {}
        formats = {}
        for where, content in typed.items():
            slot, _, column = where.partition("@")
            if slot not in self.rows:
                continue
            place = (*self.rows[slot], COLUMNS.index(column or "answer"))
            cells[place] = _held(content)
            if isinstance(content, (Percent, date)):
                formats[place] = "P" if isinstance(content, Percent) else "D"
        return Filled(self, Sheets({**self.contents, **cells}, ".", formats))

    def submission(self, typed: Typed) -> Submission:
        """The submission that the program reads from it."""
        columns = {code: place for place, code in enumerate(COLUMNS)}
        held: dict[str, list[Content]] = {}
        for where, content in typed.items():
            slot, _, column = where.partition("@")
            cells = held.setdefault(slot, [slot, *([None] * (len(COLUMNS) - 1))])
            cells[columns[column or "answer"]] = _content(content)
        rows = {slot: Row("Questions", 0, cells, columns) for slot, cells in held.items()}
        reader = DataReader(self.assessment, CellReader(Words(self.assessment, list), "typed.xlsx"), rows, {})
        head = {"questionnaire": self.assessment.questionnaire.id, "tier": self.tier}
        submission, problems = submission_from({**head, **reader.data()}, self.assessment, "typed.xlsx")
        assert submission is not None, problems
        return submission


def typed_of(assessment: Assessment, submission: Submission) -> Typed:
    """A submission as it would be typed, the evidence beyond the first piece left out."""
    cells = prefill(assessment, submission).cells.items()
    return {f"{slot}@{column}": float(c.number) if isinstance(c, Figure) else c for (slot, column), c in cells}


def _held(content: Cell) -> Held:
    """What a spreadsheet holds: percentages and days are numbers with a format."""
    match content:
        case Percent(number=number):
            return float(number) / HUNDRED
        case date():
            return (content - DAY_ZERO).days
        case _:
            return content


def _content(content: Cell) -> Content:
    """What the reader of workbooks makes of it."""
    if isinstance(content, float):
        return int(content) if content.is_integer() else Decimal(repr(content))
    return content


class Filled:
    """A form that is filled in, worked out as far as it is asked for."""

    def __init__(self, form: Form, sheets: Sheets) -> None:
        self.form = form
        self.sheets = sheets

    def at(self, cell: Cells) -> Held:
        """The value of a cell."""
        return self.sheets.shown(cell.sheet, cell.first, cell.column)

    def item(self, item_id: str, column: str) -> Held:
        """What a question comes to."""
        return self.at(self.form.calculation.items.at(item_id, column))

    def node(self, key: str, column: str) -> Held:
        """What an area, group or bar comes to."""
        return self.at(self.form.calculation.groups.at(key, column))

    @property
    def unread(self) -> list[str]:
        """The slots of which the formulas do not understand what is typed."""
        table = self.form.calculation.readings.table
        return [slot for slot in table.rows if self.at(table.at(slot, "code")) == "unread"]

    def table(self, name: str) -> dict[str, dict[str, str | float]]:
        """A hidden table, as one reads it from a file."""
        table = next(each for each in self.form.calculation.tables() if each.name == name)
        return {
            key: {column: _read(self.sheets.shown(name, row, place)) for column, place in table.columns.items()}
            for key, row in table.rows.items()
        }


def _read(held: Held) -> str | float:
    if held is None:
        return ""
    return float(held) if isinstance(held, (int, float)) and not isinstance(held, bool) else plain_cell(str(held))
