"""The listed Python API is importable from the package itself, and does what its documentation says."""

from __future__ import annotations

from pathlib import Path

import pytest

import belong_assess
from belong_assess import api


@pytest.mark.parametrize("name", api.__all__)
def test_every_listed_name_is_importable_from_the_package(name: str) -> None:
    assert getattr(belong_assess, name) is getattr(api, name)


def test_a_name_that_is_not_listed_is_not_there() -> None:
    with pytest.raises(AttributeError, match="render_plain"):
        belong_assess.render_plain  # noqa: B018


def test_an_example_is_scored_reported_and_written(tmp_path: Path) -> None:
    file = api.example_file("kestrelmoor")
    assert file is not None
    scored = api.score_file(file)
    assert isinstance(scored, api.Scored)
    assert scored.result.unit in api.report_text(scored)
    api.write_workbook(scored, tmp_path / "report.xlsx")
    assert (tmp_path / "report.xlsx").read_bytes()[:2] == b"PK"


def test_a_file_that_cannot_be_scored_is_a_value_with_its_problems(tmp_path: Path) -> None:
    rejected = api.score_file(tmp_path / "nothing.yaml")
    assert isinstance(rejected, api.Rejected)
    assert [problem.code for problem in rejected.problems] == ["file.missing"]
