"""`score`: score submissions and show or write their reports."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from belong_assess.cli import options
from belong_assess.cli.reporting import FORMATS, ON_SCREEN, rendered, show_report, submission_path, tell_problems
from belong_assess.cli.screen import Screen, open_screen
from belong_assess.errors import UsageError
from belong_assess.language.texts import Language
from belong_assess.problems import has_errors

if TYPE_CHECKING:
    from belong_assess.workflows.score_file import Scored


FOR_PROGRAMS = ("json", "csv", "md")


@dataclass(frozen=True)
class Wanted:
    """What to make of each file."""

    formats: tuple[str, ...]
    output: str
    views: tuple[str, ...]
    force: bool
    redact: bool
    method: str


def register(app: typer.Typer, say: Language, command: type) -> Callable[..., int]:
    """Add the command."""

    @app.command("score", cls=command, help=say("help.score"), context_settings=options.help_settings())
    def score(
        files: list[str] = typer.Argument(..., help=say("help.score.files")),
        to: str = typer.Option("terminal", "--to", help=say("help.score.to", formats=", ".join(FORMATS))),
        output: str = options.output(say),
        view: str = typer.Option("", "--view", help=say("help.score.view")),
        redact: bool = typer.Option(False, "--redact", help=say("help.score.redact")),
        method: str = options.method(say),
        force: bool = options.force(say),
        plain: bool = options.plain(say),
        lang: str = options.lang(say),
        quiet: bool = options.quiet(say),
        debug: bool = options.debug(say),
    ) -> int:
        screen = open_screen(say, plain=plain, quiet=quiet)
        formats = options.several_of(to, FORMATS, "--to")
        views = tuple(word.strip() for word in view.split(",") if word.strip())
        wanted = Wanted(formats, output, views, force, redact, method)
        named = [submission_path(file) for file in files]
        _check_output([path for path, _ in named], wanted)
        return max([_one(path, name, wanted, screen) for path, name in named])

    return score


def _check_output(paths: Sequence[Path], wanted: Wanted) -> None:
    """Several results need a folder, and a name each; on the screen only one can be read by a program."""
    from belong_assess.files.text import is_folder

    targets = [(path, each) for path in paths for each in wanted.formats if each not in ON_SCREEN or wanted.output]
    if len(targets) < 2:
        return
    if wanted.output and not is_folder(Path(wanted.output)):
        raise UsageError("usage.output_folder", found=wanted.output)
    if not wanted.output and sum(each in FOR_PROGRAMS for _, each in targets) > 1:
        raise UsageError("usage.output_needed")
    names = [_target(path, each, wanted) for path, each in targets]
    twice = sorted({str(name) for name in names if names.count(name) > 1})
    if twice:
        raise UsageError("usage.same_target", found=", ".join(twice))


def _one(path: Path, name: str, wanted: Wanted, screen: Screen) -> int:
    """Score one file; a file that cannot be scored never stops the others."""
    from belong_assess.workflows.score_file import Rejected, score_file

    scored = score_file(path, screen.say.code, name, wanted.method)
    if isinstance(scored, Rejected):
        tell_problems(scored.problems, screen)
        screen.warn(screen.say("score.rejected", file=name))
        return 1
    for view in wanted.views:
        options.one_of(view, tuple(scored.assessment.views), "--view")
    outcomes = [_as(each, path, scored, wanted, screen) for each in wanted.formats]
    tell_problems(scored.problems, screen)
    return 1 if has_errors(scored.problems) or not all(outcomes) else 0


def _as(to: str, path: Path, scored: "Scored", wanted: Wanted, screen: Screen) -> bool:
    """Show or write one format; text formats go to stdout unless a file is named."""
    if to in ON_SCREEN and not wanted.output:
        show_report(scored, screen if to == "terminal" else _plain(screen), wanted.views, redact=wanted.redact)
        return True
    content = rendered(scored, screen.say, to, wanted.views, redact=wanted.redact)
    if not wanted.output and to != "xlsx":
        screen.pass_on(content)
        return True
    from belong_assess.files.writing import write_output
    from belong_assess.views.problems import problem_text

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
    from belong_assess.files.text import is_folder

    folder = Path(wanted.output) if wanted.output else Path()
    return folder / f"{stem}-report.{suffix}" if not wanted.output or is_folder(folder) else folder
