"""A table with a row for each answer."""

from __future__ import annotations

import pytest
from support.methods import method
from support.tables import data, read, submissions_in, table, told

from belong_assess.files.tables import gather
from belong_assess.files.tables.grid import RegionRead

REGIONAL = method("regional")


def codes(reads: list[RegionRead]) -> list[tuple[str, str]]:
    return [each for each in told(reads) if each[0] != "table.assumed"]


def test_rows_of_one_region_make_one_submission() -> None:
    reads = table("region | id | answer | note\nAlpha | A1.1 | 3 | well\nAlpha | A1.2 | 2 |\nBeta | A1.1 | 9 |")
    assert data(reads) == [
        {"context": {"region_name": "Alpha"}, "answers": {"A1.1": {"value": 3, "comment": "well"}, "A1.2": 2}},
        {"context": {"region_name": "Beta"}, "answers": {"A1.1": "9"}},
    ]
    assert [each.place for each in reads] == ["A2", "A4"]
    _, problems = submissions_in(reads, REGIONAL)
    assert ("answer.not_an_option", "C4") in [(each.code, each.where.cell) for each in problems]


def test_rows_of_a_region_need_not_stand_together() -> None:
    together = table("region|id|answer\nAlpha|A1.1|3\nAlpha|A1.2|2\nBeta|A1.1|1\nBeta|A1.2|0")
    mixed = table("region|id|answer\nAlpha|A1.1|3\nBeta|A1.1|1\nalpha |A1.2|2\nBeta|A1.2|0")
    assert data(together) == data(mixed)


def test_regions_come_as_soon_as_their_last_row_has_come() -> None:
    reads = table("region|id|answer\nAlpha|A1.1|3\nBeta|A1.1|1\nAlpha|A1.2|2")
    assert [each["context"]["region_name"] for each in data(reads)] == ["Beta", "Alpha"]


def test_more_rows_than_can_be_held_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "MOST_HELD", 3)
    rows = [["region", "id", "answer"], *([f"R{n}", item, "3"] for item in ("A1.1", "A1.2") for n in range(5))]
    assert [code for code, _ in told(read(rows))] == ["table.scattered"]
    assert len(data(read([rows[0], *sorted(rows[1:])]))) == 5


def test_more_regions_than_anybody_has_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "MOST_REGIONS", 3)
    rows = [["region", "id", "answer"], *([f"R{n}", "A1.1", "3"] for n in range(5))]
    assert [code for code, _ in told(read(rows))] == ["table.many_regions"]


def test_a_row_without_a_region_belongs_to_the_one_above() -> None:
    reads = table("region | id | answer\nAlpha | A1.1 | 3\n | A1.2 | 2\n\n | A1.3 | 1\nBeta | A1.1 | 1")
    assert data(reads)[0]["answers"] == {"A1.1": 3, "A1.2": 2, "A1.3": 1}
    assert codes(reads) == [("table.filled_down", "A3")]


def test_without_a_column_for_regions_each_begins_with_its_name() -> None:
    reads = table("id | answer\nregion_name | Alpha\nA1.1 | 3\nregion_name | Beta\nA1.1 | 2")
    assert data(reads) == [
        {"context": {"region_name": "Alpha"}, "answers": {"A1.1": 3}},
        {"context": {"region_name": "Beta"}, "answers": {"A1.1": 2}},
    ]
    (only,) = data(table("id | answer\nA1.1 | 3\nA1.2 | 2"))
    assert only["answers"] == {"A1.1": 3, "A1.2": 2}


def test_an_answer_that_stands_twice_and_differently_is_none() -> None:
    reads = table("region|id|answer\nAlpha|A1.1|3\nAlpha|A1.2|2\nAlpha|a1.1|1")
    assert codes(reads) == [("return.twice", "C4")]
    found, _ = submissions_in(reads, REGIONAL)
    assert found[0].answers["A1.1"].response.kind == "unreadable"
    assert codes(table("region|id|answer\nAlpha|A1.1|3\nAlpha|A1.2|2\nAlpha|A1.1|3")) == []


def test_an_unknown_id_is_told_with_the_nearest() -> None:
    reads = table("region|id|answer\nAlpha|A1.1|3\nAlpha|A1.2|2\nAlpha|populaton|3\nAlpha|A1.99|\nAlpha||4")
    assert codes(reads) == [("answer.unknown_item", "B4"), ("return.row_without_id", "C6")]
    assert reads[0].problems[1].facts["closest"] == "population"


def test_many_unknown_ids_are_told_without_long_searches() -> None:
    rows = [["region", "id", "answer"], *([f"R{n % 7}", f"A1.1{n}x", "3"] for n in range(400)), ["R0", "A1.1", "3"]]
    problems = [each for read_ in read(rows) for each in read_.problems if each.code == "answer.unknown_item"]
    assert len(problems) == 400
    assert sum(1 for each in problems if each.facts["closest"]) <= 20


def test_further_evidence_has_rows_of_its_own() -> None:
    rows = (
        "Alpha | A1.1 | 3 | A plan | 2025\nAlpha | A1.1 | | A law | 2024\nAlpha | A1.2 | 1 | |\nAlpha | A1.1 | | Minutes |"
    )
    (found,) = data(table(f"region | id | answer | title | date\n{rows}"))
    assert found["answers"]["A1.1"] == {
        "value": 3,
        "evidence": [{"title": "A plan", "date": "2025"}, {"title": "A law", "date": "2024"}, {"title": "Minutes"}],
    }


def test_evidence_may_stand_above_its_answer() -> None:
    (found,) = data(table("region|id|answer|title\nAlpha|A1.1||A plan\nAlpha|A1.1|3|\nAlpha|A1.2|3|"))
    assert found["answers"]["A1.1"] == {"value": 3, "evidence": [{"title": "A plan"}]}


def test_a_molten_table_has_everything_in_its_ids() -> None:
    rows = "Alpha|tier|express\nAlpha|A1.1@note|well\nAlpha|A1.1|3\nAlpha|A1.1@title2|A law\nAlpha|A1.2@note|hm"
    (only,) = table(
        f"region_name | variable | value\n{rows}\nAlpha | A1.2 | 2\nAlpha | A4.7/#first | 3\nAlpha | A4.7/#second | 5"
    )
    assert only.raw is not None
    assert only.raw.data["tier"] == "express"
    assert only.raw.data["answers"] == {
        "A1.1": {"value": 3, "comment": "well", "evidence": [{"title": "A law"}]},
        "A1.2": {"value": 2, "comment": "hm"},
        "A4.7": {"first": "3", "second": "5"},
    }
    assert only.raw.document.where(("tier",)).cell == "C2"
    assert only.raw.document.where(("answers", "A1.1", "comment")).cell == "C3"
    assert only.raw.document.where(("answers", "A1.1")).cell == "C4"


def test_facts_are_rows_or_columns() -> None:
    rows = table("region | id | answer\nAlpha | population | 12000\nAlpha | A1.1 | 3\nAlpha | A1.2 | 3")
    columns = table("region | population | id | answer\nAlpha | 12000 | A1.1 | 3\nAlpha | 12000 | A1.2 | 3")
    assert data(rows) == data(columns)
    differing = table("region | population | id | answer\nAlpha | 12000 | A1.1 | 3\nAlpha | 12001 | A1.2 | 3")
    assert codes(differing) == [("return.twice", "B3")]


def test_what_a_region_says_of_itself_must_be_one_thing() -> None:
    reads = table("region|tier|id|answer\nAlpha|full|A1.1|3\nAlpha|express|A1.2|2\nBeta|full|A1.1|1\nBeta||A1.2|1")
    assert (reads[0].raw, codes([reads[0]])) == (None, [("table.says_two_things", "B3")])
    assert reads[1].raw is not None
    assert reads[1].raw.data["tier"] == "full"


def test_several_options_have_rows_or_one_cell() -> None:
    rows = (
        "Alpha | A1.4/residents | x\nAlpha | A1.4/municipalities | 0\nAlpha | A2.3 | training;money_local\nAlpha | A1.1 | 3"
    )
    (found,) = data(table(f"region | id | answer\n{rows}"))
    assert found["answers"]["A1.4"] == {"ticked": ["residents"]}
    assert found["answers"]["A2.3"] == ["training", "money_local"]


def test_unknown_columns_are_told_at_their_head() -> None:
    reads = table("region|id|answer|notta|confidense|Weather\nAlpha|A1.1|3|x|y|z")
    found = {(each.code, each.where.cell) for each in reads[0].problems}
    assert {("table.unknown_name", "E1"), ("table.not_read", "F1")} <= found


def test_the_questionnaire_comes_from_the_ids() -> None:
    (only,) = table("region|id|answer\nAlpha|M1.1|3")
    assert only.raw is not None
    assert only.raw.questionnaire == "municipal"
    assert codes(table("region|id|answer\nAlpha|population|3")) == [("table.several_meant", "A1")]
    assert codes(table("region|id|answer")) == [("table.no_regions", "A1")]


def test_a_row_for_each_answer_without_answers_is_still_a_region() -> None:
    reads = table("region|id|answer\nAlpha|A1.1|\nAlpha|A1.2|\nBeta|A1.1|3")
    assert data(reads)[0] == {"context": {"region_name": "Alpha"}}
