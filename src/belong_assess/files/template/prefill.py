"""A submission as the cells of a template: what `returns` reads back as the same submission."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import assert_never

from belong_assess.files.entries import TICK, column_entries, labels
from belong_assess.files.slots import EVIDENCE, FIELD, OTHER, PRESET, Slot, is_percentage, slots, slots_of
from belong_assess.language.texts import Language, language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Day
from belong_assess.responses.plain_data import number_data
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
    Profile,
    Response,
    Submission,
    Ticked,
    TwoFigures,
    Unreadable,
    Words,
)
from belong_assess.sheets.cells import Content, Figure
from belong_assess.values import value

Cells = dict[tuple[str, str], Content]
"""What stands in a template already, by slot and column."""

AS_TYPED = "0.####"
DAY_FORMAT = "yyyy-mm-dd"
DAY_ZERO = date(1899, 12, 30)


@value
class Prefill:
    """The cells of a template that are filled already, and the evidence beyond the first piece of each answer."""

    cells: Mapping[tuple[str, str], Content] = field(default_factory=dict)
    more: tuple[tuple[str, Evidence], ...] = ()


def given_in(assessment: Assessment, filled: Prefill) -> frozenset[str]:
    """Return the ids of the questions, facts and fields that have something in their cells."""
    known = slots(assessment)
    return frozenset(
        _whole(known[name]) for name in (*(slot for slot, _ in filled.cells), *(slot for slot, _ in filled.more))
    )


def _whole(slot: Slot) -> str:
    return slot.asked if slot.item is None else slot.item.id


def prefill(assessment: Assessment, submission: Submission) -> Prefill:
    """Lay a submission out over the cells of a template in the language of the assessment."""
    filling = _Filling(assessment)
    for asked, entry in (*submission.context.items(), *submission.answers.items()):
        filling.entry(asked, entry)
    filling.profile(submission.profile)
    return Prefill(filling.cells, tuple(filling.more))


class _Filling:
    """Cells gather by slot and column."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.say: Language = language(assessment.language)
        self.labels = labels(assessment, assessment.language)
        self.slots = slots(assessment)
        self.cells: Cells = {}
        self.more: list[tuple[str, Evidence]] = []

    def entry(self, asked: str, entry: Entry) -> None:
        if asked not in self.slots:
            return
        for (name, column), content in self.response(self.slots[asked], entry.response):
            self.put(name, column, content)
        self.put(asked, "note", entry.comment)
        self.put(asked, "confidence", self.word("confidence", entry.confidence))
        self.put(asked, "who", self.word("who", entry.who))
        self.put(asked, "by", entry.by)
        for piece in entry.evidence[:1]:
            for column in EVIDENCE:
                self.put(asked, column, getattr(piece, column))
        self.more += [(asked, piece) for piece in entry.evidence[1:]]

    def put(self, name: str, column: str, content: Content) -> None:
        if content is not None and content != "":
            self.cells[name, column] = content

    def response(self, slot: Slot, response: Response) -> Iterator[tuple[tuple[str, str], Content]]:
        """The cells that a response takes: one, or one for each of its pieces."""
        name = slot.name
        match response:
            case Chosen(value=step, share=share, basis=basis):
                yield (name, "answer"), self.label(name, step) if share is None else self.share(share)
                yield (name, "basis"), self.word("basis", basis)
            case Ticked():
                yield from self.ticked(slot, response)
            case Picked():
                yield from self.picked(slot, response)
            case Amount() | TwoFigures():
                yield from self.figures(name, response)
            case Words(text=text):
                yield (name, "answer"), day(text) if isinstance(slot.answer, Day) else text
            case Unreadable(raw=raw):
                yield (name, "answer"), raw
            case DontKnow() | Later() | NotOurs() | NotApplicable():
                yield from self.special(name, response)
            case _:
                assert_never(response)

    def special(
        self, name: str, response: DontKnow | Later | NotOurs | NotApplicable
    ) -> Iterator[tuple[tuple[str, str], Content]]:
        match response:
            case DontKnow():
                yield (name, "answer"), self.say("template.DK")
            case Later():
                yield (name, "answer"), self.say("template.later")
            case NotOurs(holder=holder, reason=reason, confirmed_by=confirmed_by):
                yield (name, "answer"), self.say("template.NC")
                for column, text in (("holder", holder), ("reason", reason), ("confirmed", confirmed_by)):
                    yield (name, column), text
            case NotApplicable(reason=why, law=law):
                yield (name, "answer"), self.say("template.NA", reason=self.say(f"na.{why}"))
                yield (name, "holder"), law
            case _:
                assert_never(response)

    def figures(self, name: str, response: Amount | TwoFigures) -> Iterator[tuple[tuple[str, str], Content]]:
        if isinstance(response, Amount):
            yield (name, "answer"), self.figure(name, response.number)
            yield (f"{name}/#year", "answer"), None if response.year is None else Figure(response.year, "0")
            yield (f"{name}/#source", "answer"), response.source
            return
        for piece in ("first", "second", "persons"):
            number = getattr(response, piece)
            at = f"{name}/#{piece}"
            yield (at, "answer"), None if number is None else self.figure(at, number)

    def figure(self, name: str, number: Number) -> Content:
        """A number as it is typed; a percentage below one with its sign, or it could stand for a hundred times as much."""
        return self.share(number) if 0 < number < 1 and is_percentage(self.slots[name]) else figure(number)

    def picked(self, slot: Slot, response: Picked) -> Iterator[tuple[tuple[str, str], Content]]:
        several = len(slots_of(self.assessment, slot.name)) > 1
        for option in response.options:
            if several:
                yield (f"{slot.name}/{option}", "answer"), TICK
            else:
                yield (slot.name, "answer"), self.label(slot.name, option)

    def ticked(self, slot: Slot, response: Ticked) -> Iterator[tuple[tuple[str, str], Content]]:
        if response.none:
            yield (slot.name, "answer"), self.say("template.none")
        for option in response.options:
            yield (f"{slot.name}/{option}", "answer"), TICK
        for option, state in response.left_out:
            yield (f"{slot.name}/{option}", "answer"), self.say(f"template.left_out.{state}")
        yield (f"{slot.name}/{OTHER}", "answer"), response.other

    def share(self, share: Number) -> Content:
        """A share with its sign: without one, a small number could be a step."""
        return f"{self.plain(share)} %"

    def plain(self, number: Number) -> str:
        return str(number_data(number)).replace(".", self.say.decimal_mark())

    def profile(self, profile: Profile) -> None:
        presets = {preset.id: preset.roles for preset in self.assessment.questionnaire.competences.presets}
        if profile.preset is not None:
            self.put(PRESET, "answer", self.label(PRESET, profile.preset))
        filled_in = presets.get(profile.preset or "", {})
        for held in self.assessment.questionnaire.competences.fields:
            name = f"{FIELD}{held.id}"
            roles = profile.roles.get(held.id)
            if roles is not None and filled_in.get(held.id) != roles:
                self.put(name, "answer", self.label(name, roles))
            self.put(name, "holder", profile.holders.get(held.id))
            self.put(name, "confirmed", TICK if held.id in profile.confirmed else None)

    def label(self, name: str, raw: object) -> str:
        return self.labels[name].get(repr(raw), str(raw))

    def word(self, column: str, code: str | None) -> str | None:
        return next((each.label for each in column_entries(column, self.say) if each.raw == code), None)


def figure(number: Number) -> Content:
    """A number as it is typed."""
    return Figure(number, "0" if number.denominator == 1 else AS_TYPED)


def day(iso: str) -> Content:
    """A day as spreadsheets count them; words that are no day stay words."""
    try:
        return Figure((date.fromisoformat(iso) - DAY_ZERO).days, DAY_FORMAT)
    except ValueError:
        return iso
