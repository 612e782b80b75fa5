"""One change of a method in words: where it stands, what of it changed, the old and the new value, long texts shortened."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from belong_assess.analysis.changes.change import Change
from belong_assess.language.texts import Language
from belong_assess.model.conditions import AllOf, AnswerTest, AnyOf, FactTest, Not, TickedTest
from belong_assess.model.indicators import (
    BandsRule,
    Bound,
    CombinationRule,
    LinearRule,
    OptionPoints,
    ParityRule,
    PointsRule,
    TicksRule,
)
from belong_assess.model.questionnaire import Choice, Option
from belong_assess.views.conditions import condition_text
from belong_assess.views.rules import rule_words
from belong_assess.views.safe import safe

CONDITIONS = (AllOf, AnyOf, Not, AnswerTest, TickedTest, FactTest)
RULES = (PointsRule, BandsRule, TicksRule, ParityRule, LinearRule, CombinationRule)
WHOLE = ("Questionnaire", "Indicators", "Competences")
LABELS = ("text", "label", "title", "term", "sentence")
CONTEXT, LONGEST, LONGEST_VALUE = 3, 60, 160


def change_text(change: Change, say: Language) -> str:
    """Write a change as one sentence."""
    where = where_text(change, say)
    match change.kind:
        case "added":
            text = say("diff.added", where=where, label=quoted(label_of(change.new), say))
        case "removed":
            text = say("diff.removed", where=where, label=quoted(label_of(change.old), say))
        case _:
            text = _changed(change, where, say)
    touched = len(change.items)
    return f"{text} {say.count('diff.touches', touched)}" if touched > 1 else text


def _changed(change: Change, where: str, say: Language) -> str:
    if change.field.endswith(".order"):
        return say("diff.order", where=where)
    if change.field == "id":
        return say("diff.renamed", where=where, old=safe(str(change.old)))
    name = say(f"diff.field.{change.field}")
    if change.field in ("section", "area"):
        return say("diff.moved", where=where, field=name, old=safe(str(change.old)), new=safe(str(change.new)))
    if isinstance(change.old, str) and isinstance(change.new, str) and " " in f"{change.old}{change.new}".strip():
        old, new = shortened(change.old, change.new)
        return say("diff.reworded", where=where, field=name, old=safe(old), new=safe(new))
    old, new = _apart(change.old, change.new)
    return say("diff.changed", where=where, field=name, old=value_text(old, say), new=value_text(new, say))


def _apart(old: Any, new: Any) -> tuple[Any, Any]:
    """Of two lists of things, only what is not in both."""
    if not (isinstance(old, tuple) and isinstance(new, tuple)):
        return old, new
    return tuple(each for each in old if each not in new), tuple(each for each in new if each not in old)


def where_text(change: Change, say: Language) -> str:
    """Name the place of a change by its ids: question, step, rule, area."""
    path = [step for step in change.path if step[0] not in WHOLE] or [change.path[0]]
    return say.list([say(f"diff.at.{shape}", id=safe(name)) for shape, name in path])


def label_of(thing: object) -> str:
    """What people see of a thing, else nothing."""
    found = next((getattr(thing, name) for name in LABELS if getattr(thing, name, None)), "")
    return found if isinstance(found, str) else ""


def quoted(text: str, say: Language) -> str:
    """A label behind the sentence; nothing where there is none."""
    return f" {say('diff.quoted', text=safe(cut(text)))}" if text else ""


def cut(text: str, longest: int = LONGEST) -> str:
    """Cut a text at a word."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[:longest]} …"


def shortened(old: str, new: str) -> tuple[str, str]:
    """Leave out what two texts share at their beginning and end, but for a few words around the difference."""
    before, after = old.split(), new.split()
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    return tuple(_window(held, start, end) for held in (before, after))  # type: ignore[return-value]


def _shared(first: list[str], second: list[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))


def _window(words: list[str], start: int, end: int) -> str:
    low = start - CONTEXT if start > 2 * CONTEXT else 0
    high = len(words) - end + CONTEXT if end > 2 * CONTEXT else len(words)
    text = cut(" ".join(words[low:high]), LONGEST_VALUE)
    return f"{'… ' if low else ''}{text}{' …' if high < len(words) and not text.endswith('…') else ''}"


def value_text(held: Any, say: Language) -> str:
    """Write any value of a method shortly; words of the file format stay what they are."""
    if held is None or held == () or held == {}:
        return say("diff.nothing")
    if isinstance(held, bool):
        return say("diff.yes" if held else "diff.no")
    if isinstance(held, CONDITIONS):
        return safe(condition_text(held, say))
    if isinstance(held, RULES):
        return safe(rule_words(held, say))
    if isinstance(held, Choice):
        return say("diff.answer.choice", scale=safe(held.scale))
    if is_dataclass(held) and (key := f"diff.answer.{getattr(held, 'kind', '')}") and say.has(key):
        return say(key)
    return safe(cut(_raw(held, say), LONGEST_VALUE))


def _raw(held: Any, say: Language) -> str:
    """A value in the words of its file, without brackets."""
    if isinstance(held, Decimal):
        return f"{held.normalize():f}"
    if isinstance(held, OptionPoints):
        return say("diff.step_points", step=held.value, points=_raw(held.points, say))
    if isinstance(held, Option):
        return say("answer.step", value=held.value, label=held.label)
    if isinstance(held, Bound):
        return say("diff.bound_points", bound=_raw(held.at_least, say), points=_raw(held.points, say))
    if is_dataclass(held):
        pairs = [(spec.name, getattr(held, spec.name)) for spec in fields(held)]
        return say.list([f"{name} {_raw(child, say)}" for name, child in pairs if child not in (None, (), {})])
    if isinstance(held, dict):
        return say.list([f"{name} {_raw(child, say)}" for name, child in held.items()])
    if isinstance(held, tuple):
        return say.list([_raw(child, say) for child in held])
    return str(held)
