"""Results as JSON: stable, documented in docs/file-formats.md, and read back exactly.

A number that is not whole stands twice: as a decimal for programs (`score`), and exactly (`score_exact`: "245/4").
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any

from belong_assess.problems import Problem
from belong_assess.responses.plain_text import without_controls
from belong_assess.responses.submission import Number
from belong_assess.results.result import CapLine, Firmness, ItemResult, NodeResult, Rate, Receipt, Result, Stamp, Term

FORMAT = "belong-assess/result/1"
_GROUPS = ("areas", "aggregates", "restricted")


def dump_result(
    result: Result,
    *,
    facts: Mapping[str, str],
    findings: Sequence[str],
    problems: Sequence[Problem],
    own: Result | None = None,
) -> str:
    """Write a result as JSON. `facts` are context facts by id, `findings` the ids that hold; no free text is in it.

    `own` is the result of a region's own questions: it stands under a key of its own, and only where there is one.
    """
    held = {
        "format": FORMAT,
        **_written(result, {"facts": dict(facts)}),
        "findings": list(findings),
        "problems": [_problem(problem) for problem in problems],
        **({} if own is None else {"own": _written(own, {})}),
    }
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def _written(result: Result, said: Mapping[str, Any]) -> dict[str, Any]:
    """What was computed, after what was said of the region."""
    return {
        "stamp": _record(result.stamp),
        "unit": result.unit,
        **said,
        "tier": result.tier,
        "scope": None if result.scope is None else list(result.scope),
        "headline": result.headline,
        **{group: [_record(node) for node in getattr(result, group)] for group in _GROUPS},
        "views": {view: [_record(node) for node in bars] for view, bars in result.bars.items()},
        "items": [_record(item) for item in result.items.values()],
        "rates": [_record(rate) for rate in result.rates],
    }


def load_result(text: str) -> Result:
    """Read a result back; equal to the one that was written. Raises ValueError for anything else."""
    return _read(_held(text))


def load_own_result(text: str) -> Result | None:
    """Read the result of a region's own questions back; none where there were none. Raises ValueError for anything else."""
    own = _held(text).get("own")
    return None if own is None else _read(own)


def _held(text: str) -> dict[str, Any]:
    held = json.loads(text)
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise ValueError(FORMAT)
    return held


def _read(held: Mapping[str, Any]) -> Result:
    groups = {group: tuple(_node(node) for node in held[group]) for group in _GROUPS}
    bars = {view: tuple(_node(node) for node in nodes) for view, nodes in held["views"].items()}
    items = [ItemResult(**_exact(item)) for item in held["items"]]
    every = [node for nodes in (*groups.values(), *bars.values()) for node in nodes]
    return Result(
        stamp=Stamp(**held["stamp"]),
        unit=held["unit"],
        tier=held["tier"],
        scope=None if held["scope"] is None else tuple(held["scope"]),
        headline=held["headline"],
        items={item.id: item for item in items},
        bars=bars,
        rates=tuple(Rate(**rate) for rate in held["rates"]),
        nodes={node.id: node for node in every},
        **groups,
    )


def _record(value: Any) -> dict[str, Any]:
    """Write the fields of a value that say something; what is missing has its default."""
    names = getattr(value, "_fields", None) or [f.name for f in fields(value)]
    written: dict[str, Any] = {}
    for name in names:
        held = getattr(value, name)
        if held is None or held == () or held == Receipt():
            continue
        if isinstance(held, Fraction):
            written[name], written[f"{name}_exact"] = float(held), str(held)
        elif isinstance(held, Firmness):
            written[name] = _record(held)
        elif isinstance(held, Receipt):
            written["terms"] = [_record(term) for term in held.terms]
        elif isinstance(held, tuple):
            written[name] = [_record(each) if isinstance(each, tuple) else each for each in held]
        else:
            written[name] = held
    return written


def _problem(problem: Problem) -> dict[str, Any]:
    where = problem.where
    facts = {name: without_controls(fact) for name, fact in sorted(problem.facts.items())}
    place = {"file": without_controls(where.file), "line": where.line, "column": where.column}
    return {"code": problem.code, "severity": problem.severity, **place, "facts": facts}


def _node(held: Mapping[str, Any]) -> NodeResult:
    values = _exact(held)
    terms = [Term(**_exact(term)) for term in values.pop("terms", ())]
    values["receipt"] = Receipt(*map(tuple, zip(*terms, strict=True)))
    values["caps"] = tuple(CapLine(**_exact(cap)) for cap in held.get("caps", ()))
    values["bands_possible"] = tuple(held.get("bands_possible", ()))
    values["shortfalls"] = tuple(held.get("shortfalls", ()))
    if "firmness" in held:
        values["firmness"] = Firmness(**_exact(held["firmness"]))
    return NodeResult(**values)


def _exact(held: Mapping[str, Any]) -> dict[str, Any]:
    """Put exact numbers in the place of their decimals."""
    values: dict[str, Any] = {name: value for name, value in held.items() if not name.endswith("_exact")}
    exact: dict[str, Number] = {
        name.removesuffix("_exact"): Fraction(value) for name, value in held.items() if name.endswith("_exact")
    }
    return {**values, **exact}
