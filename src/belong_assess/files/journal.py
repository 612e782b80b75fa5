"""A file that only grows: what is appended is on the disk when the call returns, or it is not in the file."""

from __future__ import annotations

import contextlib
from pathlib import Path

from belong_assess.files.disk import Disk
from belong_assess.files.history import History


class JournalChanged(Exception):
    """Somebody else has written to the file."""


class Journal:
    """One file, of which so many bytes are whole lines; what was `seen` behind them is cut off before anything is added."""

    def __init__(self, path: Path, disk: Disk, held: History, mode: int | None = None) -> None:
        self.path = path
        self.size = held.size
        self._seen: int | None = held.seen
        self._open_end = held.open_end
        self._disk = disk
        self._mode = mode
        self._handle: int | None = None

    def is_gone(self) -> bool:
        """Say whether there is no such file; what was known of it is forgotten then."""
        if self._disk.size(self.path) is not None:
            return False
        self.close()
        self.size, self._seen, self._open_end = 0, 0, False
        return True

    def append(self, content: bytes) -> None:
        """Append whole lines and sync them. Raises OSError or JournalChanged, and then the file is as it was."""
        handle = self._opened()
        if self._open_end:
            content = b"\n" + content
        try:
            self._disk.write(handle, content)
            self._disk.sync(handle)
        except BaseException:
            self._seen = None
            with contextlib.suppress(OSError):
                self._disk.cut(handle, self.size)
            self.close()
            raise
        self.size += len(content)
        self._seen = self.size
        self._open_end = False

    def close(self) -> None:
        """Close the file; it is opened again when something is appended."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            with contextlib.suppress(OSError):
                self._disk.close(handle)

    def _opened(self) -> int:
        """Return the open file. What an interrupted writing left behind is cut off when it is opened."""
        size = self._disk.size(self.path) or 0
        if size < self.size or self._seen not in (None, size):
            raise JournalChanged
        if self._handle is None:
            self._handle = self._reopened(size)
        return self._handle

    def _reopened(self, size: int) -> int:
        handle = self._disk.append_to(self.path, self._mode)
        try:
            self._disk.sync_folder(self.path.parent)
            if size > self.size:
                self._disk.cut(handle, self.size)
                self._disk.sync(handle)
        except BaseException:
            self._disk.close(handle)
            raise
        self._seen = self.size
        return handle
