"""Keeps a validated method as JSON in the user's own cache folder, so that a start needs neither YAML nor pydantic."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from zlib import crc32

from belong_assess.files.writing import replace_file
from belong_assess.model import conditions, indicators, predicates, questionnaire
from belong_assess.model.assessment import Assessment
from belong_assess.values import revived
from belong_assess.version import __version__

FORMAT = 3
_CLASS = "%"
_CLASSES = {
    name: cls
    for module in (conditions, indicators, predicates, questionnaire)
    for name, cls in vars(module).items()
    if isinstance(cls, type) and is_dataclass(cls)
}


def cache_folder() -> Path:
    """Return the user's cache folder of this program; `BELONG_ASSESS_CACHE` names another one."""
    if named := os.environ.get("BELONG_ASSESS_CACHE"):
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "belong-assess"


def cache_key(files: Sequence[Path], language: str) -> str:
    """Name what a compiled method is made from: size and time of each of its files, the language, the program's version.

    Sizes and times instead of contents: that needs no reading and no hashing at each start.
    """
    stamps = [(path.name, stat.st_size, stat.st_mtime_ns) for path in files for stat in (path.stat(),)]
    return f"{FORMAT} {__version__} {language} {stamps}"


def cache_name(folder: Path, language: str) -> str:
    """Name the cache file of a method folder: two copies of one method keep apart."""
    return f"{folder.name}-{language}-{crc32(str(folder.resolve()).encode()):08x}"


def read_compiled(name: str, key: str) -> Assessment | None:
    """Return the compiled method, or `None` where it is missing, of other content, or damaged."""
    try:
        held = json.loads(_path(name).read_bytes(), object_hook=_revive)
        if held["key"] != key:
            return None
        return Assessment(*held["parts"])
    except (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_compiled(name: str, key: str, assessment: Assessment) -> None:
    """Keep a compiled method. A folder that cannot be found or written only costs the next start some time."""
    parts = (
        assessment.questionnaire, assessment.indicators, assessment.questionnaire_hash, assessment.indicators_hash,
        assessment.language, assessment.review,
    )  # fmt: skip
    text = json.dumps({"key": key, "parts": [_plain(part) for part in parts]}, ensure_ascii=False, separators=(",", ":"))
    with contextlib.suppress(OSError, RuntimeError):
        _path(name).parent.mkdir(parents=True, exist_ok=True)
        replace_file(_path(name), text.encode())


def _path(name: str) -> Path:
    return cache_folder() / f"{name}.json"


def _plain(held: Any) -> Any:
    if is_dataclass(held):
        kept = {f.name: _plain(getattr(held, f.name)) for f in fields(held) if getattr(held, f.name) != f.default}
        return {_CLASS: type(held).__name__, **kept}
    if isinstance(held, Decimal):
        return {_CLASS: "Decimal", "": str(held)}
    if isinstance(held, tuple):
        return [_plain(child) for child in held]
    if isinstance(held, dict):
        return {key: _plain(child) for key, child in held.items()}
    return held


def _revive(held: dict[str, Any]) -> Any:
    """Make a value of the model from its JSON object; lists are tuples everywhere in the model."""
    name = held.pop(_CLASS, None)
    for key, child in held.items():
        if type(child) is list:
            held[key] = tuple(child)
    if name is None:
        return held
    return Decimal(held[""]) if name == "Decimal" else revived(_CLASSES[name], held)
