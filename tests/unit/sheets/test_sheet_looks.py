"""Styles, pages and measures: contrasts, names, scales, heights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from belong_assess.sheets import styles
from belong_assess.sheets.measure import HIGHEST_ROW, line_count, row_height
from belong_assess.sheets.pages import (
    LEAST_SCALE,
    LONGEST_NAME,
    MOST_SCALE,
    add_sheet,
    fit_height,
    footer_text,
    page_numbers,
    scale_for,
)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", styles.LOOKS)
def test_every_text_has_contrast_enough(name: str) -> None:
    look = styles.LOOKS[name]
    assert contrast(look.colour, look.ground or styles.WHITE) >= 4.5


@pytest.mark.parametrize("colour", [styles.BLUE, styles.VERMILION])
def test_charts_have_contrast_enough(colour: str) -> None:
    assert contrast(colour, styles.WHITE) >= 3


def test_the_standard_font_is_the_one_that_widths_are_measured_in() -> None:
    book = Workbook()
    styles.prepare(book)
    assert book.worksheets[0]["A1"].font.name == styles.FONT
    assert set(styles.LOOKS) <= set(book.named_styles)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("Summary", "Summary"),
        ("a/b:c*d?e\\f[g]", "a b c d e f(g)"),
        ("'quoted'", "quoted"),
        ("", "-"),
        ("x" * 40, "x" * 31),
        ("tab\x00\x1b", "tab"),
    ],
)
def test_sheet_names_are_such_as_spreadsheets_accept(wanted: str, expected: str) -> None:
    assert add_sheet(Workbook(), wanted).title == expected


def test_no_two_sheets_have_the_same_name() -> None:
    book = Workbook()
    names = [add_sheet(book, wanted).title for wanted in ("Areas", "areas", "x" * 31, "x" * 35)]
    assert names == ["Areas", "areas 2", "x" * 31, "x" * 29 + " 2"]


@given(st.text(max_size=60))
def test_any_sheet_name_can_be_saved(wanted: str) -> None:
    name = add_sheet(Workbook(), wanted).title
    assert 1 <= len(name) <= LONGEST_NAME
    assert not set("[]:*?/\\") & set(name)


def test_footers_show_codes_as_text() -> None:
    assert footer_text("Health & Care &P") == "Health && Care &&P"
    assert len(footer_text("x" * 300)) == 70
    assert page_numbers("Page {page} of {pages} & more") == "Page &P of &N && more"


def test_scales_stay_readable() -> None:
    assert scale_for(100, 100) == MOST_SCALE
    assert scale_for(100_000, 100) == LEAST_SCALE
    assert scale_for(1000, 500) == 78


def test_a_few_rows_do_not_get_a_page_of_their_own() -> None:
    sheet = Workbook().worksheets[0]
    for height, expected in ((100.0, 1), (600.0, 1), (700.0, 2), (1140.0, 2), (0.0, 1)):
        fit_height(sheet, 785, height)
        assert sheet.page_setup.fitToHeight == expected


@pytest.mark.parametrize(
    ("text", "units", "expected"),
    [
        ("", 10, 1),
        ("short", 10, 1),
        ("one two three four five", 10, 3),
        ("x" * 100, 10, 12),
        ("a\nb\nc", 10, 3),
        ("漢字" * 10, 10, 5),
    ],
)
def test_lines_of_a_text(text: str, units: float, expected: int) -> None:
    assert line_count(text, units, 10) == expected


@given(st.text(max_size=400), st.floats(1, 200), st.floats(6, 40))
def test_rows_are_as_high_as_spreadsheets_allow(text: str, units: float, size: float) -> None:
    assert size <= row_height(text, units, size) <= HIGHEST_ROW


@given(st.text(max_size=200), st.floats(5, 100))
def test_a_wider_column_never_needs_more_lines(text: str, units: float) -> None:
    assert line_count(text, units * 2, 10) <= line_count(text, units, 10)


def test_styles_survive_a_round_trip(tmp_path: object) -> None:
    book = Workbook()
    styles.prepare(book)
    book.worksheets[0]["A1"].style = "head"
    path = f"{tmp_path}/styles.xlsx"
    book.save(path)
    cell = load_workbook(path).worksheets[0]["A1"]
    assert cell.style == "head"
    assert cell.font.b and cell.fill.fgColor.rgb.endswith(styles.DEEP)
