"""Returns that were changed in every way that leaves their meaning alone: the same answers, notes where words were read."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.office import needs
from support.recipes import Recipe, expected, make, recipes, told, wanted
from support.starts import bare

from belong_assess.problems import CODES
from belong_assess.workflows.score_file import Scored

GOOD = recipes("good")
EACH = [pytest.param(recipe, id=name, marks=[pytest.mark.slow] * recipe.office) for name, recipe in GOOD.items()]


def test_there_are_enough_of_them() -> None:
    assert len(GOOD) >= 40
    assert all(recipe.about.endswith(".") for recipe in GOOD.values())


@pytest.mark.parametrize("recipe", EACH)
def test_it_says_what_was_meant(recipe: Recipe, tmp_path: Path) -> None:
    """The same submission as a text file with these answers, and exactly the notes that the recipe names, at their cells."""
    if recipe.office:
        needs("soffice")
    made = make(recipe, tmp_path)
    read = made.read()
    assert isinstance(read, Scored), read.problems
    assert bare(read.submission) == expected(made)
    assert told(read.problems) == wanted(made)
    assert all(problem.severity != "error" for problem in read.problems)


def test_a_note_is_no_doubt() -> None:
    """What is merely noted has no error among its codes: a good return never costs an answer."""
    codes = {each.partition(" ")[0] for recipe in GOOD.values() for each in recipe.problems}
    assert codes and all(CODES[code] != "error" for code in codes)
