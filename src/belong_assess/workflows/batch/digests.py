"""Hashes of files: what a batch compares to know what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from belong_assess.values import value

PIECE = 1 << 20
NOTHING = ""
"""The hash of what cannot be read; equal to no other, so that it is tried again each time."""

KEY_OF_OWN = b"own_questions"
ENDING_OF_OWN = ".own.yaml"


@value
class Content:
    """What a file holds, by size and hash; `beside` is the hash of own questions that its answers rest on."""

    size: int
    sha256: str
    beside: str = ""


def content_of(path: Path) -> Content:
    """Return what a file holds; what cannot be read, or is no file, has no hash."""
    try:
        if not path.is_file():
            return Content(0, NOTHING)
        with path.open("rb", buffering=0) as stream:
            return _read(stream, path)
    except (OSError, ValueError):
        return Content(0, NOTHING)


def _read(stream: IO[bytes], path: Path) -> Content:
    digest, size, own, before = hashlib.sha256(), 0, False, b""
    while piece := stream.read(PIECE):
        digest.update(piece)
        size += len(piece)
        own = own or KEY_OF_OWN in (before + piece if before else piece)
        before = piece[-len(KEY_OF_OWN) :]
    return Content(size, digest.hexdigest(), own_questions_beside(path) if own else "")


def own_questions_beside(path: Path) -> str:
    """Return the hash of all own questions that stand beside a submission: it may name any of them."""
    beside = sorted(each for each in path.parent.iterdir() if each.name.lower().endswith(ENDING_OF_OWN))
    return together([(each.name, digest_or_none(each) or NOTHING) for each in beside])


def digest_or_none(path: Path) -> str | None:
    """Return the hash of a file; `None` where there is none."""
    try:
        with path.open("rb", buffering=0) as stream:
            digest = hashlib.sha256()
            while piece := stream.read(PIECE):
                digest.update(piece)
            return digest.hexdigest()
    except (OSError, ValueError):
        return None


def together(named: Sequence[tuple[str, str]]) -> str:
    """Return one hash for several names and hashes."""
    return hashlib.sha256(repr(list(named)).encode("utf-8", "surrogatepass")).hexdigest()


def folder_digest(called: str, folder: Path, files: Sequence[Path]) -> str:
    """Return one hash for the content of files of a folder, wherever that folder lies."""
    named = [(path.relative_to(folder).as_posix(), digest_or_none(path) or NOTHING) for path in files]
    return together([(called, ""), *named])
