"""How a figure is read from a cell in any locale: as a number, or from the digits of a text with a point or a comma.

VALUE is given digits alone, because a decimal mark means another number in another country.
"""

from __future__ import annotations

from belong_assess.files.template.live.formula import (
    Cells,
    Formula,
    all_,
    any_,
    call,
    choose,
    ending,
    flag,
    if_,
    is_number,
    is_one_of,
    length,
    opening,
    or_else,
    replaced,
    rounded,
)
from belong_assess.files.template.live.table import Table

LONGEST = 18
"""Longer figures are no answer for the program either."""

EXACT = 10
"""Percentages are kept to so many decimals: 0.57 as 57 %, not 56.99999999999999."""

PERCENT, DAY = "P", "D"
"""First letters of what CELL says of a format."""


class Numbers:
    """The hidden table on which figures are taken apart, one row for each cell that may hold one."""

    def __init__(self) -> None:
        self.table = Table("numbers")

    def read(self, name: str, raw: Cells, text: Cells, shown: Cells) -> Cells:
        """Add the row of a cell (what it holds, that as a text, and how it is formatted); return its number.

        The number is an empty text where there is none, or where it has two readings.
        """
        put, at = self.table.put, self.table.at
        put(name, percent=flag(any_(shown.equals(PERCENT), ending(text).equals("%"))))
        put(name, figure=replaced(_without_sign(text), ",", "."))
        figure = at(name, "figure")
        put(name, below=flag(opening(figure).equals("-")))
        put(name, plain=if_(is_one_of(opening(figure), "-", "+"), call("MID", figure, 2, LONGEST), figure))
        plain = at(name, "plain")
        put(name, point=or_else(call("FIND", ".", plain), 0))
        put(name, decimals=if_(at(name, "point") > 0, length(plain) - at(name, "point"), 0))
        put(name, digits=replaced(plain, ".", ""))
        put(name, rest=_without_digits(plain))
        put(name, doubtful=flag(self._may_be_thousands(name)))
        put(name, number=self._number(name, raw, shown))
        return at(name, "number")

    def percent(self, name: str) -> Cells:
        """1 where the cell shows a percentage, by its format or with a sign."""
        return self.table.at(name, "percent")

    def _number(self, name: str, raw: Cells, shown: Cells) -> Formula:
        at = self.table.at
        held = if_(at(name, "percent").equals(1), rounded(raw * 100, EXACT), raw)
        written = call("VALUE", at(name, "digits")) / call("POWER", 10, at(name, "decimals"))
        return choose(
            (shown.equals(DAY), ""),
            (is_number(raw), held),
            (self._is_figure(name), written * (1 - 2 * at(name, "below"))),
            otherwise="",
        )

    def _is_figure(self, name: str) -> Formula:
        """Digits, with one mark between them at most."""
        at = self.table.at
        between = any_(at(name, "point").equals(0), all_(at(name, "point") > 1, at(name, "decimals") > 0))
        return all_(
            length(at(name, "figure")) <= LONGEST,
            at(name, "digits").differs(""),
            is_one_of(at(name, "rest"), "", "."),
            between,
            at(name, "doubtful").equals(0),
        )

    def _may_be_thousands(self, name: str) -> Formula:
        """1.284 and 1,284 are thousands in one country and decimals in another."""
        at = self.table.at
        unsigned = at(name, "plain").equals(at(name, "figure"))
        after = at(name, "decimals").equals(3)
        return all_(unsigned, after, at(name, "point") > 1, at(name, "point") < 5, opening(at(name, "plain")).differs("0"))


def _without_sign(text: Formula) -> Formula:
    """A text without a percent sign at its end."""
    return if_(ending(text).equals("%"), call("TRIM", opening(text, length(text) - 1)), text)


def _without_digits(text: Formula) -> Formula:
    for digit in "0123456789":
        text = replaced(text, digit, "")
    return text
