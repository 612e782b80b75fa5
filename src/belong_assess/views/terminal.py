"""The report for a terminal, drawn with Rich: bars, tables and colour, 80 columns wide or more. Returns text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from belong_assess.language.texts import Language
from belong_assess.views.answers import QuestionRow
from belong_assess.views.own import OwnBlock, answer_line
from belong_assess.views.report import FindingLine, Line, Report

ID_WIDTH, SCORE_WIDTH, BASE_WIDTH = 3, 18, 6
WIDE_BAR, NARROW_BAR, ENOUGH = 20, 10, 76
NUMBER_WIDTH = 5
NARROWEST = 60
"""Widths are stated, so that the columns of all sections stand under each other and nothing has to be measured."""
BAND_COLOURS = ("bright_black", "yellow", "cyan", "green")
KIND_STYLES = {"strength": "green", "gap": "yellow", "contradiction": "magenta", "open_point": "cyan"}
BLOCKS = ("█", "▒", "·")
ASCII_BLOCKS = ("#", "=", ".")
MOST_OPEN = 12


def render_terminal(
    report: Report, language: Language, *, width: int = 80, colour: bool = False, ascii_only: bool = False
) -> str:
    """Draw the report as text for a terminal of this width; `ascii_only` for streams that hold no blocks."""
    painter = _Painter(language, width, ascii_only)
    return to_text(painter.report(report), width=width, colour=colour)


def to_text(parts: Iterable[RenderableType], *, width: int, colour: bool) -> str:
    """Draw Rich renderables as text; nothing is interpreted as markup, nothing is hyphenated or highlighted."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(Group(*parts))
    stream = console.file
    assert isinstance(stream, io.StringIO)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


class _Painter:
    """Draws one report; the blocks of the bars depend on what the stream can hold."""

    def __init__(self, language: Language, width: int, ascii_only: bool) -> None:
        self.say = language
        self.width = max(width, NARROWEST)
        self.bar_width = WIDE_BAR if width >= ENOUGH else NARROW_BAR
        self.blocks = ASCII_BLOCKS if ascii_only else BLOCKS
        self.ascii_only = ascii_only

    def report(self, report: Report) -> list[RenderableType]:
        say = self.say
        parts: list[RenderableType] = [*self.head(report), *self.headline(report)]
        parts += self.section(say("terminal.areas"), report.legend, self.lines(report.areas))
        if report.composites:
            parts += self.section(say("terminal.composites"), "", self.lines(report.composites))
        for block in report.views:
            parts += self.section(block.title, block.about, self.lines(block.lines))
        parts += self.own(report.own) if report.own is not None else []
        parts += self.section(say("terminal.strengths"), "", self.findings(report.strengths))
        parts += self.section(say("terminal.attention"), "", self.findings(report.attention))
        parts += self.open_points(report)
        parts += self.firmness(report)
        parts += self.section(say("terminal.method"), "", self.method(report))
        return parts

    def head(self, report: Report) -> list[RenderableType]:
        facts = Table.grid(padding=(0, 2))
        facts.add_column(style="bright_black", no_wrap=True)
        facts.add_column()
        for fact in report.head:
            facts.add_row(Text(fact.name), Text(fact.value))
        return [Text(report.unit, style="bold"), Text(report.title), Text(""), facts]

    def headline(self, report: Report) -> list[RenderableType]:
        """The index, always with its range, and what the result rests on."""
        parts: list[RenderableType] = [Text("")]
        if report.index is not None:
            parts.append(self.index(report.index))
        parts.append(Text(report.rests))
        ranges = [f", {other.range}" if other.range else "" for other in report.indices]
        parts += [Text(f"{other.title}: {other.words}{r}") for other, r in zip(report.indices, ranges, strict=True)]
        if report.firmness:
            parts.append(Text(report.firmness, style="bright_black"))
        parts += [Text(note) for note in report.notes]
        return [*parts, Text(""), *(Text(line, style="italic") for line in report.statement)]

    def index(self, index: Line) -> Text:
        name = Text.assemble((index.title, "bold"), "  ", (self.marked(index), f"bold {self.colour(index)}"))
        if index.range:
            name.append(f"  {self.say('terminal.range', range=index.range)}")
        return name

    def section(self, title: str, about: str, body: RenderableType) -> list[RenderableType]:
        parts: list[RenderableType] = [Text(""), Text(title, style="bold underline")]
        if about:
            parts.append(Text(about, style="bright_black"))
        return [*parts, body]

    def lines(self, lines: Sequence[Line]) -> RenderableType:
        """Scores in columns, placed here: a Rich table measures every cell first, which a start would feel."""
        return Group(*(text for line in lines for text in self.row(line)))

    def row(self, line: Line) -> Iterator[Text]:
        """One score: its id, title, bar, words and base; below go a long title and, under the bar, its range."""
        free = self.width - ID_WIDTH - self.bar_width - BASE_WIDTH - 4
        score_width = max(SCORE_WIDTH, free * 2 // 5)
        title_width = free - score_width
        titles = wrap(line.title, title_width, break_on_hyphens=False) or [""]
        known = line.id if len(line.id) <= ID_WIDTH else ""
        first, *more = self.score(line, score_width)
        text = Text(f"{known:<{ID_WIDTH}} ", style="bright_black").append(f"{titles[0]:<{title_width}} ", style="default")
        text.append_text(self.bar(line)).append(" ").append_text(first)
        yield text.append(f"{line.base:>{self.width - len(text)}}")
        below = [*(" " * (self.bar_width + 1) + words.plain for words in more), *self.below(line, free - title_width)]
        for title, words in zip_longest(titles[1:], below, fillvalue=""):
            yield Text(f"{'':<{ID_WIDTH}} {title:<{title_width}} ").append(words, style="bright_black")

    def own(self, own: OwnBlock) -> list[RenderableType]:
        """Questions of the region's own: each area as the common ones are drawn, with its questions below it."""
        body: list[RenderableType] = [Text(text) for text in (own.title, own.about) if text]
        for page in own.pages:
            body += [Text(""), *self.row(page.line)]
            if page.line.coverage:
                body.append(
                    Text(f"{'':<{ID_WIDTH}} {self.say('own.coverage', coverage=page.line.coverage)}", style="bright_black")
                )
            body += [self.own_question(row) for row in page.questions]
        return self.section(self.say("own.title"), own.apart, Group(*body))

    def own_question(self, row: QuestionRow) -> RenderableType:
        told = Group(
            Text.assemble((f"{row.id} ", "bold"), row.text), Padding(Text(answer_line(row, self.say)), (0, 0, 0, 2))
        )
        return Padding(told, (0, 0, 0, ID_WIDTH + 1))

    def bar(self, line: Line) -> Text:
        """Full blocks up to the lowest score still possible, lighter ones up to the highest."""
        if line.score is None or line.low is None or line.high is None:
            return Text(" " * self.bar_width)
        low, high = (round(end * self.bar_width / 100) for end in (line.low, line.high))
        if line.low == line.high:
            high = low
        full, light, empty = self.blocks
        text = Text(full * low, style=self.colour(line))
        text.append(light * (high - low), style=self.colour(line))
        return text.append(empty * (self.bar_width - high), style="bright_black")

    def score(self, line: Line, width: int) -> list[Text]:
        """Number and band; or the words that stand for a score; on as many lines as they take."""
        if line.state != "scored" or not line.number:
            style = "bright_black" if line.state != "scored" else ""
            return [Text(words, style=style) for words in wrap(line.words, width)]
        first, *more = wrap(self.marked(line, short=True), width - NUMBER_WIDTH) or [""]
        number = Text(f"{line.number:>{NUMBER_WIDTH - 1}} ", style="bold")
        return [number.append(first, style=self.colour(line)), *(Text(" " * NUMBER_WIDTH + words) for words in more)]

    def below(self, line: Line, score_width: int) -> list[str]:
        """The range of a score, and the bands that it could still be, as wide as bar and score together."""
        others = self.say("terminal.could_be", others=line.others) if line.others else ""
        return wrap(self.say.list([text for text in (line.range, others) if text]), self.bar_width + 1 + score_width)

    def marked(self, line: Line, *, short: bool = False) -> str:
        """The band in words, its symbol in front where the stream can hold it."""
        words = line.band if short else line.words
        return f"{line.symbol} {words}" if line.symbol and not self.ascii_only else words

    def colour(self, line: Line) -> str:
        return BAND_COLOURS[min(line.rank, len(BAND_COLOURS) - 1)] if line.rank >= 0 else "bright_black"

    def findings(self, findings: Sequence[FindingLine]) -> RenderableType:
        if not findings:
            return Text(self.say("terminal.none"))
        return Group(*(self.one_finding(finding) for finding in findings))

    def one_finding(self, finding: FindingLine) -> RenderableType:
        head = Text.assemble((finding.kind_label, KIND_STYLES[finding.kind]), ": ", (finding.title, "bold"))
        if finding.areas:
            head.append(f"  ({finding.areas})", style="bright_black")
        body: list[RenderableType] = [Text(finding.sentence)]
        body.append(Text.assemble((self.say("terminal.next") + " ", "bold"), finding.next_step))
        body += [Text(self.say("terminal.practice", title=p.title, where=p.where, text=p.text)) for p in finding.practices]
        return Group(head, Padding(Group(*body), (0, 0, 1, 2)))

    def open_points(self, report: Report) -> list[RenderableType]:
        if not report.open_questions:
            return []
        table = Table.grid(padding=(0, 1))
        table.add_column(no_wrap=True)
        table.add_column(ratio=3)
        table.add_column(ratio=2)
        for row in report.open_questions[:MOST_OPEN]:
            known = self.say("terminal.ask", who=row.hint) if row.hint else ""
            table.add_row(Text(row.id), Text(row.text), Text(f"{row.state_label}. {known}".strip(), style="bright_black"))
        parts = self.section(self.say.count("terminal.open", len(report.open_questions)), "", table)
        more = len(report.open_questions) - MOST_OPEN
        return [*parts, Text(self.say.count("terminal.more", more), style="bright_black")] if more > 0 else parts

    def firmness(self, report: Report) -> list[RenderableType]:
        if not report.rates:
            return []
        table = Table.grid(padding=(0, 2))
        for rate in report.rates:
            table.add_row(Text(rate.name), Text(rate.value))
        return self.section(self.say("terminal.rates"), self.say("terminal.rates.about"), table)

    def method(self, report: Report) -> RenderableType:
        facts = Table.grid(padding=(0, 2))
        facts.add_column(style="bright_black")
        facts.add_column()
        for fact in (*report.method, *report.bands):
            facts.add_row(Text(fact.name if self.ascii_only else f"{fact.symbol} {fact.name}".strip()), Text(fact.value))
        return Group(*(Text(f"- {rule}") for rule in report.rules), facts)
