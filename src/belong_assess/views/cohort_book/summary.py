"""The summary: how many were scored, whom to phone and why, and how the scores of each group spread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xlsxwriter.worksheet import Worksheet

from belong_assess.analysis.cohort import Cohort
from belong_assess.analysis.spread import FEWEST
from belong_assess.results.result import Stamp
from belong_assess.sheets.cells import Figure
from belong_assess.views.cohort_book.canvas import Canvas
from belong_assess.views.cohort_book.desk import Desk
from belong_assess.views.cohort_book.statistics import paint_statistics
from belong_assess.views.cohort_book.wording import WHOLE, Wording
from belong_assess.views.cohort_summary import counts_text
from belong_assess.views.cohort_words import group_text, group_title, in_tier_order

TITLE_HEIGHT, ABOUT_HEIGHT, COUNTS_HEIGHT, SECTION_HEIGHT, HEAD_HEIGHT, GAP = 26.0, 18.0, 30.0, 24.0, 20.0, 8.0
FEWEST_BANDS = 4


def paint_summary(desk: Desk, cohort: Cohort, wordings: Callable[[Stamp], Wording], notes: Sequence[str] = ()) -> Worksheet:
    """Write the summary: one page on the cohort, with notes, then one for each group that has statistics."""
    bands = [len(wordings(group.stamp).bands) for group in cohort.groups]
    canvas = Canvas(desk, max(FEWEST_BANDS, *bands) if bands else FEWEST_BANDS)
    say = desk.say
    canvas.line(say("cohort.title"), "sheet.title", TITLE_HEIGHT)
    canvas.line(say("cohort.summary.about"), "sheet.about", ABOUT_HEIGHT)
    canvas.put_over(0, len(canvas.widths) - 1, counts_text(cohort, say), "page.words")
    canvas.down(COUNTS_HEIGHT)
    if twice := sum(group.set_aside for group in cohort.groups):
        canvas.text(say.count("cohort.set_aside", twice), "page.note")
    for note in notes:
        canvas.text(note, "page.note")
    canvas.fill(GAP)
    _phone(canvas, cohort)
    canvas.fill(GAP)
    _groups(canvas, cohort, wordings)
    for group in in_tier_order(cohort.groups, lambda stamp: wordings(stamp).assessment):
        if group.count >= FEWEST:
            canvas.new_page()
            paint_statistics(canvas, group, wordings(group.stamp))
    canvas.close()
    return canvas.sheet


def _phone(canvas: Canvas, cohort: Cohort) -> None:
    """Each reason with the number of submissions that it concerns."""
    say, reasons = canvas.desk.say, cohort.reasons
    canvas.line(say("cohort.phone"), "section", SECTION_HEIGHT)
    if not reasons and not cohort.not_read:
        canvas.text(say("cohort.phone.nobody"), "page.text")
        return
    canvas.put_over(0, 1, say("cohort.phone.reason"), "head")
    canvas.put(2, say("cohort.column.n"), "head.number")
    canvas.put_over(3, len(canvas.widths) - 1, say("cohort.phone.about"), "head")
    canvas.down(HEAD_HEIGHT)
    for code, count in reasons.items():
        _reason(canvas, code, count)
    if cohort.not_read:
        _reason(canvas, "not_read", len(cohort.not_read))
    canvas.text(say("cohort.phone.each", sheet=say("cohort.sheet.calls")), "page.muted")


def _reason(canvas: Canvas, code: str, count: int) -> None:
    say, last = canvas.desk.say, len(canvas.widths) - 1
    about = say(f"cohort.reason.{code}.about")
    canvas.put_over(0, 1, say(f"cohort.reason.{code}"), "row.text")
    canvas.put(2, Figure(count, WHOLE), "row.score")
    canvas.put_over(3, last, about, "row.text")
    canvas.down(canvas.room(about, "row.text", 3, last))


def _groups(canvas: Canvas, cohort: Cohort, wordings: Callable[[Stamp], Wording]) -> None:
    """Each questionnaire and tier with the number of its submissions, and how its index spreads."""
    if not cohort.groups:
        return
    say = canvas.desk.say
    canvas.line(say("cohort.groups"), "section", SECTION_HEIGHT)
    for group in in_tier_order(cohort.groups, lambda stamp: wordings(stamp).assessment):
        assessment = wordings(group.stamp).assessment
        title, text = group_title(group, assessment, say), group_text(group, assessment, say)
        canvas.put_over(0, 1, title, "row.text")
        canvas.put(2, Figure(group.count + group.set_aside, WHOLE), "row.score")
        canvas.put_over(3, len(canvas.widths) - 1, text, "row.text")
        canvas.down(max(canvas.room(title, "row.text", 0, 1), canvas.room(text, "row.text", 3, len(canvas.widths) - 1)))
