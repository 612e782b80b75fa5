"""What a cohort is searched by, and the reasons to call that only it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from belong_assess.analysis.flags import OWN_FLAGS
from belong_assess.results.result import Stamp
from belong_assess.values import value

COHORT_FLAGS = ("same_file", "same_region", "other_version", "nc_share", "nc_disagrees")
"""Every flag that only a cohort shows, in the order in which they are said."""
REASONS = (*COHORT_FLAGS[:3], *OWN_FLAGS, *COHORT_FLAGS[3:])
"""Every reason to call, in the order in which they are said."""
MOST_NAMED = 3

Fact = str | Fraction | tuple[str, ...]


class Key(NamedTuple):
    """What is kept of one submission to find others by. `nc` and `answered` hold a bit for each question, the first highest.

    `several`: the questionnaire asks whom one answers for, so that one region has many submissions.
    """

    file: str
    place: str
    digest: str
    unit: str = ""
    code: str = ""
    country: str = ""
    preset: str = ""
    tier: str = ""
    stamp: Stamp | None = None
    several: bool = False
    nc: int = 0
    answered: int = 0
    asked: int = 0

    @property
    def label(self) -> str:
        """The file, and the place in it where it holds several submissions."""
        return f"{self.file} ({self.place})" if self.place else self.file


@value
class Call:
    """One reason to call about one submission: a code, and the facts of its sentence; a fraction is a share."""

    file: str
    place: str
    unit: str
    code: str
    facts: Mapping[str, Fact]


Reasons = dict[int, dict[str, Mapping[str, Fact]]]
"""Reasons by the number of the submission, then by code."""


def named(labels: Sequence[str], count: int) -> dict[str, Fact]:
    """The facts that name some of `count` others: the first ones, and how many more there are."""
    return {"others": tuple(labels[:MOST_NAMED]), "more": str(count - min(count, MOST_NAMED))}
