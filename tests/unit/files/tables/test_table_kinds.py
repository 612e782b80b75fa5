"""What kind of table stands on a sheet, told by its first rows alone."""

from __future__ import annotations

from typing import Any

import pytest
from support.tables import asked, read, table, told

from belong_assess.files.tables.kinds import LAST_HEAD_ROW, LOOKED_AT, head_of

NAMES = asked().names
CORNER = "belong-assess/answers/1|regional|0.1.0|b4b1566f0258|full|all|en"


def kind(*rows: list[Any]) -> str | None:
    head = head_of(rows[:LOOKED_AT], NAMES)
    return None if head is None else head.kind


def test_a_row_of_names_is_a_wide_table() -> None:
    assert kind(["region_name", "A1.1", "A1.2"], ["Alpha", "3", "2"]) == "wide"


def test_names_below_each_other_are_a_turned_table() -> None:
    assert kind(["region_name", "Alpha"], ["A1.1", "3"], ["A1.2", "2"]) == "turned"


def test_names_in_a_later_column_are_found_too() -> None:
    assert kind(["No.", "Key", "Alpha"], [1, "A1.1", "3"], [2, "A1.2", "2"]) == "turned"


@pytest.mark.parametrize(
    "head",
    [
        ["region", "id", "answer"],
        ["Unit", "Question", "Answer"],
        ["REGION_NAME", "item", "value"],
        ["region", "variable", "value", "remarks"],
        ["id", "answer"],
        ["Region", "Key", "Answer", "Note"],
    ],
)
def test_a_row_with_id_and_answer_is_the_head_of_a_long_table(head: list[str]) -> None:
    assert kind(["A survey of ours"], head, ["Alpha", "A1.1", "3"]) == "long"


def test_a_template_is_known_by_its_corner() -> None:
    assert kind([CORNER, "no", "question", "answer"], ["A1.1", "A1.1", "How?", "3"]) == "template"
    assert kind(["Letterhead"], [], [None, CORNER, "no", "question", "answer"]) == "template"


def test_titles_and_blank_rows_may_stand_above() -> None:
    above: list[list[Any]] = [["Municipalities of the north"], [], ["as of", "2026"]]
    blank: list[list[Any]] = [[]] * (LAST_HEAD_ROW - len(above) - 1)
    assert kind(*above, *blank, ["region_name", "A1.1"], ["Alpha", 3]) == "wide"
    assert kind(*above, *blank, [], ["region_name", "A1.1"], ["Alpha", 3]) != "wide"


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[]],
        [["a", "b"], ["1", "2"]],
        [["region_name"], ["Alpha"]],
        [["tier", "version", "status"], ["full", "0.1.0", "draft"]],
        [[3, 4], [5, 6]],
        [["=A1", "+A1"], ["@A1", "-A1"]],
    ],
)
def test_anything_else_is_no_table(rows: list[list[Any]]) -> None:
    assert kind(*rows) is None


def test_what_is_not_recognised_says_what_was_found_and_what_is_nearest() -> None:
    (only,) = table("Umfrage\nregion nme | A1.1x | comment\nAlpha | 3 | hello")
    (problem,) = only.problems
    assert (problem.code, problem.where.cell) == ("table.not_recognised", "A2")
    assert problem.facts["found"] == "region nme, A1.1x, comment"
    assert "region_name" in problem.facts["closest"]
    assert "A1.1" in problem.facts["closest"]


def test_an_empty_table_is_not_recognised_either() -> None:
    assert told(read([])) == [("table.not_recognised", "A1")]


def test_results_of_this_program_are_no_answers() -> None:
    head = (
        "unit,reference_date,questionnaire,version,tier,kind,id,title,state,score,low,high,coverage,documented,band,answer"
    )
    rows = [head.split(","), ["Alpha", "", "regional", "0.1.0", "full", "question", "A1.1", "How?", "answered", "50"]]
    assert told(read(rows)) == [("table.results", "A1")]
