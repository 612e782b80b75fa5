"""Drafts on disk: every change is there before the next question is asked, and a pause folds all into a readable file."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from belong_assess.errors import DraftError
from belong_assess.files.disk import DISK, Disk
from belong_assess.files.draft_names import Names, names_of
from belong_assess.files.draft_reading import filed_data, history_of, not_recovered, notes_on_history
from belong_assess.files.history import (
    Change,
    Course,
    History,
    Placed,
    Record,
    Saved,
    Start,
    changes_of,
    line,
    read_history,
)
from belong_assess.files.journal import Journal, JournalChanged
from belong_assess.files.recovery import NotRecovered, Recovered, hash_of, recovered
from belong_assess.files.text import is_folder, is_there, neighbours
from belong_assess.files.trees import ABSENT, Key, looked_up, plain
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.files.yaml_text import yaml_text
from belong_assess.problems import Location, Problem

__all__ = ["ABSENT", "Change", "Draft", "DraftError", "Key", "draft_exists", "new_draft", "open_draft"]

Clock = Callable[[], datetime]
NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP)


def draft_exists(path: Path) -> bool:
    """Say whether a draft was begun under this name: its file is there, or its history."""
    names = names_of(path)
    return is_there(names.file) or is_there(names.history)


class Lock(Protocol):
    """What keeps a second process away."""

    def release(self) -> None:
        """Let others in."""


class Draft:
    """A submission that is being answered, and its place on disk. Made by `open_draft` and `new_draft`."""

    def __init__(
        self,
        path: Path,
        names: Names,
        found: Recovered,
        history: History,
        sha256: str | None,
        now: Clock,
        lock: Lock | None,
        disk: Disk,
    ) -> None:
        self.path = path
        self.notes = found.notes
        self._names = names
        self._disk = disk
        self._now = now
        self._lock = lock
        self._course = Course(found.data, found.done)
        self._changes = changes_of(history.records)
        self._number = max((each.number for each in history.records if isinstance(each, Change | Start)), default=0)
        self._base = found.base
        self._since = list(found.since)
        self._started = found.started
        self._sha256 = self._coming = sha256
        self._journal = Journal(names.history, disk, history, mode=disk.mode(names.file))

    @property
    def data(self) -> Mapping[str, Any]:
        """The plain submission as it is now."""
        return self._course.data

    @property
    def changes(self) -> Sequence[Change]:
        """Every change that was ever made, what was undone and what undid it included."""
        return self._changes

    def change(self, key: Key, after: object, by: str | None = None) -> None:
        """Put a value under a key, or take it away (ABSENT). On disk when this returns; else DraftError and no change."""
        if not key:
            raise ValueError("a key has at least one part")
        before = looked_up(self.data, key)
        self._take(Change(self._number + 1, self._time(), plain(by), tuple(key), before, plain(after)))

    def undo(self) -> Change | None:
        """Take back the last change that was not taken back yet; return it, or `None` where there is none."""
        if not self._course.done:
            return None
        last = self._course.done[-1].change
        self._take(Change(self._number + 1, self._time(), None, last.key, last.after, last.before, last.number))
        return last

    @property
    def last(self) -> Change | None:
        """The change that `undo` would take back."""
        return self._course.done[-1].change if self._course.done else None

    def pause(self) -> None:
        """Fold all changes into the file, the one that was there kept as backup. Raises DraftError; nothing is lost then."""
        with self._worded():
            try:
                self._fold()
            except (OSError, DraftError, JournalChanged):
                with contextlib.suppress(OSError):
                    self._disk.remove(self._names.temporary)
                raise

    def close(self) -> None:
        """Pause and let others in; they are let in whatever the pause says."""
        try:
            self.pause()
        finally:
            self.leave()

    def leave(self) -> None:
        """Let others in and write nothing more: what was changed is in the history."""
        self._journal.close()
        if self._lock is not None:
            _let_in(self._lock, self._names)
            self._lock = None

    def _take(self, change: Change) -> None:
        with self._worded():
            self._append(change)
        self._number = change.number
        self._course.take(change)
        self._changes.append(change)
        self._since.append(change)

    def _append(self, record: Record) -> None:
        """Append to the history, which is begun anew where it could not tell all that is known."""
        if self._journal.is_gone():
            self._started = False
        begun = () if self._started else (Start(self._number, self._base, self._sha256, tuple(self._since)),)
        self._journal.append(b"".join(map(line, (*begun, record))))
        self._started = True

    def _fold(self) -> None:
        content = yaml_text(dict(self.data)).encode()
        there = self._disk.read(self._names.file)
        if there is not None and hash_of(there) not in (self._sha256, self._coming):
            raise DraftError("draft.error.changed_meanwhile", file=str(self.path))
        if there is not None and content == yaml_text(dict(self._base)).encode():
            return
        if read_yaml(content.decode(), "").data != self.data:
            raise DraftError("draft.error.not_read_back", file=str(self.path))
        mode = self._disk.mode(self._names.file)
        if there is not None:
            self._write(self._names.temporary, there, mode)
            self._replace(self._names.backup)
        self._write(self._names.temporary, content, mode)
        self._append(Saved(self._number, hash_of(content)))
        self._coming = hash_of(content)
        self._replace(self._names.file)
        self._sha256, self._base, self._since = hash_of(content), self.data, []
        self._append(Placed(self._sha256))

    def _write(self, path: Path, content: bytes, mode: int | None) -> None:
        """Write a temporary file, complete and synced, and read it back."""
        handle = self._disk.create(path, mode)
        try:
            self._disk.write(handle, content)
            self._disk.sync(handle)
        finally:
            self._disk.close(handle)
        if self._disk.read(path) != content:
            raise DraftError("draft.error.not_read_back", file=str(self.path))

    def _replace(self, target: Path) -> None:
        try:
            self._disk.replace(self._names.temporary, target)
        except PermissionError as error:  # the folder takes new files, so it is the target that is held: Windows does that
            raise DraftError("draft.error.held_open", file=target.name) from error
        self._disk.sync_folder(target.parent)

    def _time(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    @contextlib.contextmanager
    def _worded(self) -> Iterator[None]:
        try:
            yield
        except JournalChanged as error:
            raise DraftError("draft.error.history_changed", file=self._names.history.name) from error
        except OSError as error:
            raise _system_error(error, self.path) from error


def _system_error(error: OSError, path: Path) -> DraftError:
    """Word what the system refused."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            key = "draft.error.disk_full"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            key = "draft.error.read_only"
        case errno.ENOENT | errno.ENOTDIR:
            key = "draft.error.no_folder"
        case _:
            key = "draft.error.system"
    folder = os.path.abspath(path.parent)  # noqa: PTH100  a folder that is gone has no resolved path
    return DraftError(key, file=str(path), folder=folder, reason=error.strerror or type(error).__name__)


# taking up and beginning


def open_draft(path: Path, now: Clock, disk: Disk = DISK) -> Draft:
    """Take up a draft. Raises DraftError, and leaves its files as they are, where it cannot be read or held."""
    names = names_of(path)
    if not draft_exists(path):
        raise DraftError("draft.error.missing", file=str(path), closest=neighbours(path))
    with _held(names, path) as (lock, unlocked):
        disk.remove(names.temporary)
        held, history = disk.read(names.file), history_of(names, disk)
        filed, more = filed_data(held, names, path) if held is not None else (None, ())
        try:
            found = recovered(history, filed, str(path))
        except NotRecovered as error:
            raise not_recovered(error, names, path) from error
        notes = (*unlocked, *more, *notes_on_history(history, names), *found.notes)
        sha256 = None if filed is None else filed.sha256
        return Draft(path, names, replace(found, notes=notes), history, sha256, now, lock, disk)


def new_draft(path: Path, head: Mapping[str, Any], now: Clock, disk: Disk = DISK) -> Draft:
    """Begin a draft. Raises DraftError where there is one already, or where none can be kept."""
    names = names_of(path)
    _refuse_existing(path)
    with _held(names, path) as (lock, unlocked):
        _refuse_existing(path)
        data = plain(head)
        content = line(Start(0, data))
        Journal(names.history, disk, History()).append(content)
        found = Recovered(data, (), data, (), started=True, notes=unlocked)
        return Draft(path, names, found, read_history(content), None, now, lock, disk)


def _refuse_existing(path: Path) -> None:
    if draft_exists(path):
        raise DraftError("draft.error.exists", file=str(path))


@contextlib.contextmanager
def _held(names: Names, path: Path) -> Iterator[tuple[Lock | None, tuple[Problem, ...]]]:
    """Keep other processes away, also afterwards, unless something is raised."""
    lock: Lock | None = None
    try:
        lock, notes = _locked(names, path)
        yield lock, notes
    except BaseException as error:
        if lock is not None:
            _let_in(lock, names)
        if isinstance(error, OSError):
            raise _system_error(error, path) from error
        raise


def _let_in(lock: Lock, names: Names) -> None:
    """Let other processes in; where there is no history there was no draft, and its lock goes, too."""
    if not is_there(names.history):
        with contextlib.suppress(OSError):
            names.lock.unlink()
    lock.release()


def _locked(names: Names, path: Path) -> tuple[Lock | None, tuple[Problem, ...]]:
    """Lock a draft; some network drives have no locks, and a note says so."""
    from filelock import FileLock, Timeout

    if not is_folder(names.file.parent):  # the library would make it
        raise FileNotFoundError(errno.ENOENT, "")
    lock = FileLock(names.lock)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise DraftError("draft.error.locked", file=str(path)) from error
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno not in NO_LOCKS:
            raise
        return None, (Problem("draft.no_lock", Location(str(path))),)
    return lock, ()
