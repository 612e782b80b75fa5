"""Translations of a method or of the interface: how far they are, out to a translator, and back with every doubt named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from belong_assess.errors import ContentError, UsageError
from belong_assess.files.catalogues import interface_languages, interface_units, read_about, write_interface
from belong_assess.files.method import load_method
from belong_assess.files.overlays import OverlayFile, overlay_languages, read_overlay, with_overlay_texts, write_overlay
from belong_assess.files.translation_sheet import Returned, ReturnedText, Sheets, read_translation_sheets
from belong_assess.language.forms import is_language
from belong_assess.language.texts import CATALOGUES, SOURCE, Review
from belong_assess.language.translation import Progress, Unit, faults, length_limit, source_hash, state_of
from belong_assess.model.texts import context_of, field_of, is_short, texts_of
from belong_assess.problems import Location, Problem, closest, has_errors
from belong_assess.values import value
from belong_assess.workflows.methods import folders_of

INTERFACE = "interface"


@value
class ContentPart:
    """The texts of one content folder, by key."""

    name: str
    folder: Path
    texts: Mapping[str, str]


@value
class InterfacePart:
    """The program's own words."""

    folder: Path = CATALOGUES
    name: str = INTERFACE


Part = ContentPart | InterfacePart


@value
class Translatable:
    """Something with words: its id, and the parts that its words stand in."""

    id: str
    parts: tuple[Part, ...]


@value
class Imported:
    """What came of an import: how many texts are new or changed, and what was not taken or deserves a look."""

    language: str
    taken: int
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def translatable(what: str) -> Translatable:
    """Return what is to be translated of a method (by id or folder), or of the interface.

    Raises UsageError where there is no such method, and ContentError where its files have errors.
    """
    if what == INTERFACE:
        return Translatable(INTERFACE, (InterfacePart(),))
    asked, measured = folders_of(what)
    loaded = load_method(asked, measured)
    if loaded.assessment is None:
        raise ContentError(loaded.problems)
    questionnaire = ContentPart("questionnaire", asked, texts_of(loaded.assessment.questionnaire))
    indicators = ContentPart("indicators", measured, texts_of(loaded.assessment.indicators))
    return Translatable(loaded.assessment.indicators.id, (questionnaire, indicators))


def languages_of(part: Part) -> tuple[str, ...]:
    """Return the languages that a part is translated into."""
    match part:
        case InterfacePart():
            return interface_languages()
        case ContentPart():
            return overlay_languages(part.folder)
        case _:
            assert_never(part)


def units_of(part: Part, language: str) -> tuple[Unit, ...]:
    """Return every text of a part with its translation and its state. Raises ContentError."""
    match part:
        case InterfacePart():
            return interface_units(language, part.folder)
        case ContentPart():
            overlay = read_overlay(part.folder, language)
            texts = overlay.held.texts if overlay is not None else {}
            made_from = overlay.made_from if overlay is not None else {}
            return tuple(
                Unit(
                    key=key,
                    source=source,
                    shown=field_of(key),
                    context=context_of(key, part.texts),
                    limit=length_limit(source) if is_short(key) else None,
                    translation=texts.get(key, ""),
                    state=state_of(source, texts.get(key, ""), made_from.get(key)),
                )
                for key, source in part.texts.items()
            )
        case _:
            assert_never(part)


def progress(what: str, language: str = "") -> tuple[Progress, ...]:
    """Return how far the languages of a method, or of the interface, are; or one of them."""
    parts = translatable(what).parts
    named = [_language(language)] if language else sorted({code for part in parts for code in languages_of(part)})
    return tuple(
        Progress(part.name, code, _review(part, code), Counter(unit.state for unit in units_of(part, code)))
        for code in named
        for part in parts
    )


def sheets_for(what: str, language: str) -> Sheets:
    """Return what a translator needs to put a method, or the interface, into a language. Raises UsageError."""
    code, source = _language(language), translatable(what)
    return Sheets(source.id, code, {part.name: units_of(part, code) for part in source.parts})


def import_translation(what: str, path: Path) -> Imported:
    """Take over what a translator sent back. A text with an error is not taken; all others are. Raises OSError."""
    returned, problems = read_translation_sheets(path)
    if returned is None:
        return Imported("", 0, (), tuple(problems))
    source = translatable(what)
    if strange := _of_another(returned, source, str(path)):
        return Imported(returned.language, 0, (), (*problems, *strange))
    taken, files = 0, list[Path]()
    for part in source.parts:
        units = units_of(part, returned.language)
        texts, made_from, more = accepted(units, returned.parts.get(part.name, ()))
        problems += more
        taken += sum(unit.translation != texts.get(unit.key, unit.translation) for unit in units)
        files += _write(part, returned.language, units, texts, made_from)
    return Imported(returned.language, taken, tuple(files), tuple(problems))


def confirm(what: str, language: str) -> tuple[Progress, ...]:
    """Note that every translation was compared with its source as it is now. Raises OSError."""
    for part in translatable(what).parts:
        units = units_of(part, _language(language))
        _write(part, language, units, {}, {unit.key: source_hash(unit.source) for unit in units if unit.translation})
    return progress(what, language)


def accepted(units: Sequence[Unit], rows: Sequence[ReturnedText]) -> tuple[dict[str, str], dict[str, str], list[Problem]]:
    """Return the texts to take over, what each was made from, and the problems, each with its cell.

    An old translation that came back as it was is only taken for current where somebody ticked it as checked.
    """
    known = {unit.key: unit for unit in units}
    texts: dict[str, str] = {}
    made_from: dict[str, str] = {}
    problems: list[Problem] = []
    for row in rows:
        unit = known.get(row.key)
        if unit is None:
            problems.append(
                Problem("language.unknown_key", row.where, {"found": row.key, "closest": closest(row.key, known)})
            )
            continue
        if row.key in texts and row.translation != texts[row.key]:
            problems.append(Problem("translation.twice", row.where, {"item": row.key}))
            continue
        found = faults(unit, row.translation, row.where)
        problems += found
        untouched = row.translation == unit.translation and unit.state != "current" and not row.checked
        if has_errors(found) or untouched:
            continue
        if row.source != unit.source:
            problems.append(Problem("translation.older_source", row.where, {"item": row.key}))
        texts[row.key] = row.translation
        made_from[row.key] = source_hash(row.source)
    return texts, made_from, problems


def _of_another(returned: Returned, source: Translatable, file: str) -> list[Problem]:
    """Say whether a workbook was made for another method, or holds sheets that are none of its parts."""
    problems = []
    if returned.method != source.id:
        facts = {"found": returned.method, "expected": source.id}
        problems.append(Problem("translation.other_method", Location(file), facts))
    if returned.language == SOURCE or not is_language(returned.language):
        problems.append(Problem("translation.no_language", Location(file), {"found": returned.language}))
    known = [part.name for part in source.parts]
    for sheet in returned.parts:
        if sheet not in known:
            facts = {"found": sheet, "expected": ", ".join(known)}
            problems.append(Problem("translation.other_sheet", Location(file, sheet=sheet, cell="A1"), facts))
    return problems


def _write(
    part: Part, language: str, units: Sequence[Unit], texts: Mapping[str, str], made_from: Mapping[str, str]
) -> tuple[Path, ...]:
    """Write a part if anything is new; other words than a native reader signed make it a draft again."""
    if not made_from:
        return ()
    changed = any(unit.translation != texts.get(unit.key, unit.translation) for unit in units)
    match part:
        case InterfacePart():
            held = {unit.key: unit.translation for unit in units if unit.translation}
            return write_interface(language, {**held, **texts}, made_from, part.folder, changed=changed)
        case ContentPart():
            overlay = read_overlay(part.folder, language)
            before = overlay.held if overlay is not None else OverlayFile(language=language, review="draft", texts={})
            after = with_overlay_texts(before, texts, part.texts)
            after = replace(after, review="draft", reviewed_by="") if changed else after
            known = overlay.made_from if overlay is not None else {}
            return write_overlay(part.folder, after, {**known, **made_from})
        case _:
            assert_never(part)


def _review(part: Part, language: str) -> Review:
    match part:
        case InterfacePart():
            review: Review = read_about(language, part.folder)["review"]
            return review
        case ContentPart():
            overlay = read_overlay(part.folder, language)
            return "draft" if overlay is None else overlay.held.review
        case _:
            assert_never(part)


def _language(code: str) -> str:
    if code == SOURCE or not is_language(code):
        raise UsageError("usage.not_a_language", found=code, source=SOURCE)
    return code
