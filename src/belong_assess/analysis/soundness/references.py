"""Which ids are named that nothing in the method has."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.analysis.soundness.places import (
    Subject,
    all_tests,
    answers,
    asked,
    asking_conditions,
    findings,
    measured,
    nodes,
    problem,
    required_of,
    rules,
    unknown,
)
from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import AnswerTest, Condition, FactTest, TickedTest
from belong_assess.model.indicators import CombinationRule
from belong_assess.model.predicates import (
    BandTest,
    ConfidenceGap,
    CountTest,
    CoverageTest,
    DocumentedGap,
    GapTest,
    MeanTest,
    NodeStateTest,
    OptionTicked,
    PointsTest,
    ScoreTest,
    Selection,
    ShareTest,
    StateTest,
    Test,
)
from belong_assess.model.questionnaire import Answer, Choice, Group, Pick, Steps, Ticks
from belong_assess.problems import PathKey, Problem
from belong_assess.scoring.predicates import EACH


def references(assessment: Assessment) -> Iterator[Problem]:
    """Yield every id that is unknown where it is named, with the closest ones that are known."""
    yield from _questionnaire(assessment)
    yield from _items(assessment)
    yield from _presets(assessment)
    for path, _, condition in asking_conditions(assessment):
        yield from _condition(assessment, path, condition)
    yield from _areas(assessment)
    yield from _rules(assessment)
    yield from _aggregates(assessment)
    yield from _tiers(assessment)
    yield from _findings(assessment)
    for path, test, subject in all_tests(assessment):
        yield from references_of_test(assessment, path, test, subject)


def option_ids(assessment: Assessment, answer: Answer) -> tuple[str | int, ...]:
    """Return what an answer may hold: option values, or option ids; nothing for other kinds and unknown scales."""
    match answer:
        case Choice(scale=scale):
            return tuple(o.value for o in assessment.scales[scale].options) if scale in assessment.scales else ()
        case Steps(options=options):
            return tuple(o.value for o in options)
        case Ticks(options=ticks) | Pick(options=ticks):
            return tuple(o.id for o in ticks)
        case _:
            return ()


def tags_of(assessment: Assessment) -> tuple[str, ...]:
    """Return what may stand as a tag: bars of views; in a method without views, whatever its questions are tagged with."""
    if assessment.indicators.views:
        return tuple(assessment.bars)
    return tuple(sorted({tag for _, _, placed in measured(assessment) for tag in placed.tags}))


def _questionnaire(assessment: Assessment) -> Iterator[Problem]:
    named, held = assessment.indicators.questionnaire, assessment.questionnaire
    for key, found, expected in (("id", named.id, held.id), ("version", named.version, held.version)):
        if found != expected:
            yield problem("method.other_questionnaire", ("indicators", "questionnaire", key), found=found, expected=expected)


def _items(assessment: Assessment) -> Iterator[Problem]:
    fields = [field.id for field in assessment.questionnaire.competences.fields]
    for path, _, item in asked(assessment):
        yield from unknown("method.unknown_tier", (*path, "tier"), item.tier, assessment.tier_rank)
        if item.competence is not None:
            yield from unknown("method.unknown_field", (*path, "competence"), item.competence, fields)
    for path, _, answer in answers(assessment):
        if isinstance(answer, Choice):
            yield from unknown("method.unknown_scale", (*path, "scale"), answer.scale, assessment.scales)


def _presets(assessment: Assessment) -> Iterator[Problem]:
    competences = assessment.questionnaire.competences
    fields, known_roles = [f.id for f in competences.fields], [r.id for r in competences.roles]
    for p, preset in enumerate(competences.presets):
        path: PathKey = ("questionnaire", "competences", "presets", p, "roles")
        for field, held in preset.roles.items():
            yield from unknown("method.unknown_field", (*path, field, ""), field, fields)
            for r, role in enumerate(held):
                yield from unknown("method.unknown_role", (*path, field, r), role, known_roles)


def _condition(assessment: Assessment, path: PathKey, condition: Condition) -> Iterator[Problem]:
    match condition:
        case AnswerTest(item=item_id, one_of=values):
            yield from unknown("method.unknown_item", (*path, "item"), item_id, assessment.items)
            for v, value in enumerate(values or ()):
                yield from _option(assessment, (*path, "one_of", v), item_id, value)
        case TickedTest(item=item_id, option=option):
            yield from unknown("method.unknown_item", (*path, "item"), item_id, assessment.items)
            yield from _option(assessment, (*path, "option"), item_id, option)
        case FactTest(fact=fact, one_of=options):
            yield from unknown("method.unknown_fact", (*path, "fact"), fact, assessment.facts)
            for o, option in enumerate(options):
                yield from _option(assessment, (*path, "one_of", o), fact, option)
        case _:
            pass


def _option(assessment: Assessment, path: PathKey, item_id: str, option: str | int) -> Iterator[Problem]:
    """An item without options is another defect: the condition does not fit it."""
    item = assessment.items.get(item_id) or assessment.facts.get(item_id)
    if item is not None and (known := option_ids(assessment, item.answer)):
        yield from unknown("method.unknown_option", path, option, known)


def _areas(assessment: Assessment) -> Iterator[Problem]:
    bars = {view.id: [bar.id for bar in view.bars] for view in assessment.indicators.views}
    for path, _, placed in measured(assessment):
        if placed.item not in assessment.facts:
            yield from unknown("method.unknown_item", (*path, "item"), placed.item, assessment.items)
        yield from unknown("method.unknown_rule", (*path, "rule"), placed.rule, assessment.rules)
        for view, parts in placed.parts.items():
            yield from unknown("method.unknown_view", (*path, "parts", view, ""), view, bars)
            for bar in parts if view in bars else ():
                yield from unknown("method.unknown_bar", (*path, "parts", view, bar, ""), bar, bars[view])
        for t, tag in enumerate(placed.tags):
            yield from unknown("method.unknown_tag", (*path, "tags", t), tag, tags_of(assessment))


def _rules(assessment: Assessment) -> Iterator[Problem]:
    for path, rule in rules(assessment):
        if isinstance(rule, CombinationRule):
            for p, part in enumerate(rule.parts):
                yield from unknown("method.unknown_rule", (*path, "parts", p, "rule"), part.rule, assessment.rules)
                yield from _part(assessment, (*path, "parts", p, "part"), rule, part.part)


def _part(assessment: Assessment, path: PathKey, rule: CombinationRule, part: str) -> Iterator[Problem]:
    """A part must exist in every group that the combination scores."""
    for _, _, placed in measured(assessment):
        item = assessment.items.get(placed.item)
        if placed.rule == rule.id and item is not None and isinstance(item.answer, Group):
            yield from unknown("method.unknown_part", path, part, [p.id for p in item.answer.parts])


def _aggregates(assessment: Assessment) -> Iterator[Problem]:
    known = [*assessment.areas, *assessment.aggregates]
    for g, aggregate in enumerate(assessment.indicators.aggregates):
        path: PathKey = ("indicators", "aggregates", g)
        for c, child in enumerate(aggregate.of):
            yield from unknown("method.unknown_node", (*path, "of", c, "node"), child.node, known)
        if aggregate.requires.scored_of is not None:
            for n, node in enumerate(aggregate.requires.scored_of.nodes):
                place = (*path, "requires", "scored_of", "nodes", n)
                yield from unknown("method.unknown_node", place, node, required_of(assessment, aggregate))


def _tiers(assessment: Assessment) -> Iterator[Problem]:
    for m, minimum in enumerate(assessment.indicators.minimums):
        for t, tier in enumerate(minimum.tiers):
            yield from unknown("method.unknown_tier", ("indicators", "minimums", m, "tiers", t), tier, assessment.tier_rank)
    for v, view in enumerate(assessment.indicators.views):
        for t, tier in enumerate(view.tiers):
            yield from unknown("method.unknown_tier", ("indicators", "views", v, "tiers", t), tier, assessment.tier_rank)
        for b, bar in enumerate(view.bars):
            for i, item_id in enumerate(bar.items):
                path = ("indicators", "views", v, "bars", b, "items", i)
                yield from unknown("method.unknown_item", path, item_id, assessment.items)


def _findings(assessment: Assessment) -> Iterator[Problem]:
    practices = [practice.id for practice in assessment.indicators.practices]
    for path, finding in findings(assessment):
        for a, area in enumerate(finding.areas):
            yield from unknown("method.unknown_node", (*path, "areas", a), area, assessment.areas)
        for p, practice in enumerate(finding.practices):
            yield from unknown("method.unknown_practice", (*path, "practices", p), practice, practices)


def references_of_test(assessment: Assessment, path: PathKey, test: Test, subject: Subject) -> Iterator[Problem]:
    """Yield what one test names and nothing has."""
    each_item = (EACH,) if subject == "item" else ()
    each_area = (EACH,) if subject == "area" else ()
    known_nodes = (*nodes(assessment), *each_area)
    match test:
        case PointsTest(item=item_id) | StateTest(item=item_id):
            yield from unknown("method.unknown_item", (*path, "item"), item_id, (*assessment.items, *each_item))
        case OptionTicked(item=item_id, option=option):
            yield from unknown("method.unknown_item", (*path, "item"), item_id, (*assessment.items, *each_item))
            yield from _option(assessment, (*path, "option"), item_id, option)
        case ScoreTest(node=node) | DocumentedGap(node=node) | CoverageTest(node=node) | NodeStateTest(node=node):
            yield from unknown("method.unknown_node", (*path, "node"), node, known_nodes)
        case BandTest(node=node, one_of=bands):
            yield from unknown("method.unknown_node", (*path, "node"), node, known_nodes)
            for b, band in enumerate(bands):
                known_bands = [known.id for known in assessment.indicators.bands]
                yield from unknown("method.unknown_band", (*path, "one_of", b), band, known_bands)
        case GapTest(high=high, low=low):
            yield from unknown("method.unknown_node", (*path, "high"), high, known_nodes)
            yield from unknown("method.unknown_node", (*path, "low"), low, known_nodes)
        case ConfidenceGap(node=node):
            yield from unknown("method.unknown_node", (*path, "node"), node, (*assessment.areas, *each_area))
        case CountTest(among=among) | ShareTest(among=among) | MeanTest(among=among):
            yield from _selection(assessment, (*path, "among"), among, subject)
        case _:
            pass


def _selection(assessment: Assessment, path: PathKey, among: Selection, subject: Subject) -> Iterator[Problem]:
    for i, item_id in enumerate(among.items or ()):
        yield from unknown("method.unknown_item", (*path, "items", i), item_id, assessment.items)
    fields = [field.id for field in assessment.questionnaire.competences.fields]
    if among.area is not None and not (among.area == EACH and subject == "area"):
        yield from unknown("method.unknown_node", (*path, "area"), among.area, assessment.areas)
    if among.field is not None and not (among.field == EACH and subject == "field"):
        yield from unknown("method.unknown_field", (*path, "field"), among.field, fields)
    if among.bar is not None:
        yield from unknown("method.unknown_bar", (*path, "bar"), among.bar, assessment.bars)
    if among.tag is not None:
        yield from unknown("method.unknown_tag", (*path, "tag"), among.tag, tags_of(assessment))
    for s, scale in enumerate(among.scales or ()):
        yield from unknown("method.unknown_scale", (*path, "scales", s), scale, assessment.scales)
