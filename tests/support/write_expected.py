"""Writes examples/<region>/expected.yaml: what scoring the files of that folder gives, every figure exact.

Run it from the top of the repository whenever a change is meant to move a result, read the difference, and say in the
CHANGELOG under "Scores changed" why it moved:

    PYTHONPATH=tests python -m support.write_expected

It writes nothing else and asks nothing; the same content gives the same bytes. `tests/examples/test_examples.py` holds
the files to it, and holds the scores to the naive scorer, which knows only the text of the method.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

from belong_assess.files.own_questions import ENDING
from belong_assess.responses.submission import STATES, Number
from belong_assess.results.result import NodeResult
from belong_assess.workflows.score_file import Scored, score_file
from support.methods import ROOT

EXAMPLES = ROOT / "examples"
EXPECTED = "expected.yaml"
WIDTH = 125
HEAD = """\
# What scoring the files of this folder gives; figures are exact. An area without a score shows its state instead, and
# "mostly outside" marks one that takes no part in the index. Written by tests/support/write_expected.py.
"""
Plain = int | str


def regions() -> tuple[Path, ...]:
    """The folders of the example regions."""
    return tuple(sorted(folder for folder in EXAMPLES.iterdir() if folder.is_dir() and folder.name != "broken"))


def submissions(folder: Path) -> tuple[Path, ...]:
    """The submission files of one region."""
    return tuple(path for path in sorted(folder.glob("*.yaml")) if path.name != EXPECTED and not path.name.endswith(ENDING))


def scored(path: Path) -> Scored:
    """Score one example; it must not be rejected."""
    held = score_file(path)
    assert isinstance(held, Scored), held.problems
    return held


def described(held: Scored) -> dict[str, Any]:
    """What is kept of a result, as plain data: the same that reading `expected.yaml` gives."""
    result = held.result
    counted = Counter(item.state for item in result.items.values())
    findings: dict[str, list[str]] = {}
    for found in held.found:
        findings.setdefault(found.finding.id, []).extend([found.each] if found.each else [])
    return {
        **({} if result.index is None else {"index": of_index(result.index)}),
        "states": {state: counted[state] for state in STATES},
        "areas": {area.id: of_area(area) for area in result.areas},
        "findings": findings,
        **({} if held.own is None else {"own": {area.id: of_area(area) for area in held.own.result.areas}}),
    }


def of_index(index: NodeResult) -> dict[str, Plain]:
    """The figures of the index."""
    figures = {name: plain(getattr(index, name)) for name in ("score", "low", "high", "documented", "coverage")}
    return {"state": index.state, **figures, "band": index.band or "none"}


def of_area(area: NodeResult) -> Plain:
    """An area's score, or its state."""
    if area.score is not None and not area.mostly_outside:
        return plain(area.score)
    shown = area.state if area.score is None else plain(area.score)
    return f"{shown}, mostly outside" if area.mostly_outside and area.state != "outside_competence" else shown


def plain(number: Number | None) -> Plain:
    """A whole number, or a fraction as text."""
    if number is None:
        return "none"
    exact = Fraction(number)
    return int(exact) if exact.denominator == 1 else str(exact)


def written(folder: Path) -> str:
    """The text of one `expected.yaml`."""
    return HEAD + "".join(_file(path.name, described(scored(path))) for path in submissions(folder))


def _file(name: str, held: dict[str, Any]) -> str:
    lines = [f"{name}:"]
    for key in (key for key in ("index", "states", "areas") if key in held):
        lines += _folded(f"  {key}: {{", [f"{part}: {_scalar(value)}" for part, value in held[key].items()], "}")
    lines.append("  findings:")
    for finding, each in held["findings"].items():
        lines += _folded(f"    {finding}: [", each, "]")
    if "own" in held:
        lines += _folded("  own: {", [f"{area}: {_scalar(value)}" for area, value in held["own"].items()], "}")
    return "\n".join(lines) + "\n"


def _scalar(value: Plain) -> str:
    return f'"{value}"' if isinstance(value, str) and not value.isidentifier() else str(value)


def _folded(start: str, parts: list[str], end: str) -> list[str]:
    """Parts between brackets, with as many in a line as fit."""
    lines, indent = [start], " " * (len(start) - len(start.lstrip()) + 2)
    for place, part in enumerate(parts):
        piece = part + (", " if place < len(parts) - 1 else end)
        if len(lines[-1]) + len(piece.rstrip()) > WIDTH:
            lines.append(indent)
        lines[-1] += piece
    if not parts:
        lines[-1] += end
    return [line.rstrip() for line in lines]


if __name__ == "__main__":
    for region in regions():
        (region / EXPECTED).write_text(written(region), encoding="utf-8", newline="\n")
