"""How the form of an answer differs between two versions, and whether stored answers survive it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from belong_assess.analysis.changes.change import Effect, Mapping, Path
from belong_assess.analysis.changes.effects import effect_of
from belong_assess.analysis.changes.walk import Difference, differences, listed, words
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Answer, Choice, Group, Option, Pick, Steps, Ticks

Found = tuple[Difference, Effect | None]
"""A difference, with its effect where the table of fields does not say it."""


class AnswerForms:
    """Compares the forms of answers of two versions; ids are those of the new one, the mapping goes by the old ones."""

    def __init__(self, old: Assessment, new: Assessment, mapping: Mapping) -> None:
        self.old = old
        self.new = new
        self.mapping = mapping

    def compare(self, was: str, before: Answer, after: Answer, path: Path) -> Iterator[Found]:
        """Yield how the answer to one question, sub-question or fact differs; `was` is its earlier id."""
        if _has_steps(before) and _has_steps(after):
            yield from self.steps(was, before, after, path)
        elif type(before) is not type(after):
            yield Difference(path, "kind", before, after), None
        elif isinstance(after, (Ticks, Pick)):
            yield from self.ticks(was, before, after, path)
        elif isinstance(after, Group):
            yield from self.group(was, before, after, path)
        else:
            yield from ((each, _limit(each, type(after).__name__)) for each in differences(before, after, path))

    def steps(self, was: str, before: Any, after: Any, path: Path) -> Iterator[Found]:
        """A shared scale that both versions have speaks for itself, once for all questions that use it."""
        if isinstance(before, Choice) and isinstance(after, Choice) and before.scale == after.scale:
            return
        given, taken = self.old.options_of(before), self.new.options_of(after)
        if isinstance(before, Steps) and isinstance(after, Steps):
            if before.ladder != after.ladder:
                yield Difference(path, "ladder", before.ladder, after.ladder), effect_of("Steps", "ladder")
            yield from self.options([was], given, taken, path)
        elif labels(given) == labels(taken):
            yield Difference(path, "scale", before, after), "safe"
        else:
            yield Difference(path, "scale", before, after), "mapped" if self.carries([was], given, taken) else None

    def options(
        self, carried: list[str], before: tuple[Option, ...], after: tuple[Option, ...], path: Path
    ) -> Iterator[Found]:
        """Compare steps. What a mapping gives another place is the same step, and its words are compared there."""
        steps = {str(o.value) for o in before}
        if carried and all(steps <= self.mapping.values.get(was, {}).keys() for was in carried):
            if labels(before) != labels(after):
                yield Difference(path, "scale", before, after), "mapped"
            return
        for each in listed(before, after, path, "options"):
            mapped = each.new is None and not each.field and self.has_steps(carried, each.path[-1][1], after)
            yield each, "mapped" if mapped else None

    def has_steps(self, carried: list[str], step: str, after: tuple[Option, ...]) -> bool:
        known = {option.value for option in after}
        return bool(carried) and all(self.mapping.values.get(was, {}).get(step) in known for was in carried)

    def carries(self, carried: list[str], before: tuple[Option, ...], after: tuple[Option, ...]) -> bool:
        """Say whether every step has a declared place."""
        return all(self.has_steps(carried, str(option.value), after) for option in before)

    def ticks(self, was: str, before: Any, after: Any, path: Path) -> Iterator[Found]:
        """Compare options with ids: renamed ones with themselves; a new one moves no fact."""
        renames = self.mapping.options.get(was, {})
        moved = tuple(replace(o, id=renames.get(o.id) or o.id) for o in before.options)
        for option in before.options:
            if (now := renames.get(option.id)) and now != option.id:
                yield Difference((*path, ("Tick", now)), "id", option.id, now), "mapped"
        for each in listed(moved, after.options, path, "options"):
            gone, came = not each.field and each.new is None, not each.field and each.old is None
            if gone and each.path[-1][1] in renames:
                yield each, "mapped"
            else:
                yield each, "meaning" if came and isinstance(after, Pick) else None
        if isinstance(after, Pick) and before.several != after.several:
            effect = effect_of("Pick", "several") if after.several else "breaks"
            yield Difference(path, "several", before.several, after.several), effect

    def group(self, was: str, before: Any, after: Any, path: Path) -> Iterator[Found]:
        known = {part.id: part for part in before.parts}
        moved = {self.mapping.now_of(f"{was}.{part}").rpartition(".")[2]: part for part in known}
        parts = tuple(replace(known[part], id=now) for now, part in moved.items())
        for now, part in moved.items():
            if now != part:
                yield Difference((*path, ("Part", now)), "id", part, now), None
        for each in listed(parts, after.parts, path, "parts", apart=("answer",)):
            yield each, None
        later = {part.id: part for part in after.parts}
        for now, part in moved.items():
            if now in later:
                at = (*path, ("Part", now))
                yield from self.compare(f"{was}.{part}", known[part].answer, later[now].answer, at)


def labels(options: tuple[Option, ...]) -> dict[int, object]:
    """What each step says."""
    return {option.value: words(option.label) for option in options}


def _has_steps(answer: Answer) -> bool:
    return isinstance(answer, (Choice, Steps))


def _limit(each: Difference, shape: str) -> Effect:
    """A limit that became narrower may refuse stored answers; a wider one refuses none."""
    if each.field not in ("minimum", "maximum"):
        return effect_of(shape, each.field)
    before, after = (None if held is None else Decimal(held) for held in (each.old, each.new))
    narrower = after is not None and (before is None or (after > before if each.field == "minimum" else after < before))
    return "breaks" if narrower else effect_of(shape, each.field)
