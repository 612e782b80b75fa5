"""The public Python API: what analysts may rely on between versions.

Every name here is importable from `belong_assess` itself. Anything else may change with any release.
"""

from __future__ import annotations

from pathlib import Path

from belong_assess.analysis.findings import find
from belong_assess.errors import ContentError
from belong_assess.files.results import load_own_result, load_result
from belong_assess.files.submissions import submission_from
from belong_assess.language.texts import SOURCE, Language, language
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Problem
from belong_assess.responses.submission import Submission
from belong_assess.results.result import Result
from belong_assess.scoring.engine import score
from belong_assess.views.plain import render_plain
from belong_assess.views.report import Report, build_report
from belong_assess.workflows.methods import open_folders, open_method
from belong_assess.workflows.score_file import Rejected, Scored, example_file, score_file


def _report(scored: Scored, say: Language) -> Report:
    return build_report(
        scored.assessment, scored.submission, scored.result, scored.found, scored.problems, say, own=scored.own
    )


def report_text(scored: Scored, code: str = SOURCE) -> str:
    """Return the plain report of a scored file, in a language."""
    say = language(code)
    report = _report(scored, say)
    return render_plain(report, say)


def write_workbook(scored: Scored, path: Path, code: str = SOURCE) -> None:
    """Write the Excel report of a scored file. Raises OSError; an existing file is replaced."""
    from belong_assess.files.writing import replace_file
    from belong_assess.views.workbook import render_workbook

    say = language(code)
    report = _report(scored, say)
    replace_file(path, render_workbook(report, say, made_on=scored.submission.fact_text("reference_date") or None))


__all__ = [
    "Assessment",
    "ContentError",
    "Problem",
    "Rejected",
    "Result",
    "Scored",
    "Submission",
    "example_file",
    "find",
    "load_own_result",
    "load_result",
    "open_folders",
    "open_method",
    "report_text",
    "score",
    "score_file",
    "submission_from",
    "write_workbook",
]
