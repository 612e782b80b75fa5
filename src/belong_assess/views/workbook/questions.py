"""The sheet of questions: each with its answer, what it rests on, and what it brings to its area."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.language.texts import Language
from belong_assess.results.result import NodeResult
from belong_assess.sheets.cells import Content, Figure
from belong_assess.sheets.package import Words
from belong_assess.views.answers import QuestionRow
from belong_assess.views.report import Report
from belong_assess.views.workbook.formats import TWO_DECIMALS, WEIGHT, points, share
from belong_assess.views.workbook.table import Column, Row, paint_table

COLUMNS = (
    Column("area", 6),
    Column("id", 7),
    Column("question", 36),
    Column("state", 14),
    Column("answer", 34),
    Column("points", 7, "number"),
    Column("weight", 7.5, "number"),
    Column("effective", 8, "number"),
    Column("contribution", 7, "number"),
    Column("evidence", 26),
    Column("comment", 33),
    Column("confidence", 12),
    Column("who", 14),
    Column("by", 13),
)


ON_EVIDENCE = ("evidence", "confidence", "who", "by")
"""Columns that are left out where the method asks for no evidence and nobody gave anything of the kind."""


def paint_questions(sheet: Worksheet, report: Report, language: Language) -> tuple[Words, ...]:
    """Draw the sheet of questions."""
    rows = [*_rows(report, language)]
    empty = {key for key in ON_EVIDENCE if not report.evidence and not any(cells[key] for cells in rows)}
    columns = [column for column in COLUMNS if column.key not in empty]
    shown = (Row([cells[column.key] for column in columns]) for cells in rows)
    paint_table(sheet, report, language, "questions", columns, shown, frozen=2)
    return ()


def _rows(report: Report, language: Language) -> Iterator[dict[str, Content]]:
    """Every question, its contents by column."""
    keys = [column.key for column in COLUMNS]
    for page in report.pages:
        for question in page.questions:
            yield dict(zip(keys, _contents(question, page.line.node, language), strict=True))


def _contents(question: QuestionRow, area: NodeResult, language: Language) -> tuple[Content, ...]:
    return (
        question.area,
        question.id,
        question.text,
        question.state_label,
        question.answer,
        points(question.exact, question.points, language),
        Figure(Fraction(question.weight), WEIGHT) if question.weight else None,
        *in_area(question.id, area, language),
        question.evidence,
        question.comment,
        question.confidence,
        question.who,
        question.by,
    )


def in_area(question: str, area: NodeResult, language: Language) -> tuple[Figure | None, Figure | None]:
    """The effective weight of a question in its area's score, and its contribution."""
    term = next((term for term in area.terms if term.child == question), None)
    if term is None or area.state != "scored":
        return None, None
    brought = area.contribution(term)
    return share(area.effective_weight(term), "", language), None if brought is None else Figure(brought, TWO_DECIMALS)
