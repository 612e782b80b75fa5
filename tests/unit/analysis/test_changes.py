"""Every change between two versions is found once, at its place, and said to do what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from support.method_keys import MODULES, shapes
from support.raw_method import Raw, assessment_of, shipped
from support.versions import (
    Seed,
    changed,
    changes,
    item,
    migration,
    placed,
    put,
    renumbered,
    to_area,
    with_item,
    without_item,
    without_tick,
)

from belong_assess.analysis.changes import compare
from belong_assess.analysis.changes.change import Change
from belong_assess.analysis.changes.effects import OF_FIELD
from belong_assess.analysis.changes.versions import version_needs
from belong_assess.language.texts import language
from belong_assess.views.changes_words import change_text

SAY = language()


def edit(change: Callable[[Raw], Any]) -> Seed:
    """A change that is one expression."""
    return lambda raw: change(raw) and None


def steps(raw: Raw, name: str) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = raw.item(name)[1]["answer"]["options"]
    return options


SEEDS: dict[str, tuple[Seed, str, str, str, str]] = {
    # name: seed, effect, shape, id, field
    "removed question": (without_item("A2.4"), "breaks", "Item", "A2.4", ""),
    "changed type": (item("A2.4", answer={"kind": "count"}), "breaks", "Item", "A2.4", "kind"),
    "changed scale": (item("A2.4", answer={"kind": "choice", "scale": "rhythm"}), "breaks", "Item", "A2.4", "scale"),
    "removed option": (edit(lambda raw: steps(raw, "A1.1").pop()), "breaks", "Option", "4", ""),
    "removed tick": (without_tick("A1.4", "schools_universities"), "breaks", "Tick", "schools_universities", ""),
    "removed option of a fact": (without_tick("police", "trains"), "breaks", "Tick", "trains", ""),
    "removed fact": (without_item("municipalities"), "breaks", "Item", "municipalities", ""),
    "removed tier": (edit(lambda raw: raw.questionnaire["tiers"].pop(0)), "breaks", "Tier", "express", ""),
    "narrowed limit": (
        edit(lambda raw: raw.item("A6.6")[1]["answer"].update(maximum=8)), "breaks", "Item", "A6.6", "maximum",
    ),
    "NC no longer offered": (
        edit(lambda raw: raw.item("A8.1")[1].pop("competence", 1)), "breaks", "Item", "A8.1", "competence",
    ),
    "NA newly refused": (item("A8.1", refuses=["NA"]), "breaks", "Item", "A8.1", "refuses"),
    "changed rule of a question": (placed("A1.3", rule="ladder"), "scores", "Measured", "A1.3", "rule"),
    "changed points of a rule": (
        edit(lambda raw: raw.rule("ladder")[1]["points"][1].update(points=30)), "scores", "OptionPoints", "1", "points",
    ),
    "changed weight": (placed("A1.3", weight=2), "scores", "Measured", "A1.3", "weight"),
    "changed treatment": (placed("A1.3", when_not_asked="left_out"), "scores", "Measured", "A1.3", "when_not_asked"),
    "moved to another area": (to_area("A1.6", "A2"), "scores", "Measured", "A1.6", "area"),
    "changed band": (
        edit(lambda raw: raw.indicators["bands"][1].update(at_least=35)), "scores", "Band", "building", "at_least",
    ),
    "changed minimum": (
        edit(lambda raw: raw.indicators["minimums"][0].update(coverage=55)), "scores", "Minimum", "express", "coverage",
    ),
    "changed aggregation": (put(lambda raw: raw.area("A1"), aggregation="geometric"), "scores", "Area", "A1", "aggregation"),
    "changed membership": (edit(lambda raw: raw.aggregate("index")[1]["of"].pop()), "scores", "Child", "A17", ""),
    "new cap": (
        put(lambda raw: raw.area("A1"), caps=[{"id": "c", "at_most": 40, "when": {"kind": "points", "item": "A1.1",
            "below": 25}, "reason": "No."}]), "scores", "Cap", "c", "",
    ),
    "changed parts in a view": (placed("A1.1", parts={"principles": {"E": 1}}), "scores", "Measured", "A1.1", "parts"),
    "changed firmness": (
        edit(lambda raw: raw.indicators["firmness"].update(undocumented_at_most=50)), "scores", "Indicators", "regional",
        "undocumented_at_most",
    ),
    "changed requirement": (
        edit(lambda raw: raw.aggregate("index")[1]["requires"].update(scored_weight=50)), "scores", "Aggregate", "index",
        "scored_weight",
    ),
    "new tick": (
        edit(lambda raw: raw.item("A1.4")[1]["answer"]["options"].append({"id": "new", "label": "New"}) or 1), "scores",
        "Tick", "new", "",
    ),
    "new question": (with_item("A2", "A2", "A2.4", "A2.9"), "scores", "Item", "A2.9", ""),
    "reworded question": (item("A1.1", text="Reworded?"), "meaning", "Item", "A1.1", "text"),
    "reworded option": (edit(lambda raw: steps(raw, "A1.1")[0].update(label="None")), "meaning", "Option", "0", "label"),
    "changed condition": (
        item("A1.3", asked_when={"kind": "answer", "item": "A1.2", "at_least": 3}), "meaning", "Item", "A1.3", "asked_when",
    ),
    "changed tier": (item("A1.1", tier="standard"), "meaning", "Item", "A1.1", "tier"),
    "other whole of a share": (
        edit(lambda raw: raw.item("A2.4")[1]["help"].update(share_of="all")), "meaning", "Item", "A2.4", "help.share_of",
    ),
    "widened limit": (
        edit(lambda raw: raw.item("A6.6")[1]["answer"].update(maximum=99)), "meaning", "Item", "A6.6", "maximum",
    ),
    "other competence": (item("A8.1", competence="social"), "meaning", "Item", "A8.1", "competence"),
    "reworded help": (
        edit(lambda raw: raw.item("A1.1")[1]["help"].update(meaning="Other words.")), "safe", "Item", "A1.1", "help.meaning",
    ),
    "moved to another section": (
        edit(lambda raw: raw.section("A2")[1]["items"].append(raw.section("A1")[1]["items"].pop()) or 1), "safe", "Item",
        "A1.6", "section",
    ),
    "new fact": (
        edit(lambda raw: raw.section("A0")[1]["items"].append({"id": "fact", "tier": "express", "text": "What?",
            "answer": {"kind": "text"}}) or 1), "safe", "Item", "fact", "",
    ),
    "reworded finding": (
        put(lambda raw: raw.finding("little_on_paper"), title="Other"), "safe", "Finding", "little_on_paper", "title",
    ),
    "finding with another test": (
        put(lambda raw: raw.finding("little_on_paper"), when={"kind": "points", "item": "A1.1", "below": 50}), "safe",
        "Finding", "little_on_paper", "when",
    ),
    "order of steps": (edit(lambda raw: steps(raw, "A1.1").reverse() or 1), "safe", "Item", "A1.1", "options.order"),
}  # fmt: skip


@pytest.mark.parametrize("name", SEEDS)
def test_a_seeded_change_is_the_only_one_found_and_of_its_class(name: str) -> None:
    seed, *expected = SEEDS[name]
    found = changes(seed)
    assert [[each.effect, each.shape, each.id, each.field] for each in found if not is_follower(each, name)] == [expected]


def is_follower(change: Change, name: str) -> bool:
    """What goes with a seed: findings that named a question, firmness's place, points without a step."""
    return (change.shape == "Finding" and name.startswith("removed")) or change.field == "items.order"


@pytest.mark.parametrize("name", SEEDS)
def test_a_change_is_worded_and_filled(name: str) -> None:
    for change in changes(SEEDS[name][0]):
        text = change_text(change, SAY)
        assert "{" not in text and "\n" not in text and len(text) < 500, text


def test_the_same_method_has_no_changes() -> None:
    assert changes() == ()
    assert changes(name="small") == ()


def test_white_space_is_no_change_and_what_changed_of_a_long_text_is_shown() -> None:
    text = shipped().item("A1.2")[1]["text"]
    assert changes(item("A1.2", text=text.replace(" ", "  "))) == ()
    (change,) = changes(item("A1.2", text=text.replace("in force", "in writing")))
    assert change_text(change, SAY) == (
        'A1.2, question: "Is a multi-annual strategy in force that sets out …", '
        'now "Is a multi-annual strategy in writing that sets out …".'
    )


def test_every_field_of_the_model_is_in_the_table_and_has_words() -> None:
    lists = {"tiers", "scales", "sections", "items", "options", "parts", "glossary", "fields", "roles", "presets", "rules",
             "minimums", "bands", "areas", "aggregates", "views", "bars", "findings", "practices", "caps", "of", "points",
             "competences", "firmness", "scored_of", "requires", "answer", "help", "id", "kind", "value", "part", "node",
             "item", "context", "version", "migrations", "questionnaire", "scale"}  # fmt: skip
    known = {name: set(held) for name, held in OF_FIELD.items()}
    left_over = {
        "ScoredOf",
        "Bound",
        "Carried",
        "Migration",
        "QuestionnaireRef",
        "Choice",
        "Ticks",
        "Group",
        "FreeText",
        "Day",
    }
    for module in ("questionnaire", "indicators"):
        for shape in shapes(MODULES[module]):
            if shape.__name__ not in left_over:
                own = {spec.name for spec in fields(shape)} - lists
                assert own <= known[shape.__name__], shape
                assert SAY.has(f"diff.at.{shape.__name__}") or shape.__name__ in SILENT, shape
    named = {f"help.{name}" if shape == "Help" else name for shape, held in known.items() for name in held}
    named -= {name for name in named if name.endswith(".order")}
    assert not {name for name in named if not SAY.has(f"diff.field.{name}")}


SILENT = {"Steps", "Count", "Measure", "Figure", "Pair", "Pick", "Help", "Requirements", "ScoredOf", "Firmness"}
"""Shapes that stand at the place of what they belong to."""


# declared mappings


def test_a_question_that_was_renumbered_is_one_mapped_change() -> None:
    (change,) = changes(renumbered("A2.4", "A2.8"), migration({"was": "A2.4", "now": "A2.8"}))
    assert (change.effect, change.field, change.old, change.new, change.items) == ("mapped", "id", "A2.4", "A2.8", ("A2.8",))
    assert {each.effect for each in changes(renumbered("A2.4", "A2.8"))} >= {"breaks", "scores"}


def test_a_rescaled_question_is_mapped_when_every_step_has_a_place() -> None:
    rescaled = item("A2.4", answer={"kind": "choice", "scale": "rhythm"})
    whole = {str(step): step for step in range(5)}
    values = {"was": "A2.4", "now": "A2.4", "values": whole}
    assert [each.effect for each in changes(rescaled, migration(values))] == ["mapped"]
    values["values"] = {"0": 0, "1": 1}
    assert [each.effect for each in changes(rescaled, migration(values))] == ["breaks"]


@pytest.mark.parametrize("now", ["pupils", None])
def test_an_option_that_was_renamed_or_dropped_is_mapped(now: str | None) -> None:
    def seed(raw: Raw) -> None:
        options = raw.item("A1.4")[1]["answer"]["options"]
        options[:] = [{**each, "id": now} if each["id"] == "schools_universities" else each for each in options]
        options[:] = [each for each in options if each["id"] is not None]

    mapped = migration({"was": "A1.4", "now": "A1.4", "options": {"schools_universities": now}})
    assert [each.effect for each in changes(seed, mapped)] == ["mapped"]


def test_a_mapping_from_another_version_maps_nothing() -> None:
    found = changes(renumbered("A2.4", "A2.8"), migration({"was": "A2.4", "now": "A2.8"}, from_version="0.0.9"))
    assert "breaks" in {each.effect for each in found}


# order, numbers, versions


def test_changes_stand_by_what_they_do_then_in_the_order_of_the_method() -> None:
    found = changes(
        SEEDS["reworded help"][0], SEEDS["changed weight"][0], SEEDS["reworded question"][0], without_item("A2.4"),
        SEEDS["changed band"][0],
    )  # fmt: skip
    assert [each.effect for each in found if each.shape != "Finding"] == ["breaks", "scores", "scores", "meaning", "safe"]


@pytest.mark.parametrize(
    ("name", "version", "needed", "enough"),
    [
        ("reworded help", "0.1.1", ("patch", "none"), (True, True)),
        ("reworded help", "0.1.0", ("patch", "none"), (False, True)),
        ("reworded question", "0.1.9", ("minor", "none"), (False, True)),
        ("new fact", "0.2.0", ("minor", "none"), (True, True)),
        ("changed weight", "0.2.0", ("none", "minor"), (True, True)),
        ("removed question", "0.2.0", ("major", "patch"), (False, True)),
        ("removed question", "1.0.0", ("major", "patch"), (True, True)),
        ("changed weight", "0.0.9", ("none", "minor"), (False, False)),
        ("changed weight", "next", ("none", "minor"), (False, False)),
    ],
)
def test_the_step_of_the_version_is_proposed_and_a_smaller_one_is_seen(
    name: str, version: str, needed: tuple[str, str], enough: tuple[bool, bool]
) -> None:
    old, new = assessment_of(shipped()), assessment_of(changed(SEEDS[name][0], version=version))
    needs = version_needs(old, new, compare(old, new))
    assert tuple(need.needed for need in needs) == needed
    assert tuple(need.is_enough for need in needs if need.needed != "none") == tuple(
        each for each, need in zip(enough, needed, strict=True) if need != "none"
    )
