"""When a question is asked, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import assert_never

from belong_assess.language.texts import Language
from belong_assess.model.conditions import AllOf, AnswerTest, AnyOf, Condition, FactTest, Not, TickedTest

NO_WORDS: Mapping[str, str] = MappingProxyType({})


def condition_text(condition: Condition, say: Language, words: Mapping[str, str] = NO_WORDS) -> str:
    """Write a condition as one phrase. `words` are what facts (`police`) and options (`police/own`) are called besides."""
    match condition:
        case AllOf(of=parts):
            return say("handbook.and").join(condition_text(part, say, words) for part in parts)
        case AnyOf(of=parts):
            return say("report.or").join(condition_text(part, say, words) for part in parts)
        case Not(of=part):
            return say("handbook.not", condition=condition_text(part, say, words))
        case FactTest(fact=fact, one_of=options):
            values = say.list([words.get(f"{fact}/{option}", option) for option in options])
            return say("handbook.is", id=words.get(fact, fact), values=values)
        case TickedTest(item=item, option=option):
            return say("handbook.is", id=item, values=words.get(f"{item}/{option}", option))
        case AnswerTest(item=item, at_least=int(step)):
            return say("handbook.at_least", id=item, step=step)
        case AnswerTest(item=item, below=int(step)):
            return say("handbook.below", id=item, step=step)
        case AnswerTest(item=item, one_of=values):
            return say("handbook.is", id=item, values=say.list([str(value) for value in values or ()]))
        case _:
            assert_never(condition)
