"""What caps ask of answers: each part of a test in a row of its own, as a truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import get_args

from belong_assess.files.entries import column_entries
from belong_assess.files.slots import BESIDE, EVIDENCE
from belong_assess.files.template.live.answers import ANSWERED
from belong_assess.files.template.live.conditions import NOT_ASKED
from belong_assess.files.template.live.formula import (
    Cells,
    Fixed,
    Formula,
    all_,
    any_,
    choose,
    flag,
    formula,
    if_,
    is_one_of,
    plus,
)
from belong_assess.files.template.live.items import Items
from belong_assess.files.template.live.means import FULL, at_least, below, same
from belong_assess.files.template.live.readings import one_kind
from belong_assess.files.template.live.table import Table
from belong_assess.files.template.live.truths import FALSE, NA, NC, TRUE, UNKNOWN, all_of, any_of, opposite, truth
from belong_assess.files.template.live.words import NOT_OURS, TICKED, spelled
from belong_assess.model.predicates import (
    AllTests,
    AnyTest,
    CountTest,
    ItemTest,
    MeanTest,
    NotTest,
    OptionTicked,
    PointsTest,
    Selection,
    ShareTest,
    StateTest,
    Test,
)
from belong_assess.model.questionnaire import Choice, Group, Item, Ticks
from belong_assess.responses.submission import Confidence


class Predicates:
    """The hidden table of tests."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.assessment = items.assessment
        self.answers = items.answers
        self.table = Table("tests")

    def add(self, name: str, test: Test) -> Cells:
        """Add a test under a name, its parts under names below that; return the cell of its truth."""
        self.table.put(name, truth=self._truth(name, test))
        return self.table.at(name, "truth")

    def _truth(self, name: str, test: Test) -> Formula:
        match test:
            case AllTests(of=parts):
                return all_of(self._parts(name, parts))
            case AnyTest(of=parts):
                return any_of(self._parts(name, parts))
            case NotTest(of=part):
                return opposite(self.add(f"{name}/1", part))
            case PointsTest() | OptionTicked() | StateTest():
                return self._of_item(test)
            case CountTest() | ShareTest() | MeanTest():
                return self._of_selection(name, test)
            case _:
                return Fixed(UNKNOWN)  # no score is known to a cap, and the check of a method refuses such tests

    def _parts(self, name: str, parts: Sequence[Test]) -> list[Formula]:
        return [self.add(f"{name}/{number}", part) for number, part in enumerate(parts, 1)]

    # one question

    def _of_item(self, test: PointsTest | OptionTicked | StateTest) -> Formula:
        asked = test.item in self.items.table
        match test:
            case StateTest(item=item, one_of=states):
                return (
                    truth(is_one_of(self._result(item), *states)) if asked else Fixed(TRUE if NOT_ASKED in states else FALSE)
                )
            case OptionTicked(item=item, option=option):
                if not asked:
                    return Fixed(NA)
                if not isinstance(self.assessment.items[item].answer, Ticks):
                    return self._absence(item)
                ticked = truth(self.answers.piece(item, option).equals(TICKED))
                return if_(self._result(item).equals(ANSWERED), ticked, self._absence(item))
            case PointsTest(item=item, at_least=least, below=less, equals=equal, one_of=one_of):
                return self._of_points(item, least, less, equal, one_of) if asked else Fixed(NA)

    def _of_points(
        self,
        item: str,
        least: Decimal | None,
        less: Decimal | None,
        equal: Decimal | None,
        one_of: tuple[Decimal, ...] | None = None,
    ) -> Formula:
        """Compare points; a 0 that is only implied equals nothing."""
        points = self.items.at(item, "points")
        if least is not None:
            held = truth(at_least(points, least))
        elif less is not None:
            held = truth(below(points, less))
        else:
            known = (equal,) if equal is not None else one_of or ()
            fits = any_(*(same(points, each) for each in known)) if known else Fixed(FALSE)
            held = if_(self.items.at(item, "implied").equals(1), FALSE, truth(fits))
        return if_(self.items.at(item, "counted").equals(1), held, self._absence(item))

    def _result(self, item: str) -> Cells:
        return self.items.at(item, "result")

    def _absence(self, item: str) -> Formula:
        """The truth of a question about an item that is not counted."""
        waiting = self.items.at(item, "open").equals(1)
        return choose((waiting, UNKNOWN), (self._result(item).equals(NOT_OURS), NC), otherwise=NA)

    # several questions

    def _of_selection(self, name: str, test: CountTest | ShareTest | MeanTest) -> Formula:
        chosen = list(self._selected(test.among))
        if not chosen:
            return self._of_nothing(test)
        if isinstance(test, MeanTest):
            return self._of_mean(name, test, chosen)
        rows = [f"{name}/{item}" for item in chosen]
        for row, item in zip(rows, chosen, strict=True):
            self.table.put(row, truth=self._passes(item, test.where))
        cells = [self.table.at(row, "truth") for row in rows]
        certain, possible, failed = (plus([flag(c.equals(t)) for c in cells]) for t in (TRUE, UNKNOWN, FALSE))
        self.table.put(name, certain=certain, possible=certain + possible, known=certain + failed)
        at = self.table.at
        if isinstance(test, CountTest):
            ends = [_compared(at(name, end), test.at_least, test.below) for end in ("certain", "possible")]
            return if_(ends[0].equals(ends[1]), if_(ends[0], TRUE, FALSE), UNKNOWN)
        share = at(name, "certain") * FULL / at(name, "known")
        return if_(at(name, "known").equals(0), UNKNOWN, truth(_compared(share, test.at_least, test.below)))

    def _of_nothing(self, test: CountTest | ShareTest | MeanTest) -> Formula:
        if not isinstance(test, CountTest):
            return Fixed(UNKNOWN)
        return truth(_compared(Fixed(0), test.at_least, test.below))

    def _of_mean(self, name: str, test: MeanTest, chosen: list[str]) -> Formula:
        """Unknown unless at least half of them are counted."""
        self.table.put(
            name,
            known=plus([self.items.at(item, "counted") for item in chosen]),
            certain=plus([self.items.at(item, "points") for item in chosen]),
        )
        known, mean = self.table.at(name, "known"), self.table.at(name, "certain") / self.table.at(name, "known")
        held = _compared(mean, test.at_least, test.below, test.at_most)
        return if_(known * 2 < len(chosen), UNKNOWN, truth(held))

    def _passes(self, item: str, where: ItemTest) -> Formula:
        """Say whether one question passes what a count or a share asks."""
        answered = self._result(item).equals(ANSWERED)
        if where.state is not None:
            return truth(is_one_of(self._result(item), *where.state))
        if where.without_evidence is not None:
            evidence = self._evidence(item)
            held = truth(evidence.equals(0) if where.without_evidence else evidence.equals(1))
            return if_(all_(answered, self._has_entry(item)), held, NA)
        if where.confidence is not None:
            said = one_kind(self.answers.readings.said(item, "confidence"))
            labels = [entry.label for entry in column_entries("confidence", self.answers.readings.say)]
            label = labels[get_args(Confidence).index(where.confidence)]
            held = truth(is_one_of(said, spelled(label), where.confidence))
            return if_(all_(answered, self._has_entry(item)), held, NA)
        return self._of_points(item, where.at_least, where.below, where.equals)

    def _evidence(self, item: str) -> Cells:
        """1 where an answer has evidence, beside it or in the table of more evidence."""
        readings = self.answers.readings
        beside = (readings.said(item, column).differs("") for column in EVIDENCE)
        self.answers.table.put(item, evidence=flag(any_(*beside, readings.more(item) > 0)))
        return self.answers.table.at(item, "evidence")

    def _has_entry(self, item: str) -> Formula:
        """A group that is answered part by part has an entry of its own where something stands beside it."""
        if not isinstance(self.assessment.items[item].answer, Group):
            return formula(1).equals(1)
        readings = self.answers.readings
        return any_(*(readings.said(item, column).differs("") for column in BESIDE), readings.more(item) > 0)

    def _selected(self, selection: Selection) -> Iterator[str]:
        """The questions of a selection that the template asks."""
        named = self.assessment.items if selection.items is None else selection.items
        yield from (
            item for item in named if item in self.items.table and self._fits(selection, self.assessment.items[item])
        )

    def _fits(self, selection: Selection, item: Item) -> bool:
        assessment, placed = self.assessment, self.assessment.measured.get(item.id)
        bars = [bar for bars in placed.parts.values() for bar in bars] if placed else []
        scale = item.answer.scale if isinstance(item.answer, Choice) else None
        return (
            (selection.area is None or assessment.area_of.get(item.id) == selection.area)
            and (selection.field is None or item.competence == selection.field)
            and (selection.tag is None or selection.tag in (*(placed.tags if placed else ()), *bars))
            and (selection.bar is None or selection.bar in bars)
            and (selection.scales is None or scale in selection.scales)
            and (selection.ladder is None or assessment.is_ladder(item.answer) == selection.ladder)
        )


def _compared(
    number: Formula, least: Decimal | int | None, less: Decimal | int | None, most: Decimal | None = None
) -> Formula:
    if most is not None:
        return at_least(formula(most), number)
    if least is not None:
        return at_least(number, least)
    return below(number, less if less is not None else 0)
