"""What a template is made of: a method in a language, how much of it is asked, and what is filled in already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from belong_assess.analysis.migration import Migrated
from belong_assess.errors import ContentError, UsageError
from belong_assess.files.submissions import RawSubmission, is_newer
from belong_assess.files.template.lines import Extent
from belong_assess.files.template.prefill import Prefill, given_in, prefill
from belong_assess.files.template.template import Template
from belong_assess.language.texts import Language, language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Pick, Ticks
from belong_assess.problems import Location, Problem, closest
from belong_assess.responses.submission import Submission
from belong_assess.values import value
from belong_assess.views.conditions import condition_text
from belong_assess.workflows.library import Library
from belong_assess.workflows.methods import method_meant, open_method
from belong_assess.workflows.migrate_file import answered_version, migrate_raw
from belong_assess.workflows.score_file import Rejected
from belong_assess.workflows.sources import sources

MOST_NAMED = 8
NEW_EACH_TIME = ("reference_date", "period_from", "period_to", "respondents")
"""Facts of one assessment: last year's would be untrue this year."""


@value
class Wanted:
    """What a template should ask; empty words mean everything there is."""

    method: str = ""
    tier: str = ""
    areas: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    last_year: Path | None = None
    live: bool = False


@value
class Made:
    """A template, and what is to be said of last year's file."""

    template: Template
    problems: tuple[Problem, ...] = ()


def make_template(wanted: Wanted, code: str) -> Made:
    """Make a template in a language. Raises UsageError and ContentError."""
    assessment = open_method(wanted.method or method_meant(), code)
    extent = Extent(_tier(assessment, wanted.tier), _areas(assessment, wanted))
    template = Template(assessment, extent, conditions=conditions_in_words(assessment), live=wanted.live)
    if wanted.last_year is None:
        return Made(template)
    submission, problems = _last_year(wanted.last_year, assessment, wanted.method)
    return Made(_prefilled(template, submission), problems)


def conditions_in_words(assessment: Assessment) -> Mapping[str, str]:
    """Say of each item that is not always asked when it is."""
    say, words = language(assessment.language), _words(assessment)
    return {
        item.id: say("template.condition", condition=condition_text(item.asked_when, say, words))
        for item in assessment.items.values()
        if item.asked_when is not None
    }


def _words(assessment: Assessment) -> Mapping[str, str]:
    """What people call context facts and options: nobody who fills in a workbook knows their ids."""
    held = {fact.id: f"\u201c{fact.text}\u201d" for fact in assessment.facts.values()}
    for item in (*assessment.facts.values(), *assessment.items.values()):
        if isinstance(item.answer, Pick | Ticks):
            held |= {f"{item.id}/{option.id}": option.label for option in item.answer.options}
    return held


def _tier(assessment: Assessment, wanted: str) -> str:
    tiers = list(assessment.tier_rank)
    if not wanted:
        return tiers[-1]
    if wanted in tiers:
        return wanted
    near = closest(wanted, tiers)
    raise UsageError("usage.value_unknown", option="--tier", found=wanted, known=", ".join(tiers), closest=near)


def _areas(assessment: Assessment, wanted: Wanted) -> tuple[str, ...] | None:
    """The areas that are named, and those with a question in the field of a department."""
    fields = [field.id for field in assessment.questionnaire.competences.fields]
    named = set(_known(wanted.areas, list(assessment.areas), "--area"))
    for department in _known(wanted.departments, fields, "--department"):
        named |= {
            assessment.area_of[item.id] for item in assessment.items.values()
            if item.competence == department and item.id in assessment.area_of
        }  # fmt: skip
    return tuple(area for area in assessment.areas if area in named) if named else None


def _known(words: Sequence[str], known: list[str], option: str) -> list[str]:
    folded = {each.casefold(): each for each in known}
    for word in words:
        if word.casefold() not in folded:
            near = closest(word, known)
            raise UsageError("usage.value_unknown", option=option, found=word, known=", ".join(known), closest=near)
    return [folded[word.casefold()] for word in words]


def _last_year(path: Path, assessment: Assessment, method: str) -> tuple[Submission, tuple[Problem, ...]]:
    """Read last year's answers from a file of any format, carried over where they answered an earlier version."""
    source, *more = islice(sources(path, Library(method)), 2)
    if more:
        raise ContentError([Problem("table.several", Location(source.file), {"file": path.name})], str(path))
    raw = source.raw
    if raw is None:
        raise ContentError(source.problems, str(path))
    asked = assessment.questionnaire
    if raw.questionnaire == asked.id and is_newer(raw.version or "", asked.version):
        facts = {"found": raw.version or "", "expected": asked.version}
        raise ContentError([Problem("submission.newer_version", raw.document.where(("version",)), facts)], str(path))
    old = answered_version(raw, assessment, assessment.language)
    migrated = migrate_raw(raw, assessment, old, list(source.problems))
    if isinstance(migrated, Rejected):
        raise ContentError(migrated.problems, str(path))
    return migrated.migrated.submission, (*migrated.problems, *_not_carried(raw, migrated.migrated))


def _not_carried(raw: RawSubmission, migrated: Migrated) -> Iterator[Problem]:
    """Say which of last year's answers stay open: those that could not be read, and those that have no place any more."""
    left = [each for each in migrated.answers if each.how == "left"]
    for each in left:
        if each.problem is not None:
            yield replace(each.problem, where=raw.document.where((each.place, each.was)))
    gone = [each.was for each in left if each.problem is None]
    if gone:
        found = ", ".join(gone[:MOST_NAMED]) + (", …" if len(gone) > MOST_NAMED else "")
        facts = {"found": found, "n": str(len(gone)), "version": migrated.from_version}
        yield Problem("submission.not_carried", Location(raw.document.file), facts)


def _prefilled(template: Template, submission: Submission) -> Template:
    """Fill in what was said last year, as far as it is asked; what is new each time stays open."""
    filled = prefill(template.assessment, submission)
    asked = {line.slot.name for line in (*template.context(), *template.questions()) if line.slot is not None}
    cells = {
        (slot, column): content
        for (slot, column), content in filled.cells.items()
        if slot in asked and slot.partition("/")[0] not in NEW_EACH_TIME
    }
    more = tuple(each for each in filled.more if each[0] in asked)
    kept = Prefill(cells, more)
    notice = _notice(template.say, submission)
    return replace(template, prefill=kept, notices=(notice,) if cells else ())


def _notice(say: Language, submission: Submission) -> str:
    day = submission.fact_text("reference_date")
    return say("template.prefilled", date=say.date(day)) if day else say("template.prefilled.undated")


def prefilled_whole(template: Template, submission: Submission) -> Template:
    """Fill in everything that a submission holds, also what is outside its tier and areas."""
    filled = prefill(template.assessment, submission)
    extent = replace(template.extent, besides=given_in(template.assessment, filled))
    return replace(template, prefill=filled, extent=extent, status=submission.status)
