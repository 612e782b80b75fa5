"""The few things that a draft asks of a disk; tests put a disk in its place that is full, or loses power."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class Disk:
    """The disk of this machine. Every method may raise OSError."""

    def read(self, path: Path) -> bytes | None:
        """Return what a file holds, or `None` where there is none."""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None

    def size(self, path: Path) -> int | None:
        """Return the size of a file, or `None` where there is none."""
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return None

    def append_to(self, path: Path, mode: int | None = None) -> int:
        """Open a file to append to it, made where there is none."""
        return self._open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, mode)

    def create(self, path: Path, mode: int | None = None) -> int:
        """Open a new file; what stood there is removed."""
        path.unlink(missing_ok=True)
        return self._open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)

    def _open(self, path: Path, flags: int, mode: int | None) -> int:
        new = not path.exists()
        handle = os.open(path, flags | _BINARY | _NO_LINK, 0o666)
        if new and mode is not None and hasattr(os, "fchmod"):
            os.fchmod(handle, mode)
        return handle

    def write(self, handle: int, content: bytes) -> None:
        """Write all of it."""
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def sync(self, handle: int) -> None:
        """Return when all that was written would outlive a loss of power."""
        os.fsync(handle)

    def cut(self, handle: int, size: int) -> None:
        """Cut a file to a size."""
        os.ftruncate(handle, size)

    def close(self, handle: int) -> None:
        """Close a file."""
        os.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        """Let one file take the place of another, in one step."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file, where there is one."""
        path.unlink(missing_ok=True)

    def mode(self, path: Path) -> int | None:
        """Return who may read and write a file, or `None` where there is none."""
        try:
            return path.stat().st_mode & 0o777
        except FileNotFoundError:
            return None

    def sync_folder(self, folder: Path) -> None:
        """Return when new names in a folder would outlive a loss of power; not every system knows that of folders."""
        if os.name != "posix":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):
                os.fsync(handle)
        finally:
            os.close(handle)


DISK = Disk()
