"""How each questionnaire, version and language that a table speaks of is read: its words, its places, its envelope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from belong_assess.files.returns.words import Words
from belong_assess.files.tables.asked import Asked
from belong_assess.files.tables.envelope import envelope_of, plain
from belong_assess.files.tables.layout import Layout, layout_of
from belong_assess.files.workbooks.grid import Content
from belong_assess.model.assessment import Assessment
from belong_assess.values import value

MOST_KEPT = 256
"""So many different envelopes are kept ready; a table with more has free text there."""


@value
class Voice:
    """How the regions with one envelope are read. Without words there is no such method, and only the envelope is read."""

    envelope: Mapping[str, Any]
    words: Words | None
    layout: Layout | None


class Voices:
    """Finds the voice of a region by what it says of itself; each is worked out once.

    `lines` are the lines of the envelope that a table has, `named` its names by their places; `meant` is the questionnaire
    where a region names none, empty where nobody can tell.
    """

    def __init__(self, asked: Asked, lines: Sequence[str], named: Mapping[int, str], meant: str) -> None:
        self.asked = asked
        self.lines = tuple(lines)
        self.named = named
        self.meant = meant
        self._voices: dict[tuple[Content, ...], Voice | None] = {}
        self._layouts: dict[Assessment, Layout] = {}

    def voice(self, said: tuple[Content, ...]) -> Voice | None:
        """Return the voice of a region by its cells along the lines; `None` where no questionnaire can be told."""
        if said not in self._voices:
            if len(self._voices) >= MOST_KEPT:
                self._voices.clear()
            self._voices[said] = self._made(dict(zip(self.lines, map(plain, said), strict=True)))
        return self._voices[said]

    def _made(self, said: Mapping[str, str]) -> Voice | None:
        named = said.get("questionnaire", "")
        questionnaire = self.asked.questionnaire(named) if named else self.meant
        if not questionnaire:
            return None
        envelope, words = envelope_of(said, questionnaire, self.asked)
        return Voice(envelope, words, None if words is None else self.layout(words.assessment))

    def layout(self, assessment: Assessment) -> Layout:
        """Return where the places of a method stand."""
        if assessment not in self._layouts:
            self._layouts[assessment] = layout_of(self.named, assessment)
        return self._layouts[assessment]
