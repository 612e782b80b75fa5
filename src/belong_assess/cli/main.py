"""The entry point: finds the language, builds the commands, runs one, and ends with the right exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from belong_assess.cli.screen import open_screen
from belong_assess.errors import BelongAssessError, ContentError, UsageError
from belong_assess.language.texts import PSEUDO, SOURCE, Language, language, languages
from belong_assess.problems import closest
from belong_assess.version import __version__

DONE, PROBLEMS, USAGE, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 3, 130
PROGRAM = "belong-assess"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program on a command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the program on a command line; return the exit code. No traceback reaches a user, but with `--debug`."""
    if list(arguments) == ["--version"]:
        print(f"{PROGRAM} {__version__}")  # noqa: T201
        return DONE
    say = language(SOURCE)
    try:
        say = chosen_language(arguments)
        return _run(arguments, say)
    except BelongAssessError as error:
        return _own_error(error, say)
    except KeyboardInterrupt:
        open_screen(say).warn(say("error.interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if "--debug" in arguments:
            raise
        open_screen(say).warn(say("error.unexpected", kind=type(error).__name__))
        return CANNOT_RUN


def _run(arguments: Sequence[str], say: Language) -> int:
    """Let typer read the command line; what it does not understand is worded by us."""
    from belong_assess.cli.app import build_command
    from belong_assess.cli.help import UnknownCommand
    from belong_assess.cli.usage import ClickException, unknown_command_lines, usage_lines

    try:
        code = build_command(say).main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except UnknownCommand as error:
        lines = unknown_command_lines(error, say)
    except ClickException as error:
        lines = usage_lines(error, say)
    else:
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    screen = open_screen(say)
    for line in lines:
        screen.warn(line)
    return USAGE


def _own_error(error: BelongAssessError, say: Language) -> int:
    from belong_assess.cli.usage import error_lines
    from belong_assess.views.problems import problem_text

    screen = open_screen(say)
    for line in error_lines(error, say):
        screen.warn(line)
    if isinstance(error, ContentError):
        for problem in error.problems:
            screen.warn(problem_text(problem, say))
    return error.exit_code


def chosen_language(arguments: Sequence[str]) -> Language:
    """Return the language named by `--lang` or BELONG_ASSESS_LANG, else that of the environment, else English."""
    named = _named(arguments) or os.environ.get("BELONG_ASSESS_LANG")
    known = (*languages(), PSEUDO)
    if named is not None and named not in known:
        raise UsageError("usage.language_unknown", found=named, known=", ".join(known), closest=closest(named, known))
    if named is not None:
        return language(named)
    spoken = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2]
    return language(spoken if spoken in known else SOURCE)


def _named(arguments: Sequence[str]) -> str | None:
    """Find `--lang CODE` or `--lang=CODE` before typer does: the help is in that language, too."""
    for index, word in enumerate(arguments):
        if word == "--":
            return None
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
    return None
