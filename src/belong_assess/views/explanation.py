"""Why a number is what it is: the receipt of one node or question in words, each line reproducible by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Cap
from belong_assess.responses.submission import Number, Submission
from belong_assess.results.result import NodeResult, Result
from belong_assess.values import value
from belong_assess.views.answers import QuestionRow, question_row
from belong_assess.views.rules import rule_text
from belong_assess.views.score_lines import ScoreLines


@value
class ReceiptRow:
    """One term: what it is, its score, its stated and effective weight, and what it brings."""

    id: str
    title: str
    score: str
    weight: str
    effective: str
    contribution: str


@value
class Explanation:
    """A receipt as it is shown; `sums` say in words and numbers how the rows make the score."""

    id: str
    title: str
    words: str
    operation: str
    rows: tuple[ReceiptRow, ...]
    sums: tuple[str, ...]
    notes: tuple[str, ...]
    question: QuestionRow | None = None


def explain_node(assessment: Assessment, result: Result, node_id: str, language: Language) -> Explanation:
    """Explain the score of an area, aggregate or bar by its terms."""
    node = result.nodes[node_id]
    line = ScoreLines(assessment, result, language).line(node)
    return Explanation(
        id=node_id,
        title=assessment.title_of(node_id),
        words=language("explain.with_range", words=line.words, range=line.range) if line.range else line.words,
        operation=language(f"explain.{node.aggregation}") if node.terms else "",
        rows=tuple(_row(assessment, node, index, language) for index in range(len(node.terms))),
        sums=_sums(assessment, node, language),
        notes=_notes(ScoreLines(assessment, result, language), node, language),
    )


def explain_item(
    assessment: Assessment, submission: Submission, result: Result, item_id: str, language: Language
) -> Explanation:
    """Explain the points of a question: its answer, its rule, and where it counts."""
    row = question_row(assessment, submission, result, item_id, language, ())
    found = result.items[item_id]
    sums = []
    if found.points is not None:
        sums.append(
            language("explain.points", answer=row.answer or row.state_label, points=exact_text(found.points, language))
        )
    if found.documented is not None and found.points is not None and found.documented != found.points:
        sums.append(language("explain.points_documented", documented=exact_text(found.documented, language)))
    if found.role == "open" and found.low is not None and found.high is not None:
        ends = exact_text(found.low, language), exact_text(found.high, language)
        sums.append(language("explain.still_possible", low=ends[0], high=ends[1]))
    return Explanation(
        id=item_id,
        title=row.text,
        words=row.state_label,
        operation=rule_text(assessment, item_id, language),
        rows=(),
        sums=tuple(sums),
        notes=_places(assessment, result, item_id, language),
        question=row,
    )


def set_apart(told: Explanation, language: Language) -> Explanation:
    """Say of a receipt that it is one of the region's own questions."""
    return replace(told, notes=(*told.notes, language("own.apart")))


def exact_text(number: Number, language: Language) -> str:
    """Write a number so that it can be used on paper: whole, two decimals, or a fraction beside them."""
    exact = Fraction(number)
    if exact.denominator == 1:
        return language.number(exact)
    if (exact * 100).denominator == 1:
        return language.number(exact, 1 if (exact * 10).denominator == 1 else 2)
    return language("explain.fraction", decimal=language.number(exact, 2), top=exact.numerator, bottom=exact.denominator)


def _row(assessment: Assessment, node: NodeResult, index: int, language: Language) -> ReceiptRow:
    term = node.terms[index]
    contribution = node.contribution(term)
    item = assessment.items.get(term.child)
    return ReceiptRow(
        id=term.child.rpartition("/")[2],
        title=item.text if item else assessment.title_of(term.child),
        score=exact_text(term.score, language),
        weight=exact_text(term.weight, language),
        effective=language.percent(node.effective_weight(term), 1),
        contribution="" if contribution is None else language.number(contribution, 2),
    )


def _sums(assessment: Assessment, node: NodeResult, language: Language) -> tuple[str, ...]:
    """The operation written out with this node's numbers, then caps as signed lines."""
    if node.raw is None or node.score is None:
        return ()
    total = exact_text(node.total_weight, language)
    match node.aggregation:
        case "arithmetic":
            weighted = exact_text(sum(Fraction(t.weight) * t.score for t in node.terms), language)
            first = language("explain.sum.arithmetic", sum=weighted, weights=total, score=exact_text(node.raw, language))
        case "geometric":
            first = language("explain.sum.geometric", weights=total, score=language.number(node.raw, 4))
        case "minimum":
            first = language("explain.sum.minimum", score=exact_text(node.raw, language))
    return (first, *_cap_lines(assessment, node, language))


def _cap_lines(assessment: Assessment, node: NodeResult, language: Language) -> list[str]:
    assert node.raw is not None
    lines = []
    left = node.raw
    caps = {cap.id: cap for cap in _caps(assessment, node)}
    for line in node.caps:
        facts = {"reason": caps[line.cap].reason, "cap": exact_text(line.at_most, language)}
        if line.applied:
            lowered = min(left, line.at_most)
            change = exact_text(left - lowered, language)
            lines.append(language("explain.cap", raw=exact_text(left, language), change=change, **facts))
            left = lowered
        else:
            lines.append(language("explain.cap_possible", **facts))
    return lines


def _caps(assessment: Assessment, node: NodeResult) -> Sequence[Cap]:
    node_id = node.id.rpartition("/")[2]
    if node_id in assessment.areas:
        return assessment.areas[node_id].caps
    return assessment.aggregates[node_id].caps if node_id in assessment.aggregates else ()


def _notes(lines: ScoreLines, node: NodeResult, language: Language) -> tuple[str, ...]:
    """What else is to be said of a node; figures are rounded as the report rounds them."""
    line = lines.line(node)
    notes = []
    if node.coverage is not None:
        notes.append(language("explain.coverage", coverage=line.coverage, counted=node.counted, open=node.open))
    if line.range:
        notes.append(language("explain.range", range=line.range))
    if line.documented and node.documented != node.score:
        most = language.number(Fraction(lines.assessment.indicators.firmness.undocumented_at_most))
        notes.append(language("explain.documented", documented=line.documented, most=most))
    if node.left_out:
        notes.append(language.count("explain.left_out", node.left_out))
    notes.extend(language(f"explain.shortfall.{shortfall}") for shortfall in node.shortfalls)
    if node.mostly_outside and node.state != "outside_competence":
        notes.append(language("explain.mostly_outside"))
    return tuple(notes)


def _places(assessment: Assessment, result: Result, item_id: str, language: Language) -> tuple[str, ...]:
    """Where a question counts: its share of every node that holds it, and of the index through the nodes in between."""
    shares = [(node, own, 1) for node in result.nodes.values() if (own := _direct_share(node, item_id))]
    index = result.index
    if index is not None and (whole := _share_below(result, index, item_id)):
        behind = next((place for place, (node, _, _) in enumerate(shares, 1) if node.kind == "area"), len(shares))
        shares.insert(behind, (index, whole, 2))
    return tuple(
        language("explain.counts_in", title=assessment.title_of(node.id), id=node.id, share=language.percent(share, digits))
        for node, share, digits in shares
    )


def _direct_share(node: NodeResult, item_id: str) -> Fraction:
    """The effective weight of a question in a node that is made of questions."""
    return sum((node.effective_weight(term) for term in node.terms if term.child == item_id), Fraction())


def _share_below(result: Result, node: NodeResult, item_id: str) -> Fraction:
    """The effective weight of a question in a node, through everything that the node is made of."""
    if node.kind in ("area", "bar"):
        return _direct_share(node, item_id)
    return sum(
        (node.effective_weight(term) * _share_below(result, result.nodes[term.child], item_id) for term in node.terms),
        Fraction(),
    )
