"""What a reader does with one file: reads it whole or takes its earlier records, and renders what becomes of each record."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from belong_assess.files.records import csv_rows, read_record, record_line
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Location, Problem, has_errors, redacted
from belong_assess.results.record import Record
from belong_assess.workflows.batch.digests import content_of
from belong_assess.workflows.batch.units import Ended, Halt, Lines, MadeReturn, Message, Piece, Task, Unit, packed
from belong_assess.workflows.batch.words import method_of
from belong_assess.workflows.recording import record_of
from belong_assess.workflows.score_file import Rejected, Scored

TOGETHER = 25
"""So many records of one file are sent at once: a table has many."""


def messages_of(unit: Unit, task: Task) -> Iterator[Message]:
    """Return what comes of one file, piece by piece. Nothing that a file holds stops the batch; a full disk does."""
    if unit.kept is not None:
        yield from _again(unit, unit.kept, task)
        return
    content = unit.content or content_of(Path(unit.path))
    read = islice(_read(unit, task), unit.skip, None)
    try:
        while some := list(islice(read, TOGETHER)):
            yield _piece(unit, task, some, content.sha256)
    except OSError as error:
        yield Halt(error.strerror or type(error).__name__, error.errno)
        return
    yield Ended(unit.number, content, unit.last)


def _read(unit: Unit, task: Task) -> Iterator[Scored | Rejected]:
    """Read a file; a reader that stumbles costs this file and no other. A folder is here because it could not be opened."""
    if Path(unit.path).is_dir():
        yield Rejected(unit.name, (Problem("file.unreadable", Location(unit.name), {"found": unit.name}),))
        return
    try:
        yield from task.read(Path(unit.path), task.language, unit.name, task.method, unit.part)
    except Exception as error:
        if task.debug:
            raise
        yield Rejected(unit.name, (died(unit.name, type(error).__name__),))


def died(name: str, found: str = "#ended") -> Problem:
    """Return what is said of a file that no reader survives."""
    return Problem("file.reader_died", Location(name), {"found": found})


def too_slow(name: str, seconds: float) -> Problem:
    """Return what is said of a file that was read for too long."""
    return Problem("file.reader_slow", Location(name), {"expected": f"{seconds:.0f}"})


def left_out(unit: Unit, problem: Problem, task: Task) -> tuple[Piece, Ended]:
    """Return what takes the place of a file, or the rest of one, that could not be read to its end."""
    content = unit.content or content_of(Path(unit.path))
    piece = _piece(unit, task, [Rejected(unit.name, (problem,))], content.sha256)
    return piece, Ended(unit.number, content, unit.last)


def _piece(unit: Unit, task: Task, some: Iterable[Scored | Rejected], digest: str) -> Piece:
    made = [(each, _recorded(each, unit, task, digest)) for each in some]
    returns = [back for each, _ in made if (back := _marked_up(each, unit, task)) is not None]
    lines = [_line(record) for _, record in made] if "json" in task.formats else []
    rows = [_rows(record, each.assessment, task) for each, record in made if isinstance(each, Scored)]
    records = [record for _, record in made]
    return Piece(unit.number, len(records), packed(records), b"".join(lines), b"".join(rows), tuple(returns))


def _line(record: Record) -> bytes:
    return f"{record_line(record)}\n".encode()


def _rows(record: Record, assessment: Assessment, task: Task) -> bytes:
    return csv_rows(record, assessment).encode() if "csv" in task.formats else b""


def _recorded(read: Scored | Rejected, unit: Unit, task: Task, digest: str) -> Record:
    record = record_of(read, unit.name, digest)
    return replace(record, problems=tuple(redacted(record.problems))) if task.redact else record


def is_doubtful(read: Scored | Rejected) -> bool:
    """Say whether something goes back to whoever filled it in: nothing could be scored, or an answer has an error."""
    return isinstance(read, Rejected) or has_errors(read.problems)


def _marked_up(read: Scored | Rejected, unit: Unit, task: Task) -> MadeReturn | None:
    if not task.returns or not is_doubtful(read):
        return None
    made = task.mark_up(read, task.language)
    if made is None:
        return None
    asked, content = made
    path = Path(task.returns) / hashlib.sha256(f"{unit.number}\n{read.place}\n{asked}".encode()).hexdigest()[:32]
    path.write_bytes(content)
    if path.read_bytes() != content:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return MadeReturn(asked, str(path), hashlib.sha256(content).hexdigest())


# from an earlier batch


def _again(unit: Unit, kept: Lines, task: Task) -> Iterator[Message]:
    """Take earlier records over, line by line."""
    with Path(kept.path).open("rb") as stream:
        stream.seek(kept.offset)
        lines = islice(stream, unit.skip, kept.count)
        while some := list(islice(lines, TOGETHER)):
            yield _taken_over(unit, [line.rstrip(b",\n") for line in some], task)
    yield Ended(unit.number, kept.content)


def _taken_over(unit: Unit, lines: Sequence[bytes], task: Task) -> Piece:
    records = [read_record(line.decode()) for line in lines]
    rows = [_rows(record, _method_of(record, task), task) for record in records if record.stamp is not None]
    json = b"".join(line + b"\n" for line in lines)
    return Piece(unit.number, len(records), packed(records), json, b"".join(rows))


def _method_of(record: Record, task: Task) -> Assessment:
    assert record.stamp is not None
    return method_of(record.stamp, task.method, task.language)
