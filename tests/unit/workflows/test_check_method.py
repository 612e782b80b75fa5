"""The check of a method as files: every problem with file and line, in the order in which they are read."""

from __future__ import annotations

from pathlib import Path

from support.planting import Workshop

from belong_assess.workflows.check_method import check_method


def test_problems_of_shape_and_of_sense_come_by_file_and_line(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path)
    text = workshop.text()
    for file, pattern in (("areas.yaml", "item: A1.1,"), ("areas.yaml", "item: A1.6,"), ("sections/A1.yaml", "id: A1.2")):
        ((name, index),) = text.places(file, pattern)
        text.put((name, index), text.line((name, index)).replace("A1.", "A1.0"))
    found = [(problem.where.file, problem.where.line, problem.code) for problem in workshop.check(text)]
    assert found == sorted(found)
    assert {file for file, _, _ in found} == {
        "indicators/regional/areas.yaml",
        "indicators/regional/findings.yaml",
        "questionnaires/regional/languages/es.yaml",
        "questionnaires/regional/sections/A1.yaml",
    }


def test_files_that_hold_no_method_are_not_checked_further(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path)
    text = workshop.text()
    ((name, index),) = text.places("sections/A1.yaml", "id: A1.2")
    text.delete((name, index + 1))
    (problem,) = workshop.check(text)
    assert (problem.code, problem.where.file, problem.where.line) == ("schema.missing_key", name, index + 1)


def test_folders_without_a_method() -> None:
    loaded, problems = check_method(Path("nowhere"), Path("nowhere else"))
    assert loaded.assessment is None
    assert [problem.code for problem in problems] == ["file.missing", "file.missing"]
