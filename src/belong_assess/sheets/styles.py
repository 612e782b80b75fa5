"""How cells look: one table of named styles. Every text colour has a contrast of at least 4.5 : 1 on its ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from belong_assess.sheets.measure import row_height
from belong_assess.values import value

if TYPE_CHECKING:
    from openpyxl.styles import Border, NamedStyle
    from openpyxl.workbook import Workbook

FONT = "Arial"
SIZE = 10.0

INK = "1F2933"
MUTED = "4A5763"
DEEP = "16425B"
WHITE = "FFFFFF"
TINT = "EAF1F6"
RULE = "B8C4CE"
GRID = "DCE3E8"
PAPER = "FFFDF3"
SHADE = "F1F3F5"
AMBER = "FFE3B3"
DOUBT = "FFD9CC"
"""Ground of cells: to be filled in, not to be filled in, still open, in doubt."""


BLUE = "0072B2"
VERMILION = "C44E00"
"""Two colours for charts that stay apart for every kind of colour vision; 3 : 1 and more on white."""


@value
class Look:
    """One named style."""

    size: float = SIZE
    bold: bool = False
    italic: bool = False
    colour: str = INK
    ground: str | None = None
    across: Literal["left", "center", "right", "general"] = "left"
    upright: Literal["top", "center", "bottom"] = "top"
    wrap: bool = True
    shrink: bool = False
    ruled: bool = False
    framed: bool = False
    indent: int = 0


LOOKS: dict[str, Look] = {
    "sheet.title": Look(size=16, bold=True, colour=DEEP, wrap=False, upright="center"),
    "sheet.about": Look(colour=MUTED, wrap=False, upright="center"),
    "sheet.group": Look(size=9, bold=True, colour=DEEP, wrap=False, upright="center"),
    "page.title": Look(size=11, colour=MUTED, wrap=False, upright="center"),
    "page.unit": Look(size=22, bold=True, colour=DEEP, upright="center"),
    "page.figure": Look(size=36, bold=True, colour=DEEP, across="center", upright="center", ground=TINT, wrap=False),
    "page.words": Look(size=16, bold=True, upright="center", ground=TINT),
    "page.sentence": Look(upright="center", ground=TINT),
    "page.text": Look(upright="center"),
    "page.short": Look(upright="center", wrap=False, shrink=True),
    "page.note": Look(bold=True, upright="center"),
    "page.muted": Look(colour=MUTED, upright="center"),
    "section": Look(size=13, bold=True, colour=DEEP, wrap=False, upright="center"),
    "head": Look(bold=True, colour=WHITE, ground=DEEP, upright="center", ruled=True, indent=1),
    "head.number": Look(bold=True, colour=WHITE, ground=DEEP, across="right", upright="center", ruled=True),
    "column": Look(size=9, bold=True, colour=WHITE, ground=DEEP, upright="center", ruled=True, indent=1),
    "column.number": Look(size=9, bold=True, colour=WHITE, ground=DEEP, across="right", upright="center", ruled=True),
    "head.last": Look(bold=True, colour=WHITE, ground=DEEP, across="right", upright="center", ruled=True, indent=1),
    "row.last": Look(upright="center", across="right", ruled=True, indent=1),
    "row.text": Look(upright="center", ruled=True, indent=1),
    "row.short": Look(upright="center", wrap=False, shrink=True, ruled=True, indent=1),
    "row.number": Look(upright="center", across="right", ruled=True),
    "row.score": Look(bold=True, upright="center", across="right", ruled=True),
    "cell.text": Look(size=9, ruled=True, indent=1),
    "cell.strong": Look(size=9, bold=True, ruled=True, indent=1),
    "cell.number": Look(size=9, across="right", ruled=True),
    "list.text": Look(size=9, wrap=False, upright="center", ruled=True, indent=1),
    "list.strong": Look(size=9, bold=True, wrap=False, upright="center", ruled=True, indent=1),
    "list.number": Look(size=9, wrap=False, upright="center", across="right", ruled=True),
    "sum.text": Look(size=9, bold=True, ground=TINT, ruled=True, indent=1),
    "sum.number": Look(size=9, bold=True, ground=TINT, across="right", ruled=True),
    "form.section": Look(size=11, bold=True, colour=WHITE, ground=DEEP, upright="center", ruled=True, indent=1),
    "form.about": Look(size=9, italic=True, colour=MUTED, ground=TINT, upright="center", ruled=True, indent=1),
    "form.question": Look(size=10, bold=True, ruled=True, indent=1),
    "form.option": Look(size=10, ruled=True, indent=3),
    "form.help": Look(size=8, colour=MUTED, ruled=True, indent=1),
    "form.entry": Look(size=10, ground=PAPER, framed=True, indent=1),
    "paper.question": Look(size=10.5, bold=True),
    "paper.help": Look(size=8.5, colour=MUTED),
    "paper.box": Look(size=10, indent=1),
    "paper.line": Look(size=9, colour=MUTED, indent=1, upright="center"),
    "form.doubt": Look(size=10, ground=DOUBT, framed=True, indent=1),
    "form.closed": Look(size=9, colour=MUTED, ground=SHADE, ruled=True),
    "finding.title": Look(bold=True, upright="center", ground=TINT, ruled=True, indent=1),
    "finding.text": Look(ruled=True, indent=1),
}


def room_for(text: str, style: str, units: float) -> float:
    """The height in points of a row that shows a text in a named style, in columns of so many units."""
    look = LOOKS[style]
    return row_height(text, units, look.size, bold=look.bold, indent=look.indent)


def prepare(workbook: Workbook) -> None:
    """Give a new workbook its standard font and its named styles."""
    from openpyxl.styles import Font

    plain = Font(name=FONT, size=SIZE, color=INK)
    fonts, styles = workbook._fonts, workbook._named_styles  # type: ignore[attr-defined]
    fonts.clear()
    fonts.add(plain)
    styles["Normal"].font = plain
    for name, look in LOOKS.items():
        workbook.add_named_style(named_style(name, look))


def named_style(name: str, look: Look) -> NamedStyle:
    """Turn a look into a style of the spreadsheet."""
    from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

    return NamedStyle(
        name=name,
        font=Font(name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.colour),
        fill=PatternFill("solid", fgColor=look.ground) if look.ground else PatternFill(),
        border=_border(look),
        alignment=Alignment(
            horizontal=look.across, vertical=look.upright, wrap_text=look.wrap, shrink_to_fit=look.shrink, indent=look.indent
        ),
    )


def _border(look: Look) -> Border:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color=RULE)
    if look.framed:
        return Border(bottom=side, top=side, left=side, right=side)
    return Border(bottom=side, top=side) if look.ruled else Border()
