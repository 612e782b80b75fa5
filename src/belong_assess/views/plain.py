"""The report as plain lines, "name: value", for screen readers, old consoles and pipes: no boxes, no bars, no colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from belong_assess.language.texts import Language
from belong_assess.views.own import OwnBlock, answer_line
from belong_assess.views.report import Fact, FindingLine, Line, Report


def render_plain(report: Report, language: Language, *, width: int = 80) -> str:
    """Write the report line by line; every score stands with its words, its range and its base."""
    return wrapped(_lines(report, language), width)


def wrapped(lines: Iterator[str], width: int) -> str:
    """Fold long lines at spaces; what follows is indented by two."""
    folded = [
        textwrap.fill(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False) if line else ""
        for line in lines
    ]
    return "\n".join(folded) + "\n"


def _lines(report: Report, say: Language) -> Iterator[str]:
    yield from (report.unit, report.title)
    yield from _facts(report.head)
    yield ""
    if report.index is not None:
        yield _line(report.index, say)
    yield report.rests
    yield from (_line(line, say) for line in report.indices)
    if report.firmness:
        yield report.firmness
    yield from report.notes
    yield ""
    yield from report.statement
    yield from _group(say("terminal.areas"), [_line(line, say, with_id=True) for line in report.areas])
    yield from _group(say("terminal.composites"), [_line(line, say) for line in report.composites])
    for block in report.views:
        yield from _group(block.title, [_line(line, say) for line in block.lines])
    if report.own is not None:
        yield from _group(say("own.title"), list(_own(report.own, say)))
    yield from _group(say("terminal.strengths"), _findings(report.strengths, say))
    yield from _group(say("terminal.attention"), _findings(report.attention, say))
    yield from _group(say.count("terminal.open", len(report.open_questions)), _open(report, say))
    yield from _group(say("terminal.rates"), list(_facts(report.rates)))
    yield from _group(say("terminal.method"), [*report.rules, *_facts(report.method), *_facts(report.bands)])


def _group(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", title, *lines)


def _facts(facts: Sequence[Fact]) -> Iterator[str]:
    return (f"{fact.name}: {fact.value}" for fact in facts)


def _line(line: Line, say: Language, *, with_id: bool = False) -> str:
    name = f"{line.id} {line.title}" if with_id else line.title
    parts = [line.words]
    if line.range:
        parts.append(say("plain.range", range=line.range))
    parts.append(say("plain.counted", counted=line.counted, total=line.total))
    return f"{name}: {say.list(parts)}"


def _own(own: OwnBlock, say: Language) -> Iterator[str]:
    yield from (text for text in (own.apart, own.title, own.about) if text)
    for page in own.pages:
        coverage = [say("own.coverage", coverage=page.line.coverage)] if page.line.coverage else []
        yield say.list([_line(page.line, say, with_id=True), *coverage])
        for row in page.questions:
            yield from (f"{row.id} {row.text}", say("own.answer", answer=answer_line(row, say)))


def _findings(findings: Sequence[FindingLine], say: Language) -> list[str]:
    lines = []
    for finding in findings:
        areas = f" ({finding.areas})" if finding.areas else ""
        lines.append(f"{finding.kind_label}: {finding.title}{areas}. {finding.sentence}")
        lines.append(f"{say('terminal.next')} {finding.next_step}")
        lines += [say("terminal.practice", title=p.title, where=p.where, text=p.text) for p in finding.practices]
    return lines


def _open(report: Report, say: Language) -> list[str]:
    lines = []
    for row in report.open_questions:
        known = f" {say('terminal.ask', who=row.hint)}" if row.hint else ""
        lines.append(f"{row.id} {row.text} {row.state_label}.{known}")
    return lines
