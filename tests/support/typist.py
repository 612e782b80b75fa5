"""Types a submission: the lines with which somebody at the keyboard gives the same answers as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from belong_assess.interview.prompts import item_and_answer
from belong_assess.interview.replies import options_of
from belong_assess.interview.script import (
    FactStep,
    FieldStep,
    FinalStep,
    PresetStep,
    ProfileStep,
    QuestionStep,
    SectionStep,
    item_of,
    script,
)
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Answer
from belong_assess.responses.plain_data import number_data
from belong_assess.responses.standing import ROLES_OF_POWER
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
    Submission,
    Ticked,
    TwoFigures,
    Words,
)

CONFIDENCES = ("low", "medium", "high")
ACTORS = ("region", "shared", "state", "others")
REASONS = ("absent", "no_case", "forbidden")
BASES = ("counted", "estimated")


class Typist:
    """Goes through the script of a submission from the first question to the end."""

    def __init__(self, assessment: Assessment, said: Submission) -> None:
        self.assessment = assessment
        self.said = said
        self.by: str | None = None

    def lines(self) -> Iterator[str]:
        """Every line, up to the last review; the prompt after them is that of the whole."""
        for step in script(self.assessment, self.said).steps:
            match step:
                case FactStep():
                    yield from self.answer(step.id, self.said.context.get(step.id))
                case QuestionStep():
                    yield from self.answer(step.id, self.said.answers.get(step.id))
                case PresetStep():
                    presets = [each.id for each in self.assessment.questionnaire.competences.presets]
                    preset = self.said.profile.preset
                    yield str(presets.index(preset) + 1) if preset else "0"
                case FieldStep():
                    yield from self.field(step.id)
                case ProfileStep():
                    yield from self.profile()
                case SectionStep():
                    yield ""
                case FinalStep():
                    return

    def profile(self) -> Iterator[str]:
        """Change the fields that differ from the preset."""
        competences, profile = self.assessment.questionnaire.competences, self.said.profile
        known = next((dict(each.roles) for each in competences.presets if each.id == profile.preset), None)
        for place, field in enumerate(competences.fields, 1):
            differs = known is not None and profile.roles.get(field.id) != known[field.id]
            if differs or field.id in profile.holders or field.id in profile.confirmed:
                yield str(place)
                yield from self.field(field.id)
        yield ""

    def field(self, field: str) -> Iterator[str]:
        profile = self.said.profile
        roles = profile.roles[field]
        known = [role.id for role in self.assessment.questionnaire.competences.roles]
        yield " ".join(str(known.index(role) + 1) for role in roles)
        yield literal(profile.holders.get(field))
        if roles == ("none",):
            yield "y" if field in profile.confirmed else "n"

    def answer(self, asked: str, entry: Entry | None) -> Iterator[str]:
        """What stands beside an answer first, the answer last: it goes on to the next question."""
        if entry is None:
            yield "s"
            return
        if entry.by != self.by:
            yield from ("m", entry.by or "delete")
            self.by = entry.by
        for piece in entry.evidence:
            yield from ("e", literal(piece.title), *(literal(each) for each in (piece.kind, piece.reference, piece.date)))
        if entry.comment:
            yield from ("c", *several(entry.comment))
        if entry.confidence:
            yield from ("f", str(CONFIDENCES.index(entry.confidence) + 1))
        if entry.who:
            yield from ("w", str(ACTORS.index(entry.who) + 1))
        yield from self.response(asked, entry)

    def response(self, asked: str, entry: Entry) -> Iterator[str]:  # noqa: C901
        item, answer = item_and_answer(self.assessment, asked)
        match entry.response:
            case Chosen() as chosen:
                yield str(chosen.value) if chosen.share is None else f"{figure(chosen.share)} %"
                if self.assessment.takes_share(answer):
                    yield str(BASES.index(chosen.basis) + 1) if chosen.basis else ""
            case Ticked() as ticked:
                yield from self.ticks(answer, ticked)
            case Amount(number=number, year=year, source=source):
                yield figure(number)
                if answer.kind == "figure":
                    yield from ("" if year is None else str(year), literal(source))
            case TwoFigures(first=first, second=second, persons=persons):
                assert first is not None and second is not None
                yield f"{figure(first)} {figure(second)}"
                yield "" if persons is None else str(persons)
            case Words(text=text):
                yield from several(text) if answer.kind == "text" else (text,)
            case Picked(options=options):
                yield self.numbers(answer, options)
            case DontKnow():
                yield "d"
            case Later():
                yield "s"
            case NotApplicable(reason=reason, law=law):
                yield from ("a", *([""] if answer.kind == "ticks" else []), str(REASONS.index(reason) + 1))
                if reason == "forbidden":
                    yield literal(law)
            case NotOurs(holder=holder, reason=why, confirmed_by=second_one):
                yield from ("o", *([""] if answer.kind == "ticks" else []), literal(holder))
                roles = self.said.profile.roles.get(item.competence or "", ())
                if not ROLES_OF_POWER.isdisjoint(roles):
                    yield from (literal(why), literal(second_one))
                elif "plans" in roles and not entry.comment:
                    yield ""
            case other:
                raise ValueError(other)

    def ticks(self, answer: Answer, ticked: Ticked) -> Iterator[str]:
        for state, key in (("NC", "o"), ("NA", "a")):
            if left := tuple(option for option, held in ticked.left_out if held == state):
                yield from (key, self.numbers(answer, left))
        words = "0" if ticked.none else self.numbers(answer, ticked.options)
        yield f"{words} other: {ticked.other}" if ticked.other else words

    def numbers(self, answer: Answer, options: tuple[str, ...]) -> str:
        listed = {option.raw: option.number for option in options_of(self.assessment, answer)}
        return " ".join(listed[option] for option in options)


def figure(number: Number) -> str:
    return str(number_data(Fraction(number)))


def literal(text: str | None) -> str:
    """A text of one line, marked so that it is no command; nothing where there is none."""
    return "" if text is None else "\\" + text


def several(text: str) -> tuple[str, ...]:
    """A text of any number of lines."""
    lines = text.split("\n")
    return ("...", *lines, ".") if len(lines) > 1 else ("\\" + text,)


def typed_within(submission: Submission, assessment: Assessment) -> Submission:
    """A submission as somebody types it: what its tier asks, blanks put off unless a confirmed field speaks for them."""
    steps = script(assessment, submission).steps
    facts = {step.id: submission.context.get(step.id, Entry(Later())) for step in steps if isinstance(step, FactStep)}
    asked = [step.id for step in steps if isinstance(step, QuestionStep)]
    spoken = submission.profile.confirmed
    blank = {each for each in asked if item_of(assessment, each).competence in spoken and each not in submission.answers}
    answers = {each: submission.answers.get(each, Entry(Later())) for each in asked if each not in blank}
    return replace(
        submission, context=dict(map(_titled, facts.items())), answers=dict(map(_titled, answers.items())), file=""
    )


def _titled(held: tuple[str, Entry]) -> tuple[str, Entry]:
    name, entry = held
    return name, replace(entry, evidence=tuple(map(_with_title, entry.evidence)))


def _with_title(piece: Evidence) -> Evidence:
    return piece if piece.title else replace(piece, title=piece.kind, kind=None)
