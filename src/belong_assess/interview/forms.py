"""The small forms beside a question: special answers with what they need, evidence, note, confidence, who can act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, get_args

from belong_assess.interview.changes import evidence_data
from belong_assess.interview.desk import Desk
from belong_assess.interview.lines import Line
from belong_assess.interview.prompts import LEAD, item_and_answer
from belong_assess.interview.replies import Given, Option, options_of, read_answer, read_count, read_figure
from belong_assess.interview.script import FactStep, QuestionStep
from belong_assess.interview.talk import Left, Talk
from belong_assess.interview.vocabulary import Blank, Name, Typed, is_word, words_of
from belong_assess.model.questionnaire import Day, Figure, FreeText, Item, Pair, Ticks
from belong_assess.responses.capture import Captured, capture
from belong_assess.responses.plain_data import response_data
from belong_assess.responses.plain_text import folded
from belong_assess.responses.standing import ROLE_OF_PLANNING, ROLES_OF_POWER
from belong_assess.responses.submission import (
    Actor,
    Amount,
    Basis,
    Chosen,
    Confidence,
    NaReason,
    Ticked,
    TwoFigures,
    Unreadable,
)
from belong_assess.views.answers import evidence_text
from belong_assess.views.safe import safe

Asked = FactStep | QuestionStep
YEAR_OR_MONTH = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?\Z", re.ASCII)
BESIDE: tuple[Name, ...] = ("note", "evidence", "confidence", "who")
CHOICES: dict[str, tuple[str, tuple[str, ...]]] = {
    "confidence": ("confidence", get_args(Confidence)),
    "who": ("actor", get_args(Actor)),
    "basis": ("basis", get_args(Basis)),
    "reason": ("na", get_args(NaReason)),
}
"""What is chosen from a closed list: where its words stand, and its values."""


class Forms:
    """Asks for what belongs to one question, and keeps each piece before it asks for the next."""

    def __init__(self, talk: Talk, desk: Desk) -> None:
        self.talk = talk
        self.desk = desk

    @contextmanager
    def asides(self, step: Asked) -> Iterator[None]:
        """Let note, evidence, confidence and who be given in the middle of an answer, which is then gone on with."""

        def aside(name: Name) -> bool:
            if name not in BESIDE:
                return False
            self.talk.aside = lambda name: False
            try:
                self.fill(name, step)
            except Left as left:
                if left.command.name != "back":
                    raise
            finally:
                self.talk.aside = aside
            return True

        self.talk.aside = aside
        try:
            yield
        finally:
            self.talk.aside = lambda name: False

    def fill(self, name: Name, step: Asked) -> bool:
        """Carry out a command that says something of a question; say whether the question is answered by it."""
        match name:
            case "dont_know":
                return self.kept(step, {"state": "DK"})
            case "not_ours":
                with self.asides(step):
                    return self.not_ours(step)
            case "not_applicable":
                with self.asides(step):
                    return self.not_applicable(step)
            case "note":
                self.note(step)
            case "evidence":
                self.evidence(step)
            case "confidence" | "who":
                self.beside(step, name)
            case "clear":
                self.desk.clear(step)
        return False

    # the gate

    def kept(self, step: Asked, raw: Any) -> bool:
        """Let a value through the gate and keep it; what the gate refuses is said, and nothing is kept."""
        captured = self.captured(step, raw)
        if captured is None or captured.entry is None:
            return False
        self.desk.answer(step, captured.entry.response)
        return True

    def captured(self, step: Asked, raw: Any) -> Captured | None:
        """Let a value through the gate; `None`, and the reason said, where it is refused."""
        captured = capture(self.desk.assessment, step.id, raw)
        if captured.entry is None or not isinstance(captured.entry.response, Unreadable):
            return captured
        options = options_of(self.desk.assessment, item_and_answer(self.desk.assessment, step.id)[1])
        codes = {problem.code for problem in captured.problems}
        if options and codes == {"answer.not_an_option"}:
            self.talk.not_an_option(captured.problems[0].facts["found"], options)
            return None
        for problem in captured.problems:
            self.talk.problem(problem)
        self.talk.refused()
        return None

    # after an answer

    def follow_up(self, step: Asked, given: set[str]) -> None:
        """Ask for what belongs to an answer of this kind, but for what was `given` with it."""
        answer = item_and_answer(self.desk.assessment, step.id)[1]
        match answer:
            case Pair():
                self.second_figure(step, given)
            case Figure():
                self.source(step)
            case _ if self.is_share(step) and "basis" not in given:
                self.beside(step, "basis")

    def is_share(self, step: Asked) -> bool:
        """Say whether an answer is a share of something that can be counted."""
        options = self.desk.assessment.options_of(item_and_answer(self.desk.assessment, step.id)[1])
        return any(option.at_least is not None for option in options)

    def second_figure(self, step: Asked, given: set[str]) -> None:
        """Ask for the figure that was not typed, and for the number of persons behind the first one."""
        answer = item_and_answer(self.desk.assessment, step.id)[1]
        assert isinstance(answer, Pair)
        persons = self.talk.say("interview.pair.persons")
        for name, about in (("first", answer.first), ("second", answer.second), ("persons", persons)):
            if name not in given:
                self.one_figure(step, name, about)

    def one_figure(self, step: Asked, name: str, about: str) -> None:
        """Ask for one number more of an answer that has several."""
        held = self.held(step)
        while isinstance(reply := self.detail("interview.detail.figure", held.get(name), about=about), Typed):
            raw = self.number(reply.text, whole=name == "persons")
            if raw is not None and self.kept(step, {**held, name: raw}):
                return

    def held(self, step: Asked) -> dict[str, Any]:
        """What a response holds now, its details included."""
        entry = self.desk.entry(step)
        return response_data(entry.response) if entry else {}

    def number(self, text: str, *, whole: bool = False) -> Any:
        """Read a number; where it can be read in several ways, ask."""
        found = (read_count if whole else read_figure)(text, self.talk.say)
        return found.raw if isinstance(found, Given) else self.talk.certain(found)

    def source(self, step: Asked) -> None:
        """Ask for year and source of a figure."""
        held = self.held(step)
        if "number" not in held:
            return
        while isinstance(reply := self.detail("interview.figure.year", held.get("year")), Typed):
            year = self.number(reply.text, whole=True)
            if year is not None and self.kept(step, {**held, "year": year}):
                held["year"] = year
                break
        if words := self.words("interview.figure.source", held.get("source")):
            self.kept(step, {**held, "source": words})

    def detail(self, key: str, known: Any, /, **facts: object) -> Typed | Blank:
        """Ask for a detail; what is known of it already is shown, and stays where nothing is typed."""
        return self.talk.detail(known_key(key, known), **facts, known=safe(str(known or "")))

    def words(self, key: str, known: Any, /) -> str | None:
        """Ask for a detail in words; what is known of it already is shown, and stays where nothing is typed."""
        return self.talk.free_words(known_key(key, known), known=safe(str(known or "")))

    # special answers

    def not_ours(self, step: Asked) -> bool:
        """Keep that another level holds the power, with what the method asks for where the region has a role itself."""
        item, answer = item_and_answer(self.desk.assessment, step.id)
        if item.competence is None:
            self.captured(step, {"state": "NC"})
            return False
        if isinstance(answer, Ticks) and (options := self.some_options(step)):
            return self.leave_out(step, options, "NC")
        held = {"state": "NC", **self.held_as(step, "NC")}
        profile = self.desk.submission.profile.holders.get(item.competence)
        if holder := self.words("interview.nc.holder", held.get("holder") or profile):
            held["holder"] = holder
        self.kept(step, held)
        self.justified(step, item, held, profile)
        return True

    def held_as(self, step: Asked, state: str) -> dict[str, Any]:
        """What a special answer holds already; nothing where the answer is another one."""
        held = self.held(step)
        return held if held.get("state") == state else {}

    def justified(self, step: Asked, item: Item, held: dict[str, Any], profile: str | None) -> None:
        """With power in the field, ask for a reason and a second function; with planning, for a line on what is done."""
        roles = self.desk.submission.profile.roles.get(item.competence or "", ())
        if not ROLES_OF_POWER.isdisjoint(roles):
            if profile and "holder" not in held:
                held["holder"] = profile
                self.kept(step, held)
            self.talk.tell("interview.nc.power")
            for name in ("reason", "confirmed_by"):
                if words := self.words(f"interview.nc.{name}", held.get(name)):
                    held[name] = words
                    self.kept(step, held)
        elif ROLE_OF_PLANNING in roles and not self.has_note(step) and (words := self.talk.free_words("interview.nc.plans")):
            self.desk.detail(step, "comment", words)

    def has_note(self, step: Asked) -> bool:
        """Say whether a note stands beside a question."""
        entry = self.desk.entry(step)
        return entry is not None and entry.comment is not None

    def not_applicable(self, step: Asked) -> bool:
        """Keep that something does not exist here, for a reason from the closed list."""
        item, answer = item_and_answer(self.desk.assessment, step.id)
        if "NA" in item.refuses:
            self.captured(step, {"state": "NA"})
            return False
        if isinstance(answer, Ticks) and (options := self.some_options(step)):
            return self.leave_out(step, options, "NA")
        reason = self.talk.choose(self.listed("reason"), "interview.na.ask")
        if reason is None:
            return False
        if reason != "forbidden":
            return self.kept(step, {"state": "NA", "reason": reason})
        held = {"state": "NA", **self.held_as(step, "NA"), "reason": reason}
        law = self.words("interview.na.law", held.get("law"))
        return self.kept(step, {**held, "law": law} if law else held)

    def some_options(self, step: Asked) -> list[str]:
        """Ask whether the whole question is meant, or some of its options."""
        answer = item_and_answer(self.desk.assessment, step.id)[1]
        while isinstance(reply := self.talk.detail("interview.left_out.ask"), Typed):
            found = read_answer(self.desk.assessment, answer, reply.text, self.talk.languages)
            if isinstance(found, Given) and isinstance(found.raw, list) and "none" not in found.raw:
                return found.raw
            self.talk.not_an_option(reply.text, options_of(self.desk.assessment, answer))
        return []

    def leave_out(self, step: Asked, options: Sequence[str], state: str) -> bool:
        """Leave options out; the rest of the question is still to be answered, unless it is."""
        entry = self.desk.entry(step)
        held = response_data(entry.response) if entry and isinstance(entry.response, Ticked) else {}
        left_out = {**held.get("left_out", {}), **dict.fromkeys(options, state)}
        ticked = [each for each in held.get("ticked", []) if each not in left_out]
        kept = {**held, "left_out": left_out}
        if "ticked" in held:
            kept["ticked"] = ticked
        self.kept(step, kept)
        return False

    def with_details(self, step: Asked, raw: Any) -> Any:
        """An answer typed anew keeps what was said beside the earlier one: year, source, persons, options left out."""
        entry = self.desk.entry(step)
        match entry.response if entry else None:
            case Ticked(left_out=left_out) if left_out:
                return _with_left_out(raw, dict(left_out))
            case Amount(year=year, source=source) if not isinstance(raw, dict):
                return {"number": raw, **_known(year=year, source=source)} if year or source else raw
            case TwoFigures() if isinstance(raw, dict):
                return {**self.held(step), **raw}
            case Chosen(basis=basis) if basis:
                return {**(raw if isinstance(raw, dict) else {"value": raw}), "basis": basis}
            case _:
                return raw

    # what stands beside an answer

    def note(self, step: Asked) -> None:
        """Ask for the note; a sign takes it away."""
        entry = self.desk.entry(step)
        if entry and entry.comment:
            self.talk.show(Line(safe(entry.comment), "given", LEAD))
        words = self.talk.free_words("interview.note.ask", delete=self.delete_word)
        if words and is_word(words, "interview.word.delete", self.talk.languages):
            self.desk.detail(step, "comment", None)
        elif words:
            self.desk.detail(step, "comment", words)

    def evidence(self, step: Asked) -> None:
        """List what there is, and ask for one piece more: its title, and whatever else is known."""
        entry = self.desk.entry(step)
        pieces = [evidence_data(piece) for piece in entry.evidence] if entry else []
        for number, piece in enumerate(entry.evidence if entry else (), 1):
            self.talk.show(Line(evidence_text([piece], self.talk.say), "given", f"{LEAD}{number}  "))
        title = self.talk.free_words("interview.evidence.title", delete=self.delete_word)
        if title is None or self.taken_away(step, pieces, title):
            return
        pieces.append({"title": title})
        self.desk.detail(step, "evidence", pieces)
        for name in ("kind", "reference"):
            if words := self.talk.free_words(f"interview.evidence.{name}"):
                pieces[-1] = {**pieces[-1], name: words}
                self.desk.detail(step, "evidence", pieces)
        if day := self.day():
            pieces[-1] = {**pieces[-1], "date": day}
            self.desk.detail(step, "evidence", pieces)

    @property
    def delete_word(self) -> str:
        """The word with which something is taken away."""
        return words_of(self.talk.say("interview.word.delete"))[0]

    def taken_away(self, step: Asked, pieces: list[dict[str, str]], line: str) -> bool:
        """Take a piece of evidence away, where that was typed: the word, and its number."""
        word, _, number = line.rpartition(" ")
        if not is_word(word, "interview.word.delete", self.talk.languages) or not number.isdecimal():
            return False
        if not 0 < int(number) <= len(pieces):
            self.talk.tell("interview.evidence.no_number", found=number)
            return True
        rest = [piece for place, piece in enumerate(pieces, 1) if place != int(number)]
        self.desk.detail(step, "evidence", rest or None)
        return True

    def day(self) -> str | None:
        """Ask for a day; a year or a month will do, because many documents give no more."""
        while isinstance(reply := self.talk.detail("interview.evidence.date"), Typed):
            if YEAR_OR_MONTH.match(reply.text):
                return reply.text
            found = read_answer(self.desk.assessment, Day(kind="date"), reply.text, self.talk.languages)
            day = found.raw if isinstance(found, Given) else self.talk.certain(found)
            if isinstance(day, str) and _is_day(day):
                return day
            if day is not None:
                self.talk.tell("interview.refused.day", found=reply.text[:60])
                self.talk.refused()
        return None

    def beside(self, step: Asked, name: str) -> None:
        """Ask for what is chosen from a closed list."""
        options = self.listed(name)
        held = self.held(step).get("basis") if name == "basis" else None
        known = next((option.label for option in options if option.raw == held), None)
        chosen = self.talk.choose(options, known_key(f"interview.{name}.ask", known), known=known)
        if chosen is not None:
            self.desk.detail(step, name, chosen)

    def listed(self, name: str) -> tuple[Option, ...]:
        """The values of a closed list as options."""
        words, values = CHOICES[name]
        return tuple(Option(str(n), self.talk.say(f"{words}.{each}"), each) for n, each in enumerate(values, 1))

    def answered_by(self) -> None:
        """Ask who answers from now on."""
        reply = self.talk.text("interview.by.ask", delete=self.delete_word)
        if isinstance(reply, Blank) or not self.talk.may_keep(reply.text):
            return
        nobody = is_word(reply.text, "interview.word.delete", self.talk.languages)
        self.desk.by = None if nobody else " ".join(reply.text.split())

    # texts

    def text(self, step: Asked, reply: Typed) -> str | None:
        """Take a free text as an answer; `None` where it is to be typed again."""
        text = self.talk.words(reply)
        return text if self.talk.may_keep(text) else None


def known_key(key: str, known: object) -> str:
    """The text that asks for a detail: another one where it is known already."""
    return f"{key}.known" if known else key


def _known(**details: Any) -> dict[str, Any]:
    return {name: each for name, each in details.items() if each is not None}


def _with_left_out(raw: Any, before: dict[str, str]) -> Any:
    """Ticks typed anew leave out what was left out before, but for what is ticked now."""
    ticks: dict[str, Any] = raw if isinstance(raw, dict) else {"none": True} if raw == ["none"] else {"ticked": raw}
    left_out = {option: state for option, state in before.items() if option not in (ticks.get("ticked") or ())}
    return {**ticks, "left_out": left_out} if left_out else ticks


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_text(desk: Desk, step: Asked) -> bool:
    """Say whether any line at all is an answer to a step."""
    return isinstance(item_and_answer(desk.assessment, step.id)[1], FreeText)


def split_basis(text: str, talk: Talk) -> tuple[str, str | None]:
    """Part a share from the word after it that says whether it was counted."""
    head, _, tail = text.rpartition(" ")
    for basis in get_args(Basis):
        if head and any(folded(tail) == folded(say(f"basis.{basis}")) for say in talk.languages):
            return head.strip(" ,"), basis
    return text, None
