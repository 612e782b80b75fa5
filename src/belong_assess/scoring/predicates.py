"""Evaluates the closed tree of tests over items and nodes; unknown and absent are truths of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from belong_assess.model.assessment import Assessment
from belong_assess.model.predicates import (
    AllTests,
    AnyTest,
    BandTest,
    ConfidenceGap,
    CountTest,
    CoverageTest,
    DocumentedGap,
    GapTest,
    ItemTest,
    MeanTest,
    NodeStateTest,
    NotTest,
    OneFunctionTest,
    OptionTicked,
    PointsTest,
    ScoreTest,
    Selection,
    ShareTest,
    StateTest,
    Test,
)
from belong_assess.model.questionnaire import Choice, Item
from belong_assess.responses.kleene import Truth, all_of, any_of, opposite, truth
from belong_assess.responses.submission import Entry, Number, Ticked
from belong_assess.results.result import ItemResult, NodeResult
from belong_assess.scoring.arithmetic import quotient
from belong_assess.values import value

EACH = "each"


@value
class Facts:
    """What tests look at: the items and nodes of one result, the entries behind them, and who `each` is."""

    assessment: Assessment
    items: Mapping[str, ItemResult]
    nodes: Mapping[str, NodeResult]
    entries: Mapping[str, Entry]
    each: str | None = None

    def name(self, named: str) -> str:
        """Put the current one in the place of `each`."""
        return self.each if named == EACH and self.each is not None else named


def evaluate(test: Test, over: Facts) -> Truth:
    """Return whether a test holds; a score that is withheld, or an item that is open, is unknown."""
    match test:
        case AllTests(of=parts):
            return all_of(evaluate(part, over) for part in parts)
        case AnyTest(of=parts):
            return any_of(evaluate(part, over) for part in parts)
        case NotTest(of=part):
            return opposite(evaluate(part, over))
        case PointsTest() | OptionTicked() | StateTest():
            return _of_item(test, over)
        case CountTest() | ShareTest() | MeanTest():
            return _of_selection(test, over)
        case ScoreTest() | GapTest() | DocumentedGap() | BandTest() | CoverageTest() | NodeStateTest():
            return _of_node(test, over)
        case ConfidenceGap():
            return _confidence_gap(test, over)
        case OneFunctionTest():
            return _one_function(test, over)
        case _:
            assert_never(test)


def select(selection: Selection, over: Facts) -> list[str]:
    """Return the items of a selection that are in the tier and scope, in the questionnaire's order."""
    items = over.assessment.items
    candidates = [i for i in _narrowed(selection, over) if i in items]
    return [i for i in candidates if _in_play(over.items[i]) and _selected(selection, items[i], over)]


def _narrowed(selection: Selection, over: Facts) -> Iterable[str]:
    """The items that a selection names itself, or those of its area, or all: so that few are looked at."""
    if selection.items is not None:
        return selection.items
    area = over.assessment.areas.get(over.name(selection.area)) if selection.area else None
    return [measured.item for measured in area.items] if area else over.assessment.items


def _in_play(item: ItemResult) -> bool:
    return item.reason not in ("tier", "scope")


def _selected(selection: Selection, item: Item, over: Facts) -> bool:
    assessment = over.assessment
    measured = assessment.measured.get(item.id)
    scale = item.answer.scale if isinstance(item.answer, Choice) else None
    return (
        (selection.area is None or assessment.area_of.get(item.id) == over.name(selection.area))
        and (selection.field is None or item.competence == over.name(selection.field))
        and (selection.tag is None or (measured is not None and _tagged(measured.parts, measured.tags, selection.tag)))
        and (selection.bar is None or (measured is not None and any(selection.bar in p for p in measured.parts.values())))
        and (selection.scales is None or scale in selection.scales)
        and (selection.ladder is None or assessment.is_ladder(item.answer) == selection.ladder)
    )


def _tagged(parts: Mapping[str, Mapping[str, int]], tags: tuple[str, ...], tag: str) -> bool:
    """A main priority is a tag as well."""
    return tag in tags or any(tag in bars for bars in parts.values())


def _absence(item: ItemResult) -> Truth:
    """The truth of a question about an item that is not counted."""
    if item.role == "open":
        return Truth.UNKNOWN
    return Truth.NC if item.state == "NC" else Truth.NA


def _of_item(test: PointsTest | OptionTicked | StateTest, over: Facts) -> Truth:
    item = over.items[over.name(test.item)]
    match test:
        case StateTest(one_of=states):
            return truth(item.state in states)
        case OptionTicked(option=option):
            entry = over.entries.get(item.id)
            if item.state != "answered" or entry is None or not isinstance(entry.response, Ticked):
                return _absence(item)
            return truth(option in entry.response.options)
        case PointsTest():
            if item.role != "counted" or item.points is None:
                return _absence(item)
            if item.implied and (test.equals is not None or test.one_of is not None):
                return Truth.FALSE
            return truth(_compares(item.points, test.at_least, test.below, test.equals, test.one_of))


def _compares(
    number: Number,
    at_least: Decimal | int | None = None,
    below: Decimal | int | None = None,
    equals: Decimal | None = None,
    one_of: tuple[Decimal, ...] | None = None,
) -> bool:
    if at_least is not None:
        return number >= at_least
    if below is not None:
        return number < below
    if equals is not None:
        return number == equals
    return any(number == each for each in one_of or ())


def passes(where: ItemTest, item: ItemResult, entry: Entry | None) -> Truth:
    """Say whether one item passes what a count or share asks."""
    if where.state is not None:
        return truth(item.state in where.state)
    if where.without_evidence is not None:
        return truth((not entry.evidence) == where.without_evidence) if item.state == "answered" and entry else Truth.NA
    if where.confidence is not None:
        return truth(entry.confidence == where.confidence) if item.state == "answered" and entry else Truth.NA
    if item.role != "counted" or item.points is None:
        return _absence(item)
    if item.implied and where.equals is not None:
        return Truth.FALSE
    return truth(_compares(item.points, where.at_least, where.below, where.equals))


def _of_selection(test: CountTest | ShareTest | MeanTest, over: Facts) -> Truth:
    chosen = select(test.among, over)
    if isinstance(test, MeanTest):
        return _mean(test, [over.items[i] for i in chosen])
    found = [passes(test.where, over.items[i], over.entries.get(i)) for i in chosen]
    certain, possible = found.count(Truth.TRUE), found.count(Truth.UNKNOWN)
    if isinstance(test, CountTest):
        return _bounded(certain, certain + possible, test.at_least, test.below)
    known = certain + found.count(Truth.FALSE)
    return Truth.UNKNOWN if known == 0 else truth(_compares(quotient(100 * certain, known), test.at_least, test.below))


def _bounded(least: int, most: int, at_least: int | None, below: int | None) -> Truth:
    """Compare a count that open answers may still raise from `least` to `most`."""
    holds = [_compares(number, at_least, below) for number in (least, most)]
    return truth(holds[0]) if holds[0] == holds[1] else Truth.UNKNOWN


def _mean(test: MeanTest, items: list[ItemResult]) -> Truth:
    points = [item.points for item in items if item.role == "counted" and item.points is not None]
    if not points or 2 * len(points) < len(items):
        return Truth.UNKNOWN
    mean = quotient(sum(points), len(points))
    return truth(mean <= test.at_most) if test.at_most is not None else truth(_compares(mean, test.at_least, test.below))


def _of_node(test: ScoreTest | GapTest | DocumentedGap | BandTest | CoverageTest | NodeStateTest, over: Facts) -> Truth:
    match test:
        case GapTest(high=high, low=low, at_least=least):
            return _difference(_score(high, over), _score(low, over), least)
        case DocumentedGap(node=node, at_least=least):
            found = over.nodes.get(over.name(node))
            return _difference(_score(node, over), found.documented if found else None, least)
        case ScoreTest(node=node):
            score = _score(node, over)
            return Truth.UNKNOWN if score is None else truth(_compares(score, test.at_least, test.below))
        case NodeStateTest(node=node, one_of=states):
            found = over.nodes.get(over.name(node))
            return Truth.UNKNOWN if found is None else truth(found.state in states)
        case BandTest(node=node, one_of=bands):
            found = over.nodes.get(over.name(node))
            return Truth.UNKNOWN if found is None or found.band is None else truth(found.band in bands)
        case CoverageTest(node=node, below=percent):
            found = over.nodes.get(over.name(node))
            return Truth.UNKNOWN if found is None or found.coverage is None else truth(100 * found.coverage < percent)
        case _:
            assert_never(test)


def _score(node: str, over: Facts) -> Number | None:
    found = over.nodes.get(over.name(node))
    return found.score if found else None


def _difference(high: Number | None, low: Number | None, least: Decimal) -> Truth:
    return Truth.UNKNOWN if high is None or low is None else truth(high - low >= least)


def _confidence_gap(test: ConfidenceGap, over: Facts) -> Truth:
    """Compare means of the answers that say low and high confidence; unknown where either kind is missing."""
    means = {}
    area = over.name(test.node)
    for confidence in ("low", "high"):
        points = [
            item.points
            for i, item in over.items.items()
            if over.assessment.area_of.get(i) == area
            and item.points is not None
            and item.state == "answered"
            and (entry := over.entries.get(i)) is not None
            and entry.confidence == confidence
        ]
        means[confidence] = quotient(sum(points), len(points)) if points else None
    return _difference(means["low"], means["high"], test.at_least)


def _one_function(test: OneFunctionTest, over: Facts) -> Truth:
    """The share of the most frequent function among the answers that name one; unknown below ten such answers."""
    answered = {i for i, item in over.items.items() if item.state == "answered"}
    named = [entry.by for i, entry in over.entries.items() if entry.by and i in answered]
    if len(named) < 10:
        return Truth.UNKNOWN
    most = max(named.count(function) for function in set(named))
    return truth(Fraction(100 * most, len(named)) >= test.at_least)
