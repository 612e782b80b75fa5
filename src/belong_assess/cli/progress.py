"""How far a long work has come, on stderr: a bar on a terminal, lines now and then where no bar can be, else nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from belong_assess.cli.screen import Screen
from belong_assess.language.texts import Language

Progress = Callable[[int, int, int], None]
DRAWN = "━╸╺"
SECONDS_BETWEEN_LINES = 5.0
SECONDS_BETWEEN_FRAMES = 0.1


@contextmanager
def progress_on(screen: Screen, *, plain: bool) -> Iterator[Progress]:
    """Show progress as this screen can."""
    if screen.quiet or not (plain or screen.talk.isatty()):
        yield lambda done, total, submissions: None
    elif plain or not _can_draw(screen):
        yield _lines(screen)
    else:
        with _bar(screen) as progress:
            yield progress


def _can_draw(screen: Screen) -> bool:
    """Say whether a bar can be drawn over itself, by a terminal that has its letters, for somebody who sees it."""
    try:
        DRAWN.encode(screen.talk.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return os.environ.get("TERM") != "dumb" and not os.environ.get("ACCESSIBLE")


def _lines(screen: Screen) -> Progress:
    last, say = time.monotonic(), screen.say

    def progress(done: int, total: int, submissions: int) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            of_files = say("batch.progress.line", done=say.number(done), total=say.number(total))
            screen.warn(say("batch.progress.both", files=of_files, submissions=_submissions(say, submissions)))
            screen.talk.flush()

    return progress


@contextmanager
def _bar(screen: Screen) -> Iterator[Progress]:
    """A bar that is drawn when something has happened: no thread draws it, for processes are started meanwhile."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(file=screen.talk, no_color=not screen.colour, width=screen.width, safe_box=True)
    held = TextColumn("{task.fields[submissions]}", markup=False)
    columns = (TextColumn("{task.description}"), BarColumn(None), MofNCompleteColumn(), held, TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task(screen.say("batch.progress"), total=None, submissions="")
        last = 0.0

        def progress(done: int, total: int, submissions: int) -> None:
            nonlocal last
            if done == total or time.monotonic() - last >= SECONDS_BETWEEN_FRAMES:
                last = time.monotonic()
                said = _submissions(screen.say, submissions)
                bar.update(task, completed=done, total=total, submissions=said, refresh=True)

        yield progress


def _submissions(say: Language, number: int) -> str:
    return say.count("batch.progress.submissions", number)
