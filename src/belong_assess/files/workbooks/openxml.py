"""How a workbook of the .xlsx family is opened: which sheets may be read fast, and which have to be read carefully."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from belong_assess.files.workbooks.careful import CarefulSheet, read_carefully
from belong_assess.files.workbooks.cells import Surroundings
from belong_assess.files.workbooks.contents import Kind
from belong_assess.files.workbooks.fast import FastWorkbook
from belong_assess.files.workbooks.formats import kinds_of
from belong_assess.files.workbooks.gate import Admitted
from belong_assess.files.workbooks.grid import Book, Content, Damaged, Sheet
from belong_assess.files.workbooks.limits import Limits
from belong_assess.files.workbooks.markup import UNREADABLE
from belong_assess.files.workbooks.package import Package
from belong_assess.files.workbooks.parts import Outline, outline, relations, relations_part
from belong_assess.files.workbooks.scan import Scan, scan
from belong_assess.files.workbooks.strings import SharedStrings
from belong_assess.problems import Location, Problem

MOST_STRINGS = 2_000_000
LARGEST_OUTLINE = 5_000_000
WORTH_KEEPING = 50_000
NO_TEXTS = b"<sst/>"


def open_book(
    admitted: Admitted, where: Location, limits: Limits, *, careful: bool, without: Collection[str]
) -> tuple[Book, list[Problem]]:
    """Open a workbook: its parts are unpacked and looked at, its cells read when they are asked for. Raises `Damaged`."""
    package = admitted.package
    made_of = outline_of(package, admitted.main, where)
    sheets = {name: part for name, part in made_of.sheets.items() if name not in without}
    workbook = OpenWorkbook(package, replace(made_of, sheets=sheets), where, limits, careful)
    return Book(where.file, "xlsx", tuple(workbook.scans), workbook.sheet, careful=True), workbook.cuts()


def outline_of(package: Package, main: str, where: Location) -> Outline:
    """Return what a workbook is made of. Raises `Damaged`."""
    named = package.markup(main, LARGEST_OUTLINE)
    beside = relations_part(main)
    related = package.markup(beside, LARGEST_OUTLINE) if beside in package else b"<none/>"
    try:
        return _remembered(named, related, main) if len(named) < WORTH_KEEPING else _read(named, related, main)
    except UNREADABLE:
        raise Damaged(Problem("workbook.damaged", where, {"found": main})) from None


@lru_cache(maxsize=32)
def _remembered(named: bytes, related: bytes, main: str) -> Outline:
    """Remember the sheets of a template: workbooks that are made from it share them."""
    return _read(named, related, main)


def _read(named: bytes, related: bytes, main: str) -> Outline:
    return outline(named, relations(related, main.rpartition("/")[0]))


class OpenWorkbook:
    """The parts of a workbook that hold cells, and what the cells refer to."""

    def __init__(self, package: Package, made_of: Outline, where: Location, limits: Limits, careful: bool) -> None:
        self._package, self._outline, self._where, self._limits = package, made_of, where, limits
        self._damaged: dict[str, Damaged] = {}
        self._read: dict[str, CarefulSheet] = {}
        self._careful = careful
        self._texts, self._kinds = self._shared_texts(), self._number_formats()
        self.scans = {name: self._scan(name, part) for name, part in made_of.sheets.items()}

    def _scan(self, name: str, part: str) -> Scan:
        try:
            return scan(self._package.markup(part), self._limits)
        except Damaged as damaged:
            if damaged.problem.code != "workbook.damaged":
                raise
            self._damaged[name] = Damaged(Problem("workbook.sheet_damaged", Location(self._where.file, sheet=name)))
            return Scan(b"", False)

    def _shared_texts(self) -> bytes:
        if not self._outline.strings:
            return NO_TEXTS
        part = self._package.markup(self._outline.strings)
        if len(part) > MOST_STRINGS * len("<si/>") and part.count(b"<si") > MOST_STRINGS:
            raise Damaged(Problem("workbook.suspicious", self._where, {"found": f"{len(part) / 1e6:.0f}"}))
        return part

    @cached_property
    def _strings(self) -> SharedStrings:
        try:
            return SharedStrings(self._texts)
        except UNREADABLE:
            raise Damaged(Problem("workbook.damaged", self._where, {"found": self._outline.strings})) from None

    def _number_formats(self) -> Sequence[Kind]:
        if not self._outline.styles or self._outline.styles not in self._package:
            return ()
        try:
            return kinds_of(self._package.markup(self._outline.styles))
        except UNREADABLE:
            raise Damaged(Problem("workbook.damaged", self._where, {"found": self._outline.styles})) from None

    @cached_property
    def fast(self) -> FastWorkbook:
        """The sheets that may be read fast."""
        ordinary = {name: scan for name, scan in self.scans.items() if scan.ordinary}
        return FastWorkbook(ordinary, self._texts, self._around)

    @cached_property
    def _around(self) -> Surroundings:
        return Surroundings(lambda: self._strings, self._kinds, self._outline.from_1904)

    def sheet(self, name: str) -> Sheet:
        """Read a sheet. Raises `Damaged`, and `KeyError` where there is no sheet of this name."""
        if name in self._damaged:
            raise self._damaged[name]
        rows: Sequence[Sequence[Content]] | None = None
        if self.scans[name].ordinary and not self._careful:
            rows = self.fast.rows(name)
        return Sheet(name, self._carefully(name).rows if rows is None else rows)

    def _carefully(self, name: str) -> CarefulSheet:
        if name not in self._read:
            where = Location(self._where.file, sheet=name)
            self._read[name] = read_carefully(self.scans[name].data, self._around, self._limits, where)
        return self._read[name]

    def cuts(self) -> list[Problem]:
        """Say which sheets go on beyond what is read. Where the bytes do not tell, the sheet is read for it."""
        found = [(name, scan.first_beyond if scan.places_told else self._beyond(name)) for name, scan in self.scans.items()]
        facts = {"rows": str(self._limits.rows), "columns": str(self._limits.columns)}
        return [
            Problem("workbook.cut", Location(self._where.file, sheet=name, cell=cell), facts) for name, cell in found if cell
        ]

    def _beyond(self, name: str) -> str:
        try:
            return self._carefully(name).first_beyond
        except Damaged as damaged:
            self._damaged.setdefault(name, damaged)
            return ""
