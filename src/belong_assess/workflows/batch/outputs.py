"""The files that a batch writes: each prepared beside its place, read back, and all put in place together or none."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from belong_assess.files.disk import DISK, Disk
from belong_assess.workflows.batch.digests import digest_or_none
from belong_assess.workflows.batch.signals import undisturbed
from belong_assess.workflows.batch.targets import CannotWrite, Targets

BUFFER = 1 << 18


class Written:
    """A file that is being written: what is given to it is hashed on the way, and compared with what stands there."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path = path
        self._disk = disk
        self._handle = disk.create(path)
        self._digest = hashlib.sha256()
        self._waiting = bytearray()

    def write(self, content: bytes) -> None:
        """Write some more. Raises OSError."""
        self._waiting += content
        if len(self._waiting) >= BUFFER:
            self._pass_on()

    def _pass_on(self) -> None:
        content = bytes(self._waiting)
        self._waiting.clear()
        self._digest.update(content)
        self._disk.write(self._handle, content)

    def finish(self) -> str:
        """Return the hash when all of it is on the disk and reads as it was given. Raises OSError and CannotWrite."""
        self._pass_on()
        self._disk.sync(self._handle)
        self.abandon()
        digest = self._digest.hexdigest()
        if digest_or_none(self.path) != digest:
            raise CannotWrite("batch.not_read_back", file=self.path.name)
        return digest

    def abandon(self) -> None:
        """Close it, however far it has come."""
        if self._handle >= 0:
            handle, self._handle = self._handle, -1
            self._disk.close(handle)


class Outputs:
    """The outputs of one batch, in a temporary folder beside their places. As a context: nothing is left of it."""

    def __init__(self, targets: Targets, disk: Disk = DISK) -> None:
        self.targets = targets
        self.disk = disk
        self.opened: list[Written] = []

    def __enter__(self) -> Outputs:
        self.folder = Path(tempfile.mkdtemp(prefix=f".{self.targets.stem[:40]}.", suffix=".tmp", dir=self.targets.folder))
        self.returns.mkdir()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for each in self.opened:
            with contextlib.suppress(OSError):
                each.abandon()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def returns(self) -> Path:
        """Where marked-up returns wait."""
        return self.folder / "returns"

    def path(self, target: Path) -> Path:
        """Return where an output waits until it takes its place."""
        return self.folder / target.name

    def open(self, target: Path) -> Written:
        """Open an output. Raises OSError."""
        self.opened.append(Written(self.path(target), self.disk))
        return self.opened[-1]

    def put_in_place(self, moves: Sequence[tuple[Path, Path]], gone: Sequence[Path]) -> None:
        """Put files in their places, and take those away that are `gone`: all of it, or nothing is changed.

        Raises CannotWrite where one of them is held by another program, or its folder does not take it.
        """
        aside = self.folder / "before"
        aside.mkdir()
        back: list[tuple[Path, Path]] = []
        with undisturbed():
            fresh = not self.targets.returns.exists()
            try:
                self._swap(moves, gone, aside, back)
            except BaseException:
                for source, target in reversed(back):
                    with contextlib.suppress(OSError):
                        source.replace(target)
                if fresh:
                    _remove_if_empty(self.targets.returns)
                raise
            _remove_if_empty(self.targets.returns)
            with contextlib.suppress(OSError):
                self.disk.sync_folder(self.targets.folder)

    def _swap(
        self, moves: Sequence[tuple[Path, Path]], gone: Sequence[Path], aside: Path, back: list[tuple[Path, Path]]
    ) -> None:
        """Set aside what stands there, then let the new files take their places; `back` says how to undo it."""
        for number, target in enumerate([*(target for _, target in moves), *gone]):
            if os.path.lexists(target):
                self._move(target, aside / str(number))
                back.append((aside / str(number), target))
        for source, target in moves:
            target.parent.mkdir(exist_ok=True)
            self._move(source, target)
            back.append((target, source))

    def _move(self, source: Path, target: Path) -> None:
        try:
            self.disk.replace(source, target)
        except PermissionError as error:
            held = target if target.parent != self.folder / "before" else source
            raise CannotWrite("batch.held", file=held.name) from error
        except OSError as error:
            raise CannotWrite("batch.cannot_write", file=target.name, reason=reason_of(error)) from error


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def check_package(path: Path) -> None:
    """Read a workbook back, part by part. Raises CannotWrite where one of them does not unpack to what was packed."""
    try:
        with zipfile.ZipFile(path) as package:
            cut = package.testzip()
    except (OSError, zipfile.BadZipFile):
        cut = path.name
    if cut is not None:
        raise CannotWrite("batch.not_read_back", file=path.name)


def reason_of(error: OSError) -> str:
    """Return what the system says, in its words."""
    return error.strerror or type(error).__name__
