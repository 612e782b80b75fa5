"""Asks for the competence profile: a preset in one step, roles and holder field by field, and a look at the whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from belong_assess.interview.desk import Desk
from belong_assess.interview.prompts import Asked, Prompt, field_prompt, preset_prompt, profile_prompt
from belong_assess.interview.replies import Given, one_option, several_options
from belong_assess.interview.script import FieldStep, PresetStep, ProfileStep, Step
from belong_assess.interview.talk import Talk
from belong_assess.interview.vocabulary import Blank, Command, Typed
from belong_assess.views.safe import safe

NO_ROLE = "none"
Outcome = Command | FieldStep | bool
"""A command for the conversation, a field to change, or whether the step is done."""


class ProfileForms:
    """Asks one step of the profile and keeps what is said."""

    def __init__(self, talk: Talk, desk: Desk, asked: Callable[[Step], Asked]) -> None:
        self.talk = talk
        self.desk = desk
        self.asked = asked
        self.shows = True

    def ask(self, step: PresetStep | FieldStep | ProfileStep, *, whole: bool = True) -> Outcome:
        """Show a step of the profile, or only what can be typed, and take the reply."""
        self.shows = whole
        match step:
            case PresetStep():
                return self.preset(preset_prompt(self.asked(step)))
            case FieldStep():
                return self.field(step, field_prompt(step, self.asked(step)))
            case ProfileStep():
                return self.whole(profile_prompt(self.asked(step)))

    def reply(self, prompt: Prompt) -> Blank | Command | Typed:
        """Show a prompt and read the reply."""
        if self.shows:
            self.talk.show(*prompt.lines)
        return self.talk.read(prompt.ask, prompt.options)

    def preset(self, prompt: Prompt) -> Outcome:
        """Take a preset, which fills in every field, or none."""
        match self.reply(prompt):
            case Command() as command:
                return command
            case Blank():
                return self.passed(given=self.desk.submission.profile.preset is not None)
            case Typed(text=text):
                found = one_option(prompt.options, text)
                if not isinstance(found, Given) or found.raw not in [option.raw for option in prompt.options]:
                    self.talk.not_an_option(text, prompt.options)
                    return False
                if found.raw is not None or self.desk.submission.profile.preset is not None:
                    self.desk.keep(("competences", "preset"), found.raw)
                return True

    def passed(self, *, given: bool) -> bool:
        """Enter goes on where something was said."""
        if not given:
            self.talk.tell("interview.blank", skip=self.talk.known.keys["skip"], dont_know=self.talk.known.keys["dont_know"])
        return given

    def field(self, step: FieldStep, prompt: Prompt) -> Outcome:
        """Take the roles in a field, and where there is none, who holds the power."""
        match self.reply(prompt):
            case Command() as command:
                return command
            case Blank():
                return self.passed(given=step.id in self.desk.submission.profile.roles)
            case Typed(text=text):
                roles = self.roles(prompt, text)
                if roles is None:
                    return False
                held = {**self.desk.field(step.id), "roles": roles}
                self.desk.keep(("competences", "fields", step.id), held)
                self.holder(step.id, held)
                return True

    def roles(self, prompt: Prompt, text: str) -> list[str] | None:
        """Read roles; no role and a role cannot both be."""
        found = several_options(prompt.options, text)
        known = [option.raw for option in prompt.options]
        if not isinstance(found, Given) or not isinstance(found.raw, list) or any(each not in known for each in found.raw):
            self.talk.not_an_option(text, prompt.options)
            return None
        if NO_ROLE in found.raw and len(found.raw) > 1:
            self.talk.tell("interview.field.none_with_others")
            self.talk.refused()
            return None
        return found.raw

    def holder(self, field: str, held: dict[str, Any]) -> None:
        """Ask who holds the power, and whether blank questions of the field count as not ours."""
        confirmed = self.desk.confirmed()
        if held["roles"] != [NO_ROLE] and field in confirmed:
            self.desk.keep(("competences", "confirmed"), [each for each in confirmed if each != field] or None)
        known = safe(str(held.get("holder") or ""))
        key = "interview.field.holder.known" if known else "interview.field.holder.ask"
        if words := self.talk.free_words(key, holder=known):
            self.desk.keep(("competences", "fields", field), {**held, "holder": words})
        if held["roles"] == [NO_ROLE] and field not in confirmed and self.talk.agrees("interview.field.confirm"):
            self.desk.keep(("competences", "confirmed"), [*confirmed, field])

    def whole(self, prompt: Prompt) -> Outcome:
        """Show the profile; a number changes a field."""
        match self.reply(prompt):
            case Command() as command:
                return command
            case Blank():
                return True
            case Typed(text=text):
                found = one_option(prompt.options, text)
                if isinstance(found, Given) and found.raw in [option.raw for option in prompt.options]:
                    return FieldStep(str(found.raw))
                self.talk.not_an_option(text, prompt.options)
                return False
