"""The tree of commands, built in one language."""

from __future__ import annotations

from typing import Any

import typer
from typer.main import get_command

from belong_assess.cli.commands import (
    assess,
    batch,
    completion,
    demo,
    explain,
    method,
    method_authoring,
    method_versions,
    score,
    status,
    template,
    translation,
)
from belong_assess.cli.help import command_class, group_class
from belong_assess.cli.options import help_settings
from belong_assess.language.texts import Language
from belong_assess.version import __version__


def build_command(say: Language) -> Any:
    """Return the whole program as one command."""
    command, group = command_class(say), group_class(say)
    app = typer.Typer(
        cls=group,
        help=say("help.program"),
        epilog=say("help.program.epilog"),
        no_args_is_help=False,
        invoke_without_command=True,
        add_completion=False,
        rich_markup_mode=None,
        context_settings=help_settings(),
    )

    @app.callback()
    def program(
        ctx: typer.Context,
        version: bool = typer.Option(False, "--version", help=say("help.option.version")),
        lang: str = typer.Option("", "--lang", help=say("help.option.lang")),
    ) -> None:
        if version:
            typer.echo(f"belong-assess {__version__}")
        elif ctx.invoked_subcommand is None:
            typer.echo(ctx.get_help())

    for module in (demo, assess, score, explain, status, template, batch):
        module.register(app, say, command)
    methods = typer.Typer(
        cls=group, help=say("help.method"), rich_markup_mode=None, add_completion=False, context_settings=help_settings()
    )

    @methods.callback()
    def method_group(lang: str = typer.Option("", "--lang", help=say("help.option.lang"))) -> None:
        """`--lang` is read before typer; here it is declared."""

    for authoring in (method_authoring, method, method_versions, translation):
        authoring.register(methods, say, command)
    app.add_typer(methods, name="method", no_args_is_help=True)
    completion.register(app, say, command)
    return get_command(app)
