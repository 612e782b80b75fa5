"""The workbook that goes to a translator and comes back: one sheet for each part, one text in a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.files.workbooks.grid import Book, Content, Damaged, Fault, Formula, Percent, Sheet, address
from belong_assess.files.workbooks.limits import Limits
from belong_assess.files.workbooks.reading import read_book
from belong_assess.language.texts import Language
from belong_assess.language.translation import Unit
from belong_assess.problems import Location, Problem
from belong_assess.sheets.cells import Figure, write
from belong_assess.sheets.package import finish, fixed_date
from belong_assess.sheets.pages import add_sheet, lay_out, page_numbers, set_widths
from belong_assess.sheets.styles import prepare, room_for
from belong_assess.values import value

MARK = "belong-assess translation 1"
HEAD_ROW, FIRST_ROW = 1, 2
HEAD_HEIGHT = 28.0
COLUMNS = ("key", "shown", "context", "source", "translation", "state", "checked", "limit")
WIDTHS = (30.0, 20.0, 36.0, 60.0, 60.0, 13.0, 10.0, 11.0)
KEY, SOURCE_TEXT, TRANSLATION, CHECKED = 1, 4, 5, 7
LIMITS = Limits(rows=20_000, columns=len(COLUMNS))
COVER_WIDTHS = (24.0, 90.0)


@value
class Sheets:
    """What a workbook for translators holds: of which method or of the interface, into which language, part by part."""

    method: str
    language: str
    parts: Mapping[str, Sequence[Unit]]


@value
class ReturnedText:
    """One row that came back, and where it stands. `source` is the text that the translator had before their eyes."""

    key: str
    source: str
    translation: str
    checked: bool
    where: Location


@value
class Returned:
    """A workbook that came back."""

    method: str
    language: str
    parts: Mapping[str, Sequence[ReturnedText]]


def render_translation_sheets(sheets: Sheets, say: Language) -> bytes:
    """Draw the workbook: a page that says how to fill it in, then one sheet for each part."""
    book = Workbook()
    book.remove(book.worksheets[0])
    prepare(book)
    _paint_cover(add_sheet(book, say("i18n.sheet.cover")), sheets, say)
    for name, units in sheets.parts.items():
        _paint_part(add_sheet(book, name), units, say)
    book.properties.creator = "belong-assess"
    book.properties.title = say("i18n.sheet.title", method=sheets.method, language=sheets.language)
    book.properties.created = fixed_date(None)
    saved = BytesIO()
    book.save(saved)
    return finish(saved.getvalue(), fixed_date(None))


def _paint_cover(sheet: Worksheet, sheets: Sheets, say: Language) -> None:
    """The first cells are read back: what this file is, of which method, into which language."""
    set_widths(sheet, list(COVER_WIDTHS))
    facts = (("i18n.cover.file", MARK), ("i18n.cover.method", sheets.method), ("i18n.cover.language", sheets.language))
    for row, (key, held) in enumerate(facts, 1):
        write(sheet, row, 1, say(key), "cell.strong")
        write(sheet, row, 2, held, "cell.text")
    for row, key in enumerate(("translate", "empty", "placeholders", "limit", "outdated", "back"), len(facts) + 2):
        text = say(f"i18n.cover.{key}", method=sheets.method)
        write(sheet, row, 1, say("i18n.cover.how") if key == "translate" else "", "cell.strong")
        write(sheet, row, 2, text, "cell.text")
        sheet.row_dimensions[row].height = room_for(text, "cell.text", COVER_WIDTHS[1])
    lay_out(sheet, left=sheets.method, right=page_numbers(say("workbook.page")))


def _paint_part(sheet: Worksheet, units: Sequence[Unit], say: Language) -> None:
    set_widths(sheet, list(WIDTHS))
    for number, name in enumerate(COLUMNS, 1):
        write(sheet, HEAD_ROW, number, say(f"i18n.column.{name}"), "column")
    for row, unit in enumerate(units, FIRST_ROW):
        _paint_unit(sheet, row, unit, say)
    last = max(FIRST_ROW, HEAD_ROW + len(units))
    sheet.row_dimensions[HEAD_ROW].height = HEAD_HEIGHT
    sheet.freeze_panes = f"{get_column_letter(2)}{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(COLUMNS))}{last}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    _warn_of_length(sheet, last, say)
    lay_out(sheet, left=sheet.title, right=page_numbers(say("workbook.page")))


def _paint_unit(sheet: Worksheet, row: int, unit: Unit, say: Language) -> None:
    limit = None if unit.limit is None else Figure(unit.limit, "0")
    texts = zip((unit.context, unit.source, unit.translation), WIDTHS[2:5], strict=True)
    sheet.row_dimensions[row].height = max(room_for(text, "cell.strong", width) for text, width in texts)
    shown, state = say(f"i18n.shown.{unit.shown}"), say(f"i18n.state.{unit.state}")
    contents = (unit.key, shown, unit.context, unit.source, unit.translation, state, "", limit)
    for number, content in enumerate(contents, 1):
        style = "cell.number" if number == len(contents) else "cell.strong" if number == TRANSLATION else "cell.text"
        write(sheet, row, number, content, style)


def _warn_of_length(sheet: Worksheet, last: int, say: Language) -> None:
    """While somebody types, the program of spreadsheets says when a text is too long; it may be kept all the same."""
    limit, here = f"${get_column_letter(len(COLUMNS))}{FIRST_ROW}", f"${get_column_letter(TRANSLATION)}{FIRST_ROW}"
    rule = DataValidation(type="custom", formula1=f'OR({limit}="",LEN({here})<={limit})', allow_blank=True)
    rule.errorStyle = "warning"
    rule.showErrorMessage = True
    rule.errorTitle, rule.error = say("i18n.column.limit"), say("i18n.cover.limit")[:220]
    sheet.add_data_validation(rule)
    rule.add(f"{here.replace('$', '')}:{get_column_letter(TRANSLATION)}{last}")


def read_translation_sheets(path: Path) -> tuple[Returned | None, list[Problem]]:
    """Read a workbook that came back; `None` where it is none. Only texts are taken, no formula is ever worked out."""
    name = str(path)
    book, problems = read_book(path, name, LIMITS)
    if book is None:
        return None, problems
    if book.format == "csv":
        return None, [Problem("workbook.not_a_workbook", Location(name), {"found": path.name})]
    try:
        return _read_returned(book, problems)
    except Damaged as damaged:
        return None, [*problems, damaged.problem]


def _read_returned(book: Book, problems: list[Problem]) -> tuple[Returned | None, list[Problem]]:
    first, *rest = book.names
    cover = [_text(_at(row, 1)) for row in book.sheet(first).rows[:3]]
    if len(cover) < 3 or cover[0] != MARK:
        where = Location(book.file, sheet=first, cell="B1")
        return None, [*problems, Problem("translation.not_an_export", where, {"expected": MARK})]
    parts = {sheet: tuple(_read_part(book.sheet(sheet), book.file, problems)) for sheet in rest}
    return Returned(cover[1], cover[2], parts), problems


def _read_part(sheet: Sheet, name: str, problems: list[Problem]) -> Iterator[ReturnedText]:
    """Read the rows of a sheet. The address comes from the cell, so sorted and hidden rows do no harm."""
    for number, row in enumerate(sheet.rows[FIRST_ROW - 1 :], FIRST_ROW - 1):
        key, translation = _text(_at(row, KEY - 1)), _at(row, TRANSLATION - 1)
        if not key or translation is None:
            continue
        where = Location(name, sheet=sheet.name, cell=address(number, TRANSLATION - 1), path=(key,))
        if isinstance(translation, Formula):
            problems.append(Problem("translation.formula", where, {"item": key}))
        elif not isinstance(translation, str):
            problems.append(Problem("translation.not_text", where, {"item": key, "found": _text(translation)}))
        else:
            checked = bool(_text(_at(row, CHECKED - 1)).strip())
            yield ReturnedText(key, _text(_at(row, SOURCE_TEXT - 1)), translation, checked, where)


def _at(row: Sequence[Content], column: int) -> Content:
    return row[column] if column < len(row) else None


def _text(content: Content) -> str:
    match content:
        case None:
            return ""
        case Formula(formula, _):
            return formula
        case Fault(code):
            return code
        case Percent(number):
            return f"{number} %"
        case _:
            return str(content)
