"""Follows a page of instructions: runs its commands, makes its changes, and keeps what was shown beside what was promised.

A `console` block holds commands (`$ belong-assess ...`, `$ cd ...`) with what they show on a terminal of 80 columns; a line
`...` stands for any number of lines. A `diff` block holds a change: `--- file`, then lines that go (`-`), come (`+`) or
stay; what goes and stays must stand in the file exactly once. `@@` stands between several changes of one file.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from belong_assess.cli.main import run

from .write_docs import SCREEN, Terminal

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ANY = "..."


@dataclass(frozen=True)
class Step:
    """One command: what the page shows, and what the terminal shows."""

    line: int
    command: str
    promised: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Say whether the page shows what the terminal shows."""
        return matches(self.promised, self.shown)


def follow(page: str) -> Iterator[Step]:
    """Do what a page says, in the current folder, and yield every command of the program."""
    for block in FENCE.finditer(page):
        line = page.count("\n", 0, block.start()) + 2
        if block[1] == "diff":
            change(block[2], line)
        elif block[1] == "console":
            yield from _commands(block[2], line)
        elif block[1] in ("sh", "bash", ""):
            raise AssertionError(f"line {line}: nobody runs this block; make it a console block")


def _commands(block: str, line: int) -> Iterator[Step]:
    lines = block.splitlines()
    starts = [number for number, held in enumerate(lines) if held.startswith("$ ")]
    assert starts[:1] == [0], f"line {line}: a console block begins with a command"
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        command, promised = lines[start].removeprefix("$ "), tuple(lines[start + 1 : end])
        program, *words = shlex.split(command)
        if program == "cd":
            assert not promised
            os.chdir(words[0])
            continue
        assert program == "belong-assess", f"line {line + start}: nobody runs {command}"
        yield Step(line + start, command, promised, on_terminal(words))


def on_terminal(words: list[str]) -> tuple[str, ...]:
    """Return what a command shows, result and talk in their order, without blank lines at the end."""
    screen = Terminal()
    with patch.dict(os.environ, SCREEN), redirect_stdout(screen), redirect_stderr(screen):
        run(words)
    return tuple(line.rstrip() for line in screen.getvalue().rstrip().splitlines())


def matches(promised: tuple[str, ...], shown: tuple[str, ...]) -> bool:
    """Compare line by line; `...` stands for any number of lines."""
    if not promised or not shown:
        return not shown and all(line == ANY for line in promised)
    if promised[0] == ANY:
        return any(matches(promised[1:], shown[start:]) for start in range(len(shown) + 1))
    return promised[0] == shown[0] and matches(promised[1:], shown[1:])


def change(block: str, line: int) -> None:
    """Make the changes of one block in their file."""
    head, *lines = block.splitlines()
    assert head.startswith("--- "), f"line {line}: a change begins with --- and a file"
    path = Path(head.removeprefix("--- "))
    text = path.read_text(encoding="utf-8")
    for part in "\n".join(lines).split("\n@@\n"):
        held = part.split("\n")
        assert all(each[:1] in ("-", "+", " ", "") for each in held), f"line {line}: {part}"
        old = "".join(f"{each[1:]}\n" for each in held if each[:1] != "+")
        new = "".join(f"{each[1:]}\n" for each in held if each[:1] != "-")
        assert old != new
        assert text.count(old) == 1, f"line {line}: {path} holds this {text.count(old)} times:\n{old}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8", newline="\n")
