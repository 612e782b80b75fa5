"""How a new draft begins: whose it is, which file it becomes, and how long the questionnaire shall be."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from belong_assess.errors import DraftError
from belong_assess.files.drafts import draft_exists
from belong_assess.files.slugs import nearest_slug
from belong_assess.files.submissions import FORMAT
from belong_assess.files.text import is_folder, is_there
from belong_assess.interview.lines import GAP, Line
from belong_assess.interview.prompts import option_lines
from belong_assess.interview.replies import Option
from belong_assess.interview.talk import Left, Talk
from belong_assess.interview.vocabulary import Blank
from belong_assess.model.assessment import Assessment

ENDING = ".yaml"
NAMELESS = "region"


class NotBegun(Exception):
    """Somebody left before there was a draft."""


class Opening:
    """Asks what a new draft needs to be told."""

    def __init__(self, talk: Talk, assessment: Assessment) -> None:
        self.talk = talk
        self.assessment = assessment

    def title(self) -> None:
        """Say what this is."""
        asked = self.assessment.questionnaire
        self.talk.show(
            GAP,
            Line(self.talk.say("interview.new.title", title=asked.title, version=asked.version), "title"),
            Line(asked.about, "dim"),
        )

    def name_and_file(self) -> tuple[str, Path]:
        """Ask for the name of what is assessed, and propose a file."""
        while True:
            try:
                reply = self.talk.text("interview.new.name")
                if not isinstance(reply, Blank):
                    return reply.text, self.file(free_name(reply.text))
                self.talk.tell("interview.new.name.needed")
                self.talk.refused()
            except Left as left:
                self.left(left)

    def beside(self, approved: Path) -> Path:
        """An approved submission is never changed: ask where a new draft with its answers shall be kept."""
        self.talk.tell("interview.approved", file=approved)
        while True:
            try:
                return self.file(name_beside(approved))
            except Left as left:
                self.left(left)

    def left(self, left: Left) -> None:
        """Before there is a draft, one can only stop."""
        if left.command.name == "quit":
            raise NotBegun from None
        self.talk.tell("interview.not_here")

    def file(self, proposed: Path) -> Path:
        """Ask where the draft shall be kept; what is there already is never replaced."""
        while True:
            reply = self.talk.text("interview.new.file", file=proposed)
            path = proposed if isinstance(reply, Blank) else Path(reply.text)
            path = path if path.suffix or not path.name else path.with_name(path.name + ENDING)
            try:
                if not draft_exists(path) and is_folder(path.parent):
                    return path
                key = "exists" if draft_exists(path) else "no_folder"
                self.talk.tell(f"interview.new.{key}", file=path, folder=path.parent, argument=as_argument(path))
            except DraftError as error:
                self.talk.tell(error.key, **error.facts)
            self.talk.refused()

    def tier(self) -> str:
        """Ask how long the questionnaire shall be; the first tier where nothing is said."""
        tiers = self.assessment.questionnaire.tiers
        options = [Option(str(n), f"{tier.title}: {tier.about}", tier.id) for n, tier in enumerate(tiers, 1)]
        self.talk.show(GAP, Line(self.talk.say("interview.new.tier"), "question"), *option_lines(options))
        while True:
            try:
                chosen = self.talk.choose(options, "interview.new.tier.ask", shown=False, tier=tiers[0].title)
                return str(chosen) if chosen is not None else tiers[0].id
            except Left as left:
                self.left(left)


def free_name(name: str) -> Path:
    """Return a file name made of a region's name that no draft has yet."""
    slug = nearest_slug(name) if any(letter.isalnum() for letter in name) else NAMELESS
    names = (f"{slug}{'' if n == 1 else f'-{n}'}{ENDING}" for n in range(1, 1000))
    return next(path for each in names if not draft_exists(path := Path(each)) and not is_there(path))


def as_argument(path: Path) -> str:
    """Write a path as it is typed behind a command."""
    text = str(path)
    text = os.path.join(os.curdir, text) if text.startswith("-") else text  # noqa: PTH118  a Path drops the dot
    if os.name == "posix":
        return shlex.quote(text)
    return f'"{text}"' if set(text) & set(" &^;,=()!'") else text


def name_beside(path: Path) -> Path:
    """Return a name beside a submission that no draft has yet."""
    names = (path.with_name(f"{path.stem}-{n}{ENDING}") for n in range(2, 1000))
    return next(each for each in names if not draft_exists(each) and not is_there(each))


def head(assessment: Assessment, tier: str, areas: Sequence[str], language: str) -> dict[str, Any]:
    """Return what stands at the top of a new draft."""
    return {
        "format": FORMAT,
        "questionnaire": assessment.questionnaire.id,
        "version": assessment.questionnaire.version,
        "hash": assessment.questionnaire_hash,
        "tier": tier,
        **({"scope": list(areas)} if areas else {}),
        "status": "draft",
        "language": language,
    }
