"""Whether everything that people read is there, once, and says what they need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from belong_assess.analysis.soundness.places import answers, asked, measured, problem
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Answer, Choice, Item, Steps
from belong_assess.model.texts import TEXT_TYPES
from belong_assess.problems import PathKey, Problem
from belong_assess.responses.plain_text import folded

OWN_WORDS = ("meaning", "top", "example")
"""The parts of a help that fit one question only; evidence and denominators may be the same."""


def text_defects(assessment: Assessment) -> Iterator[Problem]:
    """Yield empty texts, missing helps and denominators, and texts that stand in two places word for word."""
    yield from _empty(assessment.questionnaire, ("questionnaire",))
    yield from _empty(assessment.indicators, ("indicators",))
    yield from _untitled_areas(assessment)
    yield from _helps(assessment)
    yield from _denominators(assessment)
    yield from _repeated(assessment)


def _empty(node: object, path: PathKey) -> Iterator[Problem]:
    """Go through a value of the model as its YAML stands: the same keys, lists by index."""
    if isinstance(node, tuple):
        for index, child in enumerate(node):
            yield from _empty(child, (*path, index))
    elif is_dataclass(node):
        for spec in fields(node):
            held, here = getattr(node, spec.name), (*path, spec.name)
            texts = held if isinstance(held, tuple) else (held,)
            if spec.type not in TEXT_TYPES:
                yield from _empty(held, here)
            elif any(isinstance(text, str) and not text.strip() for text in texts):
                yield problem("method.text_missing", here, expected=spec.name)


def _untitled_areas(assessment: Assessment) -> Iterator[Problem]:
    """An area takes its title from the section with its id."""
    for a, area in enumerate(assessment.indicators.areas):
        if area.title is None and area.id not in assessment.sections:
            yield problem("method.text_missing", ("indicators", "areas", a, "id"), expected="title")


def _helps(assessment: Assessment) -> Iterator[Problem]:
    scored = {placed.item for _, _, placed in measured(assessment)}
    for path, _, item in asked(assessment):
        if item.help is None and item.id in scored:
            yield problem("method.help_missing", path, item=item.id)


def _denominators(assessment: Assessment) -> Iterator[Problem]:
    """A share is a share of something, and the help says of what."""
    places = {item.id: path for path, _, item in asked(assessment)}
    shares = {item.id: item for _, item, answer in answers(assessment) if _is_share(assessment, answer)}
    for item in shares.values():
        if item.help is None or item.help.share_of is None:
            yield problem("method.share_without_denominator", (*places[item.id], "help"), item=item.id)


def _is_share(assessment: Assessment, answer: Answer) -> bool:
    match answer:
        case Choice(scale=scale):
            options = assessment.scales[scale].options if scale in assessment.scales else ()
        case Steps(options=options):
            pass
        case _:
            return False
    return any(option.at_least is not None or option.above is not None for option in options)


def _repeated(assessment: Assessment) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path, item, text in _own_texts(assessment):
        first = seen.setdefault(folded(text), item.id)
        if first != item.id and text.strip():
            yield problem("method.text_repeated", path, item=item.id, other=first)


def _own_texts(assessment: Assessment) -> Iterator[tuple[PathKey, Item, str]]:
    """The texts that belong to one question: its wording, and what explains it."""
    for path, _, item in asked(assessment):
        yield (*path, "text"), item, item.text
        for name in OWN_WORDS if item.help is not None else ():
            if (text := getattr(item.help, name)) is not None:
                yield (*path, "help", name), item, text
