"""The sheet of problems: every problem of every file, with its place and what to do."""

from __future__ import annotations

from belong_assess.problems import Location, Problem
from belong_assess.results.record import Record
from belong_assess.views.cohort_book.desk import Desk
from belong_assess.views.cohort_book.table import Head, Table
from belong_assess.views.cohort_words import file_text
from belong_assess.views.problems import fact_text, problem_line
from belong_assess.views.safe import safe

MOST_OF_A_FILE = 500
"""A file that is damaged throughout says so in its first problems."""
COLUMNS = (
    ("file", 26), ("sheet", 13), ("cell", 16), ("severity", 10), ("code", 22), ("what", 46), ("found", 20), ("expected", 24),
    ("fix", 50),
)  # fmt: skip
LOOKS = ("cell.strong", *("cell.text",) * (len(COLUMNS) - 1))


class ProblemSheet:
    """The problems as they come."""

    def __init__(self, desk: Desk) -> None:
        say = desk.say
        self.desk = desk
        heads = [Head(say(f"cohort.column.{name}"), width) for name, width in COLUMNS]
        self.table = Table(desk, say("cohort.sheet.problems"), say("cohort.problems.about"), heads, frozen=1)

    def add(self, record: Record) -> None:
        """Write the problems of one submission."""
        file = file_text(record.file, record.place, self.desk.say)
        for problem in record.problems[:MOST_OF_A_FILE]:
            self._row(self._texts(file, problem))
        more = len(record.problems) - MOST_OF_A_FILE
        if more > 0:
            self._row([file, *[""] * 4, self.desk.say.count("cohort.more_problems", more), *[""] * 3])

    def _row(self, texts: list[str]) -> None:
        self.table.add_texts(texts, LOOKS)

    def _texts(self, file: str, problem: Problem) -> list[str]:
        say, line = self.desk.say, problem_line(problem, self.desk.say)
        found, expected = (fact_text(problem.facts.get(name, ""), say) for name in ("found", "expected"))
        sheet, cell = self._place(problem.where)
        return [file, sheet, cell, line.label, problem.code, line.what, found, expected, line.fix]

    def _place(self, where: Location) -> tuple[str, str]:
        """Sheet and cell; in a text file the line, else the path of the value."""
        if where.cell:
            return safe(where.sheet), where.cell
        if where.line is not None:
            return safe(where.sheet), self.desk.say("cohort.line", line=where.line, column=where.column or 1)
        return safe(where.sheet), safe(".".join(str(piece) for piece in where.path if piece != ""))

    def close(self) -> None:
        """Finish the sheet."""
        self.table.close()
