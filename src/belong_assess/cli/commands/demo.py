"""`demo`: a full report on a bundled, invented region; nothing asked, nothing needed."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from collections.abc import Callable

import typer

from belong_assess.cli import options
from belong_assess.cli.reporting import show_report
from belong_assess.cli.screen import open_screen
from belong_assess.language.texts import Language

DEFAULT_REGION = "marevalle"


def register(app: typer.Typer, say: Language, command: type) -> Callable[..., int]:
    """Add the command."""

    @app.command("demo", cls=command, help=say("help.demo"), context_settings=options.help_settings())
    def demo(
        region: str = typer.Argument(DEFAULT_REGION, help=say("help.demo.region")),
        plain: bool = options.plain(say),
        lang: str = options.lang(say),
        quiet: bool = options.quiet(say),
        debug: bool = options.debug(say),
    ) -> int:
        from belong_assess.views.plain import wrapped
        from belong_assess.workflows.score_file import Scored, example_file, examples, score_file

        screen = open_screen(say, plain=plain, quiet=quiet)
        name = options.one_of(region, examples(), say("help.metavar.region"))
        file = example_file(name)
        assert file is not None
        scored = score_file(file, say.code, name=f"examples/{name}/{file.name}")
        assert isinstance(scored, Scored), scored
        show_report(scored, screen)
        screen.show(wrapped(iter(["", say("demo.invented"), say("demo.next")]), screen.width))
        screen.show("\n".join(_next_commands(name)))
        return 0

    return demo


def _next_commands(name: str) -> list[str]:
    return [
        f"  belong-assess explain @{name}",
        f"  belong-assess status @{name}",
        f"  belong-assess score @{name} --to xlsx",
    ]
