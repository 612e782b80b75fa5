"""Whether every item is measured once, with a weight that counts, and every area can reach 0 and 100."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.analysis.soundness.condition_trees import condition_tree, domains
from belong_assess.analysis.soundness.logic import Goal, Number, claim, possible
from belong_assess.analysis.soundness.places import Use, asked, conditions, measured, problem, rules, uses
from belong_assess.analysis.soundness.reach import reach, values_giving
from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import AnswerTest
from belong_assess.model.indicators import Area, BandsRule, CombinationRule, PointsRule, Rule
from belong_assess.model.questionnaire import Item
from belong_assess.problems import PathKey, Problem
from belong_assess.scoring.arithmetic import exact
from belong_assess.scoring.points import FULL


def area_defects(assessment: Assessment) -> Iterator[Problem]:
    """Yield what is measured nowhere or twice, weights without sense, and areas whose ends are out of reach."""
    yield from _measured_once(assessment)
    yield from _weights(assessment)
    yield from _empty(assessment)
    for use in uses(assessment):
        yield from _ends(assessment, use)
    yield from _unasked_zeros(assessment)


def _measured_once(assessment: Assessment) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, _, placed in measured(assessment):
        if placed.item in assessment.facts and placed.item not in assessment.items:
            yield problem("method.context_measured", (*path, "item"), found=placed.item)
        elif placed.item in seen:
            yield problem("method.item_measured_twice", (*path, "item"), found=placed.item)
        seen.add(placed.item)
    for path, section, item in asked(assessment):
        if not section.context and item.id not in seen:
            yield problem("method.item_not_measured", (*path, "id"), found=item.id)


def _weights(assessment: Assessment) -> Iterator[Problem]:
    """Negative weights, weights of 0, and parts that are no positive whole numbers."""
    for path, _, placed in measured(assessment):
        if placed.weight < 0:
            yield problem("method.weight_negative", (*path, "weight"), found=placed.weight)
        if placed.weight == 0:
            yield problem("method.weight_without_effect", (*path, "weight"), item=placed.item)
        for view, bars in placed.parts.items():
            for bar, parts in bars.items():
                if parts <= 0:
                    yield problem("method.parts_not_positive", (*path, "parts", view, bar), found=parts)
    for path, rule in rules(assessment):
        if isinstance(rule, CombinationRule):
            for p, part in enumerate(rule.parts):
                if part.weight <= 0:
                    place = (*path, "parts", p, "weight")
                    yield problem("method.number_out_of_range", place, found=part.weight, expected="> 0")


def _empty(assessment: Assessment) -> Iterator[Problem]:
    for a, area in enumerate(assessment.indicators.areas):
        if not any(placed.weight > 0 for placed in area.items):
            yield problem("method.empty_group", ("indicators", "areas", a, "items"), found=area.id)


def _ends(assessment: Assessment, use: Use) -> Iterator[Problem]:
    """An item whose best points are not 100, or whose worst are not 0, keeps every mean above it from there.

    Combinations are looked at part by part.
    """
    placed = assessment.measured[use.item.id]
    if isinstance(use.rule, CombinationRule) or placed.weight <= 0:
        return
    reached = reach(assessment, use.answer, use.rule)
    if reached is None:
        return
    for code, found, end in (("method.best_not_100", reached.high, FULL), ("method.worst_not_0", reached.low, 0)):
        if found != end:
            yield problem(code, _to_blame(use, end), item=use.item.id, found=f"{float(found):g}", expected=end)


def _to_blame(use: Use, end: Number) -> PathKey:
    """The rule's own points where none of them is what is missing, else the place that gives the rule to the item."""
    own = _own_points(use.rule)
    if own and end not in own:
        return (*use.rule_path, "points" if isinstance(use.rule, PointsRule) else "bounds")
    return use.path


def _own_points(rule: Rule) -> set[Number]:
    match rule:
        case PointsRule(points=steps) | BandsRule(bounds=steps):
            points = {exact(step.points) for step in steps}
            return {FULL - each for each in points} if rule.reversed else points
        case _:
            return set()


def _unasked_zeros(assessment: Assessment) -> Iterator[Problem]:
    """An item that counts 0 when not asked needs a condition, and one that the best answers of its area meet."""
    for path, area, placed in measured(assessment):
        item = assessment.items.get(placed.item)
        if item is None or placed.when_not_asked == "left_out" or placed.weight <= 0:
            continue
        place = (*path, "when_not_asked")
        if item.asked_when is None:
            yield problem("method.zero_without_condition", place, item=item.id)
        elif not _asked_at_best(assessment, area, item):
            yield problem("method.best_not_100", place, item=item.id, found=0, expected=FULL)


def _asked_at_best(assessment: Assessment, area: Area, item: Item) -> bool:
    """Say whether the condition can hold while every item that it reads in the same area has its best answer."""
    assert item.asked_when is not None
    tree = condition_tree(assessment, ("asked_when", item.id), item.asked_when)
    goals: list[Goal] = [(tree, "true")]
    for _, condition in conditions((), item.asked_when):
        if isinstance(condition, AnswerTest):
            goals.extend(_best_goals(assessment, area, condition.item))
    return not possible((tree, "true")) or possible(*goals)


def _best_goals(assessment: Assessment, area: Area, item_id: str) -> Iterator[Goal]:
    placed = next((each for each in area.items if each.item == item_id), None)
    item, rule = assessment.items.get(item_id), assessment.rules.get(placed.rule) if placed else None
    reached = reach(assessment, item.answer, rule) if item is not None and rule is not None else None
    if item is None or rule is None or reached is None:
        return
    for subject, domain in domains(assessment, item).items():
        numbers = [value for value in domain if isinstance(value, Number)]
        if best := values_giving(item.answer, rule, numbers, reached.high):
            yield claim(subject, domain, best), "true"
