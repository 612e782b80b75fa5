"""A translation is one overlay file per folder; keys, placeholders and gaps are checked, gaps show."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belong_assess.files.content import INDICATORS, QUESTIONNAIRES
from belong_assess.files.overlays import OverlayFile, read_overlay, write_overlay
from belong_assess.language.translation import source_hash
from belong_assess.workflows.check_method import check_method
from belong_assess.workflows.methods import open_folders, open_method

HEAD = "language: zz\nreview: draft\ntexts:\n"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the shipped method that a test may add a language to."""
    pairs = (QUESTIONNAIRES, tmp_path / "questionnaires" / "regional"), (INDICATORS, tmp_path / "indicators" / "regional")
    for shipped, copy in pairs:
        shutil.copytree(shipped / "regional", copy)
        (copy / "languages").mkdir(exist_ok=True)
    return pairs[0][1], pairs[1][1]


def test_a_translated_text_takes_the_place_of_its_source_and_a_missing_one_shows(folders: tuple[Path, Path]) -> None:
    overlay = folders[0] / "languages" / "zz.yaml"
    overlay.write_text(
        f'{HEAD}  item.A1.1.text: "Wie denn?"\n  item.A1.1.answer.options.0.label: "gar nicht"\n', encoding="utf-8"
    )
    assessment = open_folders(*folders, "zz")
    item = assessment.items["A1.1"]
    assert item.text == "Wie denn?"
    assert assessment.options_of(item.answer)[0].label == "gar nicht"
    assert assessment.items["A1.2"].text == open_method("regional").items["A1.2"].text + " [en]"


def test_ids_rules_and_hashes_do_not_depend_on_the_language(folders: tuple[Path, Path]) -> None:
    source, other = open_folders(*folders), open_folders(*folders, "x-pseudo")
    assert (source.questionnaire_hash, source.indicators_hash) == (other.questionnaire_hash, other.indicators_hash)
    assert list(source.items) == list(other.items)
    assert source.measured == other.measured
    assert source.items["A1.1"].text != other.items["A1.1"].text


def test_defects_of_an_overlay_are_named_with_their_line(folders: tuple[Path, Path]) -> None:
    overlay = folders[1] / "languages" / "zz.yaml"
    source = {finding.id: finding for finding in open_method("regional").indicators.findings}
    with_field = next(f.id for f in source.values() if "{field}" in f.sentence)
    key = f"findings.{with_field}.sentence"
    overlay.write_text(f'{HEAD}  titel: "x"\n  {key}: "Ohne Platzhalter"\n', encoding="utf-8")
    _, problems = check_method(*folders)
    assert [(p.code, p.where.line) for p in problems] == [
        ("language.missing", 4),
        ("language.unconfirmed", 4),
        ("language.unknown_key", 4),
        ("language.placeholder", 5),
    ]
    assert problems[2].facts["closest"].startswith("title")


def test_a_translation_whose_source_changed_is_outdated_by_its_hash(folders: tuple[Path, Path]) -> None:
    text = open_method("regional").items["A1.1"].text
    write_overlay(folders[0], held({"item.A1.1.text": "¿Uno?", "item.A1.2.text": "¿Dos?"}), {
        "item.A1.1.text": source_hash(text), "item.A1.2.text": source_hash("an older question"),
    })  # fmt: skip
    counts = {p.code: p.facts for p in check_method(*folders)[1] if p.where.file.endswith("zz.yaml")}
    assert counts["language.outdated"] == {"language": "zz", "found": "1", "item": "item.A1.2.text"}
    assert "language.unconfirmed" not in counts


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("language: fr\nreview: draft\n", "language.other_language"),
        ("language: zz\nreview: reviewed\n", "language.no_reviewer"),
        ("language: zz\nreview: fine\n", "schema.not_allowed"),
        ("language: zz\n", "schema.missing_key"),
        ("language: zz\nreview: draft\nextra: 1\n", "schema.unknown_key"),
    ],
)
def test_the_first_lines_of_an_overlay_are_checked(folders: tuple[Path, Path], header: str, code: str) -> None:
    (folders[0] / "languages" / "zz.yaml").write_text(f"{header}texts: {{}}\n", encoding="utf-8")
    assert code in {problem.code for problem in check_method(*folders)[1]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Uno\ndos", "language.markup"),
        (" ¿Uno?", "language.markup"),
        ("¿Uno?\u202e", "language.markup"),
        ("{area} ¿Uno?", "language.placeholder"),
        ("¿Uno {?", "language.placeholder"),
    ],
)
def test_what_a_translation_breaks_is_named(folders: tuple[Path, Path], text: str, code: str) -> None:
    write_overlay(folders[0], held({"item.A1.1.text": text}), {})
    found = [p for p in check_method(*folders)[1] if p.facts.get("item") == "item.A1.1.text"]
    assert [p.code for p in found] == [code]


def test_a_label_that_is_too_long_for_its_column_is_named(folders: tuple[Path, Path]) -> None:
    write_overlay(folders[1], held({"bands.starting.label": "x" * 40, "bands.starting.meaning": "x" * 900}), {})
    long = [p for p in check_method(*folders)[1] if p.code == "language.too_long"]
    assert [(p.facts["item"], p.facts["expected"]) for p in long] == [("bands.starting.label", "24")]


AWKWARD = ("\u2028", "\ufeff", '"', "\\", "\n", "\t", "#", ": ", "'", "=1+1", "no", "012", "{a}", " ", "é", "😀")


@given(st.lists(st.sampled_from(AWKWARD) | st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map("".join))
@settings(max_examples=200, deadline=None)
def test_any_text_without_control_characters_comes_back_from_an_overlay_as_it_was_written(text: str) -> None:
    with TemporaryDirectory() as folder:
        write_overlay(Path(folder), held({"item.A1.1.text": text, "title": "T"}), {"title": "00000000"})
        read = read_overlay(Path(folder), "zz")
        assert read is not None
        assert read.held == held({"item.A1.1.text": text, "title": "T"})
        assert read.made_from == {"title": "00000000"}


def held(texts: dict[str, str]) -> OverlayFile:
    return OverlayFile(language="zz", review="draft", texts=texts)
