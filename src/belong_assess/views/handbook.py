"""The handbook of a method, generated: every area, question, help text, rule and weight, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import AllOf, AnswerTest, AnyOf, Condition, FactTest, Not, TickedTest
from belong_assess.model.indicators import Aggregate, Measured
from belong_assess.model.questionnaire import Choice, Item, Pair, Section, Steps, Ticks
from belong_assess.views.markdown import escaped, table
from belong_assess.views.rules import rule_text


def render_handbook(assessment: Assessment, language: Language) -> str:
    """Write the handbook of a method as Markdown."""
    return "\n".join(_Handbook(assessment, language).lines()).rstrip() + "\n"


class _Handbook:
    """One handbook in the making."""

    def __init__(self, assessment: Assessment, language: Language) -> None:
        self.assessment = assessment
        self.say = language

    def lines(self) -> Iterator[str]:
        asked, measured, say = self.assessment.questionnaire, self.assessment.indicators, self.say
        yield from (f"# {escaped(measured.title)}", "", escaped(asked.about), "")
        yield from (f"> {escaped(line)}" for line in measured.statement)
        stamp = say("handbook.stamp", version=asked.version, hash=self.assessment.questionnaire_hash)
        yield from ("", escaped(stamp), "")
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
        yield from table(columns, [(f"{b.symbol} {b.label}", f"{b.at_least:f}", b.meaning) for b in measured.bands])
        columns = [say("handbook.tiers"), say("handbook.coverage"), say("handbook.items")]
        yield from table(columns, [(say.list(list(m.tiers)), f"{m.coverage:f} %", str(m.items)) for m in measured.minimums])
        for aggregate in measured.aggregates:
            yield from self.aggregate(aggregate)
        for view in measured.views:
            yield from (f"### {escaped(view.title)}", "", escaped(view.about), "")
            yield from table(
                [say("handbook.id"), say("handbook.title"), say("handbook.meaning")],
                [(b.id, b.title, b.about) for b in view.bars],
            )

    def aggregate(self, aggregate: Aggregate) -> Iterator[str]:
        yield from (f"### {escaped(aggregate.title)}", "", escaped(aggregate.about), "")
        parts = [self.say("handbook.child", id=c.node, weight=f"{c.weight:f}") for c in aggregate.of]
        yield from (self.say("handbook.made_of", aggregation=self.say(f"explain.{aggregate.aggregation}")), "")
        yield from (self.say.list(parts), "")

    # questions

    def section(self, section: Section) -> Iterator[str]:
        yield from (f"## {section.id} {escaped(section.title)}", "")
        if section.about:
            yield from (escaped(section.about), "")
        for item in section.items:
            yield from self.item(item)

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
            yield from (say("handbook.asked_when", condition=self.condition(item.asked_when)), "")
        if (measured := self.assessment.measured.get(item.id)) is not None:
            yield from self.measured(item, measured)

    def options(self, item: Item) -> Iterator[str]:
        match item.answer:
            case Choice() | Steps():
                yield from (f"{o.value}. {escaped(o.label)}" for o in self.assessment.options_of(item.answer))
            case Ticks(options=options):
                yield from (f"- [ ] {escaped(o.label)}" for o in options)
            case Pair(first=first, second=second):
                yield from (f"- {escaped(first)}", f"- {escaped(second)}")
            case _:
                yield self.say(f"handbook.kind.{item.answer.kind}")
        yield ""

    def measured(self, item: Item, measured: Measured) -> Iterator[str]:
        area = self.assessment.area_of[item.id]
        share = self.say.percent(self.index_share(item.id), 2)
        yield from (f"**{self.say('explain.rule')}** {escaped(rule_text(self.assessment, item.id, self.say))}", "")
        bars = [
            self.assessment.bars[b].title + ("" if n == 1 else f" x{n}")
            for p in measured.parts.values()
            for b, n in p.items()
        ]
        weight = f"{measured.weight.normalize():f}"
        yield from (self.say("handbook.counts", area=area, weight=weight, share=share, bars=self.say.list(bars)), "")
        if measured.when_not_asked == "zero":
            yield from (self.say("handbook.zero"), "")

    def index_share(self, item_id: str) -> Fraction:
        """The effective weight of a question in the headline when everything is answered."""
        area = self.assessment.areas[self.assessment.area_of[item_id]]
        own = Fraction(self.assessment.measured[item_id].weight) / sum((Fraction(m.weight) for m in area.items), Fraction())
        headline = self.assessment.headline
        children = {c.node: Fraction(c.weight) for c in headline.of} if headline else {}
        return own * children.get(area.id, Fraction()) / sum(children.values(), Fraction()) if headline else Fraction()

    def condition(self, condition: Condition) -> str:
        say = self.say
        match condition:
            case AllOf(of=parts):
                return say("handbook.and").join(self.condition(part) for part in parts)
            case AnyOf(of=parts):
                return say("report.or").join(self.condition(part) for part in parts)
            case Not(of=part):
                return say("handbook.not", condition=self.condition(part))
            case FactTest(fact=fact, one_of=options):
                return say("handbook.is", id=fact, values=say.list(list(options)))
            case TickedTest(item=item, option=option):
                return say("handbook.is", id=item, values=option)
            case AnswerTest(item=item, at_least=int(step)):
                return say("handbook.at_least", id=item, step=step)
            case AnswerTest(item=item, below=int(step)):
                return say("handbook.below", id=item, step=step)
            case AnswerTest(item=item, one_of=values):
                return say("handbook.is", id=item, values=say.list([str(v) for v in values or ()]))

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
            yield from (f"- **{escaped(preset.title)}** ({preset.id}): {escaped(preset.about)}",)
        yield ""

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
            yield f"- **{escaped(name)}** ({finding.id}) {escaped(finding.sentence)}"
            yield f"  {escaped(say('terminal.next'))} {escaped(finding.next_step)}"
        if measured.practices:
            yield from ("", f"## {say('handbook.practices')}", "")
        for practice in measured.practices:
            yield f"- **{escaped(practice.title)}** ({escaped(practice.where)}): {escaped(practice.text)}"
