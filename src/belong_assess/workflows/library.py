"""The methods that one run of the program works with: each opened once, whatever number of files speaks of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from belong_assess.files.content import shipped_methods
from belong_assess.language.texts import SOURCE, languages
from belong_assess.model.assessment import Assessment
from belong_assess.workflows.methods import earlier_version, open_method

if TYPE_CHECKING:
    from belong_assess.files.returns.reading import Methods
    from belong_assess.files.tables.asked import Asked


class Library:
    """Opens methods by name, version and language; `method` is the one that is to be used whatever a file names.

    `looks_around`: where a file names an unknown method, those in folders around it are proposed.
    """

    def __init__(self, method: str = "", *, looks_around: bool = True) -> None:
        self.method = method
        self.looks_around = looks_around
        self.known = shipped_methods()
        self._opened: dict[tuple[str, str | None, str], Assessment | None] = {}

    def present(self, questionnaire: str, language: str) -> Assessment:
        """Return a method in its present version. Raises UsageError and ContentError as `open_method` does."""
        key = (self.method or questionnaire, None, language)
        if (known := self._opened.get(key)) is None:
            known = self._opened[key] = open_method(key[0], language)
        return known

    def version(self, questionnaire: str, version: str | None, language: str) -> Assessment | None:
        """Return a method in the version that a file names; `None` where that one is not at hand."""
        if not self.method and questionnaire not in self.known:
            return None
        present = self.present(questionnaire, language)
        if present.questionnaire.id != questionnaire:
            return None
        return (
            present if version in (None, present.questionnaire.version) else self.earlier(questionnaire, version, language)
        )

    def earlier(self, questionnaire: str, version: str | None, language: str) -> Assessment | None:
        """Return an earlier version of a shipped method; `None` where it does not travel with the program."""
        if self.method:
            return None
        key = (questionnaire, version, language)
        if key not in self._opened:
            self._opened[key] = earlier_version(questionnaire, version, language)
        return self._opened[key]

    def spoken(self, questionnaire: str, version: str | None, language: str) -> Assessment | None:
        """Return the method whose words a file uses: of its version, else the present one, which is told to differ later."""
        found = self.version(questionnaire, version, language)
        return found or self.version(questionnaire, None, language)

    @cached_property
    def asked(self) -> Asked:
        """What the readers of spreadsheets need: every method that may be meant, in every language."""
        from belong_assess.files.tables.asked import Asked

        meant = [self.present("", SOURCE).questionnaire.id] if self.method else self.known
        return Asked(self.methods, meant)

    @cached_property
    def methods(self) -> Methods:
        """Every method in every language."""
        from belong_assess.files.returns.reading import Methods

        return Methods(self.spoken, languages())
