"""The last screen of a batch: what was scored, whom to call, what was not read, what was passed over, what was written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from belong_assess.language.texts import Language
from belong_assess.views.safe import safe

MOST_NAMED = 3


def render_ending(
    summary: Mapping[str, Any], passed_over: Mapping[str, Sequence[str]], say: Language, *, written: Sequence[str], kept: int
) -> str:
    """Return the last screen. Nothing `written` means that nothing had changed."""
    lines = [f"scored {summary['scored']} to_call {summary['to_call']} not_read {summary['not_read']}"]
    if passed_over:
        lines.append(say("batch.passed_over", reasons=_passed_over(passed_over, say)))
    if not written:
        return "\n".join([*lines, say("batch.unchanged")])
    if kept:
        lines.append(say.count("batch.kept", kept))
    return "\n".join([*lines, say("batch.written", files=say.list(list(written)))])


def _passed_over(passed_over: Mapping[str, Sequence[str]], say: Language) -> str:
    return say.list(
        [
            say.count(f"batch.passed_over.{reason}", len(names), names=_first(names, say))
            for reason, names in passed_over.items()
        ]
    )


def _first(names: Sequence[str], say: Language) -> str:
    shown = say.list([safe(name) for name in names[:MOST_NAMED]])
    return shown if len(names) <= MOST_NAMED else say("batch.more", names=shown)


def render_ending_json(
    summary: Mapping[str, Any], passed_over: Mapping[str, Sequence[str]], *, written: Sequence[str], kept: int
) -> str:
    """Return the same for programs."""
    held = {"unchanged": not written, "kept": kept, "written": list(written), "summary": summary, "passed_over": passed_over}
    return json.dumps(held, ensure_ascii=False, indent=1)
