"""Killed at 200 random moments while answers stream in, a draft holds every answer whose number had appeared."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from terminal.draft_stream import HEAD, change_number

import belong_assess
from belong_assess.files.drafts import draft_exists, open_draft
from belong_assess.files.yaml_dialect import read_yaml

KILLS = 200
SEED = 20260630
STREAM = Path(__file__).with_name("draft_stream.py")
PHASES = ("answering", "temporary", "replace", "replaced")
NOTES = {"draft.recovered", "draft.line_cut"}


def killed(path: Path, rng: Random) -> tuple[str, int]:
    """Let answers stream in and kill at a random moment; return the last phase that was told and the last number."""
    surroundings = {**os.environ, "PYTHONPATH": str(Path(belong_assess.__file__).parents[1])}
    with subprocess.Popen([sys.executable, str(STREAM), str(path)], stdout=subprocess.PIPE, env=surroundings) as stream:
        assert stream.stdout is not None
        wanted, count = rng.choice(PHASES).encode(), rng.randint(1, 8)
        told = b""
        while count and (line := stream.stdout.readline()):
            told += line
            count -= line.strip() == wanted
        time.sleep(rng.random() * 0.0015)
        stream.kill()
        told += stream.stdout.read()
    words = told.decode().split()
    assert "ready" in words
    numbers = [int(word) for word in words if word.isdigit()]
    return next((word for word in reversed(words) if not word.isdigit()), ""), max(numbers, default=0)


def data_after(number: int) -> dict[str, object]:
    """What so many changes make of an empty draft."""
    answers = {key[1]: after for key, after in map(change_number, range(1, number + 1))}
    return HEAD | ({"answers": answers} if answers else {})


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="SIGKILL is POSIX")
def test_every_answer_whose_number_appeared_is_there(tmp_path: Path) -> None:
    rng = Random(SEED)
    phases: Counter[str] = Counter()
    before = 0
    for kill in range(KILLS):
        path = tmp_path / f"region-{kill // 20}.yaml"
        before = 0 if kill % 20 == 0 else before
        phase, appeared = killed(path, rng)
        phases[phase] += 1
        assert draft_exists(path)
        draft = open_draft(path, lambda: datetime.now(UTC))
        kept = len(draft.changes)
        assert max(appeared, before) <= kept <= max(appeared, before) + 1, (kill, phase)
        assert draft.data == data_after(kept), (kill, phase)
        assert {note.code for note in draft.notes} <= NOTES
        draft.leave()
        if path.exists():
            document = read_yaml(path.read_text(encoding="utf-8"), "")
            assert document.problems == []
            assert document.data in [data_after(number) for number in range(0, kept + 1, 5)]
        before = kept
    assert all(phases[phase] for phase in PHASES), phases
