"""Help pages in the words of the language on: usage, arguments, options, commands."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from belong_assess.language.texts import Language


def command_class(say: Language) -> type[TyperCommand]:
    """Return a command class whose help speaks this language."""

    class Command(TyperCommand):
        def format_help(self, ctx: Any, formatter: Any) -> None:
            _page(self, ctx, formatter, say)

    return Command


def group_class(say: Language) -> type[TyperGroup]:
    """Return a group class whose help speaks this language."""

    class Group(TyperGroup):
        def format_help(self, ctx: Any, formatter: Any) -> None:
            _page(self, ctx, formatter, say)
            rows = [(name, command.help or "") for name, command in self.commands.items() if not command.hidden]
            _section(formatter, say("help.commands"), rows)
            if self.epilog:
                formatter.write_paragraph()
                formatter.write_text(self.epilog)

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            """Leave the choice of words for an unknown command to the usage errors."""
            unknown = args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-")
            if unknown and not ctx.resilient_parsing:
                raise UnknownCommand(args[0], tuple(self.commands), ctx.command_path)
            return super().resolve_command(ctx, args)

    return Group


class UnknownCommand(Exception):
    """A word on the command line is no command."""

    def __init__(self, word: str, known: tuple[str, ...], path: str) -> None:
        self.word = word
        self.known = known
        self.path = path
        super().__init__(word)


def _page(command: Any, ctx: Any, formatter: Any, say: Language) -> None:
    pieces = [say(f"help.metavar.{p.name}") if p.param_type_name == "argument" else "" for p in command.get_params(ctx)]
    shown = [_argument_usage(p, word) for p, word in zip(command.get_params(ctx), pieces, strict=True) if word]
    tail = [say("help.command_metavar")] if isinstance(command, TyperGroup) else []
    formatter.write_usage(ctx.command_path, " ".join([say("help.options_metavar"), *shown, *tail]), say("help.usage") + " ")
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(command.help or "")
    arguments = [(word, p.help or "") for p, word in zip(command.get_params(ctx), pieces, strict=True) if word]
    _section(formatter, say("help.arguments"), arguments)
    options = [_option_row(p, say) for p in command.get_params(ctx) if p.param_type_name == "option" and not p.hidden]
    _section(formatter, say("help.options"), options)


def _argument_usage(parameter: Any, word: str) -> str:
    word = f"{word}..." if parameter.nargs == -1 else word
    return word if parameter.required else f"[{word}]"


def _option_row(parameter: Any, say: Language) -> tuple[str, str]:
    if parameter.name == "help":
        return ", ".join(sorted(parameter.opts)), say("help.help")
    names = ", ".join(sorted((*parameter.opts, *parameter.secondary_opts), key=lambda name: (len(name), name)))
    value = "" if parameter.is_flag else f" {say(f'help.metavar.{parameter.name}')}"
    return f"{names}{value}", parameter.help or ""


def _section(formatter: Any, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)
