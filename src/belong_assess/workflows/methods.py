"""Opens methods: from the cache where nothing changed, else from their files, validated and put into a language."""

from __future__ import annotations

from pathlib import Path

from belong_assess.errors import ContentError, UsageError
from belong_assess.files.compiled import cache_key, cache_name, read_compiled, write_compiled
from belong_assess.files.content import EARLIER, method_files, shipped_folders, shipped_methods
from belong_assess.files.text import is_folder
from belong_assess.language.texts import PSEUDO, SOURCE, Review, pseudo
from belong_assess.model.assessment import Assessment
from belong_assess.problems import closest, has_errors

PARTS = ("questionnaire", "indicators")
"""The two folders of which a method is made."""

HERE = "."


def folders_of(method: str) -> tuple[Path, Path]:
    """Return the questionnaire and the indicators folder of a method: a shipped one by its id, or a folder of one's own.

    `id@version` is a shipped method in one of its versions. A folder holds `questionnaire/` and `indicators/`. Raises
    UsageError where there is no such method.
    """
    if (found := shipped_folders(method) or _present_version(method)) is not None:
        return found
    if _holds_method(Path(method)):
        return Path(method) / PARTS[0], Path(method) / PARTS[1]
    if is_folder(Path(method)):
        raise UsageError("usage.no_method_folder", found=method)
    known = shipped_methods()
    near = closest(method, (*known, *_method_folders_beside(Path(method))))
    raise UsageError("usage.method_unknown", found=method, known=", ".join(known), closest=near)


def _method_folders_beside(path: Path) -> list[str]:
    """Return the folders beside a name that hold a method, as they would have to be named."""
    try:
        beside = [path.with_name(each.name) for each in path.parent.iterdir()]
    except (OSError, ValueError):
        return []
    return [str(each) for each in beside if _holds_method(each)]


def methods_meant() -> tuple[str, ...]:
    """Return the methods that are meant where none is named: the one in the current folder, else all that are shipped."""
    return (HERE,) if _is_here() else shipped_methods()


def method_meant() -> str:
    """Return the one method that is meant where none is named: the one in the current folder, else the regional one."""
    return HERE if _is_here() else "regional"


def _is_here() -> bool:
    """A folder with half a method in it is meant, too: what is missing is then said, and no other method shown instead."""
    return is_folder(Path(PARTS[0]))


def methods_around(file: Path) -> list[str]:
    """Return the folders with a method that a file lies in, and the current one, as they would have to be named."""
    around = dict.fromkeys((Path(), *file.parents))
    return ["./" if folder == Path() else str(folder) for folder in around if _holds_method(folder)]


def is_method(named: str) -> bool:
    """Say whether a method has this id, or stands in this folder."""
    return named in shipped_methods() or _holds_method(Path(named))


def _holds_method(folder: Path) -> bool:
    return all(is_folder(folder / part) for part in PARTS)


def _present_version(method: str) -> tuple[Path, Path] | None:
    """Return the folders of `id@version` where that is the version that is shipped at present."""
    name, at, version = method.partition(EARLIER)
    found = shipped_folders(name) if at else None
    return found if found is not None and open_folders(*found).questionnaire.version == version else None


def shipped_version(questionnaire: str, version: str | None, language: str = SOURCE) -> Assessment | None:
    """Return the shipped method of an id in the version that a file names; `None` where that one is not shipped."""
    if questionnaire not in shipped_methods():
        return None
    present = open_method(questionnaire, language)
    return present if version in (None, present.questionnaire.version) else earlier_version(questionnaire, version, language)


def earlier_version(questionnaire: str, version: str | None, language: str = SOURCE) -> Assessment | None:
    """Return an earlier version of a shipped method that still travels with the program; `None` where it does not."""
    folders = shipped_folders(f"{questionnaire}{EARLIER}{version}")
    return open_folders(*folders, language) if folders is not None else None


def open_method(method: str, language: str = SOURCE) -> Assessment:
    """Return a method, shipped or in a folder of one's own (see `folders_of`), in a language.

    Raises UsageError where there is no such method, and ContentError where its files have errors.
    """
    return open_folders(*folders_of(method), language)


def open_folders(questionnaire: Path, indicators: Path, language: str = SOURCE) -> Assessment:
    """Return the method that stands in two folders. Raises ContentError where its files have errors."""
    overlays = [folder / "languages" / f"{language}.yaml" for folder in (questionnaire, indicators)]
    files = [*method_files(questionnaire), *method_files(indicators), *(path for path in overlays if path.is_file())]
    name = cache_name(indicators, language)
    key = cache_key(files, language)
    if (known := read_compiled(name, key)) is not None:
        return known
    assessment = _load(questionnaire, indicators, language)
    write_compiled(name, key, assessment)
    return assessment


def _load(questionnaire: Path, indicators: Path, language: str) -> Assessment:
    """Read, validate and check: the slow way, taken only when a file changed. A method with errors is never scored."""
    from belong_assess.files.overlays import localised, translation
    from belong_assess.workflows.check_method import check_method

    loaded, problems = check_method(questionnaire, indicators)
    if loaded.assessment is None or has_errors(problems):
        raise ContentError([problem for problem in problems if problem.severity == "error"])
    if language == SOURCE:
        return loaded.assessment
    if language == PSEUDO:
        return localised(loaded.assessment, PSEUDO, _marked, _marked, "reviewed")
    (asked_for, asked_review), (measured_for, measured_review) = (
        translation(folder, language) for folder in (questionnaire, indicators)
    )
    review: Review = "reviewed" if asked_review == measured_review == "reviewed" else "draft"
    return localised(loaded.assessment, language, asked_for, measured_for, review)


def _marked(key: str, text: str) -> str:
    return pseudo(text)
