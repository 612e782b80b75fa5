"""Files made to cost time or memory: every one ends soon, as cells or as a problem.

The bounds are ten times what was measured. Limits on packing are taken away here, so that what stands behind them is seen.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.packages import MAIN, OFFICE, Parts, open_parts, workbook_parts, zipped

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
READ = """
import sys, time
from pathlib import Path
from belong_assess.files.workbooks.grid import Damaged
from belong_assess.files.workbooks.limits import Limits
from belong_assess.files.workbooks.reading import read_book

def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) // 1024

before, began = peak(), time.perf_counter()
book, problems = read_book(Path(sys.argv[1]), limits=Limits(tightest=10**9, tightest_part=10**9))
told, filled = [problem.code for problem in problems], 0
for name in book.names if book else ():
    try:
        filled += sum(held is not None for row in book.sheet(name).rows for held in row)
    except Damaged as damaged:
        told.append(damaged.problem.code)
print(time.perf_counter() - began, peak() - before, filled, ",".join(told))
"""
"""What runs in a process of its own: a library that gives up takes its process with it."""


def letters() -> Iterator[tuple[int, str]]:
    return ((row, letter) for row in range(1, 5_001) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def full(cell: Callable[[int, str], str]) -> str:
    """Five thousand rows of 26 cells."""
    rows: dict[int, list[str]] = {}
    for row, letter in letters():
        rows.setdefault(row, []).append(cell(row, letter))
    return "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows.items())


def with_part(name: str, xml: str) -> Parts:
    return {**workbook_parts(CELL), name: xml.encode()}


SHARED = full(lambda row, letter: f'<c r="{letter}{row}" t="s"><v>0</v></c>')
REPEATED = 'table:number-columns-repeated="16384" office:value-type="float" office:value="1"'
GREEDY = '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="1000000"/></text:p></table:table-cell>'
HOSTILE: dict[str, tuple[Callable[[], Parts], int, str, float, int]] = {
    "a million formatted rows": (
        lambda: workbook_parts(CELL + "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(2, 1_000_001))),
        1, "", 0.8, 120,
    ),
    "a million formatted cells": (
        lambda: workbook_parts(CELL + "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 1_000_001))),
        1, "", 1.0, 160,
    ),
    "half a million filled rows": (
        lambda: workbook_parts("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 500_001))),
        5_000, "workbook.cut", 0.5, 60,
    ),
    "the last corner": (
        lambda: workbook_parts('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        0, "workbook.cut", 0.05, 3,
    ),
    "the last corner within the limits": (
        lambda: workbook_parts('<row r="5000"><c r="BH5000"><v>1</v></c></row>'),
        1, "", 0.08, 15,
    ),
    "a full sheet": (
        lambda: workbook_parts(full(lambda row, letter: f'<c r="{letter}{row}"><v>{row}</v></c>')), 130_000, "", 0.2, 20,
    ),
    "a sheet full of formulas": (
        lambda: workbook_parts(full(lambda row, letter: f'<c r="{letter}{row}"><f>A1+{row}</f><v>{row}</v></c>')),
        130_000, "", 1.0, 35,
    ),
    "a long text in every cell": (
        lambda: workbook_parts(SHARED, strings=f"<si><t>{'ab' * 3_000_000}</t></si>"),
        130_000, "", 1.2, 40,
    ),
    "a long formula in every cell": (
        lambda: workbook_parts(
            f'<row r="1"><c r="A1"><f t="shared" si="0">{"A" * 1_000_000}</f></c></row>'
            + full(lambda row, letter: f'<c r="{letter}{row}"><f t="shared" si="0"/><v>1</v></c>')
        ),
        130_000, "", 1.4, 30,
    ),
    "cells without a place": (
        lambda: workbook_parts(f'<row r="1">{"<c/>" * 8_000_000}</row>'), 0, "workbook.crowded", 5.0, 80,
    ),
    "tags inside each other": (lambda: workbook_parts("<a>" * 8_000_000), 0, "workbook.crowded", 0.5, 60),
    "a tag that never ends": (lambda: workbook_parts("<row " + "a" * 40_000_000), 0, "workbook.sheet_damaged", 2.0, 140),
    "tags that never end": (lambda: workbook_parts('<row r="1">' + '<c r="A' * 6_000_000), 0, "workbook.crowded", 1.0, 110),
    "millions of texts": (lambda: workbook_parts(CELL, strings="<si/>" * 11_000_000), 0, "workbook.suspicious", 0.3, 110),
    "millions of styles": (
        lambda: with_part("xl/styles.xml", f'<s xmlns="{MAIN}"><cellXfs>{"<xf/>" * 8_000_000}</cellXfs></s>'),
        0, "workbook.damaged", 3.0, 100,
    ),
    "a sheet a hundred thousand times": (
        lambda: with_part(
            "xl/workbook.xml",
            f'<w xmlns="{MAIN}" xmlns:r="{OFFICE}">'
            + "".join(f'<sheet name="{n}" r:id="r1"/>' for n in range(100_000))
            + "</w>",
        ),
        1, "", 0.3, 20,
    ),
    "an .ods of endless repetitions": (
        lambda: open_parts(
            f'<table:table-row table:number-rows-repeated="1048576"><table:table-cell {REPEATED}/></table:table-row>' * 2_000
        ),
        300_000, "workbook.cut", 0.1, 5,
    ),
    "an .ods of empty rows": (
        lambda: open_parts("<table:table-row><table:table-cell/></table:table-row>" * 700_000), 0, "", 3.0, 100,
    ),
    "an .ods of endless spaces": (
        lambda: open_parts(f"<table:table-row>{GREEDY * 400_000}</table:table-row>"), 60, "workbook.cut", 4.0, 110,
    ),
    "an .ods of empty paragraphs": (
        lambda: open_parts("<table:table-row><table:table-cell>" + "<text:p/>" * 5_000_000),
        0, "workbook.crowded", 4.0, 300,
    ),
}  # fmt: skip
"""What a file is made of; how many cells are read of it, and what is told; the seconds and megabytes that it took."""


@pytest.mark.slow
@pytest.mark.parametrize("what", HOSTILE)
def test_it_ends_soon_and_in_little_memory(what: str, tmp_path: Path) -> None:
    made, filled, told, seconds, megabytes = HOSTILE[what]
    path = tmp_path / "region.xlsx"
    path.write_bytes(zipped(made()))
    run = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stderr) == (0, "")
    took, grew, found, codes = run.stdout.split(" ", 3)
    codes = ",".join(code for code in codes.strip().split(",") if code != "workbook.named_otherwise")
    assert (int(found), codes) == (filled, told)
    assert float(took) < 10 * seconds
    assert int(grew) < 10 * megabytes


def test_one_value_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    """A reader that makes a grid of all places up to there takes its process with it."""
    parts, _, told, *_ = HOSTILE["the last corner"]
    path = tmp_path / "region.xlsx"
    path.write_bytes(zipped(parts()))
    run = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stdout.split()[2:]) == (0, ["0", told])
