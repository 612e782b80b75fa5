"""What each question brings: its state, its role in a score, its points, and what they may still become."""

from __future__ import annotations

from belong_assess.files.template.live.answers import ANSWERED, OPEN, Answers
from belong_assess.files.template.live.conditions import NOT_ASKED, Conditions
from belong_assess.files.template.live.formula import Cells, Formula, all_, any_, choose, flag, if_, is_one_of
from belong_assess.files.template.live.outline import Outline
from belong_assess.files.template.live.points import Points
from belong_assess.files.template.live.table import Table
from belong_assess.files.template.live.truths import FALSE, NC, TRUE, UNKNOWN
from belong_assess.files.template.live.weights import Weights
from belong_assess.files.template.live.words import NOT_APPLICABLE, NOT_OURS
from belong_assess.model.assessment import Assessment

SETTLED = (ANSWERED, NOT_OURS, NOT_APPLICABLE)
ABSENT = (NOT_OURS, NOT_APPLICABLE)


class Items:
    """The hidden table of questions, one row for each that the template asks.

    `state` is what conditions look at; `result` also knows that a comparison has too little behind it. Columns of 0 and 1
    say whether a question is `counted`, `open` or `absent` (NC, NA); numbers are 0 where it is none of these. `fixed`: it is
    counted or open and stays so; one that `may_leave` may still turn out not to be asked; one that `may_be_zero` is absent
    and may still come to count 0.
    """

    def __init__(self, assessment: Assessment, held: Outline, answers: Answers, points: Points) -> None:
        self.assessment = assessment
        self.outline = held
        self.answers = answers
        self.points = points
        self.table = Table("questions")
        self.weights = Weights(held.asked)
        self.table.add(held.asked)
        self.conditions = Conditions(answers, self.table)
        for item_id in held.asked:
            self.answers.add(assessment.items[item_id])
        for item_id in held.asked:
            self._standing(item_id)
            self._figures(item_id)

    def at(self, item_id: str, column: str) -> Cells:
        """One cell of a question."""
        return self.table.at(item_id, column)

    def down(self, column: str) -> Cells:
        """One column of all questions."""
        return self.table.down(column)

    def conditional(self, item_ids: list[str]) -> list[str]:
        """Those questions of which it may be uncertain whether they are asked."""
        return [item_id for item_id in item_ids if self.assessment.items[item_id].asked_when is not None]

    def zero_when_not_asked(self, item_id: str) -> bool:
        """Say whether a question counts 0 while it is not asked."""
        return item_id in self.outline.weights and self.assessment.measured[item_id].when_not_asked == "zero"

    def _standing(self, item_id: str) -> None:
        put, at, condition = self.table.put, self.table.at, self.assessment.items[item_id].asked_when
        put(item_id, said=self.answers.state(item_id))
        said = at(item_id, "said")
        if condition is None:
            put(item_id, state=said, uncertain=0)
            return
        self.conditions.add(item_id, condition)
        now, doubting = self.conditions.now(item_id), self.conditions.doubting(item_id)
        put(
            item_id,
            state=choose(
                (any_(now.equals(TRUE), now.equals(UNKNOWN)), said),
                (now.equals(FALSE), NOT_ASKED),
                (now.equals(NC), NOT_OURS),
                otherwise=NOT_APPLICABLE,
            ),
            uncertain=flag(
                any_(now.equals(UNKNOWN), all_(now.equals(TRUE), doubting.equals(UNKNOWN))), is_one_of(said, *SETTLED)
            ),
        )

    def _figures(self, item_id: str) -> None:
        """A question without weight has a state and no part in any score."""
        if item_id not in self.outline.weights:
            self._without_weight(item_id)
            return
        put, at = self.table.put, self.table.at
        self.points.add(item_id, self.assessment.measured[item_id].rule)
        state, leaves = at(item_id, "state"), self._points(item_id, "leaves").equals(1)
        put(item_id, result=if_(all_(state.equals(ANSWERED), leaves), NOT_APPLICABLE, state))
        result, zero = at(item_id, "result"), self.zero_when_not_asked(item_id)
        implied = flag(result.equals(NOT_ASKED)) if zero else 0
        put(item_id, implied=implied)
        put(item_id, counted=flag(any_(result.equals(ANSWERED), at(item_id, "implied").equals(1))))
        put(item_id, open=flag(is_one_of(result, *OPEN)), absent=flag(is_one_of(result, *ABSENT)))
        doubtful = at(item_id, "uncertain").equals(1)
        counted, waiting = at(item_id, "counted").equals(1), at(item_id, "open").equals(1)
        put(item_id, points=if_(result.equals(ANSWERED), self._points(item_id, "points"), 0))
        points = at(item_id, "points")
        low: Formula = if_(doubtful, 0, points) if zero else points
        put(item_id, low=choose((counted, low), (waiting, self._points(item_id, "low")), otherwise=0))
        put(item_id, high=choose((counted, points), (waiting, self._points(item_id, "high")), otherwise=0))
        put(item_id, may_leave=0 if zero else flag(counted, doubtful))
        unsettled = flag(at(item_id, "absent").equals(1), doubtful, state.equals(result))
        put(item_id, may_be_zero=unsettled if zero else 0)
        put(item_id, fixed=at(item_id, "counted") + at(item_id, "open") - at(item_id, "may_leave"))

    def _without_weight(self, item_id: str) -> None:
        columns = ("implied", "counted", "open", "absent", "points", "low", "high", "may_leave", "may_be_zero", "fixed")
        self.table.put(item_id, result=self.table.at(item_id, "state"), **dict.fromkeys(columns, 0))

    def _points(self, item_id: str, column: str) -> Cells:
        return self.points.table.at(item_id, column)
