"""Hazard H9: the strict YAML reads plain data only, and every trick becomes a problem with line and column."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belong_assess.files.submissions import read_json
from belong_assess.files.text import read_text
from belong_assess.files.yaml_dialect import MAX_DEPTH, Document, read_yaml
from belong_assess.problems import CODES

Found = tuple[str, int | None, int | None]

WORDS_THAT_STAY_TEXT = (
    "No", "no", "NO", "yes", "Yes", "on", "off", "True", "FALSE", "y", "n",
    "012", "0o14", "0x1F", "0b11", "1_000", "3:25", "12:30:45", "1e3", "1.5e3", "1.", ".5", "+.5",
    ".inf", "-.inf", ".nan", "nan", "inf", "Null", "NULL", "2026-06-30", "2026-06-30 10:00:00", "1,5", "50 %", "--1",
    "1234567890123456789", "-123456789012345678", "0.1234567890123456789", "<<", "=", "٣",
)  # fmt: skip

PLAIN_VALUES: tuple[tuple[str, object], ...] = (
    ("true", True),
    ("false", False),
    ("~", None),
    ("null", None),
    ("", None),
    ("0", 0),
    ("-0", 0),
    ("+12", 12),
    ("-3", -3),
    ("123456789012345678", 123456789012345678),
    ("0.5", Decimal("0.5")),
    ("1.50", Decimal("1.50")),
    ("-1.5", Decimal("-1.5")),
    ("0.1234567890123456", Decimal("0.1234567890123456")),
    ("'3'", "3"),
    ('"true"', "true"),
    ("'~'", "~"),
    ('""', ""),
    ("|\n  two\n  lines\n", "two\nlines\n"),
    (">-\n  two\n  lines\n", "two lines"),
    ("'Ærø 東京 🙂'", "Ærø 東京 🙂"),
    ('"\\u00e9\\x41\\t\\n"', "éA\t\n"),
)

ALIAS_BOMB = """\
a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
h: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g, *g]
i: &i [*h, *h, *h, *h, *h, *h, *h, *h, *h, *h]
"""

STOPPED: tuple[tuple[str, str, Found], ...] = (
    ("alias", "a: 1\nb: *a", ("yaml.alias", 2, 4)),
    ("anchor", "a: &x 1", ("yaml.alias", 1, 4)),
    ("anchor that nobody uses", "- &x [1]", ("yaml.alias", 1, 3)),
    ("alias bomb", ALIAS_BOMB, ("yaml.alias", 1, 4)),
    ("alias to itself", "&a [*a]", ("yaml.alias", 1, 1)),
    ("merge key with an alias", "base: {a: 1}\nnew:\n  <<: *base\n", ("yaml.alias", 3, 7)),
    ("alias as a key", "*a : 1", ("yaml.key_not_text", 1, 1)),
    ("tag of a text", "a: !!str 3", ("yaml.tag", 1, 4)),
    ("tag of an object", "a: 1\nb: !!python/object/apply:os.system [ls]", ("yaml.tag", 2, 4)),
    ("tag of a Python name", "!!python/name:os.system", ("yaml.tag", 1, 1)),
    ("tag of bytes", "!!binary aGk=", ("yaml.tag", 1, 1)),
    ("tag of a set", "a: !!set {x, y}", ("yaml.tag", 1, 4)),
    ("tag of one's own", "a: !mine 3", ("yaml.tag", 1, 4)),
    ("list as a key", "? [a]\n: b", ("yaml.key_not_text", 1, 3)),
    ("mapping as a key", "{a: 1}: 2", ("yaml.key_not_text", 1, 1)),
    ("two documents", "a: 1\n---\nb: 2\n", ("yaml.several_documents", 2, 1)),
    ("three documents", "--- a\n--- b\n--- c", ("yaml.several_documents", 2, 1)),
    ("tab before a key", "\ta: 1", ("yaml.tab", 1, 1)),
    ("tab as indentation", "a:\n\tb: 1", ("yaml.tab", 2, 1)),
    ("tab in a block", "a: |\n\tx", ("yaml.tab", 2, 1)),
    ("bracket left open", "{a: 1", ("yaml.syntax", 2, 1)),
    ("quotation mark left open", 'a: "b', ("yaml.syntax", 1, 6)),
    ("wrong indentation", "a: 1\n b: 2", ("yaml.syntax", 2, 3)),
    ("text after the end", "a: 1\n...\nb: 2", ("yaml.syntax", 3, 1)),
    ("unknown directive", "%FOO bar\n---\na: 1", ("yaml.syntax", 1, 5)),
    ("unknown escape", 'a: "\\q"', ("yaml.syntax", 1, 5)),
    ("escaped surrogate", 'a: "\\ud800"', ("yaml.syntax", 1, 7)),
)

REPEATED: tuple[tuple[str, str, object, list[Found]], ...] = (
    ("at the top", "a: 1\na: 2", {"a": 1}, [("yaml.repeated_key", 2, 1)]),
    ("written differently", '"a": 1\na: 2', {"a": 1}, [("yaml.repeated_key", 2, 1)]),
    ("in a flow", "x: {a: 1, b: 2, a: 3}", {"x": {"a": 1, "b": 2}}, [("yaml.repeated_key", 1, 17)]),
    ("deep down", "x:\n- y:\n    z: 1\n    z: {w: 1}\n", {"x": [{"y": {"z": 1}}]}, [("yaml.repeated_key", 4, 5)]),
    ("three times", "a: 1\na: 2\na: 3", {"a": 1}, [("yaml.repeated_key", 2, 1), ("yaml.repeated_key", 3, 1)]),
    (
        "inside one that is repeated",
        "a: 1\na: {b: 1, b: 2}",
        {"a": 1},
        [("yaml.repeated_key", 2, 1), ("yaml.repeated_key", 2, 11)],
    ),
    ("empty keys", "'': 1\n'': 2", {"": 1}, [("yaml.repeated_key", 2, 1)]),
)


def found(document: Document) -> list[Found]:
    """Codes and places of the problems, in their order."""
    return [(problem.code, problem.where.line, problem.where.column) for problem in document.problems]


@pytest.mark.parametrize("word", WORDS_THAT_STAY_TEXT)
def test_a_word_that_other_readers_turn_into_something_else_stays_text(word: str) -> None:
    document = read_yaml(f"a: {word}\nb: [{word.replace(',', ';')}]", "f")
    assert document.data["a"] == word
    assert isinstance(document.data["b"][0], str)
    assert document.problems == []


@pytest.mark.parametrize(("written", "value"), PLAIN_VALUES)
def test_plain_values(written: str, value: object) -> None:
    document = read_yaml(f"a: {written}", "f")
    assert document.data == {"a": value}
    assert type(document.data["a"]) is type(value)
    assert document.problems == []


@pytest.mark.parametrize(("text", "place"), [row[1:] for row in STOPPED], ids=[row[0] for row in STOPPED])
def test_a_trick_stops_the_reading_and_is_placed(text: str, place: Found) -> None:
    document = read_yaml(text, "folder/file.yaml")
    assert document.data is None
    assert found(document) == [place]
    assert document.problems[0].where.file == "folder/file.yaml"


@pytest.mark.parametrize(("text", "data", "places"), [row[1:] for row in REPEATED], ids=[row[0] for row in REPEATED])
def test_the_first_of_repeated_keys_holds_and_the_others_are_named(text: str, data: object, places: list[Found]) -> None:
    document = read_yaml(text, "f")
    assert document.data == data
    assert found(document) == places


def test_the_alias_bomb_is_small_and_stopped_at_its_first_anchor() -> None:
    assert len(ALIAS_BOMB) < 500
    assert read_yaml(ALIAS_BOMB, "f").problems[0].facts == {"found": "a"}


def test_a_merge_key_without_an_alias_is_an_ordinary_key() -> None:
    assert read_yaml("<<: {a: 1}\na: 2", "f").data == {"<<": {"a": 1}, "a": 2}


@pytest.mark.parametrize(("left", "right"), [("[", "]"), ("{a: ", "}")])
def test_forty_levels_are_read_and_one_more_is_not(left: str, right: str) -> None:
    assert found(read_yaml(left * MAX_DEPTH + "1" + right * MAX_DEPTH, "f")) == []
    deeper = MAX_DEPTH + 1
    document = read_yaml(left * deeper + "1" + right * deeper, "f")
    assert document.data is None
    assert found(document) == [("yaml.too_deep", 1, deeper * len(left) + 1)]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_levels_do_not_crash_the_parser(opening: str) -> None:
    document = read_yaml(opening * 100_000, "f")
    assert document.data is None
    assert {problem.code for problem in document.problems} <= {"yaml.too_deep", "yaml.key_not_text", "yaml.syntax"}


@pytest.mark.parametrize("text", ["", " \n\n", "# only a remark\n", "---\n", "--- \n...\n", "\ufeff"])
def test_nothing_is_nothing(text: str) -> None:
    assert read_yaml(text, "f").data is None
    assert read_yaml(text, "f").problems == []


@pytest.mark.parametrize(("text", "data"), [("3", 3), ("'x'", "x"), ("true", True), ("- 1", [1]), ("{}", {}), ("[]", [])])
def test_a_document_may_be_any_one_value(text: str, data: object) -> None:
    assert read_yaml(text, "f").data == data
    assert read_yaml(f"---\n{text}\n...\n", "f").data == data


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_three_line_ends_give_the_same_data_and_lines(end: str) -> None:
    document = read_yaml(f"a: 1{end}b:{end}  c: x{end}  c: y{end}", "f")
    assert document.data == {"a": 1, "b": {"c": "x"}}
    assert found(document) == [("yaml.repeated_key", 4, 3)]


def test_a_byte_order_mark_is_no_letter_of_the_first_key() -> None:
    assert read_yaml("\ufeffa: 1", "f").data == {"a": 1}


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x80", "\x9b", "\ud800", "\ufffe"])
def test_a_raw_control_character_is_dropped_with_a_note_at_its_place(control: str) -> None:
    document = read_yaml(f"a: 1\nb: x{control}y\n", "f")
    assert document.data == {"a": 1, "b": "xy"}
    assert found(document) == [("text.control_removed", 2, 5)]
    assert document.problems[0].facts == {"found": f"U+{ord(control):04X}"}


@pytest.mark.parametrize("escape", ["\\0", "\\x1b", "\\e", "\\x7f", "\\u009b"])
def test_an_escaped_control_character_is_dropped_with_a_note(escape: str) -> None:
    document = read_yaml(f'a: "x{escape}[2Jy"', "f")
    assert document.data == {"a": "x[2Jy"}
    assert found(document) == [("text.control_removed", 1, 4)]


def test_a_control_character_in_a_key_is_dropped() -> None:
    assert read_yaml('"k\\x1b[2J": 1', "f").data == {"k[2J": 1}
    assert read_yaml('"k\\x1b": 1\nk: 2', "f").problems[-1].code == "yaml.repeated_key"


def test_tabs_are_fine_where_they_are_no_indentation() -> None:
    assert read_yaml("a:\tb\nc: 'x\ty'\n", "f").data == {"a": "b", "c": "x\ty"}


def test_keys_of_any_letters_keep_their_form() -> None:
    document = read_yaml("Straße: 1\nŁódź: 2\n名前: 3\n'🙂': 4\n3: 5\ntrue: 6\n", "f")
    assert document.data == {"Straße": 1, "Łódź": 2, "名前": 3, "🙂": 4, "3": 5, "true": 6}


def test_every_value_and_key_has_its_place() -> None:
    document = read_yaml("a:\n  b: [x, {c: 1}]\n名: '🙂🙂'\nd: 2\n", "f")
    assert document.places == {
        (): (1, 1),
        ("a", ""): (1, 1),
        ("a",): (2, 3),
        ("a", "b", ""): (2, 3),
        ("a", "b"): (2, 6),
        ("a", "b", 0): (2, 7),
        ("a", "b", 1): (2, 10),
        ("a", "b", 1, "c", ""): (2, 11),
        ("a", "b", 1, "c"): (2, 14),
        ("名", ""): (3, 1),
        ("名",): (3, 4),
        ("d", ""): (4, 1),
        ("d",): (4, 4),
    }
    assert document.where(("a", "b", 1, "c", "further", "down")).line == 2
    assert document.where(("unknown",)).line == 1
    assert Document("f").where(("a",)).line is None


# any input at all

LETTERS = "ab:-[]{},#&*!|>'\"%@`?~ \t\n\r0123.\\x1beuU\ufeff\x85\u2028\x00\x1b\ud800é"
SYNTAX = st.text(alphabet=st.sampled_from(LETTERS), max_size=60)


@settings(max_examples=400, deadline=None)
@given(st.one_of(SYNTAX, st.text(max_size=80), st.text(alphabet=st.characters(), max_size=20)))
def test_any_text_gives_a_document_and_only_our_own_problems(text: str) -> None:
    document = read_yaml(text, "f")
    assert {problem.code for problem in document.problems} <= CODES.keys()
    assert all(problem.where.file == "f" and problem.where.line for problem in document.problems)
    assert _is_plain(document.data)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(alphabet=st.sampled_from('[]{}":,\\u01d8eE+-. \n\ttruefalsn'), max_size=60)))
def test_any_text_as_json_gives_a_document_and_only_our_own_problems(text: str) -> None:
    document = read_json(text, "f")
    assert {problem.code for problem in document.problems} <= CODES.keys()
    assert _is_plain(document.data)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=80), st.text(max_size=40).map(lambda text: text.encode("utf-16"))))
def test_any_bytes_are_read_or_refused_with_a_problem(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    text, problems = read_text(path, "f")
    assert (text is None) == bool(problems)
    assert {problem.code for problem in problems} <= {"file.not_text"}


def test_a_folder_a_missing_file_and_a_large_file_each_have_their_own_code(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"a" * 11)
    assert [p.code for p in read_text(tmp_path)[1]] == ["file.unreadable"]
    assert [p.code for p in read_text(tmp_path / "no.yaml")[1]] == ["file.missing"]
    assert [p.code for p in read_text(large, limit=10)[1]] == ["file.too_large"]
    assert read_text(large, limit=11)[0] == "a" * 11


def _is_plain(data: Any) -> bool:
    if isinstance(data, dict):
        return all(isinstance(key, str) and _is_plain(value) for key, value in data.items())
    if isinstance(data, list):
        return all(map(_is_plain, data))
    return data is None or isinstance(data, (str, int, bool, Decimal))
