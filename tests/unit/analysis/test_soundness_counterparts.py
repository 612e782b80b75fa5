"""Counterparts exist in the method that is looked at: one that stands beside this one, or travels with the program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.methods import SMALL
from support.raw_method import found, shipped

from belong_assess.language.texts import language
from belong_assess.views.handbook import render_handbook
from belong_assess.views.method_pages import render_item, render_method, render_section
from belong_assess.workflows.check_method import check_method


def test_counterparts_without_a_method_to_look_at() -> None:
    raw = shipped("small")
    path, area = raw.area("S1")
    area["counterparts"] = ["S2"]
    item_path, placed = raw.placed("S1.1")
    placed["counterparts"] = ["S2.1"]
    assert found(raw) >= {
        ("method.counterparts_of_nothing", (*path, "counterparts")),
        ("method.counterparts_of_nothing", (*item_path, "counterparts")),
    }


def test_a_method_that_looks_at_itself() -> None:
    raw = shipped("small")
    raw.indicators["looks_at"] = "small"
    assert ("method.looks_at_itself", ("indicators", "looks_at")) in found(raw)


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """The small method twice, as `here` and `there`, side by side."""
    for name in ("here", "there"):
        for kind in ("questionnaires", "indicators"):
            shutil.copytree(
                SMALL / kind.replace("questionnaires", "questionnaire"),
                tmp_path / kind / name,
                ignore=shutil.ignore_patterns("cases"),
            )
            change(tmp_path / kind / name, "id: small", f"id: {name}")
        change(tmp_path / "indicators" / name, "questionnaire: {id: small,", f"questionnaire: {{id: {name},")
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    """Change the first place of a text in the files of a folder."""
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if old in text:
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
            return
    raise AssertionError(old)


def look(folders: Path, name: str, other: str) -> None:
    change(folders / "indicators" / name, f"id: {name}\n", f"id: {name}\nlooks_at: {other}\n")


def codes(folders: Path, name: str) -> list[tuple[str, str]]:
    """What is said of counterparts, each with what is closest."""
    _, problems = check_method(folders / "questionnaires" / name, folders / "indicators" / name)
    wanted = [p for p in problems if "looks_at" in p.code or "counterpart" in p.code]
    return [(p.code, p.facts.get("closest", "")) for p in wanted]


def test_a_method_beside_it_is_looked_at_first(folders: Path) -> None:
    look(folders, "here", "there")
    change(folders / "indicators" / "here", "{item: S1.1, weight: 1,", "{item: S1.1, weight: 1, counterparts: [S2.1, S2.9],")
    assert codes(folders, "here") == [("method.unknown_counterpart", "S2.4, S2.3, S2.2")]


def test_two_methods_may_look_at_each_other(folders: Path) -> None:
    look(folders, "here", "there")
    look(folders, "there", "here")
    assert codes(folders, "here") == codes(folders, "there") == []


def test_a_shipped_method_can_be_looked_at_from_anywhere(folders: Path) -> None:
    look(folders, "here", "regional")
    change(folders / "indicators" / "here", "  - id: S1\n", "  - id: S1\n    counterparts: [A1, A71]\n")
    assert codes(folders, "here") == [("method.unknown_counterpart", "A7, A1, A17")]


def test_a_method_that_cannot_be_read_is_a_remark(folders: Path) -> None:
    look(folders, "here", "there")
    change(folders / "indicators" / "there", "applicable_share: 50", "applicable_share: half")
    assert codes(folders, "here") == [("method.looks_at_unknown", "")]


@pytest.mark.parametrize("other", ["ther", "../there", "/", ".", "there/"])
def test_a_name_never_makes_a_path(folders: Path, other: str) -> None:
    look(folders, "here", f'"{other}"')
    ((code, closest),) = codes(folders, "here")
    assert code == "method.looks_at_unknown"
    assert other != "ther" or closest == "there"


def test_handbook_and_overview_name_the_counterparts(folders: Path) -> None:
    look(folders, "here", "there")
    change(folders / "indicators" / "here", "  - id: S1\n", "  - id: S1\n    counterparts: [S2, S3]\n")
    change(folders / "indicators" / "here", "{item: S1.1, weight: 1,", "{item: S1.1, weight: 1, counterparts: [S2.1],")
    loaded, _ = check_method(folders / "questionnaires" / "here", folders / "indicators" / "here")
    assert loaded.assessment is not None
    say = language()
    pages = {
        "handbook": render_handbook(loaded.assessment, say),
        "overview": render_method(loaded.assessment, "here", say, 200),
        "section": render_section(loaded.assessment, "S1", say, 80),
        "item": render_item(loaded.assessment, "S1.1", say, 80),
    }
    assert {name for name, text in pages.items() if "Counterparts in there: S2, S3." in text} == {
        "handbook",
        "overview",
        "section",
    }
    assert {name for name, text in pages.items() if "Counterparts in there: S2.1." in text} == {"handbook", "item"}
    assert all('the subject of the method "there"' in pages[name] for name in ("handbook", "overview"))
