"""The sheet of calls: one row a reason to phone, and one for each file that could not be read."""

from __future__ import annotations

from belong_assess.analysis.cohort import Cohort
from belong_assess.views.cohort_book.desk import Desk
from belong_assess.views.cohort_book.table import Head, Table
from belong_assess.views.cohort_words import call_line, not_read_line

COLUMNS = (("region", 26), ("file", 32), ("what", 56), ("fix", 56))
LOOKS = ("cell.strong", "cell.text", "cell.text", "cell.text")


def paint_calls(desk: Desk, cohort: Cohort) -> Table:
    """Write the sheet of calls."""
    say = desk.say
    heads = [Head(say(f"cohort.column.{name}"), width) for name, width in COLUMNS]
    table = Table(desk, say("cohort.sheet.calls"), say("cohort.calls.about"), heads, frozen=1)
    for line in (call_line(call, say) for call in cohort.calls):
        table.add_texts((line.region or say("report.unnamed"), line.file, line.what, line.fix), LOOKS)
    for line in (not_read_line(found, say) for found in cohort.not_read):
        table.add_texts((line.region, line.file, line.what, line.fix), LOOKS)
    table.close()
    return table
