"""An answer as one short text of stored codes: the same in every language, and nothing in it that people wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from belong_assess.model.questionnaire import Part
from belong_assess.responses.plain_data import number_data
from belong_assess.responses.submission import (
    Amount,
    Chosen,
    DontKnow,
    Entry,
    Later,
    NotApplicable,
    NotOurs,
    Number,
    Picked,
    Response,
    Ticked,
    TwoFigures,
    Unreadable,
    Words,
)

BETWEEN = ";"
NONE, OTHER, TEXT = "none", "other", "text"


def answer_code(response: Response) -> str:
    """Return `3`, `2 (41.5%)`, `residents;municipalities`, `none`, `12.5`, `40%/50% (120)`, `DK`, `NC`, `NA:absent`."""
    match response:
        case Chosen(value=step, share=share):
            return str(step) if share is None else f"{step} ({_percent(share)})"
        case Ticked():
            return _ticked(response)
        case Amount(number=number):
            return number_code(number)
        case TwoFigures(first=first, second=second, persons=persons):
            both = "/".join("" if figure is None else _percent(figure) for figure in (first, second))
            return both if persons is None else f"{both} ({persons})"
        case Picked(options=options):
            return BETWEEN.join(options)
        case DontKnow():
            return "DK"
        case Later():
            return "later"
        case NotOurs():
            return "NC"
        case NotApplicable(reason=reason):
            return f"NA:{reason}"
        case Unreadable():
            return "unreadable"
        case Words():
            return TEXT
        case _:
            assert_never(response)


def parts_code(item_id: str, parts: Sequence[Part], answers: Mapping[str, Entry]) -> str:
    """Return the answers to the sub-questions of a group, each with its name: `trained=3;offered=DK`."""
    held = ((part.id, answers.get(f"{item_id}.{part.id}")) for part in parts)
    return BETWEEN.join(f"{name}={answer_code(entry.response)}" for name, entry in held if entry is not None)


def number_code(number: Number) -> str:
    """Write a number exactly: as a decimal, or as a fraction where no decimal ends."""
    if isinstance(number, int):
        return str(number)
    try:
        return f"{number_data(number):f}"
    except ValueError:
        return str(Fraction(number))


def _percent(number: Number) -> str:
    return f"{number_code(number)}%"


def _ticked(response: Ticked) -> str:
    said = [*response.options]
    if response.none:
        said.append(NONE)
    if response.other:
        said.append(OTHER)
    return BETWEEN.join([*said, *(f"{option}={state}" for option, state in response.left_out)])
