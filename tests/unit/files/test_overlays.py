"""A translation is one overlay file per folder; keys, placeholders and gaps are checked, gaps show."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from belong_assess.files.content import INDICATORS, QUESTIONNAIRES
from belong_assess.workflows.check_method import check_method
from belong_assess.workflows.methods import open_folders, open_method


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
    overlay.write_text('item.A1.1.text: "Wie denn?"\nitem.A1.1.answer.options.0.label: "gar nicht"\n', encoding="utf-8")
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
    overlay.write_text(f'titel: "x"\n{key}: "Ohne Platzhalter"\n', encoding="utf-8")
    _, problems = check_method(*folders)
    assert [(p.code, p.where.line) for p in problems] == [
        ("language.missing", 1),
        ("language.unknown_key", 1),
        ("language.placeholder", 2),
    ]
    assert problems[1].facts["closest"].startswith("title")
