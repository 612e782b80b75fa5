"""The workbook as LibreOffice prints it: pages, colours inside the frames of the charts, bars as long as the scores."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.office import Page, Pixel, convert, needs, page_texts, pages
from support.reports import report

from belong_assess.language.texts import language
from belong_assess.sheets.styles import BLUE, RULE, VERMILION
from belong_assess.views.workbook import render_workbook

pytestmark = pytest.mark.slow

DOTS = 150
MOST_PAGES = 18
SHORTEST_FRAME = 150
"""Vertical lines this long (in pixels) are the frames of charts."""


def rgb(colour: str) -> Pixel:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def near(one: Pixel, other: Pixel, most: int = 40) -> bool:
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


def frames(page: Page) -> list[tuple[int, int]]:
    """The left and right edges of the charts on a page: long vertical lines in the frames' colour."""
    edges: list[int] = []
    for x in range(page.width // 2, page.width):
        longest = run = 0
        for pixel in page.column(x):
            run = run + 1 if near(pixel, rgb(RULE)) else 0
            longest = max(longest, run)
        if longest >= SHORTEST_FRAME and (not edges or x - edges[-1] > 4):
            edges.append(x)
    return edges_in_pairs(edges)


def edges_in_pairs(edges: list[int]) -> list[tuple[int, int]]:
    """Neighbouring lines that lie far apart enclose a chart; axes lie inside one."""
    outer = [
        x
        for place, x in enumerate(edges)
        if place in (0, len(edges) - 1) or edges[place + 1] - x < 20 or x - edges[place - 1] < 20
    ]
    return list(zip(outer[::2], outer[1::2], strict=False))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, list[str]]]:
    """Two reports as PDF, with the texts of their pages."""
    needs("soffice", "pdftoppm", "pdftotext")
    made = {}
    for kind in ("full", "half"):
        folder = tmp_path_factory.mktemp(kind)
        source = folder / f"{kind}.xlsx"
        source.write_bytes(render_workbook(report(kind), language(), made_on="2026-06-30"))
        pdf = convert(source, "pdf", folder)
        made[kind] = pdf, page_texts(pdf)
    return made


@pytest.mark.parametrize("kind", ["full", "half"])
def test_the_print_is_short_and_the_cabinet_gets_two_pages(kind: str, printed: dict[str, tuple[Path, list[str]]]) -> None:
    texts = printed[kind][1]
    assert len(texts) <= MOST_PAGES
    footers = [re.findall(r"(\w+) +Page \d+ of \d+", text)[-1] for text in texts]
    assert footers.count("Summary") == 2 and footers.count("Areas") == 1
    assert footers == sorted(footers, key=["Summary", "Areas", "Questions", "Receipts", "Findings", "Method"].index)


def test_no_text_of_the_summary_is_cut(printed: dict[str, tuple[Path, list[str]]]) -> None:
    found = report("full")
    shown = "".join("".join(printed["full"][1][:2]).split())
    for text in (
        found.base,
        found.index.words,
        *found.statement,
        *(f.value for f in found.head),
        *(a.title for a in found.areas),
    ):
        assert text.split()[0] in shown and "".join(text.split())[-12:] in shown, text
    for finding in (*found.strengths, *found.attention):
        for text in (finding.sentence, finding.next_step):
            assert "".join(text.split()[-1:]) in shown, text


def test_every_page_has_something_on_it(printed: dict[str, tuple[Path, list[str]]]) -> None:
    for text in printed["full"][1]:
        assert len([line for line in text.splitlines() if line.strip()]) >= 10, text


@pytest.mark.parametrize("kind", ["full", "half"])
def test_the_series_lie_inside_the_frames_of_their_charts(kind: str, printed: dict[str, tuple[Path, list[str]]]) -> None:
    pdf = printed[kind][0]
    first, second = pages(pdf, pdf.parent, dots=DOTS, first=1, last=2)
    blue, vermilion = first.places(rgb(BLUE)), second.places(rgb(VERMILION))
    bars, web = frames(first)
    (principles,) = frames(second)
    for (left, right), spots in ((bars, blue), (web, blue), (principles, vermilion)):
        assert len({spot for spot in spots if left < spot[0] < right}) > 60
    assert all(bars[0] < x < bars[1] or web[0] < x < web[1] for x, _ in blue)
    assert all(principles[0] < x < principles[1] for x, _ in vermilion)
    assert not first.places(rgb(VERMILION)) and not second.places(rgb(BLUE))


@pytest.mark.parametrize("kind", ["full", "half"])
def test_bars_are_as_long_as_the_scores_and_gaps_are_empty(kind: str, printed: dict[str, tuple[Path, list[str]]]) -> None:
    pdf = printed[kind][0]
    (page,) = pages(pdf, pdf.parent, dots=DOTS, first=1, last=1)
    (left, right), _ = frames(page)
    spots = {spot for spot in page.places(rgb(BLUE)) if left < spot[0] < right}
    axis = min(x for x, _ in spots)
    ys = sorted(y for x, y in spots if x == axis + 3)
    runs = [y for place, y in enumerate(ys) if not place or y - ys[place - 1] > 1]
    lengths = [max(x for x, y in spots if y == run + 4) - axis for run in runs]
    scores = [float(line.node.score) for line in report(kind).areas if line.node.score is not None]
    assert len(runs) == len(scores)
    full = max(lengths) / max(scores)
    assert lengths == pytest.approx([score * full for score in scores], abs=4)
