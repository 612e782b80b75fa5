"""Returns with doubts: every doubt with its sheet and cell, everything else read, and a way back to whoever filled it in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from support.edits import Return
from support.recipes import (
    Made,
    Place,
    Recipe,
    Told,
    expected,
    make,
    marked,
    place_at,
    raw_text,
    recipes,
    told,
    wanted,
    without,
)
from support.starts import bare, library, read

from belong_assess.language.texts import language
from belong_assess.problems import Problem
from belong_assess.views.problems import problem_line
from belong_assess.workflows.mark_up import TOLD, mark_up
from belong_assess.workflows.score_file import Rejected, Scored

BROKEN = recipes("broken")
EACH = [pytest.param(recipe, id=name) for name, recipe in BROKEN.items()]
SAY = language()
ON_THE_WHOLE = ("workbook", "submission")
"""Families of codes that speak of the file as a whole; a fresh template has none of what they are about."""

OF_THE_TABLE = ("return.row_without_id", "return.rows_missing", "return.column_missing", "answer.unknown_item")
"""Codes about rows and columns that a fresh template has again, or never had."""

WITHOUT_A_VALUE = ("return.error_value", "return.formula_without_value")
LONGEST_LETTER = 60
"""Lines of a letter that fit on a page."""

PLACEHOLDER = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="session")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Returns:
    return Returns(tmp_path_factory.mktemp("broken"))


class Returns:
    """Every broken return, made and read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read = cache(self._read)
        self.back = cache(self._back)

    def _read(self, name: str) -> tuple[Made, Scored | Rejected]:
        folder = self.folder / name
        folder.mkdir()
        made = make(BROKEN[name], folder)
        return made, made.read()

    def _back(self, name: str) -> tuple[str, bytes]:
        made, got = self.read(name)
        back = mark_up(got, "en", library(made.begun.method))
        assert back is not None
        return back


def reported(got: Scored | Rejected) -> list[Problem]:
    return [problem for problem in got.problems if problem.severity in TOLD]


def test_there_are_enough_of_them() -> None:
    assert len(BROKEN) >= 60
    assert all(recipe.about.endswith(".") for recipe in BROKEN.values())


@pytest.mark.parametrize("recipe", EACH)
def test_every_doubt_is_told_at_its_cell(recipe: Recipe, returns: Returns) -> None:
    made, got = returns.read(recipe.name)
    assert told(got.problems) == wanted(made)
    assert reported(got), "a broken return has at least one doubt"


@pytest.mark.parametrize("recipe", EACH)
def test_everything_else_is_read(recipe: Recipe, returns: Returns) -> None:
    """What has no single reading is open, never scored and never guessed; all other answers are as they were."""
    made, got = returns.read(recipe.name)
    assert isinstance(got, Rejected) == recipe.letter
    if isinstance(got, Rejected):
        return
    assert without(bare(got.submission), recipe.unread) == without(expected(made), recipe.unread)
    states = {asked: got.result.items[asked] for asked in recipe.unread if asked in got.result.items}
    assert all(held.role != "counted" and held.points is None for held in states.values()), states


@pytest.mark.parametrize("recipe", EACH)
def test_the_words_help(recipe: Recipe, returns: Returns) -> None:
    """Each doubt says where, what was found, what is expected and what to do, with nothing left to fill in."""
    _, got = returns.read(recipe.name)
    for problem in got.problems:
        line = problem_line(problem, SAY)
        assert line.what.strip() and line.fix.strip() and line.where.strip()
        assert not {"{", "}"} & set(line.what + line.fix)
        texts = SAY.texts[f"problem.{problem.code}.what"], SAY.texts[f"problem.{problem.code}.fix"]
        needed = {name for text in texts for name in PLACEHOLDER.findall(str(text))}
        assert all(problem.facts[name].strip() for name in needed), problem


@pytest.mark.parametrize("recipe", EACH)
def test_what_goes_back_opens(recipe: Recipe, returns: Returns) -> None:
    """A letter of one page where nothing could be read, else the same questionnaire again."""
    made, got = returns.read(recipe.name)
    name, content = returns.back(recipe.name)
    assert Path(name).stem == made.path.stem
    if isinstance(got, Rejected):
        letter = content.decode()
        assert name.endswith(".txt") and made.path.name in letter
        assert len(letter.splitlines()) <= LONGEST_LETTER and max(map(len, letter.splitlines())) <= 76
        first = next(problem for problem in got.problems if problem.severity == "error")
        assert "".join(problem_line(first, SAY).what.split()) in "".join(letter.split())
    else:
        held = Return(content)
        assert name.endswith(".xlsx") and held.columns["questions"]["id"] == held.columns["region"]["id"] == 0


@pytest.mark.parametrize("recipe", EACH)
def test_every_doubtful_cell_is_marked(recipe: Recipe, returns: Returns) -> None:
    """The raw text stands in it word for word, with a comment that says what is to be done."""
    made, got = returns.read(recipe.name)
    if isinstance(got, Rejected):
        return
    held = Return(returns.back(recipe.name)[1])
    comments = marked(held)
    notices = "\n".join(str(box.value) for row in held.sheet("start").rows for box in row if box.value)
    for problem in reported(got):
        line = problem_line(problem, SAY)
        assert line.what in notices
        place = place_of(made, problem)
        if place is not None:
            assert line.what in comments[place].comment, (place, line.what)
            assert str(comments[place].value or "") == raw_of(made, problem, place)
    assert set(comments) == {place_of(made, problem) for problem in reported(got)} - {None}


@pytest.mark.parametrize("recipe", EACH)
def test_unchanged_it_gives_the_same_doubts_again(recipe: Recipe, returns: Returns, tmp_path: Path) -> None:
    """What was sent back and comes back as it is says the same: no doubt goes away by itself."""
    made, got = returns.read(recipe.name)
    if isinstance(got, Rejected):
        return
    path = tmp_path / "return.xlsx"
    path.write_bytes(returns.back(recipe.name)[1])
    again = read(path, made.begun.method)
    held = Return(path.read_bytes())
    assert isinstance(again, Scored)
    assert sorted((code, *_at(place)) for code, place in _doubts(again, held)) == sorted(_expected_again(made, got))
    assert without(bare(again.submission), recipe.unread) == without(bare(got.submission), recipe.unread)


@pytest.mark.parametrize("recipe", EACH)
def test_mended_it_gives_none(recipe: Recipe, returns: Returns, tmp_path: Path) -> None:
    """With the doubtful cells answered it is accepted without a word."""
    made, got = returns.read(recipe.name)
    if isinstance(got, Rejected):
        return
    held = Return(returns.back(recipe.name)[1])
    begun = Return(made.begun.content)
    for place in marked(held):
        where = f"{place.slot}@{place.column}"
        grid, row, column = held.spot(where)
        grid.put(row, column, begun.box(where))
    for where, contents in recipe.mended.items():
        held.apply({"at": where, **contents})
    path = tmp_path / "return.xlsx"
    path.write_bytes(held.content())
    mended = read(path, made.begun.method)
    assert isinstance(mended, Scored)
    assert reported(mended) == []


def place_of(made: Made, problem: Problem) -> Place | None:
    """The slot and column that a doubt is about, as the file that was sent in has them."""
    if problem.code.partition(".")[0] in ON_THE_WHOLE or problem.code in OF_THE_TABLE:
        return None
    if problem.code == "return.twice":
        return Place(problem.facts["item"], made.held.column_at(problem.where.cell))
    return place_at(made.held, problem.where.sheet, problem.where.cell)


def raw_of(made: Made, problem: Problem, place: Place) -> str:
    """What must stand in the cell again: both readings where there were two, and no error value where any text counts."""
    if problem.code == "return.twice":
        return f"{problem.facts['first']} | {problem.facts['found']}"
    shown = raw_text(made, problem.where.sheet, problem.where.cell)
    return shown if place.column == "answer" or problem.code not in WITHOUT_A_VALUE else ""


def _doubts(got: Scored | Rejected, held: Return) -> list[tuple[str, Place | None]]:
    return [(problem.code, place_at(held, problem.where.sheet, problem.where.cell)) for problem in reported(got)]


def _at(place: Place | None) -> tuple[str, str]:
    return ("", "") if place is None else (place.slot, place.column)


def _expected_again(made: Made, got: Scored) -> list[Told]:
    if made.recipe.again is not None:
        named = [each.partition(" ")[::2] for each in made.recipe.again]
        return [(code, place.partition("@")[0], place.partition("@")[2] or "answer") for code, place in named]
    placed = [(problem.code, place_of(made, problem)) for problem in reported(got)]
    return [(code, place.slot, place.column) for code, place in placed if place is not None]
