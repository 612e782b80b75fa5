"""Writes files so that nobody ever meets half of one."""

from __future__ import annotations

import os
from pathlib import Path

from belong_assess.files.text import is_there
from belong_assess.problems import Location, Problem


def replace_file(path: Path, content: bytes) -> None:
    """Write through a temporary file in the same folder: flush, sync, replace. Raises OSError and leaves no rest."""
    import tempfile

    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _as_any_new_file(temporary)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_output(path: Path, content: bytes, *, force: bool) -> Problem | None:
    """Write an output and read it back; an existing file is only replaced when asked to. Returns what went wrong."""
    where = Location(str(path))
    if is_there(path) and not force:
        return Problem("output.exists", where, {"found": path.name})
    try:
        replace_file(path, content)
        read_back = path.read_bytes()
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or type(error).__name__
        return Problem("output.unwritable", where, {"found": found})
    return None if read_back == content else Problem("output.not_read_back", where, {"found": str(len(read_back))})


def _as_any_new_file(name: str) -> None:
    """Give the permissions that a newly created file gets; temporary ones are private."""
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
