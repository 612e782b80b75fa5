"""`method i18n`: how far translations are, out to a translator, and back."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from pathlib import Path

import typer

from belong_assess.cli import options
from belong_assess.cli.reporting import tell_problems
from belong_assess.cli.screen import Screen, open_screen
from belong_assess.errors import UsageError
from belong_assess.language.texts import Language
from belong_assess.problems import has_errors


def register(app: typer.Typer, say: Language, command: type) -> None:
    """Add the command."""

    @app.command("i18n", cls=command, help=say("help.method.i18n"), context_settings=options.help_settings())
    def i18n(
        translated: str = typer.Argument("regional", help=say("help.i18n.translated")),
        language: str = typer.Option("", "--language", "-l", help=say("help.i18n.language")),
        export: str = typer.Option("", "--export", help=say("help.i18n.export")),
        returned: str = typer.Option("", "--import", help=say("help.i18n.import")),
        confirm: bool = typer.Option(False, "--confirm", help=say("help.i18n.confirm")),
        force: bool = options.force(say),
        lang: str = options.lang(say),
        debug: bool = options.debug(say),
    ) -> int:
        screen = open_screen(say)
        if sum(map(bool, (export, returned, confirm))) > 1:
            raise UsageError("usage.one_of_options", options="--export, --import, --confirm")
        if (export or confirm) and not language:
            raise UsageError("usage.language_needed")
        if export:
            return _export(translated, language, Path(export), force, screen)
        if returned:
            return _import(translated, Path(returned), screen)
        return _progress(translated, language, confirm, screen)


def _progress(translated: str, language: str, confirmed: bool, screen: Screen) -> int:
    from belong_assess.views.translation import render_progress
    from belong_assess.workflows.translate import confirm, progress

    found = confirm(translated, language) if confirmed else progress(translated, language)
    screen.show(render_progress(translated, found, screen.say, screen.width))
    return 0


def _export(translated: str, language: str, path: Path, force: bool, screen: Screen) -> int:
    from belong_assess.files.translation_sheet import render_translation_sheets
    from belong_assess.files.writing import write_output
    from belong_assess.workflows.translate import sheets_for

    content = render_translation_sheets(sheets_for(translated, language), screen.say)
    problem = write_output(path, content, force=force)
    tell_problems([problem] if problem else [], screen)
    if problem is None:
        screen.tell(screen.say("score.written", file=str(path)))
    return 1 if problem else 0


def _import(translated: str, path: Path, screen: Screen) -> int:
    from belong_assess.workflows.translate import import_translation

    outcome = import_translation(translated, path)
    tell_problems(outcome.problems, screen)
    screen.show(screen.say.count("i18n.imported", outcome.taken))
    for file in outcome.files:
        screen.tell(screen.say("score.written", file=str(file)))
    return 1 if has_errors(outcome.problems) else 0
