"""What only a method other than the regional one shows: a nested index, caps, groups of answers, numbers with a unit."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from support.methods import method
from support.scored import report_of, scored

from belong_assess.language.texts import language
from belong_assess.views.explanation import explain_item, explain_node
from belong_assess.views.handbook import render_handbook
from belong_assess.views.method_pages import render_item
from belong_assess.views.status import build_status
from belong_assess.views.terminal import render_terminal

SAY = language()


def notes(example: str, what: str) -> str:
    """What the receipt of a node or question says, on one line."""
    held = scored(example)
    if what in held.result.nodes:
        told = explain_node(held.assessment, held.result, what, SAY)
    else:
        told = explain_item(held.assessment, held.submission, held.result, what, SAY)
    return " ".join([told.words, *told.sums, *told.notes, told.question.answer if told.question else ""])


@pytest.mark.parametrize(
    ("item", "share"),
    [
        ("M3.1", Fraction(1, 4) * Fraction(1, 6) * Fraction(1, 10)),
        ("M9.1", Fraction(2, 5) * Fraction(1, 10)),
    ],
)
def test_a_question_counts_in_the_index_through_all_that_stands_between(item: str, share: Fraction) -> None:
    assert f"(index): {SAY.percent(share, 2)}" in notes("portaurelle", item)
    page = render_handbook(method("municipal"), SAY).partition(f"### {item} ")[2].partition("###")[0]
    assert f"({SAY.percent(share, 2)} of the index" in page


def test_a_question_of_an_optional_area_does_not() -> None:
    assert "(index)" not in notes("portaurelle", "M17.1")


def test_shares_in_the_handbook_make_up_the_whole_index() -> None:
    for name in ("regional", "municipal"):
        page = render_handbook(method(name), SAY)
        shares = [Fraction(share) for share in re.findall(r"\((\d+\.\d+) % of the index", page)]
        assert abs(sum(shares) - 100) < 1, name


def test_a_number_has_its_unit() -> None:
    assert notes("portaurelle", "M9.1").endswith("62 days")


def test_a_cap_gives_its_reason_as_a_sentence() -> None:
    assert "50 - 5: at most 45. While there is no advice service at all" in notes("ekermyra", "M15")


def test_every_part_of_a_question_is_shown_with_its_options() -> None:
    shown = render_item(method("municipal"), "M4.3", SAY, 80)
    page = render_handbook(method("municipal"), SAY)
    for part in method("municipal").parts_of("M4.3"):
        assert f"M4.3.{part.id} " in shown
        assert f"(M4.3.{part.id})" in page
    for label in ("70 % and more", "every year", "equal treatment"):
        assert label in shown


def test_what_stands_behind_a_part_stands_behind_the_question() -> None:
    held, report = scored("portaurelle"), report_of("portaurelle")
    row = next(row for page in report.pages for row in page.questions if row.id == "M4.3")
    assert row.evidence == "Training records in totals (2026-03-31)"
    assert row.by == "personnel office", "once, though all three parts name it"
    lists = {each.id: {todo.id for todo in each.todos} for each in build_status(report, held.result, SAY).lists}
    assert "M4.3" not in lists["no_evidence"]


def test_a_method_without_a_ladder_has_no_rates() -> None:
    assert report_of("portaurelle").rates == ()
    assert len(report_of("marevalle").rates) == 3
    shown = render_terminal(report_of("portaurelle"), SAY, width=80)
    assert SAY("terminal.rates") not in shown
    assert SAY("terminal.rates") in render_terminal(report_of("marevalle"), SAY, width=80)


@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_long_name_of_a_band_goes_on_below(width: int) -> None:
    report = report_of("portaurelle")
    long = replace(report, areas=tuple(replace(line, band="Part of daily life everywhere") for line in report.areas))
    lines = render_terminal(long, SAY, width=width).splitlines()
    first = next(line for line in lines if line.startswith("M1 "))
    assert len(first) == width
    assert first.endswith(" 5/5")
    assert max(len(line) for line in lines) <= width
