"""One process that reads for the batch: how it is started, what it does, how it is ended."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import time
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from belong_assess.workflows.batch.reading import messages_of
from belong_assess.workflows.batch.signals import as_any_worker, undisturbed
from belong_assess.workflows.batch.units import Message, Piece, Task, Unit

READY = "ready"
MOST_MEMORY = 4 << 30
"""Bytes of address space that a worker may take; what asks for more ends itself, and not the machine."""

FORK, SPAWN = "fork", "spawn"

GARBAGE = (5_000, 10, 10)
"""How often a worker looks for garbage: files make much of it, other than what the program does on its way to one."""


def way_to_start() -> str:
    """Return how processes are started here: copies of this one where the system does that safely, else fresh ones."""
    return FORK if sys.platform == "linux" else SPAWN


class Worker:
    """A process, the pipe to it, and how many files it has to read. `heard` is when it last said something.

    The pipes of others are closed in it: only so do they hear of our end.
    """

    def __init__(self, task: Task, others: Sequence[Worker], start: str) -> None:
        context: Any = get_context(start)
        self.pipe, theirs = context.Pipe()
        inherited = [self.pipe, *(other.pipe for other in others)] if start == FORK else []
        self.process = context.Process(target=_work, args=(theirs, task, inherited), daemon=True)
        with undisturbed():
            self.process.start()
        theirs.close()
        self.ready = False
        self.busy = 0
        self.heard = time.monotonic()

    def give(self, units: Sequence[Unit]) -> None:
        """Hand units over. They are few and small, so that this never waits for the worker."""
        if not self.busy:
            self.heard = time.monotonic()
        self.busy += len(units)
        with contextlib.suppress(OSError):  # it has just died; that is noticed where deaths are
            self.pipe.send(tuple(units))

    def waiting(self) -> bool:
        """Say whether something has come that was not received yet."""
        try:
            return bool(self.pipe.poll())
        except OSError:
            return False

    def receive(self) -> Message | None:
        """Return the next message; `None` where it only said that it has begun. Raises EOFError where there is no more."""
        try:
            message = self.pipe.recv()
        except OSError as error:
            raise EOFError from error
        self.heard = time.monotonic()
        if message == READY:
            self.ready = True
            return None
        self.busy -= not isinstance(message, Piece)
        found: Message = message
        return found

    def silent_for(self) -> float:
        """Return for how many seconds it has said nothing while it had something to do."""
        return time.monotonic() - self.heard if self.busy and not self.waiting() else 0.0

    def is_alive(self) -> bool:
        """Say whether it still runs."""
        return bool(self.process.is_alive())

    def end(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _work(pipe: Connection, task: Task, inherited: Sequence[Connection]) -> None:
    """Read what comes, send what comes of it, until nobody is there any more."""
    for each in inherited:
        each.close()
    as_any_worker()
    _limit_memory()
    gc.set_threshold(*GARBAGE)
    with contextlib.suppress(EOFError, OSError):
        pipe.send(READY)
        while True:
            for unit in pipe.recv():
                for message in messages_of(unit, task):
                    pipe.send(message)


def _limit_memory() -> None:
    if os.name == "posix":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
