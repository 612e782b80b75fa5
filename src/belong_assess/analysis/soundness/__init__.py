"""Whether a method is sound: all its defects across files, each at its place, in one run.

Every check walks the whole assessment and yields what it finds; none of them stops another. The modules are the
questions asked: references and identities of ids; answer_forms, conditions and texts of the questionnaire; rules, areas,
aggregates, thresholds, caps, findings and counterparts of the indicators. `logic` decides what can hold at all.
"""

from __future__ import annotations

from belong_assess.analysis.soundness.aggregates import aggregate_defects
from belong_assess.analysis.soundness.answer_forms import answer_forms
from belong_assess.analysis.soundness.areas import area_defects
from belong_assess.analysis.soundness.caps import cap_defects
from belong_assess.analysis.soundness.comparisons import comparisons
from belong_assess.analysis.soundness.conditions import asking
from belong_assess.analysis.soundness.counterparts import counterpart_defects, counterparts_in
from belong_assess.analysis.soundness.findings import finding_defects
from belong_assess.analysis.soundness.identities import identities
from belong_assess.analysis.soundness.migrations import migration_defects
from belong_assess.analysis.soundness.presets import preset_defects, unused
from belong_assess.analysis.soundness.references import references
from belong_assess.analysis.soundness.rules import rule_defects
from belong_assess.analysis.soundness.texts import text_defects
from belong_assess.analysis.soundness.thresholds import threshold_defects
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Problem

CHECKS = (
    references,
    identities,
    answer_forms,
    comparisons,
    asking,
    rule_defects,
    area_defects,
    aggregate_defects,
    threshold_defects,
    cap_defects,
    finding_defects,
    counterpart_defects,
    preset_defects,
    unused,
    migration_defects,
    text_defects,
)


def check(assessment: Assessment) -> tuple[Problem, ...]:
    """Return every defect of a validated method; `where.path` is the content path of each.

    The same defect at the same place (a rule that misses points for several questions) is named once.
    """
    found: dict[tuple[object, ...], Problem] = {}
    for each in CHECKS:
        for problem in each(assessment):
            found.setdefault((problem.code, problem.where.path, problem.facts.get("found")), problem)
    return tuple(found.values())


__all__ = ["check", "counterparts_in"]
