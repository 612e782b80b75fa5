"""What a batch has to read, and what it may take from the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import islice
from pathlib import Path

from belong_assess.values import value
from belong_assess.workflows.batch.digests import NOTHING, Content, content_of, digest_or_none
from belong_assess.workflows.batch.inputs import Input, Inputs
from belong_assess.workflows.batch.manifest import Came, Manifest
from belong_assess.workflows.batch.targets import Targets, untouched
from belong_assess.workflows.batch.units import Cutter, Lines, Unit

Hashed = Mapping[str, Content]
"""What each input holds now, by its name."""


@value
class Plan:
    """What to do with each input. By name: what it holds, where that is known, and what came of it where that still holds.

    `earlier` is the batch that it came of, with its results in a file.
    """

    inputs: Inputs
    now: Hashed = field(default_factory=dict)
    kept: Mapping[str, Came] = field(default_factory=dict)
    earlier: tuple[Path, Manifest] | None = None

    def units(self, cut: Cutter) -> Iterator[Unit]:
        """Return what is to be read and what is to be taken over, in the order of the inputs; large files in parts."""
        lines = _lines(*self.earlier) if self.earlier else iter(())
        for number, each in enumerate(self.inputs.files):
            unit = Unit(number, each.name, each.path, content=self.now.get(each.name))
            if each.name in self.kept:
                yield replace(unit, kept=next(held for held in lines if held.name == each.name))
            else:
                yield from _parts(unit, cut)


def _parts(unit: Unit, cut: Cutter) -> Iterator[Unit]:
    parts = cut(Path(unit.path))
    if not parts:
        yield unit
        return
    content = unit.content or content_of(Path(unit.path))
    for place, part in enumerate(parts, 1):
        yield replace(unit, part=part, last=place == len(parts), content=content)


def hashed(files: Sequence[Input]) -> dict[str, Content]:
    """Return what each input holds."""
    return {each.name: content_of(Path(each.path)) for each in files}


def is_unchanged(inputs: Inputs, now: Hashed, earlier: Manifest, targets: Targets) -> bool:
    """Say whether the same files hold the same as before, and every output stands as it was written."""
    if tuple(now) != tuple(came.file for came in earlier.inputs) or _passed_over(inputs) != _passed_over(earlier):
        return False
    return all(_same(now[came.file], came) for came in earlier.inputs) and untouched(targets, earlier)


def _passed_over(held: Inputs | Manifest) -> dict[str, tuple[str, ...]]:
    return {str(reason): tuple(names) for reason, names in held.passed_over.items()}


def _same(content: Content, came: Came) -> bool:
    return content == Content(came.size, came.sha256, came.beside) and content.sha256 != NOTHING


def plan_of(inputs: Inputs, now: Hashed, earlier: Manifest | None, targets: Targets) -> Plan:
    """Keep the records of inputs that have not changed, where the earlier results stand as they were written."""
    results = targets.file("json")
    digest = earlier.outputs.get(results.name) if earlier else None
    if earlier is None or digest is None or digest_or_none(results) != digest:
        return Plan(inputs, now)
    kept = {came.file: came for came in earlier.inputs if _stands(came, now.get(came.file), targets)}
    return Plan(inputs, now, kept, (results, earlier))


def _stands(came: Came, content: Content | None, targets: Targets) -> bool:
    """Say whether what came of an input holds for it still, marked-up returns included."""
    if content is None or not _same(content, came):
        return False
    return all(digest_or_none(targets.returns / made.file) == made.sha256 for made in came.returns)


def _lines(results: Path, earlier: Manifest) -> Iterator[Lines]:
    """Return where the records of each input stand in the results: below their head, one a line, in the order of names."""
    with results.open("rb") as stream:
        offset = len(stream.readline())
        for came in earlier.inputs:
            yield Lines(came.file, str(results), offset, came.lines, Content(came.size, came.sha256, came.beside))
            offset += sum(map(len, islice(stream, came.lines)))
