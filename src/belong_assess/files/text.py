"""Reads a text file within limits, and says what it is instead where it is no text."""

from __future__ import annotations

from pathlib import Path

from belong_assess.problems import Location, Problem

MAX_BYTES = 10_000_000


def read_text(path: Path, name: str | None = None, limit: int = MAX_BYTES) -> tuple[str | None, list[Problem]]:
    """Return the text of a UTF-8 file, or `None` and the problem that forbids it."""
    where = Location(name or str(path))
    try:
        if not path.is_file():
            return None, [Problem("file.missing" if not path.exists() else "file.unreadable", where, {"found": path.name})]
        if (size := path.stat().st_size) > limit:
            return None, [Problem("file.too_large", where, {"found": f"{size / 1e6:.1f}", "expected": f"{limit / 1e6:.0f}"})]
        return path.read_bytes().decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        return None, [Problem("file.not_text", where, {"found": str(error.start)})]
    except (OSError, ValueError) as error:
        return None, [Problem("file.unreadable", where, {"found": getattr(error, "strerror", None) or type(error).__name__})]
