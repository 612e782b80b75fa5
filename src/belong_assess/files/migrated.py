"""Writes a submission that was carried over to another version: read back through our own reader before it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from belong_assess.analysis.migrated_envelope import Aside
from belong_assess.analysis.migration import Migrated
from belong_assess.files.submissions import FORMAT, submission_from
from belong_assess.files.writing import write_output
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.files.yaml_text import yaml_text
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Location, Problem
from belong_assess.responses.plain_data import entry_data, profile_data
from belong_assess.responses.plain_text import without_controls
from belong_assess.responses.submission import Submission

DEEPEST, LONGEST_NUMBER = 12, 18
Words = Callable[[Aside], str]
"""What was set aside, for people: the answer in words, empty where there is nothing to add."""


def write_migrated(path: Path, migrated: Migrated, new: Assessment, words: Words, *, force: bool) -> Problem | None:
    """Write a migrated submission as YAML. Returns what went wrong; then nothing is written."""
    text = yaml_text(migrated_data(migrated, new, words))
    if not _reads_back(text, migrated, new, words):
        return Problem("output.not_read_back", Location(str(path)), {"found": str(len(text.encode()))})
    return write_output(path, text.encode(), force=force)


def submission_data(submission: Submission, new: Assessment) -> dict[str, Any]:
    """Return a submission as the plain data of its file, keys in their usual order."""
    presets = {preset.id: preset.roles for preset in new.questionnaire.competences.presets}
    held: dict[str, Any] = {
        "format": FORMAT,
        "questionnaire": submission.questionnaire,
        "version": submission.version,
        "hash": submission.hash,
        "tier": submission.tier,
        "scope": None if submission.scope is None else list(submission.scope),
        "status": submission.status,
        "language": submission.language,
        "context": {name: entry_data(entry, short=False) for name, entry in submission.context.items()},
        "competences": profile_data(submission.profile, presets),
        "answers": {name: entry_data(entry) for name, entry in submission.answers.items()},
    }
    return {name: each for name, each in held.items() if each is not None and each != {}}


def migrated_data(migrated: Migrated, new: Assessment, words: Words) -> dict[str, Any]:
    """Return the plain data of a migrated file, with what was left behind at its end."""
    left = [
        *map(_kept, migrated.earlier_left_behind),
        *(_left_behind(each, migrated.from_version, words) for each in migrated.aside),
    ]
    held = submission_data(migrated.submission, new)
    if migrated.own:
        answers = {**held.pop("answers", {}), **_kept(migrated.own.get("answers", {}))}
        held |= {**_kept({name: each for name, each in migrated.own.items() if name != "answers"}), "answers": answers}
    return {**held, "left_behind": left} if left else held


def _left_behind(aside: Aside, version: str, words: Words) -> dict[str, Any]:
    held = {"what": aside.what, "version": version, "reason": aside.why, "in_words": words(aside), "was": _kept(aside.was)}
    return {name: each for name, each in held.items() if each != ""}


def _kept(raw: Any, depth: int = 0) -> Any:
    """What stood in a file, in the form in which YAML holds it: JSON may nest deeper and hold longer numbers."""
    if depth > DEEPEST or (isinstance(raw, int) and len(str(raw)) > LONGEST_NUMBER):
        return without_controls(str(raw))
    if isinstance(raw, dict):
        return {key: _kept(held, depth + 1) for key, held in raw.items()}
    if isinstance(raw, list):
        return [_kept(held, depth + 1) for held in raw]
    return without_controls(raw) if isinstance(raw, str) else raw


def _reads_back(text: str, migrated: Migrated, new: Assessment, words: Words) -> bool:
    """Say whether our own reader finds the same data and the same submission in a text."""
    document = read_yaml(text, "")
    if document.problems or document.data != migrated_data(migrated, new, words):
        return False
    read, _ = submission_from(document.data, new)
    return read is not None and replace(read, file="") == replace(migrated.submission, file="")
