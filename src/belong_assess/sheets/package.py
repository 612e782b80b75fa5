"""The last pass over a saved workbook: the same bytes for the same content, and words for every picture in it."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from xml.sax.saxutils import quoteattr

from belong_assess.responses.plain_text import without_controls
from belong_assess.values import value

EARLIEST = datetime(1980, 1, 1)
LATEST = datetime(2107, 12, 31, 23, 59, 58)
CORE = "docProps/core.xml"
WORKBOOK = "xl/workbook.xml"
_CLOCK = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*")
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_JOINED = re.compile(rb"(<mergeCells\b[^>]*>)(.*?)(</mergeCells>)", re.DOTALL)
_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_FRAME_NAME = re.compile(rb'(<(?:\w+:)?cNvPr id="\d+" )name="Chart (\d+)"')


@value
class Words:
    """What a chart is called, and what it shows, for those who do not see it."""

    title: str
    text: str


def fixed_date(made_on: str | None, environ: Mapping[str, str] | None = None) -> datetime:
    """The date that a file carries: SOURCE_DATE_EPOCH if set, else the given ISO date, else 1 January 1980."""
    epoch = (os.environ if environ is None else environ).get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        seconds = min(int(epoch), int(LATEST.replace(tzinfo=UTC).timestamp()))
        return max(EARLIEST, datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None))
    try:
        day = date.fromisoformat(made_on or "")
    except ValueError:
        return EARLIEST
    return max(EARLIEST, min(LATEST, datetime(day.year, day.month, day.day)))


def finish(saved: bytes, when: datetime, charts: Sequence[Words] = (), *, locked: bool = False) -> bytes:
    """Rewrite a saved workbook: one date everywhere, entries in order, title and description on every chart.

    `charts` stand in the order in which they were added, sheet by sheet. `locked`: sheets can be neither removed nor renamed
    before somebody lifts the protection, which has no password.
    """
    waiting = list(charts)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(saved)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=_in_order):
            data = old.read(name)
            if name == CORE:
                data = _dated(data, when)
            elif name == WORKBOOK and locked:
                data = data.replace(b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>', 1)
            elif _SHEET.fullmatch(name):
                data = _JOINED.sub(_in_fixed_order, data)
            elif _DRAWING.fullmatch(name):
                data = _described(data, waiting)
            new.writestr(_entry(name, when), data, zipfile.ZIP_DEFLATED)
    assert not waiting, "words without a chart"
    return out.getvalue()


def _in_order(name: str) -> tuple[str, int, str]:
    """Sort by name, numbers by value; `[Content_Types].xml` comes first by itself."""
    stem, number, rest = re.fullmatch(r"(.*?)(\d*)(\.\w+(?:\.rels)?)", name).groups()  # type: ignore[union-attr]
    return stem, int(number or 0), rest


def _entry(name: str, when: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, when.timetuple()[:6])
    entry.create_system = 0
    entry.external_attr = 0o600 << 16
    return entry


def _dated(core: bytes, when: datetime) -> bytes:
    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return _CLOCK.sub(lambda found: found.group(1) + stamp, core)


def _in_fixed_order(joined: re.Match[bytes]) -> bytes:
    """Sort joined cells: they come from a set."""
    cells = re.findall(rb"<mergeCell\b[^>]*/>", joined.group(2))
    return joined.group(1) + b"".join(sorted(cells)) + joined.group(3)


def _described(drawing: bytes, waiting: list[Words]) -> bytes:
    def described(found: re.Match[bytes]) -> bytes:
        assert waiting, "a chart without words"
        words = waiting.pop(0)
        title, text = (quoteattr(_plain(part)) for part in (words.title, words.text))
        return found.group(1) + f"name={title} descr={text} title={title}".encode()

    return _FRAME_NAME.sub(described, drawing)


def _plain(text: str) -> str:
    return " ".join(without_controls(text).split())
