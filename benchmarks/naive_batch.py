"""The batch as one would write it with openpyxl alone, in one process: the baseline that the real one is compared with.

    python naive_batch.py FOLDER OUTPUT.xlsx

It opens each workbook with openpyxl (read-only, values only), reads the same answers, scores them with the same engine, and
writes a sheet of scores and one of points with openpyxl (write-only). No gate, no list of problems, no manifest, no returns.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from belong_assess.files.returns.reading import read_template_return
from belong_assess.files.returns.tables import find_tables
from belong_assess.files.submissions import submission_from
from belong_assess.files.workbooks.grid import Book, Sheet
from belong_assess.responses.review import review
from belong_assess.scoring.engine import score
from belong_assess.workflows.library import Library


def content(held: Any) -> Any:
    """Bring a value of openpyxl into the form of a cell."""
    if isinstance(held, float):
        return int(held) if held.is_integer() else Decimal(repr(held))
    return held or None if isinstance(held, str) else held


def opened(path: Path) -> Book:
    """Open a workbook with openpyxl, every sheet of it."""
    workbook = load_workbook(path, read_only=True, data_only=True)
    sheets = {
        sheet.title: Sheet(sheet.title, [[content(held) for held in row] for row in sheet.iter_rows(values_only=True)])
        for sheet in workbook.worksheets
    }
    workbook.close()
    return Book(str(path), "xlsx", list(sheets), sheets.__getitem__, True)


def main(folder: str, output: str) -> None:
    """Read, score and write."""
    library, results = Library(), Workbook(write_only=True)
    scores, points = results.create_sheet("Scores"), results.create_sheet("Points")
    for path in sorted(Path(folder).glob("*.xlsx")):
        raw, _ = read_template_return(find_tables(opened(path)), library.methods)
        assert raw is not None
        assessment = library.present(raw.questionnaire, "en")
        submission, _ = submission_from(raw.data, assessment, path.name, raw.document)
        assert submission is not None
        review(assessment, submission, raw.document.where)
        result = score(assessment, submission)
        nodes = [None if node.score is None else float(node.score) for node in result.nodes.values()]
        scores.append([result.unit, path.name, *nodes])
        points.append(
            [result.unit, *(None if item.points is None else float(item.points) for item in result.items.values())]
        )
    results.save(output)


if __name__ == "__main__":
    main(*sys.argv[1:])
