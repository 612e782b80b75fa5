"""With --lang es no English shows but names, ids and what people wrote themselves: every output is scanned word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.command import Runner
from support.methods import ROOT
from terminal.test_pseudo_language import (
    BROKEN,
    COMMANDS,
    FORMAT_WORDS,
    MORE_PROBLEMS,
    ids,
    quoted,
    raw_example,
    texts_in,
    write_json,
)

from belong_assess.files.content import shipped_methods
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.language.texts import language
from belong_assess.model.texts import texts_of
from belong_assess.workflows.methods import open_method
from belong_assess.workflows.score_file import example_file, examples

WORD = re.compile(r"[^\W\d_]{3,}")
TYPED = re.compile(r"(?<!\w)--?[a-z][a-z-]*|[\w./@-]*[/@][\w./@-]+|\[[a-z_.]+\]|\w+(?:[_.]\w+)+|«[^»]*»")
"""What is typed or names a place: options, paths, codes, ids; and what is quoted from a file or from the command line."""

SHARED = {
    "json",
    "text",
    "terminal",
    "belong",
    "assess",
    "expected",
    "region",
    "regional",
    "plain",
    "section",
    "score",
    "voices",
    "own",
}


def words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


@cache
def english_only() -> frozenset[str]:
    """Every word of the English texts, of the program and of the methods, that the Spanish texts do not have."""
    english, spanish = set[str](), set[str]()
    for code, known in (("en", english), ("es", spanish)):
        for held in language(code).texts.values():
            for text in (held,) if isinstance(held, str) else held.values():
                known |= words(re.sub(r"\{\w+\}", " ", text))
        for name in shipped_methods():
            assessment = open_method(name, code)
            for part in (assessment.questionnaire, assessment.indicators):
                known |= {word for text in texts_of(part).values() for word in words(re.sub(r"\{\w+\}", " ", text))}
    commands = {word for command in COMMANDS for word in command}
    typed = {
        word for known in (ids(), FORMAT_WORDS, commands) for each in known if WORD.fullmatch(each) for word in words(each)
    }
    return frozenset(english - spanish - typed - SHARED)


def left_in_english(printed: str, own: Iterable[str] = ()) -> set[str]:
    """Return the English words of an output that no file of the user holds."""
    written = {word for text in own for word in words(text)}
    return (words(TYPED.sub(" ", printed.replace("\\", ""))) & english_only()) - written


def spanish(command: Runner, *arguments: str) -> tuple[int, str]:
    outcome = command("--lang", "es", *arguments)
    return outcome.code, outcome.out + outcome.err


def submission_words(name: str) -> list[str]:
    path = example_file(name)
    assert path is not None
    files = (path, *path.parent.glob("*.own.yaml"))
    return [text for file in files for text in texts_in(read_yaml(file.read_text(encoding="utf-8"), file.name).data)]


def test_the_scan_finds_english() -> None:
    assert {"the", "question", "weight", "without"} <= english_only()
    assert left_in_english("La pregunta and the answers of A1.1 [answer.hidden] --force «which»") == {
        "and",
        "the",
    }
    assert len(english_only()) > 1_000


@pytest.mark.parametrize("arguments", COMMANDS)
def test_help(command: Runner, arguments: tuple[str, ...]) -> None:
    code, printed = spanish(command, *arguments, "--help")
    assert code == 0
    assert left_in_english(printed) == set()


@pytest.mark.parametrize("name", examples())
@pytest.mark.parametrize("to", ["terminal", "plain", "md"])
def test_reports(command: Runner, name: str, to: str) -> None:
    code, printed = spanish(command, "score", f"@{name}", "--to", to)
    assert code == 0
    assert left_in_english(printed, submission_words(name)) == set()
    assert "traducción en borrador" in " ".join(printed.split())


@pytest.mark.parametrize("name", examples())
def test_status_and_explanation(command: Runner, name: str) -> None:
    for arguments in (("status", f"@{name}"), ("explain", f"@{name}")):
        _, printed = spanish(command, *arguments)
        assert left_in_english(printed, submission_words(name)) == set()


@pytest.mark.parametrize("what", ["common_core", "A8", "E", "A1.2", "A4.3", "A4.7", "A6.6"])
def test_receipts(command: Runner, what: str) -> None:
    code, printed = spanish(command, "explain", "@ostwaldmark", what)
    assert code == 0
    assert left_in_english(printed, submission_words("ostwaldmark")) == set()


@pytest.mark.parametrize("name", ["marevalle", "ostwaldmark"])
def test_workbook(command: Runner, tmp_path: Path, name: str) -> None:
    file = tmp_path / "informe.xlsx"
    assert spanish(command, "score", f"@{name}", "--to", "xlsx", "-o", str(file))[0] == 0
    book = load_workbook(file)
    shown = " ".join((*book.sheetnames, *(each for sheet in book for each in _cells(sheet))))
    assert left_in_english(shown, submission_words(name)) == set()
    pictures = [chart.title.tx.rich.p[0].r[0].t for sheet in book for chart in sheet._charts if chart.title is not None]
    assert left_in_english(" ".join(pictures)) == set()


def _cells(sheet: object) -> Iterator[str]:
    yield from (str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str))  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", shipped_methods())
@pytest.mark.parametrize("what", ["show", "docs", "check", "test", "i18n"])
def test_methods(command: Runner, name: str, what: str) -> None:
    code, printed = spanish(command, "method", what, name)
    assert code == 0
    assert left_in_english(printed) - {"questionnaire", "indicators"} == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("xyzzy",), ("scor",), ("score",), ("score", "--colour"), ("score", "@verdemar", "--to", "xyzzy"),
        ("score", "@xyzzy"),
        ("demo", "xyzzy"), ("explain", "@verdemar", "xyzzy"), ("method", "show", "xyzzy"), ("method", "i18n", "--confirm"),
        ("method", "i18n", "-l", "xyzzy", "--export", "x"), ("method", "i18n", "--export", "x", "--import", "y"),
        ("score", "@verdemar", "@marevalle", "--to", "json"), ("method", "check", "."),
    ],
)  # fmt: skip
def test_usage_errors(command: Runner, arguments: tuple[str, ...]) -> None:
    code, printed = spanish(command, *arguments)
    assert code == 2
    assert left_in_english(printed, arguments) - set(examples()) == set()


@pytest.mark.parametrize("name", sorted(path.name for path in BROKEN.iterdir() if path.name != "expected.yaml"))
def test_problems(command: Runner, name: str) -> None:
    path = BROKEN / name
    _, printed = spanish(command, "score", str(path), "--plain")
    assert left_in_english(printed, [*quoted(path), str(path)]) == set()


@pytest.mark.parametrize("name", MORE_PROBLEMS)
def test_problems_that_no_broken_file_has(command: Runner, tmp_path: Path, name: str) -> None:
    data = {**raw_example("verdemar"), "competences": {"preset": "legislative"}, **MORE_PROBLEMS[name]}
    _, printed = spanish(command, "score", str(write_json(tmp_path / "x.json", data)))
    assert left_in_english(printed, texts_in(data)) == set()


def test_the_handbook_in_spanish_is_the_one_that_ships(command: Runner) -> None:
    for name in shipped_methods():
        _, printed = spanish(command, "method", "docs", name)
        assert (ROOT / "docs" / f"handbook-{name}.es.md").read_text(encoding="utf-8") == printed


def test_versions_and_ones_own_method(command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that a method author meets from the first folder to the next version."""
    monkeypatch.chdir(tmp_path)
    code, printed = spanish(command, "method", "new", "mi-region", "--from", "regional")
    assert code == 0
    assert left_in_english(printed) == set()
    later = tmp_path / "mi-region"
    _exchange(later / "questionnaire" / "questionnaire.yaml", ("id: mi-region", "id: regional"), ("0.1.0", "0.2.0"))
    _exchange(later / "indicators" / "method.yaml", ("mi-region", "regional"), ("version: 0.1.0}", "version: 0.2.0}"))
    _exchange(later / "indicators" / "areas.yaml", ("{item: A1.2, weight: 1", "{item: A1.2, weight: 2"))
    _exchange(later / "questionnaire" / "sections" / "A5.yaml", ("tier: express", "tier: full"))
    for arguments in (
        ("method", "diff", "regional", "mi-region", "@marevalle", "@ostwaldmark"),
        ("method", "migrate", "@ostwaldmark", "--to", "mi-region", "-o", "nuevo"),
        ("method", "check", "mi-region"),
        ("method", "i18n", "mi-region", "--language", "es", "--export", "es.xlsx"),
        ("method", "i18n", "mi-region", "--import", "es.xlsx"),
        ("score", "nuevo/ostwaldmark.yaml", "--method", "mi-region", "--to", "plain"),
        ("explain", "@drawina", "X1"),
    ):
        _, printed = spanish(command, *arguments)
        own = [*submission_words("ostwaldmark"), *submission_words("marevalle"), *submission_words("drawina")]
        assert left_in_english(printed, own) - {"questionnaire", "indicators"} == set(), arguments


def test_a_wording_that_changed_in_the_source_is_named_in_every_language(
    command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert spanish(command, "method", "new", "mi-region", "--from", "regional")[0] == 0
    later = tmp_path / "mi-region"
    _exchange(later / "questionnaire" / "questionnaire.yaml", ("id: mi-region", "id: regional"), ("0.1.0", "0.2.0"))
    _exchange(later / "indicators" / "method.yaml", ("mi-region", "regional"), ("version: 0.1.0}", "version: 0.2.0}"))
    _exchange(later / "questionnaire" / "sections" / "A1.yaml", ("multi-annual strategy", "plan for many years"))
    for arguments in (("diff", "regional", "mi-region"), ("migrate", "@marevalle", "--to", "mi-region", "-o", "nuevo")):
        printed = " ".join(spanish(command, "method", *arguments)[1].split())
        assert "plan for many years" in printed


def _exchange(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_answering(command: Runner, tmp_path: Path) -> None:
    """The conversation: questions of every kind, help, commands, forms, reviews, the list, a pause and the next sitting."""
    replies = tmp_path / "respuestas.txt"
    typed = [
        "Norte", "?", "??", "p", "l", "", "i A1.1", "?", "3", "v", "c", "una nota", "f", "1", "i A2.3", "1 2", "i A8.2", "o",
        "", "i A1.2", "x", "q",
    ]  # fmt: skip
    replies.write_text("\n".join(typed) + "\n", encoding="utf-8")
    draft = str(tmp_path / "borrador.yaml")
    for _ in range(2):
        _, printed = spanish(command, "assess", draft, "--tier", "standard", "--answers", str(replies), "--plain")
        assert left_in_english(printed, [*typed, draft]) == set()
        assert "Norte" in printed
