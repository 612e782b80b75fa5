"""One language: its texts by key, from its folder of catalogues, and its name, locale and review status."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Literal

CATALOGUES = Path(__file__).parent / "catalogues"
SOURCE = "en"
PSEUDO = "x-pseudo"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
Number = int | Fraction
Review = Literal["draft", "reviewed"]
ABOUT = "about.json"
SOURCES = "sources.json"


@dataclass(frozen=True)
class Language:
    """The texts of one language. Numbers, dates and plurals take the form of its locale (see `forms`).

    `review` is `draft` until a native reader has signed the texts, then `reviewed`. `percent_pattern` is there where the
    project writes percentages otherwise than the locale does.
    """

    code: str
    name: str
    locale: str
    texts: Mapping[str, str | Mapping[str, str]]
    review: Review = "reviewed"
    percent_pattern: str = ""
    fallback: Language | None = None

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return the text of a key with its placeholders filled. A missing text comes from the source language, marked."""
        found = self.texts.get(key)
        if found is None:
            if self.fallback is None:
                raise KeyError(key)
            return f"{self.fallback(key, **facts)} [{self.fallback.code}]"
        if not isinstance(found, str):
            found = found["other"]
        return fill(found, facts)

    def count(self, key: str, number: int, /, **facts: object) -> str:
        """Return a text in the plural form that a whole number takes in this language; `{n}` is the number."""
        from belong_assess.language.forms import plural_form

        found = self.texts.get(key)
        if found is None and self.fallback is not None:
            return f"{self.fallback.count(key, number, **facts)} [{self.fallback.code}]"
        forms = {"other": found} if isinstance(found, str) else found
        assert forms is not None, key
        text = forms.get(plural_form(self.locale, number)) or forms["other"]
        return fill(text, {"n": self.number(number), **facts})

    def has(self, key: str) -> bool:
        """Say whether there is a text for this key, here or in the source language."""
        return key in self.texts or (self.fallback is not None and self.fallback.has(key))

    def number(self, figure: Number, digits: int = 0) -> str:
        """Write a number, rounded half up to so many decimals, as the language writes it."""
        from belong_assess.language.forms import number_text

        return number_text(self.locale, rounded(figure, digits), digits)

    def percent(self, share: Number, digits: int = 0) -> str:
        """Write a share (0-1) as a percentage."""
        from belong_assess.language.forms import percent_text

        return percent_text(self.locale, rounded(share, digits + 2), digits, self.percent_pattern)

    def percent_code(self, digits: int = 0) -> str:
        """Return the number format with which a spreadsheet shows a share (0-1) as this language writes it."""
        from belong_assess.language.forms import percent_code

        return percent_code(self.locale, digits, self.percent_pattern)

    def decimals(self, shown: str) -> int:
        """Count the decimals of a number as this language wrote it."""
        mark = self.decimal_mark()
        tail = shown.rpartition(mark)[2] if mark in shown else ""
        return sum(character.isdigit() for character in tail)

    def decimal_mark(self) -> str:
        """Return the mark before decimals."""
        from belong_assess.language.forms import decimal_mark

        return decimal_mark(self.locale)

    def date(self, iso: str) -> str:
        """Write an ISO date as people write it; anything else is returned as it is."""
        from belong_assess.language.forms import date_text

        text = date_text(self.locale, iso)
        return pseudo(text) if self.code == PSEUDO else text

    def months(self) -> tuple[tuple[str, ...], ...]:
        """Return the names of each month, January first."""
        from belong_assess.language.forms import month_names

        return month_names(self.locale)

    def list(self, words: list[str]) -> str:
        """Join words as an enumeration."""
        return self("list.comma").join(words)


def rounded(figure: Number, digits: int = 0) -> Decimal:
    """Round half up, exactly, to so many decimals."""
    exact = Fraction(figure) * 10**digits
    whole, rest = divmod(exact.numerator, exact.denominator)
    whole += 2 * rest >= exact.denominator
    return (Decimal(whole) / Decimal(10**digits)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def fill(text: str, facts: Mapping[str, object]) -> str:
    """Put facts into `{placeholders}`, and nothing else: no attributes, no format codes. An unknown one stays visible."""
    return PLACEHOLDER.sub(lambda match: str(facts.get(match.group(1), match.group(0))), text)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder of catalogues."""
    return tuple(sorted(path.name for path in CATALOGUES.iterdir() if (path / ABOUT).is_file()))


@lru_cache(maxsize=8)
def language(code: str = SOURCE) -> Language:
    """Return a language by its code. `x-pseudo` is made from the source language, every text marked.

    Raises KeyError where there is no such language.
    """
    if code == PSEUDO:
        return pseudo_language(language(SOURCE))
    if code not in languages():
        raise KeyError(code)
    folder = CATALOGUES / code
    about = json.loads((folder / ABOUT).read_bytes())
    texts: dict[str, str | Mapping[str, str]] = {}
    for path in sorted(folder.glob("*.json")):
        if path.name not in (ABOUT, SOURCES):
            texts.update(json.loads(path.read_bytes()))
    fallback = None if code == SOURCE else language(SOURCE)
    return Language(code, about["name"], about["locale"], texts, about["review"], about.get("percent_pattern", ""), fallback)


_LOOK_ALIKES = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒĝĥîĵķļɱñøþɋŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑØÞɊŔŠŢÛṼŴẊÝŽ",
)


_KEPT = re.compile(r"(\{\w+\}|belong-assess assess)")
_KEYS = "interview.key."
"""Texts that are keys: they are typed as they stand."""
_WORD = " ẋẋẋẋẋẋ"


def pseudo(text: str) -> str:
    """Mark a text and make it 30 % longer: every letter becomes a look-alike, placeholders and commands to be typed stay.

    So a text that escaped the catalogues shows, and so does a layout that has no room for another language.
    """
    pieces = [_look_alike(piece) for piece in _KEPT.split(text)]
    for place in range(len(pieces) - 1, -1, -1):
        last = max((n for n, letter in enumerate(pieces[place]) if letter.isalpha()), default=-1)
        if last >= 0 and not _KEPT.fullmatch(pieces[place]):
            pieces[place] = pieces[place][: last + 1] + _filler(len(text) * 3 // 10) + pieces[place][last + 1 :]
            break
    return "".join(pieces)


def _look_alike(piece: str) -> str:
    return piece if _KEPT.fullmatch(piece) else piece.translate(_LOOK_ALIKES)


def _filler(length: int) -> str:
    """Words of so many letters and spaces together."""
    return (_WORD * (length // len(_WORD) + 1))[:length].rstrip()


def pseudo_language(source: Language) -> Language:
    """Make the language in which a text that escaped the catalogues shows at a glance."""
    texts = {key: held if key.startswith(_KEYS) else _marked(held, pseudo) for key, held in source.texts.items()}
    return Language(PSEUDO, PSEUDO, source.locale, texts, "reviewed", source.percent_pattern)


def _marked(held: str | Mapping[str, str], mark: Callable[[str], str]) -> str | Mapping[str, str]:
    return mark(held) if isinstance(held, str) else {form: mark(text) for form, text in held.items()}
