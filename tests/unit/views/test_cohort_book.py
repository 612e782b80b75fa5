"""The results workbook says what the records say: figures at full precision, no score as nothing, doubles as they are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from support.cohort_books import book_of, by_stamp, cohort_of, rows_of, texts_of, write_book
from support.cohorts import item, node, random_records, rejected
from support.methods import ROOT, method

from belong_assess.language.texts import language
from belong_assess.problems import Location, Problem
from belong_assess.results.record import Record
from belong_assess.views.cohort_book import CohortBook
from belong_assess.views.cohort_book.problems import MOST_OF_A_FILE
from belong_assess.views.cohort_words import call_line
from belong_assess.views.safe import safe

SHEETS = ["Summary", "Overview", "To phone", "Points", "Answers", "Problems", "Questions", "Method"]
REGIONAL = method("regional")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workbook, tuple[Record, ...]]:
    """Forty submissions on all tiers, one of them twice, and two files that could not be read."""
    made = random_records("regional", 40)
    records = (*made, replace(made[0], file="copy.xlsx"), rejected("b.xls", "file.empty"), rejected("c.pdf"))
    return book_of(tmp_path_factory.mktemp("book") / "results.xlsx", records), records


def scored(records: tuple[Record, ...]) -> list[Record]:
    return [record for record in records if record.stamp is not None]


def changed(record: Record, **nodes: object) -> Record:
    return replace(record, nodes={**record.nodes, **nodes})


# sheets


def test_the_sheets_stand_in_order_and_the_summary_is_open(full: tuple[Workbook, tuple[Record, ...]]) -> None:
    book, _ = full
    assert book.sheetnames == SHEETS
    assert book.active is not None and book.active.title == "Summary"
    for name in SHEETS[1:-1]:
        sheet = book[name]
        assert isinstance(sheet, Worksheet)
        assert sheet.freeze_panes is not None and sheet.freeze_panes.endswith("5")
        assert sheet.auto_filter.ref and sheet.auto_filter.ref.startswith("A4:")
        assert sheet.print_title_rows == "$3:$4"
        assert sheet.page_setup.orientation == "landscape"


def test_several_questionnaires_have_their_own_sheets(tmp_path: Path) -> None:
    records = [*random_records("regional", 3), *random_records("municipal", 3), *random_records("regional-voices", 2)]
    book = book_of(tmp_path / "a.xlsx", records)
    ids = ("regional", "municipal", "regional-voices")
    kinds = [[f"{kind} {name}" for name in ids] for kind in ("Overview", "Points", "Answers")]
    assert book.sheetnames == ["Summary", *kinds[0], "To phone", *kinds[1], *kinds[2], "Problems", "Questions", "Method"]
    assert [len(rows_of(book, name)) for name in kinds[0]] == [3, 3, 2]
    assert book.defined_names == {} and book["Overview municipal"].print_title_rows == "$3:$4"


def test_two_versions_of_one_questionnaire_are_told_apart(tmp_path: Path) -> None:
    first, second = random_records("regional", 2)
    assert first.stamp is not None
    older = replace(second, stamp=replace(first.stamp, questionnaire_version="0.0.9", questionnaire_hash="old"))
    book = book_of(tmp_path / "a.xlsx", [first, older])
    assert book.sheetnames[1:3] == ["Overview regional 0.1.0", "Overview regional 0.0.9"]


def test_nothing_scored_is_a_workbook_too(tmp_path: Path) -> None:
    book = book_of(tmp_path / "a.xlsx", [rejected("a.xlsx", "file.empty")])
    assert book.sheetnames == ["Summary", "To phone", "Problems", "Questions", "Method"]
    assert rows_of(book, "To phone")[0]["File"] == "a.xlsx"
    assert book_of(tmp_path / "b.xlsx", []).sheetnames == book.sheetnames


# overview


def test_every_score_of_the_overview_is_the_records(full: tuple[Workbook, tuple[Record, ...]]) -> None:
    book, records = full
    rows = rows_of(book, "Overview")
    assert [row["File"] for row in rows] == [record.file for record in scored(records)]
    for row, record in zip(rows, scored(records), strict=True):
        index = record.nodes["index"]
        held = {"Index": index.score, "Lowest": index.low, "Highest": index.high, "Documented": index.documented}
        held |= {"Coverage": index.coverage, "Counted": index.counted, "Open": index.open, "Left out": index.left_out}
        held |= {bar.title: record.nodes[bar.id].score for view in ("principles", "priorities") for bar in bars(view)}
        held |= {"Common core": record.nodes["common_core"].score}
        shape = record.tier == "express"
        held |= {f"{a} {REGIONAL.area_title(a)}": None if shape else record.nodes[a].score for a in REGIONAL.areas}
        assert {name: row[name] for name in held} == {n: None if f is None else float(f) for n, f in held.items()}
        assert (row["Region"], row["Country"], row["Tier"].lower()) == (
            record.unit, record.facts["country"], record.tier if record.scope is None else row["Tier"].lower(),
        )  # fmt: skip


def bars(view: str) -> tuple[object, ...]:
    return REGIONAL.views[view].bars


def test_a_withheld_score_is_nothing_and_its_reason_stands_beside(tmp_path: Path) -> None:
    made = random_records("regional", 1, tier="full", moods=("everything",))[0]
    withheld, outside = node(None, state="withheld"), node(None, state="outside_competence")
    given = changed(made, index=withheld, A3=withheld, A7=outside, E=withheld._replace(counted=2))
    (row,) = rows_of(book_of(tmp_path / "a.xlsx", [given]), "Overview")
    assert [row[name] for name in ("Index", "Lowest", "Band", "A3 Money and funding rules", "Equality")] == [None] * 5
    assert row["In words"] == "not enough answers"
    said = row["No score"].split("; ")
    assert "2 questions, too few for a number: Equality" in said
    assert "not enough answers: A3" in said
    assert "outside competence: A7" in said


def test_band_and_range_are_worded_as_in_the_report(tmp_path: Path) -> None:
    made = random_records("regional", 1, tier="full", moods=("everything",))[0]
    figures = node(Fraction(797, 10), "established")._replace(low=Fraction(50), bands_possible=("building", "established"))
    book = book_of(tmp_path / "a.xlsx", [changed(made, index=figures)])
    (row,) = rows_of(book, "Overview")
    assert row["Band"] == "◑ Established"
    assert row["In words"] == "Established; could still be Building (79.7)"
    cells = {cell.value: cell for cell in book["Overview"][5]}
    assert cells[79.7].number_format == "0.0"
    assert cells[50].number_format == "0"


def test_areas_at_express_have_neither_number_nor_band(tmp_path: Path) -> None:
    made = random_records("regional", 12, tier="express", moods=("everything",))
    book = book_of(tmp_path / "a.xlsx", made)
    rows = rows_of(book, "Overview")
    assert all(row["Index"] is not None for row in rows)
    assert {row[f"{area} {REGIONAL.area_title(area)}"] for row in rows for area in REGIONAL.areas} == {None}
    assert all(row["No score"].endswith("areas for discussion") for row in rows)
    lines = [row for row in book["Summary"].iter_rows() if str(row[0].value) in REGIONAL.areas]
    assert len(lines) == 17
    shown = [(cell.value, cell.number_format) for row in lines for cell in row[3:13] if cell.value is not None]
    assert len(shown) == 17 and {code for _, code in shown} == {";;;"}


def test_a_method_without_an_index_has_no_column_for_one(tmp_path: Path) -> None:
    (made,) = random_records("regional-voices", 1, moods=("everything",))
    (row,) = rows_of(book_of(tmp_path / "a.xlsx", [made]), "Overview")
    assert "Index" not in row and "Band" not in row and "Profile" not in row
    assert row["Counted"] == sum(found.role == "counted" for found in made.items.values())


def test_a_region_without_a_name_and_a_row_of_a_table(tmp_path: Path) -> None:
    (made,) = random_records("regional", 1)
    given = replace(made, unit="", file="all.csv", place="row 7")
    book = book_of(tmp_path / "a.xlsx", [given])
    for sheet in ("Overview", "Points", "Answers"):
        (row,) = rows_of(book, sheet)
        assert (row["Region"], row["File"]) == ("Without a name", "all.csv (row 7)")


# points and answers


def test_points_and_answers_of_every_question(full: tuple[Workbook, tuple[Record, ...]]) -> None:
    book, records = full
    points, answers = rows_of(book, "Points"), rows_of(book, "Answers")
    for row, said, record in zip(points, answers, scored(records), strict=True):
        for item_id, found in record.items.items():
            assert row[item_id] == (None if found.points is None else float(found.points))
            if found.state == "answered":
                assert str(said[item_id]) == found.answer
            else:
                assert said[item_id].split(" (")[0] == found.state.replace("_", " ")


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (item("answered", 75, "3"), 3),
        (item("answered", 50, "2 (41.5%)"), "2 (41.5%)"),
        (item("answered", 40, "residents;schools"), "residents;schools"),
        (item("answered", 40, "=1+1"), "=1+1"),
        (item("DK", None, "DK"), "DK"),
        (item("NC", None, "NC"), "NC"),
        (item("NA", None, "NA:absent"), "NA (NA:absent)"),
        (item("skipped", None, ""), "skipped"),
        (item("skipped", None, "NC"), "skipped (NC)"),
        (item("not_asked", None, ""), "not asked"),
        (item("not_asked", 0, ""), "not asked"),
        (item("not_asked", None, "3"), "not asked (3)"),
    ],
)
def test_an_answer_or_its_state(tmp_path: Path, found: object, shown: object) -> None:
    (made,) = random_records("regional", 1)
    given = replace(made, items={**made.items, "A1.1": found})
    book = book_of(tmp_path / "a.xlsx", [given])
    assert rows_of(book, "Answers")[0]["A1.1"] == shown
    assert rows_of(book, "Points")[0]["A1.1"] == getattr(found, "points", None)


def test_beyond_a_number_of_submissions_they_are_left_to_the_csv(tmp_path: Path) -> None:
    made = random_records("regional", 4)
    assert "Points" in book_of(tmp_path / "a.xlsx", made, most_questions=4).sheetnames
    book = book_of(tmp_path / "b.xlsx", made, most_questions=3)
    assert [name for name in SHEETS if name not in book.sheetnames] == ["Points", "Answers"]
    said = "With more than 3 submissions, points and answers of single questions are left to the CSV."
    assert said in texts_of(book, "Summary") and said in texts_of(book, "Method")
    assert len(rows_of(book, "Overview")) == 4


# problems, calls, questions, method


def test_problems_stand_with_their_places_and_what_to_do(tmp_path: Path) -> None:
    (made,) = random_records("regional", 1)
    facts = {"found": "perhaps", "expected": "0-4", "item": "A1.1"}
    problems = (
        Problem("answer.not_an_option", Location("x", sheet="A1", cell="E14"), facts),
        Problem("answer.hidden", Location("x", line=12, column=3), {"item": "A1.3"}),
        Problem("submission.unversioned", Location("x", path=("version",)), {}),
    )
    rows = rows_of(book_of(tmp_path / "a.xlsx", [replace(made, problems=problems)]), "Problems")
    assert [(row["Sheet"], row["Cell"], row["Severity"], row["Code"]) for row in rows] == [
        ("A1", "E14", "Error", "answer.not_an_option"),
        (None, "line 12, column 3", "Note", "answer.hidden"),
        (None, "version", "Warning", "submission.unversioned"),
    ]
    assert (rows[0]["Found"], rows[0]["Expected"]) == ("perhaps", "0-4")
    assert rows[0]["What"].startswith("A1.1: ") and rows[0]["What to do"].endswith(".")


def test_a_file_that_is_damaged_throughout_does_not_fill_the_sheet(tmp_path: Path) -> None:
    many = replace(rejected("a.xlsx"), problems=(Problem("file.empty"),) * (MOST_OF_A_FILE + 7))
    rows = rows_of(book_of(tmp_path / "a.xlsx", [many]), "Problems")
    assert len(rows) == MOST_OF_A_FILE + 1
    assert rows[-1]["What"] == "… and 7 more in this file: the JSON has them all"


def test_every_call_stands_in_the_sheet_and_what_could_not_be_read(full: tuple[Workbook, tuple[Record, ...]]) -> None:
    book, records = full
    found, rows = cohort_of(records), rows_of(book, "To phone")
    calls = [call_line(call, language()) for call in found.calls]
    assert [(row["Region"], row["What"]) for row in rows[:-2]] == [(line.region, line.what) for line in calls]
    assert [(row["Region"], row["File"]) for row in rows[-2:]] == [(None, "b.xls"), (None, "c.pdf")]
    assert rows[0]["What"] == "The same content also stands in copy.xlsx."
    assert rows[-1]["What"] == "The file could not be read."


def test_the_statistics_of_questions(full: tuple[Workbook, tuple[Record, ...]]) -> None:
    book, records = full
    rows = rows_of(book, "Questions")
    for group in cohort_of(records).groups:
        asked = [row for row in rows if row["Tier"].lower() == group.tier]
        tiers = [i.id for i in REGIONAL.items.values() if REGIONAL.tier_rank[i.tier] <= REGIONAL.tier_rank[group.tier]]
        assert [row["Id"] for row in asked] == tiers
        for row in asked:
            spread = group.questions[row["Id"]]
            assert (row["n"], row["With points"]) == (spread.n, spread.scored)
            assert row["don't know"] == float(spread.share("DK") or 0)
            assert row["Mean points"] == (None if spread.mean is None else float(spread.mean))


def test_of_few_submissions_questions_say_nothing(tmp_path: Path) -> None:
    made = random_records("regional", 4, tier="full")
    (row,) = rows_of(book_of(tmp_path / "a.xlsx", made), "Questions")
    assert row["Question"] == "4 submissions: statistics are made from 5 up."
    assert row["n"] is None


def test_the_method_says_what_the_results_rest_on(full: tuple[Workbook, tuple[Record, ...]]) -> None:
    book, records = full
    texts, stamp = texts_of(book, "Method"), records[0].stamp
    assert stamp is not None
    assert f"regional 0.1.0 ({stamp.questionnaire_hash})" in texts
    assert f"regional 0.1.0 ({stamp.indicators_hash})" in texts
    assert set(REGIONAL.indicators.statement) | set(REGIONAL.indicators.rules_in_short) <= set(texts)
    assert any("type 7" in text for text in texts)
    assert not any(word in text.lower() for text in texts for word in ("official", "compatible", "icc"))


# the summary


def charts(book: Workbook) -> int:
    sheet = book["Summary"]
    assert isinstance(sheet, Worksheet)
    return len(sheet._charts)  # type: ignore[attr-defined]


def test_the_summary_counts_and_says_whom_to_phone(full: tuple[Workbook, tuple[Record, ...]]) -> None:
    book, records = full
    found, texts = cohort_of(records), texts_of(book, "Summary")
    assert f"41 submissions scored, {found.to_call} to phone, 2 could not be read." in texts
    assert "2 stand more than once and are in no statistic." in texts
    numbers = {row[0]: row[2] for row in book["Summary"].iter_rows(values_only=True)}
    for code, count in found.reasons.items():
        assert numbers[language()(f"cohort.reason.{code}")] == count


def test_the_figures_of_each_group_stand_in_the_summary(full: tuple[Workbook, tuple[Record, ...]]) -> None:
    book, records = full
    lines = [row for row in book["Summary"].iter_rows(values_only=True) if row[1] == "Common core"]
    groups = sorted(cohort_of(records).groups, key=lambda group: REGIONAL.tier_rank[group.tier])
    for line, group in zip(lines, groups, strict=True):
        spread = group.nodes["common_core"]
        figures = [getattr(spread, name) for name in FIGURES]
        assert line[2] == spread.n
        assert list(line[3:9]) == (figures if spread.median is None else pytest.approx(figures, rel=1e-15))
        counts = [spread.bands.get(band.id, 0) for band in REGIONAL.indicators.bands]
        assert list(line[9:13]) == (counts if spread.median is not None else [None] * 4)


FIGURES = ("minimum", "lower", "median", "upper", "maximum", "mean")


@pytest.mark.parametrize("n", [1, 4, 5, 6])
def test_small_groups_have_no_statistics_and_no_charts(tmp_path: Path, n: int) -> None:
    made = random_records("regional", n, tier="full", moods=("everything",))
    book = book_of(tmp_path / "a.xlsx", made)
    texts = texts_of(book, "Summary")
    assert charts(book) == (2 if n >= 5 else 0)
    few = f"{n} submission{'s' if n > 1 else ''}: statistics are made from 5 up."
    assert (few in texts) is (n < 5)
    assert ("Lower quartile" in texts) is (n >= 5)


def test_each_chart_says_in_words_what_it_shows(tmp_path: Path) -> None:
    made = random_records("regional", 6, tier="full", moods=("everything",))
    path = write_book(tmp_path / "a.xlsx", made)
    with zipfile.ZipFile(path) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        drawn = [package.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2)]
    words = re.findall(r'descr="([^"]*)"', drawing)
    assert len(words) == 2
    assert all(f"{bar.title}: median " in words[0] for bar in REGIONAL.views["principles"].bars)  # type: ignore[attr-defined]
    assert all(f"{area} {REGIONAL.area_title(area)}: median " in words[1].replace("&amp;", "&") for area in REGIONAL.areas)
    medians = cohort_of(made).groups[0].nodes
    cached = [float(found) for found in re.findall(r"<c:v>([\d.]+)</c:v>", drawn[1].rpartition("<c:val>")[2])]
    assert cached == pytest.approx([medians[area].median for area in REGIONAL.areas])


# the file


def test_a_cell_of_every_sheet_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    (made,) = random_records("regional", 1)
    bad = "=HYPERLINK(1)"
    problems = (Problem("answer.not_an_option", Location("x", sheet=bad, cell="E1"), {"found": bad, "item": bad}),)
    given = replace(
        made, unit=bad, file=bad, facts={"country": bad}, language=bad, problems=problems, flags=("one_function:12",)
    )
    book = book_of(tmp_path / "a.xlsx", [given, rejected(bad, "file.empty")])
    found: list[Cell] = [
        cell  # type: ignore[misc]
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith("=")
    ]
    assert len(found) > 8
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)


@settings(max_examples=25)
@given(unit=st.text(max_size=12), file=st.text(max_size=12), found=st.text(max_size=12), status=st.sampled_from(["draft"]))
def test_no_text_harms_the_workbook(
    tmp_path_factory: pytest.TempPathFactory, unit: str, file: str, found: str, status: str
) -> None:
    (made,) = random_records("regional", 1)
    facts = {"found": found, "expected": "0-4", "item": "A1.1"}
    problems = (Problem("answer.not_an_option", Location(file, sheet=found, cell="E1"), facts),)
    given = replace(made, unit=unit, file=file, status=status, problems=problems, flags=("many_unknown:9:20",))
    book = book_of(tmp_path_factory.mktemp("book") / "a.xlsx", [given])
    (row,) = rows_of(book, "Overview")
    assert row["Region"] == (safe(unit) or "Without a name")
    assert rows_of(book, "Problems")[0]["Found"] == (safe(found) or None)


def test_the_same_records_give_the_same_bytes_anywhere(tmp_path: Path) -> None:
    made = []
    for number, (seed, zone) in enumerate((("0", "UTC"), ("77", "Pacific/Auckland"))):
        path = tmp_path / f"{number}.xlsx"
        script = (
            "from pathlib import Path; from support.cohorts import random_records, rejected;"
            "from support.cohort_books import write_book;"
            "made = [*random_records('regional', 12), *random_records('municipal', 6), rejected('b', 'file.empty')];"
            f"write_book(Path({str(path)!r}), made)"
        )
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": str(ROOT / "tests")}
        subprocess.run([sys.executable, "-c", script], check=True, env=surroundings, timeout=120)
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = tmp_path / "waiting"
    waiting.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(waiting))
    made = random_records("regional", 3)
    write_book(tmp_path / "a.xlsx", made, most_questions=2)
    assert list(waiting.iterdir()) == []
    book = CohortBook(tmp_path / "b.xlsx", language(), by_stamp)
    book.add(made[0])
    assert len(list(waiting.iterdir())) == 1
    book.discard()
    assert list(waiting.iterdir()) == []
    assert not (tmp_path / "b.xlsx").exists()


def test_a_finished_book_may_be_given_up(tmp_path: Path) -> None:
    made = random_records("regional", 3)
    book = CohortBook(tmp_path / "a.xlsx", language(), by_stamp, most_questions=2)
    for record in made:
        book.add(record)
    book.finish(cohort_of(made))
    book.discard()
    assert zipfile.is_zipfile(tmp_path / "a.xlsx")


def test_a_place_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        write_book(tmp_path / "gone" / "a.xlsx", random_records("regional", 1))


def test_the_words_come_from_the_catalogue(tmp_path: Path) -> None:
    """In the pseudo-language every letter is marked; what is not comes from the records or the method."""
    made = random_records("regional", 6, tier="full")
    book = book_of(tmp_path / "a.xlsx", [*made, rejected("7", "file.empty")], code="x-pseudo")
    heads = [str(cell.value) for sheet in book.worksheets[1:-1] for cell in sheet[4] if cell.value]
    plain = {head for head in heads if re.search("[a-zA-Z]{3}", head)}
    titles = {REGIONAL.title_of(n) for n in (*REGIONAL.aggregates, *REGIONAL.bars)}
    titles |= {f"{area} {REGIONAL.area_title(area)}" for area in REGIONAL.areas}
    assert plain <= titles
    assert all(re.search("[a-zA-Z]{3}", name) is None for name in book.sheetnames)
