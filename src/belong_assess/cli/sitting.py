"""One sitting with one draft: takes it up or begins it, holds the conversation, and ends it so that nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from belong_assess.cli import options
from belong_assess.cli.reporting import painted, report_of
from belong_assess.cli.screen import Screen
from belong_assess.errors import BelongAssessError, DraftError, Interrupted
from belong_assess.files.drafts import Draft, draft_exists
from belong_assess.files.submissions import STATUSES
from belong_assess.interview.conversation import Conversation
from belong_assess.interview.desk import Desk
from belong_assess.interview.lines import Line, folded_lines, plainly
from belong_assess.interview.opening import NotBegun, Opening, as_argument, head, name_beside
from belong_assess.interview.reviews import fact_name
from belong_assess.interview.script import FinalStep
from belong_assess.interview.talk import Talk
from belong_assess.interview.terminal import EndOfInput, Stopped, Terminal
from belong_assess.interview.vocabulary import vocabulary
from belong_assess.language.texts import SOURCE, language
from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Entry
from belong_assess.scoring.engine import score
from belong_assess.workflows.assess import TakenUp, answers_of, begin, begin_beside, method_to_ask, scored_now, take_up

if TYPE_CHECKING:
    from belong_assess.cli.commands.assess import Wanted

DONE, LEFT_OVER = 0, 1
APPROVED = STATUSES[-1]


def _now() -> datetime:
    return datetime.now(UTC)


class Sitting:
    """Holds one conversation and returns the exit code of the command."""

    def __init__(self, screen: Screen, terminal: Terminal, wanted: Wanted) -> None:
        source = language(SOURCE)
        self.screen = screen
        self.terminal = terminal
        self.wanted = wanted
        self.talk = Talk(terminal, screen.say, source, vocabulary(screen.say, source))
        self.draft: Draft | None = None
        self.path = Path(wanted.file)
        self.before: Mapping[str, Entry] = {}
        self.conversation: Conversation | None = None
        self.failed = ""

    def hold(self) -> int:
        """Converse until somebody stops, a signal comes, or no more is typed; the draft is closed in any case."""
        try:
            code = self.converse()
        except NotBegun:
            return DONE
        except EndOfInput as error:
            code = self.out_of_answers(error)
        except Stopped as error:
            raise self.interrupted(error.number) from None
        except BelongAssessError as error:
            self.failed = error.key
            raise
        finally:
            self.close()
        if self.draft is not None:
            self.warn(self.screen.say("interview.saved", file=self.path, argument=as_argument(self.path)))
        return code

    def converse(self) -> int:
        """Take up or begin the draft, and go through the script."""
        resumed = bool(self.wanted.file) and draft_exists(self.path)
        assessment = self.taken_up() if resumed else self.begun()
        assert self.draft is not None
        draft, path = self.draft, self.path
        desk = Desk(assessment, draft, self.areas(assessment), self.wanted.by or None)
        if resumed:
            self.change_of_tier(desk)

        def contradictions() -> Sequence[tuple[str, str]]:
            report = report_of(scored_now(draft.data, path, assessment), self.screen.say, detail=False)
            return [(each.title, each.sentence) for each in report.findings if each.kind == "contradiction"]

        def shown() -> str:
            report = report_of(scored_now(draft.data, path, assessment), self.screen.say, detail=False)
            return "\n" + painted(report, self.screen)

        self.conversation = Conversation(
            self.talk,
            desk,
            score=lambda submission: score(assessment, submission),
            contradictions=contradictions,
            report=shown,
            last_year=self.before,
            width=self.screen.width,
        )
        self.conversation.run(resumed=resumed)
        return DONE

    # the draft

    def taken_up(self) -> Assessment:
        """Take up the draft that is there, and say what was found on the way."""
        found = take_up(self.path, self.screen.say.code, self.wanted.method, _now)
        if found.status == APPROVED:
            found.draft.leave()
        else:
            self.draft = found.draft
        self.before = self.last_year(found.assessment)
        if found.status == APPROVED:
            self.draft = self.begun_beside(found)
        for problem in (*found.draft.notes, *found.problems):
            self.talk.problem(problem)
        return found.assessment

    def begun_beside(self, found: TakenUp) -> Draft:
        """An approved submission is never changed: offer a new draft with its answers. Raises DraftError in a script."""
        if self.terminal.scripted:
            proposed = str(name_beside(self.path))
            raise DraftError("draft.error.approved", file=str(self.path), proposed=proposed)
        self.path = Opening(self.talk, found.assessment).beside(self.path)
        return begin_beside(found.draft, self.path, _now)

    def begun(self) -> Assessment:
        """Begin a draft: ask whose it is where no file was named, and how long it shall be where that was not said."""
        assessment = method_to_ask(self.screen.say.code, self.wanted.method)
        areas, tier = self.areas(assessment), self.tier(assessment)
        self.before = self.last_year(assessment)
        opening = Opening(self.talk, assessment)
        opening.title()
        name = ""
        if not self.wanted.file:
            name, self.path = opening.name_and_file()
        tier = tier or opening.tier()
        self.draft = begin(self.path, head(assessment, tier, areas, self.screen.say.code), _now)
        if name and "region_name" in assessment.facts:
            self.draft.change(("context", "region_name"), name, self.wanted.by or None)
        return assessment

    def tier(self, assessment: Assessment) -> str:
        """The tier that is asked for. Raises UsageError where there is none of this name."""
        return options.one_of(self.wanted.tier, tuple(assessment.tier_rank), "--tier") if self.wanted.tier else ""

    def areas(self, assessment: Assessment) -> tuple[str, ...]:
        """The areas that are asked for. Raises UsageError where there is none of a name."""
        if not self.wanted.areas:
            return ()
        return options.several_of(self.wanted.areas.upper(), tuple(assessment.areas), "--area")

    def change_of_tier(self, desk: Desk) -> None:
        """Another tier than the draft's is taken only when the respondent says so."""
        wanted = self.tier(desk.assessment)
        if not wanted or wanted == desk.submission.tier:
            return
        titles = {tier.id: tier.title for tier in desk.assessment.questionnaire.tiers}
        if self.talk.agrees("interview.tier.change", found=titles[desk.submission.tier], wanted=titles[wanted]):
            desk.keep(("tier",), wanted)

    def last_year(self, assessment: Assessment) -> Mapping[str, Entry]:
        """Last year's answers, where a file of them was named."""
        if not self.wanted.last_year:
            return {}
        return answers_of(options.existing_file(self.wanted.last_year), assessment)

    # the end

    def out_of_answers(self, error: EndOfInput) -> int:
        """At the keyboard, the end of input is a pause; in a file, questions are left over."""
        if not self.terminal.scripted:
            return DONE
        reason = "refused" if error.refused else "ended"
        if self.draft is None:
            self.warn(self.screen.say(f"interview.nothing_begun.{reason}", line=error.line))
            return LEFT_OVER
        if self.conversation is not None and self.conversation.complete() and not error.refused:
            return DONE
        self.warn(self.screen.say(f"interview.out_of_answers.{reason}", line=error.line, at=self.place()))
        return LEFT_OVER

    def place(self) -> str:
        """Where the conversation stands."""
        if self.conversation is None or (here := self.conversation.here) is None:
            return self.screen.say("interview.out_of_answers.beginning")
        if isinstance(here, FinalStep):
            return self.screen.say("interview.final.title")
        return fact_name(here.id, self.conversation.desk.assessment, self.screen.say)

    def close(self) -> None:
        """Bring the readable file up to date and let others in; where that fails, the history has every answer."""
        if self.draft is None:
            return
        try:
            self.draft.close()
        except BelongAssessError as error:
            if error.key != self.failed:
                self.warn(self.screen.say(error.key, **error.facts))

    def warn(self, text: str) -> None:
        """Say what must be said beside the conversation, folded as it is."""
        self.screen.warn(folded_lines([Line(text)], self.screen.width, plainly).rstrip("\n"))

    def interrupted(self, number: int) -> Interrupted:
        """Say in one line where the draft is, and how to go on."""
        if self.draft is None:
            return Interrupted("error.interrupted", number)
        return Interrupted("interview.saved", number, file=str(self.path), argument=as_argument(self.path))
