"""What a cohort keeps of one submission: its figures and states by id, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, NamedTuple

from belong_assess.problems import Problem
from belong_assess.responses.submission import Number
from belong_assess.results.result import Stamp
from belong_assess.values import value

RecordState = Literal["scored", "rejected"]


class NodeFigures(NamedTuple):
    """An area, composite, index or bar of one submission; figures are missing where there is no score.

    `mostly_outside`: too little of its weight is applicable for a parent to count it.
    """

    state: str
    score: Number | None
    low: Number | None
    high: Number | None
    coverage: Number | None
    documented: Number | None
    band: str | None
    bands_possible: tuple[str, ...]
    counted: int
    open: int
    left_out: int
    mostly_outside: bool = False


class ItemFigures(NamedTuple):
    """One question of one submission: its state and role, its points (0-100), and the answer in stored codes."""

    state: str
    role: str
    points: Number | None
    answer: str


@value
class Record:
    """One submission of a cohort, or one file that could not be scored.

    `file` is the path below the folder that was named; `place` tells submissions of one file apart (a row or column of a
    table). `flags` are codes of what an analyst should ask about. `facts` are context facts as text, by id.
    """

    file: str
    place: str
    digest: str
    state: RecordState
    unit: str = ""
    tier: str = ""
    scope: tuple[str, ...] | None = None
    status: str = ""
    language: str = ""
    preset: str = ""
    stamp: Stamp | None = None
    headline: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    nodes: Mapping[str, NodeFigures] = field(default_factory=dict)
    items: Mapping[str, ItemFigures] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How people know it: the region, else the file."""
        return self.unit or self.file
