"""What is written as YAML reads back as what it was, any submission included."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.methods import method
from support.scored import scored
from support.strategies import random_submission

from belong_assess.files.migrated import submission_data
from belong_assess.files.submissions import submission_from
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.files.yaml_text import yaml_text
from belong_assess.model.assessment import Assessment
from belong_assess.responses.plain_data import number_data, response_data
from belong_assess.responses.plain_text import without_controls
from belong_assess.responses.submission import Entry, Submission, Unreadable
from belong_assess.workflows.score_file import examples

TEXTS = st.text(max_size=40).map(without_controls)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**15), 10**15), st.decimals(-1000, 1000, places=3), TEXTS,
    st.sampled_from(["no", "012", "1e3", "3:25", "~", "null", "true", "2026-01-01", "- a", "a: b", "#x", "&a", "*b", '"']),
)  # fmt: skip
KEYS = TEXTS.filter(bool)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_any_data_reads_back(data: dict[str, Any]) -> None:
    document = read_yaml(yaml_text(data), "written")
    assert document.problems == []
    assert document.data == data


@pytest.mark.parametrize("name", ["regional", "small"])
@given(seed=st.integers(0, 2**32), comment=TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_submission_reads_back(name: str, seed: int, comment: str) -> None:
    assessment = method(name)
    given = writable(random_submission(assessment, Random(seed)), assessment, comment)
    assert read_back(given, assessment) == given


@pytest.mark.parametrize("region", examples())
def test_every_example_reads_back(region: str) -> None:
    held = scored(region)
    given = replace(held.submission, file="")
    assert read_back(given, held.assessment) == given
    assert yaml_text(submission_data(given, held.assessment)) == yaml_text(submission_data(given, held.assessment))


def read_back(given: Submission, assessment: Assessment) -> Submission:
    document = read_yaml(yaml_text(submission_data(given, assessment)), "")
    assert document.problems == []
    read, _ = submission_from(document.data, assessment)
    assert read is not None
    return replace(read, file="")


def writable(given: Submission, assessment: Assessment, comment: str) -> Submission:
    """Leave out what no file can say: a third as a decimal, an answer that is none, a preset without one of its fields."""

    def kept(entries: Any) -> dict[str, Entry]:
        return {name: replace(entry, comment=comment.strip() or None) for name, entry in entries.items() if _is_said(entry)}

    filled_in = {preset.id: preset.roles for preset in assessment.questionnaire.competences.presets}
    roles = {**filled_in.get(given.profile.preset or "", {}), **given.profile.roles}
    known = [role.id for role in assessment.questionnaire.competences.roles]
    roles = {name: tuple(role for role in known if role in held) for name, held in roles.items()}
    profile = replace(given.profile, roles=roles)
    return replace(
        given, profile=profile, answers=kept(given.answers), context=kept(given.context), file="",
        hash=assessment.questionnaire_hash,
    )  # fmt: skip


def _is_said(entry: Entry) -> bool:
    try:
        response_data(entry.response)
    except ValueError:
        return False
    return not isinstance(entry.response, Unreadable)


def test_a_number_that_no_decimal_says_is_refused() -> None:
    from fractions import Fraction

    assert str(number_data(Fraction(1, 8))) == "0.125"
    with pytest.raises(ValueError, match="1/3"):
        number_data(Fraction(1, 3))
