"""Usage errors in our own words: one line what happened, one what to do."""

from __future__ import annotations

import re

from typer import BadParameter

from belong_assess.cli.help import UnknownCommand
from belong_assess.errors import BelongAssessError
from belong_assess.language.texts import Language
from belong_assess.problems import closest

ClickException: type[Exception] = BadParameter.__mro__[2]
"""The parent of what typer raises for a command line that it does not understand; typer gives it no public name."""

EXTRA = re.compile(r"unexpected extra argument\w*(?:\(s\))? \((.+)\)")
"""How typer words what it could not place; the words themselves are in brackets."""


def help_asked_for(error: Exception) -> str | None:
    """Return the help page where a group was named without a command; typer words that as an error."""
    if type(error).__name__ != "NoArgsIsHelpError":
        return None
    page: str = getattr(error, "ctx").get_help()  # noqa: B009
    return page


def usage_lines(error: Exception, say: Language) -> list[str]:
    """Word a usage error."""
    command = getattr(getattr(error, "ctx", None), "command_path", "belong-assess")
    return [_what(error, say), say("usage.see_help", command=command)]


def unknown_command_lines(error: UnknownCommand, say: Language) -> list[str]:
    """Word an unknown command, with the closest ones."""
    near = closest(error.word, error.known)
    what = say("usage.no_such_command", found=error.word)
    return [what, say("problem.closest", closest=near) if near else say("usage.see_help", command=error.path)]


def error_lines(error: BelongAssessError, say: Language) -> list[str]:
    """Word one of the program's own errors."""
    facts = {name: fact for name, fact in error.facts.items() if fact}
    near = facts.get("closest")
    lines = [say(error.key, **facts)]
    return [*lines, say("problem.closest", closest=near)] if near else lines


def _what(error: Exception, say: Language) -> str:
    name = type(error).__name__
    if name == "NoSuchOption":
        found = str(getattr(error, "option_name", ""))
        context = getattr(error, "ctx", None)
        known = [option for p in context.command.get_params(context) for option in p.opts] if context else []
        near = closest(found, known)
        what = say("usage.no_such_option", found=found)
        return f"{what} {say('problem.closest', closest=near)}" if near else what
    if name == "MissingParameter":
        parameter = getattr(error, "param", None)
        return say("usage.missing", name=say(f"help.metavar.{parameter.name}") if parameter else "")
    if name == "BadOptionUsage":
        return say("usage.option_value", found=str(getattr(error, "option_name", "")))
    if extra := EXTRA.search(str(error)):
        return say("usage.extra", found=extra.group(1))
    return say("usage.not_understood", command=getattr(getattr(error, "ctx", None), "command_path", "belong-assess"))
