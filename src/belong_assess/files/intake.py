"""Looks at a workbook before it is opened: a package that is too large, packed too tightly, or no workbook at all."""

from __future__ import annotations

import zipfile
from pathlib import Path

from belong_assess.problems import Location, Problem

MOST_BYTES = 10_000_000
MOST_UNPACKED = 60_000_000
MOST_PARTS = 200
TIGHTEST = 60
"""A part that unpacks to more than so many times its size was made to do harm."""

SMALL = 1_000_000
CONTENT_TYPES = "[Content_Types].xml"


def package_problem(path: Path, name: str) -> Problem | None:
    """Return why a file is not to be opened as a workbook, or `None`."""
    where = Location(name)
    try:
        if not path.is_file():
            return Problem("file.missing", where, {"found": path.name, "closest": ""})
        if (size := path.stat().st_size) > MOST_BYTES:
            facts = {"found": f"{size / 1e6:.1f}", "expected": f"{MOST_BYTES / 1e6:.0f}"}
            return Problem("file.too_large", where, facts)
        with zipfile.ZipFile(path) as package:
            return _contents(package.infolist(), where)
    except (OSError, ValueError, zipfile.BadZipFile):
        return Problem("workbook.not_a_workbook", where, {"found": path.suffix or path.name})


def _contents(parts: list[zipfile.ZipInfo], where: Location) -> Problem | None:
    names = [part.filename for part in parts]
    if CONTENT_TYPES not in names or "xl/workbook.xml" not in names:
        return Problem("workbook.not_a_workbook", where, {"found": where.file})
    unpacked = sum(part.file_size for part in parts)
    tight = any(part.file_size > SMALL and part.file_size > TIGHTEST * max(part.compress_size, 1) for part in parts)
    if len(parts) > MOST_PARTS or len(set(names)) < len(names) or unpacked > MOST_UNPACKED or tight:
        return Problem("workbook.suspicious", where, {"found": f"{unpacked / 1e6:.0f}"})
    return None
