"""The program's own words in files: one folder of catalogues for each language, and the hashes of what they translate."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from belong_assess.files.overlays import read_source_hashes
from belong_assess.files.writing import replace_file
from belong_assess.language.forms import language_name, plural_forms
from belong_assess.language.texts import ABOUT, CATALOGUES, SOURCE, SOURCES
from belong_assess.language.translation import Unit, length_limit, state_of

Texts = dict[str, str]
LINE = 40
"""A text of the interface up to so many characters stands in a line or column of its own, where room is short."""

FLOWING = ("problems", "docs")
"""Catalogues whose texts flow, however short they are."""


def interface_languages() -> tuple[str, ...]:
    """Return the languages that the program itself speaks, the source apart."""
    return tuple(sorted(path.name for path in CATALOGUES.iterdir() if (path / ABOUT).is_file() and path.name != SOURCE))


def read_about(code: str, catalogues: Path = CATALOGUES) -> dict[str, Any]:
    """Return what a language says of itself; a new one is a draft with the name that the locale data gives it."""
    path = catalogues / code / ABOUT
    if path.is_file():
        held: dict[str, Any] = json.loads(path.read_bytes())
        return held
    return {"name": language_name(code), "locale": code, "review": "draft"}


def interface_units(code: str, catalogues: Path = CATALOGUES) -> tuple[Unit, ...]:
    """Return every text of the interface with its translation; each plural form is a text of its own, `key[few]`."""
    forms = plural_forms(read_about(code, catalogues)["locale"])
    made_from = read_source_hashes(catalogues / code / SOURCES)
    held = dict(_flat(_catalogues(code, catalogues), ()))
    return tuple(
        Unit(
            key=key,
            source=text,
            shown="catalogue",
            context=catalogue,
            limit=length_limit(text) if len(text) <= LINE and catalogue not in FLOWING else None,
            translation=held.get(key, ("", ""))[1],
            state=state_of(text, held.get(key, ("", ""))[1], made_from.get(key)),
        )
        for key, (catalogue, text) in _flat(_catalogues(SOURCE, catalogues), forms)
    )


def write_interface(
    code: str, texts: Mapping[str, str], made_from: Mapping[str, str], catalogues: Path = CATALOGUES, *, changed: bool
) -> tuple[Path, ...]:
    """Write a language: the catalogues of the source with these texts in them, and what they were made from.

    Where texts `changed`, the language is a draft again. Raises OSError.
    """
    folder = catalogues / code
    folder.mkdir(parents=True, exist_ok=True)
    about = read_about(code, catalogues)
    if changed:
        about = {**about, "review": "draft"}
    forms = plural_forms(about["locale"])
    hashes = {**read_source_hashes(folder / SOURCES), **made_from}
    written = [_write(folder / ABOUT, about)]
    for name, source in _catalogues(SOURCE, catalogues).items():
        held = {key: found for key, text in source.items() if (found := _translated(key, text, texts, forms))}
        written.append(_write(folder / f"{name}.json", held))
    written.append(_write(folder / SOURCES, {key: hashes[key] for key in texts if key in hashes}))
    return tuple(written)


def _catalogues(code: str, catalogues: Path) -> dict[str, dict[str, Any]]:
    paths = sorted((catalogues / code).glob("*.json"))
    return {path.stem: json.loads(path.read_bytes()) for path in paths if path.name not in (ABOUT, SOURCES)}


def _flat(catalogues: Mapping[str, Mapping[str, Any]], forms: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield every text with its catalogue. With `forms`, a plural has these ones; without, those that it holds."""
    for name, held in catalogues.items():
        for key, text in held.items():
            if isinstance(text, str):
                yield key, (name, text)
            else:
                yield from ((f"{key}[{form}]", (name, text.get(form) or text["other"])) for form in forms or text)


def _translated(key: str, source: Any, texts: Mapping[str, str], forms: tuple[str, ...]) -> str | dict[str, str]:
    if isinstance(source, str):
        return texts.get(key, "")
    held = {form: texts[f"{key}[{form}]"] for form in forms if texts.get(f"{key}[{form}]")}
    return {**held, "other": held.get("other") or held[forms[-1]]} if forms[-1] in held else {}


def _write(path: Path, held: object) -> Path:
    replace_file(path, (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode())
    return path
