"""Whatever is done to a draft, and wherever the power goes, it holds what a plain dictionary would hold."""

from __future__ import annotations

import tempfile
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st
from support.disks import LosingDisk, PowerLost

from belong_assess.files.drafts import ABSENT, Draft, Key, new_draft, open_draft
from belong_assess.files.trees import plain
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.files.yaml_text import yaml_text

HEAD = {"format": "belong-assess/submission/1", "questionnaire": "regional", "version": "0.1.0", "status": "draft"}
KEYS: list[Key] = [
    ("answers", "A1.1"), ("answers", "A1.2"), ("answers", "S3.1.plan"), ("context", "population"), ("status",), ("tier",),
    ("competences", "preset"), ("competences", "fields", "housing"), ("competences", "fields", "policing"),
]  # fmt: skip
TEXTS = st.text(max_size=12) | st.sampled_from(["DK", "no", "012", "# x", "", "Köln – 3 %", "a\nb", '"', "null"])
SCALARS = st.none() | st.booleans() | st.integers(-9, 99) | st.decimals(0, 99, places=2) | TEXTS
VALUES = (
    SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(TEXTS, SCALARS | st.lists(SCALARS, max_size=2), max_size=3)
)
ACTIONS = st.one_of(
    st.tuples(st.just("change"), st.sampled_from(KEYS), VALUES | st.just(ABSENT)),
    st.tuples(st.sampled_from(["undo", "undo", "pause", "close", "leave"])),
)
CRASHES = st.none() | st.tuples(st.integers(0, 25), st.integers(0, 2**16))


def now() -> datetime:
    return datetime(2026, 6, 30, tzinfo=UTC)


@dataclass
class Model:
    """What a draft should hold: a dictionary, every dictionary before it, and how many changes there were."""

    data: dict[str, Any] = field(default_factory=lambda: deepcopy(HEAD))
    earlier: list[dict[str, Any]] = field(default_factory=list)
    count: int = 0

    def after(self, action: tuple[Any, ...]) -> Model:
        made = deepcopy(self)
        if action[0] == "undo" and made.earlier:
            made.data = made.earlier.pop()
            made.count += 1
        if action[0] == "change":
            made.earlier.append(deepcopy(made.data))
            put(made.data, action[1], plain(action[2]))
            made.count += 1
        return made


def put(data: dict[str, Any], key: Key, held: Any) -> None:
    """The plainest way to do it."""
    for part in key[:-1]:
        if held is ABSENT and part not in data:
            return
        data = data.setdefault(part, {})
    if held is ABSENT:
        data.pop(key[-1], None)
    else:
        data[key[-1]] = held


def act(draft: Draft, action: tuple[Any, ...], path: Path, disk: LosingDisk) -> Draft:
    """Do one thing; closing is followed by taking up again."""
    match action:
        case ("change", key, held):
            draft.change(key, held)
        case ("undo",):
            draft.undo()
        case ("pause",):
            draft.pause()
        case (how,):
            getattr(draft, how)()
            return open_draft(path, now, disk)
    return draft


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same kind: true is not 1."""
    return bool(one == other) and sorted(yaml_text(dict(one)).splitlines()) == sorted(yaml_text(dict(other)).splitlines())


@settings(max_examples=400)
@given(st.booleans(), st.lists(st.tuples(ACTIONS, CRASHES), max_size=25))
def test_a_draft_holds_what_a_dictionary_would_hold(
    new: bool, steps: list[tuple[tuple[Any, ...], tuple[int, int] | None]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "region.yaml"
        disk, model = LosingDisk(), Model()
        if not new:
            path.write_bytes(yaml_text(HEAD).encode())
        draft = new_draft(path, HEAD, now, disk) if new else open_draft(path, now, disk)
        for action, crash in steps:
            after = model.after(action)
            if crash:
                disk.lose_power_after(*crash)
            try:
                draft = act(draft, action, path, disk)
                disk.steps = None
                model = after
            except PowerLost:
                event(f"power lost in {action[0]}")
                draft.leave()
                disk = LosingDisk()
                draft = open_draft(path, now, disk)
                model = after if len(draft.changes) == after.count else model
            assert same(draft.data, model.data)
            assert len(draft.changes) == model.count
            assert {note.code for note in draft.notes} <= {"draft.recovered", "draft.line_cut"}
            assert_readable(path)
        while model.earlier:
            assert draft.undo() is not None
            model = model.after(("undo",))
            assert same(draft.data, model.data)
        draft.close()
        assert read_yaml(path.read_text(encoding="utf-8"), "").data == HEAD


def assert_readable(path: Path) -> None:
    """At any moment the file is whole, or not there yet."""
    if path.exists():
        document = read_yaml(path.read_bytes().decode(), "")
        assert document.problems == []
        assert yaml_text(document.data).encode() == path.read_bytes()


@given(VALUES | st.tuples(SCALARS, SCALARS) | st.sampled_from([3.5, 0.1, 10**30, Decimal("1E+3"), Decimal("0.10")]))
def test_a_plain_value_reads_back_from_both_files(held: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "region.yaml"
        draft = new_draft(path, HEAD, now)
        draft.change(("answers", "A1.1"), held)
        data = draft.data
        draft.leave()
        again = open_draft(path, now)
        assert same(again.data, data)
        again.close()
        (path.parent / "region.history.jsonl").unlink()
        assert same(open_draft(path, now).data, data)
