"""The overview: one row a submission, its index in words and numbers, and every other score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Number
from belong_assess.results.record import NodeFigures, Record
from belong_assess.values import value
from belong_assess.views.cohort_book.desk import Desk
from belong_assess.views.cohort_book.table import HEAD_ROW, Head, Table
from belong_assess.views.cohort_book.wording import WHOLE, Wording
from belong_assess.views.cohort_words import file_text
from belong_assess.views.safe import safe

SCORE_WIDTH, WITHOUT_WIDTH = 5.8, 64
TEXT, STRONG, NUMBER = "list.text", "list.strong", "list.number"
LIGHT, MIDDLE, FULL = "#FFFFFF", "#DCEAF4", "#8FC1E3"
"""The colour scale of scores from 0 over 50 to 100: one hue, dark enough to tell apart and light enough to read on."""


@value
class Block:
    """Scores that stand side by side under one heading."""

    title: str
    nodes: tuple[str, ...]


class Overview:
    """The overview of one method version."""

    def __init__(self, desk: Desk, wording: Wording, name: str, about: str) -> None:
        self.desk = desk
        self.wording = wording
        self.assessment = wording.assessment
        self.say = desk.say
        self.blocks = tuple(_blocks(self.assessment, desk))
        self.presets = {preset.id: preset.title for preset in self.assessment.questionnaire.competences.presets}
        self.tiers = {tier.id: tier.title for tier in self.assessment.questionnaire.tiers}
        fixed = self._fixed()
        self.fixed = len(fixed)
        heads = [*fixed, *self._scores(), Head(desk.say("cohort.column.without"), WITHOUT_WIDTH)]
        self.table = Table(desk, name, about, heads, groups=tuple(self._groups()), frozen=1)

    # headings

    def _fixed(self) -> list[Head]:
        say = self.say
        heads = [
            Head(say("cohort.column.region"), 24),
            Head(say("cohort.column.file"), 20),
            Head(say("cohort.column.country"), 11),
            *([Head(say("cohort.column.preset"), 16)] if self.presets else []),
            Head(say("cohort.column.tier"), 10),
            Head(say("cohort.column.status"), 11),
            Head(say("cohort.column.language"), 9),
        ]
        if self.assessment.headline is not None:
            title = self.assessment.headline.title
            heads += [Head(title, 7, "column.number"), Head(say("cohort.column.band"), 13)]
            heads += [Head(say(f"cohort.column.{name}"), 7, "column.number") for name in ("low", "high")]
            heads += [Head(say("cohort.column.words"), 24), Head(say("cohort.column.coverage"), 9, "column.number")]
        heads += [Head(say(f"cohort.column.{name}"), 8, "column.number") for name in ("counted", "open", "left_out")]
        if self.assessment.headline is not None and self.assessment.asks_evidence:
            heads.append(Head(say("cohort.column.documented"), 10.5, "column.number"))
        return heads

    def _scores(self) -> Iterator[Head]:
        for place, block in enumerate(self.blocks):
            for number, node in enumerate(block.nodes):
                title = self.assessment.title_of(node)
                name = self.say("cohort.heading.area", id=node, title=title) if node in self.assessment.areas else title
                yield Head(name, SCORE_WIDTH, "upright", page=number == 0 and place in (0, len(self.blocks) - 1))

    def _groups(self) -> Iterator[tuple[int, str]]:
        if self.assessment.headline is not None:
            yield self._index_column, self.assessment.headline.title
        column = self.fixed
        for block in self.blocks:
            yield column, block.title
            column += len(block.nodes)

    @property
    def _index_column(self) -> int:
        return 7 if self.presets else 6

    # rows

    def add(self, record: Record) -> None:
        """Write the row of one submission."""
        self.table.add([*self._said(record), *self._index(record), *self._figures(record), self._without(record)])

    def _said(self, record: Record) -> Iterator[str]:
        """Who sent it, and how it was made."""
        text, say = self.desk.cells.text, self.say
        yield text(safe(record.unit) or say("report.unnamed"), STRONG)
        yield text(file_text(record.file, record.place, say), TEXT)
        yield text(safe(record.facts.get("country", "")), TEXT)
        if self.presets:
            yield text(self.presets.get(record.preset, record.preset), TEXT)
        tier = self.tiers.get(record.tier, record.tier)
        yield text(
            tier if record.scope is None else say("cohort.scoped", tier=tier, scope=say.list(list(record.scope))), TEXT
        )
        yield text(say(f"status.{record.status}"), TEXT)
        yield text(safe(record.language), TEXT)

    def _tier(self, record: Record) -> str:
        """The tier, and the areas of a submission on some of them."""
        tier = self.tiers.get(record.tier, record.tier)
        return (
            tier if record.scope is None else self.say("cohort.scoped", tier=tier, scope=self.say.list(list(record.scope)))
        )

    def _index(self, record: Record) -> Iterator[str]:
        """The index with its base; in a method without one, how many questions stand behind the areas."""
        text, number = self.desk.cells.text, self.desk.cells.number
        headline = self.assessment.headline
        figures = None if headline is None else record.nodes[headline.id]
        if headline is not None and figures is not None:
            yield self._score(figures.score)
            yield text(self.wording.bands.get(figures.band or "", ""), TEXT)
            yield from (self._score(figures.low), self._score(figures.high))
            yield text(self.wording.words(record, headline.id, figures), TEXT)
            yield self._coverage(figures, record.tier)
        yield from (number(count, NUMBER, WHOLE) for count in _counts(record, figures))
        if figures is not None and self.assessment.asks_evidence:
            yield self._score(figures.documented)

    def _score(self, score: Number | None) -> str:
        if score is None:
            return self.desk.cells.empty(NUMBER)
        return self.desk.cells.number(score, NUMBER, self.wording.point_format(score))

    def _coverage(self, figures: NodeFigures, tier: str) -> str:
        if figures.coverage is None:
            return self.desk.cells.empty(NUMBER)
        return self.desk.cells.number(figures.coverage, NUMBER, self.wording.coverage_format(figures.coverage, tier))

    def _figures(self, record: Record) -> Iterator[str]:
        """Every score beside the index; areas that are only for discussion show none."""
        shape = self.wording.shapes[record.tier]
        for block in self.blocks:
            for node in block.nodes:
                figures = record.nodes.get(node)
                hidden = figures is None or (shape and node in self.assessment.areas)
                yield self._score(None if hidden or figures is None else figures.score)

    def _without(self, record: Record) -> str:
        """Which scores are missing, and why."""
        reasons: dict[str, list[str]] = {}
        shape = self.wording.shapes[record.tier]
        for block in self.blocks:
            for node in block.nodes:
                figures = record.nodes.get(node)
                if figures is not None and figures.score is None and not (shape and node in self.assessment.areas):
                    reasons.setdefault(self.wording.words(record, node, figures), []).append(self._name(node))
        said = [self.say("cohort.without", reason=reason, ids=self.say.list(ids)) for reason, ids in reasons.items()]
        if shape:
            said.append(self.say("cohort.areas_for_discussion", reason=self.say("report.for_discussion")))
        return self.desk.cells.text(self.say("report.semicolon").join(said), TEXT)

    def _name(self, node: str) -> str:
        return node if node in self.assessment.areas else self.assessment.title_of(node)

    def close(self) -> None:
        """Colour the scores, and finish the sheet."""
        last = self.table.rows.row - 1
        scale = {
            "type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num",
            "min_value": 0, "mid_value": 50, "max_value": 100,
            "min_color": LIGHT, "mid_color": MIDDLE, "max_color": FULL,
        }  # fmt: skip
        if last > HEAD_ROW:
            if self.assessment.headline is not None:
                self.table.sheet.conditional_format(HEAD_ROW + 1, self._index_column, last, self._index_column, scale)
            self.table.sheet.conditional_format(HEAD_ROW + 1, self.fixed, last, len(self.table.heads) - 2, scale)
        self.table.close()


def _blocks(assessment: Assessment, desk: Desk) -> Iterator[Block]:
    """Views that the method shows, groups of areas with the other indices, areas."""
    for view in assessment.indicators.views:
        if view.shown:
            yield Block(view.title, tuple(bar.id for bar in view.bars))
    groups = tuple(node.id for node in assessment.indicators.aggregates if not node.headline)
    if groups:
        yield Block(desk.say("cohort.heading.groups"), groups)
    yield Block(desk.say("cohort.heading.areas"), tuple(assessment.areas))


def _counts(record: Record, index: NodeFigures | None) -> Sequence[int]:
    """Counted, open and left out: below the index, else of all questions."""
    if index is not None:
        return index.counted, index.open, index.left_out
    roles = [item.role for item in record.items.values()]
    return roles.count("counted"), roles.count("open"), roles.count("left_out")
