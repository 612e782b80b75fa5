"""The first sheet of a template: what it is, how to fill it in, how far one has come, and what is open next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import quote_sheetname, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from belong_assess.files.template.head import COUNTS
from belong_assess.files.template.lines import NAME, Line
from belong_assess.files.template.prefill import Prefill
from belong_assess.files.template.tables import ANSWER, protect
from belong_assess.files.template.template import Template
from belong_assess.sheets.cells import Figure
from belong_assess.sheets.pages import page_numbers
from belong_assess.sheets.styles import room_for
from belong_assess.sheets.writer import BookWriter, lay_out, set_widths

SHEET_WIDTHS = (52.0, 13.0, 13.0, 13.0, 24.0)
LAST = len(SHEET_WIDTHS) - 1
CORNER_COLUMN = 3
STEPS = ("cells", "answers", "ticks", "special", "shares", "evidence", "by", "free", "back")


class Counts:
    """The hidden sheet that says of every question whether it has an answer, wherever its row was moved to.

    What the file is stands on it, too, so that nobody takes its figures for answers where all other sheets have lost theirs.
    """

    def __init__(
        self, writer: BookWriter, rows: Mapping[str, tuple[str, int]], lines: Sequence[Line], prefill: Prefill, corner: str
    ) -> None:
        self.writer = writer
        self.sheet = writer.sheet(COUNTS)
        self.sheet.hide()
        self.sheet.write_string(0, CORNER_COLUMN, corner)
        self.filled = {slot for slot, column in prefill.cells if column == "answer"}
        self.last_row = {name: max(row for sheet, row in rows.values() if sheet == name) for name, _ in rows.values()}
        self.ranges: dict[str, tuple[int, int]] = {}
        self.done: dict[str, int] = {}
        self.first_open: dict[str, str] = {}
        counted = [line for line in lines if line.counts and line.slot is not None]
        for number, line in enumerate(counted):
            self._count(number, line, rows)

    def _count(self, number: int, line: Line, rows: Mapping[str, tuple[str, int]]) -> None:
        assert line.slot is not None
        name = line.slot.name
        table, _ = rows[name]
        done = any(slot == name or slot.startswith(f"{name}/") for slot in self.filled)
        self.sheet.write_string(number, 0, line.no or line.text)
        self.sheet.write_string(number, 1, name)
        ids, answers = (_column(table, column, self.last_row[table]) for column in (0, ANSWER))
        here = f"$B{number + 1}"
        counted = f'COUNTIFS({ids},{here},{answers},"<>")+COUNTIFS({ids},{here}&"/*",{answers},"<>")'
        self.sheet.write_formula(number, 2, f"=IF({counted}>0,1,0)", None, int(done))
        first, _ = self.ranges.get(line.section, (number, number))
        self.ranges[line.section] = (first, number)
        self.done[line.section] = self.done.get(line.section, 0) + done
        if not done:
            self.first_open.setdefault(line.section, line.no or line.text)


def _column(sheet: str, column: int, last: int) -> str:
    letter = xl_col_to_name(column)
    return f"{quote_sheetname(sheet)}!${letter}$1:${letter}${last + 1}"


def paint_start(
    writer: BookWriter, sheet: Worksheet, template: Template, counts: Counts, rows: Mapping[str, tuple[str, int]]
) -> None:
    """Paint the first sheet."""
    painting = _Start(writer, sheet, template)
    painting.title(rows)
    painting.notices()
    painting.how_to()
    painting.progress(counts)
    painting.close()


class _Start:
    """Goes down the sheet row by row."""

    def __init__(self, writer: BookWriter, sheet: Worksheet, template: Template) -> None:
        self.writer = writer
        self.sheet = sheet
        self.template = template
        self.say = template.say
        self.row = 0
        self.height = 0.0
        set_widths(sheet, SHEET_WIDTHS)

    def down(self, height: float) -> None:
        self.sheet.set_row(self.row, height)
        self.height += height
        self.row += 1

    def wide(self, text: str, look: str, least: float = 16.0) -> None:
        """One text over the whole width."""
        self.sheet.merge_range(self.row, 0, self.row, LAST, "", self.writer.format(look))
        self.writer.put(self.sheet, self.row, 0, text, look)
        self.down(max(least, room_for(text, look, sum(SHEET_WIDTHS))))

    def title(self, rows: Mapping[str, tuple[str, int]]) -> None:
        asked, say = self.template.assessment.questionnaire, self.say
        self.wide(f"{asked.title} {asked.version}", "page.title", 20.0)
        if NAME in rows:
            table, row = rows[NAME]
            cell = f"{quote_sheetname(table)}!${xl_col_to_name(ANSWER)}${row + 1}"
            held = self.template.prefill.cells.get((NAME, "answer"), "")
            look = self.writer.format("page.unit")
            self.sheet.merge_range(self.row, 0, self.row, LAST, "", look)
            unnamed = say("template.unnamed").replace('"', '""')
            self.sheet.write_formula(
                self.row, 0, f'=IF({cell}="","{unnamed}",{cell})', look, str(held) or say("template.unnamed")
            )
            self.down(34.0)
        tier = next(tier for tier in asked.tiers if tier.id == self.template.extent.tier)
        self.wide(f"{tier.title}: {tier.about}", "page.text")
        if self.template.extent.areas is not None:
            titles = [f"{area} {self.template.assessment.area_title(area)}" for area in self.template.extent.areas]
            self.wide(say("template.areas", areas=say.list(titles)), "page.text")
        self.wide(" ".join(self.template.assessment.indicators.statement), "page.muted")

    def notices(self) -> None:
        for number, notice in enumerate(self.template.notices):
            self.wide(notice, "page.note" if number == 0 else "page.text")

    def how_to(self) -> None:
        self.down(6.0)
        self.wide(self.say("template.how"), "section", 24.0)
        names = {each: self.say(f"template.sheet.{each}") for each in ("region", "questions", "evidence")}
        steps = [self.say(f"template.how.{step}", **names) for step in STEPS]
        if self.template.live:
            steps.insert(-1, self.say("live.how", scores=self.say("live.sheet")))
        for number, text in enumerate(steps, 1):
            self.wide(f"{number}.  {text}", "page.text")

    def progress(self, counts: Counts) -> None:
        """How far one has come, and the first question that is still open, section by section."""
        self.down(6.0)
        self.wide(self.say("template.progress"), "section", 24.0)
        for column, key in enumerate(("section", "questions", "answered", "open", "next")):
            look = "head" if column in (0, LAST) else "head.number"
            self.writer.put(self.sheet, self.row, column, self.say(f"template.progress.{key}"), look)
        self.down(18.0)
        titles = {
            line.section: line.text
            for line in (*self.template.context(), *self.template.questions())
            if line.kind == "section"
        }
        first = self.row
        for section, (begin, end) in counts.ranges.items():
            number = "" if section.startswith("#") or section in self._context() else f"{section}  "
            self._section(f"{number}{titles[section]}", begin, end, counts.done[section], counts.first_open.get(section, ""))
        self._total(first, sum(end - begin + 1 for begin, end in counts.ranges.values()), sum(counts.done.values()))

    def _context(self) -> set[str]:
        return {section.id for section in self.template.assessment.questionnaire.sections if section.context}

    def _section(self, title: str, begin: int, end: int, done: int, next_open: str) -> None:
        total = end - begin + 1
        marks = f"{COUNTS}!$C${begin + 1}:$C${end + 1}"
        names = f"{COUNTS}!$A${begin + 1}:$A${end + 1}"
        number = self.writer.format("row.number", "0")
        self.writer.put(self.sheet, self.row, 0, title, "row.text")
        self.writer.put(self.sheet, self.row, 1, Figure(total, "0"), "row.number")
        self.sheet.write_formula(self.row, 2, f"=SUM({marks})", number, done)
        self.sheet.write_formula(self.row, 3, f"=B{self.row + 1}-C{self.row + 1}", number, total - done)
        found = f'=IFERROR(INDEX({names},MATCH(0,{marks},0)),"")'
        self.sheet.write_formula(self.row, 4, found, self.writer.format("row.short"), next_open)
        self.down(max(16.5, room_for(title, "row.text", SHEET_WIDTHS[0])))

    def _total(self, first: int, total: int, done: int) -> None:
        self.writer.put(self.sheet, self.row, 0, self.say("template.progress.total"), "sum.text")
        number = self.writer.format("sum.number", "0")
        for column, held in enumerate((total, done, total - done), 1):
            letter = xl_col_to_name(column)
            self.sheet.write_formula(self.row, column, f"=SUM({letter}{first + 1}:{letter}{self.row})", number, held)
        self.writer.put(self.sheet, self.row, LAST, None, "sum.text")
        self.down(17.0)

    def close(self) -> None:
        protect(self.sheet)
        self.sheet.print_area(0, 0, self.row - 1, LAST)
        left = self.template.assessment.questionnaire.title
        lay_out(
            self.sheet, left=left, right=page_numbers(self.say("workbook.page")), widths=SHEET_WIDTHS, height=self.height
        )
