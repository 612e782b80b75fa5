"""The entry point: finds the language, builds the commands, runs one, and ends with the right exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping, Sequence

from belong_assess.cli.screen import open_screen
from belong_assess.errors import BelongAssessError, ContentError, DraftError, UsageError
from belong_assess.language.forms import newly_remembered, remember_with
from belong_assess.language.texts import PSEUDO, SOURCE, Language, language, languages
from belong_assess.problems import closest
from belong_assess.version import __version__

DONE, USAGE, CANNOT_RUN, INTERRUPTED = 0, 2, 3, 130
PROGRAM = "belong-assess"
COMPLETION = "_BELONG_ASSESS_COMPLETE"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program on a command line and leave with its exit code.

    The process ends without taking the interpreter apart: everything is on disk and flushed, the system frees the rest,
    and that saves two starts of a bare interpreter each time.
    """
    remember_with(_forms_of_before)
    code = run(sys.argv[1:] if arguments is None else arguments)
    _keep_forms()
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _forms_of_before() -> Mapping[str, str]:
    from belong_assess.files.form_memory import read_forms

    return read_forms()


def _keep_forms() -> None:
    if (known := newly_remembered()) is not None:
        from belong_assess.files.form_memory import write_forms

        write_forms(known)


def run(arguments: Sequence[str]) -> int:
    """Run the program on a command line; return the exit code. No traceback reaches a user, but with `--debug`."""
    _open_closed_streams()
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
    except OSError as error:
        return _system_error(error, arguments, say)
    except Exception as error:
        if "--debug" in arguments:
            raise
        open_screen(say).warn(say("error.unexpected", kind=type(error).__name__))
        return CANNOT_RUN


def _open_closed_streams() -> None:
    """A program that was started without an output still runs; what it says goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123


def _system_error(error: OSError, arguments: Sequence[str], say: Language) -> int:
    """The system refused something: a full disk, a device that is gone."""
    if "--debug" in arguments:
        raise error
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    open_screen(say).warn(say("error.system", reason=error.strerror or type(error).__name__))
    return CANNOT_RUN


def _run(arguments: Sequence[str], say: Language) -> int:
    """Let typer read the command line; what it does not understand is worded by us."""
    from belong_assess.cli.app import build_command
    from belong_assess.cli.help import UnknownCommand
    from belong_assess.cli.usage import ClickException, help_asked_for, unknown_command_lines, usage_lines

    if COMPLETION in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
    try:
        code = build_command(say).main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except SystemExit:  # typer's answer to an output that nobody reads any more
        raise BrokenPipeError from None
    except UnknownCommand as error:
        lines = unknown_command_lines(error, say)
    except ClickException as error:
        if (page := help_asked_for(error)) is not None:
            open_screen(say).show(page)
            return DONE
        lines = usage_lines(error, say)
    else:
        if code == INTERRUPTED:  # typer has caught the interruption
            raise KeyboardInterrupt
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    screen = open_screen(say)
    for line in lines:
        screen.warn(line)
    return USAGE


def _own_error(error: BelongAssessError, say: Language) -> int:
    from belong_assess.cli.usage import error_lines
    from belong_assess.views.problems import problem_text

    with contextlib.suppress(OSError):  # the window may be closed; the exit code still tells
        screen = open_screen(say)
        for line in error_lines(error, say):
            screen.warn(line)
        if isinstance(error, ContentError | DraftError):
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
