"""Each reason to call that only a cohort shows, where it just shows and where it just does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from support.cohorts import record, rejected, stamp, states

from belong_assess.analysis.calls import Call
from belong_assess.analysis.cohort import Cohort, CohortTally
from belong_assess.results.record import Record


def cohort(records: Iterable[Record]) -> Cohort:
    tally = CohortTally()
    for each in records:
        tally.add(each)
    return tally.cohort()


def calls(records: Iterable[Record], *codes: str) -> list[tuple[str, str]]:
    """File and code of each call, those with one of these codes only."""
    return [(call.file, call.code) for call in cohort(records).calls if not codes or call.code in codes]


def found(records: Iterable[Record], code: str) -> dict[str, Call]:
    return {call.file: call for call in cohort(records).calls if call.code == code}


# the same region, the same file, another version


def place(file: str, name: str = "", code: str = "", country: str = "", **given: Any) -> Record:
    facts = {"region_code": code, "country": country}
    return record(file, unit=name, facts={fact: text for fact, text in facts.items() if text}, **given)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Val Serrano", "", ""), ("val  SERRANO", "", ""), True),
        (("Łódź", "", ""), ("ŁÓDŹ", "", ""), True),
        (("Val Serrano", "", ""), ("Val Serrana", "", ""), False),
        (("", "", ""), ("", "", ""), False),
        (("Val Serrano", "ES99", ""), ("Valle de Serrano", "es99", ""), True),
        (("Val Serrano", "ES99", ""), ("Valle de Serrano", "ES98", ""), False),
        (("San Pietro", "A1", ""), ("San Pietro", "A2", ""), False),
        (("San Pietro", "A1", ""), ("San Pietro", "", ""), True),
        (("Limburg", "", "Belgium"), ("Limburg", "", "Netherlands"), True),
        (("Nord", "59", "France"), ("Fünen", "59", "Denmark"), False),
        (("Nord", "59", "France"), ("Norden", "59", "France"), True),
        (("Lazio", "ITI4", "Italy"), ("Lazio", "ITI4", "Italia"), True),
    ],
)
def test_one_region_twice(one: tuple[str, str, str], other: tuple[str, str, str], same: bool) -> None:
    """Different codes tell one name apart, and different countries one code, where both give them."""
    records = [place("a.yaml", *one), place("b.xlsx", *other)]
    assert calls(records) == ([("a.yaml", "same_region"), ("b.xlsx", "same_region")] if same else [])


def test_each_is_told_of_the_others_and_all_are_shown() -> None:
    records = [place(f"{n}.yaml", "Val Serrano") for n in range(6)]
    told = found(records, "same_region")
    assert told["0.yaml"].facts == {"others": ("1.yaml", "2.yaml", "3.yaml"), "more": "2"}
    assert told["2.yaml"].facts == {"others": ("0.yaml", "1.yaml", "3.yaml"), "more": "2"}
    assert told["5.yaml"].facts == {"others": ("0.yaml", "1.yaml", "2.yaml"), "more": "2"}
    assert cohort(records).scored == 6


def test_a_name_and_a_code_join_three_files() -> None:
    records = [place("a.yaml", "Val Serrano", "ES99"), place("b.yaml", "Serrano", "ES99"), place("c.yaml", "Serrano")]
    told = found(records, "same_region")
    assert {file: call.facts["others"] for file, call in told.items()} == {
        "a.yaml": ("b.yaml", "c.yaml"),
        "b.yaml": ("a.yaml", "c.yaml"),
        "c.yaml": ("a.yaml", "b.yaml"),
    }


def test_other_questionnaires_and_other_voices_of_a_region_are_no_duplicates() -> None:
    other = stamp(questionnaire="municipal")
    assert calls([place("a.yaml", "Val Serrano"), place("b.yaml", "Val Serrano", stamp=other)]) == []
    voices = [record(f"{n}.yaml", unit="Val Serrano", facts={"respondent": "employer"}) for n in range(3)]
    assert calls(voices) == []


def test_the_same_content_twice_is_one_reason() -> None:
    records = [place("a.xlsx", "Val Serrano", digest="77"), place("copy/a.xlsx", "Val Serrano", digest="77")]
    assert calls(records) == [("a.xlsx", "same_file"), ("copy/a.xlsx", "same_file")]
    assert found(records, "same_file")["a.xlsx"].facts == {"others": ("copy/a.xlsx",), "more": "0"}
    third = place("b.xlsx", "Val Serrano", digest="78")
    assert calls([*records, third]) == [
        ("a.xlsx", "same_file"),
        ("a.xlsx", "same_region"),
        ("copy/a.xlsx", "same_file"),
        ("copy/a.xlsx", "same_region"),
        ("b.xlsx", "same_region"),
    ]
    assert found([*records, third], "same_region")["b.xlsx"].facts == {"others": ("a.xlsx", "copy/a.xlsx"), "more": "0"}


def test_rows_of_one_table_share_its_content_and_are_no_copies() -> None:
    rows = [place("t.csv", f"Region {n}", digest="77", place=f"row {n}") for n in (1, 2)]
    assert calls(rows) == []
    copies = [place("u.csv", f"Region {n}", digest="77", place=f"row {n}") for n in (1, 2)]
    told = [(call.file, call.place, call.code, call.facts["others"]) for call in cohort([*rows, *copies]).calls]
    assert told == [
        ("t.csv", "row 1", "same_file", ("u.csv (row 1)",)),
        ("t.csv", "row 2", "same_file", ("u.csv (row 2)",)),
        ("u.csv", "row 1", "same_file", ("t.csv (row 1)",)),
        ("u.csv", "row 2", "same_file", ("t.csv (row 2)",)),
    ]


def test_an_older_and_a_newer_version_of_one_questionnaire() -> None:
    old, new = place("old.yaml", "Val Serrano", stamp=stamp("1")), place("new.yaml", "Val Serrano", stamp=stamp("2"))
    assert calls([old, new]) == [("old.yaml", "other_version"), ("new.yaml", "other_version")]
    told = found([old, new], "other_version")["old.yaml"].facts
    assert told == {"others": ("new.yaml",), "more": "0", "own": "1", "versions": ("2",)}
    twice = [old, new, place("again.yaml", "Val Serrano", stamp=stamp("2"))]
    assert calls(twice, "same_region") == [("new.yaml", "same_region"), ("again.yaml", "same_region")]
    assert calls([old, place("new.yaml", "Elsewhere", stamp=stamp("2"))]) == []


def test_many_of_one_name_are_found_in_no_time() -> None:
    """Somebody's test file, sent a hundred thousand times: looking at every pair would take hours."""
    records = [place(f"{n}.yaml", "Test", digest="77") for n in range(3000)]
    assert cohort(records).reasons == {"same_file": 3000}
    records = [place(f"{n}.yaml", "Test", digest=str(n)) for n in range(3000)]
    assert cohort(records).reasons == {"same_region": 3000}


# not our competence


def with_nc(file: str, nc: int, asked: int = 20, *, preset: str = "county", **given: Any) -> Record:
    items = states("n" * nc + "a" * (asked - nc) + "-" * 5)
    return record(file, unit=file, preset=preset, items=items, **given)


@pytest.mark.parametrize(("own", "flagged"), [(4, False), (5, True)])
def test_more_than_ten_points_above_the_median(own: int, flagged: bool) -> None:
    """Of 20 questions: the others leave out 2 (10 %); 4 are just 20 %, 5 are 25 %."""
    records = [with_nc(f"{n}.yaml", 2) for n in range(4)] + [with_nc("own.yaml", own)]
    assert calls(records, "nc_share") == ([("own.yaml", "nc_share")] if flagged else [])
    if flagged:
        facts = found(records, "nc_share")["own.yaml"].facts
        assert facts == {"share": Fraction(5, 20), "median": Fraction(2, 20), "count": "5"}


@pytest.mark.parametrize("others", [3, 4])
def test_from_five_submissions_of_a_kind_up(others: int) -> None:
    records = [with_nc(f"{n}.yaml", 0) for n in range(others)] + [with_nc("own.yaml", 20)]
    assert calls(records, "nc_share") == ([("own.yaml", "nc_share")] if others == 4 else [])


def test_kinds_tiers_methods_and_duplicates_are_compared_with_their_like_only() -> None:
    own = with_nc("own.yaml", 20)
    others: Sequence[Record] = [with_nc(f"{n}.yaml", 0, preset="council") for n in range(5)]
    others = [*others, *(with_nc(f"e{n}.yaml", 0, tier="express") for n in range(5))]
    others = [*others, *(with_nc(f"o{n}.yaml", 0, stamp=stamp("2")) for n in range(5))]
    others = [*others, *(with_nc(f"n{n}.yaml", 0, preset="") for n in range(5))]
    assert calls([*others, own], "nc_share") == []
    twice = [with_nc(f"t{n}.yaml", 0, digest="77") for n in range(5)]
    assert calls([own, *twice], "nc_share") == []


def test_the_median_of_an_even_number_lies_between_the_middle_two() -> None:
    """0, 0, 0, 4, 4 and 5 of 20: the median is 10 %, so only 25 % lies more than ten points above."""
    records = [with_nc(f"{n}.yaml", nc) for n, nc in enumerate((0, 0, 0, 4, 4, 5))]
    assert calls(records, "nc_share") == [("5.yaml", "nc_share")]


def says(file: str, text: str, country: str = "Spain", preset: str = "county", **given: Any) -> Record:
    return record(file, unit=f"Region {file}", preset=preset, facts={"country": country}, items=states(text), **given)


def test_two_regions_of_a_country_disagree() -> None:
    records = [says("a.yaml", "nana"), says("b.yaml", "annd", "SPAIN ")]
    told = found(records, "nc_disagrees")
    assert told["a.yaml"].facts == {"questions": ("Q1", "Q2"), "more": "0", "other": "Region b.yaml", "country": "Spain"}
    assert told["b.yaml"].facts["questions"] == ("Q1", "Q2")
    assert told["b.yaml"].facts["other"] == "Region a.yaml"


@pytest.mark.parametrize(
    "other",
    [
        says("b.yaml", "na"),
        says("b.yaml", "da"),
        says("b.yaml", "sa"),
        says("b.yaml", "-a"),
        says("b.yaml", "aa", "France"),
        says("b.yaml", "aa", ""),
        says("b.yaml", "aa", preset="council"),
        says("b.yaml", "aa", preset=""),
        says("b.yaml", "aa", stamp=stamp("2")),
    ],
)
def test_these_do_not_disagree(other: Record) -> None:
    assert calls([says("a.yaml", "na"), other], "nc_disagrees") == []


def test_tiers_may_disagree() -> None:
    records = [says("a.yaml", "na"), says("b.yaml", "a-", tier="express")]
    assert calls(records) == [("a.yaml", "nc_disagrees"), ("b.yaml", "nc_disagrees")]


def test_of_many_regions_the_few_are_called() -> None:
    many = [says(f"{n}.yaml", "aaaaa") for n in range(4)]
    told = found([*many, says("odd.yaml", "nnnna")], "nc_disagrees")
    assert list(told) == ["odd.yaml"]
    assert told["odd.yaml"].facts == {
        "questions": ("Q1", "Q2", "Q3"),
        "more": "1",
        "other": "Region 0.yaml",
        "country": "Spain",
    }
    against = [says(f"{n}.yaml", "naaaa") for n in range(4)]
    assert list(found([*against, says("odd.yaml", "aaaaa")], "nc_disagrees")) == ["odd.yaml"]


def test_who_stands_twice_is_not_compared() -> None:
    records = [says("a.yaml", "na"), says("b.yaml", "aa", digest="77"), says("c.yaml", "aa", digest="77")]
    assert calls(records, "nc_disagrees") == []


# together


def test_calls_stand_in_the_order_of_files_and_reasons() -> None:
    first = place("a.yaml", "Val Serrano", flags=("many_unknown:30:100", "one_function:12"))
    records = [first, rejected("b.yaml", "file.empty"), place("c.yaml", "Val Serrano")]
    made = cohort(records)
    assert [(call.file, call.code) for call in made.calls] == [
        ("a.yaml", "same_region"),
        ("a.yaml", "many_unknown"),
        ("a.yaml", "one_function"),
        ("c.yaml", "same_region"),
    ]
    assert made.calls[1].facts == {"count": "30", "total": "100"}
    assert (made.scored, made.to_call) == (2, 2)
    assert made.reasons == {"same_region": 2, "many_unknown": 1, "one_function": 1}
    assert [(each.file, each.problem.code if each.problem else "") for each in made.not_read] == [("b.yaml", "file.empty")]


def test_nothing_at_all() -> None:
    assert cohort([]) == Cohort(0, (), (), ())
