"""Reads a text file within limits, and says what it is instead where it is no text."""

from __future__ import annotations

from pathlib import Path

from belong_assess.problems import Location, Problem, closest

MAX_BYTES = 10_000_000


def read_text(path: Path, name: str | None = None, limit: int = MAX_BYTES) -> tuple[str | None, list[Problem]]:
    """Return the text of a UTF-8 file, or `None` and the problem that forbids it."""
    where = Location(name or str(path))
    try:
        if not path.exists():
            return None, [Problem("file.missing", where, {"found": path.name, "closest": neighbours(path)})]
        if not path.is_file():
            return None, [Problem("file.unreadable", where, {"found": path.name})]
        if (size := path.stat().st_size) > limit:
            return None, [Problem("file.too_large", where, {"found": f"{size / 1e6:.1f}", "expected": f"{limit / 1e6:.0f}"})]
        return path.read_bytes().decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        return None, [Problem("file.not_text", where, {"found": str(error.start)})]
    except (OSError, ValueError) as error:
        return None, [Problem("file.unreadable", where, {"found": getattr(error, "strerror", None) or type(error).__name__})]


def is_there(path: Path) -> bool:
    """Say whether something stands at a path; a name that no disk can hold stands nowhere."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_link(path: Path) -> bool:
    """Say whether a path is a link to somewhere else."""
    try:
        return path.is_symlink()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Say whether a path is a folder."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def neighbours(path: Path) -> str:
    """Return the names beside a missing file that are nearest to its name."""
    try:
        return closest(path.name, [each.name for each in path.parent.iterdir()])
    except (OSError, ValueError):
        return ""
