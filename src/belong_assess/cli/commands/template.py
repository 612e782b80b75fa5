"""`template`: a workbook to fill in, for one region or one department."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from belong_assess.cli import options
from belong_assess.cli.reporting import submission_path, tell_problems
from belong_assess.cli.screen import Screen, open_screen
from belong_assess.errors import UsageError
from belong_assess.language.texts import Language

if TYPE_CHECKING:
    from belong_assess.workflows.make_template import Made


def register(app: typer.Typer, say: Language, command: type) -> Callable[..., int]:
    """Add the command."""

    @app.command("template", cls=command, help=say("help.template"), context_settings=options.help_settings())
    def template(
        method: str = typer.Option("", "--method", "--questionnaire", help=say("help.assess.method")),
        tier: str = typer.Option("", "--tier", help=say("help.template.tier", tiers="express, standard, full")),
        area: str = typer.Option("", "--area", help=say("help.template.area")),
        department: str = typer.Option("", "--department", help=say("help.template.department")),
        last_year: str = typer.Option("", "--last-year", help=say("help.template.last_year")),
        live: bool = typer.Option(False, "--live", help=say("help.template.live")),
        paper: bool = typer.Option(False, "--paper", help=say("help.template.paper")),
        output: str = options.output(say),
        force: bool = options.force(say),
        lang: str = options.lang(say),
        quiet: bool = options.quiet(say),
        debug: bool = options.debug(say),
    ) -> int:
        from belong_assess.workflows.make_template import Wanted, make_template

        screen = open_screen(say, quiet=quiet)
        if live and paper:
            raise UsageError("usage.one_of_options", options="--live, --paper")
        earlier = submission_path(last_year)[0] if last_year else None
        wanted = Wanted(method, tier, _words(area), _words(department), earlier, live)
        made = make_template(wanted, say.code)
        return _write(made, "paper" if paper else "live" if live else "", output, force, screen)

    return template


def _words(given: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in given.split(",") if word.strip())


def _write(made: "Made", form: str, output: str, force: bool, screen: Screen) -> int:
    """Write the file that is named, or one named after what it asks."""
    from belong_assess.files.text import is_folder
    from belong_assess.files.writing import write_output

    content = _rendered(made, form)
    path = Path(output) if output else Path()
    target = path / _name(made, form) if not output or is_folder(path) else path
    tell_problems(made.problems, screen)
    problem = write_output(target, content, force=force)
    if problem is not None:
        tell_problems([problem], screen)
        return 1
    screen.tell(screen.say("score.written", file=str(target)))
    return 0


def _rendered(made: "Made", form: str) -> bytes:
    if form == "paper":
        from belong_assess.views.paper import render_paper

        extent = made.template.extent
        return render_paper(made.template.assessment, extent.tier, extent.areas)
    from belong_assess.files.template.book import render_template

    return render_template(made.template)


def _name(made: "Made", form: str) -> str:
    """`regional-full-A8-es.xlsx`: what is asked, in which language."""
    template = made.template
    areas = template.extent.areas or ()
    some = "-".join(areas) if len(areas) <= 3 else f"{areas[0]}-{areas[-1]}"
    pieces = (template.assessment.questionnaire.id, template.extent.tier, some, form, template.assessment.language)
    return "-".join(piece for piece in pieces if piece) + ".xlsx"
