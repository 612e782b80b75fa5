"""The check as a whole: a sound method, every code named by a test, what a problem says."""

from __future__ import annotations

import re
from pathlib import Path

from support.raw_method import found, problems_of, shipped

from belong_assess.problems import CODES


def test_the_shipped_method_has_no_defect() -> None:
    assert problems_of(shipped()) == ()


def test_every_code_has_a_test() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_soundness_*.py"))
    named = set(re.findall(r'"(method\.\w+)"', tests))
    assert {code for code in CODES if code.startswith("method.")} == named


def test_all_defects_come_in_one_run() -> None:
    raw = shipped()
    item_path, item = raw.item("A1.3")
    item["asked_when"]["item"] = "A1.22"
    placed_path, placed = raw.placed("A2.1")
    placed["weight"] = -1
    finding_path, finding = raw.finding("pilots_become_policy")
    finding["sentence"] = "  "
    assert found(raw) == {
        ("method.unknown_item", (*item_path, "asked_when", "item")),
        ("method.weight_negative", (*placed_path, "weight")),
        ("method.text_missing", (*finding_path, "sentence")),
    }


def test_an_unknown_id_comes_with_the_closest_known_one() -> None:
    raw = shipped()
    raw.finding("pilots_become_policy")[1]["practices"] = ["pilot_decision_dey"]
    (problem,) = problems_of(raw)
    assert problem.facts == {"found": "pilot_decision_dey", "closest": "pilot_decision_day"}


def test_a_defect_of_a_rule_is_named_once_for_all_its_items() -> None:
    raw = shipped()
    path, rule = raw.rule("share")
    rule["points"][4]["points"] = 95
    assert [(p.code, p.where.path, p.facts) for p in problems_of(raw)] == [
        ("method.best_not_100", (*path, "points"), {"item": "A1.3", "found": "95", "expected": "100"})
    ]
