"""Which lines a template has, in which order, and which of their cells are there to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from belong_assess.files.slots import BESIDE, FIELD, PRESET, Slot, slots_of
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import facts_in
from belong_assess.model.questionnaire import FreeText, Group, Help, Item, Pair, Section
from belong_assess.values import value

NAME = "region_name"
"""The fact that is asked in every template, however small its part of the questionnaire."""

LineKind = Literal["section", "question", "group", "part", "option", "detail", "preset", "field"]


@value
class Line:
    """One row: what people read in it, the slot that it answers, and the columns that are open for that.

    `counts`: it is one of the questions that progress counts.
    """

    kind: LineKind
    section: str
    no: str
    text: str
    help: str = ""
    slot: Slot | None = None
    open: frozenset[str] = frozenset()
    counts: bool = False


@value
class Extent:
    """What of a questionnaire a template asks: a tier, some areas or all of them, and ids of whatever else was answered."""

    tier: str
    areas: tuple[str, ...] | None = None
    besides: frozenset[str] = frozenset()


def context_lines(assessment: Assessment, extent: Extent, say: Language) -> list[Line]:
    """Return the lines about the region: its facts, then its competence profile."""
    wanted = _facts(assessment, extent)
    held: list[Line] = []
    for section in assessment.questionnaire.sections:
        if section.context:
            items = [item for item in section.items if item.id in wanted]
            held += _of_section(assessment, section, items, say, {})
    return [*held, *_profile(assessment, extent, say)]


def question_lines(assessment: Assessment, extent: Extent, say: Language, conditions: Mapping[str, str]) -> list[Line]:
    """Return the lines of the questions, section by section; `conditions` are the words on when an item is asked."""
    held: list[Line] = []
    for section in assessment.questionnaire.sections:
        items = [item for item in section.items if not section.context and _asked(assessment, item, extent)]
        if items:
            held += _of_section(assessment, section, items, say, conditions)
    return held


def _asked(assessment: Assessment, item: Item, extent: Extent) -> bool:
    area = assessment.area_of.get(item.id, assessment.section_of[item.id])
    within = assessment.tier_rank[item.tier] <= assessment.tier_rank[extent.tier]
    return (within and (extent.areas is None or area in extent.areas)) or item.id in extent.besides


def _facts(assessment: Assessment, extent: Extent) -> frozenset[str]:
    """The facts of a tier; for some areas only, the name and those that decide what is asked there."""
    rank = assessment.tier_rank
    within = frozenset(fact.id for fact in assessment.facts.values() if rank[fact.tier] <= rank[extent.tier])
    given = extent.besides & assessment.facts.keys()
    if extent.areas is None:
        return within | given
    conditions = [item.asked_when for item in assessment.items.values() if _asked(assessment, item, extent)]
    return given | within & {NAME, *(fact for condition in conditions if condition for fact in facts_in(condition))}


def _profile(assessment: Assessment, extent: Extent, say: Language) -> Iterator[Line]:
    """The kind of region, and the roles in each field that some question of the extent depends on."""
    competences = assessment.questionnaire.competences
    asked = {item.competence for item in assessment.items.values() if _asked(assessment, item, extent)}
    given = {name.removeprefix(FIELD) for name in extent.besides}
    fields = [field for field in competences.fields if extent.areas is None or field.id in asked | given]
    if not fields:
        return
    section = "#competences"
    yield Line("section", section, "", say("template.competences"), say("template.competences.about"))
    if competences.presets:
        about = say("template.preset.about")
        slot = slots_of(assessment, PRESET)[0]
        yield Line("preset", section, "", say("template.preset"), about, slot, frozenset({"answer"}), counts=True)
    for field in fields:
        slot = slots_of(assessment, f"{FIELD}{field.id}")[0]
        open_cells = frozenset({"answer", "holder", "confirmed"})
        yield Line("field", section, "", field.label, field.about, slot, open_cells, counts=not competences.presets)


def _of_section(
    assessment: Assessment, section: Section, items: list[Item], say: Language, conditions: Mapping[str, str]
) -> Iterator[Line]:
    no = "" if section.context else section.id
    yield Line("section", section.id, no, section.title, section.about or "")
    for item in items:
        yield from _of_item(assessment, section, item, say, conditions.get(item.id, ""))


def _of_item(assessment: Assessment, section: Section, item: Item, say: Language, condition: str) -> Iterator[Line]:
    no = "" if section.context else item.id
    text = f"{item.text}\n{condition}" if condition else item.text
    kind: LineKind = "group" if isinstance(item.answer, Group) else "question"
    answer, *below = slots_of(assessment, item.id)
    yield Line(
        kind, section.id, no, text, help_text(item.help, say), answer, _open(assessment, answer), counts=kind == "question"
    )
    for slot in below:
        yield _below(section, slot, say)
    for part in assessment.parts_of(item.id) if not section.context else ():
        first, *rest = slots_of(assessment, f"{item.id}.{part.id}")
        yield Line("part", section.id, "", part.text, "", first, _open(assessment, first), counts=True)
        yield from (_below(section, slot, say) for slot in rest)


def _below(section: Section, slot: Slot, say: Language) -> Line:
    kind: LineKind = "option" if slot.kind == "option" else "detail"
    return Line(kind, section.id, "", _piece_text(slot, say), "", slot, frozenset({"answer"}))


def _piece_text(slot: Slot, say: Language) -> str:
    if slot.kind == "option":
        options = getattr(slot.answer, "options", ())
        return str(next(option.label for option in options if option.id == slot.piece))
    if isinstance(slot.answer, Pair) and slot.piece in ("#first", "#second"):
        return slot.answer.first if slot.piece == "#first" else slot.answer.second
    return say(f"template.detail.{slot.piece[1:]}")


def _open(assessment: Assessment, slot: Slot) -> frozenset[str]:
    """The cells to fill in beside a question: how a share was found, and whose power it is, only where that is asked."""
    item = slot.item
    assert item is not None
    held = {"answer", *BESIDE}
    if slot.answer is not None and assessment.takes_share(slot.answer):
        held.add("basis")
    if item.competence is not None:
        held |= {"holder", "reason", "confirmed"}
    elif "NA" not in item.refuses and not isinstance(slot.answer, FreeText):
        held.add("holder")
    return frozenset(held)


def help_text(held: Help | None, say: Language) -> str:
    """Write what a question means, what its top answer means, an example, what counts as evidence, the whole of a share."""
    if held is None:
        return ""
    named = {"top": held.top, "example": held.example, "evidence": held.evidence, "share_of": held.share_of}
    return "\n".join([held.meaning, *(say(f"template.help.{name}", text=text) for name, text in named.items() if text)])
