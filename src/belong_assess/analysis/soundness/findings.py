"""Whether every finding can fire, says something of its own, and names only what can be filled in."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping

from belong_assess.analysis.soundness.claims import claims_of
from belong_assess.analysis.soundness.logic import Verdict, faults
from belong_assess.analysis.soundness.places import Subject, findings, problem, tests
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Finding
from belong_assess.model.predicates import (
    AllTests,
    AnyTest,
    BandTest,
    ConfidenceGap,
    CountTest,
    CoverageTest,
    DocumentedGap,
    MeanTest,
    NodeStateTest,
    NotTest,
    OptionTicked,
    PointsTest,
    ScoreTest,
    ShareTest,
    StateTest,
    Test,
)
from belong_assess.problems import PathKey, Problem, closest
from belong_assess.responses.plain_text import folded
from belong_assess.scoring.predicates import EACH

PLACEHOLDER = re.compile(r"\{(\w*)\}?|\}")
"""A placeholder, or a brace that is none."""

FILLED: dict[Subject, tuple[str, ...]] = {
    None: ("score", "documented"),
    "area": ("area", "score", "documented"),
    "field": ("field", "holder"),
    "item": ("question",),
}
"""What can be filled in for each kind of finding."""

VERDICTS: Mapping[Verdict, str] = {"never": "method.finding_impossible", "always": "method.finding_always"}


def finding_defects(assessment: Assessment) -> Iterator[Problem]:
    """Yield findings that can't fire or always do, that repeat another one, or whose texts name what nothing fills."""
    for path, finding in findings(assessment):
        tree = claims_of(assessment, (*path, "when"), finding.when, finding.for_each)
        for place, verdict in faults(tree, (*path, "when")):
            yield problem(VERDICTS[verdict], place, item=finding.id)
        if finding.for_each is not None and not _names_each(finding.when):
            yield problem("method.each_unused", (*path, "for_each"), item=finding.id, found=finding.for_each)
        yield from _placeholders(assessment, path, finding)
    yield from _repeated(assessment)


def _placeholders(assessment: Assessment, path: PathKey, finding: Finding) -> Iterator[Problem]:
    """The score of the whole can be named where there is an index."""
    allowed = FILLED[finding.for_each] if finding.for_each or assessment.headline is not None else ()
    for key, text in (("sentence", finding.sentence), ("next_step", finding.next_step)):
        for match in PLACEHOLDER.finditer(text):
            found, name = match.group(0), match.group(1) or ""
            if found != f"{{{name}}}" or name not in allowed:
                expected = ", ".join(f"{{{known}}}" for known in allowed) or "–"
                facts = {"found": found, "expected": expected, "closest": closest(name, allowed)}
                yield problem("method.placeholder_unknown", (*path, key), **facts)


def _repeated(assessment: Assessment) -> Iterator[Problem]:
    conditions: dict[Hashable, str] = {}
    sentences: dict[str, str] = {}
    for path, finding in findings(assessment):
        first = conditions.setdefault((finding.for_each, _ordered(finding.when)), finding.id)
        if first != finding.id:
            yield problem("method.finding_repeated", (*path, "when"), item=finding.id, other=first)
        first = sentences.setdefault(folded(finding.sentence), finding.id)
        if first != finding.id:
            yield problem("method.finding_sentence_repeated", (*path, "sentence"), item=finding.id, other=first)


def _ordered(test: Test) -> Hashable:
    """The meaning of a test, whatever the order of its parts."""
    match test:
        case AllTests(of=parts) | AnyTest(of=parts):
            return (test.kind, frozenset(_ordered(part) for part in parts))
        case NotTest(of=part):
            return ("not", _ordered(part))
        case _:
            return test


def _names_each(when: Test) -> bool:
    return any(_reads_each(test) for _, test in tests((), when))


def _reads_each(test: Test) -> bool:
    match test:
        case PointsTest(item=named) | OptionTicked(item=named) | StateTest(item=named):
            return named == EACH
        case ScoreTest(node=named) | BandTest(node=named) | CoverageTest(node=named) | NodeStateTest(node=named):
            return named == EACH
        case DocumentedGap(node=named) | ConfidenceGap(node=named):
            return named == EACH
        case CountTest(among=among) | ShareTest(among=among) | MeanTest(among=among):
            return EACH in (among.area, among.field)
        case _:
            return False
