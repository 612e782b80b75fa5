"""The questionnaire to print and fill in by hand: every question with boxes to tick and lines to write on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from xlsxwriter.worksheet import Worksheet

from belong_assess.language.texts import Language, language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import (
    Answer,
    Choice,
    Count,
    Day,
    Figure,
    FreeText,
    Group,
    Item,
    Measure,
    Pair,
    Pick,
    Section,
    Steps,
    Ticks,
)
from belong_assess.sheets.package import fixed_date
from belong_assess.sheets.pages import A4, page_numbers
from belong_assess.sheets.styles import room_for
from belong_assess.sheets.writer import BookWriter, set_margins, set_widths
from belong_assess.views.conditions import condition_text

WIDTHS = (8.0, 96.0)
PAGE = 770.0
"""The room for rows on a page, in points: a question is not torn apart as long as it fits on one."""

Lines = list[tuple[str, str, str]]
"""Number, text and look of each row."""


def render_paper(assessment: Assessment, tier: str, areas: tuple[str, ...] | None) -> bytes:
    """Draw the questionnaire for paper as an .xlsx file: portrait A4, questions kept together."""
    writer, say = BookWriter(), language(assessment.language)
    sheet = writer.sheet(say("paper.sheet"))
    set_widths(sheet, WIDTHS)
    paper = _Paper(writer, sheet)
    asked = assessment.questionnaire
    paper.block([("", f"{asked.title} {asked.version}", "sheet.title"), ("", say("paper.about"), "page.text")])
    paper.block([("", " ".join(assessment.indicators.statement), "page.muted")])
    for section in asked.sections:
        items = [item for item in section.items if _asked(assessment, section, item, tier, areas)]
        if items:
            paper.block([("", f"{section.id}  {section.title}", "section"), *_item(assessment, items[0], say)])
        for item in items[1:]:
            paper.block(_item(assessment, item, say))
    sheet.set_portrait()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks(paper.breaks)
    set_margins(sheet, left=asked.title, right=page_numbers(say("workbook.page")))
    return writer.close(fixed_date(None), title=f"{asked.title}: {say('paper.sheet')}")


class _Paper:
    """Goes down the sheet; what does not fit on a page any more goes to the next one as a whole."""

    def __init__(self, writer: BookWriter, sheet: Worksheet) -> None:
        self.writer = writer
        self.sheet = sheet
        self.row = 0
        self.used = 0.0
        self.breaks: list[int] = []

    def block(self, lines: Lines) -> None:
        heights = [max(15.0, room_for(text, look, WIDTHS[1])) + (6.0 if number else 0.0) for number, text, look in lines]
        if self.used and self.used + sum(heights) > PAGE:
            self.breaks.append(self.row)
            self.used = 0.0
        for (number, text, look), height in zip(lines, heights, strict=True):
            self.writer.put(self.sheet, self.row, 0, number, look)
            self.writer.put(self.sheet, self.row, 1, text, look)
            self.sheet.set_row(self.row, height)
            self.row += 1
        self.used += sum(heights)


def _asked(assessment: Assessment, section: Section, item: Item, tier: str, areas: tuple[str, ...] | None) -> bool:
    within = assessment.tier_rank[item.tier] <= assessment.tier_rank[tier]
    area = assessment.area_of.get(item.id, section.id)
    return within and (areas is None or (section.context and item.id == "region_name") or area in areas)


def _item(assessment: Assessment, item: Item, say: Language) -> Lines:
    number = item.id if item.id in assessment.items else "–"
    lines: Lines = [(number, item.text, "paper.question")]
    if item.asked_when is not None:
        lines.append(("", say("template.condition", condition=condition_text(item.asked_when, say)), "paper.help"))
    if item.help is not None:
        share = [say("template.help.share_of", text=item.help.share_of)] if item.help.share_of else []
        lines.append(("", " ".join([item.help.meaning, *share]), "paper.help"))
    lines += [("", text, "paper.box") for text in _answer(assessment, item.answer, say)]
    if item.id in assessment.items:
        lines.append(("", _special(item, say), "paper.line"))
        lines.append(("", say("paper.beside", line=say("paper.line")), "paper.line"))
    return lines


def _answer(assessment: Assessment, answer: Answer, say: Language) -> Iterator[str]:
    """The rows below a question: boxes, lines, or its parts."""
    match answer:
        case Choice() | Steps():
            yield from (say("paper.box", text=f"{each.value}  {each.label}") for each in assessment.options_of(answer))
            if assessment.takes_share(answer):
                yield say("paper.share", line=say("paper.line"))
        case Ticks() | Pick():
            yield from _boxes(answer, say)
        case Group(parts=parts):
            for part in parts:
                yield part.text
                yield from (f"    {each}" for each in _answer(assessment, part.answer, say))
        case Pair(first=first, second=second):
            yield from (say("paper.pair", text=text, line=say("paper.line")) for text in (first, second))
            yield f"{say('template.detail.persons')}: {say('paper.line')}"
        case Figure() | Measure() | Count() | Day() | FreeText():
            yield _line(answer, say)
        case _:
            assert_never(answer)


def _boxes(answer: Ticks | Pick, say: Language) -> Iterator[str]:
    if isinstance(answer, Ticks) or answer.several:
        yield say("paper.several")
    yield from (say("paper.box", text=option.label) for option in answer.options)
    if isinstance(answer, Ticks):
        yield say("paper.box", text=say("answer.none"))
        yield f"{say('template.detail.other')}: {say('paper.line')}"


def _line(answer: Figure | Measure | Count | Day | FreeText, say: Language) -> str:
    line = say("paper.line")
    match answer:
        case Figure(unit=unit):
            return say("paper.figure", line=line, unit=unit)
        case Measure(unit=unit):
            return f"{say('paper.number', line=line)} {unit}"
        case Count():
            return say("paper.number", line=line)
        case Day():
            return say("paper.date", line=line)
        case FreeText():
            return say("paper.text", line=line)
        case _:
            assert_never(answer)


def _special(item: Item, say: Language) -> str:
    """What can be said instead of an answer."""
    line = say("paper.line")
    held = [say("paper.special")]
    if item.competence is not None:
        held.append(say("paper.special.NC", line=line))
    if "NA" not in item.refuses:
        held.append(say("paper.special.NA", line=line))
    return "   ".join(held)
