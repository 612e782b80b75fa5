"""The report: a result ordered, worded and rounded once, so that no two painters can disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from belong_assess.analysis.findings import Found, cabinet
from belong_assess.language.texts import Language, fill
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Problem, redacted
from belong_assess.responses.submission import Picked, Submission
from belong_assess.results.own import OwnResult
from belong_assess.results.result import NodeResult, Result
from belong_assess.values import value
from belong_assess.views.answers import QuestionRow, functions_by_area, question_row, response_text
from belong_assess.views.area_page import AreaPage, firmness_text
from belong_assess.views.figures import points_text
from belong_assess.views.own import OwnBlock, own_block
from belong_assess.views.problems import ProblemLine, problem_line
from belong_assess.views.safe import safe
from belong_assess.views.score_lines import Line as Line
from belong_assess.views.score_lines import ScoreLines

_HUNDRED = 100
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?\Z")


@value
class Block:
    """Lines under one heading."""

    id: str
    title: str
    about: str
    lines: tuple[Line, ...]


@value
class PracticeLine:
    """Something to look at."""

    title: str
    where: str
    text: str


@value
class FindingLine:
    """A finding in words."""

    id: str
    kind: str
    kind_label: str
    title: str
    sentence: str
    next_step: str
    who: str
    areas: str
    practices: tuple[PracticeLine, ...]


@value
class Fact:
    """A name and a value, as they stand in the head of the report or in its method note; some names have a sign."""

    name: str
    value: str
    symbol: str = ""


@value
class Report:
    """Everything that a painter may show, in order. Painters compute nothing.

    `rests` is the base below an index, or a sentence of its own where there is none. `evidence`: the method asks for it.
    """

    title: str
    unit: str
    about: str
    head: tuple[Fact, ...]
    statement: tuple[str, ...]
    index: Line | None
    base: str
    rests: str
    firmness: str
    indices: tuple[Line, ...]
    composites: tuple[Line, ...]
    areas: tuple[Line, ...]
    restricted: tuple[Line, ...]
    views: tuple[Block, ...]
    strengths: tuple[FindingLine, ...]
    attention: tuple[FindingLine, ...]
    findings: tuple[FindingLine, ...]
    open_questions: tuple[QuestionRow, ...]
    pages: tuple[AreaPage, ...]
    rates: tuple[Fact, ...]
    problems: tuple[ProblemLine, ...]
    method: tuple[Fact, ...]
    rules: tuple[str, ...]
    bands: tuple[Fact, ...]
    legend: str
    areas_as_shape: bool
    evidence: bool
    notes: tuple[str, ...]
    own: OwnBlock | None = None

    @property
    def all_indices(self) -> tuple[Line, ...]:
        """Every index, the one that carries the result first."""
        return self.indices if self.index is None else (self.index, *self.indices)


def build_report(
    assessment: Assessment,
    submission: Submission,
    result: Result,
    found: Sequence[Found],
    problems: Sequence[Problem],
    language: Language,
    *,
    views: Sequence[str] = (),
    own: OwnResult | None = None,
    redact: bool = False,
    detail: bool = True,
) -> Report:
    """Order, word and round a result.

    `views` switches on views that the method hides; `own` are questions of the region's own; `redact` leaves free text out,
    and own questions with it; without `detail` there are no pages per area and no findings beyond the chosen ones, which
    is all that a screen shows.
    """
    report = _Building(assessment, submission, result, language, redact).report(found, problems, views, detail=detail)
    if own is None:
        return report
    if redact:
        return replace(report, notes=(*report.notes, language("own.redacted")))
    return replace(report, own=own_block(own, language))


class _Building:
    """One report in the making: what most of its parts need stands here."""

    def __init__(
        self, assessment: Assessment, submission: Submission, result: Result, language: Language, redact: bool
    ) -> None:
        self.assessment = assessment
        self.submission = submission
        self.result = result
        self.say = language
        self.redact = redact
        self.lines = ScoreLines(assessment, result, language)
        self.who_knows = functions_by_area(assessment, submission)

    def row(self, item_id: str) -> QuestionRow:
        known = self.who_knows.get(self.assessment.area_of.get(item_id, ""), "")
        return question_row(
            self.assessment, self.submission, self.result, item_id, self.say, self.lines.cuts, known, redact=self.redact
        )

    def report(self, found: Sequence[Found], problems: Sequence[Problem], views: Sequence[str], *, detail: bool) -> Report:
        assessment, result, say = self.assessment, self.result, self.say
        chosen = cabinet(found)
        shape = self.lines.areas_as_shape
        base = self.base()
        areas = tuple(self.lines.line(node) for node in result.areas if self.has_questions(node))
        lines = [self.lines.line(node) for node in result.aggregates]
        return Report(
            title=assessment.indicators.title,
            unit=safe(result.unit) or say("report.unnamed"),
            about=assessment.questionnaire.about,
            head=self.head(),
            statement=assessment.indicators.statement,
            index=None if result.index is None else self.lines.line(result.index),
            base=base,
            rests=say("report.rests", base=base) if result.index is None else base,
            firmness=self.documented_sentence(),
            indices=tuple(
                line
                for line in lines
                if line.node.kind == "index" and line.id != result.headline and line.state != "not_in_scope"
            ),
            composites=tuple(line for line in lines if line.node.kind == "composite" and line.state != "not_in_scope"),
            areas=areas,
            restricted=tuple(self.lines.line(node) for node in result.restricted) if detail else (),
            views=tuple(self.block(v, nodes) for v, nodes in result.bars.items() if assessment.views[v].shown or v in views),
            strengths=self.strengths(chosen),
            attention=tuple(self.finding(f) for f in chosen if f.finding.kind != "strength"),
            findings=tuple(self.finding(f) for f in found) if detail else (),
            open_questions=tuple(self.row(i) for i, item in result.items.items() if item.role == "open"),
            pages=tuple(self.page(line) for line in areas) if detail else (),
            rates=self.rates(),
            problems=tuple(problem_line(problem, say) for problem in (redacted(problems) if self.redact else problems)),
            method=self.method(),
            rules=assessment.indicators.rules_in_short,
            bands=self.band_facts(),
            legend=say(
                "terminal.areas.legend" if assessment.questionnaire.competences.fields else "terminal.areas.legend.asked"
            ),
            areas_as_shape=shape,
            evidence=assessment.asks_evidence,
            notes=self.notes(shape),
        )

    # scores

    def has_questions(self, node: NodeResult) -> bool:
        return node.state != "not_in_scope" or self.result.scope is None

    def block(self, view_id: str, nodes: Sequence[NodeResult]) -> Block:
        view = self.assessment.views[view_id]
        return Block(view.id, view.title, view.about, tuple(self.lines.line(node) for node in nodes))

    def base(self) -> str:
        """What the result rests on, in one sentence: no index is shown without."""
        items = [item for item in self.result.items.values() if item.reason not in ("tier", "scope")]
        roles = [item.role for item in items]
        left_out = [item.state for item in items if item.role == "left_out"]
        parts = [self.say("report.base", counted=roles.count("counted"), total=len(items))]
        counts = {"implied": sum(item.implied for item in items), "NC": left_out.count("NC"), "NA": left_out.count("NA")}
        counts |= {"not_asked": left_out.count("not_asked"), "open": roles.count("open")}
        parts += [self.say.count(f"report.base.{name}", number) for name, number in counts.items() if number]
        return self.say("report.semicolon").join(parts)

    def documented_sentence(self) -> str:
        index = self.result.index
        if index is None or index.state != "scored" or not self.lines.documented(index):
            return ""
        score = points_text(index.score if index.score is not None else 0, self.lines.cuts, self.say)
        most = self.say.number(_exact(self.assessment.indicators.firmness.undocumented_at_most))
        return self.say("report.documented", score=score, documented=self.lines.documented(index), most=most)

    # findings

    def strengths(self, chosen: Sequence[Found]) -> tuple[FindingLine, ...]:
        """Two strengths at least: where the findings know fewer, what stands highest among the answers."""
        lines = [self.finding(f) for f in chosen if f.finding.kind == "strength"]
        told = {f.each for f in chosen}
        highest = sorted(
            (i for i in self.result.items.values() if i.state == "answered" and i.points and i.id not in told),
            key=lambda item: -(item.points or 0),
        )
        return (*lines, *(self.plain_strength(item.id) for item in highest[: max(0, 2 - len(lines))]))

    def plain_strength(self, item_id: str) -> FindingLine:
        sentence = self.say("report.relative_strength", question=self.assessment.items[item_id].text)
        area = self.assessment.area_title(self.assessment.area_of[item_id])
        return FindingLine(
            id=item_id,
            kind="strength",
            kind_label=self.say("finding.strength"),
            title=area,
            sentence=sentence,
            next_step=self.say(f"report.relative_strength.{'next' if self.assessment.asks_evidence else 'share'}"),
            who=self.say("actor.region"),
            areas=self.assessment.area_of[item_id],
            practices=(),
        )

    def finding(self, found: Found) -> FindingLine:
        own = found.finding
        facts = self.finding_facts(found)
        practices = {practice.id: practice for practice in self.assessment.indicators.practices}
        area = [found.each] if found.each in self.assessment.areas and found.each else list(own.areas)
        if found.each in self.assessment.area_of and found.each:
            area = [self.assessment.area_of[found.each]]
        return FindingLine(
            id=own.id,
            kind=own.kind,
            kind_label=self.say(f"finding.{own.kind}"),
            title=own.title,
            sentence=fill(own.sentence, facts),
            next_step=fill(own.next_step, facts),
            who=self.say(f"actor.{own.who}"),
            areas=self.say.list([a for a in area if a]),
            practices=tuple(PracticeLine(p.title, p.where, p.text) for p in (practices[name] for name in own.practices)),
        )

    def finding_facts(self, found: Found) -> dict[str, str]:
        each, assessment = found.each or "", self.assessment
        facts = {name: points_text(figure, self.lines.cuts, self.say) for name, figure in found.figures.items()}
        holder = "" if self.redact else safe(found.holder or "")
        facts["holder"] = holder or self.say("report.another_level")
        if each in assessment.areas:
            facts["area"] = assessment.area_title(each)
        if each in assessment.items:
            facts["question"] = assessment.items[each].text
        for field in assessment.questionnaire.competences.fields:
            if field.id == each:
                facts["field"] = field.label
        return facts

    # pages and notes

    def page(self, line: Line) -> AreaPage:
        members = [m.item for m in self.assessment.areas[line.id].items]
        firmness = firmness_text(line.node, self.say) if self.assessment.asks_evidence else ""
        return AreaPage(line, firmness, tuple(self.row(i) for i in members))

    def rates(self) -> tuple[Fact, ...]:
        """How far the ladder was climbed; nothing where the method has no ladder."""
        if not any(self.assessment.is_ladder(item.answer) for item in self.assessment.items.values()):
            return ()
        facts = []
        for rate in self.result.rates:
            value = self.say("report.no_ladder") if rate.share is None else self.say.percent(rate.share)
            counted = self.say("report.rate", share=value, count=rate.count, total=rate.total)
            facts.append(Fact(self.say(f"report.rate.{rate.step}"), counted if rate.total else value))
        return tuple(facts)

    def head(self) -> tuple[Fact, ...]:
        """What the report rests on; facts that the submission does not give are left out."""
        submission, say = self.submission, self.say
        tier = next(t for t in self.assessment.questionnaire.tiers if t.id == submission.tier)
        profile = submission.profile.preset
        presets = {p.id: p.title for p in self.assessment.questionnaire.competences.presets}
        functions = sorted({safe(e.by) for e in submission.answers.values() if e.by})
        scope = "" if submission.scope is None else say.list(list(submission.scope))
        facts = [
            ("questionnaire", f"{self.assessment.questionnaire.title} {self.assessment.questionnaire.version}"),
            ("tier", tier.title),
            ("scope", scope),
            ("respondent", self.picked("respondent")),
            ("place", self.picked("place")),
            ("country", safe(submission.fact_text("country"))),
            ("reference_date", say.date(submission.fact_text("reference_date"))),
            ("status", say(f"status.{submission.status}")),
            ("profile", presets.get(profile, "") if profile else ""),
            ("responsible", safe(submission.fact_text("responsible_unit"))),
            ("took_part", self.took_part(functions)),
        ]
        return tuple(Fact(say(f"head.{name}"), value) for name, value in facts if value)

    def picked(self, fact: str) -> str:
        """What was chosen for a fact, in words."""
        item, entry = self.assessment.facts.get(fact), self.submission.context.get(fact)
        if item is None or entry is None or not isinstance(entry.response, Picked):
            return ""
        return response_text(self.assessment, item.answer, entry.response, self.say)

    def took_part(self, functions: list[str]) -> str:
        if said := safe(self.submission.fact_text("respondents")):
            return "" if self.redact else said
        return self.say.list(functions[:6]) if not self.redact else ""

    def method(self) -> tuple[Fact, ...]:
        stamp, say = self.result.stamp, self.say
        return (
            Fact(
                say("method.questionnaire"),
                f"{stamp.questionnaire} {stamp.questionnaire_version} ({stamp.questionnaire_hash})",
            ),
            Fact(say("method.indicators"), f"{stamp.indicators} {stamp.indicators_version} ({stamp.indicators_hash})"),
            Fact(say("method.minimum"), self.minimum_text()),
            Fact(say("method.weights"), self.assessment.indicators.weights_reason),
        )

    def minimum_text(self) -> str:
        coverage = self.say.percent(_exact(self.lines.minimum.coverage) / _HUNDRED)
        return self.say.count("method.minimum.text", self.lines.minimum.items, coverage=coverage)

    def band_facts(self) -> tuple[Fact, ...]:
        facts = []
        for band in self.assessment.indicators.bands:
            cut = self.say.number(_exact(band.at_least))
            facts.append(Fact(band.label, self.say("method.band", cut=cut, meaning=band.meaning), band.symbol))
        return tuple(facts)

    def notes(self, shape: bool) -> tuple[str, ...]:
        notes = []
        if "draft" in (self.say.review, self.assessment.review):
            notes.append(self.say("report.draft_translation", language=self.say.name))
        if shape:
            notes.append(self.say("report.express_note"))
        spoken = self.submission.language
        if spoken and spoken != self.assessment.language and LANGUAGE_CODE.match(spoken):
            notes.append(self.say("report.language_note", language=spoken))
        return tuple(notes)


def _exact(number: Decimal) -> Fraction:
    return Fraction(number)
