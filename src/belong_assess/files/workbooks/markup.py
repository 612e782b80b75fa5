"""How parts of a package are read as XML: event by event, nothing kept, and no declarations of any kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml\b(?P<declared>[^>]*)\?>)?+(?:\s++|<!--.*?-->|<\?[^>]*\?>)*+<[A-Za-z_]", re.DOTALL
)
ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)["']""")
LEGIBLE = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
HEAD = 65_536
CHUNK = 1 << 20
MOST_TAGS = 3_000_000
DEEPEST = 100_000
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""What a text begins with whose characters take two bytes or four."""


class Undeclared(Exception):
    """A part declares a document type or entities, which no part of a workbook does."""


class Crowded(Exception):
    """A part holds too many tags, or too many inside each other."""


UNREADABLE = (Crowded, expat.ExpatError, Undeclared, ValueError, LookupError, OverflowError)
"""What reading a part may raise, where it is no XML or its words do not fit together."""


def objection(part: bytes) -> str | None:
    """Say why a part is not to be given to any parser: `encoding`, `entities` or `damaged`; `None` where it may be.

    A document type stands before the first element or nowhere, so only the beginning is looked at.
    """
    if part.startswith(WIDE):
        return "encoding"
    if (found := PROLOG.match(part)) is None:
        head = part[:HEAD].upper()
        return "entities" if b"<!DOCTYPE" in head or b"<!ENTITY" in head else "damaged"
    declared = ENCODING.search(found.group("declared") or b"")
    if declared is not None and declared.group(1).lower() not in LEGIBLE:
        return "encoding"
    return None


def read_markup(part: bytes, start: Start, end: End, text: Text, most: int = MOST_TAGS) -> None:
    """Tell three functions what stands in a part. Names come as `namespace name`, or bare where there is no namespace.

    Raises `expat.ExpatError` where it is no XML, `Undeclared` where it declares anything, `Crowded` above so many tags.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    tags = depth = 0
    for begin in range(0, len(part), CHUNK):
        chunk = part[begin : begin + CHUNK]
        opened, closed = chunk.count(b"<"), chunk.count(b"</")
        tags, depth = tags + opened, depth + opened - 2 * closed - chunk.count(b"/>")
        if tags > most or depth > DEEPEST:
            raise Crowded
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise Undeclared


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(" ")[2]


def no_text(_: str) -> None:
    """Where text does not matter."""


def no_end(_: str) -> None:
    """Where ends do not matter."""
