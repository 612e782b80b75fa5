"""The results workbook as LibreOffice prints it: which pages there are, and that nothing on them is cut."""

from __future__ import annotations

import re

import pytest
from support.cohort_books import cohort_of, write_book
from support.cohorts import random_records, rejected
from support.office import convert, needs, page_texts

from belong_assess.language.texts import language
from belong_assess.results.record import Record
from belong_assess.views.cohort_words import call_line

pytestmark = pytest.mark.slow


def records() -> list[Record]:
    return [*random_records("regional", 30), *random_records("regional-voices", 6), rejected("b.xls", "file.empty")]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of each page."""
    needs("soffice", "pdftotext")
    folder = tmp_path_factory.mktemp("printed")
    return page_texts(convert(write_book(folder / "results.xlsx", records()), "pdf", folder))


def sheet_of(page: str) -> str:
    footer = [line for line in page.splitlines() if re.search(r"Page \d+ of \d+", line)][-1]
    return re.sub(r"\s+", " ", footer).split(" Page ")[0].removeprefix(" Results of all submissions ").strip()


def test_the_sheets_take_few_pages(pages: list[str]) -> None:
    counts = {name: [sheet_of(page) for page in pages].count(name) for name in dict.fromkeys(map(sheet_of, pages))}
    assert [name.removeprefix("Results of all submissions ") for name in counts] == [
        "Summary",
        "Overview regional",
        "Overview regional-voices",
        "To phone",
        "Points regional",
        "Points regional-voices",
        "Answers regional",
        "Answers regional-voices",
        "Problems",
        "Questions",
        "Method",
    ]
    found = {name.removeprefix("Results of all submissions "): count for name, count in counts.items()}
    groups = cohort_of(records()).groups
    assert found["Summary"] == 1 + sum(group.count >= 5 for group in groups)
    assert found["Overview regional"] == 3 and found["Overview regional-voices"] <= 2
    assert found["Points regional"] <= 5 and found["Answers regional"] <= 8


def test_no_sentence_of_a_call_is_cut(pages: list[str]) -> None:
    text = " ".join(" ".join(page.split()) for page in pages if "To phone" in sheet_of(page))
    words = set(text.split())
    for call in cohort_of(records()).calls:
        line = call_line(call, language())
        assert set(line.what.split()) <= words
        assert set(line.fix.split()) <= words


def test_headings_are_repeated_on_every_page(pages: list[str]) -> None:
    assert all("Region" in page for page in pages if re.search("Overview|To phone|Points|Answers", sheet_of(page)))
