"""Cuts a long text table into parts that can be read apart, each by another process, and reads one of them.

This is how a batch reads one table with all cores: `table_parts` is asked once, in the process that hands out the work;
`read_part` is called with each part, in any process. Put together in their order, they give what `read_table` gives.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import IO

from belong_assess.files.tables.asked import Asked
from belong_assess.files.tables.gather import MOST_IDS, MOST_REGIONS, Keys
from belong_assess.files.tables.grid import Cells, Grid, Numbered, RegionRead, grid_of_text, is_blank, led_by
from belong_assess.files.tables.kinds import Head, beyond, first_rows, head_of
from belong_assess.files.tables.long import LongReader
from belong_assess.files.tables.names import tight
from belong_assess.files.tables.regions import RegionsReader
from belong_assess.files.workbooks.delimited import LONGEST_LINE, Table, open_stream
from belong_assess.files.workbooks.grid import Damaged
from belong_assess.problems import Location, Problem
from belong_assess.values import value

REGIONS_A_PART = 500
LEAST_BYTES = 1_000_000
"""A smaller table is not worth several processes."""

CUTTABLE = ("utf-8-sig", "cp1252")
"""Encodings in which the end of a line is one byte, whatever stands before it."""


@value
class Part:
    """Some rows of one text table: bytes from `begin` to `end`, of which the first row has the number `row` (from 0).

    `first`: what is to be said of the table as a whole is said with this part, after what is to be `said` of the file.
    `meant` is the questionnaire that is answered.
    """

    head: Head
    encoding: str
    delimiter: str
    begin: int
    end: int
    row: int
    first: bool
    meant: str
    said: tuple[Problem, ...] = ()


class _NotCut(Exception):
    """The table is better read as a whole."""


def table_parts(path: Path, asked: Asked, *, least: int = LEAST_BYTES, regions: int = REGIONS_A_PART) -> tuple[Part, ...]:
    """Return the parts of a long text table in their order; none where a file is small, or is read as a whole."""
    try:
        if path.stat().st_size < least:
            return ()
        table, said = open_stream(path)
        if table is None or table.encoding not in CUTTABLE:
            return ()
        grid = grid_of_text(table)
        head = head_of(first_rows(grid), asked.names)
        if head is None or head.kind not in ("wide", "long"):
            return ()
        with path.open("rb") as file:
            parts = _Cutting(table, head, asked, regions).parts(_Lines(file, table.encoding))
        said += beyond(grid, head)
        return tuple(replace(part, said=tuple(said)) if part.first else part for part in parts)
    except (_NotCut, Damaged, OSError, ValueError, csv.Error):
        return ()


def read_part(path: Path, name: str, part: Part, asked: Asked) -> Iterator[RegionRead]:
    """Return what was read of each region in a part. A row that cannot be read ends this part, and is told."""
    said = [replace(problem, where=replace(problem.where, file=name)) for problem in part.said]
    try:
        yield from led_by(said, _reads(_rows_of(path, name, part), name, part, asked))
    except Damaged as damaged:
        yield RegionRead(None, [damaged.problem])


def _reads(rows: Iterator[Numbered], name: str, part: Part, asked: Asked) -> Iterator[RegionRead]:
    grid = Grid(name, "", lambda: iter(()))
    if part.head.kind == "long":
        held = list(rows)
        long = LongReader(grid, part.head, asked, lambda: iter(held), part.meant)
        return long.regions() if part.first else long.further()
    wide = RegionsReader(grid, part.head, asked)
    return wide.regions(rows) if part.first else wide.further(rows)


def _rows_of(path: Path, name: str, part: Part) -> Iterator[Numbered]:
    """Yield the rows of a part. Raises `Damaged`."""
    with path.open("rb") as file:
        file.seek(part.begin)
        text = file.read(part.end - part.begin).decode(part.encoding, errors="replace")
    number = part.row
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=part.delimiter), part.row):
            yield number, row
    except csv.Error:
        raise Damaged(Problem("workbook.endless_row", Location(name, line=number + 2))) from None


class _Cutting:
    """Goes through a table once and notes where parts begin."""

    def __init__(self, table: Table, head: Head, asked: Asked, regions: int) -> None:
        self.table = table
        self.head = head
        self.asked = asked
        self.regions = regions
        self.ids: dict[str, None] = {}

    def parts(self, lines: _Lines) -> tuple[Part, ...]:
        marks = [*(self._long(lines) if self.head.kind == "long" else self._wide(lines)), (0, lines.place)]
        meant = self._meant()
        return tuple(
            Part(self.head, self.table.encoding, self.table.delimiter, begin, end, row, place == 0, meant)
            for place, ((row, begin), (_, end)) in enumerate(pairwise(marks))
        )

    def _meant(self) -> str:
        """The questionnaire that all parts answer, unless each region says its own."""
        found = self.asked.meant_by(self.ids if self.head.kind == "long" else self.head.texts.values())
        if len(found) != 1 and "questionnaire" not in {tight(text) for text in self.head.texts.values()}:
            raise _NotCut
        return found[0] if len(found) == 1 else ""

    def _wide(self, lines: _Lines) -> Iterator[tuple[int, int]]:
        """Every so many rows; rows without a quotation mark need not be taken apart for that."""
        for number, (place, _) in enumerate(self._rows(lines, apart=False)):
            if number > self.head.line and (number - self.head.line - 1) % self.regions == 0:
                yield number, place

    def _long(self, lines: _Lines) -> Iterator[tuple[int, int]]:
        """Every so many regions. Where a region comes again later, its rows have to be gathered first."""
        keys = Keys(self.head, self.asked.names)
        seen: set[str] = set()
        last = ""
        for number, (place, cells) in enumerate(self._rows(lines, apart=True)):
            if number <= self.head.line:
                continue
            key = last if all(map(is_blank, cells)) else keys.key(cells)
            if len(self.ids) < MOST_IDS:
                self.ids.setdefault(keys.id_of(cells))
            if key == last and seen:
                continue
            if key in seen or len(seen) > MOST_REGIONS:
                raise _NotCut
            if len(seen) % self.regions == 0:
                yield number, place
            seen.add(key)
            last = key

    def _rows(self, lines: _Lines, *, apart: bool) -> Iterator[tuple[int, Cells]]:
        """Every row with the byte that it begins with."""
        if self.table.hinted:
            lines.take()
        reader = csv.reader(iter(lines), delimiter=self.table.delimiter)
        while following := lines.peek():
            place = lines.place
            if not apart and b'"' not in following:
                lines.take()
                yield place, ()
            else:
                yield place, next(reader)


class _Lines:
    """The lines of a file with the bytes that they begin with."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self.file = file
        self.encoding = encoding
        self.place = 0
        self._following = b""

    def peek(self) -> bytes:
        """Return the line that comes next, nothing at the end."""
        if not self._following:
            line = self.file.readline(LONGEST_LINE)
            if len(line) == LONGEST_LINE or b"\r" in line.removesuffix(b"\r\n"):
                raise _NotCut
            self._following = line
        return self._following

    def take(self) -> bytes:
        """Return the line that comes next, and go on."""
        line, self._following = self.peek(), b""
        self.place += len(line)
        return line

    def __iter__(self) -> Iterator[str]:
        while line := self.take():
            yield line.decode(self.encoding, errors="replace")
