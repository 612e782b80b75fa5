"""The last screen of a batch: what was scored, whom to call, what was not read, what was passed over, what was written."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from belong_assess.language.texts import Language
from belong_assess.views.safe import safe

MOST_NAMED = 3


def render_ending(
    summary: Mapping[str, Any],
    passed_over: Mapping[str, Sequence[str]],
    say: Language,
    width: int,
    *,
    written: Sequence[str],
    kept: int,
) -> str:
    """Return the last screen. Nothing `written` means that nothing had changed."""
    lines = [*summary["said"], "", *_end(passed_over, say, written, kept)]
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False) for line in lines
    )


def _end(passed_over: Mapping[str, Sequence[str]], say: Language, written: Sequence[str], kept: int) -> Iterator[str]:
    if passed_over:
        yield say("batch.passed_over", reasons=_passed_over(passed_over, say))
    if not written:
        yield say("batch.unchanged")
        return
    if kept:
        yield say.count("batch.kept", kept)
    yield say("batch.written", files=say.list(list(written)))


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
