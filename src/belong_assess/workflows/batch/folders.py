"""What stands in a folder and the folders below it: what may be a submission, and what is passed over and why."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from belong_assess.values import value
from belong_assess.workflows.batch.arguments import Named
from belong_assess.workflows.batch.manifest import outputs_beside
from belong_assess.workflows.batch.names import MANIFEST, Aside, aside


@value
class Found:
    """One file: as it was reached, where it really is (two ways to one file have one identity), why it is passed over."""

    path: str
    identity: str
    aside: Aside | None = None

    @property
    def linked(self) -> bool:
        """Say whether a link led to it."""
        return self.path != self.identity


def found_at(named: Named, mine: AbstractSet[str]) -> Iterator[Found]:
    """Return the files of what was named, a file or a folder, without those that this batch itself writes (`mine`)."""
    if named.path == named.around:
        yield from _below(named.path, _Place(named.path, mine))
    elif (identity := os.path.realpath(named.path)) not in mine:
        reason = aside(Path(named.path).name)
        yield Found(named.path, identity, None if reason == "other" else reason)


@value
class _Place:
    """What a walk keeps to: the folder that nothing leads out of, and what is left out."""

    top: str
    mine: AbstractSet[str]


def _below(folder: str, place: _Place) -> Iterator[Found]:
    """Walk a folder. One that cannot be opened is returned like a file, so that somebody hears of it."""
    try:
        with os.scandir(folder) as entries:
            held = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield Found(folder, folder)
        return
    earlier = _of_earlier_batches(held, place.mine)
    for entry in held:
        yield from _entry(entry, place, earlier)


def _entry(entry: os.DirEntry[str], place: _Place, earlier: AbstractSet[str]) -> Iterator[Found]:
    linked = entry.is_symlink()
    identity = os.path.realpath(entry.path) if linked else entry.path
    if identity in place.mine:
        return
    if entry.name in earlier:
        yield Found(entry.path, identity, "output")
    elif linked and not is_within(identity, place.top):
        yield Found(entry.path, identity, "link")
    elif not entry.is_dir():
        reason = aside(entry.name)
        yield Found(entry.path, identity, reason if reason or entry.is_file() else "other")
    elif entry.name.startswith("."):
        yield Found(entry.path, identity, "hidden")
    elif not linked:  # a link to a folder within shows what is there anyway
        yield from _below(entry.path, place)


def is_within(path: str, folder: str) -> bool:
    """Say whether a path is a folder or stands below it; both are called as they really are."""
    return path == folder or path.startswith(folder if folder.endswith(os.sep) else folder + os.sep)


def _of_earlier_batches(held: Sequence[os.DirEntry[str]], mine: AbstractSet[str]) -> set[str]:
    """Return the names of what other batches have put into this folder, as their manifests say."""
    found: set[str] = set()
    for entry in held:
        if entry.name.endswith(MANIFEST) and entry.path not in mine:
            outputs = outputs_beside(Path(entry.path))
            if outputs is not None:
                found |= {entry.name, *outputs}
    return found
