"""Where everything stands in the YAML trees of an assessment: walks that yield each thing with its content path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import AllOf, AnyOf, Condition, Not
from belong_assess.model.indicators import Aggregate, Area, Cap, Child, CombinationRule, Finding, Measured, Rule
from belong_assess.model.predicates import AllTests, AnyTest, NotTest, Test
from belong_assess.model.questionnaire import Answer, Group, Item, Section
from belong_assess.problems import Location, PathKey, Problem, closest

Subject = str | None
"""What a finding is tried for: area, item, field, or nothing."""


@dataclass(frozen=True, slots=True)
class Use:
    """A rule that scores an answer. `path` is where the rule is named: an item of an area, or a part of a combination."""

    path: PathKey
    rule_path: PathKey
    rule: Rule
    item: Item
    answer: Answer


def problem(code: str, path: PathKey, **facts: object) -> Problem:
    """Make a problem at a content path."""
    return Problem(code, Location(path=path), {name: str(fact) for name, fact in facts.items()})


def unknown(code: str, path: PathKey, found: object, known: Iterable[object]) -> Iterator[Problem]:
    """Yield a problem where an id is none of the known ones."""
    names = [str(name) for name in known]
    if str(found) not in names:
        yield problem(code, path, found=found, closest=closest(str(found), names))


def asked(assessment: Assessment) -> Iterator[tuple[PathKey, Section, Item]]:
    """Yield every item of every section, context facts included, in asking order."""
    for s, section in enumerate(assessment.questionnaire.sections):
        for i, item in enumerate(section.items):
            yield ("questionnaire", "sections", s, "items", i), section, item


def answers(assessment: Assessment) -> Iterator[tuple[PathKey, Item, Answer]]:
    """Yield every form of answer: of items, and of the parts of groups."""
    for path, _, item in asked(assessment):
        yield (*path, "answer"), item, item.answer
        if isinstance(item.answer, Group):
            for p, part in enumerate(item.answer.parts):
                yield (*path, "answer", "parts", p, "answer"), item, part.answer


def measured(assessment: Assessment) -> Iterator[tuple[PathKey, Area, Measured]]:
    """Yield every item of every area."""
    for a, area in enumerate(assessment.indicators.areas):
        for m, item in enumerate(area.items):
            yield ("indicators", "areas", a, "items", m), area, item


def rules(assessment: Assessment) -> Iterator[tuple[PathKey, Rule]]:
    """Yield every rule."""
    for r, rule in enumerate(assessment.indicators.rules):
        yield ("indicators", "rules", r), rule


def uses(assessment: Assessment) -> Iterator[Use]:
    """Yield every rule that scores an answer, the parts of combinations included; what is unknown has no use."""
    known = {rule.id: (path, rule) for path, rule in rules(assessment)}
    for path, _, placed in measured(assessment):
        item = assessment.items.get(placed.item)
        if item is not None and placed.rule in known:
            rule_path, rule = known[placed.rule]
            yield Use((*path, "rule"), rule_path, rule, item, item.answer)
            yield from _uses_of_parts(rule_path, rule, item, known)


def _uses_of_parts(path: PathKey, rule: Rule, item: Item, known: dict[str, tuple[PathKey, Rule]]) -> Iterator[Use]:
    if not isinstance(rule, CombinationRule) or not isinstance(item.answer, Group):
        return
    forms = {part.id: part.answer for part in item.answer.parts}
    for p, part in enumerate(rule.parts):
        if part.part in forms and part.rule in known:
            rule_path, part_rule = known[part.rule]
            yield Use((*path, "parts", p, "rule"), rule_path, part_rule, item, forms[part.part])


def findings(assessment: Assessment) -> Iterator[tuple[PathKey, Finding]]:
    """Yield every finding."""
    for f, finding in enumerate(assessment.indicators.findings):
        yield ("indicators", "findings", f), finding


def caps(assessment: Assessment) -> Iterator[tuple[PathKey, str, Cap]]:
    """Yield every cap with the id of its node, of areas first."""
    for a, area in enumerate(assessment.indicators.areas):
        for c, cap in enumerate(area.caps):
            yield ("indicators", "areas", a, "caps", c), area.id, cap
    for g, aggregate in enumerate(assessment.indicators.aggregates):
        for c, cap in enumerate(aggregate.caps):
            yield ("indicators", "aggregates", g, "caps", c), aggregate.id, cap


def conditions(path: PathKey, condition: Condition) -> Iterator[tuple[PathKey, Condition]]:
    """Yield a condition and everything below it."""
    yield path, condition
    match condition:
        case AllOf(of=parts) | AnyOf(of=parts):
            for p, part in enumerate(parts):
                yield from conditions((*path, "of", p), part)
        case Not(of=part):
            yield from conditions((*path, "of"), part)
        case _:
            pass


def asking_conditions(assessment: Assessment) -> Iterator[tuple[PathKey, Item, Condition]]:
    """Yield every part of every `asked_when`, with the item that it opens."""
    for path, _, item in asked(assessment):
        if item.asked_when is not None:
            for below, condition in conditions((*path, "asked_when"), item.asked_when):
                yield below, item, condition


def tests(path: PathKey, test: Test) -> Iterator[tuple[PathKey, Test]]:
    """Yield a test and everything below it."""
    yield path, test
    match test:
        case AllTests(of=parts) | AnyTest(of=parts):
            for p, part in enumerate(parts):
                yield from tests((*path, "of", p), part)
        case NotTest(of=part):
            yield from tests((*path, "of"), part)
        case _:
            pass


def all_tests(assessment: Assessment) -> Iterator[tuple[PathKey, Test, Subject]]:
    """Yield every part of every test in findings and caps, with what `each` stands for there."""
    for path, finding in findings(assessment):
        for below, test in tests((*path, "when"), finding.when):
            yield below, test, finding.for_each
    for path, _, cap in caps(assessment):
        for below, test in tests((*path, "when"), cap.when):
            yield below, test, None


def nodes(assessment: Assessment) -> tuple[str, ...]:
    """Return every id that a result has a node for: areas, aggregates, bars, and areas restricted to common questions."""
    restricted = (
        f"{aggregate.id}/{child.node}"
        for aggregate in assessment.indicators.aggregates
        if aggregate.items == "common"
        for child in aggregate.of
        if child.node in assessment.areas
    )
    return (*assessment.areas, *assessment.aggregates, *assessment.bars, *restricted)


def below(assessment: Assessment, node: str) -> set[str]:
    """Return an area or aggregate and everything that it is made of; a cycle ends where it began."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current not in found and (current in assessment.areas or current in assessment.aggregates):
            found.add(current)
            waiting.extend(child.node for child in _children(assessment, current))
    return found


def areas_below(assessment: Assessment, node: str) -> set[str]:
    """Return the areas among a node and everything that it is made of."""
    return {each for each in below(assessment, node) if each in assessment.areas}


def required_of(assessment: Assessment, aggregate: Aggregate) -> set[str]:
    """Return the nodes whose scores an aggregate may require: its children, and the areas below it."""
    return {child.node for child in aggregate.of} | areas_below(assessment, aggregate.id)


def _children(assessment: Assessment, node: str) -> tuple[Child, ...]:
    return assessment.aggregates[node].of if node in assessment.aggregates else ()
