"""From a workbook that came back to the plain data of a submission, with the cell of every value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from belong_assess.files.returns.cells import CellReader
from belong_assess.files.returns.data import DataReader
from belong_assess.files.returns.places import CellPlaces
from belong_assess.files.returns.rows import Row
from belong_assess.files.returns.tables import Found, RowFinder, head_of
from belong_assess.files.returns.words import Words
from belong_assess.files.slots import FIELD, PRESET, Slot
from belong_assess.files.submissions import FORMAT, RawSubmission
from belong_assess.files.template.head import ALL, META
from belong_assess.files.template.lines import Extent, context_lines, question_lines
from belong_assess.files.workbooks.grid import address
from belong_assess.language.texts import PSEUDO, language
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Location, Problem
from belong_assess.responses.capture import NotRead

MOST_NAMED = 8
Opener = Callable[[str, str | None, str], Assessment | None]
"""Opens a method by its questionnaire, version and language; `None` where there is no such one."""


class Methods:
    """The methods and languages that returns may speak of."""

    def __init__(self, opener: Opener, languages: Sequence[str]) -> None:
        self.open = opener
        self.languages = tuple(languages)

    def words(self, questionnaire: str, version: str | None, language: str) -> Words | None:
        """Return the words of a method: those of the language of the file first."""
        spoken = language if language in (*self.languages, PSEUDO) else self.languages[0]
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
    if not found.tables:
        return None, [*found.problems, Problem("return.no_table", Location(found.file), {"found": META})]
    first = found.tables[0]
    corner = address(*first.corner)
    words = methods.words(head["questionnaire"], head.get("version"), head.get("language", ""))
    if words is None:
        places = CellPlaces(found.file, first.sheet.name, {}, {}, corner)
        return RawSubmission(_envelope(head), places), list(found.problems)
    finder = RowFinder(found, words.assessment)
    cells = CellReader(words, found.file)
    reader = DataReader(words.assessment, cells, finder.rows, finder.more)
    data = {**_envelope(head), **reader.data()}
    without_a_single_reading(data, finder.twice)
    places = CellPlaces(found.file, first.sheet.name, finder.rows, finder.more, corner)
    missing = _missing(head, words.assessment, finder.rows, places.where(("tier",)))
    return RawSubmission(data, places), [*found.problems, *missing, *finder.problems, *cells.problems]


def _missing(head: Mapping[str, str], assessment: Assessment, rows: Mapping[str, Row], where: Location) -> list[Problem]:
    """Say which questions have lost a row, or a whole sheet that can no longer be told: nothing goes missing silently."""
    scope = head.get("scope", ALL)
    areas = None if scope == ALL else tuple(area.strip() for area in scope.split(","))
    known = head.get("tier") in assessment.tier_rank and (areas is None or assessment.areas.keys() >= set(areas))
    if not known or head.get("hash") != assessment.questionnaire_hash:
        return []
    lost = dict.fromkeys(slot.asked for slot in _asked(assessment, Extent(head["tier"], areas)) if slot.name not in rows)
    if not lost:
        return []
    found = ", ".join([*lost][:MOST_NAMED]) + (", …" if len(lost) > MOST_NAMED else "")
    return [Problem("return.rows_missing", where, {"found": found, "n": str(len(lost))})]


@lru_cache(maxsize=64)
def _asked(assessment: Assessment, extent: Extent) -> tuple[Slot, ...]:
    """Return every slot that a template of this extent has."""
    say = language(assessment.language)
    lines = (*context_lines(assessment, extent, say), *question_lines(assessment, extent, say, {}))
    return tuple(line.slot for line in lines if line.slot is not None)


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
    """An answer that stands twice, and differently, is none; nor is a part of the competence profile."""
    for name in twice:
        profile = data.get("competences", {})
        if name == PRESET:
            profile.pop("preset", None)
        elif name.startswith(FIELD):
            profile.get("fields", {}).pop(name.removeprefix(FIELD), None)
        asked = name.partition("/")[0]
        for group in ("context", "answers"):
            if asked in data[group]:
                data[group][asked] = NotRead(name)
