"""The workbook that goes to a translator and comes back: one sheet for each part, one text in a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.files.intake import package_problem
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
MOST_ROWS = 20_000
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
    if (problem := package_problem(path, name)) is not None:
        return None, [problem]
    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception:
        return None, [Problem("workbook.not_a_workbook", Location(name), {"found": path.name})]
    try:
        return _read_book(book, name)
    except Exception:
        return None, [Problem("workbook.not_a_workbook", Location(name), {"found": path.name})]
    finally:
        book.close()


def _read_book(book: Workbook, name: str) -> tuple[Returned | None, list[Problem]]:
    first, *rest = book.worksheets
    cover = [row[1] if len(row) > 1 else None for row in first.iter_rows(1, 3, 1, 2, values_only=True)]
    if len(cover) < 3 or cover[0] != MARK:
        return None, [Problem("translation.not_an_export", Location(name, sheet=first.title, cell="B1"), {"expected": MARK})]
    problems: list[Problem] = []
    parts = {sheet.title: tuple(_read_part(sheet, name, problems)) for sheet in rest}
    return Returned(str(cover[1]), str(cover[2]), parts), problems


def _read_part(sheet: Any, name: str, problems: list[Problem]) -> Iterator[ReturnedText]:
    """Read the rows of a sheet. The address comes from the cell, so sorted and hidden rows do no harm."""
    for row in sheet.iter_rows(FIRST_ROW, MOST_ROWS, 1, len(COLUMNS)):
        cells = {cell.column: cell for cell in row if cell.value is not None}
        key, translation = cells.get(KEY), cells.get(TRANSLATION)
        if key is None or translation is None:
            continue
        where = Location(name, sheet=sheet.title, cell=translation.coordinate, path=(str(key.value),))
        if translation.data_type == "f":
            problems.append(Problem("translation.formula", where, {"item": str(key.value)}))
        elif not isinstance(translation.value, str):
            problems.append(
                Problem("translation.not_text", where, {"item": str(key.value), "found": str(translation.value)})
            )
        else:
            source = cells[SOURCE_TEXT].value if SOURCE_TEXT in cells else ""
            checked = bool(str(cells[CHECKED].value).strip()) if CHECKED in cells else False
            yield ReturnedText(str(key.value), str(source), translation.value, checked, where)
