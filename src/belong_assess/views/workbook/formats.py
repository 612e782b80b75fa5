"""How figures stand in cells: full precision inside, shown with as many decimals as the report shows."""

from __future__ import annotations

from belong_assess.language.texts import Language
from belong_assess.responses.submission import Number
from belong_assess.sheets.cells import Figure
from belong_assess.views.report import Line

TWO_DECIMALS = "0.00"
FOUR_DECIMALS = "0.0000"
WEIGHT = "0.####"
WHOLE = "0"


def point_format(shown: str, language: Language) -> str:
    """`0`, or with one decimal more wherever rounding would seem to reach a cut point."""
    return _with_decimals("0", language.decimals(shown))


def share_format(shown: str, language: Language) -> str:
    """`0 %`, with the decimals that the report shows, in the language's way to write percentages."""
    return language.percent_code(language.decimals(shown))


def points(number: Number | None, shown: str, language: Language) -> Figure | None:
    """A score or points (0-100); nothing where the report shows no number."""
    return None if number is None or not shown else Figure(number, point_format(shown, language))


def share(number: Number | None, shown: str, language: Language) -> Figure | None:
    """A share (0-1) as a percentage."""
    return None if number is None else Figure(number, share_format(shown, language))


def score_of(line: Line, language: Language) -> Figure | None:
    """The score of a line, or nothing where the report shows none."""
    return points(line.score, line.number, language)


def _with_decimals(whole: str, digits: int) -> str:
    return f"{whole}.{'0' * digits}" if digits else whole
