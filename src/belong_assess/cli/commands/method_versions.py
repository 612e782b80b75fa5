"""`method diff` and `method migrate`: from one version of a method to the next."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from belong_assess.cli import options
from belong_assess.cli.reporting import submission_path, tell_problems
from belong_assess.cli.screen import Screen, open_screen
from belong_assess.errors import UsageError
from belong_assess.language.texts import Language
from belong_assess.problems import has_errors, redacted

if TYPE_CHECKING:
    from belong_assess.views.moves import StoredMoves
    from belong_assess.workflows.compare_methods import Compared

FORMATS = ("text", "json")


def register(app: typer.Typer, say: Language, command: type) -> None:
    """Add the commands."""
    settings = options.help_settings()
    plain, lang, debug = options.plain(say), options.lang(say), options.debug(say)

    @app.command("diff", cls=command, help=say("help.method.diff"), context_settings=settings)
    def diff(
        old: str = typer.Argument(..., help=say("help.diff.old")),
        new: str = typer.Argument(..., help=say("help.diff.new")),
        files: list[str] = typer.Argument(None, help=say("help.method.stored")),
        output_format: str = options.output_format(say),
        plain: bool = plain,
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        from belong_assess.views.changes import as_json, changes_data, render_changes
        from belong_assess.views.moves import moves_data, render_moves
        from belong_assess.workflows.compare_methods import compare_methods

        screen = open_screen(say, plain=plain)
        form = options.one_of(output_format, FORMATS, "--output-format")
        named = [submission_path(file) for file in files or ()]
        found = compare_methods(old, new, say.code)
        parts = found.old, found.new, found.changes, found.needs, say
        stored, code = _stored(found, named, screen)
        if form == "json":
            moved = {"files": [moves_data(found.changes, each) for each in stored]} if named else {}
            screen.show(as_json({**changes_data(*parts), **moved}))
            return code
        screen.show(render_changes(*parts, screen.width))
        if stored:
            screen.show(render_moves(found.old, found.new, found.changes, stored, say, screen.width))
        return code

    @app.command("migrate", cls=command, help=say("help.method.migrate"), context_settings=settings)
    def migrate(
        files: list[str] = typer.Argument(..., help=say("help.method.migrate.files")),
        target: str = typer.Option(..., "--to", help=say("help.method.migrate.to")),
        earlier: str = typer.Option("", "--from", help=say("help.method.migrate.from")),
        output: str = typer.Option(..., "--output", "-o", help=say("help.method.migrate.output")),
        output_format: str = options.output_format(say),
        redact: bool = typer.Option(False, "--redact", help=say("help.method.migrate.redact")),
        force: bool = options.force(say),
        plain: bool = plain,
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        from belong_assess.views.changes import as_json

        screen = open_screen(say, plain=plain)
        as_text = options.one_of(output_format, FORMATS, "--output-format") == "text"
        targets = _targets([submission_path(file) for file in files], Path(output))
        wanted = Wanted(target, earlier, redact, force)
        done = [_migrated(*target, wanted, screen, as_text=as_text) for target in targets]
        if not as_text:
            screen.show(as_json([held for _, held in done]))
        return max(code for code, _ in done)


@dataclass(frozen=True)
class Wanted:
    """How to carry over."""

    to: str
    earlier: str
    redact: bool
    force: bool


def _targets(named: Sequence[tuple[Path, str]], folder: Path) -> list[tuple[Path, str, Path]]:
    """Name a new file for every file, in a folder that is made where it is missing; never the file itself."""
    targets = [(path, name, folder / f"{_stem(path)}.yaml") for path, name in named]
    written = [target for _, _, target in targets]
    if twice := sorted({str(target) for target in written if written.count(target) > 1}):
        raise UsageError("usage.same_target", found=", ".join(twice))
    for path, _, target in targets:
        if target.resolve() == path.resolve():
            raise UsageError("usage.migrate_in_place", found=str(target))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError):
        raise UsageError("usage.no_folder", found=str(folder)) from None
    return targets


def _stem(path: Path) -> str:
    """The name of a file, or of its folder where the file is called `submission`."""
    return path.stem if path.stem != "submission" else path.resolve().parent.name


def _migrated(
    path: Path, name: str, target: Path, wanted: Wanted, screen: Screen, *, as_text: bool
) -> tuple[int, dict[str, Any]]:
    """Carry one file over and write it; one that cannot be read or written never stops the others."""
    from belong_assess.files.migrated import write_migrated
    from belong_assess.views.migration import MigrationWords, migration_data
    from belong_assess.workflows.migrate_file import migrate_file
    from belong_assess.workflows.score_file import Rejected

    say = screen.say
    made = migrate_file(path, wanted.to, wanted.earlier, say.code, name)
    tell_problems(redacted(made.problems) if wanted.redact else made.problems, screen)
    if isinstance(made, Rejected):
        screen.warn(say("migrate.not_written", file=name))
        return 1, {"file": name, "written": ""}
    complete = MigrationWords(made.new, made.old, made.migrated, say)
    problem = write_migrated(target, made.migrated, made.new, complete.words(), force=wanted.force)
    shown = MigrationWords(made.new, made.old, made.migrated, say, redact=wanted.redact)
    if as_text:
        screen.show(shown.report(name, screen.width))
    if problem is not None:
        tell_problems([problem], screen)
    screen.tell(say("migrate.not_written" if problem else "migrate.written", file=str(target)))
    code = 1 if problem is not None or has_errors(made.problems) else 0
    return code, migration_data(name, "" if problem else str(target), shown)


def _stored(found: "Compared", named: Sequence[tuple[Path, str]], screen: Screen) -> "tuple[list[StoredMoves], int]":
    """Score every file under both versions; one that cannot be read never stops the others."""
    from belong_assess.views.moves import StoredMoves
    from belong_assess.workflows.compare_methods import stored_file
    from belong_assess.workflows.score_file import Rejected

    stored, code = [], 0
    for path, name in named:
        outcome = stored_file(path, found, name)
        tell_problems(outcome.problems, screen)
        if isinstance(outcome, Rejected):
            screen.warn(screen.say("score.rejected", file=name))
        else:
            left = tuple(each.was for each in outcome.migrated.answers if each.how == "left")
            stored.append(StoredMoves(name, outcome.before, outcome.after, outcome.moves, left))
        code = max(code, int(isinstance(outcome, Rejected) or has_errors(outcome.problems)))
    return stored, code
