"""A submission as the plain data that its file holds: what `capture` and the reader turn back into the same submission."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_never

from belong_assess.responses.submission import (
    Amount,
    Chosen,
    DontKnow,
    Entry,
    Evidence,
    Later,
    NotApplicable,
    NotOurs,
    Number,
    Picked,
    Profile,
    Response,
    Ticked,
    TwoFigures,
    Unreadable,
    Words,
)

Data = Any
"""Mappings, lists, texts, whole numbers, decimals, true and false."""


def entry_data(entry: Entry, *, short: bool = True) -> Data:
    """Return an answer as it stands in a file: alone where nothing stands beside it, else with its details.

    `short` lets a state stand alone (`DK`); where any text is an answer, it may not.
    """
    held = response_data(entry.response)
    beside = {
        "evidence": [_given(_evidence(piece)) for piece in entry.evidence],
        "comment": entry.comment,
        "confidence": entry.confidence,
        "who": entry.who,
        "by": entry.by,
    }
    details = {name: each for name, each in beside.items() if each}
    if not details:
        return _alone(held, short=short)
    return {**held, **details}


def response_data(response: Response) -> dict[str, Data]:
    """Return a response as a mapping, what it does not hold left out."""
    match response:
        case Chosen(value=value, share=share, basis=basis):
            step = {"value": value} if share is None else {"share": number_data(share)}
            return _given({**step, "basis": basis})
        case Ticked(options=options, none=none, other=other, left_out=left_out):
            ticked = {"ticked": list(options)} if options or not (none or other or left_out) else {}
            return {**ticked, **_given({"none": none or None, "other": other, "left_out": dict(left_out) or None})}
        case Amount(number=number, year=year, source=source):
            return _given({"number": number_data(number), "year": year, "source": source})
        case TwoFigures(first=first, second=second, persons=persons):
            figures = {"first": first, "second": second, "persons": persons}
            return {name: number_data(figure) for name, figure in figures.items() if figure is not None}
        case Words(text=text):
            return {"value": text}
        case Picked(options=options):
            return {"value": list(options)}
        case DontKnow():
            return {"state": "DK"}
        case Later():
            return {"state": "skipped"}
        case NotOurs(holder=holder, reason=reason, confirmed_by=confirmed_by):
            return _given({"state": "NC", "holder": holder, "reason": reason, "confirmed_by": confirmed_by})
        case NotApplicable(reason=reason, law=law):
            return _given({"state": "NA", "reason": reason, "law": law})
        case Unreadable(raw=raw):
            return {"value": raw}
        case _:
            assert_never(response)


def number_data(number: Number) -> int | Decimal:
    """Return a number as it is typed. Raises ValueError where no decimal says it exactly: no file holds such a number."""
    exact = Fraction(number)
    if exact.denominator == 1:
        return int(exact)
    for places in range(1, 19):
        if 10**places % exact.denominator == 0:
            return Decimal(int(exact * 10**places)).scaleb(-places)
    raise ValueError(str(number))


def profile_data(profile: Profile, presets: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, Data]:
    """Return a competence profile: its preset, and the fields that differ from what the preset says."""
    filled_in = presets.get(profile.preset or "", {})
    fields = {
        name: _given({"roles": list(roles) if filled_in.get(name) != roles else None, "holder": profile.holders.get(name)})
        for name, roles in profile.roles.items()
    }
    fields |= {name: {"holder": holder} for name, holder in profile.holders.items() if name not in fields}
    held = {"preset": profile.preset, "fields": {name: each for name, each in fields.items() if each}}
    return {name: each for name, each in {**held, "confirmed": sorted(profile.confirmed)}.items() if each}


def _alone(held: dict[str, Data], *, short: bool) -> Data:
    """A single value stands without its name, where reading it gives the same."""
    ((name, value), *more) = held.items()
    if more or value == "" or value == []:
        return held
    if name in ("value", "number", "ticked") and not (name == "value" and isinstance(value, str) and not value.strip()):
        return value
    return value if name == "state" and short and value != "NA" else held


def _evidence(piece: Evidence) -> dict[str, Data]:
    return {"kind": piece.kind, "title": piece.title, "reference": piece.reference, "date": piece.date}


def _given(held: dict[str, Data]) -> dict[str, Data]:
    return {name: each for name, each in held.items() if each is not None}
