"""Whether declared mappings from earlier versions lead somewhere, each answer to one place, with steps and options there."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.analysis.soundness.places import problem
from belong_assess.analysis.soundness.references import option_ids
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Answer, Carried, Choice, Migration, Pick, Steps, Ticks
from belong_assess.problems import PathKey, Problem, closest


def migration_defects(assessment: Assessment) -> Iterator[Problem]:
    """Yield what no answer could be carried by, for every earlier version that the questionnaire names."""
    seen: set[str] = set()
    for m, migration in enumerate(assessment.questionnaire.migrations):
        path: PathKey = ("questionnaire", "migrations", m)
        if migration.from_version in seen:
            yield problem("method.migration_repeated", (*path, "from_version"), found=migration.from_version)
        if migration.from_version == assessment.questionnaire.version:
            yield problem("method.migration_version", (*path, "from_version"), found=migration.from_version)
        seen.add(migration.from_version)
        yield from _repeated(migration, path)
        for c, carried in enumerate(migration.items):
            yield from _carried(assessment, carried, (*path, "items", c))


def _repeated(migration: Migration, path: PathKey) -> Iterator[Problem]:
    for key in ("was", "now"):
        seen: set[str] = set()
        for c, carried in enumerate(migration.items):
            name = getattr(carried, key)
            if name in seen:
                yield problem("method.migration_repeated", (*path, "items", c, key), found=name)
            seen.add(name)


def _carried(assessment: Assessment, carried: Carried, path: PathKey) -> Iterator[Problem]:
    answer = answer_of(assessment, carried.now)
    if answer is None:
        known = [*assessment.items, *assessment.facts, *sorted(assessment.part_ids)]
        near = closest(carried.now, known)
        yield problem("method.migration_unknown", (*path, "now"), found=carried.now, closest=near)
        return
    for key, kinds in (("values", (Choice, Steps)), ("options", (Ticks, Pick))):
        if getattr(carried, key) and not isinstance(answer, kinds):
            yield problem("method.migration_does_not_fit", (*path, key), item=carried.now, found=key)
            return
    yield from _targets(assessment, carried, answer, path)


def _targets(assessment: Assessment, carried: Carried, answer: Answer, path: PathKey) -> Iterator[Problem]:
    known = option_ids(assessment, answer)
    steps = ", ".join(str(each) for each in known)
    for step, now in carried.values.items():
        if not step.isdigit() or now not in known:
            place = (*path, "values", step)
            found = now if step.isdigit() else step
            yield problem("method.migration_step", place, item=carried.now, found=found, expected=steps)
    for option, name in carried.options.items():
        if name is not None and name not in known:
            place = (*path, "options", option)
            near = closest(name, [str(each) for each in known])
            yield problem("method.migration_option", place, item=carried.now, found=name, closest=near)


def answer_of(assessment: Assessment, response_id: str) -> Answer | None:
    """Return the form of the answer to a question, sub-question or fact; `None` where there is none of this id."""
    item = assessment.items.get(response_id) or assessment.facts.get(response_id)
    if item is not None:
        return item.answer
    if response_id not in assessment.part_ids:
        return None
    whole, _, name = response_id.rpartition(".")
    return next(part.answer for part in assessment.parts_of(whole) if part.id == name)
