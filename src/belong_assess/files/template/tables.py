"""Paints a table of a template: a hidden row of column codes, headings, and a row for each line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from belong_assess.files.entries import column_entries, entries
from belong_assess.files.slots import COLUMNS, EVIDENCE, Slot
from belong_assess.files.template.lines import Line
from belong_assess.files.template.lists import Lists
from belong_assess.files.template.prefill import DAY_FORMAT
from belong_assess.files.template.template import Mark, Template
from belong_assess.model.questionnaire import Count, Day, Figure, FreeText, Measure, Pair
from belong_assess.sheets.cells import Content
from belong_assess.sheets.pages import page_numbers
from belong_assess.sheets.styles import AMBER, room_for
from belong_assess.sheets.writer import TEXT_FORMAT, BookWriter, set_margins

CODE_ROW, HEAD_ROW, FIRST_ROW = 0, 1, 2
WIDTHS = {
    "id": 16.0, "no": 8.0, "question": 44.0, "help": 62.0, "answer": 36.0, "basis": 12.0, "note": 32.0, "title": 30.0,
    "reference": 18.0, "date": 12.0, "kind": 14.0, "confidence": 12.0, "who": 18.0, "by": 20.0, "holder": 22.0,
    "reason": 22.0, "confirmed": 16.0,
}  # fmt: skip
FROZEN = COLUMNS.index("help")
ANSWER = COLUMNS.index("answer")
NEXT_PAGE, LAST_PRINTED = COLUMNS.index("title"), COLUMNS.index("by")
SCALE = 69
HEAD_HEIGHT, LEAST_HEIGHT = 30.0, 17.0
RARE = ("basis", *EVIDENCE, "confidence", "who", "by", "reason")
"""Columns that facts hardly ever need: there they are hidden."""

LOOK = {"question": "form.question", "group": "form.question", "part": "form.question"}
NUMBERS = (Count, Measure, Figure, Pair)
MESSAGE, TITLE = 255, 32
"""The longest message and title that a drop-down may have."""


class TablePainter:
    """Paints the lines of one sheet; rows are remembered by slot, for whoever refers to them."""

    def __init__(self, writer: BookWriter, lists: Lists, template: Template) -> None:
        self.writer = writer
        self.lists = lists
        self.template = template
        self.say = template.say
        self.marks: Mapping[tuple[str, str], Mark] = {(mark.slot, mark.column): mark for mark in template.marks}
        self.rows: dict[str, tuple[str, int]] = {}
        self.choices: dict[str, tuple[dict[str, Any], list[tuple[int, int, int, int]]]] = {}

    def paint(self, name: str, lines: Sequence[Line], *, context: bool) -> Worksheet:
        """Paint one table on a sheet of its own."""
        sheet = self.writer.sheet(name)
        self._head(sheet, context=context)
        for row, line in enumerate(lines, FIRST_ROW):
            self._line(sheet, row, line)
        self._validate(sheet)
        last = max(FIRST_ROW, FIRST_ROW + len(lines) - 1)
        self._open_cells(sheet, last)
        sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)
        protect(sheet)
        self._page(sheet, last, context=context)
        return sheet

    def _head(self, sheet: Worksheet, *, context: bool) -> None:
        for column, code in enumerate(COLUMNS):
            sheet.write_string(CODE_ROW, column, self.template.head.corner if column == 0 else code)
            self.writer.put(sheet, HEAD_ROW, column, self.say(f"template.column.{code}"), "column")
            hidden = column == 0 or (context and code in RARE)
            sheet.set_column(column, column, WIDTHS[code], None, {"hidden": True} if hidden else {})
        sheet.set_row(CODE_ROW, None, None, {"hidden": True})
        sheet.set_row(HEAD_ROW, HEAD_HEIGHT)
        sheet.freeze_panes(FIRST_ROW, FROZEN)

    def _line(self, sheet: Worksheet, row: int, line: Line) -> None:
        if line.kind == "section":
            self._section(sheet, row, line)
            return
        assert line.slot is not None
        look = LOOK.get(line.kind, "form.option")
        look = "form.question" if line.kind in ("preset", "field") else look
        self.rows[line.slot.name] = (str(sheet.name), row)
        self.writer.put(sheet, row, 0, line.slot.name, "form.closed")
        self.writer.put(sheet, row, 1, line.no, look)
        self.writer.put(sheet, row, 2, line.text, look)
        self.writer.put(sheet, row, 3, line.help, "form.help")
        heights = [room_for(line.text, look, WIDTHS["question"]), room_for(line.help, "form.help", WIDTHS["help"])]
        heights += [self._cell(sheet, row, column, line, line.slot) for column in range(ANSWER, len(COLUMNS))]
        sheet.set_row(row, max(LEAST_HEIGHT, *heights))

    def _section(self, sheet: Worksheet, row: int, line: Line) -> None:
        title = f"{line.no}  {line.text}" if line.no else line.text
        for column in range(len(COLUMNS)):
            self.writer.put(sheet, row, column, None, "form.section")
        self.writer.put(sheet, row, 2, title, "form.section")
        self.writer.put(sheet, row, 3, line.help, "form.about")
        room = room_for(title, "form.section", WIDTHS["question"])
        sheet.set_row(row, max(22.0, room, room_for(line.help, "form.about", WIDTHS["help"])))

    def _cell(self, sheet: Worksheet, row: int, column: int, line: Line, slot: Slot) -> float:
        """Paint a cell to be filled in, or one that is closed. Returns the height that its content needs."""
        code = COLUMNS[column]
        content = self.template.prefill.cells.get((slot.name, code))
        mark = self.marks.get((slot.name, code))
        if mark is not None and mark.raw is not None:
            content = mark.raw
        if code not in line.open and content is None and mark is None:
            self.writer.put(sheet, row, column, None, "form.closed")
            return 0.0
        look = "form.entry" if mark is None else "form.doubt"
        self.writer.put(sheet, row, column, content, look, number=_format(slot, code, content), unlocked=True)
        self._offer(row, column, slot)
        if mark is not None:
            sheet.write_comment(row, column, mark.text, {"author": "belong-assess", "x_scale": 2.4, "y_scale": 1.6})
        return room_for(content, look, WIDTHS[code]) if isinstance(content, str) else 0.0

    def _offer(self, row: int, column: int, slot: Slot) -> None:
        """Note what a cell offers: equal offers are written once, for all their cells together."""
        code = COLUMNS[column]
        hint = f"template.hint.{_hint(self.template, slot)}" if code == "answer" else f"template.hint.column.{code}"
        options: dict[str, Any] = {
            "input_title": self.say(f"template.column.{code}")[:TITLE],
            "input_message": self.say(hint)[:MESSAGE],
            **self._listed(slot, code),
        }
        _, cells = self.choices.setdefault(repr(options), (options, []))
        if cells and cells[-1][1:] == (column, row - 1, column):
            cells[-1] = (cells[-1][0], column, row, column)
        else:
            cells.append((row, column, row, column))

    def _listed(self, slot: Slot, code: str) -> dict[str, Any]:
        """A list to choose from; what is not in it may be kept, for the number of an answer alone is understood, too."""
        offered = entries(self.template.assessment, slot, self.say) if code == "answer" else column_entries(code, self.say)
        if not offered:
            return {"validate": "any"}
        strict = code == "answer" and not isinstance(slot.answer, NUMBERS) and slot.kind == "answer"
        return {
            "validate": "list",
            "source": self.lists.name([each.label for each in offered]),
            "error_type": "warning" if strict else "information",
            "error_title": self.say("template.not_listed")[:TITLE],
            "error_message": self.say("template.not_listed.about")[:MESSAGE],
        }

    def _validate(self, sheet: Worksheet) -> None:
        for options, cells in self.choices.values():
            first, *others = cells
            sheet.data_validation(*first, {**options, "other_cells": others})
        self.choices.clear()

    def _open_cells(self, sheet: Worksheet, last: int) -> None:
        """Shade the answers that are still missing, as long as they are."""
        id_, answer = (xl_col_to_name(column) for column in (0, ANSWER))
        first = FIRST_ROW + 1
        ids, answers = (f"${letter}${first}:${letter}${last + 1}" for letter in (id_, answer))
        here = f"${id_}{first}"
        below = f'COUNTIFS({ids},{here}&"/*",{answers},"<>")=0,COUNTIFS({ids},{here}&".*")=0'
        rule = f'=AND({here}<>"",ISERROR(FIND("/",{here})),${answer}{first}="",{below})'
        shade = self.writer.book.add_format({"bg_color": f"#{AMBER}"})
        sheet.conditional_format(FIRST_ROW, ANSWER, last, ANSWER, {"type": "formula", "criteria": rule, "format": shade})

    def _page(self, sheet: Worksheet, last: int, *, context: bool) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.print_area(HEAD_ROW, 1, last, COLUMNS.index("holder") if context else LAST_PRINTED)
        sheet.repeat_rows(HEAD_ROW)
        sheet.repeat_columns(1, 2)
        if context:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(SCALE)
            sheet.set_v_pagebreaks([NEXT_PAGE])
        set_margins(sheet, left=self.template.assessment.questionnaire.title, right=page_numbers(self.say("workbook.page")))


def protect(sheet: Worksheet) -> None:
    """Protect without a password, only so that nothing gets lost: filters, widths and heights stay free."""
    free = ("autofilter", "format_columns", "format_rows", "select_locked_cells", "select_unlocked_cells")
    sheet.protect("", dict.fromkeys(free, True) | {"objects": True, "scenarios": True})


def _format(slot: Slot, code: str, content: Content) -> str:
    """Text stays as it is typed; figures and days are figures and days."""
    if code != "answer" or isinstance(slot.answer, FreeText):
        return TEXT_FORMAT
    if isinstance(slot.answer, Day):
        return DAY_FORMAT
    if isinstance(slot.answer, NUMBERS) and slot.piece != "#source" and not isinstance(content, str):
        return "" if content is None else getattr(content, "format", "")
    return TEXT_FORMAT


def _hint(template: Template, slot: Slot) -> str:
    """What a cell asks for, by a word that the catalogues know."""
    if slot.kind in ("preset", "field", "option"):
        return slot.kind
    if slot.kind == "detail":
        return slot.piece[1:]
    assert slot.answer is not None
    share = template.assessment.takes_share(slot.answer)
    return "share" if share else slot.answer.kind
