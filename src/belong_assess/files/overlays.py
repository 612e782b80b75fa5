"""Puts a method into another language: one overlay file per folder, `languages/<code>.yaml`, text by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

from belong_assess.errors import ContentError
from belong_assess.files.text import read_text
from belong_assess.files.yaml_dialect import Document, read_yaml
from belong_assess.language.texts import PLACEHOLDER, SOURCE
from belong_assess.model.assessment import Assessment
from belong_assess.model.texts import texts_of, with_texts
from belong_assess.problems import Problem, closest, has_errors
from belong_assess.values import value

TextFor = Callable[[str, str], str]


@value
class Overlay:
    """The texts of one language in one folder, by key, with their places."""

    language: str
    texts: Mapping[str, str]
    document: Document


def overlay_languages(folder: Path) -> tuple[str, ...]:
    """Return the languages that a content folder has an overlay for."""
    return tuple(sorted(path.stem for path in (folder / "languages").glob("*.yaml")))


def read_overlay(folder: Path, language: str) -> Overlay | None:
    """Read the overlay of a folder; `None` where it has none in that language. Raises ContentError."""
    path = folder / "languages" / f"{language}.yaml"
    if not path.is_file():
        return None
    text, problems = read_text(path)
    document = read_yaml(text or "", f"{folder.parent.name}/{folder.name}/languages/{path.name}")
    if has_errors([*problems, *document.problems]):
        raise ContentError([*problems, *document.problems])
    held = document.data if isinstance(document.data, dict) else {}
    return Overlay(language, {key: value for key, value in held.items() if isinstance(value, str)}, document)


def translation(folder: Path, language: str) -> TextFor:
    """Return what gives each text of a folder in a language; a missing one is the source, marked. Raises ContentError."""
    overlay = read_overlay(folder, language)
    texts = overlay.texts if overlay is not None else {}
    return lambda key, source: texts.get(key) or f"{source} [{SOURCE}]"


def check_overlay(overlay: Overlay, source: object) -> list[Problem]:
    """Compare an overlay with the questionnaire or indicators that it translates: keys, placeholders, what is missing."""
    texts = texts_of(source)
    problems = []
    for key, text in overlay.texts.items():
        where = overlay.document.where((key,))
        if key not in texts:
            problems.append(Problem("language.unknown_key", where, {"found": key, "closest": closest(key, texts)}))
        elif _placeholders(text) != _placeholders(texts[key]):
            facts = {"item": key, "found": _listed(text), "expected": _listed(texts[key])}
            problems.append(Problem("language.placeholder", where, facts))
    if missing := len(texts.keys() - overlay.texts.keys()):
        facts = {"language": overlay.language, "found": str(missing)}
        problems.append(Problem("language.missing", overlay.document.where(()), facts))
    return problems


def localised(assessment: Assessment, language: str, asked_for: TextFor, measured_for: TextFor) -> Assessment:
    """Return the same method with other texts, asked for by key and source text; ids, rules and hashes stay."""
    given = {f.name: getattr(assessment, f.name) for f in fields(assessment) if f.init}
    asked = with_texts(assessment.questionnaire, asked_for)
    measured = with_texts(assessment.indicators, measured_for)
    return Assessment(**{**given, "questionnaire": asked, "indicators": measured, "language": language})


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _listed(text: str) -> str:
    return ", ".join(sorted(_placeholders(text))) or "–"
