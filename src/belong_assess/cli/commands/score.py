"""`score`: score submissions and show or write their reports."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from belong_assess.cli import options
from belong_assess.cli.reporting import FORMATS, ON_SCREEN, rendered, show_report, submission_path, tell_problems
from belong_assess.cli.screen import Screen, open_screen
from belong_assess.errors import UsageError
from belong_assess.files.writing import write_output
from belong_assess.language.texts import Language
from belong_assess.problems import has_errors
from belong_assess.views.problems import problem_text
from belong_assess.workflows.score_file import Rejected, Scored, score_file


@dataclass(frozen=True)
class Wanted:
    """What to make of each file."""

    formats: tuple[str, ...]
    output: str
    views: tuple[str, ...]
    force: bool
    redact: bool


def register(app: typer.Typer, say: Language, command: type) -> Callable[..., int]:
    """Add the command."""

    @app.command("score", cls=command, help=say("help.score"), context_settings=options.help_settings())
    def score(
        files: list[str] = typer.Argument(..., help=say("help.score.files")),
        to: str = typer.Option("terminal", "--to", help=say("help.score.to", formats=", ".join(FORMATS))),
        output: str = options.output(say),
        view: str = typer.Option("", "--view", help=say("help.score.view")),
        redact: bool = typer.Option(False, "--redact", help=say("help.score.redact")),
        force: bool = options.force(say),
        plain: bool = options.plain(say),
        lang: str = options.lang(say),
        quiet: bool = options.quiet(say),
        debug: bool = options.debug(say),
    ) -> int:
        screen = open_screen(say, plain=plain, quiet=quiet)
        formats = options.several_of(to, FORMATS, "--to")
        views = tuple(word.strip() for word in view.split(",") if word.strip())
        wanted = Wanted(formats, output, views, force, redact)
        _check_output(files, wanted)
        return max([_one(file, wanted, screen) for file in files])

    return score


def _check_output(files: Sequence[str], wanted: Wanted) -> None:
    """Several results need a folder; one file name cannot hold them all."""
    to_file = [each for each in wanted.formats if each not in ON_SCREEN]
    if wanted.output and len(files) * len(to_file) > 1 and not Path(wanted.output).is_dir():
        raise UsageError("usage.output_folder", found=wanted.output)


def _one(given: str, wanted: Wanted, screen: Screen) -> int:
    """Score one file; a file that cannot be scored never stops the others."""
    path, name = submission_path(given)
    scored = score_file(path, screen.say.code, name=name)
    if isinstance(scored, Rejected):
        tell_problems(scored.problems, screen)
        screen.warn(screen.say("score.rejected", file=name))
        return 1
    options.several_of(",".join(wanted.views), tuple(scored.assessment.views), "--view")
    outcomes = [_as(each, path, scored, wanted, screen) for each in wanted.formats]
    tell_problems(scored.problems, screen)
    return 1 if has_errors(scored.problems) or not all(outcomes) else 0


def _as(to: str, path: Path, scored: Scored, wanted: Wanted, screen: Screen) -> bool:
    """Show or write one format; text formats go to stdout unless a file is named."""
    if to in ON_SCREEN and not wanted.output:
        show_report(scored, screen if to == "terminal" else _plain(screen), wanted.views, redact=wanted.redact)
        return True
    content = rendered(scored, screen.say, to, wanted.views, redact=wanted.redact)
    if not wanted.output and to != "xlsx":
        screen.show(content.decode())
        return True
    target = _target(path, to, wanted)
    problem = write_output(target, content, force=wanted.force)
    if problem is not None:
        screen.warn(problem_text(problem, screen.say))
        return False
    screen.tell(screen.say("score.written", file=str(target)))
    return True


def _plain(screen: Screen) -> Screen:
    from dataclasses import replace

    return replace(screen, plain=True)


def _target(path: Path, to: str, wanted: Wanted) -> Path:
    """The file named, or `<folder or region>-report.<format>` in the folder named or the current one."""
    suffix = "txt" if to in ON_SCREEN else to
    stem = path.stem if path.stem != "submission" else path.resolve().parent.name
    folder = Path(wanted.output) if wanted.output else Path()
    return folder / f"{stem}-report.{suffix}" if not wanted.output or folder.is_dir() else folder
