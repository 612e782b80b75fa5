"""Questions of a region's own: one small file in the words of a method, and the method that it makes with its host."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import Condition
from belong_assess.model.indicators import Area, Indicators, Measured, Minimum, QuestionnaireRef, Rule
from belong_assess.model.questionnaire import Answer, Competences, Help, Item, Questionnaire, Scale, Section
from belong_assess.model.value import Text, value

FORMAT = "belong-assess/own-questions/1"
AREA_ID = re.compile(r"X[1-9][0-9]?\Z", re.ASCII)
_OWN = re.compile(r"X[0-9]", re.ASCII)


def is_own(name: str) -> bool:
    """Say whether an id belongs to questions of a region's own: `X` and a digit, which no method uses."""
    return _OWN.match(name) is not None


@value
class OwnItem:
    """A question of one's own. It is asked at every length of the questionnaire; its weight is 1 unless stated."""

    id: str
    text: Text
    answer: Answer
    help: Help | None = None
    asked_when: Condition | None = None
    weight: Decimal = Decimal(1)
    rule: str


@value
class OwnArea:
    """Questions of one's own that have a score together: the weighted mean of their points."""

    id: str
    title: Text
    about: Text | None = None
    items: tuple[OwnItem, ...]


@value
class OwnQuestions:
    """The whole file. `questionnaire` is the one whose scales, rules, minimums and bands it borrows by name."""

    format: str = FORMAT
    id: str
    questionnaire: str
    title: Text
    about: Text | None = None
    scales: tuple[Scale, ...] = ()
    rules: tuple[Rule, ...] = ()
    areas: tuple[OwnArea, ...]


def own_questionnaire(own: OwnQuestions, method: Assessment) -> Questionnaire:
    """Return what is asked: the facts and scales of the host, then the own scales and questions."""
    host = method.questionnaire
    facts = tuple(section for section in host.sections if section.context)
    return Questionnaire(
        id=own.id,
        version=host.version,
        title=own.title,
        about=own.about or own.title,
        tiers=host.tiers,
        scales=(*host.scales, *own.scales),
        competences=Competences(),
        sections=(*facts, *(_section(area, host.tiers[0].id) for area in own.areas)),
    )


def own_indicators(own: OwnQuestions, method: Assessment) -> Indicators:
    """Return what is measured: own areas only, without an index, by rules, bands and minimums of the host."""
    host = method.indicators
    return replace(
        host,
        id=own.id,
        title=own.title,
        looks_at=None,
        questionnaire=QuestionnaireRef(id=own.id, version=host.questionnaire.version),
        rules=(*host.rules, *own.rules),
        minimums=(_minimum(own, method),),
        areas=tuple(
            Area(id=area.id, aggregation="arithmetic", items=tuple(map(_measured, area.items))) for area in own.areas
        ),
        aggregates=(),
        views=(),
        findings=(),
        practices=(),
    )


def host_parts(host: Assessment) -> dict[str, int]:
    """Return how many sections, scales and rules of the host stand before the own ones."""
    facts = sum(section.context for section in host.questionnaire.sections)
    return {"sections": facts, "scales": len(host.questionnaire.scales), "rules": len(host.indicators.rules)}


def _section(area: OwnArea, tier: str) -> Section:
    items = tuple(
        Item(id=item.id, tier=tier, text=item.text, answer=item.answer, help=item.help, asked_when=item.asked_when)
        for item in area.items
    )
    return Section(id=area.id, title=area.title, about=area.about, items=items)


def _measured(item: OwnItem) -> Measured:
    return Measured(item=item.id, weight=item.weight, rule=item.rule)


def _minimum(own: OwnQuestions, method: Assessment) -> Minimum:
    """The minimum of the host's longest tier, for all tiers; where the shortest own area has fewer questions, those."""
    tiers = tuple(method.tier_rank)
    strictest = next(minimum for minimum in method.indicators.minimums if tiers[-1] in minimum.tiers)
    shortest = min((sum(item.weight > 0 for item in area.items) for area in own.areas), default=1)
    return replace(strictest, tiers=tiers, items=max(1, min(strictest.items, shortest)), areas_as="number")
