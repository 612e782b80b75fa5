"""Which ids stand twice where they must be unique, and which are no ids at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from belong_assess.analysis.soundness.places import answers, asked, caps, problem, rules
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import CombinationRule
from belong_assess.model.own_questions import is_own
from belong_assess.model.questionnaire import Group
from belong_assess.problems import PathKey, Problem

Named = tuple[PathKey, str]

FORM = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")
"""What an id looks like: it becomes part of keys, sheet cells and file names."""


def identities(assessment: Assessment) -> Iterator[Problem]:
    """Yield every repeated id at its second place, and every id of a form that could be mistaken for something else."""
    sections = _ids(("questionnaire", "sections"), assessment.questionnaire.sections)
    yield from _repeated("method.section_repeated", sections)
    spaces = [*_asked(assessment), *_measured(assessment)]
    for space in spaces:
        yield from _repeated("method.repeated_id", space)
    for path, name in [*sections, *(named for space in spaces for named in space)]:
        if not FORM.match(name):
            yield problem("method.id_malformed", path, found=name, expected="A-Z a-z 0-9 _ . -")
    for path, name in [*sections, *_items(assessment), *_nodes(assessment)]:
        if is_own(name):
            yield problem("method.id_reserved", path, found=name)


def _repeated(code: str, space: Iterable[Named]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, name in space:
        if name in seen:
            yield problem(code, path, found=name)
        seen.add(name)


def _ids(path: PathKey, things: Sequence[object]) -> list[Named]:
    return [((*path, index, "id"), str(getattr(thing, "id", ""))) for index, thing in enumerate(things)]


def _asked(assessment: Assessment) -> Iterator[list[Named]]:
    """The id spaces of a questionnaire; items, context facts and the parts of groups share one."""
    held = assessment.questionnaire
    at: PathKey = ("questionnaire",)
    yield _ids((*at, "tiers"), held.tiers)
    yield _ids((*at, "scales"), held.scales)
    yield _ids((*at, "glossary"), held.glossary)
    yield _ids((*at, "competences", "fields"), held.competences.fields)
    yield _ids((*at, "competences", "roles"), held.competences.roles)
    yield _ids((*at, "competences", "presets"), held.competences.presets)
    yield [*_items(assessment), *_parts(assessment)]


def _items(assessment: Assessment) -> Iterator[Named]:
    for path, _, item in asked(assessment):
        yield (*path, "id"), item.id


def _parts(assessment: Assessment) -> Iterator[Named]:
    """A part is answered under `item.part`."""
    for path, item, answer in answers(assessment):
        if isinstance(answer, Group):
            for index, part in enumerate(answer.parts):
                yield (*path, "parts", index, "id"), f"{item.id}.{part.id}"


def _nodes(assessment: Assessment) -> list[Named]:
    held = assessment.indicators
    at: PathKey = ("indicators",)
    bars = [named for v, view in enumerate(held.views) for named in _ids((*at, "views", v, "bars"), view.bars)]
    return [*_ids((*at, "areas"), held.areas), *_ids((*at, "aggregates"), held.aggregates), *bars]


def _measured(assessment: Assessment) -> Iterator[list[Named]]:
    """The id spaces of indicators; areas, aggregates and bars share one, because all of them are nodes."""
    held = assessment.indicators
    at: PathKey = ("indicators",)
    yield _ids((*at, "rules"), held.rules)
    yield _ids((*at, "bands"), held.bands)
    yield _ids((*at, "views"), held.views)
    yield _ids((*at, "findings"), held.findings)
    yield _ids((*at, "practices"), held.practices)
    yield [((*path, "id"), cap.id) for path, _, cap in caps(assessment)]
    yield _nodes(assessment)
    for path, rule in rules(assessment):
        if isinstance(rule, CombinationRule):
            yield [((*path, "parts", p, "part"), part.part) for p, part in enumerate(rule.parts)]
