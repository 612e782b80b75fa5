"""Lines of the conversation and how they stand on a screen: folded at its width, in colour where it can show any."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import Literal

from belong_assess.values import value
from belong_assess.views.safe import safe_lines

Role = Literal["title", "question", "option", "text", "given", "dim", "warning"]
STYLES: dict[Role, str] = {
    "title": "bold cyan",
    "question": "bold",
    "given": "green",
    "dim": "bright_black",
    "warning": "yellow",
}


@value
class Line:
    """A text with what it is for; `lead` stands before its first line, and the others are indented by as much."""

    text: str
    role: Role = "text"
    lead: str = ""


GAP = Line("")
TIE = "\u00a0"
"""A space at which no line is broken."""

Painter = Callable[[str, Role], str]


def folded_lines(lines: Sequence[Line], width: int, paint: Painter) -> str:
    """Return lines as text, none wider than the screen unless a single word is; whatever they quote cannot steer it."""
    folded = ((text.replace(TIE, " "), line.role) for line in lines for text in _folded(line, width))
    return "".join(f"{paint(text, role) if text else ''}\n" for text, role in folded)


def _folded(line: Line, width: int) -> list[str]:
    return textwrap.wrap(
        safe_lines(line.text),
        max(width, len(line.lead) + 12),
        initial_indent=line.lead,
        subsequent_indent=" " * len(line.lead),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [line.lead.rstrip()]


def plainly(text: str, role: Role) -> str:
    """Paint nothing."""
    return text


def coloured() -> Painter:
    """Return a painter that uses colour and bold type, and nothing else: no frame, no redraw."""
    from rich.color import ColorSystem
    from rich.style import Style

    styles = {role: Style.parse(style) for role, style in STYLES.items()}

    def paint(text: str, role: Role) -> str:
        style = styles.get(role)
        return style.render(text, color_system=ColorSystem.STANDARD) if style else text

    return paint
