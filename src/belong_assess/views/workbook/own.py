"""The sheet of a region's own questions: apart from every other sheet, each area with its questions below it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.language.texts import Language
from belong_assess.results.result import NodeResult
from belong_assess.sheets.cells import Content, Figure
from belong_assess.sheets.package import Words
from belong_assess.views.answers import QuestionRow, said
from belong_assess.views.own import OwnBlock
from belong_assess.views.report import Line, Report
from belong_assess.views.workbook.areas import ends
from belong_assess.views.workbook.formats import WEIGHT, points, score_of, share
from belong_assess.views.workbook.questions import in_area
from belong_assess.views.workbook.table import Column, Row, paint_table

COLUMNS = (
    Column("id", 8),
    Column("own", 42),
    Column("own_words", 36),
    Column("part_score", 9, "number"),
    Column("low", 8, "number"),
    Column("high", 8, "number"),
    Column("coverage", 10, "number"),
    Column("weight", 8, "number"),
    Column("effective", 9, "number"),
    Column("contribution", 8, "number"),
    Column("evidence", 28),
    Column("comment", 28),
    Column("by", 14),
)


def paint_own(sheet: Worksheet, report: Report, language: Language) -> tuple[Words, ...]:
    """Draw the sheet of own questions; only a report that has some has this sheet."""
    assert report.own is not None
    paint_table(sheet, report, language, "own", COLUMNS, _rows(report.own, language), frozen=2)
    return ()


def _rows(own: OwnBlock, language: Language) -> Iterator[Row]:
    for page in own.pages:
        yield Row(_area(page.line, language), "sum")
        for question in page.questions:
            yield Row(_question(question, page.line.node, language))
    yield Row((None, own.title, own.about, *[None] * 10))
    yield Row((None, own.apart, own.method, *[None] * 10))


def _area(line: Line, language: Language) -> tuple[Content, ...]:
    low, high = ends(line, language)
    words = f"{line.symbol} {line.words}".strip()
    covered = share(line.node.coverage, line.coverage, language)
    return (line.id, line.title, words, score_of(line, language), low, high, covered, *[None] * 6)


def _question(question: QuestionRow, area: NodeResult, language: Language) -> tuple[Content, ...]:
    return (
        question.id,
        question.text,
        said(question),
        points(question.exact, question.points, language),
        None,
        None,
        None,
        Figure(Fraction(question.weight), WEIGHT),
        *in_area(question.id, area, language),
        question.evidence,
        question.comment,
        question.by,
    )
