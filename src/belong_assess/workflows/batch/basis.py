"""What an answer rests on besides its file: the program, the methods, the language, the options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from belong_assess.files.content import INDICATORS, QUESTIONNAIRES, method_files, methods_in
from belong_assess.values import value
from belong_assess.version import __version__
from belong_assess.workflows.batch.digests import folder_digest, together

TRANSLATIONS = "languages"


@value
class Wishes:
    """What somebody wants of a batch. `jobs` of 0 means all cores."""

    formats: tuple[str, ...] = ("xlsx", "csv", "json")
    language: str = "en"
    method: str = ""
    redact: bool = False
    returns: bool = True
    fresh: bool = False
    force: bool = False
    jobs: int = 0


def basis_of(wishes: Wishes) -> dict[str, Any]:
    """Return what must be the same for an earlier answer to stand. No path of this machine is in it."""
    return {
        "program": __version__,
        "methods": _methods_digest(wishes),
        "named": bool(wishes.method),
        "language": wishes.language,
        "formats": list(wishes.formats),
        "redact": wishes.redact,
        "returns": wishes.returns,
    }


def _methods_digest(wishes: Wishes) -> str:
    """Hash the files of all methods that may be used, in all languages: files speak any of them."""
    return together([(name, folder_digest(name, folder, _files(folder))) for name, folder in _folders(wishes.method)])


def _folders(method: str) -> list[tuple[str, Path]]:
    """Return the folders of the method that is named, else of all that travel with the program."""
    if method:
        from belong_assess.workflows.methods import PARTS, folders_of

        return list(zip(PARTS, folders_of(method), strict=True))
    return [(f"{top.name}/{name}", top / name) for name in methods_in(INDICATORS) for top in (QUESTIONNAIRES, INDICATORS)]


def _files(folder: Path) -> tuple[Path, ...]:
    return (*method_files(folder), *sorted((folder / TRANSLATIONS).glob("*.yaml")))
