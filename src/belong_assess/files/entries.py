"""The words of the drop-down lists of a template, each with the raw value that it means: one list for writer and reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any, get_args

from belong_assess.files.slots import Slot, slots
from belong_assess.language.texts import Language, language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Choice, FreeText, Labelled, Pick, Steps, Ticks
from belong_assess.responses.submission import Actor, Basis, Confidence, NaReason
from belong_assess.values import value

TICK = "x"
MOST_ROLES = 4
"""Up to so many roles every set of them is an entry; with more, only single ones are."""

NO_ROLE = "none"


@value
class Entry:
    """One entry of a list: its words, and the raw value that a submission file would hold."""

    label: str
    raw: Any


def entries(assessment: Assessment, slot: Slot, say: Language) -> tuple[Entry, ...]:
    """Return the entries of an answer, an option or a part of the profile; none where words or figures are asked for."""
    match slot.kind:
        case "answer":
            return (*_own(assessment, slot, say), *(() if isinstance(slot.answer, FreeText) else special_entries(slot, say)))
        case "option":
            return (Entry(TICK, True), *_left_out(slot, say))
        case "preset":
            return tuple(Entry(preset.title, preset.id) for preset in assessment.questionnaire.competences.presets)
        case "field":
            return _roles(assessment.questionnaire.competences.roles, say)
        case _:
            return ()


def column_entries(column: str, say: Language) -> tuple[Entry, ...]:
    """Return the entries of a column beside the answer; none where it takes words."""
    known: dict[str, tuple[str, Any]] = {"basis": ("basis", Basis), "confidence": ("confidence", Confidence)}
    known["who"] = ("actor", Actor)
    if column == "confirmed":
        return (Entry(TICK, True),)
    if column not in known:
        return ()
    family, closed = known[column]
    return tuple(Entry(say(f"{family}.{word}"), word) for word in get_args(closed))


def later(say: Language) -> Entry:
    """The word for an answer that is put off; no list offers it."""
    return Entry(say("template.later"), {"state": "skipped"})


@lru_cache(maxsize=32)
def labels(assessment: Assessment, language_code: str) -> Mapping[str, Mapping[str, str]]:
    """Return for every slot the words of each raw value that stands in a list, by `repr` of the value."""
    say = language(language_code)
    return {
        name: {repr(entry.raw): entry.label for entry in (*entries(assessment, slot, say), later(say))}
        for name, slot in slots(assessment).items()
    }


def _own(assessment: Assessment, slot: Slot, say: Language) -> Sequence[Entry]:
    match slot.answer:
        case Choice() | Steps():
            options = assessment.options_of(slot.answer)
            return [Entry(say("template.option", value=each.value, label=each.label), each.value) for each in options]
        case Ticks():
            return [Entry(say("template.none"), {"none": True})]
        case Pick(several=False, options=ticks):
            return [Entry(each.label, each.id) for each in ticks]
        case _:
            return []


def special_entries(slot: Slot, say: Language) -> Sequence[Entry]:
    """What an answer of any kind takes besides. No list offers it for a text, which takes only words."""
    if slot.item is None:
        return []
    found = [Entry(say("template.DK"), {"state": "DK"})]
    if slot.item.competence is not None:
        found.append(Entry(say("template.NC"), {"state": "NC"}))
    if "NA" not in slot.item.refuses:
        found += [
            Entry(say("template.NA", reason=say(f"na.{reason}")), {"state": "NA", "reason": reason})
            for reason in get_args(NaReason)
        ]
    return found


def _left_out(slot: Slot, say: Language) -> Sequence[Entry]:
    """One option of several may itself lie outside; a fact's may not."""
    return [Entry(say(f"template.left_out.{state}"), state) for state in states_of_option(slot)]


def states_of_option(slot: Slot) -> Sequence[str]:
    """Return the states that one option of several takes instead of a tick."""
    if not isinstance(slot.answer, Ticks) or slot.item is None:
        return []
    return ["NC", "NA"] if slot.item.competence is not None else ["NA"]


def _roles(roles: tuple[Labelled, ...], say: Language) -> tuple[Entry, ...]:
    held = [role for role in roles if role.id != NO_ROLE]
    sizes = range(1, len(held) + 1) if len(held) <= MOST_ROLES else (1,)
    sets = [chosen for size in sizes for chosen in combinations(held, size)]
    sets += [(role,) for role in roles if role.id == NO_ROLE]
    return tuple(
        Entry(say("template.and").join(role.label for role in chosen), tuple(role.id for role in chosen)) for chosen in sets
    )
