"""Receipts on a screen: a table where there is room, plain lines otherwise, or JSON."""

from __future__ import annotations

import json

from belong_assess.language.texts import Language
from belong_assess.results.result import Result
from belong_assess.views.explanation import Explanation
from belong_assess.views.plain import wrapped
from belong_assess.views.report import Report
from belong_assess.views.safe import safe

COLUMNS = ("id", "title", "score", "weight", "effective", "contribution")


def render_explanation(
    told: Explanation, language: Language, file: str, *, width: int = 80, plain: bool = False, colour: bool = False
) -> str:
    """Write a receipt as text."""
    lines = _plain_lines(told, language) if plain or not told.rows else None
    text = _drawn(told, language, width=width, colour=colour) if lines is None else wrapped(iter(lines), width)
    if not told.rows:
        return text
    more = language("explain.more", file=safe(file), id=told.rows[0].id)
    return f"{text}\n{more}\n"


def _plain_lines(told: Explanation, say: Language) -> list[str]:
    lines = [f"{told.id} {told.title}", told.words]
    if told.question is not None:
        lines += _question_lines(told, say)
    elif told.operation:
        lines.append(told.operation)
    for row in told.rows:
        values = (row.id, row.title, row.score, row.weight, row.effective, row.contribution)
        named = [f"{say(f'explain.column.{name}')}: {held}" for name, held in zip(COLUMNS, values, strict=True) if held]
        lines.append("; ".join(named))
    return [*lines, "", *told.sums, *told.notes]


def _question_lines(told: Explanation, say: Language) -> list[str]:
    row = told.question
    assert row is not None
    named = [
        ("answer", row.answer),
        ("rule", told.operation),
        ("evidence", row.evidence),
        ("comment", row.comment),
        ("by", row.by),
    ]
    return [f"{say(f'explain.{name}')}: {text}" for name, text in named if text]


def _drawn(told: Explanation, say: Language, *, width: int, colour: bool) -> str:
    """Draw the rows as a table; Rich is imported only here."""
    from rich.table import Table
    from rich.text import Text

    from belong_assess.views.terminal import to_text

    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold", expand=True)
    for name in COLUMNS:
        if name == "contribution" and not any(row.contribution for row in told.rows):
            continue
        table.add_column(
            Text(say(f"explain.column.{name}")),
            justify="left" if name in ("id", "title") else "right",
            ratio=1 if name == "title" else None,
            no_wrap=name not in ("title", "score"),
        )
    for row in told.rows:
        values = [row.id, row.title, row.score, row.weight, row.effective, row.contribution]
        table.add_row(*(Text(held) for held in values[: len(table.columns)]))
    head = [Text(f"{told.id} {told.title}", style="bold"), Text(told.words), Text(""), Text(told.operation), Text("")]
    tail = [Text(""), *(Text(line, style="bold") for line in told.sums), *(Text(line) for line in told.notes)]
    return to_text([*head, table, *tail], width=width, colour=colour)


def render_choice(report: Report, language: Language, file: str, *, width: int = 80) -> str:
    """Write what can be explained where no index says where to begin: the areas, and how to ask for one."""
    areas = [language("explain.choice.area", id=line.id, title=line.title, words=line.words) for line in report.areas]
    lines = [report.unit, language("explain.choice"), *areas]
    if report.areas:
        lines += ["", language("explain.more", file=safe(file), id=report.areas[0].id)]
    return wrapped(iter(lines), width)


def render_choice_json(report: Report) -> str:
    """Write the same for programs."""
    areas = [{"id": line.id, "state": line.state, "score": _text(line.score)} for line in report.areas]
    return json.dumps({"areas": areas}, indent=1) + "\n"


def render_explanation_json(told: Explanation, result: Result) -> str:
    """Write a receipt for programs: exact terms, weights and result."""
    node = result.nodes.get(told.id)
    if node is None:
        item = result.items[told.id]
        held: dict[str, object] = {"id": item.id, "state": item.state, "reason": item.reason, "role": item.role}
        held |= {name: _text(getattr(item, name)) for name in ("points", "low", "high", "documented")}
        held |= {"answer": told.question.answer if told.question else "", "counts_in": _shares(item.id, result)}
        return json.dumps(held, ensure_ascii=False, indent=1) + "\n"
    terms = [{"child": t.child, "score": _text(t.score), "weight": _text(t.weight)} for t in node.terms]
    caps = [{"cap": c.cap, "at_most": _text(c.at_most), "applied": c.applied} for c in node.caps]
    held = {"id": node.id, "state": node.state, "aggregation": node.aggregation, "terms": terms, "caps": caps}
    figures = {name: _text(getattr(node, name)) for name in ("raw", "score", "low", "high", "coverage", "documented")}
    return json.dumps({**held, **figures}, indent=1) + "\n"


def _shares(item_id: str, result: Result) -> dict[str, str]:
    """The effective weight of a question in every node that holds it, exactly."""
    found = [(node, term) for node in result.nodes.values() for term in node.terms if term.child == item_id]
    return {node.id: str(node.effective_weight(term)) for node, term in found}


def _text(number: object) -> str | None:
    return None if number is None else str(number)
