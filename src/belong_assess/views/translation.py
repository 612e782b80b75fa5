"""How far the translations of a method, or of the interface, are: a few lines for each language."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from belong_assess.language.forms import language_name
from belong_assess.language.texts import Language
from belong_assess.language.translation import Progress, State
from belong_assess.views.plain import wrapped
from belong_assess.views.safe import safe

OPEN: tuple[State, ...] = ("missing", "outdated", "unconfirmed")


def render_progress(what: str, progress: Sequence[Progress], say: Language, width: int) -> str:
    """Say for each language and part how many texts are translated and current, and what is open."""
    if not progress:
        return say("i18n.none", method=safe(what))
    lines = []
    for code, parts in groupby(progress, key=lambda each: each.language):
        lines.append(say("i18n.language", name=language_name(code), code=code))
        lines += [f"- {_line(part, say)}" for part in parts]
    return wrapped(iter(lines), width)


def _line(part: Progress, say: Language) -> str:
    done = part.states.get("current", 0)
    share = say.percent(Fraction(done, part.total)) if part.total else ""
    counted = say("i18n.done", part=part.part, share=share, done=say.number(done), total=say.number(part.total))
    still = [say.count(f"i18n.open.{state}", part.states[state]) for state in OPEN if part.states.get(state)]
    return say.list([counted, *still, say(f"i18n.review.{part.review}")])
