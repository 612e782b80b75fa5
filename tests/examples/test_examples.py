"""The examples load, score as expected and hold the stories that their README files tell."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.methods import ROOT, example_files, method
from support.naive_scorer import naive_scores
from support.write_expected import EXPECTED, described, regions, scored, submissions, written

from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.problems import has_errors
from belong_assess.responses.submission import Chosen, NotOurs, Number, Ticked
from belong_assess.results.result import NodeResult
from belong_assess.workflows.score_file import Scored, example_file, examples

REGIONAL = method("regional")
FILES = [path for region in regions() for path in submissions(region)]
FIGURES = ("state", "score", "low", "high", "coverage", "documented")

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
each_region = pytest.mark.parametrize("folder", regions(), ids=lambda folder: folder.name)


@cache
def held(region: str, file: str = "submission.yaml") -> Scored:
    """One example, scored."""
    return scored(ROOT / "examples" / region / file)


@cache
def expected(folder: Path) -> dict[str, Any]:
    """What the folder's `expected.yaml` says."""
    document = read_yaml((folder / EXPECTED).read_text(encoding="utf-8"), EXPECTED)
    assert not document.problems, document.problems
    data: dict[str, Any] = document.data
    return data


def about(number: Number | None) -> int:
    """A figure as a README gives it: rounded half up."""
    assert number is not None
    return int(number + Fraction(1, 2))


# All of them


MUNICIPALITIES = ["ekermyra", "portaurelle"]
REGIONS = ["drawina", "kestrelmoor", "lagosera", "marevalle", "ostwaldmark", "serrano", "tarnavia", "verdemar"]
VOICES = ["marevalle-association", "marevalle-employer"]


def test_there_are_eight_regions_with_nine_files_two_municipalities_and_two_voices() -> None:
    assert [folder.name for folder in regions()] == sorted([*REGIONS, *MUNICIPALITIES, *VOICES])
    named = {name: len(example_files(name)) for name in ("regional", "municipal", "regional-voices")}
    assert named == {"regional": 9, "municipal": 2, "regional-voices": 2}
    assert list(examples()) == [folder.name for folder in regions()], "the program knows the same ones"
    newest = {name: file.name for name in examples() if (file := example_file(name))}
    assert newest == {**dict.fromkeys(examples(), "submission.yaml"), "lagosera": "this-year.yaml"}


@each_file
def test_it_loads_without_an_error(path: Path) -> None:
    example = held(path.parent.name, path.name)
    assert not has_errors(example.problems), example.problems
    if path.parent.name != "tarnavia":
        assert example.problems == ()


@each_file
def test_it_was_made_for_this_questionnaire(path: Path) -> None:
    example = held(path.parent.name, path.name)
    assert example.submission.hash == example.assessment.questionnaire_hash
    assert example.submission.version == example.assessment.questionnaire.version


@each_file
def test_context_is_complete_and_documents_fit_the_period(path: Path) -> None:
    example = held(path.parent.name, path.name)
    submission = example.submission
    assert submission.context.keys() == example.assessment.facts.keys()
    for item, entry in submission.answers.items():
        for piece in entry.evidence:
            assert piece.title, item
            assert piece.date is None or "2022-01-01" <= piece.date <= submission.fact_text("reference_date"), item


@each_file
def test_it_scores_as_expected(path: Path) -> None:
    assert described(held(path.parent.name, path.name)) == expected(path.parent)[path.name]


@each_region
def test_expected_is_as_the_script_writes_it(folder: Path) -> None:
    """Nothing is left over, nothing was edited by hand. To renew: PYTHONPATH=tests python -m support.write_expected"""
    assert list(expected(folder)) == [path.name for path in submissions(folder)]
    assert (folder / EXPECTED).read_text(encoding="utf-8") == written(folder)


@each_file
def test_the_naive_scorer_agrees(path: Path) -> None:
    """So no figure in `expected.yaml` rests on the engine alone."""
    example = held(path.parent.name, path.name)
    naive = naive_scores(example.assessment, example.submission)["nodes"]
    assert naive.keys() == example.result.nodes.keys()
    for name, node in naive.items():
        own = example.result.nodes[name]
        assert {figure: getattr(own, figure) for figure in FIGURES} == {figure: node[figure] for figure in FIGURES}, name


@each_region
def test_readme_is_short_and_its_commands_name_files(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert 10 <= len(text.splitlines()) <= 20
    assert "**invented**" in text
    commands = re.findall(r"^    belong-assess score (\S+)$", text, re.MULTILINE)
    assert commands == [f"examples/{folder.name}/{path.name}" for path in submissions(folder)]


@each_region
def test_readme_gives_tier_questions_and_index(folder: Path) -> None:
    """Where there is no index, the number of answers instead."""
    text = " ".join((folder / "README.md").read_text(encoding="utf-8").split())
    example = held(folder.name, submissions(folder)[-1].name)
    assert f"{example.submission.tier} tier" in text
    asked = sum(item.reason not in ("tier", "scope") for item in example.result.items.values())
    assert re.search(rf"\b({asked}|{'seven' if asked == 7 else asked}) questions\b", text) or folder.name == "lagosera"
    if example.result.index is None:
        assert f"{sum(item.state == 'answered' for item in example.result.items.values())} answers" in text
        return
    figure = example.result.nodes["A8"].score if folder.name == "serrano" else example.result.index.score
    assert re.search(rf"\babout (\d+ to )?{about(figure)}\b", text)


# The story of each


def of_region(region: str, *nodes: str) -> list[NodeResult]:
    return [held(region).result.nodes[node] for node in nodes]


def finding_ids(example: Scored, kind: str) -> set[str]:
    return {found.finding.id for found in example.found if found.finding.kind == kind}


def test_marevalle_is_strong_and_not_everywhere() -> None:
    example = held("marevalle")
    index, items = example.result.index, example.result.items
    assert about(index.score) == 80
    assert [i for i, item in items.items() if item.state != "answered"] == ["A11.4"]
    assert items["A11.4"].state == "DK"
    assert index.bands_possible == ("established", "leading"), "one don't know crosses the line between two bands"
    weak = {i: float(item.points) for i, item in items.items() if item.points is not None and item.points <= 50}
    assert {"A4.7", "A5.3", "A14.4"} <= weak.keys()
    assert index.score is not None and index.documented is not None
    assert 0 < index.score - index.documented < 10, "documented only a little lower"
    assert finding_ids(example, "contradiction") == {"local_plans_without_local_figures"}
    answers = example.submission.answers.values()
    for has in ("evidence", "comment", "by"):
        assert sum(bool(getattr(entry, has)) for entry in answers) > 0.8 * len(answers), has


def test_kestrelmoor_makes_an_honest_start() -> None:
    result = held("kestrelmoor").result
    index = result.index
    assert (about(index.score), index.band) == (22, "starting")
    education, health = of_region("kestrelmoor", "A8", "A11")
    assert education.state == "outside_competence"
    assert health.mostly_outside
    assert not {"A8", "A11"} & {term.child for term in index.terms}, "neither lowers the index"
    for item in ("A1.3", "A1.4"):
        assert result.items[item].implied and result.items[item].points == 0
    points = [item.points for item in result.items.values() if item.state == "answered"]
    assert points.count(0) + points.count(25) > len(points) / 2, "zeros and ones"
    assert points.count(25) > 20


def test_drawina_has_much_power_elsewhere() -> None:
    """Every way in which NC is accepted is there, and some areas lie outside or mostly outside."""
    example = held("drawina")
    result, answers = example.result, example.submission.answers
    reception, education, housing = of_region("drawina", "A6", "A8", "A10")
    assert about(result.index.score) == 54
    assert education.state == "outside_competence"
    assert reception.mostly_outside and housing.mostly_outside
    assert not {"A6", "A8", "A10"} & {term.child for term in result.index.terms}
    states = Counter(item.state for item in result.items.values())
    assert states["NC"] >= 15
    assert {item.reason for item in result.items.values() if item.id.startswith("A8.")} == {"nc_confirmed_field"}
    for item in ("A6.1", "A7.1"):
        given = answers[item].response
        assert isinstance(given, NotOurs) and given.holder and answers[item].comment
    for item in ("A9.6", "A11.6"):
        given = answers[item].response
        assert isinstance(given, NotOurs) and given.holder and given.reason and given.confirmed_by
        assert result.items[item].state == "NC"
        assert {"law", "runs"} & set(example.submission.profile.roles[REGIONAL.items[item].competence or ""])
    courses = answers["A7.3"].response
    assert isinstance(courses, Ticked) and "NC" in dict(courses.left_out).values()
    assert result.items["A11.7"].state == "NA"
    assert {found.each for found in example.found if found.finding.id == "mostly_in_other_hands"} == {"A6", "A8", "A10"}


def test_lagosera_moves_in_small_steps() -> None:
    last, this = held("lagosera", "last-year.yaml"), held("lagosera", "this-year.yaml")
    dates = [example.submission.fact_text("reference_date") for example in (last, this)]
    assert dates == ["2025-06-30", "2026-06-30"]
    assert (about(last.result.index.score), about(this.result.index.score)) == (41, 51)
    assert this.result.index.documented > last.result.index.documented  # type: ignore[operator]
    moves = Counter(
        now.value - then.value
        for item in REGIONAL.items
        if isinstance(then := answer(last, item), Chosen) and isinstance(now := answer(this, item), Chosen)
    )
    assert moves[1] > sum(number for move, number in moves.items() if move not in (0, 1)), "mostly single steps"
    assert sum(number for move, number in moves.items() if move < 0) == 1
    assert answer(last, "A9.8") == Chosen(3) and answer(this, "A9.8") == Chosen(2), "a European project ended"
    assert answer(last, "A11.6") == Chosen(1) and this.result.items["A11.6"].state == "NC"
    assert {example.result.items["A4.7"].reason for example in (last, this)} == {"too_few"}
    assert [example.result.items["A14.5"].state for example in (last, this)] == ["NA", "answered"]
    assert {example.result.items["A13.4"].state for example in (last, this)} == {"NA"}
    desks = [Counter(entry.by for entry in example.submission.answers.values() if entry.by) for example in (last, this)]
    assert sum(number for _, number in desks[0].most_common(2)) > 0.75 * desks[0].total(), "two desks, last year"
    assert "project office" in dict(desks[0].most_common(2))
    assert sum(number for _, number in desks[1].most_common(2)) < 0.5 * desks[1].total(), "several, this year"
    assert "many_hands" in finding_ids(this, "strength") - finding_ids(last, "strength")


def answer(example: Scored, item: str) -> object:
    """What was said to one question."""
    entry = example.submission.answers.get(item)
    return entry.response if entry else None


def test_ostwaldmark_is_half_answered() -> None:
    result = held("ostwaldmark").result
    states = Counter(item.state for item in result.items.values())
    assert (states["answered"], states["answered"] + states["DK"] + states["skipped"]) == (49, 87)
    assert states["DK"] and states["skipped"]
    withheld = [area.id for area in result.areas if area.state == "withheld"]
    assert withheld == ["A8", "A10", "A13", "A16", "A17"]
    assert all("coverage" in area.shortfalls and not area.mostly_outside for area in result.areas if area.id in withheld)
    index = result.index
    assert [about(figure) for figure in (index.low, index.score, index.high)] == [23, 48, 75]
    found = [found.each for found in held("ostwaldmark").found if found.finding.id == "not_enough_answers"]
    assert found == withheld


def test_serrano_has_one_area_and_no_index() -> None:
    example = held("serrano")
    result, answers = example.result, example.submission.answers
    assert example.submission.scope == ("A8",)
    assert [area.id for area in result.areas if area.state == "scored"] == ["A8"]
    assert about(result.nodes["A8"].score) == 54
    assert (result.index.state, result.index.score) == ("not_in_scope", None)
    assert {i.state for i in result.items.values() if not i.id.startswith("A8.")} == {"not_asked"}
    shares = [answers[item].response for item in ("A8.3", "A8.5")]
    assert [share.basis for share in shares if isinstance(share, Chosen) and share.share] == ["counted", "estimated"]
    content, courses = answers["A8.4"].response, answers["A8.6"].response
    assert isinstance(content, Ticked) and content.other
    assert isinstance(courses, Ticked) and [state for _, state in courses.left_out] == ["NC"]
    assert result.items["A8.4"].points == Fraction(100 * len(content.options), 6), "other has no points"
    assert result.items["A8.6"].points == Fraction(100 * len(courses.options), 5), "one option left the count"


def test_tarnavia_is_high_and_by_heart() -> None:
    example = held("tarnavia")
    index, submission = example.result.index, example.submission
    assert (about(index.score), about(index.documented)) == (57, 28)
    contradictions = finding_ids(example, "contradiction")
    assert len(contradictions) >= 5
    assert {"budget_without_a_trace", "figure_without_a_source"} <= contradictions
    assert {"one_pair_of_hands", "little_on_paper", "high_and_undocumented"} <= finding_ids(example, "open_point")
    assert {entry.by for entry in submission.answers.values()} == {"department of social affairs"}
    confident = [entry.confidence == "high" for entry in submission.answers.values()]
    assert sum(confident) > 0.9 * len(confident)
    assert sum(bool(entry.evidence) for entry in submission.answers.values()) < 10
    against = [i for i, item in example.result.items.items() if item.reason == "nc_against_profile"]
    assert len(against) == 5
    assert all("runs" in submission.profile.roles[REGIONAL.items[item].competence or ""] for item in against)
    assert all(example.result.items[item].role == "open" for item in against)
    assert index.low < index.high  # type: ignore[operator]
    assert {problem.severity for problem in example.problems} == {"warning"}


def test_verdemar_takes_one_afternoon() -> None:
    example = held("verdemar")
    result = example.result
    assert about(result.index.score) == 42
    asked = Counter(REGIONAL.area_of[i] for i, item in result.items.items() if item.reason != "tier")
    assert sum(asked.values()) == 36 and set(asked.values()) <= {1, 2, 3}
    for item in ("A8.2", "A17.4"):
        assert result.items[item].state == "NA"
    typed = {i: e.response.share for i, e in example.submission.answers.items() if isinstance(e.response, Chosen)}
    of_islands = [share for item in ("A5.2", "A7.1", "A13.1") if (share := typed.get(item)) is not None]
    assert of_islands
    for share in of_islands:
        assert min(abs(share - Fraction(100 * number, 6)) for number in range(7)) < 1, "so many of six islands"
    assert "cycle" not in result.bars, "no cycle view at express"


def test_portaurelle_holds_what_only_this_method_has() -> None:
    example = held("portaurelle")
    result, items = example.result, example.result.items
    assert (about(result.index.score), about(result.nodes["extended"].score)) == (65, 63)
    assert len(result.index.terms) == 10
    assert "lens" in {term.child for term in result.index.terms}
    assert {i for i, item in items.items() if item.role == "open"} == {"M7.3", "M16.3", "M17.2"}
    assert items["M5.4"].state == "NC"
    mentors = example.submission.answers["M5.2"].response
    assert isinstance(mentors, Ticked) and dict(mentors.left_out) == {"mentors": "NC"}
    assert items["M3.1"].points == 100 - 65
    assert items["M4.3"].points > 50 > items["M4.1"].points  # type: ignore[operator]
    assert finding_ids(example, "gap") >= {"trained_not_mirrored"}
    assert {problem.severity for problem in example.problems} <= {"note"}


def test_ekermyra_is_small_and_meets_a_cap() -> None:
    result = held("ekermyra").result
    assert about(result.index.score) == 34
    commitment, schools, work, dignity = of_region("ekermyra", "M1", "M2", "M5", "M15")
    assert result.items["M1.3"].implied and commitment.band == "first_steps"
    assert schools.mostly_outside and work.state == "withheld"
    assert {term.child for term in result.nodes["lens"].terms} == {"M3", "M4", "M6", "M7"}
    assert [(line.cap, line.applied) for line in dignity.caps] == [("nobody_to_turn_to", True)]
    assert (dignity.raw, dignity.score) == (50, 45)
    assert result.items["M4.1"].reason == "too_few"
    assert result.items["M8.4"].state == "not_asked"
    assert finding_ids(held("ekermyra"), "contradiction") >= {"rule_without_a_door"}


def test_an_association_sees_the_valley() -> None:
    """What is high in the region's own answers need not be seen; two questions of one area differ."""
    example, region = held("marevalle-association"), held("marevalle").result
    items = example.result.items
    assert {i for i, item in items.items() if item.state == "DK"} == {"V10", "V19"}
    assert {node.id for node in example.result.areas if node.state == "withheld"} == {"A9", "A16"}
    for area in ("A10", "A17"):
        own, seen = region.nodes[area].score, example.result.nodes[area].score
        assert own is not None and seen == 0 and own - seen > 25
    assert (items["V16"].points, items["V17"].points) == (50, 25)
    assert finding_ids(example, "gap") == {"nothing_seen", "asked_and_not_told"}
    assert {entry.evidence for entry in example.submission.answers.values()} == {()}


def test_an_employer_cannot_say_much_and_says_it() -> None:
    example = held("marevalle-employer")
    states = Counter(item.state for item in example.result.items.values())
    assert (states["answered"], states["DK"]) == (12, 8)
    assert [node.score for node in of_region("marevalle-employer", "A7", "A9", "A10")] == [100, 100, 25]
    assert sum(node.state == "withheld" for node in example.result.areas) == 5
    assert finding_ids(example, "open_point") == {"much_cannot_be_said"}
