"""What a translation must keep of its source, and how it is known to be outdated."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Literal

from belong_assess.language.texts import PLACEHOLDER, Review
from belong_assess.problems import Location, Problem
from belong_assess.values import value

State = Literal["current", "outdated", "unconfirmed", "missing"]
"""Of one text: made from the source as it is now; made from an older one; from an unknown one; not there."""

_LENGTH = 8
_ROOM = 14
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@value
class Unit:
    """One text to translate.

    `shown` is a code for the place where people see it (worded as `i18n.shown.<code>`), `context` the text that it stands
    below, such as the question of an option; `limit` is its greatest length in characters, where it stands in a line or
    column of limited width.
    """

    key: str
    source: str
    shown: str = ""
    context: str = ""
    limit: int | None = None
    translation: str = ""
    state: State = "missing"


@value
class Progress:
    """How far one part is in one language: how many texts are in which state, and whether a native reader signed them."""

    part: str
    language: str
    review: Review
    states: Mapping[State, int]

    @property
    def total(self) -> int:
        """The number of texts to translate."""
        return sum(self.states.values())


def source_hash(source: str) -> str:
    """Return what a translation remembers of its source: eight hex digits of SHA-256."""
    return hashlib.sha256(source.encode()).hexdigest()[:_LENGTH]


def length_limit(source: str) -> int:
    """Return how long a translation may be where room is short: 30 % over the source, and a word more."""
    return len(source) * 13 // 10 + _ROOM


def state_of(source: str, translation: str, made_from: str | None) -> State:
    """Say how a translation stands to its source; `made_from` is the hash that was kept with it."""
    if not translation:
        return "missing"
    if made_from is None:
        return "unconfirmed"
    return "current" if made_from == source_hash(source) else "outdated"


def faults(unit: Unit, translation: str, where: Location) -> list[Problem]:
    """Return what a translation breaks: placeholders, markup, length."""
    found, kept, item = placeholders(translation), placeholders(unit.source), unit.key
    problems = []
    if found != kept or stray_braces(translation) > stray_braces(unit.source):
        shown = _listed(translation) if found != kept else translation[:60]
        facts = {"item": item, "found": shown, "expected": _listed(unit.source)}
        problems.append(Problem("language.placeholder", where, facts))
    if _markup(translation) != _markup(unit.source):
        facts = {"item": item, "found": _named_markup(translation), "expected": _named_markup(unit.source)}
        problems.append(Problem("language.markup", where, facts))
    if unit.limit is not None and len(translation) > unit.limit:
        facts = {"item": item, "found": str(len(translation)), "expected": str(unit.limit)}
        problems.append(Problem("language.too_long", where, facts))
    return problems


def placeholders(text: str) -> tuple[str, ...]:
    """Return the placeholders of a text; a translation has the same ones, as often, in any order."""
    return tuple(sorted(PLACEHOLDER.findall(text)))


def stray_braces(text: str) -> bool:
    """Say whether braces are left over when the placeholders are taken out."""
    return bool(set(PLACEHOLDER.sub("", text)) & set("{}"))


def _markup(text: str) -> tuple[bool, bool, int, bool]:
    """What is no word and yet shows: spaces at the ends, line breaks, control characters."""
    return text[:1].isspace(), text[-1:].isspace(), text.count("\n"), bool(_CONTROL.search(text))


def _named_markup(text: str) -> str:
    starts, ends, breaks, control = _markup(text)
    named = [
        "#space_before" if starts else "",
        "#space_after" if ends else "",
        f"{breaks} ↵" if breaks else "",
        "#control" if control else "",
    ]
    return next((name for name in named if name), "#no_markup")


def _listed(text: str) -> str:
    return ", ".join(f"{{{name}}}" for name in placeholders(text)) or "–"
