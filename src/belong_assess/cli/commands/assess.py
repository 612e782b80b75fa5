"""`assess`: answer in the terminal, from the first question to the report, over as many sittings as it takes."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from select import select
from typing import TYPE_CHECKING, Any

import typer

from belong_assess.cli import options
from belong_assess.cli.screen import Screen, open_screen
from belong_assess.language.texts import Language

PASTED_WITHIN = 0.05
"""Seconds within which the next line of a pasted text comes: nobody types one so fast."""

if TYPE_CHECKING:
    from belong_assess.interview.terminal import Terminal


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for."""

    file: str
    method: str
    tier: str
    areas: str
    by: str
    last_year: str
    answers: str


def register(app: typer.Typer, say: Language, command: type) -> Callable[..., int]:
    """Add the command."""

    @app.command("assess", cls=command, help=say("help.assess"), context_settings=options.help_settings())
    def assess(
        draft: str = typer.Argument("", help=say("help.assess.draft")),
        method: str = typer.Option("", "--method", "--questionnaire", help=say("help.assess.method")),
        tier: str = typer.Option("", "--tier", help=say("help.assess.tier")),
        area: str = typer.Option("", "--area", help=say("help.assess.area")),
        by: str = typer.Option("", "--by", help=say("help.assess.by")),
        last_year: str = typer.Option("", "--last-year", help=say("help.assess.last_year")),
        answers: str = typer.Option("", "--answers", help=say("help.assess.answers")),
        plain: bool = options.plain(say),
        lang: str = options.lang(say),
        quiet: bool = options.quiet(say),
        debug: bool = options.debug(say),
    ) -> int:
        from belong_assess.cli.sitting import Sitting
        from belong_assess.interview.terminal import heard

        screen = open_screen(say, plain=plain, quiet=quiet)
        terminal = _terminal(screen, answers)
        with heard(terminal):
            return Sitting(screen, terminal, Wanted(draft, method, tier, area, by, last_year, answers)).hold()

    return assess


def _terminal(screen: Screen, answers: str) -> "Terminal":
    from belong_assess.interview.lines import coloured, plainly
    from belong_assess.interview.terminal import Terminal

    return Terminal(
        _reader(answers),
        screen.say_now,
        width=screen.width,
        paint=coloured() if screen.colour else plainly,
        encoding=getattr(sys.stdin, "encoding", None) or "utf-8",
        scripted=bool(answers) or sys.stdin is None or not sys.stdin.isatty(),
        waiting=_more_waits,
    )


def _reader(answers: str) -> Callable[[], bytes]:
    """Read lines from a file of answers, or from standard input as it comes."""
    if answers:
        return BytesIO(options.existing_file(answers).read_bytes()).readline
    stream: Any = sys.stdin
    if stream is None:
        return lambda: b""
    if buffer := getattr(stream, "buffer", None):
        return buffer.readline  # type: ignore[no-any-return]
    return lambda: stream.readline().encode()


def _more_waits() -> bool:
    """Say whether another line is at the keyboard already. A terminal hands lines over one by one."""
    if sys.platform == "win32":
        import msvcrt

        return bool(msvcrt.kbhit())
    return bool(select([sys.stdin], [], [], PASTED_WITHIN)[0])
