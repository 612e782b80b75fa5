"""Texts that are 30 % longer, as those of most languages are, break no layout: no line is wider than the screen."""

from __future__ import annotations

import unicodedata

import pytest
from support.command import terminal
from terminal.test_pseudo_language import COMMANDS

from belong_assess.files.catalogues import interface_units
from belong_assess.language.texts import PSEUDO, language
from belong_assess.language.translation import length_limit

SCREEN = {"NO_COLOR": "1", "TERM": "xterm-256color", "BELONG_ASSESS_LANG": PSEUDO}
SHOWN = [
    ("demo",),
    ("score", "@ostwaldmark"),
    ("score", "@verdemar"),
    ("score", "@marevalle", "--to", "plain"),
    ("explain", "@ostwaldmark"),
    ("explain", "@ostwaldmark", "A11"),
    ("explain", "@marevalle", "A4.7"),
    ("status", "@ostwaldmark"),
    ("method", "show"),
    ("method", "show", "regional", "A13"),
    ("method", "list"),
    *((*command, "--help") for command in COMMANDS),
]


def width(line: str) -> int:
    """The columns that a line takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else not unicodedata.combining(letter) for letter in line)


@pytest.mark.parametrize(
    ("arguments", "columns"), [*((shown, 80) for shown in SHOWN), *((report, 60) for report in SHOWN[:4])]
)
def test_no_line_is_wider_than_the_screen(arguments: tuple[str, ...], columns: int) -> None:
    code, printed = terminal(arguments, columns, SCREEN)
    assert code == 0
    wide = [line for line in printed.decode().splitlines() if width(line) > columns]
    assert wide == []


def test_nothing_is_cut_where_a_name_is_longer() -> None:
    _, printed = terminal(("demo",), 80, SCREEN)
    assert "…" not in printed.decode()


def test_the_pseudo_language_is_30_percent_longer() -> None:
    long, source = language(PSEUDO), language()
    texts = [key for key, text in source.texts.items() if isinstance(text, str) and len(text) > 20]
    longer = [len(str(long.texts[key])) / len(str(source.texts[key])) for key in texts]
    assert 1.25 < sum(longer) / len(longer) < 1.31


def test_the_room_that_translators_have_is_at_least_that() -> None:
    assert all(length_limit("x" * length) >= length * 13 // 10 for length in range(200))
    assert all(unit.limit is None or unit.limit > len(unit.source) for unit in interface_units("es"))
