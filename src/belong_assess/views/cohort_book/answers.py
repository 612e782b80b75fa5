"""Two tables with a column for each question: the points of every submission, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.responses.submission import Number
from belong_assess.results.record import ItemFigures, Record
from belong_assess.views.cohort_book.desk import Desk
from belong_assess.views.cohort_book.table import Head, Table
from belong_assess.views.cohort_book.wording import WHOLE, Wording
from belong_assess.views.cohort_words import file_text
from belong_assess.views.safe import safe

REGION_WIDTH, POINTS_WIDTH, ANSWER_WIDTH = 26, 6.5, 9.5
FIXED = 2
TEXT, STRONG, NUMBER = "list.text", "list.strong", "list.number"
MOST_STEPS = 100


class QuestionTables:
    """Points and answers of one method version."""

    def __init__(self, desk: Desk, wording: Wording, names: tuple[str, str], abouts: tuple[str, str]) -> None:
        self.desk = desk
        self.wording = wording
        self.items = tuple(wording.assessment.items)
        groups = tuple(_areas(wording, desk))
        self.points = Table(desk, names[0], abouts[0], self._heads(POINTS_WIDTH), groups=groups, frozen=1)
        self.answers = Table(desk, names[1], abouts[1], self._heads(ANSWER_WIDTH), groups=groups, frozen=1)
        self._points: dict[Number | None, str] = {None: desk.cells.empty(NUMBER)}
        self._answers: dict[tuple[str, str], str] = {}
        self._steps = {str(step): step for step in range(MOST_STEPS)}

    def _heads(self, width: float) -> list[Head]:
        say = self.desk.say
        fixed = [Head(say("cohort.column.region"), REGION_WIDTH), Head(say("cohort.column.file"), REGION_WIDTH)]
        return [*fixed, *(Head(item, width, "column.number") for item in self.items)]

    def add(self, record: Record) -> None:
        """Write the two rows of one submission."""
        text, say = self.desk.cells.text, self.desk.say
        name = text(safe(record.unit) or say("report.unnamed"), STRONG)
        file = text(file_text(record.file, record.place, say), TEXT)
        held = record.items
        found = [held[item] for item in self.items]
        self.points.add([name, file, *[self._point(item) for item in found]])
        self.answers.add([name, file, *[self._answer(item) for item in found]])

    def _point(self, item: ItemFigures) -> str:
        """Points at full precision; whoever has none has an empty cell."""
        points = item.points
        if (known := self._points.get(points)) is None:
            assert points is not None
            known = self.desk.cells.number(points, NUMBER, self.wording.point_format(points))
            if len(self._points) < MOST_STEPS:
                self._points[points] = known
        return known

    def _answer(self, item: ItemFigures) -> str:
        """The stored answer; a step as a number, so that it can be counted; where none counts, its state."""
        key = item.state, item.answer
        if (known := self._answers.get(key)) is None:
            known = self._ready(*key)
            if len(self._answers) < MOST_STEPS * MOST_STEPS:
                self._answers[key] = known
        return known

    def _ready(self, state: str, answer: str) -> str:
        ready, say = self.desk.cells, self.desk.say
        if state == "answered":
            step = self._steps.get(answer)
            return ready.text(answer, TEXT) if step is None else ready.number(step, NUMBER, WHOLE)
        label = say(f"cohort.code.{state}")
        return ready.text(
            say("cohort.state_answer", state=label, answer=answer) if answer not in ("", state) else label, TEXT
        )

    def close(self) -> None:
        """Finish both sheets."""
        self.points.close()
        self.answers.close()


def _areas(wording: Wording, desk: Desk) -> Iterator[tuple[int, str]]:
    """The title of each area above its first question."""
    assessment, last = wording.assessment, ""
    for column, item in enumerate(assessment.items, FIXED):
        area = assessment.area_of.get(item, "")
        if area and area != last:
            yield column, desk.say("cohort.heading.area", id=area, title=assessment.area_title(area))
        last = area
