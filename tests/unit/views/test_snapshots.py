"""What people see, as text files: three regions on terminals of three widths, in plain lines, as Markdown, explained."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len
from support.scored import report_of, scored
from support.snapshots import compare

from belong_assess.language.texts import language
from belong_assess.views.explanation import explain_item, explain_node
from belong_assess.views.explanation_text import render_explanation
from belong_assess.views.markdown import render_markdown
from belong_assess.views.plain import render_plain
from belong_assess.views.status import build_status, render_status
from belong_assess.views.terminal import render_terminal

SAY = language()
REGIONS = ("marevalle", "ostwaldmark", "verdemar")
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
DRAWN = re.compile("[\u2500-\u259f]")
"""Box drawing and block elements, which plain lines do without."""
EXPLAINED = ("index", "A8", "E", "A1.2", "A9.1")

each_region = pytest.mark.parametrize("region", REGIONS)


def explained(region: str, what: str, *, width: int = 80, plain: bool = False) -> str:
    held = scored(region)
    if what in held.result.nodes:
        told = explain_node(held.assessment, held.result, what, SAY)
    else:
        told = explain_item(held.assessment, held.submission, held.result, what, SAY)
    return render_explanation(told, SAY, f"@{region}", width=width, plain=plain)


def status(region: str, width: int = 80) -> str:
    return render_status(build_status(report_of(region), scored(region).result, SAY), SAY, width=width)


def too_wide(text: str, width: int) -> list[str]:
    return [line for line in text.splitlines() if cell_len(line) > width]


@each_region
@pytest.mark.parametrize("width", [60, 80, 120])
def test_terminal(region: str, width: int) -> None:
    text = render_terminal(report_of(region), SAY, width=width)
    assert too_wide(text, width) == []
    assert CONTROLS.search(text) is None
    compare(f"{region}-terminal-{width}.txt", text)


@each_region
def test_terminal_on_a_stream_without_blocks(region: str) -> None:
    text = render_terminal(report_of(region), SAY, width=80, ascii_only=True)
    assert re.search("[\u2500-\u25ff]", text) is None
    assert too_wide(text, 80) == []


@each_region
def test_colour_adds_escape_sequences_and_changes_nothing_else(region: str) -> None:
    coloured = render_terminal(report_of(region), SAY, width=80, colour=True)
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == render_terminal(report_of(region), SAY, width=80).splitlines()


@each_region
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_word_is_cut_on_a_terminal(region: str, width: int) -> None:
    report = report_of(region)
    text = render_terminal(report, SAY, width=width)
    assert "…" not in text
    shown = set(text.replace("-", " ").split())
    lines = (*report.areas, *report.composites, *(line for block in report.views for line in block.lines))
    assert {word for line in lines for word in line.title.replace("-", " ").split()} <= shown


@each_region
def test_plain(region: str) -> None:
    text = render_plain(report_of(region), SAY, width=80)
    assert too_wide(text, 80) == []
    assert CONTROLS.search(text) is None
    assert DRAWN.search(text) is None
    compare(f"{region}-plain-80.txt", text)


@each_region
@pytest.mark.parametrize("width", [40, 120])
def test_plain_lines_fit_other_widths_and_say_the_same(region: str, width: int) -> None:
    text = render_plain(report_of(region), SAY, width=width)
    assert too_wide(text, width) == []
    assert text.split() == render_plain(report_of(region), SAY, width=80).split()


@each_region
def test_explain(region: str) -> None:
    pages = [explained(region, what) for what in EXPLAINED]
    assert too_wide("\n".join(pages), 80) == []
    compare(f"{region}-explain.txt", f"\n{'=' * 20}\n\n".join(pages))


@each_region
@pytest.mark.parametrize("what", EXPLAINED)
def test_explain_in_plain_lines_draws_nothing(region: str, what: str) -> None:
    text = explained(region, what, width=60, plain=True)
    assert too_wide(text, 60) == []
    assert DRAWN.search(text) is None
    assert CONTROLS.search(text) is None


@each_region
def test_status(region: str) -> None:
    text = status(region)
    assert too_wide(text, 80) == []
    assert CONTROLS.search(text) is None
    assert DRAWN.search(text) is None
    compare(f"{region}-status.txt", text)


@each_region
def test_markdown(region: str) -> None:
    text = render_markdown(report_of(region), SAY)
    assert CONTROLS.search(text) is None
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith(" |") for line in tables)
    compare(f"{region}-report.md", text)


@each_region
def test_every_area_stands_in_every_form_with_the_same_number(region: str) -> None:
    report = report_of(region)
    wide = render_terminal(report, SAY, width=120)
    plain = render_plain(report, SAY, width=200)
    text = render_markdown(report, SAY)
    for line in report.areas:
        for form in (wide, plain, text):
            assert re.search(rf"^\W*{line.id} .*{re.escape(line.number)}", form, re.MULTILINE), (line.id, line.number)
        assert f"{line.id} {line.title}: {line.words}" in plain


def test_a_report_without_an_index() -> None:
    """What an association sees: areas only, on the screen and as Markdown."""
    voice = report_of("marevalle-association")
    text = render_terminal(voice, SAY, width=80)
    assert too_wide(text, 80) == []
    compare("marevalle-association-terminal-80.txt", text)
    compare("marevalle-association-report.md", render_markdown(voice, SAY))
