"""Writes files so that nobody ever meets half of one."""

from __future__ import annotations

import os
from collections.abc import Mapping
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


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> Problem | None:
    """Write a new folder of files, by their names in it, whole or not at all; one that is there must be empty.

    The files go into a temporary folder beside it and are read back before they are put in place. Returns what went wrong.
    """
    import shutil
    import tempfile

    where = Location(str(folder))
    temporary: Path | None = None
    try:
        temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}.", suffix=".tmp", dir=folder.parent))
        for name, content in contents.items():
            (temporary / name).parent.mkdir(parents=True, exist_ok=True)
            (temporary / name).write_bytes(content)
        cut = [name for name, content in contents.items() if (temporary / name).read_bytes() != content]
        if cut:
            return Problem("output.not_read_back", where, {"found": cut[0]})
        _put_in_place(temporary, folder)
    except (OSError, ValueError) as error:
        return Problem("output.unwritable", where, {"found": getattr(error, "strerror", None) or type(error).__name__})
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
    return None


def _put_in_place(temporary: Path, folder: Path) -> None:
    """Rename the folder, or, where an empty one stands (somebody may be in it), move into it what was written."""
    if not folder.is_dir():
        _as_any_new_file(str(temporary), 0o777)
        temporary.rename(folder)
        return
    if any(folder.iterdir()):
        raise FileExistsError(None, "not empty")
    for child in sorted(temporary.iterdir()):
        child.rename(folder / child.name)


def _as_any_new_file(name: str, mode: int = 0o666) -> None:
    """Give the permissions that a newly created file gets; temporary ones are private."""
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(mode & ~mask)
