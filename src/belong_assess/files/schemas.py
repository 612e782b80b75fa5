"""JSON Schemas of the content files, generated from the model for editors that complete and check while one types."""

from __future__ import annotations

import json
from typing import Any

from belong_assess.files.method import adapter
from belong_assess.model.indicators import Indicators
from belong_assess.model.own_questions import OwnQuestions
from belong_assess.model.questionnaire import Questionnaire, Section

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: dict[str, type] = {"questionnaire": Questionnaire, "section": Section, "indicators": Indicators, "own": OwnQuestions}
"""`section` is a file of sections/, `own` one of own questions; the others are what the files of a folder make together."""


def schema(name: str) -> str:
    """Return the JSON Schema of one shape. A file may hold only some of the keys: what is required is checked on loading."""
    held: dict[str, Any] = adapter(SHAPES[name]).json_schema()
    if name not in ("section", "own"):
        held.pop("required", None)
    return json.dumps({"$schema": DRAFT, **held}, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
