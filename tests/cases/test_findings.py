"""Every finding of every shipped method: it holds where it should, is silent one answer away, and says its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise
from random import Random

import pytest
from support.finding_cases import FILES, Assessed, FindingCase, assess, finding_cases
from support.methods import ROOT, example_files, method
from support.strategies import random_submission

from belong_assess.analysis.findings import Found, find
from belong_assess.files.submissions import submission_from
from belong_assess.language.texts import language
from belong_assess.model.indicators import Finding
from belong_assess.model.questionnaire import Group, Item
from belong_assess.responses.kleene import Truth
from belong_assess.responses.submission import Entry, Submission
from belong_assess.scoring.engine import score
from belong_assess.scoring.predicates import Facts, evaluate
from belong_assess.views.report import Report, build_report
from belong_assess.workflows.score_file import Scored, score_file

REGIONAL = method("regional")
METHODS = tuple(FILES)
FINDINGS = {name: {finding.id: finding for finding in method(name).indicators.findings} for name in METHODS}
CASES = {name: finding_cases(method(name)) for name in METHODS}
FEWEST = {"regional": 40, "municipal": 20}
KINDS = ["contradiction", "gap", "open_point", "strength"]
WHO_ACTS_FIRST = {"region": 0, "shared": 1, "state": 2, "others": 2}
EXAMPLES = example_files("regional")
RANDOM = range(100)

EVERY_CASE = [pytest.param(case, id=f"{name}: {case.finding}") for name in METHODS for case in CASES[name]]

each_case = pytest.mark.parametrize("case", EVERY_CASE)
each_method = pytest.mark.parametrize("name", METHODS)


def assessed(submission: Submission) -> Assessed:
    """Score a submission with the method it was made for, and search its result."""
    assessment = method(submission.questionnaire)
    result = score(assessment, submission)
    return Assessed(submission, result, find(assessment, submission, result))


def report_of(held: Assessed) -> Report:
    """Its report in English."""
    assessment = method(held.submission.questionnaire)
    return build_report(assessment, held.submission, held.result, held.found, (), language())


@cache
def held_of(name: str) -> Assessed:
    """An example by its file, or a random file (of every mood, tier and scope) by its method and number."""
    known, _, number = name.partition(" ")
    if number:
        return assessed(random_submission(method(known), Random(int(number))))
    held = score_file(ROOT / "examples" / name)
    assert isinstance(held, Scored)
    return assessed(held.submission)


@cache
def report_on(name: str) -> Report:
    """The report on one of them."""
    return report_of(held_of(name))


@cache
def firing(name: str, finding: str) -> Assessed:
    """The submission in which a finding holds, scored."""
    return assess(method(name), next(case.fires for case in CASES[name] if case.finding == finding))


@cache
def missing(name: str, finding: str) -> Assessed:
    """The one in which it nearly holds, scored."""
    return assess(method(name), next(case.near_miss for case in CASES[name] if case.finding == finding))


MANY = [f"{path.parent.name}/{path.name}" for path in EXAMPLES]
MANY += [f"{name} {number}" for name in METHODS for number in RANDOM]
"""All examples, and 100 random files of each method."""

each_of_many = pytest.mark.parametrize("name", MANY)


# Each finding


@each_method
def test_every_finding_has_its_two_submissions_and_no_other_has(name: str) -> None:
    assert [case.finding for case in CASES[name]] == list(FINDINGS[name]), "same findings, in the same order"
    assert len(FINDINGS[name]) >= FEWEST[name]


@each_case
def test_it_holds(case: FindingCase) -> None:
    assert firing(case.method, case.finding).holds(case.finding, case.each)


@each_case
def test_it_is_silent_one_answer_away(case: FindingCase) -> None:
    assert not missing(case.method, case.finding).holds(case.finding)


@each_case
def test_the_near_miss_is_a_no_and_not_an_unknown(case: FindingCase) -> None:
    """Silence for lack of answers would prove little."""
    held = missing(case.method, case.finding)
    over = Facts(method(case.method), held.result.items, held.result.nodes, held.submission.answers, case.each)
    assert evaluate(FINDINGS[case.method][case.finding].when, over) is Truth.FALSE


@each_case
def test_the_near_miss_differs_in_one_thing(case: FindingCase) -> None:
    """One question has another answer or state, another evidence, confidence or function; everything else is the same."""
    fires, near = firing(case.method, case.finding).submission, missing(case.method, case.finding).submission
    assert replace(near, answers={}) == replace(fires, answers={})
    assert near.answers.keys() == fires.answers.keys()
    changed = [item for item in near.answers if near.answers[item] != fires.answers[item]]
    assert len(changed) == 1
    before, after = fires.answers[changed[0]], near.answers[changed[0]]
    differing = [f.name for f in fields(Entry) if getattr(before, f.name) != getattr(after, f.name)]
    assert differing in (["response"], ["evidence"], ["confidence"], ["by"])


@each_case
def test_a_case_says_which_one_it_is_about(case: FindingCase) -> None:
    assessment = method(case.method)
    known = {
        "area": assessment.areas.keys(),
        "item": assessment.items.keys(),
        "field": {field.id for field in assessment.questionnaire.competences.fields},
        None: {None},
    }
    assert case.each in known[FINDINGS[case.method][case.finding].for_each]


@each_case
def test_every_placeholder_is_filled(case: FindingCase) -> None:
    lines = [line for line in report_of(firing(case.method, case.finding)).findings if line.id == case.finding]
    assert lines
    for line in lines:
        assert not {"{", "}"} & set(line.title + line.sentence + line.next_step)
        assert line.sentence and line.next_step and line.areas


# All findings together


SAYS: dict[str, Callable[[Finding], object]] = {
    "condition": lambda finding: (finding.when, finding.for_each),
    "sentence": lambda finding: finding.sentence,
    "next step": lambda finding: finding.next_step,
    "title": lambda finding: finding.title,
}


@each_method
@pytest.mark.parametrize("what", SAYS)
def test_no_two_findings_share_it(what: str, name: str) -> None:
    """Compared as values of the model, so that the same condition written in another way is found as well."""
    said: list[object] = []
    for finding in FINDINGS[name].values():
        own = SAYS[what](finding)
        assert own not in said, finding.id
        said.append(own)


@each_method
def test_every_practice_is_looked_at(name: str) -> None:
    """Nothing that no finding leads to."""
    named = {practice for finding in FINDINGS[name].values() for practice in finding.practices}
    assert named == {practice.id for practice in method(name).indicators.practices}


def test_the_practices_that_regions_named_are_there_and_no_city_is_described() -> None:
    where = {name: {practice.where for practice in method(name).indicators.practices} for name in METHODS}
    assert {"Emilia-Romagna", "Catalonia", "Donegal"} <= where["regional"]
    assert where["municipal"] == {"idea to adapt"}


# Order and choice


@each_of_many
def test_contradictions_come_first_and_then_what_matters_most(name: str) -> None:
    """Kinds stand in their order; inside a kind nothing stands behind what weighs less and is harder to act on."""
    held = held_of(name)
    kinds = [KINDS.index(found.finding.kind) for found in held.found]
    assert kinds == sorted(kinds)
    for before, after in pairwise(held.found):
        assert before.finding.kind != after.finding.kind or not _ahead(after, before), (before, after)


def _ahead(one: Found, other: Found) -> bool:
    """Say whether one finding weighs more, or can be acted on by somebody nearer, and is in nothing behind the other."""
    first, second = one.finding, other.finding
    nearer = WHO_ACTS_FIRST[second.who] - WHO_ACTS_FIRST[first.who]
    heavier = first.weight - second.weight
    return nearer >= 0 and heavier >= 0 and nearer + heavier > 0


@each_of_many
def test_a_cabinet_gets_at_most_seven_with_two_strengths(name: str) -> None:
    """Where fewer than two answers have points there is nothing to call a strength."""
    held, report = held_of(name), report_on(name)
    something = sum(item.state == "answered" and bool(item.points) for item in held.result.items.values())
    assert len(report.strengths) >= min(2, something)
    assert len(report.strengths) + len(report.attention) <= 7
    assert all(line.kind == "strength" for line in report.strengths)
    assert all(line.kind != "strength" for line in report.attention)
    if something and any(found.finding.kind != "strength" for found in held.found):
        assert report.attention, "something to work on is among them"


@each_of_many
def test_a_cabinet_sees_contradictions_before_anything_else(name: str) -> None:
    attention = report_on(name).attention
    kinds = [KINDS.index(line.kind) for line in attention]
    assert kinds == sorted(kinds)
    contradictions = {found.finding.id for found in held_of(name).found if found.finding.kind == "contradiction"}
    assert len(contradictions & {line.id for line in attention}) >= min(5, len(contradictions))


@pytest.mark.parametrize("answers", [{"A6.2": 4, "A6.5": 1}, {"A6.2": 4, "A6.6": 10, "A6.5": 1}, {"A6.5": 1, "A6.2": 2}])
def test_no_strength_stands_twice(answers: dict[str, int]) -> None:
    """Few answers: what is named as a finding ("something to show") is not named again to fill up."""
    held = assess(REGIONAL, {**CASES["regional"][0].fires, "answers": answers})
    strengths = report_of(held).strengths
    assert len(strengths) == 2
    for item in answers:
        assert sum(REGIONAL.items[item].text in line.sentence for line in strengths) < 2, item


@each_of_many
def test_no_sentence_has_an_open_placeholder(name: str) -> None:
    for line in report_on(name).findings:
        assert not {"{", "}"} & set(line.title + line.sentence + line.next_step), line.id


# What is not asked says nothing


@each_method
def test_express_finds_only_what_express_asks(name: str) -> None:
    """Answers to longer tiers that the file still holds change no finding of an express result."""
    differing, assessment = [], method(name)
    tiers = {answered: item.tier for item in assessment.items.values() for answered in answered_as(item)}
    for seed in RANDOM:
        whole = replace(random_submission(assessment, Random(seed)), tier="express")
        asked = {item: entry for item, entry in whole.answers.items() if tiers[item] == "express"}
        one, other = assessed(whole), assessed(replace(whole, answers=asked))
        if one.found != other.found:
            differing.append((seed, sorted({f.finding.id for f in one.found} ^ {f.finding.id for f in other.found})))
    assert differing == []


def answered_as(item: Item) -> list[str]:
    """The ids under which a question may be answered: its own, and those of its parts."""
    parts = item.answer.parts if isinstance(item.answer, Group) else ()
    return [item.id, *(f"{item.id}.{part.id}" for part in parts)]


def test_functions_count_for_what_is_asked() -> None:
    """Every express answer comes from one desk; that others answered what express does not ask makes no more hands."""
    held = {i: {"value": 2, "by": "equality unit" if REGIONAL.items[i].tier == "express" else f"unit {n}"}
            for n, i in enumerate(REGIONAL.items) if REGIONAL.is_ladder(REGIONAL.items[i].answer)}  # fmt: skip
    data = {**CASES["regional"][0].fires, "answers": held}
    submission, _ = submission_from({**data, "tier": "full"}, REGIONAL)
    assert submission is not None
    assert assessed(submission).holds("many_hands")
    assert not assessed(replace(submission, tier="express")).holds("many_hands")


def test_what_lies_outside_the_scope_says_nothing() -> None:
    differing = []
    for seed in RANDOM:
        whole = replace(random_submission(REGIONAL, Random(seed), whole=True), scope=("A2", "A9", "A14"))
        asked = {i: entry for i, entry in whole.answers.items() if REGIONAL.area_of[i] in ("A2", "A9", "A14")}
        one, other = assessed(whole), assessed(replace(whole, answers=asked))
        if one.found != other.found:
            differing.append((seed, sorted({f.finding.id for f in one.found} ^ {f.finding.id for f in other.found})))
    assert differing == []


@each_method
def test_a_finding_can_be_reached_at_express(name: str) -> None:
    """An express result has something to say of every kind but contradictions, which need two answers to one matter."""
    kinds = set()
    for seed in RANDOM:
        held = assessed(replace(random_submission(method(name), Random(seed), whole=True), tier="express"))
        kinds |= {found.finding.kind for found in held.found}
    assert kinds >= {"gap", "open_point", "strength"}


@pytest.mark.parametrize(
    ("name", "said"),
    [("regional", {"not_enough_answers", "measuring_left_open"}), ("municipal", {"not_enough_answers"})],
)
def test_unknown_fires_nothing(name: str, said: set[str]) -> None:
    """A blank file: what is said is that answers are missing, and nothing else."""
    blank = Submission(name, method(name).questionnaire.version, None, "full")
    assert {found.finding.id for found in assessed(blank).found} == said


@each_method
@pytest.mark.parametrize("state", ["DK", "skipped"])
def test_open_answers_fire_nothing_about_the_policy(state: str, name: str) -> None:
    """Every question open: only findings about the answers themselves hold."""
    assessment, asked = method(name), method(name).questionnaire
    data = {"questionnaire": asked.id, "version": asked.version, "hash": assessment.questionnaire_hash, "tier": "full"}
    held = assess(assessment, {**data, "answers": dict.fromkeys(assessment.items, state)})
    about_answers = {"doubts_said_openly"}
    assert {f.finding.id for f in held.found if f.finding.kind != "open_point"} <= about_answers


@each_of_many
def test_open_questions_are_spoken_of_where_there_are_some(name: str) -> None:
    """An area without a score because its questions lie elsewhere has nothing to send to anybody."""
    held = held_of(name)
    said = [found.each for found in held.found if found.finding.id == "not_enough_answers"]
    assert [area for area in said if area is not None and held.result.nodes[area].open == 0] == []
