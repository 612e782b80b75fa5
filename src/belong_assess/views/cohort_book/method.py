"""The sheet of the method: what the results rest on, how statistics are made, what happens to doubles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from belong_assess.analysis.calls import REASONS
from belong_assess.analysis.cohort import Cohort
from belong_assess.analysis.spread import FEWEST
from belong_assess.results.result import Stamp
from belong_assess.sheets.styles import room_for
from belong_assess.sheets.writer import set_widths
from belong_assess.version import __version__
from belong_assess.views.cohort_book.desk import Desk
from belong_assess.views.cohort_book.table import ABOUT_HEIGHT, TITLE_HEIGHT
from belong_assess.views.cohort_book.wording import Wording

WIDTHS = (40.0, 130.0)
HEAD_ROW_HEIGHT = 18.0
PROGRAM = "belong-assess"

Pair = tuple[str, str]
Section = tuple[str, Sequence[Pair]]


def paint_method(desk: Desk, cohort: Cohort, wordings: Callable[[Stamp], Wording], most_questions: int) -> Worksheet:
    """Write the sheet of the method: sections of names and texts."""
    sheet = desk.writer.sheet(desk.say("cohort.sheet.method"))
    put, say = desk.writer.put, desk.say
    set_widths(sheet, WIDTHS)
    sheet.set_row(0, TITLE_HEIGHT)
    put(sheet, 0, 0, sheet.name, "sheet.title")
    sheet.set_row(1, ABOUT_HEIGHT)
    put(sheet, 1, 0, say("cohort.method.about"), "sheet.about")
    row = 2
    for title, pairs in _sections(desk, cohort, wordings, most_questions):
        row = _paint_section(desk, sheet, row, title, pairs)
    sheet.freeze_panes(2, 0)
    desk.page(sheet)
    sheet.fit_to_pages(1, 0)
    return sheet


def _paint_section(desk: Desk, sheet: Worksheet, row: int, title: str, pairs: Sequence[Pair]) -> int:
    """Write one section from a row on; returns the row after the gap behind it."""
    put = desk.writer.put
    sheet.set_row(row, HEAD_ROW_HEIGHT)
    sheet.merge_range(row, 0, row, 1, "", desk.writer.format("head"))
    put(sheet, row, 0, title, "head")
    for place, (name, text) in enumerate(pairs, row + 1):
        sheet.set_row(place, max(room_for(name, "cell.strong", WIDTHS[0]), room_for(text, "cell.text", WIDTHS[1])))
        put(sheet, place, 0, name, "cell.strong")
        put(sheet, place, 1, text, "cell.text")
    return row + len(pairs) + 2


def _sections(desk: Desk, cohort: Cohort, wordings: Callable[[Stamp], Wording], most_questions: int) -> Iterator[Section]:
    say = desk.say
    stamps = dict.fromkeys(group.stamp for group in cohort.groups)
    yield say("cohort.method.statement"), _numbered(_statement(desk, [wordings(stamp) for stamp in stamps]))
    yield say("cohort.method.statistics"), _numbered(_statistics(desk, most_questions))
    yield say("cohort.method.twice"), _numbered(_twice(desk))
    reasons = [(say(f"cohort.reason.{code}"), say(f"cohort.reason.{code}.about")) for code in REASONS]
    yield say("cohort.method.reasons"), reasons
    for stamp in stamps:
        yield from _method(desk, wordings(stamp))


def _numbered(texts: Sequence[str]) -> list[Pair]:
    return [(str(number), text) for number, text in enumerate(texts, 1)]


def _statement(desk: Desk, wordings: Sequence[Wording]) -> list[str]:
    """The statement of each method once, and what holds for all."""
    say = desk.say
    said = [text for wording in wordings for text in wording.assessment.indicators.statement]
    made = say("cohort.method.made_with", program=PROGRAM, version=__version__)
    return list(dict.fromkeys([*said, say("cohort.method.apart"), made]))


def _statistics(desk: Desk, most_questions: int) -> list[str]:
    say = desk.say
    texts = [say(f"cohort.method.statistics.{name}") for name in ("withheld", "quartiles", "questions", "scope")]
    outside = say.count("cohort.method.outside", most_questions)
    return [say.count("cohort.method.statistics.fewest", FEWEST), *texts, outside]


def _twice(desk: Desk) -> list[str]:
    say = desk.say
    what = say("cohort.method.twice.what", sheet=say("cohort.sheet.calls"))
    return [say("cohort.method.twice.which"), what, say("cohort.method.twice.voices")]


def _method(desk: Desk, wording: Wording) -> Iterator[Section]:
    """What one method says of itself: versions and hashes, rules, bands."""
    say, assessment, stamp = desk.say, wording.assessment, wording.stamp
    title = f"{assessment.questionnaire.title} {stamp.questionnaire_version}"
    asked = f"{stamp.questionnaire} {stamp.questionnaire_version} ({stamp.questionnaire_hash})"
    measured = f"{stamp.indicators} {stamp.indicators_version} ({stamp.indicators_hash})"
    facts = [(say("method.questionnaire"), asked), (say("method.indicators"), measured)]
    facts += list(_minimums(desk, wording))
    facts.append((say("method.weights"), assessment.indicators.weights_reason))
    yield say("cohort.method.of", title=title, part=say("cohort.method.facts")), facts
    rules = _numbered(assessment.indicators.rules_in_short)
    yield say("cohort.method.of", title=title, part=say("cohort.method.rules")), rules
    yield say("cohort.method.of", title=title, part=say("cohort.method.bands")), list(_bands(desk, wording))


def _minimums(desk: Desk, wording: Wording) -> Iterator[Pair]:
    say, assessment = desk.say, wording.assessment
    titles = {tier.id: tier.title for tier in assessment.questionnaire.tiers}
    for minimum in assessment.indicators.minimums:
        coverage = say.percent(wording.coverages[minimum.tiers[0]] / 100)
        tiers = say.list([titles[tier] for tier in minimum.tiers])
        yield say("cohort.method.minimum", tiers=tiers), say.count("method.minimum.text", minimum.items, coverage=coverage)


def _bands(desk: Desk, wording: Wording) -> Iterator[Pair]:
    bands = wording.assessment.indicators.bands
    for band, cut in zip(bands, wording.cuts, strict=True):
        text = desk.say("method.band", cut=desk.say.number(cut), meaning=band.meaning)
        yield wording.bands[band.id], text
