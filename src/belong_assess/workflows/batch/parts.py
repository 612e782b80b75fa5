"""How a file is read, whole or in parts: what the batch asks of those who know formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from belong_assess.workflows.score_file import Rejected, Scored
from belong_assess.workflows.score_sources import library_of, score_part, score_source
from belong_assess.workflows.sources import TABLES


def read_part(path: Path, language: str, name: str, method: str, part: Any) -> Iterator[Scored | Rejected]:
    """Score what a file holds, or one part of a long table."""
    if part is None:
        yield from score_source(path, language, name, method)
    else:
        yield from score_part(path, part, language, name, method)


def parts_of(path: Path, method: str) -> Sequence[Any]:
    """Return the parts in which a long text table is best read; none for every other file, which is read as a whole."""
    if path.suffix.lower() not in TABLES:
        return ()
    from belong_assess.files.tables.parts import table_parts

    return table_parts(path, library_of(method).asked)
