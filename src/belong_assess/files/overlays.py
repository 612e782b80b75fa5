"""A translation of one content folder: `languages/<code>.yaml`, text by key, and beside it the hashes of its sources."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import field, fields, replace
from pathlib import Path

from belong_assess.errors import ContentError
from belong_assess.files.method import Source, validated
from belong_assess.files.text import read_text
from belong_assess.files.writing import replace_file
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.files.yaml_text import key_text, quoted
from belong_assess.language.texts import SOURCE, Review
from belong_assess.language.translation import Unit, faults, length_limit, source_hash, state_of
from belong_assess.model.assessment import Assessment
from belong_assess.model.texts import is_short, texts_of, with_texts
from belong_assess.model.value import value as model_value
from belong_assess.problems import Location, Problem, closest, has_errors
from belong_assess.values import value

TextFor = Callable[[str, str], str]


@model_value
class OverlayFile:
    """What stands in an overlay.

    `review` is `draft` until a native reader has signed; `reviewed_by` names the reader's function and the date.
    """

    language: str
    review: Review
    reviewed_by: str = ""
    texts: dict[str, str]


@value
class Overlay:
    """An overlay as it was read: its content, where everything stands, and from which source each text was made."""

    held: OverlayFile
    source: Source
    made_from: Mapping[str, str] = field(default_factory=dict)

    def where(self, *path: str) -> Location:
        """Return the place of a value of the file."""
        return self.source.where(path)


def overlay_languages(folder: Path) -> tuple[str, ...]:
    """Return the languages that a content folder has an overlay for."""
    return tuple(sorted(path.stem for path in (folder / "languages").glob("*.yaml")))


def overlay_path(folder: Path, language: str) -> Path:
    """Return where the overlay of a folder stands, or would stand."""
    return folder / "languages" / f"{language}.yaml"


def read_overlay(folder: Path, language: str) -> Overlay | None:
    """Read the overlay of a folder; `None` where it has none in that language. Raises ContentError."""
    path = overlay_path(folder, language)
    if not path.is_file():
        return None
    name = f"{folder.parent.name}/{folder.name}/languages/{path.name}"
    text, problems = read_text(path, name)
    document = read_yaml(text or "", name)
    problems += document.problems
    if has_errors(problems):
        raise ContentError(problems)
    places = {key: Location(name, *place) for key, place in document.places.items()}
    source = Source(name, document.data if isinstance(document.data, dict) else {}, places)
    held = validated(OverlayFile, source, problems)
    if not isinstance(held, OverlayFile):
        raise ContentError(problems)
    return Overlay(held, source, read_source_hashes(_hashes_path(path)))


def read_source_hashes(path: Path) -> dict[str, str]:
    """Read which source each text was made from. What cannot be read is not known: every text is then unconfirmed."""
    try:
        held = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(key): str(made_from) for key, made_from in held.items()} if isinstance(held, dict) else {}


def write_overlay(folder: Path, held: OverlayFile, made_from: Mapping[str, str]) -> tuple[Path, Path]:
    """Write an overlay and its source hashes, in the order given. Returns the two paths. Raises OSError."""
    path = overlay_path(folder, held.language)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, _overlay_text(held).encode())
    kept = {key: made_from[key] for key in held.texts if key in made_from}
    replace_file(_hashes_path(path), (json.dumps(kept, indent=0) + "\n").encode())
    return path, _hashes_path(path)


def translation(folder: Path, language: str) -> tuple[TextFor, Review]:
    """Return what gives each text of a folder in a language, and how far that is reviewed. Raises ContentError.

    A missing text is the source, marked.
    """
    overlay = read_overlay(folder, language)
    texts = overlay.held.texts if overlay is not None else {}
    review: Review = overlay.held.review if overlay is not None else "reviewed"
    return (lambda key, source: texts.get(key) or f"{source} [{SOURCE}]"), review


def check_overlay(overlay: Overlay, language: str, source: object) -> list[Problem]:
    """Compare an overlay with the questionnaire or indicators that it translates: keys, placeholders, what is missing."""
    texts = texts_of(source)
    problems = list(_header(overlay, language))
    for key, text in overlay.held.texts.items():
        where = overlay.where("texts", key)
        if key not in texts:
            problems.append(Problem("language.unknown_key", where, {"found": key, "closest": closest(key, texts)}))
            continue
        limit = length_limit(texts[key]) if is_short(key) else None
        problems += faults(Unit(key, texts[key], limit=limit), text, where)
    return problems + list(_states(overlay, texts))


def localised(
    assessment: Assessment, language: str, asked_for: TextFor, measured_for: TextFor, review: Review
) -> Assessment:
    """Return the same method with other texts, asked for by key and source text; ids, rules and hashes stay."""
    given = {f.name: getattr(assessment, f.name) for f in fields(assessment) if f.init}
    asked = with_texts(assessment.questionnaire, asked_for)
    measured = with_texts(assessment.indicators, measured_for)
    changed = {"questionnaire": asked, "indicators": measured, "language": language, "review": review}
    return Assessment(**{**given, **changed})


def confirmed(overlay: Overlay, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the hashes of an overlay whose every text was compared with its source as it is now."""
    return {key: source_hash(texts[key]) for key in overlay.held.texts if key in texts}


def with_overlay_texts(held: OverlayFile, texts: Mapping[str, str], order: Mapping[str, str]) -> OverlayFile:
    """Return an overlay with further or other texts, in the order of the model; texts that the model lost go last."""
    together = {**held.texts, **texts}
    ordered = {key: together[key] for key in order if key in together}
    return replace(held, texts={**ordered, **{key: text for key, text in together.items() if key not in ordered}})


def _header(overlay: Overlay, language: str) -> list[Problem]:
    held = overlay.held
    problems = []
    if held.language != language:
        facts = {"found": held.language, "expected": language}
        problems.append(Problem("language.other_language", overlay.where("language"), facts))
    if held.review == "reviewed" and not held.reviewed_by.strip():
        problems.append(Problem("language.no_reviewer", overlay.where("review")))
    return problems


def _states(overlay: Overlay, texts: Mapping[str, str]) -> list[Problem]:
    """Count what is missing, outdated or unconfirmed: one line each, not one for every text."""
    keys: dict[str, list[str]] = {}
    for key, source in texts.items():
        state = state_of(source, overlay.held.texts.get(key, ""), overlay.made_from.get(key))
        keys.setdefault(state, []).append(key)
    where, code = overlay.where("texts"), overlay.held.language
    problems = []
    if missing := keys.get("missing"):
        problems.append(Problem("language.missing", where, {"language": code, "found": str(len(missing))}))
    if outdated := keys.get("outdated"):
        facts = {"language": code, "found": str(len(outdated)), "item": outdated[0]}
        problems.append(Problem("language.outdated", where, facts))
    if unknown := keys.get("unconfirmed"):
        problems.append(Problem("language.unconfirmed", where, {"language": code, "found": str(len(unknown))}))
    return problems


def _hashes_path(overlay: Path) -> Path:
    return overlay.with_suffix(".sources.json")


def _overlay_text(held: OverlayFile) -> str:
    """Write YAML with every text as a double-quoted line: nothing of a text can be taken for anything else."""
    lines = [f"language: {quoted(held.language)}", f"review: {held.review}"]
    if held.reviewed_by:
        lines.append(f"reviewed_by: {quoted(held.reviewed_by)}")
    lines.append("texts:" if held.texts else "texts: {}")
    lines += [f"  {key_text(key)}: {quoted(text)}" for key, text in held.texts.items()]
    return "\n".join(lines) + "\n"
