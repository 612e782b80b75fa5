"""Screens that look back: the answers of a section, the whole, the list of areas, and a draft that is taken up again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from belong_assess.interview.lines import GAP, Line
from belong_assess.interview.progress import is_done
from belong_assess.interview.prompts import LEAD, Prompt, asking, entry_of, item_and_answer, option_lines, text_of
from belong_assess.interview.replies import Option
from belong_assess.interview.script import (
    Asking,
    FactStep,
    FieldStep,
    FinalStep,
    QuestionStep,
    Script,
    SectionStep,
    Step,
    only_noted,
)
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Section
from belong_assess.responses.review import review
from belong_assess.responses.submission import Submission, Unreadable
from belong_assess.results.result import NodeResult, Result
from belong_assess.values import value
from belong_assess.views.answers import response_text
from belong_assess.views.problems import problem_line
from belong_assess.views.score_lines import ScoreLines

Scorer = Callable[[Submission], Result]
MOST_SHOWN = 15
ALL_AREAS = "all areas"
"""No tier has an id like this."""


@value
class Looked:
    """What a look back is made of."""

    assessment: Assessment
    submission: Submission
    held: Script
    say: Language
    score: Scorer


def cut(text: str, room: int) -> str:
    """Shorten a text to a line."""
    return text if len(text) <= room else text[: max(room - 1, 1)].rstrip() + "…"


# one section


def section_prompt(section: Section, looked: Looked, width: int) -> Prompt:
    """Show the answers of a section with their numbers, what is open, and its score with its range as it stands."""
    say = looked.say
    steps = [step for step in looked.held.within(section.id) if isinstance(step, (FactStep, QuestionStep))]
    options = tuple(Option(str(n), step.id, step.id) for n, step in enumerate(steps, 1))
    digits = len(str(len(steps)))
    lines = [GAP, Line(say("interview.section.title", id=section.id, title=section.title), "title")]
    for number, step in enumerate(steps, 1):
        lines += _row(step, f"{LEAD}{number:>{digits}}  ", looked, width)
    lines += [GAP, *_open_line(steps, looked), *_scores(section, looked), *_problems(looked, {step.id for step in steps})]
    return Prompt(tuple(lines), asking(say, say("interview.section.ask")), options)


def _row(step: FactStep | QuestionStep, lead: str, looked: Looked, width: int) -> Iterator[Line]:
    item, answer = item_and_answer(looked.assessment, step.id)
    text = text_of(looked.assessment, item, step.id)
    entry = entry_of(step, looked.submission)
    named = f"{step.id} " if isinstance(step, QuestionStep) else ""
    yield Line(cut(f"{named}{text}", width - len(lead)), "text", lead)
    given = None if entry is None or only_noted(entry) else entry.response
    shown = looked.say("interview.open") if given is None else response_text(looked.assessment, answer, given, looked.say)
    marks = [looked.say(f"interview.mark.{name}") for name in ("evidence", "comment") if entry and getattr(entry, name)]
    indent = " " * (len(lead) + 2)
    marked = f" [{looked.say.list(marks)}]" if marks else ""
    yield Line(
        cut(shown, width - len(indent) - len(marked)) + marked,
        "given" if is_done(step, looked.submission) else "warning",
        indent,
    )


def _open_line(steps: Sequence[FactStep | QuestionStep], looked: Looked) -> Iterator[Line]:
    names = {step: step.id if isinstance(step, QuestionStep) else str(number) for number, step in enumerate(steps, 1)}
    left = [names[step] for step in steps if is_open(step, looked.submission)]
    if left:
        yield Line(looked.say("interview.section.open", ids=looked.say.list(left)), "warning")


def is_open(step: Asking, submission: Submission) -> bool:
    """Say whether a step still has no answer; "don't know" is one."""
    return not is_done(step, submission)


def _scores(section: Section, looked: Looked) -> Iterator[Line]:
    """The score of each area that the section's questions belong to, in the words of the report."""
    areas = dict.fromkeys(looked.assessment.area_of.get(item.id, "") for item in section.items)
    result = looked.score(looked.submission) if any(areas) else None
    if result is None:
        return
    words = ScoreLines(looked.assessment, result, looked.say)
    for node in result.areas:
        if node.id in areas:
            yield Line(score_text(words, node, looked.say))


def score_text(words: ScoreLines, node: NodeResult, say: Language) -> str:
    """A score, its range, and the questions behind it."""
    line = words.line(node)
    spread = f", {say('plain.range', range=line.range)}" if line.range else ""
    counted = say("plain.counted", counted=line.counted, total=line.total)
    return say("interview.score", title=f"{line.id} {line.title}", words=line.words, range=spread, counted=counted)


def _problems(looked: Looked, within: set[str] | None = None) -> Iterator[Line]:
    """What does not fit together: answers against the profile, special answers that lack something."""
    for problem in review(looked.assessment, looked.submission):
        item = problem.facts.get("item", "")
        if problem.severity != "note" and (within is None or item in within):
            shown = problem_line(problem, looked.say)
            yield Line(f"{shown.what} {shown.fix}", "warning")


# the whole


def answers_prompt(looked: Looked, width: int) -> Prompt:
    """Show every answer there is, section by section, with one number for each."""
    say = looked.say
    asked = [step for step in looked.held.steps if isinstance(step, (FactStep, QuestionStep))]
    digits, before = len(str(len(asked))), ""
    lines: list[Line] = []
    for number, step in enumerate(asked, 1):
        section = looked.assessment.sections[looked.held.section_of(step)]
        if section.id != before:
            lines += [GAP, Line(say("interview.section.title", id=section.id, title=section.title), "title")]
        lines += _row(step, f"{LEAD}{number:>{digits}}  ", looked, width)
        before = section.id
    options = tuple(Option(str(number), step.id, step.id) for number, step in enumerate(asked, 1))
    return Prompt((*lines, GAP), asking(say, say("interview.section.ask")), options)


def final_prompt(looked: Looked, contradictions: Sequence[tuple[str, str]], longer: Sequence[Any]) -> Prompt:
    """Show what is open, what does not fit together, and the result so far; then ask what to do."""
    say = looked.say
    left = [step for step in looked.held.questions if is_open(step, looked.submission)]
    lines = [GAP, Line(say("interview.final.title"), "title")]
    if left:
        lines.append(Line(say.count("interview.final.open", len(left), ids=_open_names(left, looked)), "warning"))
    else:
        lines.append(Line(say("interview.final.complete"), "given"))
    lines += _problems(looked)
    lines += [Line(f"{title}. {sentence}", "warning") for title, sentence in contradictions]
    result = looked.score(looked.submission)
    words = ScoreLines(looked.assessment, result, say)
    if result.index is not None:
        index = words.line(result.index)
        spread = f", {say('plain.range', range=index.range)}" if index.range else ""
        counted = say("plain.counted", counted=index.counted, total=index.total)
        lines.append(Line(say("interview.score", title=index.title, words=index.words, range=spread, counted=counted)))
    limited = looked.submission.scope is not None
    options = final_options(say, left=bool(left), longer=longer, limited=limited)
    lines += [GAP, *option_lines(options)]
    return Prompt(tuple(lines), asking(say, say("interview.final.ask")), options)


def _open_names(left: Sequence[Asking], looked: Looked) -> str:
    """Questions by their numbers, as many as fit; facts and fields have none, so their part says how many."""
    say = looked.say
    facts = Counter(looked.held.section_of(step) for step in left if isinstance(step, FactStep))
    titles = {section: looked.assessment.sections[section].title for section in facts}
    names = [say("interview.final.facts", title=titles[section], n=say.number(count)) for section, count in facts.items()]
    if fields := len([step for step in left if not isinstance(step, (FactStep, QuestionStep))]):
        names.append(say("interview.final.facts", title=say("handbook.competences"), n=say.number(fields)))
    ids = [step.id for step in left if isinstance(step, QuestionStep)]
    more = say.count("interview.final.more", len(ids) - MOST_SHOWN) if len(ids) > MOST_SHOWN else ""
    return say.list([*names, *ids[:MOST_SHOWN]]) + more


def final_options(say: Language, *, left: bool, longer: Sequence[Any], limited: bool = False) -> tuple[Option, ...]:
    """What can be done at the end: see the report, go on with what is open, a longer tier or all areas, see every answer."""
    wanted: list[tuple[str, Any]] = [(say("interview.final.report"), "report")]
    if left:
        wanted.append((say("interview.final.go_on"), "open"))
    wanted += [(say("interview.final.longer", tier=tier.title, about=tier.about), tier.id) for tier in longer]
    wanted.append((say("interview.final.answers"), "answers"))
    if limited:
        wanted.append((say("interview.final.all_areas"), ALL_AREAS))
    return tuple(Option(str(number), words, raw) for number, (words, raw) in enumerate(wanted, 1))


# the way


def list_prompt(looked: Looked) -> Prompt:
    """Show every section with how far it is."""
    say, held = looked.say, looked.held
    lines = [GAP, Line(say("interview.list.title"), "title")]
    for section in looked.assessment.questionnaire.sections:
        steps = held.within(section.id)
        if steps:
            done = sum(is_done(step, looked.submission) for step in steps)
            lines.append(
                Line(say("interview.list.row", title=section.title, done=done, total=len(steps)), lead=_lead(section))
            )
    if looked.assessment.questionnaire.competences.fields:
        lines.append(Line(say("interview.list.profile"), lead=LEAD))
    return Prompt(tuple(lines), asking(say, say("interview.list.ask")))


def _lead(section: Section) -> str:
    return f"{LEAD}{section.id:<4}"


def resume_lines(looked: Looked, *, when: str, by: str | None, done: int, total: int, at: str) -> tuple[Line, ...]:
    """What a draft is that is taken up: whose, of which questionnaire and tier, how far, and when it was last changed."""
    say, submission = looked.say, looked.submission
    asked = looked.assessment.questionnaire
    tier = next(tier.title for tier in asked.tiers if tier.id == submission.tier)
    last = say("interview.resume.last_by", when=when, by=by) if by else say("interview.resume.last", when=when)
    return (
        GAP,
        Line(say("interview.resume.title", unit=submission.unit or say("report.missing")), "title"),
        Line(say("interview.resume.method", title=asked.title, version=asked.version, tier=tier)),
        *([Line(say("interview.resume.scope", areas=say.list(list(submission.scope))))] if submission.scope else []),
        Line(say("interview.resume.done", done=done, total=total, share=say.percent(_share(done, total))), "given"),
        *([Line(last, "given")] if when else []),
        *_unreadable_line(looked),
        Line(say("interview.resume.at", at=at) if at else say("interview.resume.through")),
    )


def _unreadable_line(looked: Looked) -> Iterator[Line]:
    """Name the answers that cannot be read; they are open until they are typed anew."""
    steps = [step for step in looked.held.steps if isinstance(step, (FactStep, QuestionStep))]
    found = [
        step for step in steps if (entry := entry_of(step, looked.submission)) and isinstance(entry.response, Unreadable)
    ]
    if found:
        names = looked.say.list([step_name(step, looked.assessment, looked.say) for step in found])
        yield Line(looked.say("interview.resume.unreadable", ids=names), "warning")


def step_name(step: Step, assessment: Assessment, say: Language) -> str:
    """How a step is named in a sentence: a question by its number, anything else in words."""
    match step:
        case QuestionStep():
            return step.id
        case FactStep():
            return fact_name(step.id, assessment, say)
        case FieldStep():
            return next(field.label for field in assessment.questionnaire.competences.fields if field.id == step.id)
        case SectionStep():
            return f"{step.id} {assessment.sections[step.id].title}"
        case FinalStep():
            return say("interview.final.title")
        case _:
            return say("interview.profile")


def key_name(key: Sequence[str], say: Language) -> str:
    """How a value that no step asks for is named in a sentence."""
    return say("interview.name.tier") if tuple(key) == ("tier",) else ".".join(key)


def fact_name(asked: str, assessment: Assessment, say: Language) -> str:
    """How the id of a fact or question is named in a sentence: facts in words, questions as they are."""
    fact = assessment.facts.get(asked)
    return say("interview.name.fact", text=cut(fact.text, 70)) if fact else asked


def _share(done: int, total: int) -> Any:
    from fractions import Fraction

    return Fraction(done, total) if total else Fraction(1)
