"""Which questions and nodes of a method a change can touch."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.analysis.changes.change import Path
from belong_assess.analysis.changes.questionnaire import answers_on
from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import AllOf, AnswerTest, AnyOf, Condition, FactTest, Not, TickedTest
from belong_assess.model.indicators import CombinationRule

EVERYWHERE = frozenset({"Indicators", "Band", "Minimum", "Firmness", "Tier", "Labelled", "Preset"})
NODES = ("Area", "Aggregate", "Bar")


def items_of(methods: tuple[Assessment, Assessment], path: Path) -> tuple[str, ...]:
    """The questions that a change at a path can touch, in both versions taken together."""
    shape, name = path[0] if path[0][0] not in ("Indicators", "Questionnaire") or len(path) == 1 else path[1]
    found: dict[str, None] = {}
    for method in methods:
        match shape:
            case "Item" | "Measured":
                found[name] = None
            case "Scale":
                found.update(dict.fromkeys(_whole(method, answer) for answer in answers_on(method, name)))
            case "PointsRule" | "BandsRule" | "TicksRule" | "ParityRule" | "LinearRule" | "CombinationRule":
                found.update(dict.fromkeys(scored_by(method, name)))
            case _:
                pass
    return tuple(found)


def nodes_of(methods: tuple[Assessment, Assessment], path: Path, items: tuple[str, ...]) -> tuple[str, ...]:
    """The areas and aggregates that a change at a path can touch at once: its own, and those of its questions."""
    found = dict.fromkeys(name for shape, name in path if shape in NODES)
    for method in methods:
        found.update(dict.fromkeys(method.area_of[item] for item in items if item in method.area_of))
    return tuple(found)


def scored_by(method: Assessment, rule: str) -> tuple[str, ...]:
    """The questions that a rule scores, itself or as the rule of a sub-question."""
    above = {r.id for r in method.rules.values() if isinstance(r, CombinationRule) and rule in {p.rule for p in r.parts}}
    return tuple(item for item, placed in method.measured.items() if placed.rule in {rule, *above})


def depends_on(method: Assessment, item: str) -> set[str]:
    """The questions and facts that decide whether a question is asked, however far back."""
    found: set[str] = set()
    waiting = [item]
    while waiting:
        asked = method.items.get(waiting.pop())
        for name in _named(asked.asked_when) if asked is not None and asked.asked_when is not None else ():
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _named(condition: Condition) -> Iterator[str]:
    match condition:
        case AllOf(of=parts) | AnyOf(of=parts):
            for part in parts:
                yield from _named(part)
        case Not(of=part):
            yield from _named(part)
        case AnswerTest(item=name) | TickedTest(item=name) | FactTest(fact=name):
            yield name


def _whole(method: Assessment, answer: str) -> str:
    return answer if answer in method.items or answer in method.facts else answer.rpartition(".")[0]
