"""What a working group needs of one area: its score, its questions, and what its answers rest on."""

from __future__ import annotations

from belong_assess.language.texts import Language
from belong_assess.results.result import NodeResult
from belong_assess.values import value
from belong_assess.views.answers import QuestionRow
from belong_assess.views.score_lines import Line


@value
class AreaPage:
    """An area with its questions, in the order of its questionnaire."""

    line: Line
    firmness: str
    questions: tuple[QuestionRow, ...]


def firmness_text(node: NodeResult, language: Language) -> str:
    """Say how firmly the answers of an area stand; nothing where it has none."""
    if node.firmness is None:
        return ""
    grades = {grade: language.percent(node.firmness.share(grade)) for grade in ("a", "b", "c")}
    return language("report.firmness", **grades)
