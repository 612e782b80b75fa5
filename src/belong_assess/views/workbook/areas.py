"""The sheet of scores: every area, group, index and bar with full figures, and words where there is none."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.worksheet import Worksheet

from belong_assess.language.texts import Language
from belong_assess.sheets.cells import Content, Figure
from belong_assess.sheets.package import Words
from belong_assess.views.report import Line, Report
from belong_assess.views.workbook.formats import WHOLE, point_format, points, score_of, share
from belong_assess.views.workbook.table import Column, Row, paint_table

ON_EVIDENCE = (
    Column("documented", 12, "number"),
    Column("firm_a", 7, "number"),
    Column("firm_b", 7, "number"),
    Column("firm_c", 7.5, "number"),
)
"""The last columns, left out where the method asks for no evidence."""

COLUMNS = (
    Column("group", 17),
    Column("id", 20),
    Column("title", 48),
    Column("score", 7, "number"),
    Column("low", 8, "number"),
    Column("high", 8, "number"),
    Column("band", 16),
    Column("words", 40),
    Column("coverage", 10, "number"),
    Column("counted", 9, "number"),
    Column("open", 6, "number"),
    Column("left_out", 6, "number"),
    *ON_EVIDENCE,
)


def paint_areas(sheet: Worksheet, report: Report, language: Language) -> tuple[Words, ...]:
    """Draw the sheet of scores."""
    columns = COLUMNS if report.evidence else COLUMNS[: -len(ON_EVIDENCE)]
    held = (contents(group, line, language)[: len(columns)] for group, line in grouped_lines(report, language))
    name = "areas" if report.evidence else "areas.plain"
    paint_table(sheet, report, language, name, columns, (Row(row, "row") for row in held), frozen=3)
    return ()


def grouped_lines(report: Report, language: Language) -> Iterator[tuple[str, Line]]:
    """Every line of the report with the name of its group."""
    for line in (*report.areas, *report.composites, *report.all_indices):
        yield language(f"workbook.group.{line.node.kind}"), line
    for block in report.views:
        for line in block.lines:
            yield block.title, line


def contents(group: str, line: Line, language: Language) -> tuple[Content, ...]:
    """One row. Where the report shows no number, the cells of the score, its range and its band are empty."""
    node = line.node
    low, high = ends(line, language)
    return (
        group,
        line.id,
        line.title,
        score_of(line, language),
        low,
        high,
        f"{line.symbol} {line.band}".strip(),
        line.words,
        share(node.coverage, line.coverage, language),
        Figure(node.counted, WHOLE),
        Figure(node.open, WHOLE),
        Figure(node.left_out, WHOLE),
        points(node.documented, line.documented, language),
        *firmness(line, language),
    )


def ends(line: Line, language: Language) -> tuple[Figure | None, Figure | None]:
    """The ends of the range, shown as the report shows them; both equal the score where nothing is open."""
    if not line.number or line.low is None or line.high is None:
        return None, None
    low, _, high = (
        line.range.partition(language("report.range", low="", high="")) if line.range else (line.number, "", line.number)
    )
    return Figure(line.low, point_format(low, language)), Figure(line.high, point_format(high, language))


def firmness(line: Line, language: Language) -> tuple[Figure | None, ...]:
    """The shares of the answered weight by grade."""
    held = line.node.firmness
    return (None, None, None) if held is None else tuple(share(held.share(grade), "", language) for grade in ("a", "b", "c"))
