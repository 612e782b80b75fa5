"""How a question is scored and when it is asked, in one sentence each."""

from __future__ import annotations

from typing import assert_never

from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import (
    BandsRule,
    CombinationRule,
    LinearRule,
    ParityRule,
    PointsRule,
    Rule,
    TicksRule,
)


def rule_text(assessment: Assessment, item_id: str, language: Language) -> str:
    """Say how the points of a question come about; empty for a question that is measured nowhere."""
    measured = assessment.measured.get(item_id)
    if measured is None:
        return ""
    return rule_words(assessment.rules[measured.rule], language)


def rule_words(rule: Rule, language: Language) -> str:
    """Say what a rule does."""
    text = _text(rule, language)
    return f"{text} {language('rule.reversed')}" if rule.reversed else text


def _text(rule: Rule, language: Language) -> str:
    match rule:
        case PointsRule(points=points):
            pairs = [language("rule.pair", value=p.value, points=f"{p.points.normalize():f}") for p in points]
            return language("rule.options", pairs=language.list(pairs))
        case BandsRule(bounds=bounds):
            pairs = [
                language("rule.from", bound=f"{b.at_least.normalize():f}", points=f"{b.points.normalize():f}")
                for b in bounds
            ]
            return language("rule.bands", pairs=language.list(pairs))
        case TicksRule(full_at=None):
            return language("rule.ticks")
        case TicksRule(full_at=full_at):
            return language("rule.ticks_full_at", count=full_at)
        case ParityRule():
            return language("rule.parity", share=f"{rule.smallest_share.normalize():f}", persons=rule.fewest_persons)
        case LinearRule():
            return language("rule.linear", zero=f"{rule.zero_at.normalize():f}", full=f"{rule.full_at.normalize():f}")
        case CombinationRule(parts=parts):
            pairs = [language("rule.part", part=p.part, weight=f"{p.weight.normalize():f}") for p in parts]
            return language("rule.combination", pairs=language.list(pairs))
        case _:
            assert_never(rule)
