"""Whether a tree of claims can hold, and which part of it is to blame when it can't, or when it can't help holding.

Conditions and tests become trees of claims about subjects with few values; all that matters here is which values a
subject may have. Truth has more than two values (an open answer is unknown), so "not true" is less than "false".
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal, assert_never

from belong_assess.problems import PathKey

Values = frozenset[Hashable]
Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Claim:
    """True for some values of its subject, false for others, unknown for the rest of its domain."""

    subject: Hashable
    domain: Values
    true: Values
    false: Values


@dataclass(frozen=True, slots=True)
class Every:
    """True when all parts are."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """True when at least one part is."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """True when its part is false."""

    part: Tree


Tree = Claim | Every | Some | Opposite
Want = Literal["true", "false", "not true", "not false"]
Goal = tuple[Tree, Want]
Verdict = Literal["never", "always"]

OPPOSITE: Mapping[Want, Want] = {"true": "false", "false": "true", "not true": "not false", "not false": "not true"}
MOST_STEPS = 5_000


def anything(subject: Hashable) -> Claim:
    """A claim that may hold or not, whatever else holds."""
    return claim(subject, (True, False), (True,))


def claim(subject: Hashable, domain: Iterable[Hashable], true: Iterable[Hashable]) -> Claim:
    """A claim that is false wherever it is not true."""
    whole, held = frozenset(domain), frozenset(true)
    return Claim(subject, whole, whole & held, whole - held)


def possible(*goals: Goal) -> bool:
    """Say whether all goals can be met at once. After many thousand steps the answer is yes: doubt is no defect."""
    open_cases: list[tuple[list[Goal], dict[Hashable, Values]]] = [(list(goals), {})]
    for _ in range(MOST_STEPS):
        if not open_cases:
            return False
        left, known = open_cases.pop()
        if not left:
            return True
        tree, want = left.pop()
        if isinstance(tree, Claim):
            values = known.get(tree.subject, tree.domain) & _allowed(tree, want)
            if values:
                open_cases.append((left, {**known, tree.subject: values}))
        else:
            open_cases.extend(([*left, *case], known) for case in _cases(tree, want))
    return True


def _cases(tree: Every | Some | Opposite, want: Want) -> list[list[Goal]]:
    """The ways to meet a goal: one case with a goal for every part, or one case for each part."""
    match tree:
        case Opposite(part=part):
            return [[(part, OPPOSITE[want])]]
        case Every(parts=parts):
            together = want in ("true", "not false")
        case Some(parts=parts):
            together = want in ("false", "not true")
        case _:
            assert_never(tree)
    goals = [(part, want) for part in parts]
    return [goals] if together else [[goal] for goal in goals]


def _allowed(held: Claim, want: Want) -> Values:
    match want:
        case "true":
            return held.true
        case "false":
            return held.false
        case "not true":
            return held.domain - held.true
        case "not false":
            return held.domain - held.false
        case _:
            assert_never(want)


def faults(tree: Tree, path: PathKey) -> Iterator[tuple[PathKey, Verdict]]:
    """Yield the smallest parts that can never be true, or that always are.

    A tree that never holds because of a part that never does is not named again.
    """
    below = [fault for key, part in _parts(tree) for fault in faults(part, (*path, *key))]
    yield from below
    if not possible((tree, "true")):
        if isinstance(tree, Opposite) or all(verdict == "always" for _, verdict in below):
            yield path, "never"
    elif not below and not possible((tree, "not true")):
        yield path, "always"


def _parts(tree: Tree) -> list[tuple[PathKey, Tree]]:
    """The parts of a tree under the keys that they have in the source."""
    match tree:
        case Every(parts=parts) | Some(parts=parts):
            return [(("of", index), part) for index, part in enumerate(parts)]
        case Opposite(part=part):
            return [(("of",), part)]
        case Claim():
            return []
        case _:
            assert_never(tree)


def grid(low: Number, high: Number, marks: Iterable[Number]) -> tuple[Number, ...]:
    """Return telling numbers of a span: its ends, the marks within it, and one number between each two of them."""
    edges = sorted({low, high, *(mark for mark in marks if low < mark < high)})
    between = [Fraction(left + right) / 2 for left, right in pairwise(edges)]
    return tuple(sorted({*edges, *between}))
