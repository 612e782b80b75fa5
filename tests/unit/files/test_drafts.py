"""A draft holds what was changed, gives back what was undone, and is a submission at any moment after a pause."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from belong_assess.cli.usage import error_lines
from belong_assess.files.drafts import ABSENT, DraftError, draft_exists, new_draft, open_draft
from belong_assess.language.texts import PLACEHOLDER, language

HEAD = {"format": "belong-assess/submission/1", "questionnaire": "regional", "version": "0.1.0", "status": "draft"}
A1, A2, PEOPLE = ("answers", "A1.1"), ("answers", "A1.2"), ("context", "population")


def now() -> datetime:
    return datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


def refused(work: Callable[[], object]) -> DraftError:
    """Do what is refused; the refusal is a sentence with all its facts in it."""
    with pytest.raises(DraftError) as caught:
        work()
    error = caught.value
    assert PLACEHOLDER.search(" ".join(error_lines(error, language()))) is None
    return error


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "region.yaml"


def test_what_was_changed_is_there_when_it_is_taken_up_again(path: Path) -> None:
    draft = new_draft(path, HEAD, now)
    draft.change(A1, 3, "strategy unit")
    draft.change(PEOPLE, {"number": 742900, "year": 2025})
    draft.leave()
    again = open_draft(path, now)
    assert again.data == HEAD | {"answers": {"A1.1": 3}, "context": {"population": {"number": 742900, "year": 2025}}}
    assert [note.code for note in again.notes] == ["draft.recovered"]
    first = again.changes[0]
    assert (first.number, first.at, first.by, first.before, first.after) == (
        1,
        "2026-06-30T12:00:00Z",
        "strategy unit",
        ABSENT,
        3,
    )
    again.close()


def test_undo_goes_back_step_by_step_also_after_reopening(path: Path) -> None:
    draft = new_draft(path, HEAD, now)
    for key, held in ((A1, 3), (A1, 4), (PEOPLE, 12)):
        draft.change(key, held)
    draft.close()
    again = open_draft(path, now)
    assert again.notes == ()
    undone = [again.undo() for _ in range(4)]
    assert [change and change.number for change in undone] == [3, 2, 1, None]
    assert again.data == HEAD
    again.close()
    assert open_draft(path, now).data == HEAD


def test_a_second_one_has_to_wait(path: Path) -> None:
    draft = new_draft(path, HEAD, now)
    assert refused(lambda: open_draft(path, now)).key == "draft.error.locked"
    draft.close()
    open_draft(path, now).close()


def test_a_draft_that_is_there_is_not_begun_again(path: Path) -> None:
    assert not draft_exists(path)
    new_draft(path, HEAD, now).leave()
    assert draft_exists(path)
    assert refused(lambda: new_draft(path, HEAD, now)).key == "draft.error.exists"
