"""`template`: what it writes, how last year's answers come into it, and what it says where it cannot."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.command import Runner
from support.edits import Return
from support.scored import raw_example, write_json
from support.starts import read
from support.versions import changed, migration, renumbered, without_item, write_method

from belong_assess.files.template.head import MARK
from belong_assess.model.questionnaire import FreeText
from belong_assess.workflows.make_template import NEW_EACH_TIME
from belong_assess.workflows.methods import open_method
from belong_assess.workflows.score_file import Scored, example_file, score_file


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def held_in(path: Path) -> Return:
    return Return(path.read_bytes())


def scored(path: Path, method: str = "") -> Scored:
    got = read(path, method)
    assert isinstance(got, Scored), got.problems
    return got


# what is written


def test_it_is_named_after_what_it_asks(command: Runner, here: Path) -> None:
    for options, name in (
        (("--area", "A8"), "regional-full-A8-en.xlsx"),
        (("--area", "a9, A8", "--tier", "express"), "regional-express-A8-A9-en.xlsx"),
        (("--area", "A1,A2,A3,A4", "--lang", "es"), "regional-full-A1-A4-es.xlsx"),
        (("--method", "regional-voices"), "regional-voices-full-en.xlsx"),
        (("--area", "A8", "--paper"), "regional-full-A8-paper-en.xlsx"),
    ):
        outcome = command("template", *options)
        assert (outcome.code, outcome.out) == (0, "")
        assert name in outcome.err and (here / name).is_file()


def test_it_is_never_written_over_another_file(command: Runner, here: Path) -> None:
    target = here / "asked.xlsx"
    target.write_bytes(b"mine")
    outcome = command("template", "--area", "A8", "-o", str(target))
    assert outcome.code == 1 and "output.exists" in outcome.err and target.read_bytes() == b"mine"
    assert command("template", "--area", "A8", "-o", str(target), "--force").code == 0
    assert held_in(target).columns["questions"]


def test_a_folder_takes_it_under_its_name(command: Runner, here: Path) -> None:
    (here / "out").mkdir()
    assert command("template", "--area", "A8", "-o", "out").code == 0
    assert (here / "out" / "regional-full-A8-en.xlsx").is_file()


def test_quiet_says_nothing(command: Runner, here: Path) -> None:
    outcome = command("template", "--area", "A8", "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_what_is_written_is_read_back_as_what_was_asked(command: Runner, here: Path) -> None:
    assert command("template", "--area", "A8,A10", "--tier", "standard", "--lang", "es", "-o", "t.xlsx").code == 0
    said = scored(here / "t.xlsx").submission
    assert (said.tier, said.scope, said.language, said.answers) == ("standard", ("A8", "A10"), "es", {})


def test_a_department_is_asked_about_the_areas_of_its_field(command: Runner, here: Path) -> None:
    assert command("template", "--department", "Housing", "-o", "t.xlsx").code == 0
    assessment = open_method("regional")
    areas = {assessment.area_of[item.id] for item in assessment.items.values() if item.competence == "housing"}
    assert areas and set(scored(here / "t.xlsx").submission.scope or ()) == areas
    held = held_in(here / "t.xlsx")
    fields = [str(row[0].value) for row in held.sheet("region").rows if row and str(row[0].value).startswith("#field/")]
    assert "#field/housing" in fields


def test_departments_and_areas_add_up(command: Runner, here: Path) -> None:
    assert command("template", "--department", "housing", "--area", "A1", "-o", "t.xlsx").code == 0
    scope = scored(here / "t.xlsx").submission.scope or ()
    assert "A1" in scope and "A10" in scope


# last year's answers


def test_last_year_is_filled_in_but_for_what_is_new_each_time(command: Runner, here: Path) -> None:
    assert command("template", "--last-year", "@verdemar", "--tier", "express", "-o", "t.xlsx").code == 0
    file = example_file("verdemar")
    assert file is not None
    last = score_file(file)
    assert isinstance(last, Scored)
    said = scored(here / "t.xlsx").submission
    assert said.answers == last.submission.answers and said.profile == last.submission.profile
    kept = {fact: entry for fact, entry in last.submission.context.items() if fact not in NEW_EACH_TIME}
    assert said.context == kept and len(kept) < len(last.submission.context)
    assert said.status == "draft", "nothing of it is consolidated this year"
    first_sheet = " ".join(str(row[0].value) for row in held_in(here / "t.xlsx").sheet("start").rows if row)
    assert "Filled in already" in first_sheet and "2026" in first_sheet


def test_last_year_of_any_format(command: Runner, here: Path) -> None:
    """The workbook of last year does as well as its text file."""
    assert command("template", "--last-year", "@serrano", "--area", "A8", "-o", "first.xlsx").code == 0
    assert command("template", "--last-year", "first.xlsx", "--area", "A8", "-o", "second.xlsx").code == 0
    first, second = scored(here / "first.xlsx").submission, scored(here / "second.xlsx").submission
    assert first.answers and first.answers == second.answers and first.context == second.context


def test_last_year_only_as_far_as_it_is_asked(command: Runner, here: Path) -> None:
    assert command("template", "--last-year", "@marevalle", "--area", "A8", "--tier", "express", "-o", "t.xlsx").code == 0
    got = scored(here / "t.xlsx")
    assessment = open_method("regional")
    assert got.submission.answers
    assert all(assessment.area_of[asked] == "A8" for asked in got.submission.answers)
    assert all(assessment.items[asked].tier == "express" for asked in got.submission.answers)
    assert [problem for problem in got.problems if problem.code == "answer.outside_tier"] == []


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A later version: one question has another number, one is gone."""
    raw = changed(renumbered("A8.7", "A8.8"), without_item("A8.2"), migration({"was": "A8.7", "now": "A8.8"}))
    return str(write_method(tmp_path_factory.mktemp("method") / "newer", raw))


def test_last_year_of_an_earlier_version(command: Runner, here: Path, newer: str) -> None:
    """Answers are carried over as the later version says, and what has no place any more is told."""
    outcome = command("template", "--method", newer, "--last-year", "@serrano", "--area", "A8", "-o", "t.xlsx")
    assert outcome.code == 0
    assert "submission.not_carried" in outcome.err and "0.1.0" in outcome.err and "A8.2" in outcome.err
    said = scored(here / "t.xlsx", newer).submission
    last = raw_example("serrano")["answers"]
    assert said.version == "0.2.0"
    assert set(said.answers) == {*last, "A8.8"} - {"A8.7", "A8.2"}
    assert said.answers["A8.8"].comment == last["A8.7"].get("comment")


# what it says where it cannot


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--area", "A99"), ("--area", "A99", "Closest: A9")),
        (("--area", "A8,B1"), ("B1",)),
        (("--department", "educaton"), ("--department", "educaton", "Closest: education")),
        (("--tier", "expres"), ("--tier", "expres", "Closest: express")),
        (("--method", "regionl"), ("regionl", "Closest: regional")),
        (("--live", "--paper"), ("--live", "--paper")),
    ],
)
def test_what_does_not_exist_is_told_with_what_does(
    command: Runner, here: Path, options: tuple[str, ...], words: tuple[str, ...]
) -> None:
    outcome = command("template", *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert all(word in outcome.err for word in words), outcome.err
    assert list(here.iterdir()) == []


def broken(here: Path, name: str) -> str:
    match name:
        case "other":
            return "@ekermyra"
        case "newer":
            return str(write_json(here / "newer.json", {**raw_example("serrano"), "version": "9.0.0"}))
        case "table":
            (here / "table.csv").write_text("region_name;A8.1\nOne;3\nTwo;2\n", encoding="utf-8")
            return str(here / "table.csv")
        case "picture":
            (here / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
            return str(here / "picture.xlsx")
        case _:
            return str(here / "nothing.yaml")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing", "file.missing"),
        ("other", "submission.other_questionnaire"),
        ("newer", "submission.newer_version"),
        ("table", "table.several"),
        ("picture", "workbook.picture"),
    ],
)
def test_last_year_that_cannot_be_used(command: Runner, here: Path, name: str, code: str) -> None:
    file = broken(here, name)
    outcome = command("template", "--last-year", file, "--area", "A8", "-o", "t.xlsx")
    assert outcome.code == 1 and code in outcome.err
    assert not (here / "t.xlsx").exists()


def test_doubts_in_last_year_are_told_and_stay_open(command: Runner, here: Path) -> None:
    data: dict[str, Any] = raw_example("serrano")
    data["answers"]["A8.1"] = {"value": 9}
    file = write_json(here / "last.json", data)
    outcome = command("template", "--last-year", str(file), "--area", "A8", "-o", "t.xlsx")
    assert outcome.code == 0 and "answer.not_an_option" in outcome.err and "last.json: answers.A8.1" in outcome.err
    got = scored(here / "t.xlsx")
    assert got.problems == () and set(got.submission.answers) == data["answers"].keys() - {"A8.1"}


# on paper


def test_on_paper_everything_that_is_asked_can_be_answered(command: Runner, here: Path) -> None:
    assert command("template", "--paper", "--area", "A8", "-o", "p.xlsx").code == 0
    content = (here / "p.xlsx").read_bytes()
    book = openpyxl.load_workbook(BytesIO(content))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    whole = "\n".join(texts)
    assessment = open_method("regional")
    for item in assessment.items.values():
        if assessment.area_of[item.id] == "A8":
            assert item.text in whole and item.id in whole
            for option in assessment.options_of(item.answer):
                assert option.label in whole
    assert not any(text.startswith(MARK) for text in texts), "nobody reads a scan by its keys"
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    facts = [fact for fact in assessment.facts.values() if isinstance(fact.answer, FreeText)]
    assert facts[0].text in whole, "the name of the region is asked"


def test_on_paper_a_tier_is_as_long_as_it_is(command: Runner, here: Path) -> None:
    for tier in ("express", "full"):
        assert command("template", "--paper", "--area", "A8", "--tier", tier, "-o", f"{tier}.xlsx").code == 0
    short, long = (openpyxl.load_workbook(here / f"{tier}.xlsx").active for tier in ("express", "full"))
    assert short is not None and long is not None and 10 < short.max_row < long.max_row
    assert str(long.page_setup.paperSize) == "9", "A4"
