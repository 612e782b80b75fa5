"""Results workbooks to test with: written, and read back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from belong_assess.analysis.cohort import Cohort, CohortTally
from belong_assess.language.texts import language
from belong_assess.model.assessment import Assessment
from belong_assess.results.record import Record
from belong_assess.results.result import Stamp
from belong_assess.views.cohort_book import CohortBook
from support.methods import method

HEAD_ROW = 4
Row = dict[str, Any]


def by_stamp(stamp: Stamp) -> Assessment:
    return method(stamp.questionnaire)


def cohort_of(records: Iterable[Record]) -> Cohort:
    tally = CohortTally()
    for record in records:
        tally.add(record)
    return tally.cohort()


def write_book(path: Path, records: Iterable[Record], code: str = "en", **options: Any) -> Path:
    """Write the results workbook of some records."""
    held = list(records)
    book = CohortBook(path, language(code), by_stamp, **options)
    for record in held:
        book.add(record)
    book.finish(cohort_of(held))
    return path


def book_of(path: Path, records: Iterable[Record], **options: Any) -> Workbook:
    """Write it and read it back."""
    return load_workbook(write_book(path, records, **options))


def rows_of(book: Workbook, sheet: str) -> list[Row]:
    """The rows of a table by their headings."""
    lines = list(book[sheet].iter_rows(min_row=HEAD_ROW, values_only=True))
    heads = [str(head) for head in lines[0]]
    return [dict(zip(heads, line, strict=True)) for line in lines[1:]]


def texts_of(book: Workbook, sheet: str) -> list[str]:
    """Every text of a sheet, from the top."""
    return [cell for row in book[sheet].iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
