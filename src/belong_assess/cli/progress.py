"""How far a long work has come, on stderr: a bar on a terminal, lines now and then where no bar can be, else nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from belong_assess.cli.screen import Screen

Progress = Callable[[int, int], None]
SECONDS_BETWEEN_LINES = 5.0
SECONDS_BETWEEN_FRAMES = 0.1


@contextmanager
def progress_on(screen: Screen, *, plain: bool) -> Iterator[Progress]:
    """Show progress as this screen can."""
    without_bar = plain or os.environ.get("TERM") == "dumb" or bool(os.environ.get("ACCESSIBLE"))
    if screen.quiet or not (plain or screen.talk.isatty()):
        yield lambda done, total: None
    elif without_bar:
        yield _lines(screen)
    else:
        with _bar(screen) as progress:
            yield progress


def _lines(screen: Screen) -> Progress:
    last = time.monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            screen.warn(screen.say("batch.progress.line", done=screen.say.number(done), total=screen.say.number(total)))
            screen.talk.flush()

    return progress


@contextmanager
def _bar(screen: Screen) -> Iterator[Progress]:
    """A bar that is drawn when something has happened: no thread draws it, for processes are started meanwhile."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(file=screen.talk, no_color=not screen.colour, width=screen.width, safe_box=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task(screen.say("batch.progress"), total=None)
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            if done == total or time.monotonic() - last >= SECONDS_BETWEEN_FRAMES:
                last = time.monotonic()
                bar.update(task, completed=done, total=total, refresh=True)

        yield progress
