"""Reads the questions that a region adds of its own: from the file beside its submission, or from the submission itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from belong_assess.files.fingerprint import indicators_hash, questionnaire_hash
from belong_assess.files.method import Source, validated
from belong_assess.files.submissions import RawSubmission
from belong_assess.files.text import is_link, is_there, read_text
from belong_assess.files.yaml_dialect import Document, read_yaml
from belong_assess.model.assessment import Assessment
from belong_assess.model.own_questions import AREA_ID, FORMAT, OwnQuestions, is_own, own_indicators, own_questionnaire
from belong_assess.model.questionnaire import Questionnaire
from belong_assess.problems import Location, PathKey, Problem, closest, has_errors, kind_of
from belong_assess.responses.plain_text import harmless
from belong_assess.values import value

KEY = "own_questions"
ENDING = ".own.yaml"
MAX_BYTES = 1_000_000
MOST_QUESTIONS = 100
LONGEST_TEXT = 2_000
NAME = re.compile(r"\w[\w .-]{0,99}\.own\.yaml\Z")
"""A name and nothing else: no folder can be written with these characters."""

DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])[ .]", re.IGNORECASE)
"""Names that stand for a device on Windows, whatever their ending."""

ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}\Z")


@value
class LoadedOwn:
    """What loading gave: the questions and the method that they make, unless errors forbid it, and where all stands."""

    questions: OwnQuestions | None
    assessment: Assessment | None
    source: Source
    problems: tuple[Problem, ...]


def own_source(raw: RawSubmission) -> Source:
    """Return the tree of a submission's own questions: those of the file that it names, or those that it holds."""
    held, place = raw.data[KEY], raw.document.where((KEY,))
    if isinstance(held, dict) and isinstance(raw.document, Document):
        return _embedded(held, raw.document)
    source = Source(raw.document.file)
    if not isinstance(held, str) or not NAME.match(held) or DEVICE.match(held):
        found = held if isinstance(held, str) else kind_of(held)
        source.problems.append(Problem("own.name_not_allowed", place, {"found": found, "expected": f"region{ENDING}"}))
    elif raw.folder is None or not is_there(raw.folder / held):
        source.problems.append(Problem("own.file_missing", place, {"found": held, "closest": closest(held, own_files(raw))}))
    else:
        return read_own_file(raw.folder / held, str(Path(raw.document.file).with_name(held)))
    return source


def own_files(raw: RawSubmission) -> list[str]:
    """Return the names of the own files beside a submission."""
    try:
        return [] if raw.folder is None else sorted(path.name for path in raw.folder.glob(f"*{ENDING}"))
    except (OSError, ValueError):
        return []


def read_own_file(path: Path, name: str | None = None) -> Source:
    """Read an own file as a tree. A link is not followed: what it shows may lie anywhere."""
    source = Source(name or str(path))
    if is_link(path):
        source.problems.append(Problem("file.unreadable", Location(source.name), {"found": "#link"}))
        return source
    text, problems = read_text(path, source.name, MAX_BYTES)
    source.problems += problems
    if text is not None:
        _take(source, read_yaml(text, source.name))
    return source


def _take(source: Source, document: Document) -> None:
    source.problems += document.problems
    source.places = {path: Location(document.file, *place) for path, place in document.places.items()}
    if isinstance(document.data, dict):
        source.data = document.data
    elif not has_errors(document.problems):
        facts = {"found": kind_of(document.data), "expected": "#mapping"}
        source.problems.append(Problem("schema.wrong_type", Location(document.file, 1, 1), facts))


def _embedded(held: dict[str, Any], document: Document) -> Source:
    """The tree that a submission holds, with its places in the submission."""
    places = {path[1:]: Location(document.file, *place) for path, place in document.places.items() if path[:1] == (KEY,)}
    return Source(document.file, held, places)


def load_own(source: Source, host: Assessment) -> LoadedOwn:
    """Validate a tree of own questions and put them together with what they borrow from their host."""
    problems = list(source.problems)
    source.data = dict(_tidy(source, source.data, (), problems)) if isinstance(source.data, dict) else {}
    if not has_errors(problems) and _is_for(source, host.questionnaire, problems):
        questions = validated(OwnQuestions, source, problems)
        if isinstance(questions, OwnQuestions):
            problems += _forms(questions, source)
            return LoadedOwn(questions, None if has_errors(problems) else _made(questions, host), source, tuple(problems))
    return LoadedOwn(None, None, source, tuple(problems))


def _made(questions: OwnQuestions, host: Assessment) -> Assessment:
    asked, measured = own_questionnaire(questions, host), own_indicators(questions, host)
    return Assessment(asked, measured, questionnaire_hash(asked), indicators_hash(measured), host.language, host.review)


def _is_for(source: Source, host: Questionnaire, problems: list[Problem]) -> bool:
    """Say whether a tree is one of own questions, for this host; what else is in it matters only then."""
    found, named = (
        str(source.data.get(key, expected)) for key, expected in (("format", FORMAT), ("questionnaire", host.id))
    )
    if found != FORMAT:
        facts = {"found": found, "expected": FORMAT}
        problems.append(Problem("own.format_unknown", source.where(("format",)), facts))
    elif named != host.id:
        facts = {"found": named, "expected": host.id}
        problems.append(Problem("own.other_questionnaire", source.where(("questionnaire",)), facts))
    return found == FORMAT and named == host.id


def _tidy(source: Source, held: Any, path: PathKey, problems: list[Problem]) -> Any:
    """Make every text harmless, on one line and within bounds: it comes from outside, and is shown as a method's text is."""
    match held:
        case str():
            text = harmless(held)
            if len(text) > LONGEST_TEXT:
                facts = {"found": str(len(text)), "expected": str(LONGEST_TEXT)}
                problems.append(Problem("own.text_too_long", source.where(path), facts))
            return text
        case dict():
            return {key: _tidy(source, each, (*path, key), problems) for key, each in held.items()}
        case list():
            return [_tidy(source, each, (*path, index), problems) for index, each in enumerate(held)]
        case _:
            return held


def _forms(questions: OwnQuestions, source: Source) -> Iterator[Problem]:
    """Yield ids that do not have the form of own ids, and too many questions."""
    if not ID.match(questions.id) or is_own(questions.id):
        yield _id_form(source, ("id",), questions.id, "region-questions")
    if (count := sum(len(area.items) for area in questions.areas)) > MOST_QUESTIONS:
        facts = {"found": str(count), "expected": str(MOST_QUESTIONS)}
        yield Problem("own.too_many", source.where(("areas",)), facts)
    for a, area in enumerate(questions.areas):
        if not AREA_ID.match(area.id):
            yield _id_form(source, ("areas", a, "id"), area.id, f"X{a + 1}")
            continue
        for i, item in enumerate(area.items):
            if not re.match(rf"{area.id}\.[1-9][0-9]?\Z", item.id, re.ASCII):
                yield _id_form(source, ("areas", a, "items", i, "id"), item.id, f"{area.id}.{i + 1}")


def _id_form(source: Source, path: PathKey, found: str, expected: str) -> Problem:
    return Problem("own.id_form", source.where(path), {"found": found, "expected": expected})
