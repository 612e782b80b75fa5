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

from belong_assess.files.entries import column_entries, entries, later
from belong_assess.files.slots import Slot, slots
from belong_assess.language.texts import Language, language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Pick, Ticks
from belong_assess.responses.plain_text import folded

_YES = """
x ✓ ✔ ☑ ☒ ✗ yes y true ja j oui o vrai sí si s sì tak t da д да áno ano igen kyllä jah jā taip nai ναι sim evet po bai
"""
_NO = """
no n false nein non faux não nao nie nu не нет ne nem ei nej nee όχι oxi hayır □ ☐ - – 0
"""
YES, NO = frozenset(_YES.split()), frozenset(_NO.split())
"""A tick, or a word for yes, in the languages of European administrations; a word for no: not ticked, and said so."""

NUMBERED = re.compile(r"(\d{1,3})\s*(?:[-–—:.)=]+\s*|\s+)(\S.*)", re.DOTALL)
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
        return _signs(slot, word)

    def beside(self, column: str, text: str) -> Reading | None:
        """Read a word of a closed list beside the answer."""
        word = folded(text)
        for code, note in ((self.assessment.language, ""), *((each.language, "language") for each in self.others())):
            if (raw := _column(column, code).get(word)) is not None:
                return Reading(raw, note)
        return None


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
    options = assessment.options_of(slot.answer) if slot.kind == "answer" and slot.answer is not None else ()
    for option in options:
        yield folded(option.label), Reading(option.value)
        yield str(option.value), Reading(option.value)
    if slot.kind == "answer" and isinstance(slot.answer, Pick):
        for tick in slot.answer.options:
            yield tick.id, Reading(tick.id)
    if slot.kind == "answer" and isinstance(slot.answer, Ticks):
        yield folded(say("answer.none")), Reading({"none": True})
        yield "none", Reading({"none": True})
    for preset in assessment.questionnaire.competences.presets if slot.kind == "preset" else ():
        yield preset.id, Reading(preset.id)
    for role in assessment.questionnaire.competences.roles if slot.kind == "field" else ():
        yield role.id, Reading((role.id,))
    if slot.kind == "answer":
        yield from _special_spellings(say)


def _special_spellings(say: Language) -> Iterator[tuple[str, Reading]]:
    for state in ("DK", "NC"):
        yield state.casefold(), Reading({"state": state})
        yield folded(say(f"state.{state}")), Reading({"state": state})
    yield "na", Reading({"state": "NA"})


def _in(known: Mapping[str, Reading], word: str) -> Reading | None:
    """Find a folded text among the entries: whole, by number and words together, or cut off at its end."""
    if (found := known.get(word)) is not None:
        return found
    if numbered := NUMBERED.fullmatch(word):
        number, rest = known.get(numbered[1]), numbered[2].strip()
        if number is None:
            return None
        return number if _agrees(known, number, rest) else None
    if special := SPECIAL.fullmatch(word):
        return known.get(special[1]) if special[1] != "na" else _beginning(known, word)
    return _beginning(known, word)


def _agrees(known: Mapping[str, Reading], number: Reading, rest: str) -> bool:
    """The words after a number must be those of that number, or their beginning."""
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
    bare = word.strip("[]() .")
    ids = {option.id for option in slot.answer.options} if isinstance(slot.answer, Pick) and not slot.piece else set()
    if slot.kind != "option" and not {"yes", "no"} <= ids:
        return None
    yes, no = (True, False) if slot.kind == "option" else ("yes", "no")
    if bare in YES or (slot.kind == "option" and bare == "1"):
        return Reading(yes, "" if bare == "x" else "sign")
    return Reading(no, "sign") if word in NO or bare in NO else None


@lru_cache(maxsize=128)
def _column(column: str, code: str) -> Mapping[str, Any]:
    say = language(code)
    held = column_entries(column, say)
    return {folded(each.label): each.raw for each in held} | {str(each.raw): each.raw for each in held}


SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%\Z")


def share_in(text: str) -> Decimal | None:
    """Read a percentage that is marked as one."""
    found = SHARE.match(text.replace("\u00a0", " ").replace("\u202f", " ").strip())
    return Decimal(found[1].replace(",", ".")) if found else None
