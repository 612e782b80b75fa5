"""Which names may become ids and folders."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belong_assess.files.slugs import LONGEST, is_slug, nearest_slug


@pytest.mark.parametrize("name", ["a", "my-region", "region2", "two-2-three", "x" * LONGEST])
def test_slugs(name: str) -> None:
    assert is_slug(name)
    assert nearest_slug(name) == name


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("", "my-method"),
        ("..", "my-method"),
        ("...", "my-method"),
        ("a/b", "a-b"),
        ("a\\b", "a-b"),
        ("C:", "c"),
        ("CON", "my-con"),
        ("nul", "my-nul"),
        ("com1", "my-com1"),
        ("😀", "my-method"),
        ("a\0b", "a-b"),
        ("-x-", "x"),
        ("a--b", "a-b"),
        ("a_b", "a-b"),
        ("2026", "my-2026"),
        ("My Region", "my-region"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Škocjan Ærø", "skocjan-aero"),
        ("регион", "my-method"),
        ("é" * 150, "e" * LONGEST),
        ("a\u202eb", "a-b"),
        ("x\n", "x"),
        ("x" * LONGEST + "-y", "x" * LONGEST),
    ],
)
def test_other_names_have_a_nearest_one(name: str, near: str) -> None:
    assert not is_slug(name)
    assert nearest_slug(name) == near


@settings(deadline=None)
@given(st.text(max_size=300))
def test_the_nearest_one_is_always_valid(name: str) -> None:
    assert is_slug(nearest_slug(name))
