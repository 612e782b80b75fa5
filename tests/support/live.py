"""The live workbook in tests: filled in by script, worked out by LibreOffice, and its figures held against the engine's."""

from __future__ import annotations

import csv
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from io import BytesIO
from itertools import repeat
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from belong_assess.files.slots import COLUMNS, EVIDENCE
from belong_assess.files.template.book import render_template
from belong_assess.files.template.head import CALCULATION
from belong_assess.files.template.lines import Extent, Line
from belong_assess.files.template.prefill import DAY_ZERO, Prefill
from belong_assess.files.template.tables import FIRST_ROW
from belong_assess.files.template.template import Template
from belong_assess.language.texts import language
from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Submission
from belong_assess.results.result import NodeResult, Result
from belong_assess.sheets.cells import Figure
from belong_assess.views.score_lines import ScoreLines

CLOSE = 1e-9
GAPS = "charts"
"""The table in which an error value stands for "no score"."""

AT_ONCE, WORKERS = 40, 2
"""So many workbooks are given to one LibreOffice, and so many of those run beside each other."""

ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Every sheet as a file of its own, numbers with all their digits: four times as fast as writing a workbook."""

_CELL = re.compile(rb'<c r="([A-Z]+\d+)"((?: s="\d+")?)/>')
_FORMULA = re.compile(rb'(<c r="[A-Z]+\d+"(?: s="\d+")?)(?: t="\w+")?>(<f>[^<]*</f>)<v>[^<]*</v></c>')
_LOOKS = re.compile(
    rb"<conditionalFormatting .*?</conditionalFormatting>|<dataValidations .*?</dataValidations>|<drawing [^>]*/>", re.DOTALL
)
"""What has no part in any figure, and takes a program time."""

Cell = str | float
Rows = Sequence[Sequence[Cell]]
Tables = Mapping[str, Mapping[str, Mapping[str, Cell]]]
"""Cells by table, row and column."""


def representable(assessment: Assessment, submission: Submission) -> Submission:
    """The same submission as a template can hold it: what a preset says of a field cannot be taken back."""
    presets = {preset.id: preset.roles for preset in assessment.questionnaire.competences.presets}
    roles = {**presets.get(submission.profile.preset or "", {}), **submission.profile.roles}
    confirmed = frozenset(field for field in submission.profile.confirmed if roles.get(field) == ("none",))
    return replace(submission, profile=replace(submission.profile, roles=roles, confirmed=confirmed))


# a template that is filled in again and again


class Blank:
    """An empty live template without looks, and without any value beside its formulas, and the places of its cells."""

    def __init__(self, assessment: Assessment, extent: Extent) -> None:
        self.template = Template(assessment, extent, live=True)
        parts = _parts(render_template(self.template))
        self.parts = {
            name: _LOOKS.sub(b"", data) if name in map(_part, range(1, 10)) else data for name, data in parts.items()
        }

    def filled(self, held: Prefill) -> bytes:
        """Write a submission into its cells; nothing else changes."""
        texts: dict[str, dict[str, Any]] = {}
        for (slot, column), content in held.cells.items():
            if slot in self._places:
                part, row = self._places[slot]
                texts.setdefault(part, {})[xl_rowcol_to_cell(row, COLUMNS.index(column))] = content
        for row, (slot, piece) in enumerate(held.more, FIRST_ROW):
            contents = (slot, *(getattr(piece, column) for column in EVIDENCE))
            cells = {xl_rowcol_to_cell(row, column): text for column, text in enumerate(contents, 1) if text}
            texts.setdefault(_part(EVIDENCE_SHEET), {}).update(cells)
        return _zipped({name: _written(data, texts.get(name, {})) for name, data in self.parts.items()})

    @cached_property
    def _places(self) -> Mapping[str, tuple[str, int]]:
        tables: tuple[tuple[int, list[Line]], ...] = ((2, self.template.context()), (3, self.template.questions()))
        return {
            line.slot.name: (_part(number), row)
            for number, lines in tables
            for row, line in enumerate(lines, FIRST_ROW)
            if line.slot is not None
        }


EVIDENCE_SHEET = 4


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _parts(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook, with every value that stands beside a formula taken out."""
    with zipfile.ZipFile(BytesIO(content)) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    bare = {
        name: _FORMULA.sub(rb"\1>\2</c>", data) for name, data in parts.items() if name.startswith("xl/worksheets/sheet")
    }
    assert all(b"</f><v>" not in data for data in bare.values())
    assert any(b"<f>" in data for data in bare.values())
    return {**parts, **bare}


def without_values(content: bytes) -> bytes:
    """The same workbook without the values that stand beside its formulas."""
    return _zipped(_parts(content))


def _written(data: bytes, texts: Mapping[str, Any]) -> bytes:
    """Fill empty cells of a sheet; each of them has to be there."""
    left = dict(texts)

    def fill(found: re.Match[bytes]) -> bytes:
        if (content := left.pop(found[1].decode(), None)) is None:
            return found[0]
        start = b'<c r="' + found[1] + b'"' + found[2]
        if isinstance(content, Figure):
            return start + f"><v>{float(content.number)!r}</v></c>".encode()
        return start + f' t="inlineStr"><is><t xml:space="preserve">{escape(content)}</t></is></c>'.encode()

    made = _CELL.sub(fill, data) if left else data
    assert not left, left
    return made


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


# worked out


def recalculated(contents: Sequence[bytes], folder: Path) -> Iterator[dict[str, Rows]]:
    """Let LibreOffice work out workbooks; yields the calculation and the scores of each, in the same order."""
    paths = [folder / f"w{number}.xlsx" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    batches = [paths[at : at + AT_ONCE] for at in range(0, len(paths), AT_ONCE)]
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(_convert, range(len(batches)), batches, repeat(folder)))
    for path in paths:
        yield {sheet: _csv(folder / f"{path.stem}-{sheet}.csv") for sheet in (CALCULATION, language()("live.sheet"))}


def _convert(number: int, paths: Sequence[Path], folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / f'profile{number}').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ALL_SHEETS, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def _csv(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as held:
        return [[plain_cell(text) for text in row] for row in csv.reader(held)]


def plain_cell(text: str) -> Cell:
    """A cell as it is compared: what looks like a number, a percentage or a day is the number behind it."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return float((date.fromisoformat(text) - DAY_ZERO).days)
    share = re.fullmatch(r"-?\d+(\.\d+)?%", text) is not None
    try:
        return float(text.removesuffix("%")) / (100 if share else 1)
    except ValueError:
        return text


def kept(content: bytes) -> dict[str, Rows]:
    """The sheets of a workbook as they are read by a program that works nothing out."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {
        name: [[_plain(held) for held in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


def _plain(held: Any) -> Cell:
    return float(held) if isinstance(held, (int, float)) and not isinstance(held, bool) else plain_cell(str(held))


@dataclass(frozen=True)
class Figures:
    """What the hidden tables and the sheet of scores of one workbook hold."""

    sheets: Mapping[str, Rows]
    scores: str

    @cached_property
    def tables(self) -> Tables:
        """The hidden tables."""
        found: dict[str, dict[str, dict[str, Cell]]] = {}
        rows = [list(row) for row in self.sheets[CALCULATION]]
        starts = [at for at, row in enumerate(rows) if row[0] and not any(row[1:]) and not any(rows[at - 1] if at else [])]
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            heads = rows[start + 1]
            body = [row for row in rows[start + 2 : end] if row[0] != ""]
            found[str(rows[start][0])] = {
                str(row[0]): {str(head): cell for head, cell in zip(heads, row, strict=False) if head != ""} for row in body
            }
        return found

    def node(self, key: str) -> Mapping[str, Cell]:
        """The row of an area, group or bar."""
        groups = self.tables.get("groups", {})
        return groups[key] if key in groups else self.tables["areas"][key]

    @cached_property
    def lines(self) -> Mapping[str, Sequence[Cell]]:
        """The rows of the sheet of scores by what stands first in them; where there is no id, that is the title."""
        return {str(row[0]): row for row in self.sheets[self.scores] if row and row[0] != ""}


def figures_of(sheets: Mapping[str, Rows], code: str = "en") -> Figures:
    """Take the figures out of the sheets of a workbook."""
    return Figures(sheets, language(code)("live.sheet"))


def tables_apart(one: Tables, other: Tables) -> list[str]:
    """Cells of hidden tables that differ; the other ones may hold more rows.

    The values behind charts are left out: the fast reader shows nothing for an error value, which makes a gap there.
    """
    for name, table in one.items():
        assert table.keys() <= other[name].keys(), name
    return [
        f"{name} {key} {column}: {held!r}, not {other[name][key].get(column, '')!r}"
        for name, table in one.items()
        for key, row in table.items()
        for column, held in row.items()
        if name != GAPS and not _alike(*(_format(column, cell) for cell in (held, other[name][key].get(column, ""))))
    ]


def _format(column: str, cell: Cell) -> Cell:
    """Programs have letters of their own for formats."""
    return "" if column == "letter" else cell


def _alike(one: Cell, other: Cell) -> bool:
    both = isinstance(one, float) and isinstance(other, float)
    return abs(one - other) < CLOSE if both else one == other  # type: ignore[operator]


# held against the engine


def differences(assessment: Assessment, result: Result, figures: Figures) -> list[str]:
    """What of the hidden tables and of the sheet of scores is not what the engine says."""
    found = [each for node in result.nodes.values() for each in _of_node(node, figures.node(node.id))]
    return [*_mistakes(figures), *found, *_of_items(result, figures), *_of_sheet(assessment, result, figures)]


def _mistakes(figures: Figures) -> Iterator[str]:
    """Error values anywhere but behind charts."""
    for name, table in figures.tables.items():
        for key, row in table.items():
            if name != GAPS:
                yield from (f"{name} {key} {column}: {held}" for column, held in row.items() if _is_error(held))
    yield from (f"{row[0]}: {held}" for row in figures.sheets[figures.scores] for held in row if _is_error(held))


def _is_error(held: Cell) -> bool:
    return isinstance(held, str) and held.startswith(("#N", "#V", "#D", "#R", "Err:"))


def _of_node(node: NodeResult, row: Mapping[str, Cell]) -> Iterator[str]:
    if row["state"] != node.state:
        yield f"{node.id}: {row['state']}, not {node.state}"
    for name in ("score", "low", "high", "coverage"):
        if not _equal(row.get(name, ""), getattr(node, name)):
            yield f"{node.id} {name}: {row.get(name)}, not {getattr(node, name)}"
    for name in ("counted", "open", "left_out"):
        if row[name] != getattr(node, name):
            yield f"{node.id} {name}: {row[name]}, not {getattr(node, name)}"
    if row["mostly"] != node.mostly_outside:
        yield f"{node.id}: mostly outside {row['mostly']}"


def _equal(held: Cell, expected: Any) -> bool:
    if expected is None or not isinstance(held, float):
        return bool(expected is None and held == "")
    return abs(held - float(expected)) < CLOSE


def _of_items(result: Result, figures: Figures) -> Iterator[str]:
    for item_id, row in figures.tables["questions"].items():
        item = result.items[item_id]
        roles = (row["counted"], row["open"])
        if row["result"] != item.state or roles != (item.role == "counted", item.role == "open"):
            yield f"{item_id}: {row['result']} {roles}, not {item.state} {item.role}"
        elif item.role in ("counted", "open") and not (_equal(row["low"], item.low) and _equal(row["high"], item.high)):
            yield f"{item_id}: {row['low']}-{row['high']}, not {item.low}-{item.high}"


def _of_sheet(assessment: Assessment, result: Result, figures: Figures) -> Iterator[str]:
    """The lines that people see: every area, group and bar with its score, its words and its range."""
    lines = ScoreLines(assessment, result, language(assessment.language))
    for node in _shown(assessment, result):
        first = node.id if node.id in figures.lines else assessment.title_of(node.id)
        row = figures.lines[first]
        shape = node.kind == "area" and lines.areas_as_shape
        if not _equal(row[2], node.score):
            yield f"{node.id} on the sheet: {row[2]}, not {node.score}"
        if row[3] != _words(assessment, lines, node, shape=shape):
            yield f"{node.id} in words: {row[3]}"
        same = shape or node.low == node.high
        ends = (None, None) if same else (node.low, node.high)
        if not all(_equal(cell, end) for cell, end in zip(row[4:6], ends, strict=True)):
            yield f"{node.id} from {row[4]} to {row[5]}"


def _shown(assessment: Assessment, result: Result) -> Iterator[NodeResult]:
    yield from (node for node in result.areas if result.scope is None or node.state != "not_in_scope")
    yield from (node for node in result.aggregates if node.id != result.headline and node.state != "not_in_scope")
    for view, bars in result.bars.items():
        if assessment.views[view].shown:
            yield from bars


def _words(assessment: Assessment, lines: ScoreLines, node: NodeResult, *, shape: bool) -> str:
    say = lines.say
    if node.state == "withheld" and node.counted == 0 and not node.mostly_outside:
        return say("live.none_yet")
    if node.state != "scored":
        return lines.without_score(node)
    if shape:
        return say("report.for_discussion")
    assert node.band is not None
    band = lines.bands[node.band]
    words = f"{band.symbol} {band.label}"
    if others := lines.others(node):
        words = say("report.could_still_be", band=words, others=others)
    return words + (f"; {say('report.mostly_outside')}" if node.mostly_outside else "")
