"""`status`: what is missing, unsure, undocumented or contradicting, and who could know."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from collections.abc import Callable

import typer

from belong_assess.cli import options
from belong_assess.cli.reporting import report_of, submission_path, tell_problems
from belong_assess.cli.screen import open_screen
from belong_assess.language.texts import Language
from belong_assess.problems import has_errors

FORMATS = ("text", "json")


def register(app: typer.Typer, say: Language, command: type) -> Callable[..., int]:
    """Add the command."""

    @app.command("status", cls=command, help=say("help.status"), context_settings=options.help_settings())
    def status(
        file: str = typer.Argument(..., help=say("help.file")),
        output_format: str = options.output_format(say),
        method: str = options.method(say),
        plain: bool = options.plain(say),
        lang: str = options.lang(say),
        quiet: bool = options.quiet(say),
        debug: bool = options.debug(say),
    ) -> int:
        from belong_assess.views.status import build_status, render_status, render_status_json
        from belong_assess.workflows.score_file import Rejected, score_file

        screen = open_screen(say, plain=plain, quiet=quiet)
        form = options.one_of(output_format, FORMATS, "--output-format")
        path, name = submission_path(file)
        scored = score_file(path, say.code, name, method)
        if isinstance(scored, Rejected):
            tell_problems(scored.problems, screen)
            return 1
        held = build_status(report_of(scored, say), scored.result, say, scored.own.result if scored.own else None)
        text = render_status_json(held) if form == "json" else render_status(held, say, width=screen.width)
        screen.show(text)
        tell_problems([problem for problem in scored.problems if problem.severity == "error"], screen)
        return 1 if has_errors(scored.problems) else 0

    return status
