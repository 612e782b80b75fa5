"""Plants a defect in the text of a method: at a random one of all possible places, and knows the line that it changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from belong_assess.problems import Problem
from belong_assess.workflows.check_method import check_method
from support.methods import ROOT, SMALL

Place = tuple[str, int]
"""A file by its name in messages, and a line of it, counted from 0."""

FOLDERS = ("questionnaires/regional", "indicators/regional")


@dataclass(frozen=True)
class Text:
    """The files of a method as lines without their ends."""

    files: dict[str, list[str]]

    def places(self, files: str, pattern: str) -> list[Place]:
        """Return every line that a pattern is found in, in the files whose name holds a text."""
        held = ((name, lines) for name, lines in self.files.items() if files in name)
        return [(name, index) for name, lines in held for index, line in enumerate(lines) if re.search(pattern, line)]

    def line(self, place: Place) -> str:
        return self.files[place[0]][place[1]]

    def put(self, place: Place, line: str) -> None:
        self.files[place[0]][place[1]] = line

    def insert(self, place: Place, line: str) -> None:
        """Make a line the new one at a place; the lines from there on move down."""
        self.files[place[0]].insert(place[1], line)

    def delete(self, place: Place, count: int = 1) -> None:
        del self.files[place[0]][place[1] : place[1] + count]

    def back(self, place: Place, pattern: str) -> Place:
        """Return the nearest line before a place that a pattern is found in."""
        name, index = place
        return next((name, i) for i in range(index - 1, -1, -1) if re.search(pattern, self.files[name][i]))

    def block(self, place: Place) -> int:
        """Count the lines of an entry: its own, and those below it that are indented deeper."""
        lines = self.files[place[0]][place[1] :]
        depth = len(lines[0]) - len(lines[0].lstrip())
        deeper = " " * (depth + 1)
        return next((i for i, line in enumerate(lines) if i and line.strip() and not line.startswith(deeper)), len(lines))


Plant = Callable[[Text, Random], Place]


@dataclass(frozen=True)
class Kind:
    """A kind of defect: the code that must be reported, and how it is planted; the place is where it must be reported."""

    name: str
    code: str
    plant: Plant


def replacing(code: str, files: str, pattern: str, replacement: str, name: str = "") -> Kind:
    """A defect made by changing one line, and reported there: `replacement` may use the groups of the pattern."""

    def plant(text: Text, rng: Random) -> Place:
        place = rng.choice(text.places(files, pattern))
        text.put(place, re.sub(pattern, replacement, text.line(place), count=1))
        return place

    return Kind(name or code, code, plant)


def inserting(code: str, files: str, after: str, line: str, name: str = "") -> Kind:
    """A defect made by adding a line after one that a pattern is found in, and reported in the new line."""

    def plant(text: Text, rng: Random) -> Place:
        found = rng.choice(text.places(files, after))
        place = (found[0], found[1] + 1)
        text.insert(place, line)
        return place

    return Kind(name or code, code, plant)


class Workshop:
    """A copy of the shipped method in a folder of its own, spoilt and repaired file by file; the small one stands beside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in FOLDERS:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("cases", "translations"))
        shutil.copytree(SMALL / "indicators", folder / "indicators" / "small", ignore=shutil.ignore_patterns("cases"))
        paths = [path for name in FOLDERS for path in sorted((folder / name).rglob("*.yaml"))]
        self.files = {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8").split("\n") for p in paths}

    def text(self) -> Text:
        """Return the sound text, to be changed."""
        return Text({name: list(lines) for name, lines in self.files.items()})

    def check(self, text: Text) -> tuple[Problem, ...]:
        """Check a changed text, and put the files back."""
        changed = {name: lines for name, lines in text.files.items() if lines != self.files[name]}
        self._write(changed)
        try:
            return check_method(self.folder / FOLDERS[0], self.folder / FOLDERS[1])[1]
        finally:
            self._write({name: self.files[name] for name in changed})

    def _write(self, files: dict[str, list[str]]) -> None:
        for name, lines in files.items():
            (self.folder / name).write_text("\n".join(lines), encoding="utf-8")
