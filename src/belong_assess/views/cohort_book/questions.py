"""The sheet of questions: how each one was answered, apart for each questionnaire and tier."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from belong_assess.analysis.cohort import Cohort, Group, QuestionSpread
from belong_assess.analysis.spread import FEWEST
from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import STATES
from belong_assess.results.result import Stamp
from belong_assess.sheets.styles import room_for
from belong_assess.views.cohort_book.desk import Desk
from belong_assess.views.cohort_book.table import Head, Table
from belong_assess.views.cohort_book.wording import WHOLE, Wording
from belong_assess.views.cohort_words import group_text, in_tier_order, tier_title

TEXT, STRONG, NUMBER = "cell.text", "cell.strong", "cell.number"
QUESTION_WIDTH = 60


def paint_questions(desk: Desk, cohort: Cohort, wordings: Callable[[Stamp], Wording]) -> Table:
    """Write the sheet of questions; questions outside a tier are left out, and so is a group of fewer than five."""
    table = Table(desk, desk.say("cohort.sheet.questions"), desk.say("cohort.questions.about"), _heads(desk), frozen=4)
    for group in in_tier_order(cohort.groups, lambda stamp: wordings(stamp).assessment):
        wording = wordings(group.stamp)
        if group.count < FEWEST:
            table.add(_too_few(desk, wording, group))
            continue
        for item, spread in group.questions.items():
            if _in_tier(wording.assessment, item, group.tier):
                height = room_for(wording.assessment.items[item].text, TEXT, QUESTION_WIDTH)
                table.add(list(_row(desk, wording, group, item, spread)), height)
    table.close()
    return table


def _heads(desk: Desk) -> list[Head]:
    say = desk.say
    return [
        Head(say("cohort.column.questionnaire"), 20),
        Head(say("cohort.column.tier"), 10),
        Head(say("cohort.column.area"), 8),
        Head(say("cohort.column.id"), 8),
        Head(say("cohort.column.question"), QUESTION_WIDTH),
        Head(say("cohort.column.n"), 7, "column.number"),
        *(Head(say(f"state.{state}"), 10.5, "column.number") for state in STATES),
        Head(say("cohort.column.scored"), 9, "column.number"),
        Head(say("cohort.column.mean_points"), 9, "column.number"),
    ]


def _in_tier(assessment: Assessment, item: str, tier: str) -> bool:
    return assessment.tier_rank[assessment.items[item].tier] <= assessment.tier_rank[tier]


def _whose(desk: Desk, wording: Wording, group: Group) -> list[str]:
    """The method and the tier of a row."""
    ready = desk.cells
    method = ready.text(f"{group.stamp.questionnaire} {group.stamp.questionnaire_version}", TEXT)
    return [method, ready.text(tier_title(group, wording.assessment), TEXT)]


def _too_few(desk: Desk, wording: Wording, group: Group) -> list[str]:
    """One row that says why there are no others."""
    ready, text = desk.cells, group_text(group, wording.assessment, desk.say)
    numbers = [ready.empty(NUMBER)] * (len(STATES) + 3)
    return [*_whose(desk, wording, group), ready.empty(TEXT), ready.empty(STRONG), ready.text(text, TEXT), *numbers]


def _row(desk: Desk, wording: Wording, group: Group, item: str, spread: QuestionSpread) -> Iterator[str]:
    ready, assessment = desk.cells, wording.assessment
    yield from _whose(desk, wording, group)
    yield ready.text(assessment.area_of.get(item, ""), TEXT)
    yield ready.text(item, STRONG)
    yield ready.text(assessment.items[item].text, TEXT)
    yield ready.number(spread.n, NUMBER, WHOLE)
    for state in STATES:
        share = spread.share(state)
        yield ready.empty(NUMBER) if share is None else ready.number(share, NUMBER, desk.say.percent_code())
    yield ready.number(spread.scored, NUMBER, WHOLE)
    mean = spread.mean
    yield ready.empty(NUMBER) if mean is None else ready.number(mean, NUMBER, wording.point_format(mean))
