"""Texts that tests compare with files under tests/snapshots/; `UPDATE_SNAPSHOTS=1` writes them anew."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"
HASH = re.compile(r"\b[0-9a-f]{12}\b")


def compare(name: str, text: str) -> None:
    """Fail with a diff where a text differs from its snapshot; hashes of content are not compared."""
    path = SNAPSHOTS / name
    text = HASH.sub("<hash>", text)
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    held = path.read_text(encoding="utf-8")
    if text != held:
        lines = difflib.unified_diff(held.splitlines(), text.splitlines(), f"snapshots/{name}", "now", lineterm="", n=1)
        raise AssertionError("UPDATE_SNAPSHOTS=1 writes it anew, if the change is meant:\n" + "\n".join(list(lines)[:60]))
