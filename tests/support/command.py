"""Runs the program: inside the test where that will do, as a process of its own where it matters."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import belong_assess
from belong_assess.cli.main import run

PROGRAM = (sys.executable, "-m", "belong_assess")
SOURCES = str(Path(belong_assess.__file__).resolve().parents[1])


@dataclass(frozen=True)
class Outcome:
    """What one run gave."""

    code: int
    out: str
    err: str


class Runner:
    """Runs the program in this process and takes what it prints."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str) -> Outcome:
        self.capsys.readouterr()
        code = run(list(arguments))
        printed = self.capsys.readouterr()
        return Outcome(code, printed.out, printed.err)


def process(
    *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own, its output in bytes."""
    return subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, env=surroundings(env), cwd=cwd, check=False, timeout=60
    )


def surroundings(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process, in which the package that is tested is found from any folder."""
    return {**os.environ, "PYTHONPATH": SOURCES, **(env or {})}


def terminal(arguments: Sequence[str], columns: int, env: Mapping[str, str]) -> tuple[int, bytes]:
    """Run the program on a terminal of its own; return its exit code and all that it printed. POSIX only."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    surroundings = {**os.environ, **env}
    with subprocess.Popen([*PROGRAM, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=surroundings) as started:
        os.close(theirs)
        printed = b""
        while piece := _read(ours):
            printed += piece
        code = started.wait(timeout=60)
    os.close(ours)
    return code, printed


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:
        return b""
