"""Shows and writes reports: which painter for which format, which file name, which problems on stderr.

What scores and draws is imported where it is used: a help page needs none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from belong_assess.cli.screen import Screen
from belong_assess.errors import UsageError
from belong_assess.language.texts import Language
from belong_assess.problems import Problem, closest, redacted

if TYPE_CHECKING:
    from belong_assess.views.report import Report
    from belong_assess.workflows.score_file import Scored

FORMATS = ("terminal", "plain", "xlsx", "json", "csv", "md")
ON_SCREEN = ("terminal", "plain")
FACTS_IN_JSON = ("country", "region_code", "reference_date", "population", "respondent", "place")
"""Facts that say what a result is about; those that a method does not ask for are left out."""


def submission_path(given: str) -> tuple[Path, str]:
    """Return the file that an argument names, and what to call it; `@name` is a bundled example."""
    if not given.startswith("@"):
        return Path(given), given
    from belong_assess.workflows.score_file import example_file, examples

    known = examples()
    file = example_file(given[1:])
    if file is None:
        names = ", ".join(f"@{name}" for name in known)
        raise UsageError("usage.example_unknown", found=given, known=names, closest=closest(given[1:], known))
    return file, f"examples/{given[1:]}/{file.name}"


def report_of(
    scored: Scored, say: Language, views: Sequence[str] = (), *, redact: bool = False, detail: bool = True
) -> Report:
    """Build the report of a scored file."""
    from belong_assess.views.report import build_report

    return build_report(
        scored.assessment,
        scored.submission,
        scored.result,
        scored.found,
        scored.problems,
        say,
        views=views,
        own=scored.own,
        redact=redact,
        detail=detail,
    )


def show_report(scored: Scored, screen: Screen, views: Sequence[str] = (), *, redact: bool = False) -> None:
    """Show the report on the screen as well as the screen can."""
    screen.show(painted(report_of(scored, screen.say, views, redact=redact, detail=False), screen))


def painted(report: Report, screen: Screen) -> str:
    """Draw a report for the screen: with Rich, or as plain lines."""
    if screen.plain:
        from belong_assess.views.plain import render_plain

        return render_plain(report, screen.say, width=screen.width)
    from belong_assess.views.terminal import render_terminal

    return render_terminal(report, screen.say, width=screen.width, colour=screen.colour, ascii_only=screen.ascii_only)


def rendered(scored: Scored, say: Language, to: str, views: Sequence[str], *, redact: bool) -> bytes:
    """Render a report in a file format; imports only the painter that is needed."""
    report = report_of(scored, say, views, redact=redact)
    match to:
        case "xlsx":
            from belong_assess.views.workbook import render_workbook

            return render_workbook(report, say, made_on=scored.submission.fact_text("reference_date") or None)
        case "json":
            from belong_assess.files.results import dump_result

            facts = {name: scored.submission.fact_text(name) for name in FACTS_IN_JSON if name in scored.assessment.facts}
            found = [each.finding.id for each in scored.found]
            problems = redacted(scored.problems) if redact else scored.problems
            own = None if redact or scored.own is None else scored.own.result
            return dump_result(scored.result, facts=facts, findings=found, problems=problems, own=own).encode()
        case "csv":
            from belong_assess.views.csv_table import render_csv

            return render_csv(report, scored.result, reference_date=scored.submission.fact_text("reference_date")).encode()
        case "md":
            from belong_assess.views.markdown import render_markdown

            return render_markdown(report, say).encode()
        case _:
            from belong_assess.views.plain import render_plain

            return render_plain(report, say).encode()


def tell_problems(problems: Sequence[Problem], screen: Screen) -> None:
    """Say every problem on stderr; notes are left out when quiet."""
    from belong_assess.views.problems import problem_text

    for problem in problems:
        if problem.severity != "note":
            screen.warn(problem_text(problem, screen.say))
        else:
            screen.tell(problem_text(problem, screen.say))
