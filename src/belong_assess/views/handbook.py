"""The handbook of a method, generated: every area, question, help text, rule and weight, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from belong_assess.language.texts import PLACEHOLDER, Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.effective_weights import effective_weights
from belong_assess.model.indicators import Aggregate, Area, Cap, Measured, Minimum
from belong_assess.model.questionnaire import Answer, Choice, Group, Item, Pair, Pick, Preset, Section, Steps, Ticks
from belong_assess.views.conditions import condition_text
from belong_assess.views.counterparts import looks_at_text, of_area, of_item
from belong_assess.views.markdown import escaped, table
from belong_assess.views.rules import rule_text


def render_handbook(assessment: Assessment, language: Language) -> str:
    """Write the handbook of a method as Markdown."""
    return "\n".join(_Handbook(assessment, language).lines()).rstrip() + "\n"


def _paragraph(text: str) -> Iterator[str]:
    if text:
        yield from (escaped(text), "")


class _Handbook:
    """One handbook in the making."""

    def __init__(self, assessment: Assessment, language: Language) -> None:
        self.assessment = assessment
        self.say = language

    def lines(self) -> Iterator[str]:
        asked, measured, say = self.assessment.questionnaire, self.assessment.indicators, self.say
        yield from (f"# {escaped(measured.title)}", "", escaped(asked.about), "")
        yield from (f"> {escaped(line)}" for line in measured.statement)
        if "draft" in (say.review, self.assessment.review):
            yield from ("", escaped(say("report.draft_translation", language=say.name)))
        stamp = say("handbook.stamp", version=asked.version, hash=self.assessment.questionnaire_hash)
        yield from ("", escaped(stamp), "")
        yield from _paragraph(looks_at_text(self.assessment, say))
        yield from self.scoring()
        for section in asked.sections:
            yield from self.section(section)
        yield from self.competences()
        yield from self.glossary()
        yield from self.findings()

    # what every number means

    def scoring(self) -> Iterator[str]:
        measured, say = self.assessment.indicators, self.say
        yield from (f"## {say('handbook.scoring')}", "")
        yield from (f"- {escaped(rule)}" for rule in measured.rules_in_short)
        yield from ("", escaped(measured.weights_reason), "")
        columns = [say("handbook.band"), say("handbook.from"), say("handbook.meaning")]
        yield from table(
            columns, [(f"{b.symbol} {b.label}", say.number(Fraction(b.at_least)), b.meaning) for b in measured.bands]
        )
        columns = [say("handbook.tiers"), say("handbook.coverage"), say("handbook.items")]
        yield from table(columns, [self.minimum(minimum) for minimum in measured.minimums])
        for aggregate in measured.aggregates:
            yield from self.aggregate(aggregate)
        for view in measured.views:
            yield from (f"### {escaped(view.title)}", "", escaped(view.about), "")
            yield from table(
                [say("handbook.id"), say("handbook.title"), say("handbook.meaning")],
                [(b.id, b.title, b.about) for b in view.bars],
            )

    def minimum(self, minimum: Minimum) -> tuple[str, str, str]:
        titles = {tier.id: tier.title for tier in self.assessment.questionnaire.tiers}
        tiers = self.say.list([titles[tier] for tier in minimum.tiers])
        return tiers, self.say.percent(Fraction(minimum.coverage) / 100), str(minimum.items)

    def aggregate(self, aggregate: Aggregate) -> Iterator[str]:
        yield from (f"### {escaped(aggregate.title)}", "", escaped(aggregate.about), "")
        parts = [self.say("handbook.child", id=c.node, weight=f"{c.weight:f}") for c in aggregate.of]
        yield from (self.say("handbook.made_of", aggregation=self.say(f"explain.{aggregate.aggregation}")), "")
        yield from (self.say.list(parts), "")
        yield from (" ".join(self.requirements(aggregate)), "")
        yield from self.caps(aggregate.caps)

    def requirements(self, aggregate: Aggregate) -> Iterator[str]:
        """What an aggregate needs before it has a score."""
        needs, say = aggregate.requires, self.say
        yield say("handbook.requires", share=say.percent(Fraction(needs.scored_weight) / 100))
        if needs.within_competence > 1:
            yield say.count("handbook.requires.within", needs.within_competence)
        if needs.scored_of is not None:
            nodes = say.list(list(needs.scored_of.nodes))
            yield say.count("handbook.requires.scored_of", needs.scored_of.at_least, nodes=nodes)
        if aggregate.items == "common":
            yield say.count("handbook.requires.common", aggregate.fewest_items)

    def caps(self, caps: Sequence[Cap]) -> Iterator[str]:
        for cap in caps:
            most = self.say.number(Fraction(cap.at_most))
            yield from (escaped(self.say("handbook.cap", id=cap.id, cap=most, reason=cap.reason)), "")

    # questions

    def section(self, section: Section) -> Iterator[str]:
        yield from (f"## {section.id} {escaped(section.title)}", "")
        yield from _paragraph(section.about or "")
        yield from _paragraph(of_area(self.assessment, section.id, self.say))
        if (area := self.assessment.areas.get(section.id)) is not None:
            yield from self.area(area)
        for item in section.items:
            yield from self.item(item)

    def area(self, area: Area) -> Iterator[str]:
        """What is special about an area: it is optional, no weighted mean, or held down by a cap."""
        if area.optional and self.assessment.headline is not None:
            yield from (self.say("handbook.optional"), "")
        if area.aggregation != "arithmetic":
            yield from (self.say(f"explain.{area.aggregation}"), "")
        yield from self.caps(area.caps)

    def item(self, item: Item) -> Iterator[str]:
        say = self.say
        tier = next(t.title for t in self.assessment.questionnaire.tiers if t.id == item.tier)
        yield from (f"### {item.id} {escaped(item.text)}", "", say("handbook.tier", tier=tier), "")
        yield from self.options(item)
        if item.help is not None:
            for name in ("meaning", "top", "example", "evidence", "share_of"):
                if text := getattr(item.help, name):
                    yield from (f"**{say(f'handbook.help.{name}')}** {escaped(text)}", "")
        if item.competence:
            labels = {field.id: field.label for field in self.assessment.questionnaire.competences.fields}
            yield from (say("handbook.competence", field=labels[item.competence]), "")
        if item.asked_when is not None:
            yield from (say("handbook.asked_when", condition=condition_text(item.asked_when, say)), "")
        if (measured := self.assessment.measured.get(item.id)) is not None:
            yield from self.measured(item, measured)

    def options(self, item: Item) -> Iterator[str]:
        if isinstance(item.answer, Group):
            for part in item.answer.parts:
                yield from (f"**{escaped(part.text)}** ({item.id}.{part.id})", "")
                yield from self.answers(part.answer)
        else:
            yield from self.answers(item.answer)

    def answers(self, answer: Answer) -> Iterator[str]:
        match answer:
            case Choice() | Steps():
                yield from (f"{o.value}. {escaped(o.label)}" for o in self.assessment.options_of(answer))
            case Ticks(options=options) | Pick(options=options):
                yield from (f"- [ ] {escaped(o.label)}" for o in options)
            case Pair(first=first, second=second):
                yield from (f"- {escaped(first)}", f"- {escaped(second)}")
            case _:
                yield self.say(f"handbook.kind.{answer.kind}")
        yield ""

    def measured(self, item: Item, measured: Measured) -> Iterator[str]:
        yield from (f"**{self.say('explain.rule')}** {escaped(rule_text(self.assessment, item.id, self.say))}", "")
        bars = [
            self.assessment.bars[b].title + ("" if n == 1 else f" x{n}")
            for p in measured.parts.values()
            for b, n in p.items()
        ]
        yield from (self.counts(measured, bars), "")
        yield from _paragraph(of_item(self.assessment, item.id, self.say))
        if measured.when_not_asked == "zero":
            yield from (self.say("handbook.zero"), "")

    def counts(self, measured: Measured, bars: Sequence[str]) -> str:
        """Where a question counts: in its area, in the index or else by its share of the area, and in bars."""
        area, headline = self.assessment.area_of[measured.item], self.assessment.headline
        whole = ("index", headline.id) if headline is not None else ("area", area)
        shares = effective_weights(self.assessment, whole[1])
        key = f"handbook.counts.{whole[0]}" + ("" if bars else ".only")
        facts = {"weight": f"{measured.weight.normalize():f}", "bars": self.say.list(list(bars))}
        return self.say(key, area=area, share=self.say.percent(shares.get(measured.item, Fraction()), 2), **facts)

    # the rest

    def competences(self) -> Iterator[str]:
        held = self.assessment.questionnaire.competences
        if not held.fields:
            return
        yield from (f"## {self.say('handbook.competences')}", "")
        for group in (held.fields, held.roles):
            columns = [self.say("handbook.id"), self.say("handbook.title"), self.say("handbook.meaning")]
            yield from table(columns, [(each.id, each.label, each.about) for each in group])
        for preset in held.presets:
            yield from (f"**{escaped(preset.title)}** ({preset.id}): {escaped(preset.about)}", "")
            yield from table([self.say("handbook.field"), self.say("handbook.roles")], self.roles(preset))

    def roles(self, preset: Preset) -> list[tuple[str, str]]:
        held = self.assessment.questionnaire.competences
        labels = {role.id: role.label for role in held.roles}
        fields = [field for field in held.fields if field.id in preset.roles]
        return [(field.label, self.say.list([labels[role] for role in preset.roles[field.id]])) for field in fields]

    def glossary(self) -> Iterator[str]:
        if not self.assessment.questionnaire.glossary:
            return
        yield from (f"## {self.say('handbook.glossary')}", "")
        for term in self.assessment.questionnaire.glossary:
            yield from (f"**{escaped(term.term)}**: {escaped(term.meaning)}", "")

    def findings(self) -> Iterator[str]:
        measured, say = self.assessment.indicators, self.say
        if measured.findings:
            yield from (f"## {say('handbook.findings')}", "")
        for finding in measured.findings:
            name = f"{say(f'finding.{finding.kind}')}: {finding.title}"
            yield f"- **{escaped(name)}** ({finding.id}) {escaped(self.named(finding.sentence))}"
            yield f"  {escaped(say('terminal.next'))} {escaped(self.named(finding.next_step))}"
        if measured.practices:
            yield from ("", f"## {say('handbook.practices')}", "")
        for practice in measured.practices:
            yield f"- **{escaped(practice.title)}** ({escaped(practice.where)}): {escaped(practice.text)}"

    def named(self, text: str) -> str:
        """Put words for the placeholders of a finding: the handbook speaks of any area, not of one."""
        return PLACEHOLDER.sub(lambda found: self.say(f"handbook.any.{found[1]}"), text)
