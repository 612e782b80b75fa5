"""A table with a region per row: what its cells mean, and where every doubt stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support.methods import method
from support.tables import asked, data, read, submissions_in, table, told

from belong_assess.files.tables.grid import RegionRead
from belong_assess.files.workbooks.grid import Fault, Formula, Percent
from belong_assess.responses.capture import NotRead

REGIONAL = method("regional")
QUIET = ("table.assumed",)


def codes(reads: list[RegionRead]) -> list[tuple[str, str]]:
    """What is said, without what was taken for the whole table."""
    return [each for each in told(reads) if each[0] not in QUIET]


def answers(name: str, *cells: Any) -> list[Any]:
    """What a column of cells is read as, one region each."""
    reads = read([["region_name", name, "A1.1"], *([f"R{number}", cell, 3] for number, cell in enumerate(cells))])
    asked_ = name.partition("@")[0].partition("/")[0]
    return [each["answers"].get(asked_, each.get("context", {}).get(asked_)) for each in data(reads)]


# a bare number is a stored code


LABEL = REGIONAL.options_of(REGIONAL.items["A1.1"].answer)[3].label


@pytest.mark.parametrize("cell", ["3", 3, " 3 ", "\u00a03", "3.", "3 – " + LABEL, LABEL, LABEL.upper()])
def test_a_step_is_its_number_also_where_shares_are_taken(cell: Any) -> None:
    assert answers("A1.3", 3, "3") == [3, 3]
    found, _ = submissions_in(read([["region_name", "A1.1", "A1.2"], ["Alpha", cell, 1]]), REGIONAL)
    assert found[0].answers["A1.1"].response.value == 3  # type: ignore[union-attr]


def test_a_share_is_a_share_with_a_sign_or_when_it_can_be_no_step() -> None:
    assert answers("A1.3", "37 %", "37,5", "37.5", 37, Decimal("37.5"), Percent(Decimal(3))) == [
        {"share": Decimal(37)},
        {"share": Decimal("37.5")},
        {"share": Decimal("37.5")},
        {"share": 37},
        {"share": Decimal("37.5")},
        {"share": Decimal(3)},
    ]


def test_a_column_of_shares_takes_small_numbers_too() -> None:
    assert answers("A1.3@share", "3", 3, "3,5 %", Percent(Decimal("0.5")), "12") == [
        {"share": "3"},
        {"share": 3},
        {"share": "3,5 %"},
        {"share": Decimal("0.5")},
        {"share": "12"},
    ]


@pytest.mark.parametrize("cell", ["0.4", "0,4", Decimal("0.4")])
def test_a_small_fraction_in_a_column_of_shares_has_two_readings(cell: Any) -> None:
    reads = read([["region_name", "A1.1", "A1.3@share"], ["Alpha", 3, cell]])
    assert codes(reads) == [("answer.number_ambiguous", "C2")]
    assert isinstance(data(reads)[0]["answers"]["A1.3"], NotRead)


def test_a_share_and_its_step_may_both_stand() -> None:
    reads = table("region_name | A1.3 | A1.3@share | A1.3@basis\nAlpha | 2 | 60 | counted")
    found, problems = submissions_in(reads, REGIONAL)
    assert {"answer.share_and_step_differ"} == {each.code for each in problems} - {"table.assumed", "return.read_as"}
    assert problems[-1].where.cell in ("B2", "C2")
    agreeing = table("region_name | A1.3 | A1.3@share | A1.3@basis\nAlpha | 3 | 60 | counted")
    found, problems = submissions_in(agreeing, REGIONAL)
    assert [each.code for each in problems] == ["table.assumed"]
    assert found[0].answers["A1.3"].response.basis == "counted"  # type: ignore[union-attr]


@pytest.mark.parametrize("cell", ["1.234", "1,234"])
def test_a_thousand_that_may_be_a_decimal_is_asked_about(cell: str) -> None:
    _, problems = submissions_in(read([["region_name", "A1.1", "population"], ["Alpha", 3, cell]]), REGIONAL)
    assert [(each.code, each.where.cell) for each in problems[1:]] == [("answer.number_ambiguous", "C2")]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1 234 567", 1234567), ("1.234.567", 1234567), ("742900", 742900), (742900, 742900), ("1'234'567", 1234567)],
)
def test_numbers_are_read_as_people_write_them(cell: Any, number: int) -> None:
    found, _ = submissions_in(read([["region_name", "A1.1", "population"], ["Alpha", 3, cell]]), REGIONAL)
    assert found[0].context["population"].response.number == number  # type: ignore[union-attr]


def test_a_date_that_was_no_date_is_a_problem() -> None:
    reads = read([["region_name", "A1.1", "A1.4"], ["Alpha", date(2026, 2, 1), date(2026, 3, 1)]])
    assert codes(reads) == [("return.date_found", "B2"), ("return.date_found", "C2")]


# several options in one cell


@pytest.mark.parametrize(
    ("cell", "raw"),
    [
        ("residents;schools_universities", ["residents", "schools_universities"]),
        ("residents, schools_universities", ["residents", "schools_universities"]),
        ("Residents ; SCHOOLS_UNIVERSITIES;", ["residents", "schools_universities"]),
        ("residents", ["residents"]),
        ("residents\nschools_universities", ["residents", "schools_universities"]),
        ("residents|schools_universities", ["residents", "schools_universities"]),
        ("1;5", ["residents", "schools_universities"]),
        ("1, 5", ["residents", "schools_universities"]),
        (5, ["schools_universities"]),
        ("none", {"none": True}),
        ("0", {"none": True}),
        (0, {"none": True}),
        ("DK", {"state": "DK"}),
        ("NA:absent", {"state": "NA", "reason": "absent"}),
        ("na absent", {"state": "NA", "reason": "absent"}),
        ("", None),
        ("residents;municipalities=NA", {"ticked": ["residents"], "left_out": {"municipalities": "NA"}}),
    ],
)
def test_several_options_in_one_cell(cell: Any, raw: Any) -> None:
    assert answers("A1.4", cell) == [raw]


def test_options_by_their_words_in_any_language() -> None:
    spanish = asked().methods.open("regional", None, "es")
    assert spanish is not None
    for assessment in (REGIONAL, spanish):
        labels = {option.id: option.label for option in assessment.items["A1.4"].answer.options}  # type: ignore[union-attr]
        assert answers("A1.4", f"{labels['residents']}; {labels['municipalities']}") == [["residents", "municipalities"]]


@pytest.mark.parametrize("cell", ["1;9", "residents;nobody", "7", Decimal("1.3"), "residents other"])
def test_options_that_are_none_are_refused_in_their_cell(cell: Any) -> None:
    _, problems = submissions_in(read([["region_name", "A1.1", "A1.4"], ["Alpha", 3, cell]]), REGIONAL)
    assert {each.where.cell for each in problems if each.severity == "error"} == {"C2"}


def test_numbers_for_options_are_noted() -> None:
    assert codes(read([["region_name", "A1.1", "A1.4"], ["Alpha", 3, "1;5"]])) == [("return.read_as", "C2")]
    assert codes(read([["region_name", "A1.1", "A1.4"], ["Alpha", 3, "residents"]])) == []


@pytest.mark.parametrize("yes", ["x", "X", "1", 1, True, "TRUE"])
@pytest.mark.parametrize("no", ["0", 0, False, "FALSE"])
def test_an_option_with_a_column_of_its_own_is_ticked_with_x_or_1(yes: Any, no: Any) -> None:
    reads = read([["region_name", "A1.4/residents", "A1.4/municipalities"], ["Alpha", yes, no]])
    assert data(reads)[0]["answers"] == {"A1.4": {"ticked": ["residents"]}}
    assert codes(reads) == []


def test_a_blank_option_is_never_a_no() -> None:
    options = [option.id for option in REGIONAL.items["A1.4"].answer.options]  # type: ignore[union-attr]
    head = ["region_name", "A1.1", *(f"A1.4/{option}" for option in options)]
    blank, zero, mixed = data(read([head, ["A", 3], ["B", 3, *[0] * len(options)], ["C", 3, *[0] * (len(options) - 1), ""]]))
    assert blank["answers"] == {"A1.1": 3}
    assert zero["answers"]["A1.4"] == {"none": True}
    assert mixed["answers"] == {"A1.1": 3}


# profile, states, what stands beside


def test_roles_by_their_ids_and_a_preset() -> None:
    roles = [role.id for role in REGIONAL.questionnaire.competences.roles if role.id != "none"]
    head = ["region_name", "A1.1", "#preset", "#field/education", "field/policing@holder", "#field/policing@confirmed"]
    preset = REGIONAL.questionnaire.competences.presets[0].id
    reads = read(
        [head, ["A", 3, preset, f"{roles[1]}+{roles[0]}", "state", "x"], ["B", 3, "", f"{roles[0]}; {roles[1]}", "", "0"]]
    )
    first, second = data(reads)
    assert first["competences"] == {
        "preset": preset,
        "fields": {"education": {"roles": roles[:2]}, "policing": {"holder": "state"}},
        "confirmed": ["policing"],
    }
    assert second["competences"] == {"fields": {"education": {"roles": roles[:2]}}}


def test_what_stands_beside_an_answer_has_columns_of_its_own() -> None:
    head = [
        "region_name",
        "A8.1",
        "A8.1@holder",
        "A8.1@reason",
        "A8.1@confirmed",
        "A1.1",
        "A1.1@note",
        "A1.1@title",
        "A1.1@title2",
    ]
    (found,) = data(read([head, ["Alpha", "NC", "state", "by law", "legal service", 3, "well", "A plan", "A law"]]))
    assert found["answers"] == {
        "A8.1": {"state": "NC", "holder": "state", "reason": "by law", "confirmed_by": "legal service"},
        "A1.1": {"value": 3, "comment": "well", "evidence": [{"title": "A plan"}, {"title": "A law"}]},
    }


def test_details_have_columns_of_their_own() -> None:
    head = ["region_name", "A1.1", "foreign_born", "foreign_born/#year", "A4.7/#first", "A4.7/#second", "A4.7/#persons"]
    (found,) = data(read([head, ["Alpha", 3, "12,1", 2025, "6.2", 10, 240]]))
    assert found["context"]["foreign_born"] == {"value": "12,1", "year": 2025}
    assert found["answers"]["A4.7"] == {"first": "6.2", "second": 10, "persons": 240}


def test_labels_in_another_language_are_read_and_noted() -> None:
    spanish = asked().methods.open("regional", None, "es")
    assert spanish is not None
    label = spanish.options_of(spanish.items["A1.1"].answer)[3].label
    reads = read([["region_name", "A1.1", "A1.2"], ["Alpha", label, 1]])
    assert codes(reads) == [("return.read_as", "B2")]
    assert data(reads)[0]["answers"]["A1.1"] == 3
    spoken = read([["region_name", "A1.1", "language"], ["Alpha", label, "es"]])
    assert codes(spoken) == []


# hazards of cells


def test_a_formula_counts_by_its_value_and_an_error_value_is_no_answer() -> None:
    head = ["region_name", "A1.1", "A1.2", "A1.3", "A1.4"]
    reads = read([head, ["Alpha", Formula("A1", 3), Formula("A1", None), Fault("#REF!"), Formula("B1", Fault("#N/A"))]])
    assert codes(reads) == [
        ("return.formula", "B2"),
        ("return.formula_without_value", "C2"),
        ("return.error_value", "D2"),
        ("return.formula_without_value", "E2"),
    ]
    assert data(reads)[0]["answers"]["A1.1"] == 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\x00="])
def test_what_a_spreadsheet_would_take_for_a_formula_is_text_here(start: str) -> None:
    reads = read(
        [["region_name", "A1.1", "A1.1@note"], [f"{start}HYPERLINK(1)", f"{start}1+1", f"{start}cmd|' /c calc'!A0"]]
    )
    found, problems = submissions_in(reads, REGIONAL)
    assert "HYPERLINK(1)" in found[0].unit
    assert "cmd|' /c calc'!A0" in (found[0].answers["A1.1"].comment or "")
    assert ("answer.not_an_option", "B2") in [(each.code, each.where.cell) for each in problems]


# rows


def test_blank_rows_are_passed_over_and_addresses_stay() -> None:
    reads = table("region_name | A1.1\n\n | \nAlpha | 3\n\u00a0 | \u00a0\nBeta | 9")
    assert [each.place for each in reads] == ["A4", "A6"]
    _, problems = submissions_in(reads, REGIONAL)
    assert ("answer.not_an_option", "B6") in [(each.code, each.where.cell) for each in problems]


def test_a_row_that_ends_early_has_blanks_at_its_end() -> None:
    assert data(read([["region_name", "A1.1", "A1.2"], ["Alpha", 3], ["Beta"], ["Gamma", "", 2]])) == [
        {"context": {"region_name": "Alpha"}, "answers": {"A1.1": 3}},
        {"context": {"region_name": "Beta"}},
        {"context": {"region_name": "Gamma"}, "answers": {"A1.2": 2}},
    ]


def test_a_row_may_be_longer_than_its_head() -> None:
    assert data(read([["region_name", "A1.1"], ["Alpha", 3, "stray", "more"]])) == [
        {"context": {"region_name": "Alpha"}, "answers": {"A1.1": 3}}
    ]


def test_two_rows_of_one_name_are_both_given() -> None:
    reads = table("region_name | A1.1\nAlpha | 3\nalpha | 2")
    assert [(each.place, held["answers"]) for each, held in zip(reads, data(reads), strict=True)] == [
        ("A2", {"A1.1": 3}),
        ("A3", {"A1.1": 2}),
    ]


def test_a_row_without_a_name_is_a_region_all_the_same() -> None:
    first, second = table("region_name | A1.1\n | 3\nBeta | 2")
    assert (first.place, second.place) == ("A2", "A3")


def test_columns_in_any_order_hidden_or_moved_keep_their_addresses() -> None:
    reads = table("A1.2 | | region_name | A1.1\n9 | | Alpha | 8")
    _, problems = submissions_in(reads, REGIONAL)
    assert {each.where.cell for each in problems if each.code == "answer.not_an_option"} == {"A2", "D2"}
    assert reads[0].place == "C2"


def test_a_row_with_the_words_of_the_questions_is_no_region() -> None:
    texts = [REGIONAL.facts["region_name"].text, *(REGIONAL.items[item].text for item in ("A1.1", "A1.2"))]
    names = ["region_name", "A1.1", "A1.2"]
    assert [each.place for each in read([names, texts, ["Alpha", 3, 2]])] == ["A3"]
    assert [each.place for each in read([names, texts, names, ["Alpha", 3, 2]])] == ["A4"]


def test_names_without_regions_are_told() -> None:
    (only,) = table("region_name | A1.1 | A1.2")
    assert told([only]) == [("table.no_regions", "A1")]


# what a region says of itself


def test_what_no_column_says_is_taken_and_told_once() -> None:
    first, second = table("region_name | A1.1 | A1.2\nAlpha | 3 | 2\nBeta | 1 | 1")
    assert told([first, second]) == [("table.assumed", "A1")]
    assert first.problems[0].facts == {"missing": "questionnaire, version, tier", "taken": "regional, 0.1.0, full"}
    _, problems = submissions_in([first, second], REGIONAL)
    assert [each.code for each in problems] == ["table.assumed"]


def test_what_a_column_says_is_not_taken() -> None:
    (only,) = table("region_name | A1.1 | A1.2 | questionnaire | version | tier\nAlpha | 3 | 2 | Regional | 0.1.0 | Express")
    assert only.problems == []
    assert only.raw is not None
    assert (only.raw.data["questionnaire"], only.raw.data["version"], only.raw.data["tier"]) == (
        "regional",
        "0.1.0",
        "express",
    )


def test_a_blank_cell_in_such_a_column_is_taken_and_told() -> None:
    (only,) = table("region_name | A1.1 | A1.2 | version | tier\nAlpha | 3 | 2 | | standard")
    assert only.problems[0].facts["missing"] == "questionnaire, version"


def test_tier_and_scope_by_words_and_several_signs() -> None:
    reads = table("region_name|A1.1|tier|scope|status\nA|3|Exprés|A1;A8|Draft\nB|3|FULL|a1, a8|approved\nC|3|standard|all|")
    found, _ = submissions_in(reads, REGIONAL)
    assert [(each.tier, each.scope, each.status) for each in found] == [
        ("express", ("A1", "A8"), "draft"),
        ("full", ("A1", "A8"), "approved"),
        ("standard", None, "draft"),
    ]


def test_an_unknown_tier_rejects_one_region_and_names_its_cell() -> None:
    from belong_assess.files.submissions import submission_from

    first, second = table("region_name | A1.1 | tier\nA | 3 | long\nB | 3 | full")
    assert first.raw is not None
    assert second.raw is not None
    made, problems = submission_from(first.raw.data, REGIONAL, "t.csv", first.raw.document)
    assert made is None
    assert [(each.code, each.where.cell) for each in problems] == [("submission.tier_unknown", "C2")]
    made, _ = submission_from(second.raw.data, REGIONAL, "t.csv", second.raw.document)
    assert made is not None


# which questionnaire


def test_the_questionnaire_is_the_one_that_knows_the_names() -> None:
    for name, head in {"municipal": "M1.1 | M1.2", "regional": "A1.1 | A1.2", "regional-voices": "V1 | V2"}.items():
        (only,) = table(f"region_name | {head}\nAlpha | 3 | 2")
        assert only.raw is not None
        assert only.raw.questionnaire == name


def test_facts_alone_may_belong_to_several() -> None:
    (only,) = table("region_name | population | country\nAlpha | 12000 | Spain")
    assert told([only]) == [("table.several_meant", "A1")]
    assert only.problems[0].facts["found"] == "municipal, regional"
    (only,) = table("region_name | municipalities | country\nAlpha | 12 | Spain")
    assert only.raw is not None
    assert only.raw.questionnaire == "regional"


def test_names_of_two_questionnaires_in_about_equal_number_are_asked_about() -> None:
    (only,) = table("region_name | A1.1 | M1.1\nAlpha | 3 | 2")
    assert told([only]) == [("table.several_meant", "A1")]


def test_a_questionnaire_that_is_named_by_hand_decides() -> None:
    (only,) = table("region_name | population | country\nAlpha | 12000 | Spain", "municipal")
    assert only.raw is not None
    assert only.raw.questionnaire == "municipal"


def test_a_column_may_name_another_questionnaire_for_each_region() -> None:
    reads = table("region_name | A1.1 | M1.1 | questionnaire\nA | 3 | | regional\nB | | 2 | municipal\nC | 1 | 1 | regional")
    assert [each.raw.questionnaire for each in reads if each.raw] == ["regional", "municipal", "regional"]
    assert [each["answers"] for each in data(reads)] == [{"A1.1": 3}, {"M1.1": 2}, {"A1.1": 1}]
    assert codes(reads) == [("answer.unknown_item", "C4")]


def test_a_region_whose_questionnaire_is_not_named_is_asked_about_alone() -> None:
    reads = table("region_name | A1.1 | M1.1 | questionnaire\nA | 3 | | regional\nB | | 2 |")
    assert reads[0].raw is not None
    assert (reads[1].raw, told([reads[1]])) == (None, [("table.several_meant", "D3")])


def test_a_questionnaire_that_nobody_knows_is_passed_on_for_the_gate_to_refuse() -> None:
    (only,) = table("region_name | A1.1 | questionnaire\nA | 3 | provincial")
    assert only.raw is not None
    assert only.raw.questionnaire == "provincial"
    assert only.raw.document.where(("questionnaire",)).cell == "C2"


def test_another_version_is_passed_on_with_its_cell() -> None:
    from belong_assess.files.submissions import submission_from

    (only,) = table("region_name | A1.1 | version\nA | 3 | 9.9")
    assert only.raw is not None
    made, problems = submission_from(only.raw.data, REGIONAL, "t.csv", only.raw.document)
    assert made is None
    assert [(each.code, each.where.cell) for each in problems if each.severity == "error"] == [
        ("submission.newer_version", "C2")
    ]


def test_a_column_of_free_text_for_versions_costs_no_memory() -> None:
    words = {id(each) for number in range(600) if (each := asked().words("regional", f"0.0.{number}", "en"))}
    assert len(words) == 1
