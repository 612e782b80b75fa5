"""What goes back to whoever filled in a doubtful file: the same questionnaire with every doubt marked, or a letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from belong_assess.files.returns.places import CellPlaces, slot_of
from belong_assess.files.slots import FILLED, slots
from belong_assess.files.template.book import render_template
from belong_assess.files.template.lines import Extent
from belong_assess.files.template.prefill import Prefill
from belong_assess.files.template.template import Mark, Template
from belong_assess.files.workbooks.grid import Fault, Formula
from belong_assess.files.workbooks.typed import text_of
from belong_assess.language.texts import Language, language, languages
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Problem
from belong_assess.responses.capture import RESPONSE_KEYS
from belong_assess.responses.submission import Unreadable
from belong_assess.sheets.cells import Content
from belong_assess.views.letter import render_letter
from belong_assess.views.problems import problem_line
from belong_assess.workflows.library import Library
from belong_assess.workflows.make_template import conditions_in_words, prefilled_whole
from belong_assess.workflows.score_file import Rejected, Scored

MOST_NOTICES = 40
"""So many doubts are listed on the first sheet; the others are marked in their cells all the same."""

BETWEEN_READINGS = " | "
"""Between what stands in two rows of one question: together they are no answer, so that nobody overlooks them."""

TOLD = ("error", "warning")


def mark_up(read: Scored | Rejected, spoken: str, library: Library) -> tuple[str, bytes] | None:
    """Return the name and the content of what goes back; `spoken` is the language where the file does not say its own.

    Regions of a table get nothing back: whoever made the table sees every doubt in the results.
    """
    if read.place or any(_is_of_a_table(problem.code) for problem in read.problems):
        return None
    if isinstance(read, Rejected):
        code = _language_of(read, spoken)
        stem = PurePath(read.file).stem
        return f"{stem}.txt", render_letter(PurePath(read.file).name, read.problems, language(code)).encode()
    code = read.submission.language if read.submission.language in languages() else spoken
    submission = read.submission
    assessment = library.version(submission.questionnaire, submission.version, code) or read.assessment
    return f"{PurePath(submission.file).stem}.xlsx", render_template(_marked(read, assessment))


def _is_of_a_table(code: str) -> bool:
    """Say whether a code is about a table of many regions; what was not recognised may have been a template."""
    return code.startswith("table.") and code != "table.not_recognised"


def _language_of(read: Rejected, spoken: str) -> str:
    named = None if read.raw is None else read.raw.data.get("language")
    return named if isinstance(named, str) and named in languages() else spoken


def _marked(read: Scored, assessment: Assessment) -> Template:
    """Fill in what was read, put the raw text back where it was not, and say at each place what is to be done."""
    plain = Template(assessment, Extent(read.submission.tier, read.submission.scope))
    template = prefilled_whole(replace(plain, conditions=conditions_in_words(assessment)), read.submission)
    told = [problem for problem in read.problems if problem.severity in TOLD]
    places = read.raw.document if read.raw is not None and isinstance(read.raw.document, CellPlaces) else None
    marks = tuple(_marks(told, assessment, places, template, read))
    cells = _cells(template.prefill.cells, marks, assessment, places)
    besides = template.extent.besides | {_item_of(assessment, mark.slot) for mark in marks}
    return replace(
        template,
        prefill=Prefill(cells, template.prefill.more),
        extent=replace(template.extent, besides=besides),
        marks=marks,
        notices=tuple(_notices(told, template.say)),
    )


def _item_of(assessment: Assessment, name: str) -> str:
    slot = slots(assessment)[name]
    return slot.asked if slot.item is None else slot.item.id


def _marks(
    told: Sequence[Problem], assessment: Assessment, places: CellPlaces | None, template: Template, read: Scored
) -> Iterator[Mark]:
    """One mark a cell, with everything that is to be said of it."""
    words: dict[tuple[str, str], list[str]] = {}
    twice: dict[tuple[str, str], str] = {}
    known = slots(assessment)
    for problem in told:
        found = _slot(problem, places)
        if found is None or found[0] not in known:
            continue
        line = problem_line(problem, template.say)
        words.setdefault(found, []).append(f"{line.what} {line.fix}")
        if problem.code == "return.twice":
            twice[found] = BETWEEN_READINGS.join((problem.facts["first"], problem.facts["found"]))
    for (name, column), said in words.items():
        raw = _given(known[name].asked, read) if places is None and column == "answer" else _raw(name, column, places)
        yield Mark(name, column, "\n".join(said), twice.get((name, column)) or raw)


def _slot(problem: Problem, places: CellPlaces | None) -> tuple[str, str] | None:
    """Return the slot and column that a problem is about, which may stand in a second row of a question or of evidence."""
    where = problem.where
    if problem.code == "answer.na_without_reason":
        return problem.facts["item"], "answer"
    if places is not None and where.cell:
        return places.slot_at(where.sheet, where.cell) or _second_place(problem, places)
    return slot_of(where.path)


def _second_place(problem: Problem, places: CellPlaces) -> tuple[str, str] | None:
    item = problem.facts.get("item", "")
    if problem.code == "return.twice":
        first = places.rows[item]
        return item, next((each for each in first.columns if first.cell(each) == problem.facts["cell"]), "answer")
    return slot_of(problem.where.path) or ((item, "title") if item in places.rows else None)


def _given(asked: str, read: Scored) -> str | None:
    """What a text file holds of an answer that could not be read, as somebody would write it into a cell."""
    for part, entries in (("context", read.submission.context), ("answers", read.submission.answers)):
        if asked in entries and isinstance(entries[asked].response, Unreadable) and read.raw is not None:
            raw = read.raw.data[part][asked]
            held = [each for key, each in raw.items() if key in RESPONSE_KEYS] if isinstance(raw, dict) else raw
            return _in_words(held)
    return None


def _in_words(raw: object) -> str:
    if isinstance(raw, dict):
        return ", ".join(f"{key}: {_in_words(held)}" for key, held in raw.items())
    return ", ".join(map(_in_words, raw)) if isinstance(raw, list) else str(raw)


def _raw(name: str, column: str, places: CellPlaces | None) -> str | None:
    """What a cell showed, word for word. Beside an answer, where any text counts, an error value and a formula are none."""
    row = places.rows.get(name) if places is not None else None
    content = None if row is None else row.get(column)
    if isinstance(content, Formula) and content.cached is not None:
        content = content if isinstance(content.cached, Fault) else content.cached
    if content is None or (column != "answer" and isinstance(content, Formula | Fault)):
        return None
    return text_of(content)


def _cells(
    read: Mapping[tuple[str, str], Content], marks: Sequence[Mark], assessment: Assessment, places: CellPlaces | None
) -> Mapping[tuple[str, str], Content]:
    """What was read, and for a question in doubt all that stood in its rows instead: an answer has several pieces."""
    if places is None:
        return read
    known = slots(assessment)
    asked = {known[mark.slot].asked for mark in marks} & {known[name].asked for name in places.rows}
    held = {place: content for place, content in read.items() if known[place[0]].asked not in asked}
    for name, row in places.rows.items():
        if known[name].asked in asked:
            texts = ((column, _raw(name, column, places)) for column in row.columns if column in FILLED)
            held |= {(name, column): text for column, text in texts if text}
    return held


def _notices(told: Sequence[Problem], say: Language) -> Iterator[str]:
    yield say.count("template.returned", len(told))
    for problem in told[:MOST_NOTICES]:
        line = problem_line(problem, say)
        place = (
            say("template.returned.cell", sheet=problem.where.sheet, cell=problem.where.cell) if problem.where.cell else ""
        )
        yield say("template.returned.line", place=place, what=line.what, fix=line.fix)
    if len(told) > MOST_NOTICES:
        yield say.count("template.returned.more", len(told) - MOST_NOTICES)
