"""When an item is asked: a closed tree over earlier answers and context facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from belong_assess.model.value import ByKind, value


@value
class AllOf:
    """True when every part is true."""

    kind: Literal["all"]
    of: tuple[Condition, ...]


@value
class AnyOf:
    """True when at least one part is true."""

    kind: Literal["any"]
    of: tuple[Condition, ...]


@value
class Not:
    """The opposite; *not* of unknown is unknown."""

    kind: Literal["not"]
    of: Condition


@value
class AnswerTest:
    """Compares the stored value of an option answer (not its points); exactly one comparison is given."""

    kind: Literal["answer"]
    item: str
    at_least: int | None = None
    below: int | None = None
    one_of: tuple[int, ...] | None = None


@value
class TickedTest:
    """True when an option of a several-choice item is ticked."""

    kind: Literal["ticked"]
    item: str
    option: str


@value
class FactTest:
    """True when a context fact holds one of these option ids."""

    kind: Literal["fact"]
    fact: str
    one_of: tuple[str, ...]


Condition = Annotated[AllOf | AnyOf | Not | AnswerTest | TickedTest | FactTest, ByKind()]


def facts_in(condition: Condition) -> Iterator[str]:
    """The context facts that a condition rests on."""
    match condition:
        case AllOf(of=parts) | AnyOf(of=parts):
            for part in parts:
                yield from facts_in(part)
        case Not(of=part):
            yield from facts_in(part)
        case FactTest(fact=fact):
            yield fact
        case _:
            pass


def decided_by(condition: Condition) -> Iterator[str]:
    """The questions and context facts that a condition rests on."""
    match condition:
        case AllOf(of=parts) | AnyOf(of=parts):
            for part in parts:
                yield from decided_by(part)
        case Not(of=part):
            yield from decided_by(part)
        case FactTest(fact=fact):
            yield fact
        case _:
            yield condition.item
