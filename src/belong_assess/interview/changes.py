"""What an answer, or something beside it, makes of the plain value that a draft holds; what is not touched stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from belong_assess.model.questionnaire import Answer, FreeText
from belong_assess.responses.capture import RESPONSE_KEYS
from belong_assess.responses.plain_data import entry_data, response_data
from belong_assess.responses.submission import Entry, Evidence, Response

Plain = Any


def with_response(held: Plain, response: Response, answer: Answer, by: str | None = None) -> Plain:
    """Put another response in the place of the one that is there; evidence, note and the rest stay beside it."""
    kept = {name: each for name, each in held.items() if name not in RESPONSE_KEYS} if isinstance(held, Mapping) else {}
    if by:
        kept["by"] = by
    if kept:
        return {**response_data(response), **kept}
    return entry_data(Entry(response), short=not isinstance(answer, FreeText))


def with_detail(held: Plain, entry: Entry | None, name: str, detail: Plain) -> Plain:
    """Put something beside a response, or take it away (`None`); the response stays as it is, or open."""
    answered = {} if entry is None else response_data(entry.response)
    whole = {**(held if isinstance(held, Mapping) else answered), name: detail}
    kept = {key: each for key, each in whole.items() if each is not None}
    return kept if kept else None


def evidence_data(piece: Evidence) -> dict[str, str]:
    """One piece of evidence as a file holds it."""
    held = {"kind": piece.kind, "title": piece.title, "reference": piece.reference, "date": piece.date}
    return {name: each for name, each in held.items() if each}
