"""Opens any file with a table in it: what it is decides who reads it, and what may be in the way has its own words."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from stat import S_ISREG

from belong_assess.files.text import neighbours
from belong_assess.files.workbooks.gate import Admitted, admit
from belong_assess.files.workbooks.grid import Book, Damaged
from belong_assess.files.workbooks.kinds import compound_kind, kind_of_bytes
from belong_assess.files.workbooks.limits import RETURN, Limits
from belong_assess.problems import Location, Problem

LOCK = ("~$", ".~lock.")
NAMES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "ods": (".ods", ".ots"),
    "xls": (".xls", ".xlt", ".xlsb"),
    "csv": (".csv", ".tsv", ".tab", ".txt"),
}
"""What files of a format are called."""

NO_TABLES = {
    "pdf": "workbook.pdf",
    "picture": "workbook.picture",
    "document": "workbook.document",
    "archive": "workbook.archive",
    "web_page": "workbook.web_page",
    "xml": "workbook.other_format",
    "old": "workbook.old_format",
    "locked": "workbook.locked",
    "binary": "workbook.not_a_workbook",
    "empty": "file.empty",
}
"""What is no table that can be read, by its kind."""


def read_book(
    path: Path, name: str | None = None, limits: Limits = RETURN, *, careful: bool = False, without: Collection[str] = ()
) -> tuple[Book | None, list[Problem]]:
    """Open a workbook or a text table; `None` where it cannot be read, with the problem that says why.

    Nothing is raised. Only asking for a sheet of the book may raise `Damaged`, which carries its problem.
    `careful` leaves out the fast reader; the cells are the same. `without` names sheets that nobody will ask for.
    """
    where = Location(name or str(path))
    raw = _bytes(path, where, limits)
    if isinstance(raw, Problem):
        return None, [raw]
    kind = kind_of_bytes(raw)
    kind = compound_kind(raw) if kind == "compound" else kind
    if kind == "zip":
        admitted = admit(raw, where, limits)
        if isinstance(admitted, Problem):
            return None, [admitted]
        book, problems = _opened(admitted, where, limits, careful, without)
    elif kind == "text":
        book, problems = _table(raw, path, where, limits)
    else:
        return None, [Problem(NO_TABLES[kind], where, {"found": path.suffix or path.name})]
    return book, [*_named_otherwise(book, path, where), *problems]


def _bytes(path: Path, where: Location, limits: Limits) -> bytes | Problem:
    """Read a file whole, or say why not."""
    try:
        if path.name.startswith(LOCK):
            return Problem("workbook.lock_file", where, {"found": path.name})
        about = path.stat()
        if not S_ISREG(about.st_mode):
            return Problem("file.unreadable", where, {"found": path.name})
        if about.st_size > limits.packed:
            facts = {"found": f"{about.st_size / 1e6:.1f}", "expected": f"{limits.packed / 1e6:.0f}"}
            return Problem("file.too_large", where, facts)
        with path.open("rb") as file:
            return file.read(limits.packed)
    except FileNotFoundError:
        return Problem("file.missing", where, {"found": path.name, "closest": neighbours(path)})
    except (OSError, ValueError) as error:
        return Problem("file.unreadable", where, {"found": getattr(error, "strerror", None) or type(error).__name__})


def _opened(
    admitted: Admitted, where: Location, limits: Limits, careful: bool, without: Collection[str]
) -> tuple[Book | None, list[Problem]]:
    from belong_assess.files.workbooks import opendocument, openxml

    try:
        if admitted.format == "ods":
            book, problems = opendocument.open_book(admitted, where, limits, without=without)
        else:
            book, problems = openxml.open_book(admitted, where, limits, careful=careful, without=without)
    except Damaged as damaged:
        return None, [damaged.problem]
    if not book.names:
        return None, [Problem("workbook.no_sheets", where)]
    return book, [*admitted.warnings, *problems]


def _table(raw: bytes, path: Path, where: Location, limits: Limits) -> tuple[Book | None, list[Problem]]:
    from belong_assess.files.workbooks.delimited import open_table

    workbooks = (*NAMES["xlsx"], *NAMES["ods"], *NAMES["xls"])
    return open_table(raw, where, limits, any_text=path.suffix.lower() not in workbooks)


def _named_otherwise(book: Book | None, path: Path, where: Location) -> list[Problem]:
    """Note a file whose name says something else than what it is; it is read as what it is."""
    suffix = path.suffix.lower()
    others = [name for form, names in NAMES.items() if book and form != book.format for name in names]
    if book is None or suffix not in others:
        return []
    return [Problem("workbook.named_otherwise", where, {"found": NAMES[book.format][0], "expected": suffix})]
