"""The conversation: shows a step, takes what is typed, keeps it, and goes where that leads."""

from __future__ import annotations

from typing import Literal

from belong_assess.interview.forms import Asked as Question
from belong_assess.interview.forms import is_text, split_basis
from belong_assess.interview.profile import ProfileForms
from belong_assess.interview.prompts import item_and_answer, question_prompt
from belong_assess.interview.replies import Given, one_option, options_of, read_answer
from belong_assess.interview.script import (
    FactStep,
    FieldStep,
    FinalStep,
    PresetStep,
    ProfileStep,
    QuestionStep,
    Script,
    SectionStep,
    Step,
    closed,
    first_open,
    opened,
)
from belong_assess.interview.talk import Left
from belong_assess.interview.vocabulary import ON_ANSWERS, Blank, Command, Line, Typed, is_word
from belong_assess.interview.way import Paused, Reached, Way
from belong_assess.responses.review import review

Ending = Literal["finished", "paused"]


class Conversation(Way):
    """One sitting with one draft: asks every question of the script until it is answered or left."""

    def run(self, *, resumed: bool) -> Ending:
        """Go through the script until its end, or until somebody stops."""
        try:
            step = self.resume() if resumed else first_open(self.desk.held, self.desk.submission)
            while (following := self.at(step)) is not None:
                step = following
        except Paused:
            return "paused"
        return "finished"

    def at(self, step: Step) -> Step | None:
        """Show one step; return the next one, or `None` at the end."""
        self.here = step
        match step:
            case FactStep() | QuestionStep():
                return self.question(step)
            case PresetStep() | FieldStep() | ProfileStep():
                return self.competences(step)
            case SectionStep():
                return self.section(step)
            case FinalStep():
                return self.final()

    # questions

    def question(self, step: Question) -> Step:
        """Ask one question until it is answered or left."""
        whole = True
        while True:
            prompt = question_prompt(step, self.asked(step))
            if whole:
                self.talk.show(*prompt.lines)
                self.first = False
            before = self.desk.held
            try:
                outcome = self.replied(step, self.talk.read(prompt.ask), before)
            except Left as left:
                outcome = self.left(left, step, before)
            if isinstance(outcome, Reached):
                return outcome.step
            whole = outcome

    def replied(self, step: Question, reply: Line, before: Script) -> Reached | bool:
        """Take a reply; where it leads nowhere, say whether the whole question is to be shown again."""
        match reply:
            case Blank():
                if self.may_pass(step):
                    return Reached(self.onward(step))
                self.talk.tell("interview.blank", **self.keys("skip", "dont_know"))
                return False
            case Command(name=name) if name in ON_ANSWERS:
                if self.forms.fill(name, step):
                    return Reached(self.answered(step, before))
                self.changed(step, before)
                return self.desk.held is not before
            case Command() as command:
                moved = self.command(command, step)
                return True if moved is None else Reached(moved)
            case Typed() as typed:
                return Reached(self.answered(step, before)) if self.take(step, typed) else False

    def left(self, left: Left, step: Question, before: Script) -> Reached | bool:
        """A form was left by a command: what it kept stays kept, and the command leads on."""
        self.changed(step, before)
        moved = self.command(left.command, step) if left.command.name != "back" else None
        return True if moved is None else Reached(moved)

    def take(self, step: Question, reply: Typed) -> bool:
        """Take an answer; say whether one was kept."""
        if is_text(self.desk, step):
            text = self.forms.text(step, reply)
            return text is not None and self.forms.kept(step, text)
        if self.still_true(step, reply.text):
            return True
        answer = item_and_answer(self.desk.assessment, step.id)[1]
        text, basis = split_basis(reply.text, self.talk) if self.forms.is_share(step) else (reply.text, None)
        found = read_answer(self.desk.assessment, answer, text, self.talk.languages)
        options = options_of(self.desk.assessment, answer)
        raw = found.raw if isinstance(found, Given) else self.talk.certain(found, options)
        if raw is None or not self.forms.kept(step, self.forms.with_left_out(step, raw)):
            return False
        if basis:
            self.desk.detail(step, "basis", basis)
        self.forms.follow_up(step, {"basis"} if basis else set())
        return True

    def still_true(self, step: Question, text: str) -> bool:
        """Take last year's answer over where that was said; not where the line is an answer by itself."""
        last = self.last_year.get(step.id)
        if last is None or self.desk.entry(step) is not None or not is_word(text, "interview.word.yes", self.talk.languages):
            return False
        options = options_of(self.desk.assessment, item_and_answer(self.desk.assessment, step.id)[1])
        found = one_option(options, text)
        if isinstance(found, Given) and found.raw in [option.raw for option in options]:
            return False
        self.desk.take_over(step, last)
        return True

    def answered(self, step: Question, before: Script) -> Step:
        """Say what an answer changed elsewhere and what it still lacks, and go on."""
        self.changed(step, before)
        item = item_and_answer(self.desk.assessment, step.id)[0]
        for problem in review(self.desk.assessment, self.desk.submission):
            if problem.severity != "note" and problem.facts.get("item") == item.id:
                self.talk.problem(problem)
        return self.onward(step)

    def changed(self, step: Question, before: Script) -> None:
        """Say which questions an answer opened or closed."""
        say, held = self.talk.say, self.desk.held
        if more := opened(before, held):
            self.talk.tell("interview.opened", ids=say.list(list(more)))
        if fewer := closed(before, held):
            self.talk.tell("interview.closed", ids=say.list(list(fewer)))

    # the profile

    def competences(self, step: PresetStep | FieldStep | ProfileStep) -> Step | None:
        """Ask for the competence profile."""
        profile = ProfileForms(self.talk, self.desk, self.asked)
        while True:
            try:
                match profile.ask(step):
                    case Command() as command:
                        moved = self.command(command, step)
                        if moved is not None:
                            return moved
                    case FieldStep() as field:
                        self.back_to = ProfileStep()
                        return field
                    case True:
                        return self.onward(step)
            except Left as left:
                moved = self.command(left.command, step) if left.command.name != "back" else None
                if moved is not None:
                    return moved
