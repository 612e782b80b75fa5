"""Whether every option of an answer can be chosen, and every number given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from belong_assess.analysis.soundness.places import answers, problem
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Count, Figure, Measure, Option, Pick, Steps, Tick, Ticks
from belong_assess.problems import PathKey, Problem
from belong_assess.responses.capture import SPECIAL
from belong_assess.responses.plain_text import folded

NONE = "none"
"""The word for "none of these" in a several-choice answer."""

Start = tuple[Decimal, bool]
"""From which share on a step holds; `True`: only above it."""


def answer_forms(assessment: Assessment) -> Iterator[Problem]:
    """Yield the defects of scales, of steps and ticks written for one item, and of limits of numbers."""
    for s, scale in enumerate(assessment.questionnaire.scales):
        yield from _steps(("questionnaire", "scales", s, "options"), scale.options)
    for path, _, answer in answers(assessment):
        match answer:
            case Steps(options=options):
                yield from _steps((*path, "options"), options)
            case Ticks(options=ticks):
                yield from _ticks((*path, "options"), ticks, 1, {*SPECIAL, NONE})
            case Pick(options=ticks):
                yield from _ticks((*path, "options"), ticks, 2, set(SPECIAL))
            case Count(minimum=low, maximum=high) | Measure(minimum=low, maximum=high) | Figure(minimum=low, maximum=high):
                yield from _limits(path, low, high)
            case _:
                pass


def _steps(path: PathKey, options: Sequence[Option]) -> Iterator[Problem]:
    yield from _enough(path, len(options), 2)
    yield from _repeated(path, "value", [str(option.value) for option in options])
    yield from _repeated(path, "label", [folded(option.label) for option in options])
    if any(option.at_least is not None or option.above is not None for option in options):
        yield from _share_bounds(path, options)


def _ticks(path: PathKey, options: Sequence[Tick], fewest: int, reserved: set[str]) -> Iterator[Problem]:
    """An id that is read as something else, or never read because letters are folded, can't be chosen."""
    yield from _enough(path, len(options), fewest)
    yield from _repeated(path, "id", [option.id for option in options])
    yield from _repeated(path, "label", [folded(option.label) for option in options])
    for o, option in enumerate(options):
        if option.id in reserved or option.id != folded(option.id):
            yield problem("method.option_unreachable", (*path, o, "id"), found=option.id)


def _enough(path: PathKey, count: int, fewest: int) -> Iterator[Problem]:
    if count < fewest:
        yield problem("method.scale_too_short", path, found=count, expected=fewest)


def _repeated(path: PathKey, key: str, names: Sequence[str]) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield problem("method.option_repeated", (*path, index, key), found=name)


def _share_bounds(path: PathKey, options: Sequence[Option]) -> Iterator[Problem]:
    """Every step needs one bound within 0-100, the lowest starts at 0, and no higher step may start before a lower one."""
    starts: dict[int, Start] = {}
    for o, option in enumerate(options):
        match option:
            case Option(at_least=None, above=None):
                yield problem("method.share_bounds", (*path, o), found="", expected="at_least, above")
            case Option(at_least=Decimal() as bound, above=None) if 0 <= bound <= 100:
                starts[o] = (bound, False)
            case Option(at_least=None, above=Decimal() as bound) if 0 <= bound < 100:
                starts[o] = (bound, True)
            case Option(at_least=bound, above=None) | Option(at_least=None, above=bound):
                yield problem("method.share_bounds", (*path, o), found=bound, expected="0–100")
            case _:
                pass  # both bounds: reported with the other comparisons
    yield from _starts(path, options, starts)


def _starts(path: PathKey, options: Sequence[Option], starts: dict[int, Start]) -> Iterator[Problem]:
    if len(starts) < len(options):
        return
    first = min(starts, key=lambda o: starts[o])
    if starts[first] != (Decimal(0), False):
        yield problem("method.share_bounds", (*path, first), found=starts[first][0], expected="at_least: 0")
    for o, start in starts.items():
        if any(options[other].value > options[o].value and starts[other] <= start for other in starts):
            yield problem("method.option_unreachable", (*path, o), found=options[o].value)


def _limits(path: PathKey, low: Decimal | int | None, high: Decimal | int | None) -> Iterator[Problem]:
    if isinstance(low, int) and low < 0:
        yield problem("method.number_out_of_range", (*path, "minimum"), found=low, expected="≥ 0")
    if low is not None and high is not None and low >= high:
        yield problem("method.limits_contradict", (*path, "maximum"), found=high, expected=f"> {low}")
