"""What goes to a worker and what comes back: things to read, pieces of what was read, and how one ended."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from belong_assess.values import value
from belong_assess.workflows.batch.digests import NOTHING, Content

if TYPE_CHECKING:
    from belong_assess.results.record import Record
    from belong_assess.workflows.score_file import Rejected, Scored

Reader = Callable[[Path, str, str, str, Any], "Iterator[Scored | Rejected]"]
"""Reads a file: its path, a language, its name in outputs, the method that is named; and which part of it (`None`: all)."""
Cutter = Callable[[Path], Sequence[Any]]
"""Cuts a large file into parts that can be read apart, in their order; nothing where it is read as a whole."""
MarkUp = Callable[["Scored | Rejected", str], "tuple[str, bytes] | None"]
"""Makes a marked-up return of something doubtful, in a language where it names none: a file name and its content."""


@value
class Lines:
    """Where the records of an input stand in the results of an earlier batch."""

    name: str
    path: str
    offset: int
    count: int
    content: Content


@value
class Unit:
    """One file, or one part of it: to read, or to take from an earlier batch (`kept`). `skip` records are known already.

    `content` is what the file holds, where that is known; `last` says whether the file has ended with it.
    """

    number: int
    name: str
    path: str
    kept: Lines | None = None
    skip: int = 0
    part: Any = None
    last: bool = True
    content: Content | None = None


@value
class Task:
    """What every worker has to know. `returns` is the folder for marked-up returns, empty where none are wanted."""

    read: Reader
    mark_up: MarkUp
    language: str
    method: str
    formats: tuple[str, ...]
    redact: bool
    returns: str = ""
    debug: bool = False


@value
class MadeReturn:
    """A marked-up return as a worker left it: the name that it asks for, where its content lies, and its hash."""

    asked: str
    path: str
    sha256: str


@value
class Piece:
    """Some records of one file, as they are needed: ready for each text format, and packed until their turn comes."""

    number: int
    count: int
    packed: bytes
    json: bytes = b""
    csv: bytes = b""
    returns: tuple[MadeReturn, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """The records themselves; they were packed by this program and have not left this machine's memory."""
        found: tuple[Record, ...] = pickle.loads(self.packed)
        return found

    @property
    def size(self) -> int:
        """Bytes that it takes while it waits."""
        return len(self.packed) + len(self.json) + len(self.csv)


def packed(records: Sequence[Record]) -> bytes:
    """Pack records into few bytes."""
    return pickle.dumps(tuple(records), pickle.HIGHEST_PROTOCOL)


@value
class Ended:
    """A file, or a part of one, has been read to its end; `last` says whether the file itself has ended."""

    number: int
    content: Content = Content(0, NOTHING)
    last: bool = True


@value
class Halt:
    """Nothing can go on: a disk that is full, a method that has gone."""

    reason: str
    errno: int | None = None


Message = Piece | Ended | Halt
