"""A value in a YAML text is changed, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.files.yaml_edit import scalar, with_values


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("id: old   # why\nb: 1\n", "id: new   # why\nb: 1\n"),
        ('"id": "old" # why', '"id": new # why'),
        ("{a: {id: old}, id: old}", "{a: {id: old}, id: new}"),
        ("# id: old\nid: 'o''ld'\n", "# id: old\nid: new\n"),
        ("id: >-\n  old\n  words\nb: 1\n", "id: new\nb: 1\n"),
        ("id: old\n  words\nb: 1\n", "id: new\nb: 1\n"),
        ("é: 😀\r\nid: old\r\n", "é: 😀\r\nid: new\r\n"),
        ("other: old\n", "other: old\n"),
    ],
)
def test_only_that_value_changes(text: str, changed: str) -> None:
    assert with_values(text, {("id",): "new"}) == changed


def test_several_values_change_at_once() -> None:
    text = "- {method: a, submission: {questionnaire: a}}\n- method: a\n"
    changes = {(0, "method"): "longer", (0, "submission", "questionnaire"): "b", (1, "method"): "c"}
    assert with_values(text, changes) == "- {method: longer, submission: {questionnaire: b}}\n- method: c\n"


@pytest.mark.parametrize("held", ["true", "null", "2026", "a: b", "- a", "a #b", '"', "{a}", "~", "", " a", "1.5", "é\\"])
def test_what_yaml_would_read_otherwise_is_quoted(held: str) -> None:
    assert scalar(held).startswith('"')
    assert read_yaml(f"{{key: {scalar(held)}}}", "").data == {"key": held}


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=40))
def test_any_line_is_read_back(held: str) -> None:
    text = with_values("{key: old, b: 1}", {("key",): held})
    assert read_yaml(text, "").data == {"key": held, "b": 1}
