"""What a file holds, whatever its format: one submission from most files, one for each region from a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from belong_assess.files.submissions import RawSubmission, read_raw
from belong_assess.problems import Problem
from belong_assess.values import value
from belong_assess.workflows.library import Library

if TYPE_CHECKING:
    from belong_assess.files.tables.parts import Part

TABLES = (".csv", ".tsv", ".tab")
SHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".ods", ".ots", ".xls", *TABLES)
"""Files that are opened as spreadsheets; what they really are decides who reads them."""

TEXTS = (".yaml", ".yml", ".json")


@value
class Source:
    """Plain data as it stood in a file, or why there is none; `place` tells the submissions of one table apart."""

    file: str
    raw: RawSubmission | None
    problems: tuple[Problem, ...] = ()
    place: str = ""


def sources(path: Path, library: Library, name: str | None = None) -> Iterator[Source]:
    """Read every submission that a file holds. Nothing is raised for what the file is."""
    file = name or str(path)
    if path.suffix.lower() in SHEETS:
        yield from _of_sheets(path, library, file)
        return
    raw, problems = read_raw(path, name)
    yield Source(file, raw, tuple(problems))


def _of_sheets(path: Path, library: Library, file: str) -> Iterator[Source]:
    from belong_assess.files.tables.spreadsheets import read_spreadsheet

    for read in read_spreadsheet(path, file, library.asked):
        yield Source(file, read.raw, tuple(read.problems), read.place)


def sources_in(path: Path, part: Part, library: Library, file: str) -> Iterator[Source]:
    """Read the regions in one part of a long table."""
    from belong_assess.files.tables.parts import read_part

    for read in read_part(path, file, part, library.asked):
        yield Source(file, read.raw, tuple(read.problems), read.place)
