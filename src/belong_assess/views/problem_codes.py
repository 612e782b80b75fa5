"""Every problem code as a page of the documentation: what it says, and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping

from belong_assess.language.texts import Language
from belong_assess.problems import CODES, Severity

INTRODUCTION = ("shape", "severity", "placeholders", "codes")
COLUMNS = ("code", "severity", "what", "fix")
MARKUP = re.compile(r"([\\|*<])")


def problem_codes_page(language: Language) -> str:
    """Write the page of problem codes as Markdown: an introduction, then a table for each family of codes."""
    introduction = "\n".join(language(f"docs.problems.intro.{line}") for line in INTRODUCTION)
    tables = (_table(family, codes, language) for family, codes in families().items())
    return "\n\n".join((f"# {language('docs.problems.title')}", introduction, *tables)) + "\n"


def families() -> Mapping[str, list[str]]:
    """Return the codes of each family, which is what stands before the dot; both in the order of `CODES`."""
    found: dict[str, list[str]] = {}
    for code in CODES:
        found.setdefault(code.partition(".")[0], []).append(code)
    return found


def _table(family: str, codes: list[str], language: Language) -> str:
    head = _row([_cell(language(f"docs.problems.{column}")) for column in COLUMNS])
    rows = [head, _row(["---"] * len(COLUMNS)), *(_entry(code, CODES[code], language) for code in codes)]
    return "\n".join((f"## {language(f'docs.problems.family.{family}')}", "", *rows))


def _entry(code: str, severity: Severity, language: Language) -> str:
    texts = (language(f"severity.{severity}"), language(f"problem.{code}.what"), language(f"problem.{code}.fix"))
    return _row([f"`{code}`", *map(_cell, texts)])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Keep a text from being read as Markdown."""
    return MARKUP.sub(r"\\\1", text)
