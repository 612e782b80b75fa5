"""What a file's name says before anybody opens it: how it is called in outputs, where it stands in the order, what it is."""

from __future__ import annotations

import os
import unicodedata
from typing import Literal

Aside = Literal["hidden", "temporary", "draft", "own", "output", "link", "other"]
"""Why a file of a folder is passed over."""

READ = (".yaml", ".yml", ".json", ".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".ods", ".csv", ".tsv")
"""What is taken from a folder: what can be read, and what people take for it and are told about."""

TEMPORARY = (".tmp", "~", ".part", ".crdownload")
DRAFT = (".history.jsonl", ".bak", ".lock")
OWN = (".own.yaml", ".own.yml")
MANIFEST = ".manifest.json"


def aside(name: str) -> Aside | None:
    """Say why a file with this name is no submission; `None` where it may be one."""
    folded = name.lower()
    if folded.startswith("~$") or folded.endswith(TEMPORARY):
        return "temporary"
    if folded.startswith("."):
        return "hidden"
    if folded.endswith(DRAFT):
        return "draft"
    if folded.endswith(OWN):
        return "own"
    return None if folded.endswith(READ) else "other"


def written(name: str) -> str:
    """Return a name as outputs write it: the same text whatever the locale of the program and the form of its letters."""
    spelt = os.fsencode(name.replace(os.sep, "/")).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", spelt)


def in_order(name: str) -> tuple[str, str]:
    """Return what names are sorted by: letters first, then case."""
    return name.casefold(), name
