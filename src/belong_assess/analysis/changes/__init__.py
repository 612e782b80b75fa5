"""What changed between two versions of a method, and what each change does to answers and scores.

`walk` finds differences of values, `questionnaire`, `answer_forms` and `indicators` know where things of a method stand,
`effects` says what a change of each field does, `links` which questions it can touch. `versions` proposes the next
version, `moves` says which scores move and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from belong_assess.analysis.changes.answer_forms import Found
from belong_assess.analysis.changes.change import EFFECTS, Change, Effect, Mapping
from belong_assess.analysis.changes.effects import effect_of
from belong_assess.analysis.changes.indicators import indicator_changes
from belong_assess.analysis.changes.links import EVERYWHERE, items_of, nodes_of
from belong_assess.analysis.changes.questionnaire import QuestionnaireChanges
from belong_assess.analysis.changes.renaming import mapping_to, renamed
from belong_assess.analysis.changes.walk import Difference
from belong_assess.model.assessment import Assessment

ASKED_OTHERWISE = ("tier", "competence", "refuses", "asked_when", "roles", "tiers.order", "minimum", "maximum")
"""Changes of meaning that can move a number all the same: the question is asked, or may be left out, elsewhere."""


@lru_cache(maxsize=8)
def compare(old: Assessment, new: Assessment) -> tuple[Change, ...]:
    """Return every change from one version to another, the gravest first, then in the order of the method."""
    mapping = mapping_to(new.questionnaire, old.questionnaire.version)
    earlier = _renamed(old, mapping)
    was = {mapping.now_of(item): item for item in answered(old)}
    found = chain(QuestionnaireChanges(earlier, new, mapping, was).found(), indicator_changes(earlier, new))
    changes = [_change(earlier, new, difference, effect) for difference, effect in found]
    return tuple(sorted(changes, key=lambda change: EFFECTS.index(change.effect)))


def answered(method: Assessment) -> Iterator[str]:
    """Every id under which an answer or a fact may stand."""
    return chain(method.facts, method.items, sorted(method.part_ids))


def _renamed(old: Assessment, mapping: Mapping) -> Assessment:
    asked, measured = renamed(old.questionnaire, mapping), renamed(old.indicators, mapping)
    return Assessment(asked, measured, old.questionnaire_hash, old.indicators_hash, old.language, old.review)


def _change(old: Assessment, new: Assessment, difference: Difference, effect: Effect | None) -> Change:
    path = difference.path
    shape = path[-1][0]
    known = effect or effect_of(shape, difference.field, gone=not difference.field and difference.new is None)
    methods = old, new
    items = items_of(methods, path)
    return Change(
        path=path,
        field=difference.field,
        effect=known,
        old=difference.old,
        new=difference.new,
        items=items,
        nodes=nodes_of(methods, path, items),
        everywhere=shape in EVERYWHERE,
        moves=not difference.is_text and (known in ("breaks", "mapped", "scores") or difference.field in ASKED_OTHERWISE),
    )


__all__ = ["EFFECTS", "Change", "Effect", "Found", "Mapping", "answered", "compare", "mapping_to"]
