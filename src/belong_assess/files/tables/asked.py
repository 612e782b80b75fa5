"""Which methods a table may speak of, and which one is meant where it does not say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from belong_assess.files.returns.reading import Methods
from belong_assess.files.returns.words import Words
from belong_assess.files.slots import DETAIL
from belong_assess.files.tables.names import Names, names_of
from belong_assess.language.texts import SOURCE
from belong_assess.model.assessment import Assessment
from belong_assess.responses.plain_text import folded

MOST_KEPT = 256
"""So many versions and languages are kept ready; what has more of them has free text there."""

CLEARLY = 2
"""A method is meant if it knows so many times as many of the names as any other."""


class Asked:
    """The methods that may be meant, each opened once. Where a method was named by hand, it is the only one."""

    def __init__(self, methods: Methods, questionnaires: Sequence[str]) -> None:
        self.methods = methods
        self.questionnaires = tuple(questionnaires)
        self._words: dict[tuple[str, str | None, str], Words | None] = {}
        self._of_method: dict[Assessment, Words] = {}

    def words(self, questionnaire: str, version: str | None = None, language: str = "") -> Words | None:
        """Return the words of a method; `None` where there is no such one."""
        key = (questionnaire, version, language or SOURCE)
        if key not in self._words:
            if len(self._words) >= MOST_KEPT:
                self._words.clear()
            found = self.methods.words(*key)
            self._words[key] = found and self._of_method.setdefault(found.assessment, found)
        return self._words[key]

    @cached_property
    def present(self) -> Mapping[str, Assessment]:
        """Every method in its present version, by the id of its questionnaire."""
        found = {each: self.words(each) for each in self.questionnaires}
        return {each: words.assessment for each, words in found.items() if words is not None}

    @cached_property
    def names(self) -> Names:
        """The names of all places in all methods."""
        return names_of(*self.present.values())

    def questionnaire(self, text: str) -> str:
        """Return the id that a text names; the text itself where it names none that is known here."""
        word = folded(text)
        return next((each for each in self.questionnaires if folded(each) == word), text.strip())

    def meant_by(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the questionnaires that names can belong to: one, unless several know about as many of them."""
        held = list(texts)
        counts = {each: _known(assessment, held) for each, assessment in self.present.items()}
        if not any(questions for questions, _ in counts.values()):
            return _most({each: others for each, (_, others) in counts.items()}, clearly=1)
        return _most({each: questions for each, (questions, _) in counts.items()}, clearly=CLEARLY)


def _known(assessment: Assessment, texts: Sequence[str]) -> tuple[int, int]:
    """Count the names of questions and all others: those tell methods apart badly, for several ask the same facts."""
    names = names_of(assessment)
    found = {name.slot for text in texts if (name := names.name(text)) is not None and name.slot}
    others = sum(slot.startswith(DETAIL) or slot.partition("/")[0] in assessment.facts for slot in found)
    return len(found) - others, others


def _most(counts: Mapping[str, int], clearly: int) -> tuple[str, ...]:
    """Return whoever knows most, with all who know about as many."""
    ranked = sorted(counts, key=lambda each: -counts[each])
    return tuple(each for each in ranked if counts[each] * clearly >= counts[ranked[0]])
