"""From a file to a result: read, capture, review, score, find."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

from belong_assess.analysis.findings import Found, find
from belong_assess.files.content import EXAMPLES
from belong_assess.files.submissions import RawSubmission, own_answers, submission_from
from belong_assess.language.texts import SOURCE
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Location, Problem, closest
from belong_assess.responses.review import review
from belong_assess.responses.submission import Submission
from belong_assess.results.own import OwnResult
from belong_assess.results.result import Result
from belong_assess.scoring.engine import score
from belong_assess.values import value
from belong_assess.workflows.library import Library
from belong_assess.workflows.methods import methods_around
from belong_assess.workflows.sources import Source, sources


@value
class Scored:
    """One file, scored: the method it was scored with, what it said, what came out, and what is to be said of it.

    `own` holds the questions of the region's own, which touch none of that. `place` tells submissions of one table apart;
    `raw` is what stood in the file.
    """

    assessment: Assessment
    submission: Submission
    result: Result
    found: tuple[Found, ...]
    problems: tuple[Problem, ...]
    own: OwnResult | None = None
    place: str = ""
    raw: RawSubmission | None = None


@value
class Rejected:
    """One file that could not be scored, and why."""

    file: str
    problems: tuple[Problem, ...]
    place: str = ""
    raw: RawSubmission | None = None


def score_file(path: Path, language: str = SOURCE, name: str | None = None, method: str = "") -> Scored | Rejected:
    """Score the submission of a file with the method that it names, or with another one that is named here.

    An error on the file rejects it; one on an answer does not. Raises UsageError and ContentError as `open_method` does.
    """
    library = Library(method)
    first, *more = islice(sources(path, library, name), 2)
    if more:
        return Rejected(first.file, (Problem("table.several", Location(first.file), {"file": path.name}),))
    return score_read(first, library, language)


def score_read(source: Source, library: Library, language: str, *, findings: bool = True) -> Scored | Rejected:
    """Score what a file holds, once it is read; a cohort needs no findings."""
    scored = _scored(source, library, language, findings)
    return replace(scored, place=source.place, raw=source.raw)


def _scored(source: Source, library: Library, language: str, findings: bool) -> Scored | Rejected:
    raw, problems = source.raw, list(source.problems)
    if raw is None:
        return Rejected(source.file, tuple(problems))
    if library.method:
        return score_raw(raw, library.present(raw.questionnaire, language), problems, findings=findings)
    if raw.questionnaire not in library.known:
        around = methods_around(Path(source.file)) if library.looks_around else []
        near = ", ".join(around) or closest(raw.questionnaire, library.known)
        facts = {"found": raw.questionnaire, "expected": ", ".join(library.known), "closest": near}
        where = raw.document.where(("questionnaire",))
        return Rejected(raw.document.file, (*problems, Problem("submission.other_questionnaire", where, facts)))
    present = library.present(raw.questionnaire, language)
    current = present.questionnaire.version
    answered = None if raw.version in (None, current) else library.earlier(raw.questionnaire, raw.version, language)
    if answered is None:
        return score_raw(raw, present, problems, findings=findings)
    facts = {"found": answered.questionnaire.version, "expected": current}
    note = Problem("submission.older_version", raw.document.where(("version",)), facts)
    return score_raw(raw, answered, [*problems, note], findings=findings)


def score_raw(
    raw: RawSubmission, assessment: Assessment, problems: list[Problem], *, findings: bool = True
) -> Scored | Rejected:
    """Score plain data against a method."""
    submission, more = submission_from(raw.data, assessment, raw.document.file, raw.document)
    gathered = [*problems, *more]
    if submission is None:
        return Rejected(raw.document.file, tuple(gathered))

    gathered += review(assessment, submission, raw.document.where)
    result = score(assessment, submission)
    own = None
    if raw.data.get("own_questions") is not None or own_answers(raw):
        from belong_assess.workflows.own_questions import score_own

        own, more = score_own(raw, assessment, submission)
        gathered += more
    found = find(assessment, submission, result) if findings else ()
    return Scored(assessment, submission, result, found, tuple(gathered), own)


def example_file(name: str) -> Path | None:
    """Return the submission of a bundled example region, the newest one where there are several."""
    folder = EXAMPLES / name
    if not folder.is_dir() or name == "broken":
        return None
    found = sorted(
        path for path in folder.glob("*.yaml") if path.name != "expected.yaml" and not path.name.endswith(".own.yaml")
    )
    return found[-1] if found else None


def examples() -> tuple[str, ...]:
    """Return the names of the bundled example regions."""
    return tuple(sorted(folder.name for folder in EXAMPLES.iterdir() if example_file(folder.name)))
