"""What is asked, and in which order, given the answers so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from belong_assess.model.assessment import Assessment
from belong_assess.model.conditions import decided_by, facts_in
from belong_assess.model.questionnaire import Item, Section
from belong_assess.responses.kleene import Truth
from belong_assess.responses.plain_text import folded
from belong_assess.responses.standing import asked_now
from belong_assess.responses.submission import Entry, Later, Submission, Unreadable
from belong_assess.values import value

NAME = "region_name"
"""The fact that says what is assessed; it is asked also where only some areas are."""


@value
class FactStep:
    """A fact of the context profile."""

    id: str
    kind: Literal["fact"] = "fact"


@value
class PresetStep:
    """The competence profile in one step."""

    id: str = "profile"
    kind: Literal["preset"] = "preset"


@value
class FieldStep:
    """The roles in one competence field."""

    id: str
    kind: Literal["field"] = "field"


@value
class ProfileStep:
    """A look at the whole competence profile."""

    id: str = "fields"
    kind: Literal["profile"] = "profile"


@value
class QuestionStep:
    """An item, or one part of a group (`item.part`)."""

    id: str
    kind: Literal["question"] = "question"


@value
class SectionStep:
    """A look at the answers of one section."""

    id: str
    kind: Literal["section"] = "section"


@value
class FinalStep:
    """A look at the whole."""

    id: str = "end"
    kind: Literal["final"] = "final"


Asking = FactStep | PresetStep | FieldStep | QuestionStep
Step = Asking | ProfileStep | SectionStep | FinalStep
FINAL = FinalStep()


@value
class NotAsked:
    """Somebody wants to go to a question that is not asked: because of `tier`, `scope`, or an answer (`items`)."""

    id: str
    reason: Literal["tier", "scope", "condition", "open"]
    items: tuple[str, ...] = ()


@value
class Script:
    """The order of all steps of an assessment, and those that are asked as the answers stand.

    `areas` limits a session to some areas; it is no scope of the submission.
    """

    assessment: Assessment
    order: tuple[Step, ...]
    steps: tuple[Step, ...]
    waiting: frozenset[str]

    @property
    def questions(self) -> tuple[Asking, ...]:
        """The steps that take an answer, the reviews apart."""
        return tuple(step for step in self.steps if not isinstance(step, (ProfileStep, SectionStep, FinalStep)))

    def after(self, step: Step) -> Step:
        """The next step that is asked; the last one stays."""
        place, asked = self.order.index(step), frozenset(self.steps)
        return next((each for each in self.order[place + 1 :] if each in asked), FINAL)

    def before(self, step: Step) -> Step:
        """The step before that takes an answer; the first one stays."""
        place, asking = self.order.index(step), frozenset(self.questions)
        return next((each for each in reversed(self.order[:place]) if each in asking), step)

    def within(self, section: str) -> tuple[Step, ...]:
        """The steps of one section that take an answer."""
        return tuple(step for step in self.questions if self.section_of(step) == section)

    def section_of(self, step: Step) -> str:
        """The section that a step stands in; empty for the profile and the end."""
        if isinstance(step, SectionStep):
            return step.id
        if isinstance(step, (FactStep, QuestionStep)):
            return self.assessment.section_of[item_of(self.assessment, step.id).id]
        return ""


def script(assessment: Assessment, submission: Submission, areas: Sequence[str] = ()) -> Script:
    """Lay out what is asked of this submission."""
    truths = asked_now(assessment, submission)
    wanted = {i for i in assessment.items if not areas or _area(assessment, i) in areas}
    asked = {item for item, held in truths.items() if held is Truth.TRUE and item in wanted}
    waiting = frozenset(item for item, held in truths.items() if held is Truth.UNKNOWN and item in wanted)
    facts = _facts(assessment, submission.tier, [i for i in truths if i in wanted] if areas else None)
    fields = {assessment.items[item].competence for item in asked | waiting} if areas else None
    steps = tuple(
        step
        for step in _order(assessment)
        if _is_asked(step, assessment, submission, asked=asked, facts=facts, fields=fields)
    )
    return Script(assessment, tuple(_order(assessment)), steps, waiting)


def _order(assessment: Assessment) -> Iterator[Step]:
    """Every step there is: context, competence profile, then section by section with its review."""
    sections = assessment.questionnaire.sections
    for section in sections:
        if section.context:
            yield from (FactStep(item.id) for item in section.items)
            yield SectionStep(section.id)
    competences = assessment.questionnaire.competences
    if competences.fields:
        if competences.presets:
            yield PresetStep()
        yield from (FieldStep(field.id) for field in competences.fields)
        yield ProfileStep()
    for section in sections:
        if not section.context:
            yield from (QuestionStep(each) for item in section.items for each in answered_as(assessment, item))
            yield SectionStep(section.id)
    yield FINAL


def answered_as(assessment: Assessment, item: Item) -> tuple[str, ...]:
    """The ids under which an item is answered: its own, or those of its parts."""
    return tuple(f"{item.id}.{part.id}" for part in assessment.parts_of(item.id)) or (item.id,)


def item_of(assessment: Assessment, asked: str) -> Item:
    """The item or fact that is asked under an id; a part belongs to its group."""
    return assessment.items.get(asked) or assessment.facts.get(asked) or assessment.items[asked.rpartition(".")[0]]


def _is_asked(
    step: Step,
    assessment: Assessment,
    submission: Submission,
    *,
    asked: set[str],
    facts: frozenset[str],
    fields: set[str | None] | None,
) -> bool:
    match step:
        case FactStep():
            return step.id in facts
        case PresetStep() | ProfileStep():
            return fields is None or any(fields)
        case FieldStep():
            return submission.profile.preset is None and (fields is None or step.id in fields)
        case QuestionStep():
            return item_of(assessment, step.id).id in asked
        case SectionStep():
            items = assessment.sections[step.id].items
            return any(item.id in asked or item.id in facts for item in items)
        case FinalStep():
            return True


def _facts(assessment: Assessment, tier: str, items: Sequence[str] | None) -> frozenset[str]:
    """The facts of a tier; where only some items are asked, those that decide about them, and the name."""
    rank = assessment.tier_rank
    within = {fact.id for fact in assessment.facts.values() if rank[fact.tier] <= rank[tier]}
    if items is None:
        return frozenset(within)
    conditions = [assessment.items[item].asked_when for item in items]
    return frozenset(within & {NAME, *(fact for condition in conditions if condition for fact in facts_in(condition))})


def _area(assessment: Assessment, item: str) -> str:
    return assessment.area_of.get(item, assessment.section_of[item])


# what has been said


def is_given(step: Step, submission: Submission) -> bool:
    """Say whether something was said to a step, be it that it is put off; a review asks for nothing."""
    match step:
        case FactStep():
            fact = submission.context.get(step.id)
            return fact is not None and is_said(fact)
        case PresetStep():
            return submission.profile.preset is not None or bool(submission.profile.roles)
        case FieldStep():
            return step.id in submission.profile.roles
        case QuestionStep():
            whole = submission.answers.get(step.id.rpartition(".")[0])
            own = submission.answers.get(step.id)
            return (own is not None and is_said(own)) or (
                whole is not None and not isinstance(whole.response, (Later, Unreadable))
            )
        case _:
            return True


def is_said(entry: Entry) -> bool:
    """Say whether an entry says something that can be read, be it that the answer is put off."""
    return not only_noted(entry) and not isinstance(entry.response, Unreadable)


def only_noted(entry: Entry) -> bool:
    """Say whether something stands beside an answer that is still to come."""
    return isinstance(entry.response, Later) and bool(entry.comment or entry.evidence or entry.confidence or entry.who)


def first_open(held: Script, submission: Submission) -> Step:
    """The first step to which nothing was said; the end where there is none."""
    return next((step for step in held.steps if not is_given(step, submission)), FINAL)


def opened(before: Script, after: Script) -> tuple[str, ...]:
    """The questions that an answer has opened."""
    known = set(before.steps)
    return tuple(step.id for step in after.steps if isinstance(step, QuestionStep) and step not in known)


def closed(before: Script, after: Script) -> tuple[str, ...]:
    """The questions that an answer has closed; what was said to them is kept."""
    return opened(after, before)


# going somewhere


def destination(word: str, held: Script, submission: Submission) -> Step | NotAsked | None:
    """The step that a word means: the id of a question, fact, field or area, or the beginning of a section's title."""
    wanted = folded(word)
    for step in held.order:
        if folded(step.id) == wanted and not isinstance(step, SectionStep):
            return step if step in held.steps or isinstance(step, FieldStep) else _why_not(step.id, held, submission)
    section = _section(wanted, held.assessment)
    if section is not None:
        inside = held.within(section.id)
        return inside[0] if inside else NotAsked(section.id, "scope")
    whole = next((item for item in held.assessment.items if folded(item) == wanted), None)
    parts = answered_as(held.assessment, held.assessment.items[whole]) if whole else ()
    return destination(parts[0], held, submission) if parts else None


def _section(wanted: str, assessment: Assessment) -> Section | None:
    sections = assessment.questionnaire.sections
    exact = next((section for section in sections if folded(section.id) == wanted), None)
    if exact or len(wanted) < 2:
        return exact
    fits = [section for section in sections if folded(section.title).startswith(wanted)]
    return fits[0] if len(fits) == 1 else None


def _why_not(asked: str, held: Script, submission: Submission) -> NotAsked:
    assessment = held.assessment
    item = item_of(assessment, asked)
    if assessment.tier_rank[item.tier] > assessment.tier_rank[submission.tier]:
        return NotAsked(asked, "tier")
    if item.asked_when is None:
        return NotAsked(asked, "scope")
    deciding = tuple(dict.fromkeys(decided_by(item.asked_when)))
    return NotAsked(asked, "open" if item.id in held.waiting else "condition", deciding)
