"""The commands that can be typed at every prompt, by key and by word, in the language of the interview and in English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from belong_assess.language.texts import Language
from belong_assess.responses.plain_text import folded
from belong_assess.values import value

Name = Literal[
    "help",
    "commands",
    "back",
    "skip",
    "dont_know",
    "not_ours",
    "not_applicable",
    "note",
    "evidence",
    "confidence",
    "who",
    "by",
    "undo",
    "clear",
    "list",
    "goto",
    "quit",
]
NAMES: tuple[Name, ...] = get_args(Name)
ON_ANSWERS: tuple[Name, ...] = (
    "dont_know", "not_ours", "not_applicable", "note", "evidence", "confidence", "who", "clear",
)  # fmt: skip
"""Commands that say something of the question at hand; the others are about the way."""

IN_TEXTS: tuple[Name, ...] = ("help", "commands", "back", "skip", "quit")
"""Commands that are understood by their words also where a text is asked for; all others only by their keys."""

_QUOTED = re.compile(r"(['\"])(.*)\1\Z", re.DOTALL)
_QUOTES = str.maketrans("‘’‚“”„«»", '\'\'\'"""""')


@value
class Vocabulary:
    """Commands by what is typed, folded; the key and the first word of each, as they are shown."""

    commands: Mapping[str, Name]
    keys: Mapping[Name, str]
    words: Mapping[Name, str]


@value
class Blank:
    """Nothing was typed."""

    kind: Literal["blank"] = "blank"


@value
class Command:
    """A command; `to` is where somebody wants to go."""

    name: Name
    to: str = ""
    kind: Literal["command"] = "command"


@value
class Typed:
    """An answer; `literal` where it was marked as one, so that it is taken as it stands."""

    text: str
    literal: bool = False
    kind: Literal["typed"] = "typed"


Line = Blank | Command | Typed


def vocabulary(say: Language, source: Language) -> Vocabulary:
    """Return the commands of a language; the words of the source language are understood wherever they mean nothing else."""
    commands: dict[str, Name] = {"?": "help", "??": "commands"}
    for name in NAMES:
        for word in (say(f"interview.key.{name}"), *words_of(say(f"interview.word.{name}"))):
            commands.setdefault(without_marks(word), name)
    for name in NAMES:
        for word in words_of(source(f"interview.word.{name}")):
            commands.setdefault(without_marks(word), name)
    keys: dict[Name, str] = {name: say(f"interview.key.{name}") for name in NAMES}
    words: dict[Name, str] = {name: words_of(say(f"interview.word.{name}"))[0] for name in NAMES}
    return Vocabulary(commands, keys, words)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a catalogue text that lists several."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def is_word(text: str, key: str, languages: Sequence[Language]) -> bool:
    """Say whether a line is one of the words that a catalogue text lists, in any of these languages."""
    return without_marks(text) in {without_marks(word) for say in languages for word in words_of(say(key))}


def without_marks(text: str) -> str:
    """Fold a word further than files do: accents and the like may be left out at the keyboard."""
    decomposed = unicodedata.normalize("NFKD", folded(text))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def read_line(line: str, known: Vocabulary, *, words: bool = False, labels: Sequence[str] = ()) -> Line:
    """Tell a command from an answer. A backslash in front, or quotes around it, make an answer of any line.

    Where `words` are asked for, most commands go by their key alone; a line that begins one of the `labels` is an answer.
    """
    text = line.strip()
    if not text:
        return Blank()
    if text.startswith("\\"):
        return Typed(text[1:].strip(), literal=True)
    if quoted := _QUOTED.match(text.translate(_QUOTES)):
        return Typed(text[1:-1].strip() if quoted[2].strip() else text, literal=True)
    command = _command(text, known)
    if command is None or _is_key(text, known):
        return command or Typed(text)
    if words and (command.to or command.name not in IN_TEXTS):
        return Typed(text)
    return Typed(text) if any(_begins(label, text) for label in labels) else command


def _command(text: str, known: Vocabulary) -> Command | None:
    """A command by its key or word; for going somewhere, one word after it may be a place."""
    if name := known.commands.get(without_marks(text)):
        return Command(name)
    *command, place = text.split()
    return Command("goto", place) if command and known.commands.get(without_marks(" ".join(command))) == "goto" else None


def _is_key(text: str, known: Vocabulary) -> bool:
    """Say whether a line begins with the key of a command, which no answer does."""
    return without_marks(text.split()[0]) in ("?", *known.keys.values())


def _begins(label: str, text: str) -> bool:
    """Say whether a line is the first words of a label, each of them whole."""
    return re.match(rf"{re.escape(without_marks(text))}(?!\w)", without_marks(label)) is not None
