"""Reasons that the program cannot go on.

BelongAssessError
├── UsageError        the command line asks for something that does not exist (exit code 2)
├── ContentError      content has errors that leave nothing to work on; carries its problems (exit code 1)
├── DraftError        a draft cannot be taken up or kept (exit code 3; 1 where its file has problems, which it carries)
└── Interrupted       a signal ended the program, and nothing was lost (exit code 128 and the number of the signal)
"""

from __future__ import annotations

from collections.abc import Sequence

from belong_assess.problems import Problem


class BelongAssessError(Exception):
    """The parent of every error that this program raises on purpose; `key` names its sentence in the catalogues."""

    exit_code = 3

    def __init__(self, key: str, **facts: str) -> None:
        self.key = key
        self.facts = facts
        super().__init__(key, facts)


class UsageError(BelongAssessError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class ContentError(BelongAssessError):
    """Content has errors that leave nothing to work on: a method, or the submission in a `file`."""

    exit_code = 1

    def __init__(self, problems: Sequence[Problem], file: str = "") -> None:
        self.problems = tuple(problems)
        count = str(len(self.problems))
        super().__init__("error.file" if file else "error.content", count=count, file=file)

    def __str__(self) -> str:
        """Name the codes and places, for those who meet this error in Python."""
        return "; ".join(f"{p.code} at {p.where.file}:{p.where.line} {p.facts}" for p in self.problems)


class DraftError(BelongAssessError):
    """A draft cannot be taken up, or a change of it cannot be kept."""

    def __init__(self, key: str, *, problems: Sequence[Problem] = (), **facts: str) -> None:
        self.problems = tuple(problems)
        super().__init__(key, **facts)
        if problems:
            self.exit_code = ContentError.exit_code


class Interrupted(BelongAssessError):
    """A signal ended the program; the sentence says how to go on."""

    def __init__(self, key: str, number: int, **facts: str) -> None:
        super().__init__(key, **facts)
        self.exit_code = 128 + number
