"""The conversation: shows a step, takes what is typed, keeps it, and goes where that leads."""

from __future__ import annotations

from typing import Literal

from belong_assess.interview.forms import Asked as Question
from belong_assess.interview.forms import is_text, split_basis
from belong_assess.interview.profile import ProfileForms
from belong_assess.interview.prompts import answer_of, given_lines, item_and_answer, question_prompt
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
from belong_assess.responses.submission import Entry

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
            outcome = self.outcome(step, self.talk.read(prompt.ask, prompt.options, words=is_text(self.desk, step)))
            if isinstance(outcome, Reached):
                return outcome.step
            whole = outcome

    def outcome(self, step: Question, reply: Line) -> Reached | bool:
        """Take a reply. A command that leaves a form is the next reply: what the form kept stays kept."""
        whole = False
        while True:
            before, count = self.desk.held, len(self.desk.draft.changes)
            try:
                outcome = self.replied(step, reply, before)
            except Left as left:
                self.changed(step, before)
                whole = whole or len(self.desk.draft.changes) != count
                if left.command.name == "back":
                    return whole
                reply = left.command
            else:
                return outcome if isinstance(outcome, Reached) else outcome or whole

    def replied(self, step: Question, reply: Line, before: Script) -> Reached | bool:
        """Take a reply; where it leads nowhere, say whether the whole question is to be shown again."""
        match reply:
            case Blank():
                if self.may_pass(step):
                    return Reached(self.onward(step))
                self.talk.tell("interview.blank", **self.keys("skip", "dont_know"))
                return False
            case Command(name=name) if name in ON_ANSWERS:
                earlier = answer_of(step, self.desk.submission)
                if self.forms.fill(name, step):
                    return Reached(self.answered(step, before))
                self.changed(step, before)
                return self.desk.held is not before and not self.only_beside(step, earlier)
            case Command() as command:
                moved = self.carried_out(command, step)
                return self.moved_away(command, before) if moved is None else Reached(moved)
            case Typed() as typed:
                return Reached(self.answered(step, before)) if self.take(step, typed) else False

    def only_beside(self, step: Question, earlier: Entry | None) -> bool:
        """Where only what stands beside an answer changed, show that, which says that it is kept."""
        now = answer_of(step, self.desk.submission)
        if (now and now.response) != (earlier and earlier.response):
            return False
        self.talk.show(*given_lines(step, self.asked(step)))
        return True

    def take(self, step: Question, reply: Typed) -> bool:
        """Take an answer; say whether one was kept."""
        if self.still_true(step, reply):
            return True
        if is_text(self.desk, step):
            text = self.forms.text(step, reply)
            return text is not None and self.forms.kept(step, text)
        answer = item_and_answer(self.desk.assessment, step.id)[1]
        text, basis = split_basis(reply.text, self.talk) if self.forms.is_share(step) else (reply.text, None)
        found = read_answer(self.desk.assessment, answer, text, self.talk.languages)
        options = options_of(self.desk.assessment, answer)
        raw = found.raw if isinstance(found, Given) else self.talk.certain(found, options)
        if isinstance(raw, dict) and not self.talk.may_keep(str(raw.get("other", ""))):
            return False
        if raw is None or not self.forms.kept(step, self.forms.with_details(step, raw)):
            return False
        if basis:
            self.desk.detail(step, "basis", basis)
        given = set(raw) if isinstance(raw, dict) else set()
        with self.forms.asides(step):
            self.forms.follow_up(step, given | ({"basis"} if basis else set()))
        return True

    def still_true(self, step: Question, reply: Typed) -> bool:
        """Take last year's answer over where that was said; not where the line is an answer by itself."""
        last = self.last_year.get(step.id)
        if last is None or reply.literal or answer_of(step, self.desk.submission) is not None:
            return False
        if not is_word(reply.text, "interview.word.yes", self.talk.languages):
            return False
        options = options_of(self.desk.assessment, item_and_answer(self.desk.assessment, step.id)[1])
        found = one_option(options, reply.text)
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
        whole = True
        while True:
            before = self.desk.held
            try:
                outcome = profile.ask(step, whole=whole)
            except Left as left:
                outcome = left.command if left.command.name != "back" else False
            match outcome:
                case Command() as command:
                    moved = self.command(command, step)
                    if moved is not None:
                        return moved
                    whole = self.moved_away(command, before)
                case FieldStep() as field:
                    self.back_to = ProfileStep()
                    return field
                case True:
                    return self.onward(step)
                case _:
                    whole = self.desk.held is not before
