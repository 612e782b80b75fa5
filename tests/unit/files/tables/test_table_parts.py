"""A long text table in parts: put together they are the whole, wherever it is cut."""

from __future__ import annotations

import pickle
import tracemalloc
from pathlib import Path
from random import Random

import pytest
from support.methods import method
from support.strategies import random_submission
from support.tables import Rows, asked, coded, flat, long, turned, wide, writable, write_csv

from belong_assess.files.tables.grid import RegionRead
from belong_assess.files.tables.parts import Part, read_part, table_parts
from belong_assess.files.tables.spreadsheets import read_spreadsheet

ASKED = asked()


def told(reads: list[RegionRead]) -> list[object]:
    return [(each.place, each.raw and each.raw.data, each.problems) for each in reads]


def whole(path: Path) -> list[RegionRead]:
    return list(read_spreadsheet(path, path.name, ASKED))


def cut(path: Path, regions: int) -> tuple[Part, ...]:
    return table_parts(path, ASKED, least=0, regions=regions)


def together(path: Path, parts: tuple[Part, ...]) -> list[RegionRead]:
    sent = pickle.loads(pickle.dumps(parts))
    return [read for part in sent for read in read_part(path, path.name, part, ASKED)]


def rows(count: int, form: str = "wide", *, codes: bool = False) -> Rows:
    assessment, rng = method("regional"), Random(3)
    make = coded if codes else flat
    held = {}
    for number in range(count):
        unit = f'Region {number}, "north"\nand south' if number % 7 == 3 else f"Región {number}"
        held[unit] = make(assessment, writable(assessment, random_submission(assessment, rng), unit))
    return long(held) if form == "long" else wide(list(held.values()))


@pytest.mark.parametrize("form", ["wide", "long"])
@pytest.mark.parametrize("regions", [1, 2, 7, 50])
@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-8")])
def test_parts_make_the_whole(tmp_path: Path, form: str, regions: int, delimiter: str, encoding: str) -> None:
    path = write_csv(tmp_path / "t.csv", rows(24, form), delimiter=delimiter, encoding=encoding)
    parts = cut(path, regions)
    assert len(parts) == -(-24 // regions)
    assert told(together(path, parts)) == told(whole(path))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "end"])
def test_blank_rows_titles_and_line_ends(tmp_path: Path, end: str, last: str) -> None:
    lines = [
        "sep=,",
        "A table",
        "",
        "region_name,A1.1,A1.2",
        "Alpha,3,2",
        "",
        ",,",
        'Beta,"1",0',
        "Gamma,1,1",
        "",
        "Delta,1,1",
    ]
    path = tmp_path / "t.csv"
    path.write_bytes((end.join(lines) + (end if last else "")).encode())
    for regions in (1, 2, 3, 9):
        assert told(together(path, cut(path, regions))) == told(whole(path))


def test_what_concerns_the_table_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("region_name,A1.1,A1.2,A1.33,Weather\n" + "".join(f"R{number},3,2,1,dry\n" for number in range(9)))
    reads = together(path, cut(path, 2))
    codes = [each.code for read in reads for each in read.problems]
    assert sorted(codes) == ["table.assumed", "table.not_read", "table.unknown_name"]
    assert told(reads) == told(whole(path))


def test_a_long_table_is_cut_between_regions_only(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    lines = [f"R{number // 3},A1.{number % 3 + 1},2" for number in range(30)]
    path.write_text("\n".join(["region,id,answer", *lines]))
    parts = cut(path, 4)
    assert [part.row for part in parts] == [1, 13, 25]
    assert told(together(path, parts)) == told(whole(path))


def test_a_part_of_a_long_table_knows_what_the_whole_answers(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("region,id,answer\nAlpha,A1.1,3\nAlpha,A1.2,2\nBeta,population,12000\n")
    parts = cut(path, 1)
    assert {part.meant for part in parts} == {"regional"}
    assert told(together(path, parts)) == told(whole(path))


@pytest.mark.parametrize(
    "text",
    [
        "region,id,answer\nAlpha,A1.1,3\nBeta,A1.1,2\nAlpha,A1.2,2\n",
        "region_name,Alpha,Beta\nA1.1,3,2\nA1.2,1,1\n",
        "a,b\nc,d\n",
        "region_name,population,country\nAlpha,1,2\nBeta,1,2\n",
        "region_name,A1.1,A1.2\rAlpha,3,2\rBeta,3,2\r",
        "region_name,A1.1,A1.2\nAlpha,3,2\rBeta,3,2\nGamma,1,1\n",
        "",
    ],
)
def test_what_is_better_read_as_a_whole_is_not_cut(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode())
    assert cut(path, 1) == ()


def test_small_files_workbooks_and_files_that_are_not_there_are_not_cut(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", rows(3))
    assert table_parts(path, ASKED) == ()
    assert cut(tmp_path / "none.csv", 1) == ()
    assert cut(tmp_path, 1) == ()
    assert cut(write_csv(tmp_path / "wide.csv", rows(3), encoding="utf-16"), 1) == ()
    assert cut(write_csv(tmp_path / "turned.csv", turned(rows(3))), 1) == ()


def test_a_quotation_mark_that_is_never_closed_is_left_to_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('region_name,A1.1,A1.2\nAlpha,3,2\nBeta,"3,2\n' + "x\n" * 30_000)
    reads = together(path, cut(path, 1)) or whole(path)
    assert reads[0].raw is not None


def test_a_cell_that_is_too_long_ends_its_part_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"region_name,A1.1,A1.2\nAlpha,3,2\nBeta,3,{'9' * 200_000}\nGamma,1,1\nDelta,1,1\n")
    reads = together(path, cut(path, 2))
    assert [each.place for each in reads] == ["A2", "", "A4", "A5"]
    assert [(each.code, each.where.file, each.where.line) for each in reads[1].problems] == [
        ("workbook.endless_row", "t.csv", 3)
    ]


def test_names_beyond_what_is_read_are_told_in_parts_too(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("region_name,A1.1" + "," * 5_000 + "A1.2\n" + "Alpha,3\n" * 20)
    assert [each.code for each in together(path, cut(path, 5))[0].problems] == ["table.too_many_columns", "table.assumed"]


def test_cutting_and_reading_take_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("w") as file:
        file.write("region_name,A1.1,A1.2," + ",".join(f"note {number}" for number in range(100)) + "\n")
        file.writelines(f"R{number},3,2,{',' * 99}\n" for number in range(8_000))
    tracemalloc.start()
    parts = table_parts(path, ASKED, least=0)
    count = sum(1 for _ in read_part(path, "t.csv", parts[4], ASKED))
    streamed = sum(1 for _ in read_spreadsheet(path, "t.csv", ASKED))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(parts), count, streamed) == (16, 500, 8_000)
    assert peak < 12_000_000
