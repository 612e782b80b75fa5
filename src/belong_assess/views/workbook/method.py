"""The sheet of the method: what the report rests on, and the problems of the submission."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.language.texts import Language
from belong_assess.sheets.cells import Figure, write
from belong_assess.sheets.package import Words
from belong_assess.sheets.styles import room_for
from belong_assess.views.report import Report
from belong_assess.views.workbook.formats import WHOLE
from belong_assess.views.workbook.table import HEAD_ROW, fit_rows, paint_head

WIDTHS = [44.0, 150.0]

Pair = tuple[str | Figure, str]


def paint_method(sheet: Worksheet, report: Report, language: Language) -> tuple[Words, ...]:
    """Draw the sheet of the method: sections of names and texts."""
    paint_head(sheet, report, language, "method", WIDTHS)
    row = HEAD_ROW
    for key, pairs in (section for section in _sections(report, language) if section[1]):
        write(sheet, row, 1, language(f"workbook.method.{key}"), "head")
        write(sheet, row, 2, None, "head")
        for name, text in pairs:
            row += 1
            write(sheet, row, 1, name, "cell.strong")
            write(sheet, row, 2, text, "cell.text")
            heights = (
                room_for(name if isinstance(name, str) else "", "cell.strong", WIDTHS[0]),
                room_for(text, "cell.text", WIDTHS[1]),
            )
            sheet.row_dimensions[row].height = max(heights)
        row += 2
    sheet.freeze_panes = f"A{HEAD_ROW}"
    fit_rows(sheet, WIDTHS, row)
    return ()


def _sections(report: Report, language: Language) -> Iterator[tuple[str, list[Pair]]]:
    yield (
        "statement",
        [(Figure(n, WHOLE), text) for n, text in enumerate((*report.notes, *report.statement, report.about), 1)],
    )
    yield "head", [(fact.name, fact.value) for fact in report.head]
    yield "rules", [(Figure(n, WHOLE), text) for n, text in enumerate(report.rules, 1)]
    yield "bands", [(f"{band.symbol} {band.name}", band.value) for band in report.bands]
    yield "facts", [(fact.name, fact.value) for fact in report.method]
    yield "meanings", list(_meanings(report))
    yield "practices", list(_practices(report, language))
    yield "problems", _problems(report, language)


def _meanings(report: Report) -> Iterator[Pair]:
    for line in (*report.all_indices, *report.composites):
        yield line.title, line.about
    for block in report.views:
        yield block.title, block.about
        for line in block.lines:
            yield f"{block.title}: {line.title}", line.about


def _practices(report: Report, language: Language) -> Iterator[Pair]:
    held = {
        p.title: language("workbook.practice.full", where=p.where, text=p.text) for f in report.findings for p in f.practices
    }
    yield from held.items()


def _problems(report: Report, language: Language) -> list[Pair]:
    if not report.problems:
        return [("", language("workbook.method.no_problems"))]
    return [
        (f"{line.label} ({line.code})", language("workbook.method.problem", where=line.where, what=line.what, fix=line.fix))
        for line in report.problems
    ]
