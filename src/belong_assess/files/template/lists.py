"""The drop-down lists of a template: each once, in a column of a hidden sheet, under a name of its own."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from belong_assess.files.template.head import LISTS
from belong_assess.sheets.writer import BookWriter


class Lists:
    """Gathers lists while cells are painted; equal ones share a name."""

    def __init__(self, writer: BookWriter) -> None:
        self.writer = writer
        self.sheet: Worksheet = writer.sheet(LISTS)
        self.sheet.hide()
        self.names: dict[tuple[str, ...], str] = {}

    def name(self, entries: Sequence[str]) -> str:
        """Return the name under which a list stands, as a formula."""
        key = tuple(entries)
        if (known := self.names.get(key)) is None:
            known = self.names[key] = self._add(key)
        return f"={known}"

    def _add(self, entries: tuple[str, ...]) -> str:
        column = len(self.names)
        name = f"answers_{column + 1}"
        for row, entry in enumerate(entries):
            self.sheet.write_string(row, column, entry)
        self.writer.book.define_name(name, f"={LISTS}!{xl_range_abs(0, column, len(entries) - 1, column)}")
        return name
