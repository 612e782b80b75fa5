"""From one cell to a raw value: what it holds is read by kind of answer, and every doubt is told with its place."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NoReturn

from belong_assess.files.entries import entries
from belong_assess.files.returns.rows import Row
from belong_assess.files.returns.words import Reading, Words, bare_number, share_in
from belong_assess.files.slots import Slot, is_percentage
from belong_assess.files.workbooks.grid import Content, Fault, Formula, Percent
from belong_assess.files.workbooks.typed import iso, shown, text_of
from belong_assess.language.texts import Language, language
from belong_assess.model.questionnaire import Choice, Day, Figure, FreeText, Measure, Pair, Pick, Steps, Ticks
from belong_assess.problems import Location, Problem
from belong_assess.responses.capture import NotRead
from belong_assess.responses.dates import read_day
from belong_assess.responses.numbers import AMBIGUOUS, number_from, ungrouped

PLAIN = (str, int)
MOST_KNOWN = 500
"""So many readings of each closed answer are kept ready; people write no more different words for one."""

CODED = {"1": True, "0": False, "TRUE": True, "FALSE": False}
"""An option that holds or not, in a table of codes."""

NONE = "none"
BETWEEN = re.compile(r"[;\n|]")


class _NoSingleReading(Exception):
    """The cell has no single reading; the problem is told and the text kept."""


class CellReader:
    """Reads the cells of one submission; problems gather on the way.

    `codes`: the table holds stored values, so that a bare number from 0 to 4 is a step, also where shares are taken, and
    1 and 0 are an option that holds or not. What a short text means is looked up once, not once for each region.
    """

    def __init__(self, words: Words, file: str, *, codes: bool = False) -> None:
        self.words = words
        self.file = file
        self.codes = codes
        self.problems: list[Problem] = []
        self.known = words.known(codes=codes)

    # an answer

    def answer(self, slot: Slot, row: Row) -> Any:
        """Return the raw value of a slot, `None` where the cell is blank, `NotRead` where it has no single reading."""
        content = row.get("answer")
        if content is None:
            return None
        known = self.known.get(slot.name) if content.__class__ in PLAIN else None
        if known is None:
            return self._read(slot, row, content)
        if content in known:
            return known[content]
        told = len(self.problems)
        raw = self._read(slot, row, content)
        if len(self.problems) == told and len(known) < MOST_KNOWN:
            known[content] = raw
        return raw

    def _read(self, slot: Slot, row: Row, content: Content) -> Any:
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
        if isinstance(slot.answer, Ticks | Pick) and content.__class__ in PLAIN:
            return self._options(slot, row, str(content).strip())
        if isinstance(content, bool) or (isinstance(slot.answer, Ticks | Pick) and not isinstance(content, str)):
            return self._word(slot, row, content)
        if isinstance(slot.answer, (Measure, Figure, Pair)) or not isinstance(content, str):
            return self._number(slot, row, content)
        grouped = ungrouped(content)
        return content if grouped is None or AMBIGUOUS.match(content.strip()) else self._number(slot, row, content)

    # options

    def _options(self, slot: Slot, row: Row, text: str) -> Any:
        """Options by their ids, words or, in a table of codes, by their place in the list; several with signs between."""
        if (whole := self.words.answer(slot, text)) is not None:
            return self._noted(slot, row, text, whole.raw, whole.note)
        several = isinstance(slot.answer, Ticks) or getattr(slot.answer, "several", False)
        pieces = [text] if self.words.option(slot, text) is not None else _pieces(text)
        found = [self._option(slot, piece) for piece in pieces]
        if not found or any(each is None for each in found) or not (several or len(found) == 1):
            return pieces if several and len(pieces) > 1 else text
        held = [each for each in found if each is not None]
        note = next((each.note for each in held if each.note), "")
        ids = [each.raw for each in held if isinstance(each.raw, str)]
        states = {option: state for each in held if isinstance(each.raw, dict) for option, state in each.raw.items()}
        none = ids == [NONE] and isinstance(slot.answer, Ticks)
        raw: Any = {"none": True} if none else ids if several else ids[0]
        return self._noted(slot, row, text, {"ticked": ids, "left_out": states} if states else raw, note)

    def _option(self, slot: Slot, piece: str) -> Reading | None:
        found = self.words.option(slot, piece)
        if found is None and self.codes:
            found = self.words.coded_option(slot, piece)
        return found

    def _word(self, slot: Slot, row: Row, content: Content) -> Any:
        if isinstance(content, (date, datetime, time)):
            self._refuse_date(slot, row, content)
        text = text_of(content)
        if self.codes and slot.kind == "option" and (coded := CODED.get(text.strip())) is not None:
            return coded
        found = self.words.answer(slot, text)
        if found is not None:
            return self._noted(slot, row, text, found.raw, found.note)
        if slot.kind == "option":
            offered = entries(self.words.assessment, slot, language(self.words.assessment.language))
            expected = ", ".join(entry.label for entry in offered)
            self.refuse("answer.not_an_option", slot, row, found=shown(text), expected=expected, closest="")
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
        if shares and AMBIGUOUS.match(text.strip()):
            return {"share": text.strip()}
        number = number_from(bare_number(text)) if shares else None
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

    def share(self, slot: Slot, row: Row) -> Any:
        """Return what stands in a column of shares, in percent; `None` where it is blank."""
        content = row.get("share")
        if content is None:
            return None
        try:
            return self._percentage(slot, row, self._settled(slot, row, "share", content))
        except _NoSingleReading:
            return NotRead(shown(content))

    def _percentage(self, slot: Slot, row: Row, content: Content) -> Any:
        match content:
            case Percent(number=number):
                return number
            case Decimal() if 0 < content < 1:
                self._refuse_fraction(slot, row, content, "share")
            case str() if (share := number_from(bare_number(content))) is not None and 0 < share < 1:
                self._refuse_fraction(slot, row, Decimal(share.numerator) / Decimal(share.denominator), "share")
            case bool():
                return text_of(content)
            case int() | Decimal():
                return content
            case _:
                return text_of(content).strip()

    # figures and days

    def _number(self, slot: Slot, row: Row, content: Content) -> Any:
        match content:
            case bool():
                return text_of(content)
            case int():
                return content
            case Decimal():
                if is_percentage(slot) and 0 < content < 1:
                    self._refuse_fraction(slot, row, content)
                return content
            case Percent(number=number):
                return number if is_percentage(slot) else f"{number} %"
            case str():
                return self._number_in_words(slot, row, content)
            case date() | datetime() | time():
                self._refuse_date(slot, row, content)
            case _:
                return text_of(content)

    def _number_in_words(self, slot: Slot, row: Row, text: str) -> Any:
        """Leave to the gate what it reads itself; take the marks between thousands out where they can be nothing else."""
        number = number_from(bare_number(text)) if is_percentage(slot) else None
        if number is not None and 0 < number < 1:
            self._refuse_fraction(slot, row, Decimal(number.numerator) / Decimal(number.denominator))
        if AMBIGUOUS.match(text.strip()) or number_from(text) is not None:
            return text.strip()
        figures = ungrouped(text)
        return text if figures is None else self._noted(slot, row, text, Decimal(figures), "number")

    def _day(self, slot: Slot, row: Row, content: Content) -> Any:
        if isinstance(content, (date, datetime)):
            return iso(content)
        text = text_of(content)
        if (found := self.words.answer(slot, text)) is not None:
            return found.raw
        days = read_day(text, (language(self.words.assessment.language),)) or read_day(text, self._other_languages())
        if len(days) > 1:
            self.refuse("answer.number_ambiguous", slot, row, found=text, first=days[0], second=days[1])
        return self._noted(slot, row, text, days[0], "" if days[0] == text.strip() else "date") if days else text

    def _other_languages(self) -> list[Language]:
        return [language(other.language) for other in self.words.others()]

    def _text(self, slot: Slot, content: Content) -> Any:
        """A text is what it is; only an answer that is put off, or not known, in the very words of a template is none."""
        text = text_of(content)
        found = self.words.own[slot.name].get(text)
        return text if found is None else found.raw

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

    def _refuse_fraction(self, slot: Slot, row: Row, number: Decimal, column: str = "answer") -> NoReturn:
        readings = {"first": f"{number} %", "second": f"{(number * 100).normalize():f} %"}
        self.refuse("answer.number_ambiguous", slot, row, column, found=str(number), **readings)

    def note(self, code: str, slot: Slot, row: Row, column: str = "answer", **facts: str) -> None:
        """Tell a problem of a cell."""
        where = Location(self.file, sheet=row.sheet, cell=row.cell(column))
        self.problems.append(Problem(code, where, {"item": slot.asked, **facts}))

    def refuse(self, code: str, slot: Slot, row: Row, column: str = "answer", **facts: str) -> NoReturn:
        """Tell a problem of a cell that leaves it without a reading."""
        self.note(code, slot, row, column, **facts)
        raise _NoSingleReading


def _pieces(text: str) -> list[str]:
    """Take a list apart: where it has stronger signs, a comma belongs to the words."""
    parts = BETWEEN.split(text) if BETWEEN.search(text) else text.split(",")
    return [part.strip() for part in parts if part.strip()]


def _taken(raw: Any) -> str:
    """Name what a reading came to."""
    if isinstance(raw, dict):
        return ", ".join(_taken(held) for held in raw.values() if held is not True) or "none"
    if isinstance(raw, (tuple, list)):
        return ", ".join(map(str, raw))
    return "x" if raw is True else "–" if raw is False else str(raw)
