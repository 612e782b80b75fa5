"""`completion`: the script that completes commands in a shell."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from collections.abc import Callable

import typer

from belong_assess.cli import options
from belong_assess.cli.screen import open_screen
from belong_assess.language.texts import Language

SHELLS = ("bash", "zsh", "fish", "powershell")
VARIABLE = "_BELONG_ASSESS_COMPLETE"


def register(app: typer.Typer, say: Language, command: type) -> Callable[..., int]:
    """Add the command."""

    @app.command("completion", cls=command, help=say("help.completion"), context_settings=options.help_settings())
    def completion(
        shell: str = typer.Argument("bash", help=say("help.completion.shell", shells=", ".join(SHELLS))),
        lang: str = options.lang(say),
    ) -> int:
        from typer._completion_shared import get_completion_script

        name = options.one_of(shell, SHELLS, say("help.metavar.shell"))
        open_screen(say).show(get_completion_script(prog_name="belong-assess", complete_var=VARIABLE, shell=name))
        return 0

    return completion
