"""The only place that reads the keyboard, or a file of answers in its stead, and hears the signals that end a program."""

from __future__ import annotations

import errno
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from belong_assess.interview.lines import Line, Painter, folded_lines
from belong_assess.views.safe import safe

ESCAPE = "\x1b"
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
HANG_UP = int(getattr(signal, "SIGHUP", signal.SIGTERM))


class EndOfInput(Exception):
    """Nothing more is taken: after the last `line`, or at one in a file that was not understood (`refused`)."""

    def __init__(self, line: int, *, refused: bool = False) -> None:
        self.line = line
        self.refused = refused
        super().__init__(line)


class Stopped(BaseException):
    """A signal asks the program to end."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


class Terminal:
    """Shows lines and reads replies. `scripted`: they come from a file or a pipe, and are echoed."""

    def __init__(
        self,
        read: Callable[[], bytes],
        write: Callable[[str], None],
        *,
        width: int,
        paint: Painter,
        encoding: str = "utf-8",
        scripted: bool = False,
        waiting: Callable[[], bool] = lambda: False,
    ) -> None:
        self.scripted = scripted
        self.line = 0
        self._read = read
        self._write = write
        self._width = width
        self._paint = paint
        self._encoding = encoding
        self._more = waiting
        self._waiting = False
        self._ended = False
        self._stopped: int | None = None

    @property
    def over(self) -> bool:
        """Say whether nothing more can be typed: the next prompt raises EndOfInput or Stopped."""
        return self._ended or self._stopped is not None

    def more_waits(self) -> bool:
        """Say whether more lines came together with the last one: they were pasted."""
        return not self.scripted and self._more()

    def show(self, lines: Sequence[Line]) -> None:
        """Show lines."""
        self._put(folded_lines(lines, self._width, self._paint))

    def print(self, text: str) -> None:
        """Show a text that is laid out already."""
        self._put(text)

    def ask(self, text: str) -> str:
        """Wait for a line. Raises EndOfInput where there is none, and Stopped when a signal came."""
        self._put(folded_lines([Line(text, "question")], self._width - 1, self._paint).rstrip("\n") + " ")
        typed = self._next()
        if self.scripted:
            self._put(f"{safe(typed)}\n")
        return typed

    def ask_more(self) -> str:
        """Wait for one line more of a longer text."""
        typed = self._next()
        if self.scripted:
            self._put(f"{safe(typed)}\n")
        return typed

    def _next(self) -> str:
        while True:
            given = self._wait()
            if not given:
                self._ended = True
                self._put("\n")
                raise EndOfInput(self.line)
            self.line += 1
            text = decoded(given, self._encoding)
            if not (self.scripted and text.startswith("#")):
                return text

    def _wait(self) -> bytes:
        """A signal that comes while something is written waits until that is done; one that comes while we wait ends it."""
        self._waiting = True
        try:
            if self._stopped is not None:
                raise Stopped(self._stopped)
            return b"" if self._ended else self._read()
        except OSError as error:
            raise self._hung_up(error) from error
        finally:
            self._waiting = False

    def _put(self, text: str) -> None:
        try:
            self._write(text)
        except OSError as error:
            raise self._hung_up(error) from error

    def _hung_up(self, error: OSError) -> BaseException:
        """A window that was closed takes and gives nothing more; its signal may still be on the way."""
        if self._stopped is None and not self.scripted and error.errno == errno.EIO:
            self._stopped = HANG_UP
        return error if self._stopped is None else Stopped(self._stopped)

    def stop(self, number: int, frame: FrameType | None = None) -> None:
        """Take a signal."""
        self._stopped = number
        if self._waiting:
            raise Stopped(number)


@contextmanager
def heard(terminal: Terminal) -> Iterator[None]:
    """Let a terminal hear the signals that end a program, as long as it is in use."""
    before = {number: signal.signal(number, terminal.stop) for number in SIGNALS}
    try:
        yield
    finally:
        for number, held in before.items():
            signal.signal(number, held)


def decoded(given: bytes, encoding: str) -> str:
    """Read bytes as UTF-8 where they are, else as the console's own letters; nothing is refused."""
    given = given.rstrip(b"\r\n").removeprefix(b"\xef\xbb\xbf")
    try:
        return given.decode("utf-8")
    except UnicodeDecodeError:
        return given.decode("cp1252" if encoding.lower().replace("-", "") in ("utf8", "ascii") else encoding, "replace")
