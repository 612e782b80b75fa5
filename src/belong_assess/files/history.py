"""The history of a draft as lines of JSON: what was changed, when and by whom, and what was put into the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from belong_assess.files.trees import ABSENT, Key, highest_change, holds_only, looked_up, plain, put
from belong_assess.values import value

FORMAT = "belong-assess/history/1"


@value
class Change:
    """One value that was changed. `undoes` is the number of the change that it takes back."""

    number: int
    at: str
    by: str | None
    key: Key
    before: object
    after: object
    undoes: int | None = None


@value
class Start:
    """A draft as it was taken up: `data` and then `changes`. `sha256` is that of the file, `None` while there is none."""

    number: int
    data: Mapping[str, Any]
    sha256: str | None = None
    changes: tuple[Change, ...] = ()


@value
class Saved:
    """All changes up to a number are complete in a temporary file with this hash, which is about to become the file."""

    number: int
    sha256: str


@value
class Placed:
    """The file with this hash has taken its place."""

    sha256: str


Record = Start | Change | Saved | Placed


class NewerHistory(Exception):
    """The history was written by a later version of the program, in a format that this one does not know."""


# lines


def line(record: Record) -> bytes:
    """Write a record as one line."""
    return f"{_json(_data(record))}\n".encode()


def _data(record: Record) -> dict[str, Any]:
    match record:
        case Start(number=number, data=data, sha256=sha256, changes=changes):
            return {
                "format": FORMAT,
                "n": number,
                "sha256": sha256,
                "data": data,
                "changes": [_data(each) for each in changes],
            }
        case Change(number=number, at=at, by=by, key=key, before=before, after=after, undoes=undoes):
            values = {"before": before, "after": after}
            held = {"n": number, "at": at, "by": by, "key": list(key)}
            more = {} if undoes is None else {"undoes": undoes}
            return held | {name: each for name, each in values.items() if each is not ABSENT} | more
        case Saved(number=number, sha256=sha256):
            return {"saved": number, "sha256": sha256}
        case Placed(sha256=sha256):
            return {"placed": sha256}


def _json(held: object) -> str:
    """JSON with exact decimals, which the standard library does not write."""
    match held:
        case Mapping():
            return "{" + ", ".join(f"{_text(name)}: {_json(each)}" for name, each in held.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_json, held)) + "]"
        case Decimal():
            return f"{held:f}"
        case str():
            return _text(held)
        case _:
            return json.dumps(held)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def record_of(content: bytes) -> Record | None:
    """Read one line; `None` where it is damaged. Raises NewerHistory for a format that a later program wrote."""
    try:
        held = json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refused)
        return _record(plain(held))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _refused(word: str) -> None:
    raise ValueError(word)


def _record(held: Any) -> Record:
    if "format" in held:
        if held["format"] != FORMAT and str(held["format"]).startswith(FORMAT.rpartition("/")[0]):
            raise NewerHistory(str(held["format"]))
        sha256 = None if held["sha256"] is None else _word(held["sha256"])
        return Start(_count(held["n"]), _mapping(held["data"]), sha256, tuple(_change(each) for each in held["changes"]))
    if "saved" in held:
        return Saved(_count(held["saved"]), _word(held["sha256"]))
    return Placed(_word(held["placed"])) if "placed" in held else _change(held)


def _change(held: Any) -> Change:
    key = tuple(_word(part) for part in held["key"])
    if not key:
        raise ValueError("key")
    by = None if held["by"] is None else _word(held["by"])
    undoes = _count(held["undoes"]) if "undoes" in held else None
    before, after = held.get("before", ABSENT), held.get("after", ABSENT)
    return Change(_count(held["n"]), _word(held["at"]), by, key, before, after, undoes)


def _word(held: object) -> str:
    if not isinstance(held, str):
        raise TypeError("text")
    return held


def _count(held: object) -> int:
    if not isinstance(held, int) or isinstance(held, bool):
        raise TypeError("number")
    return held


def _mapping(held: object) -> Mapping[str, Any]:
    if not isinstance(held, dict):
        raise TypeError("mapping")
    return held


@value
class History:
    """What a history file held: its records, the numbers of damaged lines, and how many of its bytes are whole lines.

    `seen` counts all bytes; those that are more are an incomplete last line. `open_end`: the last line is whole, not ended.
    """

    records: tuple[Record, ...] = ()
    damaged: tuple[int, ...] = ()
    size: int = 0
    seen: int = 0
    open_end: bool = False


def read_history(content: bytes) -> History:
    """Read a history; damaged lines are left out, and an incomplete last one does not count.

    A start tells everything, so that damage before the last one is of no consequence.
    """
    *lines, last = content.split(b"\n")
    read = [(number, record_of(each)) for number, each in enumerate(lines, 1) if each.strip()]
    records = [record for _, record in read if record is not None]
    begin = max((number for number, record in read if isinstance(record, Start)), default=0)
    damaged = tuple(number for number, record in read if record is None and number > begin)
    ended = len(content) - len(last)
    final = record_of(last)
    if final is None:
        return History(tuple(records), damaged, ended, len(content))
    return History((*records, final), damaged, len(content), len(content), open_end=True)


# what the changes make


@value
class Done:
    """A change that was made: the highest place that it changed, and what stood there."""

    change: Change
    above: Key
    was: object


class Course:
    """Data, and the way back: the changes that made it and have not been undone."""

    def __init__(self, data: Mapping[str, Any], done: Iterable[Done] = ()) -> None:
        self.data = data
        self.done = list(done)

    def take(self, change: Change) -> None:
        """Make a change, or take one back."""
        if change.undoes is None:
            above = highest_change(self.data, change.key)
            self.done.append(Done(change, above, looked_up(self.data, above)))
        elif self.done and self.done[-1].change.number == change.undoes:
            self.data = _restored(self.data, self.done.pop())
            return
        self.data = put(self.data, change.key, change.after)

    def follow(self, records: Iterable[Record]) -> None:
        """Take the changes of some records; a start begins anew."""
        for record in records:
            if isinstance(record, Change):
                self.take(record)
            elif isinstance(record, Start):
                self.data, self.done = record.data, []
                self.follow(record.changes)


def _restored(data: Mapping[str, Any], done: Done) -> dict[str, Any]:
    """Take a change back, with the mappings that it had to make."""
    key = done.change.key
    if holds_only(looked_up(data, done.above), key[len(done.above) :]):
        return put(data, done.above, done.was)
    return put(data, key, done.change.before)


def changes_of(records: Sequence[Record]) -> list[Change]:
    """Return every change in the order of the lines, those that a start repeats only once."""
    found: dict[int, Change] = {}
    for record in records:
        if isinstance(record, Change):
            found[record.number] = record
        elif isinstance(record, Start):
            found |= {each.number: each for each in record.changes}
    return list(found.values())
