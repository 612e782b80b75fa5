"""What is asked: sections of items in asking order, with their scales, conditions and help."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import Annotated, Literal

from belong_assess.model.conditions import Condition
from belong_assess.model.value import ByKind, Text, value


@value
class Option:
    """One step of a scale. `at_least` and `above` say from which share (in percent) on a typed share means this step."""

    value: int
    label: Text
    at_least: Decimal | None = None
    above: Decimal | None = None


@value
class Scale:
    """A response scale that several items use. `ladder` scales count in the review, pilot and paper rates."""

    id: str
    title: Text
    ladder: bool = False
    options: tuple[Option, ...]


@value
class Tick:
    """One option of a several-choice or pick item; stored by its id."""

    id: str
    label: Text


@value
class Choice:
    """One option of a shared scale."""

    kind: Literal["choice"]
    scale: str


@value
class Steps:
    """One option of steps written for this item; a ladder unless said otherwise."""

    kind: Literal["steps"]
    ladder: bool = True
    options: tuple[Option, ...]


@value
class Ticks:
    """Several options at once, "none of these", or a free "other" that is recorded and not scored."""

    kind: Literal["ticks"]
    options: tuple[Tick, ...]


@value
class Count:
    """A whole number, not negative."""

    kind: Literal["count"]
    minimum: int = 0
    maximum: int | None = None


@value
class Measure:
    """A number with decimals, within its limits."""

    kind: Literal["number"]
    unit: Text
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@value
class Figure:
    """A number from a statistic, with year and source; context only."""

    kind: Literal["figure"]
    unit: Text
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@value
class Pair:
    """Two percentages of the same definition, 0-100, the first set against the second."""

    kind: Literal["pair"]
    first: Text
    second: Text


@value
class Group:
    """Sub-questions answered one by one and scored together; each part is a response of its own, `item.part`."""

    kind: Literal["group"]
    parts: tuple[Part, ...]


@value
class FreeText:
    """A text; context only."""

    kind: Literal["text"]


@value
class Day:
    """A date; context only."""

    kind: Literal["date"]


@value
class Pick:
    """One option by id, or several; context only."""

    kind: Literal["pick"]
    several: bool = False
    options: tuple[Tick, ...]


PartAnswer = Annotated[Choice | Steps | Ticks | Count | Measure | Pair, ByKind()]
Answer = Annotated[Choice | Steps | Ticks | Count | Measure | Pair | Group | Figure | FreeText | Day | Pick, ByKind()]


@value
class Part:
    """One sub-question of a group."""

    id: str
    text: Text
    answer: PartAnswer


@value
class Help:
    """What `?` shows: meaning, what the top answer means, an example, what counts as evidence, the whole of a share."""

    meaning: Text
    top: Text | None = None
    example: Text | None = None
    evidence: Text | None = None
    share_of: Text | None = None


@value
class Item:
    """One thing asked. `competence` is the field in which NC is offered; without it, NC is refused."""

    id: str
    tier: str
    text: Text
    answer: Answer
    help: Help | None = None
    competence: str | None = None
    refuses: tuple[Literal["NA"], ...] = ()
    asked_when: Condition | None = None


@value
class Section:
    """A group of items asked together. A `context` section holds facts and is never scored."""

    id: str
    title: Text
    about: Text | None = None
    context: bool = False
    items: tuple[Item, ...]


@value
class Tier:
    """A length of the questionnaire; a tier includes the ones before it."""

    id: str
    title: Text
    about: Text


@value
class Labelled:
    """An id with the words people see for it."""

    id: str
    label: Text
    about: Text


@value
class Preset:
    """Roles in every field at once, for a common kind of region."""

    id: str
    title: Text
    about: Text
    roles: dict[str, tuple[str, ...]]


@value
class Competences:
    """The fields of regional power, the roles a region can hold in each, and presets that fill them in."""

    fields: tuple[Labelled, ...] = ()
    roles: tuple[Labelled, ...] = ()
    presets: tuple[Preset, ...] = ()


@value
class Term:
    """One entry of the glossary."""

    id: str
    term: Text
    meaning: Text


@value
class Carried:
    """Where answers to an earlier question, sub-question or context fact go. Ids that stay may stand in `was` and `now`.

    `values` name the new step of every earlier step; one without a new step is not carried. `options` rename options;
    one that becomes `null` is dropped, and that is said. What `options` does not name keeps its id.
    """

    was: str
    now: str
    values: dict[str, int] = field(default_factory=dict)
    options: dict[str, str | None] = field(default_factory=dict)


@value
class Migration:
    """How answers to an earlier version of this questionnaire are carried over to this one, in one step."""

    from_version: str
    items: tuple[Carried, ...] = ()


@value
class Questionnaire:
    """The instrument: everything that is asked, and in which order."""

    id: str
    version: str
    title: Text
    about: Text
    tiers: tuple[Tier, ...]
    scales: tuple[Scale, ...] = ()
    competences: Competences = Competences()
    glossary: tuple[Term, ...] = ()
    sections: tuple[Section, ...]
    migrations: tuple[Migration, ...] = ()
