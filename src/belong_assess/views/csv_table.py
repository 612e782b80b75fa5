"""The report as one tidy table: a line per score and per question, numbers at full precision."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from belong_assess.results.result import NodeResult, Result
from belong_assess.sheets.csv_cells import as_number, as_text
from belong_assess.views.answers import QuestionRow
from belong_assess.views.own import OwnBlock
from belong_assess.views.report import Report

COLUMNS = (
    "unit", "reference_date", "questionnaire", "version", "tier", "kind", "id", "title", "state", "score", "low", "high",
    "coverage", "documented", "band", "counted", "open", "left_out", "answer",
)  # fmt: skip
"""Column names are stable and the same in every language; values of `kind`, `state` and `band` are ids."""


def render_csv(report: Report, result: Result, *, reference_date: str = "") -> str:
    """Write the table. Text that a spreadsheet could take for a formula gets an apostrophe in front."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    stamp, own = result.stamp, report.own
    asked = (result.unit, reference_date, stamp.questionnaire, stamp.questionnaire_version, result.tier)
    for row in _rows(report, result):
        writer.writerow(_cells((*asked, *row)))
    if own is not None:
        for row in _own_rows(own):
            writer.writerow(_cells((result.unit, reference_date, own.id, own.version, result.tier, *row)))
    return stream.getvalue()


def _cells(row: Sequence[object]) -> list[object]:
    return [as_text(cell) if isinstance(cell, str) else cell for cell in row]


def _rows(report: Report, result: Result) -> Iterator[tuple[object, ...]]:
    titles = {line.node.id: line.title for line in (*report.all_indices, *report.composites, *report.areas)}
    titles |= {line.node.id: line.title for block in report.views for line in block.lines}
    for node in result.nodes.values():
        if node.id in titles:
            yield _node_row(node, titles[node.id], shape=report.areas_as_shape and node.kind == "area")
    for page in report.pages:
        for row in page.questions:
            yield _question_row(row)


def _own_rows(own: OwnBlock) -> Iterator[tuple[object, ...]]:
    """Rows of other kinds, under the id of their own questions: whoever picks areas or questions never gets them."""
    for page in own.pages:
        yield ("own_area", *_node_row(page.line.node, page.line.title, shape=False)[1:])
        for row in page.questions:
            yield ("own_question", *_question_row(row)[1:])


def _question_row(row: QuestionRow) -> tuple[object, ...]:
    return ("question", row.id, row.text, row.state, as_number(row.exact), *[""] * 8, row.answer)


def _node_row(node: NodeResult, title: str, *, shape: bool) -> tuple[object, ...]:
    """An area that its tier shows without a number has none here either."""
    figures = [None] * 3 if shape else [node.score, node.low, node.high]
    documented, band = (None, "") if shape else (node.documented, node.band or "")
    shown = (as_number(f) for f in (*figures, node.coverage, documented))
    return (node.kind, node.id, title, node.state, *shown, band, node.counted, node.open, node.left_out, "")
