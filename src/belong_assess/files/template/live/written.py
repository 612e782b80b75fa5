"""How a formula is written out, as Excel stores it: English names, commas, absolute addresses."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from belong_assess.files.template.live.formula import LONGEST_TEXT, Call, Cells, Fixed, Formula, Pair

LONGEST_FORMULA = 8192
"""What Excel takes of a formula, in characters."""

Places = Mapping[str, tuple[str, int]]
"""Where tables stand: by their name the sheet, and the row of their headings; another name is a sheet itself."""


def text_of(content: Formula, places: Places) -> str:
    """Write a formula out; `places` say where tables stand."""
    text = f"={_written(content, places)}"
    assert len(text) <= LONGEST_FORMULA, text[:200]
    return text


def _written(content: Formula, places: Places) -> str:
    match content:
        case Fixed(content=str() as held):
            assert len(held) <= LONGEST_TEXT, held
            return '"' + held.replace('"', '""') + '"'
        case Fixed(content=held):
            return repr(held)
        case Cells():
            return address_of(content, places)
        case Pair(sign=sign, left=left, right=right):
            return f"{_side(left, places)}{sign}{_side(right, places)}"
        case Call(name=name, of=of):
            return f"{name}({','.join(_written(each, places) for each in of)})"
        case _:
            raise TypeError(content)


def _side(content: Formula, places: Places) -> str:
    """A pair inside a pair stands in brackets, and so does a number below 0."""
    below = isinstance(content, Fixed) and not isinstance(content.content, str) and content.content < 0
    text = _written(content, places)
    return f"({text})" if isinstance(content, Pair) or below else text


def address_of(cells: Cells, places: Places) -> str:
    """Write where cells stand."""
    sheet, top = places.get(cells.sheet, (cells.sheet, 0))
    first, last = (xl_rowcol_to_cell(top + row, cells.column, True, True) for row in (cells.first, cells.last))
    return f"{quote_sheetname(sheet)}!{first if cells.first == cells.last else f'{first}:{last}'}"
