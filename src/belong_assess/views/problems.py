"""Problems in words: where, what was found, what was expected, and what to do."""

from __future__ import annotations

from belong_assess.language.texts import Language
from belong_assess.problems import Location, Problem
from belong_assess.values import value
from belong_assess.views.safe import safe


@value
class ProblemLine:
    """One problem as it is shown."""

    code: str
    severity: str
    label: str
    where: str
    what: str
    fix: str


def problem_line(problem: Problem, language: Language) -> ProblemLine:
    """Word a problem. Facts come from files, so they are made safe to show."""
    facts = {name: fact_text(value, language) for name, value in problem.facts.items()}
    nearest = facts.get("closest", "")
    fix = language(f"problem.{problem.code}.fix", **facts)
    if nearest:
        fix = f"{language('problem.closest', closest=nearest)} {fix}"
    return ProblemLine(
        code=problem.code,
        severity=problem.severity,
        label=language(f"severity.{problem.severity}"),
        where=where_text(problem.where, language),
        what=language(f"problem.{problem.code}.what", **facts),
        fix=fix,
    )


def fact_text(fact: str, language: Language) -> str:
    """Word a fact: codes like `#mapping` by the catalogue, everything else as it stood in the file, made safe."""
    key = f"fact.{fact[1:]}"
    return language(key) if fact.startswith("#") and language.has(key) else safe(str(fact))


def problem_text(problem: Problem, language: Language) -> str:
    """Write a problem on two lines: where and what, then what to do."""
    line = problem_line(problem, language)
    place = f"{line.where}: " if line.where else ""
    return f"{line.label}: {place}{line.what} [{line.code}]\n  {line.fix}"


def where_text(where: Location, language: Language) -> str:
    """Name a place: file, sheet and cell, or line and column, or the path of the value where there is no line."""
    file = safe(where.file)
    if where.cell:
        return language("problem.where.cell", file=file, sheet=safe(where.sheet), cell=where.cell)
    if where.line is not None:
        return language("problem.where", file=file, line=where.line, column=where.column or 1)
    path = ".".join(str(piece) for piece in where.path if piece != "")
    return ": ".join(piece for piece in (file, safe(path)) if piece)
