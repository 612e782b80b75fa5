"""Two versions of a method, compared: the changes by what they do, and the version that they ask for."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from belong_assess.analysis.changes.change import EFFECTS, Change
from belong_assess.analysis.changes.versions import VersionNeed
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Number
from belong_assess.views.changes_words import change_text
from belong_assess.views.safe import safe

NUMBERED = re.compile(r"(?: {2}\d| \d\d|\d{3,}) ")
LEVELS = {
    "Item": "item", "Help": "item", "Option": "option", "Tick": "option", "Part": "item", "Measured": "item",
    "OptionPoints": "rule", "PartRule": "rule", "Child": "aggregate", "Bar": "view", "Labelled": "competence",
    "Preset": "competence", "Cap": "area",
}  # fmt: skip


def render_changes(
    old: Assessment, new: Assessment, changes: Sequence[Change], needs: Sequence[VersionNeed], say: Language, width: int
) -> str:
    """Write the changes between two versions, the gravest first, each with a number."""
    return folded(_lines(old, new, changes, needs, say), width)


def folded(lines: Iterable[str], width: int) -> str:
    """Fold long lines at spaces; what follows a number, or any other beginning, is indented under it."""
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent=" " * _indent(line), break_long_words=False, break_on_hyphens=False)
        if line
        else ""
        for line in lines
    )


def _indent(line: str) -> int:
    """Under the words behind a number; else two further in."""
    if numbered := NUMBERED.match(line):
        return numbered.end()
    return len(line) - len(line.lstrip()) + 2


def _lines(
    old: Assessment, new: Assessment, changes: Sequence[Change], needs: Sequence[VersionNeed], say: Language
) -> Iterator[str]:
    yield say("diff.head", old=name_of(old), new=name_of(new))
    yield summary(changes, say)
    numbered = list(enumerate(changes, 1))
    for effect in EFFECTS:
        if lines := [(number, change) for number, change in numbered if change.effect == effect]:
            yield from ("", say(f"diff.effect.{effect}"))
            yield from (f"{number:>3} {change_text(change, say)}" for number, change in lines)
    if changes:
        yield ""
        yield from (need_text(need, say) for need in needs)


def name_of(method: Assessment) -> str:
    """A method with its version, and the version of its indicators where that is another one."""
    asked, measured = method.questionnaire.version, method.indicators.version
    return safe(f"{method.indicators.id} {asked}" if asked == measured else f"{method.indicators.id} {asked} / {measured}")


def summary(changes: Sequence[Change], say: Language) -> str:
    """Count the changes by what they do."""
    if not changes:
        return say("diff.same")
    counts = {effect: sum(change.effect == effect for change in changes) for effect in EFFECTS}
    parts = [say.count(f"diff.count.{effect}", number) for effect, number in counts.items() if number]
    return say.count("diff.summary", len(changes), parts=say.list(parts))


def need_text(need: VersionNeed, say: Language) -> str:
    """Say which version the changes of one half ask for, and whether it got it."""
    name = say(f"diff.half.{need.half}")
    if need.needed == "none":
        return say("diff.need.none", half=name, version=safe(need.new))
    facts = {"half": name, "old": safe(need.old), "new": safe(need.new), "bump": say(f"diff.bump.{need.needed}")}
    if not need.proposed:
        return say("diff.need.unnumbered", **facts)
    key = "enough" if need.is_enough else "same" if need.old == need.new else "too_small"
    return say(f"diff.need.{key}", proposed=need.proposed, **facts)


def changes_data(
    old: Assessment, new: Assessment, changes: Sequence[Change], needs: Sequence[VersionNeed], say: Language
) -> dict[str, Any]:
    """Return the comparison as plain data: changes with their numbers, words and values."""
    return {
        "format": "belong-assess/changes/1",
        "old": _stamp(old),
        "new": _stamp(new),
        "counts": {effect: sum(change.effect == effect for change in changes) for effect in EFFECTS},
        "versions": [
            {
                "half": need.half,
                "old": need.old,
                "new": need.new,
                "needed": need.needed,
                "given": need.given,
                "proposed": need.proposed,
                "enough": need.is_enough,
            }
            for need in needs
        ],
        "changes": [change_data(number, change, say) for number, change in enumerate(changes, 1)],
    }


def change_data(number: int, change: Change, say: Language) -> dict[str, Any]:
    """Return one change as plain data."""
    return {
        "number": number,
        "effect": change.effect,
        "level": LEVELS.get(change.shape, "rule" if change.shape.endswith("Rule") else change.shape.lower()),
        "kind": change.kind,
        "path": [{"shape": shape, "id": name} for shape, name in change.path],
        "field": change.field,
        "old": plain_data(change.old),
        "new": plain_data(change.new),
        "items": list(change.items),
        "nodes": list(change.nodes),
        "everywhere": change.everywhere,
        "words": change_text(change, say),
    }


def plain_number(figure: Number, say: Language) -> str:
    """Write a number as it was given: no more decimals than it has, two at most."""
    return next(say.number(figure, digits) for digits in range(3) if digits == 2 or (figure * 10**digits).denominator == 1)


def as_json(data: object) -> str:
    """Write plain data as the JSON of this program: indented, every letter as it is."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def plain_data(held: Any) -> Any:
    """A value of the model as plain data; what a file may leave out is left out."""
    if is_dataclass(held):
        return {f.name: plain_data(getattr(held, f.name)) for f in fields(held) if getattr(held, f.name) != f.default}
    if isinstance(held, Decimal):
        return int(held) if held == held.to_integral_value() else float(held)
    if isinstance(held, tuple):
        return [plain_data(child) for child in held]
    if isinstance(held, dict):
        return {key: plain_data(child) for key, child in held.items()}
    return held


def _stamp(method: Assessment) -> dict[str, str]:
    asked, measured = method.questionnaire, method.indicators
    return {
        "questionnaire": asked.id,
        "questionnaire_version": asked.version,
        "questionnaire_hash": method.questionnaire_hash,
        "indicators": measured.id,
        "indicators_version": measured.version,
        "indicators_hash": method.indicators_hash,
    }
