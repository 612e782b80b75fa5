"""A method on the screen: one line, an overview, a section, a question with its help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Answer, Choice, Group, Item, Pair, Pick, Steps, Ticks
from belong_assess.views.conditions import condition_text
from belong_assess.views.counterparts import looks_at_text, of_area, of_item
from belong_assess.views.plain import wrapped
from belong_assess.views.rules import rule_text
from belong_assess.views.safe import safe

HELP = ("meaning", "top", "example", "evidence", "share_of")


def method_line(assessment: Assessment, say: Language) -> str:
    """Name a method on one line."""
    asked = assessment.questionnaire
    facts = {"areas": len(assessment.areas), "questions": len(assessment.items), "hash": assessment.questionnaire_hash}
    return say("method.line", id=assessment.indicators.id, title=assessment.indicators.title, version=asked.version, **facts)


def render_methods(methods: Sequence[Assessment], say: Language, width: int) -> str:
    """Name methods, one after the other."""
    return wrapped((method_line(each, say) for each in methods), width)


def render_method(assessment: Assessment, name: str, say: Language, width: int) -> str:
    """Write the overview of a method: tiers, areas, indices; `name` is how the command line calls it."""
    return wrapped(_overview(assessment, name, say), width)


def _overview(assessment: Assessment, name: str, say: Language) -> Iterator[str]:
    asked, measured = assessment.questionnaire, assessment.indicators
    yield from (method_line(assessment, say), asked.about, *measured.statement)
    yield from _told(looks_at_text(assessment, say))
    yield from ("", say("method.tiers"))
    for tier in asked.tiers:
        rank = assessment.tier_rank[tier.id]
        number = sum(assessment.tier_rank[item.tier] <= rank for item in assessment.items.values())
        yield say.count("method.tier", number, id=tier.id, title=tier.title, about=tier.about)
    yield from ("", say("terminal.areas"))
    for area in measured.areas:
        held = say.count("method.area", len(area.items), id=area.id, title=assessment.area_title(area.id))
        yield " ".join([f"{held}.", *told]) if (told := [*_told(of_area(assessment, area.id, say))]) else held
    if measured.aggregates:
        yield from ("", say("markdown.indices"))
    for aggregate in measured.aggregates:
        yield say("method.aggregate", id=aggregate.id, title=aggregate.title, about=aggregate.about)
    first = next((section for section in asked.sections if section.items and not section.context), asked.sections[0])
    yield from ("", say("method.show_more", method=safe(name), section=first.id, item=first.items[0].id))


def render_section(assessment: Assessment, section_id: str, say: Language, width: int) -> str:
    """Write a section: its questions, one a line."""
    section = assessment.sections[section_id]
    lines = [f"{section.id} {section.title}", section.about or "", *_told(of_area(assessment, section_id, say)), ""]
    return wrapped(iter([*lines, *(f"{item.id} {item.text}" for item in section.items)]), width)


def render_item(assessment: Assessment, item_id: str, say: Language, width: int) -> str:
    """Write a question with its options, its help and its rule."""
    item = assessment.items.get(item_id) or assessment.facts[item_id]
    return wrapped(_item(assessment, item, say), width)


def _item(assessment: Assessment, item: Item, say: Language) -> Iterator[str]:
    yield from (f"{item.id} {item.text}", "")
    if isinstance(item.answer, Group):
        for part in item.answer.parts:
            yield from (f"{item.id}.{part.id} {part.text}", *_options(assessment, part.answer, say), "")
    else:
        yield from (*_options(assessment, item.answer, say), "")
    for name in HELP:
        if item.help is not None and (text := getattr(item.help, name)):
            yield f"{say(f'handbook.help.{name}')} {text}"
    if any(getattr(item.help, name, None) for name in HELP):
        yield ""
    yield say("handbook.tier", tier=next(tier.title for tier in assessment.questionnaire.tiers if tier.id == item.tier))
    if item.asked_when is not None:
        yield say("handbook.asked_when", condition=condition_text(item.asked_when, say))
    if (measured := assessment.measured.get(item.id)) is not None:
        yield f"{say('explain.rule')}: {rule_text(assessment, item.id, say)}"
        yield say("show.counts", area=assessment.area_of[item.id], weight=f"{measured.weight.normalize():f}")
        if measured.when_not_asked == "zero":
            yield say("handbook.zero")
    yield from _told(of_item(assessment, item.id, say))


def _told(text: str) -> Iterator[str]:
    if text:
        yield text


def _options(assessment: Assessment, answer: Answer, say: Language) -> Iterator[str]:
    match answer:
        case Choice() | Steps():
            yield from (f"{option.value} {option.label}" for option in assessment.options_of(answer))
        case Ticks(options=options) | Pick(options=options):
            yield from (f"{option.id}: {option.label}" for option in options)
        case Pair(first=first, second=second):
            yield from (first, second)
        case _:
            yield say(f"handbook.kind.{answer.kind}")
