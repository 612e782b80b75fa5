"""What goes into a template: the questionnaire and how much of it, what is filled in already, and what is in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from belong_assess.files.template.head import Head, head_of
from belong_assess.files.template.lines import Extent, Line, context_lines, question_lines
from belong_assess.files.template.prefill import Prefill
from belong_assess.language.texts import Language, language
from belong_assess.model.assessment import Assessment
from belong_assess.values import value


@value
class Mark:
    """A cell in doubt: what stood there, word for word, and what is to be said of it."""

    slot: str
    column: str
    text: str
    raw: str | None = None


@value
class Template:
    """Everything that a painter of templates needs.

    `conditions` are the words on when an item is asked; `notices` stand on the first sheet above everything else. `live`: a
    sheet of scores works them out by formulas while people type.
    """

    assessment: Assessment
    extent: Extent
    prefill: Prefill = Prefill()
    conditions: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    notices: tuple[str, ...] = ()
    status: str = "draft"
    live: bool = False

    @property
    def say(self) -> Language:
        """The words of the language that the questionnaire is in."""
        return language(self.assessment.language)

    @property
    def head(self) -> Head:
        """What the file says of itself."""
        return head_of(self.assessment, self.extent, self.status)

    def context(self) -> list[Line]:
        """The lines about the region."""
        return context_lines(self.assessment, self.extent, self.say)

    def questions(self) -> list[Line]:
        """The lines of the questions."""
        return question_lines(self.assessment, self.extent, self.say, self.conditions)
