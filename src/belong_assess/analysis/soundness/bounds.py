"""What the tests of findings and caps compare numbers with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from belong_assess.analysis.soundness.logic import Number
from belong_assess.model.predicates import (
    ConfidenceGap,
    CountTest,
    CoverageTest,
    DocumentedGap,
    GapTest,
    ItemTest,
    MeanTest,
    OneFunctionTest,
    PointsTest,
    ScoreTest,
    ShareTest,
    Test,
)
from belong_assess.scoring.arithmetic import exact

Comparing = (
    PointsTest
    | ItemTest
    | ScoreTest
    | CountTest
    | ShareTest
    | MeanTest
    | GapTest
    | DocumentedGap
    | ConfidenceGap
    | OneFunctionTest
    | CoverageTest
)
"""The tests that compare a number."""

Limit = Decimal | int | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """A comparison; of its fields one is given where the test is clear."""

    at_least: Limit = None
    below: Limit = None
    at_most: Limit = None
    one_of: tuple[Decimal, ...] | None = None

    def hold(self, number: Number) -> bool:
        """Say whether a number passes."""
        if self.at_least is not None:
            return number >= self.at_least
        if self.below is not None:
            return number < self.below
        if self.at_most is not None:
            return number <= self.at_most
        return any(number == each for each in self.one_of or ())

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers compared with."""
        given = (self.at_least, self.below, self.at_most, *(self.one_of or ()))
        return tuple(exact(number) for number in given if number is not None)


def bounds_of(test: Comparing) -> Bounds:
    """Return what a test compares with."""
    match test:
        case PointsTest(at_least=at_least, below=below, equals=equals, one_of=one_of):
            return Bounds(at_least, below, None, one_of if equals is None else (equals,))
        case ItemTest(at_least=at_least, below=below, equals=equals):
            return Bounds(at_least, below, None, None if equals is None else (equals,))
        case ScoreTest() | CountTest() | ShareTest():
            return Bounds(test.at_least, test.below)
        case MeanTest(at_least=at_least, below=below, at_most=at_most):
            return Bounds(at_least, below, at_most)
        case GapTest() | DocumentedGap() | ConfidenceGap() | OneFunctionTest():
            return Bounds(test.at_least)
        case CoverageTest(below=below):
            return Bounds(None, below)
        case _:
            assert_never(test)


def numbers_in(test: Test) -> Iterator[Number]:
    """Yield the numbers that one test compares with, those asked of selected items included."""
    if isinstance(test, Comparing):
        yield from bounds_of(test).numbers
    if isinstance(test, CountTest | ShareTest):
        yield from bounds_of(test.where).numbers
