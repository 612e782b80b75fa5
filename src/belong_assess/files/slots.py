"""The stable name of every place for (a part of) an answer: what templates, returns and tables share.

`A1.1` is an answer; `A1.4/residents` one option of several; `A1.4/#other`, `A4.7/#first`, `foreign_born/#year` a detail;
`M4.2.trained` a sub-question; `#preset` and `#field/education` belong to the competence profile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Answer, Figure, Group, Item, Measure, Pair, Pick, Ticks
from belong_assess.values import value

PRESET = "#preset"
FIELD = "#field/"
DETAIL = "#"
OTHER = "#other"

COLUMNS = (
    "id", "no", "question", "help", "answer", "basis", "note", "title", "reference", "date", "kind",
    "confidence", "who", "by", "holder", "reason", "confirmed",
)  # fmt: skip
"""The columns of a template by their codes. From `answer` on they are filled in; tables name one as `slot@column`."""

FILLED = COLUMNS[COLUMNS.index("answer") :]
EVIDENCE = ("title", "reference", "date", "kind")
BESIDE = ("note", *EVIDENCE, "confidence", "who", "by")
"""What stands beside an answer of any kind."""

SlotKind = Literal["answer", "option", "detail", "preset", "field"]


@value
class Slot:
    """One place. `asked` is the id that is answered (a question, a part, a fact, a competence field).

    `piece` is the option or detail below it; `part_of` the area, section or nothing that it stands in.
    """

    name: str
    kind: SlotKind
    asked: str
    piece: str = ""
    answer: Answer | None = None
    item: Item | None = None
    context: bool = False


@lru_cache(maxsize=16)
def slots(assessment: Assessment) -> Mapping[str, Slot]:
    """Return every slot of a method by its name: facts, competence profile, then questions, in asking order."""
    facts = [slot for item in assessment.facts.values() for slot in _of_item(assessment, item, context=True)]
    questions = [slot for item in assessment.items.values() for slot in _of_item(assessment, item, context=False)]
    return {slot.name: slot for slot in (*facts, *_of_profile(assessment), *questions)}


def slots_of(assessment: Assessment, asked: str) -> tuple[Slot, ...]:
    """Return the slots of one question, fact or competence field, the answer itself first."""
    return _by_asked(assessment)[asked]


@lru_cache(maxsize=16)
def _by_asked(assessment: Assessment) -> Mapping[str, tuple[Slot, ...]]:
    held: dict[str, list[Slot]] = {}
    for slot in slots(assessment).values():
        held.setdefault(slot.asked, []).append(slot)
    return {asked: tuple(each) for asked, each in held.items()}


def _of_profile(assessment: Assessment) -> Iterator[Slot]:
    competences = assessment.questionnaire.competences
    if competences.presets:
        yield Slot(PRESET, "preset", PRESET)
    for field in competences.fields:
        yield Slot(f"{FIELD}{field.id}", "field", f"{FIELD}{field.id}")


def _of_item(assessment: Assessment, item: Item, *, context: bool) -> Iterator[Slot]:
    yield from _of_answer(item.id, item, item.answer, context=context)
    if isinstance(item.answer, Group):
        for part in item.answer.parts:
            yield from _of_answer(f"{item.id}.{part.id}", item, part.answer, context=context)


def _of_answer(asked: str, item: Item, answer: Answer, *, context: bool) -> Iterator[Slot]:
    yield Slot(asked, "answer", asked, "", answer, item, context)
    for kind, piece in pieces(answer):
        yield Slot(f"{asked}/{piece}", kind, asked, piece, answer, item, context)


def is_percentage(slot: Slot) -> bool:
    """Say whether a figure of a slot is a percentage, so that 0.4 could stand for 40."""
    match slot.answer:
        case Pair():
            return slot.piece in ("#first", "#second")
        case Figure(unit="%") | Measure(unit="%"):
            return not slot.piece
        case _:
            return False


def pieces(answer: Answer) -> Sequence[tuple[SlotKind, str]]:
    """Return what stands below an answer: its options where several may be ticked, or the details of its kind."""
    match answer:
        case Ticks(options=options):
            return (*(("option", option.id) for option in options), ("detail", OTHER))
        case Pick(several=True, options=options):
            return tuple(("option", option.id) for option in options)
        case Pair():
            return (("detail", "#first"), ("detail", "#second"), ("detail", "#persons"))
        case Figure():
            return (("detail", "#year"), ("detail", "#source"))
        case _:
            return ()
