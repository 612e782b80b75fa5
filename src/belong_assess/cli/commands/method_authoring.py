"""`method new`: a method of one's own, to start from."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from collections import Counter
from pathlib import Path

import typer

from belong_assess.cli import options
from belong_assess.cli.reporting import tell_problems
from belong_assess.cli.screen import Screen, open_screen
from belong_assess.language.texts import Language
from belong_assess.problems import Problem
from belong_assess.views.safe import safe


def register(app: typer.Typer, say: Language, command: type) -> None:
    """Add the command."""

    @app.command("new", cls=command, help=say("help.method.new"), context_settings=options.help_settings())
    def new(
        folder: str = typer.Argument(..., help=say("help.method.new.folder")),
        source: str = typer.Option("", "--from", help=say("help.method.new.from")),
        title: str = typer.Option("", "--title", help=say("help.method.new.title")),
        lang: str = options.lang(say),
        debug: bool = options.debug(say),
    ) -> int:
        from belong_assess.views.plain import wrapped
        from belong_assess.workflows.new_method import new_method

        screen = open_screen(say)
        made = new_method(Path(folder), source, title)
        if isinstance(made, Problem):
            tell_problems([made], screen)
            return 1
        facts = {"areas": made.areas, "questions": made.questions}
        screen.show(wrapped(iter([say("new.written", id=made.id, folder=safe(folder), **facts)]), screen.width))
        _show_files(made.files, screen)
        _show_next(folder, is_copy=bool(source), screen=screen)
        return 0


def _show_files(files: tuple[str, ...], screen: Screen) -> None:
    """Name what stands directly in the folder, and how many files there are below."""
    counts = Counter(name.partition("/")[0] for name in files)
    for name, count in counts.items():
        shown = f"{name}/" if name not in files else name
        screen.show(screen.say.count(f"new.part.{name.removesuffix('.md').lower()}", count, name=shown))


def _show_next(folder: str, *, is_copy: bool, screen: Screen) -> None:
    """Name the three commands that come next, to be run from where this one was."""
    given = safe(folder).rstrip("/\\") or "."
    shown = f'"{given}"' if " " in given else given
    example = f'"{given}/examples/first.yaml"' if " " in given else f"{given}/examples/first.yaml"
    last = f"method show {shown}" if is_copy else f"score {example} --method {shown}"
    screen.show("\n" + screen.say("new.next"))
    for words in (f"method check {shown}", f"method test {shown}", last):
        screen.show(f"  belong-assess {words}")
