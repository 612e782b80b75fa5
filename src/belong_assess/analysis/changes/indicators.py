"""What changed in what is measured: rules, weights, areas, aggregates, views, bands, minimums, findings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from belong_assess.analysis.changes.answer_forms import Found
from belong_assess.analysis.changes.change import Effect, Path
from belong_assess.analysis.changes.walk import Difference, differences, listed, merged
from belong_assess.model.assessment import Assessment

APART = ("version", "questionnaire", "areas", "aggregates", "views", "findings", "practices")


def indicator_changes(old: Assessment, new: Assessment) -> Iterator[Found]:
    """Yield every difference of two sets of indicators; `old` is already under the ids of `new`."""
    before, after = old.indicators, new.indicators
    whole: Path = (("Indicators", after.id),)
    found = chain(
        differences(before, after, whole, APART),
        listed(before.areas, after.areas, whole, "areas", apart=("items",)),
        _measured(old, new),
        listed(before.aggregates, after.aggregates, whole, "aggregates"),
        listed(before.views, after.views, whole, "views"),
        listed(before.findings, after.findings, whole, "findings"),
        listed(before.practices, after.practices, whole, "practices"),
    )
    return ((each, _effect(each)) for each in found)


def _measured(old: Assessment, new: Assessment) -> Iterator[Difference]:
    """Questions in their areas, wherever they stand. One that is itself new or gone has been said already."""
    for item_id in merged(list(old.measured), list(new.measured)):
        path: Path = (("Measured", item_id),)
        before, after = old.measured.get(item_id), new.measured.get(item_id)
        if before is None or after is None:
            if item_id in old.items and item_id in new.items:
                yield Difference(path, "", before, after)
            continue
        if old.area_of[item_id] != new.area_of[item_id]:
            yield Difference(path, "area", old.area_of[item_id], new.area_of[item_id])
        yield from differences(before, after, path, ("item",))


def _effect(each: Difference) -> Effect | None:
    """Where a finding looks is no part of a score, however deep in it something changed."""
    return "safe" if any(shape in ("Finding", "Practice") for shape, _ in each.path) else None
