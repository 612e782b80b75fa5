"""The sheet of receipts: the terms that made each score, so that every number can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.language.texts import Language
from belong_assess.results.result import CapLine, Term
from belong_assess.sheets.cells import Content, Figure
from belong_assess.sheets.package import Words
from belong_assess.views.report import Line, Report
from belong_assess.views.workbook.formats import FOUR_DECIMALS, TWO_DECIMALS, WEIGHT
from belong_assess.views.workbook.table import HEAD_ROW, Column, Row, fit_rows, paint_table

COLUMNS = (
    Column("node", 22),
    Column("part", 20),
    Column("title", 48),
    Column("part_score", 8, "number"),
    Column("weight", 8, "number"),
    Column("share", 9, "number"),
    Column("contribution", 9, "number"),
    Column("operation", 18),
    Column("raw", 8, "number"),
    Column("notes", 24),
    Column("result", 8, "number"),
)


MOST_PRINTED = 65
"""Rows up to here are printed in any case: one page or two."""


def paint_receipts(sheet: Worksheet, report: Report, language: Language) -> tuple[Words, ...]:
    """Draw the receipts. Long ones made of questions stand below and are not printed: questions have their own sheet."""
    titles = part_titles(report)
    bars = [line for block in report.views for line in block.lines]
    groups = ((*report.all_indices, *report.composites), report.areas, bars, report.restricted)
    rows = [[row for line in lines for row in receipt(line, titles, language)] for lines in groups]
    paint_table(sheet, report, language, "receipts", COLUMNS, [row for part in rows for row in part], frozen=1)
    counts = [*accumulate(map(len, rows), initial=HEAD_ROW)]
    printed = max(counts[1], *(count for count in counts if count <= MOST_PRINTED))
    sheet.print_area = f"A1:{get_column_letter(len(COLUMNS))}{printed}"
    fit_rows(sheet, [column.width for column in COLUMNS], printed)
    return ()


def part_titles(report: Report) -> dict[str, str]:
    """What a part of a score is called, by its id."""
    titles = {question.id: question.text for page in report.pages for question in page.questions}
    return titles | {line.id: line.title for line in (*report.areas, *report.composites, *report.indices)}


def receipt(line: Line, titles: Mapping[str, str], language: Language) -> Iterator[Row]:
    """The terms of a score, then the score itself."""
    for term in line.node.terms:
        yield Row(_term(line, term, titles))
    yield Row(_result(line, language), "sum")


def _term(line: Line, term: Term, titles: Mapping[str, str]) -> tuple[Content, ...]:
    node = line.node
    scored = node.state == "scored"
    brought = node.contribution(term) if scored else None
    return (
        node.id,
        term.child,
        titles.get(term.child.rpartition("/")[2], ""),
        Figure(term.score, TWO_DECIMALS),
        Figure(term.weight, WEIGHT),
        Figure(node.effective_weight(term), FOUR_DECIMALS) if scored else None,
        None if brought is None else Figure(brought, FOUR_DECIMALS),
        None,
        None,
        None,
        None,
    )


def _result(line: Line, language: Language) -> tuple[Content, ...]:
    node = line.node
    notes = [cap_text(cap, language) for cap in node.caps]
    if node.state != "scored":
        notes.append(line.words)
    return (
        node.id,
        None,
        line.title,
        None,
        Figure(node.total_weight, WEIGHT) if node.terms else None,
        None,
        None,
        language(f"workbook.operation.{node.aggregation}"),
        None if node.raw is None else Figure(node.raw, TWO_DECIMALS),
        language("report.semicolon").join(notes),
        None if node.score is None else Figure(node.score, TWO_DECIMALS),
    )


def cap_text(cap: CapLine, language: Language) -> str:
    """A cap that held a score, or that could still hold it."""
    key = "workbook.cap.applied" if cap.applied else "workbook.cap.possible"
    return language(key, cap=cap.cap, most=language.number(cap.at_most, 0 if cap.at_most.denominator == 1 else 2))
