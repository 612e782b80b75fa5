"""What was said of a question or of a part of one: the state of the answer, its step or figure, and what was ticked."""

from __future__ import annotations

from typing import assert_never

from belong_assess.files.slots import BESIDE, OTHER, pieces
from belong_assess.files.template.live.formula import (
    Cells,
    Fixed,
    Formula,
    Scalar,
    all_,
    any_,
    choose,
    flag,
    if_,
    is_number,
    is_one_of,
    plus,
)
from belong_assess.files.template.live.powers import Powers
from belong_assess.files.template.live.readings import Readings, one_kind
from belong_assess.files.template.live.table import Table
from belong_assess.files.template.live.words import (
    DONT_KNOW,
    FORBIDDEN,
    LATER,
    NONE,
    NOT_APPLICABLE,
    NOT_OURS,
    PLANNING,
    POWER,
    SAYS_NO,
    TICKED,
    UNREAD,
)
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import (
    Answer,
    Choice,
    Count,
    Day,
    Figure,
    FreeText,
    Group,
    Item,
    Measure,
    Pair,
    Pick,
    Steps,
    Ticks,
)

ANSWERED, SKIPPED = "answered", "skipped"
OPEN = (DONT_KNOW, SKIPPED)


class Answers:
    """The hidden table of answers, one row for each question and each part of one."""

    def __init__(self, assessment: Assessment, readings: Readings, powers: Powers) -> None:
        self.assessment = assessment
        self.readings = readings
        self.powers = powers
        self.table = Table("answers")
        self.places: dict[tuple[str, str], str] = {}

    def add(self, item: Item) -> None:
        """Add a question, its parts first."""
        for part in self.assessment.parts_of(item.id):
            self._asked(f"{item.id}.{part.id}", item, part.answer)
        self._asked(item.id, item, item.answer)

    def state(self, asked: str) -> Cells:
        """The state of an answer: answered, DK, skipped, NC or NA."""
        return self.table.at(asked, "state")

    def main(self, asked: str) -> Cells:
        """The step or figure of an answer, or the code of what was said instead."""
        return self.table.at(asked, "main")

    def piece(self, asked: str, piece: str) -> Cells:
        """What stands in an option or a detail."""
        return self.table.at(asked, self.places[asked, piece])

    def _asked(self, asked: str, item: Item, answer: Answer) -> None:
        put = self.table.put
        put(asked, main=self.readings.code(asked))
        for place, (_, piece) in enumerate(pieces(answer), 1):
            self.places[asked, piece] = f"piece {place}"
            self.table.set(asked, f"piece {place}", self.readings.code(f"{asked}/{piece}"))
        if item.competence is not None:
            self._power(asked, item.competence)
        put(asked, instead=self._instead(asked, item))
        put(asked, state=self._state(asked, item, answer))

    def _state(self, asked: str, item: Item, answer: Answer) -> Formula:
        main, blank, instead = self.main(asked), self._blank(asked, item), self.table.at(asked, "instead")
        match answer:
            case Choice() | Steps() | Count() | Measure() | Figure():
                return choose((main.equals(""), blank), (is_number(main), ANSWERED), otherwise=instead)
            case Ticks():
                return self._of_ticks(asked, answer, blank, instead)
            case Pair():
                return self._of_pair(asked, answer, blank, instead)
            case Group():
                speaks = is_one_of(main, "", LATER)
                return if_(speaks, self._of_group(asked, answer), instead)
            case FreeText() | Day() | Pick():
                raise ValueError("a fact is no question")
            case _:
                assert_never(answer)

    # what is said instead of an answer

    def _instead(self, asked: str, item: Item) -> Formula:
        """What is not understood is open."""
        main = self.main(asked)
        law = self.readings.said(asked, "holder").differs("")
        ours = SKIPPED if item.competence is None else self.table.at(asked, "not_ours")
        return choose(
            (main.equals(DONT_KNOW), DONT_KNOW),
            (main.equals(NOT_APPLICABLE), NOT_APPLICABLE),
            (main.equals(FORBIDDEN), if_(law, NOT_APPLICABLE, SKIPPED)),
            (main.equals(NOT_OURS), ours),
            otherwise=SKIPPED,
        )

    def _power(self, asked: str, field: str) -> None:
        """Hold "not our competence" against the profile: with power it needs proof, with planning an explanation."""
        put, at, said, role = self.table.put, self.table.at, self.readings.said, self.powers.role(field)
        put(asked, holder=flag(any_(said(asked, "holder").differs(""), self.powers.holder(field).equals(1))))
        by, second = one_kind(said(asked, "by")), one_kind(said(asked, "confirmed"))
        put(asked, second=flag(all_(second.differs(""), second.differs(by))))
        proven = all_(at(asked, "holder").equals(1), said(asked, "reason").differs(""), at(asked, "second").equals(1))
        explained = all_(at(asked, "holder").equals(1), said(asked, "note").differs(""))
        judged = choose(
            (role.equals(""), SKIPPED),
            (role.equals(POWER), if_(proven, NOT_OURS, SKIPPED)),
            (role.equals(PLANNING), if_(explained, NOT_OURS, SKIPPED)),
            otherwise=NOT_OURS,
        )
        put(asked, not_ours=judged)
        put(asked, beside=flag(any_(*(said(asked, c).differs("") for c in BESIDE), self.readings.more(asked) > 0)))

    def _blank(self, asked: str, item: Item) -> Formula:
        """A blank with nothing beside it is not ours where that is confirmed for the whole field."""
        if item.competence is None:
            return Fixed(SKIPPED)
        confirmed = self.powers.confirmed(item.competence).equals(1)
        return if_(all_(confirmed, self.table.at(asked, "beside").equals(0)), NOT_OURS, SKIPPED)

    # answers with pieces

    def _of_ticks(self, asked: str, answer: Ticks, blank: Formula, instead: Formula) -> Formula:
        """No to every option is none of them; what is said instead has to stand alone."""
        put, at, main = self.table.put, self.table.at, self.main(asked)
        options = [self.piece(asked, option.id) for option in answer.options]
        codes: dict[str, Scalar] = {"ticked": TICKED, "no": SAYS_NO, "nc": NOT_OURS, "na": NOT_APPLICABLE, "unread": UNREAD}
        for name, code in codes.items():
            self.table.set(asked, name, plus([flag(option.equals(code)) for option in options]))
        put(asked, left=at(asked, "nc") + at(asked, "na"))
        put(asked, chosen=at(asked, "ticked") + flag(self.piece(asked, OTHER).differs("")))
        none = any_(main.equals(NONE), all_(main.equals(""), at(asked, "no").equals(len(options))))
        left = at(asked, "left").equals(len(options))
        return choose(
            (all_(main.differs(""), main.differs(NONE)), if_(self._below(asked, answer), SKIPPED, instead)),
            (at(asked, "unread") > 0, SKIPPED),
            (all_(none, at(asked, "chosen") > 0), SKIPPED),
            (left, if_(at(asked, "nc").equals(len(options)), NOT_OURS, NOT_APPLICABLE)),
            (any_(none, at(asked, "chosen") > 0), ANSWERED),
            (at(asked, "left") > 0, SKIPPED),
            otherwise=blank,
        )

    def _below(self, asked: str, answer: Answer) -> Formula:
        """Something stands below an answer."""
        return any_(*(self.piece(asked, piece).differs("") for _, piece in pieces(answer)))

    def _of_pair(self, asked: str, answer: Pair, blank: Formula, instead: Formula) -> Formula:
        """Both figures are needed; a second one of 0 makes sense only beside a first of 0."""
        first, second, persons = (self.piece(asked, f"#{name}") for name in ("first", "second", "persons"))
        read = all_(is_number(first), is_number(second), any_(persons.equals(""), is_number(persons)))
        nothing = all_(first.equals(""), second.equals(""))
        impossible = all_(second.equals(0), first.differs(0))
        return choose(
            (self.main(asked).differs(""), if_(self._below(asked, answer), SKIPPED, instead)),
            (nothing, blank),
            (read, if_(impossible, SKIPPED, ANSWERED)),
            otherwise=SKIPPED,
        )

    def _of_group(self, asked: str, answer: Group) -> Formula:
        """A group is answered when each part is answered, NC or NA."""
        put, at = self.table.put, self.table.at
        states = [self.state(f"{asked}.{part.id}") for part in answer.parts]
        put(asked, waiting=plus([flag(is_one_of(state, *OPEN)) for state in states]))
        put(asked, known=plus([flag(state.equals(ANSWERED)) for state in states]))
        put(asked, elsewhere=plus([flag(state.equals(NOT_OURS)) for state in states]))
        return choose(
            (at(asked, "waiting") > 0, SKIPPED),
            (at(asked, "known") > 0, ANSWERED),
            (at(asked, "elsewhere").equals(len(states)), NOT_OURS),
            otherwise=NOT_APPLICABLE,
        )
