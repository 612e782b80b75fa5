"""Scores in words, as the report puts them: the band, what could still be, and why there is no score."""

from __future__ import annotations

from collections.abc import Sequence

from belong_assess.files.template.live.calculation import Calculation
from belong_assess.files.template.live.formula import (
    Cells,
    Fixed,
    Formula,
    Operand,
    all_,
    any_,
    call,
    choose,
    filled,
    if_,
    is_number,
    last_reached,
    nth,
    rounded,
    total,
)
from belong_assess.files.template.live.items import ABSENT
from belong_assess.files.template.live.means import FULL
from belong_assess.files.template.live.nodes import OUTSIDE, SCORED, WITHHELD
from belong_assess.files.template.live.table import Table
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment

MOST_DIGITS = 3
"""So many decimals at most are shown where rounding would seem to reach a cut point; no score needs more."""


class Wording:
    """The hidden tables of words, one row for each score that is shown."""

    def __init__(self, assessment: Assessment, say: Language, calculation: Calculation, *, partial: bool) -> None:
        self.assessment = assessment
        self.say = say
        self.calculation = calculation
        self.elsewhere = say("report.partial_scope" if partial else "report.not_asked_here")
        self.table = Table("wording")
        self.bands = Table("bands")
        self.counts = Table("counts")
        for band in assessment.indicators.bands:
            label = f"{band.symbol} {band.label}"
            self.bands.put(band.id, cut=band.at_least, label=band.label, named=label)
        self._count_texts(len(calculation.outline.asked))

    def tables(self) -> Sequence[Table]:
        """The hidden tables."""
        return self.bands, self.counts, self.table

    def words(self, key: str) -> Cells:
        """The words of a score."""
        return self.table.at(key, "words")

    def number(self, key: str, end: str = "score") -> Cells:
        """A score, or an end of its range, as it is read in a sentence: with a decimal more where a cut point is near."""
        self._digits(key, end)
        figure = self.calculation.groups.at(key, end)
        shown = call("FIXED", figure, self.table.at(key, f"{end} digits"), 1)
        self.table.set(key, f"{end} shown", if_(is_number(figure), shown, ""))
        return self.table.at(key, f"{end} shown")

    def coverage(self, key: str) -> Formula:
        """A coverage as it is read in a sentence; it never seems to reach the minimum that it misses."""
        share, least = self.calculation.groups.at(key, "coverage"), self.calculation.outline.minimum.coverage / FULL
        cases: list[tuple[Operand, Operand]] = [
            (any_(share >= least, rounded(share, digits + 2) < least), digits) for digits in range(MOST_DIGITS)
        ]
        self.table.set(key, "coverage digits", if_(is_number(share), choose(*cases, otherwise=MOST_DIGITS), 0))
        shown = call("FIXED", share * FULL, self.table.at(key, "coverage digits"), 1)
        text = filled(self.say.percent_code().replace("0", "{share}", 1), {"share": shown})
        self.table.set(key, "coverage shown", if_(is_number(share), text, ""))
        return self.table.at(key, "coverage shown")

    def add(self, key: str, *, shape: bool = False, bar_from: int | None = None) -> None:
        """Add a score; a `shape` has no band, and a bar has a number from so many questions up."""
        at = self.calculation.groups.at
        self._band(key)
        state, mostly = at(key, "state"), at(key, "mostly").equals(1)
        outside = if_(mostly, "; " & Fixed(self.say("report.mostly_outside")), "")
        could = filled(self.say("report.could_still_be"), self._names(key))
        band = if_(self.table.at(key, "others").equals(""), self._label(key), could)
        scored = Fixed(self.say("report.for_discussion")) if shape else band & outside
        self.table.put(
            key,
            words=choose(
                (state.equals(SCORED), scored),
                (state.equals(WITHHELD), self._withheld(key, mostly, bar_from)),
                (state.equals(OUTSIDE), self.say("report.outside_competence")),
                otherwise=self.elsewhere,
            ),
        )

    def base(self) -> Formula:
        """What the result rests on, in one sentence."""
        down, asked = self.calculation.items.down, len(self.calculation.outline.asked)
        result, absent = down("result"), down("absent")
        counted = {
            "implied": total(down("implied")),
            **{state: total(result.equals(state) * absent) for state in ABSENT},
            "not_asked": total(result.equals("not_asked") * self._weighted()) - total(down("implied")),
            "open": total(down("open")),
        }
        text = filled(self.say("report.base"), {"counted": total(down("counted")), "total": asked})
        for name, number in counted.items():
            text = text & nth(self.counts.down(name), number + 1)
        return text

    def _weighted(self) -> Formula:
        self.calculation.items.weights.add("#weighted", dict.fromkeys(self.calculation.outline.weights, 1))
        return self.calculation.items.weights.down("#weighted")

    def _withheld(self, key: str, mostly: Formula, bar_from: int | None) -> Formula:
        counted = self.calculation.groups.at(key, "counted")
        cases: list[tuple[Operand, Operand]] = [
            (mostly, self.say("report.mostly_outside")),
            (counted.equals(0), self.say("live.none_yet")),
        ]
        if bar_from is not None:
            cases.append((counted < bar_from, nth(self.counts.down("too few"), counted + 1)))
        return choose(*cases, otherwise=self.say("report.not_enough_answers"))

    # bands

    def _band(self, key: str) -> None:
        """Which bands the range touches, by their numbers from below, and their names but that of the score's own."""
        at, cuts = self.calculation.groups.at, self.bands.down("cut")
        scored = at(key, "state").equals(SCORED)
        for end in ("score", "low", "high"):
            self.table.set(key, end, if_(scored, last_reached(at(key, end), cuts), 0))
        own, low, high = (self.table.at(key, end) for end in ("score", "low", "high"))
        names: Formula = Fixed("")
        for number, band in enumerate(self.assessment.indicators.bands, 1):
            touched = all_(low <= number, high >= number, own.differs(number))
            before = if_(names.equals(""), "", self.say("report.or")) if number > 1 else Fixed("")
            self.table.set(key, f"band {number}", names & if_(touched, before & band.label, ""))
            names = self.table.at(key, f"band {number}")
        self.table.put(key, others=names)

    def _label(self, key: str) -> Formula:
        return nth(self.bands.down("named"), self.table.at(key, "score"))

    def _names(self, key: str) -> dict[str, Operand]:
        return {"band": self._label(key), "others": self.table.at(key, "others")}

    def _digits(self, key: str, end: str) -> None:
        """One decimal more wherever rounding would seem to reach a cut point that is missed."""
        figure, cuts = self.calculation.groups.at(key, end), self.bands.down("cut")
        cases: list[tuple[Operand, Operand]] = []
        for digits in range(MOST_DIGITS):
            seems = total((cuts > figure) * (cuts <= rounded(figure, digits)))
            cases.append((seems.equals(0), digits))
        needed = choose(*cases, otherwise=MOST_DIGITS)
        self.table.set(key, f"{end} digits", if_(is_number(figure), needed, 0))

    def _count_texts(self, most: int) -> None:
        """What a count is called, for every count that can be: so that each language keeps its plurals."""
        semicolon = self.say("report.semicolon")
        for number in range(most + 1):
            for name in ("implied", *ABSENT, "not_asked", "open"):
                text = semicolon + self.say.count(f"report.base.{name}", number) if number else ""
                self.counts.set(str(number), name, text)
            self.counts.set(str(number), "too few", self.say.count("report.too_few_for_bar", number))
