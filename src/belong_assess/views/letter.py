"""A letter on one page to whoever sent a file of which nothing could be read."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from belong_assess.language.texts import Language
from belong_assess.problems import Problem
from belong_assess.views.problems import problem_line
from belong_assess.views.safe import safe

WIDTH = 76
INDENT = "  "
MOST = 8
"""So many reasons fit on a page; the first ones are the nearest to the cause."""


def render_letter(file: str, problems: Sequence[Problem], say: Language) -> str:
    """Write the letter as plain text: what was sent, why it could not be read, and what to do."""
    reasons = [problem_line(problem, say) for problem in problems if problem.severity == "error"]
    paragraphs = [
        say("letter.subject", file=safe(file)),
        say("letter.hello"),
        say("letter.thanks", file=safe(file)),
        *(f"- {line.what} {line.fix}" for line in reasons[:MOST]),
        say("letter.again"),
        say("letter.help"),
    ]
    return (
        "\n\n".join(fill(text, WIDTH, subsequent_indent=INDENT if text.startswith("-") else "") for text in paragraphs)
        + "\n"
    )
