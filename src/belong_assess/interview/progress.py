"""How far an interview has come, and how long the rest may take at one's own pace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from belong_assess.interview.script import FactStep, QuestionStep, Script, Step, is_given
from belong_assess.responses.submission import Later, Submission, Unreadable
from belong_assess.values import value

PAUSE = 15 * 60
"""After so many seconds without an answer somebody was away."""

ENOUGH = 5
"""So many answers say something about a pace."""


@value
class Progress:
    """`number` of `of` in the section; `done` of `total` in all; `minutes` left, where a pace is known."""

    number: int
    of: int
    done: int
    total: int
    minutes: int | None = None

    @property
    def share(self) -> Fraction:
        """The share done (0-1)."""
        return Fraction(self.done, self.total) if self.total else Fraction(1)


def progress(held: Script, step: Step, submission: Submission, moments: Sequence[datetime] = ()) -> Progress:
    """Say where a step stands, and how much is left; `moments` are those at which answers were given."""
    asked = held.questions
    section = held.section_of(step)
    within: list[Step] = [each for each in asked if held.section_of(each) == section]
    done = sum(is_done(each, submission) for each in asked)
    number = within.index(step) + 1 if step in within else 0
    return Progress(number, len(within), done, len(asked), minutes_left(moments, len(asked) - done))


def is_done(step: Step, submission: Submission) -> bool:
    """Say whether a step has an answer; "don't know" is one, what is put off or cannot be read is none."""
    match step:
        case FactStep():
            entry = submission.context.get(step.id)
        case QuestionStep():
            entry = submission.answers.get(step.id)
        case _:
            entry = None
    return is_given(step, submission) if entry is None else not isinstance(entry.response, (Later, Unreadable))


def minutes_left(moments: Sequence[datetime], left: int) -> int | None:
    """The minutes for so many answers at the middle pace so far, rounded up to five; `None` while none is known."""
    gaps = [gap for earlier, later in pairwise(moments) if 0 < (gap := (later - earlier).total_seconds()) < PAUSE]
    if len(gaps) < ENOUGH or not left:
        return None
    minutes = sorted(gaps)[len(gaps) // 2] * left / 60
    return max(1, round(minutes)) if minutes < 10 else -(-round(minutes) // 5) * 5
