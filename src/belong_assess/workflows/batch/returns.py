"""Marked-up returns: what is made of a doubtful file, and what it is called."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from belong_assess.files.slugs import is_slug, nearest_slug

if TYPE_CHECKING:
    from belong_assess.workflows.score_file import Rejected, Scored

UNNAMED = "return"
_NOTHING_LEFT = nearest_slug("")
ENDINGS = (".xlsx", ".txt", ".md", ".docx", ".html")


def marked_up(read: Scored | Rejected, language: str) -> tuple[str, bytes] | None:
    """Return a file that may go back to whoever filled this one in: its name and its content; `None` where there is none."""
    from belong_assess.workflows.mark_up import mark_up
    from belong_assess.workflows.score_sources import library_of

    return mark_up(read, language, library_of(""))


class ReturnNames:
    """Names for returns: of letters that every disk takes, each given once, in the order in which they are asked for."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def name(self, asked: str) -> str:
        """Return the name for a return; where it is taken already, with a number."""
        path = PurePosixPath(asked)
        ending = path.suffix.lower() if path.suffix.lower() in ENDINGS else ""
        stem = _slug(path.name[: -len(ending)] if ending else path.name)
        number = 1
        name = f"{stem}{ending}"
        while self._given[name]:
            number += 1
            name = f"{stem}-{number}{ending}"
        self._given[name] += 1
        return name


def _slug(stem: str) -> str:
    slug = stem if is_slug(stem) else nearest_slug(stem)
    return UNNAMED if slug == _NOTHING_LEFT else slug
