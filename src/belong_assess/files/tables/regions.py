"""Reads regions whose answers stand in one row each, or in one column: each from its own cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from belong_assess.files.returns.cells import CellReader
from belong_assess.files.returns.data import DataReader
from belong_assess.files.returns.rows import Row
from belong_assess.files.submissions import RawSubmission
from belong_assess.files.tables.asked import Asked
from belong_assess.files.tables.captions import is_caption
from belong_assess.files.tables.columns import MOST_SUGGESTIONS, columns_of, said_of, shown
from belong_assess.files.tables.grid import Cells, Grid, Numbered, RegionRead, is_blank
from belong_assess.files.tables.kinds import Head, beyond
from belong_assess.files.tables.layout import Layout, padded
from belong_assess.files.tables.names import names_of
from belong_assess.files.tables.opening import Opening
from belong_assess.files.tables.places import RegionPlaces
from belong_assess.files.tables.voices import Voice, Voices
from belong_assess.files.workbooks.grid import address
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Problem

CAPTIONS_WITHIN = 4
"""So many rows (or columns) beside the names may hold the words of the questions, and are then no regions."""


class RegionsReader:
    """Reads the regions of one table."""

    def __init__(self, grid: Grid, head: Head, asked: Asked) -> None:
        self.grid = grid
        self.head = head
        self.columns = columns_of(head, asked.names)
        self.opening = Opening(grid, head, asked, self.columns.envelope, tuple(self.columns.named.values()))
        self.voices = Voices(asked, tuple(self.columns.envelope), self.columns.named, self.opening.meant)
        self.width = max(head.texts, default=-1) + 1
        self.suggested = 0

    def regions(self, lines: Iterable[Numbered]) -> Iterator[RegionRead]:
        """Return what was read of each region, with what is to be said of the table as a whole."""
        said = [*beyond(self.grid, self.head), *said_of(self.columns, self.grid, self.head, self.voices.asked.names)]
        yield from self.opening.regions(said, self.further(self._without_captions(lines)))

    def further(self, lines: Iterable[Numbered]) -> Iterator[RegionRead]:
        """Return what was read of each region, of regions alone."""
        return (read for line in lines if (read := self._region(line)) is not None)

    def _region(self, line: Numbered) -> RegionRead | None:
        """Read one region; nothing where its row is blank."""
        number, cells = line[0], padded(line[1], self.width)
        voice = self.voices.voice(tuple([cells[place] for place in self.columns.envelope.values()]))
        if voice is None or voice.words is None or voice.layout is None:
            return self._unread(number, cells, voice)
        layout, words, turned = voice.layout, voice.words, self.head.turned
        rows = layout.rows(self.grid.sheet, number, cells, turned=turned)
        if not _says_anything(rows):
            return None
        more = layout.more(self.grid.sheet, number, cells, turned=turned) if layout.further else {}
        reader = CellReader(words, self.grid.file, codes=True)
        data = {**voice.envelope, **DataReader(words.assessment, reader, rows, more).data()}
        problems = reader.problems
        if layout.strangers:
            problems = [*self._strangers(number, cells, layout, words.assessment), *problems]
        places = self._places(number, cells, rows, more, layout)
        return RegionRead(RawSubmission(data, places), problems, places.home)

    def _unread(self, number: int, cells: Cells, voice: Voice | None) -> RegionRead | None:
        """A region whose questionnaire is not known, or is none of those at hand."""
        if all(is_blank(cells[place]) for place in self.columns.named):
            return None
        places = self._places(number, cells, {}, {}, None)
        if voice is not None:
            return RegionRead(RawSubmission(dict(voice.envelope), places), [], places.home)
        cell = places.where(("questionnaire",)).cell
        return RegionRead(None, [self.opening.several_meant(cell)], places.home)

    def _places(
        self, number: int, cells: Cells, rows: dict[str, Row], more: dict[str, list[Row]], layout: Layout | None
    ) -> RegionPlaces:
        """Know where everything stands; the home of a region is its name, else its first place."""
        region = next(iter(self.columns.named)) if layout is None or layout.region is None else layout.region
        envelope = Row(self.grid.sheet, number, cells, self.columns.envelope, self.head.turned)
        return RegionPlaces(self.grid.file, rows, more, envelope, self._address(number, region))

    def _address(self, number: int, place: int) -> str:
        return address(place, number) if self.head.turned else address(number, place)

    def _without_captions(self, lines: Iterable[Numbered]) -> Iterator[Numbered]:
        for count, (number, cells) in enumerate(lines):
            if count >= CAPTIONS_WITHIN or not self._is_caption(padded(cells, self.width)):
                yield number, cells

    def _is_caption(self, cells: Cells) -> bool:
        for questionnaire in self.opening.candidates[:1]:
            assessment = self.voices.asked.present[questionnaire]
            rows = self.voices.layout(assessment).rows(self.grid.sheet, 0, cells, turned=False)
            return is_caption(rows, assessment)
        return False

    def _strangers(self, number: int, cells: Cells, layout: Layout, assessment: Assessment) -> Iterator[Problem]:
        """Answers under names that belong to other questionnaires than that of the region."""
        for place in layout.strangers:
            if is_blank(cells[place]):
                continue
            text = self.head.texts[place]
            near = names_of(assessment).near(text) if self.suggested < MOST_SUGGESTIONS else ""
            self.suggested += 1
            where = self.grid.where(self._address(number, place))
            yield Problem("answer.unknown_item", where, {"found": shown(text), "closest": near})


def _says_anything(rows: dict[str, Row]) -> bool:
    return any(not is_blank(row.cells[place]) for row in rows.values() for place in row.columns.values())
