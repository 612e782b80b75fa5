"""How a locale writes numbers, percentages and dates and counts things: the Unicode locale data, read by Babel.

Reading that data costs more than all the texts of a language. What was once written is remembered by its question, and
whoever runs the program may keep that from one start to the next (`remember_with`, `newly_remembered`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale
    from babel.numbers import NumberPattern

MOST = 5_000
"""So many answers are remembered; a program that asks for more has time for Babel."""

LARGEST = 1_000

Recall = Callable[[], Mapping[str, str]]


class _Memory:
    """What was once written, by its question."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.recall: Recall | None = None
        self.grew = False

    def answer(self, question: str, find_out: Callable[[], str]) -> str:
        if self.recall is not None:
            self.known.update(self.recall())
            self.recall = None
        found = self.known.get(question)
        if found is None:
            found = find_out()
            self.grew = self.grew or len(self.known) < MOST
            if len(self.known) < MOST:
                self.known[question] = found
        return found


_memory = _Memory()


def remember_with(recall: Recall) -> None:
    """Name what returns that which was remembered before; it is asked when the first number is written."""
    _memory.recall = recall


def newly_remembered() -> Mapping[str, str] | None:
    """Return everything that is remembered if it grew since it was recalled, else `None`."""
    return _memory.known if _memory.grew else None


def number_text(locale: str, figure: Decimal, digits: int) -> str:
    """Write a number that is rounded already, with exactly so many decimals.

    Large numbers are figures of somebody, such as a population, and are not remembered.
    """

    def written() -> str:
        return str(_number_pattern(locale, digits).apply(figure, _locale(locale)))

    return _memory.answer(f"number {locale} {figure} {digits}", written) if abs(figure) <= LARGEST else written()


def percent_text(locale: str, share: Decimal, digits: int, pattern: str = "") -> str:
    """Write a share (0-1) that is rounded already as a percentage with exactly so many decimals."""
    return _memory.answer(
        f"percent {locale} {share} {digits} {pattern}",
        lambda: str(_percent_pattern(locale, digits, pattern).apply(share, _locale(locale))),
    )


def percent_code(locale: str, digits: int, pattern: str = "") -> str:
    """Return the spreadsheet's number format for percentages; it knows plain spaces only."""
    return _with_decimals(pattern or _cldr_percent(locale), digits).replace("#,##0", "0").replace("\xa0", " ")


def decimal_mark(locale: str) -> str:
    """Return the decimal mark of a locale."""
    return str(_locale(locale).number_symbols["latn"]["decimal"])


def date_text(locale: str, iso: str) -> str:
    """Write an ISO date in the long form of a locale; anything else is returned as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return _memory.answer(f"date {locale} {iso}", lambda: _long_date(locale, day))


def month_names(locale: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of each month in a locale, January first: as they stand in a date, alone, and short."""
    held = _locale(locale).months
    forms = [held[use][width] for use in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    return tuple(tuple(dict.fromkeys(names[month] for names in forms)) for month in range(1, 13))


def plural_form(locale: str, number: int) -> str:
    """Return the plural category of a whole number: zero, one, two, few, many or other."""
    return _memory.answer(f"plural {locale} {number}", lambda: str(_locale(locale).plural_form(number)))


def plural_forms(locale: str) -> tuple[str, ...]:
    """Return the plural categories of a locale that whole numbers below a million take, in a fixed order."""
    taken = {str(_locale(locale).plural_form(number)) for number in range(200)}
    return tuple(form for form in ("zero", "one", "two", "few", "many", "other") if form in taken)


def language_name(code: str) -> str:
    """Return what a language calls itself, with a capital; its code where the locale data does not know it."""
    name = _locale(code).get_language_name(code) if is_language(code) else None
    return name[:1].upper() + name[1:] if name else code


def is_language(code: str) -> bool:
    """Say whether the locale data knows a language code such as `es`, `pt_BR` or `ca`."""
    from babel.core import UnknownLocaleError

    try:
        _locale(code)
    except (ValueError, UnknownLocaleError):
        return False
    return True


@lru_cache(maxsize=8)
def _locale(locale: str) -> Locale:
    from babel.core import Locale

    return Locale.parse(locale)


def _long_date(locale: str, day: date) -> str:
    from babel.dates import format_date

    return str(format_date(day, "long", _locale(locale)))


@lru_cache(maxsize=64)
def _number_pattern(locale: str, digits: int) -> NumberPattern:
    from babel.numbers import parse_pattern

    return parse_pattern(_with_decimals(_locale(locale).decimal_formats[None].pattern, digits))


@lru_cache(maxsize=64)
def _percent_pattern(locale: str, digits: int, pattern: str) -> NumberPattern:
    from babel.numbers import parse_pattern

    return parse_pattern(_with_decimals(pattern or _cldr_percent(locale), digits))


def _cldr_percent(locale: str) -> str:
    return str(_locale(locale).percent_formats[None].pattern)


def _with_decimals(pattern: str, digits: int) -> str:
    """Fix the number of decimals of a pattern such as `#,##0.###`."""
    decimals = f".{'0' * digits}" if digits else ""
    return pattern.replace(".###", "").replace("0", f"0{decimals}", 1)
