"""Conversations without a keyboard or a disk: lines go in, a draft in memory and all that was shown come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from belong_assess.files.submissions import submission_from
from belong_assess.files.trees import ABSENT, looked_up, put
from belong_assess.interview.conversation import Conversation
from belong_assess.interview.desk import Desk, Kept
from belong_assess.interview.lines import plainly
from belong_assess.interview.talk import Talk
from belong_assess.interview.terminal import EndOfInput, Terminal
from belong_assess.interview.vocabulary import vocabulary
from belong_assess.language.texts import language
from belong_assess.responses.submission import Entry, Submission
from belong_assess.scoring.engine import score
from support.methods import method


@dataclass(frozen=True)
class MemoryChange:
    """One change."""

    at: str
    by: str | None
    key: tuple[str, ...]
    before: object
    after: object


@dataclass
class MemoryDraft:
    """A draft that forgets itself when the test ends; `refuse` are errors that the next changes meet."""

    data: Mapping[str, Any]
    changes: list[Kept] = field(default_factory=list)
    done: list[MemoryChange] = field(default_factory=list)
    refuse: list[Exception] = field(default_factory=list)
    pauses: int = 0

    def change(self, key: tuple[str, ...], after: object, by: str | None = None) -> None:
        if self.refuse:
            raise self.refuse.pop(0)
        self.take(MemoryChange("2026-06-30T08:00:00Z", by, key, looked_up(self.data, key), after))
        self.done.append(self.changes[-1])  # type: ignore[arg-type]

    def take(self, change: MemoryChange) -> None:
        self.data = put(self.data, change.key, change.after)
        self.changes.append(change)

    @property
    def last(self) -> MemoryChange | None:
        return self.done[-1] if self.done else None

    def undo(self) -> MemoryChange | None:
        if not self.done:
            return None
        last = self.done.pop()
        self.take(MemoryChange(last.at, None, last.key, last.after, last.before))
        return last

    def pause(self) -> None:
        self.pauses += 1


@dataclass(frozen=True)
class Sitting:
    """What came of a conversation; `ending` is empty where the lines ran out or one was not understood."""

    ending: str
    shown: str
    draft: MemoryDraft
    read: int

    def said(self, item: str) -> Any:
        """What the draft holds for an item or fact."""
        for part in ("answers", "context"):
            found = looked_up(self.draft.data, (part, item))
            if found is not ABSENT:
                return found
        return None


def sit(
    lines: Iterable[str],
    name: str = "regional",
    *,
    code: str = "en",
    areas: tuple[str, ...] = (),
    by: str | None = None,
    last_year: Mapping[str, Entry] | None = None,
    resumed: bool = True,
    width: int = 80,
    scripted: bool = True,
    refuse: Iterable[Exception] = (),
    earlier: Iterable[tuple[tuple[str, ...], object]] = (),
    pasted: bool = False,
    **data: Any,
) -> Sitting:
    """Hold a conversation over a draft. It begins with the question where to go on; others made the `earlier` changes."""
    assessment, say, source = method(name), language(code), language()
    draft = MemoryDraft({"questionnaire": name, "version": "0.1.0", "tier": "express", **data}, refuse=list(refuse))
    for key, after in earlier:
        draft.change(key, after)
    given, shown = iter(lines), list[str]()

    def read() -> bytes:
        line = next(given, None)
        return b"" if line is None else f"{line}\n".encode()

    terminal = Terminal(read, shown.append, width=width, paint=plainly, scripted=scripted, waiting=lambda: pasted)
    conversation = Conversation(
        Talk(terminal, say, source, vocabulary(say, source)),
        Desk(assessment, draft, areas, by),
        score=lambda submission: score(assessment, submission),
        contradictions=lambda: (),
        report=lambda: "THE REPORT\n",
        last_year=last_year or {},
        width=width,
    )
    try:
        ending: str = conversation.run(resumed=resumed)
    except EndOfInput:
        ending = ""
    return Sitting(ending, "".join(shown), draft, terminal.line)


def submission_of(draft: MemoryDraft) -> Submission:
    """Read what a draft holds."""
    made, problems = submission_from(draft.data, method(str(draft.data["questionnaire"])))
    assert made is not None, problems
    return made
