"""The way through a conversation: commands that lead somewhere, and the screens that look back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from belong_assess.errors import BelongAssessError
from belong_assess.interview.desk import Desk, step_of
from belong_assess.interview.forms import Asked as Question
from belong_assess.interview.forms import Forms
from belong_assess.interview.lines import Line
from belong_assess.interview.progress import progress
from belong_assess.interview.prompts import Asked, Prompt, asking, command_lines, help_lines, item_and_answer
from belong_assess.interview.replies import Given, one_option
from belong_assess.interview.reviews import (
    ALL_AREAS,
    Looked,
    Scorer,
    answers_prompt,
    fact_name,
    final_prompt,
    is_open,
    key_name,
    list_prompt,
    resume_lines,
    section_prompt,
    step_name,
)
from belong_assess.interview.script import (
    FINAL,
    FactStep,
    FinalStep,
    NotAsked,
    QuestionStep,
    Script,
    SectionStep,
    Step,
    destination,
    first_open,
    is_given,
)
from belong_assess.interview.talk import Left, Talk
from belong_assess.interview.vocabulary import Blank, Command, Typed
from belong_assess.responses.submission import Entry, Later, Unreadable
from belong_assess.values import value
from belong_assess.views.safe import safe

Contradictions = Callable[[], Sequence[tuple[str, str]]]


@value
class Reached:
    """A step that a command leads to."""

    step: Step


class Paused(Exception):
    """Somebody wants to stop here."""


class Way:
    """Where one is in a draft. `score`, `contradictions` and `report` are passed in; nothing is computed here."""

    def __init__(
        self,
        talk: Talk,
        desk: Desk,
        *,
        score: Scorer,
        contradictions: Contradictions,
        report: Callable[[], str],
        last_year: Mapping[str, Entry],
        width: int,
    ) -> None:
        self.talk = talk
        self.desk = desk
        self.forms = Forms(talk, desk)
        self.score = score
        self.contradictions = contradictions
        self.report = report
        self.last_year = last_year
        self.width = width
        self.first = True
        self.back_to: Step | None = None
        self.here: Step | None = None
        desk.again = self.again

    def again(self, error: BelongAssessError) -> bool:
        """A change could not be kept: say why, and ask whether to try once more."""
        if self.talk.terminal.scripted:
            return False
        self.talk.tell(error.key, **error.facts)
        return self.talk.agrees("interview.again")

    def asked(self, step: Step) -> Asked:
        """All that the prompt of a step is made of."""
        desk, talk = self.desk, self.talk
        held, submission = desk.held, desk.submission
        shown = progress(held, step, submission, desk.moments)
        last = self.last_year.get(step.id) if isinstance(step, (FactStep, QuestionStep)) else None
        return Asked(desk.assessment, submission, held, shown, talk.say, talk.known, last, self.first)

    def looked(self) -> Looked:
        """All that a look back is made of."""
        return Looked(self.desk.assessment, self.desk.submission, self.desk.held, self.talk.say, self.score)

    def keys(self, *names: Any) -> dict[str, str]:
        """The keys of commands, for sentences that name them."""
        return {name: self.talk.known.keys[name] for name in names}

    def may_pass(self, step: Question) -> bool:
        """Say whether Enter alone goes on: something was said, or a confirmed field says it."""
        item = item_and_answer(self.desk.assessment, step.id)[0]
        return is_given(step, self.desk.submission) or item.competence in self.desk.submission.profile.confirmed

    def onward(self, step: Step) -> Step:
        """The next step: back to the review from which an answer was changed, or on."""
        back, self.back_to = self.back_to, None
        return back or self.desk.held.after(step)

    # commands

    def command(self, command: Command, step: Step) -> Step | None:
        """Carry out a command about the way, and those typed in its stead; return where it leads, or `None` to stay."""
        while True:
            try:
                return self.carried_out(command, step)
            except Left as left:
                if left.command.name == "back":
                    return None
                command = left.command

    def moved_away(self, command: Command, before: Script) -> bool:
        """Say whether a command that led nowhere calls for the whole step again: help does not scroll itself away."""
        return (command.name in ("list", "goto") and not command.to) or self.desk.held is not before

    def carried_out(self, command: Command, step: Step) -> Step | None:
        """Carry out one command. Raises Left where another one is typed into its form."""
        match command.name:
            case "help":
                self.help(step)
            case "commands":
                self.talk.show(*command_lines(self.asked(step)))
            case "back":
                return self.back(step)
            case "skip":
                return self.skip(step)
            case "list":
                return self.list(step)
            case "goto":
                return self.go(command.to) if command.to else self.list(step)
            case "undo":
                return self.undo(step)
            case "by":
                self.forms.answered_by()
            case "quit":
                raise Paused
            case _:
                self.not_here()
        return None

    def not_here(self) -> None:
        """A command that means nothing at this place."""
        self.talk.tell("interview.not_here")
        self.talk.refused()

    def help(self, step: Step) -> None:
        """Explain the question, and list the commands."""
        asked = self.asked(step)
        lines = help_lines(step, asked) if isinstance(step, (FactStep, QuestionStep)) else command_lines(asked)
        self.talk.show(*lines)

    def back(self, step: Step) -> Step | None:
        """The question before, or the review that one came from."""
        if self.back_to is not None:
            back, self.back_to = self.back_to, None
            return back
        before = self.desk.held.before(step)
        if before == step:
            self.talk.tell("interview.at_the_beginning")
            return None
        return before

    def skip(self, step: Step) -> Step:
        """Go on. Where nothing was said, that it is put off is kept; an answer stays, and a confirmed field speaks."""
        if isinstance(step, (FactStep, QuestionStep)) and not self.may_pass(step) and not self.unreadable(step):
            self.desk.answer(step, Later())
        return self.onward(step)

    def unreadable(self, step: Question) -> bool:
        """Say whether something stands there that cannot be read; it stays until it is typed anew."""
        entry = self.desk.entry(step)
        return entry is not None and isinstance(entry.response, Unreadable)

    def list(self, step: Step) -> Step | None:
        """Show all areas, and ask where to go."""
        prompt = list_prompt(self.looked())
        self.talk.show(*prompt.lines)
        while True:
            match self.talk.read(prompt.ask):
                case Typed(text=text) | Command(name="goto", to=text) if text:
                    return self.go(text)
                case Command(name="help"):
                    self.talk.show(Line(self.talk.say("interview.help.list"), "dim"))
                case Command(name="commands" | "undo" | "by" | "quit" as name):
                    count = len(self.desk.draft.changes)
                    moved = self.carried_out(Command(name), step)
                    if moved is not None or len(self.desk.draft.changes) != count:
                        return moved
                case Blank() | Command(name="back" | "skip" | "list" | "goto"):
                    return None
                case _:
                    self.not_here()

    def go(self, word: str) -> Step | None:
        """Go to a place, or say why that is not possible."""
        found = destination(word, self.desk.held, self.desk.submission)
        if found is None:
            self.talk.tell("interview.goto.unknown", found=safe(word)[:60])
            self.talk.refused()
        elif isinstance(found, NotAsked):
            items = [fact_name(each, self.desk.assessment, self.talk.say) for each in found.items]
            self.talk.tell(f"interview.goto.{found.reason}", id=found.id, items=self.talk.say.list(items))
            self.talk.refused()
        else:
            self.back_to = None
            return found
        return None

    def undo(self, step: Step) -> Step | None:
        """Take the last change back, and go where it was made."""
        if not self.desk.may_undo():
            self.talk.tell("interview.undo.elsewhere")
            self.talk.refused()
            return None
        change = self.desk.draft.undo()
        if change is None:
            self.talk.tell("interview.undo.nothing")
            self.talk.refused()
            return None
        place = step_of(change.key, self.desk.held)
        named = step_name(place, self.desk.assessment, self.talk.say) if place else key_name(change.key, self.talk.say)
        self.talk.tell("interview.undo.done", id=named)
        return place if place is not None and place != step else None

    # looking back

    def section(self, step: SectionStep) -> Step | None:
        """Show the answers of a section; change one by its number, or go on."""
        self.fold()
        whole = True
        while True:
            prompt = section_prompt(self.desk.assessment.sections[step.id], self.looked(), self.width)
            chosen = self.chosen(prompt, step, whole=whole)
            whole = False
            match chosen:
                case Blank():
                    return self.onward(step)
                case str() as asked:
                    self.back_to = step
                    context = self.desk.assessment.sections[step.id].context
                    return FactStep(asked) if context else QuestionStep(asked)
                case None:
                    continue
                case Reached(step=place):
                    return place

    def chosen(self, prompt: Prompt, step: Step, *, whole: bool) -> Blank | str | Reached | None:
        """Read a reply at a review: nothing, the value of an option, or a step; `None` for one that leads nowhere."""
        if whole:
            self.talk.show(*prompt.lines)
        match self.talk.read(prompt.ask, prompt.options):
            case Blank() as nothing:
                return nothing
            case Command() as command:
                moved = self.command(command, step)
                return None if moved is None else Reached(moved)
            case Typed(text=text):
                found = one_option(prompt.options, text)
                if isinstance(found, Given) and any(found.raw == option.raw for option in prompt.options):
                    return str(found.raw)
                self.talk.not_an_option(text, prompt.options)
        return None

    def final(self) -> Step | None:
        """Show the whole; then the report, what is open, or a longer tier."""
        self.fold()
        whole = True
        while True:
            tiers = self.desk.assessment.questionnaire.tiers
            longer = tiers[self.desk.assessment.tier_rank[self.desk.submission.tier] + 1 :]
            prompt = final_prompt(self.looked(), self.contradictions(), longer)
            chosen = self.chosen(prompt, FINAL, whole=whole)
            whole = False
            match chosen:
                case Blank() | "report":
                    self.talk.terminal.print(self.report())
                    return None
                case "open":
                    return self.first_left()
                case "answers":
                    if (place := self.answers()) is not None:
                        return place
                    whole = True
                case str(areas) if areas == ALL_AREAS:
                    self.desk.widen()
                    return first_open(self.desk.held, self.desk.submission)
                case str() as tier:
                    self.desk.keep(("tier",), tier)
                    return first_open(self.desk.held, self.desk.submission)
                case None:
                    continue
                case Reached(step=place):
                    return place

    def answers(self) -> Step | None:
        """Show every answer; go to one by its number, or nowhere."""
        prompt = answers_prompt(self.looked(), self.width)
        self.talk.show(*prompt.lines)
        while True:
            match self.chosen(prompt, FINAL, whole=False):
                case str() as asked:
                    self.back_to = FINAL
                    return FactStep(asked) if asked in self.desk.assessment.facts else QuestionStep(asked)
                case Blank():
                    return None
                case Reached(step=place):
                    return place

    def first_left(self) -> Step:
        """The first step without an answer, be it put off."""
        submission = self.desk.submission
        return next((step for step in self.desk.held.questions if is_open(step, submission)), FINAL)

    def complete(self) -> bool:
        """Say whether nothing is open any more."""
        return self.first_left() == first_open(self.desk.held, self.desk.submission) == FINAL

    def fold(self) -> None:
        """Bring the readable file up to date; where that is not possible now, the history has everything."""
        try:
            self.desk.draft.pause()
        except BelongAssessError as error:
            self.talk.tell(error.key, **error.facts)

    # taking up

    def widened(self) -> None:
        """Where areas are wanted that the draft does not ask, ask whether it shall from now on."""
        scope = self.desk.submission.scope
        more = [area for area in self.desk.areas if scope is not None and area not in scope]
        if scope is not None and more:
            say = self.talk.say
            if self.talk.agrees("interview.scope.change", found=say.list(list(scope)), wanted=say.list(more)):
                self.desk.widen(more)

    def resume(self) -> Step:
        """Say which draft this is and how far, and ask where to go on; nothing is taken up silently."""
        self.widened()
        step = first_open(self.desk.held, self.desk.submission)
        shown = self.asked(step).progress
        changes = self.desk.draft.changes
        say = self.talk.say
        when = f"{say.date(changes[-1].at[:10])} {changes[-1].at[11:16]} UTC" if changes else ""
        at = "" if isinstance(step, FinalStep) else step_name(step, self.desk.assessment, say)
        by = safe(changes[-1].by or "") if changes else ""
        self.talk.show(*resume_lines(self.looked(), when=when, by=by, done=shown.done, total=shown.total, at=at))
        while True:
            match self.talk.read(asking(say, say("interview.resume.ask", **self.keys("list", "quit")))):
                case Blank():
                    return step
                case Command() as command:
                    if (moved := self.command(command, step)) is not None:
                        return moved
                case Typed(text=text):
                    if (place := self.go(text)) is not None:
                        return place
