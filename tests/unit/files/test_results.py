"""Results are stored as JSON and read back exactly."""

from __future__ import annotations

import json

import pytest

from belong_assess.files.results import FORMAT, dump_result, load_result
from belong_assess.workflows.score_file import Scored, example_file, examples, score_file


@pytest.mark.parametrize("name", examples())
def test_written_then_read_is_the_same_result(name: str) -> None:
    file = example_file(name)
    assert file is not None
    scored = score_file(file)
    assert isinstance(scored, Scored)
    text = dump_result(scored.result, facts={}, findings=[], problems=scored.problems)
    assert load_result(text) == scored.result


def test_a_number_that_is_not_whole_stands_as_decimal_and_exactly() -> None:
    file = example_file("lagosera")
    assert file is not None
    scored = score_file(file)
    assert isinstance(scored, Scored)
    held = json.loads(dump_result(scored.result, facts={}, findings=["x"], problems=()))
    index = next(node for node in held["aggregates"] if node["id"] == "index")
    assert index["score_exact"] == str(scored.result.index.score)
    assert index["score"] == pytest.approx(float(scored.result.index.score or 0))
    assert held["findings"] == ["x"]


@pytest.mark.parametrize("text", ["{}", "[]", '{"format": "belong-assess/result/9"}'])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=FORMAT):
        load_result(text)
