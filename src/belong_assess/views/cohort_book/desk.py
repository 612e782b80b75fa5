"""What every sheet of the results workbook is written with: the file, its ready cells, the language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from tempfile import TemporaryDirectory

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from belong_assess.language.texts import Language
from belong_assess.sheets.measure import WIDEST_UNIT
from belong_assess.sheets.pages import A4, page_numbers
from belong_assess.sheets.rows import ReadyCells
from belong_assess.sheets.styles import DEEP, FONT, RULE, WHITE
from belong_assess.sheets.writer import BookWriter, set_margins

UPRIGHT_SIZE = 9
PADDING = 5 / 7
"""What a column is wider in the file than it was asked for, in column units."""


def points_wide(widths: Iterable[float]) -> float:
    """How wide columns are together, in the program that takes most, in points."""
    return sum(width + PADDING for width in widths) * WIDEST_UNIT


class Desk:
    """The workbook in the making. Rows wait in a folder of their own, which is gone with the desk."""

    def __init__(self, target: str, say: Language) -> None:
        self.folder = TemporaryDirectory(prefix="belong-assess-")
        self.writer = BookWriter(target, streaming=True)
        self.writer.book.tmpdir = self.folder.name
        self.writer.book.use_zip64()
        self.cells = ReadyCells(self.writer)
        self.say = say

    @cached_property
    def upright(self) -> Format:
        """A heading that stands upright, for narrow columns."""
        look = {
            "font_name": FONT, "font_size": UPRIGHT_SIZE, "bold": True, "font_color": f"#{WHITE}", "bg_color": f"#{DEEP}",
            "pattern": 1, "rotation": 90, "text_wrap": True, "align": "center", "valign": "bottom", "top": 1, "bottom": 1,
            "top_color": f"#{RULE}", "bottom_color": f"#{RULE}",
        }  # fmt: skip
        return self.writer.book.add_format(look)

    def page(self, sheet: Worksheet) -> None:
        """Landscape A4 with the margins and the footer of our pages."""
        sheet.set_landscape()
        sheet.set_paper(A4)
        set_margins(sheet, left=self.say("cohort.title"), right=page_numbers(self.say("workbook.page")))
