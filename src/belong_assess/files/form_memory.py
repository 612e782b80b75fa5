"""Keeps written numbers and dates in the user's cache folder, so that a start needs no locale data.

Like the compiled method, it only saves time: what is missing or damaged is asked again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from belong_assess.files.compiled import cache_folder
from belong_assess.files.writing import replace_file
from belong_assess.version import __version__

NAME = "forms.json"


def read_forms() -> Mapping[str, str]:
    """Return what was kept by this program with this Babel; nothing where there is no such thing."""
    try:
        held = json.loads((cache_folder() / NAME).read_bytes())
        known = held["known"] if held["key"] == _key() else {}
        return known if all(isinstance(text, str) for text in known.values()) else {}
    except (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_forms(known: Mapping[str, str]) -> None:
    """Keep what was written. A folder that cannot be found or written only costs the next start some time."""
    text = json.dumps({"key": _key(), "known": dict(known)}, ensure_ascii=False, separators=(",", ":"))
    with contextlib.suppress(OSError, RuntimeError):
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / NAME, text.encode())


def _key() -> str:
    """Name who wrote: the version of this program, and the Babel that is installed, by its place and time."""
    found = find_spec("babel")
    origin = Path(found.origin) if found is not None and found.origin is not None else Path()
    stat = origin.stat()
    return f"{__version__} {origin} {stat.st_size} {stat.st_mtime_ns}"
