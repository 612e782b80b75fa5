"""Typed or in a file, the same answers are the same submission: every example is typed from the first line to the last."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.methods import method
from support.scored import scored
from support.sittings import sit, submission_of
from support.typist import Typist, typed_within

from belong_assess.workflows.score_file import examples

REGIONS = [name for name in examples() if scored(name).submission.questionnaire in ("regional", "municipal")]


@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize("tier", ["express", "full"])
def test_the_keyboard_and_the_file_agree(name: str, tier: str) -> None:
    held = scored(name)
    assessment = method(held.submission.questionnaire)
    said = typed_within(replace(held.submission, tier=tier, scope=None, status="draft"), assessment)
    lines = ["", *Typist(assessment, said).lines(), "q"]
    sitting = sit(lines, said.questionnaire, tier=tier, version=said.version, hash=said.hash, language=said.language)
    assert (sitting.ending, sitting.read) == ("paused", len(lines)), sitting.shown[-2000:]
    made = submission_of(sitting.draft)
    assert made.profile == said.profile
    assert made.context == said.context
    assert made.answers == said.answers
    assert made == said
