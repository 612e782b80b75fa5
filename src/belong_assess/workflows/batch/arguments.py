"""What the words of a command line name: files, folders, patterns that no shell has filled in, and lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from glob import glob, has_magic
from pathlib import Path

from belong_assess.errors import UsageError
from belong_assess.files.text import is_folder, is_link, is_there, neighbours
from belong_assess.values import value

LIST = "@"
REMARK = "#"


@value
class Named:
    """Something that is to be scored: where it stands, and the folder below which it is called by name."""

    path: str
    around: str


def named_by(words: Sequence[str], lists: Sequence[str] = ()) -> list[Named]:
    """Return what words and list files name, in the order given. Raises UsageError for what is not there."""
    named: list[Named] = []
    for word in words:
        if word.startswith(LIST) and not is_there(Path(word)):
            named += _listed(Path(word[len(LIST) :]))
        else:
            named += _named(word)
    for each in lists:
        named += _listed(Path(each))
    return named


def _named(word: str) -> list[Named]:
    """One word: a path, or a pattern. Raises UsageError where nothing is there."""
    if _stands(Path(word)):
        return [_at(Path(word))]
    if not has_magic(word):
        raise _no_such_file(Path(word))
    if found := _matching(word):
        return [_at(each) for each in found]
    raise UsageError("batch.nothing_matches", found=word)


def _listed(file: Path) -> list[Named]:
    """The lines of a list file: paths beside it, or patterns. One that is not there stays in: a return that is missing."""
    named: list[Named] = []
    for line in _lines(file):
        path = file.parent / line
        found = _matching(str(path)) if has_magic(line) and not _stands(path) else []
        named += [_at(each) for each in found or [path]]
    return named


def _lines(file: Path) -> list[str]:
    try:
        lines = [line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines()]
    except FileNotFoundError:
        raise _no_such_file(file) from None
    except (OSError, ValueError) as error:
        raise UsageError("batch.list_unreadable", found=str(file)) from error
    return [line for line in lines if line and not line.startswith(REMARK)]


def _matching(pattern: str) -> list[Path]:
    if "\0" in pattern:
        return []
    found = glob(pattern, recursive=True)  # noqa: PTH207 (as shells do it: absolute patterns, nothing hidden)
    return sorted(map(Path, found))


def _at(path: Path) -> Named:
    """A link keeps its own name; the folders on the way to it are called as they really are."""
    try:
        if is_folder(path):
            whole = path.resolve()
            return Named(str(whole), str(whole))
        around = path.parent.resolve()
        return Named(str(around / path.name), str(around))
    except (OSError, ValueError):  # a name that no disk can hold
        raise _no_such_file(path) from None


def _stands(path: Path) -> bool:
    return is_there(path) or is_link(path)


def _no_such_file(path: Path) -> UsageError:
    return UsageError("usage.no_such_file", found=str(path), closest=neighbours(path))
