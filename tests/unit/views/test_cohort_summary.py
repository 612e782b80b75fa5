"""The screen at the end of a batch: counts, the first calls, what was not read, how scores spread, where outputs are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from support.cohort_books import by_stamp, cohort_of
from support.cohorts import node, random_records, record, rejected

from belong_assess.analysis.cohort import Cohort
from belong_assess.language.texts import language
from belong_assess.views.cohort_summary import render_cohort_summary


def shown(cohort: Cohort, width: int = 80) -> str:
    return render_cohort_summary(cohort, language(), width, assessments=by_stamp, outputs=("results.xlsx", "results.csv"))


def test_nothing_to_say() -> None:
    assert render_cohort_summary(Cohort(0, (), (), ()), language(), 80) == (
        "0 submissions scored, 0 to phone, 0 could not be read.\n"
    )


def test_one_line_for_each_submission() -> None:
    records = [
        record("a.xlsx", unit="Val Serrano", flags=("many_unknown:30:100",)),
        record("b.xlsx", unit="Drawina"),
        record("c.xlsx", unit="drawina", flags=("one_function:12",)),
        record("d.xlsx", flags=("region_not_named",)),
        record("t.csv", place="row 4", unit="Lagosera", flags=("unreadable_answers:1",)),
        rejected("e.xls", "file.empty"),
    ]
    assert shown(cohort_of(records)) == (
        "5 submissions scored, 5 to phone, 1 could not be read.\n"
        "\n"
        "To phone (5)\n"
        '  Val Serrano (a.xlsx): 30 of 100 questions asked are answered "don\'t know".\n'
        "  Drawina (b.xlsx): The same region, by its name or its code, also stands in\n"
        "  c.xlsx.\n"
        "  drawina (c.xlsx): Several files of one region; One function for everything\n"
        "  d.xlsx: The file does not say which region answers.\n"
        "  Lagosera (t.csv (row 4)): 1 place in the file has an error; an answer there\n"
        "  stays open.\n"
        "\n"
        "Not read (1)\n"
        "  e.xls: The file is empty.\n"
        "\n"
        "Index, apart for each questionnaire and tier\n"
        "  Regional intercultural questionnaire 1, Full: 3 submissions: statistics are\n"
        "  made from 5 up.\n"
        "\n"
        "Written\n"
        "  results.xlsx\n"
        "  results.csv\n"
    )


def test_the_index_of_a_group_spreads_from_here_to_there() -> None:
    scores = (41, 50, 60, 70, Fraction(398, 5))
    text = shown(cohort_of(record(f"{n}", unit=f"R{n}", nodes={"index": node(score)}) for n, score in enumerate(scores)))
    assert "Index: median 60, middle half 50–70, all 41–79.6" in " ".join(text.split())


@pytest.mark.parametrize("tiers", [("express", "full", "standard")])
def test_tiers_stand_from_the_shortest_to_the_longest(tiers: tuple[str, ...]) -> None:
    text = shown(cohort_of(record(tier, unit=tier, tier=tier) for tier in tiers))
    places = [text.index(f"1, {title}:") for title in ("Express", "Standard", "Full")]
    assert places == sorted(places)


def test_the_screen_stays_one_screen() -> None:
    made = [replace(each, flags=("many_unknown:30:100",)) for each in random_records("regional", 60)]
    text = shown(cohort_of([*made, *(rejected(f"z{n}.xls", "file.empty") for n in range(30))]))
    lines = text.splitlines()
    assert "  … and 54 more" in lines and "  … and 26 more" in lines
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80


def test_a_name_cannot_steer_the_screen() -> None:
    text = shown(cohort_of([record("a\x1b[2J.xlsx", unit="x\u202ey\nz", flags=("many_unknown:3:9",))]))
    assert "x<U+202E>y z (a[2J.xlsx)" in text
    assert "\x1b" not in text
