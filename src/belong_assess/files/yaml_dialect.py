"""The strict YAML that the program reads: plain data, each value with its line and column.

Only `true` and `false` are booleans, numbers are whole or have a decimal point, dates and everything else stay text.
Repeated keys, aliases, tags, several documents and deep nesting are problems. The tree is built from parser events, so
that depth is limited before anything recurses: the C composer itself crashes on deeply nested input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from belong_assess.problems import Location, PathKey, Problem

Place = tuple[int, int]
MAX_DEPTH = 40
MAX_VALUES = 20_000
MAX_NOTES = 200
WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+\Z")
EMPTY = ("", "~", "null")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""C0 and C1 control characters but tab, line ends and NEL; what YAML itself calls not printable."""

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Document:
    """What one text held: the data, the place of every value (and of every key, under `path + ("",)`), the problems."""

    file: str
    data: Any = None
    places: dict[PathKey, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def where(self, path: PathKey) -> Location:
        """Return the place of a value, or of the nearest value around it."""
        for length in range(len(path), -1, -1):
            if place := self.places.get(path[:length]):
                return Location(self.file, place[0], place[1], path)
        return Location(self.file, None, None, path)

    def report(self, code: str, place: Place, path: PathKey = (), **facts: str) -> None:
        """Add a problem at a place of this document."""
        self.problems.append(Problem(code, Location(self.file, place[0], place[1], path), facts))


class _Stop(Exception):
    """Nothing more can be read from this text; the reason is among the problems."""


def read_yaml(text: str, file: str) -> Document:
    """Read one YAML text; defects become problems of the document, and its data is `None` where nothing can be read."""
    document = Document(file)
    text = _without_controls(text.removeprefix("\ufeff"), document)
    parser = _Parser(text)
    try:
        document.data = _Builder(document, _events(parser)).document()
    except yaml.MarkedYAMLError as error:
        _syntax(document, error, text)
    except _Stop:
        document.data = None
    finally:
        parser.dispose()
    return document


def _events(parser: Any) -> Iterator[Any]:
    while (event := parser.get_event()) is not None:
        yield event


def scalar_spans(text: str) -> dict[Place, tuple[int, int]]:
    """Return where each value that is neither list nor mapping begins and ends, in characters, by its line and column."""
    parser = _Parser(text)
    try:
        scalars: list[Any] = [event for event in _events(parser) if isinstance(event, yaml.ScalarEvent)]
        return {_place(event): (event.start_mark.index, event.end_mark.index) for event in scalars}
    finally:
        parser.dispose()


def _without_controls(text: str, document: Document) -> str:
    """Drop control characters, with one note for each line that had some, up to a limit."""
    if not UNPRINTABLE.search(text):
        return text
    for number, line in enumerate(text.split("\n"), 1):
        if (match := UNPRINTABLE.search(line)) and len(document.problems) < MAX_NOTES:
            document.report("text.control_removed", (number, match.start() + 1), found=f"U+{ord(match.group()):04X}")
    return UNPRINTABLE.sub("", text)


def _syntax(document: Document, error: yaml.MarkedYAMLError, text: str) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    at = lines[line][column : column + 1] if line < len(lines) else ""
    document.report("yaml.tab" if at == "\t" else "yaml.syntax", (line + 1, column + 1), found=at or "…")
    document.data = None


class _Builder:
    """Turns parser events into plain data, one document only."""

    def __init__(self, document: Document, events: Iterator[Any]) -> None:
        self.out = document
        self.events = events

    def document(self) -> Any:
        data = None
        seen = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self.out.report("yaml.several_documents", _place(event))
                    raise _Stop
                seen = True
                data = self.node(next(self.events), ())
        return data

    def node(self, event: Any, path: PathKey) -> Any:
        place = _place(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self.out.report("yaml.alias", place, path, found=str(event.anchor))
            raise _Stop
        if event.tag is not None and event.tag != "!":
            self.out.report("yaml.tag", place, path, found=event.tag)
            raise _Stop
        if len(path) > MAX_DEPTH:
            self.out.report("yaml.too_deep", place, expected=str(MAX_DEPTH))
            raise _Stop
        if len(self.out.places) > 2 * MAX_VALUES:
            self.out.report("file.too_many_values", place, expected=str(MAX_VALUES))
            raise _Stop
        self.out.places[path] = place
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def scalar(self, event: Any, place: Place, path: PathKey) -> Any:
        text: str = event.value
        if event.implicit[0]:
            return _plain(text)
        if match := UNPRINTABLE.search(text):
            if len(self.out.problems) < MAX_NOTES:
                self.out.report("text.control_removed", place, path, found=f"U+{ord(match.group()):04X}")
            return UNPRINTABLE.sub("", text)
        return text

    def sequence(self, path: PathKey) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: PathKey) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = _place(event)
            if not isinstance(event, yaml.ScalarEvent):
                self.out.report("yaml.key_not_text", place, path)
                raise _Stop
            key = UNPRINTABLE.sub("", event.value)
            inner = (*path, key)
            if key in entries:
                self.out.report("yaml.repeated_key", place, path, found=key)
                self.node(next(self.events), (*inner, "repeated"))
                continue
            entries[key] = self.node(next(self.events), inner)
            self.out.places[(*inner, "")] = place
        return entries


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _plain(text: str) -> Any:
    if WHOLE.match(text) and len(text) <= 18:
        return int(text)
    if text == "true":
        return True
    if text == "false":
        return False
    if text in EMPTY:
        return None
    if DECIMAL.match(text) and len(text) <= 18:
        return Decimal(text)
    return text
