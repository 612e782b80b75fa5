"""How a file is read, whole or in parts: what the batch asks of those who know formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from belong_assess.workflows.score_file import Rejected, Scored
from belong_assess.workflows.score_sources import score_source


def read_part(path: Path, language: str, name: str, method: str, part: Any) -> Iterator[Scored | Rejected]:
    """Score what a file holds."""
    yield from score_source(path, language, name, method)


def no_parts(path: Path) -> Sequence[Any]:
    """Read every file as a whole."""
    return ()
