"""Which submissions say "not our competence" otherwise than their like do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from belong_assess.analysis.calls import MOST_NAMED, Fact, Key, Reasons
from belong_assess.analysis.spread import FEWEST
from belong_assess.responses.plain_text import folded
from belong_assess.results.result import Stamp

MOST_ABOVE = Fraction(1, 10)


def competence_calls(keys: Sequence[Key], left: Iterable[int], questions: Mapping[Stamp, Sequence[str]]) -> Reasons:
    """Return the submissions, by number, that leave out more than their like, or others than they do.

    `left` are the numbers of those that are compared: scored, and there once. `questions` names the questions of a method.
    """
    found: Reasons = defaultdict(dict)
    compared = list(left)
    for members in _groups(compared, lambda n: _profile(keys[n]), FEWEST):
        _note_shares(found, members, keys)
    for members in _groups(compared, lambda n: _country(keys[n]), 2):
        stamp = keys[members[0]].stamp
        assert stamp is not None
        _note_disagreements(found, members, keys, questions[stamp])
    return dict(found)


def _groups(compared: Sequence[int], by: Callable[[int], Hashable | None], fewest: int) -> Iterator[list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number in compared:
        if (key := by(number)) is not None:
            groups[key].append(number)
    return (members for members in groups.values() if len(members) >= fewest)


def _profile(key: Key) -> Hashable | None:
    """One method, one tier, one kind of region: what shares of NC are compared in."""
    return (key.stamp, key.tier, key.preset) if key.preset and key.asked else None


def _country(key: Key) -> Hashable | None:
    """One method, one kind of region of one country: what may say NC in the same places."""
    country = folded(key.country)
    return (key.stamp, country, key.preset) if key.preset and country else None


def share(key: Key) -> Fraction:
    """The share (0-1) of the questions asked that are said to be outside competence."""
    return Fraction(key.nc.bit_count(), key.asked)


def _note_shares(found: Reasons, members: Sequence[int], keys: Sequence[Key]) -> None:
    """Note shares more than ten points above the median of all."""
    counts = Counter((keys[n].nc.bit_count(), keys[n].asked) for n in members)
    middle = median({Fraction(*pair): count for pair, count in _summed(counts).items()})
    for number in members:
        own = share(keys[number])
        if own > middle + MOST_ABOVE:
            found[number]["nc_share"] = {"share": own, "median": middle, "count": str(len(members))}


def _summed(counts: Counter[tuple[int, int]]) -> Counter[tuple[int, int]]:
    """The same shares in lowest terms, so that 2 of 4 and 1 of 2 are counted together."""
    summed: Counter[tuple[int, int]] = Counter()
    for pair, count in counts.items():
        summed[Fraction(*pair).as_integer_ratio()] += count
    return summed


def median(counts: Mapping[Fraction, int]) -> Fraction:
    """Return the median of figures that stand with how often they occur; of an even number, the mean of the middle two."""
    total = sum(counts.values())
    ordered = sorted(counts.items())
    return (_at((total - 1) // 2, ordered) + _at(total // 2, ordered)) / 2


def _at(place: int, ordered: Sequence[tuple[Fraction, int]]) -> Fraction:
    for figure, count in ordered:
        if place < count:
            return figure
        place -= count
    raise IndexError(place)


def _note_disagreements(found: Reasons, members: Sequence[int], keys: Sequence[Key], questions: Sequence[str]) -> None:
    """Note who stands against at least as many: of two regions both, of many the few."""
    few_nc = few_answered = 0
    for bit in _bits(_union(keys[n].nc for n in members) & _union(keys[n].answered for n in members)):
        without, with_answer = (sum(bool(mask & bit) for mask in masks) for masks in _masks(members, keys))
        few_nc |= bit if without <= with_answer else 0
        few_answered |= bit if with_answer <= without else 0
    for number in members:
        key = keys[number]
        against = (key.nc & few_nc) | (key.answered & few_answered)
        if against:
            found[number]["nc_disagrees"] = _disagreement(key, against, members, keys, questions)


def _masks(members: Sequence[int], keys: Sequence[Key]) -> tuple[list[int], list[int]]:
    return [keys[n].nc for n in members], [keys[n].answered for n in members]


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _bits(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def _disagreement(
    key: Key, against: int, members: Sequence[int], keys: Sequence[Key], questions: Sequence[str]
) -> dict[str, Fact]:
    """The questions, and the first region that says otherwise on the first of them."""
    ids = tuple(question for place, question in enumerate(questions) if against >> (len(questions) - 1 - place) & 1)
    first = 1 << (against.bit_length() - 1)
    other = next(keys[n] for n in members if (keys[n].answered if key.nc & first else keys[n].nc) & first)
    return {
        "questions": ids[:MOST_NAMED],
        "more": str(max(0, len(ids) - MOST_NAMED)),
        "other": other.unit or other.label,
        "country": key.country,
    }
