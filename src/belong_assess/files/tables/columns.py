"""What each column of a table is for, in the words of all methods that may be meant; what is unclear is told once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from belong_assess.files.tables.grid import Grid
from belong_assess.files.tables.kinds import Head
from belong_assess.files.tables.names import REGION, REGIONS, Name, Names, tight
from belong_assess.problems import Problem
from belong_assess.responses.plain_text import without_controls
from belong_assess.values import value

MOST_SUGGESTIONS = 20
LONGEST_SHOWN = 60
MOST_SHOWN = 8
_ID_LIKE = re.compile(r"[a-z]{1,3}\d{1,3}(?:[.,]\d{1,3})?(?![^\W_])")
"""What begins like the id of a question."""

_ELSE = """
# id index key no nr num number n° row line zeile fila lp code
remark remarks bemerkung bemerkungen observaciones comment comments kommentar comentario comentarios uwagi note notes nota
date timestamp time datum fecha email mail contact telephone phone person name author link url file source
score scores total sum average mean rank index value points result results level group
"""
ELSE = frozenset(tight(word) for word in _ELSE.split())
"""What columns are called that are plainly there for something else."""


@value
class Columns:
    """The places of a head by what they are for.

    `named`: those with a name that some method knows. `envelope`: the lines of the envelope. `twice`: those whose name
    stands elsewhere too, with the first of them. `nameless`: those with a name that nobody knows.
    """

    named: Mapping[int, str]
    envelope: Mapping[str, int]
    twice: Mapping[int, int]
    nameless: tuple[int, ...]


def columns_of(head: Head, names: Names) -> Columns:
    """Sort the places of a head."""
    read = {place: names.name(text) for place, text in head.texts.items()}
    if any(tight(text) == tight(REGION) for text in head.texts.values()):
        read = {place: None if _is_another_region(head.texts[place], name) else name for place, name in read.items()}
    twice = _twice(read)
    return Columns(
        {place: head.texts[place] for place, name in read.items() if name and name.slot and place not in twice},
        {name.column: place for place, name in read.items() if name and not name.slot and place not in twice},
        twice,
        tuple(place for place, name in read.items() if name is None),
    )


def _is_another_region(text: str, name: Name | None) -> bool:
    """Where the names of the regions are called what they should be called, other words for a region mean something else."""
    return name == Name(REGION) and tight(text) != tight(REGION)


def said_of(columns: Columns, grid: Grid, head: Head, names: Names) -> list[Problem]:
    """Return what is to be said of the places of a head: names that stand twice, that nobody knows, that are missing."""
    said = [*_repeated(grid, head, columns.twice), *unknown(grid, head, columns.nameless, names.near)]
    named = [names.name(text) for text in columns.named.values()]
    if Name(REGION) not in named and REGION in names.slots.values():
        said.append(Problem("table.no_region", grid.where(head.cell(min(head.texts))), {"expected": REGION}))
    return said


def _twice(read: Mapping[int, Name | None]) -> dict[int, int]:
    """Return the places whose name stands elsewhere, too, with the place where it stands first."""
    first: dict[Name, int] = {}
    found: dict[int, int] = {}
    for place, name in read.items():
        if name is not None and first.setdefault(name, place) != place:
            found[place] = found[first[name]] = first[name]
    return found


def _repeated(grid: Grid, head: Head, twice: Mapping[int, int]) -> Iterator[Problem]:
    for place, first in twice.items():
        if place != first:
            facts = {"found": shown(head.texts[place]), "cell": head.cell(first)}
            yield Problem("table.name_twice", grid.where(head.cell(place)), facts)


def unknown(grid: Grid, head: Head, places: Sequence[int], near: Callable[[str], str]) -> Iterator[Problem]:
    """Tell names that nobody knows: those that resemble one cost answers, what is plainly something else is named once."""
    plain = [place for place in places if _is_else(tight(head.texts[place]))]
    others = [place for place in places if place not in plain]
    for number, place in enumerate(others):
        text = head.texts[place]
        close = near(text) if number < MOST_SUGGESTIONS and tight(text) not in REGIONS else ""
        code = "table.unknown_name" if close or _ID_LIKE.match(text.casefold()) else "table.not_read"
        facts = {"found": shown(text), **({"closest": close} if code == "table.unknown_name" else {})}
        yield Problem(code, grid.where(head.cell(place)), facts)
    if plain:
        more = "" if len(plain) <= MOST_SHOWN else ", …"
        listed = ", ".join(f"{shown(head.texts[place])} ({head.cell(place)})" for place in plain[:MOST_SHOWN])
        yield Problem("table.left_alone", grid.where(head.cell(plain[0])), {"found": f"{listed}{more}"})


def _is_else(word: str) -> bool:
    return not word or word in ELSE or word.isdigit() or word.startswith("unnamed")


def shown(text: str) -> str:
    """Show a name in a message."""
    clean = " ".join(without_controls(text).split())
    return clean if len(clean) <= LONGEST_SHOWN else clean[: LONGEST_SHOWN - 1] + "…"
