"""How the files of a draft are called: the readable file, its history, its backup, its lock."""

from __future__ import annotations

import os
from pathlib import Path

from belong_assess.errors import DraftError
from belong_assess.files.slugs import is_device
from belong_assess.values import value

SUFFIXES = (".yaml", ".yml")


@value
class Names:
    """The files of a draft, side by side."""

    file: Path
    history: Path
    backup: Path
    lock: Path
    temporary: Path


def names_of(path: Path) -> Names:
    """Name the files of a draft. Raises DraftError where no draft can have this name."""
    if path.suffix.lower() not in SUFFIXES:
        raise DraftError("draft.error.suffix", file=str(path))
    if is_device(path.name.partition(".")[0]):
        raise DraftError("draft.error.device", file=str(path))
    file = Path(os.path.realpath(path))
    stem = file.stem if file.suffix.lower() == ".yaml" else file.name
    return Names(
        file=file,
        history=file.with_name(f"{stem}.history.jsonl"),
        backup=file.with_name(f"{file.name}.bak"),
        lock=file.with_name(f"{file.name}.lock"),
        temporary=file.with_name(f".{file.name}.tmp"),
    )
