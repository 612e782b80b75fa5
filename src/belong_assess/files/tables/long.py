"""Reads regions that have a row for each answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from belong_assess.files.returns.cells import CellReader
from belong_assess.files.returns.data import DataReader
from belong_assess.files.returns.reading import without_a_single_reading
from belong_assess.files.returns.rows import Row
from belong_assess.files.submissions import RawSubmission
from belong_assess.files.tables.answers import READ, Answers
from belong_assess.files.tables.asked import Asked
from belong_assess.files.tables.columns import MOST_SUGGESTIONS, shown, unknown
from belong_assess.files.tables.envelope import envelope_of, plain
from belong_assess.files.tables.gather import Gatherer, Keys, below
from belong_assess.files.tables.grid import Cells, Grid, Numbered, RegionRead, is_blank
from belong_assess.files.tables.kinds import Head
from belong_assess.files.tables.layout import BLANK, padded
from belong_assess.files.tables.names import ANSWER, ENVELOPE, REGION, Names, names_of
from belong_assess.files.tables.opening import Opening
from belong_assess.files.tables.places import RegionPlaces
from belong_assess.files.tables.rows import Placed, pieced
from belong_assess.files.workbooks.grid import address
from belong_assess.problems import Problem, closest


class LongReader:
    """Reads the regions of one table, or of the `lines` of a part of one, of which it is known what it answers (`meant`).

    A column that is called like a fact holds that fact, in any row of a region.
    """

    def __init__(
        self, grid: Grid, head: Head, asked: Asked, lines: Callable[[], Iterator[Numbered]] | None = None, meant: str = ""
    ) -> None:
        self.grid = grid
        self.head = head
        self.asked = asked
        self.keys = Keys(head, asked.names)
        self.gatherer = Gatherer(grid, lines or (lambda: below(grid, head)), head, asked.names)
        others = {place: text for place, text in head.texts.items() if place not in head.columns.values()}
        self.facts = {text: place for place, text in others.items() if (name := asked.names.name(text)) and name.slot}
        self.rest = [place for place, text in others.items() if text not in self.facts]
        self.columns = {code: place for code, place in head.columns.items() if code in READ}
        self.bare = {ANSWER: head.columns[ANSWER]}
        self.beside = tuple(place for code, place in self.columns.items() if code != ANSWER)
        self.width = max(head.texts) + 1
        self.suggested = 0
        self.lines = {line: head.columns[line] for line in ENVELOPE if line in head.columns}
        ids = tuple(self.gatherer.survey.ids)
        said = {name.column: 0 for text in ids if (name := asked.names.name(text)) and not name.slot}
        self.opening = Opening(grid, head, asked, {**said, **self.lines}, ids, meant)

    def regions(self) -> Iterator[RegionRead]:
        """Return what was read of each region, with what is to be said of the table as a whole."""
        yield from self.opening.regions(self._said(), self.further())

    def further(self) -> Iterator[RegionRead]:
        """Return what was read of each region, of regions alone."""
        return map(self._region, self.gatherer.groups())

    def _said(self) -> list[Problem]:
        known = (*READ, *ENVELOPE, REGION, "id")
        said = list(unknown(self.grid, self.head, self.rest, lambda text: closest(text, known)))
        down = self.gatherer.survey.filled_down
        if down is not None:
            cell = Row(self.grid.sheet, down, (), self.head.columns).cell(REGION)
            said.append(Problem("table.filled_down", self.grid.where(cell)))
        return said

    def _region(self, lines: Sequence[Numbered]) -> RegionRead:
        rows = [(self.keys.id_of(cells), self._row(number, cells)) for number, cells in lines]
        home = address(lines[0][0], self.head.columns.get(REGION, self.head.columns[ANSWER]))
        envelope, problems = self._envelope(rows)
        said = {line: plain(placed.content) for line, placed in envelope.items()}
        named = said.get("questionnaire", "")
        questionnaire = self.asked.questionnaire(named) if named else self.opening.meant
        if problems or not questionnaire:
            return RegionRead(None, problems or [self.opening.several_meant(home)], home)
        data, words = envelope_of(said, questionnaire, self.asked)
        answers = Answers(
            self.grid, names_of(*([] if words is None else [words.assessment])), self._near, self.keys.id_place
        )
        if words is not None:
            self._take(answers, rows)
            reader = CellReader(words, self.grid.file, codes=True)
            data |= DataReader(words.assessment, reader, answers.rows, answers.more).data()
            without_a_single_reading(data, answers.twice)
            problems = [*answers.problems, *reader.problems]
        line = pieced(self.grid.sheet, envelope)
        return RegionRead(
            RawSubmission(data, RegionPlaces(self.grid.file, answers.rows, answers.more, line, home)), problems, home
        )

    def _row(self, number: int, cells: Cells) -> Row:
        """A row with its columns: the answer alone where nothing stands beside it."""
        cells = padded(cells, self.width)
        filled = any(cells[place] not in BLANK for place in self.beside)
        return Row(self.grid.sheet, number, cells, self.columns if filled else self.bare)

    def _take(self, answers: Answers, rows: Sequence[tuple[str, Row]]) -> None:
        """Take in every row by its id, and what all of them say of their region."""
        if (place := self.head.columns.get(REGION)) is not None:
            answers.take_fact(REGION, self._of_fact(rows[0][1], place))
        for text, row in rows:
            for fact, place in self.facts.items():
                answers.take_fact(fact, self._of_fact(row, place))
            answers.take(text, row)
        answers.finish()

    def _of_fact(self, row: Row, place: int) -> Row:
        return Row(row.sheet, row.number, row.cells, {ANSWER: place})

    def _envelope(self, rows: Sequence[tuple[str, Row]]) -> tuple[Mapping[str, Placed], list[Problem]]:
        """Return what a region says of itself; where it says two things of one, nobody can tell which is right."""
        held: dict[str, Placed] = {}
        problems: dict[str, Problem] = {}
        for line, placed in self._said_in(rows):
            first = held.setdefault(line, placed)
            readings = plain(first.content), plain(placed.content)
            if readings[0] != readings[1]:
                facts = {"item": line, "found": shown(readings[1]), "first": shown(readings[0]), "cell": first.cell}
                problems.setdefault(line, Problem("table.says_two_things", self.grid.where(placed.cell), facts))
        return held, list(problems.values())

    def _said_in(self, rows: Sequence[tuple[str, Row]]) -> Iterator[tuple[str, Placed]]:
        for text, row in rows:
            for line, place in self.lines.items():
                if not is_blank(content := row.cells[place]):
                    yield line, Placed(content, address(row.number, place))
            name = self.asked.names.name(text)
            if name is not None and not name.slot and (content := row.get(ANSWER)) is not None:
                yield name.column, Placed(content, row.cell(ANSWER))

    def _near(self, names: Names, text: str) -> str:
        """The names nearest to an unknown one; after many of those nothing is looked up any more."""
        self.suggested += 1
        return names.near(text) if self.suggested <= MOST_SUGGESTIONS else ""
