"""Which files a batch scores: every one that was named or stands in a folder, once, under one name, in one order."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from belong_assess.values import value
from belong_assess.workflows.batch.arguments import Named
from belong_assess.workflows.batch.folders import found_at, is_within
from belong_assess.workflows.batch.names import Aside, in_order, written


@value
class Input:
    """One file: what outputs call it, and where it stands on this machine (which no output says)."""

    name: str
    path: str


@value
class Inputs:
    """The files of a batch in their order, and the names of those that were passed over, by reason."""

    files: tuple[Input, ...]
    passed_over: Mapping[Aside, tuple[str, ...]]


def inputs_of(named: Sequence[Named], own: Iterable[Path] = ()) -> Inputs:
    """Return the files of a batch. `own` are the paths of its own outputs, which are neither read nor counted.

    A file that is named twice, or that a link within its folder shows again, is taken once.
    """
    mine = frozenset(str(each.parent.resolve() / each.name) for each in own)
    named_so = _names(named)
    taken: dict[str, tuple[bool, str, str]] = {}
    passed: dict[str, tuple[Aside, str]] = {}
    for found in (found for each in named for found in found_at(each, mine)):
        if found.aside is not None:
            passed.setdefault(found.identity, (found.aside, named_so(found.path)))
        else:
            candidate = (found.linked, named_so(found.path), found.path)
            taken[found.identity] = min(taken.get(found.identity, candidate), candidate)
    files = sorted((Input(name, path) for _, name, path in taken.values()), key=lambda each: in_order(each.name))
    return Inputs(tuple(_told_apart(files)), _by_reason(passed, taken))


def _by_reason(passed: Mapping[str, tuple[Aside, str]], taken: Collection[str]) -> dict[Aside, tuple[str, ...]]:
    gathered: dict[Aside, list[str]] = {}
    for identity, (reason, name) in passed.items():
        if identity not in taken:
            gathered.setdefault(reason, []).append(name)
    return {reason: tuple(sorted(names, key=in_order)) for reason, names in sorted(gathered.items())}


def _told_apart(files: Sequence[Input]) -> Iterator[Input]:
    """Two names that differ only in the form of their letters are told apart by a number."""
    names, given = {each.name for each in files}, set[str]()
    for each in files:
        name, number = each.name, 1
        while name in given or (number > 1 and name in names):
            number += 1
            name = f"{each.name} ({number})"
        given.add(name)
        yield Input(name, each.path)


def _names(named: Sequence[Named]) -> Callable[[str], str]:
    """Return what calls a file by its way below the deepest folder that holds all that was named.

    Where only the root holds it all, by the folder that it was named in: no output tells the folders of a machine.
    """
    around = sorted({each.around for each in named}, key=len, reverse=True)
    common = _common(around)

    def below_its_own(path: str) -> str:
        folder = next(Path(each) for each in around if is_within(path, each))
        return written(str(folder.name / Path(path).relative_to(folder)))

    if common is None:
        return below_its_own
    start = len(common.rstrip(os.sep)) + 1
    return lambda path: written(path[start:] or Path(path).name)


def _common(folders: Sequence[str]) -> str | None:
    try:
        common = os.path.commonpath(folders)
    except ValueError:  # several drives, or nothing named
        return None
    return None if len(folders) > 1 and str(Path(common).parent) == common else common
