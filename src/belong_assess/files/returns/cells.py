"""From one cell to a raw value: what it holds is read by kind of answer, and every doubt is told with its place."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NoReturn

from belong_assess.files.returns.rows import Row
from belong_assess.files.returns.words import Words, share_in
from belong_assess.files.slots import Slot
from belong_assess.files.workbooks.grid import Content, Fault, Formula, Percent
from belong_assess.language.texts import language
from belong_assess.model.questionnaire import Choice, Day, Figure, FreeText, Measure, Pair, Steps
from belong_assess.problems import Location, Problem
from belong_assess.responses.capture import NotRead
from belong_assess.responses.dates import read_day
from belong_assess.responses.numbers import AMBIGUOUS, number_from, ungrouped
from belong_assess.responses.plain_text import without_controls

LONGEST_SHOWN = 80
NOTHING = (None, "")


class _NoSingleReading(Exception):
    """The cell has no single reading; the problem is told and the text kept."""


class CellReader:
    """Reads the cells of one submission; problems gather on the way.

    `codes`: the table holds stored values, so that a bare number from 0 to 4 is a step, also where shares are taken.
    """

    def __init__(self, words: Words, file: str, *, codes: bool = False) -> None:
        self.words = words
        self.file = file
        self.codes = codes
        self.problems: list[Problem] = []

    # an answer

    def answer(self, slot: Slot, row: Row) -> Any:
        """Return the raw value of a slot, `None` where the cell is blank, `NotRead` where it has no single reading."""
        content = row.get("answer")
        if content is None:
            return None
        try:
            return self._answer(slot, row, self._settled(slot, row, "answer", content))
        except _NoSingleReading:
            return NotRead(shown(content))

    def _answer(self, slot: Slot, row: Row, content: Content) -> Any:
        if slot.kind in ("option", "preset", "field"):
            return self._word(slot, row, content)
        if slot.kind == "detail":
            return self._detail(slot, row, content)
        match slot.answer:
            case FreeText():
                return self._text(slot, content)
            case Day():
                return self._day(slot, row, content)
            case Choice() | Steps():
                return self._step(slot, row, content)
            case _:
                return self._word_or_number(slot, row, content)

    def _detail(self, slot: Slot, row: Row, content: Content) -> Any:
        if slot.piece in ("#other", "#source"):
            return text_of(content)
        if slot.piece == "#year" and isinstance(content, (date, datetime)):
            return content.year
        return self._number(slot, row, content)

    def _word_or_number(self, slot: Slot, row: Row, content: Content) -> Any:
        """A figure, a pick, or one of the special answers."""
        if isinstance(content, str) and (found := self.words.answer(slot, content)) is not None:
            return self._noted(slot, row, content, found.raw, found.note)
        if isinstance(content, bool):
            return self._word(slot, row, content)
        if isinstance(slot.answer, (Measure, Figure, Pair)) or not isinstance(content, str):
            return self._number(slot, row, content)
        grouped = ungrouped(content)
        return content if grouped is None or AMBIGUOUS.match(content.strip()) else self._number(slot, row, content)

    def _word(self, slot: Slot, row: Row, content: Content) -> Any:
        text = ("yes" if content else "no") if isinstance(content, bool) else text_of(content)
        found = self.words.answer(slot, text)
        if found is not None:
            return self._noted(slot, row, text, found.raw, found.note)
        if slot.kind == "option":
            self.refuse("answer.not_an_option", slot, row, found=text, expected="x", closest="")
        if isinstance(content, (date, datetime, time)):
            self._refuse_date(slot, row, content)
        return text

    # steps and shares

    def _step(self, slot: Slot, row: Row, content: Content) -> Any:
        shares = slot.answer is not None and self.words.assessment.takes_share(slot.answer)
        match content:
            case str():
                return self._step_in_words(slot, row, content, shares)
            case Percent(number=number):
                return {"share": number} if shares else f"{number} %"
            case bool():
                return text_of(content)
            case int():
                return self._bare(slot, row, content) if shares else content
            case Decimal():
                return self._share(slot, row, content) if shares else content
            case date() | datetime() | time():
                self._refuse_date(slot, row, content)
            case _:
                return text_of(content)

    def _step_in_words(self, slot: Slot, row: Row, text: str, shares: bool) -> Any:
        number = number_from(text) if shares and not text.strip().endswith("%") else None
        if number is not None:
            if number.denominator == 1:
                return self._bare(slot, row, int(number))
            return self._share(slot, row, Decimal(number.numerator) / Decimal(number.denominator))
        if shares and (share := share_in(text)) is not None:
            return {"share": share}
        found = self.words.answer(slot, text)
        return text if found is None else self._noted(slot, row, text, found.raw, found.note)

    def _bare(self, slot: Slot, row: Row, number: int) -> Any:
        """A whole number without a sign: where it is a step and could be a share, nobody can tell which was meant."""
        options = self.words.assessment.options_of(slot.answer) if slot.answer is not None else ()
        if number not in {option.value for option in options}:
            return {"share": number}
        if number == 0 or self.codes:
            return number
        label = next(option.label for option in options if option.value == number)
        self.refuse("return.step_or_share", slot, row, found=str(number), first=f"{number} – {label}", second=f"{number} %")

    def _share(self, slot: Slot, row: Row, number: Decimal) -> Any:
        if 0 < number < 1:
            self._refuse_fraction(slot, row, number)
        return {"share": number}

    # figures and days

    def _number(self, slot: Slot, row: Row, content: Content) -> Any:
        match content:
            case bool():
                return text_of(content)
            case int():
                return content
            case Decimal():
                if self._is_percentage(slot) and 0 < content < 1:
                    self._refuse_fraction(slot, row, content)
                return content
            case Percent(number=number):
                return number if self._is_percentage(slot) else f"{number} %"
            case str():
                return self._number_in_words(slot, row, content)
            case date() | datetime() | time():
                self._refuse_date(slot, row, content)
            case _:
                return text_of(content)

    def _number_in_words(self, slot: Slot, row: Row, text: str) -> Any:
        """Leave to the gate what it reads itself; take the marks between thousands out where they can be nothing else."""
        if AMBIGUOUS.match(text.strip()) or number_from(text) is not None:
            return text.strip()
        figures = ungrouped(text)
        return text if figures is None else self._noted(slot, row, text, Decimal(figures), "number")

    def _is_percentage(self, slot: Slot) -> bool:
        match slot.answer:
            case Pair():
                return slot.piece in ("#first", "#second")
            case Figure(unit="%") | Measure(unit="%"):
                return not slot.piece
            case _:
                return False

    def _day(self, slot: Slot, row: Row, content: Content) -> Any:
        if isinstance(content, (date, datetime)):
            return iso(content)
        text = text_of(content)
        if (found := self.words.answer(slot, text)) is not None:
            return found.raw
        days = read_day(text, (language(self.words.assessment.language),))
        if len(days) > 1:
            self.refuse("answer.number_ambiguous", slot, row, found=text, first=days[0], second=days[1])
        return self._noted(slot, row, text, days[0], "" if days[0] == text.strip() else "date") if days else text

    def _text(self, slot: Slot, content: Content) -> Any:
        """A text is what it is; only an entry for an answer that is put off, or for not knowing, is none."""
        text = text_of(content)
        found = self.words.own[slot.name].get(text)
        return found.raw if found is not None else {"state": "DK"} if text.strip() == "DK" else text

    # beside the answer

    def beside(self, column: str, slot: Slot, row: Row) -> Any:
        """Return the raw value of a column beside the answer."""
        content = row.get(column)
        if content is None:
            return None
        try:
            text = text_of(self._settled(slot, row, column, content))
        except _NoSingleReading:
            return None
        if column not in ("basis", "confidence", "who"):
            return text
        found = self.words.beside(column, text)
        return text if found is None else self._noted(slot, row, text, found.raw, found.note, column)

    # what a cell may be instead

    def _settled(self, slot: Slot, row: Row, column: str, content: Content) -> Content:
        """Take the value that stands beside a formula, and say so; an error value is no answer."""
        match content:
            case Formula(text=text, cached=cached):
                if cached is None or isinstance(cached, Fault):
                    self.refuse("return.formula_without_value", slot, row, column, found=f"={text.lstrip('=')}")
                self.note("return.formula", slot, row, column, found=f"={text.lstrip('=')}", taken=shown(cached))
                return cached
            case Fault(code=code):
                self.refuse("return.error_value", slot, row, column, found=code)
            case _:
                return content

    def _noted(self, slot: Slot, row: Row, text: str, raw: Any, note: str, column: str = "answer") -> Any:
        if note:
            self.note("return.read_as", slot, row, column, found=shown(text), taken=_taken(raw))
        return raw

    def _refuse_date(self, slot: Slot, row: Row, content: date | datetime | time) -> NoReturn:
        self.refuse("return.date_found", slot, row, found=iso(content))

    def _refuse_fraction(self, slot: Slot, row: Row, number: Decimal) -> NoReturn:
        readings = {"first": f"{number} %", "second": f"{(number * 100).normalize():f} %"}
        self.refuse("answer.number_ambiguous", slot, row, found=str(number), **readings)

    def note(self, code: str, slot: Slot, row: Row, column: str = "answer", **facts: str) -> None:
        """Tell a problem of a cell."""
        where = Location(self.file, sheet=row.sheet, cell=row.cell(column))
        self.problems.append(Problem(code, where, {"item": slot.asked, **facts}))

    def refuse(self, code: str, slot: Slot, row: Row, column: str = "answer", **facts: str) -> NoReturn:
        """Tell a problem of a cell that leaves it without a reading."""
        self.note(code, slot, row, column, **facts)
        raise _NoSingleReading


def text_of(content: Content) -> str:
    """Write what a cell holds as text, as people would have typed it."""
    match content:
        case None:
            return ""
        case str():
            return content
        case bool():
            return "TRUE" if content else "FALSE"
        case Percent(number=number):
            return f"{number} %"
        case date() | datetime() | time():
            return iso(content)
        case Formula(text=text):
            return f"={text.lstrip('=')}"
        case Fault(code=code):
            return code
        case _:
            return str(content)


def iso(content: date | datetime | time) -> str:
    """Write a moment in ISO form; midnight is the day alone."""
    if isinstance(content, datetime) and content.time() == time():
        return content.date().isoformat()
    return content.isoformat()


def shown(content: Content) -> str:
    """Show what a cell holds in a message."""
    text = without_controls(text_of(content))
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _taken(raw: Any) -> str:
    """Name what a reading came to."""
    if isinstance(raw, dict):
        return ", ".join(str(held) for held in raw.values() if held is not True) or "none"
    if isinstance(raw, tuple):
        return ", ".join(raw)
    return "x" if raw is True else "–" if raw is False else str(raw)
