"""Records of a cohort on disk: a line of JSON each, read back exactly, and rows of a tidy CSV.

As in result files, a number that is not whole stands twice: `score` as a decimal for programs, `score_exact` ("245/4").
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from belong_assess.model.assessment import Assessment
from belong_assess.problems import CODES, Location, Problem
from belong_assess.responses.plain_text import without_controls
from belong_assess.responses.submission import Number
from belong_assess.results.record import ItemFigures, NodeFigures, Record
from belong_assess.results.result import Stamp
from belong_assess.sheets.csv_cells import as_number, as_text

FORMAT = "belong-assess/record/1"
COLUMNS = (
    "file", "place", "unit", "questionnaire", "version", "tier", "kind", "id", "state", "score", "low", "high",
    "coverage", "documented", "band", "counted", "open", "left_out", "answer",
)  # fmt: skip
"""Column names are stable and the same in every language; values of `kind`, `state`, `band` and `answer` are codes."""
LINE_END = "\r\n"
_TEXTS = ("place", "unit", "tier", "status", "language", "preset")
_FIGURES = ("score", "low", "high", "coverage", "documented")
_QUOTED = re.compile('[",\r\n]')
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""What may not stand raw in a line of text that people look at."""


def record_line(record: Record) -> str:
    """Write a record as one line of JSON, without its end."""
    line = json.dumps(_written(record), ensure_ascii=False, separators=(",", ":"))
    if line.isascii():
        return line.replace("\x7f", "\\u007f")
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", line)


def read_record(line: str) -> Record:
    """Read a record back; equal to the one that was written. Raises ValueError for anything else."""
    held = json.loads(line)
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise ValueError(FORMAT)
    try:
        return _record(held)
    except (KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise ValueError(FORMAT) from error


def csv_head() -> str:
    """Return the head of the table, with its line end."""
    return ",".join(COLUMNS) + LINE_END


def csv_rows(record: Record, assessment: Assessment) -> str:
    """Write the rows of one submission, a line for each score and each question; none for a file that was not scored.

    An area that its tier shows without a number has none here either.
    """
    if record.stamp is None:
        return ""
    said = (record.file, record.place, record.unit, record.stamp.questionnaire, record.stamp.questionnaire_version)
    asked = ",".join(_cell(text) for text in (*said, record.tier))
    return "".join([*_node_rows(record, asked, assessment), *_item_rows(record, asked)])


# writing


def _written(record: Record) -> dict[str, Any]:
    """What says something; what is missing has its default."""
    held: dict[str, Any] = {"format": FORMAT, "state": record.state, "file": record.file, "digest": record.digest}
    held |= {name: text for name in _TEXTS if (text := getattr(record, name))}
    if record.scope is not None:
        held["scope"] = list(record.scope)
    if record.stamp is not None:
        held["stamp"] = {name: getattr(record.stamp, name) for name in Stamp.__slots__}  # type: ignore[attr-defined]
    if record.headline is not None:
        held["headline"] = record.headline
    if record.facts:
        held["facts"] = dict(record.facts)
    if record.flags:
        held["flags"] = list(record.flags)
    if record.problems:
        held["problems"] = [_problem(problem) for problem in record.problems]
    if record.nodes:
        held["nodes"] = {node_id: _node(node) for node_id, node in record.nodes.items()}
    if record.items:
        held["items"] = {item_id: _item(item) for item_id, item in record.items.items()}
    return held


def _node(node: NodeFigures) -> dict[str, Any]:
    held: dict[str, Any] = {"state": node.state}
    for name, number in zip(_FIGURES, node[1:6], strict=True):
        if number is not None:
            _put(held, name, number)
    if node.band is not None:
        held["band"] = node.band
    if node.bands_possible:
        held["bands_possible"] = list(node.bands_possible)
    held["counted"], held["open"], held["left_out"] = node.counted, node.open, node.left_out
    if node.mostly_outside:
        held["mostly_outside"] = True
    return held


def _item(item: ItemFigures) -> dict[str, Any]:
    held: dict[str, Any] = {"state": item.state, "role": item.role}
    if item.points is not None:
        _put(held, "points", item.points)
    if item.answer:
        held["answer"] = item.answer
    return held


def _put(held: dict[str, Any], name: str, number: Number) -> None:
    if isinstance(number, int):
        held[name] = number
        return
    above, below = number.numerator, number.denominator
    held[name], held[f"{name}_exact"] = above / below, f"{above}/{below}"


def _problem(problem: Problem) -> dict[str, Any]:
    where = problem.where
    place = {"file": where.file, "line": where.line, "column": where.column, "sheet": where.sheet, "cell": where.cell}
    held: dict[str, Any] = {"code": problem.code, "severity": problem.severity}
    held |= {name: said for name, said in place.items() if said not in ("", None)}
    if where.path:
        held["path"] = list(where.path)
    if problem.facts:
        held["facts"] = dict(problem.facts)
    return held


# reading


def _record(held: Mapping[str, Any]) -> Record:
    if held["state"] not in ("scored", "rejected"):
        raise ValueError(FORMAT)
    scope, stamp = held.get("scope"), held.get("stamp")
    return Record(
        file=held["file"],
        digest=held["digest"],
        state=held["state"],
        **{name: held.get(name, "") for name in _TEXTS},
        scope=None if scope is None else tuple(scope),
        stamp=None if stamp is None else _stamp(**stamp),
        headline=held.get("headline"),
        facts=held.get("facts", {}),
        flags=tuple(held.get("flags", ())),
        problems=tuple([_read_problem(problem) for problem in held.get("problems", ())]),
        nodes={node_id: _read_node(node) for node_id, node in held.get("nodes", {}).items()},
        items={item_id: _read_item(item) for item_id, item in held.get("items", {}).items()},
    )


@lru_cache(maxsize=64)
def _stamp(**names: str) -> Stamp:
    return Stamp(**names)


def _read_node(held: Mapping[str, Any]) -> NodeFigures:
    return NodeFigures(
        state=held["state"],
        score=_number(held, "score"),
        low=_number(held, "low"),
        high=_number(held, "high"),
        coverage=_number(held, "coverage"),
        documented=_number(held, "documented"),
        band=held.get("band"),
        bands_possible=tuple(held.get("bands_possible", ())),
        counted=held["counted"],
        open=held["open"],
        left_out=held["left_out"],
        mostly_outside=held.get("mostly_outside", False),
    )


def _read_item(held: Mapping[str, Any]) -> ItemFigures:
    return ItemFigures(held["state"], held["role"], _number(held, "points"), held.get("answer", ""))


def _number(held: Mapping[str, Any], name: str) -> Number | None:
    if (exact := held.get(f"{name}_exact")) is not None:
        above, _, below = exact.partition("/")
        return Fraction(int(above), int(below))
    number: Number | None = held.get(name)
    if number is not None and type(number) is not int:
        raise ValueError(name)
    return number


def _read_problem(held: Mapping[str, Any]) -> Problem:
    if held["code"] not in CODES:
        raise ValueError(held["code"])
    where = Location(
        file=held.get("file", ""),
        line=held.get("line"),
        column=held.get("column"),
        path=tuple(held.get("path", ())),
        sheet=held.get("sheet", ""),
        cell=held.get("cell", ""),
    )
    return Problem(held["code"], where, held.get("facts", {}))


# the table


def _node_rows(record: Record, asked: str, assessment: Assessment) -> Iterator[str]:
    kinds, shape = node_kinds(assessment), shapes(assessment, record.tier)
    for node_id, node in record.nodes.items():
        kind, (state, score, low, high, coverage, documented, band, _, counted, unanswered, left_out, _) = (
            kinds[node_id],
            node,
        )
        if shape and kind == "area":
            score = low = high = documented = band = None
        figures = ",".join([str(as_number(figure)) for figure in (score, low, high, coverage, documented)])
        yield f"{asked},{kind},{node_id},{state},{figures},{band or ''},{counted},{unanswered},{left_out},{LINE_END}"


def _item_rows(record: Record, asked: str) -> Iterator[str]:
    for item_id, (state, _, points, answer) in record.items.items():
        yield f"{asked},question,{item_id},{state},{as_number(points)},,,,,,,,,{_cell(answer)}{LINE_END}"


@lru_cache(maxsize=4096)
def _cell(text: str) -> str:
    """A text as it stands between two commas."""
    safe = as_text(without_controls(text))
    if not _QUOTED.search(safe):
        return safe
    doubled = safe.replace('"', '""')
    return f'"{doubled}"'


@lru_cache(maxsize=16)
def node_kinds(assessment: Assessment) -> Mapping[str, str]:
    """What each node of a method is: an area, a composite, an index or a bar."""
    kinds: dict[str, str] = dict.fromkeys(assessment.bars, "bar") | dict.fromkeys(assessment.areas, "area")
    return kinds | {node.id: node.kind for node in assessment.aggregates.values()}


@lru_cache(maxsize=64)
def shapes(assessment: Assessment, tier: str) -> bool:
    """Say whether a tier shows its areas without number and band."""
    return any(minimum.areas_as == "shape" for minimum in assessment.indicators.minimums if tier in minimum.tiers)
