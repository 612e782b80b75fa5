"""A table of scores on the live sheet: a row for each, with words, range, coverage and the questions behind it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from belong_assess.files.template.live.calculation import Calculation
from belong_assess.files.template.live.formula import Cells, Formula, call, if_, is_number
from belong_assess.files.template.live.page import Page
from belong_assess.files.template.live.table import Table
from belong_assess.files.template.live.wording import Wording
from belong_assess.language.texts import Language
from belong_assess.sheets.styles import room_for
from belong_assess.sheets.writer import BookWriter
from belong_assess.values import value

HEADINGS = ("id", "title", "score", "words", "low", "high", "coverage", "counted", "open", "left_out")
ID, TITLE, SCORE, WORDS, LOW, HIGH, COVERAGE, COUNTED, OPEN, LEFT_OUT = range(len(HEADINGS))
FIGURES = (SCORE, LOW, HIGH, COVERAGE, COUNTED, OPEN, LEFT_OUT)
SECTION, HEAD, ROW = 24.0, 18.0, 16.5
"""Heights of rows in points."""

WHOLE, UNSEEN, COUNT = "0", ";;;", '0;-0;"–"'
"""Number formats: points; a figure that a chart needs and nobody should read as a number; how many, with a dash for none."""

LONGEST_ID = 5
SHRUNK = 1.2
"""A title that is too long by up to this factor is shown a little smaller, rather than on two lines in every row."""


@value
class Line:
    """One score of a table. A `shape` is seen in the chart alone; a bar has a number from so many questions up."""

    key: str
    title: str
    shape: bool = False
    bar_from: int | None = None

    @property
    def id(self) -> str:
        """The id that is shown."""
        return self.key.rpartition("/")[2]


@value
class Painted:
    """A table as it was painted, from the row of its title on; `first` is the row of its first score."""

    title: str
    top: int
    first: int
    lines: tuple[Line, ...]

    @property
    def end(self) -> int:
        """The row below it."""
        return self.first + len(self.lines)


class ScoreTables:
    """Paints tables of scores one below the other."""

    def __init__(self, page: Page, say: Language, calculation: Calculation, wording: Wording, figures: Table) -> None:
        self.page = page
        self.say = say
        self.calculation = calculation
        self.wording = wording
        self.figures = figures
        self.painted: list[Painted] = []

    def paint(self, title: str, lines: Sequence[Line]) -> Painted:
        """Paint a table with its title."""
        top, ids = self.page.row, all(len(line.id) <= LONGEST_ID for line in lines)
        self.page.put(title, "section", ID, TITLE)
        self.page.down(SECTION)
        self._headings(ids)
        table = Painted(title, top, self.page.row, tuple(lines))
        height = self._row_height(lines, ids)
        for line in lines:
            self._line(line, ids, "row.short" if height == ROW else "row.text")
            self.page.down(height)
        self.painted.append(table)
        return table

    def _headings(self, ids: bool) -> None:
        for column, key in enumerate(HEADINGS):
            look = "head.last" if column == LEFT_OUT else "head.number" if column in FIGURES else "head"
            if column == TITLE and not ids:
                continue
            title = self.say(f"workbook.column.{key if ids or column != ID else 'title'}")
            self.page.put(title, look, column, TITLE if column == ID and not ids else column)
        self.page.down(HEAD)

    def _row_height(self, lines: Sequence[Line], ids: bool) -> float:
        """One height for all rows, so that bars can stand beside them."""
        units = sum(self.page.widths[TITLE if ids else ID : SCORE])
        return max([ROW, *(room_for(line.title, "row.text", units * SHRUNK) for line in lines)])

    def _line(self, line: Line, ids: bool, look: str) -> None:
        put, at = self.page.put, self.calculation.groups.at
        self.wording.add(line.key, shape=line.shape, bar_from=line.bar_from)
        if ids:
            put(line.id, "row.text", ID)
        put(line.title, look, TITLE if ids else ID, TITLE)
        score = at(line.key, "score")
        put(score, "row.score", SCORE, format=UNSEEN if line.shape else WHOLE)
        put(self.wording.words(line.key), "row.short", WORDS)
        for column, end in ((LOW, "low"), (HIGH, "high")):
            put(self._end(line, at(line.key, end)), "row.number", column, format=WHOLE)
        none = at(line.key, "counted").equals(0)
        put(if_(none, "", at(line.key, "coverage")), "row.number", COVERAGE, format=self.say.percent_code())
        for column in (COUNTED, OPEN, LEFT_OUT):
            last = "row.last" if column == LEFT_OUT else "row.number"
            put(at(line.key, HEADINGS[column]), last, column, format=COUNT)
        self.figures.put(line.key, score=if_(is_number(score), score, call("NA")))

    def _end(self, line: Line, end: Cells) -> Formula | str:
        """An end of the range, where there is one beside the score."""
        at = self.calculation.groups.at
        return "" if line.shape else if_(at(line.key, "low").equals(at(line.key, "high")), "", end)


def show_decimals(
    writer: BookWriter,
    sheet: Worksheet,
    place: tuple[int, int, int, int],
    cuts: Sequence[Decimal],
    formats: Sequence[str],
    shift: int = 0,
) -> None:
    """Show one decimal more wherever rounding would seem to reach a cut point; `formats` go from one decimal up.

    `shift`: so many decimals are seen beyond those of the number itself, as with a share that is shown as a percentage.
    """
    cell = xl_rowcol_to_cell(place[0], place[1])
    for digits, code in reversed(list(enumerate(formats))):
        seems = ",".join(f"AND({cell}<{cut},ROUND({cell},{digits + shift})>={cut})" for cut in cuts)
        rule = f"=IF(ISNUMBER({cell}),OR({seems}),FALSE)"
        look = writer.book.add_format({"num_format": code})
        sheet.conditional_format(*place, {"type": "formula", "criteria": rule, "format": look, "stop_if_true": True})
