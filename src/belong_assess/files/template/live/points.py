"""Points (0-100) of one answer as formulas: one for each kind of rule, as in docs/scoring.md."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from belong_assess.files.template.live.answers import ANSWERED, OPEN, Answers
from belong_assess.files.template.live.formula import (
    Cells,
    Fixed,
    Formula,
    all_,
    any_,
    flag,
    if_,
    is_number,
    is_one_of,
    last_reached,
    least,
    looked_up,
    most,
    nth,
    plus,
)
from belong_assess.files.template.live.means import FULL
from belong_assess.files.template.live.table import Table
from belong_assess.files.template.live.words import LATER
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import (
    BandsRule,
    CombinationRule,
    LinearRule,
    ParityRule,
    PartRule,
    PointsRule,
    Rule,
    TicksRule,
)
from belong_assess.model.questionnaire import Ticks


class Points:
    """The hidden tables of points: the tables of the rules, and one row for each question and each part."""

    def __init__(self, assessment: Assessment, answers: Answers) -> None:
        self.assessment = assessment
        self.answers = answers
        self.rules = Table("rules")
        self.table = Table("points")
        for rule in assessment.indicators.rules:
            self._lay_out(rule)

    def add(self, item_id: str, rule_id: str) -> None:
        """Add a question with its points; of a group, the parts first.

        `points` where it is answered, `low` and `high` while it is open, and whether it `leaves` because there is too little
        to compare.
        """
        rule = self.assessment.rules[rule_id]
        if isinstance(rule, CombinationRule):
            self._group(item_id, rule)
            return
        self._answer(item_id, rule)
        self.table.put(item_id, low=0, high=FULL)

    def _lay_out(self, rule: Rule) -> None:
        """Write down the table of a rule that has one: steps or bounds, ascending, with their points."""
        rows: list[tuple[Decimal, Decimal]] = []
        if isinstance(rule, PointsRule):
            rows = [(Decimal(option.value), option.points) for option in rule.points]
        elif isinstance(rule, BandsRule):
            rows = [(bound.at_least, bound.points) for bound in rule.bounds]
        for number, (reached, points) in enumerate(sorted(rows), 1):
            self.rules.put(f"{rule.id}/{number}", reached=reached, points=points)

    def _table_of(self, rule: str, rows: int) -> tuple[Cells, Cells]:
        ends = f"{rule}/1", f"{rule}/{rows}"
        return self.rules.down("reached", *ends), self.rules.down("points", *ends)

    def _answer(self, asked: str, rule: Rule) -> None:
        put, at = self.table.put, self.table.at
        answered = self.answers.state(asked).equals(ANSWERED)
        put(asked, leaves=if_(answered, self._leaves(asked, rule), 0))
        points = FULL - self._points(asked, rule) if rule.reversed else self._points(asked, rule)
        put(asked, points=if_(answered, if_(at(asked, "leaves").equals(1), 0, points), 0))

    def _points(self, asked: str, rule: Rule) -> Formula:
        main = self.answers.main(asked)
        match rule:
            case PointsRule():
                return looked_up(main, *self._table_of(rule.id, len(rule.points)))
            case BandsRule():
                bounds, points = self._table_of(rule.id, len(rule.bounds))
                return nth(points, last_reached(main, bounds))
            case TicksRule(full_at=full_at):
                return self._of_ticks(asked, full_at)
            case ParityRule():
                first, second = (self.answers.piece(asked, f"#{name}") for name in ("first", "second"))
                return FULL * least(first, second) / second
            case LinearRule(zero_at=zero, full_at=full):
                return most(0, least(FULL, FULL * (main - zero) / (full - zero)))
            case CombinationRule():
                raise ValueError("a combination has parts, not an answer")
            case _:
                assert_never(rule)

    def _of_ticks(self, asked: str, full_at: int | None) -> Formula:
        """Ticked / listed x 100; options left out leave the denominator, and never raise what full marks take."""
        at = self.answers.table.at
        remaining = self._listed(asked) - at(asked, "left")
        needed = remaining if full_at is None else least(full_at, remaining)
        return FULL * least(at(asked, "ticked"), needed) / needed

    def _listed(self, asked: str) -> Formula:
        item_id, _, part_id = asked.rpartition(".")
        known = self.assessment.items
        parts = () if asked in known else self.assessment.parts_of(item_id)
        answer = known[asked].answer if asked in known else next(part.answer for part in parts if part.id == part_id)
        assert isinstance(answer, Ticks)
        return Fixed(len(answer.options))

    def _leaves(self, asked: str, rule: Rule) -> Formula:
        """Only a comparison can turn out to have too little behind it."""
        if not isinstance(rule, ParityRule):
            return Fixed(0)
        second, persons = (self.answers.piece(asked, f"#{name}") for name in ("second", "persons"))
        few = all_(is_number(persons), persons < rule.fewest_persons)
        return flag(any_(second.equals(0), second < rule.smallest_share, few))

    # groups

    def _group(self, item_id: str, rule: CombinationRule) -> None:
        """The weighted mean of the parts that count; an open part takes either end, unless the whole was answered."""
        put, at = self.table.put, self.table.at
        parts = [self._part(f"{item_id}.{part.part}", part) for part in rule.parts]
        put(item_id, weight=plus([at(part, "weight") for part in parts]))
        weight = at(item_id, "weight")
        for end in ("least", "most"):
            weighted = plus([at(part, "weight") * at(part, end) for part in parts])
            self.table.set(item_id, end, if_(weight > 0, weighted / weight, 0))
        low, high = at(item_id, "least"), at(item_id, "most")
        if rule.reversed:
            low, high = FULL - high, FULL - low  # type: ignore[assignment]
        answered = self.answers.state(item_id).equals(ANSWERED)
        speaks = all_(is_one_of(self.answers.main(item_id), "", LATER), weight > 0)
        put(item_id, leaves=flag(answered, weight.equals(0)))
        put(item_id, points=if_(all_(answered, weight > 0), low, 0))
        put(item_id, low=if_(speaks, low, 0), high=if_(speaks, high, FULL))

    def _part(self, asked: str, part: PartRule) -> str:
        """A part weighs where it counts or is open; what is NC or NA leaves the group."""
        self._answer(asked, self.assessment.rules[part.rule])
        state, at = self.answers.state(asked), self.table.at
        counts = all_(state.equals(ANSWERED), at(asked, "leaves").equals(0))
        weight = if_(any_(counts, is_one_of(state, *OPEN)), part.weight, 0)
        answered = state.equals(ANSWERED)
        self.table.put(asked, weight=weight, least=at(asked, "points"), most=if_(answered, at(asked, "points"), FULL))
        return asked
