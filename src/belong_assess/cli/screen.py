"""Where output goes and what the place can show: result on stdout, talk on stderr, width, colour, letters."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

from belong_assess.language.texts import Language
from belong_assess.responses.plain_text import without_controls
from belong_assess.values import value

NARROWEST, NARROWEST_TABLE, WIDEST, DEFAULT = 20, 60, 120, 80
TRICKY = "█▒·●◑–ł"


PLAIN_SIGNS = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "–": "-", "…": "...", "≥": ">=", "≤": "<=", "×": "x", "’": "'", "“": '"', "”": '"'}
)


@value
class Screen:
    """One run's output. `plain`: lines only; `ascii_only`: the stream cannot hold the blocks of the bars."""

    say: Language
    out: TextIO
    talk: TextIO
    width: int
    plain: bool
    colour: bool
    ascii_only: bool
    quiet: bool = False

    def show(self, text: str) -> None:
        """Print a result; typographic signs that the stream cannot hold become plain ones."""
        text = text.translate(PLAIN_SIGNS) if self.ascii_only else text
        self.out.write(text if text.endswith("\n") else text + "\n")

    def say_now(self, text: str) -> None:
        """Print part of a conversation as it stands, and at once: somebody waits for it."""
        self.out.write(text.translate(PLAIN_SIGNS) if self.ascii_only else text)
        self.out.flush()

    def pass_on(self, content: bytes) -> None:
        """Print a file as it is: UTF-8 and its own line ends, whatever the stream would make of text."""
        self.out.flush()
        buffer = getattr(self.out, "buffer", None)
        if buffer is None:
            self.out.write(content.decode())
        else:
            buffer.write(content)
            buffer.flush()

    def tell(self, text: str) -> None:
        """Print a remark, unless quiet."""
        if not self.quiet:
            self.warn(text)

    def warn(self, text: str) -> None:
        """Print what must be said."""
        text = without_controls(text)
        self.talk.write((text if _holds(TRICKY, self.talk.encoding) else text.translate(PLAIN_SIGNS)) + "\n")


def open_screen(say: Language, *, plain: bool = False, quiet: bool = False) -> Screen:
    """Look at the streams and the environment: TERM, NO_COLOR, ACCESSIBLE, COLUMNS."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    terminal = sys.stdout.isatty()
    plain = (
        plain
        or not terminal
        or _width() < NARROWEST_TABLE
        or os.environ.get("TERM") == "dumb"
        or bool(os.environ.get("ACCESSIBLE"))
    )
    return Screen(
        say=say,
        out=sys.stdout,
        talk=sys.stderr,
        width=_width(),
        plain=plain,
        colour=not plain and not os.environ.get("NO_COLOR"),
        ascii_only=not _holds(TRICKY, sys.stdout.encoding),
        quiet=quiet,
    )


def _width() -> int:
    columns = shutil.get_terminal_size((DEFAULT, 24)).columns
    return max(NARROWEST, min(WIDEST, columns))


def _holds(letters: str, encoding: str | None) -> bool:
    try:
        letters.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
