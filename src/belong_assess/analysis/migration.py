"""Carries the answers of one submission over to another version of its questionnaire, and accounts for every one of them.

An answer passes the one gate again: what the new questionnaire refuses is not carried. Where the earlier version is known,
an answer whose type or scale has changed is not carried either, unless a declared mapping says which step is which.
Nothing is lost: what is not carried is set aside as it stood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Literal

from belong_assess.analysis.changes import Change, compare, mapping_to
from belong_assess.analysis.changes.answer_forms import labels
from belong_assess.analysis.mapped_data import Unmapped, mapped_data
from belong_assess.analysis.migrated_envelope import LEFT_BEHIND, OWN_QUESTIONS, Aside, Envelope
from belong_assess.analysis.soundness.migrations import answer_of
from belong_assess.model.assessment import Assessment
from belong_assess.model.own_questions import is_own
from belong_assess.model.questionnaire import Answer, Choice, Steps
from belong_assess.problems import Problem, has_errors
from belong_assess.responses.capture import capture
from belong_assess.responses.plain_data import entry_data
from belong_assess.responses.standing import settle
from belong_assess.responses.submission import (
    Chosen,
    DontKnow,
    Entry,
    Later,
    NotApplicable,
    NotOurs,
    Picked,
    Response,
    Submission,
    Ticked,
    Unreadable,
)
from belong_assess.values import value

Place = Literal["answers", "context"]
How = Literal["kept", "mapped", "left"]
Why = Literal["", "unknown", "unreadable", "gone", "taken", "type", "scale", "step", "option", "refused"]
LOST_DETAILS = ("answer.unknown_detail", "answer.detail_invalid")


@value
class Carrying:
    """What became of one answer or fact. `raw` is how it stood in the file, `earlier` and `entry` what both versions read.

    `dropped`: options that a mapping drops. `loses_details`: something beside it could never be read. `problem`: what
    the gate said.
    """

    place: Place
    was: str
    how: How
    raw: Any
    now: str = ""
    earlier: Entry | None = None
    entry: Entry | None = None
    why: Why = ""
    dropped: tuple[str, ...] = ()
    loses_details: bool = False
    problem: Problem | None = None


@value
class Migrated:
    """A submission under the new version, and the account of how it came about.

    `is_known`: the earlier version was at hand, so that meanings could be compared. `review`: changes of meaning, each
    with the answers that may say something else now. `open`: new questions that are asked and have no answer.
    `status_was`: the status that went back to draft. `own`: questions of the region's own and the answers to them, which no
    version of the common questionnaire concerns.
    """

    submission: Submission
    is_known: bool
    from_version: str
    answers: tuple[Carrying, ...]
    aside: tuple[Aside, ...]
    review: tuple[tuple[Change, tuple[str, ...]], ...] = ()
    open: tuple[str, ...] = ()
    status_was: str = ""
    earlier_left_behind: tuple[Any, ...] = ()
    own: Mapping[str, Any] = field(default_factory=dict)

    def count(self, how: How) -> int:
        """How many answers and facts were kept, mapped or left."""
        return sum(each.how == how for each in self.answers)


def migrate(
    raw: Mapping[str, Any],
    earlier: Submission,
    new: Assessment,
    old: Assessment | None,
    unread: Collection[str] = (),
    changes: tuple[Change, ...] | None = None,
) -> Migrated:
    """Carry a submission over. `raw` is the data of its file; `earlier` its envelope as it was read.

    `unread` names the keys of the envelope in which something could not be read. Without the earlier version only the new
    one and its declared mappings can tell what fits. `changes` are those between the two where they are known already.
    """
    made = _Migrating(raw, earlier, new, old, changes)
    made.aside += [Aside(key, "unreadable", raw[key]) for key in ("competences", "status") if key in unread]
    return made.migrated()


class _Migrating:
    """One submission on its way; what is set aside gathers here."""

    def __init__(
        self,
        raw: Mapping[str, Any],
        earlier: Submission,
        new: Assessment,
        old: Assessment | None,
        changes: tuple[Change, ...] | None = None,
    ) -> None:
        self.raw = raw
        self.earlier = earlier
        self.new = new
        self.old = old
        self.version = old.questionnaire.version if old else str(raw.get("version") or "")
        self.mapping = mapping_to(new.questionnaire, self.version)
        self.changes = changes if changes is not None else compare(old, new) if old else ()
        self.envelope = Envelope(raw, earlier, new)
        self.aside = self.envelope.aside
        self.taken: set[str] = set()

    def migrated(self) -> Migrated:
        around = self.envelope
        tier, scope, profile = around.tier(), around.scope(), around.profile()
        carried = tuple(self.all("context")) + tuple(self.all("answers"))
        around.keys()
        self.aside += [each for one in carried for each in _set_aside(one)]
        status = self.status(carried)
        entries = {each.now: each.entry for each in carried if each.entry is not None}
        submission = Submission(
            questionnaire=self.new.questionnaire.id,
            version=self.new.questionnaire.version,
            hash=self.new.questionnaire_hash,
            tier=tier,
            scope=scope,
            status=status,
            language=self.earlier.language,
            context={name: entries[name] for name in self.new.facts if name in entries},
            profile=profile,
            answers={name: entries[name] for name in _in_order(self.new) if name in entries},
            file=self.earlier.file,
        )
        left_earlier = self.raw.get(LEFT_BEHIND)
        return Migrated(
            submission=submission,
            is_known=self.old is not None,
            from_version=self.version,
            answers=carried,
            aside=tuple(self.aside),
            review=self.review(carried),
            open=self.open(submission),
            status_was=self.earlier.status if status != self.earlier.status else "",
            earlier_left_behind=tuple(left_earlier) if isinstance(left_earlier, list) else (),
            own=self.own(),
        )

    def own(self) -> dict[str, Any]:
        """Questions of one's own, and what was answered to them: both go along as they stand."""
        answers = self.raw.get("answers")
        answered = {name: raw for name, raw in answers.items() if is_own(name)} if isinstance(answers, dict) else {}
        held = {OWN_QUESTIONS: self.raw.get(OWN_QUESTIONS), "answers": answered}
        return {key: each for key, each in held.items() if each}

    # answers and facts

    def all(self, place: Place) -> Iterator[Carrying]:
        held = self.raw.get(place)
        if held is not None and not isinstance(held, dict):
            self.aside.append(Aside(place, "unreadable", held))
        for name, raw in held.items() if isinstance(held, dict) else ():
            if is_own(name):
                continue
            if raw is not None and raw != {} and not (isinstance(raw, str) and not raw.strip()):
                carried = self.one(place, name, raw)
                if carried.how != "left":
                    self.taken.add(carried.now)
                yield carried

    def one(self, place: Place, was: str, raw: Any) -> Carrying:
        earlier: Entry | None = None
        data, said = raw, tuple[Problem, ...]()
        if self.old is not None:
            if not _is_in(self.old, place, was):
                return Carrying(place, was, "left", raw, why="unknown")
            read = capture(self.old, was, raw)
            earlier = read.entry
            if earlier is None or isinstance(earlier.response, Unreadable):
                return Carrying(place, was, "left", raw, earlier=earlier, why="unreadable", problem=_first(read.problems))
            data, said = entry_data(earlier, short=False), tuple(read.problems)
        now = self.mapping.now_of(was)
        if not _is_in(self.new, place, now):
            return Carrying(place, was, "left", raw, earlier=earlier, why="gone")
        if now in self.taken:
            return Carrying(place, was, "left", raw, now, earlier, why="taken")
        if earlier is not None and (why := self.incomparable(was, now, earlier.response)):
            return Carrying(place, was, "left", raw, now, earlier, why=why)
        carried = self.through_the_gate(Carrying(place, was, "left", raw, now, earlier), data)
        return replace(carried, loses_details=True) if _loses_details(said) else carried

    def through_the_gate(self, one: Carrying, data: Any) -> Carrying:
        steps, options = self.mapping.values.get(one.was, {}), self.mapping.options.get(one.was, {})
        try:
            data, dropped = mapped_data(data, steps, options)
        except Unmapped as error:
            return replace(one, why=error.why)
        read = capture(self.new, one.now, data)
        if read.entry is None or isinstance(read.entry.response, Unreadable) or has_errors(read.problems):
            return replace(one, why="refused", problem=_first(read.problems))
        how: How = "mapped" if self.mapping.names(one.was) else "kept"
        return replace(one, how=how, entry=read.entry, dropped=dropped, loses_details=_loses_details(read.problems))

    def incomparable(self, was: str, now: str, response: Response) -> Why:
        """An answer of another type, or on another scale, says nothing here; a state like "don't know" still does."""
        assert self.old is not None
        before, after = answer_of(self.old, was), answer_of(self.new, now)
        assert before is not None and after is not None
        if isinstance(response, (DontKnow, Later, NotOurs, NotApplicable)):
            return ""
        if isinstance(before, (Choice, Steps)) and isinstance(after, (Choice, Steps)):
            return "" if was in self.mapping.values or self.is_same_scale(before, after) else "scale"
        return "" if type(before) is type(after) else "type"

    def is_same_scale(self, before: Answer, after: Answer) -> bool:
        """The same shared scale, steps of the question's own in both, or the same words on another one."""
        assert self.old is not None
        if isinstance(before, Choice) and isinstance(after, Choice) and before.scale == after.scale:
            return True
        if isinstance(before, Steps) and isinstance(after, Steps):
            return True
        return labels(self.old.options_of(before)) == labels(self.new.options_of(after))

    def review(self, carried: Sequence[Carrying]) -> tuple[tuple[Change, tuple[str, ...]], ...]:
        """Answers to look at again, by the change of meaning that touches them; "don't know" means what it meant."""
        said = [each for each in carried if each.entry and not isinstance(each.entry.response, (DontKnow, Later))]
        changes = [change for change in self.changes if change.effect == "meaning"]
        found = [(change, tuple(each.now for each in said if self.is_touched(each, change))) for change in changes]
        return tuple((change, names) for change, names in found if names)

    def is_touched(self, each: Carrying, change: Change) -> bool:
        """Other words of a step or option touch only the answers that gave it."""
        known = each.now in self.new.items or each.now in self.new.facts
        if (each.now if known else each.now.rpartition(".")[0]) not in change.items:
            return False
        if change.shape not in ("Option", "Tick") or change.kind != "changed" or each.entry is None:
            return True
        match each.entry.response:
            case Chosen(value=value):
                return str(value) == change.id
            case Ticked(options=options) | Picked(options=options):
                return change.id in options
            case _:
                return False

    def open(self, submission: Submission) -> tuple[str, ...]:
        """The new questions that are asked and have no answer yet."""
        if self.old is None:
            return ()
        known = {self.mapping.now_of(item) for item in self.old.items}
        standings = settle(self.new, submission)
        return tuple(name for name, held in standings.items() if name not in known and held.state == "skipped")

    def status(self, carried: Sequence[Carrying]) -> str:
        """Only where nothing but safe changes lie between, somebody's approval still holds."""
        safe = self.old is not None and all(change.effect == "safe" for change in self.changes)
        return self.earlier.status if safe and not self.aside and all(c.how != "left" for c in carried) else "draft"


def _set_aside(carried: Carrying) -> Iterator[Aside]:
    what = f"{carried.place}.{carried.was}"
    if carried.how == "left":
        yield Aside(what, carried.why, carried.raw)
        return
    if carried.dropped:
        yield Aside(what, "dropped", {"options": list(carried.dropped)})
    if carried.loses_details:
        yield Aside(what, "detail", carried.raw)


def _loses_details(problems: Sequence[Problem]) -> bool:
    return any(problem.code in LOST_DETAILS for problem in problems)


def _is_in(method: Assessment, place: Place, name: str) -> bool:
    return name in method.facts if place == "context" else name in method.items or name in method.part_ids


def _first(problems: Sequence[Problem]) -> Problem | None:
    return next((problem for problem in problems if problem.severity == "error"), problems[0] if problems else None)


def _in_order(method: Assessment) -> Iterator[str]:
    for item in method.items:
        yield item
        yield from (f"{item}.{part.id}" for part in method.parts_of(item))
