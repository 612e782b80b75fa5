"""A method on the screen: one line, an overview, a section, a question with its help."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Choice, Item, Pair, Pick, Steps, Ticks
from belong_assess.views.counterparts import looks_at_text, of_area, of_item
from belong_assess.views.plain import wrapped
from belong_assess.views.rules import rule_text

HELP = ("meaning", "top", "example", "evidence", "share_of")


def method_line(assessment: Assessment, say: Language) -> str:
    """Name a method on one line."""
    asked = assessment.questionnaire
    facts = {"areas": len(assessment.areas), "questions": len(assessment.items), "hash": assessment.questionnaire_hash}
    return say("method.line", id=assessment.indicators.id, title=assessment.indicators.title, version=asked.version, **facts)


def render_method(assessment: Assessment, say: Language, width: int) -> str:
    """Write the overview of a method: tiers, areas, indices."""
    return wrapped(_overview(assessment, say), width)


def _overview(assessment: Assessment, say: Language) -> Iterator[str]:
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
    item = next(iter(assessment.items))
    yield from ("", say("method.show_more", id=measured.id, section=assessment.section_of[item], item=item))


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
    yield from _options(assessment, item)
    yield ""
    for name in HELP:
        if item.help is not None and (text := getattr(item.help, name)):
            yield f"{say(f'handbook.help.{name}')} {text}"
    if rule := rule_text(assessment, item.id, say):
        yield f"{say('explain.rule')}: {rule}"
    yield from _told(of_item(assessment, item.id, say))


def _told(text: str) -> Iterator[str]:
    if text:
        yield text


def _options(assessment: Assessment, item: Item) -> Iterator[str]:
    match item.answer:
        case Choice() | Steps():
            yield from (f"{option.value} {option.label}" for option in assessment.options_of(item.answer))
        case Ticks(options=options) | Pick(options=options):
            yield from (f"{option.id}: {option.label}" for option in options)
        case Pair(first=first, second=second):
            yield from (first, second)
        case _:
            pass
