"""The workbook: its sheets, figures and charts say what the result says, and the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.methods import method
from support.reports import KINDS, report, result

from belong_assess.language.texts import language
from belong_assess.results.result import NodeResult
from belong_assess.sheets.styles import BLUE, VERMILION
from belong_assess.views.problems import ProblemLine
from belong_assess.views.report import Report
from belong_assess.views.workbook import render_workbook

NAMES = ["Summary", "Areas", "Questions", "Receipts", "Findings", "Method"]
TABLES = NAMES[1:5]
HEAD = 3
DAY = "2026-06-30"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BROKEN = re.compile(r"\{\w+\}|\b(workbook|report|finding|state|reason)\.\w|^None$")
"""An unfilled placeholder, a key without its text, nothing as a word."""

MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

Row = dict[str, Cell]


@cache
def rendered(kind: str, code: str = "en") -> bytes:
    return render_workbook(report(kind, code), language(code), made_on=DAY)


@cache
def book(kind: str, code: str = "en") -> Workbook:
    return load_workbook(BytesIO(rendered(kind, code)))


def sheet(kind: str, name: str) -> Worksheet:
    found = book(kind)[name]
    assert isinstance(found, Worksheet)
    return found


def rows(kind: str, name: str) -> Iterator[Row]:
    """The rows of a table by the headings of its columns."""
    lines = sheet(kind, name).iter_rows(min_row=HEAD)
    headings = [str(cell.value) for cell in next(lines)]
    for line in lines:
        yield {heading: cell for heading, cell in zip(headings, line, strict=True) if isinstance(cell, Cell)}


def entries(kind: str, pattern: str) -> list[bytes]:
    archive = zipfile.ZipFile(BytesIO(rendered(kind)))
    return [archive.read(name) for name in archive.namelist() if re.fullmatch(pattern, name)]


def same(cell: Cell, exact: int | Fraction | None) -> bool:
    """Whether a cell holds an exact figure to the sixteen digits of the file."""
    if exact is None:
        return cell.value is None
    return isinstance(cell.value, (int, float)) and cell.value == pytest.approx(float(exact), rel=1e-15)


def figure(cell: Cell) -> float:
    assert isinstance(cell.value, (int, float))
    return float(cell.value)


# the file


@pytest.mark.parametrize("kind", KINDS)
def test_sheets_stand_in_order_and_open_at_the_summary(kind: str) -> None:
    assert book(kind).sheetnames == NAMES
    assert book(kind).active is book(kind)["Summary"]
    for name in NAMES:
        assert sheet(kind, name).sheet_view.selection[0].activeCell == "A1"


def test_the_file_says_what_it_is_and_names_no_person() -> None:
    properties = book("full").properties
    assert properties.title == "Autonomous Region of Marevalle: Regional intercultural assessment"
    assert properties.creator == "belong-assess"
    assert properties.lastModifiedBy is None
    assert properties.created == properties.modified
    assert properties.created is not None and properties.created.isoformat() == f"{DAY}T00:00:00"


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_no_formula_and_no_broken_text(kind: str) -> None:
    for data in entries(kind, r"xl/worksheets/sheet\d+\.xml"):
        assert b"<f>" not in data and b"<f " not in data
    for name in NAMES:
        for line in sheet(kind, name).iter_rows():
            for cell in line:
                assert cell.data_type in ("s", "n")
                assert cell.value is None or not BROKEN.search(str(cell.value)), cell.value


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_set_up_for_paper(name: str) -> None:
    found = sheet("full", name)
    assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)
    footer = found.oddFooter
    assert footer is not None
    assert (footer.left.text, footer.center.text) == ("Autonomous Region of Marevalle", "&A")
    assert footer.right.text == "Page &P of &N"
    assert not found.sheet_view.showGridLines


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_a_frozen_repeated_header_with_filters(name: str) -> None:
    found = sheet("full", name)
    assert re.fullmatch(r"[A-D]4", str(found.freeze_panes))
    assert found.print_title_rows == "$3:$3"
    assert found.auto_filter.ref == f"A3:{get_column_letter(found.max_column)}{found.max_row}"
    properties = found.sheet_properties.pageSetUpPr
    assert properties is not None and properties.fitToPage
    assert found.page_setup.fitToWidth == 1
    headings = [cell.value for cell in found[HEAD]]
    assert all(headings) and len(set(headings)) == len(headings)


def test_headings_of_the_tables() -> None:
    shown = {name: [cell.value for cell in sheet("full", name)[HEAD]] for name in TABLES}
    assert shown == {
        "Areas": [
            "Group", "Id", "Title", "Score", "Lowest", "Highest", "Band", "In words", "Coverage", "Counted", "Open",
            "Left out", "Documented", "A", "B", "C",
        ],
        "Questions": [
            "Area", "Id", "Question", "State", "Answer", "Points", "Weight", "Share of area", "Brings", "Evidence",
            "Comment", "Confidence", "Who can act", "Answered by",
        ],
        "Receipts": [
            "Score of", "Part", "Title", "Points or score", "Weight", "Share", "Brings", "Operation", "Before caps",
            "Caps, or why no score", "Result",
        ],
        "Findings": ["Kind", "Title", "Areas", "What stands out", "Next step", "Who can act", "See"],
    }  # fmt: skip


# the figures


def nodes(kind: str) -> dict[tuple[str, str], NodeResult]:
    """Every node that the report shows, by its group in the sheet and its id."""
    found, scored = report(kind), result(kind)
    groups = {"area": "Area", "composite": "Group of areas", "index": "Index"}
    shown = {line.id for line in (*found.areas, *found.composites, *found.indices, found.index)}
    held = {(groups[n.kind], n.id): n for n in (*scored.areas, *scored.aggregates) if n.id in shown}
    return held | {(block.title, line.id): scored.nodes[line.node.id] for block in found.views for line in block.lines}


@pytest.mark.parametrize("kind", KINDS)
def test_every_score_is_the_exact_one_or_empty_with_words(kind: str) -> None:
    shown = {(str(row["Group"].value), str(row["Id"].value)): row for row in rows(kind, "Areas")}
    expected = nodes(kind)
    assert set(shown) == set(expected)
    for key, row in shown.items():
        node = expected[key]
        hidden = node.state != "scored" or (key[0] == "Area" and report(kind).areas_as_shape)
        for heading, exact in (
            ("Score", node.score),
            ("Lowest", node.low),
            ("Highest", node.high),
            ("Documented", node.documented),
        ):
            assert same(row[heading], None if hidden else exact), (key, heading)
        assert (row["Band"].value is None) == hidden
        assert row["In words"].value
        assert same(row["Coverage"], node.coverage)
        assert (row["Counted"].value, row["Open"].value, row["Left out"].value) == (node.counted, node.open, node.left_out)
        grades = [node.firmness.share(grade) if node.firmness else None for grade in ("a", "b", "c")]
        assert all(same(row[grade.upper()], exact) for grade, exact in zip("abc", grades, strict=True))


def test_figures_have_formats_and_a_decimal_where_rounding_would_reach_a_band() -> None:
    shown = {str(row["Id"].value): row for row in rows("full", "Areas")}
    assert shown["A1"]["Score"].number_format == "0"
    assert shown["A8"]["Score"].number_format == "0.0"
    assert shown["A8"]["Band"].value == "◑ Established"
    assert shown["A1"]["Coverage"].number_format == "0 %"
    assert shown["index"]["Lowest"].number_format == "0.0"


def test_an_express_area_is_a_shape_without_number_or_band() -> None:
    areas = [row for row in rows("express", "Areas") if row["Group"].value == "Area"]
    assert len(areas) == 17
    assert {row["In words"].value for row in areas} == {"for discussion"}
    summary = sheet("express", "Summary")
    behind = [cell for (cell,) in summary.iter_rows(min_col=3, max_col=3) if cell.number_format == ";;;"]
    assert len(behind) == 17
    assert all(b"dLbls" not in chart for chart in entries("express", r"xl/charts/chart\d+\.xml"))
    assert any(b"dLbls" in chart for chart in entries("full", r"xl/charts/chart\d+\.xml"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_stands_with_its_points_and_what_it_brings(kind: str) -> None:
    scored, areas = result(kind), {node.id: node for node in result(kind).areas}
    asked = [q.id for page in report(kind).pages for q in page.questions]
    shown = list(rows(kind, "Questions"))
    assert [row["Id"].value for row in shown] == asked
    for row in shown:
        item, area = scored.items[str(row["Id"].value)], areas[str(row["Area"].value)]
        assert same(row["Points"], item.points)
        term = next((t for t in area.terms if t.child == item.id and area.state == "scored"), None)
        assert same(row["Share of area"], None if term is None else area.effective_weight(term))
        assert same(row["Brings"], None if term is None else area.contribution(term))
        assert row["Question"].value == method("regional").items[item.id].text


@pytest.mark.parametrize("kind", KINDS)
def test_receipts_can_be_worked_out_by_hand(kind: str) -> None:
    """Shares times scores add up to what stands in the shaded row, for every arithmetic score."""
    expected = {node.id: node for node in (*nodes(kind).values(), *result(kind).restricted)}
    terms: list[Row] = []
    checked = 0
    for row in rows(kind, "Receipts"):
        if row["Part"].value is not None:
            terms.append(row)
            continue
        node = expected[str(row["Score of"].value)]
        assert [term["Part"].value for term in terms] == [term.child for term in node.terms]
        assert all(term["Title"].value for term in terms)
        assert same(row["Result"], node.score) and same(row["Before caps"], node.raw)
        if node.score is None:
            assert row["Caps, or why no score"].value
        elif node.aggregation == "arithmetic":
            by_hand = sum(figure(t["Share"]) * figure(t["Points or score"]) for t in terms)
            assert by_hand == pytest.approx(float(node.raw or 0), abs=1e-9)
            assert sum(figure(t["Brings"]) for t in terms) == pytest.approx(by_hand)
            checked += 1
        terms = []
    assert checked or kind == "empty"


def test_every_finding_stands_with_its_next_step() -> None:
    shown = [(row["Kind"].value, row["Title"].value, row["Next step"].value) for row in rows("full", "Findings")]
    assert shown == [(f.kind_label, f.title, f.next_step) for f in report("full").findings]


# the summary and the method


def texts(kind: str, name: str) -> str:
    return "\n".join(str(cell.value) for line in sheet(kind, name).iter_rows() for cell in line if cell.value is not None)


@pytest.mark.parametrize("kind", KINDS)
def test_the_summary_never_shows_the_index_without_its_base(kind: str) -> None:
    found, shown = report(kind), texts(kind, "Summary")
    assert found.unit in shown and found.base in shown and found.index.words in shown
    assert all(sentence in shown for sentence in found.statement)
    assert found.firmness in shown
    assert found.index.range in shown
    for fact in (*found.head, *found.rates):
        assert f"{fact.name}: {fact.value}" in shown
    for finding in (*found.strengths, *found.attention):
        assert finding.sentence in shown and finding.next_step in shown
    assert all(line.words in shown for line in found.areas)


def test_the_summary_says_what_is_not_known() -> None:
    assert "Not known: 1 question is open" in texts("full", "Summary")
    assert "Not known: no question is open" in texts("express", "Summary")
    assert "more, in the sheet" in texts("empty", "Summary")


@pytest.mark.parametrize("kind", KINDS)
def test_the_method_stands_whole(kind: str) -> None:
    found: Report = report(kind)
    shown = texts(kind, "Method")
    for text in (*found.statement, *found.rules, *found.notes, *(f.value for f in (*found.method, *found.bands))):
        assert text in shown
    assert result(kind).stamp.indicators_hash in shown


def test_problems_stand_in_the_method() -> None:
    line = ProblemLine("answer.unreadable", "error", "Error", "=file, line 3", "It says =1.", "Write 1.")
    data = render_workbook(replace(report("one_area"), problems=(line,)), language(), made_on=DAY)
    shown = [[cell.value for cell in row] for row in load_workbook(BytesIO(data))["Method"].iter_rows()]
    assert ["Error (answer.unreadable)", "=file, line 3: It says =1. Write 1."] in shown


# charts


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("full", ["barChart", "radarChart", "radarChart"]),
        ("express", ["barChart", "radarChart", "radarChart"]),
        ("two_areas", ["barChart", "radarChart"]),
        ("one_area", ["barChart"]),
        ("empty", []),
    ],
)
def test_charts_are_native_with_words_and_colours(kind: str, expected: list[str]) -> None:
    charts = [ElementTree.fromstring(data) for data in entries(kind, r"xl/charts/chart\d+\.xml")]
    kinds = [
        element.tag.removeprefix(CHART) for chart in charts for element in chart.iter() if element.tag.endswith("Chart")
    ]
    assert kinds == expected
    frames = [
        f
        for data in entries(kind, r"xl/drawings/drawing\d+\.xml")
        for f in ElementTree.fromstring(data).iter(f"{DRAWING}cNvPr")
    ]
    assert len(frames) == len(expected)
    for frame in frames:
        assert frame.get("title", "").startswith("Autonomous Region of Marevalle: ")
        assert frame.get("descr", "").count(";") >= len(charts) - 1
    for chart in charts:
        (series,) = chart.iter(f"{CHART}ser")
        colours = {colour.get("val") for colour in series.iter(f"{MAIN}srgbClr")}
        assert colours & {BLUE, VERMILION}
        assert [blank.get("val") for blank in chart.iter(f"{CHART}dispBlanksAs")] == ["gap"]
        assert [(low.get("val"), high.get("val")) for low, high in axis_ends(chart)] == [("0", "100")]


def axis_ends(chart: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, ElementTree.Element]]:
    for axis in chart.iter(f"{CHART}valAx"):
        low, high = axis.find(f"{CHART}scaling/{CHART}min"), axis.find(f"{CHART}scaling/{CHART}max")
        assert low is not None and high is not None
        yield low, high


@pytest.mark.parametrize("kind", ["full", "half", "express"])
def test_charts_draw_the_scores_and_leave_gaps(kind: str) -> None:
    bars = ElementTree.fromstring(entries(kind, r"xl/charts/chart1\.xml")[0])
    held = {int(p.get("idx", "")): float(p.findtext(f"{CHART}v", "")) for p in bars.findall(f".//{CHART}numCache/{CHART}pt")}
    areas = [line.node for line in report(kind).areas]
    assert held == {place: pytest.approx(float(n.score)) for place, n in enumerate(areas) if n.score is not None}
    labels = [p.findtext(f"{CHART}v") for p in bars.findall(f".//{CHART}strCache/{CHART}pt")]
    assert labels == [node.id for node in areas]
    reference = bars.findtext(f".//{CHART}val//{CHART}f", "")
    name, _, cells = reference.replace("$", "").rpartition("!")
    column = [cell.value for (cell,) in book(kind)[name.strip("'")][cells]]
    assert [value is None for value in column] == [node.score is None for node in areas]


def test_half_an_answer_leaves_some_areas_without_a_score() -> None:
    """What the gap tests rest on."""
    states = {node.state for node in result("half").areas}
    assert {"scored", "withheld"} <= states


@pytest.mark.parametrize(
    "name", ["=1+1", "@x & <b>&A", "\t-1", "x" * 40_000, "😀" * 20_000, "_x0041_", "\x00\x1b[2J", "Łódź العربية"]
)
def test_any_name_of_a_region_stays_text_everywhere(name: str) -> None:
    data = render_workbook(replace(report("one_area"), unit=name), language(), made_on=DAY)
    for part in zipfile.ZipFile(BytesIO(data)).namelist():
        ElementTree.fromstring(zipfile.ZipFile(BytesIO(data)).read(part))
    for line in load_workbook(BytesIO(data))["Summary"].iter_rows():
        assert all(cell.data_type in ("s", "n") for cell in line)


# languages, bytes


def test_nothing_in_the_workbook_escaped_the_catalogues() -> None:
    found = book("full", "x-pseudo")
    for name in found.sheetnames:
        heading = [str(cell.value) for cell in found[name][HEAD] if cell.value and name != found.sheetnames[0]]
        for text in (name, *heading):
            assert not re.search(r"[A-Za-z]{2,}", text), text
            assert len(text) <= 31 or text in heading


def test_the_same_report_gives_the_same_bytes() -> None:
    again = render_workbook(report("full"), language(), made_on=DAY)
    assert again == rendered("full")


def test_the_date_changes_the_file_and_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    dated = rendered("one_area")  # kept between tests: made before the clock is set
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    one = render_workbook(report("one_area"), language(), made_on=DAY)
    other = render_workbook(report("one_area"), language(), made_on=None)
    assert one == other != dated


SCRIPT = """
import sys, hashlib
sys.path.insert(0, sys.argv[1])
from support.reports import report
from belong_assess.language.texts import language
from belong_assess.views.workbook import render_workbook
print(hashlib.sha256(render_workbook(report("half"), language(), made_on="2026-06-30")).hexdigest())
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "world",
    [
        {"TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/St_Johns", "PYTHONHASHSEED": "4242", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_clock_place_and_hash_order_change_nothing(world: dict[str, str]) -> None:
    tests = Path(__file__).parents[2]
    environment = {"PYTHONPATH": str(tests.parent / "src"), "PATH": os.environ["PATH"], **world}
    made = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tests)], env=environment, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == hashlib.sha256(rendered("half")).hexdigest()
