"""Questions of a region's own: where they are read from, what is wrong with them, and that each defect has its place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support.methods import ROOT
from support.scored import write_json

from belong_assess.files.results import dump_result, load_own_result, load_result
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.model.own_questions import is_own
from belong_assess.problems import Problem
from belong_assess.workflows.own_questions import check_own_file
from belong_assess.workflows.score_file import Rejected, Scored, score_file

DRAWINA = ROOT / "examples" / "drawina"
OWN = (DRAWINA / "drawina.own.yaml").read_text(encoding="utf-8")
SUBMISSION = """\
questionnaire: regional
version: 0.1.0
hash: b4b1566f0258
tier: express
own_questions: {name}
answers:
  A1.1: 3
  X1.1: 2
"""
SMALL = """\
id: ours
questionnaire: regional
title: Ours
areas:
  - id: X1
    title: Border
    items:
      - id: X1.1
        text: Is there advice at the border?
        answer: {kind: choice, scale: L5t}
        rule: ladder
        help: {meaning: In person.}
"""


def scored(folder: Path, own: str = SMALL, name: str = "region.own.yaml", submission: str = SUBMISSION) -> Scored:
    """Score a submission with a file of own questions beside it."""
    (folder / "region.own.yaml").write_text(own, encoding="utf-8")
    path = folder / "region.yaml"
    path.write_text(submission.replace("{name}", name), encoding="utf-8")
    held = score_file(path, name="region.yaml")
    assert isinstance(held, Scored), held
    return held


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str, int | None]]:
    return [(problem.code, problem.where.file, problem.where.line) for problem in problems]


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


# where they are read from


def test_a_file_beside_the_submission(tmp_path: Path) -> None:
    held = scored(tmp_path)
    assert held.problems == () and held.own is not None
    assert [(area.id, area.score) for area in held.own.result.areas] == [("X1", 50)]
    assert held.own.submission.answers.keys() == {"X1.1"}
    assert held.submission.answers.keys() == {"A1.1"}


def test_the_questions_in_the_submission_itself_are_the_same(tmp_path: Path) -> None:
    beside = scored(tmp_path)
    inside = SUBMISSION.replace("{name}", "\n" + "".join(f"  {line}\n" for line in SMALL.splitlines()))
    held = scored(tmp_path, submission=inside)
    assert held.problems == () and held.own is not None and beside.own is not None
    assert held.own.result == beside.own.result


def test_a_json_submission_names_a_file_or_holds_the_questions(tmp_path: Path) -> None:
    data: dict[str, Any] = read_yaml(SUBMISSION.replace("{name}", "region.own.yaml"), "").data
    (tmp_path / "region.own.yaml").write_text(SMALL, encoding="utf-8")
    named = score_file(write_json(tmp_path / "named.json", data))
    data["own_questions"] = read_yaml(SMALL, "").data
    inside = score_file(write_json(tmp_path / "inside.json", data))
    assert isinstance(named, Scored) and isinstance(inside, Scored) and named.own and inside.own
    assert named.own.result == inside.own.result and named.problems == inside.problems == ()


def test_a_part_of_the_questionnaire_and_every_tier_ask_all_own_questions(tmp_path: Path) -> None:
    part = SUBMISSION.replace("tier: express", "tier: full\nscope: [A8]").replace("  A1.1: 3\n", "")
    for submission in (SUBMISSION, part):
        held = scored(tmp_path, submission=submission)
        assert held.own is not None and [area.score for area in held.own.result.areas] == [50]


NAMES = [
    "../region.own.yaml",
    "sub/region.own.yaml",
    "sub\\\\region.own.yaml",
    "/etc/passwd",
    "..",
    ".own.yaml",
    "C:region.own.yaml",
    "con.own.yaml",
    "COM1.own.yaml",
    "nul .own.yaml",
    "region.yaml",
    "region.own.yaml/",
    "[a, b]",
    "3",
    "true",
    "x" * 200 + ".own.yaml",
    "~/region.own.yaml",
]


@pytest.mark.parametrize("name", NAMES)
def test_only_the_name_of_a_file_in_the_same_folder_is_taken(tmp_path: Path, name: str) -> None:
    held = scored(tmp_path, name=name if name[0] == "[" else f'"{name}"' if not name.isalnum() else name)
    assert told(held.problems) == [("own.name_not_allowed", "region.yaml", 5)]
    assert held.own is None and held.result.items["A1.1"].points == 75


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere" / "secret.own.yaml"
    secret.parent.mkdir()
    secret.write_text(SMALL, encoding="utf-8")
    (tmp_path / "link.own.yaml").symlink_to(secret)
    held = scored(tmp_path, name="link.own.yaml")
    assert told(held.problems) == [("file.unreadable", "link.own.yaml", None)] and held.own is None


def test_a_missing_file_names_the_closest_one(tmp_path: Path) -> None:
    (problem,) = scored(tmp_path, name="regoin.own.yaml").problems
    assert (problem.code, problem.where.line) == ("own.file_missing", 5)
    assert problem.facts == {"found": "regoin.own.yaml", "closest": "region.own.yaml"}


def test_answers_without_questions_are_told_once_with_the_file_that_could_be_meant(tmp_path: Path) -> None:
    submission = SUBMISSION.replace("own_questions: {name}\n", "") + "  X1.2: 3\n"
    (problem,) = scored(tmp_path, submission=submission).problems
    assert (problem.code, problem.where.line) == ("own.not_named", 7)
    assert problem.facts == {"found": "X1.1, X1.2", "expected": "own_questions: region.own.yaml"}


# what is wrong with them


QUESTION = SMALL[SMALL.index("      - id: X1.1") :]
DEFECTS = {
    "not YAML": ("\ttitle: Ours\n", "yaml.tab", 1),
    "no mapping": ("- X1\n", "schema.wrong_type", 1),
    "missing key": (changed("title: Ours\n", ""), "schema.missing_key", 1),
    "unknown key": (changed("title: Ours", "title: Ours\nweight: 3"), "schema.unknown_key", 4),
    "another format": (changed("id: ours", "format: belong-assess/submission/1\nid: ours"), "own.format_unknown", 1),
    "another questionnaire": (changed("questionnaire: regional", "questionnaire: cities"), "own.other_questionnaire", 2),
    "an id of the method": (changed("id: X1.1", "id: A1.1"), "own.id_form", 8),
    "an area's id of the method": (changed("id: X1\n", "id: A1\n"), "own.id_form", 5),
    "an id that is none": (changed("id: ours", "id: our questions"), "own.id_form", 1),
    "unknown scale": (changed("scale: L5t", "scale: L6t"), "method.unknown_scale", 10),
    "unknown rule": (changed("rule: ladder", "rule: lader"), "method.unknown_rule", 11),
    "rule that does not fit": (changed("rule: ladder", "rule: parity"), "method.rule_does_not_fit", 11),
    "negative weight": (changed("rule: ladder", "rule: ladder\n        weight: -1"), "method.weight_negative", 12),
    "repeated question": (SMALL + QUESTION.replace("Is there", "Was there"), "method.repeated_id", 13),
    "scale of the host again": (
        SMALL + "scales: [{id: L5t, title: T, options: [{value: 0, label: n}, {value: 1, label: y}]}]\n",
        "method.repeated_id",
        13,
    ),
    "condition on a common question": (
        changed("rule: ladder", "rule: ladder\n        asked_when: {kind: answer, item: A1.1, at_least: 1}"),
        "own.condition_on_common",
        12,
    ),
    "long text": (changed("Is there advice", "Is there " + "advice " * 400), "own.text_too_long", 9),
    "empty area": (SMALL[: SMALL.index("      - id")].replace("items:", "items: []"), "method.empty_group", 7),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_named_with_its_place_in_both_ways_and_costs_only_the_own_part(tmp_path: Path, name: str) -> None:
    text, code, line = DEFECTS[name]
    held = scored(tmp_path, own=text)
    assert (code, "region.own.yaml", line) in told(held.problems)
    assert {problem.where.file for problem in held.problems} == {"region.own.yaml"}
    assert held.own is None and held.result.items["A1.1"].points == 75
    own = check_own_file(tmp_path / "region.own.yaml")
    assert (code, line) in [(problem.code, problem.where.line) for problem in own.problems]
    assert own.assessment is None


def test_too_many_questions(tmp_path: Path) -> None:
    one = "      - {id: X1.N, text: Question N?, answer: {kind: choice, scale: L5t}, rule: ladder}\n"
    areas = [
        f"  - id: X{area}\n    title: Area {area}\n    items:\n"
        + "".join(one.replace("X1.N", f"X{area}.{n}").replace("N", f"{area}-{n}") for n in range(1, 52))
        for area in (1, 2)
    ]
    text = SMALL[: SMALL.index("  - id: X1")] + "".join(areas)
    assert told(scored(tmp_path, own=text).problems) == [("own.too_many", "region.own.yaml", 5)]


def test_a_remark_is_said_by_the_check_alone(tmp_path: Path) -> None:
    held = scored(tmp_path, own=changed("        help: {meaning: In person.}\n", ""))
    assert held.problems == () and held.own is not None
    assert [problem.code for problem in check_own_file(tmp_path / "region.own.yaml").problems] == ["method.help_missing"]


def test_an_answer_that_is_none_costs_only_itself(tmp_path: Path) -> None:
    held = scored(tmp_path, submission=SUBMISSION.replace("X1.1: 2", "X1.1: 9\n  X1.7: 3"))
    assert told(held.problems) == [("answer.not_an_option", "region.yaml", 8), ("answer.unknown_item", "region.yaml", 9)]
    assert held.problems[1].facts["closest"] == "X1.1"
    assert held.own is not None and held.own.result.items["X1.1"].reason == "unreadable"


def test_nothing_in_a_text_can_steer_a_screen(tmp_path: Path) -> None:
    hostile = changed("Is there advice at the border?", '"[/red]\\e[2J\\u202Eadvice\\n\\nat {id} =1+1"')
    held = scored(tmp_path, own=hostile)
    assert held.own is not None
    text = held.own.assessment.items["X1.1"].text
    assert text == "[/red][2J<U+202E>advice at {id} =1+1"


# what is kept


def test_results_are_read_back_apart(tmp_path: Path) -> None:
    held = scored(tmp_path)
    assert held.own is not None
    text = dump_result(held.result, facts={}, findings=(), problems=(), own=held.own.result)
    assert load_result(text) == held.result and load_own_result(text) == held.own.result
    without = json.loads(dump_result(held.result, facts={}, findings=(), problems=()))
    with_own = json.loads(text)
    assert with_own.pop("own")["headline"] is None and with_own == without
    assert load_own_result(json.dumps(without)) is None


def test_the_hash_speaks_of_meaning(tmp_path: Path) -> None:
    def hash_of(text: str) -> str:
        own = scored(tmp_path, own=text).own
        assert own is not None
        return own.assessment.questionnaire_hash + own.assessment.indicators_hash

    assert hash_of(SMALL) == hash_of(changed("Is there advice at the border?", "Advice at the border?"))
    assert hash_of(SMALL) != hash_of(changed("scale: L5t", "scale: L5o"))
    assert hash_of(SMALL) != hash_of(changed("rule: ladder", "rule: ladder\n        weight: 2"))


def test_own_ids_are_x_and_a_digit() -> None:
    assert all(map(is_own, ("X1", "X1.1", "X12.3")))
    assert not any(map(is_own, ("A1", "x1", "X", "XA1", "", "AX1", "X\u0661")))


def test_a_file_of_own_questions_is_no_submission() -> None:
    held = score_file(DRAWINA / "drawina.own.yaml")
    assert isinstance(held, Rejected)
    assert [problem.code for problem in held.problems] == ["submission.format_unknown"]
    assert re.search(r"^format: belong-assess/own-questions/1$", OWN, re.MULTILINE)
