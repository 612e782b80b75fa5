"""From a workbook that came back to the plain data of a submission, with the cell of every value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from belong_assess.files.returns.cells import CellReader
from belong_assess.files.returns.data import DataReader
from belong_assess.files.returns.places import CellPlaces
from belong_assess.files.returns.tables import Found, RowFinder, head_of
from belong_assess.files.returns.words import Words
from belong_assess.files.submissions import FORMAT, RawSubmission
from belong_assess.files.template.head import ALL
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Problem
from belong_assess.responses.capture import NotRead

Opener = Callable[[str, str | None, str], Assessment | None]
"""Opens a method by its questionnaire, version and language; `None` where there is no such one."""


class Methods:
    """The methods and languages that returns may speak of."""

    def __init__(self, opener: Opener, languages: Sequence[str]) -> None:
        self.open = opener
        self.languages = tuple(languages)

    def words(self, questionnaire: str, version: str | None, language: str) -> Words | None:
        """Return the words of a method: those of the language of the file first."""
        spoken = language if language in self.languages else self.languages[0]
        own = self.open(questionnaire, version, spoken)
        if own is None:
            return None

        def others() -> Sequence[Assessment]:
            found = [self.open(questionnaire, version, other) for other in self.languages if other != spoken]
            return [each for each in found if each is not None]

        return Words(own, others)


def read_template_return(found: Found, methods: Methods) -> tuple[RawSubmission | None, list[Problem]]:
    """Read a template that came back; `None` where it cannot be told what it is."""
    head, problems = head_of(found)
    if head is None:
        return None, [*found.problems, *problems]
    words = methods.words(head["questionnaire"], head.get("version"), head.get("language", ""))
    if words is None:
        places = CellPlaces(found.file, "", {}, {})
        return RawSubmission(_envelope(head), places), list(found.problems)
    finder = RowFinder(found, words.assessment)
    cells = CellReader(words, found.file)
    reader = DataReader(words.assessment, cells, finder.rows, finder.more)
    data = {**_envelope(head), **reader.data()}
    without_a_single_reading(data, finder.twice)
    places = CellPlaces(found.file, found.tables[0].sheet.name, finder.rows, finder.more)
    return RawSubmission(data, places), [*found.problems, *finder.problems, *cells.problems]


def _envelope(head: Mapping[str, str]) -> dict[str, Any]:
    """The head of a submission file, from that of a template."""
    scope = head.get("scope", ALL)
    return {
        "format": FORMAT,
        "questionnaire": head["questionnaire"],
        "version": head.get("version"),
        "hash": head.get("hash"),
        "tier": head.get("tier"),
        "scope": ALL if scope == ALL else [area.strip() for area in scope.split(",")],
        "status": head.get("status", "draft"),
        "language": head.get("language"),
    }


def without_a_single_reading(data: dict[str, Any], twice: set[str]) -> None:
    """An answer that stands twice, and differently, is none."""
    for name in twice:
        asked = name.partition("/")[0]
        for group in ("context", "answers"):
            if asked in data[group]:
                data[group][asked] = NotRead(name)
