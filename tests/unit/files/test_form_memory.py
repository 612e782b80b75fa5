"""Written numbers are kept from one start to the next; what is missing, damaged or of another program is asked again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from belong_assess.files.form_memory import NAME, read_forms, write_forms

SCORE = (sys.executable, "-X", "importtime", "-m", "belong_assess", "score", "@verdemar")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("BELONG_ASSESS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_was_written_is_known_again() -> None:
    assert read_forms() == {}
    write_forms({"number en_GB 80 0": "80"})
    assert read_forms() == {"number en_GB 80 0": "80"}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"key": "other", "known": {"a": "b"}}', b'{"known": {}}'])
def test_a_memory_of_another_program_or_a_damaged_one_is_none(cache: Path, content: bytes) -> None:
    cache.mkdir()
    (cache / NAME).write_bytes(content)
    assert read_forms() == {}


def test_a_memory_that_holds_no_texts_is_none(cache: Path) -> None:
    write_forms({"number en_GB 80 0": "80"})
    held = json.loads((cache / NAME).read_bytes())
    (cache / NAME).write_text(json.dumps({**held, "known": {"number en_GB 80 0": 80}}), encoding="utf-8")
    assert read_forms() == {}


def test_a_folder_that_cannot_be_written_costs_only_time(cache: Path) -> None:
    cache.write_text("a file", encoding="utf-8")
    write_forms({"a": "b"})
    assert read_forms() == {}


def test_a_second_start_needs_no_locale_data_and_says_the_same() -> None:
    first, second = (subprocess.run(SCORE, capture_output=True, check=True, env=dict(os.environ)) for _ in range(2))
    assert b"babel.core" in first.stderr
    assert b"babel" not in second.stderr
    assert first.stdout == second.stdout
