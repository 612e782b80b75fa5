"""What people type is read by the formulas as the program reads it, or counts as open and is pointed out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from support.live import figures_of, recalculated, tables_apart, without_values
from support.methods import method
from support.office import needs
from support.typed import Cell, Filled, Form, Typed

from belong_assess.files.entries import entries
from belong_assess.files.slots import BESIDE, COLUMNS, Slot, slots
from belong_assess.files.template.book import render_template
from belong_assess.files.workbooks.grid import Percent
from belong_assess.language.texts import language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Count, Measure
from belong_assess.results.result import ItemResult
from belong_assess.scoring.engine import score

FIGURES = (
    "3", " 3 ", "\u00a02", "0", "1", "5", "03", "3.0", "2,5", "7.25", "-1", "+4", "1.284", "1,284", "12.345", "0.125",
    "1 284", "41,4 %", "41.4%", "37 %", "0 %", "100 %", "101 %", "0,5 %", "24.9 %", "1e3", "12/3", "$5", "(3)", "1.2.3",
    ",5", "5,", ".",
)  # fmt: skip
WORDS = (
    "x", "X", "✓", "yes", "ja", "no", "nein", "-", "–", "?", "*", "~", "3 – in place", "3 - in place", "in place",
    "In  place", "2 – in part (nearly)", "none", "0 – none of these", "DK", "dk", "don't know", "NC", "NA",
    "NC – not our competence", "NA – no such service, place or group here", "NA – the law forbids it", "later",
    "skipped", "#REF!", "TRUE", "law", "own law", "no role", "own law + funds or runs", "One field of each kind",
    "mixed", "y" * 300,
)  # fmt: skip
NUMBERS: tuple[Cell, ...] = (0, 1, 2, 3, 5, 2.5, 0.4, 37, 60.0, 101, -1, 240, 1e13)
PERCENT: tuple[Cell, ...] = tuple(Percent(Decimal(number)) for number in ("50", "0.5", "57", "300"))
TYPED: tuple[Cell, ...] = (*FIGURES, *WORDS, *NUMBERS, *PERCENT, date(2026, 3, 1))
BESIDE_TYPED: tuple[Cell, ...] = ("x", "the state", "statistics office", "Statistics  Office", " ", "by law", "no", 7)
PLACES = (
    "S1.1", "S1.2", "S1.4", "S1.4/towns", "S2.1", "S2.2", "S2.3", "S2.4", "S3.1", "S3.1.plan", "S3.1.courses",
    "S3.1.topics/rights", "S3.2", "S3.2/offices", "S3.2/#other", "S3.3", "S3.3/#first", "S3.3/#second", "S3.3/#persons",
    "S4.2", "S4.5", "has_school", "places", "places/coast", "#preset", "#field/police",
)  # fmt: skip
AROUND: Typed = {
    "S1.2": "2", "S3.3/#first": 6.2, "S3.3/#second": 14.1, "S3.1.courses": 4, "S3.2/archive": "x", "S4.3": "NC",
    "S4.3@holder": "state", "S4.1": "NC", "S4.1@holder": "state", "#preset": "One field of each kind",
}  # fmt: skip
"""What else is answered, so that a piece is seen to count."""


@cache
def form(name: str) -> Form:
    """A form of the longest tier."""
    assessment = method(name)
    return Form(assessment, list(assessment.tier_rank)[-1])


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_whatever_stands_in_a_cell(place: str) -> None:
    held = form("small")
    typed = [{**AROUND, place: content} for content in TYPED]
    assert [each for case in typed for each in differences(held, case)] == []


@pytest.mark.parametrize(("name", "count"), [("small", 120), ("regional", 15), ("municipal", 20)])
def test_whatever_stands_in_many_cells(name: str, count: int) -> None:
    held, rng = form(name), Random(name)
    typed = [random_cells(held.assessment, rng) for _ in range(count)]
    assert [each for case in typed for each in differences(held, case)] == []
    assert sum(not held.filled(case).unread for case in typed) * 3 > count


@pytest.mark.slow
def test_libreoffice_reads_them_as_we_do(tmp_path: Path) -> None:
    """Wild cards, long texts, formats, error words: every place holds something else in each of these workbooks."""
    needs("soffice")
    held = form("small")
    typed = [
        {place: TYPED[(at * 7 + number) % len(TYPED)] for at, place in enumerate(PLACES)}
        for number in range(0, len(TYPED), 2)
    ]
    blank = without_values(render_template(held.template))
    files = [typed_into(blank, held, each) for each in typed]
    for case, worked_out in zip(typed, recalculated(files, tmp_path), strict=True):
        filled = held.filled(case)
        found = {name: filled.table(name) for name in ("cells", "numbers", "answers", "questions", "areas", "groups")}
        tables = figures_of(worked_out).tables
        assert tables_apart(found, {name: tables[name] for name in found}) == [], case


def typed_into(blank: bytes, held: Form, typed: Typed) -> bytes:
    """Type into the cells of a workbook, with their formats."""
    book = load_workbook(BytesIO(blank))
    for where, content in typed.items():
        sheet, row = held.rows[where]
        cell = book[sheet].cell(row + 1, COLUMNS.index("answer") + 1)
        if isinstance(content, Percent):
            cell.value, cell.number_format = float(content.number) / 100, "0.00%"
        elif isinstance(content, date):
            cell.value, cell.number_format = content, "yyyy-mm-dd"
        else:
            cell.value, cell.data_type = content, "s" if isinstance(content, str) else "n"
            cell.number_format = "@" if isinstance(content, str) else "General"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def random_cells(assessment: Assessment, rng: Random) -> dict[str, Cell]:
    """Fill in about half of a form: what its lists offer, for the most part, and now and then anything."""
    typed: dict[str, Cell] = {}
    for slot in slots(assessment).values():
        if rng.random() < (0.9 if slot.kind in ("preset", "field") else 0.5):
            typed[slot.name] = _content(assessment, slot, rng)
        if slot.kind == "answer":
            columns = [column for column in (*BESIDE, "holder", "reason", "confirmed") if rng.random() < 0.3]
            typed |= {f"{slot.name}@{column}": rng.choice(BESIDE_TYPED) for column in columns}
        elif slot.kind == "field":
            typed |= {
                f"{slot.name}@{column}": rng.choice(BESIDE_TYPED) for column in ("holder", "confirmed") if rng.random() < 0.3
            }
    return typed


def _content(assessment: Assessment, slot: Slot, rng: Random) -> Cell:
    offered = [entry.label for entry in entries(assessment, slot, language(assessment.language))]
    if slot.piece == "#other" or rng.random() < 0.004:
        return rng.choice(TYPED)
    if offered and rng.random() < (0.3 if isinstance(slot.answer, Count | Measure) else 1.0):
        return rng.choice(offered)
    return rng.choice((0, 1, 4, 10, 14.1, 30, 90, "12", "41,4 %"))


def differences(held: Form, typed: Typed) -> list[str]:
    """Where formulas and engine do not agree.

    What the formulas do not understand, and say so, is open for them: such a question is left out, and with it all others,
    because they may depend on it.
    """
    filled, result = held.filled(typed), score(held.assessment, held.submission(typed))
    if unread := filled.unread:
        asked = {slot.partition("/")[0] for slot in unread}
        counted = [item for item in held.calculation.outline.asked if item in asked and filled.item(item, "counted") == 1]
        return [
            f"{item} counts although it is not understood: {typed}"
            for item in counted
            if result.items[item].role != "counted"
        ]
    found = [each for item in held.calculation.outline.asked for each in _apart(filled, result.items[item])]
    return [f"{each} in {typed}" for each in found]


def _apart(filled: Filled, item: ItemResult) -> Iterator[str]:
    pairs: list[tuple[str, object, object]] = [
        ("state", filled.item(item.id, "result"), item.state),
        ("counted", filled.item(item.id, "counted"), int(item.role == "counted")),
        ("open", filled.item(item.id, "open"), int(item.role == "open")),
    ]
    if item.role in ("counted", "open"):
        ends = {"low": item.low, "high": item.high}
        pairs += [(end, round(float(filled.item(item.id, end) or 0), 9), round(float(ends[end] or 0), 9)) for end in ends]
    yield from (f"{item.id} {column}: {shown}, not {expected}" for column, shown, expected in pairs if shown != expected)


def test_these_are_understood() -> None:
    """The forms in which people give answers most often; were they not understood, the tests above would say nothing."""
    held = form("small")
    common: dict[str, Sequence[Cell]] = {
        "S1.1": ("3 – in place", "3 - in place", "3", " 3 ", 3, "in place", "In place", "3\u00a0– in  place"),
        "S2.1": ("41,4 %", "41.4 %", "41,4", 41.4, Percent(Decimal("41.4")), " 41.4\u00a0%"),
        "S4.2": ("2 – 25 to under 50 %", "37 %", "37,0 %", 37, Percent(Decimal(37)), "0", "25 to under 50 %"),
        "S1.4/towns": ("x", "X", "✓", "yes", "ja", "sí", "1", 1),
        "S2.3": (4, "4", 4.0, " 4"),
        "has_school": ("Yes", "yes", "no", "oui"),
        "region_name": ("Marevalle", "3", 7),
    }
    for place, contents in common.items():
        assert {content: held.filled({place: content}).unread for content in contents} == {
            content: [] for content in contents
        }
