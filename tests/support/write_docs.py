"""Puts into the documentation what comes from the program: help pages, excerpts of reports, tables of keys, whole pages.

`python -m tests.support.write_docs` brings everything up to date. In a page, the lines between `<!-- begin NAME -->` and
`<!-- end -->` are written here; `tests/docs` compares them with the program.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, nullcontext, redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from belong_assess.cli.app import build_command
from belong_assess.cli.main import run
from belong_assess.files.content import shipped_methods
from belong_assess.language.texts import SOURCE, language, languages
from belong_assess.views.handbook import render_handbook
from belong_assess.views.problem_codes import problem_codes_page
from belong_assess.workflows.methods import open_method

from .method_keys import key_table

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/commands.md", "docs/file-formats.md", "docs/method-files.md", "docs/api.md")
"""The pages that people write, with blocks that come from the program."""

HANDBOOKS = {
    f"docs/handbook-{name}{'' if code == SOURCE else f'.{code}'}.md": (name, code)
    for name in shipped_methods()
    for code in languages()
}
"""The handbook of each method in each language."""

GENERATED = ("docs/problem-codes.md", *HANDBOOKS)
"""The pages that come from the program as a whole."""

BLOCK = re.compile(r"(?P<head><!-- begin (?P<name>[^>]+?) -->\n)(?P<held>.*?)(?P<tail><!-- end -->)", re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
GAP = "[...]"

Piece = tuple[str, str]
"""From the line that begins with the first text to the one before the second; an empty text stands for a blank line."""

EXCERPTS: Mapping[str, tuple[tuple[str, ...], tuple[Piece, ...]]] = {
    "demo": (("demo",), (("Index ", "Common core"), ("Areas", "Bar"), ("A9 ", "A12"), ("Worth attention", "  See"))),
    "batch": (
        ("batch", "examples/*/submission.yaml", "-o", "results.xlsx"),
        (("11 submissions", "  Regional intercultural questionnaire 0.1.0, Standard"),),
    ),
    "explain": (("explain", "@marevalle", "A11"), (("A11 Health", ""), ("Id ", "A11.2"), ("A11.7", ""), ("500", ""))),
}


TYPED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, str]]] = {
    "assess": (
        ("val-serrano.yaml", "--tier", "standard", "--by", "legal service"),
        ("Val Serrano", "g A1.2", "in force", "3", "41.4 %", "counted", "q"),
        ("A1 Political", "\n\nA1 Political commitment and strategy: question 4"),
    ),
}
"""Conversations: how `assess` is started, what is typed, and the words between which the excerpt stands."""


@cache
def written() -> dict[str, str]:
    """Return every page as it should stand, by its path."""
    say = language()
    pages = {name: page((ROOT / name).read_text(encoding="utf-8")) for name in PAGES}
    handbooks = {page: render_handbook(open_method(name, code), language(code)) for page, (name, code) in HANDBOOKS.items()}
    return {**pages, "docs/problem-codes.md": problem_codes_page(say), **handbooks}


def page(text: str) -> str:
    """Return a page with all of its blocks filled."""
    return BLOCK.sub(lambda block: block["head"] + filled(block["name"], text[: block.start()]) + block["tail"], text)


def filled(name: str, before: str) -> str:
    """Return what stands in one block; `before` is the page up to it."""
    kind, _, rest = name.partition(" ")
    match kind:
        case "help":
            return fenced(output_of((*rest.split(), "--help")) if rest else output_of(("--help",)))
        case "excerpt":
            return fenced(excerpt(*EXCERPTS[rest]))
        case "typed":
            return fenced(conversation(*TYPED[rest]))
        case "printed":
            return fenced(printed(PYTHON.findall(before)))
        case "keys":
            return key_table(rest)
        case _:
            raise ValueError(name)


def fenced(text: str) -> str:
    """Return text as a block that is shown as it is."""
    return f"```text\n{text.rstrip()}\n```\n"


# what the program shows


class Terminal(StringIO):
    """A terminal of 80 columns that holds every letter."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Say yes."""
        return True


SCREEN = {"COLUMNS": "80", "TERM": "xterm", "NO_COLOR": "1", "ACCESSIBLE": "", "BELONG_ASSESS_LANG": SOURCE}


@cache
def output_of(arguments: tuple[str, ...]) -> str:
    """Return what a command shows on a terminal of 80 columns without colour; it must end with exit code 0."""
    out, talk = Terminal(), Terminal()
    place = in_a_copy() if arguments[0] == "batch" else nullcontext()
    with place, patch.dict(os.environ, SCREEN), redirect_stdout(out), redirect_stderr(talk):
        code = run(arguments)
    assert code == 0, (arguments, talk.getvalue())
    return out.getvalue()


@contextmanager
def in_a_copy() -> Iterator[None]:
    """Stay for a while in a folder of its own that holds the examples, as somebody does who has just copied them."""
    with TemporaryDirectory() as folder, chdir(folder):
        shutil.copytree(ROOT / "examples", "examples")
        yield


@cache
def conversation(arguments: tuple[str, ...], lines: tuple[str, ...], between: tuple[str, str]) -> str:
    """Return a conversation from the first of these words to the line before the others."""
    out, talk = Terminal(), Terminal()
    with TemporaryDirectory() as folder, chdir(folder):
        Path("lines.txt").write_text("\n".join(lines), encoding="utf-8")
        with patch.dict(os.environ, SCREEN), redirect_stdout(out), redirect_stderr(talk):
            code = run(("assess", *arguments, "--answers", "lines.txt"))
    assert code == 0, (lines, talk.getvalue())
    shown, (first, after) = out.getvalue(), between
    return shown[shown.index(first) : shown.index(after)]


def excerpt(arguments: tuple[str, ...], pieces: tuple[Piece, ...]) -> str:
    """Return some lines of what a command shows; a gap stands for what is left out."""
    lines = [line.rstrip() for line in output_of(arguments).splitlines()]
    shown: list[str] = []
    reached = 0
    for start, stop in pieces:
        begun = _find(lines, start, reached)
        left_out = lines[reached:begun]
        if shown:
            shown += [GAP] if any(left_out) else left_out
        reached = _find(lines, stop, begun + 1)
        shown += lines[begun:reached]
    return "\n".join([*shown, GAP] if any(lines[reached:]) else shown)


def _find(lines: list[str], start: str, after: int) -> int:
    """The number of the next line that begins so; for a blank line, the end at the latest."""
    for number in range(after, len(lines)):
        if lines[number].startswith(start) if start else not lines[number]:
            return number
    assert not start, f"no line begins with {start!r} any more: choose other lines in EXCERPTS"
    return len(lines)


def printed(snippets: list[str]) -> str:
    """Return what the last snippet of a page prints, after the others have run."""
    out = StringIO()
    names: dict[str, Any] = {}
    here = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for snippet in snippets:
                out.truncate(out.seek(0))
                with redirect_stdout(out):
                    exec(compile(snippet, "documentation", "exec"), names)
        finally:
            os.chdir(here)
    return out.getvalue()


def commands() -> Iterator[tuple[str, ...]]:
    """Return every command with the words that call it; the program itself is the empty one."""

    def below(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        for name, child in getattr(command, "commands", {}).items():
            yield from below(child, (*path, name))

    return below(build_command(language()), ())


def main() -> None:
    """Write every page that differs, and name it."""
    for name, text in written().items():
        path = ROOT / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
