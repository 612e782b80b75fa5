"""Disks that let a draft down: one that refuses, one that loses power and with it whatever was not synced."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from belong_assess.files.disk import Disk


class RefusingDisk(Disk):
    """Refuses some of its steps with an error of the system, until it is told to work again."""

    def __init__(self, refuses: str, error: int) -> None:
        self.refuses = refuses
        self.error = error
        self.working = True

    def _step(self, name: str) -> None:
        if not self.working and name in self.refuses.split():
            raise OSError(self.error, os.strerror(self.error))

    def create(self, path: Path, mode: int | None = None) -> int:
        self._step("create")
        return super().create(path, mode)

    def append_to(self, path: Path, mode: int | None = None) -> int:
        self._step("append_to")
        return super().append_to(path, mode)

    def write(self, handle: int, content: bytes) -> None:
        """A full disk takes some of it first."""
        if not self.working and "write" in self.refuses.split():
            super().write(handle, content[: len(content) // 2])
        self._step("write")
        super().write(handle, content)

    def sync(self, handle: int) -> None:
        self._step("sync")
        super().sync(handle)

    def cut(self, handle: int, size: int) -> None:
        self._step("cut")
        super().cut(handle, size)

    def replace(self, source: Path, target: Path) -> None:
        self._step("replace")
        super().replace(source, target)


class PowerLost(BaseException):
    """The machine is off."""


class LosingDisk(Disk):
    """Loses power after so many steps. Of what was written and not synced, any beginning may be left; a name that was not
    synced may be what it was before."""

    def __init__(self) -> None:
        self.steps: int | None = None
        self.lost = False
        self.rng = Random(0)
        self._paths: dict[int, Path] = {}
        self._unsynced: dict[Path, int] = {}
        self._renamed: list[tuple[Path, bytes, Path, bytes | None]] = []
        self._created: list[Path] = []

    def lose_power_after(self, steps: int, seed: int) -> None:
        """Lose power at one of the coming steps."""
        self.steps, self.rng = steps, Random(seed)

    def _step(self) -> bool:
        """Say whether this is the last step, which is done by half."""
        if self.lost:
            raise PowerLost
        if self.steps is None:
            return False
        self.steps -= 1
        return self.steps < 0

    def _lose(self) -> None:
        self.lost = True
        for path, synced in self._unsynced.items():
            if path.exists():
                os.truncate(path, self.rng.randint(min(synced, path.stat().st_size), path.stat().st_size))
        for source, content, target, before in reversed(self._renamed):
            if self.rng.random() < 0.5:
                source.write_bytes(content)
                target.unlink() if before is None else target.write_bytes(before)
        for path in self._created:
            if self.rng.random() < 0.5:
                path.unlink(missing_ok=True)
        raise PowerLost

    def _opened(self, handle: int, path: Path) -> int:
        self._paths[handle] = path
        self._unsynced.setdefault(path, path.stat().st_size)
        return handle

    def create(self, path: Path, mode: int | None = None) -> int:
        if self._step():
            self._lose()
        self._unsynced.pop(path, None)
        return self._opened(super().create(path, mode), path)

    def append_to(self, path: Path, mode: int | None = None) -> int:
        if self._step():
            self._lose()
        if not path.exists():
            self._created.append(path)
        return self._opened(super().append_to(path, mode), path)

    def write(self, handle: int, content: bytes) -> None:
        if self._step():
            super().write(handle, content[: self.rng.randint(0, len(content))])
            self._lose()
        super().write(handle, content)

    def sync(self, handle: int) -> None:
        if self._step():
            self._lose()
        super().sync(handle)
        self._unsynced[self._paths[handle]] = self._paths[handle].stat().st_size

    def cut(self, handle: int, size: int) -> None:
        if self._step():
            self._lose()
        super().cut(handle, size)

    def replace(self, source: Path, target: Path) -> None:
        last = self._step()
        before = target.read_bytes() if target.exists() else None
        if not last or self.rng.random() < 0.5:
            self._renamed.append((source, source.read_bytes(), target, before))
            super().replace(source, target)
        if last:
            self._lose()
        assert self._unsynced.pop(source) == target.stat().st_size, "a file takes a place before it is synced"

    def remove(self, path: Path) -> None:
        if self._step():
            self._lose()
        super().remove(path)

    def sync_folder(self, folder: Path) -> None:
        if self._step():
            self._lose()
        self._renamed.clear()
        self._created.clear()
