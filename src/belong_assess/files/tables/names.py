"""What the names in the head of a table mean: places for answers, what stands beside them, lines of the envelope."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from belong_assess.files.slots import DETAIL, EVIDENCE, FIELD, FILLED, PRESET, Slot, slots
from belong_assess.language.texts import language, languages
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Choice, Steps
from belong_assess.problems import closest
from belong_assess.responses.plain_text import folded

ANSWER, SHARE, REGION = "answer", "share", "region_name"
ENVELOPE = ("questionnaire", "version", "hash", "tier", "scope", "language", "status")
"""What a submission file says of itself, each a column of its own."""

BESIDE = (*FILLED[1:], SHARE)
"""What may follow the name of a place after an @."""

OF_STEPS = ("basis", SHARE)
SHOWN = ("question", "help")
"""Columns of a template that are there to be read by people."""

OTHER_WORDS = {"comment": "note", "evidence": "title", "law": "holder", "confirmed_by": "confirmed"}
"""Columns by the keys that the same things have in a submission file."""

REGIONS = ("region", "unit", "municipality", "town")
"""What the column of names may be called besides."""

LONGEST_NAME = 120
MOST_KEPT = 20_000
NEAR = 0.75
"""A name that is like another one to this degree may be meant for it."""

_ID = re.compile(r"[a-z]{1,3}\d+(?:\.\d+)?")
_LOOSE = re.compile(r"[\s_\-\"'`\[\](){}:]+|\.+\Z")
_FURTHER = re.compile(rf"({'|'.join(EVIDENCE)})([2-9]|[1-9]\d)\Z")


class Name(NamedTuple):
    """What a name stands for: a column of a slot (`answer` for the answer itself), or a line of the envelope (no slot).

    `piece` counts pieces of evidence: `A1.1@title2` is the title of the second one.
    """

    slot: str
    column: str = ANSWER
    piece: int = 1


@lru_cache(maxsize=4_096)
def tight(text: str) -> str:
    """Bring a name into the form in which names are compared: case, spaces, lines below and brackets do not count."""
    return _LOOSE.sub("", folded(text))


class Names:
    """The names that some methods give to their places."""

    def __init__(self, assessments: Sequence[Assessment]) -> None:
        self.assessments = tuple(assessments)
        self.slots = _slots(self.assessments)
        self._beside = {name: _takes(slot) for each in self.assessments for name, slot in slots(each).items()}
        self._known: dict[str, Name | None] = {}

    def name(self, text: str) -> Name | None:
        """Return what a name stands for; `None` where no method has such a name."""
        if len(text) > LONGEST_NAME:
            return None
        if text not in self._known:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> Name | None:
        word, at, column = text.partition("@")
        key = tight(word)
        if not at and key in ENVELOPE:
            return Name("", key)
        slot = self.slots.get(key)
        if slot is None:
            return None
        if not at:
            return Name(slot)
        beside = column_code(column)
        if beside in self._beside[slot]:
            return Name(slot, beside)
        further = _FURTHER.match(tight(column))
        if further and further[1] in self._beside[slot]:
            return Name(slot, further[1], int(further[2]))
        return self._detail(slot, column)

    def _detail(self, slot: str, column: str) -> Name | None:
        piece = self.slots.get(f"{tight(slot)}/{DETAIL}{tight(column)}")
        return Name(piece) if piece else None

    def near(self, text: str) -> str:
        """Return the names that are so near to a text that one of them may be meant, or an empty text."""
        word = tight(text.partition("@")[0])
        if "@" in text and word in self.slots:
            slot = self.slots[word]
            asked = slot if self._beside[slot] else slot.partition("/")[0]
            return closest(text, [f"{asked}@{column}" for column in self._beside[asked]])
        begun = [
            key for key in self.slots if word.startswith(key) and _ID.fullmatch(key) and not word[len(key) :][:1].isdigit()
        ]
        keys = [*sorted(begun, key=len)[-1:], *get_close_matches(word, (*self.slots, *ENVELOPE), n=3, cutoff=NEAR)]
        return ", ".join(dict.fromkeys(self.slots.get(key, key) for key in keys))


def _takes(slot: Slot) -> tuple[str, ...]:
    """Return what may stand beside a slot: all of it beside an answer, little beside its pieces and in the profile."""
    if slot.kind == "field":
        return ("holder", "confirmed")
    if slot.kind != "answer":
        return ()
    return BESIDE if isinstance(slot.answer, Choice | Steps) else tuple(each for each in BESIDE if each not in OF_STEPS)


@lru_cache(maxsize=32)
def names_of(*assessments: Assessment) -> Names:
    """Return the names of some methods."""
    return Names(assessments)


def _slots(assessments: Sequence[Assessment]) -> Mapping[str, str]:
    """Return every slot by the form in which names are compared; a form that two slots share belongs to the first."""
    held: dict[str, str] = {}
    known = [name for assessment in assessments for name in slots(assessment)]
    for spelled in (_written, _bare):
        for name in known:
            for spelling in spelled(name):
                held.setdefault(tight(spelling), name)
    if REGION in known:
        for word in (*REGIONS, *headings("template.sheet.region")):
            held.setdefault(tight(word), REGION)
    return held


def _written(name: str) -> Iterator[str]:
    yield name


def _bare(name: str) -> Iterator[str]:
    """A name without the sign that sets it apart."""
    if name == PRESET or name.startswith(FIELD):
        yield name.removeprefix(DETAIL)
    elif f"/{DETAIL}" in name:
        yield name.replace(f"/{DETAIL}", "/")


# columns


def column_code(text: str) -> str:
    """Return the code of a column by the code itself, a key of a submission file, or a heading in a shipped language."""
    return _column_codes().get(tight(text), "")


@lru_cache(maxsize=1)
def _column_codes() -> Mapping[str, str]:
    held = {tight(code): code for code in (*SHOWN, *BESIDE, ANSWER, *ENVELOPE)}
    held |= {tight(word): code for word, code in OTHER_WORDS.items()}
    for code in (*SHOWN, *FILLED):
        for heading in headings(f"template.column.{code}"):
            held.setdefault(tight(heading), code)
    return held


def headings(key: str) -> Iterator[str]:
    """Return the words of a heading in every shipped language that has them."""
    for code in languages():
        held = language(code).texts.get(key)
        if isinstance(held, str):
            yield held
