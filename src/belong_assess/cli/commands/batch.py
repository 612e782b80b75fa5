"""`batch`: score a folder of submissions, and say whom to call."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from belong_assess.cli import options
from belong_assess.cli.screen import Screen, open_screen
from belong_assess.errors import Interrupted, UsageError
from belong_assess.language.texts import Language

if TYPE_CHECKING:
    from belong_assess.workflows.batch.basis import Wishes
    from belong_assess.workflows.batch.score_batch import Batch
    from belong_assess.workflows.batch.targets import Targets

SHOWN = ("text", "json")
FORMATS = ("xlsx", "csv", "json")
MOST_JOBS = 256


def register(app: typer.Typer, say: Language, command: type) -> Callable[..., int]:
    """Add the command."""

    @app.command("batch", cls=command, help=say("help.batch"), context_settings=options.help_settings())
    def batch(
        paths: list[str] = typer.Argument(None, help=say("help.batch.paths")),
        output: str = typer.Option("", "--output", "-o", help=say("help.batch.output")),
        list_file: str = typer.Option("", "--list", help=say("help.batch.list")),
        to: str = typer.Option(",".join(FORMATS), "--to", help=say("help.batch.to", formats=", ".join(FORMATS))),
        method: str = options.method(say),
        redact: bool = typer.Option(False, "--redact", help=say("help.batch.redact")),
        no_returns: bool = typer.Option(False, "--no-returns", help=say("help.batch.no_returns")),
        fresh: bool = typer.Option(False, "--fresh", help=say("help.batch.fresh")),
        force: bool = typer.Option(False, "--force", help=say("help.batch.force")),
        jobs: str = typer.Option("", "--jobs", help=say("help.batch.jobs")),
        output_format: str = options.output_format(say),
        plain: bool = options.plain(say),
        lang: str = options.lang(say),
        quiet: bool = options.quiet(say),
        debug: bool = options.debug(say),
    ) -> int:
        from belong_assess.workflows.batch.basis import Wishes
        from belong_assess.workflows.batch.targets import targets_at

        screen = open_screen(say, plain=plain, quiet=quiet)
        form = options.one_of(output_format, SHOWN, "--output-format")
        formats = options.several_of(to, FORMATS, "--to")
        if not paths and not list_file:
            raise UsageError("usage.missing", name=say("help.metavar.paths"))
        wishes = Wishes(
            formats=tuple(each for each in FORMATS if each in formats),
            language=say.code,
            method=method,
            redact=redact,
            returns=not no_returns,
            fresh=fresh,
            force=force,
            jobs=_number(jobs),
        )
        named = (paths or [], [list_file] if list_file else [])
        done = _scored(named, targets_at(output, wishes.formats), wishes, screen, plain=plain, debug=debug)
        _show(done, screen, form)
        return 1 if done.manifest.summary["errors"] else 0

    return batch


def _number(jobs: str) -> int:
    if not jobs:
        return 0
    if jobs.isascii() and jobs.isdigit() and 1 <= int(jobs[:9]) <= MOST_JOBS:
        return int(jobs)
    raise UsageError("batch.jobs_number", found=jobs, most=str(MOST_JOBS))


def _scored(
    named: tuple[list[str], list[str]], targets: "Targets", wishes: "Wishes", screen: Screen, *, plain: bool, debug: bool
) -> "Batch":
    """Run the batch; Ctrl-C, and whatever else asks it to end, leaves everything as it was."""
    from belong_assess.cli.progress import progress_on
    from belong_assess.workflows.batch.score_batch import score_batch
    from belong_assess.workflows.batch.signals import Stopped, heard

    try:
        with heard(), progress_on(screen, plain=plain) as progress:
            return score_batch(*named, targets, wishes, screen.say, progress=progress, debug=debug)
    except Stopped as stopped:
        raise Interrupted("batch.interrupted", stopped.number) from None


def _show(done: "Batch", screen: Screen, form: str) -> None:
    from belong_assess.views.batch_ending import render_ending, render_ending_json

    came = (done.manifest.summary, done.manifest.passed_over)
    written = [path.name for path in done.written]
    if form == "json":
        screen.show(render_ending_json(*came, written=written, kept=done.kept))
    else:
        screen.show(render_ending(*came, screen.say, screen.width, written=list(map(str, done.written)), kept=done.kept))
