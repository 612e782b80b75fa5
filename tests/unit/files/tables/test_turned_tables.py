"""A table with its regions side by side."""

from __future__ import annotations

import pytest
from support.methods import method
from support.tables import data, read, submissions_in, table, told

from belong_assess.files.tables import turned
from belong_assess.files.tables.grid import RegionRead

REGIONAL = method("regional")


def names(reads: list[RegionRead]) -> list[str]:
    return [each["context"]["region_name"] for each in data(reads)]


def test_each_column_is_a_region_with_its_own_addresses() -> None:
    reads = table("region_name | Alpha | Beta\nA1.1 | 3 | 9\nA1.2 | 2 | 1")
    assert [each.place for each in reads] == ["B1", "C1"]
    assert data(reads)[0]["answers"] == {"A1.1": 3, "A1.2": 2}
    _, problems = submissions_in(reads, REGIONAL)
    assert ("answer.not_an_option", "C2") in [(each.code, each.where.cell) for each in problems]


def test_names_of_regions_may_stand_in_the_headings_above() -> None:
    reads = table("My table\n\nKey | Alpha | Beta\nA1.1 | 3 | 2\nA1.2 | 2 | 1")
    assert names(reads) == ["Alpha", "Beta"]
    assert [each.place for each in reads] == ["B3", "C3"]


@pytest.mark.parametrize("heading", ["Question", "question", "Text", "Help"])
def test_a_column_of_questions_is_recognised_by_its_heading(heading: str) -> None:
    reads = table(f"Key | {heading} | Alpha\nA1.1 | Commitment? | 3\nA1.2 | Budget? | 2")
    assert names(reads) == ["Alpha"]
    assert "answer.not_an_option" not in [each.code for each in submissions_in(reads, REGIONAL)[1]]


def test_a_column_of_questions_is_recognised_by_what_stands_above_it() -> None:
    reads = table("Key | Question | R1 | R2\nregion_name | Name | Alpha | Beta\nA1.1 | Commitment? | 3 | 2")
    assert names(reads) == ["Alpha", "Beta"]


def test_a_column_of_questions_is_recognised_by_its_words() -> None:
    texts = [REGIONAL.items[item].text for item in ("A1.1", "A1.2", "A1.3")]
    rows = [["region_name", "", "Alpha"], *([f"A1.{n}", text, "3"] for n, text in enumerate(texts, 1))]
    assert names(read(rows)) == ["Alpha"]
    long = [["region_name", "", "Alpha"], *([f"A1.{n}", "w" * 90, "3"] for n in (1, 2, 3))]
    assert names(read(long)) == ["Alpha"]


def test_blank_columns_are_passed_over() -> None:
    reads = table("region_name | Alpha | | Beta\nA1.1 | 3 | | 2\nA1.2 | 3 | | 2")
    assert [each.place for each in reads] == ["B1", "D1"]


def test_rows_between_that_are_no_names_are_left_alone() -> None:
    reads = table("region_name | Alpha\n Part one | \nA1.1 | 3\n Remarks | hello\nA1.2 | 2\nA1.77 | 1")
    first, second = reads
    assert [(code, cell) for code, cell in told([first]) if code != "table.assumed"] == [
        ("table.unknown_name", "A6"),
        ("table.not_read", "A2"),
        ("table.left_alone", "A4"),
    ] or {code for code, _ in told([first])} == {"table.unknown_name", "table.not_read", "table.left_alone"}
    assert data([second]) == [{"context": {"region_name": "Alpha"}, "answers": {"A1.1": 3, "A1.2": 2}}]


def test_a_name_far_down_is_read_too() -> None:
    rows = [["region_name", "Alpha"], *([f"x{n}", ""] for n in range(60)), ["A1.1", "3"]]
    rows.insert(1, ["A1.2", "2"])
    assert data(read(rows))[0]["answers"] == {"A1.1": 3, "A1.2": 2}


def test_what_is_too_large_to_be_turned_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turned, "MOST_CELLS", 5)
    (only,) = table("region_name | Alpha\nA1.1 | 3\nA1.2 | 2")
    assert told([only]) == [("table.too_wide_to_turn", "")]


def test_the_envelope_may_stand_in_rows() -> None:
    reads = table("region_name | Alpha | Beta\ntier | express | full\nA1.1 | 3 | 2\nA1.2 | 3 | 2")
    assert [each.raw.data["tier"] for each in reads if each.raw] == ["express", "full"]
    first = reads[0].raw
    assert first is not None
    assert first.document.where(("tier",)).cell == "B2"
