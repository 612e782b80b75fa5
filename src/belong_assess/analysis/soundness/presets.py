"""Whether presets fill in every field, and whether everything that is defined is used."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.analysis.soundness.places import answers, findings, measured, problem, rules
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import CombinationRule
from belong_assess.model.questionnaire import Choice
from belong_assess.problems import PathKey, Problem


def preset_defects(assessment: Assessment) -> Iterator[Problem]:
    """Yield every field for which a preset names no role."""
    competences = assessment.questionnaire.competences
    for p, preset in enumerate(competences.presets):
        for field in competences.fields:
            if not preset.roles.get(field.id):
                path = ("questionnaire", "competences", "presets", p, "roles")
                yield problem("method.preset_incomplete", path, item=preset.id, found=field.id)


def unused(assessment: Assessment) -> Iterator[Problem]:
    """Yield every scale, rule and practice that nothing refers to."""
    scales = {answer.scale for _, _, answer in answers(assessment) if isinstance(answer, Choice)}
    scoring = {placed.rule for _, _, placed in measured(assessment)}
    scoring |= {part.rule for _, rule in rules(assessment) if isinstance(rule, CombinationRule) for part in rule.parts}
    pointed_at = {practice for _, finding in findings(assessment) for practice in finding.practices}
    asked, held = assessment.questionnaire, assessment.indicators
    yield from _unnamed(("questionnaire", "scales"), [scale.id for scale in asked.scales], scales)
    yield from _unnamed(("indicators", "rules"), [rule.id for rule in held.rules], scoring)
    yield from _unnamed(("indicators", "practices"), [practice.id for practice in held.practices], pointed_at)


def _unnamed(path: PathKey, ids: list[str], named: set[str]) -> Iterator[Problem]:
    for index, name in enumerate(ids):
        if name not in named:
            yield problem("method.unused", (*path, index, "id"), found=name)
