"""Which packages are let in: workbooks and nothing else, with a word on what is in them and will not be followed."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.files.workbooks.grid import Damaged
from belong_assess.files.workbooks.limits import Limits
from belong_assess.files.workbooks.package import Package, opened
from belong_assess.files.workbooks.parts import WORKBOOK, main_part
from belong_assess.problems import Location, Problem
from belong_assess.values import value

CONTENT_TYPES, ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
MIMETYPE, MANIFEST, CONTENT = "mimetype", "META-INF/manifest.xml", "content.xml"
OPEN_SHEETS = b"application/vnd.oasis.opendocument.spreadsheet"
LOCKED = b"encryption-data"
PROPERTIES = ("docprops/core.xml", "docprops/app.xml", "docprops/custom.xml", "meta.xml")
"""Parts that are not read, and would be by others who open the file."""

OTHERS = {
    "word/document.xml": ".docx",
    "ppt/presentation.xml": ".pptx",
    "index/document.iwa": ".numbers",
    "document.json": ".json",
}
LEFT_ALONE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("workbook.macros", ("xl/vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")),
    ("workbook.external_links", ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")),
    ("workbook.objects", ("xl/embeddings/", "xl/activex/", "object 1/", "objectreplacements/")),
    ("workbook.pivot", ("xl/pivotcache/",)),
)
"""What a workbook may hold beside its cells, by where it stands in the package."""


@value
class Admitted:
    """A package that may be read. `format` is xlsx or ods; `main` is the part that names the sheets."""

    package: Package
    format: str
    main: str
    warnings: tuple[Problem, ...]


def admit(raw: bytes, where: Location, limits: Limits) -> Admitted | Problem:
    """Let a zip file in that is a workbook, or say why not."""
    package = opened(raw, where, limits)
    if isinstance(package, Problem):
        return package
    try:
        return _admitted(package, where)
    except Damaged as damaged:
        return damaged.problem


def _admitted(package: Package, where: Location) -> Admitted | Problem:
    for name in PROPERTIES:
        if name in package and (problem := package.declares(name)) is not None:
            return problem
    warnings = tuple(_warnings(package, where))
    if MIMETYPE in package:
        return _open_document(package, warnings, where)
    if CONTENT_TYPES in package and (main := _main(package)) is not None:
        return Admitted(package, "xlsx", main, warnings)
    return _another(package, where)


def _main(package: Package) -> str | None:
    if WORKBOOK in package:
        return WORKBOOK
    found = main_part(package.markup(ROOT_RELATIONS)) if ROOT_RELATIONS in package else None
    return found if found and found.startswith("xl/") and found.endswith(".xml") else None


def _open_document(package: Package, warnings: tuple[Problem, ...], where: Location) -> Admitted | Problem:
    kind = package.read(MIMETYPE).strip()
    if not kind.startswith(OPEN_SHEETS):
        found = kind[:80].decode("ascii", "replace").rpartition(".")[2]
        return Problem("workbook.document", where, {"found": found})
    if MANIFEST in package and LOCKED in package.read(MANIFEST):
        return Problem("workbook.locked", where)
    return Admitted(package, "ods", CONTENT, warnings)


def _another(package: Package, where: Location) -> Problem:
    """Name what a zip file is that is no workbook."""
    if "xl/workbook.bin" in package:
        return Problem("workbook.binary", where)
    for part, found in OTHERS.items():
        if part in package:
            return Problem("workbook.document", where, {"found": found})
    if CONTENT_TYPES in package or any(name.startswith("xl/") for name in package.names):
        return Problem("workbook.not_a_workbook", where, {"found": where.file})
    return Problem("workbook.archive", where)


def _warnings(package: Package, where: Location) -> Iterator[Problem]:
    for code, places in LEFT_ALONE:
        if found := next((name for name in package.names if name.startswith(places)), ""):
            yield Problem(code, where, {"found": found})
