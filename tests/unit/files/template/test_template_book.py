"""What a template is as a workbook: the same bytes each time, protected gently, with formats that keep what is typed."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from support.command import PROGRAM, surroundings
from support.edits import SHEETS, Return
from support.grids import Box, Grid
from support.starts import rendered, start
from support.workbooks import listed

from belong_assess.files.slots import COLUMNS, EVIDENCE, slots
from belong_assess.files.template.head import COUNTS, COVER, KEYS, LISTS, META
from belong_assess.files.template.lines import Extent, Line, context_lines, question_lines
from belong_assess.language.texts import language
from belong_assess.model.questionnaire import Day, FreeText
from belong_assess.workflows.methods import open_method

STARTS = {"small": {"method": "small"}, "regional": {"example": "serrano"}, "voices": {"method": "regional-voices"}}
READ = ("region", "questions", "evidence")
each_start = pytest.mark.parametrize("name", STARTS)


@cache
def book(name: str) -> Workbook:
    return openpyxl.load_workbook(BytesIO(start(**STARTS[name]).content))  # type: ignore[arg-type]


@cache
def held(name: str) -> Return:
    return Return(start(**STARTS[name]).content)  # type: ignore[arg-type]


def sheet(name: str, word: str) -> Worksheet:
    found = book(name).worksheets[SHEETS.index(word)]
    assert isinstance(found, Worksheet)
    return found


def lines(name: str) -> list[Line]:
    """Every line that the template has."""
    begun = start(**STARTS[name])  # type: ignore[arg-type]
    say, besides = language(), frozenset((*begun.said.context, *begun.said.answers))
    extent = Extent(begun.said.tier, begun.said.scope, besides)
    return [*context_lines(begun.assessment, extent, say), *question_lines(begun.assessment, extent, say, {})]


def cells(name: str) -> Iterator[tuple[Line, str, Cell]]:
    """Each cell from the answer on, with its line and the code of its column."""
    for line in lines(name):
        if line.slot is None:
            continue
        for column in COLUMNS[COLUMNS.index("answer") :]:
            title, address = held(name).address(f"{line.slot.name}@{column}")
            cell = book(name)[title][address]
            assert isinstance(cell, Cell)
            yield line, column, cell


# bytes


def test_the_same_bytes_in_this_process() -> None:
    begun = start(example="small")
    assert rendered(begun.assessment, begun.said) == begun.content


def test_the_same_bytes_in_other_processes(tmp_path: Path) -> None:
    """Whatever the time zone, the locale and the order of hashes."""
    around = ({"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "LANG": "C"}, {"TZ": "America/Lima", "PYTHONHASHSEED": "7"})
    made = []
    for number, each in enumerate(around):
        path = tmp_path / f"{number}.xlsx"
        command = [*PROGRAM, "template", "--area", "A8", "--lang", "en", "-o", str(path)]
        subprocess.run(command, check=True, capture_output=True, env=surroundings(each), timeout=60)
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_no_clock_in_it() -> None:
    with zipfile.ZipFile(BytesIO(start(method="small").content)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01" in package.read("docProps/core.xml")


# protection


@each_start
def test_sheets_are_protected_without_a_password(name: str) -> None:
    for word in ("start", *READ):
        protection = sheet(name, word).protection
        assert protection.sheet and not protection.password and not protection.hashValue
        assert not (protection.autoFilter or protection.formatColumns or protection.formatRows), "free to change"
        assert protection.sort and protection.insertRows and protection.deleteRows, "what moves keys is not"
    assert book(name).security.lockStructure and not book(name).security.workbookPassword


@each_start
def test_only_what_is_filled_in_is_unlocked(name: str) -> None:
    for line, column, cell in cells(name):
        assert line.slot is not None
        assert cell.protection.locked == (column not in line.open), (line.slot.name, column)
        if column not in line.open:
            assert cell.value is None


@each_start
def test_keys_texts_and_headings_are_locked(name: str) -> None:
    for word in ("region", "questions"):
        for row in sheet(name, word).iter_rows(max_col=COLUMNS.index("answer")):
            assert all(cell.protection.locked for cell in row)
    spare = list(sheet(name, "evidence").iter_rows(min_row=3))
    assert len(spare) >= 50
    assert all(cell.protection.locked == (cell.column == 1) for row in spare for cell in row)


# formats and formulas


@each_start
def test_what_is_typed_stays_as_it_is(name: str) -> None:
    """Words and steps go into cells of text, so that 1-2 is no date; days into cells for days; figures are figures."""
    for line, column, cell in cells(name):
        if column not in line.open:
            continue
        assert line.slot is not None
        closed = line.slot.kind in ("option", "preset", "field") or line.slot.answer is None
        kind = line.slot.answer.kind if line.slot.answer is not None and not closed else ""
        if column != "answer" or closed or kind in ("choice", "steps", "ticks", "group", "pick", "text"):
            assert cell.number_format == "@", (line.slot.name, column)
        elif isinstance(line.slot.answer, Day):
            assert cell.number_format == "yyyy-mm-dd"
        elif line.slot.piece == "#source" or isinstance(cell.value, str):
            assert cell.number_format == "@"
        else:
            assert cell.number_format in ("General", "0", "0.####"), (line.slot.name, cell.number_format)
    assert {type(line.slot.answer) for line in lines(name) if line.slot} >= {FreeText}


@each_start
def test_no_formula_stands_in_what_is_read(name: str) -> None:
    for word in (*READ, "meta", "lists"):
        assert not [cell.coordinate for row in sheet(name, word).iter_rows() for cell in row if cell.data_type == "f"]
    assert [cell for row in sheet(name, "counts").iter_rows() for cell in row if cell.data_type == "f"]


@each_start
def test_hidden_are_the_sheets_and_lines_that_nobody_fills_in(name: str) -> None:
    states = {word: sheet(name, word).sheet_state for word in SHEETS}
    assert states == {
        **dict.fromkeys(("start", *READ), "visible"), "meta": "veryHidden", "lists": "hidden", "counts": "hidden"
    }  # fmt: skip
    assert [sheet(name, word).title for word in ("meta", "lists", "counts")] == [META, LISTS, COUNTS]
    for word in READ:
        assert sheet(name, word).row_dimensions[1].hidden and sheet(name, word).column_dimensions["A"].hidden
    assert book(name).active == sheet(name, "start")


@each_start
def test_the_file_says_twice_what_it_is(name: str) -> None:
    begun = start(**STARTS[name])  # type: ignore[arg-type]
    pairs = {row[0].value: row[1].value for row in sheet(name, "meta").iter_rows(max_col=2)}
    assert tuple(pairs) == (*KEYS, COVER)
    assert pairs[COVER] == sheet(name, "start").title
    corners = {str(sheet(name, word)["A1"].value) for word in READ}
    assert len(corners) == 1
    assert corners.pop().split("|") == [pairs[key] for key in KEYS if key != "status"]
    assert (pairs["hash"], pairs["tier"]) == (begun.assessment.questionnaire_hash, begun.said.tier)


# names of lists


@each_start
def test_every_list_has_a_name_and_every_name_its_list(name: str) -> None:
    rules = [rule for word in ("region", "questions") for rule in sheet(name, word).data_validations.dataValidation]
    used = {str(rule.formula1).lstrip("=") for rule in rules if rule.type == "list"}
    assert used == {each for each in book(name).defined_names if not each.startswith("_")}
    for defined in used:
        title, column = listed(book(name), defined)
        assert title == LISTS and all(isinstance(each, str) and each for each in column)
        assert len(column) == len(set(column))


@each_start
def test_every_entry_cell_says_what_it_is_for(name: str) -> None:
    """The message of a cell fits into what spreadsheets show."""
    for word in ("region", "questions"):
        for rule in sheet(name, word).data_validations.dataValidation:
            assert rule.showInputMessage and 0 < len(rule.prompt) <= 255 and 0 < len(rule.promptTitle) <= 32
            assert rule.errorStyle in (None, "warning", "information"), "a list never refuses what is typed"


# extents


def test_a_template_of_some_areas_asks_only_those() -> None:
    begun = start(method="regional", areas=["A8", "A10"])
    asked = {str(row[0].value) for row in _rows(Return(begun.content).sheet("questions")) if row}
    known = slots(begun.assessment)
    areas = {begun.assessment.area_of[known[slot].item.id] for slot in asked if slot in known and known[slot].item}  # type: ignore[union-attr]
    assert areas == {"A8", "A10"}
    region = {str(row[0].value) for row in _rows(Return(begun.content).sheet("region")) if row}
    assert "region_name" in region and "population" not in region
    assert {"#field/education", "#field/housing"} <= region and "#field/policing" not in region


def test_a_shorter_tier_is_part_of_a_longer_one() -> None:
    assessment = open_method("regional")
    held_in = [
        {line.slot.name for line in question_lines(assessment, Extent(tier, None), language(), {}) if line.slot}
        for tier in assessment.tier_rank
    ]
    assert all(short < long for short, long in pairwise(held_in))


def _rows(grid: Grid) -> list[list[Box]]:
    return grid.rows[2:]


def test_more_evidence_has_the_columns_of_evidence() -> None:
    assert set(held("small").columns["evidence"]) == {"id", "no", *EVIDENCE}


def test_the_plain_view_is_what_openpyxl_sees() -> None:
    """Recipes change a plain view of the cells: it holds what a library sees that others wrote."""
    for word in SHEETS:
        grid = held("small").sheet(word)
        for number, row in enumerate(sheet("small", word).iter_rows()):
            for at, cell in enumerate(row):
                assert grid.at(number, at).value == cell.value, (word, cell.coordinate)
