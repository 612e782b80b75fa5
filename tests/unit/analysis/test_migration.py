"""Carrying answers over to another version: every answer is kept, mapped or named, and none is lost."""

from __future__ import annotations

from typing import Any

import pytest
from support.methods import example_files, method
from support.raw_method import Raw
from support.scored import raw_example
from support.versions import Seed, item, later, migration, renumbered, with_item, without_item, without_tick

from belong_assess.analysis.migration import Migrated, migrate
from belong_assess.files.submissions import submission_from
from belong_assess.model.assessment import Assessment
from belong_assess.model.own_questions import is_own
from belong_assess.responses.submission import Chosen, Ticked

OLD = method("regional")
REGIONS = sorted({path.parent.name for path in example_files("regional")})


def carried(data: dict[str, Any], new: Assessment, *, known: bool = True) -> Migrated:
    """Carry plain data over; the envelope is read by the old version."""
    earlier, _ = submission_from({**data, "answers": {}, "context": {}}, OLD)
    assert earlier is not None
    return migrate(data, earlier, new, OLD if known else None)


def data(answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    stamp = {"questionnaire": "regional", "version": "0.1.0", "hash": OLD.questionnaire_hash, "tier": "full"}
    return {**stamp, "answers": answers, **more}


def outcome(answers: dict[str, Any], *seeds: Seed, known: bool = True) -> dict[str, tuple[str, str, str]]:
    """What became of each answer: how, where it stands now, why not."""
    made = carried(data(answers), later(*seeds), known=known)
    assert len(made.answers) == len(answers)
    return {each.was: (each.how, each.now, each.why) for each in made.answers}


# one version step with everything in it, over every bundled example


def rescaled_item(raw: Raw) -> None:
    """A2.6 has three steps of its own now."""
    labels = ("none", "some", "all")
    options = [{"value": value, "label": label} for value, label in enumerate(labels)]
    raw.item("A2.6")[1]["answer"] = {"kind": "steps", "options": options}


STEP: tuple[Seed, ...] = (
    renumbered("A4.5", "A4.8"),
    rescaled_item,
    without_item("A2.5"),
    without_tick("A1.4", "employers_unions"),
    without_tick("A2.3", "figures_small"),
    with_item("A2", "A2", "A2.4", "A2.9"),
    migration(
        {"was": "A4.5", "now": "A4.8"},
        {"was": "A2.6", "now": "A2.6", "values": {"0": 0, "1": 0, "2": 1, "3": 2, "4": 2}},
        {"was": "A2.3", "now": "A2.3", "options": {"figures_small": None}},
    ),
)


@pytest.mark.parametrize("region", REGIONS)
def test_every_answer_of_every_example_is_accounted_for(region: str) -> None:
    raw = raw_example(region)
    new = later(*STEP)
    made = carried(raw, new)
    old_answers = {f"{place}.{name}" for place in ("context", "answers") for name in raw.get(place, {}) if not is_own(name)}
    assert {f"{each.place}.{each.was}" for each in made.answers} == old_answers
    assert made.count("kept") + made.count("mapped") + made.count("left") == len(old_answers)
    for each in made.answers:
        expected = "mapped" if each.was in ("A4.5", "A2.6", "A2.3") else "left" if each.was == "A2.5" else None
        if each.was == "A1.4":
            expected = "left" if isinstance(each.raw, dict) and "employers_unions" in str(each.raw) else "kept"
        if expected is not None:
            assert each.how == expected, each
        elif each.how == "left":
            pytest.fail(f"{each.was}: {each.why}, and nothing of it changed")
        if each.how == "kept":
            assert each.entry == each.earlier, "what is kept is the same answer"
    assert made.own.get("answers", {}) == {name: each for name, each in raw["answers"].items() if is_own(name)}
    named = {aside.what for aside in made.aside}
    assert {f"{each.place}.{each.was}" for each in made.answers if each.how == "left"} <= named
    assert len(made.submission.answers) + len(made.submission.context) == made.count("kept") + made.count("mapped")


# single answers


def test_an_answer_follows_its_question() -> None:
    answers = {"A4.5": {"value": 3, "comment": "so", "evidence": [{"title": "Act"}], "confidence": "low", "by": "unit"}}
    made = carried(data(answers), later(*STEP))
    (entry,) = made.submission.answers.values()
    assert list(made.submission.answers) == ["A4.8"]
    assert (entry.response, entry.comment, entry.confidence, entry.by) == (Chosen(3), "so", "low", "unit")
    assert entry.evidence[0].title == "Act"


def test_an_answer_is_put_on_the_new_scale() -> None:
    made = carried(data({"A2.6": 3}), later(*STEP))
    assert made.submission.answers["A2.6"].response == Chosen(2)


def test_a_dropped_option_is_set_aside_and_the_rest_is_carried() -> None:
    options = [option.id for option in OLD.items["A2.3"].answer.options if option.id != "figures_small"]  # type: ignore[union-attr]
    made = carried(data({"A2.3": ["figures_small", options[0]]}), later(*STEP))
    assert made.submission.answers["A2.3"].response == Ticked((options[0],))
    assert made.answers[0].dropped == ("figures_small",)
    assert [(aside.what, aside.why) for aside in made.aside] == [("answers.A2.3", "dropped")]


def test_an_answer_of_dropped_options_alone_is_left() -> None:
    assert outcome({"A2.3": ["figures_small"]}, *STEP) == {"A2.3": ("left", "A2.3", "option")}


def test_an_option_that_is_gone_leaves_the_whole_answer_behind() -> None:
    assert outcome({"A1.4": ["employers_unions", "residents"]}, *STEP)["A1.4"] == ("left", "A1.4", "refused")
    assert outcome({"A1.4": ["residents"]}, *STEP)["A1.4"] == ("kept", "A1.4", "")


def test_another_scale_or_type_says_nothing_of_an_answer_but_a_state_stays() -> None:
    scale = item("A2.4", answer={"kind": "choice", "scale": "rhythm"})
    count = item("A2.4", answer={"kind": "count"})
    assert outcome({"A2.4": 3}, scale)["A2.4"] == ("left", "A2.4", "scale")
    assert outcome({"A2.4": 3}, count)["A2.4"] == ("left", "A2.4", "type")
    assert outcome({"A2.4": "DK"}, count)["A2.4"] == ("kept", "A2.4", "")


def test_a_scale_under_another_name_is_the_same_scale() -> None:
    def seed(raw: Raw) -> None:
        raw.questionnaire["scales"].append({**raw.scale("share")[1], "id": "share2"})
        raw.item("A2.4")[1]["answer"]["scale"] = "share2"

    assert outcome({"A2.4": {"share": 27}}, seed)["A2.4"] == ("kept", "A2.4", "")


def test_what_no_step_of_the_mapping_takes_is_left() -> None:
    mapped = migration({"was": "A2.6", "now": "A2.6", "values": {"0": 0, "1": 1}})
    assert outcome({"A2.6": 3}, rescaled_item, mapped)["A2.6"] == ("left", "A2.6", "step")


def test_an_id_that_another_question_took_over_is_not_mixed_up() -> None:
    mapped = migration({"was": "A1.6", "now": "A1.5"})

    found = outcome({"A1.5": 1, "A1.6": 2}, without_item("A1.5"), renumbered("A1.6", "A1.5"), mapped)
    assert found["A1.5"][::2] == ("left", "gone") and found["A1.6"] == ("mapped", "A1.5", "")


def test_what_was_no_answer_and_what_was_no_question_is_kept_aside() -> None:
    made = carried(
        data({"A1.1": "often", "A99.9": 3, "A1.2": None, "A1.3": "", "A1.5": {"value": 2, "remark": "x"}}), later()
    )
    assert {each.was: each.why for each in made.answers} == {"A1.1": "unreadable", "A99.9": "unknown", "A1.5": ""}
    assert [(aside.what, aside.why, aside.was) for aside in made.aside] == [
        ("answers.A1.1", "unreadable", "often"),
        ("answers.A99.9", "unknown", 3),
        ("answers.A1.5", "detail", {"value": 2, "remark": "x"}),
    ]


def test_a_competence_that_is_no_more_refuses_nc() -> None:
    def seed(raw: Raw) -> None:
        raw.item("A8.1")[1].pop("competence")

    found = carried(data({"A8.1": {"state": "NC", "holder": "state"}}), later(seed))
    assert (found.answers[0].how, found.answers[0].why) == ("left", "refused")
    assert found.answers[0].problem is not None and found.answers[0].problem.code == "answer.nc_not_offered"


# without the earlier version


def test_without_the_earlier_version_the_new_one_and_its_mappings_tell() -> None:
    found = outcome({"A4.5": 3, "A2.6": 4, "A2.5": 1, "A1.1": 2}, *STEP, known=False)
    assert found == {
        "A4.5": ("mapped", "A4.8", ""), "A2.6": ("mapped", "A2.6", ""), "A2.5": ("left", "", "gone"),
        "A1.1": ("kept", "A1.1", ""),
    }  # fmt: skip
    made = carried(data({"A1.1": 2}, status="approved"), later(), known=False)
    assert (made.is_known, made.review, made.open, made.submission.status) == (False, (), (), "draft")


# the envelope, and what is to be done


@pytest.mark.parametrize(
    ("seed", "status"),
    [
        (lambda raw: raw.item("A1.1")[1]["help"].update(meaning="Other words."), "approved"),
        (item("A1.1", text="Another question?"), "draft"),
    ],
)
def test_an_approval_holds_through_safe_changes_only(seed: Seed, status: str) -> None:
    made = carried(data({"A1.1": 2}, status="approved"), later(seed))
    assert made.submission.status == status
    assert made.status_was == ("approved" if status == "draft" else "")


def test_answers_whose_meaning_changed_are_named_and_new_questions_are_open() -> None:
    made = carried(
        data({"A1.1": 2, "A1.2": "DK"}),
        later(item("A1.1", text="Other?"), item("A1.2", text="Another?"), with_item("A2", "A2", "A2.4", "A2.9")),
    )
    assert [names for _, names in made.review] == [("A1.1",)], "don't know says nothing that could mean something else"
    assert made.open == ("A2.9",)


def test_the_profile_keeps_its_roles_whatever_the_preset_says_now() -> None:
    def seed(raw: Raw) -> None:
        preset = next(each for each in raw.questionnaire["competences"]["presets"] if each["id"] == "legislative")
        preset["roles"]["housing"] = ["none"]

    profile = {"preset": "legislative", "fields": {"policing": {"roles": ["none"], "holder": "state"}}}
    earlier, _ = submission_from(data({}, competences=profile), OLD)
    assert earlier is not None
    made = carried(data({}, competences=profile), later(seed))
    assert made.submission.profile == earlier.profile


def test_a_field_tier_or_area_that_is_gone_is_set_aside() -> None:
    def seed(raw: Raw) -> None:
        raw.questionnaire["competences"]["fields"] = [
            each for each in raw.questionnaire["competences"]["fields"] if each["id"] != "policing"
        ]
        for preset in raw.questionnaire["competences"]["presets"]:
            preset["roles"].pop("policing", None)
        raw.indicators["areas"] = [area for area in raw.indicators["areas"] if area["id"] != "A9"]

    profile = {"fields": {"policing": {"roles": ["none"], "holder": "state"}, "housing": ["law"]}, "confirmed": ["policing"]}
    made = carried(data({}, competences=profile, scope=["A8", "A9"], colour="red"), later(seed))
    assert made.submission.scope == ("A8",)
    assert dict(made.submission.profile.roles) == {"housing": ("law",)}
    assert [aside.what for aside in made.aside] == [
        "scope", "competences.fields.policing", "competences.fields.policing", "competences.confirmed", "colour",
    ]  # fmt: skip


def test_what_was_left_behind_before_stays() -> None:
    made = carried(data({}, left_behind=[{"what": "answers.A0.1", "was": 3}]), later())
    assert made.earlier_left_behind == ({"what": "answers.A0.1", "was": 3},)


def test_other_words_of_a_step_or_option_touch_only_the_answers_that_gave_it() -> None:
    def seed(raw: Raw) -> None:
        raw.scale("share")[1]["options"][3]["label"] = "more than half"
        raw.item("A1.4")[1]["answer"]["options"][0]["label"] = "inhabitants"

    made = carried(data({"A2.4": 3, "A3.2": 2, "A1.4": ["residents"]}), later(seed))
    assert sorted(names for _, names in made.review) == [("A1.4",), ("A2.4",)]
    assert carried(data({"A1.4": ["municipalities"]}), later(seed)).review == ()
