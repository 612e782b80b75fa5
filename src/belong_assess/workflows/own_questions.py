"""Questions of a region's own, from the submission that names them to their result: read, check, capture, score."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from belong_assess.analysis.soundness import check
from belong_assess.files.content import shipped_methods
from belong_assess.files.own_questions import KEY, LoadedOwn, load_own, own_files, own_source, read_own_file
from belong_assess.files.submissions import RawSubmission, own_answers, own_entries
from belong_assess.model.assessment import Assessment
from belong_assess.model.own_questions import host_parts
from belong_assess.problems import PathKey, Problem, closest, has_errors
from belong_assess.responses.review import review
from belong_assess.responses.submission import Profile, Submission
from belong_assess.results.own import OwnResult
from belong_assess.scoring.engine import score
from belong_assess.values import value
from belong_assess.workflows.methods import open_method

SAID_ONCE = ("method.section_repeated", "method.item_measured_twice", "method.id_reserved")
"""A question of one's own stands once where a method has it twice, asked and measured; and its ids begin with X."""


@value
class CheckedOwn:
    """Own questions with everything that is to be said of them; without a method where errors forbid it."""

    assessment: Assessment | None
    problems: tuple[Problem, ...]


def score_own(raw: RawSubmission, host: Assessment, common: Submission) -> tuple[OwnResult | None, list[Problem]]:
    """Score the own questions of a submission, apart from everything else.

    Their own errors leave them out as a whole; an error on an answer costs that answer.
    """
    if raw.data.get(KEY) is None:
        return None, [_not_named(raw)]
    own = check_own(load_own(own_source(raw), host), host)
    errors = [problem for problem in own.problems if problem.severity != "warning"]
    if own.assessment is None:
        return None, errors
    answers, problems = own_entries(raw, own.assessment)
    submission = replace(
        common,
        questionnaire=own.assessment.questionnaire.id,
        hash=own.assessment.questionnaire_hash,
        scope=None,
        profile=Profile(),
        answers=answers,
    )
    problems += review(own.assessment, submission, raw.document.where)
    return OwnResult(own.assessment, submission, score(own.assessment, submission)), [*errors, *problems]


def check_own_file(path: Path) -> CheckedOwn:
    """Check a file of own questions by itself, with the shipped method that it names."""
    source = read_own_file(path)
    named, known = source.data.get("questionnaire"), shipped_methods()
    if isinstance(named, str) and named not in known:
        facts = {"found": named, "expected": ", ".join(known), "closest": closest(named, known)}
        return CheckedOwn(None, (Problem("own.other_questionnaire", source.where(("questionnaire",)), facts),))
    host = open_method(named if isinstance(named, str) else known[0])
    return check_own(load_own(source, host), host)


def check_own(loaded: LoadedOwn, host: Assessment) -> CheckedOwn:
    """Hold own questions to the checks of a method; what is said is said of their file."""
    if loaded.assessment is None:
        return CheckedOwn(None, loaded.problems)
    found: dict[tuple[str, PathKey], Problem] = {}
    for problem in check(loaded.assessment):
        path = own_path(problem.where.path, host)
        if path is not None and problem.code not in SAID_ONCE:
            told = _of_the_host(problem, host)
            found.setdefault((told.code, path), replace(told, where=loaded.source.where(path)))
    problems = (*loaded.problems, *sorted(found.values(), key=_place))
    return CheckedOwn(None if has_errors(problems) else loaded.assessment, problems)


def own_path(path: PathKey, host: Assessment) -> PathKey | None:
    """Translate a path in the method that own questions make into one in their file; none for what is the host's."""
    match path:
        case (_, "id" | "title" | "about"):
            return path[1:]
        case (_, "sections" | "scales" | "rules" as kind, int(index), *rest):
            own = index - host_parts(host)[kind]
            key = "areas" if kind == "sections" else kind
            return (key, own, *rest) if own >= 0 else None
        case ("indicators", "areas", _, "items", _, "item"):
            return (*path[1:-1], "id")
        case ("indicators", "areas", *_):
            return path[1:]
        case _:
            return None


def _of_the_host(problem: Problem, host: Assessment) -> Problem:
    """A condition that names a common question names a known one, and still not one that it can read."""
    named = problem.facts.get("found", "")
    if problem.code == "method.unknown_item" and named in host.items:
        return Problem("own.condition_on_common", problem.where, {"found": named})
    return problem


def _not_named(raw: RawSubmission) -> Problem:
    """Answers without questions: said once, at the first of them, with the files that could be meant."""
    answered = list(own_answers(raw))
    beside = own_files(raw)
    found = ", ".join(answered[:3]) + (", …" if len(answered) > 3 else "")
    expected = f"{KEY}: {beside[0] if len(beside) == 1 else 'region.own.yaml'}"
    where = raw.document.where(("answers", answered[0], ""))
    return Problem("own.not_named", where, {"found": found, "expected": expected})


def _place(problem: Problem) -> tuple[str, int, int, str]:
    where = problem.where
    return where.file, where.line or 0, where.column or 0, problem.code
