"""Finds the rows of a template in a workbook: by their ids, in any order, on any sheet, below the codes of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from belong_assess.files.returns.rows import Row
from belong_assess.files.slots import COLUMNS, EVIDENCE, FILLED, slots
from belong_assess.files.template.head import COUNTS, COVER, KEYS, LISTS, MARK, META, corner_pairs
from belong_assess.files.workbooks.grid import Book, Content, Damaged, Sheet, address
from belong_assess.files.workbooks.typed import text_of
from belong_assess.language.texts import language
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Location, Problem, closest
from belong_assess.responses.plain_text import folded

LAST_CODE_ROW = 40
"""So far down a sheet the row of column codes is looked for: people put letters and logos above a table."""

MOST_SUGGESTIONS = 20
MOST_SHOWN = 60


@dataclass(slots=True)
class Table:
    """One table of a template: its head as it says, its rows below the codes."""

    sheet: Sheet
    head: Mapping[str, str]
    corner: tuple[int, int]
    columns: Mapping[str, int]


@dataclass(slots=True)
class Found:
    """What a workbook holds of a template."""

    file: str
    meta: Mapping[str, str] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def find_tables(book: Book) -> Found:
    """Look through the sheets of a workbook for what a template is known by."""
    found = Found(book.file)
    passed_over = {LISTS, COUNTS}
    for name in sorted(book.names, key=lambda name: name != META):
        if name in passed_over:
            continue
        try:
            sheet = book.sheet(name)
        except Damaged as damaged:
            found.problems.append(damaged.problem)
            continue
        if name == META:
            pairs = _pairs(sheet)
            found.meta = {key: held for key, held in pairs.items() if key in KEYS}
            passed_over.add(pairs.get(COVER, META))
        elif (table := _table(sheet)) is not None:
            found.tables.append(table)
    return found


def _pairs(sheet: Sheet) -> dict[str, str]:
    return {text_of(row[0]): text_of(row[1]) for row in sheet.rows if len(row) > 1}


def _table(sheet: Sheet) -> Table | None:
    for number, row in enumerate(sheet.rows[:LAST_CODE_ROW]):
        for place, content in enumerate(row):
            if isinstance(content, str) and content.startswith(MARK) and (head := corner_pairs(content)) is not None:
                columns = {folded(text_of(code)): at for at, code in enumerate(row) if code is not None}
                known = {code: at for code, at in columns.items() if code in COLUMNS}
                return Table(sheet, head, (number, place), {**known, "id": place})
    return None


def head_of(found: Found) -> tuple[Mapping[str, str] | None, list[Problem]]:
    """Return what the file says of itself; where its places disagree, nobody can tell which one is right."""
    heads = [(found.meta, META, "A1")] if found.meta else []
    heads += [(table.head, table.sheet.name, address(*table.corner)) for table in found.tables]
    if not heads:
        return None, [Problem("return.no_head", Location(found.file), {})]
    first = heads[0][0]
    for other, sheet, cell in heads[1:]:
        for key, held in other.items():
            if first.get(key, held) != held:
                facts = {"found": held, "expected": first[key]}
                return None, [Problem("return.heads_differ", Location(found.file, sheet=sheet, cell=cell), facts)]
    merged: dict[str, str] = {}
    for head, _, _ in heads:
        merged = {**head, **merged}
    return merged, []


class RowFinder:
    """Gathers rows by slot; what has no id, an unknown id or an id twice is told, and a table without its answers."""

    def __init__(self, found: Found, assessment: Assessment) -> None:
        self.file = found.file
        self.headings = folded(language(assessment.language)("template.column.id"))
        self.known = slots(assessment)
        self.folded = {folded(name): name for name in self.known}
        self.rows: dict[str, Row] = {}
        self.more: dict[str, list[Row]] = {}
        self.twice: set[str] = set()
        self.problems: list[Problem] = []
        for table in found.tables:
            evidence = table.columns.keys().isdisjoint(("answer", "question"))
            if not evidence and "answer" not in table.columns:
                where = Location(found.file, sheet=table.sheet.name, cell=address(*table.corner))
                self.problems.append(Problem("return.column_missing", where, {"found": "answer"}))
            narrow = _Narrowing(table.columns)
            for row in self._rows(table):
                self._take(row, narrow, evidence=evidence)

    def _rows(self, table: Table) -> Iterator[Row]:
        """The rows below the codes that hold something. Visible headings hold no id; they stand right below unless moved."""
        first, name, id_column = table.corner[0] + 1, table.sheet.name, table.columns["id"]
        for number, cells in enumerate(table.sheet.rows[first:], first):
            id_ = cells[id_column] if id_column < len(cells) else None
            if id_ not in self.known and (self._is_heading(text_of(id_), number == first) or not any(map(_is_there, cells))):
                continue
            yield Row(name, number, cells, table.columns)

    def _is_heading(self, id_: str, first: bool) -> bool:
        return folded(id_) == self.headings or (first and self._named(id_) is None)

    def _take(self, row: Row, narrow: _Narrowing, *, evidence: bool) -> None:
        id_ = row.get("id")
        name = self._named(text_of(id_ if id_ is not None else row.get("no")))
        if name is None:
            self._nameless(row)
            return
        row = narrow.row(row)
        if evidence:
            self.more.setdefault(name.partition("/")[0], []).append(row)
        elif name in self.rows and _filled(row):
            self._again(name, row)
        elif name not in self.rows or not _filled(self.rows[name]):
            self.rows[name] = row

    def _named(self, text: str) -> str | None:
        return text if text in self.known else self.folded.get(folded(text))

    def _nameless(self, row: Row) -> None:
        """A row of a heading, or one that somebody put in: only what was written into it is missed."""
        written = [column for column in (*FILLED, *EVIDENCE) if row.get(column) is not None]
        if not written:
            return
        where = Location(self.file, sheet=row.sheet, cell=row.cell(written[0]))
        given = text_of(row.get("id") if row.get("id") is not None else row.get("no")).strip()
        if given:
            near = closest(given, self.known) if len(self.problems) < MOST_SUGGESTIONS else ""
            self.problems.append(Problem("answer.unknown_item", where, {"found": given, "closest": near}))
        else:
            found = text_of(row.get(written[0]))[:MOST_SHOWN]
            self.problems.append(Problem("return.row_without_id", where, {"found": found}))

    def _again(self, name: str, row: Row) -> None:
        """The same row once more: harmless where it says the same."""
        first = self.rows[name]
        if not _filled(first):
            self.rows[name] = row
        elif (column := next((each for each in FILLED if first.get(each) != row.get(each)), "")) != "":
            self.twice.add(name)
            readings = [text_of(each.get(column))[:MOST_SHOWN] or "–" for each in (first, row)]
            where = Location(self.file, sheet=row.sheet, cell=row.cell(column))
            facts = {"item": name, "found": readings[1], "first": readings[0], "cell": first.cell(column)}
            self.problems.append(Problem("return.twice", where, facts))


class _Narrowing:
    """Leaves a row the columns in which something stands, and that of its answer: most rows hold little else."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self.places = [(column, columns[column]) for column in FILLED if column in columns]
        self.answer = {"answer": columns["answer"]} if "answer" in columns else {}
        self.known: dict[tuple[str, ...], Mapping[str, int]] = {}

    def row(self, row: Row) -> Row:
        cells, length = row.cells, len(row.cells)
        held = tuple([column for column, place in self.places if place < length and cells[place] is not None])
        if (columns := self.known.get(held)) is None:
            columns = self.known[held] = {**self.answer, **{column: row.columns[column] for column in held}}
        return Row(row.sheet, row.number, cells, columns)


def _is_there(content: Content) -> bool:
    return content is not None


def _filled(row: Row) -> bool:
    return any(row.get(column) is not None for column in row.columns)
