"""How a locale writes numbers, percentages and dates and counts things: the Unicode locale data, read by Babel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from babel.numbers import NumberPattern, parse_pattern


@lru_cache(maxsize=8)
def _locale(locale: str) -> Locale:
    return Locale.parse(locale)


@lru_cache(maxsize=4096)
def number_text(locale: str, figure: Decimal, digits: int) -> str:
    """Write a number that is rounded already, with exactly so many decimals."""
    return str(_number_pattern(locale, digits).apply(figure, _locale(locale)))


@lru_cache(maxsize=1024)
def percent_text(locale: str, share: Decimal, digits: int, pattern: str = "") -> str:
    """Write a share (0-1) that is rounded already as a percentage with exactly so many decimals."""
    return str(_percent_pattern(locale, digits, pattern).apply(share, _locale(locale)))


def percent_code(locale: str, digits: int, pattern: str = "") -> str:
    """Return the spreadsheet's number format for percentages; it knows plain spaces only."""
    return _with_decimals(pattern or _cldr_percent(locale), digits).replace("#,##0", "0").replace("\xa0", " ")


def decimal_mark(locale: str) -> str:
    """Return the decimal mark of a locale."""
    return str(_locale(locale).number_symbols["latn"]["decimal"])


def date_text(locale: str, iso: str) -> str:
    """Write an ISO date in the long form of a locale; anything else is returned as it is."""
    from babel.dates import format_date

    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return str(format_date(day, "long", _locale(locale)))


def month_names(locale: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of each month in a locale, January first: as they stand in a date, alone, and short."""
    held = _locale(locale).months
    forms = [held[use][width] for use in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    return tuple(tuple(dict.fromkeys(names[month] for names in forms)) for month in range(1, 13))


def plural_form(locale: str, number: int) -> str:
    """Return the plural category of a whole number: zero, one, two, few, many or other."""
    return str(_locale(locale).plural_form(number))


def plural_forms(locale: str) -> tuple[str, ...]:
    """Return the plural categories of a locale that whole numbers below a million take, in a fixed order."""
    taken = {plural_form(locale, number) for number in range(200)}
    return tuple(form for form in ("zero", "one", "two", "few", "many", "other") if form in taken)


@lru_cache(maxsize=64)
def _number_pattern(locale: str, digits: int) -> NumberPattern:
    return parse_pattern(_with_decimals(_locale(locale).decimal_formats[None].pattern, digits))


@lru_cache(maxsize=64)
def _percent_pattern(locale: str, digits: int, pattern: str) -> NumberPattern:
    return parse_pattern(_with_decimals(pattern or _cldr_percent(locale), digits))


def _cldr_percent(locale: str) -> str:
    return str(_locale(locale).percent_formats[None].pattern)


def _with_decimals(pattern: str, digits: int) -> str:
    """Fix the number of decimals of a pattern such as `#,##0.###`."""
    decimals = f".{'0' * digits}" if digits else ""
    return pattern.replace(".###", "").replace("0", f"0{decimals}", 1)


def language_name(code: str) -> str:
    """Return what a language calls itself, with a capital; its code where the locale data does not know it."""
    try:
        name = _locale(code).get_language_name(code)
    except (ValueError, UnknownLocaleError):
        name = None
    return name[:1].upper() + name[1:] if name else code


def is_language(code: str) -> bool:
    """Say whether the locale data knows a language code such as `es`, `pt_BR` or `ca`."""
    try:
        _locale(code)
    except (ValueError, UnknownLocaleError):
        return False
    return True
