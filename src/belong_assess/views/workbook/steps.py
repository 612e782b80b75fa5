"""The second half of the summary: findings with their next steps, and what is not known."""

from __future__ import annotations

from collections.abc import Sequence

from belong_assess.language.texts import Language
from belong_assess.views.answers import QuestionRow
from belong_assess.views.report import FindingLine, Report
from belong_assess.views.workbook.canvas import Canvas

MIDDLE, END = 4, 8
SECTION_HEIGHT, SPACE = 22.0, 6.0
MOST_OPEN = 4


def steps_height(canvas: Canvas, report: Report, language: Language) -> float:
    """The height in points that findings and open questions will take."""
    findings = [finding_heights(canvas, finding, language) for finding in (*report.strengths, *report.attention)]
    unknown = [
        canvas.room(text, "page.text", 1, canvas.last_column) for text in unknown_lines(report.open_questions, language)
    ]
    return 3 * (SPACE + SECTION_HEIGHT) + sum(map(sum, findings)) + sum(unknown)


def paint_findings_in_short(canvas: Canvas, findings: Sequence[FindingLine], title: str, language: Language) -> None:
    """Findings under a heading: what stands out on the left, the next step on the right."""
    canvas.down(SPACE)
    canvas.line(title, "section", least=SECTION_HEIGHT)
    if not findings:
        canvas.line(language("workbook.nothing"), "page.text")
    for finding in findings:
        head, about = headings(finding, language)
        heights = finding_heights(canvas, finding, language)
        canvas.put(head, "finding.title", 1, MIDDLE)
        canvas.put(about, "finding.title", MIDDLE + 1, END)
        canvas.down(heights[0])
        canvas.put(finding.sentence, "finding.text", 1, MIDDLE)
        canvas.put(finding.next_step, "finding.text", MIDDLE + 1, END)
        canvas.down(heights[1])


def finding_heights(canvas: Canvas, finding: FindingLine, language: Language) -> tuple[float, float]:
    """The heights of a finding's two rows."""
    head, about = headings(finding, language)
    return (
        max(canvas.room(head, "finding.title", 1, MIDDLE), canvas.room(about, "finding.title", MIDDLE + 1, END)),
        max(
            canvas.room(finding.sentence, "finding.text", 1, MIDDLE),
            canvas.room(finding.next_step, "finding.text", MIDDLE + 1, END),
        ),
    )


def headings(finding: FindingLine, language: Language) -> tuple[str, str]:
    """What a finding is called, and where and with whom its next step lies."""
    head = language("workbook.finding.head", kind=finding.kind_label, title=finding.title)
    key = "workbook.finding.about" if finding.areas else "workbook.finding.about.whole"
    return head, language(key, areas=finding.areas, who=finding.who)


def paint_unknown(canvas: Canvas, questions: Sequence[QuestionRow], language: Language) -> None:
    """What is not known: the first open questions, with who could know."""
    canvas.down(SPACE)
    title = language.count("workbook.unknown", len(questions)) if questions else language("workbook.unknown.none")
    canvas.line(title, "section", least=SECTION_HEIGHT)
    for text in unknown_lines(questions, language):
        canvas.line(text, "page.text")


def unknown_lines(questions: Sequence[QuestionRow], language: Language) -> list[str]:
    """The open questions in short."""
    lines = []
    for question in questions[:MOST_OPEN]:
        key = "workbook.unknown.ask" if question.hint else "workbook.unknown.line"
        lines.append(language(key, id=question.id, text=question.text, who=question.hint))
    rest = len(questions) - MOST_OPEN
    if rest > 0:
        lines.append(language.count("workbook.unknown.more", rest, sheet=language("workbook.sheet.questions")))
    return lines
