"""One language: its texts by key, and the form of its numbers, dates and plurals, all from its folder of catalogues."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

CATALOGUES = Path(__file__).parent / "catalogues"
SOURCE = "en"
PSEUDO = "x-pseudo"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
Number = int | Fraction


@dataclass(frozen=True)
class Language:
    """The texts of one language. `form` holds decimal mark, percent and date patterns, months, and the plural rule."""

    code: str
    name: str
    texts: Mapping[str, str | Mapping[str, str]]
    form: Mapping[str, Any]
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
        found = self.texts.get(key)
        if found is None and self.fallback is not None:
            return f"{self.fallback.count(key, number, **facts)} [{self.fallback.code}]"
        forms = {"other": found} if isinstance(found, str) else found
        assert forms is not None, key
        form = "one" if number in self.form["singular"] and "one" in forms else "other"
        return fill(forms[form], {"n": str(number), **facts})

    def has(self, key: str) -> bool:
        """Say whether there is a text for this key, here or in the source language."""
        return key in self.texts or (self.fallback is not None and self.fallback.has(key))

    def number(self, figure: Number, digits: int = 0) -> str:
        """Write a number, rounded half up to so many decimals, with the language's decimal mark."""
        return str(rounded(figure, digits)).replace(".", self.form["decimal"])

    def percent(self, share: Number, digits: int = 0) -> str:
        """Write a share (0-1) as a percentage."""
        return fill(self.form["percent"], {"n": self.number(share * 100, digits)})

    def date(self, iso: str) -> str:
        """Write an ISO date as people write it; anything else is returned as it is."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        month = self.form["months"][day.month - 1]
        return fill(self.form["date"], {"day": str(day.day), "month": month, "year": str(day.year)})

    def list(self, words: list[str]) -> str:
        """Join words as an enumeration."""
        return str(self.form["comma"]).join(words)


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
    return tuple(sorted(path.name for path in CATALOGUES.iterdir() if (path / "form.json").is_file()))


@lru_cache(maxsize=8)
def language(code: str = SOURCE) -> Language:
    """Return a language by its code. `x-pseudo` is made from the source language, every text marked.

    Raises KeyError where there is no such language.
    """
    if code == PSEUDO:
        return pseudo_language(language(SOURCE))
    if code not in languages():
        raise KeyError(code)
    held = {path.stem: json.loads(path.read_bytes()) for path in sorted((CATALOGUES / code).glob("*.json"))}
    form = held.pop("form")
    texts = {key: text for catalogue in held.values() for key, text in catalogue.items()}
    return Language(code, form["name"], texts, form, None if code == SOURCE else language(SOURCE))


_LOOK_ALIKES = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒĝĥîĵķļɱñøþɋŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑØÞɊŔŠŢÛṼŴẊÝŽ",
)


def pseudo(text: str) -> str:
    """Mark a text: every letter becomes a look-alike, placeholders stay."""
    pieces = re.split(r"(\{\w+\})", text)
    return "".join(piece if PLACEHOLDER.fullmatch(piece) else piece.translate(_LOOK_ALIKES) for piece in pieces)


def pseudo_language(source: Language) -> Language:
    """Make the language in which a text that escaped the catalogues shows at a glance."""
    texts = {key: _marked(held, pseudo) for key, held in source.texts.items()}
    months = [pseudo(month) for month in source.form["months"]]
    return Language(PSEUDO, PSEUDO, texts, {**source.form, "months": months})


def _marked(held: str | Mapping[str, str], mark: Callable[[str], str]) -> str | Mapping[str, str]:
    return mark(held) if isinstance(held, str) else {form: mark(text) for form, text in held.items()}
