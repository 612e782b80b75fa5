"""From a file of any format to results: one submission from most files, one for each region from a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from belong_assess.language.texts import SOURCE
from belong_assess.workflows.score_file import Rejected, Scored, score_file


def score_source(
    path: Path, language: str = SOURCE, name: str | None = None, method: str = ""
) -> Iterator[Scored | Rejected]:
    """Score every submission that a file holds, with the method that it names or with the one that is named here."""
    yield score_file(path, language, name, method)
