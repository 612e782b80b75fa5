"""Questions of a region's own as a report shows them: apart from everything common, and saying so."""

from __future__ import annotations

from belong_assess.language.texts import Language
from belong_assess.results.own import OwnResult
from belong_assess.values import value
from belong_assess.views.answers import QuestionRow, functions_by_area, question_row, said
from belong_assess.views.area_page import AreaPage, firmness_text
from belong_assess.views.score_lines import ScoreLines


@value
class OwnBlock:
    """Own areas with their scores and questions. `apart` says that they stand apart; it is never left out.

    `id` and `version` are those of the method that they make, `method` names it in words.
    """

    id: str
    version: str
    title: str
    about: str
    apart: str
    method: str
    pages: tuple[AreaPage, ...]


def own_block(own: OwnResult, language: Language) -> OwnBlock:
    """Word the own questions of a region."""
    asked, stamp = own.assessment.questionnaire, own.result.stamp
    facts = {"id": stamp.questionnaire, "version": stamp.questionnaire_version, "hash": stamp.questionnaire_hash}
    return OwnBlock(
        id=stamp.questionnaire,
        version=stamp.questionnaire_version,
        title=asked.title,
        about=asked.about if asked.about != asked.title else "",
        apart=language("own.apart"),
        method=language("own.method", indicators=stamp.indicators_hash, **facts),
        pages=_pages(own, language),
    )


def _pages(own: OwnResult, language: Language) -> tuple[AreaPage, ...]:
    lines = ScoreLines(own.assessment, own.result, language)
    rows = _rows(own, language, lines)
    return tuple(
        AreaPage(
            lines.line(node),
            firmness_text(node, language),
            tuple(rows[placed.item] for placed in own.assessment.areas[node.id].items),
        )
        for node in own.result.areas
    )


def _rows(own: OwnResult, language: Language, lines: ScoreLines) -> dict[str, QuestionRow]:
    held, area_of = (own.assessment, own.submission, own.result), own.assessment.area_of
    known = functions_by_area(own.assessment, own.submission)
    return {item: question_row(*held, item, language, lines.cuts, known.get(area_of[item], "")) for item in own.result.items}


def answer_line(row: QuestionRow, language: Language) -> str:
    """Say in one line what was answered to an own question, what it brings, and what it rests on."""
    parts = [said(row)]
    if row.points:
        parts.append(language("own.points", points=row.points))
    if row.state == "answered":
        parts.append(language("own.evidence", evidence=row.evidence) if row.evidence else language("own.no_evidence"))
    return language("report.semicolon").join(parts)
