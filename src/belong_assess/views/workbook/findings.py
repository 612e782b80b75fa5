"""The sheet of findings: what the answers say together, each with its next step."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.language.texts import Language
from belong_assess.sheets.cells import Content
from belong_assess.sheets.package import Words
from belong_assess.views.report import FindingLine, Report
from belong_assess.views.workbook.table import Column, Row, paint_table

COLUMNS = (
    Column("kind", 13),
    Column("title", 22),
    Column("areas", 8),
    Column("sentence", 64),
    Column("next_step", 72),
    Column("who", 12),
    Column("practices", 20),
)


def paint_findings(sheet: Worksheet, report: Report, language: Language) -> tuple[Words, ...]:
    """Draw the sheet of findings."""
    paint_table(sheet, report, language, "findings", COLUMNS, _rows(report, language), frozen=2)
    return ()


def _rows(report: Report, language: Language) -> Iterator[Row]:
    for finding in report.findings:
        yield Row(_contents(finding, language))


def _contents(finding: FindingLine, language: Language) -> tuple[Content, ...]:
    practices = [language("workbook.practice", title=p.title, where=p.where) for p in finding.practices]
    return (
        finding.kind_label,
        finding.title,
        finding.areas,
        finding.sentence,
        finding.next_step,
        finding.who,
        language("report.semicolon").join(practices),
    )
