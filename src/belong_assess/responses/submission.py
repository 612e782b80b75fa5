"""What a region said: one set of responses to one questionnaire version, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import Literal

from belong_assess.values import value

Number = int | Fraction
State = Literal["answered", "DK", "skipped", "NC", "NA", "not_asked"]
STATES: tuple[State, ...] = ("answered", "DK", "skipped", "NC", "NA", "not_asked")
Basis = Literal["counted", "estimated"]
NaReason = Literal["absent", "no_case", "forbidden"]


@value
class Chosen:
    """One option by its stored value; a share that was typed instead keeps its figure (percent)."""

    value: int
    share: Number | None = None
    basis: Basis | None = None
    kind: Literal["chosen"] = "chosen"


@value
class Ticked:
    """Options ticked, in the questionnaire's order; `none` is the explicit "none of these"; `other` is not scored."""

    options: tuple[str, ...]
    none: bool = False
    other: str | None = None
    left_out: tuple[tuple[str, Literal["NC", "NA"]], ...] = ()
    kind: Literal["ticked"] = "ticked"


@value
class Amount:
    """A number; year and source only for figures from a statistic."""

    number: Number
    year: int | None = None
    source: str | None = None
    kind: Literal["amount"] = "amount"


@value
class TwoFigures:
    """Two percentages, and the number of persons behind the first where it is known; a missing one is `None`."""

    first: Number | None
    second: Number | None
    persons: int | None = None
    kind: Literal["two_figures"] = "two_figures"


@value
class Words:
    """A text, or a date in ISO form."""

    text: str
    kind: Literal["words"] = "words"


@value
class Picked:
    """Option ids of a context fact."""

    options: tuple[str, ...]
    kind: Literal["picked"] = "picked"


@value
class DontKnow:
    """Relevant, and nobody asked so far knows."""

    kind: Literal["dont_know"] = "dont_know"


@value
class Later:
    """Put off, in so many words."""

    kind: Literal["later"] = "later"


@value
class NotOurs:
    """Another level holds the power: who, why, and which second function confirmed it."""

    holder: str | None = None
    reason: str | None = None
    confirmed_by: str | None = None
    kind: Literal["not_ours"] = "not_ours"


@value
class NotApplicable:
    """Does not exist here, for a reason from the closed list; `law` names the law that forbids it."""

    reason: NaReason
    law: str | None = None
    kind: Literal["not_applicable"] = "not_applicable"


@value
class Unreadable:
    """Something was given that is no valid answer; it is kept as it stood, and the item stays open."""

    raw: str
    kind: Literal["unreadable"] = "unreadable"


Response = Chosen | Ticked | Amount | TwoFigures | Words | Picked | DontKnow | Later | NotOurs | NotApplicable | Unreadable


@value
class Evidence:
    """What an answer rests on."""

    kind: str | None = None
    title: str | None = None
    reference: str | None = None
    date: str | None = None


Confidence = Literal["low", "medium", "high"]
Actor = Literal["region", "shared", "state", "others"]


@value
class Entry:
    """A response with what surrounds it. `by` is a function, never a name. Nothing here changes a score."""

    response: Response
    evidence: tuple[Evidence, ...] = ()
    comment: str | None = None
    confidence: Confidence | None = None
    who: Actor | None = None
    by: str | None = None


@value
class Profile:
    """The competence profile: roles held and holders named per field, and fields whose NC is confirmed as a whole."""

    preset: str | None = None
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    holders: Mapping[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()


@value
class Submission:
    """One set of responses. `scope` is `None` for every area; entries stand by item id, parts as `item.part`."""

    questionnaire: str
    version: str | None
    hash: str | None
    tier: str
    scope: tuple[str, ...] | None = None
    status: str = "draft"
    language: str | None = None
    context: Mapping[str, Entry] = field(default_factory=dict)
    profile: Profile = Profile()
    answers: Mapping[str, Entry] = field(default_factory=dict)
    file: str = ""

    @property
    def unit(self) -> str:
        """The name of what is assessed, as the region wrote it; empty where it wrote none."""
        return self.fact_text("region_name")

    def fact_text(self, fact: str) -> str:
        """A context fact as text; empty where it was not given."""
        entry = self.context.get(fact)
        match entry.response if entry else None:
            case Words(text=text):
                return text
            case Amount(number=number):
                return str(number)
            case Picked(options=options):
                return ", ".join(options)
            case _:
                return ""
