"""From the rows of one submission to the plain data that a text file would hold, for the one gate to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from belong_assess.files.returns.cells import CellReader
from belong_assess.files.returns.rows import Row
from belong_assess.files.returns.words import NO
from belong_assess.files.slots import EVIDENCE, FIELD, FILLED, OTHER, PRESET, Slot, slots, slots_of
from belong_assess.files.workbooks.typed import shown, text_of
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Choice, Count, Figure, Measure, Pair, Pick, Steps, Ticks
from belong_assess.responses.capture import NotRead
from belong_assess.responses.plain_text import folded

NO_ROW = Row("", 0, (), {})
ONLY_ANSWER = frozenset(("answer",))
MOST_CELLS = 6
BESIDE = {"comment": "note", "confidence": "confidence", "who": "who", "by": "by"}

BESIDE_ONLY = tuple(column for column in FILLED if column != "answer")
UNREAD = {
    "option": BESIDE_ONLY,
    "detail": BESIDE_ONLY,
    "preset": BESIDE_ONLY,
    "field": tuple(column for column in BESIDE_ONLY if column not in ("holder", "confirmed")),
}
"""Columns that nothing is read from, by kind of slot."""

OF_STATES = {None: ("holder", "reason", "confirmed"), "NA": ("reason", "confirmed"), "DK": ("holder", "reason", "confirmed")}
"""Columns that only another answer takes, by state; who holds a power says nothing before "not ours" is chosen."""


class DataReader:
    """Reads the rows of one submission. `more` are further rows of evidence, by the question that they belong to."""

    def __init__(
        self, assessment: Assessment, cells: CellReader, rows: Mapping[str, Row], more: Mapping[str, Sequence[Row]]
    ) -> None:
        self.assessment = assessment
        self.cells = cells
        self.rows = rows
        self.more = more

    def data(self) -> dict[str, Any]:
        """Return the context, the competence profile and the answers; blank rows leave no trace."""
        held: dict[str, dict[str, Any]] = {"context": {}, "answers": {}}
        rows, more, parents = self.rows, self.more, self._parents()
        for slot in _answers(self.assessment):
            if slot.name in rows or slot.name in more or slot.name in parents:
                raw = self._entry(slot)
                if raw is not None:
                    held["context" if slot.context else "answers"][slot.name] = raw
        profile = self._profile()
        self._tell_unread(held)
        return {**held, **({"competences": profile} if profile else {})}

    def _tell_unread(self, held: Mapping[str, Mapping[str, Any]]) -> None:
        """Say what stands in cells that nothing is read from: beside options, or beside an answer that does not take it."""
        known = slots(self.assessment)
        for name, row in self.rows.items():
            if row.columns.keys() <= ONLY_ANSWER:
                continue
            slot = known[name]
            if slot.kind == "answer":
                raw = held["context" if slot.context else "answers"].get(name)
                columns = OF_STATES.get(raw.get("state") if isinstance(raw, dict) else None, ())
            else:
                columns = UNREAD[slot.kind]
            for column in columns:
                if (content := row.get(column)) is not None:
                    self.cells.note("return.not_read", slot, row, column, found=shown(content))

    def _parents(self) -> set[str]:
        """Rows below a question stand for it also where its own row was removed."""
        return {name.partition("/")[0] for name in self.rows if "/" in name}

    def _entry(self, slot: Slot) -> Any:
        """One answer with what stands beside it: alone where nothing does."""
        raw = self._response(slot)
        row = self.rows.get(slot.name, NO_ROW)
        if row.columns.keys() <= ONLY_ANSWER and slot.name not in self.more:
            return raw
        details: dict[str, Any] = {
            key: held
            for key, column in BESIDE.items()
            if column in row.columns and (held := self.cells.beside(column, slot, row)) is not None
        }
        if evidence := list(self._evidence(slot, row)):
            details["evidence"] = evidence
        special = self._special(raw, slot, row)
        if special is not None:
            return {**special, **details}
        if raw is None:
            return details or None
        if not isinstance(raw, dict):
            return raw if not details else {self._key(slot, raw): raw, **details}
        return {**raw, **details}

    def _key(self, slot: Slot, raw: Any) -> str:
        """A text stands under `value`, so that one that is no number is kept as it stands."""
        is_number = isinstance(slot.answer, (Count, Measure, Figure)) and not isinstance(raw, str | NotRead)
        return "number" if is_number else "value"

    def _special(self, raw: Any, slot: Slot, row: Row) -> dict[str, Any] | None:
        """A state with the details that it takes; details of another state are left where they are."""
        if not isinstance(raw, dict) or "state" not in raw:
            return None
        wanted = {"NC": (("holder", "holder"), ("reason", "reason"), ("confirmed_by", "confirmed"))}
        wanted["NA"] = (("law", "holder"),)  # type: ignore[assignment]
        given = {
            key: text
            for key, column in wanted.get(raw["state"], ())
            if (text := self.cells.beside(column, slot, row)) is not None
        }
        return {**raw, **given}

    def _response(self, slot: Slot) -> Any:
        """The answer itself, put together from its row and those below."""
        row = self.rows.get(slot.name)
        own = None if row is None else self.cells.answer(slot, row)
        if isinstance(own, NotRead):
            return own
        if row is not None and isinstance(own, dict) and "state" in own:
            return own if self._stands_alone(slot, row) else NotRead(text_of(row.get("answer")))
        match slot.answer:
            case Choice() | Steps():
                return own if row is None or row.columns.keys() <= ONLY_ANSWER else self._step(slot, row, own)
            case Ticks():
                return self._ticks(slot, own)
            case Pick(several=True):
                return self._picks(slot, own)
            case Pair():
                return self._details(slot, own)
            case Figure():
                return self._figure(slot, own)
            case _:
                return own

    def _stands_alone(self, slot: Slot, row: Row) -> bool:
        """Say whether nothing contradicts a special answer: no tick, no figure and no words in the rows below it."""
        if not isinstance(slot.answer, Ticks | Pick | Pair):
            return True
        below = (self.rows.get(each.name) for each in _below_of(self.assessment)[slot.name])
        filled = [each.cell("answer") for each in below if each is not None and each.get("answer") is not None]
        if filled:
            cells = ", ".join(filled[:MOST_CELLS]) + (", …" if len(filled) > MOST_CELLS else "")
            self.cells.note("return.both_given", slot, row, found=shown(row.get("answer")), cells=cells)
        return not filled

    def _step(self, slot: Slot, row: Row, own: Any) -> Any:
        """A step, or the share that says which one it is, with what it rests on."""
        share = self.cells.share(slot, row) if "share" in row.columns else None
        if isinstance(share, NotRead):
            return share
        held = own if isinstance(own, dict) or own is None else {"value": own}
        if share is not None:
            held = {**(held or {}), "share": share}
        basis = self.cells.beside("basis", slot, row)
        if held is None or (basis is None and share is None):
            return own
        return held if basis is None else {**held, "basis": basis}

    def _below(self, slot: Slot) -> Iterator[tuple[Slot, Any]]:
        for below in _below_of(self.assessment)[slot.name]:
            if (row := self.rows.get(below.name)) is not None and (raw := self.cells.answer(below, row)) is not None:
                yield below, raw

    def _ticks(self, slot: Slot, own: Any) -> Any:
        """Ticks beside the options; where every option says no, none of them holds."""
        found = {below.piece: raw for below, raw in self._below(slot)}
        if not found:
            return own
        if unread := [raw for raw in found.values() if isinstance(raw, NotRead)]:
            return unread[0]
        other = found.pop(OTHER, None)
        left_out = {piece: raw for piece, raw in found.items() if isinstance(raw, str)}
        ticked = [piece for piece, raw in found.items() if raw is True]
        held: dict[str, Any] = {"ticked": ticked} if ticked else {}
        if isinstance(own, dict):
            held |= {**own, **({"ticked": [*ticked, *own["ticked"]]} if "ticked" in own else {})}
            left_out = {**own.get("left_out", {}), **left_out}
        elif own is not None:
            held["ticked"] = [*ticked, *_several(own)]
        elif self._all_say_no(slot, found):
            held["none"] = True
        if left_out:
            held["left_out"] = left_out
        if other is not None:
            held["other"] = other
        return held or None

    def _all_say_no(self, slot: Slot, found: Mapping[str, Any]) -> bool:
        options = [below for below in slots_of(self.assessment, slot.name) if below.kind == "option"]
        said = len(found) == len(options) and not any(found.values())
        if said:
            self.cells.note("return.all_no", slot, self.rows[options[0].name])
        return said

    def _picks(self, slot: Slot, own: Any) -> Any:
        found = {below.piece: raw for below, raw in self._below(slot)}
        if unread := [raw for raw in found.values() if isinstance(raw, NotRead)]:
            return unread[0]
        picked = [piece for piece, raw in found.items() if raw is True]
        if own is None:
            return picked or None
        return [*picked, *_several(own)] if picked or not isinstance(own, str) else own

    def _details(self, slot: Slot, own: Any) -> Any:
        found = {below.piece[1:]: raw for below, raw in self._below(slot)}
        if unread := [raw for raw in found.values() if isinstance(raw, NotRead)]:
            return unread[0]
        if own is not None:
            return own
        return found or None

    def _figure(self, slot: Slot, own: Any) -> Any:
        found = {below.piece[1:]: raw for below, raw in self._below(slot) if not isinstance(raw, NotRead)}
        if own is None:
            return found or None
        return {self._key(slot, own): own, **found} if found else own

    def _evidence(self, slot: Slot, row: Row) -> Iterator[dict[str, Any]]:
        for each in (row, *self.more.get(slot.name, ())):
            piece = {
                column: text
                for column in EVIDENCE
                if column in each.columns and (text := self.cells.beside(column, slot, each)) is not None
            }
            if piece:
                yield piece

    # the competence profile

    def _profile(self) -> dict[str, Any]:
        held: dict[str, Any] = {}
        known = slots(self.assessment)
        if PRESET in self.rows and PRESET in known and (raw := self._readable(known[PRESET])) is not None:
            held["preset"] = raw
        fields: dict[str, Any] = {}
        confirmed = []
        for name, row in self.rows.items():
            if name.startswith(FIELD) and name in known:
                if field := self._field(known[name], row):
                    fields[name.removeprefix(FIELD)] = field
                if (said := row.get("confirmed")) is not None and folded(text_of(said)) not in {*NO, "0"}:
                    confirmed.append(name.removeprefix(FIELD))
        return {**held, **({"fields": fields} if fields else {}), **({"confirmed": confirmed} if confirmed else {})}

    def _readable(self, slot: Slot) -> Any:
        raw = self.cells.answer(slot, self.rows[slot.name])
        return raw.text if isinstance(raw, NotRead) else raw

    def _field(self, slot: Slot, row: Row) -> dict[str, Any]:
        raw = self._readable(slot)
        field: dict[str, Any] = {}
        if raw is not None:
            field["roles"] = list(raw) if isinstance(raw, tuple) else [each.strip() for each in str(raw).split("+")]
        if (holder := self.cells.beside("holder", slot, row)) is not None:
            field["holder"] = holder
        return field


def _several(own: Any) -> list[Any]:
    return own if isinstance(own, list) else [own]


@lru_cache(maxsize=16)
def _answers(assessment: Assessment) -> tuple[Slot, ...]:
    """Every place for an answer, in asking order."""
    return tuple(slot for slot in slots(assessment).values() if slot.kind == "answer")


@lru_cache(maxsize=16)
def _below_of(assessment: Assessment) -> Mapping[str, tuple[Slot, ...]]:
    """The options and details below each answer."""
    return {slot.name: slots_of(assessment, slot.name)[1:] for slot in _answers(assessment)}
