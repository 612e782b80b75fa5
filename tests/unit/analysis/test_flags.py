"""Each sign of one submission, where it just shows and where it just does not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from support.methods import method

from belong_assess.analysis.flags import flag_facts, submission_flags
from belong_assess.model.questionnaire import Ticks
from belong_assess.problems import Location, Problem
from belong_assess.responses.submission import Chosen, DontKnow, Entry, Response, Submission, Ticked, Words
from belong_assess.scoring.engine import score

REGIONAL = method("regional")
LADDERS = [item.id for item in REGIONAL.items.values() if REGIONAL.is_ladder(item.answer) and item.asked_when is None]
TICKS = {item.id: item.answer for item in REGIONAL.items.values() if isinstance(item.answer, Ticks)}
UNNAMED = "region_not_named"


def submission(answers: dict[str, Entry] | None = None, name: str = "Val Serrano") -> Submission:
    context = {"region_name": Entry(Words(name))} if name else {}
    return Submission("regional", None, None, "full", context=context, answers=answers or {})


def flags(given: Submission, problems: tuple[Problem, ...] = ()) -> tuple[str, ...]:
    return submission_flags(REGIONAL, given, score(REGIONAL, given), problems)


def steps(*values: int) -> dict[str, Entry]:
    return {item: Entry(Chosen(step)) for item, step in zip(LADDERS, values, strict=False)}


def test_a_plain_submission_has_no_flag() -> None:
    assert flags(submission()) == ()
    assert flags(submission(steps(0, 1, 2, 3, 4, 0, 1, 2, 3, 4))) == ()


@pytest.mark.parametrize("name", ["", " ", "\xa0"])
def test_a_region_without_a_name(name: str) -> None:
    assert flags(submission(name=name)) == (UNNAMED,)


def test_an_error_among_the_problems() -> None:
    where = Location("a.xlsx")
    note, error = Problem("answer.hidden", where), Problem("answer.not_an_option", where)
    assert flags(submission(), (note, note)) == ()
    assert flags(submission(), (note, error, error)) == ("unreadable_answers:2",)


@pytest.mark.parametrize("unknown", [0, 1])
def test_more_than_a_fifth_is_not_known(unknown: int) -> None:
    """Of the questions that were asked; conditions that are open leave their questions asked."""
    given = submission({item: Entry(DontKnow()) for item in REGIONAL.items})
    asked = [item for item in score(REGIONAL, given).items.values() if item.state != "not_asked"]
    assert len(asked) == len(REGIONAL.items) == 111
    count = 22 + unknown  # 22/111 = 19.8 %, 23/111 = 20.7 %
    free = [item.id for item in REGIONAL.items.values() if item.asked_when is None][:count]
    found = flags(submission({item: Entry(DontKnow()) for item in free}))
    assert found == ((f"many_unknown:{count}:111",) if unknown else ())
    assert bool(found) is (Fraction(count, 111) > Fraction(1, 5))


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([3] * 9 + [2], ("one_step:9:10:3",)),
        ([3] * 10, ("one_step:10:10:3",)),
        ([3] * 8 + [2] * 2, ()),
        ([3] * 9, ()),
        ([0] * 18 + [1] * 2, ("one_step:18:20:0",)),
        ([0] * 17 + [1] * 3, ()),
    ],
)
def test_nine_of_ten_ladder_answers_on_one_step(values: list[int], found: tuple[str, ...]) -> None:
    assert flags(submission(steps(*values))) == found


@pytest.mark.parametrize(
    ("full", "other", "found"),
    [(4, 1, ("all_ticked:4:5",)), (5, 0, ("all_ticked:5:5",)), (3, 2, ()), (4, 0, ()), (4, 2, ())],
)
def test_every_option_is_ticked_in_four_of_five(full: int, other: int, found: tuple[str, ...]) -> None:
    free = [item for item in TICKS if REGIONAL.items[item].asked_when is None]
    assert len(free) >= 6
    answers: dict[str, Response] = {}
    for place, item in enumerate(free[: full + other]):
        options = tuple(option.id for option in TICKS[item].options)
        answers[item] = Ticked(options if place < full else options[1:])
    assert flags(submission({item: Entry(held) for item, held in answers.items()})) == found


def test_an_option_that_is_left_out_need_not_be_ticked() -> None:
    free = [item for item in TICKS if REGIONAL.items[item].asked_when is None][:5]
    options = {item: tuple(option.id for option in TICKS[item].options) for item in free}
    kept = {item: Entry(Ticked(held[1:], left_out=((held[0], "NC"),))) for item, held in options.items()}
    assert flags(submission(kept)) == ("all_ticked:5:5",)


def test_one_function_answered_everything() -> None:
    spread = steps(0, 1, 2, 3, 4, 0, 1, 2, 3, 4)
    assert len(spread) == 10
    one = {
        item: replace(entry, by=("Equality unit", "equality  UNIT")[place % 2])
        for place, (item, entry) in enumerate(spread.items())
    }
    assert flags(submission(one)) == ("one_function:10",)
    first = next(iter(one))
    assert flags(submission({**one, first: replace(one[first], by="Statistics")})) == ()
    assert flags(submission({**one, first: replace(one[first], by=None)})) == ()
    unnamed = LADDERS[10]
    assert flags(submission({**one, unnamed: Entry(Chosen(2))})) == ("one_function:10",)


def test_several_flags_stand_in_their_order() -> None:
    found = flags(submission(steps(*[3] * 10), name=""), (Problem("answer.out_of_range"),))
    assert found == ("unreadable_answers:1", UNNAMED, "one_step:10:10:3")
    assert flag_facts(found[2]) == ("one_step", {"count": "10", "total": "10", "step": "3"})
    assert flag_facts(UNNAMED) == (UNNAMED, {})
