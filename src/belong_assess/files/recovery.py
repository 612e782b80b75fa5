"""What a draft holds when it is taken up again, from its file and from its history, whatever happened in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from belong_assess.files.history import Change, Course, Done, History, Placed, Record, Saved, Start, changes_of
from belong_assess.files.trees import ABSENT, Key, looked_up
from belong_assess.files.yaml_text import yaml_text
from belong_assess.problems import Location, Problem
from belong_assess.values import value

SAME_METHOD = ("questionnaire", "version")


@value
class Filed:
    """What stands in the file: its bytes and its data."""

    content: bytes
    data: Mapping[str, Any]

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hash_of(self.content)


@value
class Recovered:
    """A draft as it is taken up.

    `base` is what the file holds and `since` the changes that are in no file yet; both together are `data`. `done` is the
    way back. `started` says that the history alone can tell all of it.
    """

    data: Mapping[str, Any]
    done: tuple[Done, ...]
    base: Mapping[str, Any]
    since: tuple[Change, ...]
    started: bool
    notes: tuple[Problem, ...] = ()


class NotRecovered(Exception):
    """The file and the history cannot be brought together; `reason` names the sentence that says why."""

    def __init__(self, reason: str, **facts: str) -> None:
        self.reason = reason
        self.facts = facts
        super().__init__(reason)


def hash_of(content: bytes) -> str:
    """The hash by which the history knows a state of the file."""
    return sha256(content).hexdigest()


def recovered(history: History, filed: Filed | None, file: str) -> Recovered:
    """Bring file and history together. Raises NotRecovered."""
    records = history.records
    if filed is None:
        return _from_history(records, file)
    if not records:
        return Recovered(filed.data, (), filed.data, (), started=False)
    at = _place_of(records, filed)
    if at is None:
        return _beside_edited(records, filed, file)
    return _after(records, at, filed, file)


def _from_history(records: Sequence[Record], file: str) -> Recovered:
    """There is no file: never written yet, or gone."""
    begin = _last_start(records)
    if begin is None:
        raise NotRecovered("no_start")
    start = records[begin]
    assert isinstance(start, Start)
    course = Course({})
    course.follow(records[begin:])
    since = _changes(records[begin:])
    count = {"count": str(len(since))}
    notes: tuple[Problem, ...] = ()
    if any(isinstance(record, Placed) or (isinstance(record, Start) and record.sha256) for record in records):
        notes = (Problem("draft.file_gone", Location(file), count),)
    elif since:
        notes = (Problem("draft.recovered", Location(file), count),)
    return Recovered(course.data, tuple(course.done), start.data, since, started=True, notes=notes)


def _after(records: Sequence[Record], at: int, filed: Filed, file: str) -> Recovered:
    """The history knows this state of the file: what was changed afterwards is added."""
    begin = _last_start(records[: at + 1])
    found = records[at]
    course = Course({})
    course.follow(records[begin or 0 : at])
    course.data = filed.data
    if isinstance(found, Start):
        course.done = []
    since = (*_changes(records[at : at + 1]), *(each for each in records[at + 1 :] if isinstance(each, Change)))
    course.follow(since)
    notes: tuple[Problem, ...] = ()
    if since:
        code = "draft.older_file" if _was_placed_later(records, at) else "draft.recovered"
        notes = (_counted(code, file, len(since)),)
    started = begin is not None and _last_start(records) == begin
    return Recovered(course.data, tuple(course.done), filed.data, since, started=started, notes=notes)


def _counted(code: str, file: str, count: int) -> Problem:
    return Problem(code, Location(file), {"count": str(count)})


def _was_placed_later(records: Sequence[Record], at: int) -> bool:
    return any(isinstance(record, Placed) and not _is_state(records[at], {record.sha256}) for record in records[at:])


def _beside_edited(records: Sequence[Record], filed: Filed, file: str) -> Recovered:
    """The history does not know this state of the file, so that somebody else wrote it.

    The changes that are in no file are added where the file still holds what stood there before them; elsewhere the file
    is right, and a note says what the history has.
    """
    anchor = _last_in_file(records)
    before = _state(records, anchor)
    course = Course(before)
    rest = (*_changes(records[anchor : anchor + 1] if anchor >= 0 else ()), *records[anchor + 1 :])
    course.follow(rest)
    _refuse_cut_file(records, anchor, before, filed)
    pending = _last_of_each_key(_changes(rest))
    _refuse_other_method(pending, course.data, filed)
    taken, conflicts = [], []
    for key, change in pending.items():
        was, now, stands = looked_up(before, key), looked_up(course.data, key), looked_up(filed.data, key)
        if stands == was != now:
            taken.append(Change(change.number, change.at, change.by, key, stands, now))
        elif stands != now:
            conflicts.append(_conflict(file, key, stands, now))
    made = Course(filed.data)
    made.follow(taken)
    code = "draft.edited_and_recovered" if taken else "draft.edited"
    notes = (_counted(code, file, len(taken)), *conflicts)
    return Recovered(made.data, tuple(made.done), filed.data, tuple(taken), started=False, notes=notes)


def _conflict(file: str, key: Key, stands: object, now: object) -> Problem:
    facts = {"found": _shown(stands), "expected": _shown(now), "key": ".".join(key)}
    return Problem("draft.conflict", Location(file, path=key), facts)


def _shown(held: object) -> str:
    """Show a value as the file would hold it."""
    return "#nothing" if held is ABSENT or held is None else yaml_text({"": held}).removeprefix('"":').strip()


def _refuse_cut_file(records: Sequence[Record], anchor: int, before: Mapping[str, Any], filed: Filed) -> None:
    """A file that is the beginning of one of its own states has lost its end."""
    later = (place for place in range(anchor + 1, len(records)) if isinstance(records[place], Saved))
    states = (before, *(_state(records, place) for place in later))
    for state in states:
        whole = yaml_text(dict(state)).encode()
        if whole.startswith(filed.content) and whole != filed.content:
            raise NotRecovered("cut")


def _refuse_other_method(pending: Mapping[Key, Change], data: Mapping[str, Any], filed: Filed) -> None:
    differ = [name for name in SAME_METHOD if filed.data.get(name) != data.get(name)]
    if pending and differ:
        found, expected = str(data.get(differ[0])), str(filed.data.get(differ[0]))
        raise NotRecovered("other_history", found=found, expected=expected, count=str(len(pending)))


def _last_of_each_key(changes: Iterable[Change]) -> dict[Key, Change]:
    """Return the last change of each key, in the order in which these were made."""
    found: dict[Key, Change] = {}
    for change in changes:
        found.pop(change.key, None)
        found[change.key] = change
    return found


def _changes(records: Sequence[Record]) -> tuple[Change, ...]:
    return tuple(changes_of(records))


def _state(records: Sequence[Record], at: int) -> Mapping[str, Any]:
    """Return what was in the file at a record: a start's own data, or all that had been changed until it was saved."""
    if at < 0:
        return {}
    if isinstance(start := records[at], Start):
        return start.data
    course = Course({})
    course.follow(records[_last_start(records[:at]) or 0 : at])
    return course.data


def _place_of(records: Sequence[Record], filed: Filed) -> int | None:
    """Find the last record of this state of the file, however its lines are ended or its texts are quoted."""
    hashes = {filed.sha256, hash_of(yaml_text(dict(filed.data)).encode())}
    return next((at for at in range(len(records) - 1, -1, -1) if _is_state(records[at], hashes)), None)


def _is_state(record: Record, hashes: set[str]) -> bool:
    return isinstance(record, Start | Saved) and record.sha256 in hashes


def _last_start(records: Sequence[Record]) -> int | None:
    return next((at for at in range(len(records) - 1, -1, -1) if isinstance(records[at], Start)), None)


def _last_in_file(records: Sequence[Record]) -> int:
    """Return the place of the last record whose state is known to have been in the file, or -1."""
    placed: set[str] = set()
    for at in range(len(records) - 1, -1, -1):
        record = records[at]
        if isinstance(record, Placed):
            placed.add(record.sha256)
        elif isinstance(record, Start) or (isinstance(record, Saved) and record.sha256 in placed):
            return at
    return -1
