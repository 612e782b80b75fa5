"""Where the outputs of a batch go, and whether what stands there may be replaced."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from belong_assess.errors import BelongAssessError, UsageError
from belong_assess.values import value
from belong_assess.workflows.batch.digests import digest_or_none
from belong_assess.workflows.batch.manifest import Manifest
from belong_assess.workflows.batch.names import MANIFEST

FORMATS = ("xlsx", "csv", "json")
STEM = "results"
RETURNS = "-returns"


class CannotWrite(BelongAssessError):
    """An output cannot be put where it should go."""

    exit_code = 3


@value
class Targets:
    """The folder and the common beginning of all outputs, and the formats that are wanted."""

    folder: Path
    stem: str
    formats: tuple[str, ...]

    def file(self, form: str) -> Path:
        """Return where one format goes."""
        return self.folder / f"{self.stem}.{form}"

    @property
    def manifest(self) -> Path:
        """Where the manifest goes."""
        return self.folder / f"{self.stem}{MANIFEST}"

    @property
    def returns(self) -> Path:
        """The folder of the marked-up returns."""
        return self.folder / f"{self.stem}{RETURNS}"

    def every(self) -> tuple[Path, ...]:
        """Return every place that a batch of this name writes to, whatever the formats."""
        return (*(self.file(form) for form in FORMATS), self.manifest, self.returns)


def targets_at(output: str, formats: tuple[str, ...]) -> Targets:
    """Return where outputs go that are named by a file, by its name without an ending, or by a folder.

    Raises UsageError where there is no such folder.
    """
    path = Path(output or f"{STEM}.xlsx")
    if path.is_dir():
        path = path / f"{STEM}.xlsx"
    if not path.parent.is_dir():
        raise UsageError("batch.no_folder", found=str(path.parent))
    known = path.suffix[1:].lower() in FORMATS
    return Targets(path.parent, path.stem if known else path.name, formats)


def untouched(targets: Targets, manifest: Manifest) -> bool:
    """Say whether every output of an earlier batch stands as it was written."""
    written = {targets.folder / name: digest for name, digest in manifest.outputs.items()}
    written |= returns_of(targets, manifest)
    return all(digest_or_none(path) == digest for path, digest in written.items())


def returns_of(targets: Targets, manifest: Manifest) -> dict[Path, str]:
    """Return the marked-up returns of an earlier batch with their hashes."""
    return {targets.returns / made.file: made.sha256 for each in manifest.inputs for made in each.returns}


def check_replaceable(targets: Targets, manifest: Manifest | None, *, force: bool) -> None:
    """Raise CannotWrite where something stands in the way that this batch has not written, or that was changed since."""
    if force:
        return
    earlier: Mapping[str, str] = manifest.outputs if manifest else {}
    for path in (targets.file(form) for form in targets.formats):
        if os.path.lexists(path):
            _check(path, earlier.get(path.name))
    if manifest is None and os.path.lexists(targets.manifest):
        raise CannotWrite("batch.in_the_way", file=targets.manifest.name)
    for path, digest in returns_of(targets, manifest).items() if manifest else ():
        if os.path.lexists(path):
            _check(path, digest)


def check_returns(wanted: Collection[Path], targets: Targets, earlier: Manifest | None, *, force: bool) -> None:
    """Raise CannotWrite where a marked-up return would take the place of a file that no batch has put there."""
    ours = returns_of(targets, earlier) if earlier else {}
    for path in () if force else wanted:
        if path not in ours and os.path.lexists(path):
            raise CannotWrite("batch.in_the_way", file=f"{targets.returns.name}/{path.name}")


def _check(path: Path, digest: str | None) -> None:
    if digest is None:
        raise CannotWrite("batch.in_the_way", file=path.name)
    if digest_or_none(path) != digest:
        raise CannotWrite("batch.changed_since", file=path.name)
