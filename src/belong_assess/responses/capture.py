"""The only gate: one raw value for one item becomes an entry, or a problem that says what was found and expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn, assert_never, get_args

from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import (
    Answer,
    Choice,
    Count,
    Day,
    Figure,
    FreeText,
    Group,
    Item,
    Measure,
    Option,
    Pair,
    Pick,
    Steps,
    Tick,
    Ticks,
)
from belong_assess.problems import Location, PathKey, Problem, closest
from belong_assess.responses.numbers import AMBIGUOUS, limits, number_from, step_of_share
from belong_assess.responses.plain_text import CONTROLS, MAX_LENGTH, folded, without_controls
from belong_assess.responses.submission import (
    Actor,
    Amount,
    Basis,
    Chosen,
    Confidence,
    DontKnow,
    Entry,
    Evidence,
    Later,
    NaReason,
    NotApplicable,
    NotOurs,
    Number,
    Picked,
    Response,
    Ticked,
    TwoFigures,
    Unreadable,
    Words,
)

Where = Callable[[PathKey], Location]

SPECIAL = {"dk": "DK", "nc": "NC", "na": "NA", "skipped": "skipped", "later": "skipped"}
ENTRY_KEYS = ("evidence", "comment", "confidence", "who", "by")
EVIDENCE_KEYS = ("kind", "title", "reference", "date")
SPECIAL_KEYS = ("state", "holder", "reason", "law", "confirmed_by")
KEYS_OF_KIND = {
    "choice": ("value", "share", "basis"),
    "steps": ("value", "share", "basis"),
    "ticks": ("value", "ticked", "none", "other", "left_out"),
    "count": ("value", "number"),
    "number": ("value", "number"),
    "figure": ("value", "number", "year", "source"),
    "pair": ("first", "second", "persons"),
    "group": (),
    "text": ("value",),
    "date": ("value",),
    "pick": ("value",),
}
RESPONSE_KEYS = frozenset(SPECIAL_KEYS).union(*KEYS_OF_KIND.values())
KNOWN_KEYS = (*sorted(RESPONSE_KEYS), *ENTRY_KEYS)
CONFIDENCES, ACTORS, BASES, NA_REASONS = map(get_args, (Confidence, Actor, Basis, NaReason))
DIGITS = re.compile(r"\d{1,9}\Z")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
LARGEST = 10**12
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w|\+\d[\d ()/-]{7,20}\d")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Herr|Frau|Sr|Sra|Mme)\.? [A-ZÁÉÍÓÚÄÖÜŁ]\w+")


@dataclass(slots=True)
class Captured:
    """What the gate made of one raw value: the entry, unless it was blank, and the problems on the way."""

    entry: Entry | None
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NotRead:
    """A raw value that a door could not read, and of which it has told why: the item stays open, the text is kept."""

    text: str


class _Refused(Exception):
    """The value is no answer to this item; the problem is noted and the raw value kept."""


def capture(assessment: Assessment, item_id: str, raw: Any, where: Where = lambda path: Location(path=path)) -> Captured:
    """Turn a raw value (text, number, list or mapping) into the entry of an item, a part (`item.part`) or a context fact.

    A blank gives no entry. A value that is no valid answer gives an `Unreadable` entry and an error; the rest of the
    submission is not touched by it. `where` tells the place of a value below the raw one.
    """
    gate = _Gate(assessment, where, [])
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return Captured(None)
    item, answer = _asked(assessment, item_id)
    return Captured(gate.entry(item_id, item, answer, raw), gate.problems)


def looks_personal(text: str) -> bool:
    """Say whether a text holds what looks like a person's name with a title, an e-mail address or a telephone number."""
    signed = "@" in text or "+" in text
    return (signed and ADDRESS.search(text) is not None) or TITLED.search(text) is not None


def _asked(assessment: Assessment, item_id: str) -> tuple[Item, Answer]:
    item = assessment.items.get(item_id) or assessment.facts.get(item_id)
    if item is not None:
        return item, item.answer
    whole, _, part_id = item_id.rpartition(".")
    item = assessment.items[whole]
    return item, next(part.answer for part in assessment.parts_of(whole) if part.id == part_id)


@dataclass(slots=True)
class _Gate:
    assessment: Assessment
    where: Where
    problems: list[Problem]
    item_id: str = ""

    def entry(self, item_id: str, item: Item, answer: Answer, raw: Any) -> Entry | None:
        self.item_id = item_id
        details = raw if isinstance(raw, dict) else {}
        try:
            response = self.response(item, answer, raw)
        except _Refused:
            response = Unreadable(_shown(_inner(raw, "value") if isinstance(raw, dict) and "value" in raw else raw))
        self.unknown_details(details)
        if response is None:
            if not any(details.get(key) for key in ENTRY_KEYS):
                return None
            response = Later()
        return Entry(
            response,
            self.evidence(details.get("evidence")),
            self.words(details, "comment"),
            self.one_of(details, "confidence", CONFIDENCES),
            self.one_of(details, "who", ACTORS),
            self.words(details, "by"),
        )

    # what was answered

    def response(self, item: Item, answer: Answer, raw: Any) -> Response | None:
        if isinstance(given := _inner(raw, "value"), NotRead):
            return Unreadable(_shown(given.text))
        state = None if isinstance(answer, FreeText) and isinstance(raw, str) else self.special(raw)
        if isinstance(raw, dict) and not self.has_response(answer, raw):
            return None
        if state is not None:
            return self.special_response(item, state, raw if isinstance(raw, dict) else {})
        match answer:
            case Choice() | Steps():
                return self.chosen(self.assessment.options_of(answer), raw)
            case Ticks():
                return self.ticked(item, answer, raw)
            case Count() | Measure() | Figure():
                return self.amount(answer, raw)
            case Pair():
                return self.pair(raw)
            case FreeText():
                return Words(self.text(_inner(raw, "value"), ()))
            case Day():
                return Words(self.day(_inner(raw, "value")))
            case Pick():
                return self.picked(answer, _inner(raw, "value"))
            case Group():
                self.refuse("answer.unreadable", raw, "DK, NC, NA, skipped")
            case _:
                assert_never(answer)

    def has_response(self, answer: Answer, raw: Mapping[str, Any]) -> bool:
        """Say whether a mapping answers at all; what belongs to another kind of answer is refused, never dropped."""
        given = [key for key in raw if key in RESPONSE_KEYS and raw[key] is not None]
        known = SPECIAL_KEYS if "state" in raw else KEYS_OF_KIND[answer.kind]
        for key in given:
            if key not in known:
                self.refuse("answer.unreadable", key, ", ".join(known), (key,))
        return bool(given)

    def special(self, raw: Any) -> str | None:
        if isinstance(raw, dict):
            if "state" not in raw:
                return None
            word = raw["state"]
            if isinstance(word, str) and folded(word) in SPECIAL:
                return SPECIAL[folded(word)]
            self.refuse("answer.unreadable", word, "DK, NC, NA, skipped", ("state",))
        return SPECIAL.get(folded(raw)) if isinstance(raw, str) else None

    def special_response(self, item: Item, state: str, raw: Mapping[str, Any]) -> Response:
        if state == "DK":
            return DontKnow()
        if state == "skipped":
            return Later()
        if state == "NC":
            if item.competence is None:
                self.refuse("answer.nc_not_offered", "NC", "")
            return NotOurs(self.words(raw, "holder"), self.words(raw, "reason"), self.words(raw, "confirmed_by"))
        return self.not_applicable(item, raw)

    def not_applicable(self, item: Item, raw: Mapping[str, Any]) -> Response:
        if "NA" in item.refuses:
            self.refuse("answer.na_not_offered", "NA", "")
        reasons: tuple[NaReason, ...] = NA_REASONS
        word = raw.get("reason")
        reason = next((known for known in reasons if known == word), None)
        if reason is None:
            self.refuse("answer.na_without_reason", word, ", ".join(reasons), ("reason",))
        return NotApplicable(reason, self.words(raw, "law"))

    def chosen(self, options: tuple[Option, ...], raw: Any) -> Response | None:
        if not isinstance(raw, dict):
            return Chosen(self.option(options, raw, ()))
        basis = self.one_of(raw, "basis", BASES)
        share = raw.get("share")
        value = raw.get("value")
        if share is None and value is None:
            return None
        if share is None:
            return Chosen(self.option(options, value, ("value",)), None, basis)
        if not any(option.at_least is not None or option.above is not None for option in options):
            self.refuse("answer.share_not_taken", share, _values(options), ("share",))
        figure = self.number(share, Decimal(0), Decimal(100), ("share",))
        step = step_of_share(options, figure)
        if value is not None and self.option(options, value, ("value",)) != step:
            self.refuse("answer.share_and_step_differ", f"{share} %, {value}", str(step), ("value",))
        return Chosen(step, figure, basis)

    def option(self, options: tuple[Option, ...], raw: Any, path: PathKey) -> int:
        known = {option.value: option.label for option in options}
        if isinstance(raw, str):
            word = folded(raw)
            if DIGITS.match(word):
                raw = int(word)
            else:
                fits = [value for value, label in known.items() if folded(label) == word]
                raw = fits[0] if len(fits) == 1 else raw
        if isinstance(raw, Decimal) and raw == raw.to_integral_value():
            raw = int(raw)
        if isinstance(raw, int) and not isinstance(raw, bool) and raw in known:
            return raw
        near = closest(str(raw), known.values()) if isinstance(raw, str) else ""
        self.refuse("answer.not_an_option", raw, _values(options), path, near)

    def ticked(self, item: Item, answer: Ticks, raw: Any) -> Response | None:
        given = raw if isinstance(raw, dict) else {"ticked": raw}
        ticks = given.get("ticked", given.get("value"))
        words = [ticks] if isinstance(ticks, str) else ([] if ticks is None else ticks)
        if not isinstance(words, list):
            self.refuse("answer.unreadable", ticks, ", ".join(o.id for o in answer.options), ("ticked",))
        if not isinstance(given.get("none", False), bool):
            self.refuse("answer.unreadable", given["none"], "true", ("none",))
        none = given.get("none") is True or any(isinstance(w, str) and folded(w) == "none" for w in words)
        chosen = {self.tick(answer.options, w) for w in words if not (isinstance(w, str) and folded(w) == "none")}
        other = self.words(given, "other")
        left_out = self.left_out(item, answer, given.get("left_out"))
        if none and (chosen or other):
            self.refuse("answer.none_with_others", ", ".join(sorted(chosen)) or other, "none")
        if both := sorted(chosen & {option for option, _ in left_out}):
            self.refuse("answer.ticked_and_left_out", ", ".join(both), "")
        return Ticked(tuple(o.id for o in answer.options if o.id in chosen), none, other, left_out)

    def left_out(self, item: Item, answer: Ticks, raw: Any) -> tuple[tuple[str, Any], ...]:
        if raw is None:
            return ()
        if not isinstance(raw, dict):
            self.refuse("answer.unreadable", raw, "NC, NA", ("left_out",))
        found = {}
        for word, state in raw.items():
            if state not in ("NC", "NA"):
                self.refuse("answer.unreadable", state, "NC, NA", ("left_out", word))
            if state == "NC" and item.competence is None:
                self.refuse("answer.nc_not_offered", "NC", "", ("left_out", word))
            found[self.tick(answer.options, word)] = state
        return tuple((o.id, found[o.id]) for o in answer.options if o.id in found)

    def tick(self, options: tuple[Tick, ...], raw: Any) -> str:
        if isinstance(raw, str):
            word = folded(raw)
            for option in options:
                if word in (option.id, folded(option.label)):
                    return option.id
        near = closest(str(raw), [o.id for o in options])
        self.refuse("answer.not_an_option", raw, ", ".join(o.id for o in options), (), near)

    def picked(self, answer: Pick, raw: Any) -> Response:
        words = raw if isinstance(raw, list) else [raw]
        if not words or (len(words) > 1 and not answer.several):
            self.refuse("answer.not_an_option", raw, ", ".join(o.id for o in answer.options))
        chosen = {self.tick(answer.options, word) for word in words}
        return Picked(tuple(o.id for o in answer.options if o.id in chosen))

    def amount(self, answer: Count | Measure | Figure, raw: Any) -> Response:
        if _is_twice(raw, "number"):
            self.refuse("answer.unreadable", f"{raw['number']}, {raw['value']}", "number", ("value",))
        given = _inner(raw, "number")
        if isinstance(answer, Count):
            return Amount(self.whole(given, answer.minimum, answer.maximum))
        number = self.number(given, answer.minimum, answer.maximum)
        if isinstance(answer, Measure) or not isinstance(raw, dict):
            return Amount(number)
        return Amount(number, self.year(raw), self.words(raw, "source"))

    def pair(self, raw: Any) -> Response | None:
        if not isinstance(raw, dict):
            self.refuse("answer.unreadable", raw, "first, second")
        first, second = (self.percentage(raw, name) for name in ("first", "second"))
        persons = raw.get("persons")
        if first is None and second is None:
            return None
        if first is None or second is None:
            self.note("answer.pair_incomplete", (), expected="first" if first is None else "second")
        elif second == 0 and first != 0:
            self.refuse("answer.pair_second_zero", raw.get("second"), "", ("second",))
        return TwoFigures(first, second, None if persons is None else self.whole(persons, 0, None, ("persons",)))

    # numbers and texts

    def percentage(self, raw: Mapping[str, Any], name: str) -> Number | None:
        figure = raw.get(name)
        return None if figure is None else self.number(figure, Decimal(0), Decimal(100), (name,))

    def number(self, raw: Any, low: Decimal | None, high: Decimal | None, path: PathKey = ()) -> Number:
        if isinstance(raw, str) and (ambiguous := AMBIGUOUS.match(raw.strip())):
            whole, places = ambiguous.groups()
            self.note("answer.number_ambiguous", path, found=raw, first=f"{whole}{places}", second=f"{whole}.{places}")
            raise _Refused
        number = number_from(raw)
        if number is None:
            self.refuse("answer.not_a_number", raw, limits(low, high), path)
        too_low = low is not None and number < Fraction(low)
        too_high = high is not None and number > Fraction(high)
        if too_low or too_high or abs(Fraction(number)) > LARGEST:
            self.refuse("answer.out_of_range", raw, limits(low, Decimal(LARGEST) if high is None else high), path)
        return number

    def whole(self, raw: Any, low: int, high: int | None, path: PathKey = ()) -> int:
        if isinstance(raw, str) and raw.rstrip().endswith("%"):
            self.refuse("answer.not_whole", raw, limits(Decimal(low), None if high is None else Decimal(high)), path)
        number = self.number(raw, Decimal(low), None if high is None else Decimal(high), path)
        if number.denominator != 1:
            self.refuse("answer.not_whole", raw, limits(Decimal(low), None if high is None else Decimal(high)), path)
        return int(number)

    def year(self, raw: Any) -> int | None:
        year = raw.get("year") if isinstance(raw, dict) else None
        return None if year is None else self.whole(year, 1900, 2100, ("year",))

    def day(self, raw: Any) -> str:
        text = self.text(raw, ())
        try:
            if not ISO_DAY.match(text):
                raise ValueError(text)
            return date.fromisoformat(text).isoformat()
        except ValueError:
            self.refuse("answer.not_a_date", raw, "2026-06-30")

    def text(self, raw: Any, path: PathKey) -> str:
        if isinstance(raw, (dict, list, bool)) or raw is None:
            self.refuse("answer.unreadable", raw, "#text", path)
        text = str(raw)
        if len(text) > MAX_LENGTH:
            self.refuse("answer.too_long", f"{len(text)}", f"{MAX_LENGTH}", path)
        if not text.isprintable() and (control := CONTROLS.search(text)) is not None:
            self.note("text.control_removed", path, found=f"U+{ord(control.group()):04X}")
        return without_controls(text).strip()

    # what surrounds an answer

    def words(self, raw: Mapping[str, Any], name: str, at: PathKey = ()) -> str | None:
        """Read a free text beside the answer; a defect in it never costs the answer."""
        held = raw.get(name)
        if held is None:
            return None
        if isinstance(held, (dict, list, bool)) or len(str(held)) > MAX_LENGTH:
            self.note("answer.detail_invalid", (*at, name), found=_shown(held), expected="#text")
            return None
        text = self.text(held, (*at, name))
        if looks_personal(text):
            self.note("answer.personal_data", (*at, name), found=name)
        return text or None

    def one_of(self, raw: Mapping[str, Any], name: str, known: tuple[Any, ...]) -> Any:
        word = raw.get(name)
        if word is None or word in known:
            return word
        expected = ", ".join(known)
        self.note("answer.detail_invalid", (name,), found=_shown(word), expected=expected, closest=closest(str(word), known))
        return None

    def evidence(self, raw: Any) -> tuple[Evidence, ...]:
        given = raw if isinstance(raw, list) else [] if raw is None else [raw]
        return tuple(kept for index, piece in enumerate(given) if (kept := self.piece(piece, index)) is not None)

    def piece(self, raw: Any, index: int) -> Evidence | None:
        if isinstance(raw, str):
            raw = {"title": raw}
        if not isinstance(raw, dict):
            self.note("answer.detail_invalid", ("evidence", index), found=_shown(raw), expected=", ".join(EVIDENCE_KEYS))
            return None
        at: PathKey = ("evidence", index)
        for key in raw:
            if key not in EVIDENCE_KEYS:
                self.note("answer.unknown_detail", (*at, key), found=key, closest=closest(key, EVIDENCE_KEYS))
        kept = Evidence(*[self.words(raw, key, at) for key in EVIDENCE_KEYS])
        return kept if any((kept.kind, kept.title, kept.reference, kept.date)) else None

    def unknown_details(self, raw: Mapping[str, Any]) -> None:
        for key in raw:
            if key not in KNOWN_KEYS:
                self.note("answer.unknown_detail", (key,), found=key, closest=closest(key, KNOWN_KEYS))

    # problems

    def note(self, code: str, path: PathKey, **facts: str) -> None:
        self.problems.append(Problem(code, self.where(path), {"item": self.item_id, **facts}))

    def refuse(self, code: str, found: object, expected: str, path: PathKey = (), near: str = "") -> NoReturn:
        self.note(code, path, found=_shown(found), expected=expected, closest=near)
        raise _Refused


def _inner(raw: Any, name: str) -> Any:
    """A value may stand alone, or under its own name or `value` beside its details."""
    return raw.get(name, raw.get("value")) if isinstance(raw, dict) else raw


def _is_twice(raw: Any, name: str) -> bool:
    """Say whether a value is given under both names, and differently."""
    return isinstance(raw, dict) and {name, "value"} <= raw.keys() and raw[name] != raw["value"]


def _values(options: tuple[Option, ...]) -> str:
    return ", ".join(str(option.value) for option in options)


def _shown(raw: object) -> str:
    text = "–" if raw is None else without_controls(str(raw))
    return text if len(text) <= 80 else text[:79] + "…"
