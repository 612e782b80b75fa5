"""The streaming writer keeps texts as they are: formulas that are none, escapes that are none, and what is too long."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from belong_assess.sheets.cells import CUT_MARK, LONGEST, Figure
from belong_assess.sheets.writer import BookWriter

WHEN = datetime(2026, 6, 30)


def read_back(content: str | Figure | None) -> object:
    writer = BookWriter()
    writer.put(writer.sheet("Cells"), 2, 1, content, "cell.text")
    book = load_workbook(BytesIO(writer.close(WHEN, title="Cells")))
    cell = book["Cells"]["B3"]
    assert cell.data_type != "f", "no text is ever a formula"
    return cell.value


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30", "-", "@x", "_x0041_", "a_x000D_b", "http://example.org", "012", "no", "  x "]
)
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    assert read_back(text) == text


def test_what_is_too_long_is_cut_where_it_shows() -> None:
    held = read_back("a" * (LONGEST + 10))
    assert isinstance(held, str)
    assert len(held) == LONGEST
    assert held.endswith(CUT_MARK)


def test_control_characters_are_left_out() -> None:
    assert read_back("a\x00b\x1b[2Jc") == "ab[2Jc"


def test_numbers_are_numbers_and_nothing_is_nothing() -> None:
    assert read_back(Figure(3)) == 3
    assert read_back(None) is None
    assert read_back("") is None


def test_the_same_content_gives_the_same_bytes() -> None:
    def made() -> bytes:
        writer = BookWriter()
        writer.put(writer.sheet("Cells"), 0, 0, "text", "cell.text")
        return writer.close(WHEN, title="Cells")

    assert made() == made()
