"""`explain`: why a number is what it is, down to the answers."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from belong_assess.cli import options
from belong_assess.cli.reporting import report_of, submission_path, tell_problems
from belong_assess.cli.screen import Screen, open_screen
from belong_assess.errors import UsageError
from belong_assess.language.texts import Language
from belong_assess.problems import closest, has_errors

if TYPE_CHECKING:
    from belong_assess.results.own import OwnResult
    from belong_assess.workflows.score_file import Scored

FORMATS = ("text", "json")


def register(app: typer.Typer, say: Language, command: type) -> Callable[..., int]:
    """Add the command."""

    @app.command("explain", cls=command, help=say("help.explain"), context_settings=options.help_settings())
    def explain(
        file: str = typer.Argument(..., help=say("help.file")),
        what: str = typer.Argument("", help=say("help.explain.what")),
        output_format: str = options.output_format(say),
        method: str = options.method(say),
        plain: bool = options.plain(say),
        lang: str = options.lang(say),
        quiet: bool = options.quiet(say),
        debug: bool = options.debug(say),
    ) -> int:
        from belong_assess.views.explanation import explain_item, explain_node, set_apart
        from belong_assess.views.explanation_text import render_explanation, render_explanation_json
        from belong_assess.workflows.score_file import Rejected, score_file

        screen = open_screen(say, plain=plain, quiet=quiet)
        form = options.one_of(output_format, FORMATS, "--output-format")
        path, name = submission_path(file)
        scored = score_file(path, say.code, name, method)
        if isinstance(scored, Rejected):
            tell_problems(scored.problems, screen)
            return 1
        part, wanted = _known(scored, what or scored.result.headline)
        if wanted is None:
            screen.show(_to_choose_from(scored, screen, file, form))
            return 1 if has_errors(scored.problems) else 0
        if wanted in part.result.nodes:
            told = explain_node(part.assessment, part.result, wanted, say)
        else:
            told = explain_item(part.assessment, part.submission, part.result, wanted, say)
        if part is scored.own:
            told = set_apart(told, say)
        if form == "json":
            screen.show(render_explanation_json(told, part.result))
        else:
            given = f"{file} --method {method}" if method else file
            screen.show(render_explanation(told, say, given, width=screen.width, plain=screen.plain, colour=screen.colour))
        tell_problems([problem for problem in scored.problems if problem.severity == "error"], screen)
        return 1 if has_errors(scored.problems) else 0

    return explain


def _to_choose_from(scored: "Scored", screen: Screen, file: str, form: str) -> str:
    """Without an index there is no one number to begin with: name the areas, and how to ask for one."""
    from belong_assess.views.explanation_text import render_choice, render_choice_json

    report = report_of(scored, screen.say, detail=False)
    return render_choice_json(report) if form == "json" else render_choice(report, screen.say, file, width=screen.width)


def _known(scored: "Scored", what: str | None) -> "tuple[Scored | OwnResult, str | None]":
    """Return the id that is meant, whatever its case, with the part that has it. Raises UsageError with the closest ones."""
    if what is None:
        return scored, None
    parts = (scored,) if scored.own is None else (scored, scored.own)
    known = {known.casefold(): (part, known) for part in parts for known in (*part.result.items, *part.result.nodes)}
    if found := known.get(what.casefold()):
        return found
    raise UsageError("usage.id_unknown", found=what, closest=closest(what, [name for _, name in known.values()]))
