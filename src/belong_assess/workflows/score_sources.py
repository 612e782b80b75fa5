"""From a file of any format to results: one submission from most files, one for each region from a table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from belong_assess.language.texts import SOURCE
from belong_assess.workflows.library import Library
from belong_assess.workflows.score_file import Rejected, Scored, score_read
from belong_assess.workflows.sources import sources, sources_in

if TYPE_CHECKING:
    from belong_assess.files.tables.parts import Part


def score_source(
    path: Path, language: str = SOURCE, name: str | None = None, method: str = ""
) -> Iterator[Scored | Rejected]:
    """Score every submission that a file holds, with the method that it names or with the one that is named here.

    Methods stay open from one file to the next; findings are not looked for.
    """
    library = library_of(method)
    for source in sources(path, library, name):
        yield score_read(source, library, language, findings=False)


def score_part(path: Path, part: Part, language: str, name: str, method: str = "") -> Iterator[Scored | Rejected]:
    """Score the regions in one part of a long table."""
    library = library_of(method)
    for source in sources_in(path, part, library, name):
        yield score_read(source, library, language, findings=False)


@lru_cache(maxsize=4)
def library_of(method: str) -> Library:
    """Return the library of this process: a batch opens each method once, and what it says depends on no folder around."""
    return Library(method, looks_around=False)
