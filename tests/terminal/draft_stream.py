"""A process that answers without end: prints the number of each change once it is kept, and says what its disk does."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from belong_assess.files.disk import Disk
from belong_assess.files.drafts import Key, draft_exists, new_draft, open_draft

HEAD = {"format": "belong-assess/submission/1", "questionnaire": "regional", "version": "0.1.0", "status": "draft"}
PAUSE_EVERY = 5


def change_number(number: int) -> tuple[Key, str]:
    """What the change with this number says."""
    return ("answers", f"A{number % 13}.1"), f"answer {number} " + "x" * (number % 7 * 100)


class TellingDisk(Disk):
    """Says what it is about to do, or has done, where that tells one phase of a pause from the next."""

    def create(self, path: Path, mode: int | None = None) -> int:
        self.creates += 1
        handle = super().create(path, mode)
        if self.creates == 2:
            tell("temporary")
        return handle

    def replace(self, source: Path, target: Path) -> None:
        if target.suffix == ".yaml":
            tell("replace")
        super().replace(source, target)
        if target.suffix == ".yaml":
            tell("replaced")

    creates = 0


def tell(word: str) -> None:
    """Say something in one write, so that it is said whole or not at all."""
    os.write(1, f"{word}\n".encode())


def main() -> None:
    """Answer until killed."""
    path, disk = Path(sys.argv[1]), TellingDisk()
    now = lambda: datetime.now(UTC)  # noqa: E731
    draft = open_draft(path, now, disk) if draft_exists(path) else new_draft(path, HEAD, now, disk)
    number = draft.changes[-1].number if draft.changes else 0
    tell("ready")
    while True:
        number += 1
        tell("answering")
        draft.change(*change_number(number))
        tell(str(number))
        if number % PAUSE_EVERY == 0:
            disk.creates = 0
            draft.pause()


if __name__ == "__main__":
    main()
