"""What a submission still lacks: open questions and who could know, answers without evidence, contradictions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from belong_assess.language.texts import Language
from belong_assess.results.result import Result
from belong_assess.values import value
from belong_assess.views.answers import QuestionRow
from belong_assess.views.area_page import AreaPage
from belong_assess.views.plain import wrapped
from belong_assess.views.report import Report

NOT_ACCEPTED = ("nc_against_profile", "nc_without_holder", "nc_not_explained", "nc_profile_missing", "na_without_law")


@value
class Todo:
    """One thing to do: the question, what is the matter, and who could know."""

    id: str
    question: str
    matter: str
    ask: str


@value
class TodoList:
    """The things to do of one kind."""

    id: str
    title: str
    todos: tuple[Todo, ...]


@value
class OwnStatus:
    """What is still to be done on questions of the region's own."""

    progress: tuple[str, ...]
    lists: tuple[TodoList, ...]


@value
class Status:
    """All that is still to be done on a submission."""

    unit: str
    summary: str
    progress: tuple[str, ...]
    lists: tuple[TodoList, ...]
    own: OwnStatus | None = None


def build_status(report: Report, result: Result, language: Language, own: Result | None = None) -> Status:
    """Sort the questions of a report into what is still to be done; `own` is the result of the region's own questions."""
    lists = _lists(report.pages, result, language, evidence=report.evidence)
    against = tuple(Todo(f.areas, f.title, f.sentence, "") for f in report.findings if f.kind == "contradiction")
    if against:
        lists.append(TodoList("contradictions", language.count("status.contradictions", len(against)), against))
    apart = None
    if report.own is not None and own is not None:
        lists_apart = _lists(report.own.pages, own, language, evidence=True)
        apart = OwnStatus(_all_progress(report.own.pages, language), tuple(lists_apart))
    return Status(report.unit, report.base, _all_progress(report.pages, language), tuple(lists), apart)


def _lists(pages: Sequence[AreaPage], result: Result, language: Language, *, evidence: bool) -> list[TodoList]:
    rows = {row.id: row for page in pages for row in page.questions}
    by_list = {name: [rows[i] for i in ids if i in rows] for name, ids in _open_ids(result).items()}
    if evidence:
        by_list["no_evidence"] = [row for row in rows.values() if row.state == "answered" and not row.evidence]
    return [
        TodoList(name, language.count(f"status.{name}", len(found)), tuple(_todo(row) for row in found))
        for name, found in by_list.items()
        if found
    ]


def _all_progress(pages: Sequence[AreaPage], language: Language) -> tuple[str, ...]:
    return tuple(_progress(page.line.id, page.line.title, page.questions, language) for page in pages)


def _open_ids(result: Result) -> dict[str, list[str]]:
    """Open questions by what is the matter with them; answers that are not asked come last."""
    opened = [item for item in result.items.values() if item.role == "open"]
    return {
        "unanswered": [
            i.id for i in opened if i.state == "skipped" and i.reason in ("", "later", "parent_open", "incomplete")
        ],
        "dont_know": [i.id for i in opened if i.state == "DK"],
        "unreadable": [i.id for i in opened if i.reason == "unreadable"],
        "not_accepted": [i.id for i in opened if i.reason in NOT_ACCEPTED],
    }


def _todo(row: QuestionRow) -> Todo:
    return Todo(row.id, row.text, row.state_label, row.hint)


def _progress(area: str, title: str, rows: tuple[QuestionRow, ...], language: Language) -> str:
    asked = [row for row in rows if row.state != "not_asked"]
    done = sum(row.state in ("answered", "NC", "NA") for row in asked)
    return language("status.progress", id=area, title=title, done=done, total=len(asked))


def render_status(status: Status, language: Language, *, width: int = 80) -> str:
    """Write the status as plain lines."""
    return wrapped(_lines(status, language), width)


def _lines(status: Status, say: Language) -> Iterator[str]:
    yield from (status.unit, say("status.summary", base=status.summary), "", say("status.areas"))
    yield from status.progress
    yield from _told(status.lists, say)
    if status.own is not None:
        yield from ("", say("own.status"), *status.own.progress)
        yield from _told(status.own.lists, say)


def _told(lists: Sequence[TodoList], say: Language) -> Iterator[str]:
    for each in lists:
        yield from ("", each.title)
        for todo in each.todos:
            ask = f" {say('terminal.ask', who=todo.ask)}." if todo.ask and each.id != "no_evidence" else ""
            matter = f" {todo.matter}." if each.id not in ("no_evidence", "contradictions") else ""
            sentence = f" {todo.matter}" if each.id == "contradictions" else ""
            yield f"{todo.id} {todo.question}{matter}{sentence}{ask}"
    if not lists:
        yield from ("", say("status.nothing"))


def render_status_json(status: Status) -> str:
    """Write the status for programs."""
    return json.dumps(asdict(status), ensure_ascii=False, indent=1) + "\n"
