"""Keeps a validated method as JSON in the user's own cache folder, so that a start needs neither YAML nor pydantic."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from belong_assess.files.writing import replace_file
from belong_assess.model import conditions, indicators, predicates, questionnaire
from belong_assess.model.assessment import Assessment
from belong_assess.version import __version__

FORMAT = 1
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
    """Hash what a compiled method is made from: the bytes of its files, the language, the program's version."""
    digest = hashlib.sha256(f"{FORMAT} {__version__} {language}\n".encode())
    for path in files:
        held = path.read_bytes()
        digest.update(f"{path.name} {len(held)}\n".encode())
        digest.update(held)
    return digest.hexdigest()[:32]


def read_compiled(name: str, key: str) -> Assessment | None:
    """Return the compiled method, or `None` where it is missing, of other content, or damaged."""
    try:
        held = json.loads(_path(name).read_bytes(), object_hook=_revive)
        if held["key"] != key:
            return None
        return Assessment(*held["parts"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration):
        return None


def write_compiled(name: str, key: str, assessment: Assessment) -> None:
    """Keep a compiled method. A folder that cannot be written only costs the next start some time."""
    parts = (
        assessment.questionnaire, assessment.indicators, assessment.questionnaire_hash, assessment.indicators_hash,
        assessment.language,
    )  # fmt: skip
    text = json.dumps({"key": key, "parts": [_plain(part) for part in parts]}, ensure_ascii=False, separators=(",", ":"))
    with contextlib.suppress(OSError):
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
    return Decimal(held[""]) if name == "Decimal" else _CLASSES[name](**held)
