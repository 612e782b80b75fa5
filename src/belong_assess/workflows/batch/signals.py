"""The signals that end a program, and moments in which they must not: those in which half a thing would be left."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


class Stopped(BaseException):
    """A signal asks the program to end."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


@contextmanager
def heard() -> Iterator[None]:
    """Let the first signal raise Stopped, and no other one disturb the tidying up after it."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    with _all_at(stop):
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no signal be heard. A process that is started meanwhile hears none either, until it says otherwise."""
    with _all_at(signal.SIG_IGN):
        yield


@contextmanager
def _all_at(action: object) -> Iterator[None]:
    before: dict[int, object] = {}
    try:
        for each in SIGNALS:
            before[each] = signal.signal(each, action)  # type: ignore[arg-type]
    except ValueError:  # only the main thread may say what is heard, and only it hears
        before.clear()
    try:
        yield
    finally:
        for number, held in before.items():
            signal.signal(number, held)  # type: ignore[arg-type]


def as_any_worker() -> None:
    """Hear of a worker's signals what it needs: Ctrl-C is for the batch, which ends its workers; all else ends it."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN if each == signal.SIGINT else signal.SIG_DFL)
