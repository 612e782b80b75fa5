"""Several workers that read one list of files: results in the order of the list, whatever becomes of a worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import wait

from belong_assess.errors import BelongAssessError
from belong_assess.problems import Problem
from belong_assess.workflows.batch.reading import died, left_out, too_slow
from belong_assess.workflows.batch.units import Message, Piece, Task, Unit
from belong_assess.workflows.batch.workers import Worker, way_to_start

LOT = 8
"""Files that are handed over together."""
AHEAD = 2
"""Lots that a worker holds, so that it never waits for the next one."""
LOTS_A_WORKER = 4
"""Lots that may be on the way for each worker: that far may the others be ahead of the slowest."""
MOST_HELD = 8_000_000
"""Bytes of results that may wait for their turn; above that, only the worker whose turn it is is listened to."""
PATIENCE = 60.0
"""Seconds within which a worker has to say something of the file that it reads."""
STILLBORN = 3
"""So many workers that end before they have begun are no accident."""


@dataclass(eq=False)
class Lot:
    """Files that are read in a row: those still to come, and what has come. `lethal`: the first one has ended a worker."""

    units: deque[Unit]
    come: deque[Message] = field(default_factory=deque)
    lethal: bool = False

    @property
    def held(self) -> int:
        """Bytes that wait for their turn."""
        return sum(message.size for message in self.come if isinstance(message, Piece))

    def is_over(self) -> bool:
        """Say whether all has come and has been passed on."""
        return not self.units and not self.come


@dataclass(eq=False)
class Post:
    """A worker, and the lots that it reads, each with the number of files that it was given of it."""

    worker: Worker
    given: deque[tuple[Lot, int]] = field(default_factory=deque)


class Crew:
    """Reads units with several processes. Use it as a context: no worker outlives it."""

    def __init__(self, task: Task, jobs: int, *, patience: float = PATIENCE, start: str = "") -> None:
        self.task = task
        self.jobs = jobs
        self.patience = patience
        self.start = start or way_to_start()
        self.posts: list[Post] = []
        self.todo: deque[Lot] = deque()
        self.on_the_way: deque[Lot] = deque()
        self.coming: Iterator[Unit] = iter(())
        self.stillborn = 0

    def __enter__(self) -> Crew:
        for _ in range(self.jobs):
            self._hire()
        return self

    def __exit__(self, *_: object) -> None:
        for post in self.posts:
            post.worker.end()

    def begin(self, units: Iterable[Unit]) -> None:
        """Let the workers begin, while whoever waits for them still prepares."""
        self.coming = iter(units)
        self._take_on()
        self._hand_out()

    def messages(self) -> Iterator[Message]:
        """Return what comes of the units, in their order."""
        while self._take_on():
            self._hand_out()
            yield from self._of_the_first()
            if self.on_the_way:
                self._listen()

    # lots

    def _take_on(self) -> bool:
        """Take new units on as far as there is room; say whether there is anything left to do."""
        while len(self.on_the_way) < self.jobs * LOTS_A_WORKER and (units := self._next_units()):
            lot = Lot(units)
            self.on_the_way.append(lot)
            self.todo.append(lot)
        return bool(self.on_the_way)

    def _next_units(self) -> deque[Unit]:
        """Some files, or one part of a large one: the next worker takes the next part."""
        units: deque[Unit] = deque()
        for unit in self.coming:
            units.append(unit)
            if len(units) == LOT or unit.part is not None:
                break
        return units

    def _hand_out(self) -> None:
        """Give every worker one lot before any has a second one."""
        for filled in range(AHEAD):
            for post in self.posts:
                if self.todo and len(post.given) == filled:
                    lot = self.todo.popleft()
                    units = [lot.units[0]] if lot.lethal else list(lot.units)
                    post.given.append((lot, len(units)))
                    post.worker.give(units)

    def _of_the_first(self) -> Iterator[Message]:
        """Pass on what has come for the lots whose turn it is."""
        while self.on_the_way:
            first = self.on_the_way[0]
            while first.come:
                yield first.come.popleft()
            if not first.is_over():
                return
            self.on_the_way.popleft()

    # workers

    def _hire(self) -> None:
        self.posts.append(Post(Worker(self.task, [post.worker for post in self.posts], self.start)))

    def _listen(self) -> None:
        """Wait until somebody has something to say, or is no more."""
        heard = self._listened_to()
        watched = [each.worker.pipe for each in heard] + [each.worker.process.sentinel for each in self.posts]
        wait(watched, timeout=min(self.patience, 1.0))
        for post in heard:
            if post.worker.waiting():
                self._receive(post)
        for post in list(self.posts):
            if not post.worker.is_alive():
                self._bury(post)
            elif post.worker.silent_for() > self.patience:
                self._give_up(post)

    def _listened_to(self) -> Sequence[Post]:
        first, others = self.on_the_way[0], list(self.on_the_way)[1:]
        if sum(lot.held for lot in others) < MOST_HELD:
            return self.posts
        return [each for each in self.posts if any(lot is first for lot, _ in each.given)] or self.posts

    def _receive(self, post: Post) -> bool:
        """Take one message; say whether there was one."""
        try:
            message = post.worker.receive()
        except EOFError:
            return False
        if message is not None:
            self._take(post, message)
        return True

    def _take(self, post: Post, message: Message) -> None:
        lot, left = post.given[0]
        lot.come.append(message)
        if isinstance(message, Piece):
            lot.units[0] = replace(lot.units[0], skip=lot.units[0].skip + message.count)
            return
        self._read_through(lot)
        post.given[0] = (lot, left - 1)
        if left == 1:
            post.given.popleft()
            self._go_on_with(lot)

    def _read_through(self, lot: Lot) -> None:
        lot.units.popleft()
        lot.lethal = False

    def _go_on_with(self, lot: Lot) -> None:
        if lot.units:
            self.todo.appendleft(lot)

    # what goes amiss

    def _bury(self, post: Post) -> None:
        """A worker has died: hear what it still said, and read the file that it was at again, alone. Twice is enough."""
        while post.worker.waiting() and self._receive(post):
            pass
        if not post.worker.ready:
            self.stillborn += 1
            if self.stillborn >= STILLBORN:
                raise BelongAssessError("batch.no_workers")
        lot = post.given[0][0] if post.given else None
        if lot is not None and post.worker.ready:
            if lot.lethal:
                self._leave_out(lot, died(lot.units[0].name))
            else:
                lot.lethal = True
        self._replace(post)

    def _give_up(self, post: Post) -> None:
        """A worker says nothing any more: end it. The file that it is at would take as long again, and is left out."""
        lot, _ = post.given[0]
        self._leave_out(lot, too_slow(lot.units[0].name, self.patience))
        self._replace(post)

    def _leave_out(self, lot: Lot, problem: Problem) -> None:
        lot.come += left_out(lot.units[0], problem, self.task)
        self._read_through(lot)

    def _replace(self, post: Post) -> None:
        """Put a new worker in the place of one, and what that one had to read back to the front."""
        self.posts.remove(post)
        post.worker.end()
        for lot, _ in reversed(post.given):
            self._go_on_with(lot)
        self._hire()
