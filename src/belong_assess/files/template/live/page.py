"""A sheet in the making: what stands in its cells, row by row; formulas are written once all of them are known."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from belong_assess.files.template.live.formula import Formula
from belong_assess.files.template.live.functions import Held
from belong_assess.files.template.live.worked_out import Sheets
from belong_assess.files.template.live.written import Places, text_of
from belong_assess.sheets.styles import room_for
from belong_assess.sheets.writer import BookWriter, set_widths
from belong_assess.values import value

Content = Formula | str | int


@value
class Block:
    """One cell, or several joined from a corner over some rows and columns."""

    row: int
    column: int
    last_column: int
    rows: int
    content: Content
    look: str
    format: str


class Page:
    """Goes down a sheet; heights are in points."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.widths = tuple(widths)
        self.row = 0
        self.heights: list[float] = []
        self.blocks: list[Block] = []

    def put(
        self, content: Content, look: str, first: int, last: int | None = None, *, rows: int = 1, format: str = ""
    ) -> None:
        """Put something into the current row, joined over columns and down over rows where that is said."""
        self.blocks.append(Block(self.row, first, first if last is None else last, rows, content, look, format))

    def down(self, height: float) -> None:
        """Close the current row."""
        self.heights.append(height)
        self.row += 1

    def line(self, content: Content, look: str, last: int, *, least: float = 16.0, text: str = "") -> None:
        """One text over the width; of a formula, `text` is as long as it may become."""
        self.put(content, look, 0, last)
        longest = content if isinstance(content, str) else text
        self.down(max(least, room_for(longest, look, sum(self.widths[: last + 1]))))

    def height(self, first: int, end: int) -> float:
        """The height of some rows together, the end left out."""
        return sum(self.heights[first:end])

    def write(self, writer: BookWriter, sheets: Sheets, places: Places) -> None:
        """Write everything, each formula with what it gives; `places` say where hidden tables stand."""
        set_widths(self.sheet, self.widths)
        for row, height in enumerate(self.heights):
            self.sheet.set_row(row, height)
        for block in self.blocks:
            self._write(writer, block, sheets, places)

    def _write(self, writer: BookWriter, block: Block, sheets: Sheets, places: Places) -> None:
        look = writer.format(block.look, block.format)
        if block.last_column > block.column or block.rows > 1:
            end = block.row + block.rows - 1
            self.sheet.merge_range(block.row, block.column, end, block.last_column, "", look)
        if isinstance(block.content, Formula):
            now = shown(sheets, block.content)
            self.sheet.write_formula(block.row, block.column, text_of(block.content, places), look, now)
        elif isinstance(block.content, int):
            self.sheet.write_number(block.row, block.column, block.content, look)
        else:
            writer.put(self.sheet, block.row, block.column, block.content, block.look, number=block.format)


def shown(sheets: Sheets, content: Formula) -> Held:
    """What a formula gives, as it is kept beside it."""
    held = sheets.tried(content)
    return 0 if held is None else held
