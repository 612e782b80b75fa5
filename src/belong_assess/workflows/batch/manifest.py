"""What a batch remembers of itself: what it read, with what, what came out, and what it wrote. No clock, no machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from belong_assess.values import value

FORMAT = "belong-assess/batch/1"
MOST_BYTES = 100_000_000


@value
class Return:
    """A marked-up return: the name that it has, the name that it asked for, and the hash of its content."""

    file: str
    asked: str
    sha256: str


@value
class Came:
    """What came out of one input. `lines` counts its records; `state` is `scored`, `rejected` or `mixed` (a table)."""

    file: str
    size: int
    sha256: str
    state: str
    lines: int
    returns: tuple[Return, ...] = ()
    beside: str = ""


@value
class Manifest:
    """One batch. `basis` is what an answer rests on besides its file: program, methods, language, options."""

    basis: Mapping[str, Any]
    methods: tuple[Mapping[str, Any], ...] = ()
    inputs: tuple[Came, ...] = ()
    passed_over: Mapping[str, Sequence[str]] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    summary: Mapping[str, Any] = field(default_factory=dict)


def manifest_bytes(manifest: Manifest) -> bytes:
    """Write a manifest as JSON, one input a line."""
    head = {
        "format": FORMAT,
        "outputs": dict(manifest.outputs),
        "basis": dict(manifest.basis),
        "methods": list(manifest.methods),
        "passed_over": {reason: list(names) for reason, names in manifest.passed_over.items()},
        "summary": dict(manifest.summary),
    }
    inputs = ",\n".join(_line(_came(each)) for each in manifest.inputs)
    rows = [f"{_line(key)}: {_line(held)}" for key, held in head.items()]
    return ("{\n" + ",\n".join(rows) + ',\n"inputs": [\n' + inputs + "\n]\n}\n").encode()


def _line(held: object) -> str:
    return json.dumps(held, ensure_ascii=False)


def _came(each: Came) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "file": each.file, "size": each.size, "sha256": each.sha256, "state": each.state, "lines": each.lines
    }  # fmt: skip
    if each.returns:
        kept["returns"] = [{"file": made.file, "asked": made.asked, "sha256": made.sha256} for made in each.returns]
    return {**kept, "beside": each.beside} if each.beside else kept


def read_manifest(path: Path) -> Manifest | None:
    """Return the manifest at a path; `None` where there is none, or something else."""
    try:
        held = json.loads(path.read_bytes()) if path.stat().st_size <= MOST_BYTES else {}
        return _revived(held) if held["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def outputs_beside(path: Path) -> tuple[str, ...] | None:
    """Return the names of what the batch of a manifest has written beside it; `None` where it is no manifest."""
    manifest = read_manifest(path)
    if manifest is None:
        return None
    return (*manifest.outputs, *{made.file.partition("/")[0] for each in manifest.inputs for made in each.returns})


def _revived(held: Mapping[str, Any]) -> Manifest:
    return Manifest(
        basis=dict(held["basis"]),
        methods=tuple(held["methods"]),
        inputs=tuple(_input(each) for each in held["inputs"]),
        passed_over={reason: tuple(names) for reason, names in held["passed_over"].items()},
        outputs={str(name): str(digest) for name, digest in held["outputs"].items()},
        summary=dict(held["summary"]),
    )


def _input(held: Mapping[str, Any]) -> Came:
    returns = tuple(Return(**made) for made in held.get("returns", ()))
    return Came(held["file"], held["size"], held["sha256"], held["state"], held["lines"], returns, held.get("beside", ""))
