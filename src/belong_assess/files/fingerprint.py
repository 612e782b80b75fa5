"""Hashes of meaning: ids, types, options, conditions, tiers, rules and weights; never wording, order or comments."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import Any

from belong_assess.model.indicators import Indicators
from belong_assess.model.questionnaire import Questionnaire
from belong_assess.model.texts import TEXT_TYPES

LENGTH = 12
_ASKED_APART = ("help", "glossary", "version", "migrations")
_MEASURED_APART = (
    "findings", "practices", "version", "questionnaire", "symbol", "areas_as", "shown", "looks_at", "counterparts",
)  # fmt: skip


def questionnaire_hash(questionnaire: Questionnaire) -> str:
    """Return the hash of what is asked (12 hex digits of SHA-256)."""
    return _digest(_meaning(questionnaire, _ASKED_APART))


def indicators_hash(indicators: Indicators) -> str:
    """Return the hash of everything that a score depends on (12 hex digits of SHA-256)."""
    return _digest(_meaning(indicators, _MEASURED_APART))


def _digest(meaning: object) -> str:
    canonical = json.dumps(meaning, sort_keys=True, separators=(",", ":"), default=_number)
    return hashlib.sha256(canonical.encode()).hexdigest()[:LENGTH]


def _number(number: Any) -> str:
    """Write equal numbers alike: 1, 1.0 and 1.00."""
    return f"{number.normalize():f}"


def _meaning(node: Any, apart: tuple[str, ...]) -> object:
    if is_dataclass(node):
        names = [f.name for f in fields(node) if f.type not in TEXT_TYPES and f.name not in apart]
        return {name: _meaning(getattr(node, name), apart) for name in names}
    if isinstance(node, tuple):
        held = [_meaning(child, apart) for child in node]
        return sorted(held, key=lambda each: json.dumps(each, sort_keys=True, default=_number))
    if isinstance(node, dict):
        return {key: _meaning(child, apart) for key, child in node.items()}
    return node
