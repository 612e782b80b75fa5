"""A person at a terminal: types a line when a prompt waits for one. POSIX only."""

from __future__ import annotations

import os
import re
import select
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from types import TracebackType

from support.command import PROGRAM, surroundings

COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
PROMPT = re.compile(rb"[:?)] \Z")
PATIENCE = 30.0


class Keyboard:
    """Runs the program on a terminal of its own."""

    def __init__(
        self, *arguments: str, cwd: Path, columns: int = 80, rows: int = 24, env: Mapping[str, str] | None = None
    ) -> None:
        import fcntl
        import pty
        import termios

        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

        def take_the_terminal() -> None:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        around = surroundings({"TERM": "xterm", **(env or {})})
        self.process = subprocess.Popen(
            [*PROGRAM, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, env=around,
            preexec_fn=take_the_terminal,
        )  # fmt: skip
        os.close(theirs)
        self.shown = b""

    def __enter__(self) -> Keyboard:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        self.close_window()

    def close_window(self) -> None:
        """Close the window: the system hangs up."""
        if self.ours >= 0:
            os.close(self.ours)
        self.ours = -1

    def type(self, *lines: str) -> None:
        """Type lines, each when a prompt waits for it."""
        for line in lines:
            self.wait()
            self.press(line + "\n")

    def press(self, keys: str) -> None:
        """Press keys at once."""
        self.shown += b"\x00"
        os.write(self.ours, keys.encode())

    def wait(self) -> str:
        """Wait until a prompt stands at the end of what is shown; return all that was shown since the last key."""
        until = monotonic() + PATIENCE
        while not PROMPT.search(COLOUR.sub(b"", self.shown)):
            if monotonic() > until or not self.read(until - monotonic()):
                raise AssertionError(f"no prompt: {self.shown[-1500:].decode()}")
        return self.shown.rpartition(b"\x00")[2].decode()

    def read(self, patience: float) -> bool:
        """Take what is there; say whether anything can still come."""
        if not select.select([self.ours], [], [], max(patience, 0))[0]:
            return True
        try:
            piece = os.read(self.ours, 65536)
        except OSError:
            return False
        self.shown += piece
        return bool(piece)

    def end(self) -> int:
        """Wait for the end of the program; return its exit code."""
        until = monotonic() + PATIENCE
        while monotonic() < until and self.read(0.2) and self.process.poll() is None:
            pass
        while self.read(0) and select.select([self.ours], [], [], 0.05)[0]:
            pass
        return self.process.wait(timeout=PATIENCE)

    @property
    def text(self) -> str:
        """All that was shown, without colour, line ends as in a file."""
        return COLOUR.sub(b"", self.shown).replace(b"\x00", b"").decode().replace("\r\n", "\n")
