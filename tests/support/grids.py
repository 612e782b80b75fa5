"""Workbooks as plain cells, for tests: read from a template, changed at will, and written as small .xlsx files, fast."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from support.packages import MAIN, OFFICE, PACKAGE, quoted, workbook_parts, zipped

GENERAL, TEXT, DAY = "General", "@", "yyyy-mm-dd"
ZERO = datetime(1899, 12, 30)
ROW_ENDS = re.compile(r"([A-Z]+)(\d+)")
ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
TIDY = {"m": MAIN, "r": OFFICE}


class Box(NamedTuple):
    """One cell: its value, the format that it is shown in, and of a formula the value beside it. `kind`: f or e."""

    value: Any = None
    shown: str = GENERAL
    kind: str = ""
    cached: Any = None
    comment: str = ""


EMPTY = Box()


@dataclass
class Grid:
    """One sheet; rows and columns count from 0."""

    title: str
    rows: list[list[Box]]
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)

    def at(self, row: int, column: int) -> Box:
        """The cell there, an empty one beyond the others."""
        held = self.rows[row] if row < len(self.rows) else []
        return held[column] if column < len(held) else EMPTY

    def put(self, row: int, column: int, box: Box) -> None:
        """Put a cell there."""
        while len(self.rows) <= row:
            self.rows.append([])
        held = self.rows[row]
        held.extend([EMPTY] * (column + 1 - len(held)))
        held[column] = box

    def copy(self) -> Grid:
        """The same sheet, to be changed apart."""
        return Grid(
            self.title, [list(row) for row in self.rows], set(self.hidden_rows), set(self.hidden_columns), list(self.merged)
        )


# reading


@cache
def grids_in(content: bytes) -> tuple[Grid, ...]:
    """Read the sheets of a workbook as XlsxWriter writes them; nobody may change what is returned."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}
    book = ElementTree.fromstring(parts["xl/workbook.xml"])
    texts = [
        "".join(text.text or "" for text in each.iter(f"{{{MAIN}}}t"))
        for each in ElementTree.fromstring(parts.get("xl/sharedStrings.xml", b"<sst/>"))
    ]
    formats = _formats(ElementTree.fromstring(parts["xl/styles.xml"]))
    targets = _targets(parts["xl/_rels/workbook.xml.rels"])
    found = []
    for sheet in book.iterfind("m:sheets/m:sheet", TIDY):
        name = targets[sheet.attrib[f"{{{OFFICE}}}id"]]
        beside = parts.get(f"xl/worksheets/_rels/{name.rpartition('/')[2]}.rels", b"")
        found.append(_grid(sheet.attrib["name"], parts[f"xl/{name}"], texts, formats, _comments(beside, parts)))
    return tuple(found)


def _targets(related: bytes) -> dict[str, str]:
    return {each.attrib["Id"]: each.attrib["Target"] for each in ElementTree.fromstring(related)}


def _formats(styles: ElementTree.Element) -> list[str]:
    codes = {each.attrib["numFmtId"]: each.attrib["formatCode"] for each in styles.iterfind("m:numFmts/m:numFmt", TIDY)}
    codes |= {"0": GENERAL, "1": "0", "49": TEXT}
    return [codes.get(each.attrib["numFmtId"], GENERAL) for each in styles.iterfind("m:cellXfs/m:xf", TIDY)]


def _comments(related: bytes, parts: dict[str, bytes]) -> dict[str, str]:
    for target in _targets(related).values() if related else ():
        if "comments" in target:
            tree = ElementTree.fromstring(parts[f"xl/{target.rpartition('/')[2]}"])
            return {
                each.attrib["ref"]: "".join(text.text or "" for text in each.iter(f"{{{MAIN}}}t"))
                for each in tree.iter(f"{{{MAIN}}}comment")
            }
    return {}


def _grid(title: str, part: bytes, texts: list[str], formats: list[str], comments: dict[str, str]) -> Grid:
    grid = Grid(title, [])
    for cell in ElementTree.fromstring(part).iter(f"{{{MAIN}}}c"):
        row, column = place(cell.attrib["r"])
        box = _box(cell, texts, formats[int(cell.get("s", "0"))])
        grid.put(row, column, box._replace(comment=comments.get(cell.attrib["r"], "")))
    return grid


def _box(cell: ElementTree.Element, texts: list[str], shown: str) -> Box:
    formula, held = cell.find("m:f", TIDY), cell.find("m:v", TIDY)
    text = "" if held is None else held.text or ""
    value: Any = None
    match cell.get("t", "n"):
        case "s":
            value = texts[int(text)]
        case "n" if text:
            value = float(text) if "." in text or "e" in text.lower() else int(text)
        case "b":
            value = text == "1"
        case _:
            value = text or None
    if formula is not None:
        return Box(f"={formula.text}", shown, "f", value)
    if shown == DAY and isinstance(value, int):
        value = ZERO + timedelta(days=value)
    return Box(value, shown)


def place(address: str) -> tuple[int, int]:
    """The row and column of an address, from 0."""
    letters, number = ROW_ENDS.fullmatch(address).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(number) - 1, column - 1


def address(row: int, column: int) -> str:
    """The address of a row and column."""
    return f"{letters(column)}{row + 1}"


@cache
def letters(column: int) -> str:
    """The letters of a column."""
    before, rest = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(65 + rest)


# writing


def workbook(grids: Sequence[Grid]) -> bytes:
    """Write sheets as a small .xlsx file."""
    writing = _Writing()
    sheets = [writing.sheet(grid).encode() for grid in grids]
    parts = workbook_parts(*sheets, strings=writing.shared(), styles=writing.styles())
    for number, grid in enumerate(grids, 1):
        named = f'name="S{number}"'.encode()
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(named, f"name={quoted(grid.title)}".encode(), 1)
        if noted := _noted(grid):
            parts[f"xl/comments{number}.xml"] = noted.encode()
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = BESIDE.format(number=number).encode()
    return zipped(parts)


BESIDE = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/comments"'
    ' Target="../comments{number}.xml"/></Relationships>'
)


class _Writing:
    """Texts and formats gather while sheets are written."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}
        self.formats: dict[str, int] = {GENERAL: 0}

    def sheet(self, grid: Grid) -> str:
        hidden = "".join(f'<col min="{at + 1}" max="{at + 1}" hidden="1"/>' for at in sorted(grid.hidden_columns))
        rows = "".join(self._row(number, row, number in grid.hidden_rows) for number, row in enumerate(grid.rows))
        merged = "".join(f'<mergeCell ref="{each}"/>' for each in grid.merged)
        columns = f"<cols>{hidden}</cols>" if hidden else ""
        joined = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        return f'<worksheet xmlns="{MAIN}">{columns}<sheetData>{rows}</sheetData>{joined}</worksheet>'

    def _row(self, number: int, row: list[Box], hidden: bool) -> str:
        cells = "".join(self._cell(address(number, at), box) for at, box in enumerate(row) if box.value is not None)
        return f'<row r="{number + 1}" hidden="{int(hidden)}">{cells}</row>' if cells else ""

    def _cell(self, where: str, box: Box) -> str:
        begin = f'<c r="{where}" s="{self.formats.setdefault(box.shown, len(self.formats))}"'
        match box.kind:
            case "f":
                kind, held = _held(box.cached)
                return f'{begin} t="{kind}"><f>{escape(box.value[1:])}</f>{held and f"<v>{held}</v>"}</c>'
            case "e":
                return f'{begin} t="e"><v>{escape(box.value)}</v></c>'
            case _ if isinstance(box.value, str):
                return f'{begin} t="s"><v>{self.texts.setdefault(box.value, len(self.texts))}</v></c>'
            case _:
                kind, held = _held(box.value)
                return f'{begin} t="{kind}"><v>{held}</v></c>'

    def shared(self) -> str:
        return "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.texts)

    def styles(self) -> list[str | int]:
        known: dict[str, int] = {GENERAL: 0, TEXT: 49}
        return [known.get(code, code) for code in self.formats]


def _held(value: Any) -> tuple[str, str]:
    """The type and the text of a value in the XML of a cell."""
    match value:
        case None:
            return "n", ""
        case bool():
            return "b", str(int(value))
        case str():
            return "e" if value in ERRORS else "str", escape(value)
        case datetime():
            return "n", repr((value - ZERO) / timedelta(days=1))
        case Decimal():
            return "n", str(value)
        case time():
            return "n", repr((value.hour * 60 + value.minute) / 1440)
        case _:
            return "n", repr(value)


def _noted(grid: Grid) -> str:
    noted = [(address(row, at), box) for row, held in enumerate(grid.rows) for at, box in enumerate(held) if box.comment]
    each = "".join(
        f'<comment ref="{where}" authorId="0"><text><t>{escape(box.comment)}</t></text></comment>' for where, box in noted
    )
    authors = "<authors><author>somebody</author></authors>"
    return f'<comments xmlns="{MAIN}">{authors}<commentList>{each}</commentList></comments>' if noted else ""
