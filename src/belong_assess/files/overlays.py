"""Puts a method into another language: one overlay file per folder, `languages/<code>.yaml`, text by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

from belong_assess.errors import ContentError
from belong_assess.files.text import read_text
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.model.assessment import Assessment
from belong_assess.model.texts import with_texts
from belong_assess.problems import has_errors


def read_overlays(folders: Sequence[Path], language: str) -> dict[str, str]:
    """Return the texts of a language by key; a folder without that language adds none. Raises ContentError."""
    texts: dict[str, str] = {}
    for folder in folders:
        path = folder / "languages" / f"{language}.yaml"
        if not path.is_file():
            continue
        text, problems = read_text(path)
        document = read_yaml(text or "", str(path))
        if has_errors([*problems, *document.problems]):
            raise ContentError([*problems, *document.problems])
        held = document.data if isinstance(document.data, dict) else {}
        texts.update({key: value for key, value in held.items() if isinstance(value, str)})
    return texts


def localised(assessment: Assessment, language: str, text_for: Callable[[str, str], str]) -> Assessment:
    """Return the same method with other texts; ids, rules and hashes stay."""
    given = {f.name: getattr(assessment, f.name) for f in fields(assessment) if f.init}
    asked = with_texts(assessment.questionnaire, text_for)
    measured = with_texts(assessment.indicators, text_for)
    return Assessment(**{**given, "questionnaire": asked, "indicators": measured, "language": language})
