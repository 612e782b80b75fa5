"""The guide for method authors is done as it stands, from the first command to the last."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.guide import FENCE, change, follow, matches
from support.methods import ROOT

GUIDE = ROOT / "docs" / "change-a-method.md"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, and come back from wherever the page leads."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_guide_can_be_followed(elsewhere: Path) -> None:
    steps = 0
    for step in follow(GUIDE.read_text(encoding="utf-8")):
        shown = "\n".join(step.shown)
        assert step.holds, f"docs/change-a-method.md, line {step.line}: {step.command} shows\n\n{shown}\n"
        steps += 1
    assert steps > 25
    assert Path.cwd() == elsewhere
    assert (elsewhere / "my-region" / "handbook.md").is_file()


def test_everything_that_can_be_done_on_the_page_is_done() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert {language for language, _ in FENCE.findall(text)} == {"console", "diff"}
    assert text.count("\n```") == 2 * len(FENCE.findall(text))
    assert "$ belong-assess" not in FENCE.sub("", text)


@pytest.mark.parametrize(
    ("promised", "shown", "holds"),
    [
        ("a b", "a b", True),
        ("a", "a b", False),
        ("a ...", "a b c", True),
        ("a ...", "a", True),
        ("... c", "a b c", True),
        ("... b", "a b c", False),
        ("a ... c ...", "a b b c d", True),
        ("c ... a", "a b c", False),
        ("", "", True),
        ("", "a", False),
        ("...", "", True),
        ("a", "", False),
    ],
)
def test_three_dots_stand_for_any_lines_and_all_else_for_itself(promised: str, shown: str, holds: bool) -> None:
    assert matches(tuple(promised.split()), tuple(shown.split())) is holds


def test_a_change_is_made_where_it_fits_once(elsewhere: Path) -> None:
    Path("file").write_text("a\n  b\nc\nb\n", encoding="utf-8")
    change("--- file\n a\n-  b\n+  B\n+\n@@\n c\n-b\n+d\n", 1)
    assert Path("file").read_text(encoding="utf-8") == "a\n  B\n\nc\nd\n"
    for wrong in ("--- file\n-x\n+y\n", "file\n-a\n+b\n", "--- file\n-a\n+a\n", "--- file\n*a\n"):
        with pytest.raises(AssertionError):
            change(wrong, 1)


def test_a_page_that_is_wrong_is_noticed(elsewhere: Path) -> None:
    (step,) = follow("```console\n$ cd .\n$ belong-assess --version\nbelong-assess 9.9\n```\n")
    assert not step.holds
    for page in (
        "```console\n$ rm -r x\n```\n",
        "```sh\nbelong-assess demo\n```\n",
        "```console\nbelong-assess demo\n```\n",
    ):
        with pytest.raises(AssertionError):
            list(follow(page))
    assert list(elsewhere.iterdir()) == []
