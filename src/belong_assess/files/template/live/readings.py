"""What stands in the cells that people fill in: each found by its slot wherever its row is, and read as a code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from belong_assess.files.slots import COLUMNS, OTHER, Slot, is_percentage, slots
from belong_assess.files.template.live.formula import (
    Cells,
    Fixed,
    Formula,
    Operand,
    all_,
    any_,
    call,
    choose,
    formula,
    if_,
    is_number,
    is_one_of,
    literally,
    looked_up,
    nth,
    opening,
    or_else,
    position,
    replaced,
)
from belong_assess.files.template.live.numbers import DAY, PERCENT, Numbers
from belong_assess.files.template.live.table import Table
from belong_assess.files.template.live.words import DASH_FORMS, QUOTES, SPACES, UNREAD, Words, vocabulary
from belong_assess.files.template.template import Template
from belong_assess.model.questionnaire import Choice, Count, FreeText, Measure, Pair, Steps
from belong_assess.responses.capture import LARGEST

ROWS = 5000
"""So many rows of a table are looked at, as many as are read of a return."""

MORE_COLUMN = 1
"""Where the table of more evidence names the question."""

PLAIN = "#plain"
GENERAL = "G"
EARLIEST_DAY = 20_000
"""Days are counted from 1900: from here on a whole number may be one of the last seventy years."""

HEAD_ROWS = 2
"""Above the slots of a table stand its head and its headings."""

NOTHING = Fixed("")
TAB, LINE_END = 9, 10
FULL = Decimal(100)
Rows = Mapping[str, tuple[str, int]]


class Readings:
    """The hidden tables of readings. A slot gets its row when it is first asked for; one that is not painted is empty.

    MATCH does not tell capitals apart: slots that differ in nothing else are not read.
    """

    def __init__(self, template: Template, rows: Rows, evidence: str) -> None:
        self.assessment = template.assessment
        self.say = template.say
        self.rows = rows
        self.evidence = evidence
        self.slots = slots(template.assessment)
        self.spelled = Counter(name.casefold() for name in rows)
        self.words = Words()
        self.numbers = Numbers()
        self.table = Table("cells")

    def code(self, name: str) -> Formula:
        """The code of an answer: a number, a word of ours, or an empty text."""
        if name not in self.rows:
            return NOTHING
        if name not in self.table:
            self._read(self.slots[name])
        return self.table.at(name, "code")

    def raw(self, name: str) -> Formula:
        """What stands in an answer, as it is."""
        return NOTHING if self.code(name) is NOTHING else self.table.at(name, "raw")

    def said(self, name: str, column: str) -> Formula:
        """The text in another column beside a slot, without what spaces stand around it."""
        if self.code(name) is NOTHING:
            return NOTHING
        content = nth(_painted(self.rows[name][0], column), self.table.at(name, "row"))
        self.table.set(name, column, if_(self.table.at(name, "row").equals(0), "", or_else(trimmed(content), "")))
        return self.table.at(name, column)

    def more(self, asked: str) -> Formula:
        """How many lines of the table of more evidence belong to an answer."""
        return call("COUNTIF", Cells(self.evidence, MORE_COLUMN, 0, ROWS - 1), asked)

    @property
    def unread(self) -> tuple[Formula, Formula]:
        """How many cells are not understood, and the slot of the first of them."""
        codes = self.table.down("code")
        return call("COUNTIF", codes, UNREAD), or_else(looked_up(UNREAD, codes, self.table.keys()), "")

    @property
    def doubled(self) -> Formula:
        """Say whether a table has more rows with an id than were painted: one of them was copied."""
        painted = Counter(sheet for sheet, _ in self.rows.values())
        more = (call("COUNTA", _painted(sheet, "id")) > number + HEAD_ROWS for sheet, number in painted.items())
        return any_(*more)

    def _read(self, slot: Slot) -> None:
        name, (sheet, _) = slot.name, self.rows[slot.name]
        put, at = self.table.put, self.table.at
        if self.spelled[name.casefold()] > 1:
            put(name, row=0, raw="", letter="", format="", text="", code=UNREAD)
            return
        put(name, row=or_else(position(name, _painted(sheet, "id")), 0))
        cell = nth(_painted(sheet, "answer"), at(name, "row"))
        put(name, raw=if_(at(name, "row").equals(0), "", or_else(if_(cell.equals(""), "", cell), UNREAD)))
        put(name, letter=if_(is_number(at(name, "raw")), opening(call("CELL", "format", cell)), ""))
        put(name, format=self._format(name))
        put(name, text=trimmed(at(name, "raw")))
        put(name, code=if_(at(name, "text").equals(""), "", self._code(slot)))

    def _format(self, name: str) -> Formula:
        """Whether a number is a percentage or a day.

        CELL says so of percentages and of common forms of days. Some programs call all other days by the letter that they
        have for no plain number: a large number or a fraction under that letter is a day or a time.
        """
        raw, letter = self.table.at(name, "raw"), self.table.at(name, "letter")
        odd = all_(letter.differs(""), letter.differs(self._plain_letter()), letter.equals(GENERAL))
        moment = if_(odd, any_(raw >= EARLIEST_DAY, raw.differs(call("INT", raw))), Fixed(2) < 1)
        return choose((is_one_of(letter, PERCENT, DAY), letter), (moment, DAY), otherwise="")

    def _plain_letter(self) -> Cells:
        """What CELL says of a plain number in the program that works this out."""
        if PLAIN not in self.table:
            self.table.put(PLAIN, raw=0)
            self.table.put(PLAIN, letter=opening(call("CELL", "format", self.table.at(PLAIN, "raw"))))
        return self.table.at(PLAIN, "letter")

    def _code(self, slot: Slot) -> Formula:
        """The code of what is there."""
        if slot.piece == OTHER or isinstance(slot.answer, FreeText):
            return Fixed(1)
        if slot.kind == "answer" and slot.answer is not None and self.assessment.takes_share(slot.answer):
            return self._step_or_share(slot)
        if slot.kind == "detail" or isinstance(slot.answer, (Count, Measure)):
            return self._word(slot, otherwise=self._figure(slot))
        special = is_one_of(self.table.at(slot.name, "format"), PERCENT, DAY)
        return if_(special, UNREAD, self._word(slot, otherwise=UNREAD))

    def _word(self, slot: Slot, otherwise: Operand) -> Formula:
        known = vocabulary(self.assessment, slot)
        if not known:
            return formula(otherwise)
        words, codes = self.words.lists(known)
        self.table.put(slot.name, word=literally(one_kind(self.table.at(slot.name, "text"))))
        return or_else(looked_up(self.table.at(slot.name, "word"), words, codes), otherwise)

    def _figure(self, slot: Slot) -> Formula:
        """A number within its limits; 0.4 without a sign may be 40 %."""
        number, percent = self._number(slot), self.numbers.percent(slot.name).equals(1)
        whole, low, high = _limits(slot)
        tests = [number >= -LARGEST, number <= LARGEST]
        tests += [] if low is None else [number >= low]
        tests += [] if high is None else [number <= high]
        if whole:
            tests += [number.equals(call("INT", number)), self.numbers.percent(slot.name).equals(0)]
        if is_percentage(slot):
            tests += [any_(percent, number <= 0, number >= 1)]
        return if_(is_number(number), if_(all_(*tests), number, UNREAD), UNREAD)

    def _step_or_share(self, slot: Slot) -> Formula:
        """A number with its sign is a share; without one it is, too, unless it could be a step or 100 times as much."""
        assert isinstance(slot.answer, (Choice, Steps))
        number = self._number(slot)
        steps = [option.value for option in self.assessment.options_of(slot.answer)]
        step = all_(number.differs(0), is_one_of(number, *steps))
        doubtful = all_(self.numbers.percent(slot.name).equals(0), any_(step, all_(number > 0, number < 1)))
        share = if_(all_(number >= 0, number <= FULL), self._step_of(slot.answer, number), UNREAD)
        return if_(is_number(number), if_(doubtful, UNREAD, share), self._word(slot, otherwise=UNREAD))

    def _step_of(self, answer: Choice | Steps, share: Formula) -> Formula:
        """The last step whose lower bound a share reaches."""
        reached: list[tuple[Operand, Operand]] = []
        for option in sorted(self.assessment.options_of(answer), key=lambda option: -option.value):
            reached += [] if option.at_least is None else [(share >= option.at_least, option.value)]
            reached += [] if option.above is None else [(share > option.above, option.value)]
        return choose(*reached, otherwise=UNREAD)

    def _number(self, slot: Slot) -> Cells:
        at = self.table.at
        return self.numbers.read(slot.name, at(slot.name, "raw"), at(slot.name, "text"), at(slot.name, "format"))


def _limits(slot: Slot) -> tuple[bool, Operand | None, Operand | None]:
    """Say whether a figure is whole, and between which limits it lies."""
    match slot.answer:
        case Count(minimum=low, maximum=high):
            return True, low, high
        case Measure(minimum=least, maximum=most):
            return False, least, most
        case Pair() if slot.piece == "#persons":
            return True, 0, None
        case _:
            return False, 0, FULL


def _painted(sheet: str, column: str) -> Cells:
    """A column of a painted table, by its code."""
    return Cells(sheet, COLUMNS.index(column), 0, ROWS - 1)


def trimmed(content: Operand) -> Formula:
    """A content as a text without spaces of any kind around it."""
    text: Operand = Fixed("") & content
    for space in SPACES:
        text = replaced(text, space, " ")
    for code in (TAB, LINE_END):
        text = call("SUBSTITUTE", text, call("CHAR", code), " ")
    return call("TRIM", text)


def one_kind(text: Formula) -> Formula:
    """A text with quotes and dashes of one kind."""
    for old, new in {**QUOTES, **DASH_FORMS}.items():
        text = replaced(text, old, new)
    return text
