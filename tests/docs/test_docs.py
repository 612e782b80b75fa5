"""README and documentation say what the program does, and all of it: commands, keys, codes, names, figures."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, get_args

import pytest
from support.method_keys import MODULES, kinds, shapes
from support.methods import ROOT, method
from support.write_docs import BLOCK, GENERATED, PAGES, PYTHON, commands, output_of, printed, written

from belong_assess import api
from belong_assess.analysis import cases
from belong_assess.analysis.expressions import NotAnExpression, evaluate
from belong_assess.cli.main import run
from belong_assess.files import submissions
from belong_assess.files.method import adapter
from belong_assess.files.results import dump_result
from belong_assess.files.submissions import submission_from
from belong_assess.files.text import MAX_BYTES
from belong_assess.files.yaml_dialect import MAX_DEPTH, MAX_VALUES, read_yaml
from belong_assess.language.texts import rounded
from belong_assess.model.conditions import Condition
from belong_assess.model.indicators import Area
from belong_assess.model.predicates import Test as FindingTest
from belong_assess.model.questionnaire import Item, Migration
from belong_assess.problems import CODES
from belong_assess.responses import capture
from belong_assess.responses.plain_text import MAX_LENGTH
from belong_assess.responses.standing import Reason
from belong_assess.responses.submission import STATES, Actor, Basis, Confidence, NaReason
from belong_assess.results.result import ItemResult, NodeResult, Role, Shortfall
from belong_assess.version import __version__
from belong_assess.views.csv_table import COLUMNS
from belong_assess.workflows.score_file import Scored, example_file, examples, score_file

README = ROOT / "README.md"
DOCS = ROOT / "docs"
CI = ROOT / ".ci" / "run"
OUTSIDE = (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md")
EVERY_PAGE = tuple(path.relative_to(ROOT).as_posix() for path in (*OUTSIDE, *sorted(DOCS.rglob("*.md"))))
OUT_OF_DATE = "out of date: run `python -m tests.support.write_docs`, and read the difference"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]*)(?:#[^)]*)?\)")
SET_UP = re.compile(r"^python3 -m venv \.venv && .+$", re.MULTILINE)
FORBIDDEN = re.compile(
    r"\bICC\b.{0,20}\bscores?\b|\bofficial\b.{0,20}\b(?:score|index|result|assessment|method)"
    r"|compatible with|ICC[- ]compatible|\bfail",
    re.IGNORECASE,
)


def text_of(*paths: Path) -> str:
    """The text of some pages."""
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def blocks(path: Path, *languages: str) -> list[str]:
    """The code blocks of a page in these languages."""
    return [held for language, held in FENCE.findall(text_of(path)) if language in languages]


def prose(path: Path) -> str:
    """A page without its code blocks."""
    return FENCE.sub("", text_of(path))


def named(path: Path) -> set[str]:
    """Every word that stands in code letters in the prose of a page."""
    return {word for code in CODE.findall(prose(path)) for word in (code, *re.findall(r"[\w.]+", code))}


def missing(wanted: Iterable[str], *paths: Path) -> list[str]:
    """What the pages do not name."""
    held = set().union(*(named(path) for path in paths))
    return sorted(set(wanted) - held)


# what comes from the program


@pytest.mark.parametrize("page", [*PAGES, *GENERATED])
def test_what_comes_from_the_program_is_up_to_date(page: str) -> None:
    assert text_of(ROOT / page) == written()[page], OUT_OF_DATE


@pytest.mark.parametrize("page", [page for page in EVERY_PAGE if PYTHON.search(text_of(ROOT / page))])
def test_python_snippets_run(page: str) -> None:
    snippets = PYTHON.findall(text_of(ROOT / page))
    for number in range(len(snippets)):
        printed(snippets[: number + 1])
    assert snippets


# README


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like a fresh copy, as far as the README's commands need it."""
    for name in ("examples", "questionnaires", "indicators"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


TYPED_FIRST = "Val Serrano\n\n1\nq\n"
"""A name, its file, the shortest tier; then enough."""


def test_every_command_of_the_readme_ends_well(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [line for block in blocks(README, "sh") for line in block.splitlines()]
    told = CODE.findall(prose(README))
    ran = 0
    for line in [*lines, *(code for code in told if code.startswith("belong-assess "))]:
        program, *arguments = shlex.split(line)
        if program == "cp":
            shutil.copy(*arguments)
        elif program == "belong-assess":
            monkeypatch.setattr("sys.stdin", StringIO(TYPED_FIRST if arguments == ["assess"] else "q\n"))
            assert run(arguments) == 0, (line, capsys.readouterr().err)
            ran += 1
        else:
            assert line in SET_UP.findall(text_of(README)), f"nobody runs: {line}"
    assert ran > 10


def test_the_first_screen_holds_the_first_command_and_a_report() -> None:
    lines = text_of(README).splitlines()
    assert any(SET_UP.match(line) for line in lines[:12])
    assert lines.index("<!-- end -->") < 40


def test_the_two_set_up_commands_are_what_ci_runs() -> None:
    two = SET_UP.findall(text_of(README))
    assert len(two) == 2
    assert two[0].endswith(".venv/bin/belong-assess demo")
    assert two[1].endswith("'.[dev]' && .venv/bin/python -m pytest")
    for command in two:
        assert f'  "{command}"\n' in text_of(CI), "as it stands in the README"
    assert two[1] in text_of(ROOT / "CONTRIBUTING.md")


NOT_MEASURED = {"0", "100", "1", "80", "3.11", "1.2", "2022", "2025", "27.4"}
"""Numbers in the README that are no figures of a result: limits of the scale, versions, years, columns."""


def test_every_figure_of_the_readme_comes_from_a_command_of_the_readme() -> None:
    text = re.sub(r"\]\([^)]*\)|`[^`]*`|[AP]\d+(?:\.\d+)?", "", prose(README))
    figures = set(re.findall(r"\d+(?:\.\d+)?", text)) - NOT_MEASURED
    shown = "".join(output_of(tuple(words)) for words in (["demo"], ["explain", "@marevalle", "A11"], ["method", "check"]))
    assert figures <= set(re.findall(r"\d+(?:\.\d+)?", shown))


def test_the_answers_in_the_readme_are_answers() -> None:
    document = read_yaml("\n".join(blocks(README, "yaml")), "README.md")
    data = {"questionnaire": "regional", "version": __version__, "hash": method("regional").questionnaire_hash}
    _, problems = submission_from({**data, **document.data}, method("regional"), "README.md", document)
    assert not [*document.problems, *problems]


# completeness


def test_every_command_is_described() -> None:
    names = [block["name"] for block in BLOCK.finditer(text_of(DOCS / "commands.md"))]
    assert {" ".join(("help", *path)) for path in commands()} == set(names)


def test_every_exit_code_and_variable_is_described() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    variables = set(re.findall(r"environ(?:\.get\(|\[)\s*\"(\w+)\"", source)) | {"COLUMNS", "SOURCE_DATE_EPOCH"}
    assert not missing(variables, DOCS / "commands.md")
    assert all(f"| {code} |" in text_of(DOCS / "commands.md") for code in (0, 1, 2, 3, 130))


def test_every_problem_code_is_described() -> None:
    assert not missing(CODES, DOCS / "problem-codes.md")


@pytest.mark.parametrize("name", MODULES)
def test_every_kind_and_key_of_method_files_is_described(name: str) -> None:
    text = text_of(DOCS / "method-files.md")
    assert not [kind for kind in kinds(MODULES[name]) if f"`kind: {kind}`" not in text]
    assert not [spec.name for shape in shapes(MODULES[name]) for spec in fields(shape) if f"`{spec.name}" not in text]


def test_every_kind_of_rule_has_an_example() -> None:
    rows = [line for line in text_of(DOCS / "scoring.md").splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == list(kinds(MODULES["indicators"]))


def submission_words() -> Iterator[str]:
    """Every word that a submission may hold as a key, state or fixed value."""
    yield from (*submissions.KEYS, *submissions.STATUSES, *submissions.PROFILE_KEYS, *submissions.FIELD_KEYS)
    yield from (*capture.ENTRY_KEYS, *capture.EVIDENCE_KEYS, *capture.RESPONSE_KEYS)
    yield from (state for state in STATES if state not in ("answered", "not_asked"))
    for kind in (Basis, NaReason, Confidence, Actor):
        yield from get_args(kind)
    yield submissions.FORMAT


def test_every_word_of_a_submission_is_described() -> None:
    assert not missing(submission_words(), DOCS / "file-formats.md")


def test_every_limit_is_described() -> None:
    limits = (f"{MAX_BYTES // 1_000_000} MB", f"{MAX_VALUES:,} values", f"{MAX_LENGTH:,} characters", f"{MAX_DEPTH} levels")
    text = text_of(DOCS / "file-formats.md")
    assert not [limit for limit in limits if limit not in text]


def result_words() -> Iterator[str]:
    """Every key of the results of all examples, every field of their values, and every word that some of them hold."""
    for name in examples():
        held = scored(name)
        result = json.loads(dump_result(held.result, facts={}, findings=[], problems=held.problems))
        yield from result
        yield from keys([nodes for bars in result.pop("views").values() for nodes in bars])
        yield from keys([{**problem, "facts": None} for problem in result.pop("problems")])
        yield from keys(result)
    yield from (name for shape in (ItemResult, NodeResult) for name in shape.__annotations__ if name != "receipt")
    for kind in (Role, Shortfall, Reason):
        yield from (word for word in get_args(kind) if word)


def keys(held: Any) -> Iterator[str]:
    """Every key in plain data; an exact number goes by the name of its decimal."""
    if isinstance(held, dict):
        yield from (name.removesuffix("_exact") for name in held)
    if isinstance(held, dict | list):
        yield from (key for below in (held.values() if isinstance(held, dict) else held) for key in keys(below))


@cache
def scored(name: str) -> Scored:
    """An example, scored."""
    file = example_file(name)
    assert file is not None
    held = score_file(file)
    assert isinstance(held, Scored)
    return held


def test_every_word_of_a_result_is_described() -> None:
    assert not missing(result_words(), DOCS / "file-formats.md")


def test_every_column_and_every_key_of_a_case_is_described() -> None:
    words = (*COLUMNS, *cases.CASE_KEYS, *cases.EXPECT_KEYS, *cases.ITEM_FIELDS, *cases.NODE_FIELDS)
    assert not missing(words, DOCS / "file-formats.md")


def test_every_public_name_is_described() -> None:
    assert not missing(api.__all__, DOCS / "api.md")


def test_every_page_is_in_the_index() -> None:
    linked = {(DOCS / target).resolve() for target in LINK.findall(text_of(DOCS / "index.md"))}
    assert {path.resolve() for path in DOCS.rglob("*.md")} - linked == {DOCS / "index.md"}


# examples in the pages are right


def test_the_example_of_a_submission_loads() -> None:
    document = read_yaml(blocks(DOCS / "file-formats.md", "yaml")[0], "file-formats.md")
    _, problems = submission_from(document.data, method("regional"), "file-formats.md", document)
    assert not [*document.problems, *problems]


SHAPES: dict[str, Any] = {
    "asked_when": Condition,
    "when": FindingTest,
    "areas": tuple[Area, ...],
    "migrations": tuple[Migration, ...],
}


@pytest.mark.parametrize("number", range(len(blocks(DOCS / "method-files.md", "yaml"))))
def test_the_examples_of_method_files_are_valid(number: int) -> None:
    data = read_yaml(blocks(DOCS / "method-files.md", "yaml")[number], "method-files.md").data
    parts = [(tuple[Item, ...], data)] if isinstance(data, list) else [(SHAPES[key], held) for key, held in data.items()]
    for shape, held in parts:
        assert adapter(shape).validate_json(json.dumps(held, default=float), strict=True)


EXAMPLES = re.findall(r"`([^`]+) = ([\d.]+)`", text_of(DOCS / "scoring.md"))


@pytest.mark.parametrize(("sum_", "shown"), EXAMPLES)
def test_the_worked_examples_are_right(sum_: str, shown: str) -> None:
    digits = len(shown.partition(".")[2])
    assert str(rounded(evaluate(sum_), digits)) == shown


def test_every_sum_of_the_scoring_page_is_a_worked_example() -> None:
    def is_sum(code: str) -> bool:
        try:
            evaluate(code.partition(" = ")[0])
        except NotAnExpression:
            return False
        return "=" in code or " " in code

    found = [code for code in CODE.findall(text_of(DOCS / "scoring.md")) if is_sum(code)]
    assert found == [f"{sum_} = {shown}" for sum_, shown in EXAMPLES]
    assert len(found) > 15


# words and links


def test_the_changelog_has_the_current_version() -> None:
    text = text_of(ROOT / "CHANGELOG.md")
    assert f"## [{__version__}]" in text
    assert "## [Unreleased]" in text
    assert "### Scores changed" in text


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_no_page_claims_or_blames_what_it_should_not(page: str) -> None:
    assert not [match.group() for match in FORBIDDEN.finditer(text_of(ROOT / page))]


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_links_lead_somewhere(page: str) -> None:
    targets = [target for target in LINK.findall(text_of(ROOT / page)) if target and not target.startswith("http")]
    assert not [target for target in targets if not (ROOT / page).parent.joinpath(target).exists()]


@pytest.mark.skipif(not os.environ.get("CI"), reason="whoever changes the code tests it as it stands")
def test_ci_tests_what_is_installed() -> None:
    assert "site-packages" in api.__file__, "not the source of the checkout"
