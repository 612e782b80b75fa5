"""Reads what a batch has to read, with as many processes as pay, and gathers what comes of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from belong_assess.files.disk import DISK, Disk
from belong_assess.language.texts import Language
from belong_assess.values import value
from belong_assess.workflows.batch.basis import Wishes
from belong_assess.workflows.batch.crew import LOT, PATIENCE, Crew
from belong_assess.workflows.batch.gathering import Book, Gathering
from belong_assess.workflows.batch.manifest import Manifest
from belong_assess.workflows.batch.outputs import Outputs, reason_of
from belong_assess.workflows.batch.parts import parts_of, read_part
from belong_assess.workflows.batch.plan import Plan
from belong_assess.workflows.batch.reading import messages_of
from belong_assess.workflows.batch.returns import marked_up
from belong_assess.workflows.batch.targets import CannotWrite, Targets
from belong_assess.workflows.batch.units import Cutter, MarkUp, Message, Piece, Reader, Task
from belong_assess.workflows.batch.words import method_of, said_of
from belong_assess.workflows.score_sources import library_of
from belong_assess.workflows.sources import TABLES

FEW = 40
"""Up to so many files cost less to read here than processes cost to start."""
READ_HERE = (".yaml", ".yml", ".json")
"""What is read without foreign code: nothing in such a file can end the process that reads it."""

Progress = Callable[[int, int, int], None]
"""Hears how many files have been read of how many, and how many submissions they held so far."""


@value
class Means:
    """What a batch works with; tests put something else in its place."""

    read: Reader = read_part
    cut: Cutter | None = None
    mark_up: MarkUp = marked_up
    disk: Disk = DISK
    patience: float = PATIENCE
    start: str = ""
    few: int = FEW


def score_all(
    plan: Plan,
    targets: Targets,
    wishes: Wishes,
    basis: Mapping[str, Any],
    earlier: Manifest | None,
    say: Language,
    *,
    progress: Progress,
    means: Means,
    debug: bool = False,
) -> Manifest:
    """Score all inputs and write all outputs. Raises CannotWrite, and leaves everything as it was then."""
    if wishes.method:
        library_of(wishes.method).present("", wishes.language)  # what is wrong with it is said here, once
    try:
        with Outputs(targets, means.disk) as outputs:
            task = _task(wishes, outputs, means, debug)
            with _reading(plan, task, wishes.jobs, means) as messages, _book(outputs, say, wishes) as book:
                words = partial(said_of, say=say, method=wishes.method)
                gathering = Gathering(outputs, plan, basis, book, words)
                _gather(gathering, messages, len(plan.inputs.files), progress)
                return gathering.finish(earlier, force=wishes.force)
    except OSError as error:
        file = targets.file(targets.formats[0]).name
        raise CannotWrite("batch.cannot_write", file=file, reason=reason_of(error)) from error


def _task(wishes: Wishes, outputs: Outputs, means: Means, debug: bool) -> Task:
    returns = str(outputs.returns) if wishes.returns else ""
    return Task(
        means.read, means.mark_up, wishes.language, wishes.method, wishes.formats, wishes.redact, returns, debug
    )  # fmt: skip


def _gather(gathering: Gathering, messages: Iterator[Message], total: int, progress: Progress) -> None:
    done = submissions = 0
    progress(done, total, submissions)
    for message in messages:
        done += gathering.take(message)
        submissions += message.count if isinstance(message, Piece) else 0
        progress(done, total, submissions)


@contextmanager
def _reading(plan: Plan, task: Task, jobs: int, means: Means) -> Iterator[Iterator[Message]]:
    """Begin to read, here or in other processes; these begin before anything else is prepared, and end in any case."""
    units = plan.units(means.cut or partial(parts_of, method=task.method))
    if _is_read_here(plan, jobs, means):
        yield (message for unit in units for message in messages_of(unit, task))
        return
    with Crew(task, _jobs(jobs, plan), patience=means.patience, start=means.start) as crew:
        crew.begin(units)
        yield crew.messages()


def _is_read_here(plan: Plan, jobs: int, means: Means) -> bool:
    if len(plan.inputs.files) > means.few and jobs != 1:
        return False
    return all(each.path.lower().endswith(READ_HERE) for each in plan.inputs.files)


def _jobs(wanted: int, plan: Plan) -> int:
    """Return how many processes read: as many as were asked for, else one for each core, and none without work.

    A long table is work for all of them.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    files = plan.inputs.files
    long = any(each.path.lower().endswith(TABLES) for each in files)
    return wanted or cores if long else max(1, min(wanted or cores, -(-len(files) // LOT)))


@contextmanager
def _book(outputs: Outputs, say: Language, wishes: Wishes) -> Iterator[Book | None]:
    """Open the results workbook, where one is wanted; what is not finished in the end is given up."""
    if "xlsx" not in wishes.formats:
        yield None
        return
    from belong_assess.views.cohort_book import CohortBook

    methods = partial(method_of, method=wishes.method, language=wishes.language)
    book = CohortBook(outputs.path(outputs.targets.file("xlsx")), say, methods)
    try:
        yield book
    finally:
        book.discard()
