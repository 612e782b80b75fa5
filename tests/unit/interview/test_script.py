"""The script: what comes next given the answers so far; no keyboard is needed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from support.methods import method

from belong_assess.files.submissions import submission_from
from belong_assess.interview.progress import minutes_left, progress
from belong_assess.interview.script import (
    FINAL,
    FactStep,
    FieldStep,
    FinalStep,
    NotAsked,
    PresetStep,
    ProfileStep,
    QuestionStep,
    Script,
    SectionStep,
    closed,
    destination,
    first_open,
    is_given,
    opened,
    script,
)
from belong_assess.responses.submission import Submission

REGIONAL = method("regional")


def submission(name: str = "regional", **data: Any) -> Submission:
    assessment = method(name)
    made, problems = submission_from({"questionnaire": name, "version": "0.1.0", "tier": "full", **data}, assessment)
    assert made is not None, problems
    return made


def laid_out(name: str = "regional", areas: tuple[str, ...] = (), **data: Any) -> Script:
    return script(method(name), submission(name, **data), areas)


def ids(held: Script, kind: type = QuestionStep) -> list[str]:
    return [step.id for step in held.steps if isinstance(step, kind)]


def test_context_then_profile_then_area_by_area_then_the_end() -> None:
    held = laid_out()
    kinds = [step.kind for step in held.steps]
    assert kinds[0] == "fact"
    assert kinds.index("section") < kinds.index("preset") < kinds.index("field") < kinds.index("profile")
    assert kinds.index("profile") < kinds.index("question")
    assert held.steps[-1] == FINAL
    assert ids(held, SectionStep) == [section.id for section in REGIONAL.questionnaire.sections]


@pytest.mark.parametrize(("tier", "questions"), [("express", 36), ("standard", 85), ("full", 106)])
def test_a_tier_asks_its_questions_without_those_that_wait_for_an_answer(tier: str, questions: int) -> None:
    held = laid_out(tier=tier)
    assert len(ids(held)) == questions
    assert (
        sorted(held.waiting)
        == {
            "express": [],
            "standard": ["A1.3", "A1.4"],
            "full": ["A1.3", "A1.4", "A13.6", "A14.6", "A7.6"],
        }[tier]
    )


def test_a_preset_fills_the_profile_in_one_step() -> None:
    assert len(ids(laid_out(), FieldStep)) == 11
    held = laid_out(competences={"preset": "county"})
    assert ids(held, FieldStep) == []
    assert [step for step in held.steps if isinstance(step, (PresetStep, ProfileStep))] == [PresetStep(), ProfileStep()]


def test_conditions_open_and_close_questions() -> None:
    none, some, unknown = (laid_out(tier="standard", answers=given) for given in ({"A1.2": 0}, {"A1.2": 3}, {"A1.2": "DK"}))
    assert opened(none, some) == ("A1.3", "A1.4") == closed(some, none)
    assert opened(none, unknown) == ()
    assert "A1.3" not in none.waiting and "A1.3" in unknown.waiting


def test_a_closed_answer_is_kept_and_comes_back() -> None:
    given = {"A1.2": 0, "A1.3": 4}
    assert "A1.3" not in ids(laid_out(answers=given))
    back = {**given, "A1.2": 2}
    assert is_given(QuestionStep("A1.3"), submission(answers=back))
    assert "A1.3" in ids(laid_out(answers=back))


def test_facts_open_questions() -> None:
    assert "A7.6" in ids(laid_out(context={"second_language": "yes"}))
    assert "A7.6" not in ids(laid_out(context={"second_language": "no"}))
    assert "A13.6" in ids(laid_out(context={"police": ["trains"]}))


def test_parts_of_a_group_are_asked_one_by_one() -> None:
    assessment = method("municipal")
    group = next(item for item in assessment.items.values() if item.answer.kind == "group")
    parts = [f"{group.id}.{part.id}" for part in assessment.parts_of(group.id)]
    held = laid_out("municipal")
    assert [step for step in ids(held) if step.startswith(group.id + ".")] == parts
    assert group.id not in ids(held)
    assert destination(group.id, held, submission("municipal")) == QuestionStep(parts[0])
    answered = submission("municipal", answers={group.id: "DK"})
    assert is_given(QuestionStep(parts[0]), answered)


def test_one_area_asks_what_its_questions_rest_on() -> None:
    held = laid_out(areas=("A7",))
    assert ids(held, FactStep) == ["region_name", "second_language"]
    assert {step[:3] for step in ids(held)} == {"A7."}
    assert ids(held, SectionStep) == ["A0", "A7"]
    fields = {
        item.competence for item in REGIONAL.items.values() if REGIONAL.section_of[item.id] == "A7" and item.competence
    }
    assert set(ids(held, FieldStep)) == fields


def test_the_scope_of_a_submission_limits_what_is_asked() -> None:
    assert {step.partition(".")[0] for step in ids(laid_out(scope=["A8", "A9"]))} == {"A8", "A9"}


def test_after_and_before() -> None:
    held = laid_out(tier="express", answers={"A1.2": 3})
    assert held.after(QuestionStep("A1.2")) == SectionStep("A1")
    assert held.after(QuestionStep("A1.4")) == SectionStep("A1")
    assert held.after(SectionStep("A1")) == QuestionStep("A2.1")
    assert held.before(QuestionStep("A2.1")) == QuestionStep("A1.2") == held.before(SectionStep("A1"))
    assert held.before(FactStep("region_name")) == FactStep("region_name")
    assert held.after(FINAL) == FINAL


def test_the_first_open_step() -> None:
    assert first_open(laid_out(), submission()) == FactStep("region_name")
    given = {"context": {"region_name": "X", "region_code": {"state": "skipped"}}}
    assert first_open(laid_out(**given), submission(**given)) == FactStep("country")
    held = laid_out(areas=("A17",), tier="express")
    answers = {step.id: 2 for step in held.steps if isinstance(step, QuestionStep)}
    done = {"context": {"region_name": "X"}, "answers": answers, "competences": {"preset": "county"}, "tier": "express"}
    assert isinstance(first_open(laid_out(areas=("A17",), **done), submission(**done)), FinalStep)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("A8.2", QuestionStep("A8.2")),
        (" a8.2 ", QuestionStep("A8.2")),
        ("A8", QuestionStep("A8.1")),
        ("educ", FieldStep("education")),
        ("Education and", QuestionStep("A8.1")),
        ("police", FactStep("police")),
        ("housing", FieldStep("housing")),
        ("profile", PresetStep()),
        ("end", FINAL),
        ("A0", FactStep("region_name")),
        ("A1.3", NotAsked("A1.3", "open", ("A1.2",))),
        ("A99", None),
        ("", None),
        ("x" * 5000, None),
    ],
)
def test_going_to_a_place(word: str, expected: Any) -> None:
    found = destination(word, laid_out(), submission())
    if word == "educ":
        assert found is None or found == QuestionStep("A8.1")
    else:
        assert found == expected


def test_going_to_a_question_that_is_not_asked() -> None:
    given: dict[str, Any] = {"tier": "standard", "answers": {"A1.2": 0}}
    held, said = laid_out(**given), submission(**given)
    assert destination("A1.3", held, said) == NotAsked("A1.3", "condition", ("A1.2",))
    assert destination("A1.6", held, said) == NotAsked("A1.6", "tier")
    limited = laid_out(areas=("A8",), **given)
    assert destination("A9.1", limited, said) == NotAsked("A9.1", "scope")
    assert destination("A9", limited, said) == NotAsked("A9", "scope")


def test_progress_counts_what_was_said_and_not_the_reviews() -> None:
    given: dict[str, Any] = {"tier": "express", "context": {"region_name": "X"}, "answers": {"A1.1": "DK"}}
    held, said = laid_out(**given), submission(**given)
    shown = progress(held, QuestionStep("A1.2"), said)
    assert (shown.number, shown.of, shown.done, shown.total, shown.minutes) == (2, 2, 2, 26 + 1 + 11 + 36, None)
    assert shown.share == progress(held, FINAL, said).share
    assert progress(held, FieldStep("housing"), said).of == 12


START = datetime(2026, 6, 30, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gaps", "left", "minutes"),
    [
        ([60] * 4, 30, None),
        ([60] * 5, 30, 30),
        ([60] * 5, 31, 35),
        ([60] * 5, 0, None),
        ([30] * 9, 5, 2),
        ([1] * 9, 5, 1),
        ([40, 40, 40, 86_400, 40, 40, 4_000, 200], 60, 40),
    ],
)
def test_time_left_at_ones_own_pace(gaps: list[int], left: int, minutes: int | None) -> None:
    moments = [START]
    for gap in gaps:
        moments.append(moments[-1] + timedelta(seconds=gap))
    assert minutes_left(moments, left) == minutes
