"""`method diff` and `method migrate`: from one version of a method to the next."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
import typer

from belong_assess.cli import options
from belong_assess.cli.screen import open_screen
from belong_assess.language.texts import Language

FORMATS = ("text", "json")


def register(app: typer.Typer, say: Language, command: type) -> None:
    """Add the commands."""
    settings = options.help_settings()
    plain, lang, debug = options.plain(say), options.lang(say), options.debug(say)

    @app.command("diff", cls=command, help=say("help.method.diff"), context_settings=settings)
    def diff(
        old: str = typer.Argument(..., help=say("help.method.old")),
        new: str = typer.Argument(..., help=say("help.method.new")),
        output_format: str = options.output_format(say),
        plain: bool = plain,
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        from belong_assess.views.changes import as_json, changes_data, render_changes
        from belong_assess.workflows.compare_methods import compare_methods

        screen = open_screen(say, plain=plain)
        form = options.one_of(output_format, FORMATS, "--output-format")
        found = compare_methods(old, new, say.code)
        parts = found.old, found.new, found.changes, found.needs, say
        screen.show(as_json(changes_data(*parts)) if form == "json" else render_changes(*parts, screen.width))
        return 0
