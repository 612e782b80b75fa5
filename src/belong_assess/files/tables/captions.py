"""Rows beside the names of a table that hold the words of the questions, or the names once more: nobody's answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from belong_assess.files.returns.rows import Row
from belong_assess.files.slots import slots
from belong_assess.files.tables.names import REGION, headings, tight
from belong_assess.files.workbooks.typed import text_of
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import FreeText, Group
from belong_assess.responses.plain_text import folded

WORDS = ("question", "questions", "text", "label", "wording", "help")
LONG = 60
"""No answer in stored codes or in the words of a list that goes with a number is often longer."""


def is_caption(rows: Mapping[str, Row], assessment: Assessment) -> bool:
    """Say whether what stands under the names repeats them or their questions, or is as long as questions are."""
    region = rows.get(REGION)
    if region is not None and is_heading_of_words(text_of(region.get("answer"))):
        return True
    known = _captions(assessment)
    held = [(slot, cell) for slot, row in rows.items() if slot in known and isinstance(cell := row.get("answer"), str)]
    repeated = sum(_repeats(cell, known[slot]) for slot, cell in held)
    return bool(held) and repeated * 2 > len(rows)


def is_heading_of_words(text: str) -> bool:
    """Say whether this is what a column of questions is called."""
    return tight(text) in _words_for_words()


@lru_cache(maxsize=1)
def _words_for_words() -> frozenset[str]:
    """What a column of questions is called where a region would be."""
    shown = [word for column in ("question", "help", "no") for word in headings(f"template.column.{column}")]
    return frozenset(map(tight, (*WORDS, *shown)))


def _repeats(cell: str, known: frozenset[str]) -> bool:
    return len(cell) > LONG or tight(cell) in known or folded(cell) in known


@lru_cache(maxsize=16)
def _captions(assessment: Assessment) -> Mapping[str, frozenset[str]]:
    """The words that may stand as a caption of each slot; free texts have none, for any text may be an answer to them."""
    held: dict[str, frozenset[str]] = {}
    for name, slot in slots(assessment).items():
        if slot.item is not None and not isinstance(slot.answer, (FreeText, Group)):
            held[name] = frozenset((tight(name), folded(slot.item.text)))
    return held
