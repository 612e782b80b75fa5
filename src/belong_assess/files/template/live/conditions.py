"""Whether a question is asked: each part of its condition in a row, as it stands and with doubtful answers unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from belong_assess.files.template.live.answers import ANSWERED, OPEN, Answers
from belong_assess.files.template.live.formula import (
    Cells,
    Fixed,
    Formula,
    all_,
    any_,
    choose,
    if_,
    is_one_of,
    opening,
)
from belong_assess.files.template.live.table import Table
from belong_assess.files.template.live.truths import FALSE, NA, NC, TRUE, UNKNOWN, all_of, any_of, opposite, truth
from belong_assess.files.template.live.words import FORBIDDEN, NOT_APPLICABLE, NOT_OURS, TICKED, UNREAD, named
from belong_assess.model.conditions import AllOf, AnswerTest, AnyOf, Condition, FactTest, Not, TickedTest
from belong_assess.model.questionnaire import Choice, Count, Measure, Pick, Steps, Ticks

NOT_ASKED = "not_asked"
NOW, DOUBTING = "now", "doubting"


class Conditions:
    """The hidden table of conditions. `standings` holds the state of each question and whether that is uncertain."""

    def __init__(self, answers: Answers, standings: Table) -> None:
        self.assessment = answers.assessment
        self.answers = answers
        self.readings = answers.readings
        self.standings = standings
        self.table = Table("conditions")

    def add(self, name: str, condition: Condition) -> None:
        """Add a condition under a name, its parts under names below that."""
        match condition:
            case AllOf(of=parts):
                self._both(name, [all_of(each) for each in self._parts(name, parts)])
            case AnyOf(of=parts):
                self._both(name, [any_of(each) for each in self._parts(name, parts)])
            case Not(of=part):
                self._both(name, [opposite(each) for (each,) in self._parts(name, [part])])
            case FactTest():
                self._both(name, [self._of_fact(condition)] * 2)
            case AnswerTest() | TickedTest():
                self._of_answer(name, condition)
            case _:
                assert_never(condition)

    def now(self, name: str) -> Cells:
        """The truth of a condition as it stands."""
        return self.table.at(name, NOW)

    def doubting(self, name: str) -> Cells:
        """The same where an answer that may turn out not to be asked is unknown."""
        return self.table.at(name, DOUBTING)

    def _parts(self, name: str, parts: Sequence[Condition]) -> tuple[list[Formula], list[Formula]]:
        names = [f"{name}/{number}" for number in range(1, len(parts) + 1)]
        for below, part in zip(names, parts, strict=True):
            self.add(below, part)
        return [self.now(below) for below in names], [self.doubting(below) for below in names]

    def _both(self, name: str, truths: Sequence[Formula]) -> None:
        now, doubting = truths
        self.table.put(name, now=now, doubting=doubting)

    # facts

    def _of_fact(self, test: FactTest) -> Formula:
        fact = self.assessment.facts[test.fact]
        if not isinstance(fact.answer, Pick):
            return Fixed(UNKNOWN)
        main = self.readings.code(fact.id)
        absent = (is_one_of(main, NOT_APPLICABLE, FORBIDDEN), NA)
        if not fact.answer.several:
            wanted = is_one_of(main, *map(named, test.one_of))
            return choose(absent, (wanted, TRUE), (opening(main).equals(":"), FALSE), otherwise=UNKNOWN)
        options = {option.id: self.readings.code(f"{fact.id}/{option.id}") for option in fact.answer.options}
        below = any_(*(code.differs("") for code in options.values()))
        unclear = any_(*(code.equals(UNREAD) for code in options.values()))
        ticked = any_(*(code.equals(TICKED) for code in options.values()))
        wanted = any_(*(options[each].equals(TICKED) for each in test.one_of if each in options))
        return choose(
            (main.differs(""), if_(below, UNKNOWN, choose(absent, otherwise=UNKNOWN))),
            (unclear, UNKNOWN),
            (wanted, TRUE),
            (ticked, FALSE),
            otherwise=UNKNOWN,
        )

    # earlier answers

    def _of_answer(self, name: str, test: AnswerTest | TickedTest) -> None:
        if test.item not in self.standings:
            self._both(name, [Fixed(FALSE), Fixed(FALSE)])
            return
        state = self.standings.at(test.item, "state")
        held = choose((state.equals(NOT_OURS), NC), (state.equals(NOT_APPLICABLE), NA), (state.equals(NOT_ASKED), FALSE),
            (is_one_of(state, *OPEN), UNKNOWN), otherwise=self._compared(test))  # fmt: skip
        uncertain = self.standings.at(test.item, "uncertain").equals(1)
        self.table.add([name])
        doubtful = all_(state.equals(ANSWERED), uncertain, self.now(name).equals(TRUE))
        self.table.put(name, now=held, doubting=if_(doubtful, UNKNOWN, self.now(name)))

    def _compared(self, test: AnswerTest | TickedTest) -> Formula:
        """What was answered, against what the test asks for."""
        answer, main = self.assessment.items[test.item].answer, self.answers.main(test.item)
        match answer, test:
            case Ticks(), TickedTest(option=option):
                return truth(self.answers.piece(test.item, option).equals(TICKED))
            case Choice() | Steps() | Count() | Measure(), AnswerTest(at_least=int() as least):
                return truth(main >= least)
            case Choice() | Steps() | Count() | Measure(), AnswerTest(below=int() as below):
                return truth(main < below)
            case Choice() | Steps() | Count() | Measure(), AnswerTest(one_of=tuple() as known):
                return truth(is_one_of(main, *known))
            case _:
                return Fixed(UNKNOWN)
