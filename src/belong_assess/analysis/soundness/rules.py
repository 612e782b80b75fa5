"""Whether rules fit the answers that they score, give points for everything that can be answered, and use all they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from belong_assess.analysis.soundness.places import Use, answers, measured, problem, rules, unknown, uses
from belong_assess.analysis.soundness.reach import FITS, numbers_reached, rule_fits
from belong_assess.analysis.soundness.references import option_ids
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import BandsRule, CombinationRule, LinearRule, ParityRule, PointsRule, Rule, TicksRule
from belong_assess.model.questionnaire import Count, Group, Measure, Ticks
from belong_assess.problems import PathKey, Problem

Steps = Sequence[tuple[PathKey, Decimal]]
"""Points in their order, each with its place."""


def rule_defects(assessment: Assessment) -> Iterator[Problem]:
    """Yield the defects of rules, alone and with the answers that they score."""
    for path, rule in rules(assessment):
        yield from _alone(path, rule)
    for use in uses(assessment):
        if rule_fits(use.answer, use.rule):
            yield from _with_answer(assessment, use)
        else:
            yield from _misfit(use)
    yield from _options_nobody_has(assessment)
    yield from _bounds_nobody_reaches(assessment)
    yield from _parts_without_rule(assessment)


def _alone(path: PathKey, rule: Rule) -> Iterator[Problem]:
    match rule:
        case PointsRule(points=options):
            placed = [((*path, "points", o, "points"), option) for o, option in enumerate(options)]
            yield from _points([(place, option.points) for place, option in sorted(placed, key=lambda each: each[1].value)])
            values = [option.value for option in options]
            for o, value in enumerate(values):
                if value in values[:o]:
                    yield problem("method.option_repeated", (*path, "points", o, "value"), found=value)
        case BandsRule(bounds=bounds):
            yield from _points([((*path, "bounds", b, "points"), bound.points) for b, bound in enumerate(bounds)])
            for b in range(1, len(bounds)):
                if bounds[b].at_least <= bounds[b - 1].at_least:
                    facts = {"found": bounds[b].at_least, "expected": f"> {bounds[b - 1].at_least}"}
                    yield problem("method.bounds_not_ascending", (*path, "bounds", b, "at_least"), **facts)
        case LinearRule(zero_at=zero, full_at=full):
            if zero == full:
                yield problem("method.goalposts_equal", (*path, "full_at"), found=full)
        case TicksRule() | ParityRule() | CombinationRule():
            pass


def _points(steps: Steps) -> Iterator[Problem]:
    for path, points in steps:
        if not 0 <= points <= 100:
            yield problem("method.points_out_of_range", path, found=points, expected="0–100")
    for (_, before), (path, points) in pairwise(steps):
        if points < before:
            yield problem("method.points_not_ascending", path, found=points, expected=f"≥ {before}")


def _misfit(use: Use) -> Iterator[Problem]:
    fitting = ", ".join(kind for kind, forms in FITS.items() if isinstance(use.answer, forms))
    facts = {"item": use.item.id, "found": use.rule.kind, "other": use.answer.kind, "expected": fitting}
    yield problem("method.rule_does_not_fit", use.path, **facts)


def _with_answer(assessment: Assessment, use: Use) -> Iterator[Problem]:
    match use.rule, use.answer:
        case PointsRule(points=points), answer:
            with_points = {option.value for option in points}
            for value in option_ids(assessment, answer):
                if value not in with_points:
                    yield problem("method.points_missing", (*use.rule_path, "points"), item=use.item.id, found=value)
        case BandsRule(bounds=bounds), Count(minimum=low) | Measure(minimum=low):
            if not bounds or low is None or bounds[0].at_least > low:
                place = (*use.rule_path, "bounds", 0, "at_least") if bounds else (*use.rule_path, "bounds")
                found = bounds[0].at_least if bounds else ""
                expected = "" if low is None else low
                yield problem("method.bounds_gap", place, item=use.item.id, found=found, expected=expected)
        case TicksRule(full_at=full_at), Ticks(options=ticks):
            if full_at is not None and full_at > len(ticks):
                facts = {"item": use.item.id, "found": full_at, "expected": f"≤ {len(ticks)}"}
                yield problem("method.bounds_unreachable", (*use.rule_path, "full_at"), **facts)
        case _:
            pass


def _options_nobody_has(assessment: Assessment) -> Iterator[Problem]:
    """Points for a value that no answer scored by the rule has."""
    for path, rule in rules(assessment):
        if isinstance(rule, PointsRule):
            fitting = [use.answer for use in _of_rule(assessment, path) if rule_fits(use.answer, rule)]
            known = {value for answer in fitting for value in option_ids(assessment, answer)}
            for o, option in enumerate(rule.points) if known else ():
                yield from unknown("method.unknown_option", (*path, "points", o, "value"), option.value, known)


def _bounds_nobody_reaches(assessment: Assessment) -> Iterator[Problem]:
    """A bound beyond every answer's limits, or between two whole numbers where only those are given."""
    for path, rule in rules(assessment):
        if isinstance(rule, BandsRule):
            used = _of_rule(assessment, path)
            forms = [(use.item.id, use.answer) for use in used if isinstance(use.answer, Count | Measure)]
            bounds = [bound.at_least for bound in rule.bounds]
            for b, (bound, upper) in enumerate(zip(bounds, [*bounds[1:], None], strict=False)):
                hidden = upper is not None and upper <= bound
                if forms and not hidden and not any(_reached(form, bound, upper) for _, form in forms):
                    facts = {"item": forms[0][0], "found": bound, "expected": _limits(forms[0][1])}
                    yield problem("method.bounds_unreachable", (*path, "bounds", b, "at_least"), **facts)


def _reached(answer: Count | Measure, bound: Decimal, upper: Decimal | None) -> bool:
    return any(n >= bound and (upper is None or n < upper) for n in numbers_reached(answer, (bound,)))


def _limits(answer: Count | Measure) -> str:
    low, high = ("" if limit is None else str(limit) for limit in (answer.minimum, answer.maximum))
    return f"{low}–{high}"


def _of_rule(assessment: Assessment, rule_path: PathKey) -> list[Use]:
    return [use for use in uses(assessment) if use.rule_path == rule_path]


def _parts_without_rule(assessment: Assessment) -> Iterator[Problem]:
    combined = {
        rule.id: {part.part for part in rule.parts} for _, rule in rules(assessment) if isinstance(rule, CombinationRule)
    }
    scored = {placed.item: combined[placed.rule] for _, _, placed in measured(assessment) if placed.rule in combined}
    for path, item, answer in answers(assessment):
        if isinstance(answer, Group) and item.id in scored:
            for p, part in enumerate(answer.parts):
                if part.id not in scored[item.id]:
                    yield problem("method.item_not_measured", (*path, "parts", p, "id"), found=f"{item.id}.{part.id}")
