"""A submission is the same whichever table it comes from: a row, a column, rows of answers; text or workbook."""

from __future__ import annotations

from random import Random

import pytest
from support.methods import FOLDERS, example_files, method
from support.strategies import random_submission
from support.tables import (
    Flat,
    Rows,
    coded,
    flat,
    long,
    read,
    same,
    submissions_in,
    texts,
    turned,
    wide,
    writable,
)

from belong_assess.files.submissions import load_submission
from belong_assess.responses.submission import Submission

NAMES = tuple(FOLDERS)
COUNT = 100
FORMS = {
    "wide": lambda held: wide(list(held.values())),
    "turned": lambda held: turned(wide(list(held.values()))),
    "long": long,
}


def randoms(name: str) -> dict[str, Submission]:
    assessment, rng = method(name), Random(7)
    if "region_name" not in assessment.facts:
        return {}
    names = [f"Region {number:03}" for number in range(COUNT)]
    return {each: writable(assessment, random_submission(assessment, rng), each) for each in names}


def flats(name: str, submissions: dict[str, Submission], form: str = "words") -> dict[str, Flat]:
    make = flat if form == "words" else coded
    return {each: make(method(name), submission) for each, submission in submissions.items()}


def is_same(rows: Rows, name: str, submissions: dict[str, Submission]) -> None:
    assessment = method(name)
    found, _ = submissions_in(read(rows, assessment.questionnaire.id), assessment)
    assert [each.unit for each in found] == list(submissions)
    for got, wanted in zip(found, submissions.values(), strict=True):
        assert differences(same(got), same(wanted)) == []
        assert same(got) == same(wanted)


def differences(got: Submission, wanted: Submission) -> list[object]:
    """What differs, as short as it can be told."""
    given, meant = {**got.context, **got.answers}, {**wanted.context, **wanted.answers}
    pairs = [(key, given.get(key), meant.get(key)) for key in {**meant, **given}]
    found: list[object] = [pair for pair in pairs if pair[1] != pair[2]]
    return found + ([(got.profile, wanted.profile)] if got.profile != wanted.profile else [])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("content", ["words", "codes"])
def test_random_submissions_come_back_from_every_form(name: str, form: str, content: str) -> None:
    submissions = randoms(name)
    is_same(texts(FORMS[form](flats(name, submissions, content))), name, submissions)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", FORMS)
def test_the_bundled_examples_come_back_from_every_form(name: str, form: str) -> None:
    submissions: dict[str, Submission] = {}
    for path in example_files(name):
        loaded, _ = load_submission(path, method(name))
        assert loaded is not None
        submissions[f"{loaded.unit}" if loaded.unit not in submissions else f"{loaded.unit} {path.stem}"] = loaded
    known = {unit: submission for unit, submission in submissions.items() if submission.unit == unit}
    is_same(texts(FORMS[form](flats(name, known))), name, known)
