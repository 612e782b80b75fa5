"""In the pseudo-language every text of the catalogues and of the method is marked: plain letters are texts that escaped.

Allowed are, and nothing else:

- what the submission itself holds: names, documents, functions, notes, and values that a problem quotes;
- ids: of methods, sections, questions, areas, nodes, options, tiers, presets, fields, roles, codes of problems;
- words of the file format, which are typed as they stand (`DK`, `none`, `share`, `counted`, keys);
- names of files and folders, endings of files, paths of values in a file, hashes;
- words of the command line: commands, options, their values, lines that begin with `belong-assess`;
- placeholders in the texts of findings, which the handbook shows as they stand.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.command import Runner
from support.methods import ROOT
from support.scored import raw_example, write_json
from support.versions import changed, item, migration, placed, with_item, without_item, write_method

from belong_assess.cli.commands.completion import SHELLS
from belong_assess.cli.commands.method import SCHEMAS
from belong_assess.cli.reporting import FORMATS
from belong_assess.files.content import shipped_methods
from belong_assess.files.own_questions import ENDING
from belong_assess.files.submissions import FIELD_KEYS, FORMAT, KEYS, PROFILE_KEYS, STATUSES
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.language.texts import PSEUDO
from belong_assess.model.own_questions import FORMAT as OWN_FORMAT
from belong_assess.problems import CODES
from belong_assess.responses.capture import ENTRY_KEYS, EVIDENCE_KEYS, RESPONSE_KEYS
from belong_assess.workflows.methods import open_method
from belong_assess.workflows.score_file import examples

REGIONS = ("marevalle", "ostwaldmark", "verdemar", "serrano", "lagosera")
BROKEN = ROOT / "examples" / "broken"
COMMANDS: dict[tuple[str, ...], tuple[str, ...]] = {
    (): (),
    ("demo",): (),
    ("assess",): (),
    ("score",): (),
    ("explain",): (),
    ("status",): (),
    ("template",): (),
    ("batch",): (),
    ("completion",): (),
    ("method",): (),
    **{
        ("method", name): ()
        for name in ("new", "list", "show", "check", "schema", "test", "docs", "diff", "migrate", "i18n")
    },
}
FORMAT_WORDS = {
    *KEYS, *PROFILE_KEYS, *FIELD_KEYS, *STATUSES, *RESPONSE_KEYS, *ENTRY_KEYS, *EVIDENCE_KEYS,
    "DK", "NC", "NA", "skipped", "later", "none", "all", "true", "false", "absent", "no_case", "forbidden", "counted",
    "estimated", "low", "medium", "high", "region", "shared", "state", "others",
}  # fmt: skip
COMMAND_WORDS = {
    "belong-assess", PSEUDO, "en", *FORMATS, *SCHEMAS, *SHELLS, *examples(),
    *(word for command in COMMANDS for word in command),
}  # fmt: skip
COMMAND_LINE = re.compile(r"^\s*belong-assess .*$", re.MULTILINE)
NOT_WORDS = re.compile(
    r"(?<![\w-])--?[a-z][a-z-]*|\b[0-9a-f]{12}\b|\bU\+[0-9A-F]{4}|(?<!\w)\.(?:yaml|json|txt|md)\b|\{\w+\}|tag:yaml\.org,2002:\S+"
    r"|\b(?:answers|context|competences)\.[\w.]+"
)
QUOTED = re.compile(r'"[^"]*"')
LETTERS = re.compile(r"[A-Za-z]{2,}")


@cache
def ids() -> frozenset[str]:
    """Every id of the shipped methods, and every code of a problem."""
    known: set[str] = {*shipped_methods(), *CODES}

    def gather(value: Any) -> None:
        for name in getattr(value, "__dataclass_fields__", ()):
            held = getattr(value, name)
            if name in ("id", "item", "node", "competence", "preset") and isinstance(held, str):
                known.add(held)
            elif isinstance(held, tuple):
                for child in held:
                    gather(child)
            elif hasattr(held, "__dataclass_fields__"):
                gather(held)

    for name in shipped_methods():
        gather(open_method(name).questionnaire)
        gather(open_method(name).indicators)
    return frozenset(known)


def texts_in(data: Any) -> Iterator[str]:
    """Every key and value of plain data, as text."""
    if isinstance(data, dict):
        for key, held in data.items():
            yield key
            yield from texts_in(held)
    elif isinstance(data, list):
        for held in data:
            yield from texts_in(held)
    elif data is not None:
        yield str(data)


def escaped(printed: str, allowed: Iterable[str] = ()) -> list[str]:
    """Return the runs of plain letters that are left when all that is allowed has been taken out."""
    text = " ".join(COMMAND_LINE.sub(" ", printed.replace("\\", "")).split())
    for piece in sorted({" ".join(each.split()) for each in allowed if LETTERS.search(each)}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w)(?<!\w\.){re.escape(piece)}(?!\w)", " ", text)
    words = re.findall(r"[\w.]+(?:-[\w.]+)*", NOT_WORDS.sub(" ", text))
    known = ids() | FORMAT_WORDS | COMMAND_WORDS
    return [word for word in words if LETTERS.search(word) and word.strip(".") not in known]


def pseudo(command: Runner, *arguments: str) -> tuple[int, str, str]:
    outcome = command("--lang", PSEUDO, *arguments)
    return outcome.code, outcome.out, outcome.err


def test_the_detector_finds_a_text_that_escaped() -> None:
    assert escaped("Ţĥé ƒîļé A1.2 (common_core/A1) Not found [answer.unreadable]") == ["Not", "found"]


@pytest.mark.parametrize("arguments", COMMANDS)
def test_help(command: Runner, arguments: tuple[str, ...]) -> None:
    code, out, err = pseudo(command, *arguments, "--help")
    assert (code, err) == (0, "")
    assert escaped(out, ["text", "json"]) == []


@pytest.mark.parametrize("arguments", [("method", "--help", "--lang", PSEUDO), ("method", "--lang", PSEUDO, "list")])
def test_the_language_may_stand_anywhere(command: Runner, arguments: tuple[str, ...]) -> None:
    assert command(*arguments).code == 0


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("to", ["terminal", "plain", "md"])
def test_reports(command: Runner, region: str, to: str) -> None:
    code, out, err = pseudo(command, "score", f"@{region}", "--to", to, "--view", "participation")
    assert code == 0
    assert escaped(out + err, texts_in(raw_example(region))) == []


@pytest.mark.parametrize("region", REGIONS)
def test_words_in_the_table(command: Runner, region: str) -> None:
    """Column names, kinds and states of the table are ids; titles and answers are texts."""
    _, out, _ = pseudo(command, "score", f"@{region}", "--to", "csv")
    shown = "\n".join(f"{row['title']}\n{row['answer']}" for row in csv.DictReader(io.StringIO(out)))
    assert escaped(shown, texts_in(raw_example(region))) == []


def test_demo(command: Runner) -> None:
    code, out, err = pseudo(command, "demo")
    assert (code, err) == (0, "")
    assert escaped(out, texts_in(raw_example("marevalle"))) == []


@pytest.mark.parametrize("region", REGIONS)
def test_status(command: Runner, region: str) -> None:
    code, out, _ = pseudo(command, "status", f"@{region}")
    assert code == 0
    assert escaped(out, texts_in(raw_example(region))) == []


@pytest.mark.parametrize("region", ["ostwaldmark", "lagosera"])
@pytest.mark.parametrize(
    "what", ["index", "common_core", "A1", "A8", "E", "P2", "formulate", "A1.2", "A4.3", "A4.7", "A6.6"]
)
def test_explain(command: Runner, region: str, what: str) -> None:
    code, out, err = pseudo(command, "explain", f"@{region}", what)
    if code != 2:
        assert escaped(out + err, texts_in(raw_example(region))) == []


@pytest.mark.parametrize(
    "what", [(), ("A1",), ("A0",), *((item,) for item in ("A1.2", "A4.3", "A4.7", "A6.6", "A13.6", "police"))]
)
def test_method_show(command: Runner, what: tuple[str, ...]) -> None:
    code, out, err = pseudo(command, "method", "show", "regional", *what)
    assert (code, err) == (0, "")
    assert escaped(out) == []


@pytest.mark.parametrize("what", ["list", "check", "test"])
def test_other_method_commands(command: Runner, what: str) -> None:
    code, out, err = pseudo(command, "method", what)
    assert code == 0
    assert escaped(out + err) == []


def test_handbook(command: Runner) -> None:
    code, out, _ = pseudo(command, "method", "docs")
    assert code == 0
    assert escaped(out) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("xyzzy",),
        ("scor",),
        ("method", "shwo"),
        ("score",),
        ("score", "--colour"),
        ("score", "--to"),
        ("status", "@verdemar", "xyzzy"),
        ("score", "@verdemar", "--to", "xyzzy"),
        ("score", "@verdemar", "--to", ","),
        ("score", "@verdemar", "--view", "xyzzy"),
        ("score", "@xyzzy"),
        ("demo", "xyzzy"),
        ("explain", "@verdemar", "xyzzy"),
        ("explain", "@verdemar", "--output-format", "xyzzy"),
        ("score", "@verdemar", "@marevalle", "--to", "md", "-o", "xyzzy"),
        ("score", "@verdemar", "@marevalle", "--to", "json"),
        ("method", "show", "xyzzy"),
        ("method", "show", "regional", "xyzzy"),
        ("method", "check", "xyzzy"),
        ("method", "check", "."),
        ("method", "schema", "xyzzy"),
        ("completion", "xyzzy"),
        ("demo", "--demo=xyzzy"),
    ],
)
def test_usage_errors(command: Runner, arguments: tuple[str, ...]) -> None:
    code, out, err = pseudo(command, *arguments)
    assert (code, out) == (2, "")
    assert escaped(err, ["xyzzy", "colour", "scor", "shwo", "text", "json"]) == []


def test_a_language_that_does_not_exist_is_said_in_the_source_language(command: Runner) -> None:
    assert command("demo", "--lang", "xyzzy").err.startswith('There is no language "xyzzy"')


@pytest.mark.parametrize("name", sorted(path.name for path in BROKEN.iterdir() if path.name != "expected.yaml"))
def test_problems(command: Runner, name: str) -> None:
    path = BROKEN / name
    _, _, err = pseudo(command, "score", str(path), "--plain")
    assert escaped(err, [str(path), FORMAT, OWN_FORMAT, f"region{ENDING}", *quoted(path)]) == []


MORE_PROBLEMS: dict[str, Any] = {
    "text expected": {"context": {"unit_name": ["xyzzy"]}},
    "note that is no text": {"answers": {"A1.1": {"value": 3, "comment": ["xyzzy"]}}},
    "holder that is no text": {"competences": {"fields": {"housing": {"holder": 5}}}},
    "answers in a list": {"answers": ["xyzzy"]},
    "evidence that is a number": {"answers": {"A1.1": {"value": 3, "evidence": [5]}}},
    "half a pair": {"answers": {"A4.7": {"first": 3}}},
    "key of another kind": {"answers": {"A1.1": {"ticked": ["xyzzy"]}}},
    "no reason": {"answers": {"A1.1": "NA"}},
    "no scope": {"scope": []},
    "two numbers": {"answers": {"A6.6": {"number": 3, "value": 4}}},
    "ticks that are a number": {"answers": {"A2.3": 3}},
    "too long": {"context": {"unit_name": "x" * 20_001}},
}


@pytest.mark.parametrize("name", MORE_PROBLEMS)
def test_problems_that_no_broken_file_has(command: Runner, tmp_path: Path, name: str) -> None:
    data = {**raw_example("verdemar"), "competences": {"preset": "legislative"}, **MORE_PROBLEMS[name]}
    path = write_json(tmp_path / "x.json", data)
    _, _, err = pseudo(command, "score", str(path))
    assert err
    assert escaped(err, [str(path), "xyzzy"]) == []


@pytest.mark.parametrize("name", ["folder", "missing.yaml", "large.yaml", "picture.png"])
def test_problems_of_files(command: Runner, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "large.yaml").write_bytes(b" " * 10_000_001)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    code, out, err = pseudo(command, "score", str(tmp_path / name))
    assert (code, out) == (1, "")
    assert escaped(err, [str(tmp_path / name), *(path.name for path in tmp_path.iterdir()), ".png", "folder"]) == []


def test_problems_of_outputs(command: Runner, tmp_path: Path) -> None:
    (tmp_path / "there.md").write_bytes(b"")
    code, _, err = pseudo(command, "score", "@verdemar", "--to", "md", "-o", str(tmp_path / "there.md"))
    assert code == 1
    assert escaped(err, [str(tmp_path / "there.md"), "there.md"]) == []
    code, _, err = pseudo(command, "score", "@verdemar", "--to", "md", "-o", str(tmp_path / "written.md"))
    assert code == 0
    assert escaped(err, [str(tmp_path / "written.md")]) == []


def quoted(path: Path) -> Iterator[str]:
    """What a problem may quote from a file: its texts, and where it cannot be read, its words."""
    held = path.read_bytes().decode("utf-8", errors="replace")
    yield from texts_in(read_yaml(held, path.name).data)
    yield from (word for line in held.splitlines() for word in re.findall(r"[\w!:/.@-]+", line.partition(": ")[2]))


def test_two_versions_and_what_becomes_of_answers(command: Runner, tmp_path: Path) -> None:
    """Everything but the wordings that changed: they are compared in the language in which they were written."""
    raw = changed(
        placed("A1.3", weight=2), without_item("A2.5"), with_item("A2", "A2", "A2.4", "A2.9"),
        item("A2.6", refuses=["NA"], tier="full"), migration({"was": "A2.4", "now": "A2.4"}),
    )  # fmt: skip
    new = str(write_method(tmp_path / "new", raw))
    code, out, _ = pseudo(command, "method", "diff", "regional", new, "@marevalle")
    texts = [*texts_in(raw_example("marevalle")), *texts_in(raw.questionnaire), "examples/marevalle/submission.yaml"]
    assert (code, escaped(QUOTED.sub(" ", out), texts)) == (0, [])
    code, out, err = pseudo(command, "method", "migrate", "@marevalle", "--to", new, "-o", str(tmp_path / "made"))
    assert (code, escaped(QUOTED.sub(" ", out + err), [*texts, str(tmp_path / "made" / "marevalle.yaml")])) == (0, [])
