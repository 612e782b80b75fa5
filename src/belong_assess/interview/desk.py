"""The draft on the desk: what it says now, how a change is kept, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from belong_assess.errors import BelongAssessError
from belong_assess.files.submissions import submission_from
from belong_assess.files.trees import ABSENT
from belong_assess.interview.changes import with_detail, with_response
from belong_assess.interview.prompts import entry_of, item_and_answer
from belong_assess.interview.script import FactStep, FieldStep, PresetStep, QuestionStep, Script, Step, script
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import FreeText
from belong_assess.responses.plain_data import entry_data
from belong_assess.responses.submission import Entry, Later, Response, Submission

Key = tuple[str, ...]


class Kept(Protocol):
    """One change as a draft remembers it."""

    @property
    def at(self) -> str:
        """When, in ISO form."""

    @property
    def by(self) -> str | None:
        """Who, by function."""

    @property
    def key(self) -> Key:
        """What."""


class Store(Protocol):
    """A draft that keeps every change before it returns."""

    @property
    def data(self) -> Mapping[str, Any]:
        """The plain submission as it is now."""

    @property
    def changes(self) -> Sequence[Kept]:
        """Every change so far."""

    def change(self, key: Key, after: object, by: str | None = None) -> None:
        """Keep a value, or raise an error and keep nothing."""

    @property
    def last(self) -> Kept | None:
        """The change that `undo` would take back."""

    def undo(self) -> Kept | None:
        """Take the last change back."""

    def pause(self) -> None:
        """Bring the readable file up to date."""


class Desk:
    """A draft, read against its method. Whoever answers now is `by`."""

    def __init__(self, assessment: Assessment, draft: Store, areas: Sequence[str] = (), by: str | None = None) -> None:
        self.assessment = assessment
        self.draft = draft
        self.areas = tuple(areas)
        self.by = by
        self.again: Callable[[BelongAssessError], bool] = lambda error: False
        self.begun = len(draft.changes)
        self._read: tuple[int, Submission, Script] | None = None

    @property
    def submission(self) -> Submission:
        """The submission as it is now."""
        return self._now()[1]

    @property
    def held(self) -> Script:
        """What is asked as the answers stand."""
        return self._now()[2]

    def _now(self) -> tuple[int, Submission, Script]:
        count = len(self.draft.changes)
        if self._read is None or self._read[0] != count:
            submission, problems = submission_from(self.draft.data, self.assessment)
            assert submission is not None, problems
            self._read = count, submission, script(self.assessment, submission, self.areas)
        return self._read

    @property
    def moments(self) -> tuple[datetime, ...]:
        """When the answers were given."""
        return tuple(datetime.fromisoformat(change.at) for change in self.draft.changes)

    def raw(self, step: FactStep | QuestionStep) -> Any:
        """What the draft holds for a step; `None` where it holds nothing."""
        return self._held("context" if isinstance(step, FactStep) else "answers").get(step.id)

    def _held(self, *path: str) -> Mapping[str, Any]:
        held: Any = self.draft.data
        for name in path:
            held = held.get(name) if isinstance(held, Mapping) else None
        return held if isinstance(held, Mapping) else {}

    def entry(self, step: FactStep | QuestionStep) -> Entry | None:
        """What was said to a step."""
        return entry_of(step, self.submission)

    def may_undo(self) -> bool:
        """A sitting about some areas takes back its own changes, and those at what it asks; others' stay."""
        last = self.draft.last
        return (
            not self.areas
            or last is None
            or any(each is last for each in self.draft.changes[self.begun :])
            or step_of(last.key, self.held) in self.held.steps
        )

    def widen(self, areas: Sequence[str] = ()) -> None:
        """Ask more areas of the draft, or all of them; the tier stays."""
        if not areas:
            self.areas = ()
        self.keep(("scope",), [*(self.submission.scope or ()), *areas] if areas else None)

    # keeping

    def keep(self, key: Key, after: object) -> None:
        """Keep a value; where the disk refuses, `again` says whether to try once more. Raises what the draft raises."""
        while True:
            try:
                self.draft.change(key, ABSENT if after is None else after, self.by)
            except BelongAssessError as error:
                if not self.again(error):
                    raise
            else:
                return

    def answer(self, step: FactStep | QuestionStep, response: Response) -> None:
        """Keep a response; what stands beside it stays."""
        kind = item_and_answer(self.assessment, step.id)[1]
        self.keep(key_of(step), with_response(self.raw(step), response, kind, self.by))

    def take_over(self, step: FactStep | QuestionStep, earlier: Entry) -> None:
        """Keep an earlier answer with its documents and its note, but for what was said anew already."""
        now = self.entry(step) or Entry(Later())
        evidence, comment = now.evidence or earlier.evidence, now.comment or earlier.comment
        again = Entry(earlier.response, evidence, comment, now.confidence, now.who or earlier.who, self.by or now.by)
        kind = item_and_answer(self.assessment, step.id)[1]
        self.keep(key_of(step), entry_data(again, short=not isinstance(kind, FreeText)))

    def detail(self, step: FactStep | QuestionStep, name: str, detail: Any) -> None:
        """Keep something beside a response."""
        self.keep(key_of(step), with_detail(self.raw(step), self.entry(step), name, detail))

    def clear(self, step: FactStep | QuestionStep) -> None:
        """Take an answer away, with what stands beside it."""
        if self.raw(step) is not None:
            self.keep(key_of(step), None)

    def field(self, name: str) -> dict[str, Any]:
        """What the profile says of a field itself, beside the preset."""
        held = self._held("competences", "fields").get(name)
        if isinstance(held, Mapping):
            return dict(held)
        return {} if held is None else {"roles": held if isinstance(held, list) else [held]}

    def confirmed(self) -> list[str]:
        """The fields that are confirmed as a whole."""
        held = self._held("competences").get("confirmed")
        return [str(each) for each in held] if isinstance(held, list) else [] if held is None else [str(held)]


def key_of(step: FactStep | QuestionStep) -> Key:
    """Where a draft keeps what was said to a step."""
    return ("context" if isinstance(step, FactStep) else "answers", step.id)


def step_of(key: Key, held: Script) -> Step | None:
    """The step at which a value is asked; `None` for values that no step asks."""
    match key:
        case ("context", fact):
            step: Step = FactStep(fact)
        case ("answers", asked):
            step = QuestionStep(asked)
        case ("competences", "fields", field):
            step = FieldStep(field)
        case ("competences", *_):
            step = PresetStep()
        case _:
            return None
    return step if step in held.order else None
