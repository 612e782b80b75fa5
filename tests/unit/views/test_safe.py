"""Hazards H7 and H8: nothing in a text from a file can steer a screen, a spreadsheet or a Markdown reader."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belong_assess.sheets.csv_cells import as_text
from belong_assess.views.markdown import escaped, table
from belong_assess.views.safe import safe

FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[2J\x1b[31mred", "[2J[31mred"),
        ("\x1b]0;title\x07x", "]0;titlex"),
        ("\x9b2J", "2J"),
        ("a\x00b\x08c", "abc"),
        ("one\ntwo\r\n\tthree  four\xa0five", "one two three four five"),
        ("ab\u202ecd", "ab<U+202E>cd"),
        ("\u2066x\u2069", "<U+2066>x<U+2069>"),
        ("a\u2028b", "a<U+2028>b"),
        ("\ud800x\ufffe", "x"),
        ("[/] [link=https://x.example]y[/link]", "[/] [link=https://x.example]y[/link]"),
        ("{say} {0.__class__}", "{say} {0.__class__}"),
        ("Łódź 東京 🙂 e\u0301", "Łódź 東京 🙂 e\u0301"),
        ("", ""),
        ("\x07", ""),
    ],
)
def test_controls_go_direction_marks_show_and_all_else_stays(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text(alphabet=st.characters(), max_size=60))
def test_what_is_safe_stays_so(text: str) -> None:
    shown = safe(text)
    assert FORBIDDEN.search(shown) is None
    assert safe(shown) == shown
    kept = [letter for letter in text if letter.isalnum()]
    assert [letter for letter in re.sub(r"<U\+[0-9A-F]{4}>", "", shown) if letter.isalnum()] == kept or "<U+" in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "  @", "\t="])
def test_a_cell_like_a_formula_is_marked(start: str) -> None:
    assert as_text(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["", "1", "a=b", "A1", "100 %", "(-1)", "“=1”", "'=1"])
def test_other_cells_are_left_alone(cell: str) -> None:
    assert as_text(cell) == cell


@given(st.text(alphabet=st.characters(exclude_characters="\x00"), max_size=30))
def test_a_marked_cell_survives_csv_and_loses_only_its_mark(cell: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerow([as_text(cell), "end"])
    (row,) = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert row == [as_text(cell), "end"]
    assert row[0] in (cell, f"'{cell}")


@given(st.text(alphabet=st.sampled_from("ab \\`*_[]<>|#!~=-"), max_size=20))
def test_markdown_gets_every_sign_escaped_and_the_text_back(text: str) -> None:
    shown = escaped(text)
    assert re.sub(r"\\([\\`*_\[\]<>|#])", r"\1", shown) == text
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>|#]", shown)


def test_a_bar_in_a_cell_does_not_make_a_column() -> None:
    lines = list(table(["a", "b"], [["x | y", "z"], ["`|`", "\\|"]]))
    assert lines == ["| a | b |", "| --- | --- |", "| x \\| y | z |", "| \\`\\|\\` | \\\\\\| |", ""]
