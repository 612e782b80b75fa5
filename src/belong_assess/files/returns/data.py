"""From the rows of one submission to the plain data that a text file would hold, for the one gate to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from belong_assess.files.returns.cells import CellReader, text_of
from belong_assess.files.returns.rows import Row
from belong_assess.files.slots import EVIDENCE, FIELD, OTHER, PRESET, Slot, slots, slots_of
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Count, Figure, Measure, Pair, Pick, Ticks
from belong_assess.responses.capture import NotRead
from belong_assess.responses.plain_text import folded

BESIDE = {"comment": "note", "confidence": "confidence", "who": "who", "by": "by"}


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
        for name, slot in slots(self.assessment).items():
            if slot.kind == "answer" and self._is_there(slot):
                raw = self._entry(slot)
                if raw is not None:
                    held["context" if slot.context else "answers"][name] = raw
        profile = self._profile()
        return {**held, **({"competences": profile} if profile else {})}

    def _is_there(self, slot: Slot) -> bool:
        return slot.name in self.rows or slot.name in self.more or f"{slot.name}/" in self._parents()

    def _parents(self) -> frozenset[str]:
        """Rows below a question stand for it also where its own row was removed."""
        if not hasattr(self, "_held_parents"):
            self._held_parents = frozenset(f"{name.partition('/')[0]}/" for name in self.rows if "/" in name)
        return self._held_parents

    def _entry(self, slot: Slot) -> Any:
        """One answer with what stands beside it: alone where nothing does."""
        raw = self._response(slot)
        row = self.rows.get(slot.name)
        if row is None:
            row = Row("", 0, (), {})
        details: dict[str, Any] = {
            key: held for key, column in BESIDE.items() if (held := self.cells.beside(column, slot, row)) is not None
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
        return "number" if isinstance(slot.answer, (Count, Measure, Figure)) and not isinstance(raw, NotRead) else "value"

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
        if isinstance(own, NotRead) or (isinstance(own, dict) and "state" in own):
            return own
        match slot.answer:
            case Ticks():
                return self._ticks(slot, own)
            case Pick(several=True):
                return self._picks(slot, own)
            case Pair():
                return self._details(slot, own)
            case Figure():
                return self._figure(slot, own)
            case _:
                return self._with_basis(slot, row, own)

    def _with_basis(self, slot: Slot, row: Row | None, own: Any) -> Any:
        basis = None if row is None else self.cells.beside("basis", slot, row)
        if basis is None or own is None:
            return own
        return {**(own if isinstance(own, dict) else {"value": own}), "basis": basis}

    def _below(self, slot: Slot) -> Iterator[tuple[Slot, Any]]:
        for below in slots_of(self.assessment, slot.name)[1:]:
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
            held |= own
        elif own is not None:
            held["ticked"] = [*ticked, *(piece.strip() for piece in str(own).replace(";", ",").split(","))]
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
        return [*picked, *(piece.strip() for piece in str(own).replace(";", ",").split(","))]

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
        return {"number": own, **found} if found else own

    def _evidence(self, slot: Slot, row: Row) -> Iterator[dict[str, Any]]:
        for each in (row, *self.more.get(slot.name, ())):
            piece = {column: text for column in EVIDENCE if (text := self.cells.beside(column, slot, each)) is not None}
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
                if (said := row.get("confirmed")) is not None and folded(text_of(said)) not in ("no", "false"):
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
