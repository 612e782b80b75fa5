"""How a question is scored and when it is asked, in one sentence each."""

from __future__ import annotations

from typing import assert_never

from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import AllOf, AnswerTest, AnyOf, Condition, FactTest, Not, TickedTest
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
    rule = assessment.rules[measured.rule]
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


def condition_text(condition: Condition, say: Language) -> str:
    """Say when a question is asked."""
    match condition:
        case AllOf(of=parts):
            return say("handbook.and").join(condition_text(part, say) for part in parts)
        case AnyOf(of=parts):
            return say("report.or").join(condition_text(part, say) for part in parts)
        case Not(of=part):
            return say("handbook.not", condition=condition_text(part, say))
        case FactTest(fact=fact, one_of=options):
            return say("handbook.is", id=fact, values=say.list(list(options)))
        case TickedTest(item=item, option=option):
            return say("handbook.is", id=item, values=option)
        case AnswerTest(item=item, at_least=int(step)):
            return say("handbook.at_least", id=item, step=step)
        case AnswerTest(item=item, below=int(step)):
            return say("handbook.below", id=item, step=step)
        case AnswerTest(item=item, one_of=values):
            return say("handbook.is", id=item, values=say.list([str(v) for v in values or ()]))
