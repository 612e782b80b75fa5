"""Submissions analysed together: how their scores and answers spread, and whom to call. Nothing is ranked.

Statistics are made for each method version and tier by itself; who stands several times in the cohort is in none of them.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import compress
from math import isnan, nan
from sys import intern

from belong_assess.analysis.calls import REASONS, Call, Key, Reasons
from belong_assess.analysis.competence_calls import competence_calls
from belong_assess.analysis.flags import flag_facts
from belong_assess.analysis.same_regions import duplicates
from belong_assess.analysis.spread import FEWEST, Spread, spread_of
from belong_assess.problems import Problem
from belong_assess.responses.submission import Number
from belong_assess.results.record import ItemFigures, NodeFigures, Record
from belong_assess.results.result import Stamp
from belong_assess.values import value

_NO_BAND = ""
_MISSING = ItemFigures("not_asked", "left_out", None, "")


@value
class QuestionSpread:
    """How one question was answered: how often each state occurs, and the mean points of the answers that have any.

    Of fewer than five submissions there are no shares, of fewer than five answers with points no mean.
    """

    n: int
    states: Mapping[str, int]
    scored: int
    mean: Number | None

    def share(self, state: str) -> Fraction | None:
        """The share (0-1) of a state among the submissions."""
        return Fraction(self.states.get(state, 0), self.n) if self.n >= FEWEST else None


@value
class Group:
    """The submissions of one method version and tier: so many in the statistics, so many set aside as they stand twice."""

    stamp: Stamp
    tier: str
    count: int
    set_aside: int
    nodes: Mapping[str, Spread]
    questions: Mapping[str, QuestionSpread]


@value
class NotRead:
    """A file, or a row of one, that could not be scored, with the first problem that stopped it."""

    file: str
    place: str
    problem: Problem | None


@value
class Cohort:
    """What is to be said of all submissions together."""

    scored: int
    groups: tuple[Group, ...]
    calls: tuple[Call, ...]
    not_read: tuple[NotRead, ...]

    @property
    def to_call(self) -> int:
        """The number of scored submissions with at least one reason to call."""
        return len({(call.file, call.place) for call in self.calls})

    @property
    def reasons(self) -> dict[str, int]:
        """How many submissions each reason concerns, in the order in which reasons are said."""
        counts = Counter(call.code for call in self.calls)
        return {code: counts[code] for code in REASONS if counts[code]}


class CohortTally:
    """What is kept while submissions go by, one by one: a row of small numbers each, and what others are found by."""

    def __init__(self) -> None:
        self._groups: dict[tuple[Stamp, str], _GroupTally] = {}
        self._keys: list[Key] = []
        self._flags: dict[int, tuple[str, ...]] = {}
        self._not_read: list[NotRead] = []

    def add(self, record: Record) -> None:
        """Take in one submission; nothing of the record itself is kept."""
        number = len(self._keys)
        self._keys.append(_key(record))
        if record.stamp is None:
            errors = (problem for problem in record.problems if problem.severity == "error")
            first = next(errors, next(iter(record.problems), None))
            self._not_read.append(NotRead(record.file, record.place, first))
            return
        if record.flags:
            self._flags[number] = record.flags
        group = (record.stamp, record.tier)
        if group not in self._groups:
            self._groups[group] = _GroupTally(record)
        self._groups[group].add(number, record)

    def cohort(self) -> Cohort:
        """Return what is to be said of all that were taken in."""
        keys = self._keys
        reasons = duplicates(keys)
        twice = frozenset(reasons)
        once = [n for n, key in enumerate(keys) if key.stamp is not None and n not in twice]
        questions = {stamp: tally.items for (stamp, _), tally in self._groups.items()}
        for number, more in competence_calls(keys, once, questions).items():
            reasons.setdefault(number, {}).update(more)
        for number, flags in self._flags.items():
            reasons.setdefault(number, {}).update(map(flag_facts, flags))
        groups = sorted(self._groups.items(), key=lambda each: (*_order(each[0][0]), each[0][1]))
        return Cohort(
            scored=len(keys) - len(self._not_read),
            groups=tuple(tally.group(stamp, tier, twice) for (stamp, tier), tally in groups),
            calls=tuple(_calls(keys, reasons)),
            not_read=tuple(self._not_read),
        )


def _order(stamp: Stamp) -> tuple[str, ...]:
    return (
        stamp.questionnaire,
        stamp.questionnaire_version,
        stamp.questionnaire_hash,
        stamp.indicators,
        stamp.indicators_version,
        stamp.indicators_hash,
    )


def _calls(keys: Sequence[Key], reasons: Reasons) -> Iterator[Call]:
    """The calls in the order of the submissions; a file that could not be scored stands elsewhere."""
    for number in sorted(reasons):
        key, found = keys[number], reasons[number]
        if key.stamp is not None:
            yield from (Call(key.file, key.place, key.unit, code, found[code]) for code in REASONS if code in found)


def _key(record: Record) -> Key:
    if record.stamp is None:
        return Key(record.file, record.place, record.digest)
    facts, states = record.facts, [item.state for item in record.items.values()]
    return Key(
        file=record.file,
        place=record.place,
        digest=intern(record.digest),
        unit=record.unit,
        code=facts.get("region_code", ""),
        country=intern(facts.get("country", "")),
        preset=intern(record.preset),
        tier=intern(record.tier),
        stamp=record.stamp,
        several="respondent" in facts,
        nc=_mask(states, "NC"),
        answered=_mask(states, "answered"),
        asked=len(states) - states.count("not_asked"),
    )


def _mask(states: Sequence[str], wanted: str) -> int:
    """A bit for each question, the first one highest."""
    return int("0" + "".join(["1" if state == wanted else "0" for state in states]), 2)


class _GroupTally:
    """One row of numbers for each submission: its scores, its bands, and for each question its state with its points."""

    def __init__(self, record: Record) -> None:
        self.nodes = tuple(record.nodes)
        self.items = tuple(record.items)
        self.numbers = array("I")
        self.scores = array("d")
        self.bands = array("B")
        self.answers = array("I")
        self.band_codes: dict[str, int] = {_NO_BAND: 0}
        self.answer_codes: dict[tuple[str, Number | None], int] = {}

    def add(self, number: int, record: Record) -> None:
        nodes, items, known = record.nodes, record.items, self.answer_codes
        figures = [nodes.get(node) for node in self.nodes]
        self.numbers.append(number)
        self.scores.extend([nan if f is None or f.score is None else _decimal(f.score) for f in figures])
        self.bands.extend([self.band_code(figure) for figure in figures])
        answers = [items.get(item, _MISSING) for item in self.items]
        self.answers.extend([known.setdefault((a.state, a.points), len(known)) for a in answers])

    def band_code(self, figure: NodeFigures | None) -> int:
        band = _NO_BAND if figure is None or figure.band is None else figure.band
        return self.band_codes.setdefault(band, len(self.band_codes))

    def group(self, stamp: Stamp, tier: str, twice: frozenset[int]) -> Group:
        kept = [number not in twice for number in self.numbers]
        return Group(
            stamp=stamp,
            tier=tier,
            count=sum(kept),
            set_aside=len(kept) - sum(kept),
            nodes={node: self.node(place, kept) for place, node in enumerate(self.nodes)},
            questions={item: self.question(place, kept) for place, item in enumerate(self.items)},
        )

    def node(self, place: int, kept: Sequence[bool]) -> Spread:
        column = compress(self.scores[place :: len(self.nodes)], kept)
        bands = Counter(compress(self.bands[place :: len(self.nodes)], kept))
        counted = {band: bands[code] for band, code in self.band_codes.items() if bands[code] and band != _NO_BAND}
        return spread_of((score for score in column if not isnan(score)), counted)

    def question(self, place: int, kept: Sequence[bool]) -> QuestionSpread:
        pairs = tuple(self.answer_codes)
        states: Counter[str] = Counter()
        total, scored = Fraction(0), 0
        for code, count in Counter(compress(self.answers[place :: len(self.items)], kept)).items():
            state, points = pairs[code]
            states[state] += count
            if points is not None:
                total, scored = total + points * count, scored + count
        mean = total / scored if scored >= FEWEST else None
        return QuestionSpread(sum(kept), dict(states), scored, mean)


def _decimal(number: Number) -> float:
    return number.numerator / number.denominator
