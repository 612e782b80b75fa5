"""Takes what comes of each file, in order, to where it goes: tables, results, cohort, workbook, manifest."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Protocol

from belong_assess.analysis.cohort import Cohort, CohortTally
from belong_assess.files.records import csv_head
from belong_assess.problems import has_errors
from belong_assess.results.record import Record
from belong_assess.results.result import Stamp
from belong_assess.version import __version__
from belong_assess.workflows.batch.digests import digest_or_none
from belong_assess.workflows.batch.manifest import Came, Manifest, Return, manifest_bytes
from belong_assess.workflows.batch.outputs import Outputs, Written, check_package
from belong_assess.workflows.batch.plan import Plan
from belong_assess.workflows.batch.returns import ReturnNames
from belong_assess.workflows.batch.summary import summary_data
from belong_assess.workflows.batch.targets import CannotWrite, Targets, check_replaceable, check_returns, returns_of
from belong_assess.workflows.batch.units import Ended, Halt, MadeReturn, Message, Piece

FORMAT = "belong-assess/results/1"
NEXT = b",\n"
_NAMES = tuple(each.name for each in fields(Stamp))


class Book(Protocol):
    """A results workbook that is written as records come."""

    def add(self, record: Record) -> None:
        """Take in one record."""

    def finish(self, cohort: Cohort) -> None:
        """Write what is said of all together, and close the file."""


Words = Callable[[Cohort], Sequence[str]]
"""Says what is to be said of a cohort, line by line."""


@dataclass
class _Open:
    """What has come so far of the input that is read just now."""

    states: Counter[str] = field(default_factory=Counter)
    returns: list[MadeReturn] = field(default_factory=list)


class Gathering:
    """One batch as it comes in. Nothing is kept of a record but what the cohort keeps."""

    def __init__(self, outputs: Outputs, plan: Plan, basis: Mapping[str, Any], book: Book | None, words: Words) -> None:
        self.outputs = outputs
        self.plan = plan
        self.basis = basis
        self.book = book
        self.words = words
        self.tally = CohortTally()
        self.names = ReturnNames()
        self.came: list[Came] = []
        self.methods: Counter[Stamp] = Counter()
        self.errors = 0
        self.moves: list[tuple[Path, Path]] = []
        self.now = _Open()
        self.texts = self._texts(outputs.targets.formats)
        self.first = True

    def _texts(self, formats: tuple[str, ...]) -> dict[str, Written]:
        targets = self.outputs.targets
        texts = {form: self.outputs.open(targets.file(form)) for form in formats if form != "xlsx"}
        head = {"format": FORMAT, "program": __version__}
        for form, opened in texts.items():
            opened.write(f'{json.dumps(head)[:-1]}, "records": [\n'.encode() if form == "json" else csv_head().encode())
        return texts

    def take(self, message: Message) -> bool:
        """Take a message; say whether a file came to its end with it. Raises CannotWrite and OSError."""
        if isinstance(message, Piece):
            self._piece(message)
        elif isinstance(message, Halt):
            raise _cannot_go_on(message, self.outputs)
        elif message.last:
            self._ended(message)
            return True
        return False

    def _piece(self, piece: Piece) -> None:
        for record in piece.records:
            self.now.states[record.state] += 1
            self.errors += has_errors(record.problems)
            if record.stamp is not None:
                self.methods[record.stamp] += 1
            self.tally.add(record)
            if self.book is not None:
                self.book.add(record)
        self.now.returns += piece.returns
        if "csv" in self.texts:
            self.texts["csv"].write(piece.csv)
        if "json" in self.texts and piece.json:
            rows = piece.json[:-1].replace(b"\n", NEXT)
            self.texts["json"].write(rows if self.first else NEXT + rows)
            self.first = False

    def _ended(self, message: Ended) -> None:
        given = self.plan.inputs.files[message.number]
        kept = self.plan.kept.get(given.name)
        states = self.now.states
        state = "mixed" if len(states) > 1 else next(iter(states), "rejected")
        content = message.content
        made = self.now.returns if kept is None else [self._again(each) for each in kept.returns]
        returns = tuple(self._placed(each) for each in made)
        self.came.append(Came(given.name, content.size, content.sha256, state, states.total(), returns, content.beside))
        self.now = _Open()

    def _placed(self, made: MadeReturn) -> Return:
        """Give a return its name."""
        name = self.names.name(made.asked)
        self.moves.append((Path(made.path), self.outputs.targets.returns / name))
        return Return(name, made.asked, made.sha256)

    def _again(self, made: Return) -> MadeReturn:
        """Take an earlier return over: its place may go to another one."""
        path = self.outputs.returns / f"kept-{made.file}"
        shutil.copyfile(self.outputs.targets.returns / made.file, path)
        return MadeReturn(made.asked, str(path), made.sha256)

    def finish(self, earlier: Manifest | None, *, force: bool) -> Manifest:
        """Close all outputs, read them back, and put them in place together. Raises CannotWrite and OSError."""
        check_replaceable(self.outputs.targets, earlier, force=force)  # somebody may have written there meanwhile
        check_returns([target for _, target in self.moves], self.outputs.targets, earlier, force=force)
        cohort = self.tally.cohort()
        digests = {self.outputs.targets.file(form).name: digest for form, digest in self._closed(cohort).items()}
        manifest = Manifest(
            basis=self.basis,
            methods=tuple(_method(stamp, count) for stamp, count in sorted(self.methods.items(), key=_by_names)),
            inputs=tuple(self.came),
            passed_over={str(reason): names for reason, names in self.plan.inputs.passed_over.items()},
            outputs=digests,
            summary=summary_data(cohort, said=self.words(cohort), errors=self.errors, returns=len(self.moves)),
        )
        self._put_in_place(manifest, earlier)
        return manifest

    def _closed(self, cohort: Cohort) -> dict[str, str]:
        digests = {}
        if "json" in self.texts:
            self.texts["json"].write(b"\n]}\n" if not self.first else b"]}\n")
        if self.book is not None:
            self.book.finish(cohort)
            path = self.outputs.path(self.outputs.targets.file("xlsx"))
            check_package(path)
            digests["xlsx"] = _digest(path)
        digests |= {form: opened.finish() for form, opened in self.texts.items()}
        return digests

    def _put_in_place(self, manifest: Manifest, earlier: Manifest | None) -> None:
        targets = self.outputs.targets
        file = self.outputs.open(targets.manifest)
        file.write(manifest_bytes(manifest))
        file.finish()
        wanted = [*(targets.file(form) for form in targets.formats), targets.manifest]
        moves = [*self.moves, *((self.outputs.path(target), target) for target in wanted)]
        self.outputs.put_in_place(moves, _gone(earlier, {target for _, target in moves}, targets))


def _digest(path: Path) -> str:
    digest = digest_or_none(path)
    if digest is None:
        raise CannotWrite("batch.not_read_back", file=path.name)
    return digest


def _gone(earlier: Manifest | None, kept: set[Path], targets: Targets) -> list[Path]:
    """Return what the earlier batch wrote and this one does not; what was changed since belongs to whoever changed it."""
    if earlier is None:
        return []
    before = {targets.folder / name: digest for name, digest in earlier.outputs.items()} | returns_of(targets, earlier)
    return [path for path, digest in before.items() if path not in kept and digest_or_none(path) == digest]


def _cannot_go_on(message: Halt, outputs: Outputs) -> CannotWrite:
    return CannotWrite("batch.cannot_write", file=outputs.targets.returns.name, reason=message.reason)


def _method(stamp: Stamp, count: int) -> dict[str, Any]:
    return {**dict(zip(_NAMES, _by_names((stamp, count)), strict=True)), "submissions": count}


def _by_names(each: tuple[Stamp, int]) -> tuple[str, ...]:
    return tuple(getattr(each[0], name) for name in _NAMES)
