"""What a cell holds as text, as people would have typed it."""

from __future__ import annotations

from datetime import date, datetime, time

from belong_assess.files.workbooks.grid import Content, Fault, Formula, Percent
from belong_assess.responses.plain_text import without_controls

LONGEST_SHOWN = 80


def text_of(content: Content) -> str:
    """Write what a cell holds as text, as people would have typed it."""
    match content:
        case None:
            return ""
        case str():
            return content
        case bool():
            return "TRUE" if content else "FALSE"
        case Percent(number=number):
            return f"{number} %"
        case date() | datetime() | time():
            return iso(content)
        case Formula(text=text):
            return f"={text.lstrip('=')}"
        case Fault(code=code):
            return code
        case _:
            return str(content)


def iso(content: date | datetime | time) -> str:
    """Write a moment in ISO form; midnight is the day alone."""
    if isinstance(content, datetime) and content.time() == time():
        return content.date().isoformat()
    return content.isoformat()


def shown(content: Content) -> str:
    """Show what a cell holds in a message."""
    text = without_controls(text_of(content))
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
