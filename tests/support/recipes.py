"""Recipes for returns: what a template began as, what was done to it, and what must come of it; picked up by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from belong_assess.files.submissions import submission_from
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.problems import Problem
from belong_assess.responses.capture import ENTRY_KEYS
from belong_assess.responses.submission import Entry, Submission
from belong_assess.workflows.score_file import Rejected, Scored
from support.edits import Return
from support.grids import Box, place
from support.methods import ROOT
from support.other_formats import open_document, shown, text_table
from support.starts import Start, bare, read, start

FOLDER = ROOT / "tests" / "returns"
START_KEYS = {"method", "example", "tier", "areas", "language", "data"}
KEYS = {
    "about", "start", "edits", "save", "answers", "context", "competences", "envelope", "problems", "unread", "again",
    "mended", "letter",
}  # fmt: skip
PARTS = ("context", "answers")
NONE, NOTES = "none", "notes"
"""Nothing of a part is left, or only what stands beside its answers."""

Told = tuple[str, str, str]
"""A code with the sheet and the cell where it must stand."""


@dataclass(frozen=True)
class Recipe:
    """One recipe as it stands in its file."""

    name: str
    about: str
    start: Mapping[str, Any]
    edits: tuple[Mapping[str, Any], ...] = ()
    save: Mapping[str, Any] = field(default_factory=dict)
    answers: Any = field(default_factory=dict)
    context: Any = field(default_factory=dict)
    competences: Mapping[str, Any] | None = None
    envelope: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    again: tuple[str, ...] | None = None
    mended: Mapping[str, Any] = field(default_factory=dict)
    letter: bool = False

    @property
    def office(self) -> bool:
        """Whether LibreOffice has to save it."""
        return self.save.get("by") == "libreoffice"


@dataclass(frozen=True)
class Made:
    """A return that was made by a recipe: the file, what it began as, and the workbook that was saved into it."""

    recipe: Recipe
    path: Path
    begun: Start
    held: Return

    def at(self, place: str) -> tuple[str, str]:
        """The sheet and cell of a place, as the file has them."""
        sheet, cell = self.held.address(place)
        return (self.path.stem if self.recipe.save.get("as") == "csv" else sheet), cell

    def read(self) -> Scored | Rejected:
        """Read and score it."""
        return read(self.path, self.begun.method)


@cache
def recipes(folder: str) -> Mapping[str, Recipe]:
    """Every recipe of a folder by its name."""
    return {path.stem: _recipe(path) for path in sorted((FOLDER / folder).glob("*.yaml"))}


def _recipe(path: Path) -> Recipe:
    document = read_yaml(path.read_text(encoding="utf-8"), path.name)
    assert not document.problems, document.problems
    held = dict(document.data)
    assert held.keys() <= KEYS, (path.name, held.keys() - KEYS)
    assert held["start"].keys() <= START_KEYS, path.name
    for key in ("edits", "problems", "unread"):
        held[key] = tuple(held.get(key, ()))
    held["again"] = tuple(held["again"]) if "again" in held else None
    return Recipe(path.stem, **held)


def make(recipe: Recipe, folder: Path) -> Made:
    """Build the file that a recipe tells of."""
    begun = start(**recipe.start)
    held = Return(begun.content)
    for edit in recipe.edits:
        held.apply(edit)
    save = recipe.save
    path = folder / save.get("name", f"return.{save.get('as', 'xlsx')}")
    if recipe.office:
        from support.office import convert

        (folder / "typed").mkdir()
        typed = folder / "typed" / path.with_suffix(".xlsx").name
        typed.write_bytes(held.content() if recipe.edits else begun.content)
        assert convert(typed, save.get("as", "xlsx"), folder) == path
    else:
        path.write_bytes(_saved(held, save) if recipe.edits or save else begun.content)
    return Made(recipe, path, begun, held)


def _saved(held: Return, save: Mapping[str, Any]) -> bytes:
    match save.get("as", "xlsx"):
        case "ods":
            return open_document(held.grids)
        case "csv":
            options = {key: save[key] for key in ("delimiter", "encoding") if key in save}
            return text_table(held.sheet(save.get("sheet", "questions")), **options)
        case _:
            return held.content()


# what must come of it


def expected(made: Made) -> Submission:
    """The submission that the file must give: what the template began with, and the differences that the recipe names."""
    recipe, data = made.recipe, made.begun.data
    changed = {part: _changed(data.get(part, {}), getattr(recipe, part)) for part in PARTS}
    competences = data.get("competences", {}) if recipe.competences is None else recipe.competences
    raw = {**data, **changed, "competences": competences, **recipe.envelope}
    submission, _ = submission_from(raw, made.begun.assessment)
    assert submission is not None
    return bare(submission)


def _changed(held: Mapping[str, Any], changes: Any) -> dict[str, Any]:
    """Give answers other values; what stands beside them stays as it was."""
    if changes == NONE:
        return {}
    if changes == NOTES:
        return {asked: {**beside, "state": "skipped"} for asked, raw in held.items() if (beside := _beside(raw))}
    changed = {asked: raw if raw is None else _with_beside(held.get(asked), raw) for asked, raw in changes.items()}
    return {asked: raw for asked, raw in {**held, **changed}.items() if raw is not None}


def _with_beside(held: Any, raw: Any) -> Any:
    if not (beside := _beside(held)):
        return raw
    return {**beside, **(raw if isinstance(raw, dict) else {"state": raw} if raw == "DK" else {"value": raw})}


def _beside(held: Any) -> dict[str, Any]:
    return {key: held[key] for key in ENTRY_KEYS if key in held} if isinstance(held, dict) else {}


def without(submission: Submission, unread: tuple[str, ...]) -> Submission:
    """A submission without some of its answers and facts."""
    held = {part: _kept(getattr(submission, part), unread) for part in PARTS}
    return replace(submission, context=held["context"], answers=held["answers"])


def _kept(entries: Mapping[str, Entry], unread: tuple[str, ...]) -> dict[str, Entry]:
    return {asked: entry for asked, entry in entries.items() if asked not in unread}


def wanted(made: Made) -> list[Told]:
    """The problems that must be told, with the place of each."""
    return sorted(_told(made, each) for each in made.recipe.problems)


def _told(made: Made, text: str) -> Told:
    code, _, place = text.partition(" ")
    return (code, *(made.at(place) if place else ("", "")))


def told(problems: tuple[Problem, ...]) -> list[Told]:
    """Problems as a recipe names them."""
    return sorted((each.code, each.where.sheet, each.where.cell) for each in problems)


# what goes back


@dataclass(frozen=True)
class Place:
    """A cell of a template by its slot and column."""

    slot: str
    column: str


def marked(held: Return) -> dict[Place, Box]:
    """The cells of a marked-up return that have a comment."""
    return {spot: box for spot, box in places(held) if box.comment}


def places(held: Return) -> Iterator[tuple[Place, Box]]:
    """Every cell of the two tables of a template with its slot and column."""
    for word in ("region", "questions"):
        grid, columns = held.sheet(word), held.columns[word]
        for row in range(2, len(grid.rows)):
            slot = grid.at(row, columns["id"]).value if columns else None
            if isinstance(slot, str):
                yield from ((Place(slot, column), grid.at(row, at)) for column, at in columns.items())


def place_at(held: Return, sheet: str, cell: str) -> Place | None:
    """The slot and column of a cell of a template."""
    for word in ("region", "questions"):
        grid, columns = held.sheet(word), held.columns[word]
        if grid.title == sheet and cell and columns:
            row, at = place(cell)
            slot = grid.at(row, columns["id"]).value
            column = next((code for code, each in columns.items() if each == at), None)
            return Place(slot, column) if isinstance(slot, str) and row > 1 and column else None
    return None


def raw_text(made: Made, sheet: str, cell: str) -> str:
    """What a cell of the file shows, word for word."""
    return shown(made.held.sheet(sheet).at(*place(cell)))
