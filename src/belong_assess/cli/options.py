"""Options and arguments that several commands share; every value is text, converted by our own code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from belong_assess.errors import UsageError
from belong_assess.language.texts import Language
from belong_assess.problems import closest


def help_settings() -> dict[str, Any]:
    """Return what every command and group shares: the names of the help option, and a fixed width."""
    return {"help_option_names": ["--help", "-h"], "max_content_width": 80, "terminal_width": 80}


def lang(say: Language) -> Any:
    """`--lang`: read before typer, declared so that help shows it and typer accepts it anywhere."""
    return typer.Option("", "--lang", help=say("help.option.lang"))


def plain(say: Language) -> Any:
    """`--plain`."""
    return typer.Option(False, "--plain", help=say("help.option.plain"))


def quiet(say: Language) -> Any:
    """`--quiet`."""
    return typer.Option(False, "--quiet", "-q", help=say("help.option.quiet"))


def debug(say: Language) -> Any:
    """`--debug`: looked for before typer, too."""
    return typer.Option(False, "--debug", help=say("help.option.debug"), hidden=True)


def method(say: Language) -> Any:
    """`--method`: another method than the one that a submission names, or one of one's own."""
    return typer.Option("", "--method", help=say("help.option.method"))


def output_format(say: Language) -> Any:
    """`--output-format`."""
    return typer.Option("text", "--output-format", help=say("help.option.output_format"))


def output(say: Language) -> Any:
    """`-o`."""
    return typer.Option("", "--output", "-o", help=say("help.option.output"))


def force(say: Language) -> Any:
    """`--force`."""
    return typer.Option(False, "--force", help=say("help.option.force"))


def one_of(word: str, known: tuple[str, ...], option: str) -> str:
    """Return a word if it is known. Raises UsageError with the known ones and the closest."""
    if word in known:
        return word
    raise UsageError("usage.value_unknown", option=option, found=word, known=", ".join(known), closest=closest(word, known))


def several_of(words: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    """Return the words of a comma-separated list, each of them known."""
    given = [word.strip() for word in words.split(",") if word.strip()]
    if not given:
        raise UsageError("usage.value_unknown", option=option, found=words, known=", ".join(known))
    return tuple(one_of(word, known, option) for word in given)


def existing(path: str) -> Path:
    """Return a path that exists. Raises UsageError."""
    found = Path(path)
    try:
        there = found.exists()
    except (OSError, ValueError):
        there = False
    if not there:
        raise UsageError("usage.no_such_file", found=path, closest=closest(found.name, _beside(found)))
    return found


def existing_file(path: str) -> Path:
    """Return the path of a file that exists. Raises UsageError."""
    found = existing(path)
    if found.is_dir():
        raise UsageError("usage.not_a_file", found=path)
    return found


def _beside(path: Path) -> list[str]:
    try:
        return [each.name for each in path.parent.iterdir()]
    except (OSError, ValueError):
        return []
