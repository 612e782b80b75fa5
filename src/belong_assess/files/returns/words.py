"""What people write into cells: words of any shipped language, figures, dates and signs, as the raw values of a file.

One reading is taken, and noted where the words were not those of the list; several readings are a problem; what has none is
passed on as it stands, for the gate to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from belong_assess.files.entries import Entry, column_entries, entries, later, special_entries, states_of_option
from belong_assess.files.slots import Slot, slots
from belong_assess.language.texts import Language, language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Choice, FreeText, Pick, Steps, Tick, Ticks
from belong_assess.responses.plain_text import folded

_YES = """
x ✓ ✔ ☑ ☒ ✗ yes y true ja j oui vrai sí si s sì tak t da д да áno ano igen kyllä jah jā taip nai ναι sim evet po bai
"""
_NO = """
no n false nein non faux não nao nie nu не нет ne nem ei nej nee όχι oxi hayır
"""
YES, NO = frozenset(_YES.split()), frozenset(_NO.split())
"""A tick, or a word for yes, in the languages of European administrations; a word for no: not ticked, and said so."""

DASHES = frozenset("-□☐")
"""What people put where they leave something out: beside an option no tick, and never a "no"."""

NUMBERED = re.compile(r"(\d{1,3})\s*(?:[-–—:.)=]+\s*|\s+)(\S.*)", re.DOTALL)
NUMBER_ALONE = re.compile(r"\(?(\d{1,3})[.):]")
"""A number as it stands before an entry of a list: `3.`, `3)`, `(3)`."""
BETWEEN_ROLES = re.compile(r"[+,;&]")
SPECIAL = re.compile(r"(dk|nc|na)\b\s*(?:[-–—:.)=]+\s*)?(.*)", re.DOTALL)
LEAST_BEGINNING = 4
"""So many letters at least make a beginning of an entry that was cut off or not typed to its end."""


class Reading(NamedTuple):
    """What a text means: the raw value, and why that is worth a note (empty where it is not)."""

    raw: Any
    note: str = ""


class Words:
    """The words of one method in the language of a return, and behind them those of every other shipped language."""

    def __init__(self, assessment: Assessment, others: Callable[[], Sequence[Assessment]]) -> None:
        self.assessment = assessment
        self.own = vocabulary(assessment, assessment.language)
        self.others = others
        self._known: dict[bool, dict[str, dict[Any, Any]]] = {}

    def known(self, *, codes: bool) -> Mapping[str, dict[Any, Any]]:
        """Return where readings of closed answers are kept: by slot, then by what stands in the cell."""
        if codes not in self._known:
            self._known[codes] = {name: {} for name, slot in slots(self.assessment).items() if _is_closed(slot)}
        return self._known[codes]

    def answer(self, slot: Slot, text: str) -> Reading | None:
        """Read an answer, an option or a part of the profile; `None` where the words have no single meaning."""
        exact = self.own[slot.name].get(text)
        if exact is not None:
            return exact
        word = folded(text)
        found = _in(self.own[slot.name], word)
        if found is not None:
            return found
        foreign = [held for other in self.others() if (held := _in(vocabulary(other, other.language)[slot.name], word))]
        if foreign and len({repr(each.raw) for each in foreign}) == 1:
            return Reading(foreign[0].raw, "language")
        return self._several_roles(slot, word) if slot.kind == "field" else _signs(slot, word)

    def _several_roles(self, slot: Slot, word: str) -> Reading | None:
        """Roles in any order, with a sign between them."""
        known = self.own[slot.name]
        found = [known.get(piece.strip()) for piece in BETWEEN_ROLES.split(word)]
        named = {role for reading in found if reading is not None for role in reading.raw}
        if None in found or len(found) < 2 or len(named) < len(found):
            return None
        roles = self.assessment.questionnaire.competences.roles
        return Reading(tuple(role.id for role in roles if role.id in named))

    def option(self, slot: Slot, text: str) -> Reading | None:
        """Read one option of several by its id or its words."""
        word = folded(text)
        if (own := options_by_word(self.assessment)[slot.name].get(word)) is not None:
            return Reading(own)
        foreign = {held for other in self.others() if (held := options_by_word(other)[slot.name].get(word)) is not None}
        return Reading(foreign.pop(), "language") if len(foreign) == 1 else None

    def coded_option(self, slot: Slot, text: str) -> Reading | None:
        """Read an option by its place in the list, from 1; 0 is none of them. `grants=NC` is one that lies outside."""
        ids = [option.id for option in getattr(slot.answer, "options", ())]
        option, _, state = text.partition("=")
        if state.strip().upper() in ("NC", "NA") and (found := self.option(slot, option)) is not None:
            return Reading({found.raw: state.strip().upper()})
        if isinstance(slot.answer, Ticks) and folded(text) in ("0", "none"):
            return Reading("none")
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= len(ids):
            return None
        chosen = ids[int(text[:4]) - 1]
        return None if chosen == "no" and text == "1" else Reading(chosen, "number")

    def beside(self, column: str, text: str) -> Reading | None:
        """Read a word of a closed list beside the answer."""
        word = folded(text)
        if (raw := _column(column, self.assessment.language).get(word)) is not None:
            return Reading(raw)
        for other in self.others():
            if (raw := _column(column, other.language).get(word)) is not None:
                return Reading(raw, "language")
        return None


def _is_closed(slot: Slot) -> bool:
    return slot.kind == "option" or (slot.kind == "answer" and isinstance(slot.answer, (Choice, Steps, Ticks, Pick)))


@lru_cache(maxsize=32)
def options_by_word(assessment: Assessment) -> Mapping[str, Mapping[str, str]]:
    """Return for each answer with options what their ids and words mean; words that two options share mean none."""
    return {
        name: _by_word(slot.answer.options)
        for name, slot in slots(assessment).items()
        if slot.kind == "answer" and isinstance(slot.answer, (Ticks, Pick))
    }


def _by_word(ticks: Sequence[Tick]) -> dict[str, str]:
    labels = [folded(tick.label) for tick in ticks]
    held = {label: tick.id for label, tick in zip(labels, ticks, strict=True) if labels.count(label) == 1}
    return held | {folded(tick.id): tick.id for tick in ticks}


Vocabulary = Mapping[str, Mapping[str, Reading]]


@lru_cache(maxsize=32)
def vocabulary(assessment: Assessment, code: str) -> Vocabulary:
    """Return for each slot what its words mean: entries as they stand, folded, by their label alone, by their number."""
    say = language(code)
    return {name: dict(_spelt(assessment, slot, say)) for name, slot in slots(assessment).items()}


def _spelt(assessment: Assessment, slot: Slot, say: Language) -> Iterator[tuple[str, Reading]]:
    """Every spelling of every entry; a spelling that several entries share has no meaning."""
    held: dict[str, Reading] = {}
    doubtful: set[str] = set()
    for spelling, reading in _spellings(assessment, slot, say):
        if spelling in held and held[spelling].raw != reading.raw:
            doubtful.add(spelling)
        held.setdefault(spelling, reading)
    yield from ((spelling, reading) for spelling, reading in held.items() if spelling not in doubtful)


def _spellings(assessment: Assessment, slot: Slot, say: Language) -> Iterator[tuple[str, Reading]]:
    for entry in (*entries(assessment, slot, say), later(say)):
        yield entry.label, Reading(entry.raw)
        yield folded(entry.label), Reading(entry.raw)
        yield from _by_code(entry)
    options = assessment.options_of(slot.answer) if slot.kind == "answer" and slot.answer is not None else ()
    for option in options:
        yield folded(option.label), Reading(option.value)
        yield str(option.value), Reading(option.value)
    if slot.kind == "answer" and isinstance(slot.answer, Pick):
        for tick in slot.answer.options:
            yield tick.id, Reading(tick.id)
    if slot.kind == "answer" and isinstance(slot.answer, Ticks):
        for spelling in (folded(say("answer.none")), "none", "0"):
            yield spelling, Reading({"none": True})
    for preset in assessment.questionnaire.competences.presets if slot.kind == "preset" else ():
        yield preset.id, Reading(preset.id)
    for role in assessment.questionnaire.competences.roles if slot.kind == "field" else ():
        yield role.id, Reading((role.id,))
    if slot.kind == "option":
        yield from ((state.casefold(), Reading(state)) for state in states_of_option(slot))
    if slot.kind == "answer" and isinstance(slot.answer, FreeText):
        yield from ((entry.label, Reading(entry.raw)) for entry in special_entries(slot, say))
    elif slot.kind == "answer":
        yield from _special_spellings(say)


def _by_code(entry: Entry) -> Iterator[tuple[str, Reading]]:
    """What does not apply, by the codes of a file: `NA:absent`."""
    if isinstance(entry.raw, dict) and entry.raw.get("state") == "NA":
        yield f"na {entry.raw['reason']}", Reading(entry.raw)


def _special_spellings(say: Language) -> Iterator[tuple[str, Reading]]:
    """The codes of the special answers, and every word that is understood for them at the keyboard."""
    for state, name in (("DK", "dont_know"), ("NC", "not_ours"), ("NA", "not_applicable")):
        spoken = say(f"interview.word.{name}").split(",")
        for word in (state, say(f"state.{state}"), *spoken):
            yield folded(word), Reading({"state": state})


def _in(known: Mapping[str, Reading], word: str) -> Reading | None:
    """Find a folded text among the entries: whole, by number and words together, or cut off at its end."""
    if (found := known.get(word)) is not None:
        return found
    if alone := NUMBER_ALONE.fullmatch(word):
        return known.get(alone[1])
    if numbered := NUMBERED.fullmatch(word):
        number, rest = known.get(numbered[1]), numbered[2].strip()
        if number is None:
            return None
        return number if _agrees(known, number, rest) else None
    if special := SPECIAL.fullmatch(word):
        code, rest = special[1], special[2].strip()
        return known.get(code) if code != "na" else _not_applicable(known, word, rest)
    return _beginning(known, word)


def _not_applicable(known: Mapping[str, Reading], word: str, rest: str) -> Reading | None:
    """The reason after the code counts; where only the code is said once more in words, it is the code alone."""
    if (found := known.get(f"na {rest}") or _beginning(known, word)) is not None:
        return found
    again = known.get(rest)
    return again if again is not None and again.raw == {"state": "NA"} else None


def _agrees(known: Mapping[str, Reading], number: Reading, rest: str) -> bool:
    """The words after a number must be those of that number, or their beginning; another number is no word."""
    if rest.isdigit():
        return False
    if (named := known.get(rest)) is not None:
        return bool(named.raw == number.raw)
    begun = {repr(reading.raw) for spelling, reading in known.items() if spelling.startswith(rest)}
    return repr(number.raw) in begun


def _beginning(known: Mapping[str, Reading], word: str) -> Reading | None:
    if len(word) < LEAST_BEGINNING:
        return None
    begun = {repr(reading.raw): reading for spelling, reading in known.items() if spelling.startswith(word)}
    return Reading(next(iter(begun.values())).raw, "beginning") if len(begun) == 1 else None


def _signs(slot: Slot, word: str) -> Reading | None:
    """A tick, or yes and no in any language, where that is what is asked."""
    if slot.kind == "option" and word in DASHES:
        return Reading(None, "sign")
    bare = word.strip("[]() .")
    ids = {option.id for option in slot.answer.options} if isinstance(slot.answer, Pick) and not slot.piece else set()
    if slot.kind != "option" and not {"yes", "no"} <= ids:
        return None
    yes, no = (True, False) if slot.kind == "option" else ("yes", "no")
    if bare in YES or (slot.kind == "option" and bare == "1"):
        return Reading(yes, "" if bare == "x" else "sign")
    return Reading(no, "sign") if bare in NO or (slot.kind == "option" and bare == "0") else None


@lru_cache(maxsize=128)
def _column(column: str, code: str) -> Mapping[str, Any]:
    say = language(code)
    held = column_entries(column, say)
    return {folded(each.label): each.raw for each in held} | {str(each.raw): each.raw for each in held}


SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%\Z")


def bare_number(text: str) -> str:
    """Take off what people put around the number of an answer, such as the point in `2.`; a share with its sign is none."""
    word = folded(text)
    alone = NUMBER_ALONE.fullmatch(word)
    return "" if word.endswith("%") else alone[1] if alone else word


def share_in(text: str) -> Decimal | None:
    """Read a percentage that is marked as one."""
    found = SHARE.match(folded(text))
    return Decimal(found[1].replace(",", ".")) if found else None
