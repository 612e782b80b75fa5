"""The report as Markdown: tables for scores, sections for findings, pages per area."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from belong_assess.language.texts import Language
from belong_assess.views.answers import said
from belong_assess.views.area_page import AreaPage
from belong_assess.views.own import OwnBlock
from belong_assess.views.report import FindingLine, Line, Report

SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def render_markdown(report: Report, language: Language) -> str:
    """Write the report as Markdown; texts from files are escaped."""
    return "\n".join(_lines(report, language)) + "\n"


def escaped(text: str) -> str:
    """Keep Markdown from reading anything into a text."""
    return SPECIAL.sub(r"\\\1", text)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write a table; cells are escaped here."""
    yield "| " + " | ".join(escaped(column) for column in columns) + " |"
    yield "|" + " --- |" * len(columns)
    for row in rows:
        yield "| " + " | ".join(escaped(cell) for cell in row) + " |"
    yield ""


def _lines(report: Report, say: Language) -> Iterator[str]:
    yield from (f"# {escaped(report.unit)}: {escaped(report.title)}", "")
    yield from (f"- {escaped(fact.name)}: {escaped(fact.value)}" for fact in report.head)
    yield ""
    if report.index is not None:
        yield from (f"**{escaped(report.index.title)}: {escaped(report.index.words)}**", "")
    yield from (escaped(report.rests), "")
    yield from (f"{escaped(text)}\n" for text in (report.firmness, *report.notes) if text)
    yield from (f"> {escaped(text)}" for text in report.statement)
    yield ""
    for title, lines in _groups(report, say):
        if lines:
            yield from (f"## {escaped(title)}", "")
            yield from _scores(lines, say)
    for title, findings in ((say("terminal.strengths"), report.strengths), (say("terminal.attention"), report.attention)):
        yield from (f"## {escaped(title)}", "")
        yield from _findings(findings, say)
    for page in report.pages:
        yield from _page(page, say, evidence=report.evidence)
    if report.own is not None:
        yield from _own(report.own, say)
    yield from (f"## {escaped(say('terminal.method'))}", "")
    yield from (f"- {escaped(rule)}" for rule in report.rules)
    yield from (f"- {escaped(fact.name)}: {escaped(fact.value)}" for fact in (*report.method, *report.bands, *report.rates))


def _groups(report: Report, say: Language) -> Iterator[tuple[str, Sequence[Line]]]:
    yield say("markdown.indices"), (*report.all_indices, *report.composites)
    yield say("terminal.areas"), report.areas
    yield from ((block.title, block.lines) for block in report.views)


def _scores(lines: Sequence[Line], say: Language) -> Iterator[str]:
    columns = [say(f"markdown.column.{name}") for name in ("id", "title", "score", "range", "coverage", "base")]
    rows = [(line.id, line.title, line.words, line.range, line.coverage, line.base) for line in lines]
    yield from table(columns, rows)


def _findings(findings: Sequence[FindingLine], say: Language) -> Iterator[str]:
    if not findings:
        yield escaped(say("terminal.none"))
    for finding in findings:
        areas = f" ({finding.areas})" if finding.areas else ""
        yield f"- **{escaped(finding.kind_label)}: {escaped(finding.title)}**{escaped(areas)} {escaped(finding.sentence)}"
        yield f"  {escaped(say('terminal.next'))} {escaped(finding.next_step)}"
    yield ""


def _own(own: OwnBlock, say: Language) -> Iterator[str]:
    """Questions of the region's own: under a heading of their own, with the words that set them apart."""
    yield from (f"## {escaped(say('own.title'))}", "", f"**{escaped(own.apart)}**", "")
    yield from (f"{escaped(text)}\n" for text in (own.title, own.about, own.method) if text)
    yield from _scores([page.line for page in own.pages], say)
    for page in own.pages:
        yield from _page(page, say, evidence=True)


def _page(page: AreaPage, say: Language, *, evidence: bool) -> Iterator[str]:
    yield from (f"### {escaped(page.line.id)} {escaped(page.line.title)}: {escaped(page.line.words)}", "")
    if page.firmness:
        yield from (escaped(page.firmness), "")
    names = ("id", "question", "answer", "points", "evidence") if evidence else ("id", "question", "answer", "points")
    rows = [(row.id, row.text, said(row), row.points, row.evidence)[: len(names)] for row in page.questions]
    yield from table([say(f"markdown.column.{name}") for name in names], rows)
