"""With --lang es no English shows but names, ids and what people wrote themselves: every output is scanned word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.batches import put, submission
from support.command import Runner
from support.edits import Return
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
from belong_assess.files.template.book import render_template
from belong_assess.files.template.head import LISTS
from belong_assess.files.template.tables import MESSAGE, TITLE
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.language.texts import language
from belong_assess.model.texts import texts_of
from belong_assess.workflows.make_template import Wanted, make_template
from belong_assess.workflows.methods import open_method
from belong_assess.workflows.score_file import example_file, examples

WORD = re.compile(r"[^\W\d_]{3,}")
TYPED = re.compile(r"(?<!\w)--?[a-z][a-z-]*|[\w./@-]*[/@][\w./@-]+|\[[a-z_.]+\]|\w+(?:[_.]\w+)+|«[^»]*»")
"""What is typed or names a place: options, paths, codes, ids; and what is quoted from a file or from the command line."""
IN_FORMULA = re.compile(r'"((?:[^"]|"")*)"')
COMPARED = {"scored"}
"""A state that formulas compare with, and nobody sees."""

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
    assert [line for line in printed.splitlines() if len(line) > 80] == []


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


def _cells(sheet: Any) -> Iterator[str]:
    yield from (str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str))


def shown(path: Path) -> str:
    """Everything in a workbook that somebody reads: cells, texts in formulas, lists, hints, comments, names of sheets."""
    books = (load_workbook(path), load_workbook(path, data_only=True))
    return " ".join(text for book in books for sheet in book for text in _shown(sheet))


def _shown(sheet: Any) -> Iterator[str]:
    if sheet.title == LISTS or sheet.sheet_state == "visible":
        yield from _visible(sheet)
    if sheet.sheet_state == "visible":
        yield sheet.title
        for offer in sheet.data_validations.dataValidation:
            yield from (each for each in (offer.promptTitle, offer.prompt, offer.errorTitle, offer.error) if each)


def _visible(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row if not sheet.row_dimensions[row[0].row].hidden else ():
            if cell.comment is not None:
                yield cell.comment.text
            if not isinstance(cell.value, str) or sheet.column_dimensions[cell.column_letter].hidden:
                continue
            yield from IN_FORMULA.findall(cell.value) if cell.data_type == "f" else [cell.value]


@pytest.mark.parametrize(
    "asked",
    [
        (), ("--tier", "express"), ("--method", "municipal"), ("--method", "regional-voices"), ("--department", "education"),
        ("--live",), ("--live", "--tier", "express", "--area", "A8,A9"), ("--live", "--method", "municipal"),
        ("--paper",), ("--paper", "--method", "municipal"),
    ],
)  # fmt: skip
def test_templates(command: Runner, tmp_path: Path, asked: tuple[str, ...]) -> None:
    file = tmp_path / "plantilla.xlsx"
    code, printed = spanish(command, "template", *asked, "-o", str(file))
    assert code == 0
    assert left_in_english(f"{printed} {shown(file)}", [str(file)]) - COMPARED == set()
    assert "no se sabe" in shown(file)


def test_a_template_with_the_answers_of_last_year(command: Runner, tmp_path: Path) -> None:
    file = tmp_path / "plantilla.xlsx"
    code, printed = spanish(command, "template", "--last-year", "@ostwaldmark", "-o", str(file))
    assert code == 0
    assert left_in_english(f"{printed} {shown(file)}", submission_words("ostwaldmark")) == set()
    assert "Ya está rellenado" in shown(file)


def test_scores_while_people_type(tmp_path: Path) -> None:
    made = make_template(Wanted(last_year=example_file("marevalle")), "es")
    put(tmp_path / "plantilla.xlsx", render_template(replace(made.template, live=True)))
    held = shown(tmp_path / "plantilla.xlsx")
    assert left_in_english(held, submission_words("marevalle")) - COMPARED == set()
    assert "Puntuaciones" in held


def test_hints_and_titles_of_cells_are_not_cut() -> None:
    """A title over 32 characters and a hint over 255 would be cut, or the spreadsheet would not open the file."""
    say = language("es")
    titles = [str(text) for key, text in say.texts.items() if key.startswith("template.column.")]
    hints = [str(text) for key, text in say.texts.items() if key.startswith(("template.hint.", "template.not_listed"))]
    assert [text for text in titles if len(text) > TITLE] == []
    assert [text for text in hints if len(text) > MESSAGE] == []


STORED = {"unreadable"}
"""The sheet of answers holds stored codes, as the other formats do."""

DOUBTS = (
    {"at": "A1.3", "number": 3}, {"at": "A1.5", "text": "quizás"}, {"at": "A1.6", "formula": "=1+1"},
    {"at": "A3.2", "error": "#N/A"}, {"at": "A4.1@confidence", "text": "altísima"}, {"at": "A2.1", "day": "2026-02-01"},
    {"at": "A1.2", "text": "NC"}, {"at": "A8.2", "text": "x"}, {"at": "region_name", "text": "Prueba del Norte"},
)  # fmt: skip


@pytest.fixture
def returns(command: Runner, tmp_path: Path) -> Path:
    """A folder as it fills up: enough for statistics, one twice, one with doubts, some that cannot be read."""
    folder = tmp_path / "recibidos"
    for number in range(6):
        put(folder / f"r{number}.json", submission(f"Prueba {number}", "marevalle"))
    put(folder / "copia.json", submission("Prueba 0", "marevalle"))
    put(folder / "sin.json", submission("", "serrano"))
    put(folder / "roto.yaml", "questionnaire: desconocido\n")
    put(folder / "roto.xlsx", b"\x89PNG\r\n\x1a\n")
    put(folder / "tabla.csv", "region_name;A1.1;A1.2;A1.3;color\nNorte;3;2;3;azul\nSur;quizás;1;;rojo\n")
    put(folder / "leame.md", "x")
    put(folder / "preguntas.own.yaml", "x")
    assert spanish(command, "template", "-o", str(tmp_path / "plantilla.xlsx"))[0] == 0
    held = Return((tmp_path / "plantilla.xlsx").read_bytes())
    for doubt in DOUBTS:
        held.apply(doubt)
    put(folder / "dudas.xlsx", held.content())
    return folder


def test_batch(command: Runner, tmp_path: Path, returns: Path) -> None:
    """The screen, the workbook, what goes back to whoever filled in, and the second time."""
    own = [*submission_words("marevalle"), *submission_words("serrano"), *map(str, returns.iterdir()), str(tmp_path)]
    arguments = ("batch", str(returns), "-o", str(tmp_path / "results.xlsx"), "--jobs", "1")
    code, printed = spanish(command, *arguments)
    assert code == 1
    assert left_in_english(printed, own) == set()
    assert "11 envíos puntuados" in printed
    assert left_in_english(shown(tmp_path / "results.xlsx"), own) - STORED == set()
    made = tmp_path / "results-returns"
    assert {path.name for path in made.iterdir()} == {"dudas.xlsx", "roto.txt", "roto-2.txt"}
    back = shown(made / "dudas.xlsx")
    assert left_in_english(back, own) == set()
    assert "Devuelto: hay que mirar de nuevo" in back
    for letter in made.glob("*.txt"):
        assert left_in_english(letter.read_text(encoding="utf-8"), own) == set()
        assert "No se ha podido leer su archivo" in letter.read_text(encoding="utf-8")
    code, printed = spanish(command, *arguments)
    assert code == 1
    assert left_in_english(printed, own) == set()


def test_a_return_with_doubts(command: Runner, returns: Path) -> None:
    _, printed = spanish(command, "score", str(returns / "dudas.xlsx"), "--to", "plain")
    assert left_in_english(printed, [str(returns)]) == set()
    assert "hoja Preguntas, celda " in printed


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
        ("template", "--tier", "xyzzy"), ("template", "--live", "--paper"), ("template", "--area", "xyzzy"),
        ("template", "--method", "xyzzy"), ("batch",), ("batch", "xyzzy"), ("batch", "x*yzzy"),
        ("batch", ".", "--jobs", "x"), ("batch", ".", "-o", "xyzzy/x.xlsx"), ("batch", "--list", "xyzzy"),
        ("batch", ".", "--to", "xyzzy"),
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
