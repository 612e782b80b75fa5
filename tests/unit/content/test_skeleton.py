"""The method that authors start from is sound, agrees with its cases, and says what is true."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from support.command import Runner

import belong_assess
from belong_assess.analysis.expressions import evaluate
from belong_assess.files.content import SKELETON, method_files
from belong_assess.files.fingerprint import questionnaire_hash
from belong_assess.files.schemas import schema
from belong_assess.files.slugs import is_slug
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.model.indicators import BandsRule, PointsRule, TicksRule
from belong_assess.model.questionnaire import Choice, Count, Steps, Ticks
from belong_assess.workflows.check_method import check_method
from belong_assess.workflows.methods import open_method
from belong_assess.workflows.run_golden_cases import run_golden_cases
from belong_assess.workflows.score_file import Scored, score_file

PARTS = SKELETON / "questionnaire", SKELETON / "indicators"
FILES = sorted(path for path in SKELETON.rglob("*") if path.is_file())
YAML = [path for path in FILES if path.suffix == ".yaml"]


def test_it_has_no_defect_and_no_remark() -> None:
    loaded, problems = check_method(*PARTS)
    assert loaded.assessment is not None
    assert problems == ()


def test_its_cases_agree_and_are_worked_out() -> None:
    _, outcomes, problems = run_golden_cases(*PARTS)
    assert not problems
    assert len(outcomes) == 2
    assert [outcome.problems for outcome in outcomes] == [(), ()]
    assert (PARTS[1] / "cases" / "first.yaml").read_text(encoding="utf-8").count(" / ") > 8


def test_its_example_is_scored_without_a_remark() -> None:
    scored = score_file(SKELETON / "examples" / "first.yaml", method=str(SKELETON))
    assert isinstance(scored, Scored)
    assert scored.problems == ()
    assert scored.submission.hash == questionnaire_hash(scored.assessment.questionnaire)
    assert all(scored.result.nodes[area].score is not None for area in scored.assessment.areas)
    assert scored.result.index.score is not None
    assert "words_without_money" in [found.finding.id for found in scored.found]
    assert {item.state for item in scored.result.items.values()} == {"answered", "DK"}


def test_it_shows_what_a_method_can_have() -> None:
    method = open_method(str(SKELETON))
    assert is_slug(method.indicators.id)
    assert (len(method.areas), len(method.items)) == (3, 8)
    assert list(method.tier_rank) == ["express", "full"]
    assert {type(item.answer) for item in method.items.values()} == {Choice, Steps, Ticks, Count}
    assert {type(rule) for rule in method.rules.values()} == {PointsRule, BandsRule, TicksRule}
    assert any(item.asked_when for item in method.items.values())
    assert method.indicators.findings
    assert method.indicators.practices


def test_the_cap_in_the_remarks_works(tmp_path: Path) -> None:
    for path in YAML:
        held = path.read_text(encoding="utf-8")
        if path.name == "areas.yaml":
            held, count = re.subn(
                r"^(    )# (caps:|  - id:|    at_most:|    when:|    reason:)", r"\1\2", held, flags=re.MULTILINE
            )
            assert count == 5
        file = tmp_path / path.relative_to(SKELETON)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(held, encoding="utf-8")
    loaded, problems = check_method(tmp_path / "questionnaire", tmp_path / "indicators")
    assert loaded.assessment is not None
    assert loaded.assessment.areas["A1"].caps
    assert problems == ()


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.stem)
def test_every_file_begins_with_or_needs_no_remark(path: Path) -> None:
    held = path.read_text(encoding="utf-8")
    assert held.startswith("#") or path.name in ("A2.yaml", "A3.yaml")
    assert max(map(len, held.splitlines())) <= 130
    assert "\t" not in held


@pytest.mark.parametrize("path", [path for part in PARTS for path in method_files(part)], ids=lambda path: path.stem)
def test_editors_accept_every_file(path: Path) -> None:
    import jsonschema

    name = "section" if path.parent.name == "sections" else path.parent.name
    data = json.loads(json.dumps(read_yaml(path.read_text(encoding="utf-8"), "").data, default=float))
    assert list(jsonschema.Draft202012Validator(json.loads(schema(name))).iter_errors(data)) == []


def test_its_readme_names_every_file_and_commands_that_run(
    command: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    shutil.copytree(SKELETON, tmp_path / "skeleton")
    monkeypatch.chdir(tmp_path / "skeleton")
    readme = Path("README.md").read_text(encoding="utf-8")
    assert not [path for path in YAML if not _names(readme, path.relative_to(SKELETON).as_posix())]
    lines = [line for line in readme.splitlines() if line.startswith("belong-assess ")]
    assert len(lines) > 5
    for line in lines:
        outcome = command(*shlex.split(line)[1:])
        assert (outcome.code, outcome.err.replace("Written: handbook.md\n", "")) == (0, ""), line
    assert Path("handbook.md").stat().st_size > 5000


def _names(readme: str, name: str) -> bool:
    return f"`{name}`" in readme or f"`{name.rpartition('/')[0]}/`" in readme


def test_the_sums_in_its_cases_are_sums() -> None:
    cases = read_yaml((PARTS[1] / "cases" / "first.yaml").read_text(encoding="utf-8"), "").data
    for case in cases:
        for fields in (*case["expect"]["items"].values(), *case["expect"]["nodes"].values()):
            for name in ("score", "points", "low", "high", "coverage"):
                assert evaluate(str(fields.get(name, 0))) is not None, name


def test_it_travels_with_the_program() -> None:
    assert Path(belong_assess.__file__).parent in SKELETON.parents
