"""One question as a report shows it: the answer in words, its state, its points, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Answer, Item, Measure, Pick, Ticks
from belong_assess.responses.submission import (
    Amount,
    Chosen,
    DontKnow,
    Entry,
    Evidence,
    Later,
    NotApplicable,
    NotOurs,
    Number,
    Picked,
    Response,
    Submission,
    Ticked,
    TwoFigures,
    Unreadable,
    Words,
)
from belong_assess.results.result import ItemResult, Result
from belong_assess.values import value
from belong_assess.views.figures import points_text
from belong_assess.views.safe import safe


@value
class QuestionRow:
    """A question with all that a reader may want to know of its answer; texts are empty where there is nothing."""

    id: str
    area: str
    text: str
    state: str
    state_label: str
    answer: str
    points: str
    exact: Number | None
    weight: str
    evidence: str
    comment: str
    confidence: str
    who: str
    by: str
    hint: str


def question_row(
    assessment: Assessment,
    submission: Submission,
    result: Result,
    item_id: str,
    language: Language,
    cuts: Sequence[Number],
    who_knows: str = "",
    *,
    redact: bool = False,
) -> QuestionRow:
    """Word one question and its answer; with `redact`, free text stays out."""
    item, found = assessment.items[item_id], result.items[item_id]
    entry = submission.answers.get(item_id)
    measured = assessment.measured.get(item_id)
    entries = entries_of(assessment, submission, item_id)
    spoken = () if redact else entries
    return QuestionRow(
        id=item_id,
        area=assessment.area_of.get(item_id, assessment.section_of[item_id]),
        text=item.text,
        state=found.state,
        state_label=state_label(found, language),
        answer=answer_text(assessment, item, entry, submission, language, redact),
        points="" if found.points is None else points_text(found.points, cuts, language),
        exact=found.points,
        weight="" if measured is None else f"{measured.weight.normalize():f}",
        evidence=evidence_text([piece for held in spoken for piece in held.evidence], language),
        comment=language("report.semicolon").join(safe(held.comment) for held in spoken if held.comment),
        confidence=language(f"confidence.{entry.confidence}") if entry and entry.confidence else "",
        who=language(f"actor.{entry.who}") if entry and entry.who else "",
        by=language.list(list(dict.fromkeys(safe(held.by) for held in entries if held.by))),
        hint=who_knows or field_department(assessment, item, language),
    )


def entries_of(assessment: Assessment, submission: Submission, item_id: str) -> tuple[Entry, ...]:
    """What was said to a question and, where it has several parts, to each of them."""
    asked = (item_id, *(f"{item_id}.{part.id}" for part in assessment.parts_of(item_id)))
    return tuple(entry for answered in asked if (entry := submission.answers.get(answered)) is not None)


def state_label(found: ItemResult, language: Language) -> str:
    """Name the state of an item, with the reason where there is one."""
    label = language("state.implied" if found.implied else f"state.{found.state}")
    return language("state.with_reason", state=label, reason=language(f"reason.{found.reason}")) if found.reason else label


def said(row: QuestionRow) -> str:
    """The answer where it counts; otherwise the state first, so that no two states read alike."""
    if row.state == "answered":
        return row.answer
    return f"{row.state_label}: {row.answer}" if row.answer and row.answer not in row.state_label else row.state_label


def answer_text(
    assessment: Assessment, item: Item, entry: Entry | None, submission: Submission, language: Language, redact: bool = False
) -> str:
    """Write an answer in words. A group lists its parts."""
    if entry is not None:
        return response_text(assessment, item.answer, entry.response, language, redact)
    parts = [
        f"{part.text}: {response_text(assessment, part.answer, held.response, language, redact)}"
        for part in assessment.parts_of(item.id)
        if (held := submission.answers.get(f"{item.id}.{part.id}"))
    ]
    return language("report.semicolon").join(parts)


def response_text(
    assessment: Assessment, answer: Answer, response: Response, language: Language, redact: bool = False
) -> str:
    """Write one response in words of the language; values stay what they are."""
    match response:
        case Chosen():
            return _chosen(assessment, answer, response, language)
        case Ticked():
            return _ticked(answer, response, language, redact)
        case Amount(number=number, year=year, source=source):
            extra = [str(year)] if year else []
            extra += [safe(source)] if source and not redact else []
            amount = f"{_plain(number, language)} {answer.unit}" if isinstance(answer, Measure) else _plain(number, language)
            return amount + (f" ({language.list(extra)})" if extra else "")
        case TwoFigures(first=first, second=second):
            ends = ["" if figure is None else _percent(figure, language) for figure in (first, second)]
            ends = [end or language("report.missing") for end in ends]
            return language("answer.pair", first=ends[0], second=ends[1])
        case Words(text=text):
            return "" if redact else safe(text)
        case Picked(options=options):
            return language.list([_label(answer, option) for option in options])
        case DontKnow():
            return language("state.DK")
        case Later():
            return language("state.skipped")
        case NotOurs(holder=holder):
            return language("answer.NC", holder=safe(holder)) if holder and not redact else language("state.NC")
        case NotApplicable(reason=reason, law=law):
            text = language("answer.NA", reason=language(f"na.{reason}"))
            return f"{text} ({safe(law)})" if law and not redact else text
        case Unreadable(raw=raw):
            return language("answer.unreadable", raw="" if redact else safe(raw))
        case _:
            assert_never(response)


def _chosen(assessment: Assessment, answer: Answer, response: Chosen, language: Language) -> str:
    label = next(option.label for option in assessment.options_of(answer) if option.value == response.value)
    text = language("answer.step", value=response.value, label=label)
    notes = []
    if response.share is not None:
        notes.append(_percent(response.share, language))
    if response.basis is not None:
        notes.append(language(f"basis.{response.basis}"))
    return f"{text} ({language.list(notes)})" if notes else text


def _ticked(answer: Answer, response: Ticked, language: Language, redact: bool) -> str:
    words = [_label(answer, option) for option in response.options]
    if response.none or (not words and response.other):
        words.append(language("answer.none"))
    if response.other and not redact:
        words.append(language("answer.other", text=safe(response.other)))
    words += [f"{_label(answer, option)}: {language(f'state.{state}')}" for option, state in response.left_out]
    return language("report.semicolon").join(words)


def _label(answer: Answer, option_id: str) -> str:
    assert isinstance(answer, (Ticks, Pick))
    return next(option.label for option in answer.options if option.id == option_id)


def _plain(number: Number, language: Language) -> str:
    """Write a number as it was given: up to three decimals, no trailing zeros."""
    return language.number(number, _digits(number))


def _percent(number: Number, language: Language) -> str:
    """Write a percentage as it was given (0-100)."""
    return language.percent(Fraction(number) / 100, _digits(number))


def _digits(number: Number) -> int:
    return next((digits for digits in range(3) if (number * 10**digits).denominator == 1), 3)


def evidence_text(evidence: Sequence[Evidence], language: Language) -> str:
    """Write what an answer rests on: titles with reference and date."""
    shown = []
    for piece in evidence:
        details = [safe(part) for part in (piece.reference, piece.date) if part]
        title = safe(piece.title or piece.kind or "")
        shown.append(f"{title} ({language.list(details)})" if details and title else title or language.list(details))
    return language("report.semicolon").join(shown)


def functions_by_area(assessment: Assessment, submission: Submission) -> dict[str, str]:
    """Who could know: the function that answered most in each area."""
    said: dict[str, list[str]] = {}
    for item_id, entry in submission.answers.items():
        if entry.by and (area := assessment.area_of.get(item_id)):
            said.setdefault(area, []).append(entry.by)
    return {area: safe(max(sorted(set(functions)), key=functions.count)) for area, functions in said.items()}


def field_department(assessment: Assessment, item: Item, language: Language) -> str:
    """Who could know where nobody answered in the area: whoever deals with the question's competence field."""
    labels = {field.id: field.label for field in assessment.questionnaire.competences.fields}
    return language("report.field_department", field=labels[item.competence]) if item.competence else ""
