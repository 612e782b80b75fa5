"""The same cells in another format: a workbook as an open document, one of its sheets as a text table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime, time
from xml.sax.saxutils import escape

from support.grids import Box, Grid
from support.packages import open_parts, quoted, zipped


def open_document(grids: Sequence[Grid]) -> bytes:
    """Write the cells of a workbook as .ods."""
    tables = [
        "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in grid.rows) for grid in grids
    ]
    parts = open_parts(*tables)
    for number, grid in enumerate(grids, 1):
        named = f'table:name="S{number}"'.encode()
        parts["content.xml"] = parts["content.xml"].replace(named, f"table:name={quoted(grid.title)}".encode(), 1)
    return zipped(parts)


def _row(row: list[Box]) -> str:
    return f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>"


def _cell(box: Box) -> str:
    held = box.value
    if box.kind == "f":
        return f'<table:table-cell table:formula={quoted(f"of:{held}")} office:value-type="float" office:value="0"/>'
    match held:
        case None:
            return "<table:table-cell/>"
        case bool():
            return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(held).lower()}"/>'
        case int() | float():
            kind = "percentage" if "%" in box.shown else "float"
            return f'<table:table-cell office:value-type="{kind}" office:value="{held!r}"/>'
        case datetime():
            return f'<table:table-cell office:value-type="date" office:date-value="{held.date().isoformat()}"/>'
        case _:
            lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(held).split("\n"))
            return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def text_table(grid: Grid, *, delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """Write a sheet as CSV, each cell as it is shown."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    for row in grid.rows:
        writer.writerow([shown(box) for box in row])
    return out.getvalue().encode(encoding)


def shown(box: Box) -> str:
    """Write what a cell holds as people see it; of a formula its value, where it has one."""
    held = box.value
    if box.kind == "f" and box.cached is not None and not str(box.cached).startswith("#"):
        held = box.cached
    match held:
        case None:
            return ""
        case bool():
            return str(held).upper()
        case datetime():
            return held.date().isoformat()
        case time():
            return held.isoformat()
        case float() if "%" in box.shown:
            return f"{held * 100:.15g} %"
        case float():
            return f"{held:.15g}"
        case _:
            return str(held)
