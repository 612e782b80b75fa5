"""Each broken file gives exactly the problems that examples/broken/expected.yaml names, in words that help."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from support.methods import ROOT, method

from belong_assess.files.submissions import load_submission
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.language.texts import language
from belong_assess.problems import CODES, Problem
from belong_assess.views.problems import problem_line, problem_text
from belong_assess.workflows.score_file import Rejected, Scored, score_file

BROKEN = ROOT / "examples" / "broken"
REGIONAL = method("regional")
FAMILIES = ("file", "yaml", "json", "text", "submission", "competence", "answer", "own")
WITHOUT_A_FILE = {
    "file.missing": "no file can show that there is none; tested below",
    "file.unreadable": "a folder with a file's name; tested below",
    "file.too_large": "over ten megabytes, too much to ship; tested below",
    "submission.not_carried": "told where last year's answers go into a template; tested with that command",
    "submission.older_version": "no earlier version is shipped yet; tested with a tree of its own in tests/unit/workflows",
    "file.reader_died": "no file that is shipped ends its reader; tested with the batch",
    "file.reader_slow": "no file that is shipped takes a minute; tested with the batch",
    "file.too_many_values": "twenty thousand values, too many to read as an example; tested below",
    "own.too_many": "a hundred and one questions; tested with own questions",
    "own.text_too_long": "a text of more than two thousand characters; tested with own questions",
}
"""Codes that no shipped file can show, each with its reason."""
ON_THE_FILE = ("file", "yaml", "json", "submission")
"""Families whose errors reject the file; errors on an answer cost that answer alone."""

READ_ALL_THE_SAME = {"yaml.repeated_key", "json.repeated_key", "submission.wrong_shape", "submission.scope_unknown"}
"""Errors after which the rest of the file is still read; only what they are about is lost."""


class Expected(NamedTuple):
    """One problem that a file must report."""

    code: str
    line: int | None
    stage: str


@cache
def expectations() -> dict[str, list[Expected]]:
    document = read_yaml((BROKEN / "expected.yaml").read_text(encoding="utf-8"), "expected.yaml")
    assert not document.problems
    return {
        name: [Expected(each["code"], each["line"], each.get("stage", "load")) for each in held]
        for name, held in document.data.items()
    }


@cache
def told_of(name: str) -> Scored | Rejected:
    """One broken file, scored as far as it goes."""
    return score_file(BROKEN / name, name=name)


NAMES = list(expectations())
each_name = pytest.mark.parametrize("name", NAMES)


def told(problems: list[Problem] | tuple[Problem, ...]) -> list[tuple[str, int | None]]:
    """Codes and lines, in an order of their own."""
    return sorted(((p.code, p.where.line) for p in problems), key=str)


def wanted(name: str, *stages: str) -> list[tuple[str, int | None]]:
    return sorted(((each.code, each.line) for each in expectations()[name] if each.stage in stages), key=str)


def test_every_file_is_expected_and_named_after_its_problem() -> None:
    files = sorted(path.name for path in BROKEN.iterdir() if path.name != "expected.yaml")
    assert sorted(NAMES) == files
    assert sorted(NAMES) == NAMES, "in the order of the folder"
    for name, held in expectations().items():
        assert len(held) == 1
        assert name.partition(".")[0] == held[0].code.replace(".", "-")


def test_every_code_about_submissions_has_a_file() -> None:
    shown = {each.code for held in expectations().values() for each in held}
    codes = {code for code in CODES if code.partition(".")[0] in FAMILIES}
    assert shown | WITHOUT_A_FILE.keys() == codes
    assert shown.isdisjoint(WITHOUT_A_FILE)


@each_name
def test_loading_gives_its_problems(name: str) -> None:
    _, problems = load_submission(BROKEN / name, REGIONAL, name)
    assert told(problems) == wanted(name, "load")


@each_name
def test_scoring_gives_those_and_the_ones_of_the_review(name: str) -> None:
    assert told(told_of(name).problems) == wanted(name, "load", "review", "own")


@each_name
def test_an_error_on_the_file_rejects_it_and_one_on_an_answer_does_not(name: str) -> None:
    held = told_of(name)
    fatal = {p.code for p in held.problems if p.severity == "error" and p.code.partition(".")[0] in ON_THE_FILE}
    assert isinstance(held, Rejected if fatal - READ_ALL_THE_SAME else Scored)


@each_name
def test_the_words_help(name: str) -> None:
    """What was found and what to do, both there, filled, short, with the file's name and the line where there is one."""
    for problem in told_of(name).problems:
        line = problem_line(problem, language())
        assert line.what.strip() and line.fix.strip()
        assert not {"{", "}"} & set(line.what + line.fix)
        assert line.where.startswith(name)
        assert ("line" in line.where) == (problem.where.line is not None)
        text = problem_text(problem, language())
        assert problem.code in text and "Traceback" not in text


@each_name
def test_a_broken_file_is_short_and_says_what_is_wrong(name: str) -> None:
    """A reader sees the point at a glance: a comment on the first line where the format has comments."""
    raw = (BROKEN / name).read_bytes()
    assert len(raw.splitlines()) < 25
    if name.endswith(".yaml") and name not in ("file-empty.yaml", "submission-not_a_submission.yaml"):
        assert raw.startswith(b"# ")


# Codes without a file


def test_a_missing_file(tmp_path: Path) -> None:
    assert told(score_file(tmp_path / "region.yaml").problems) == [("file.missing", None)]


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "region.yaml").mkdir()
    assert told(score_file(tmp_path / "region.yaml").problems) == [("file.unreadable", None)]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "region.yaml").write_bytes(b"# " + b"x" * 10_000_000 + b"\n")
    assert told(score_file(tmp_path / "region.yaml").problems) == [("file.too_large", None)]


@pytest.mark.parametrize("name", ["region.yaml", "region.json"])
def test_a_file_with_too_many_values(tmp_path: Path, name: str) -> None:
    entries = [f'"A{number}": 0' for number in range(25_000)]
    held = "{" + ", ".join(entries) + "}" if name.endswith("json") else "\n".join(entries) + "\n"
    (tmp_path / name).write_text(held, encoding="utf-8")
    assert [code for code, _ in told(score_file(tmp_path / name).problems)] == ["file.too_many_values"]


@pytest.mark.parametrize("name", ["region.yaml", "region.json", "region.txt"])
def test_their_words_help_as_well(tmp_path: Path, name: str) -> None:
    (problem,) = score_file(tmp_path / name).problems
    line = problem_line(problem, language())
    assert problem.code == "file.missing" and line.what and line.fix and not {"{", "}"} & set(line.what + line.fix)
