"""What findings and caps may ask of results: a closed tree over points, scores, states and shares."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from belong_assess.model.value import ByKind, value


@value
class AllTests:
    """True when every part is true."""

    kind: Literal["all"]
    of: tuple[Test, ...]


@value
class AnyTest:
    """True when at least one part is true."""

    kind: Literal["any"]
    of: tuple[Test, ...]


@value
class NotTest:
    """The opposite; *not* of unknown is unknown."""

    kind: Literal["not"]
    of: Test


@value
class PointsTest:
    """Compares the points of a counted item; an implied 0 is below, never equal to, an answered 0."""

    kind: Literal["points"]
    item: str
    at_least: Decimal | None = None
    below: Decimal | None = None
    equals: Decimal | None = None
    one_of: tuple[Decimal, ...] | None = None


@value
class OptionTicked:
    """True when an answered several-choice item has this option ticked."""

    kind: Literal["ticked"]
    item: str
    option: str


@value
class ScoreTest:
    """Compares the score of an area, aggregate or bar."""

    kind: Literal["score"]
    node: str
    at_least: Decimal | None = None
    below: Decimal | None = None


@value
class GapTest:
    """The score of one node is at least so many points above another's."""

    kind: Literal["gap"]
    high: str
    low: str
    at_least: Decimal


@value
class DocumentedGap:
    """A node's score is at least so many points above its documented score."""

    kind: Literal["documented_gap"]
    node: str
    at_least: Decimal


@value
class BandTest:
    """A node's score lies in one of these bands."""

    kind: Literal["band"]
    node: str
    one_of: tuple[str, ...]


@value
class CoverageTest:
    """A node's coverage is below so many percent."""

    kind: Literal["coverage"]
    node: str
    below: Decimal


ItemStateName = Literal["answered", "DK", "skipped", "NC", "NA", "not_asked"]
NodeStateName = Literal["scored", "withheld", "outside_competence", "not_in_scope"]


@value
class StateTest:
    """An item is in one of these states."""

    kind: Literal["state"]
    item: str
    one_of: tuple[ItemStateName, ...]


@value
class NodeStateTest:
    """A node is in one of these states."""

    kind: Literal["node_state"]
    node: str
    one_of: tuple[NodeStateName, ...]


@value
class Selection:
    """Some items; the fields given narrow each other."""

    items: tuple[str, ...] | None = None
    area: str | None = None
    field: str | None = None
    bar: str | None = None
    tag: str | None = None
    scales: tuple[str, ...] | None = None
    ladder: bool | None = None


@value
class ItemTest:
    """What each selected item is asked; exactly one field is given."""

    at_least: Decimal | None = None
    below: Decimal | None = None
    equals: Decimal | None = None
    state: tuple[ItemStateName, ...] | None = None
    without_evidence: bool | None = None
    confidence: Literal["low", "medium", "high"] | None = None


@value
class CountTest:
    """How many of the selected items pass."""

    kind: Literal["count"]
    among: Selection
    where: ItemTest
    at_least: int | None = None
    below: int | None = None


@value
class ShareTest:
    """Which percentage of the selected items passes."""

    kind: Literal["share"]
    among: Selection
    where: ItemTest
    at_least: Decimal | None = None
    below: Decimal | None = None


@value
class MeanTest:
    """The mean points of the selected items; unknown unless at least half of them are counted."""

    kind: Literal["mean"]
    among: Selection
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None


@value
class ConfidenceGap:
    """Answers of low confidence are on average so many points above those of high confidence."""

    kind: Literal["confidence_gap"]
    node: str
    at_least: Decimal


@value
class OneFunctionTest:
    """So many percent of the answers that name a respondent function name the same one."""

    kind: Literal["one_function"]
    at_least: Decimal


Test = Annotated[
    AllTests
    | AnyTest
    | NotTest
    | PointsTest
    | OptionTicked
    | ScoreTest
    | GapTest
    | DocumentedGap
    | BandTest
    | CoverageTest
    | StateTest
    | NodeStateTest
    | CountTest
    | ShareTest
    | MeanTest
    | ConfidenceGap
    | OneFunctionTest,
    ByKind(),
]
