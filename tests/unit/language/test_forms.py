"""Numbers, percentages, dates and plurals take the form of their language, whichever it is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from belong_assess.language.forms import newly_remembered, plural_forms
from belong_assess.language.texts import Language, language

NO_BREAK = "\N{NO-BREAK SPACE}"


def spoken(locale: str, texts: dict[str, object] | None = None) -> Language:
    """A language with the forms of a locale and texts of its own."""
    return replace(language(), code=locale, locale=locale, texts=texts or {}, percent_pattern="")


@pytest.mark.parametrize(
    ("locale", "figure", "digits", "shown"),
    [
        ("en_GB", Fraction(1599, 20), 0, "80"),
        ("en_GB", Fraction(1599, 20), 1, "80.0"),
        ("en_GB", 1234567, 0, "1,234,567"),
        ("es_ES", Fraction(159, 2), 1, "79,5"),
        ("es_ES", 1234567, 0, "1.234.567"),
        ("es_ES", Fraction(-1, 2), 2, "-0,50"),
        ("de_DE", Fraction(12345678, 100), 2, "123.456,78"),
        ("fr_FR", 96400, 0, "96\u202f400"),
        ("pl_PL", Fraction(1, 3), 2, "0,33"),
    ],
)
def test_numbers(locale: str, figure: Fraction, digits: int, shown: str) -> None:
    assert spoken(locale).number(figure, digits) == shown


@pytest.mark.parametrize(
    ("locale", "share", "digits", "shown"),
    [
        ("es_ES", Fraction(1, 2), 0, f"50{NO_BREAK}%"),
        ("es_ES", Fraction(1, 3), 1, f"33,3{NO_BREAK}%"),
        ("it_IT", 1, 0, "100%"),
    ],
)
def test_percentages(locale: str, share: Fraction, digits: int, shown: str) -> None:
    assert spoken(locale).percent(share, digits) == shown


def test_the_project_writes_english_percentages_with_a_space_as_its_texts_do() -> None:
    assert language().percent(Fraction(1, 8), 1) == "12.5 %"
    assert language().percent_code(1) == "0.0 %"
    assert spoken("es_ES").percent_code() == "0 %"


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("en_GB", "3 November 2026"), ("es_ES", "3 de noviembre de 2026"), ("ca_ES", "3 de novembre del 2026")],
)
def test_dates(locale: str, shown: str) -> None:
    assert spoken(locale).date("2026-11-03") == shown
    assert spoken(locale).date("in autumn") == "in autumn"


@pytest.mark.parametrize(("shown", "decimals"), [("79,6", 1), ("80", 0), ("79,60 %", 2), ("1.234", 0)])
def test_decimals_are_counted_by_the_mark_of_the_language(shown: str, decimals: int) -> None:
    assert spoken("es_ES").decimals(shown) == decimals


def test_plurals_take_every_form_of_their_language() -> None:
    forms = {"one": "{n} pytanie", "few": "{n} pytania", "many": "{n} pytań", "other": "{n} pytania"}
    say = spoken("pl_PL", {"open": forms})
    assert [say.count("open", n) for n in (1, 3, 5, 22)] == ["1 pytanie", "3 pytania", "5 pytań", "22 pytania"]
    assert plural_forms("pl_PL") == ("one", "few", "many")
    assert plural_forms("es_ES") == ("one", "other")
    assert spoken("pl_PL", {"open": {"other": "{n}"}}).count("open", 3) == "3", "a form that is missing is `other`"


def test_figures_of_somebody_are_not_remembered() -> None:
    spoken("de_DE").number(96413)
    assert spoken("de_DE").number(41) == "41"
    known = newly_remembered()
    assert known is not None
    assert "number de_DE 41 0" in known
    assert not [question for question in known if "96413" in question]
