"""Starts a method in a new folder: from the skeleton that travels with the program, or as a copy of another method."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from belong_assess.errors import UsageError
from belong_assess.files.content import SKELETON, shipped_methods
from belong_assess.files.fingerprint import questionnaire_hash
from belong_assess.files.slugs import is_slug, nearest_slug
from belong_assess.files.text import is_folder, is_there
from belong_assess.files.writing import write_folder
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.files.yaml_edit import with_values
from belong_assess.model.assessment import Assessment
from belong_assess.problems import PathKey, Problem
from belong_assess.responses.plain_text import without_controls
from belong_assess.values import value
from belong_assess.workflows.methods import PARTS, folders_of, open_folders

FIRST_VERSION = "0.1.0"


@value
class NewMethod:
    """What was written: the id of the method, its size, and its files by their names in the folder."""

    id: str
    areas: int
    questions: int
    files: tuple[str, ...]


@value
class _Names:
    """What is called otherwise in the new method: old and new id, versions, the title where there is one, the hash."""

    source: Assessment
    id: str
    title: str

    @property
    def hash(self) -> str:
        return questionnaire_hash(replace(self.source.questionnaire, id=self.id))


def new_method(folder: Path, source: str = "", title: str = "") -> NewMethod | Problem:
    """Write a method into a new folder, whole or not at all; its id is the name of the folder.

    `source` names the method to copy; without it, it is the skeleton. Only its two folders are copied: what else stands
    beside them may be answers of somebody. Returns the problem where the disk refuses. Raises
    UsageError where no method can be made of this name in this place, and ContentError where the source has errors.
    """
    folder = folder if folder.name not in ("", "..") else folder.resolve()
    _refuse_name(folder.name)
    _refuse_taken(folder)
    questionnaire, indicators = _parts(source)
    assessment = open_folders(questionnaire, indicators)
    names = _Names(assessment, folder.name, " ".join(without_controls(title).split()))
    files = _files(SKELETON) if not source else {**_files(questionnaire, PARTS[0]), **_files(indicators, PARTS[1])}
    contents = {name: _renamed(PurePosixPath(name), file.read_bytes(), names) for name, file in files.items()}
    problem = write_folder(folder, contents)
    return problem or NewMethod(folder.name, len(assessment.areas), len(assessment.items), tuple(contents))


def _parts(source: str) -> tuple[Path, Path]:
    return folders_of(source) if source else (SKELETON / PARTS[0], SKELETON / PARTS[1])


def _refuse_name(name: str) -> None:
    """The folder's name is the id of its method, and no id that is taken."""
    if name in shipped_methods():
        raise UsageError("new.name_taken", found=name, closest=f"my-{name}")
    if not is_slug(name):
        raise UsageError("new.name_invalid", found=without_controls(name), closest=nearest_slug(name))


def _refuse_taken(folder: Path) -> None:
    if not is_folder(folder.parent):
        raise UsageError("new.no_parent", found=str(folder.parent))
    if is_there(folder) and (not is_folder(folder) or any(folder.iterdir())):
        raise UsageError("new.folder_taken", found=str(folder))


def _files(folder: Path, prefix: str = "") -> dict[str, Path]:
    """Return the files of a folder by their names in it, but for hidden ones."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    shown = {name: path for name, path in found.items() if not any(part.startswith((".", "__")) for part in name.parts)}
    return {(PurePosixPath(prefix) / name.as_posix()).as_posix(): path for name, path in shown.items()}


def _renamed(name: PurePosixPath, content: bytes, names: _Names) -> bytes:
    """Return the content of a file with the new names in it; everything else stays, comments included."""
    if name.suffix != ".yaml" or not (changes := _changes(name, content, names)):
        return content
    return with_values(content.decode("utf-8-sig"), changes).encode()


def _changes(name: PurePosixPath, content: bytes, names: _Names) -> dict[PathKey, str]:
    """Return what changes in a file: a path that a file does not hold changes nothing in it."""
    match name.parts:
        case ("questionnaire" | "indicators", _):
            title: dict[PathKey, str] = {("title",): names.title} if names.title else {}
            asked: dict[PathKey, str] = {("questionnaire", "id"): names.id, ("questionnaire", "version"): FIRST_VERSION}
            return {("id",): names.id, ("version",): FIRST_VERSION, **asked, **title}
        case ("examples", _):
            return {("questionnaire",): names.id, ("version",): FIRST_VERSION, ("hash",): names.hash}
        case ("indicators", "cases", _):
            return _changes_in_cases(read_yaml(content.decode("utf-8-sig"), "").data, names)
        case _:
            return {}


def _changes_in_cases(data: Any, names: _Names) -> dict[PathKey, str]:
    """A case may name its method, and its submission the questionnaire with version and hash."""
    asked, measured = names.source.questionnaire, names.source.indicators
    wanted: dict[PathKey, tuple[str, str]] = {
        ("method",): (measured.id, names.id),
        ("submission", "questionnaire"): (asked.id, names.id),
        ("submission", "version"): (asked.version, FIRST_VERSION),
        ("submission", "hash"): (names.source.questionnaire_hash, names.hash),
    }
    root: PathKey = ("cases",) if isinstance(data, dict) else ()
    cases = data.get("cases") if isinstance(data, dict) else data
    return {
        (*root, number, *path): new
        for number, case in enumerate(cases or ())
        for path, (old, new) in wanted.items()
        if _at(case, path) == old
    }


def _at(held: Any, path: PathKey) -> Any:
    for key in path:
        held = held.get(key) if isinstance(held, dict) else None
    return held
