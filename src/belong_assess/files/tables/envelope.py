"""What a region of a table says of itself beside its answers: which questionnaire, how much of it, in which language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from belong_assess.files.returns.words import Words
from belong_assess.files.submissions import FORMAT, STATUSES
from belong_assess.files.tables.asked import Asked
from belong_assess.files.template.head import ALL
from belong_assess.files.workbooks.grid import Content, Formula
from belong_assess.files.workbooks.typed import text_of
from belong_assess.model.assessment import Assessment
from belong_assess.responses.plain_text import folded

BETWEEN = re.compile(r"[;,+|\n]")


def plain(content: Content) -> str:
    """Return what a cell says, without spaces around it; of a formula, the value beside it."""
    return text_of(content.cached if isinstance(content, Formula) else content).strip()


def envelope_of(said: Mapping[str, str], questionnaire: str, asked: Asked) -> tuple[dict[str, Any], Words | None]:
    """Return the head of a submission file, and the words of its method; no words where there is no such method.

    A version that is not named is the present one. A hash that is not named is that of the version: whoever keeps a table
    took the questions from there.
    """
    version = said.get("version") or None
    words = asked.words(questionnaire, version, said.get("language", "").casefold())
    if words is None:
        return {"format": FORMAT, "questionnaire": questionnaire, "version": version}, None
    method = words.assessment
    held: dict[str, Any] = {"format": FORMAT, "questionnaire": questionnaire}
    held["version"] = version or method.questionnaire.version
    held["hash"] = said.get("hash") or (
        method.questionnaire_hash if held["version"] == method.questionnaire.version else None
    )
    if tier := said.get("tier"):
        held["tier"] = _tier(tier, words)
    if scope := said.get("scope"):
        held["scope"] = _scope(scope, method)
    if status := said.get("status"):
        held["status"] = _among(status, {}, STATUSES)
    if language := said.get("language"):
        held["language"] = language.casefold()
    return held, words


def assumed(assessment: Assessment, lines: Iterable[str]) -> dict[str, str]:
    """Return what is taken for regions whose table has no column for it. Where there is only one tier, none is missed."""
    taken = {"questionnaire": assessment.questionnaire.id, "version": assessment.questionnaire.version}
    if len(assessment.tier_rank) > 1:
        taken["tier"] = list(assessment.tier_rank)[-1]
    return {line: text for line, text in taken.items() if line not in set(lines)}


def _tier(text: str, words: Words) -> str:
    """Find a tier by its id, or by its title in any language."""
    found = _among(text, {each.title: each.id for each in words.assessment.questionnaire.tiers}, words.assessment.tier_rank)
    if found in words.assessment.tier_rank:
        return found
    others = {each.title: each.id for other in words.others() for each in other.questionnaire.tiers}
    return _among(text, others, ())


def _among(text: str, titles: Mapping[str, str], ids: Iterable[str]) -> str:
    """Find a closed word by its id or title; what is none is passed on as it stands."""
    known = {folded(title): each for title, each in titles.items()} | {folded(each): each for each in ids}
    return known.get(folded(text), text)


def _scope(text: str, assessment: Assessment) -> str | list[str]:
    if folded(text) == ALL:
        return ALL
    return [_among(piece.strip(), {}, assessment.areas) for piece in BETWEEN.split(text) if piece.strip()]
