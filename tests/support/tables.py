"""Tables of many regions for tests: submissions as rows, as columns, as a row for each answer, in every format."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

from belong_assess.files.content import shipped_methods
from belong_assess.files.returns.reading import Methods
from belong_assess.files.slots import EVIDENCE, slots
from belong_assess.files.submissions import submission_from
from belong_assess.files.tables.asked import Asked
from belong_assess.files.tables.grid import Cells, Grid, RegionRead
from belong_assess.files.tables.reading import read_table
from belong_assess.files.template.prefill import DAY_FORMAT, DAY_ZERO, prefill
from belong_assess.language.texts import languages
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Problem
from belong_assess.responses.answer_codes import answer_code
from belong_assess.responses.plain_data import number_data
from belong_assess.responses.submission import (
    Amount,
    Chosen,
    DontKnow,
    Entry,
    Later,
    NotApplicable,
    NotOurs,
    Picked,
    Profile,
    Response,
    Submission,
    Ticked,
    TwoFigures,
    Words,
)
from belong_assess.sheets.cells import Figure
from belong_assess.workflows.library import Library
from support.methods import method

Cell = str | Figure
Flat = dict[str, Cell]
"""One region by the names of a table."""

Rows = list[list[Any]]


@cache
def asked(*named: str) -> Asked:
    """The methods that a table may speak of: all that are shipped, else those named (`small` is one of the tests)."""
    library = Library()

    def opened(questionnaire: str, version: str | None, language: str) -> Assessment | None:
        if questionnaire == method("small").questionnaire.id:
            return method("small")
        return library.spoken(questionnaire, version, language)

    return Asked(Methods(opened, languages()), named or shipped_methods())


# reading


def read(rows: Iterable[Sequence[Any]], *named: str, sheet: str = "", file: str = "t.csv") -> list[RegionRead]:
    """Read a table that stands here as rows."""
    held: list[Cells] = [list(row) for row in rows]
    return list(read_table(Grid(file, sheet, lambda: iter(held)), asked(*named)))


def table(text: str, *named: str) -> list[RegionRead]:
    """Read a small table: a line for each row, its cells between bars."""
    return read([[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()], *named)


def told(reads: Iterable[RegionRead]) -> list[tuple[str, str]]:
    """The codes of all problems with their cells."""
    return [(problem.code, problem.where.cell) for read in reads for problem in read.problems]


def data(reads: Iterable[RegionRead]) -> list[dict[str, Any]]:
    """What was read of each region, without what the table says of itself."""
    return [{key: each.raw.data[key] for key in ("context", "answers", "competences") if each.raw.data.get(key)}
            for each in reads if each.raw is not None]  # fmt: skip


def submissions_in(reads: Iterable[RegionRead], assessment: Assessment) -> tuple[list[Submission], list[Problem]]:
    """Pass what was read through the gate."""
    held: list[Submission] = []
    problems: list[Problem] = []
    for each in reads:
        problems += each.problems
        if each.raw is not None:
            made, more = submission_from(each.raw.data, assessment, each.raw.document.file, each.raw.document)
            assert made is not None, more
            held.append(made)
            problems += more
    return held, problems


def same(submission: Submission) -> Submission:
    """Without what a table need not say."""
    return replace(submission, file="", hash=None)


# writing


def writable(assessment: Assessment, submission: Submission, name: str) -> Submission:
    """The nearest submission that a file can hold, under a name: decimals, and nothing ticked said as `none`."""
    presets = {preset.id: preset.roles for preset in assessment.questionnaire.competences.presets}
    profile = submission.profile
    roles = {**presets.get(profile.preset or "", {}), **profile.roles}
    confirmed = frozenset(field for field in profile.confirmed if roles.get(field) == ("none",))
    held = {asked_: replace(entry, response=_writable(entry.response)) for asked_, entry in submission.answers.items()}
    context = {**submission.context, "region_name": Entry(Words(name))}
    return replace(
        submission, answers=held, context=context, profile=Profile(profile.preset, roles, profile.holders, confirmed)
    )  # fmt: skip


def _writable(response: Response) -> Response:
    match response:
        case Ticked(options=(), none=False, other=None, left_out=()):
            return Ticked((), none=True)
        case Amount(number=number) if Fraction(number).denominator == 3:
            return replace(response, number=Fraction(33333, 10000))
        case _:
            return response


def flat(assessment: Assessment, submission: Submission, *, envelope: bool = True) -> Flat:
    """A submission by the names of a table, in the words of a template."""
    filled = prefill(assessment, submission)
    held: Flat = _envelope(submission) if envelope else {}
    for (slot, column), content in filled.cells.items():
        if content is not None:
            held[slot if column == "answer" else f"{slot}@{column}"] = content
    counts: dict[str, int] = {}
    for slot, piece in filled.more:
        counts[slot] = counts.get(slot, 1) + 1
        held |= {f"{slot}@{column}{counts[slot]}": text for column in EVIDENCE if (text := getattr(piece, column))}
    return held


def coded(assessment: Assessment, submission: Submission) -> Flat:
    """A submission by the names of a table, its answers in stored codes; several options in one cell."""
    held = flat(assessment, submission)
    known = slots(assessment)
    for asked_, entry in (*submission.context.items(), *submission.answers.items()):
        if (code := _code(entry.response)) is not None:
            for name in [name for name in held if name.startswith(f"{asked_}/") and known[name].kind == "option"]:
                del held[name]
            held[asked_] = code
            if isinstance(entry.response, Chosen) and entry.response.share is not None:
                held[f"{asked_}@share"] = f"{number_data(entry.response.share):f} %"
    return held


def _code(response: Response) -> str | None:
    match response:
        case Chosen(value=step):
            return str(step)
        case Ticked(other=None) | Picked() | DontKnow() | Later() | NotOurs() | NotApplicable():
            return answer_code(response)
        case Amount(year=None, source=None):
            return answer_code(response)
        case Ticked() | TwoFigures() | Amount():
            return None
        case _:
            return None


def _envelope(submission: Submission) -> Flat:
    held: Flat = {"questionnaire": submission.questionnaire, "tier": submission.tier, "status": submission.status}
    if submission.version:
        held["version"] = submission.version
    if submission.scope is not None:
        held["scope"] = "; ".join(submission.scope)
    if submission.language:
        held["language"] = submission.language
    return held


def wide(regions: Sequence[Flat]) -> Rows:
    """A region per row, below a row of names."""
    names = list(dict.fromkeys(name for region in regions for name in region))
    return [names, *([region.get(name) for name in names] for region in regions)]


def turned(rows: Rows) -> Rows:
    """The same with a region per column."""
    return [list(column) for column in zip(*rows, strict=True)]


def long(regions: Mapping[str, Flat]) -> Rows:
    """A row for each answer, what stands beside it in columns; lines of the envelope have columns of their own."""
    lines = [line for line in _LINES if any(line in region for region in regions.values())]
    columns = list(dict.fromkeys(_column(name)[1] for region in regions.values() for name in region if name not in lines))
    columns = ["answer", *(column for column in columns if column != "answer")]
    rows: Rows = [["region", "id", *columns, *lines]]
    for region, held in regions.items():
        said = [held.get(line) for line in lines]
        for (slot, _), cells in _by_slot(held, lines).items():
            rows.append([region, slot, *(cells.get(column) for column in columns), *said])
    return rows


_LINES = ("questionnaire", "version", "tier", "scope", "status", "language")


def _column(name: str) -> tuple[str, str, int]:
    slot, _, column = name.partition("@")
    piece = int(column[-1]) if column[-1:].isdigit() else 1
    return slot, column.rstrip("0123456789") or "answer", piece


def _by_slot(held: Flat, lines: Sequence[str]) -> dict[tuple[str, int], dict[str, Cell]]:
    found: dict[tuple[str, int], dict[str, Cell]] = {}
    for name, content in held.items():
        if name not in lines and name != "region_name":
            slot, column, piece = _column(name)
            found.setdefault((slot, piece), {})[column] = content
    return found


# formats


def as_text(content: Any, *, point: str = ".") -> str:
    """What a cell shows."""
    match content:
        case None:
            return ""
        case Figure(number=number, format=code) if code == DAY_FORMAT:
            return (DAY_ZERO + timedelta(days=int(number))).isoformat()
        case Figure(number=number):
            return f"{number_data(number):f}".replace(".", point)
        case _:
            return str(content)


def texts(rows: Rows, *, point: str = ".") -> list[list[str]]:
    """What the cells show, row by row."""
    return [[as_text(content, point=point) for content in row] for row in rows]


def write_csv(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8", point: str = ".") -> Path:
    """Write a table as text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(texts(rows, point=point))
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, rows: Rows) -> Path:
    """Write a table as a workbook."""
    _book(rows).save(path)
    return path


def write_ods(path: Path, rows: Rows) -> Path:
    """Write a table as an open document."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("content.xml", f'{_ODS_BEGIN}<table:table table:name="Sheet">{body}</table:table>{_ODS_END}')
    return path


_ODS = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_BEGIN = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{_ODS}:office:1.0" '
    f'xmlns:table="{_ODS}:table:1.0" xmlns:text="{_ODS}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
)
_ODS_END = "</office:spreadsheet></office:body></office:document-content>"


def _ods_cell(content: Any) -> str:
    match content:
        case None:
            return "<table:table-cell/>"
        case Figure(format=code) if code == DAY_FORMAT:
            return f'<table:table-cell office:value-type="date" office:date-value="{as_text(content)}"/>'
        case Figure() | int():
            return f'<table:table-cell office:value-type="float" office:value="{as_text(content)}"/>'
        case _:
            lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(content).split("\n"))
            return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _book(rows: Rows) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, cells in enumerate(rows, 1):
        for column, content in enumerate(cells, 1):
            if content is None:
                continue
            cell = sheet.cell(row, column)
            if isinstance(content, Figure) and content.format == DAY_FORMAT:
                cell.value = datetime.combine(DAY_ZERO + timedelta(days=int(content.number)), datetime.min.time())
            elif isinstance(content, Figure):
                cell.value = float(content.number) if Fraction(content.number).denominator > 1 else int(content.number)
            else:
                cell.value = content
                cell.data_type = "s" if isinstance(content, str) else cell.data_type
    return book
