"""Changes single values of a YAML text and leaves everything else as it stands: comments, order, line ends."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from belong_assess.files.yaml_dialect import read_yaml, scalar_spans
from belong_assess.problems import PathKey

_NEEDS_NO_QUOTES = re.compile(r"\w(?:[\w .-]*[\w.-])?")


def with_values(text: str, changes: Mapping[PathKey, str]) -> str:
    """Return a text with other values at these paths; a path that the text does not hold changes nothing."""
    places = read_yaml(text, "").places
    spans = scalar_spans(text)
    found = [(spans[places[path]], new) for path, new in changes.items() if places.get(path) in spans]
    for (start, end), new in sorted(found, reverse=True):
        line_end = "\n" if text[start:end].endswith("\n") else ""
        text = text[:start] + scalar(new) + line_end + text[end:]
    return text


def scalar(held: str) -> str:
    """Write one line of text as a YAML value that is read back as the same text."""
    plain = _NEEDS_NO_QUOTES.fullmatch(held) and read_yaml(f"key: {held}", "").data == {"key": held}
    return held if plain else json.dumps(held, ensure_ascii=False)
