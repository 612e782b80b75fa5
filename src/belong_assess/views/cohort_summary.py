"""What is said at the end of a batch, on one screen: how many were scored, whom to phone and why, what was not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from belong_assess.analysis.calls import Call
from belong_assess.analysis.cohort import Cohort, Group
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.results.result import Stamp
from belong_assess.views.cohort_words import CallLine, call_line, group_text, group_title, in_tier_order, not_read_line
from belong_assess.views.plain import wrapped

FIRST_CALLS, FIRST_NOT_READ, FIRST_GROUPS = 6, 4, 5


def render_cohort_summary(
    cohort: Cohort,
    say: Language,
    width: int,
    *,
    assessments: Callable[[Stamp], Assessment] | None = None,
    outputs: Sequence[str] = (),
) -> str:
    """Write the summary as plain lines. Statistics need `assessments`, the method of each stamp; `outputs` are files."""
    return wrapped(_lines(cohort, say, assessments, outputs), width)


def _lines(
    cohort: Cohort, say: Language, assessments: Callable[[Stamp], Assessment] | None, outputs: Sequence[str]
) -> Iterator[str]:
    yield counts_text(cohort, say)
    if cohort.calls:
        yield ""
        yield say.count("cohort.end.phone", cohort.to_call)
        together = groupby(cohort.calls, lambda call: (call.file, call.place))
        yield from _first((_reasons(list(calls), say) for _, calls in together), FIRST_CALLS, cohort.to_call, say)
    if cohort.not_read:
        yield ""
        yield say.count("cohort.end.not_read", len(cohort.not_read))
        read = (_line(not_read_line(found, say), say) for found in cohort.not_read)
        yield from _first(read, FIRST_NOT_READ, len(cohort.not_read), say)
    if assessments is not None and cohort.groups:
        yield ""
        yield say("cohort.end.index")
        said = (_group(group, assessments(group.stamp), say) for group in in_tier_order(cohort.groups, assessments))
        yield from _first(said, FIRST_GROUPS, len(cohort.groups), say)
    if outputs:
        yield ""
        yield say("cohort.end.written")
        yield from (f"  {name}" for name in outputs)


def counts_text(cohort: Cohort, say: Language) -> str:
    """So many scored, so many to phone, so many not read."""
    counts = [
        say.count("cohort.scored", cohort.scored),
        say.count("cohort.to_phone", cohort.to_call),
        say.count("cohort.not_read", len(cohort.not_read)),
    ]
    return say("cohort.end.counts", counts=say.list(counts))


def _first(lines: Iterator[str], most: int, total: int, say: Language) -> Iterator[str]:
    """The first lines, and how many more there are."""
    for line in islice(lines, most):
        yield f"  {line}"
    if total > most:
        yield f"  {say.count('cohort.end.more', total - most)}"


def _reasons(calls: Sequence[Call], say: Language) -> str:
    """One submission: its only reason as a sentence, several by their names."""
    line = call_line(calls[0], say)
    if len(calls) == 1:
        return _line(line, say)
    reasons = say("report.semicolon").join(say(f"cohort.reason.{call.code}") for call in calls)
    return _line(replace(line, what=reasons), say)


def _line(line: CallLine, say: Language) -> str:
    name = say("cohort.end.named", unit=line.region, file=line.file) if line.region else line.file
    return say("cohort.end.line", name=name, text=line.what)


def _group(group: Group, assessment: Assessment, say: Language) -> str:
    return say("cohort.end.line", name=group_title(group, assessment, say), text=group_text(group, assessment, say))
