"""What a typed line means as an answer: a value as it stands in a file, or several readings of which none is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, assert_never

from belong_assess.interview.vocabulary import is_word, without_marks, words_of
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import (
    Answer,
    Choice,
    Count,
    Day,
    Figure,
    FreeText,
    Group,
    Measure,
    Pair,
    Pick,
    Steps,
    Ticks,
)
from belong_assess.responses.dates import Day as TypedDay
from belong_assess.responses.dates import read_day
from belong_assess.responses.numbers import AMBIGUOUS, number_from, ungrouped
from belong_assess.responses.plain_text import folded
from belong_assess.values import value

_TICKS = re.compile(r"\[\s*x\s*\]|(?<![^\W\d_])x(?![^\W\d_])|[✓✔☑☒✗]", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,3}(?:\s*-\s*\d{1,3})?(?:[\s,;+&]+\d{1,3}(?:\s*-\s*\d{1,3})?)*[.)]?\Z")
_RANGE = re.compile(r"(\d{1,3})(?:\s*-\s*(\d{1,3}))?")
_COMMA = re.compile(r"(\d{1,2}|100),(\d{1,2}|100)\Z")
_LETTER = re.compile(r"[^\W\d_]")


@value
class Option:
    """An option as it is listed: what is typed for it, its words, the value that a file holds, and a line on its meaning."""

    number: str
    label: str
    raw: Any
    about: str = ""


@value
class Given:
    """One reading, as a file would hold it; the gate still has to let it through."""

    raw: Any
    kind: Literal["given"] = "given"


@value
class Unsure:
    """Several readings, or one that is not certain; each with its words."""

    readings: tuple[tuple[str, Any], ...]
    kind: Literal["unsure"] = "unsure"


Reply = Given | Unsure


def options_of(assessment: Assessment, answer: Answer) -> tuple[Option, ...]:
    """The options of an answer as they are listed: steps by their value, all others from 1."""
    match answer:
        case Choice() | Steps():
            return tuple(Option(str(each.value), each.label, each.value) for each in assessment.options_of(answer))
        case Ticks() | Pick():
            return tuple(Option(str(place), each.label, each.id) for place, each in enumerate(answer.options, 1))
        case _:
            return ()


def read_answer(assessment: Assessment, answer: Answer, text: str, languages: Sequence[Language]) -> Reply:
    """Read a line as an answer of this kind; what fits nothing is given as it stands, for the gate to refuse."""
    options = options_of(assessment, answer)
    match answer:
        case Choice() | Steps():
            return _step(options, assessment.takes_share(answer), text, languages[0])
        case Ticks():
            return _ticks(options, text, languages)
        case Pick():
            return several_options(options, text) if answer.several else one_option(options, text)
        case Count():
            return read_count(text, languages[0])
        case Measure() | Figure():
            return read_figure(text, languages[0])
        case Pair():
            return _pair(text, languages[0])
        case Day():
            return _day(read_day(text, languages), languages[0], text)
        case FreeText() | Group():
            return Given(text)
        case _:
            assert_never(answer)


# options


def one_option(options: Sequence[Option], text: str) -> Reply:
    """Read one option: its number, its id, its words, or a beginning that fits no other."""
    fits = _fitting(options, _TICKS.sub(" ", text) if _TICKS.sub(" ", text).strip() else text)
    if len(fits) == 1:
        return Given(fits[0].raw)
    return Unsure(tuple((option.label, option.raw) for option in fits)) if fits else Given(text)


def _fitting(options: Sequence[Option], text: str) -> list[Option]:
    word = without_marks(text).rstrip(".):").strip()
    number = re.match(r"(\d{1,3})\s*[.):]?\s*(.*)", word, re.DOTALL)
    if number and (listed := [o for o in options if o.number == str(int(number[1]))]):
        rest = number[2]
        if not rest or without_marks(listed[0].label).startswith(rest):
            return listed
    exact = [option for option in options if word in (folded(str(option.raw)), without_marks(option.label).rstrip(".):"))]
    return exact or ([option for option in options if _begins(option, word)] if _LETTER.search(word) else [])


def _begins(option: Option, word: str) -> bool:
    return without_marks(option.label).startswith(word)


def _step(options: Sequence[Option], share: bool, text: str, say: Language) -> Reply:
    """Read a step; where shares are taken, a number with the sign % is one, and any other number is asked about."""
    found = one_option(options, text)
    marked = text.strip().endswith("%")
    fits = isinstance(found, Unsure) or not isinstance(found.raw, str)
    if not share or (fits and not marked):
        return found
    number = read_figure(text.strip().removesuffix("%").strip(), say)
    if isinstance(number, Unsure):
        return Unsure(tuple((f"{words} %", {"share": raw}) for words, raw in number.readings))
    if not isinstance(number.raw, (int, Decimal)):
        return found
    return Given({"share": number.raw}) if marked else Unsure(((f"{in_words(number.raw, say)} %", {"share": number.raw}),))


def _ticks(options: Sequence[Option], text: str, languages: Sequence[Language]) -> Reply:
    """Read ticks: numbers, ranges, ids or words with commas between; "0" or a word for none; "other: words"."""
    for say in languages:
        for word in words_of(say("interview.word.other")):
            before, mark, after = _parted(text, word)
            if mark and not after:
                return Given(text)
            if mark:
                return _with_other(_ticks(options, before, languages) if before else Given([]), after)
    if folded(text) == "0" or is_word(text, "interview.word.none", languages):
        return Given(["none"])
    return several_options(options, text)


def _parted(text: str, word: str) -> tuple[str, str, str]:
    found = re.search(rf"(?:^|[\s,;])({re.escape(word)})\s*[:=]\s*", text, re.IGNORECASE)
    return (text[: found.start()].strip(" ,;"), found[1], text[found.end() :].strip()) if found else (text, "", "")


def _with_other(ticks: Reply, other: str) -> Reply:
    match ticks:
        case Given(raw=list() as raw):
            return Given({**({"ticked": raw} if raw else {}), "other": other})
        case Unsure(readings=readings):
            return Unsure(tuple((words, {"ticked": raw, "other": other}) for words, raw in readings))
        case _:
            return ticks


def several_options(options: Sequence[Option], text: str) -> Reply:
    whole = one_option(options, text)
    if isinstance(whole, Given) and whole.raw is not text:
        return Given([whole.raw])
    cleaned = _TICKS.sub(" ", text).strip()
    if _NUMBERS.match(cleaned):
        ranges = [(int(first), int(last or first)) for first, last in _RANGE.findall(cleaned)]
        if any(first > last for first, last in ranges):
            return Given(text)
        numbers = [str(number) for first, last in ranges for number in range(first, last + 1)]
        known = {option.number: option.raw for option in options}
        return Given([known.get(number, number) for number in dict.fromkeys(numbers)])
    words = [piece for piece in re.split(r"[,;]", cleaned) if piece.strip()]
    if not words:
        return Given(text)
    if len(words) == 1 and isinstance(whole, Unsure):
        return Unsure(tuple((label, [raw]) for label, raw in whole.readings))
    if len(words) == 1:
        words = cleaned.split()
    found = [one_option(options, word.strip()) for word in words]
    certain = [each.raw for each in found if isinstance(each, Given)]
    unsure = [each for each in found if isinstance(each, Unsure)]
    if len(unsure) > 1 or any(raw not in [option.raw for option in options] for raw in certain):
        return Given(text)
    if unsure:
        return Unsure(tuple((label, [*certain, raw]) for label, raw in unsure[0].readings))
    return Given(certain)


# numbers


def read_figure(text: str, say: Language) -> Reply:
    """Read a number where one reading is possible; what can be thousands or decimals is left to the person."""
    stripped = text.strip()
    if ambiguous := AMBIGUOUS.match(stripped):
        whole, places = ambiguous.groups()
        return _unsure(say, int(whole + places), plain(f"{whole}.{places}"))
    if (exact := number_from(stripped)) is not None:
        return Given(int(exact) if exact.denominator == 1 else plain(stripped.removesuffix("%").strip().replace(",", ".")))
    if (figures := ungrouped(stripped)) is not None:
        return _unsure(say, plain(figures))
    return Given(text)


def read_count(text: str, say: Language) -> Reply:
    """Read a whole number; a share is none, and no reading with decimals is offered."""
    if text.strip().endswith("%"):
        return Given(text)
    match read_figure(text, say):
        case Unsure(readings=readings) if whole := tuple(each for each in readings if isinstance(each[1], int)):
            return Unsure(whole)
        case found:
            return found


def _unsure(say: Language, *figures: int | Decimal) -> Unsure:
    return Unsure(tuple((in_words(figure, say), figure) for figure in figures))


def in_words(figure: int | Decimal, say: Language) -> str:
    """A number as the language writes it, with every decimal."""
    exponent = Decimal(figure).as_tuple().exponent
    return say.number(Fraction(figure), max(0, -exponent) if isinstance(exponent, int) else 0)


def plain(figures: str) -> int | Decimal:
    """The number of a text with a decimal point, as a file holds it."""
    number = Decimal(figures)
    return int(number) if number == number.to_integral_value() else number.normalize()


def _pair(text: str, say: Language) -> Reply:
    """Read one figure, or two of them; a comma without a space may stand between two, or be a decimal mark."""
    if two := _COMMA.match(text.strip()):
        first, second = plain(two[1]), plain(two[2])
        decimal = plain(f"{two[1]}.{two[2]}")
        apart = f"{in_words(first, say)} / {in_words(second, say)}"
        return Unsure(((apart, {"first": first, "second": second}), (in_words(decimal, say), {"first": decimal})))
    pieces = [piece for piece in re.split(r"\s*[;/|]\s*|,\s+|(?<=[\d%])\s+(?=\d)", text.strip()) if piece]
    figures = [read_figure(piece, say) for piece in pieces]
    names = ("first", "second")
    if len(figures) > len(names):
        return Given(text)
    if all(isinstance(figure, Given) for figure in figures):
        return Given({name: getattr(figure, "raw", None) for name, figure in zip(names, figures, strict=False)})
    return Given(dict(zip(names, pieces, strict=False)))


def _day(days: Sequence[TypedDay], say: Language, text: str) -> Reply:
    if len(days) == 1:
        return Given(days[0])
    return Unsure(tuple((say.date(day), day) for day in days)) if days else Given(text)
