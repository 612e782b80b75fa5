"""Which words a cell may hold, each with the code by which formulas know it; equal lists stand once in a hidden table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from belong_assess.files.returns.words import DASHES, NO, YES
from belong_assess.files.returns.words import vocabulary as known_words
from belong_assess.files.slots import Slot
from belong_assess.files.template.live.formula import Cells, Scalar
from belong_assess.files.template.live.table import Table
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Pick
from belong_assess.responses.standing import ROLE_OF_PLANNING, ROLES_OF_POWER

DONT_KNOW, NOT_OURS, NOT_APPLICABLE, FORBIDDEN, LATER, NONE = "DK", "NC", "NA", "NA law", "skipped", "none"
"""Codes of answers that are no step and no figure; `FORBIDDEN` is not applicable by a law, which has to be named."""

TICKED, SAYS_NO, NO_TICK = 1, 0, "-"
"""Codes of an option: it holds, it does not, or a dash, which says nothing."""

UNREAD = "unread"
"""The code of what is not understood: open, as in the program, and pointed out."""

POWER, PLANNING, NO_ROLE, OTHER_ROLE = "power", "planning", "none", "other"
"""Codes of what a region does in a field: all that "not our competence" is judged by."""

QUOTES = {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"'}
DASH_FORMS = dict.fromkeys("–—‐‑−", "-")
SPACES = ("\u00a0", "\u202f", "\u2009")

Vocabulary = Mapping[str, Scalar]


def vocabulary(assessment: Assessment, slot: Slot) -> Vocabulary:
    """Return the code of every word that the answer of a slot may be: what the reader of returns knows in this language.

    A word with two meanings has none.
    """
    known: dict[str, set[Scalar]] = {}
    for word, code in _words(assessment, slot):
        known.setdefault(spelled(word), set()).add(code)
    return {word: next(iter(codes)) for word, codes in known.items() if len(codes) == 1}


def spelled(word: str) -> str:
    """A word as the formulas write what was typed: spaces, quotes and dashes of one kind."""
    for old, new in {**QUOTES, **DASH_FORMS}.items():
        word = word.replace(old, new)
    return " ".join(word.split()).lower()


def role_code(roles: Iterable[str]) -> str:
    """Say what a set of roles means for "not our competence"."""
    held = tuple(roles)
    if not ROLES_OF_POWER.isdisjoint(held):
        return POWER
    if ROLE_OF_PLANNING in held:
        return PLANNING
    return NO_ROLE if held == ("none",) else OTHER_ROLE


def named(option: str) -> str:
    """The code of an option that is stored by its id, which no code of ours can be."""
    return f":{option}"


def _words(assessment: Assessment, slot: Slot) -> Iterable[tuple[str, Scalar]]:
    for word, reading in known_words(assessment, assessment.language)[slot.name].items():
        yield word, code_of(slot, reading.raw)
    if slot.kind == "option":
        yield from ((word, TICKED) for word in ("1", *sorted(YES)))
        yield from ((word, SAYS_NO) for word in ("0", *sorted(NO)))
        yield from ((word, NO_TICK) for word in sorted(DASHES))
    elif isinstance(slot.answer, Pick) and {"yes", "no"} <= {option.id for option in slot.answer.options}:
        yield from ((word, named("yes")) for word in sorted(YES))
        yield from ((word, named("no")) for word in sorted(NO))


def code_of(slot: Slot, raw: Any) -> Scalar:
    """The code of a raw value."""
    match raw:
        case True:
            return TICKED
        case {"none": True}:
            return NONE
        case {"state": "NA", "reason": "forbidden"}:
            return FORBIDDEN
        case {"state": "NA", "reason": _}:
            return NOT_APPLICABLE
        case {"state": "NA"}:
            return UNREAD
        case {"state": str(state)}:
            return state
        case tuple():
            return role_code(raw)
        case str():
            return raw if slot.kind == "option" else named(raw)
        case int():
            return raw
        case _:
            raise TypeError(raw)


class Words:
    """The hidden table of words and codes."""

    def __init__(self) -> None:
        self.table = Table("words")
        self.known: dict[tuple[tuple[str, Scalar], ...], tuple[str, str]] = {}

    def lists(self, words: Vocabulary) -> tuple[Cells, Cells]:
        """Return where a vocabulary stands: its words, and their codes beside them."""
        key = tuple(words.items())
        if key not in self.known:
            number = len(self.known) + 1
            keys = [f"{number}.{place}" for place in range(1, len(key) + 1)]
            for name, (word, code) in zip(keys, key, strict=True):
                self.table.put(name, word=word, code=code)
            self.known[key] = keys[0], keys[-1]
        first, last = self.known[key]
        return self.table.down("word", first, last), self.table.down("code", first, last)
