"""One exchange at a time: a prompt, what was typed, and what to do about a line that means something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from belong_assess.interview.lines import Line
from belong_assess.interview.prompts import asking, option_lines
from belong_assess.interview.replies import Option, Unsure, one_option
from belong_assess.interview.terminal import ESCAPE, EndOfInput, Stopped, Terminal
from belong_assess.interview.vocabulary import Blank, Command, Name, Typed, Vocabulary, is_word, read_line, words_of
from belong_assess.interview.vocabulary import Line as Meaning
from belong_assess.language.texts import Language
from belong_assess.problems import Problem
from belong_assess.responses.capture import looks_personal
from belong_assess.responses.plain_text import MAX_LENGTH, without_controls
from belong_assess.views.problems import problem_line


class Left(Exception):
    """A command was typed where a detail was asked for; what is saved stays, and the command is carried out."""

    def __init__(self, command: Command) -> None:
        self.command = command
        super().__init__(command)


class Talk:
    """Asks and tells in one language."""

    def __init__(self, terminal: Terminal, say: Language, source: Language, known: Vocabulary) -> None:
        self.terminal = terminal
        self.say = say
        self.languages = (say,) if say is source else (say, source)
        self.known = known
        self.aside: Callable[[Name], bool] = lambda name: False

    def tell(self, key: str, /, **facts: object) -> None:
        """Say one sentence."""
        self.terminal.show([Line(self.say(key, **facts), "warning")])

    def show(self, *lines: Line) -> None:
        """Show lines."""
        self.terminal.show(lines)

    def problem(self, problem: Problem) -> None:
        """Say what is the matter and what to do."""
        line = problem_line(problem, self.say)
        self.terminal.show([Line(line.what, "warning"), Line(line.fix, "warning")])

    def refused(self) -> None:
        """A reply was not understood: at the keyboard it is typed again, in a file all that follows would go astray."""
        if self.terminal.scripted:
            raise EndOfInput(self.terminal.line, refused=True)

    def read(self, ask: str, options: Sequence[Option] = (), *, words: bool = False) -> Meaning:
        """Read one line at a prompt, where an option is typed, or `words`: then it is an answer sooner than a command."""
        typed = self.terminal.ask(ask)
        while ESCAPE in typed:
            self.tell("interview.arrow_keys")
            self.refused()
            typed = self.terminal.ask(ask)
        labels = [option.label for option in options]
        return read_line(without_controls(typed), self.known, words=words, labels=labels)

    def detail(self, key: str, /, **facts: object) -> Typed | Blank:
        """Ask for a detail. To skip it is to leave it empty; other commands leave the form, unless `aside` sees to them."""
        return self.asked_for(self.say(key, **facts))

    def text(self, key: str, /, **facts: object) -> Typed | Blank:
        """Ask for a detail in words of one's own."""
        return self.asked_for(self.say(key, **facts), words=True)

    def asked_for(self, text: str, options: Sequence[Option] = (), *, words: bool = False) -> Typed | Blank:
        """Ask for a detail in these words."""
        ask = asking(self.say, text)
        while True:
            match self.read(ask, options, words=words):
                case Command(name="help"):
                    self.help_on_details()
                case Command(name="skip"):
                    return Blank()
                case Command(name=name) as command:
                    if not self.aside(name):
                        raise Left(command)
                case reply:
                    return reply

    def help_on_details(self) -> None:
        """Say what can be typed where a detail is asked for."""
        named = {name: self.known.keys[name] for name in ("skip", "back", "quit")}
        self.show(Line(self.say("interview.help.detail", **named), "dim"))

    def choose(self, options: Sequence[Option], key: str, /, *, shown: bool = True, **facts: object) -> object | None:
        """Let one of several options be chosen; `None` where none was."""
        if shown:
            self.show(*option_lines(options))
        while True:
            reply = self.asked_for(self.say(key, **facts), options)
            if isinstance(reply, Blank):
                return None
            found = one_option(options, reply.text)
            if not isinstance(found, Unsure) and any(found.raw is option.raw for option in options):
                chosen: object = found.raw
                return chosen
            self.not_an_option(reply.text, options)

    def not_an_option(self, text: str, options: Sequence[Option]) -> None:
        """Say which options there are, or which of them a line fits."""
        if isinstance(found := one_option(options, text), Unsure):
            fits = [option.number for option in options if option.raw in [raw for _, raw in found.readings]]
            self.tell("interview.refused.several", found=text[:60], numbers=self.say.list(fits))
            self.refused()
            return
        numbers = sorted((option.number for option in options), key=int)
        self.tell("interview.refused.option", found=text[:60], first=numbers[0], last=numbers[-1])
        self.refused()

    def certain(self, readings: Unsure, listed: Sequence[Option] = ()) -> object | None:
        """Ask which of several readings is meant; `None` where none is. Options keep their numbers."""
        numbers = {repr(raw): option.number for option in listed for raw in (option.raw, [option.raw])}
        options = [
            Option(numbers.get(repr(raw), str(number)), words, raw)
            for number, (words, raw) in enumerate(readings.readings, 1)
        ]
        if len(options) == 1:
            return options[0].raw if self.agrees("interview.unsure.one", reading=options[0].label) else None
        self.tell("interview.unsure")
        return self.choose(options, "interview.unsure.ask")

    def agrees(self, key: str, /, **facts: object) -> bool:
        """Ask a question that is answered with yes or no; nothing typed is no."""
        while True:
            reply = self.detail(key, **facts)
            if isinstance(reply, Blank) or is_word(reply.text, "interview.word.no", self.languages):
                return False
            if is_word(reply.text, "interview.word.yes", self.languages):
                return True
            words = (words_of(self.say(f"interview.word.{word}"))[0] for word in ("yes", "no"))
            self.tell("interview.refused.yes_no", **dict(zip(("yes", "no"), words, strict=True)))
            self.refused()

    def words(self, reply: Typed) -> str:
        """Take a text; after the sign for several lines, or where lines were pasted, all up to the sign for the end."""
        several = not reply.literal and is_word(reply.text, "interview.word.several_lines", self.languages)
        if not several and not self.terminal.more_waits():
            return reply.text
        end = words_of(self.say("interview.word.end_of_lines"))[0]
        self.show(Line(self.say("interview.several_lines" if several else "interview.pasted", end=end), "dim"))
        return without_controls("\n".join(self.lines([] if several else [reply.text], end))).strip()

    def lines(self, lines: list[str], end: str) -> list[str]:
        """Take lines up to the sign for the end; where no more can be typed, those that are there are the text."""
        try:
            while (line := self.terminal.ask_more()).strip() != end:
                lines.append(line)
        except (EndOfInput, Stopped):  # raised again at the next prompt, when the text is kept
            if not any(line.strip() for line in lines):
                raise
        return lines

    def free_words(self, key: str, /, **facts: object) -> str | None:
        """Ask for free text; what looks like personal data is kept only when somebody says so."""
        while True:
            reply = self.text(key, **facts)
            if isinstance(reply, Blank):
                return None
            text = self.words(reply)
            if text and self.may_keep(text):
                return text

    def may_keep(self, text: str) -> bool:
        """Refuse what is too long; point out what looks like a name, an address or a number, and ask about it."""
        if len(text) > MAX_LENGTH:
            self.tell("interview.refused.too_long", found=self.say.number(len(text)), most=self.say.number(MAX_LENGTH))
            self.refused()
            return False
        if not looks_personal(text) or self.terminal.over:
            return True
        self.tell("interview.personal")
        return self.agrees("interview.personal.ask")
